"""The title of a card, as a button: words too long for it end in an ellipsis instead of being cut."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter

_ICON_GAP = 4
"""What the style leaves between an icon and the words."""


class TitleButton(QPushButton):
    """A button of one line that takes the room it is given; its text stays whole for who asks."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words that fit."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self).width()
        if not self.icon().isNull():
            room -= self.iconSize().width() + _ICON_GAP
        option.text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)
