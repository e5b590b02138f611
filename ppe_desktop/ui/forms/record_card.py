"""One record on the page: a line that opens into its form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.deadlines.gestures import CARD_GESTURE
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.forms.record_form import RecordForm
from ppe_desktop.ui.theme import icon, px
from ppe_desktop.ui.widgets.badge import Badge
from ppe_desktop.ui.widgets.buttons import ICON_GAP, IconButton, QuietButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.chip import Chip
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.in_view import come_into_view
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.title_button import TitleButton

Summary = Callable[[Item, CaseFile], tuple[str, str]]
"""Gives the title and the second line of a record's card."""

Mark = tuple[str, str, str]
"""Words, tone and icon of a mark (no icon: that of the tone); the tone "protect" makes a block that nobody may miss."""


@dataclass(frozen=True)
class CardsSpec:
    """What a list of cards shows.

    Attributes:
        kind: kind of record.
        title: heading of the list.
        add_label: button that adds one.
        empty: what the list says when there is nothing.
        summary: title and second line of a card.
        only: facts to show; all of them by default.
        extra: builds what follows the form in an open card.
        marks: what is said in colour under the title, with an icon and a word.
        offers: the persons among whom a new record is chosen, by the fact ``offered``; None when nobody is to be chosen.
        nobody: what is said when there is nobody to choose.
        form: builds the form of an open card, when it is not the plain list of the facts.
        gesture: words and icon of the gesture that a card offers at its right, if there is one.
    """

    kind: str
    title: str
    add_label: str
    empty: str
    summary: Summary
    only: tuple[str, ...] | None = None
    extra: Callable[[FileContext, Item, QWidget], QWidget | None] = field(default=lambda _context, _item, _parent: None)
    marks: Callable[[Item, CaseFile], list[Mark]] = field(default=lambda _item, _file: [])
    offers: Callable[[CaseFile], list[tuple[str, str]]] | None = None
    offered: str = "hidden_from_id"
    nobody: str = ""
    form: Callable[[FileContext, Item, QWidget], RecordForm] | None = None
    gesture: Callable[[Item, CaseFile], tuple[str, str] | None] = field(default=lambda _item, _file: None)


