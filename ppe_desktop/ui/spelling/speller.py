"""What the screen knows of words while a base is open: verdicts already given, names of the file, the user's own words."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from ppe_desktop.domain.casefile import CaseFile
from ppe_desktop.domain.spelling import key_of, known_words, names_in, unknown_pieces
from ppe_desktop.services.spelling import PERSONAL_WORDS, profession_words
from ppe_desktop.ui.spelling.choices import writing_choices

if TYPE_CHECKING:
    from collections.abc import Callable

    from ppe_desktop.ui.tasks import Tasks

MOST_REMEMBERED = 60_000
"""Verdicts past which all are forgotten: a guard, no text is that rich."""
_NAME = "speller"


class Speller(QObject):
    """Gives a verdict on a word at once if it has one, asks the dictionary otherwise. It lives and ends with the session.

    Signals:
        judged: the dictionary answered about words it was asked.
        known_changed: other words are known: every text is to be looked at again.
        words_changed: the user's own words, in order.
    """

    judged = Signal()
    known_changed = Signal()
    words_changed = Signal(object)
    _answered = Signal(object, object)

    def __init__(self, tasks: Tasks) -> None:
        super().__init__(tasks)
        self.setObjectName(_NAME)
        self._tasks = tasks
        self._verdicts: dict[str, bool] = {}
        self._asked: set[str] = set()
        self._waiting: set[str] = set()
        self._own: tuple[str, ...] = ()
        self._ignored: set[str] = set()
        self._names: frozenset[str] = frozenset()
        self._known: frozenset[str] = frozenset()
        self._file: CaseFile | None = None
        self._is_begun = self._is_read = False
        self._sending = QTimer(self)
        self._sending.setSingleShot(True)
        self._sending.setInterval(0)

        self._sending.timeout.connect(self._send)
        self._answered.connect(self._on_answered, Qt.ConnectionType.QueuedConnection)
        writing_choices().changed.connect(self.known_changed)

    def is_on(self) -> bool:
        """Tell whether mistakes are underlined."""
        return writing_choices().underlines_mistakes

    def begin(self) -> None:
        """Read the user's own words and start the dictionary, the first time; harmless after."""
        if self._is_begun:
            return
        self._is_begun = True
        self._names = names_in(self._file) if self._file is not None else frozenset()
        self._known = self._names | profession_words()
        self._ask(self._tasks.session.spelling.is_available, (), None)
        self.read_words()

    def read_words(self) -> None:
        """Read the user's own words; ``words_changed`` tells them."""
        if not self._is_read:
            self._tasks.ask(self._tasks.session.settings.get, PERSONAL_WORDS, [], then=self._on_own_words)

    def know(self, file: CaseFile) -> None:
        """Take the names of the people and places of a file as right."""
        self._file = file
        if self._is_begun:
            self._take_names(file)

    def _take_names(self, file: CaseFile) -> None:
        names = names_in(file)
        if names != self._names:
            self._names = names
            self._renew_known()

    def verdict(self, word: str) -> bool | None:
        """Tell whether a word is right; None when the dictionary was just asked, and ``judged`` will tell."""
        verdict = self._verdicts.get(word)
        if verdict is None:
            pieces = unknown_pieces(word, self._known)
            answers = [self._verdicts.get(piece) for piece in pieces]
            if None in answers:
                self._want(pieces)
                return None
            verdict = self._verdicts[word] = all(answers)
        return verdict

    def suggest(self, word: str, then: Callable[[list[str]], None]) -> None:
        """Look for the nearest words and pass them on."""
        self._ask(self._tasks.session.spelling.suggest, (word,), then)

    def words(self) -> tuple[str, ...]:
        """Return the user's own words, in alphabetical order."""
        return self._own

    def add_word(self, word: str) -> None:
        """Put a word in the user's dictionary, in the base."""
        if word not in self._own:
            self._keep((*self._own, word))

    def remove_word(self, word: str) -> None:
        """Take a word out of the user's dictionary."""
        self._keep(tuple(other for other in self._own if other != word))

    def ignore(self, word: str) -> None:
        """Take a word as right until the base is locked."""
        self._ignored |= known_words([word])
        self._renew_known()

    def _keep(self, words: tuple[str, ...]) -> None:
        self._own = tuple(sorted(words, key=key_of))
        if self._is_read:  # otherwise what is being read is joined to these, then kept
            self._tasks.ask(self._tasks.session.settings.keep, PERSONAL_WORDS, list(self._own))
        self._renew_known()
        self.words_changed.emit(self._own)

    def _on_own_words(self, words: Any) -> None:
        added = [word for word in self._own if word not in words]
        self._is_read = True
        self._own = tuple(sorted((*map(str, words), *added), key=key_of))
        if added:
            self._tasks.ask(self._tasks.session.settings.keep, PERSONAL_WORDS, list(self._own))
        self._renew_known()
        self.words_changed.emit(self._own)

    def _renew_known(self) -> None:
        if self._is_begun:
            self._known = self._names | profession_words() | known_words(self._own) | self._ignored
        self._verdicts = {}
        self._asked = set()
        self.known_changed.emit()

    def _want(self, pieces: tuple[str, ...]) -> None:
        wanted = {piece for piece in pieces if piece not in self._verdicts}
        self._waiting |= wanted - self._asked
        self._asked |= wanted
        if self._waiting and not self._sending.isActive():
            self._sending.start()

    def _send(self) -> None:
        if len(self._verdicts) > MOST_REMEMBERED:
            self._verdicts = {}
        words, self._waiting = tuple(self._waiting), set()
        self._ask(self._tasks.session.spelling.check, (words,), self._on_checked)

    def _on_checked(self, verdicts: dict[str, bool]) -> None:
        self._verdicts.update(verdicts)
        self._asked -= verdicts.keys()
        self.judged.emit()

    def _ask(self, work: Callable[..., Any], args: tuple[Any, ...], then: Callable[[Any], None] | None) -> None:
        try:
            future = self._tasks.session.spelling.submit(work, *args)
        except RuntimeError:  # the session is closing
            return
        if then is not None:
            future.add_done_callback(partial(self._pass_on, then))

    def _pass_on(self, then: Callable[[Any], None], future: Future[Any]) -> None:
        """Bring an answer to the screen's thread; the session may have ended meanwhile."""
        try:
            self._answered.emit(then, future)
        except RuntimeError:
            return

    def _on_answered(self, then: Callable[[Any], None], future: Future[Any]) -> None:
        owner = getattr(getattr(then, "func", then), "__self__", None)
        is_gone = isinstance(owner, QObject) and not shiboken6.isValid(owner)  # the field was closed meanwhile
        if not is_gone and not future.cancelled() and future.exception() is None:
            then(future.result())


def speller_of(tasks: Tasks) -> Speller:
    """Return the speller of an open session, made the first time it is wanted."""
    found = tasks.findChild(Speller, _NAME, Qt.FindChildOption.FindDirectChildrenOnly)
    return found if isinstance(found, Speller) else Speller(tasks)
