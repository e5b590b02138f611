"""A group of fields folded under its heading: one line that says what it holds, until it is opened."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ppe_desktop.ui.theme import icon, px
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.title_button import TitleButton


class FoldGroup(QWidget):
    """A heading that unfolds; what is under it is made when it is first opened.

    Signals:
        first_opened: it is opened for the first time: its fields are to be made now.

    Attributes:
        body: what is under the heading.
        column: where the fields go.
    """

    first_opened = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("fold_group")
        self._was_opened = False
        self.header = TitleButton(self)
        self.header.setObjectName("fold_header")
        self.header.setText(title)
        self.header.setCheckable(True)
        self.header.setProperty("flat_title", True)
        self.header.setIconSize(QSize(px(16), px(16)))
        self.header.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.header.setCursor(Qt.CursorShape.PointingHandCursor)
        self.summary = PlainLabel("", "muted", wrap=True, parent=self)
        self.body = QWidget(self)
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(px(16) + 13, 2, 0, 10)
        self.column.setSpacing(10)
        self.summary.setContentsMargins(px(16) + 13, 0, 0, 2)

        head = QHBoxLayout()
        head.addWidget(self.header, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self.summary)
        whole.addWidget(self.body)
        self.body.hide()
        self.summary.hide()

        self.header.toggled.connect(self._on_toggled)
        self._show_arrow(is_open=False)

    def is_open(self) -> bool:
        """Tell whether what is under the heading shows."""
        return self.header.isChecked()

    def open(self) -> None:
        """Show what is under the heading."""
        self.header.setChecked(True)

    def say(self, text: str) -> None:
        """Say what the group holds, while it is folded."""
        self.summary.setText(text)
        self.header.setAccessibleName(", ".join(part for part in (self.header.text(), text) if part))
        self.summary.setVisible(bool(text) and not self.is_open())

    def _on_toggled(self, is_open: bool) -> None:
        if is_open and not self._was_opened:
            self._was_opened = True
            self.first_opened.emit()
        self.body.setVisible(is_open)
        self.summary.setVisible(bool(self.summary.text()) and not is_open)
        self._show_arrow(is_open=is_open)

    def _show_arrow(self, *, is_open: bool) -> None:
        self.header.setIcon(icon("chevron-down" if is_open else "chevron-right", "muted"))
