import TestSupport
import Testing

/// What members of the group, and strangers, do to the installed service: one test an attack, with stated bounds. What is
/// promised stands in timelined(8), Security considerations.
@Suite(.whereContainersRun, .inContainer, .serialized) struct `An attack` {
    private static let spool = InstalledPackage.spool
    private static let library = "/var/lib/timelined"

    // MARK: Who may do what

    @Test func `a stranger reads neither log, key, files nor health, and drops nothing`() throws {
        let attack = try Attack.begin()
        try attack.package.drop("private.yaml", event("private"))
        try attack.package.wait("test -e \(Self.spool)/archive/*/private.yaml")
        for path in [
            "\(Self.library)", "\(Self.library)/log", "\(Self.library)/log/signing.key",
            "\(Self.library)/log/checkpoint",
            "\(Self.library)/cache", "\(Self.spool)/incoming", "\(Self.spool)/archive", "\(Self.spool)/rejected",
            "/run/timelined/health.json",
        ] {
            try attack.package.shell("test -e \(path)")
            try attack.refuses("mallory", "ls \(path)/", "cat \(path)", "test -r \(path)", "test -w \(path)")
        }
        try attack.refuses(
            "mallory", "touch \(Self.spool)/incoming/x.yaml", "timelinectl log", "timelinectl state",
            "timelinectl verify",
            "timelinectl submit /usr/share/doc/timelined/examples/01-directive-china.yaml", "timelined --reload",
            "kill -HUP $(systemctl show -P MainPID timelined)")
        // What anybody may read has counts, times and sizes, and no name of a file, a person or an event.
        let metrics = try attack.package.shell("cat /run/timelined/timelined.prom", as: "mallory").text
        #expect(!metrics.contains("private") && !metrics.contains("anna"))
    }

    @Test func `a member writes neither log, key, cache, options, run nor what was taken or refused`() throws {
        let attack = try Attack.begin()
        try attack.package.drop("theirs.yaml", event("theirs"))
        try attack.package.drop("wrong.yaml", "no: event\n")
        try attack.ivan("echo 'no: event' > wrong-ivan.yaml")
        try attack.package.wait(
            "test -e \(Self.spool)/archive/*/theirs.yaml -a -e \(Self.spool)/rejected/wrong.yaml.reason")
        try attack.package.wait("test -e \(Self.spool)/rejected/wrong-ivan.yaml.reason")
        try attack.refuses(
            "ivan", "cat \(Self.library)/log/signing.key", "cat \(Self.library)/log/signing.key > /tmp/key")
        for path in [
            "\(Self.library)", "\(Self.library)/log", "\(Self.library)/cache", "\(Self.spool)", "\(Self.spool)/archive",
            "\(Self.spool)/archive/*", "\(Self.spool)/rejected", "/etc/timelined", "/etc/timelined/conf.d",
            "/run/timelined",
        ] {
            try attack.refuses(
                "ivan", "touch \(path)/planted", "ln -s /etc/passwd \(path)/planted", "mkdir \(path)/planted")
        }
        for path in [
            "\(Self.library)/log/*.ndjson", "\(Self.library)/log/checkpoint", "\(Self.library)/log/signing.pub",
            "\(Self.spool)/archive/*/theirs.yaml", "\(Self.spool)/rejected/wrong.yaml",
            "\(Self.spool)/rejected/wrong.yaml.reason", "\(Self.spool)/rejected/wrong-ivan.yaml.reason",
            "/etc/timelined/timelined.yaml", "/run/timelined/health.json", "/run/timelined/timelined.prom",
        ] {
            try attack.package.shell("test -e \(path)")
            try attack.refuses(
                "ivan", "echo x >> \(path)", "truncate -s 0 \(path)", "rm -f \(path)", "mv \(path) /tmp/",
                "chmod 777 \(path)", "f=$(echo \(path)); mv /etc/hostname $f",
                "f=$(echo \(path)); ln -f /etc/hostname $f")
        }
        // Not even a file of one's own is replaced, or taken out, once it is refused.
        try attack.refuses(
            "ivan", "mv \(Self.spool)/rejected/wrong-ivan.yaml /tmp/", "rm -f \(Self.spool)/rejected/wrong-ivan.yaml",
            "ln -sf /etc/passwd \(Self.spool)/rejected/wrong-ivan.yaml")
        #expect(try attack.package.shell("timelinectl verify").succeeded)
    }

