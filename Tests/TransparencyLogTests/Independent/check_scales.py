"""Checks everything in a directory with tlog-scales, which knows checkpoints, but no other notes."""

import common
from tlog_scales.backend import LocalBackend
from tlog_scales.reader import TilesReader
from tlog_scales.signing import Vkey
from tlog_scales.tiles import leaf_hash
from tlog_scales.tlog import Checkpoint, ConsistencyProof, InclusionProof
from tlog_scales.utils import b64dec

LOG, WITNESS = Vkey.from_string(common.key("log")), Vkey.from_string(common.key("witness"))


def checkpoint(data):
    head = Checkpoint.from_text(data.decode())
    head.verify(LOG)
    for signature in head.signatures:
        # Its own check of one key hands an Ed25519 cosignature over whole, as the verifier wants it.
        if WITNESS.match(signature):
            WITNESS.get_verifier().verify(signature.payload, head)
            break
    else:
        raise ValueError("no cosignature")
    assert head.origin == LOG.name
    return head


def verify_inclusion_file(path):
    index, hashes, data = common.inclusion(path)
    head = checkpoint(data)
    proof = InclusionProof(index, head.size, [b64dec(h) for h in hashes])
    proof.check(leaf_hash(path.with_suffix(".entry").read_bytes()), head.root_hash)


def verify_consistency_file(path):
    size, root, hashes, data = common.consistency(path)
    head = checkpoint(data)
    ConsistencyProof(size, head.size, [b64dec(h) for h in hashes]).check(b64dec(root), head.root_hash)


def verify_tiles(path):
    reader = TilesReader(LocalBackend(path))
    head = reader.get_checkpoint()
    checkpoint((path / "checkpoint").read_bytes())
    assert reader.calculate_root_hash() == head.root_hash
    for index in range(head.size):
        reader.get_inclusion_proof(index, head.size).check(leaf_hash(reader.get_entry(index)), head.root_hash)
    for file in (path / "proofs").glob("*.tlog-proof"):
        index, hashes, _ = common.inclusion(file)
        assert reader.get_inclusion_proof(index, head.size).node_hashes == [b64dec(h) for h in hashes], file
    for file in (path / "proofs").glob("*.consistency-proof"):
        size, _, hashes, _ = common.consistency(file)
        assert reader.get_consistency_proof(size, head.size).node_hashes == [b64dec(h) for h in hashes], file


common.run(
    {
        ".checkpoint": lambda path: checkpoint(path.read_bytes()) is not None,
        ".tlog-proof": verify_inclusion_file,
        ".consistency-proof": verify_consistency_file,
        ".tiles": verify_tiles,
    }
)
