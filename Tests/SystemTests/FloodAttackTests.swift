import TestSupport
import Testing

/// Attacks by number and by hold, against which the service has bounds of its own.
extension `An attack` {
    /// A reader's lock on a file that members may read would keep the daemon's away.
    @Test func `a member who holds the lock of the log keeps no start away`() throws {
        let attack = try Attack.begin()
        let hold = """
            import fcntl, os, struct, sys, time
            file = os.open('/var/lib/timelined/log/lock', os.O_RDONLY)
            fcntl.fcntl(file, 37, struct.pack('hhqqi', fcntl.F_RDLCK, 0, 0, 0, 0))
            print('held', flush=True); time.sleep(60)
            """
        try attack.refuses("ivan", "cat /var/lib/timelined/log/lock")
        let holder = try attack.package.container.command(
            ["setpriv", "--reuid=ivan", "--regid=ivan", "--init-groups", "python3", "-c", hold]
        ).start()
        defer {
            _ = try? attack.package.container.run("pkill", "-u", "ivan", "python3")
            _ = holder.finish()
        }
        // It waits for the daemon's end, as that holds the lock.
        try attack.package.shell("systemctl restart timelined")
        #expect(try attack.package.shell("systemctl is-active timelined").text == "active\n")
    }

    @Test func `empty files by the thousand, with names as long as can be, are refused and stop nothing`()
        throws
    {
        let attack = try Attack.begin()
        // The budget of the journal bounds the messages of one submitter.
        try attack.measured(messages: 3_100, rejected: 3_000) {
            try attack.ivan(
                """
                p=$(printf 'e%.0s' $(seq 246))
                for n in $(seq 1000 3999); do : > $p$n.yaml; done
                """)
            try attack.package.shell(
                "for i in $(seq 300); do ls \(Attack.incoming) | grep -q '^eee' || exit 0; sleep 0.5; done; exit 1",
                timeout: .seconds(160))
        }
    }

    @Test func `files that correct each other in a row take no longer than others`() throws {
        let attack = try Attack.begin()
        try attack.measured(memory: 128, messages: 2_100, rejected: 1_000) {
            try attack.ivan(
                """
                printf 'announcement: chain\\ntitle: T\\noccurred: 2025\\n' > .c; mv .c c-0000.yaml
                last=chain:made:2025
                for n in $(seq -w 1 999); do
                    printf 'correction: chain-%s\\nverb: retracted\\nof: "%s"\\nreason: error\\n' $n "$last" > .c-$n.yaml
                    last=chain-$n:retracted
                done
                for n in $(seq -w 1 999); do mv .c-$n.yaml c-$n.yaml; done
                """)
            try attack.package.shell(
                "for i in $(seq 120); do ls \(Attack.incoming) | grep -q '^c-' || exit 0; sleep 0.5; done; exit 1",
                timeout: .seconds(70))
        }
    }

    @Test func `what others than its owner can write is refused, or is logged as it was when it was read`()
        throws
    {
        let attack = try Attack.begin()
        try attack.measured(messages: 6, rejected: 1) {
            try attack.package.shell(
                "umask 002; cd \(Attack.incoming); printf 'announcement: open\\ntitle: Mine\\noccurred: 2025\\n' > .open.yaml; chgrp timeline .open.yaml",
                as: "anna")
            // One who writes into another's file, before it is taken.
            try attack.ivan("printf 'announcement: open\\ntitle: Forged\\noccurred: 2025\\n' > .open.yaml")
            try attack.package.shell("cd \(Attack.incoming); mv .open.yaml open.yaml", as: "anna")
            try attack.gone("^open")
        }
        let log = try attack.package.shell("timelinectl log -o json --file open.yaml; :").text
        #expect(!log.contains("Forged"), "\(log)")
        #expect(try attack.package.shell("cat \(Attack.spool)/rejected/open.yaml.reason").text.contains("chmod go-w"))
    }

    @Test func `what is archived cannot be changed by path, and who changes it is found out`() throws {
        let attack = try Attack.begin()
        try attack.ivan("printf 'announcement: kept\\ntitle: T\\noccurred: 2025\\n' > .k; mv .k kept.yaml")
        try attack.package.wait("test -e \(Attack.spool)/archive/*/kept.yaml")
        try attack.refuses(
            "ivan", "echo '# more' >> $(ls \(Attack.spool)/archive/*/kept.yaml)",
            "truncate -s 0 $(ls \(Attack.spool)/archive/*/kept.yaml)", "ls \(Attack.spool)/archive")
    }