    @Test func `a member cannot take, cover, change or hold another's file that waits`() throws {
        let attack = try Attack.begin()
        try attack.package.shell("umask 027; cd \(Attack.incoming); printf 'waits: 1' > .waits.yaml", as: "anna")
        try attack.refuses(
            "ivan", "cd \(Attack.incoming); rm -f .waits.yaml", "cd \(Attack.incoming); mv .waits.yaml mine.yaml",
            "cd \(Attack.incoming); echo x >> .waits.yaml", "cd \(Attack.incoming); ln -sf /etc/passwd .waits.yaml",
            "cd \(Attack.incoming); touch x; mv x .waits.yaml", "cd \(Attack.incoming); ln .waits.yaml held.yaml",
            "cd \(Attack.incoming); chmod 666 .waits.yaml")
        #expect(try attack.package.shell("cat \(Attack.incoming)/.waits.yaml").text == "waits: 1")
        try attack.package.shell("rm \(Attack.incoming)/.waits.yaml", as: "anna")
        try attack.ivan("rm -f x")
    }

    @Test func `a member can neither signal, reload nor impersonate the daemon`() throws {
        let attack = try Attack.begin()
        let process = try attack.package.shell("systemctl show -P MainPID timelined").text.dropLast()
        try attack.refuses(
            "ivan", "kill -HUP \(process)", "kill -0 \(process)", "timelined --reload", "systemctl stop timelined",
            "timelined --once", "timelined --snapshot", "ls /proc/\(process)/fd", "cat /proc/\(process)/environ")
        #expect(try attack.package.shell("timelinectl status").succeeded)
    }

    // MARK: What is no file

    @Test func `links, pipes, sockets and folders are not opened, and lead nowhere`() throws {
        let attack = try Attack.begin()
        try attack.measured(messages: 8 * 2, rejected: 8) {
            try attack.ivan(
                """
                ln -s /etc/shadow l-1.yaml; ln -s \(Self.library)/log/signing.key l-2.yaml; ln -s . l-3.yaml
                ln -s /dev/zero l-4.yaml; mkfifo l-5.yaml; mkdir -p l-6.yaml/deep
                python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("l-7.yaml")'
                echo 'announcement: two\ntitle: T\noccurred: 2025' > .two; ln .two l-8.yaml
                """)
            try attack.package.wait("! ls \(Attack.incoming) | grep -v l-6 | grep -q '^l-'")
        }
        // None was read: of the key's bytes and of the users' nothing is anywhere that members can read.
        try attack.refuses("root", "grep -rlE 'PRIVATE|root:' \(Self.spool)/rejected/*.reason")
        #expect(try attack.package.shell("timelinectl log -o json").text.contains("two:made") == false)
        try attack.ivan("rm -rf .two l-6.yaml")
    }

    // MARK: Names

