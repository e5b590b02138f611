"""The service's logo: read with care from a file nobody vouches for, kept as a small PNG."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from ppe_desktop.domain.errors import InputError

MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 40_000_000
LARGEST = QSize(600, 300)
_FORMATS = (b"png", b"jpeg", b"jpg")

TOO_HEAVY = "Cette image pèse plus de 5 Mo. Choisissez-en une plus légère ; le logo d’avant est gardé."
TOO_LARGE = "Cette image compte trop de points pour un logo. Réduisez-la, ou choisissez-en une autre ; le logo d’avant est gardé."
NOT_AN_IMAGE = "Ce fichier n’est pas une image PNG ou JPEG lisible. Choisissez-en un autre ; le logo d’avant est gardé."
UNREADABLE = "Ce fichier ne peut pas être lu. Vérifiez qu’il est encore là et que vous y avez accès."


def read_logo(path: Path) -> bytes:
    """Return the image as a PNG of at most 600 × 300 points, its transparency kept.

    Raises:
        InputError: too heavy, too large, or no image of these kinds; nothing was changed.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except OSError:
        raise InputError(UNREADABLE) from None
    if len(content) > MOST_BYTES:
        raise InputError(TOO_HEAVY)
    return _png(_image(content))


def _image(content: bytes) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if reader.format().data() not in _FORMATS or not size.isValid():
        raise InputError(NOT_AN_IMAGE)
    if size.width() * size.height() > MOST_PIXELS:
        raise InputError(TOO_LARGE)
    image = reader.read()
    if image.isNull():
        raise InputError(NOT_AN_IMAGE)
    return image


def _png(image: QImage) -> bytes:
    if image.width() > LARGEST.width() or image.height() > LARGEST.height():
        image = image.scaled(LARGEST, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    image = image.convertToFormat(QImage.Format.Format_ARGB32)
    for key in image.textKeys():
        image.setText(key, "")  # an author's name or a place may travel in there
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    buffer.close()
    return bytes(content.data())
