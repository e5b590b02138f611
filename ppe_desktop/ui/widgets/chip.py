"""Chips: an icon and a word in a tone."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ppe_desktop.ui.theme import icon, px, tone_icon
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.styling import set_style_property

MOST_LETTERS = 40


class Chip(QFrame):
    """Say a state in one icon and one or two words; only looked at."""

    def __init__(self, text: str, tone: str = "neutral", icon_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mark = IconMark(icon_name or tone_icon(tone), tone, 16, self)
        self.label = PlainLabel("", "small", parent=self)
        self.setProperty("tone", tone)
        self._say(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 10, 4)
        row.setSpacing(6)
        row.addWidget(self.mark)
        row.addWidget(self.label)

    def text(self) -> str:
        """Return the words, whole."""
        return self.accessibleName()

    def tone(self) -> str:
        """Return the tone in force."""
        return str(self.property("tone"))

    def set_state(self, text: str, tone: str, icon_name: str = "") -> None:
        """Say something else."""
        self._say(text)
        self.mark.set_icon(icon_name or tone_icon(tone), tone)
        set_style_property(self, "tone", tone)
        self.label.set_tone(tone)  # a style sheet does not follow the tone of the chip into its words by itself

    def _say(self, text: str) -> None:
        """Show words, short enough for a chip to stay one; the whole is a hover away."""
        short = text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1].rstrip()}…"
        self.label.setText(short)
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
