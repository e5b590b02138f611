"""Zip containers in memory: read every part, write parts whose compressed bytes are already known.

The standard ``zipfile`` cannot copy a member without inflating and deflating it again; a document produced from a template shares
nearly all of its parts with it, so they are deflated once per template and only laid out here.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_UTF8_NAME = 0x800
_DEFLATED = 8
_VERSION = 20
_DATE_1980 = 0x21  # a fixed date: the same values give the same bytes, and no clock leaks


@dataclass(frozen=True, slots=True)
class StoredPart:
    """One member of a container, already compressed.

    Attributes:
        name: path inside the container, with ``/``.
        crc: CRC-32 of the plain bytes.
        size: length of the plain bytes.
        deflated: raw deflate stream.
    """

    name: str
    crc: int
    size: int
    deflated: bytes


def store(name: str, data: bytes, *, level: int = 6) -> StoredPart:
    """Compress one part.

    Args:
        name: path inside the container.
        data: plain bytes.
        level: zlib level, 1 (fast) to 9 (small).
    """
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return StoredPart(name, zlib.crc32(data), len(data), packer.compress(data) + packer.flush())


def pack(parts: Iterable[StoredPart]) -> bytes:
    """Return the bytes of a zip container holding ``parts`` in this order."""
    chunks: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for part in parts:
        name = part.name.encode("utf-8")
        common = (_UTF8_NAME, _DEFLATED, 0, _DATE_1980, part.crc, len(part.deflated), part.size, len(name))
        head = _LOCAL.pack(b"PK\x03\x04", _VERSION, *common, 0)
        directory.append(_CENTRAL.pack(b"PK\x01\x02", _VERSION, _VERSION, *common, 0, 0, 0, 0, 0, offset) + name)
        chunks += (head, name, part.deflated)
        offset += len(head) + len(name) + len(part.deflated)
    table = b"".join(directory)
    end = _END.pack(b"PK\x05\x06", 0, 0, len(directory), len(directory), len(table), offset, 0)
    return b"".join((*chunks, table, end))


def read_parts(data: bytes) -> dict[str, bytes]:
    """Return every part of a container, by name, in the order of its directory.

    Raises:
        zipfile.BadZipFile: the bytes are not a sound zip container.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        return {info.filename: container.read(info) for info in container.infolist() if not info.is_dir()}
