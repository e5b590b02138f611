"""What the two sides of the rendering pipe say to each other: JSON and bytes, never pickled objects."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from ppe_desktop.domain.errors import DefectError, PpeError, RenderError, TemplateError

BLOCK = 1024 * 1024
"""Bytes: a longer answer, the pixels of a picture, goes in several blocks; in one, the pipe copies it over and over."""
MOST = 512 * 1024 * 1024
"""Bytes of an answer: the process that gives it read a file nobody vouches for."""

_KINDS: dict[str, type[PpeError]] = {kind.code: kind for kind in (TemplateError, RenderError, DefectError)}


class Pipe(Protocol):
    """The part of a connection that messages need."""

    def send_bytes(self, data: bytes | memoryview, /) -> None:
        """Send one block."""

    def recv_bytes(self) -> bytes:
        """Receive one block."""

    def close(self) -> None:
        """Close this end."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An error as it crosses the pipe.

    Attributes:
        code: stable name of the kind of error.
        message: French text for the user.
        detail: more for the screen, never logged.
    """

    code: str
    message: str
    detail: str

    @classmethod
    def of(cls, error: PpeError) -> Failure:
        """Return the description of an error of ours."""
        return cls(error.code, error.message, error.detail)

    def error(self) -> PpeError:
        """Return the typed error described."""
        return _KINDS.get(self.code, RenderError)(self.message, detail=self.detail)


def send_request(pipe: Pipe, action: str, document: bytes, context: dict[str, Any], seconds: float) -> None:
    """Send one piece of work: what to do, on which file, with which values, in how much processor time."""
    pipe.send_bytes(json.dumps({"action": action, "context": context, "seconds": seconds}).encode())
    pipe.send_bytes(document)


def receive_request(pipe: Pipe) -> tuple[str, bytes, dict[str, Any], float]:
    """Receive what :func:`send_request` sent."""
    head = json.loads(pipe.recv_bytes())
    return head["action"], pipe.recv_bytes(), head["context"], head["seconds"]


def send_answer(pipe: Pipe, answer: bytes | Failure) -> None:
    """Send a result or a failure."""
    if isinstance(answer, Failure):
        pipe.send_bytes(b"!" + json.dumps(asdict(answer)).encode())
    elif len(answer) < BLOCK:
        pipe.send_bytes(b"=" + answer)
    else:
        pipe.send_bytes(b"+" + str(len(answer)).encode())
        view = memoryview(answer)
        for start in range(0, len(answer), BLOCK):
            pipe.send_bytes(view[start : start + BLOCK])


def receive_answer(pipe: Pipe) -> bytes | bytearray:
    """Return the result received.

    Raises:
        PpeError: the failure received, typed.
    """
    block = pipe.recv_bytes()
    if block[:1] == b"=":
        return block[1:]
    if block[:1] == b"+":
        return _in_blocks(pipe, int(block[1:]))
    described = json.loads(block[1:])
    raise Failure(str(described["code"]), str(described["message"]), str(described["detail"])).error()


def _in_blocks(pipe: Pipe, length: int) -> bytearray:
    if length > MOST:
        raise RenderError
    whole, start = bytearray(length), 0
    while start < length:
        block = pipe.recv_bytes()
        if not block or start + len(block) > length:
            raise RenderError
        whole[start : start + len(block)] = block
        start += len(block)
    return whole  # not copied once more: there may be a hundred megabytes
