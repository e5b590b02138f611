"""The page of a comparison, and the small icons that its texts call for."""

from __future__ import annotations

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QFont, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from ppe_desktop.services.objectives import Compared
from ppe_desktop.ui.theme import current, icon_pixmap, px, theme
from ppe_desktop.ui.views.plan.comparison_html import SAME, comparison_html

_STYLE = "p {{ margin: 0px 0px {below}px 0px; }} p.domain {{ font-size: {title}px; font-weight: 600; margin-top: {space}px; }}"


class ComparisonPage(QTextBrowser):
    """Two versions side by side, to read, copy and search.

    Signals:
        same_requested: an objective of the later version, and the lasting identity of the earlier one that it goes on.
    """

    same_requested = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._compared: Compared | None = None
        self._may_join = False
        self.setObjectName("comparison_page")
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName(self.tr("Les deux versions côte à côte"))

        self.anchorClicked.connect(self._on_anchor_clicked)
        theme().theme_changed.connect(self._set)

    def show_compared(self, compared: Compared, *, may_join: bool) -> None:
        """Show a comparison, from where it was being read."""
        self._compared, self._may_join = compared, may_join
        place = self.verticalScrollBar().value()
        self._set()
        self.verticalScrollBar().setValue(place)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Give the icons that the page calls for; nothing is ever read from elsewhere."""
        if kind == QTextDocument.ResourceType.ImageResource.value:
            icon_name, _colon, tone = QUrl(name).toString().partition(":")
            return icon_pixmap(icon_name, tone, px(16), self.devicePixelRatioF())
        return None

    def _set(self) -> None:
        if self._compared is None:
            return
        font = QFont(self.font())
        font.setPixelSize(px(15))
        document = self.document()
        document.setDefaultFont(font)
        document.setDocumentMargin(px(8))
        document.setDefaultStyleSheet(_STYLE.format(title=px(18), space=px(14), below=px(4)))
        self.setHtml(comparison_html(self._compared, current(), may_join=self._may_join))

    def _on_anchor_clicked(self, link: QUrl) -> None:
        scheme, objective_id, lasting_id = (*link.toString().split(":"), "", "")[:3]
        if scheme == SAME:
            self.same_requested.emit(objective_id, lasting_id)
