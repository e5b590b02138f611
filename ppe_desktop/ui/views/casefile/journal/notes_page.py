"""The private working notes of a file: behind a lock, on another ground, in no document."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.texts import excerpt
from ppe_desktop.runtime import clock
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.forms.record_cards import CardsSpec, RecordCards
from ppe_desktop.ui.theme import current
from ppe_desktop.ui.widgets.card import RADIUS
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel


class NotesPage(QWidget):
    """The working notes, the newest first, each in a card that opens into its form."""

    def __init__(self, context: FileContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("working_notes")
        self.notes: tuple[Item, ...] = ()
        self.mark = IconMark("lock", "muted", 20, self)
        self.promise_label = PlainLabel(
            self.tr(
                "Pour vous seulement : ces notes n’entrent dans aucun document, ni dans le journal imprimé. Elles ne sont "
                "pas le dossier de l’enfant ; ce qui compte pour lui s’écrit dans le journal."
            ),
            "body",
            wrap=True,
            parent=self,
        )
        spec = CardsSpec(
            "working_note",
            "",
            self.tr("Écrire une note de travail"),
            self.tr("Aucune note. Une question à poser, une idée à vérifier, un appel à passer."),
            _summary,
            only=("text", "written_on"),
        )
        self.cards = RecordCards(context, spec, self._shown, _new, self)

        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.promise_label, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(14)
        column.addLayout(head)
        column.addWidget(self.cards)

    def show_notes(self, notes: tuple[Item, ...], file: CaseFile) -> None:
        """Show the notes as the base has them now."""
        self.notes = notes
        self.cards.show_file(file)

    def reveal(self, note_id: str) -> None:
        """Open a note, now or as soon as it is shown."""
        card = self.cards.cards.get(note_id)
        if card is not None:
            card.open()
        else:
            self.cards.open_when_shown(note_id)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a ground of its own: nobody takes these notes for the file."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(current().sunken))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        painter.end()

    def _shown(self, _file: CaseFile) -> tuple[Item, ...]:
        return self.notes


def _summary(note: Item, _file: CaseFile) -> tuple[str, str]:
    return excerpt(note.text, 80) or "Note à compléter", long_date(note.written_on)


def _new(file: CaseFile) -> dict[str, Any]:
    return {"child_id": file.child.id, "written_on": clock.today()}
