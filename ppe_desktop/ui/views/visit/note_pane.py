"""The note being sorted: where it goes, its text, what it is and of whom, for when; its gestures stay on screen under it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.facts import Fact
from ppe_desktop.domain.visits import FOR_LATER, Sorting
from ppe_desktop.ui.views.visit.due_field import DueField
from ppe_desktop.ui.views.visit.gesture_row import GestureRow
from ppe_desktop.ui.views.visit.mark_bar import MarkBar
from ppe_desktop.ui.views.visit.note_field import NoteField
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from ppe_desktop.ui.widgets.plain_label import PlainLabel


class NotePane(QWidget):
    """Shows one note; what its widgets ask for is for the page that holds it."""

    def __init__(self, due_on: Fact, parent: QWidget | None = None) -> None:
        """Show nothing yet.

        Args:
            due_on: the fact that says for when something is to be done.
            parent: parent widget.
        """
        super().__init__(parent)
        self._desk = QWidget()
        self._desk.setObjectName("column")
        self._scroll = QScrollArea(self)
        self.place_label = PlainLabel("", "section", wrap=True, parent=self._desk)
        self.field = NoteField("", min_lines=2, max_lines=9, parent=self._desk)
        self.message = Banner("", "info", closable=False, parent=self._desk)
        self.named = Banner("", "soon", closable=False, parent=self._desk)
        self.bar = MarkBar("", self._desk)
        self.due = DueField(due_on, self._desk)
        self.sort_button = PrimaryButton(self.tr("Ranger"), "check", self)
        self.next_button = SecondaryButton(self.tr("Plus tard"), "arrow-right", self)
        self.throw_button = QuietButton(self.tr("Jeter"), "trash", self)
        self.back_button = SecondaryButton(self.tr("Reprendre cette note"), "undo", self)
        self.keys_label = PlainLabel(
            self.tr(
                "Entrée range la note et passe à la suivante. 1 à 6\N{NO-BREAK SPACE}: ce que c’est (encore une fois\N{NO-BREAK SPACE}: "
                "autre choix). ← →\N{NO-BREAK SPACE}: de quel enfant. D\N{NO-BREAK SPACE}: pour quand. Espace\N{NO-BREAK SPACE}: plus tard. F2\N{NO-BREAK SPACE}: corriger "
                "le texte. Suppr\N{NO-BREAK SPACE}: jeter. Ctrl+Z\N{NO-BREAK SPACE}: reprendre la dernière."
            ),
            "muted", wrap=True, parent=self._desk,
        )  # fmt: skip
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._desk)
        column.setContentsMargins(4, 4, 8, 4)
        column.setSpacing(12)
        for widget in (self.place_label, self.field, self.message, self.named, self.bar, self.due, self.keys_label):
            column.addWidget(widget)
        column.addStretch(1)
        self._scroll.setWidget(self._desk)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(8)
        page.addWidget(self._scroll, 1)
        page.addLayout(GestureRow((self.throw_button, self.back_button), (self.next_button, self.sort_button)))
        for banner in (self.message, self.named):
            banner.hide()

    def show_note(self, note: Item, sorting: Sorting, place: str) -> None:
        """Show a note, sorted already or not.

        Args:
            note: as it is now.
            sorting: where it goes or went.
            place: the same in words.
        """
        is_sorted = bool(note.sorted_into)
        words = self.tr("Rangée\N{NO-BREAK SPACE}: {place}") if is_sorted else "→ {place}"
        self.place_label.setText(words.format(place=place))
        if self.field.toPlainText() != note.text:
            self.field.setPlainText(note.text)
        self.field.setReadOnly(is_sorted)
        self.bar.setVisible(not is_sorted)
        self.due.setVisible(not is_sorted and sorting.shelf in FOR_LATER)
        self.due.show_day(note.due_on)
        self.bar.show_state(note.kind, note.child_id or "", sorting.voice)
        for button in (self.sort_button, self.next_button, self.throw_button):
            button.setVisible(not is_sorted)
        self.back_button.setVisible(is_sorted)

    def say(self, words: str) -> None:
        """Ask for what is still to be said of the note; nothing when empty."""
        self.message.setVisible(bool(words))
        if words:
            self.message.set_message(words, "info")

    def say_named(self, words: str) -> None:
        """Say gently what to look at before it is sorted; nothing when empty."""
        self.named.setVisible(bool(words))
        if words:
            self.named.set_message(words, "soon")

    def take_due(self) -> None:
        """Give the keyboard to the day, where there is one to tell."""
        if self.due.isVisible():
            self._scroll.ensureWidgetVisible(self.due)
            self.due.setFocus()
