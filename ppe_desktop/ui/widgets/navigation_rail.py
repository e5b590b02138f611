"""The rail at the left of the window."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from ppe_desktop.ui.theme import icon, px
from ppe_desktop.ui.widgets.entry_list import EntryList


class RailButton(QToolButton):
    """One entry of the rail: the icon above its word."""

    def __init__(self, icon_name: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleName(text)
        self.setIcon(icon(icon_name, "muted", "accent"))
        self.setIconSize(QSize(px(22), px(22)))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setCursor(Qt.CursorShape.PointingHandCursor)


class NavigationRail(EntryList):
    """Icon and word entries: places at the top, the rest at the foot.

    Signals:
        section_requested: key of the entry, place or gesture.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName(self.tr("Navigation"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 12, 8, 12)
        self._column.setSpacing(4)
        self._column.addStretch(1)
        self._top_count = 0

    def add_section(self, key: str, icon_name: str, text: str, *, foot: bool = False) -> RailButton:
        """Add a place, at the top or at the foot."""
        return self._add(key, icon_name, text, foot, checkable=True)

    def add_gesture(self, key: str, icon_name: str, text: str) -> RailButton:
        """Add at the foot something that is done rather than gone to, such as "Verrouiller"."""
        return self._add(key, icon_name, text, True, checkable=False)

    def _add(self, key: str, icon_name: str, text: str, foot: bool, *, checkable: bool) -> RailButton:
        button = RailButton(icon_name, text, self)
        button.setCheckable(checkable)
        self._register(key, button)
        if foot:
            self._column.addWidget(button)
        else:
            self._column.insertWidget(self._top_count, button)
            self._top_count += 1
        self._equalise()
        return button

    def _equalise(self) -> None:
        for button in self.findChildren(RailButton):
            policy = button.sizePolicy()
            policy.setHorizontalPolicy(policy.Policy.MinimumExpanding)
            button.setSizePolicy(policy)
