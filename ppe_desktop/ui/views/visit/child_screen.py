"""Giving the screen to a child during a visit, and taking it back: nothing of the visit is seen meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import shiboken6
from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import age_on
from ppe_desktop.domain.names import first_name_of
from ppe_desktop.runtime import clock
from ppe_desktop.ui.forms.autosave import Autosaver


class ChildScreen(QObject):
    """The page of the child over the window of a visit.

    Signals:
        given_back: identifier of the child, and whether something was made.
        lock_requested: the adult locks.

    Attributes:
        page: what the child has on screen, None the rest of the time.
    """

    given_back = Signal(str, bool)
    lock_requested = Signal()

    def __init__(self, autosaver: Autosaver, window: QWidget) -> None:
        super().__init__(window)
        self._autosaver, self._window = autosaver, window
        self.page: QWidget | None = None

    def ask_whom(self, children: Sequence[Item], button: QWidget) -> None:
        """Ask to which child the screen is given, above a button."""
        menu = QMenu(self._window)
        menu.setObjectName("child_page_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for child in children:
            menu.addAction(first_name_of(child)).triggered.connect(partial(self._on_chosen, child))
        menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def give(self, child: Item) -> None:
        """Give the screen to a child; what was typed of the visit is safe before."""
        from ppe_desktop.ui.views.childpage.page import ChildPage  # loaded when it is first asked for

        if self.page is not None and shiboken6.isValid(self.page):
            return
        self._autosaver.send()
        age = age_on(child.birth_date, clock.today()).years if child.birth_date else None
        page = ChildPage(self._autosaver, child.id, first_name_of(child), age, self._window)
        page.left.connect(partial(self._on_left, child.id))
        page.lock_requested.connect(self.lock_requested)
        self.page = page
        page.showFullScreen()
        page.activateWindow()

    def close(self) -> None:
        """Take the page away with the window; what was made on it is kept."""
        if self.page is not None and shiboken6.isValid(self.page):
            self.page.close()

    def _on_chosen(self, child: Item, _checked: bool = False) -> None:
        self.give(child)

    def _on_left(self, child_id: str, has_changed: bool) -> None:
        if shiboken6.isValid(self):  # the whole window may be going away
            self.page = None
            self.given_back.emit(child_id, has_changed)
