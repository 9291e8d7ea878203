"""What the two Python programs share: they walk over the files and say of each whether it is accepted."""

import sys
from pathlib import Path


def run(verifiers):
    """Calls for each file the verifier of its ending, which raises or answers False where it refuses."""
    root = Path(sys.argv[1])
    for group in ("valid", "tampered"):
        for path in sorted((root / group).iterdir()):
            verify = verifiers.get(path.suffix)
            if verify is None:
                continue
            try:
                accepted, reason = verify(path) is not False, "it does not verify"
            except Exception as error:
                accepted, reason = False, " ".join(f"{type(error).__name__} {error}".split())
            print(f"accepted {group}/{path.name}" if accepted else f"refused {group}/{path.name}: {reason}")


def key(name):
    return (Path(sys.argv[1]) / f"{name}.vkey").read_text().removesuffix("\n")


def split(path):
    """The lines before the checkpoint, and the checkpoint."""
    head, _, checkpoint = path.read_bytes().partition(b"\n\n")
    return head.decode().split("\n"), checkpoint


def inclusion(path):
    """Index, hashes as text, checkpoint."""
    head, checkpoint = split(path)
    assert head[0] == "c2sp.org/tlog-proof@v1"
    if head[1].startswith("extra "):
        head = head[1:]
    assert head[1].startswith("index ")
    return int(head[1].removeprefix("index ")), head[2:], checkpoint


def consistency(path):
    """Old size, old root as text, hashes as text, checkpoint."""
    head, checkpoint = split(path)
    assert head[0] == "timelined consistency-proof v1"
    return int(head[1].removeprefix("old-size ")), head[2].removeprefix("old-root "), head[3:], checkpoint
