"""Showing a page as it would print, and asking where it goes as a PDF: the two ways a screen lets something out on paper."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtWidgets import QFileDialog, QWidget

from ppe_desktop.ui.printing.folders import proposed_folder

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog

    Paint = Callable[[QPrinter], object]

PDF = ".pdf"


def preview_print(
    host: QWidget, name: str, title: str, paint: Paint, printed: Paint | None = None, *, lies_down: bool = False
) -> QPrintPreviewDialog:
    """Show a page as it would print.

    Args:
        host: the widget it opens over.
        name: object name of the preview.
        title: of its window, and of the print in the queue of the printer.
        paint: draws the pages on a printer.
        printed: told the printer once the person had it print.
        lies_down: show a page in landscape from the first.
    """
    from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog  # only here: printing is looked for once

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    if lies_down:
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    dialog = QPrintPreviewDialog(printer, host)
    dialog.setObjectName(name)
    dialog.setWindowTitle(title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.resize(host.window().size())
    dialog.paintRequested.connect(paint)
    if printed is not None:
        dialog.accepted.connect(partial(printed, printer))
    dialog.open()
    return dialog


def ask_pdf(host: QWidget, title: str, file_name: str, chosen: Callable[[Path], object], name: str = "") -> QFileDialog:
    """Ask where a page goes as a PDF.

    Args:
        host: the widget it opens over.
        title: of the window.
        file_name: proposed; it tells nothing of a child.
        chosen: told the file.
        name: object name of the dialog.
    """
    kind = QCoreApplication.translate("Printing", "Document PDF (*.pdf)")
    return _asked(host, title, file_name, chosen, name, kind)


def ask_word(
    host: QWidget, title: str, file_name: str, chosen: Callable[[Path], object], name: str = ""
) -> QFileDialog:
    """Ask where a Word document goes; a file that is there is kept, so nothing is asked about it: see :func:`ask_pdf`."""
    kind = QCoreApplication.translate("Printing", "Document Word (*.docx)")
    dialog = _asked(host, title, file_name, chosen, name, kind)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    return dialog


def _asked(
    host: QWidget, title: str, file_name: str, chosen: Callable[[Path], object], name: str, kind: str
) -> QFileDialog:
    dialog = QFileDialog(host, title, str(proposed_folder()), kind)
    dialog.setObjectName(name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(file_name).suffix[1:])
    dialog.selectFile(file_name)
    dialog.fileSelected.connect(partial(_on_chosen, chosen))
    dialog.open()
    return dialog


def _on_chosen(chosen: Callable[[Path], object], path: str) -> None:
    chosen(Path(path))
