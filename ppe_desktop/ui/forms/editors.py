"""One editor per nature of fact: text, long text, date, choice, flag, person. They look and behave the same everywhere."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QHBoxLayout, QWidget

from ppe_desktop.domain.checks import PAST_ONLY
from ppe_desktop.domain.dates import parse_date, short_date
from ppe_desktop.domain.facts import Fact, Kind
from ppe_desktop.domain.texts import group_phone
from ppe_desktop.domain.typography import VERBATIM, Replacement, typeset
from ppe_desktop.runtime import clock
from ppe_desktop.ui.spelling.choices import writing_choices
from ppe_desktop.ui.widgets.calm_combo import CalmCombo
from ppe_desktop.ui.widgets.growing_text_edit import GrowingTextEdit
from ppe_desktop.ui.widgets.line_edit import LineEdit
from ppe_desktop.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from ppe_desktop.ui.spelling.aid import SpellingAid
    from ppe_desktop.ui.spelling.speller import Speller


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

    def take(self, value: Any) -> None:
        """Put a value in the field as if the person had entered it: shown at once, and ``edited``."""
        self._put(value)
        self.edited.emit(value)

    def _put(self, value: Any) -> None:
        self.show_value(value)

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
        self.line = LineEdit(self)
        self.line.setObjectName(f"{fact.name}_line")
        self.line.setMaxLength(fact.limit)
        self._hold(self.line)

        self.line.textEdited.connect(self.edited.emit)
        if fact.name == "phone":
            self.line.editingFinished.connect(self._on_phone_typed)

    def show_value(self, value: Any) -> None:
        """Show a text from the base, unless the person is typing here."""
        if not self.line.hasFocus() and self.line.text() != (value or ""):
            self.line.setText(value or "")
            self.line.setCursorPosition(0)  # a line too long for its field is read from its beginning

    def _put(self, value: Any) -> None:
        """Replace the text so that Ctrl+Z brings back the former one."""
        self.line.blockSignals(True)  # inserting counts as typing for Qt
        self.line.selectAll()
        self.line.insert(value or "")
        self.line.blockSignals(False)

    def _on_phone_typed(self) -> None:
        """Show the number grouped by two, as it is kept."""
        grouped = group_phone(self.line.text())
        if grouped != self.line.text():
            self._put(grouped)


class LongTextEditor(Editor):
    """Several paragraphs, with undo; French typography is done while one types, except in somebody's very words.

    Attributes:
        spelling: help with the spelling, once the keyboard came here.
    """

    def __init__(self, fact: Fact, parent: QWidget | None = None, *, min_lines: int = 3) -> None:
        super().__init__(parent)
        self.text = GrowingTextEdit("", min_lines=min_lines, max_lines=400, parent=self)
        self.text.setObjectName(f"{fact.name}_text")
        self._is_loaded = False
        self._is_verbatim = fact.name in VERBATIM
        self._speller: Speller | None = None
        self.spelling: SpellingAid | None = None
        self._hold(self.text)

        if not self._is_verbatim:
            self.text.typesetter = _typeset
        self.text.text_edited.connect(self._on_text_edited)

    def help_with(self, speller: Speller) -> None:
        """Underline wrong words from the moment the keyboard comes here; never in somebody's very words."""
        if not self._is_verbatim:
            self._speller = speller
            self.text.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin to help at the first visit: a form that is only read costs nothing and shows no mark."""
        if event.type() == QEvent.Type.FocusIn and self.spelling is None and self._speller is not None:
            from ppe_desktop.ui.spelling.aid import (
                SpellingAid,
            )  # loaded once somebody writes, never to show the first screen

            self.spelling = SpellingAid(self.text, self._speller)
            self.text.removeEventFilter(self)
        return False

    def show_value(self, value: Any) -> None:
        """Show a text from the base; once shown, only what differs is replaced, and never under the hands of the person."""
        if not self._is_loaded:
            self._is_loaded = True
            self.text.setPlainText(value or "")
        elif not self.text.hasFocus() and self.text.toPlainText() != (value or ""):
            self.text.set_text_keeping_cursor(value or "")

    def _put(self, value: Any) -> None:
        self.text.set_text_keeping_cursor(value or "")

    def _on_text_edited(self) -> None:
        self.edited.emit(self.text.toPlainText())


class DateEditor(Editor):
    """A date as people type it; what was understood is written beside it."""

    def __init__(self, fact: Fact, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = LineEdit(self)
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
            self._put(value)

    def _put(self, value: Any) -> None:
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
        self.combo.setLineEdit(LineEdit(self.combo))
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
        if not (self.combo.hasFocus() and self._is_free):
            self._put(value)

    def value(self) -> str:
        """Return the code chosen, or the free words typed: the list keeps its former line while one types."""
        return self._code_of(self.combo.currentText()) if self._is_free else str(self.combo.currentData() or "")

    def _put(self, value: Any) -> None:
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

        self.box.clicked.connect(self._on_clicked)

    def show_value(self, value: Any) -> None:
        """Tick the box or not."""
        self.box.setChecked(bool(value))

    def _on_clicked(self, checked: bool) -> None:
        self.edited.emit(checked)  # bound to ``edited.emit`` itself, the click would come without its state


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
    """Tells when the keyboard leaves a field, so that what was typed goes to the base at once; when it comes; what it asks for.

    Signals:
        entered: the keyboard came to a field; carries the widget.
        past_requested: Ctrl+H or Alt+H was pressed in a field; carries the widget.
        left: the keyboard went elsewhere.
    """

    left = Signal()
    entered = Signal(object)
    past_requested = Signal(object)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch without interfering, but for the keys that ask for the past of a field."""
        kind = event.type()
        if kind == QEvent.Type.FocusOut:
            self.left.emit()
        elif kind == QEvent.Type.FocusIn:
            self.entered.emit(watched)
        elif isinstance(event, QKeyEvent) and _asks_for_the_past(event):
            if kind == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if kind == QEvent.Type.KeyPress:
                self.past_requested.emit(watched)
                return True
        return super().eventFilter(watched, event)


def _asks_for_the_past(event: QKeyEvent) -> bool:
    wanted = (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier)
    return event.key() == Qt.Key.Key_H and event.modifiers() in wanted


def _typeset(before: str, typed: str) -> Replacement | None:
    return typeset(before, typed) if writing_choices().sets_typography else None


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
