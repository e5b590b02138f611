"""One editor per nature of fact: text, long text, date, choice, flag, person. They look and behave the same everywhere."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QHBoxLayout, QLineEdit, QWidget

from ppe_desktop.domain.checks import PAST_ONLY
from ppe_desktop.domain.dates import parse_date, short_date
from ppe_desktop.domain.facts import Fact, Kind
from ppe_desktop.runtime import clock
from ppe_desktop.ui.widgets.calm_combo import CalmCombo
from ppe_desktop.ui.widgets.growing_text_edit import GrowingTextEdit
from ppe_desktop.ui.widgets.plain_label import PlainLabel


class Editor(QWidget):
    """The way a fact is entered.

    Signals:
        edited: the person changed it; carries what to send to the base.

    Attributes:
        focus_target: the widget that takes the keyboard.
    """

    edited = Signal(object)
    focus_target: QWidget

    def show_value(self, value: Any) -> None:
        """Show a value from the base, unless the person is typing here."""
        raise AttributeError("an editor shows its own kind of value")

    def _hold(self, widget: QWidget) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(widget, 1)
        self.focus_target = widget
        self.setFocusProxy(widget)


class TextEditor(Editor):
    """One line."""

    def __init__(self, fact: Fact, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit(self)
        self.line.setObjectName(f"{fact.name}_line")
        self.line.setMaxLength(fact.limit)
        self._hold(self.line)

        self.line.textEdited.connect(self.edited.emit)

    def show_value(self, value: Any) -> None:
        """Show a text from the base, unless the person is typing here."""
        if not self.line.hasFocus() and self.line.text() != (value or ""):
            self.line.setText(value or "")


class LongTextEditor(Editor):
    """Several paragraphs, with undo."""

    def __init__(self, fact: Fact, parent: QWidget | None = None, *, min_lines: int = 3) -> None:
        super().__init__(parent)
        self.text = GrowingTextEdit("", min_lines=min_lines, max_lines=400, parent=self)
        self.text.setObjectName(f"{fact.name}_text")
        self._is_loaded = False
        self._hold(self.text)

        self.text.text_edited.connect(self._on_text_edited)

    def show_value(self, value: Any) -> None:
        """Show a text from the base; once shown, only what differs is replaced, and never under the hands of the person."""
        if not self._is_loaded:
            self._is_loaded = True
            self.text.setPlainText(value or "")
        elif not self.text.hasFocus() and self.text.toPlainText() != (value or ""):
            self.text.set_text_keeping_cursor(value or "")

    def _on_text_edited(self) -> None:
        self.edited.emit(self.text.toPlainText())


class DateEditor(Editor):
    """A date as people type it; what was understood is written beside it."""

    def __init__(self, fact: Fact, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit(self)
        self.line.setObjectName(f"{fact.name}_line")
        self.line.setPlaceholderText(self.tr("jj/mm/aaaa"))
        self._is_past = fact.name in PAST_ONLY
        self.line.setMaximumWidth(200)
        self.reading = PlainLabel("", "muted", parent=self)
        self._hold(self.line)
        self.layout().addWidget(self.reading)  # type: ignore[union-attr]

        self.line.textEdited.connect(self._on_text_edited)
        self.line.editingFinished.connect(self._on_editing_finished)

    def show_value(self, value: Any) -> None:
        """Show a date from the base, or the text typed that is no date yet."""
        if not self.line.hasFocus():
            self.line.setText(short_date(value) if isinstance(value, dt.date) else value or "")
            self.reading.clear()

    def _understood(self) -> dt.date | None:
        try:
            return parse_date(self.line.text(), clock.now().date(), past=self._is_past)
        except ValueError:
            return None

    def _on_text_edited(self, text: str) -> None:
        day = self._understood()
        self.reading.setText(f"→ {short_date(day)}" if day and short_date(day) != text else "")
        self.edited.emit(text)

    def _on_editing_finished(self) -> None:
        day = self._understood()
        if day is not None:
            self.line.setText(short_date(day))
            self.reading.clear()


class ChoiceEditor(Editor):
    """A value of a list; a free one too where life exceeds the list."""

    def __init__(self, fact: Fact, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.combo = CalmCombo(self)
        self.combo.setObjectName(f"{fact.name}_combo")
        self._is_free = fact.kind is Kind.FREE_CHOICE
        self.combo.setMaxVisibleItems(16)
        self.combo.setMinimumContentsLength(18)
        if not fact.required:
            self.combo.addItem("", "")
        for member in fact.choices or ():
            self.combo.addItem(member.label, member.value)
        if self._is_free:
            self._allow_free_values()
        self._hold(self.combo)

        self.combo.activated.connect(self._on_activated)

    def _allow_free_values(self) -> None:
        self.combo.setEditable(True)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        labels = [self.combo.itemText(index) for index in range(self.combo.count())]
        completer = QCompleter(QStringListModel(labels, self), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.combo.setCompleter(completer)
        line = self.combo.lineEdit()
        if line is not None:
            line.editingFinished.connect(self._on_free_value)
            line.textEdited.connect(self._on_free_text)

    def show_value(self, value: Any) -> None:
        """Show a code by its words, or a free value as it was typed."""
        if self.combo.hasFocus() and self._is_free:
            return
        index = self.combo.findData(value or "")
        if index >= 0 or not self._is_free:
            self.combo.setCurrentIndex(index)
        else:
            self.combo.setCurrentIndex(-1)
            self.combo.setEditText(value)

    def _on_activated(self, index: int) -> None:
        self.edited.emit(self.combo.itemData(index))

    def _on_free_text(self, text: str) -> None:
        self.edited.emit(self._code_of(text))

    def _on_free_value(self) -> None:
        code = self._code_of(self.combo.currentText())
        index = self.combo.findData(code)
        if index >= 0:
            self.combo.setCurrentIndex(index)

    def _code_of(self, text: str) -> str:
        index = self.combo.findText(text, Qt.MatchFlag.MatchFixedString)
        return str(self.combo.itemData(index)) if index >= 0 else text


class FlagEditor(Editor):
    """Yes or not."""

    def __init__(self, fact: Fact, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QCheckBox(fact.label, self)
        self.box.setObjectName(f"{fact.name}_box")
        self._hold(self.box)

        self.box.clicked.connect(self.edited.emit)

    def show_value(self, value: Any) -> None:
        """Tick the box or not."""
        self.box.setChecked(bool(value))


class RecordChooser(Editor):
    """One record among those given: a person, a decision, another child."""

    def __init__(self, fact: Fact, options: list[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.combo = CalmCombo(self)
        self.combo.setObjectName(f"{fact.name}_combo")
        self.combo.setMinimumContentsLength(18)
        self._required = fact.required
        self._options: list[tuple[str, str]] | None = None
        self.set_options(options)
        self._hold(self.combo)

        self.combo.activated.connect(self._on_activated)

    def set_options(self, options: list[tuple[str, str]]) -> None:
        """Offer other records: identifier and name of each."""
        if options == self._options:
            return
        self._options = options
        chosen = self.combo.currentData()
        self.combo.clear()
        if not self._required:
            self.combo.addItem("", "")
        for record_id, name in options:
            self.combo.addItem(name, record_id)
        self.combo.setCurrentIndex(self.combo.findData(chosen or ""))

    def show_value(self, value: Any) -> None:
        """Show the record with this identifier."""
        self.combo.setCurrentIndex(self.combo.findData(value or ""))

    def _on_activated(self, index: int) -> None:
        self.edited.emit(self.combo.itemData(index))


class LeavingWatch(QObject):
    """Tells when the keyboard leaves a field, so that what was typed goes to the base at once.

    Signals:
        left: the keyboard went elsewhere.
    """

    left = Signal()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch without interfering."""
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return super().eventFilter(watched, event)


def make_editor(fact: Fact, parent: QWidget | None = None, *, options: list[tuple[str, str]] | None = None) -> Editor:
    """Return the editor that suits a fact."""
    if fact.kind in (Kind.PERSON, Kind.RECORD):
        return RecordChooser(fact, options or [], parent)
    simple: dict[Kind, type[Any]] = {
        Kind.LONG_TEXT: LongTextEditor,
        Kind.DATE: DateEditor,
        Kind.CHOICE: ChoiceEditor,
        Kind.FREE_CHOICE: ChoiceEditor,
        Kind.FLAG: FlagEditor,
    }
    editor: Editor = simple.get(fact.kind, TextEditor)(fact, parent)
    return editor
