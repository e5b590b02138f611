"""The wavy line under the words no dictionary knows, drawn little by little so that no key ever waits for it."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat
from PySide6.QtWidgets import QTextEdit

from ppe_desktop.domain.spelling import Word, words_of
from ppe_desktop.ui.spelling.speller import Speller
from ppe_desktop.ui.theme import current, theme

SLICE_S = 0.006
"""Time given to looking at paragraphs between two events of the window."""
LONG_PARAGRAPH = 6000
"""Characters past which a paragraph is looked at only when typing pauses."""
PAUSE_MS = 350

_INSIDE_WORDS = "'’-\u2011"


class MistakesHighlighter(QSyntaxHighlighter):
    """Underlines the wrong words of one text, but for the word being typed.

    A burst of paragraphs (a long text shown or pasted) is looked at in slices of a few milliseconds. Underlining is a look, not an
    edit: nothing is added to the undo steps.
    """

    def __init__(self, edit: QTextEdit, speller: Speller) -> None:
        super().__init__(edit.document())
        self._edit, self._speller = edit, speller
        self._spent = 0.0
        self._all_from = -1
        self._waiting: set[int] = set()
        self._to_look: set[int] = set()
        self._is_keying = self._is_in_pause = False
        self._typed: tuple[int, int] | None = None
        self._slice = self._timer(0, self._look_on)
        self._pause = self._timer(PAUSE_MS, self._on_pause)
        self._turn = self._timer(0, self._on_turn)

        speller.judged.connect(self._on_judged)
        speller.known_changed.connect(self.look_again)
        edit.cursorPositionChanged.connect(self._on_cursor_moved)
        theme().theme_changed.connect(self.look_again)

    def _timer(self, milliseconds: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(slot)
        return timer

    def note_typing(self) -> None:
        """A letter is about to be typed: the word it belongs to is left in peace until it is finished."""
        self._is_keying = True
        self._turn.start()

    def finish_word(self) -> None:
        """The word being typed is finished: the keyboard went elsewhere."""
        typed, self._typed = self._typed, None
        if typed is not None:
            self.rehighlightBlock(self.document().findBlockByNumber(typed[0]))

    def look_again(self) -> None:
        """Look at the whole text again, in slices."""
        self._all_from = 0
        self._slice.start()

    def highlightBlock(self, text: str) -> None:
        """Underline the wrong words of a paragraph; Qt calls it for each one that changed."""
        if not text or not self._speller.is_on():
            return
        if self._spent > SLICE_S:
            self._to_look.add(self.currentBlock().blockNumber())
            self._slice.start()
            return
        if len(text) > LONG_PARAGRAPH and not self._is_in_pause:
            self._pause.start()
            return
        begun = time.perf_counter()
        self._underline(text)
        self._spent += time.perf_counter() - begun
        self._turn.start()

    def _underline(self, text: str) -> None:
        verdicts = [(word, self._speller.verdict(word.letters)) for word in words_of(text)]
        if any(verdict is None for _word, verdict in verdicts):
            self._waiting.add(self.currentBlock().blockNumber())
        wrong = [word for word, verdict in verdicts if verdict is False]
        if not wrong:
            return
        typed, look = self._place_typed(text), _look()
        for word in wrong:
            if not word.start <= typed <= word.end:
                start = _units(text, word.start)
                self.setFormat(start, _units(text, word.end) - start, look)

    def _place_typed(self, text: str) -> int:
        """Return where in this paragraph a word is being typed, in characters; -1 when none is."""
        cursor = self._edit.textCursor()
        number = self.currentBlock().blockNumber()
        is_here = self._is_keying or (self._typed is not None and self._typed[0] == number)
        return _place_in(text, cursor.positionInBlock()) if is_here and cursor.blockNumber() == number else -1

    def _look_on(self) -> None:
        """Look at the paragraphs put off, for a few milliseconds, as soon as the window has nothing else to do."""
        end = time.perf_counter() + SLICE_S
        while time.perf_counter() < end:
            block = self.document().findBlockByNumber(self._next())
            if not block.isValid():
                break
            self._spent = 0.0
            self.rehighlightBlock(block)
        if self._all_from >= 0 or self._to_look:
            self._slice.start()

    def _next(self) -> int:
        """Return the number of the next paragraph to look at, -1 when there is none."""
        if 0 <= self._all_from < self.document().blockCount():
            self._all_from += 1
            return self._all_from - 1
        self._all_from = -1
        return self._to_look.pop() if self._to_look else -1

    def _on_turn(self) -> None:
        """A turn of the window is over: the time given to highlighting begins anew."""
        self._spent = 0.0
        self._is_keying = False

    def _on_pause(self) -> None:
        """Look at the long paragraphs, now that the hands rest."""
        self._is_in_pause = True
        block = self.document().begin()
        while block.isValid():
            if block.length() > LONG_PARAGRAPH:
                self._spent = 0.0
                self.rehighlightBlock(block)
            block = block.next()
        self._is_in_pause = False

    def _on_judged(self) -> None:
        """Look again at the paragraphs that waited for an answer."""
        if self._waiting:
            self._to_look |= self._waiting
            self._waiting = set()
            self._slice.start()

    def _on_cursor_moved(self) -> None:
        """Follow the word being typed; once the cursor leaves it, it is judged like the others."""
        if self._is_keying or self._typed is not None:
            cursor = self._edit.textCursor()
            here = (cursor.blockNumber(), _word_start(cursor.block().text(), cursor.positionInBlock()))
            if self._is_keying:
                self._typed = here
            elif here != self._typed:
                self.finish_word()


def word_at(text: str, place: int) -> Word | None:
    """Return the word that a place of a paragraph (in UTF-16 units) is in or touches."""
    character = _place_in(text, place)
    return next((word for word in words_of(text) if word.start <= character <= word.end), None)


def span_of(text: str, word: Word) -> tuple[int, int]:
    """Return where a word begins and ends in a paragraph, in UTF-16 units, in which Qt counts."""
    return _units(text, word.start), _units(text, word.end)


def _look() -> QTextCharFormat:
    look = QTextCharFormat()
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SpellCheckUnderline)
    look.setUnderlineColor(QColor(current().late))
    return look


def _word_start(text: str, units: int) -> int:
    place = _place_in(text, units)
    while place and (text[place - 1].isalpha() or text[place - 1] in _INSIDE_WORDS):
        place -= 1
    return place


def _units(text: str, index: int) -> int:
    return len(text[:index].encode("utf-16-le", "surrogatepass")) // 2


def _place_in(text: str, units: int) -> int:
    encoded = text.encode("utf-16-le", "surrogatepass")[: units * 2]
    return len(encoded.decode("utf-16-le", "ignore"))
