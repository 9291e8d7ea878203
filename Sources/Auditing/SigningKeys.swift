package import LinuxIO
package import TransparencyLog

/// A private key and where it lies.
package struct PlacedKey: Sendable {
    package var key: SignerKey
    /// The file, as messages call it.
    package var place: String
    /// Whether it waits to take the place of the other.
    var isNext = false
}

/// The private keys that a log can be signed with.
package enum SigningKeys {
    /// The file of a systemd credential.
    private static let credential = HeadFiles.name("signing-key")

    /// Those there are: the credential before the log's own, and last the one that a rotation has not put in its place.
    ///
    /// - Parameter credentials: the directory of the service's credentials (`$CREDENTIALS_DIRECTORY`).
    package static func all(
        in directory: borrowing Directory, credentials: String?
    ) throws(HeadError) -> [PlacedKey] {
        var keys: [PlacedKey] = []
        if let credentials, !credentials.isEmpty {
            let folder = try headDirectory(credentials)
            if let key = try HeadFiles.readKey(credential, in: folder) {
                keys.append(PlacedKey(key: key, place: folder.child(credential)))
            }
        }
        for name in [HeadFiles.key, HeadFiles.nextKey] {
            if let key = try HeadFiles.readKey(name, in: directory) {
                keys.append(
                    PlacedKey(key: key, place: directory.child(name), isNext: name == HeadFiles.nextKey))
            }
        }
        for key in keys where key.key.verifier.algorithm != .note {
            throw .key(place: key.place, reason: "it is a witness's key — expected the log's own")
        }
        return keys
    }

    private static func headDirectory(_ path: String) throws(HeadError) -> Directory {
        do throws(IOError) { return try Directory.open(path) } catch { throw .io(error) }
    }

    /// The origin of a log that has no key yet, where nobody names one: the machine's name and what it keeps.
    package static func defaultOrigin(host: String) throws(HeadError) -> KeyName {
        try origin("\(host)/timeline")
    }

    package static func origin(_ text: String) throws(HeadError) -> KeyName {
        do throws(TextFault) { return try KeyName(text) } catch {
            throw .key(place: "the log's origin", reason: "\(error); name it with --origin NAME")
        }
    }
}
