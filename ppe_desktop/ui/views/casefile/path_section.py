"""Parcours: the frieze of the whole path, then decisions, episodes of care, measures, places, statuses and absences."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.names import person_name
from ppe_desktop.domain.renewal import renewed
from ppe_desktop.domain.vocabulary import PARENT_ROLES, Role
from ppe_desktop.runtime import clock
from ppe_desktop.ui.forms import path_summaries, summaries
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.forms.record_cards import CardsSpec, RecordCards
from ppe_desktop.ui.theme import px, theme
from ppe_desktop.ui.views.casefile.lists_section import NewValues, Select, of_child
from ppe_desktop.ui.views.casefile.section import Section
from ppe_desktop.ui.views.casefile.timeline.panel import TimelinePanel
from ppe_desktop.ui.widgets.arranging import arranged_once
from ppe_desktop.ui.widgets.column_scroll import READABLE_WIDTH

KEY = "path"
_FRIEZE_WIDTH = 2400
"""The frieze takes the width of the window; the cards stay at a width that reads well."""


class PathSection(Section):
    """The frieze, then the records it is drawn from.

    Signals:
        record_requested: section, kind and identifier of a record of another section.
    """

    record_requested = Signal(str, str, str)

    follows_file = True

    def __init__(self, context: FileContext, parent: QWidget | None = None) -> None:
        super().__init__(context, context.tr("Parcours"), parent, max_width=_FRIEZE_WIDTH)
        self.timeline = TimelinePanel(context, self.column)
        self.cards_column = QWidget(self.column)
        self._cards: dict[str, RecordCards] = {}
        self._to_show: tuple[str, str] | None = None
        self._is_drawn = self._was_opened = False

        cards = QVBoxLayout(self.cards_column)
        cards.setContentsMargins(0, 8, 0, 0)
        cards.setSpacing(16)
        self.body.addWidget(self.timeline)
        self.body.addWidget(self.cards_column)
        self.finish_layout()
        self._narrow()

        self.timeline.target_requested.connect(self._on_target_requested)
        self.timeline.shown.connect(self._on_drawn)
        theme().theme_changed.connect(self._narrow)

    @property
    def episode_cards(self) -> RecordCards:
        """The episodes of care, each with its measures and places."""
        return self._made("care_episode")

    @property
    def decision_cards(self) -> RecordCards:
        """The decisions."""
        return self._made("decision")

    @property
    def status_cards(self) -> RecordCards:
        """The legal statuses."""
        return self._made("legal_status")

    @property
    def absence_cards(self) -> RecordCards:
        """The absences from the place of care."""
        return self._made("absence")

    def show_file(self, file: CaseFile) -> None:
        """Show the path; the episode in progress opens by itself the first time, under the frieze, which stays in view."""
        for cards in self._cards.values():
            cards.show_file(file)
        if self._cards and not self._was_opened:
            self._open_present()
        self.timeline.show_child(file.child.id)
        if self._to_show is not None:
            self.show_record(*self._to_show)

    def _on_drawn(self) -> None:
        """Make the lists once the frieze has its height: they stand under it, most often below the window."""
        if not self._is_drawn:
            self._is_drawn = True
            self.unrolling.begin([*(partial(self._make, kind) for kind in _LISTS), self._open_present])

    def _made(self, kind: str) -> RecordCards:
        """Return a list; those that waited are made, in their order."""
        self._is_drawn = True
        self.unrolling.complete()
        if kind not in self._cards:
            with arranged_once(self.column):
                for one in _LISTS:
                    self._make(one)
                self._open_present()
        return self._cards[kind]

    def _make(self, kind: str) -> None:
        if kind in self._cards:
            return
        spec, select, new_values = _LISTS[kind]
        cards = self._cards[kind] = RecordCards(self.context, spec(self.context), select, new_values, self.cards_column)
        layout = self.cards_column.layout()
        assert layout is not None
        with arranged_once(self.cards_column):
            layout.addWidget(cards)
            if self.context.file is not None:
                cards.show_file(self.context.file)
        self.cards_column.updateGeometry()  # Qt would tell the page its new height in a later turn

    def _open_present(self) -> None:
        file = self.context.file
        self._was_opened = file is not None
        present = file.episode_on(clock.today()) if file is not None else None
        card = self._cards["care_episode"].cards.get(present.id) if present is not None else None
        if card is not None:
            card.title_button.setChecked(True)

    def show_record(self, kind: str, record_id: str) -> None:
        """Open the card of a record of this section and bring it into view, as soon as the file shows it."""
        self._to_show = (kind, record_id)
        cards = self._made(kind) if kind in _LISTS else self._cards_in_episode(kind, record_id)
        if cards is not None and record_id in cards.cards:
            self._to_show = None
            cards.cards[record_id].open()

    def _cards_in_episode(self, kind: str, record_id: str) -> RecordCards | None:
        """Open the episode that holds a measure or a place, and return the list it is in."""
        file = self.context.file
        item = file.items.one(kind, record_id) if file is not None else None
        card = self.episode_cards.cards.get(item.episode_id) if item is not None else None
        if card is None:
            return None
        card.title_button.setChecked(True)
        content = card.extra
        assert isinstance(content, EpisodeContent)
        return content.measure_cards if kind == "measure" else content.place_cards

    def _on_target_requested(self, section: str, kind: str, record_id: str) -> None:
        if section == KEY:
            self.show_record(kind, record_id)
        else:
            self.record_requested.emit(section, kind, record_id)

    def _narrow(self) -> None:
        self.cards_column.setMaximumWidth(px(READABLE_WIDTH))


class EpisodeContent(QWidget):
    """The measures and the places of care of one episode."""

    def __init__(self, context: FileContext, episode: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._episode_id = episode.id
        self._context = context
        measures = CardsSpec(
            "measure",
            self.tr("Mesures"),
            self.tr("Ajouter une mesure"),
            "",
            summaries.measure,
            gesture=self._renewal,
        )
        places = CardsSpec(
            "placement",
            self.tr("Lieux d’accueil"),
            self.tr("Ajouter un lieu d’accueil"),
            "",
            summaries.placement,
            extra=PlaceProtections,
        )
        self.measure_cards = RecordCards(context, measures, self._measures, self._new, self)
        self.place_cards = RecordCards(context, places, self._places, self._new, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.measure_cards)
        column.addWidget(self.place_cards)

        self.measure_cards.gesture_requested.connect(self._on_renewal)

    def show_file(self, file: CaseFile) -> None:
        """Show the measures and places."""
        self.measure_cards.show_file(file)
        self.place_cards.show_file(file)

    def _measures(self, file: CaseFile) -> list[Item]:
        return _newest_first(item for item in file.of("measure") if item.episode_id == self._episode_id)

    def _places(self, file: CaseFile) -> list[Item]:
        return _newest_first(item for item in file.of("placement") if item.episode_id == self._episode_id)

    def _new(self, _file: CaseFile) -> dict[str, Any]:
        return {"episode_id": self._episode_id}

    def _renewal(self, measure: Item, file: CaseFile) -> tuple[str, str] | None:
        return (self.tr("Noter le renouvellement"), "redo") if renewed(file, measure) is not None else None

    def _on_renewal(self, measure_id: str) -> None:
        """Begin the measure that follows, with all that is known of it; the one that ends stays as it is."""
        file = self._context.file
        measure = file.items.one("measure", measure_id) if file is not None else None
        values = renewed(file, measure) if file is not None and measure is not None else None
        if values is not None:
            self.measure_cards.add_with(values)


class PlaceProtections(QWidget):
    """From whom a place of care is protected."""

    def __init__(self, context: FileContext, place: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = protection_cards(context, "placement_id", place.id, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.cards)

    def show_file(self, file: CaseFile) -> None:
        """Show the protections."""
        self.cards.show_file(file)


def protection_cards(context: FileContext, key: str, item_id: str, parent: QWidget) -> RecordCards:
    """Return the list of the persons who must not learn an address or a place of care."""

    def chosen(file: CaseFile) -> list[Item]:
        return [item for item in file.of("address_protection") if item.values[key] == item_id]

    def offers(file: CaseFile) -> list[tuple[str, str]]:
        owner = file.items.one("address", item_id)
        taken = {item.hidden_from_id for item in chosen(file)} | {owner.person_id if owner else ""}
        return persons_to_choose(file, taken)

    spec = CardsSpec(
        "address_protection",
        context.tr("Adresse protégée"),
        context.tr("Protéger d’une personne…"),
        context.tr("Choisissez à qui cette adresse ne doit pas être dite : elle sera retirée de ses exemplaires."),
        summaries.protection,
        offers=offers,
        nobody=context.tr("Inscrivez d’abord cette personne dans « Entourage »."),
    )
    return RecordCards(context, spec, chosen, lambda _file: {key: item_id}, parent)


def persons_to_choose(file: CaseFile, taken: set[str]) -> list[tuple[str, str]]:
    """Return the persons of the file, parents first, by name and role; without those already taken."""
    links = sorted(file.of("relationship"), key=lambda link: link.role not in PARENT_ROLES)
    roles: dict[str, list[str]] = {}
    for link in links:
        if link.person_id not in taken:
            roles.setdefault(link.person_id, []).append(Role.label_of(link.role))
    named = [(file.person(person_id), ", ".join(part for part in said if part)) for person_id, said in roles.items()]
    return [(person.id, " — ".join(filter(None, (person_name(person), role)))) for person, role in named if person]


def _decisions(file: CaseFile) -> list[Item]:
    return sorted(file.of("decision"), key=lambda item: (item.decided_on is not None, item.decided_on), reverse=True)


def _episodes(file: CaseFile) -> list[Item]:
    return _newest_first(file.of("care_episode"))


def _newest_first(items: Any) -> list[Item]:
    return sorted(items, key=lambda item: (item.since is None, item.since), reverse=True)


def _statuses(file: CaseFile) -> list[Item]:
    return _newest_first(file.of("legal_status"))


def _absences(file: CaseFile) -> list[Item]:
    return _newest_first(file.of("absence"))


def _new_absence(file: CaseFile) -> dict[str, Any]:
    return {"child_id": file.child.id, "since": clock.today()}


def _new_episode(file: CaseFile) -> dict[str, Any]:
    return {"child_id": file.child.id, "since": clock.today()}


def _episode_spec(context: FileContext) -> CardsSpec:
    return CardsSpec(
        "care_episode",
        context.tr("Épisodes de prise en charge"),
        context.tr("Ajouter un épisode"),
        context.tr(
            "Un épisode est une période continue de prise en charge. Un enfant qui revient ouvre un nouvel épisode."
        ),
        summaries.episode,
        extra=EpisodeContent,
    )


def _decision_spec(context: FileContext) -> CardsSpec:
    return CardsSpec(
        "decision",
        context.tr("Décisions"),
        context.tr("Ajouter une décision"),
        context.tr(
            "La décision fonde l’intervention : le projet en rappelle la date, le lieu, les motifs, le contenu et les objectifs."
        ),
        summaries.decision,
    )


def _status_spec(context: FileContext) -> CardsSpec:
    return CardsSpec(
        "legal_status",
        context.tr("Statuts juridiques"),
        context.tr("Ajouter un statut"),
        context.tr("Le statut de l’enfant sur une période : assistance éducative, tutelle, pupille de l’État…"),
        path_summaries.legal_status,
    )


def _absence_spec(context: FileContext) -> CardsSpec:
    return CardsSpec(
        "absence",
        context.tr("Absences du lieu d’accueil"),
        context.tr("Ajouter une absence"),
        context.tr(
            "Où est vraiment l’enfant : fugue, hôpital, séjour ailleurs. Le lieu d’accueil et les délais continuent."
        ),
        path_summaries.absence,
    )


_LISTS: dict[str, tuple[Callable[[FileContext], CardsSpec], Select, NewValues]] = {
    "care_episode": (_episode_spec, _episodes, _new_episode),
    "decision": (_decision_spec, _decisions, of_child),
    "legal_status": (_status_spec, _statuses, of_child),
    "absence": (_absence_spec, _absences, _new_absence),
}
"""The lists under the frieze, in order: what their cards show, their records, the first values of a new one."""
