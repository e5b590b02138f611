"""Where the end of the journal is sealed, outside the base: a line cut off, or an older base put in its place, shows.

The seal is a file of its own and not part of the key file: it is written at each closing, and a file whose loss would lose
everything is not rewritten so often. The key of the journal comes from that of the base: who holds the key of the base could
write another journal; who does not can neither read nor change it.
"""

from __future__ import annotations

import contextlib
import hmac
import json
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ppe_desktop.domain.audit import Tail
from ppe_desktop.runtime.files import write_atomically
from ppe_desktop.vault.keys import KEY_BYTES

_MOST_BYTES = 4096
_PURPOSE = b"ppe-desktop journal 1"
RESTORED = "restore"
ROTATED = "rotation"


@dataclass(frozen=True)
class Seal:
    """What is kept of the end of the journal.

    Attributes:
        tail: the number and seal of its last line.
        gesture: what was done to the base while it was closed, to be told at the next opening; empty otherwise.
        before: how many lines the journal had before that.
    """

    tail: Tail
    gesture: str = ""
    before: int = 0


def journal_key(key: bytes, vault_id: str) -> bytes:
    """Return the key of the journal of a base, from the key of the base."""
    derived: bytes = HKDF(SHA256(), KEY_BYTES, vault_id.encode("utf-8"), _PURPOSE).derive(key)
    return derived


def seal_path(folder: Path) -> Path:
    """Return where the seal of a base lies."""
    return folder / "journal.json"


def write_seal(folder: Path, key: bytes, seal: Seal) -> bool:
    """Write the seal; a disk that refuses does not prevent closing. Return whether it was written.

    Args:
        folder: folder of the base.
        key: key of the journal.
        seal: what to keep.
    """
    content = _content(seal)
    content["seal"] = _signature(key, content)
    with contextlib.suppress(OSError):
        write_atomically(seal_path(folder), json.dumps(content).encode("ascii"), private=True)
        return True
    return False


def read_seal(folder: Path, key: bytes) -> Seal | None:
    """Return what was sealed; None when there is no seal, or not one made with this key."""
    try:
        with seal_path(folder).open("rb") as stream:
            content = json.loads(stream.read(_MOST_BYTES).decode("ascii"))
        signature = str(content.pop("seal"))
        seal = Seal(
            Tail(int(content["count"]), bytes.fromhex(content["mac"])), content["gesture"], int(content["before"])
        )
        if content != _content(seal) or not hmac.compare_digest(_signature(key, content), signature):
            return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return seal


def _content(seal: Seal) -> dict[str, str | int]:
    return {"count": seal.tail.count, "mac": seal.tail.mac.hex(), "gesture": seal.gesture, "before": seal.before}


def _signature(key: bytes, content: dict[str, str | int]) -> str:
    return hmac.digest(key, json.dumps(content, sort_keys=True).encode("ascii"), "sha256").hex()
