"""A child's file opened on one of its sections, in a window that has the keyboard."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.runtime import clock
from ppe_desktop.services.session import Session
from ppe_desktop.ui.forms.editors import Editor
from ppe_desktop.ui.views.casefile.casefile_view import CaseFileView
from tests.support.screens import PATIENCE_MS, add_child, desk
from tests.support.typing import press, type_text


@contextmanager
def file_screen(qtbot: Any, session: Session) -> Iterator[tuple[CaseFileView, str]]:
    """The screen of a new child's file, and the child's identifier."""
    child_id = add_child(
        session, "Le Goff", "Anaïs", dt.date(2015, 3, 2), measure="PLACEMENT_ASE", since=dt.date(2025, 10, 6)
    )
    with desk(session) as (tasks, autosaver):
        view = CaseFileView(tasks, autosaver, session.records.kinds())
        qtbot.addWidget(view)
        view.resize(1200, 800)
        view.show()
        view.activateWindow()
        qtbot.waitUntil(view.isActiveWindow, timeout=PATIENCE_MS)
        with qtbot.waitSignal(view.file_shown, timeout=PATIENCE_MS):
            view.open_file(child_id)
        yield view, child_id


def today() -> dt.date:
    """The day of the program's clock."""
    return clock.now().date()


def records(session: Session, child_id: str, kind: str) -> tuple[Item, ...]:
    """What the base holds of a kind in a child's file."""
    return session.run(session.files.open, child_id).of(kind)


def add(session: Session, child_id: str, kind: str, /, **values: Any) -> str:
    """Add a record to a child's file, past the screen, and return its identifier."""
    return str(session.run(session.records.add, kind, child_id=child_id, **values).created)


def reload(qtbot: Any, view: CaseFileView) -> None:
    """Read the file again, as when something else changed it."""
    with qtbot.waitSignal(view.file_shown, timeout=PATIENCE_MS):
        view.reload()


def focused() -> QWidget:
    """The widget that has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def replace_text(widget: QWidget, text: str) -> None:
    """Select all and type over it."""
    press(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_text(widget, text)


def tab_to(qtbot: Any, editor: Editor) -> QWidget:
    """Press Tab until a field has the keyboard; return the widget that receives the keys."""
    target = editor.focus_target
    qtbot.waitUntil(target.isVisible, timeout=PATIENCE_MS)
    for _press in range(4):
        press(focused(), Qt.Key.Key_Tab)
        if target.hasFocus():
            return focused()
    raise AssertionError(f"Tab leads to {focused().objectName()}, not to {target.objectName()}")


def settle(qtbot: Any, view: CaseFileView) -> None:
    """Wait until everything typed is in the base."""
    autosaver = view.context.autosaver
    autosaver.send()
    qtbot.waitUntil(autosaver.is_settled, timeout=PATIENCE_MS)