    @Test func `files that cannot be read, by the thousand, suppress no other message`() throws {
        let attack = try Attack.begin()
        try attack.measured(messages: 6_000) {
            try attack.ivan("umask 077; for n in $(seq 12000); do echo x > u-$n.yaml; done", timeout: .seconds(120))
            try attack.package.shell("sleep 3")
        }
        try attack.ivan("ls | grep '^u-' | xargs rm -f")
    }

    /// Of 3 GiB the quota of 256 MiB lets sixteen into rejected/.
    @Test func `two hundred files of holes fill no more than a quota, and take no more memory than one`() throws {
        let attack = try Attack.begin()
        try attack.measured(memory: Attack.memoryOfLargest, messages: 100, rejected: 16) {
            try attack.ivan(
                """
                for n in $(seq 200); do truncate -s 16M .h-$n; done
                for n in $(seq 200); do mv .h-$n h-$n.yaml; done
                """)
            try attack.package.wait(
                "journalctl -t timelined -q MESSAGE_ID=a676f9a92cb646b389ad1249c9b50a43 | grep -q .")
        }
        #expect(try attack.package.shell("journalctl -t timelined -o cat").text.contains("ivan"))
        try attack.ivan("rm -f h-*")
        // An administrator settles it, and ivan's next file is taken.
        try attack.package.shell("rm \(Attack.spool)/rejected/h-*; systemctl reload timelined")
        try attack.ivan("printf 'announcement: again\\ntitle: T\\noccurred: 2025\\n' > .a; mv .a again.yaml")
        try attack.package.wait("test -e \(Attack.spool)/archive/*/again.yaml")
    }

    /// `cat rejected/*` is what people type.
    @Test func `in rejected there is nothing but files`() throws {
        let attack = try Attack.begin()
        // Another's: what of ivan is told one by one, his floods have used up.
        try attack.package.shell(
            "cd \(Attack.incoming); ln -s /dev/zero r-1.yaml; mkfifo r-2.yaml; ln -s \(Attack.spool)/rejected r-3.yaml",
            as: "anna")
        try attack.gone("^r-")
        let odd = try attack.package.shell("find \(Attack.spool)/rejected -mindepth 1 ! -type f")
        #expect(odd.text.isEmpty, "\(odd.text)")
        for number in 1...3 {
            let reason = try attack.package.shell("cat \(Attack.spool)/rejected/r-\(number).yaml.reason").text
            #expect(!reason.isEmpty)
        }
        #expect(try attack.package.journal().contains("r-1.yaml: rejected from anna"))
    }

    @Test func `names that turn the text around, or show nothing, are written out`() throws {
        let attack = try Attack.begin()
        // RIGHT-TO-LEFT OVERRIDE, ZERO WIDTH SPACE, HANGUL FILLER, a tag.
        let names = [
            #"w-\342\200\256.yaml"#, #"w-\342\200\213.yaml"#, #"w-\343\205\244.yaml"#, #"w-\363\240\201\201.yaml"#,
        ]
        try attack.measured(messages: 2 * names.count, rejected: names.count) {
            for name in names { try attack.ivan("printf 'no: event\\n' > .w; mv .w \"$(printf '\(name)')\"") }
            try attack.gone("^w-")
        }
        let journal = try attack.package.shell(
            "journalctl -t timelined -o cat --output-fields=MESSAGE,TIMELINE_FILE,TIMELINE_REASON_FILE"
        ).text
        let reasons = try attack.package.shell("cat \(Attack.spool)/rejected/w-*.reason; timelinectl status").text
        for hidden: Unicode.Scalar in ["\u{202E}", "\u{200B}", "\u{3164}", "\u{E0041}"] {
            #expect(
                !journal.unicodeScalars.contains(hidden) && !reasons.unicodeScalars.contains(hidden), "\(hidden.value)")
        }
    }

    @Test func `the daemon's socket is for its owner alone`() throws {
        let attack = try Attack.begin()
        #expect(try attack.package.shell("stat --format='%a %U' /run/timelined/control.sock").text == "600 timelined\n")
        for user in ["ivan", "mallory"] {
            try attack.refuses(
                user,
                "python3 -c 'import socket; socket.socket(socket.AF_UNIX).connect(\"/run/timelined/control.sock\")'")
        }
    }
}
