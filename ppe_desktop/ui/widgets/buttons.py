"""Buttons: one primary a screen, quiet ones for the rest. A plain QPushButton stands between the two."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from ppe_desktop.ui.theme import icon, px

ICON_GAP = 6
"""Pixels added at the right of an icon, since style sheets have no gap between icon and word."""


class _IconTextButton(QPushButton):
    _role = "text"

    def __init__(self, text: str = "", icon_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        if icon_name:
            self.setIcon(icon(icon_name, self._role))
            self.setIconSize(QSize(px(18) + ICON_GAP, px(18)))


class PrimaryButton(_IconTextButton):
    """The one gesture that a screen is for."""

    _role = "on_accent"


class SecondaryButton(_IconTextButton):
    """An ordinary gesture, with an icon when asked."""


class QuietButton(_IconTextButton):
    """A gesture that stays in the background."""

    _role = "accent"


class IconButton(QToolButton):
    """A button of one icon; its name is said by the tooltip and to screen readers."""

    def __init__(self, icon_name: str, name: str, role: str = "muted", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setIcon(icon(icon_name, role))
        self.setIconSize(QSize(px(20), px(20)))
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