class RecordCard(Card):
    """One record: a line that opens into its form.

    Signals:
        removal_requested: the person wants it out.
        gesture_requested: the gesture the card offers was made; carries the identifier of the record.
    """

    removal_requested = Signal(object)
    gesture_requested = Signal(str)

    def __init__(self, context: FileContext, spec: CardsSpec, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("record_card")
        self._context, self._spec, self.item = context, spec, item
        self.form: RecordForm | None = None
        self.extra: QWidget | None = None
        self.title_button = TitleButton(self)
        self.title_button.setObjectName("card_title")
        self.title_button.setCheckable(True)
        self.title_button.setProperty("flat_title", True)
        self.title_button.setIconSize(QSize(px(16), px(16)))
        self.title_button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.title_button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.second_line = PlainLabel("", "muted", wrap=True, parent=self)
        self._marks_shown: list[Mark] = []
        self._gesture: tuple[str, str] | None = None
        self.remove_button = IconButton("trash", self.tr("Retirer"), parent=self)

        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        self._head.addWidget(self.title_button, 1)
        self._head.addWidget(self.remove_button)
        self.body.addLayout(self._head)
        self.body.addWidget(self.second_line)
        self.body.setSpacing(6)
        self.second_line.setContentsMargins(px(16) + 13, 0, 0, 0)  # under the words of the title, past its arrow

        self.title_button.toggled.connect(self._on_toggled)
        self.remove_button.clicked.connect(self._on_remove)
        self._show_arrow(is_open=False)

    @cached_property
    def marks(self) -> QWidget:
        """What is said in colour under the title; made for the first mark, since most cards have none."""
        made = QWidget(self)
        FlowLayout(made)
        made.setContentsMargins(px(16) + 13, 0, 0, 0)
        self.body.insertWidget(self.body.indexOf(self.second_line), made)
        return made

    @cached_property
    def gesture_button(self) -> QuietButton:
        """The gesture that the card offers; made for the first one, since most cards have none."""
        made = QuietButton("", parent=self)
        made.hide()
        made.clicked.connect(self._on_gesture)
        self._head.insertWidget(self._head.indexOf(self.remove_button), made)
        QWidget.setTabOrder(self.title_button, made)
        return made

    def show_item(self, item: Item, file: CaseFile) -> None:
        """Show the record as it is now."""
        self.item = item
        title, second = self._spec.summary(item, file)
        self.title_button.setText(title)
        self.title_button.setAccessibleName(title)
        self.title_button.setToolTip(title)
        self.second_line.setText(second)
        self.second_line.setVisible(bool(second))
        self._show_marks(self._spec.marks(item, file))
        self._show_gesture(self._spec.gesture(item, file))
        self.remove_button.setAccessibleName(self.tr("Retirer {what}").format(what=title))
        if self.form is not None:
            self.form.set_options(self._context.options())
            self.form.show_item(item)
        for part in (self.form, self.extra):
            shower = getattr(part, "show_file", None)
            if shower is not None:
                shower(file)

    def open(self) -> None:
        """Open the card on its form and put the keyboard in it: in the field or on the gesture asked for, else in the first field."""
        self.title_button.setChecked(True)
        if self.form is None:
            return
        name = self._context.take_wanted_field(self.item.id)
        target = self.gesture_button if name == CARD_GESTURE and self._gesture else self.form.field(name)
        target.setFocus()
        for widget in (self.title_button, target) if name else (target, self.title_button):
            come_into_view(widget)

    def _show_marks(self, marks: list[Mark]) -> None:
        if marks == self._marks_shown:
            return
        self._marks_shown = marks
        row = self.marks.layout()
        assert row is not None
        for mark in self.marks.findChildren(QFrame, options=Qt.FindChildOption.FindDirectChildrenOnly):
            row.removeWidget(mark)
            mark.hide()
            mark.deleteLater()
        for text, tone, icon_name in marks:
            is_badge = tone == "protect"
            row.addWidget(
                Badge(text, "protect", parent=self.marks) if is_badge else Chip(text, tone, icon_name, self.marks)
            )
        self.marks.setVisible(bool(marks))

    def _show_gesture(self, gesture: tuple[str, str] | None) -> None:
        if gesture == self._gesture:
            return
        self._gesture = gesture
        self.gesture_button.setVisible(gesture is not None)
        if gesture is not None:
            words, icon_name = gesture
            self.gesture_button.setText(words)
            self.gesture_button.setIcon(icon(icon_name, "accent"))
            self.gesture_button.setIconSize(QSize(px(18) + ICON_GAP, px(18)))
            self.gesture_button.setAccessibleName(f"{words}, {self.title_button.text()}")

    def _on_toggled(self, is_open: bool) -> None:
        if is_open and self.form is None:
            self._build_form()
        for widget in (self.form, self.extra):
            if widget is not None:
                widget.setVisible(is_open)
        self._show_arrow(is_open=is_open)

    def _build_form(self) -> None:
        context = self._context
        kind = context.kinds[self._spec.kind]
        self.form = (
            self._spec.form(context, self.item, self)
            if self._spec.form is not None
            else RecordForm(
                kind,
                self.item,
                context.autosaver,
                only=self._spec.only,
                options=context.options(),
                pending=context.pending,
                parent=self,
            )
        )
        self.form.setContentsMargins(0, 6, 0, 0)
        self.body.addWidget(self.form)
        self.extra = self._spec.extra(context, self.item, self)
        if self.extra is not None:
            self.body.addWidget(self.extra)
        if context.file is not None and (self.extra is not None or self._spec.form is not None):
            self.show_item(self.item, context.file)

    def _show_arrow(self, *, is_open: bool) -> None:
        self.title_button.setIcon(icon("chevron-down" if is_open else "chevron-right", "muted"))

    def _on_gesture(self) -> None:
        self.gesture_requested.emit(self.item.id)

    def _on_remove(self) -> None:
        self.removal_requested.emit(self)
