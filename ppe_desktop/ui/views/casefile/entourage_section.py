"""Entourage: who matters around the child, in cards and as a drawing; siblings."""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.genogram import Group
from ppe_desktop.domain.genogram.roles import group_of
from ppe_desktop.domain.prints import Form, Produced
from ppe_desktop.domain.vocabulary import PARENT_ROLES, Role
from ppe_desktop.domain.withholding import Withheld
from ppe_desktop.ui.dialogs.person_dialog import PersonDialog
from ppe_desktop.ui.forms import summaries
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.forms.record_cards import CardsSpec, RecordCard, RecordCards
from ppe_desktop.ui.theme import icon, px
from ppe_desktop.ui.views.casefile.genogram.panel import GenogramPanel
from ppe_desktop.ui.views.casefile.leaving import enter_print, write_print
from ppe_desktop.ui.views.casefile.person_content import PersonContent
from ppe_desktop.ui.views.casefile.section import Section
from ppe_desktop.ui.widgets.arranging import arranged_once
from ppe_desktop.ui.widgets.column_scroll import MARGIN, READABLE_WIDTH

if TYPE_CHECKING:
    from ppe_desktop.services.register import Written

CARDS, MAP = 0, 1
_MAP_WIDTH = 1600
_SETTING = "entourage_view"
_LINK_FACTS = ("role", "closeness", "since", "until", "is_emergency_contact", "terms")
_ORDER = (Group.FAMILY, None, Group.ADULTS, Group.PROFESSIONALS)
"""The lists from the top down; None stands for the brothers and sisters."""
_FIRST_ROLE = {Group.ADULTS: Role.SPONSOR, Group.PROFESSIONALS: Role.KEY_WORKER}


