"""The journal that is never rewritten: how a line is tied to the line before it, and how a break is found."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

START = bytes(32)
"""What the first line is tied to."""
VALUES = ("number", "at", "ticks", "author", "action", "kind", "object_id", "child_id", "detail", "late")
"""What a line holds, in the order in which it is sealed, as the base keeps it: texts and whole numbers."""


class Action(StrEnum):
    """What was done."""

    OPEN = "open"
    REFUSED = "refused"
    READ = "read"
    CREATE = "create"
    CHANGE = "change"
    REMOVE = "remove"
    DOCUMENT = "document"
    PRINT = "print"
    EXPORT = "export"
    COPY_REMOVED = "copy_removed"
    OPENED_OUTSIDE = "opened_outside"
    BACKUP = "backup"
    RESTORE = "restore"
    ARCHIVE = "archive"
    PURGE = "purge"
    PROLONG = "prolong"
    KEY = "key"
    ROTATION = "rotation"
    TEMPLATE = "template"
    PUT_AWAY = "put_away"
    ALARM = "alarm"


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that was done, before it is a line of the journal; identifiers and words of the program only.

    Attributes:
        action: what was done.
        kind: kind of record it was done to.
        object_id: that record, 32 hexadecimal digits.
        child_id: whose file.
        detail: words of the program: a count, a form of document.
    """

    action: Action
    kind: str = ""
    object_id: str = ""
    child_id: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Tail:
    """The end of the journal at some moment: what is sealed elsewhere, so that a cut shows.

    Attributes:
        count: number of the last line; they go 1, 2, 3… without a hole.
        mac: its seal.
    """

    count: int = 0
    mac: bytes = START


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Where the journal begins, once the lines too old to be kept were put away.

    Attributes:
        tail: the last line put away: what the first line left is tied to.
        seal: proof that the program put them away, and nobody else.
    """

    tail: Tail
    seal: bytes

    @classmethod
    def made(cls, key: bytes, tail: Tail) -> Checkpoint:
        """Return the checkpoint of a line, sealed."""
        return cls(tail, _checkpoint_seal(key, tail))

    @classmethod
    def of_plain(cls, kept: dict[str, Any]) -> Checkpoint:
        """Return a checkpoint from the plain values it is kept as."""
        return cls(Tail(int(kept["count"]), bytes.fromhex(kept["mac"])), bytes.fromhex(kept["seal"]))

    def as_plain(self) -> dict[str, Any]:
        """Return the plain values it is kept as."""
        return {"count": self.tail.count, "mac": self.tail.mac.hex(), "seal": self.seal.hex()}

    def holds(self, key: bytes) -> bool:
        """Tell whether its seal is right."""
        return hmac.compare_digest(_checkpoint_seal(key, self.tail), self.seal)


def _checkpoint_seal(key: bytes, tail: Tail) -> bytes:
    return hmac.digest(key, b"put away" + tail.count.to_bytes(8, "big") + tail.mac, "sha256")


class Fault(StrEnum):
    """What may be found wrong with the end of the journal."""

    NONE = ""
    CUT = "cut"
    REWRITTEN = "rewritten"
    UNSEALED = "unsealed"
    OLD_KEYS = "old-keys"


@dataclass(frozen=True, slots=True)
class ChainState:
    """What a whole reading of the journal found.

    Attributes:
        count: number of the last line that holds.
        first_bad: number of the first line that was altered, removed, moved or added; 0 when there is none.
    """

    count: int
    first_bad: int = 0


def mac_of(key: bytes, former: bytes, values: Sequence[Any]) -> bytes:
    """Return the seal of a line: it depends on the key, on the whole line, and on the seal of the line before."""
    line = json.dumps(list(values), ensure_ascii=True, separators=(",", ":")).encode("ascii")
    return hmac.digest(key, former + line, "sha256")


class Chain:
    """Reads lines in the order of their numbers and stops at the first that does not hold."""

    def __init__(self, key: bytes, start: Tail | None = None) -> None:
        self._key = key
        self.tail = start or Tail()
        self.first_bad = 0

    def read(self, rows: Iterable[Sequence[Any]]) -> bool:
        """Check some lines, each :data:`VALUES` then its seal; return whether all held so far."""
        number, former = self.tail.count, self.tail.mac
        for row in rows:
            if self.first_bad:
                break
            *values, mac = row
            number += 1
            expected = mac_of(self._key, former, values)
            if values[0] != number or not hmac.compare_digest(expected, bytes(mac)):
                self.first_bad = number
                break
            former = bytes(mac)
            self.tail = Tail(number, former)
        return not self.first_bad

    def state(self) -> ChainState:
        """Return what was found so far."""
        return ChainState(self.tail.count, self.first_bad)


def fault_of(sealed: Tail | None, present: Tail, mac_there: bytes | None) -> Fault:
    """Compare the end that was sealed elsewhere with the journal.

    Args:
        sealed: what was sealed; None when no seal is there.
        present: the end of the journal now.
        mac_there: the seal of the line that has the sealed number; None when there is no such line.
    """
    if sealed is None:
        return Fault.UNSEALED if present.count else Fault.NONE
    if sealed.count > present.count:
        return Fault.CUT
    if sealed.count and mac_there != sealed.mac:
        return Fault.REWRITTEN
    return Fault.NONE
