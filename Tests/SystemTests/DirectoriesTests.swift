import TestSupport
import Testing

/// Directories in another place, and the room in them, done as the manuals say.
@Suite(.whereContainersRun, .inContainer, .serialized) struct `Other directories` {
    private static let spool = InstalledPackage.spool

    /// The literal blocks of a subsection, in order.
    private static func blocks(of page: String, _ subsection: String) throws -> [[String]] {
        let text = try Command("cat", Programs.repository + "/Deploy/man/" + page).run().text
        let tail = try #require(text.split(separator: ".Ss \(subsection)\n").last)
        let section = try #require(tail.split(separator: "\n.S").first)
        return section.split(separator: "\n.Bd -literal -offset indent\n").dropFirst().compactMap { block in
            block.split(separator: "\n.Ed").first?.split(separator: "\n").map(String.init)
        }
    }

    @Test func `are moved by the files and the commands of timelined_yaml, and all goes on there`() throws {
        let package = try InstalledPackage.installed()
        try package.drop("before.yaml", event("before"))
        try package.wait("test -e \(Self.spool)/archive/*/before.yaml")
        let blocks = try Self.blocks(of: "timelined.yaml.5", "Other directories")
        try #require(blocks.count == 4)
        for file in blocks.dropLast() {
            let path = try #require(file.first?.dropFirst(2))
            try package.container.write(file.joined(separator: "\n") + "\n", to: String(path))
        }
        try package.shell("set -e\n" + blocks[3].joined(separator: "\n"), timeout: .seconds(120))
        let modes = try package.shell(
            "cd /srv/timeline; stat --format='%a %U %G %n' . incoming archive rejected log cache")
        #expect(
            modes.lines == [
                "755 root root .", "3770 timelined timeline incoming", "2700 timelined timeline archive",
                "2750 timelined timeline rejected", "750 timelined timeline log", "750 timelined timeline cache",
            ])
        // A member drops there and nowhere else; by a rename, as the inode tells.
        try package.shell(
            "echo 'announcement: after\ntitle: T\noccurred: 2025' > /srv/timeline/incoming/.after.yaml", as: "anna")
        let inode = try package.shell("stat --format=%i /srv/timeline/incoming/.after.yaml").text
        try package.shell("cd /srv/timeline/incoming && mv .after.yaml after.yaml", as: "anna")
        try package.wait("test -e /srv/timeline/archive/*/after.yaml")
        #expect(try package.shell("stat --format=%i /srv/timeline/archive/*/after.yaml").text == inode)
        let said = try package.shell(
            "timelinectl submit --wait /usr/share/doc/timelined/examples/01-directive-china.yaml", as: "anna")
        #expect(said.text.contains("accepted as #2"), "\(said)")
        #expect(try package.count() == 3)
        #expect(try package.shell("timelinectl verify", as: "anna").succeeded)
        #expect(try package.shell("timelinectl status").succeeded)

        // One that is not there is told by the daemon, which comes back with it.
        try package.shell(
            "systemctl stop timelined; mv /srv/timeline /srv/elsewhere; systemctl start --no-block timelined")
        try package.wait("journalctl -u timelined -o cat | grep -q 'opening /srv/timeline.* fails'")
        try package.shell("mv /srv/elsewhere /srv/timeline")
        try package.wait("systemctl -q is-active timelined")
        try package.shell(
            """
            systemctl stop timelined
            rm -r /etc/timelined/conf.d/50-srv.yaml /etc/systemd/system/timelined.service.d /srv/timeline
            systemctl daemon-reload; systemctl start timelined
            """)
    }

    @Test func `the drop folder gets a file system of its own, and status says when that is full`() throws {
        let package = try InstalledPackage.installed()
        let shared = try package.shell("COLUMNS=200 timelinectl status")
        #expect(shared.text.contains("both lie on one file system"), "\(shared)")
        #expect(try package.shell("timelinectl status -o json").text.contains(#""sharedDisk":true"#))
        let blocks = try Self.blocks(of: "timelined.8", "Room")
        let recipe = try #require(blocks.first).joined(separator: "\n")
        // Here memory stands for the volume.
        let here = recipe.replacing("/dev/vg0/spool", with: "-t tmpfs -o size=40M,nr_inodes=4000 tmpfs")
        try #require(here != recipe)
        try package.shell("set -e\n" + here, timeout: .seconds(120))
        try package.drop("own.yaml", event("own"))
        try package.wait("test -e \(Self.spool)/archive/*/own.yaml")
        let own = try package.shell("timelinectl status")
        #expect(own.text.contains("for the drop folder") && !own.text.contains("remark"), "\(own)")

        try package.shell("head -c 100M /dev/zero > \(Self.spool)/incoming/.full 2>/dev/null || :", as: "ivan")
        let full = try package.container.run("env", "COLUMNS=200", "timelinectl", "status")
        #expect(full.status == .exited(1), "\(full)")
        #expect(full.text.contains("0 B left for files on the file system of \(Self.spool)/incoming"), "\(full)")
        try package.shell("systemctl reload timelined")
        #expect(
            try package.shell("cat /run/timelined/timelined.prom").text.contains(
                "timelined_disk_free_bytes{of=\"spool\"} 0\n"))
        try package.shell(
            "rm \(Self.spool)/incoming/.full; cd \(Self.spool)/incoming; for n in $(seq 4000); do touch .n$n || break; done 2>/dev/null; :",
            as: "ivan")
        let many = try package.container.run("timelinectl", "status", "-o", "json")
        #expect(many.status == .exited(1) && many.text.contains("left for files on the file system"), "\(many)")
        try package.shell("rm \(Self.spool)/incoming/.n*", as: "ivan")
        #expect(try package.shell("timelinectl status").succeeded)
        try package.shell(
            """
            systemctl stop timelined; umount \(Self.spool); rmdir \(Self.spool); mv \(Self.spool).before \(Self.spool)
            systemctl start timelined
            """)
    }
}