class EntourageSection(Section):
    """Persons around the child, in three groups, then siblings; the same, drawn."""

    _is_map = False

    def __init__(self, context: FileContext, parent: QWidget | None = None) -> None:
        super().__init__(context, context.tr("Entourage"), parent)
        self._to_show: tuple[str, str] | None = None
        self.tabs = QTabBar(self.column)
        self.tabs.setObjectName("entourage_tabs")
        self.tabs.addTab(icon("users", "muted"), self.tr("Fiches"))
        self.tabs.addTab(icon("network", "muted"), self.tr("Carte de l’entourage"))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.cards_page = QWidget(self.column)
        self._lists: dict[Group | None, RecordCards] = {}

        page = QVBoxLayout(self.cards_page)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(24)
        head = QHBoxLayout()
        head.setSpacing(32)
        self.body.removeWidget(self.title_label)
        head.addWidget(self.title_label)
        head.addWidget(self.tabs, 1)
        self.body.addLayout(head)
        self.body.addWidget(self.cards_page)
        self.finish_layout()

        self.tabs.currentChanged.connect(self._on_tab_changed)
        settings = context.tasks.session.settings
        context.tasks.ask(settings.get, _SETTING, CARDS, then=self._on_choice_read)

    @cached_property
    def map_panel(self) -> GenogramPanel:
        """The entourage drawn; made the first time it is looked at."""
        made = GenogramPanel(self.column)
        made.hide()
        self.body.insertWidget(self.body.indexOf(self.cards_page) + 1, made)
        made.card_requested.connect(self.show_record)
        made.writing_requested.connect(self._on_writing_requested)
        made.copied.connect(self._on_copied)
        return made

    @property
    def groups(self) -> dict[Group, RecordCards]:
        """The persons, by group; the lists that waited for room in the window are made."""
        self._make_all()
        return {group: self._lists[group] for group in Group}

    @property
    def person_cards(self) -> RecordCards:
        """The family."""
        return self.groups[Group.FAMILY]

    @property
    def sibling_cards(self) -> RecordCards:
        """The brothers and sisters."""
        self._make_all()
        return self._lists[None]

    def show_file(self, file: CaseFile) -> None:
        """Show the persons and siblings."""
        for cards in self._lists.values():
            cards.show_file(file)
        if self._is_map:
            self.map_panel.show_file(file)
        waiting = [partial(self._make, group) for group in _ORDER if group not in self._lists]
        self.unrolling.begin([*waiting, self._ask_known])
        if self._to_show is not None:
            self._open(*self._to_show)

    def _ask_known(self) -> None:
        self.context.tasks.ask(_known, self.context.tasks.session, then=self._on_known)

    def _make(self, group: Group | None) -> None:
        if group in self._lists:
            return
        cards = self._lists[group] = self._sibling_list() if group is None else self._group_cards(group)
        layout = self.cards_page.layout()
        assert layout is not None
        with arranged_once(self.cards_page):
            layout.addWidget(cards)
            if self.context.file is not None:
                cards.show_file(self.context.file)
        self.cards_page.updateGeometry()  # Qt would tell the page its new height in a later turn

    def _make_all(self) -> None:
        self.unrolling.complete()
        with arranged_once(self.column):
            for group in _ORDER:
                self._make(group)

    def show_record(self, kind: str, record_id: str) -> None:
        """Open the card of a record of this section, inside the card of its person if need be."""
        self._to_show = (kind, record_id)
        self.tabs.setCurrentIndex(CARDS)
        if self.context.file is not None:
            self._open(kind, record_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the drawing the height of the page."""
        super().resizeEvent(event)
        if self._is_map:
            self._fit_map()

    def _fit(self) -> None:
        """Cards keep the width that reads best; the drawing takes the page."""
        self.column.setMaximumWidth(px(_MAP_WIDTH if self._is_map else READABLE_WIDTH) + 2 * MARGIN)
        if self._is_map:
            self._fit_map()

    def _fit_map(self) -> None:
        above = self.map_panel.y() if self.map_panel.y() > 0 else px(72)
        self.map_panel.fit_height(self.viewport().height() - above)

    def _group_cards(self, group: Group) -> RecordCards:
        titles = {
            Group.FAMILY: (self.tr("Famille"), self.tr("Ajouter une personne de la famille"), self.tr("Les parents et toute la famille.")),
            Group.ADULTS: (
                self.tr("Adultes qui comptent pour l’enfant"),
                self.tr("Ajouter un adulte qui compte"),
                self.tr("Parrain ou marraine, mentor, personne de confiance, tiers, assistant familial, amis…"),
            ),
            Group.PROFESSIONALS: (
                self.tr("Professionnels"),
                self.tr("Ajouter un professionnel"),
                self.tr("Référents, éducateurs, soignants, enseignants, avocats, juge…"),
            ),
        }  # fmt: skip
        spec = CardsSpec(
            "relationship",
            *titles[group],
            summaries.person_card,
            only=_LINK_FACTS,
            extra=PersonContent,
            marks=summaries.relationship_marks,
        )
        cards = RecordCards(
            self.context, spec, partial(self._links, group), partial(self._new_person, group), self.cards_page
        )
        cards.setObjectName(f"relationship_cards_{group.value}")
        return cards

    def _sibling_list(self) -> RecordCards:
        spec = CardsSpec(
            "sibling_link",
            self.tr("Fratrie"),
            self.tr("Ajouter un frère ou une sœur"),
            self.tr(
                "Frères et sœurs, demi-frères et demi-sœurs : le projet doit dire où vit chacun et les liens entre eux."
            ),
            summaries.sibling,
        )
        return RecordCards(self.context, spec, _siblings, _new_sibling, self.cards_page)

    def _links(self, group: Group, file: CaseFile) -> list[Item]:
        """Return the persons of a group, parents first and what is over last; an open card stays where it is."""
        found = [link for link in file.of("relationship") if self._group_now(link, file) is group]
        return sorted(found, key=lambda link: (summaries.is_over(link), link.role not in PARENT_ROLES))

    def _group_now(self, link: Item, file: CaseFile) -> Group:
        for group, cards in self._lists.items():
            card = cards.cards.get(link.id) if group is not None else None
            if group is not None and card is not None and card.title_button.isChecked():
                return group
        person = file.person(link.person_id)
        return group_of(link.role, person) if person else Group.ADULTS

    def _open(self, kind: str, record_id: str) -> None:
        """Open a card that the page shows; one that it does not have yet opens at the next reading."""
        if kind == "sibling_link":
            card = self.sibling_cards.cards.get(record_id)
            if card is not None:
                self._to_show = None
                card.open()
            return
        card = self._card_of(kind, record_id)
        if card is None:
            return
        self._to_show = None
        card.open()
        if kind != "relationship" and isinstance(card.extra, PersonContent):
            card.extra.show_record(kind, record_id)

    def _card_of(self, kind: str, record_id: str) -> RecordCard | None:
        """Return the card of the person a record is about."""
        file = self.context.file
        item = file.items.one(kind, record_id) if file is not None else None
        if item is None:
            return None
        person_id = item.id if kind == "person" else item.person_id
        every = [card for cards in self.groups.values() for card in cards.cards.values()]
        own = [card for card in every if card.item.id == record_id]
        return next(iter(own or [card for card in every if card.item.person_id == person_id]), None)

    def _on_writing_requested(self, path: Path, content: bytes, withheld: tuple[Withheld, ...]) -> None:
        file = self.context.file
        if file is not None:
            write_print(
                self.context,
                file.child.id,
                Produced.ENTOURAGE,
                path,
                content,
                withheld,
                then=self._on_written,
                failed=self.map_panel.show_refused,
            )

    def _on_written(self, written: Written) -> None:
        self.map_panel.show_written(written.path)
        self.context.changed.emit(written.changes)

    def _on_copied(self, withheld: tuple[Withheld, ...]) -> None:
        if self.context.file is not None:
            enter_print(self.context, self.context.file.child.id, Produced.ENTOURAGE, Form.CLIPBOARD, withheld)

    def _on_tab_changed(self, index: int) -> None:
        self._show_tab(index)
        self.context.tasks.ask(self.context.tasks.session.settings.keep, _SETTING, index)

    def _on_choice_read(self, index: Any) -> None:
        if index == MAP and self._to_show is None:
            self.tabs.blockSignals(True)
            self.tabs.setCurrentIndex(MAP)
            self.tabs.blockSignals(False)
            self._show_tab(MAP)

    def _show_tab(self, index: int) -> None:
        self._is_map = index == MAP
        self.cards_page.setVisible(not self._is_map)
        if self._is_map or "map_panel" in self.__dict__:
            self.map_panel.setVisible(self._is_map)
        self._fit()
        if self._is_map and self.context.file is not None:
            self.map_panel.show_file(self.context.file)
        self.verticalScrollBar().setValue(0)

    def _on_known(self, known: tuple[tuple[Item, ...], tuple[Item, ...]]) -> None:
        self.context.persons, self.context.other_children = known
        if self.context.file is not None and None in self._lists:
            self._lists[None].show_file(self.context.file)

    def _new_person(self, group: Group, file: CaseFile) -> dict[str, Any] | None:
        """Ask who the person is: one already known first, a new one otherwise."""
        dialog = PersonDialog(self.context.persons, file, self)
        dialog.setObjectName("person_dialog")
        if group in _FIRST_ROLE:
            dialog.role_combo.setCurrentIndex(dialog.role_combo.findData(_FIRST_ROLE[group].value))
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        self._child_id, self._role = file.child.id, dialog.role()
        if dialog.person_id:
            self._link_person(dialog.person_id)
        else:
            self.context.add("person", self._on_person_made, **dialog.new_person())
        return None  # the group follows from the role: it may be another list than the one where the button is

    def _on_person_made(self, changes: Any) -> None:
        self._link_person(changes.created)

    def _link_person(self, person_id: str) -> None:
        link = {"child_id": self._child_id, "person_id": person_id, "role": self._role}
        self.context.add("relationship", self._on_linked, **link)

    def _on_linked(self, changes: Any) -> None:
        self._to_show = ("relationship", changes.created)


def _known(session: Any) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """Read the persons and children of the base: someone already known is offered before anyone is entered again."""
    return session.files.persons(), session.files.children()


def _siblings(file: CaseFile) -> tuple[Item, ...]:
    return file.of("sibling_link")


def _new_sibling(file: CaseFile) -> dict[str, Any]:
    return {"child_id": file.child.id}
