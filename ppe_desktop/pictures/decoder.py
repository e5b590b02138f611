"""Pictures that came from outside, decoded in the reading process: a broken or hostile one ends there.

Bytes come in, bare pixels go out: what the program shows is never the file itself, and its own readers never see it.
"""

from __future__ import annotations

import json
import struct
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

from ppe_desktop.domain.errors import RenderError

LENGTH = struct.Struct("<I")
"""Before the answer: bytes of its description, in JSON; the pixels follow it, four bytes each."""

KNOWN = ("png", "jpeg", "jpg", "tiff", "tif", "webp", "gif", "bmp")
"""Readers that may be asked; Qt has others, for kinds of file that are never taken in."""
MAX_POINTS = 60_000_000
"""Points a picture may declare: at four bytes each, what Qt accepts to allocate."""
MAX_PAGES = 500
TOO_LARGE = "too-large"
_QUARTER_TURN = QImageIOHandler.Transformation.TransformationRotate90


def decode(content: bytes, page: int, longest: int) -> bytes:
    """Return a page of a picture as pixels, turned the way it was taken, after what describes it.

    Args:
        content: the whole file.
        page: which page of a scanned TIFF, from 0.
        longest: points of the longest side: a larger picture is reduced while it is unpacked.

    Returns:
        ``sizes`` (width and height of every page), ``width``, ``height``, ``stride``, ``is_clear`` (some of it lets what is under show), then
        the pixels; or ``refused`` alone, for a picture that declares more points than :data:`MAX_POINTS`.

    Raises:
        RenderError: it is broken, or of no kind that is read here.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    if bytes(reader.format().data()).decode("ascii", "replace") not in KNOWN:
        raise RenderError
    sizes = _sizes(reader)
    large = next((size for size in sizes if size.width() * size.height() > MAX_POINTS), None)
    if large is not None:
        return _packed({"refused": TOO_LARGE, "width": large.width(), "height": large.height()})
    image = _read(reader, page, longest)
    is_clear = image.hasAlphaChannel()
    image = image.convertToFormat(QImage.Format.Format_ARGB32 if is_clear else QImage.Format.Format_RGB32)
    shown = [(size.width(), size.height()) for size in sizes]
    told = {"sizes": shown, "width": image.width(), "height": image.height(), "stride": image.bytesPerLine(), "is_clear": is_clear}  # fmt: skip
    return b"".join((_packed(told), image.constBits()))


def _read(reader: QImageReader, page: int, longest: int) -> QImage:
    if page and not reader.jumpToImage(page):
        raise RenderError
    size = reader.size()
    if max(size.width(), size.height()) > longest:
        reader.setScaledSize(size.scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1)))
    image = reader.read()
    if image.isNull():
        raise RenderError
    return image


def _sizes(reader: QImageReader) -> list[QSize]:
    """Return the size of every page as it will be seen."""
    count = reader.imageCount() if bytes(reader.format().data()) in (b"tiff", b"tif") else 1
    found: list[QSize] = []
    for number in range(min(max(count, 1), MAX_PAGES)):
        if number and not reader.jumpToImage(number):
            break
        size = reader.size()
        if not size.isValid() or size.isEmpty():
            raise RenderError
        turned = bool(reader.transformation().value & _QUARTER_TURN.value)
        found.append(size.transposed() if turned else size)
    if count > 1:
        reader.jumpToImage(0)
    return found


def _packed(told: dict[str, Any]) -> bytes:
    described = json.dumps(told).encode("ascii")
    return LENGTH.pack(len(described)) + described
