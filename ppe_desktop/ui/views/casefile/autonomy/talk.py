"""The interview at 17 as a conversation: a page at a time, gone through by the keyboard, left and taken up again on another day."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ppe_desktop.domain.autonomy import QUESTIONS, rights_for, rights_told, steps_of, theme_of, topics_of
from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.theme import current, px, theme
from ppe_desktop.ui.views.casefile.autonomy.pages import (
    Page,
    RightsPage,
    StepsPage,
    ThemePage,
    page_after,
    page_before,
)
from ppe_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from ppe_desktop.ui.widgets.in_view import come_into_view
from ppe_desktop.ui.widgets.plain_label import PlainLabel

START, RIGHTS, STEPS, END = "start", "rights", "steps", "end"
KEYS = (START, *(one.value for one in QUESTIONS), RIGHTS, STEPS, END)
"""The pages, in order."""


def page_to_go_on_from(file: CaseFile, interview: Item) -> str:
    """Return the page on which an interview is taken up again: its first theme without words, else the rights, else the end.

    One that holds no words yet starts at the beginning, and one that was held is read again from there.
    """
    topics = topics_of(file, interview.id)
    said = {theme.value for theme, one in topics.items() if one.own_words.strip()}
    if interview.held_on is not None or not said:
        return START
    silent = next((theme.value for theme in QUESTIONS if theme.value not in said), "")
    told = {code for code, one in rights_told(file, interview.id).items() if one.told_on}
    return silent or (RIGHTS if {one.value for one in rights_for(file.child)} - told else END)


class Talk(QWidget):
    """One interview, page by page.

    Signals:
        closed: the interview is left for now; everything is kept.
        turned: another page is on screen.
        keep_requested: identifier of the topic whose words are to be kept among the words of the file.
        ticked: interview, right, whether it was told.
    """

    closed = Signal()
    turned = Signal()
    keep_requested = Signal(str)
    ticked = Signal(str, str, bool)

    def __init__(self, context: FileContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.interview_id = ""
        self.key = START
        self._kept: frozenset[str] = frozenset()
        self._pages: dict[str, Page] = {}
        self.leave_button = QuietButton(self.tr("Interrompre"), "arrow-left", self)
        self.leave_button.setToolTip(
            self.tr("Tout est gardé\u00a0: l’entretien reprendra ici, aujourd’hui ou un autre jour.")
        )
        self.place_label = PlainLabel("", "muted", parent=self)
        self.progress = Progress(self)
        self.previous_button = SecondaryButton(self.tr("Précédent"), "chevron-left", self)
        self.next_button = PrimaryButton(self.tr("Suivant"), "chevron-right", self)
        self.keys_label = PlainLabel(self.tr("Alt\u00a0+\u00a0flèches\u00a0: tourner les pages"), "muted", parent=self)

        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(self.leave_button)
        head.addStretch(1)
        head.addWidget(self.place_label)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.previous_button)
        foot.addWidget(self.next_button)
        foot.addSpacing(8)
        foot.addWidget(self.keys_label)
        foot.addStretch(1)
        self._column.addLayout(head)
        self._column.addWidget(self.progress)
        self._column.addSpacing(8)
        self._column.addLayout(foot)

        self.leave_button.clicked.connect(self._on_leave)
        self.previous_button.clicked.connect(partial(self.turn, -1))
        self.next_button.clicked.connect(partial(self.turn, 1))
        for keys, step in (("Alt+Right", 1), ("Alt+Left", -1)):
            shortcut = QShortcut(QKeySequence(keys), self, partial(self.turn, step))
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def open(self, interview_id: str, file: CaseFile, key: str = START) -> None:
        """Open an interview at a page."""
        if interview_id != self.interview_id:
            self._forget_pages()
        self.interview_id = interview_id
        self.go_to(key, file)

    def page(self) -> Page | None:
        """Return the page on screen."""
        return self._pages.get(self.key)

    def theme(self) -> str:
        """Return the theme of the page on screen; empty on the pages that have none."""
        return "" if self.key in (START, RIGHTS, STEPS, END) else self.key

    def turn(self, step: int) -> None:
        """Turn pages, forwards or backwards; after the last one, the interview is left."""
        file = self._context.file
        place = KEYS.index(self.key) + step
        if file is None or place < 0:
            return
        if place == len(KEYS):
            self._on_leave()
        else:
            self.go_to(KEYS[place], file)

    def go_to(self, key: str, file: CaseFile) -> None:
        """Show a page, with the keyboard in its first field; what was typed on the one before goes to the base."""
        self._context.autosaver.send()
        before = self.page()
        if before is not None:
            before.hide()
        self.key = key
        self._show_place(file)
        page = self.page() or self._new_page(file)
        if page is not None:
            page.show()
            page.first_field().setFocus()
            come_into_view(page.first_field())
        self.turned.emit()

    def show_file(self, file: CaseFile) -> None:
        """Show the pages as the file is now, those turned already too: one never comes back to an older text."""
        for page in self._pages.values():
            page.show_file(file)
        self._show_place(file)

    def _show_place(self, file: CaseFile) -> None:
        place = KEYS.index(self.key)
        self.previous_button.setEnabled(place > 0)
        self.next_button.setText(self.tr("Terminer") if place == len(KEYS) - 1 else self.tr("Suivant"))
        self.place_label.setText(self._place_said())
        self.progress.show_pages(place, self._filled(file))

    def show_kept(self, kept: frozenset[str]) -> None:
        """Tell which words are among the words of the file already."""
        self._kept = kept
        for page in self._pages.values():
            if isinstance(page, ThemePage):
                page.show_kept(kept)

    def _place_said(self) -> str:
        name = self.tr("Entretien des 17\u00a0ans")
        if self.key in (START, RIGHTS, STEPS, END):
            return name
        themes = [one.value for one in QUESTIONS]
        said = self.tr("{name} · thème {number} sur {count}")
        return said.format(name=name, number=themes.index(self.key) + 1, count=len(themes))

    def _filled(self, file: CaseFile) -> set[int]:
        """Return the places of the pages on which something is written."""
        topics = topics_of(file, self.interview_id)
        interview = file.items.one("autonomy_interview", self.interview_id)
        filled = {theme.value for theme, one in topics.items() if one.own_words.strip() or one.goal.strip()}
        if any(one.told_on for one in rights_told(file, self.interview_id).values()):
            filled.add(RIGHTS)
        if steps_of(topics):
            filled.add(STEPS)
        if interview is not None:
            filled |= {START} if interview.begun_on else set()
            filled |= {END} if interview.held_on else set()
        return {KEYS.index(key) for key in filled}

    def _new_page(self, file: CaseFile) -> Page | None:
        interview = file.items.one("autonomy_interview", self.interview_id)
        if interview is None:
            return None
        page = self._made(file)
        if page is not None:
            page.setObjectName(f"page_{self.key}")
            page.page_requested.connect(self._on_page_requested)
            self._pages[self.key] = page
            self._column.insertWidget(self._column.count() - 1, page)
            page.show_file(file)
        return page

    def _made(self, file: CaseFile) -> Page | None:
        interview = file.items.one("autonomy_interview", self.interview_id)
        assert interview is not None
        if self.key == START:
            return page_before(self._context, interview, self)
        if self.key == END:
            return page_after(self._context, interview, self)
        if self.key == STEPS:
            return StepsPage(self._context, interview.id, self)
        if self.key == RIGHTS:
            rights = RightsPage(self._context, interview.id, file.child, self)
            rights.ticked.connect(partial(self.ticked.emit, interview.id))
            return rights
        topic = topics_of(file, interview.id).get(theme_of(self.key))
        if topic is None:
            return None
        page = ThemePage(self._context, interview.id, topic, self)
        page.keep_requested.connect(self.keep_requested)
        page.show_kept(self._kept)
        return page

    def _forget_pages(self) -> None:
        for page in self._pages.values():
            self._column.removeWidget(page)
            page.hide()
            page.deleteLater()
        self._pages = {}

    def _on_page_requested(self, key: str) -> None:
        file = self._context.file
        if file is not None:
            self.go_to(key, file)

    def _on_leave(self) -> None:
        self._context.autosaver.send()
        self.closed.emit()


class Progress(QWidget):
    """A thin line of marks, one a page: those written, and where one is. The words beside it say the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = 0
        self._filled: set[int] = set()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().theme_changed.connect(self.updateGeometry)

    def show_pages(self, place: int, filled: set[int]) -> None:
        """Show where one is, and the pages on which something is written."""
        self._place, self._filled = place, filled
        said = self.tr("Page {number} sur {count}, {filled} remplies")
        self.setAccessibleName(said.format(number=place + 1, count=len(KEYS), filled=len(filled)))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of the line."""
        return QSize(len(KEYS) * px(20), px(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a mark a page."""
        palette = current()
        gap, count = px(4), len(KEYS)
        width = (self.width() - gap * (count - 1)) / count
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for place in range(count):
            is_here = place == self._place
            height = px(8) if is_here else px(4)
            tone = palette.accent if is_here or place in self._filled else palette.border
            painter.setBrush(QColor(tone))
            top = (self.height() - height) / 2
            painter.drawRoundedRect(QRectF(place * (width + gap), top, width, height), height / 2, height / 2)
        painter.end()
