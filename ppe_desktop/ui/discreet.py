"""Mode discret: one key hides names and notes on every screen of the window, while somebody looks at it.

Nothing is taken out of the widgets: each one that may tell something is drawn in squares too large to be read, and still takes the mouse
and the keyboard. Lists, texts and drawings are hidden whole; so are the long words of a file, which may quote a note. Another label, a
button or a field is hidden when it holds a word that names somebody.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QGraphicsEffect,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from ppe_desktop.domain.discretion import name_words, names_somebody
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.widgets.buttons import QuietButton

if TYPE_CHECKING:
    from ppe_desktop.services.session import Session
    from ppe_desktop.ui.tasks import Tasks

KEY = "F9"
_SQUARE = 14
"""Side of the squares a hidden widget is drawn in, at the size of text 1: about a line high, so that no letter is left."""
_VIEWS = "ppe_desktop.ui.views."
_FILES = tuple(f"{_VIEWS}{name}." for name in ("casefile", "plan", "words", "coverage", "visit", "childpage"))
"""Where what is written about somebody is shown."""
_SHORT = 30
"""Letters up to which a label or a button of a file is a heading or a date, and quotes nothing."""
_CHANGES = frozenset(
    {QEvent.Type.Show, QEvent.Type.LayoutRequest, QEvent.Type.ChildPolished, QEvent.Type.DynamicPropertyChange}
)
"""Events after which a widget may tell something that it did not."""


class Squares(QGraphicsEffect):
    """Draw a widget in large squares."""

    def draw(self, painter: QPainter) -> None:
        """Draw the widget so small that its letters are gone, then as large as it is."""
        offset = QPoint()
        drawn = self.sourcePixmap(Qt.CoordinateSystem.LogicalCoordinates, offset, QGraphicsEffect.PixmapPadMode.NoPad)
        side = max(1, px(_SQUARE))
        size = QSize(max(1, drawn.width() // side), max(1, drawn.height() // side))
        smooth = Qt.TransformationMode.SmoothTransformation
        small = drawn.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
        whole = drawn.deviceIndependentSize().toSize()
        painter.drawPixmap(offset.x(), offset.y(), whole.width(), whole.height(), small)


class Discretion(QObject):
    """What hides names and notes in the windows of a workspace.

    Signals:
        changed: names and notes are hidden, or shown again.

    Attributes:
        is_on: they are hidden.
        button: says so, and shows them again.
    """

    changed = Signal(bool)

    def __init__(self, tasks: Tasks, window: QWidget) -> None:
        super().__init__(window)
        self._tasks, self._window = tasks, window
        self._words: frozenset[str] | None = None
        self._hidden: list[QWidget] = []
        self.is_on = False
        self.button = QuietButton(self.tr("Mode discret, tout revoir (F9)"), "eye-off", window)
        self.button.setObjectName("discreet_button")
        self.button.setProperty("small", True)
        self.button.hide()
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(0)
        self._shortcut = QShortcut(QKeySequence(KEY), window, self.toggle)
        self.button.clicked.connect(self.toggle)
        self._again.timeout.connect(self._hide_all)

    def toggle(self) -> None:
        """Hide names and notes, or show them again."""
        self.is_on = not self.is_on
        if self.is_on:
            QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
            self._hide_all()  # until the names are known, every text may be one
            self._tasks.ask(_read_words, self._tasks.session, then=self._on_words)
        else:
            QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
            self._show_all()
        self.button.setVisible(self.is_on)
        self.changed.emit(self.is_on)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hide what appears or changes; no tip is shown, for tips name people too."""
        kind = event.type()
        if kind == QEvent.Type.ToolTip:
            return True
        if kind in _CHANGES and isinstance(watched, QWidget):
            if kind == QEvent.Type.Show:
                self._hide_under(watched)  # before it is painted
            self._again.start()
        return False

    def is_private(self, widget: QWidget) -> bool:
        """Tell whether a widget may show a name, a note or a drawing of somebody's life."""
        around = widget.parentWidget()
        if isinstance(around, QAbstractItemView | QTextEdit | QPlainTextEdit):
            return widget is around.viewport() and not isinstance(around, QHeaderView)
        if isinstance(widget, QAbstractItemView | QTextEdit | QPlainTextEdit):
            return False  # its viewport is
        if _paints_itself(widget):
            return True
        text = _said(widget)
        may_quote = isinstance(widget, QLabel | QAbstractButton) and (len(text) > _SHORT or "«" in text)
        is_quote = may_quote and _is_of_a_file(widget)
        return bool(text) and (is_quote or self._words is None or names_somebody(text, self._words))

    def _hide_all(self) -> None:
        if not self.is_on:
            return
        for window in QApplication.topLevelWidgets():
            if window is self._window.window() or self._window.window() in _parents(window):
                self._hide_under(window)

    def _hide_under(self, root: QWidget) -> None:
        for widget in (root, *root.findChildren(QWidget)):
            if widget.graphicsEffect() is None and not self._is_within_hidden(widget) and self.is_private(widget):
                widget.setGraphicsEffect(Squares(widget))
                self._hidden.append(widget)

    def _is_within_hidden(self, widget: QWidget) -> bool:
        """Tell whether a widget is drawn with one that is hidden already: an effect within an effect is drawn for nothing."""
        return any(isinstance(around.graphicsEffect(), Squares) for around in _parents(widget))

    def _show_all(self) -> None:
        hidden, self._hidden = self._hidden, []
        for widget in hidden:
            if shiboken6.isValid(widget):
                widget.setGraphicsEffect(None)  # type: ignore[arg-type]

    def _on_words(self, words: frozenset[str]) -> None:
        was_unknown, self._words = self._words is None, words
        if was_unknown:
            self._show_all()
        self._hide_all()


def _parents(widget: QWidget) -> Iterator[QWidget]:
    around = widget.parentWidget()
    while around is not None:
        yield around
        around = around.parentWidget()


def _paints_itself(widget: QWidget) -> bool:
    """Tell whether a widget of a view draws what it shows: an agenda, a family, a line of time."""
    kind = type(widget)
    return kind.__module__.startswith(_VIEWS) and "paintEvent" in kind.__dict__ and not widget.findChildren(QWidget)


def _said(widget: QWidget) -> str:
    said = getattr(widget, "text", None)
    return str(said()) if callable(said) else ""


def _is_of_a_file(widget: QWidget) -> bool:
    return any(type(around).__module__.startswith(_FILES) for around in _parents(widget))


def _read_words(session: Session) -> frozenset[str]:
    """Read, on the thread of the base, the words that name the children and those around them."""
    return name_words((*session.files.children(), *session.files.persons()))
