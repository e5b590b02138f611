"""Printing a document of the register as it was kept: the pages of its PDF, on paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from ppe_desktop.services.attachments import PageImage
    from ppe_desktop.services.session import Session

DOTS_A_POINT = 200 / 72
"""Two hundred dots an inch: letters are clean on paper, and twenty pages hold in memory while they are looked at."""


def read_pages(session: Session, document_id: str) -> list[PageImage]:
    """Return the pages of a document kept as a PDF, drawn for paper; from any thread but that of the base.

    Raises:
        InputError: no PDF of it was kept.
        NotShownError: its PDF cannot be read.
    """
    content = session.sealing.kept_pdf(document_id)
    pages = range(len(session.attachments.pdf_sizes(content)))
    return [session.attachments.pdf_page(content, number, DOTS_A_POINT) for number in pages]


def print_pages(pages: Sequence[PageImage], printer: QPrinter) -> None:
    """Draw pages on a printer, those its dialog asks for, each as large as the paper allows."""
    first = printer.fromPage() or 1
    asked = pages[first - 1 : printer.toPage() or len(pages)]
    painter = QPainter(printer)
    try:
        for number, page in enumerate(asked):
            if number:
                printer.newPage()
            image = QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32)
            paper = painter.viewport()
            size = image.size().scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(_centred(size, paper), image)
    finally:
        painter.end()


def _centred(size: QSize, paper: QRect) -> QRect:
    place = QRect(paper.topLeft(), size)
    place.moveCenter(paper.center())
    return place
