"""What a long text gains from a dictionary: wrong words underlined, and the menu that puts them right."""

from __future__ import annotations

from functools import partial

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QContextMenuEvent, QFont, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QMenu

from ppe_desktop.domain.spelling import Word
from ppe_desktop.ui.spelling.highlighter import MistakesHighlighter, span_of, word_at
from ppe_desktop.ui.spelling.speller import Speller
from ppe_desktop.ui.widgets.growing_text_edit import GrowingTextEdit

PATIENCE_MS = 300
"""The menu does not wait longer for its suggestions: it opens, and they come in it."""


class SpellingAid(QObject):
    """Helps with the spelling of one text.

    A right click, the menu key or Shift+F10 on an underlined word opens the menu with the nearest words at its top. Ctrl+; opens
    it on the word at the cursor, or on the next underlined one.

    Attributes:
        menu: the menu open last.
    """

    def __init__(self, edit: GrowingTextEdit, speller: Speller) -> None:
        super().__init__(edit)
        self._edit, self._speller = edit, speller
        self.highlighter = MistakesHighlighter(edit, speller)
        self.menu: QMenu | None = None
        self._asked: tuple[QTextCursor, str] | None = None
        self._where: QPoint | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)

        edit.installEventFilter(self)
        edit.viewport().installEventFilter(self)
        edit.typing.connect(self.highlighter.note_typing)
        self._patience.timeout.connect(self._show_menu)
        speller.begin()
        self.highlighter.look_again()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the gestures that ask for the menu of a wrong word."""
        kind = event.type()
        if kind == QEvent.Type.ContextMenu and isinstance(event, QContextMenuEvent):
            return self._on_context_menu(event)
        if kind == QEvent.Type.FocusOut:
            self.highlighter.finish_word()
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and _asks_for_correction(event):
            self.correct_next()
            return True
        return False

    def correct_next(self) -> None:
        """Open the menu of the wrong word at the cursor, or of the next one; nothing happens when all is right."""
        found = self._wrong_at(self._edit.textCursor()) or self._next_wrong()
        if found is not None:
            self._edit.setTextCursor(found)
            self._edit.ensureCursorVisible()
            self._open_for(found, None)

    def _on_context_menu(self, event: QContextMenuEvent) -> bool:
        is_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        cursor = (
            self._edit.textCursor()
            if is_key
            else self._edit.cursorForPosition(self._edit.viewport().mapFromGlobal(event.globalPos()))
        )
        found = self._wrong_at(cursor)
        if found is None:
            return False
        self._open_for(found, None if is_key else event.globalPos())
        return True

    def _wrong_at(self, cursor: QTextCursor) -> QTextCursor | None:
        """Return the wrong word at a place, selected."""
        if not self._speller.is_on() or self._edit.isReadOnly():
            return None
        text = cursor.block().text()
        word = word_at(text, cursor.positionInBlock())
        return (
            self._selected(cursor, text, word)
            if word is not None and self._speller.verdict(word.letters) is False
            else None
        )

    def _next_wrong(self) -> QTextCursor | None:
        """Return the first underlined word after the cursor, selected."""
        here = self._edit.textCursor()
        block, place = here.block(), here.positionInBlock()
        while block.isValid():
            for span in block.layout().formats():
                if span.start >= place:
                    found = QTextCursor(block)
                    found.setPosition(block.position() + span.start)
                    return self._wrong_at(found)
            block, place = block.next(), 0
        return None

    def _selected(self, cursor: QTextCursor, text: str, word: Word) -> QTextCursor:
        start, end = span_of(text, word)
        found = QTextCursor(cursor.block())
        found.setPosition(cursor.block().position() + start)
        found.setPosition(cursor.block().position() + end, QTextCursor.MoveMode.KeepAnchor)
        return found

    def _open_for(self, found: QTextCursor, where: QPoint | None) -> None:
        """Look for suggestions, then open the menu."""
        self._asked, self._where = (found, found.selectedText()), where
        self._patience.start()
        self._speller.suggest(self._asked[1], partial(self._on_suggestions, found))

    def _on_suggestions(self, found: QTextCursor, suggestions: list[str]) -> None:
        if self._asked is None or self._asked[0] is not found:
            return
        if self._patience.isActive():
            self._patience.stop()
            self._show_menu()
        self._put_in_menu(suggestions)
        self._asked = None

    def _show_menu(self) -> None:
        if self._asked is None or self._asked[0].selectedText() != self._asked[1]:
            return  # the text changed meanwhile
        found, word = self._asked
        self.menu = menu = self._edit.createStandardContextMenu()
        menu.setObjectName("spelling_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        first = menu.actions()[0] if menu.actions() else None
        for action in self._own_actions(menu, word):
            menu.insertAction(first, action)  # type: ignore[arg-type]
        menu.insertSeparator(first)  # type: ignore[arg-type]
        menu.popup(self._where or self._edit.viewport().mapToGlobal(self._edit.cursorRect(found).bottomLeft()))

    def _own_actions(self, menu: QMenu, word: str) -> list[QAction]:
        waiting, separator = QAction(self.tr("Recherche de propositions…"), menu), QAction(menu)
        waiting.setEnabled(False)
        separator.setSeparator(True)
        learn = self.tr("Ajouter «\N{NO-BREAK SPACE}{word}\N{NO-BREAK SPACE}» à mon dictionnaire").format(word=word)
        return [
            waiting,
            separator,
            self._action(menu, learn, partial(self._speller.add_word, word)),
            self._action(menu, self.tr("Ignorer"), partial(self._speller.ignore, word)),
        ]

    def _put_in_menu(self, suggestions: list[str]) -> None:
        """Put the suggestions at the top of the open menu, in place of the line that says they are looked for."""
        if self._asked is None or self.menu is None or not shiboken6.isValid(self.menu):
            return
        waiting = self.menu.actions()[0]
        if not suggestions:
            waiting.setText(self.tr("Aucune proposition"))
            return
        for text in suggestions:
            self.menu.insertAction(
                waiting, self._action(self.menu, text, partial(self._replace, self._asked[0], text), is_strong=True)
            )
        self.menu.removeAction(waiting)
        self.menu.setActiveAction(self.menu.actions()[0])

    def _action(self, menu: QMenu, text: str, gesture: partial[None], *, is_strong: bool = False) -> QAction:
        action = QAction(text.replace("&", "&&"), menu)
        if is_strong:
            font = QFont(menu.font())
            font.setBold(True)
            action.setFont(font)
        action.triggered.connect(lambda _checked=False: gesture())
        return action

    def _replace(self, found: QTextCursor, text: str) -> None:
        found.insertText(text)


def _asks_for_correction(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Semicolon and event.modifiers() == Qt.KeyboardModifier.ControlModifier
