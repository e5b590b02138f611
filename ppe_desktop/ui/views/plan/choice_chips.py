"""One choice among a few, as chips: one stop for Tab, the arrows go along, Space or Enter chooses."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ppe_desktop.ui.widgets.chip import ChipButton
from ppe_desktop.ui.widgets.flow_layout import FlowLayout

_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class ChoiceChips(QWidget):
    """Chips of which one at most is ticked.

    Signals:
        chosen: code of the chip the person ticked; empty when she took the tick away.

    Attributes:
        chips: the chips, by code.
    """

    chosen = Signal(str)

    def __init__(
        self, choices: Sequence[tuple[str, str, str]], *, clearable: bool = False, parent: QWidget | None = None
    ) -> None:
        """Show nothing ticked.

        Args:
            choices: code, words and icon of each chip.
            clearable: ticking the ticked chip again takes the tick away.
            parent: parent widget.
        """
        super().__init__(parent)
        self._clearable, self._stop = clearable, ""
        self.chips: dict[str, ChipButton] = {}
        row = FlowLayout(self, spacing=6)
        for code, words, icon_name in choices:
            chip = ChipButton(words, "neutral", icon_name, checkable=True, parent=self)
            chip.clicked.connect(partial(self._on_clicked, code))
            chip.installEventFilter(self)
            row.addWidget(chip)
            self.chips[code] = chip
        self._place_tab_stop()

    def show_value(self, code: str) -> None:
        """Tick a chip; a code that is none of theirs ticks nothing."""
        for other, chip in self.chips.items():
            chip.setChecked(other == code)
        self._place_tab_stop()

    def value(self) -> str:
        """Return the code of the chip that is ticked, or nothing."""
        return next((code for code, chip in self.chips.items() if chip.isChecked()), "")

    def set_name(self, what: str) -> None:
        """Say to screen readers what is chosen."""
        for chip in self.chips.values():
            chip.setAccessibleName(f"{chip.text()}, {what}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go along the chips with the arrows; Enter ticks as Space does."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(watched, ChipButton):
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None:
                chips = list(self.chips.values())
                chips[(chips.index(watched) + step) % len(chips)].setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                watched.click()
                return True
        return super().eventFilter(watched, event)

    def _place_tab_stop(self) -> None:
        """Let Tab stop once: at the chip that is ticked, else at the first one."""
        stop = self.value() or next(iter(self.chips), "")
        if self._stop and stop != self._stop:
            self.setTabOrder(self.chips[self._stop], self.chips[stop])  # Tab then goes on from where it was
        self._stop = stop
        for code, chip in self.chips.items():
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if code == stop else Qt.FocusPolicy.ClickFocus)

    def _on_clicked(self, code: str) -> None:
        taken_away = not self.chips[code].isChecked() and self._clearable
        self.show_value("" if taken_away else code)
        self.chips[code].setFocus()
        self.chosen.emit("" if taken_away else code)
