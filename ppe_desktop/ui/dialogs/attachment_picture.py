"""Decoding a picture that came from outside: measured before it is unpacked, turned the way it was taken, never on disk."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

from ppe_desktop.domain.media import NotShownError

MAX_POINTS = 60_000_000
"""Points a picture may declare: at four bytes each, what Qt accepts to allocate."""

MAX_SIDE = 5000
"""Points of the longest side kept on screen: a larger picture is reduced."""

_TOO_LARGE = (
    "Cette image se déclare démesurée ({width} × {height} points) : elle n’est pas dépliée ici, cela pourrait bloquer l’ordinateur. "
    "Demandez-en une version réduite."
)
_BROKEN = "Cette image est abîmée ou incomplète : elle ne peut pas être montrée ici. Ouvrez-la dans un autre programme."
_QUARTER_TURN = QImageIOHandler.Transformation.TransformationRotate90


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture ready to show.

    Attributes:
        image: one of its pages.
        sizes: size of every page, in points; a scanned TIFF may have several.
    """

    image: QImage
    sizes: tuple[QSize, ...]


def read_picture(content: bytes, page: int = 0, longest: int = MAX_SIDE) -> Picture:
    """Return a page of a picture; may be called from any thread.

    Args:
        content: the whole file.
        page: which page of a scanned TIFF, from 0.
        longest: points of the longest side: a larger picture is reduced while it is unpacked.

    Raises:
        NotShownError: it is broken, or claims a size that would fill the memory.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    sizes = _sizes(reader)
    if page:
        reader.jumpToImage(page)
    size = reader.size()
    if max(size.width(), size.height()) > longest:
        reader.setScaledSize(size.scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise NotShownError(_BROKEN)
    return Picture(image, sizes)


def _sizes(reader: QImageReader) -> tuple[QSize, ...]:
    """Return the size of every page as it will be seen.

    Raises:
        NotShownError: one of them cannot be measured, or is too large.
    """
    count = reader.imageCount() if bytes(reader.format().data()) in (b"tiff", b"tif") else 1
    found: list[QSize] = []
    for number in range(max(count, 1)):
        if number and not reader.jumpToImage(number):
            break
        size = reader.size()
        if not size.isValid() or size.isEmpty():
            raise NotShownError(_BROKEN)
        if size.width() * size.height() > MAX_POINTS:
            raise NotShownError(_TOO_LARGE.format(width=size.width(), height=size.height()))
        turned = bool(reader.transformation().value & _QUARTER_TURN.value)
        found.append(size.transposed() if turned else size)
    if count > 1:
        reader.jumpToImage(0)
    return tuple(found)
