"""A column of entries of which one is the current place: what the rail and the section list share."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QWidget

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class EntryList(QFrame):
    """Hold entries by key. Arrows move the keyboard, Home and End go to the ends, Enter or Space open.

    The current entry is the only one that Tab stops at.

    Signals:
        section_requested: key of the entry the person asked for.
    """

    section_requested = Signal(str)

    def __init__(self, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: dict[str, QAbstractButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._current = ""
        self.setAccessibleName(accessible_name)
        self._group.buttonClicked.connect(self._on_clicked)

    def keys(self) -> list[str]:
        """Return the keys in the order shown."""
        return list(self._entries)

    def entry(self, key: str) -> QAbstractButton:
        """Return the button of an entry."""
        return self._entries[key]

    def current(self) -> str:
        """Return the key of the current place, empty when none."""
        return self._current

    def set_current(self, key: str) -> None:
        """Mark the place where one is, without asking for it again."""
        self._current = key
        for name, button in self._entries.items():
            if button.isCheckable():
                button.setChecked(name == key)
        self._move_tab_stop(self._entries.get(key))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move among the entries with the arrows."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(watched, QAbstractButton):
                watched.click()
                return True
            target = self._target(watched, event.key())
            if target is not None:
                self._move_tab_stop(target)
                target.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _register(self, key: str, button: QAbstractButton) -> None:
        button.setObjectName(f"entry_{key}")
        button.setFocusPolicy(Qt.FocusPolicy.ClickFocus if self._entries else Qt.FocusPolicy.StrongFocus)
        button.installEventFilter(self)
        self._entries[key] = button
        self._group.addButton(button)

    def _target(self, watched: QObject, key: int) -> QAbstractButton | None:
        buttons = [button for button in self._entries.values() if button.isEnabled() and not button.isHidden()]
        if watched not in buttons:
            return None
        if key == Qt.Key.Key_Home:
            return buttons[0]
        if key == Qt.Key.Key_End:
            return buttons[-1]
        step = _STEPS.get(Qt.Key(key))
        if step is None:
            return None
        return buttons[(buttons.index(watched) + step) % len(buttons)]

    def _move_tab_stop(self, target: QAbstractButton | None) -> None:
        if target is None:
            return
        for button in self._entries.values():
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if button is target else Qt.FocusPolicy.ClickFocus)

    def _on_clicked(self, button: QAbstractButton) -> None:
        key = next(name for name, entry in self._entries.items() if entry is button)
        if button.isCheckable():
            self.set_current(key)
        self.section_requested.emit(key)
