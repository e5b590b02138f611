"""Aide: short pages that say how the application works, read without any connection."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ppe_desktop.ui.theme import px, theme
from ppe_desktop.ui.views.help.pages import help_pages
from ppe_desktop.ui.views.help.reader import MARGIN, WIDTH, HelpReader
from ppe_desktop.ui.views.help.rules_text import found_rules
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.search_field import SearchField
from ppe_desktop.ui.widgets.section_list import SectionList

NARROWEST_LIST = 208
BAR = 12
"""Room for the bar that shows when the list is longer than the window."""
FIRST_PAGE = "demarrer"
ICONS = {
    "demarrer": "home",
    "dossier": "folder-open",
    "parcours": "route",
    "sante": "heart-pulse",
    "scolarite": "graduation-cap",
    "journal": "book-open",
    "enfant": "palette",
    "paroles": "quote",
    "visites": "house",
    "reunions": "messages",
    "agenda": "calendar",
    "autonomie": "sprout",
    "echeances": "calendar-clock",
    "ppe": "target",
    "document": "file-text",
    "modeles": "template",
    "pieces": "paperclip",
    "ecrire": "pen-line",
    "securite": "shield",
    "raccourcis": "list-checks",
}


class HelpView(QWidget):
    """The list of pages at the left, the page at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = help_pages()
        self.title_label = PlainLabel(self.tr("Aide"), "heading", parent=self)
        self.sections = SectionList(self.tr("Pages d’aide"), self)
        self.sections_scroll = QScrollArea(self)
        self.search_row = QWidget(self)
        self.search = SearchField(self.tr("Chercher une règle, un article"), self)
        self.reader = HelpReader(self)
        for page in self._pages.values():
            self.sections.add_section(page.name, ICONS.get(page.name, "file-text"), page.title)

        self._lay_out()
        self._fit()

        self.sections.section_requested.connect(self.show_page)
        self.reader.page_requested.connect(self.show_page)
        self.search.textChanged.connect(self._on_searched)
        theme().theme_changed.connect(self._fit)
        self.show_page(FIRST_PAGE)

    def show_page(self, name: str) -> None:
        """Show a page by its name; an unknown name shows the first one."""
        page = self._pages.get(name) or self._pages[FIRST_PAGE]
        self.sections.set_current(page.name)
        self.sections_scroll.ensureWidgetVisible(self.sections.entry(page.name), 0, 8)
        self.search.clear()
        self.search_row.setVisible(page.has_rules)
        self.reader.show_markdown(page.markdown, page.title)
        if self.isVisible() and not self.reader.hasFocus():
            self.sections.entry(page.name).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard on the page shown in the list: the arrows go from there."""
        super().showEvent(event)
        self.sections.entry(self.page()).setFocus()

    def page(self) -> str:
        """Return the name of the page on screen."""
        return self.sections.current()

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.setContentsMargins(0, 24, 0, 0)
        side.setSpacing(8)
        side.addWidget(self.title_label, 0, Qt.AlignmentFlag.AlignLeft)
        self.sections_scroll.setWidget(self.sections)
        self.sections_scroll.setWidgetResizable(True)
        self.sections_scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.sections_scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sections_scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side.addWidget(self.sections_scroll, 1)
        self.title_label.setContentsMargins(20, 0, 8, 0)
        search = QHBoxLayout(self.search_row)
        search.setContentsMargins(px(MARGIN), 16, px(MARGIN), 0)
        search.addWidget(self.search)
        page = QVBoxLayout()
        page.setSpacing(0)
        page.addWidget(self.search_row)
        page.addWidget(self.reader, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 16, 0)
        row.setSpacing(0)
        row.addLayout(side)
        row.addSpacing(8)
        row.addLayout(page, 1000)
        row.addStretch(1)

    def _fit(self) -> None:
        wanted = self.sections.sizeHint()
        self.sections.setMinimumHeight(wanted.height())
        self.sections_scroll.setFixedWidth(max(px(NARROWEST_LIST), wanted.width()) + BAR)
        for part in (self.search_row, self.reader):
            part.setMaximumWidth(px(WIDTH))

    def _on_searched(self, words: str) -> None:
        """Show the rules with some words alone; the whole page again without any."""
        page = self._pages[self.page()]
        if page.has_rules:
            self.reader.show_markdown(found_rules(page.title, words) if words.strip() else page.markdown, page.title)
