"""What every support of the child's page is: something to make, kept as data, shown again as it was left."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.sketch import Made
from ppe_desktop.ui.views.childpage.look import Look
from ppe_desktop.ui.widgets.plain_label import PlainLabel


class Support(QWidget):
    """One support.

    Signals:
        changed: the child made something, or took it back.
        another_requested: a new sheet of the same support is asked for.

    Attributes:
        kind: a code of :class:`SketchKind`, or the name of a support that the service made.
    """

    kind: str
    changed = Signal()
    another_requested = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look

    def made(self) -> Made:
        """Return what is on the page."""
        raise AttributeError("a support says what is made on it")

    def show_made(self, made: Made) -> None:
        """Show a page kept before."""
        raise AttributeError("a support shows what was made on it")

    def show_picture(self, picture: QImage) -> None:
        """Take the picture kept of the page about to be shown, to be seen while a large drawing is painted."""

    def title(self) -> str:
        """Return the name that the child gave to what was made."""
        return ""

    def show_title(self, title: str) -> None:
        """Show the name given before."""

    def pause(self) -> None:
        """End the gesture in progress: the page may go away at any moment."""

    def take_keyboard(self) -> None:
        """Give the keyboard to the first thing to do."""
        self.setFocus()


def child_label(text: str, rank: str, parent: QWidget) -> PlainLabel:
    """Return a text of the child's page: a title, a question, a label or a body."""
    label = PlainLabel(text, wrap=True, parent=parent)
    label.setProperty("role", None)
    label.setProperty("child", rank)
    return label
