"""Parcours: decisions, episodes of care, measures and places."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.names import person_name
from ppe_desktop.domain.vocabulary import PARENT_ROLES, Role
from ppe_desktop.runtime import clock
from ppe_desktop.ui.forms import summaries
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.forms.record_cards import CardsSpec, RecordCards
from ppe_desktop.ui.views.casefile.section import Section


class PathSection(Section):
    """The decisions, then each episode of care with its measures and places."""

    def __init__(self, context: FileContext, parent: QWidget | None = None) -> None:
        super().__init__(context, context.tr("Parcours"), parent)
        decisions = CardsSpec(
            "decision",
            self.tr("Décisions"),
            self.tr("Ajouter une décision"),
            self.tr(
                "La décision fonde l’intervention : le projet en rappelle la date, le lieu, les motifs, le contenu et les objectifs."
            ),
            summaries.decision,
        )
        episodes = CardsSpec(
            "care_episode",
            self.tr("Épisodes de prise en charge"),
            self.tr("Ajouter un épisode"),
            self.tr(
                "Un épisode est une période continue de prise en charge. Un enfant qui revient ouvre un nouvel épisode."
            ),
            summaries.episode,
            extra=EpisodeContent,
        )
        self.decision_cards = RecordCards(context, decisions, _decisions, _of_child, self.column)
        self.episode_cards = RecordCards(context, episodes, _episodes, _new_episode, self.column)
        self.body.addWidget(self.episode_cards)
        self.body.addWidget(self.decision_cards)
        self.finish_layout()

    def show_file(self, file: CaseFile) -> None:
        """Show the path; the episode in progress opens by itself."""
        present = file.episode_on(clock.now().date())
        if present is not None and not self.episode_cards.cards:
            self.episode_cards.open_when_shown(present.id)
        self.episode_cards.show_file(file)
        self.decision_cards.show_file(file)


class EpisodeContent(QWidget):
    """The measures and the places of care of one episode."""

    def __init__(self, context: FileContext, episode: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._episode_id = episode.id
        measures = CardsSpec("measure", self.tr("Mesures"), self.tr("Ajouter une mesure"), "", summaries.measure)
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


def _of_child(file: CaseFile) -> dict[str, Any]:
    return {"child_id": file.child.id}


def _new_episode(file: CaseFile) -> dict[str, Any]:
    return {"child_id": file.child.id, "since": clock.now().date()}
