import Configuration
import Intake
import LinuxIO
import Systemd
import Timeline

/// How files in the drop folder are noticed: by notifications, and by scans for whatever those miss.
extension Service {
    /// Between two scans, in microseconds.
    private var usualPeriod: Int64 { settings.scanPeriod }
    /// While nothing is told of the folder, it is all that notices files.
    private var unwatchedPeriod: Int64 { min(5_000_000, usualPeriod) }

    private var watching: String { "watching \(settings.paths.incoming)" }
    private var rules: NameRules { settings.reading.configuration.names }
    private var watchingFolders: String { "watching the folders of \(settings.paths.incoming)" }
    private var opening: String { "opening the drop folder" }
    private var listing: String { "listing \(settings.paths.incoming)" }

    /// Opens the drop folder and begins to watch it.
    ///
    /// - Throws: why it cannot be opened. That it cannot be watched is no obstacle.
    func openFolder() throws(IOError) {
        try? loop?.watch(nil)
        inotify = nil
        archiveWatch = nil
        listenToArchive()
        folder = nil
        resting = nil
        let paths = settings.paths
        // What was unmounted comes back by a mount; directories that were made meanwhile would lie below it.
        let drop = try DropFolder(
            incoming: paths.incoming, archive: paths.archive, rejected: paths.rejected, isMade: !isUnmounted)
        folder = consume drop
        applyFolderSettings()
        watch()
        watchArchive()
    }

    func applyFolderSettings() {
        folder?.limit = settings.largest
        folder?.rules = rules
    }

    /// Begins to watch the folder. To be followed by a scan, so that nothing falls between the two.
    private func watch() {
        do throws(IOError) {
            var watch = try Inotify()
            try watch.watch(settings.paths.incoming)
            inotify = consume watch
            announcer.end(watching)
        } catch {
            announcer.begin(watching, error, for: .watch)
        }
        listen()
    }

    /// Has the loop wait for what the kernel tells, once there is a loop.
    func listen() {
        guard let loop else { return }
        do throws(SystemdError) {
            try loop.watch(inotify?.descriptor)
        } catch {
            inotify = nil
            announcer.begin(watching, IOError(error.call, errno: error.errno), for: .watch)
        }
    }

    /// The kernel has told of changes in the drop folder.
    func folderChanged() {
        do throws(IOError) {
            // Read first: what opens the folder anew begins a new watch, and forgets what this one has told.
            let changes = try inotify?.read() ?? []
            if changes.contains(.unmounted) {
                unmounted()
            } else if !changes.isEmpty {
                wake()
                changes.forEach(take)
            }
        } catch {
            announcer.begin(watching, error, for: .watch)
            replaceFolder()
        }
        plan()
    }

    private func take(_ change: Inotify.Change) {
        let now = Clock.monotonic()
        switch change {
        case .movedIn(let name), .closedAfterWriting(let name), .created(let name):
            if let file = rules.file(ofDone: name.name) {
                // It is whole, and asked for it once more when it is taken.
                let file = RelativePath(file, in: name.folder)
                if !rules.leavesAlone(file.name), status(of: file) != nil { arrivals.movedIn(file) }
            } else if !rules.leavesAlone(name.name) {
                notice(change, of: name, now: now)
            }
        case .attributesChanged(let name):
            // Perhaps it can be read or moved now. Of a file that is being written it says nothing.
            if announcer.counts.staying.contains(name) { arrivals.closed(name, status(of: name), now: now) }
        case .folder(let path):
            if rules.leavesAlone(path.name) { break }
            if !rules.hasSubfolders {
                arrivals.created(path, status(of: path), now: now)
            } else if folder?.takes(from: path.names) == true {
                // Only the daemon's user can make such folders, so that members cannot have it scan at will.
                scan()
            }
        case .directoryReplaced: if folder?.isInPlace() != true { replaceFolder() }
        case .overflow:
            announcer.send(.queueOverflowed(directory: settings.paths.incoming))
            scan()
        case .unmounted: unmounted()
        case .gone: if folder?.isInPlace() != true { replaceFolder() }
        }
    }

