"""The picture that a département's logo replaces: a neutral mark, drawn here so that no file is needed."""

from __future__ import annotations

import io
import struct
import zlib
from functools import cache
from typing import Any

from docx.shared import Cm

WIDTH, HEIGHT = 360, 180
_TEAL, _CLEAR = (15, 91, 94, 255), (255, 255, 255, 0)


def add_logo(paragraph: Any) -> None:
    """Put the picture in a paragraph, with the alternative text by which documents find it."""
    shape = paragraph.add_run().add_picture(io.BytesIO(_png()), height=Cm(2.0))
    properties = shape._inline.docPr
    properties.set("name", "logo")
    properties.set("descr", "logo")


@cache
def _png() -> bytes:
    rows = b"".join(b"\0" + b"".join(bytes(_pixel(x, y)) for x in range(WIDTH)) for y in range(HEIGHT))
    header = struct.pack(">2I5B", WIDTH, HEIGHT, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _pixel(x: int, y: int) -> tuple[int, int, int, int]:
    """Draw two open circles side by side, one small and one large."""
    for centre_x, centre_y, radius in ((110, 90, 72), (230, 112, 48)):
        distance = ((x - centre_x) ** 2 + (y - centre_y) ** 2) ** 0.5
        if radius - 14 <= distance <= radius:
            return _TEAL
    return _CLEAR


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
