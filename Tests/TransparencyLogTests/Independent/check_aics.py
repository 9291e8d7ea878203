"""Checks everything in a directory with aics-tlog."""

import common
from aics_tlog.checkpoint import parse_checkpoint, verify_checkpoint
from aics_tlog.note import b64_decode, parse_note, parse_vkey, verify_note
from aics_tlog.tiles import FileSystemTileReader, consistency_proof_from_tiles, inclusion_proof_from_tiles
from aics_tlog.tree import verify_consistency, verify_leaf_inclusion
from aics_tlog.verified import VerifiedTileReader, audit_tiles

LOG, WITNESS = parse_vkey(common.key("log")), parse_vkey(common.key("witness"))


def checkpoint(data):
    note = parse_note(data)
    result = verify_checkpoint(note, LOG, [WITNESS], 1, expected_origin=LOG.name)
    if not result.ok:
        raise ValueError(result.error)
    return parse_checkpoint(note.text)


def verify_inclusion_file(path):
    index, hashes, data = common.inclusion(path)
    head = checkpoint(data)
    entry = path.with_suffix(".entry").read_bytes()
    return verify_leaf_inclusion(entry, index, head.size, [b64_decode(h) for h in hashes], head.root)


def verify_consistency_file(path):
    size, root, hashes, data = common.consistency(path)
    head = checkpoint(data)
    return verify_consistency(size, head.size, b64_decode(root), head.root, [b64_decode(h) for h in hashes])


def verify_tiles(path):
    head = checkpoint((path / "checkpoint").read_bytes())
    files = FileSystemTileReader(path)
    audit_tiles(files, head.size, head.root)
    reader = VerifiedTileReader(files, head.size, head.root)
    for file in (path / "proofs").glob("*.tlog-proof"):
        index, hashes, _ = common.inclusion(file)
        assert inclusion_proof_from_tiles(reader, index, head.size) == [b64_decode(h) for h in hashes], file
    for file in (path / "proofs").glob("*.consistency-proof"):
        size, _, hashes, _ = common.consistency(file)
        assert consistency_proof_from_tiles(reader, size, head.size) == [b64_decode(h) for h in hashes], file


common.run(
    {
        ".note": lambda path: verify_note(parse_note(path.read_bytes()), [LOG]),
        ".checkpoint": lambda path: checkpoint(path.read_bytes()) is not None,
        ".tlog-proof": verify_inclusion_file,
        ".consistency-proof": verify_consistency_file,
        ".tiles": verify_tiles,
    }
)