    @Test func `names of any bytes are escaped, and lead out of no directory`() throws {
        let attack = try Attack.begin()
        let names = [
            #"n-\033[2J.yaml"#, #"n-\nMESSAGE=forged\nPRIORITY=0.yaml"#, #"n-\r\n.yaml"#, #"n-\377\376.yaml"#,
            #"n-%%s%%n%%n.yaml"#, #"n- \047; rm -rf \047.yaml"#, #"n-\302\205\302\233.yaml"#, #"-n-rf.yaml"#,
            #"n-..%%2F..%%2Fetc.yaml"#,
        ]
        try attack.measured(messages: 2 * names.count, rejected: names.count) {
            for name in names {
                try attack.ivan("printf 'no: event\\n' > .n; mv -- .n \"$(printf -- '\(name)')\"")
            }
            try attack.gone("n-")
        }
        let journal = try attack.package.journal()
        #expect(
            !journal.contains("\u{1B}") && !journal.split(separator: "\n").contains { $0.hasPrefix("MESSAGE=forged") })
        let reasons = try attack.package.shell("cat \(Self.spool)/rejected/*n-*.reason").text
        #expect(!reasons.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || (0x7F...0x9F).contains($0.value) })
    }

    // MARK: Times

    @Test func `times far away stop nothing`() throws {
        let attack = try Attack.begin()
        try attack.measured(messages: 12) {
            for (number, time) in ["2300-01-01", "2446-05-10", "1901-12-14", "1677-01-01", "@-1", "@0"].enumerated() {
                try attack.ivan(
                    "printf 'announcement: t-\(number)\\ntitle: T\\noccurred: 2025\\n' > .t; touch -d '\(time)' .t; mv .t t-\(number).yaml"
                )
            }
            try attack.gone("^t-")
        }
        #expect(try attack.package.shell("ls \(Self.spool)/archive/*/t-*.yaml").lines.count == 6)
    }

    // MARK: Sizes and numbers

    @Test func `files of holes, too, take no more memory than one of the largest`() throws {
        let attack = try Attack.begin()
        try attack.measured(memory: Attack.memoryOfLargest, messages: 24, rejected: 12) {
            try attack.ivan("for n in $(seq 12); do truncate -s 16M .s; mv .s s-$n.yaml; done")
            try attack.gone("^s-")
        }
    }

    @Test func `a YAML bomb of 16 MiB is one file among others`() throws {
        let attack = try Attack.begin()
        // Programs that are not optimised take minutes for the whole.
        let size = InstalledPackage.isRelease ? 16_700_000 : 500_000
        try attack.measured(memory: Attack.memoryOfLargest, messages: 4, rejected: 2) {
            try attack.ivan(
                """
                { printf '['; yes 'a: b,' | head -c \(size) | tr -d '\\n'; printf ']'; } > .b; mv .b b-1.yaml
                { echo 'a: &a [x,x,x,x,x,x,x,x,x]'; for n in $(seq 9); do echo "b$n: &b$n [*a,*a,*a,*a,*a,*a,*a,*a]"; done; } > .b
                mv .b b-2.yaml
                """)
            try attack.package.shell(
                "for i in $(seq 120); do ls \(Attack.incoming) | grep -q '^b-' || exit 0; sleep 0.5; done; exit 1",
                timeout: .seconds(90))
        }
    }

    @Test func `dotfiles by the thousand, and names that come and go, hold up nobody`() throws {
        let attack = try Attack.begin()
        let flood = attack.package.container.command(
            ["setpriv", "--reuid=ivan", "--regid=ivan", "--init-groups", "sh", "-c"] + [
                """
                cd \(Attack.incoming); umask 027; for n in $(seq 3000); do echo x > .d-$n; done
                for n in $(seq 1500); do echo x > v.yaml; rm -f v.yaml; done 2>/dev/null
                """
            ])
        // What is there when it is looked at, may be refused.
        try attack.measured(messages: 1_500, rejected: 750) {
            let flooding = try flood.start()
            for number in 0..<5 { try attack.package.drop("beside-\(number).yaml", event("beside-\(number)")) }
            try attack.package.wait("test $(ls \(Self.spool)/archive/*/beside-*.yaml | wc -l) = 5")
            _ = flooding.finish()
        }
        try attack.package.shell("cd \(Attack.incoming); rm -f .d-* v.yaml")
    }

    @Test func `a file that is written on and on waits alone`() throws {
        let attack = try Attack.begin()
        let writing = try attack.package.container.command(
            ["setpriv", "--reuid=ivan", "--regid=ivan", "--init-groups", "sh", "-c"] + [
                "cd \(Attack.incoming); umask 027; exec 3> endless.yaml; for n in $(seq 40); do echo '# x' >&3; sleep 0.1; done"
            ]
        ).start()
        try attack.measured(messages: 10, rejected: 1) {
            for number in 0..<3 { try attack.package.drop("meanwhile-\(number).yaml", event("meanwhile-\(number)")) }
            try attack.package.wait("test $(ls \(Self.spool)/archive/*/meanwhile-*.yaml | wc -l) = 3")
        }
        _ = writing.finish()
        try attack.gone("endless")
    }

    // MARK: What others recorded

    /// Two ids that were equal to the hash by which events were once found.
    @Test func `an id that is made to collide takes nothing of another's out of the state`() throws {
        let attack = try Attack.begin()
        try attack.package.drop(
            "plant.yaml", "directive: close-the-plant\ntitle: Close it\noccurred: 2025-01-02\nby: x\nto: y\n")
        try attack.package.wait("test -e \(Self.spool)/archive/*/plant.yaml")
        let forged = "note-u02aackq9ay,0u/C9N"
        try attack.measured(messages: 6) {
            try attack.ivan(
                """
                cat > .f <<'.'
                {"specversion":"1.0","id":"\(forged)","source":"/desk","type":"timeline.announcement.made.v1",\
                "subject":"announcement/note","data":{"title":"T","occurred":"2025"}}
                .
                mv .f f-1.json; sleep 1
                printf 'correction: f-c\\nverb: retracted\\nof: "\(forged)"\\nreason: error\\n' > .f; mv .f f-2.yaml
                """)
            try attack.gone("^f-")
        }
        let refused = try attack.package.shell("ls \(Self.spool)/rejected | grep '^f-' || :").text
        #expect(refused.isEmpty, "\(refused)")
        let state = try attack.package.shell("timelinectl state directives --subject close-the-plant -o json").text
        #expect(state.contains("close-the-plant") && state.contains("inForce"), "\(state)")
    }
}
