"""One page of help in a window of its own, above a screen that fills the display; its links turn to the other pages."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.ui.theme import px
from ppe_desktop.ui.views.help.pages import help_pages
from ppe_desktop.ui.views.help.reader import HelpReader
from ppe_desktop.ui.widgets.buttons import SecondaryButton

WIDTH, HEIGHT = 820, 680
MARGIN = 24


class HelpDialog(QDialog):
    """A page of help, closed by Échap or F1.

    Attributes:
        page: name of the page shown.
    """

    def __init__(self, page: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("help_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Aide"))
        self._pages = help_pages()
        self.page = page
        self.reader = HelpReader(self)
        self.close_button = SecondaryButton(self.tr("Fermer"), parent=self)
        self.close_button.setShortcut("F1")

        foot = QHBoxLayout()
        foot.setContentsMargins(MARGIN, 8, MARGIN, 16)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.reader, 1)
        column.addLayout(foot)
        room = self.screen().availableGeometry()
        self.resize(min(px(WIDTH), room.width() - 2 * MARGIN), min(px(HEIGHT), room.height() - 3 * MARGIN))

        self.reader.page_requested.connect(self.show_page)
        self.close_button.clicked.connect(self.accept)
        self.show_page(page)
        self.reader.setFocus()

    def show_page(self, name: str) -> None:
        """Show a page; a name that no page has changes nothing."""
        if name in self._pages:
            self.page = name
            self.reader.show_markdown(self._pages[name].markdown, self._pages[name].title)
