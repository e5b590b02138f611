"""A picture that came from outside, ready to show: its pixels come from the reading process, the file itself is not decoded here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from ppe_desktop.domain.media import NotShownError

if TYPE_CHECKING:
    from ppe_desktop.services.attachments import AttachmentService

MAX_SIDE = 3600
"""Points of the longest side kept on screen, those of a page of A4 at 300 points an inch: a larger picture is reduced."""

_BROKEN = "Cette image est abîmée ou incomplète : elle ne peut pas être montrée ici. Ouvrez-la dans un autre programme."


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture ready to show.

    Attributes:
        image: one of its pages.
        sizes: size of every page, in points; a scanned TIFF may have several.
    """

    image: QImage
    sizes: tuple[QSize, ...]


def read_picture(service: AttachmentService, content: bytes, page: int = 0, longest: int = MAX_SIDE) -> Picture:
    """Return a page of a picture; call it from any thread but the screen's.

    Args:
        service: the way to the reading process.
        content: the whole file.
        page: which page of a scanned TIFF, from 0.
        longest: points of the longest side: a larger picture is reduced while it is unpacked.

    Raises:
        NotShownError: it is broken, or claims a size that would fill the memory.
    """
    drawn = service.picture(content, page, longest)
    form = QImage.Format.Format_ARGB32 if drawn.is_clear else QImage.Format.Format_RGB32
    at = drawn.page
    image = QImage(at.pixels, at.width, at.height, at.stride, form).copy()  # its own pixels: those received go away
    if image.isNull():
        raise NotShownError(_BROKEN)
    return Picture(image, tuple(QSize(width, height) for width, height in drawn.sizes))