    private func unmounted() {
        isUnmounted = true
        announcer.send(.dropFolderUnmounted(directory: settings.paths.incoming))
        replaceFolder(isBelowMount: true)
    }

    /// Lets go of the folder where nothing is to be done, so that its file system can be unmounted.
    func rest() {
        guard arrivals.isEmpty, let drop = folder.take() else { return }
        do throws(IOError) { resting = try RestingFolder(drop) } catch { folder = consume drop }
    }

    /// Takes hold of the folder again; where it is not the one that it was, what lies there now.
    func wake() {
        guard folder == nil, let place = resting else { return }
        do throws(IOError) {
            folder = try place.open()
            resting = nil
        } catch {
            let changes = (try? inotify?.read()) ?? []
            if changes.contains(.unmounted) { unmounted() } else { replaceFolder() }
        }
    }

    private func notice(_ change: Inotify.Change, of name: RelativePath, now: Int64) {
        switch change {
        case .movedIn: arrivals.movedIn(name)
        case .created: arrivals.created(name, status(of: name), now: now)
        default: arrivals.closed(name, status(of: name), now: now)
        }
    }

    /// The scan that comes by itself: whatever the notifications missed, it finds.
    func tick() {
        wake()
        if folder?.isInPlace() != true {
            replaceFolder()
        } else {
            if inotify == nil { watch() }
            if archiveWatch == nil { watchArchive() }
            measureRejected()
            scan()
        }
        announcer.flush()
        keepUp()
        keepSnapshot(isLook: true)
        plan()
        // Of a mount the kernel tells nothing.
        let isWatched = inotify != nil && !isFolderUnwatched && archiveWatch != nil && !isUnmounted
        loop?.tick.arm(
            after: .microseconds(isWatched ? usualPeriod : unwatchedPeriod),
            // Wide, so that the kernel can join this wake-up with others.
            accuracy: .microseconds((isWatched ? usualPeriod : unwatchedPeriod) / 12))
    }

    /// Opens what lies at the folder's path now.
    ///
    /// - Parameter isBelowMount: whether that is what lay below a mount, which is looked for still.
    func replaceFolder(isBelowMount: Bool = false) {
        do throws(IOError) {
            let isOpen = folder != nil || resting != nil
            try openFolder()
            isUnmounted = isBelowMount
            if isOpen { announcer.send(.dropFolderReplaced(directory: settings.paths.incoming)) }
            announcer.end(opening)
            scan()
        } catch {
            announcer.begin(opening, error, for: .folder)
            loop?.tick.arm(after: .microseconds(unwatchedPeriod), accuracy: .seconds(1))
        }
        ServiceManager.notify(.status(statusLine))
    }

    func scan() {
        do throws(IOError) {
            let now = Clock.monotonic()
            var failure: IOError?
            let found = try folder?.scan { names in
                do throws(IOError) { try inotify?.watch(folder: names) } catch { failure = failure ?? error }
            }
            guard let scan = found else { return }
            inotify?.unwatch(but: scan.folders)
            isFolderUnwatched = failure != nil
            if let failure {
                announcer.begin(watchingFolders, failure, for: .watch)
            } else {
                announcer.end(watchingFolders)
            }
            for name in scan.files { arrivals.scanned(name, status(of: name), now: now) }
            announcer.forgetStaying(but: scan.files)
            announcer.tell(scan.strays)
            announcer.end(listing)
        } catch {
            announcer.begin(listing, error, for: .folder)
        }
    }

    func settle() { arrivals.settle(now: Clock.monotonic(), status: status(of:)) }

    func status(of name: RelativePath) -> FileStatus? { try? folder?.status(of: name) }
}
