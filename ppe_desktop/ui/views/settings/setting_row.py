"""One setting of the service: what it sets, its value and the way back to the default, its source beside it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ppe_desktop.domain.dates import short_date
from ppe_desktop.domain.deadlines.rules import Source
from ppe_desktop.domain.deadlines.rules_table import SOURCE_WORDS
from ppe_desktop.domain.deadlines.service_settings import SettingFact, read_typed
from ppe_desktop.domain.errors import FieldError
from ppe_desktop.domain.texts import plain
from ppe_desktop.ui.theme import current, px
from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.widgets.buttons import QuietButton
from ppe_desktop.ui.widgets.calm_combo import CalmCombo
from ppe_desktop.ui.widgets.chip import Chip
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.styling import set_style_property

BESIDE_FROM = 700
"""Width, in pixels at scale 1, from which the source stands beside the value."""
NUMBER_WIDTH = 84
CHOICE_WIDTH = 300
PAUSE_MS = 700
"""A pause in typing after which what is typed is kept: a number half typed is not."""
TONES = {Source.LAW: ("info", "scale"), Source.SERVICE: ("accent", "users"), Source.PRACTICE: ("neutral", "hand")}


class SettingRow(QFrame):
    """Shows one setting and takes what the person wants of it.

    Signals:
        chosen: name of the setting and value wanted.
        past_requested: name of the setting whose value always was so.

    Attributes:
        fact: what is declared of the setting.
        searched: its words, without accents, for the search of the page.
        line: where a number is typed; None for a choice.
        combo: where a choice is made; None for a number.
    """

    chosen = Signal(str, object)
    past_requested = Signal(str)

    def __init__(self, fact: SettingFact, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fact = fact
        self.value: Any = fact.default
        self._is_parted = self._is_waiting = False
        self.searched = plain(f"{fact.group} {fact.label} {fact.article} {fact.unsure}")
        self.setObjectName(f"setting_{fact.name}")
        self.label = PlainLabel(typeset(fact.label), "strong", wrap=True, parent=self)
        self.line = None if fact.choices else QLineEdit(self)
        self.combo = CalmCombo(self) if fact.choices else None
        self.unit_label = PlainLabel(self._unit(), "body", parent=self)
        self.default_label = PlainLabel("", "muted", parent=self)
        self.gestures = QWidget(self)
        self.default_button = QuietButton(
            self.tr("Revenir à {value}").format(value=fact.in_words(fact.default)), "undo", self.gestures
        )
        self.error_line = QWidget(self)
        self.error_label = PlainLabel("", "error", wrap=True, parent=self.error_line)
        self.since_label = PlainLabel("", "muted", wrap=True, parent=self)
        self.past_button = QuietButton(self.tr("C’était déjà ainsi avant"), "history", self.gestures)
        tone, icon_name = TONES[fact.source]
        self.source_chip = Chip(SOURCE_WORDS[fact.source], tone, icon_name, self)
        self.article_label = PlainLabel(typeset(fact.article), "muted", wrap=True, parent=self)
        self.unsure_label = PlainLabel(typeset(fact.unsure), "small", wrap=True, parent=self)
        for label in self.findChildren(PlainLabel):
            let_shrink(label)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)

        self._fill()
        self._lay_out()
        self.show_value(fact.default, None)
        self.set_error("")

        self._pause.timeout.connect(self.commit)
        self.default_button.clicked.connect(self._on_default)
        self.past_button.clicked.connect(self._on_past)
        if self.line is not None:
            self.line.textEdited.connect(self._on_typed)
            self.line.editingFinished.connect(self.commit)
        if self.combo is not None:
            self.combo.activated.connect(self._on_activated)

    def show_value(self, value: Any, since: dt.date | None) -> None:
        """Show the value in force, unless the person is typing another one; ``since`` when it was otherwise before."""
        self.value = value
        is_own = value == self.fact.default
        if self.line is not None and not self._is_held():
            self._put(str(value))
        if self.combo is not None and not self._is_waiting:
            self.combo.setCurrentIndex(self.combo.findData(value))
        self.unit_label.setText(self._unit())
        self.default_label.setVisible(is_own)
        self.gestures.setVisible(not is_own or since is not None)
        self.default_button.setVisible(not is_own)
        self.since_label.setVisible(since is not None)
        self.past_button.setVisible(since is not None)
        if since is not None:
            self.since_label.setText(
                self.tr("Depuis le {day}. Ce qui était fait avant reste jugé avec l’ancien réglage.").format(
                    day=short_date(since)
                )
            )

    def answered(self, error: str = "") -> None:
        """Take the answer of the base to what was asked: kept, or refused for a reason."""
        self._is_waiting = False
        self.set_error(error)

    def set_error(self, text: str) -> None:
        """Say what is wrong beneath the value; an empty text takes it away."""
        self.error_label.setText(text)
        self.error_line.setVisible(bool(text))
        target = self.line or self.combo
        if target is not None:
            set_style_property(target, "invalid", bool(text))
            wrong = self.tr("Erreur\N{NO-BREAK SPACE}: {text}").format(text=text) if text else ""
            target.setAccessibleDescription(
                " ".join(part for part in (wrong, self.fact.article, self.fact.unsure) if part)
            )

    def commit(self) -> None:
        """Ask for what is typed to be kept, or say what is wrong with it."""
        self._pause.stop()
        if self.line is None or not self.line.isModified():
            return
        try:
            value = read_typed(self.fact, self.line.text())
        except FieldError as error:
            self.set_error(error.message)
            return
        self.set_error("")
        self.line.setModified(False)
        if value != self.value:
            self._ask(value)

    def set_parted(self, is_parted: bool) -> None:
        """Tell whether a line parts the row from the one above."""
        self._is_parted = is_parted
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line above."""
        super().paintEvent(event)
        if self._is_parted:
            painter = QPainter(self)
            painter.fillRect(0, 0, self.width(), 1, QColor(current().border))
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the source beside the value or under it, by the width there is."""
        super().resizeEvent(event)
        beside = event.size().width() >= px(BESIDE_FROM)
        self._halves.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def _unit(self) -> str:
        words = self.fact.in_words(self.value) if not self.fact.choices else ""
        return words.partition("\N{NO-BREAK SPACE}")[2]

    def _fill(self) -> None:
        name = typeset(self.fact.label)
        if self.line is not None:
            self.line.setAccessibleName(f"{name} ({self.fact.unit})")
            self.line.setFixedWidth(px(NUMBER_WIDTH))
            self.line.setMaxLength(6)
            self.label.setBuddy(self.line)
        if self.combo is not None:
            for value, words in self.fact.choices:
                self.combo.addItem(words, value)
            self.combo.setAccessibleName(name)
            self.combo.setMinimumWidth(px(CHOICE_WIDTH))
            self.label.setBuddy(self.combo)
        self.default_label.setText(self.tr("valeur par défaut"))

    def _lay_out(self) -> None:
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._halves.setContentsMargins(0, 12, 0, 12)
        self._halves.setSpacing(12)
        self._halves.addLayout(self._value_half(), 11)
        self._halves.addLayout(self._source_half(), 10)

    def _value_half(self) -> QVBoxLayout:
        entry = QHBoxLayout()
        entry.setSpacing(8)
        target = self.line or self.combo
        if target is not None:
            entry.addWidget(target)
        entry.addWidget(self.unit_label)
        entry.addWidget(self.default_label)
        entry.addStretch(1)
        gestures = FlowLayout(self.gestures, spacing=4)
        gestures.addWidget(self.default_button)
        gestures.addWidget(self.past_button)
        wrong = QHBoxLayout(self.error_line)
        wrong.setContentsMargins(0, 0, 0, 0)
        wrong.setSpacing(6)
        wrong.addWidget(IconMark("alert-circle", "late", 16, self.error_line), 0, Qt.AlignmentFlag.AlignTop)
        wrong.addWidget(self.error_label, 1)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(self.label)
        column.addLayout(entry)
        column.addWidget(self.error_line)
        column.addWidget(self.since_label)
        column.addWidget(self.gestures)
        column.addStretch(1)
        self.unit_label.setVisible(self.line is not None)
        return column

    def _source_half(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(self.source_chip, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.article_label)
        column.addWidget(self.unsure_label)
        column.addStretch(1)
        self.unsure_label.setVisible(bool(self.fact.unsure))
        return column

    def _is_held(self) -> bool:
        """Tell whether what stands in the line is the person's, not yet that of the base."""
        return self._pause.isActive() or self._is_waiting or bool(self.error_label.text())

    def _ask(self, value: Any) -> None:
        self._is_waiting = True
        self.set_error("")
        self.chosen.emit(self.fact.name, value)

    def _put(self, text: str) -> None:
        if self.line is not None and self.line.text() != text:
            self.line.setText(text)

    def _on_typed(self, _text: str) -> None:
        self.set_error("")
        self._pause.start()

    def _on_activated(self, index: int) -> None:
        if self.combo is not None and self.combo.itemData(index) != self.value:
            self._ask(self.combo.itemData(index))

    def _on_default(self) -> None:
        self._pause.stop()
        if self.line is not None:
            self._put(str(self.fact.default))
        (self.line or self.combo or self).setFocus()
        self._ask(self.fact.default)

    def _on_past(self) -> None:
        (self.line or self.combo or self).setFocus()
        self.past_requested.emit(self.fact.name)


def let_shrink(label: PlainLabel) -> None:
    """Ask for no more height than the words take at the width there is: a page of many rows would end in a long blank."""
    policy = label.sizePolicy()
    policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
    label.setSizePolicy(policy)
