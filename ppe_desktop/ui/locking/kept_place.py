"""Where the person was inside a page: cursors, scroll bars, what was unfolded. Identifiers and numbers only, never a text.

The screens are destroyed by the lock and made anew by the unlocking, from the base: each thing is found again by the record and field
it shows, or else by its place among its neighbours.
"""

from __future__ import annotations

from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from ppe_desktop.ui.forms.record_form import RecordForm

TRY_MS = 40
PATIENCE_TRIES = 150
"""Six seconds: a file that takes longer to come is shown from its top."""
_GESTURES = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin})
_TextEdit = QTextEdit | QPlainTextEdit


@dataclass(frozen=True)
class Spot:
    """Which widget.

    Attributes:
        form: kind and identifier of the record whose form it is in; empty outside of a form.
        path: class, name and rank among its like, from the form or from the page down.
    """

    form: tuple[str, str]
    path: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True)
class CursorKept:
    """A cursor in a text."""

    spot: Spot
    anchor: int
    position: int
    has_keyboard: bool


@dataclass(frozen=True)
class ScrollKept:
    """How far something is scrolled, in pixels."""

    spot: Spot
    across: int
    down: int


@dataclass(frozen=True)
class FoldKept:
    """A heading that opens and closes what follows it."""

    spot: Spot
    is_open: bool


@dataclass(frozen=True)
class KeptPlace:
    """All of it."""

    forms: tuple[tuple[str, str], ...] = ()
    folds: tuple[FoldKept, ...] = ()
    cursors: tuple[CursorKept, ...] = ()
    scrolls: tuple[ScrollKept, ...] = ()


def keep_place(page: QWidget) -> KeptPlace:
    """Note where the person is on a page and in all that it shows."""
    shown = [widget for widget in page.findChildren(QWidget) if widget.isVisible()]
    forms = [widget for widget in shown if isinstance(widget, RecordForm)]
    cursors = [cursor for widget in shown if (cursor := _cursor_of(page, widget)) is not None]
    scrolls = [
        ScrollKept(spot_of(page, widget), widget.horizontalScrollBar().value(), widget.verticalScrollBar().value())
        for widget in shown
        if isinstance(widget, QAbstractScrollArea)
        and (widget.horizontalScrollBar().value() or widget.verticalScrollBar().value())
    ]
    folds = [
        FoldKept(spot_of(page, widget), widget.isChecked())
        for widget in shown
        if isinstance(widget, QAbstractButton) and _folds(widget)
    ]
    return KeptPlace(tuple(_form_key(form) for form in forms), tuple(folds), tuple(cursors), tuple(scrolls))


def spot_of(page: QWidget, widget: QWidget) -> Spot:
    """Return how to find a widget again."""
    path: list[tuple[str, str, int]] = []
    step = widget
    while step is not page:
        if isinstance(step, RecordForm):
            return Spot(_form_key(step), tuple(reversed(path)))
        above = step.parentWidget()
        if above is None:
            break
        path.append(_step_of(above, step))
        step = above
    return Spot(("", ""), tuple(reversed(path)))


def find_spot(page: QWidget, spot: Spot) -> QWidget | None:
    """Return the widget noted, once it exists and is shown."""
    found: QWidget | None = page
    if spot.form != ("", ""):
        forms = (form for form in page.findChildren(RecordForm) if form.isVisible())
        found = next((form for form in forms if _form_key(form) == spot.form), None)
    for kind, name, rank in spot.path:
        if found is None:
            return None
        like = _like(found, kind, name)
        found = like[rank] if rank < len(like) else None
    return found if found is not None and found.isVisible() else None


