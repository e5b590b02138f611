"""Before a visit: for whom, where, and one page to read before leaving."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from ppe_desktop.domain.agenda import AgendaChild
from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.facts import RecordKind
from ppe_desktop.domain.names import first_name_of
from ppe_desktop.domain.texts import plain
from ppe_desktop.domain.vocabulary import FileStatus
from ppe_desktop.services.visit_briefing import Briefing
from ppe_desktop.services.visits import OpenedVisit, Sibling
from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.forms.record_form import RecordForm
from ppe_desktop.ui.theme import px, theme
from ppe_desktop.ui.views.agenda.children_field import ChildrenField
from ppe_desktop.ui.views.visit.briefing_card import BriefingCard
from ppe_desktop.ui.views.visit.gesture_row import GestureRow
from ppe_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from ppe_desktop.ui.widgets.chip import ChipButton
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.form_row import FormRow
from ppe_desktop.ui.widgets.plain_label import PlainLabel

SIDE_WIDTH = 380
BESIDE_FROM = 980
"""Width from which the form stands beside the page, at the size of text 1."""
MOST_NAMES = 48
"""Children offered as buttons; the others are found by typing."""


class BeforePage(QWidget):
    """For whom, where; what to know.

    Signals:
        child_added: identifier of a child to see as well.
        child_removed: identifier of a child who will not be seen.
        begin_requested: the visit begins.
        print_requested: see the page as it would print.
        pdf_requested: keep the page as a PDF.
        removal_requested: the visit will not take place.
    """

    child_added = Signal(str)
    child_removed = Signal(str)
    begin_requested = Signal()
    print_requested = Signal()
    pdf_requested = Signal()
    removal_requested = Signal()

    def __init__(self, autosaver: Autosaver, kind: RecordKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._autosaver, self._kind = autosaver, kind
        self._visit_id = ""
        self._children: tuple[Item, ...] = ()
        self._is_beside: bool | None = None
        self.form: RecordForm | None = None
        self.field: ChildrenField | None = None
        self.cards: list[BriefingCard] = []
        self.sibling_chips: dict[str, ChipButton] = {}
        self.side, self.page = QWidget(), QWidget()
        self.for_row: FormRow | None = None
        self.siblings_label = PlainLabel("", "muted", wrap=True, parent=self.side)
        self.siblings_row = QWidget(self.side)
        self._siblings_flow = FlowLayout(self.siblings_row, 6)
        self.closed_label = PlainLabel("", "muted", wrap=True, parent=self.side)
        self.hint_label = PlainLabel(
            self.tr(
                "Choisissez l’enfant que vous allez voir. La page à lire avant de partir se remplit d’elle-même, à partir de son dossier."
            ),
            "body", wrap=True, parent=self.page,
        )  # fmt: skip
        self.names_row = QWidget(self.page)
        self._names_flow = FlowLayout(self.names_row, 10)
        self.name_chips: dict[str, ChipButton] = {}
        self.begin_button = PrimaryButton(self.tr("Commencer la visite"), "arrow-right", self)
        self.print_button = SecondaryButton(self.tr("Imprimer la page"), "printer", self)
        self.pdf_button = QuietButton(self.tr("Garder en PDF"), "download", self)
        self.remove_button = QuietButton(self.tr("Mettre à la corbeille"), "trash", self)
        self.scroll_area = QScrollArea(self)

        self._lay_out()
        self.begin_button.setAutoDefault(True)
        self.begin_button.clicked.connect(self.begin_requested)
        self.print_button.clicked.connect(self.print_requested)
        self.pdf_button.clicked.connect(self.pdf_requested)
        self.remove_button.clicked.connect(self.removal_requested)
        theme().theme_changed.connect(self._fit)
        self._show_gestures(is_made=False)

    def _lay_out(self) -> None:
        self._side_column = QVBoxLayout(self.side)
        self._side_column.setContentsMargins(0, 0, 0, 0)
        self._side_column.setSpacing(10)
        for widget in (self.siblings_label, self.siblings_row, self.closed_label):
            self._side_column.addWidget(widget)
            widget.hide()
        self._side_column.addStretch(1)
        self._page_column = QVBoxLayout(self.page)
        self._page_column.setContentsMargins(0, 0, 0, 0)
        self._page_column.setSpacing(14)
        self._page_column.addWidget(self.hint_label)
        self._page_column.addWidget(self.names_row)
        self._page_column.addStretch(1)
        held = QWidget()
        held.setObjectName("column")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, held)
        self._row.setContentsMargins(4, 8, 12, 16)
        self._row.setSpacing(28)
        self._row.addWidget(self.side)
        self._row.addWidget(self.page, 1)
        self.scroll_area.setWidget(held)
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        foot = GestureRow((self.remove_button,), (self.pdf_button, self.print_button, self.begin_button))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.scroll_area, 1)
        column.addLayout(foot)

    def offer(self, children: Mapping[str, AgendaChild]) -> None:
        """Offer the children whose files are followed."""
        if self.for_row is not None:
            self._side_column.removeWidget(self.for_row)
            self.for_row.hide()
            self.for_row.deleteLater()
        known = {key: _alone(child) for key, child in children.items()}
        if not self._visit_id:
            self._offer_by_touch(known)
        self.field = ChildrenField(known, self.side)
        self.for_row = FormRow(self.tr("Pour qui"), self.field, parent=self.side)
        self._side_column.insertWidget(0, self.for_row)
        self.field.added.connect(self.child_added)
        self.field.removed.connect(self.child_removed)
        self._show_chosen()
        if not self._visit_id:
            self.field.line.setFocus()  # asked before the window is shown, it is there when it is

    def _offer_by_touch(self, children: Mapping[str, AgendaChild]) -> None:
        """Offer the children as large buttons: a finger types no name."""
        for button in self.name_chips.values():
            self._names_flow.removeWidget(button)
            button.deleteLater()
        self.name_chips = {}
        for child in sorted(children.values(), key=lambda one: plain(one.full_name))[:MOST_NAMES]:
            chip = ChipButton(child.full_name or child.name, "accent", "user", parent=self.names_row)
            chip.clicked.connect(partial(self._on_sibling, child.child_id))
            self._names_flow.addWidget(chip)
            self.name_chips[child.child_id] = chip
        self.names_row.setVisible(not self._visit_id)

    def show_visit(self, opened: OpenedVisit) -> None:
        """Show a visit: its form, the children chosen."""
        for widget in (self.hint_label, self.names_row):
            widget.hide()
        is_new = opened.visit.id != self._visit_id
        self._visit_id, self._children = opened.visit.id, opened.children
        if is_new or self.form is None:
            self._make_form(opened.visit)
        else:
            self.form.show_item(opened.visit)
        self._show_chosen()
        closed = [first_name_of(child) for child in opened.children if child.status != FileStatus.ACTIVE]
        words = self.tr("Dossier clos\N{NO-BREAK SPACE}: {names}. Il reste lisible, et se complète encore.")
        self.closed_label.setText(words.format(names=", ".join(closed)))
        self.closed_label.setVisible(bool(closed))
        self._show_gestures(is_made=True, is_over=opened.visit.ended_at is not None)

    def show_blank(self) -> None:
        """Show a visit for which nobody is chosen yet."""
        self._visit_id, self._children = "", ()
        self._show_chosen()
        self._show_gestures(is_made=False)
        self.show_briefings((), dt.date.min)

    def show_siblings(self, siblings: Sequence[Sibling]) -> None:
        """Offer the brothers and sisters in one click, each with where he or she lives."""
        for chip in self.sibling_chips.values():
            self._siblings_flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.sibling_chips = {}
        for one in siblings:
            where = self.tr("au même endroit") if one.is_together else one.place
            words = ", ".join(part for part in (one.name, where) if part)
            chip = ChipButton(words, "neutral", "plus", parent=self.siblings_row)
            chip.setAccessibleName(self.tr("Voir aussi {who}").format(who=words))
            chip.clicked.connect(partial(self._on_sibling, one.child_id))
            self._siblings_flow.addWidget(chip)
            chip.show()
            self.sibling_chips[one.child_id] = chip
        self.siblings_label.setText(self.tr("Sa fratrie, à voir aussi ce jour-là\N{NO-BREAK SPACE}?"))
        for widget in (self.siblings_label, self.siblings_row):
            widget.setVisible(bool(self.sibling_chips))

    def show_briefings(self, briefings: Sequence[Briefing], today: dt.date) -> None:
        """Show the page to read."""
        for card in self.cards:
            self._page_column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        for place, one in enumerate(briefings):
            card = BriefingCard(one, today, self.page)
            self._page_column.insertWidget(place, card)
            self.cards.append(card)
        for widget in (self.hint_label, self.names_row):
            widget.setVisible(not briefings and not self._visit_id)

    def say(self, message: str) -> None:
        """Say beside the children what could not be done."""
        if self.for_row is not None:
            self.for_row.set_error(message)

    def take_keyboard(self) -> None:
        """Put the keyboard where one goes on: the children while nobody is chosen, else the beginning of the visit."""
        if self._visit_id or self.field is None:
            self.begin_button.setFocus()
        else:
            self.field.line.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the form beside the page or above it, as the width allows."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        is_beside = self.width() / theme().text_scale >= BESIDE_FROM
        self.side.setMinimumWidth(px(SIDE_WIDTH) if is_beside else 0)
        self.side.setMaximumWidth(px(SIDE_WIDTH) if is_beside else 16_777_215)
        if is_beside != self._is_beside:
            self._is_beside = is_beside
            across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
            self._row.setDirection(across if is_beside else down)

    def _make_form(self, visit: Item) -> None:
        if self.form is not None:
            self._side_column.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self.form = RecordForm(self._kind, visit, self._autosaver, parent=self.side)
        self._side_column.insertWidget(self._side_column.count() - 1, self.form)

    def _show_chosen(self) -> None:
        if self.field is not None:
            self.field.show_chosen([child.id for child in self._children])
            self.say("")

    def _show_gestures(self, *, is_made: bool, is_over: bool = False) -> None:
        for button in (self.begin_button, self.print_button, self.pdf_button):
            button.setEnabled(is_made)
        self.begin_button.setText(self.tr("Aller au rangement") if is_over else self.tr("Commencer la visite"))
        self.remove_button.setVisible(is_made and not is_over)
        if self.form is not None:
            self.form.setVisible(is_made)

    def _on_sibling(self, child_id: str, _checked: bool = False) -> None:
        self.child_added.emit(child_id)


def _alone(child: AgendaChild) -> Any:
    """Return a child without the siblings: this page offers them itself, by place of care."""
    return AgendaChild(child.child_id, child.name, child.full_name, child.initials, child.birth)
