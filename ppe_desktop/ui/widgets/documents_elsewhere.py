"""A file or a picture let go or pasted on a field of text is no text: it is handed over to whoever attaches documents."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QCoreApplication, QMimeData, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QToolTip, QWidget


@runtime_checkable
class TakesDocuments(Protocol):
    """A screen that can attach documents."""

    def take_documents(self, data: QMimeData) -> None:
        """Attach files or a picture, or offer to."""


def is_document(data: QMimeData) -> bool:
    """Tell whether what is carried or copied is for attaching: files of this computer, or a picture that came without words."""
    has_words = data.hasText() or data.hasHtml()
    return any(url.isLocalFile() for url in data.urls()) or (data.hasImage() and not has_words)


def welcome(event: QDropEvent) -> bool:
    """Accept a document carried over a field, as a copy; return whether it is one."""
    if not is_document(event.mimeData()):
        return False
    event.setDropAction(Qt.DropAction.CopyAction)  # never a move: the file manager would delete the original
    event.accept()
    return True


def hand_over(field: QWidget, data: QMimeData) -> None:
    """Give a document to the nearest screen of this window that attaches them; where there is none, say where it goes."""
    widget: QWidget | None = field
    while widget is not None:
        if isinstance(widget, TakesDocuments):
            widget.take_documents(data)
            return
        widget = None if widget.isWindow() else widget.parentWidget()
    said = QCoreApplication.translate(
        "DocumentsElsewhere",
        "Un fichier ne s’insère pas dans un texte. Joignez-le dans la section Documents du dossier de l’enfant.",
    )
    QToolTip.showText(field.mapToGlobal(field.rect().bottomLeft()), said, field)
