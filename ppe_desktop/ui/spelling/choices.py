"""What the person wants while she writes: mistakes underlined, typography done. Read once, told to every open field."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject, Signal

from ppe_desktop.ui.preferences import Preferences


class WritingChoices(QObject):
    """The choices in force.

    Signals:
        changed: a choice changed.
    """

    changed = Signal()

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self.underlines_mistakes = preferences.underlines_mistakes
        self.sets_typography = preferences.sets_typography

    def follow(self, preferences: Preferences) -> None:
        """Take the choices from the preferences again."""
        self.underlines_mistakes = preferences.underlines_mistakes
        self.sets_typography = preferences.sets_typography
        self.changed.emit()


@cache
def writing_choices() -> WritingChoices:
    """Return the choices in force, read from the preferences of this computer the first time."""
    return WritingChoices(Preferences())
