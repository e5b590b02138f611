"""Who read this file: the journal of one child."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.views.trust.journal_browser import JournalBrowser
from ppe_desktop.ui.widgets.buttons import SecondaryButton
from ppe_desktop.ui.widgets.plain_label import PlainLabel

SIZE = (860, 560)


class ReadingsDialog(QDialog):
    """The lines of the journal about one child, the readings first."""

    def __init__(self, tasks: Tasks, child_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("readings_dialog")
        self.setWindowTitle(self.tr("Qui a lu ce dossier"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.title_label = PlainLabel(self.windowTitle(), "heading", parent=self)
        self.intro_label = PlainLabel(
            self.tr("Une ligne est notée chaque fois que le dossier est ouvert sur cet ordinateur."),
            "body",
            wrap=True,
            parent=self,
        )
        self.browser = JournalBrowser(tasks, self, child_id=child_id, family="read")
        self.close_button = SecondaryButton(self.tr("Fermer"), parent=self)

        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(self.title_label)
        column.addWidget(self.intro_label)
        column.addWidget(self.browser, 1)
        column.addLayout(foot)
        self.resize(QSize(px(SIZE[0]), px(SIZE[1])).boundedTo(self.screen().availableSize() - QSize(80, 80)))

        self.close_button.clicked.connect(self.accept)
        self.browser.reload()