class Returning(QObject):
    """Brings the person back to a kept place while the page fills, and lets go as soon as she touches anything.

    Args:
        page: where to find everything; owns this object.
        kept: what was noted.
    """

    def __init__(self, page: QWidget, kept: KeptPlace) -> None:
        super().__init__(page)
        self._page = page
        self._folds, self._cursors = list(kept.folds), list(kept.cursors)
        self._scrolls = list(kept.scrolls)
        self._tries = 0
        self._calm = 0
        self._timer = QTimer(self, interval=TRY_MS)
        self._timer.timeout.connect(self._on_try)
        self._window = page.window().windowHandle()
        if self._window is not None:
            self._window.installEventFilter(self)
        self._timer.start()

    @property
    def is_over(self) -> bool:
        """Whether everything is back, or was given up."""
        return not self._timer.isActive()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let go at the first gesture."""
        if event.type() in _GESTURES:
            self._stop()
        return super().eventFilter(watched, event)

    def _on_try(self) -> None:
        self._tries += 1
        before = len(self._folds) + len(self._cursors)
        self._folds = [fold for fold in self._folds if not self._unfold(fold)]
        self._cursors = [cursor for cursor in self._cursors if not self._put_cursor(cursor)]
        left = len(self._folds) + len(self._cursors)
        scrolled = [self._scroll(scroll) for scroll in self._scrolls]  # again and again: what is above may still grow
        is_calm = left == before == 0 and all(scrolled)
        self._calm = self._calm + 1 if is_calm else 0
        if self._calm > 3 or self._tries >= PATIENCE_TRIES:
            self._stop()

    def _unfold(self, fold: FoldKept) -> bool:
        button = find_spot(self._page, fold.spot)
        if not isinstance(button, QAbstractButton):
            return False
        if button.isChecked() != fold.is_open:
            button.click()
        return True

    def _put_cursor(self, kept: CursorKept) -> bool:
        widget = find_spot(self._page, kept.spot)
        if isinstance(widget, QLineEdit):
            if len(widget.text()) < max(kept.anchor, kept.position):
                return False
            _select_in_line(widget, kept)
        elif isinstance(widget, _TextEdit):
            if len(widget.toPlainText()) < max(kept.anchor, kept.position):
                return False
            cursor = QTextCursor(widget.document())
            cursor.setPosition(kept.anchor)
            cursor.setPosition(kept.position, QTextCursor.MoveMode.KeepAnchor)
            widget.setTextCursor(cursor)
        else:
            return False
        if kept.has_keyboard:
            widget.setFocus()
        return True

    def _scroll(self, kept: ScrollKept) -> bool:
        area = find_spot(self._page, kept.spot)
        if not isinstance(area, QAbstractScrollArea):
            return False
        area.horizontalScrollBar().setValue(kept.across)
        area.verticalScrollBar().setValue(kept.down)
        return area.verticalScrollBar().value() == kept.down

    def _stop(self) -> None:
        self._timer.stop()
        if self._window is not None and shiboken6.isValid(self._window):
            self._window.removeEventFilter(self)


def _cursor_of(page: QWidget, widget: QWidget) -> CursorKept | None:
    has_keyboard = QApplication.focusWidget() is widget
    if isinstance(widget, QLineEdit) and widget.echoMode() is QLineEdit.EchoMode.Normal:
        position = widget.cursorPosition()
        start = widget.selectionStart()
        anchor = position if start < 0 else (start if position != start else widget.selectionEnd())
        if has_keyboard and not isinstance(widget.parentWidget(), QAbstractScrollArea):
            return CursorKept(spot_of(page, widget), anchor, position, has_keyboard)
    if isinstance(widget, _TextEdit) and not widget.isReadOnly():
        cursor = widget.textCursor()
        if has_keyboard or cursor.position():
            return CursorKept(spot_of(page, widget), cursor.anchor(), cursor.position(), has_keyboard)
    return None


def _select_in_line(line: QLineEdit, kept: CursorKept) -> None:
    if kept.anchor == kept.position:
        line.deselect()
        line.setCursorPosition(kept.position)
    else:
        line.setSelection(kept.anchor, kept.position - kept.anchor)


def _folds(button: QAbstractButton) -> bool:
    """Tell whether a button only shows or hides: what it does must change nothing in the base."""
    name = f"{type(button).__name__} {button.objectName()}".casefold()
    return button.isCheckable() and "fold" in name


def _form_key(form: RecordForm) -> tuple[str, str]:
    return form.kind_name, form.record_id


def _step_of(above: QWidget, widget: QWidget) -> tuple[str, str, int]:
    kind, name = type(widget).__name__, widget.objectName()
    return kind, name, _like(above, kind, name).index(widget)


def _like(above: QWidget, kind: str, name: str) -> list[QWidget]:
    children = (child for child in above.children() if isinstance(child, QWidget))
    return [child for child in children if type(child).__name__ == kind and child.objectName() == name]
