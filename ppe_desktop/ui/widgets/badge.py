"""Badges that nobody may miss: allergies, protected address."""

from typing import Literal

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel

BadgeKind = Literal["alert", "protect"]
_MARKS = {"alert": ("alert-triangle", "on_late"), "protect": ("shield-alert", "window")}


class Badge(QFrame):
    """Say a danger in a solid block: "alert" for health, "protect" for what must not be told."""

    def __init__(
        self, text: str, kind: BadgeKind = "alert", icon_name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        name, role = _MARKS[kind]
        self.mark = IconMark(icon_name or name, role, 20, self)
        self.label = PlainLabel(text, "strong", parent=self)
        self.setProperty("kind", kind)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

        row = QHBoxLayout(self)
        row.setContentsMargins(10, 5, 12, 5)
        row.setSpacing(8)
        row.addWidget(self.mark)
        row.addWidget(self.label)

    def text(self) -> str:
        """Return the words shown."""
        return self.label.text()
