"""What a disk may hold after a power cut: rebuilt from the record of what reached it.

Pessimistic model. What was synced is there. A write that was not may be there, or not, or in part (sectors of 512 bytes), whatever
became of the others. Names (created, renamed, deleted) are there up to any one of them, in their order, and independently of what the
files hold; only syncing the folder makes them sure. Syncing is believed.
"""

from __future__ import annotations

import json
import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_HEAD = struct.Struct("<iiqqii")
_SECTOR = 512


@dataclass
class _File:
    sure: bytearray = field(default_factory=bytearray)
    unsure: list[tuple[str, int, bytes]] = field(default_factory=list)

    def sync(self) -> None:
        for change in self.unsure:
            _apply(self.sure, *change)
        self.unsure.clear()

    def after_a_cut(self, chance: random.Random, mood: str) -> bytes:
        """Return what may be found of it."""
        if not self.unsure or mood == "rien":
            return bytes(self.sure)
        found = bytearray(self.sure)
        for op, at, data in self.unsure:
            if mood == "tout" or chance.random() < 0.5:
                _apply(found, op, at, data)
            elif mood == "déchiré" and op == "W":
                for start in range(0, len(data), _SECTOR):
                    if chance.random() < 0.5:
                        _apply(found, op, at + start, data[start : start + _SECTOR])
        return bytes(found)


@dataclass(frozen=True)
class Step:
    """One line of a record.

    Attributes:
        op: W write, T truncate, S sync, O open, D open of a folder, C close, R rename, U delete, L link, K new folder, M said to be kept.
        fd, off, length: of the call.
        one, two: names, or what was said.
        data: what was written.
    """

    op: str
    fd: int
    off: int
    length: int
    one: str
    two: str
    data: bytes


def steps_of(log: Path) -> Iterator[Step]:
    """Read a record."""
    content = log.read_bytes()
    at = 0
    while at + _HEAD.size <= len(content):
        op, fd, off, length, first, second = _HEAD.unpack_from(content, at)
        at += _HEAD.size
        one, two = content[at : at + first].decode(), content[at + first : at + first + second].decode()
        at += first + second
        data = content[at : at + length] if chr(op) == "W" else b""
        at += len(data)
        yield Step(chr(op), fd, off, length, one, two, data)


class Replay:
    """The disk as the record goes: what is sure, what is not yet.

    Args:
        start: folder that holds the disk as it was before.
        seen_as: the same folder, as the record names it.
    """

    def __init__(self, start: Path, seen_as: Path) -> None:
        self._top = str(seen_as)
        self._now: dict[str, _File] = {}
        for path in start.rglob("*"):
            if path.is_file():
                self._now[f"{self._top}/{path.relative_to(start)}"] = _File(bytearray(path.read_bytes()))
        self._sure = dict(self._now)
        self._waiting: list[Step] = []
        self._born: list[_File] = []
        self._open: dict[int, _File] = {}
        self._folders: dict[int, str] = {}
        self.said: list[dict[str, Any]] = []

    def take(self, step: Step) -> None:
        """Go one step further."""
        op = step.op
        if op == "M":
            self.said.append(json.loads(step.one))
        elif op == "O":
            self._open_file(step)
        elif op == "D":
            self._folders[step.fd] = step.one.rstrip("/.") if step.one.endswith("/.") else step.one
        elif op == "C":
            self._open.pop(step.fd, None)
            self._folders.pop(step.fd, None)
        elif op == "S":
            self._sync(step.fd)
        elif op in "WT" and step.fd in self._open:
            self._open[step.fd].unsure.append((op, step.off, step.data))
        elif op in "URLK":
            _rename(self._now, step)
            self._waiting.append(step)

    def image(self, chance: random.Random, target: Path) -> None:
        """Write below a folder what may be found if the power goes out now."""
        mood = chance.choice(("rien", "tout", "au hasard", "déchiré", "déchiré"))
        names = dict(self._sure)
        for step in self._waiting[: chance.randint(0, len(self._waiting))]:
            self._name(names, step)
        for name, kept in names.items():
            path = target / name[len(self._top) + 1 :]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(kept.after_a_cut(chance, mood))

    def _open_file(self, step: Step) -> None:
        if step.one not in self._now:
            self._now[step.one] = _File()
            self._born.append(self._now[step.one])
            self._waiting.append(Step("N", len(self._born) - 1, 0, 0, step.one, "", b""))
        elif step.off:
            self._now[step.one].unsure.append(("T", 0, b""))
        self._open[step.fd] = self._now[step.one]

    def _sync(self, fd: int) -> None:
        if fd in self._open:
            self._open[fd].sync()
        folder = self._folders.get(fd)
        if folder is None:
            return
        last = max((number for number, step in enumerate(self._waiting) if _is_in(step, folder)), default=-1)
        for step in self._waiting[: last + 1]:  # a journal of names keeps their order
            self._name(self._sure, step)
        del self._waiting[: last + 1]

    def _name(self, names: dict[str, _File], step: Step) -> None:
        if step.op == "N":
            names[step.one] = self._born[step.fd]
        else:
            _rename(names, step)


def _apply(content: bytearray, op: str, at: int, data: bytes) -> None:
    if op == "T":
        del content[at:]
        content.extend(bytes(max(0, at - len(content))))
        return
    if len(content) < at:
        content.extend(bytes(at - len(content)))
    content[at : at + len(data)] = data


def _rename(names: dict[str, _File], step: Step) -> None:
    if step.op == "U":
        names.pop(step.one, None)
    elif step.op == "L" and step.one in names:
        names[step.two] = names[step.one]
    elif step.op == "R":
        if step.one in names:
            names[step.two] = names.pop(step.one)
        below = f"{step.one}/"
        for name in [name for name in names if name.startswith(below)]:
            names[f"{step.two}/{name[len(below) :]}"] = names.pop(name)


def _is_in(step: Step, folder: str) -> bool:
    return any(str(Path(name).parent) == folder for name in (step.one, step.two) if name)
