"""Something let go on a text of the file: it is offered as a document to attach, and the text stays as it was."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from ppe_desktop.ui.widgets.undo_bar import UndoBar

_SHOWN_FOR = 20_000


class DocumentOffer(QObject):
    """A bar at the foot of the file: what was let go, and one button to attach it.

    Signals:
        accepted: the person wants it attached; carries the paths, and the picture or None.
    """

    accepted = Signal(object, object)

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.bar = UndoBar(host)
        self.bar.setObjectName("document_offer")
        self._paths: list[Path] = []
        self._picture: QImage | None = None
        self.bar.action_requested.connect(self._on_agreed)
        self.bar.dismissed.connect(self._forget)

    def offer(self, data: QMimeData) -> None:
        """Ask whether to attach files or a picture; nothing is read before the answer."""
        self._paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        self._picture = QImage(data.imageData()) if not self._paths and data.hasImage() else None
        what = self._said()
        if what:
            said = self.tr("Joindre {what} aux documents du dossier ? Votre texte n’a pas changé.").replace(
                " ?", "\N{NARROW NO-BREAK SPACE}?"
            )
            self.bar.show_message(said.format(what=what), self.tr("Joindre"), _SHOWN_FOR)

    def _said(self) -> str:
        if self._picture is not None:
            return self.tr("cette image")
        if len(self._paths) > 1:
            return self.tr("ces {count} fichiers").format(count=len(self._paths))
        nbsp = "\N{NO-BREAK SPACE}"
        return f"«{nbsp}{_short(self._paths[0].name)}{nbsp}»" if self._paths else ""

    def _on_agreed(self) -> None:
        paths, picture = self._paths, self._picture
        self._forget()
        self.accepted.emit(paths, picture)

    def _forget(self) -> None:
        self._paths, self._picture = [], None


def _short(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:24]}…{name[-14:]}"
