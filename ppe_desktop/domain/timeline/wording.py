"""How records are named on the frieze: on screen as they are, on paper without what would tell a protected place."""

from __future__ import annotations

from ppe_desktop.domain.casefile import CaseFile, Item, Items, PlanFile
from ppe_desktop.domain.recipients import Recipient
from ppe_desktop.domain.texts import excerpt, plain
from ppe_desktop.domain.timeline.spans import common, span
from ppe_desktop.domain.vocabulary import ClassLevel, PlacementSetting, RecipientKind, StayKind
from ppe_desktop.domain.withholding import withhold

PLACE_KNOWN = "Lieu d’accueil connu du service"
SCHOOL_KNOWN = "Établissement connu du service"


class Wording:
    """The names of the records of one file.

    Attributes:
        on_paper: whether the frieze leaves the screen: it may then be read by anybody an address is protected from.
    """

    def __init__(self, file: CaseFile, *, on_paper: bool) -> None:
        self.on_paper = on_paper
        self._protected = {item.placement_id for item in file.of("address_protection")}
        self._secret_places = [place for place in file.of("placement") if self.is_secret(place)]
        self._told = _told_by(file) if on_paper else ()

    def is_secret(self, place: Item) -> bool:
        """Tell whether a place of care is protected from anybody."""
        return place.is_anonymous or place.id in self._protected

    def place(self, place: Item) -> str:
        """Return the name of a place of care."""
        setting = PlacementSetting.label_of(place.setting)
        if not self.on_paper:
            return place.name or setting or "Lieu à préciser"
        if self.is_secret(place):
            return PLACE_KNOWN
        return self.free(" – ".join(part for part in (place.name, setting) if part) or "Lieu à préciser", PLACE_KNOWN)

    def stay(self, place: Item) -> str:
        """Return why the child is at a place, when it is not the usual one."""
        return "" if place.stay in ("", StayKind.USUAL, StayKind.UNKNOWN) else StayKind.label_of(place.stay)

    def school(self, schooling: Item) -> str:
        """Return the class and the school; on paper no name of a school attended while the place of care is protected."""
        name = schooling.school
        if self.on_paper and name and any(_at_once(schooling, place) for place in self._secret_places):
            name = SCHOOL_KNOWN
        level = "" if schooling.level == ClassLevel.UNKNOWN else ClassLevel.label_of(schooling.level)
        told = " · ".join(part for part in (level, name) if part)
        return self.free(told or "Scolarité à préciser", SCHOOL_KNOWN)

    def free(self, text: str, neutral: str) -> str:
        """Return a text that people may have typed; on paper the neutral one when it would tell a protected place."""
        words = f" {plain(text)} "
        return neutral if any(f" {secret} " in words for secret in self._told) else text

    def detail(self, *parts: str) -> str:
        """Return what more there is to say, on screen only."""
        return "" if self.on_paper else " · ".join(excerpt(part, 140) for part in parts if part)


def _at_once(schooling: Item, place: Item) -> bool:
    one, other = span(schooling.since, schooling.until), span(place.since, place.until)
    return common(one, other) is not None


def _told_by(file: CaseFile) -> tuple[str, ...]:
    """Return the texts that would tell a protected place or address, whoever it is protected from."""
    anybody = Recipient(RecipientKind.CHILD)  # what is protected from anyone is withheld from the child's own copy
    redaction = withhold(file, PlanFile(file.child, Items({})), anybody)
    return tuple({plain(text) for text in (*redaction.secrets, *redaction.names)} - {""})
