"""Chips: an icon and a word in a tone."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ppe_desktop.ui.theme import icon, px, tone_icon
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.styling import set_style_property

MOST_LETTERS = 40
_SIDE, _BEFORE, _BETWEEN = 16, 8, 6
"""Side of the icon, room before it, room between it and the words; in pixels."""


class Chip(PlainLabel):
    """Say a state in one icon and one or two words; only looked at.

    One widget, which draws its icon itself: a screen may hold dozens, and Qt styles and places each widget one by one.
    """

    def __init__(self, text: str, tone: str = "neutral", icon_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__("", "small", parent=parent)
        self._icon = icon(icon_name or tone_icon(tone), tone)
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setIndent(0)
        self._say(text)
        self._fit()

    def text(self) -> str:
        """Return the words, whole."""
        return self.accessibleName()

    def shown_text(self) -> str:
        """Return the words on screen: cut when they are many."""
        return super().text()

    def tone(self) -> str:
        """Return the tone in force."""
        return str(self.property("tone"))

    def set_state(self, text: str, tone: str, icon_name: str = "") -> None:
        """Say something else."""
        self._say(text)
        self._icon = icon(icon_name or tone_icon(tone), tone)
        set_style_property(self, "tone", tone)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text scale."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words as a label does, then the icon before them."""
        super().paintEvent(event)
        side = px(_SIDE)
        painter = QPainter(self)
        self._icon.paint(painter, QRect(_BEFORE, (self.height() - side) // 2, side, side))
        painter.end()

    def _fit(self) -> None:
        self.setContentsMargins(_BEFORE + px(_SIDE) + _BETWEEN, 4, 10, 4)

    def _say(self, text: str) -> None:
        """Show words, short enough for a chip to stay one; the whole is a hover away."""
        short = text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1].rstrip()}…"
        self.setText(short)
        self.setToolTip(text if short != text else "")
        self.setAccessibleName(text)


class ChipButton(QPushButton):
    """A chip to click, or to tick when ``checkable`` (filters).

    Signals: those of a button (``clicked``, ``toggled``).
    """

    def __init__(
        self,
        text: str,
        tone: str = "neutral",
        icon_name: str = "",
        *,
        checkable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._off_icon = icon(icon_name or tone_icon(tone), tone)
        self.setProperty("tone", tone)
        self.setCheckable(checkable)
        self.setProperty("checkable", checkable)
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.setIcon(self._off_icon)
        self.setIconSize(QSize(px(16) + 4, px(16)))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if checkable:
            self.toggled.connect(self._on_toggled)

    def _on_toggled(self, checked: bool) -> None:
        self.setIcon(icon("check", "accent") if checked else self._off_icon)
