"""Choosing words of the file to quote: type to filter, Enter to quote."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.texts import excerpt, plain
from ppe_desktop.domain.vocabulary import CollectionOutcome
from ppe_desktop.ui.theme import icon, px, tone_icon
from ppe_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.search_field import SearchField

_TONES = {"ENFANT": "child", "MERE": "mother", "PERE": "father", "AUTRE": "other"}
_NBSP = "\N{NO-BREAK SPACE}"


class QuoteDialog(QDialog):
    """The words of the file that the plan does not quote yet.

    Signals:
        statement_chosen: identifier of the words to quote.
    """

    statement_chosen = Signal(str)

    def __init__(
        self, statements: Sequence[Item], name_of: Callable[[str, str | None], str], parent: QWidget | None = None
    ) -> None:
        """Build the list.

        Args:
            statements: the words to choose from.
            name_of: gives the name of who speaks, from the code of the speaker and the person.
            parent: parent widget.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Citer une parole du dossier"))
        self.resize(px(640), px(520))
        self.search_field = SearchField(self.tr("Chercher un mot, une personne, un lieu"), self)
        self.statement_list = QListWidget(self)
        self.statement_list.setAccessibleName(self.tr("Paroles du dossier"))
        self.statement_list.setWordWrap(True)
        self.statement_list.setSpacing(3)
        self.statement_list.setIconSize(QSize(px(18), px(18)))
        self.empty_label = PlainLabel(self.tr("Aucune parole ne correspond."), "muted", parent=self)
        self.quote_button = PrimaryButton(self.tr("Citer"), "quote", self)
        self.cancel_button = SecondaryButton(self.tr("Ne rien citer"), parent=self)

        self._arrange()

        self.search_field.textChanged.connect(self._on_text_changed)
        self.statement_list.itemActivated.connect(self._on_chosen)
        self.quote_button.clicked.connect(self._on_chosen)
        self.cancel_button.clicked.connect(self.reject)
        self.search_field.installEventFilter(self)
        self._fill(statements, name_of)
        self._on_text_changed("")

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.quote_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        for widget in (self.search_field, self.statement_list, self.empty_label):
            column.addWidget(widget)
        column.addLayout(buttons)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move in the list and Enter quote while one types in the search field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on_chosen()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._move(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
        return super().eventFilter(watched, event)

    def _fill(self, statements: Sequence[Item], name_of: Callable[[str, str | None], str]) -> None:
        for statement in statements:
            words = statement.exact_words.strip()
            said = f"«{_NBSP}{excerpt(words, 160)}{_NBSP}»" if words else excerpt(statement.reported_words, 160)
            said = said or CollectionOutcome.label_of(statement.outcome).replace("'", "’")
            about = " · ".join(
                part
                for part in (
                    name_of(statement.speaker, statement.person_id),
                    long_date(statement.said_on),
                    statement.place,
                )
                if part
            )
            tone = _TONES.get(statement.speaker, "other")
            item = QListWidgetItem(icon(tone_icon(tone), tone), f"{said}\n{about}", self.statement_list)
            item.setData(Qt.ItemDataRole.UserRole, statement.id)
            searched = (about, statement.exact_words, statement.reported_words, statement.observation)
            item.setData(Qt.ItemDataRole.UserRole + 1, plain(" ".join(searched)))

    def _shown(self) -> list[QListWidgetItem]:
        items = (self.statement_list.item(row) for row in range(self.statement_list.count()))
        return [item for item in items if not item.isHidden()]

    def _move(self, step: int) -> None:
        shown = self._shown()
        if shown:
            current = self.statement_list.currentItem()
            place = shown.index(current) + step if current in shown else 0
            self.statement_list.setCurrentItem(shown[max(0, min(place, len(shown) - 1))])

    def _on_text_changed(self, text: str) -> None:
        words = plain(text).split()
        for row in range(self.statement_list.count()):
            item = self.statement_list.item(row)
            item.setHidden(not all(word in item.data(Qt.ItemDataRole.UserRole + 1) for word in words))
        shown = self._shown()
        self.statement_list.setCurrentItem(shown[0] if shown else None)  # type: ignore[arg-type]
        self.statement_list.setVisible(bool(shown))
        self.empty_label.setVisible(not shown)
        self.quote_button.setEnabled(bool(shown))

    def _on_chosen(self) -> None:
        item = self.statement_list.currentItem()
        if item is not None and not item.isHidden():
            self.statement_chosen.emit(item.data(Qt.ItemDataRole.UserRole))
            self.accept()
