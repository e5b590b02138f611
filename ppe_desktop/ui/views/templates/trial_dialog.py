"""The document a template makes for a fictitious child, page by page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.ui.theme import px
from ppe_desktop.ui.views.plan.paper import PaperView
from ppe_desktop.ui.widgets.buttons import SecondaryButton
from ppe_desktop.ui.widgets.plain_label import PlainLabel

SIZE = (900, 700)


class TrialDialog(QDialog):
    """A look at the pages; nothing of it concerns a real child.

    Attributes:
        paper: the pages.
    """

    def __init__(self, title: str, html: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trial_dialog")
        self.setWindowTitle(self.tr("Essai sur un enfant fictif"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.title_label = PlainLabel(title, "heading", wrap=True, parent=self)
        self.note_label = PlainLabel(
            self.tr("L’enfant et la famille sont inventés. La mise en page exacte est celle de Word."),
            "muted",
            wrap=True,
            parent=self,
        )
        self.paper = PaperView(self)
        self.close_button = SecondaryButton(self.tr("Fermer"), parent=self)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(self.title_label)
        column.addWidget(self.note_label)
        column.addWidget(self.paper, 1)
        column.addLayout(foot)
        self.resize(px(SIZE[0]), px(SIZE[1]))
        self.close_button.clicked.connect(self.close)
        self.paper.show_html(html)
        self.paper.setFocus(Qt.FocusReason.OtherFocusReason)
