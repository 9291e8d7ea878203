/// Why a proof could not be made: nothing to be proven, or the hashes could not be read.
package enum ProvingError<Failure: Error>: Error {
    case impossible(ProofError)
    /// What the source of the hashes threw.
    case unreadable(Failure)
}

extension ProvingError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .impossible(let error): "\(error)"
        case .unreadable(let error): "\(error)"
        }
    }
}

extension ProvingError where Failure == Never {
    /// Hashes in memory can be read.
    var proof: ProofError {
        switch self {
        case .impossible(let error): error
        }
    }
}

/// Reads the hashes of ranges, so that what the source throws is told from what cannot be proven.
func hashes<Failure: Error>(
    of ranges: [Range<UInt64>], reading hash: (Subtree) throws(Failure) -> Digest
) throws(ProvingError<Failure>) -> [Digest] {
    do throws(Failure) {
        var hashes: [Digest] = []
        for range in ranges { hashes.append(try Subtree.hash(of: range, reading: hash)) }
        return hashes
    } catch { throw .unreadable(error) }
}
