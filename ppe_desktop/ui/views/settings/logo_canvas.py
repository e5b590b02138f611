"""The logo as documents want it: fitted and centred on a transparent sheet of the shape of the frame in the Word template."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from ppe_desktop.ui.logo import read_logo

if TYPE_CHECKING:
    from ppe_desktop.services.attachments import AttachmentService

CANVAS = QSize(600, 300)
"""Twice as wide as high, like the frame that Word stretches it to."""


def logo_from(service: AttachmentService, path: Path) -> bytes:
    """Return the image of a file as a PNG of 600 × 300 points, its proportions kept.

    Raises:
        InputError: too heavy, too large, or no image of these kinds; nothing was changed.
    """
    return _png(_centred(read_logo(service, path)))


def _centred(image: QImage) -> QImage:
    canvas = QImage(CANVAS, QImage.Format.Format_ARGB32_Premultiplied)
    canvas.fill(Qt.GlobalColor.transparent)
    place = QRect(canvas.rect())
    place.setSize(image.size().scaled(CANVAS, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1)))
    place.moveCenter(canvas.rect().center())
    painter = QPainter(canvas)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(place, image)
    painter.end()
    return canvas


def _png(image: QImage) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.convertToFormat(QImage.Format.Format_ARGB32).save(buffer, "PNG")  # type: ignore[call-overload]
    buffer.close()
    return bytes(content.data())
