"""What a reader must not learn: protected addresses and words not to be passed on, taken out before a document is made.

The rule behind all the others: a copy that someone may read by another door counts as read by that person. The child's own copy lies
at home where a parent lives or visits, and the parents may consult the court's file (CPC 1187): what is protected from a parent is
therefore withheld from these two copies as well. The service's own file withholds nothing but what the child asked to keep: that
enters no document at all. What the professional thinks of some words, and what the child corrected in them, are notes of the service:
only the words themselves were read again before they were shared.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from ppe_desktop.domain.casefile import CaseFile, Item, Items, PlanFile
from ppe_desktop.domain.dates import short_date
from ppe_desktop.domain.meetings import PLACE_QUALITY
from ppe_desktop.domain.missing import is_withheld, withheld_mark
from ppe_desktop.domain.names import first_name_of, full_name, person_name
from ppe_desktop.domain.plan_objectives import opinions_shown
from ppe_desktop.domain.recipients import PARENT_ROLE, Recipient
from ppe_desktop.domain.sharing import (
    KEPT_BY_CHILD,
    OF_THE_SERVICE,
    is_reader,
    refusal,
    telling_parts,
    texts_kept,
    texts_of,
)
from ppe_desktop.domain.texts import elide, lines, plain
from ppe_desktop.domain.vocabulary import (
    PARENT_ROLES,
    PlacementSetting,
    RecipientKind,
    Role,
    SiblingKind,
    SignerQuality,
    Speaker,
)
from ppe_desktop.domain.withheld_care import CARE_KNOWN, PLAN_WHAT, without_care, without_places_of_plan
from ppe_desktop.domain.withheld_care import WHAT as CARE
from ppe_desktop.domain.withheld_care import WHY as CARE_WHY
from ppe_desktop.domain.withheld_fields import fields_shown

ADDRESS_KNOWN = "adresse connue du service"
PLACE_KNOWN = "lieu d’accueil connu du service"
PERSON_KNOWN = "identité connue du service"
SIBLING_KNOWN = "connu du service"
SCHOOL_KNOWN = "établissement connu du service"
KNOWN = (ADDRESS_KNOWN, PLACE_KNOWN, PERSON_KNOWN, SIBLING_KNOWN, SCHOOL_KNOWN, CARE_KNOWN)
"""Every text that may stand for a value withheld as a whole."""

NOTHING = Items({})
_WHO_RECEIVES = (Role.FOSTER_CARER, Role.VOLUNTEER_HOST, Role.KEY_WORKER, Role.THIRD_PARTY)
PLACE_FIELDS = ("name", "carer", "street", "postcode", "town", "phone")
ADDRESS_FIELDS = ("street", "postcode", "town", "country")
CONTACT_FIELDS = ("phone", "email")
NAME_FIELDS = ("name", "carer", "setting", "school", "contact", "place")

_STREET = re.compile(
    r"\b(?:rue|r|avenue|ave?|boulevard|b(?:lv|l)?d|all(?:ée|ee)?|impasse|imp|place|pl|chemin|che?m?|route|rte|quai|cours|square|sq"
    r"|r[ée]s(?:idence)?|lotissement|lot|passage|sentier|sente|hameau|villa|faubourg|fb?g|cit[ée]|clos|ruelle|venelle|voie|mail"
    r"|lieu[- ]?dit|domaine|esplanade|promenade|rond[- ]point)\b\.?\s+(?:du\s+\d+\s+[^\d,]+(?:\d{4})?|[^\d]{4,})",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[,;()\n]| [-–—] ")
_COMPLEMENT = re.compile(
    r"\s+(?:\d+\s*(?:er|e|è|ème)?\s+)?(?:appartement|appt?|b[âa]t(?:iment)?|escalier|esc|[ée]tage|porte|hall|entr[ée]e|cedex|bp)\b.*$",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?:\+|00)?\d(?:[\s.()-]*\d){8,14}")
_STATEMENT = "statement"
_PARENT_IN_COMMON = {
    SiblingKind.HALF_MOTHER.value: Role.MOTHER,
    SiblingKind.HALF_FATHER.value: Role.FATHER,
    SiblingKind.STEP.value: None,
}
_NAMED = ("madame", "monsieur", "mademoiselle", "famille", "les")
_COMMON = """
accueil accueillante accueillant assistante assistant association centre chef chez dame directeur directrice domicile educateur
educatrice enfance enfant enfants etablissement etude familial familiale famille foyer groupe internat jeunes lieu madame mademoiselle
maison mecs mme mlle monsieur notre parental parentale place pouponniere referent referente residence saint sainte secteur service
social sociale specialise specialisee structure unite vie village les des aux une nos mes ses son sur sous ecole college lycee
maternelle elementaire primaire professionnel polyvalent public publique prive privee stade gymnase piscine salle club municipal
municipale mediatheque bibliotheque conservatoire football judo danse musique theatre sport
"""
_COMMON_WORDS = frozenset(_COMMON.split())


@dataclass(frozen=True, slots=True)
class Withheld:
    """Something a reader does not receive.

    Attributes:
        what: what it is, in French, without its content.
        why: the reason, in French.
    """

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Redaction:
    """A file and its plan as one reader may see them.

    Attributes:
        file: the file with protected facts replaced.
        plan: the plan without the words not to be passed on.
        withheld: what was taken out and why.
        secrets: texts that the produced document must not hold anywhere; the guard looks for them.
        towns: towns and postcodes of protected addresses: too common to forbid, so their presence is only pointed out.
        names: lone words of the name of a secret place or of its carer, only pointed out for the same reason.
        items: what the document prints beside the file and the plan, as the reader may see it.
    """

    file: CaseFile
    plan: PlanFile
    withheld: tuple[Withheld, ...]
    secrets: tuple[str, ...]
    towns: tuple[str, ...]
    names: tuple[str, ...] = ()
    items: Items = NOTHING


def withhold(
    file: CaseFile,
    plan: PlanFile,
    recipient: Recipient,
    *,
    present: CaseFile | None = None,
    said: Items | None = None,
    items: Items = NOTHING,
) -> Redaction:
    """Return the file and the plan as ``recipient`` may see them, and the list of what was taken out and why.

    Args:
        file: the file the plan speaks of, as it was for a finished plan.
        plan: the version of the plan.
        recipient: the reader.
        present: the file as it is now, whose secrets must not be in the document either.
        said: all the words kept in the file with their restrictions, quoted or not: those this reader may not read must not have
            been copied into a text.
        items: what the document prints beside the file and the plan.
    """
    kept = tuple(texts_kept((*plan.of(_STATEMENT), *(said.of(_STATEMENT) if said is not None else ()))))
    if recipient.kind is RecipientKind.FILE:
        shown_items = _without(PlanFile(plan.plan, items), (KEPT_BY_CHILD,)).items
        return Redaction(file, _without(plan, (KEPT_BY_CHILD,)), (), kept, (), items=shown_items)
    work = _Work(file, recipient)
    work.secrets += kept
    shown, shown_plan, shown_items = work.file_shown(file), work.plan_shown(plan), work.items_shown(items)
    withheld = tuple(work.withheld)
    if said is not None:
        work.keep_words(PlanFile(plan.plan, said))
    if present is not None:
        now = _Work(present, recipient)
        now.file_shown(present)
        work.secrets += now.secrets
        work.towns += now.towns
        work.names += now.names
    secrets, towns, names = (tuple(dict.fromkeys(found)) for found in (work.secrets, work.towns, work.names))
    return Redaction(shown, shown_plan, withheld, secrets, towns, names, shown_items)


class _Work:
    """One pass over a file for one reader, gathering what is withheld."""

    def __init__(self, file: CaseFile, recipient: Recipient) -> None:
        self.file = file
        self.recipient = recipient
        self.withheld: list[Withheld] = []
        self.secrets: list[str] = []
        self.towns: list[str] = []
        self.names: list[str] = []
        self.hides_own_place = False
        self.hidden = [
            item for item in file.of("address_protection") if is_reader(file, recipient, item.hidden_from_id)
        ]
        self.open_names = f" {plain(' '.join(self._open_names()))} "
        self.open_streets = self._open_streets()

    def file_shown(self, file: CaseFile) -> CaseFile:
        """Return the file without what is protected from the reader."""
        guarded = [a for a in file.of("address") if self._protections("address_id", a.id)]
        protected_persons = {address.person_id for address in guarded}
        streets = {plain(address.street) for address in guarded} - {""}
        items = file.items
        items = items.with_items("address", (self._address(a, protected_persons, streets) for a in items.of("address")))
        items = items.with_items("person", (self._contact(p, p.id in protected_persons) for p in items.of("person")))
        items = items.with_items("placement", map(self._place, items.of("placement")))
        if self.hides_own_place:
            self._keep_carers(items.of("placement"))
            items = self._without_care(self._without_schools(file, items))
        sibling_places = {key: self._place(place, sibling=True) for key, place in file.sibling_places.items()}
        strangers = [link for link in file.of("sibling_link") if self._is_child_of_others(link)]
        for link in strangers:
            items = self._without_life_of(link, items, file)
            if link.id in sibling_places:
                sibling_places[link.id] = self._place_of_other_child(sibling_places[link.id])
        return CaseFile(file.child, items, file.siblings, sibling_places, file.profile)

    def plan_shown(self, plan: PlanFile) -> PlanFile:
        """Return the plan without the words, and the names, that the reader must not learn."""
        kept = [words for words in plan.of("plan_words") if self._may_read_words(plan, words)]
        signatures = [self._signature(item) for item in plan.of("plan_signature")]
        told = opinions_shown(plan, partial(self._why_not, plan))
        self.secrets += (part for text in told.texts for part in telling_parts(text))
        for what, why in told.withheld:
            self._note(what, why)
        items = plan.items.with_items("plan_words", kept).with_items("plan_signature", signatures)
        items = items.with_items("objective_opinion", told.opinions).with_items("plan_objective", told.objectives)
        shown = {words.statement_id for words in kept} | told.statements
        items = items.with_items(_STATEMENT, (s for s in plan.of(_STATEMENT) if s.id in shown))
        return _without(PlanFile(plan.plan, items), (KEPT_BY_CHILD, *OF_THE_SERVICE))

    def items_shown(self, items: Items) -> Items:
        """Return what a document prints beside the file, without the words and facts that the reader must not learn."""
        spoken = PlanFile(self.file.child, items)
        readable = [statement for statement in spoken.of(_STATEMENT) if self._may_read(spoken, statement)]
        spoken = PlanFile(spoken.plan, items.with_items(_STATEMENT, readable) if _STATEMENT in items.by_kind else items)
        spoken = _without(spoken, (KEPT_BY_CHILD, *OF_THE_SERVICE))
        shown = fields_shown(spoken.items, self.recipient, is_carer_hidden=self._tells_own_place)
        for what, why in shown.withheld:
            self._note(what, why)
        self.secrets += (part for text in shown.texts for part in telling_parts(text))
        return self._without_care(shown.items) if self.hides_own_place else shown.items

    def _tells_own_place(self, invitee: Item) -> bool:
        """Tell whether the name of an invited person would tell the place of care this reader must not learn."""
        roles = {link.role for link in self.file.of("relationship") if link.person_id == invitee.person_id}
        receives = bool(roles & set(_WHO_RECEIVES)) or invitee.quality == PLACE_QUALITY
        is_reader_self = invitee.person_id is not None and invitee.person_id == self.recipient.person_id
        return self.hides_own_place and receives and not is_reader_self

    def keep_words(self, said: PlanFile) -> None:
        """Keep secret the words this reader may not read, among all those of the file.

        What is joined to them too, unless it is told in the same terms with words that this reader may read.
        """
        kept, joined, told = said.of("statement_restriction"), list[str](), set[str]()
        for statement in said.of("statement"):
            annexes = telling_parts(statement.values.get("annexes") or "")
            if refusal(self.file, self.recipient, statement, kept):
                self.secrets += texts_of(statement)
                joined += annexes
            else:
                told.update(map(plain, annexes))
        self.secrets += (text for text in joined if plain(text) not in told)

    def _protections(self, key: str, item_id: str) -> list[Item]:
        """Return the protections of an address or place that concern this reader."""
        return [item for item in self.hidden if item.values[key] == item_id]

    def _address(self, address: Item, protected_persons: set[str], streets: set[str]) -> Item:
        """Return an address, hidden when it is protected, and when it is another one that would tell as much.

        That is a further address of the protected person, typed without its protection, or the home of somebody who lives at the
        protected address; never where the person it is hidden from lives too.
        """
        protections = self._protections("address_id", address.id)
        street = plain(address.street)
        if not protections:
            tells = street in streets or (address.person_id in protected_persons and address.until is None)
            if not tells or street in self.open_streets:
                return address
            protections = [item for item in self.hidden if item.address_id]
        owner = self.file.person(address.person_id)
        name = person_name(owner) if owner else "une personne"
        self._note(f"Adresse et coordonnées de {name}", self._why(protections))
        self._keep_secret(address, ADDRESS_FIELDS[:1])
        self.towns += [address.values[key] for key in ("postcode", "town") if address.values[key]]
        return address.having(**{**dict.fromkeys(ADDRESS_FIELDS, ""), "street": withheld_mark(ADDRESS_KNOWN)})

    def _contact(self, person: Item, is_protected: bool) -> Item:
        if not is_protected:
            return person
        self._keep_secret(person, CONTACT_FIELDS)
        return person.having(**dict.fromkeys(CONTACT_FIELDS, ""))

    def _place(self, place: Item, *, sibling: bool = False) -> Item:
        protections = self._protections("placement_id", place.id)
        is_at_home = self.recipient.kind is RecipientKind.CARE and not sibling and place.id == self.recipient.place_id
        if is_at_home or not (protections or place.is_anonymous):
            return place
        self.hides_own_place = self.hides_own_place or not sibling
        why = (
            self._why(protections)
            if protections
            else "Lieu tenu secret par décision du juge (article 375-7 du code civil)."
        )
        self._note(
            "Lieu d’accueil d’un frère ou d’une sœur" if sibling else "Nom et coordonnées d’un lieu d’accueil", why
        )
        self._keep_secret(place, ("name", "carer", "street", "phone"))
        self.towns += [place.values[key] for key in ("postcode", "town") if place.values[key]]
        hidden = {**dict.fromkeys(PLACE_FIELDS, ""), "name": withheld_mark(PLACE_KNOWN)}
        if place.setting not in [setting.value for setting in PlacementSetting]:  # typed freely, it may name the place
            self._keep_secret(place, ("setting",))
            hidden["setting"] = PlacementSetting.UNKNOWN.value
        return place.having(**hidden)

    def _is_child_of_others(self, link: Item) -> bool:
        """Tell whether the reader is a parent of this child but not of that brother or sister, whose life is then another family's."""
        role = PARENT_ROLE.get(self.recipient.kind)
        return (
            role is not None
            and link.values["kind"] in _PARENT_IN_COMMON
            and _PARENT_IN_COMMON[link.values["kind"]] is not role
        )

    def _without_life_of(self, link: Item, items: Items, file: CaseFile) -> Items:
        """Take out where a brother or sister of another parent lives and why they were separated; the ties of the two children stay."""
        other = file.siblings.get(link.id)
        name = first_name_of(other) if other else link.other_name
        self._note(
            f"Lieu de vie et situation {elide('de', name)}",
            "Cette personne n’est pas son parent : la vie privée d’un autre enfant ne lui est pas communiquée.",
        )
        mark = withheld_mark(SIBLING_KNOWN)
        hidden = link.having(lives_at=mark, separation_reason=mark if link.separation_reason else "")
        return items.with_items(
            "sibling_link", [hidden if one.id == link.id else one for one in items.of("sibling_link")]
        )

    def _place_of_other_child(self, place: Item) -> Item:
        """Return a place without its name: only pointed out when it is written elsewhere, as it protects nobody from danger."""
        self.names += [
            line
            for key in ("name", "carer")
            for line in lines(place.values[key])
            if len(line) > 3 and not is_withheld(line)
        ]
        hidden = {
            **dict.fromkeys(PLACE_FIELDS, ""),
            "name": withheld_mark(SIBLING_KNOWN),
            "setting": PlacementSetting.UNKNOWN.value,
        }
        return place.having(**hidden)

    def _signature(self, signature: Item) -> Item:
        """Hide the carer's name as soon as a place of the child is secret: however it is written, it would tell the place."""
        if signature.quality == SignerQuality.CARER and signature.name and self.hides_own_place:
            return signature.having(name=withheld_mark(PERSON_KNOWN))
        return signature

    def _may_read_words(self, plan: PlanFile, words: Item) -> bool:
        statement = plan.items.one(_STATEMENT, words.statement_id)
        return statement is not None and self._may_read(plan, statement)

    def _why_not(self, plan: PlanFile, statement: Item) -> str:
        """Return why the reader may not read some words; these are then looked for in the document."""
        why = refusal(self.file, self.recipient, statement, plan.of("statement_restriction"))
        if why:
            self.secrets += texts_of(statement)
        return why

    def _may_read(self, plan: PlanFile, statement: Item) -> bool:
        why = refusal(self.file, self.recipient, statement, plan.of("statement_restriction"))
        if why:
            self._note(f"Paroles {self._of_speaker(statement)} du {short_date(statement.said_on)}", why)
            self.secrets += texts_of(statement)
        return not why

    def _why(self, protections: Iterable[Item]) -> str:
        names = ", ".join(dict.fromkeys(self._name(item.hidden_from_id) for item in protections))
        doors = {
            RecipientKind.CHILD: f"À ne pas communiquer à {names}, qui pourrait lire l’exemplaire de l’enfant.",
            RecipientKind.JUDGE: f"À ne pas communiquer à {names}, qui peut consulter le dossier du tribunal (CPC, art. 1187) : "
            "transmettez-la au juge par pli séparé.",
        }
        return doors.get(self.recipient.kind, "À ne pas communiquer à cette personne.")

    def _name(self, person_id: str) -> str:
        person = self.file.person(person_id)
        return person_name(person) if person else "une personne désignée"

    def _of_speaker(self, statement: Item) -> str:
        if statement.speaker == Speaker.CHILD:
            return f"de l’enfant ({first_name_of(self.file.child)})"
        return {Speaker.MOTHER: "de la mère", Speaker.FATHER: "du père"}.get(statement.speaker, "d’une autre personne")

    def _note(self, what: str, why: str) -> None:
        entry = Withheld(what, why)
        if entry not in self.withheld:
            self.withheld.append(entry)

    def _keep_secret(self, item: Item, fields: Iterable[str]) -> None:
        for key in fields:
            for line in lines(item.values[key]):
                own = _own_words(line) if key in NAME_FIELDS else []
                kept = [word for word in own if not self._is_open(word)]
                if len(line) < 4 or (own and not kept and not _BETWEEN.search(line)):
                    continue  # a place named after the family, as "Mme Durand": the name is on every page
                self.secrets += [line, *(text for text in _TELLING[key](line) if not self._is_open(text))]
                self.names += kept

    def _keep_carers(self, shown: Iterable[Item]) -> None:
        """Keep secret the names of those who receive the child at home, but for who is named with a place that is shown."""
        open_places = f" {plain(' '.join(f'{place.name} {place.carer}' for place in shown))} "
        for _link, person in self.file.with_role(Role.FOSTER_CARER, Role.VOLUNTEER_HOST):
            if f" {plain(person.surname)} " not in open_places:
                self._keep_secret(person.having(carer=person_name(person)), ("carer",))

    def _without_schools(self, file: CaseFile, items: Items) -> Items:
        """Take out the school and the places of activities that go with a secret place: their gates would tell it.

        A school begun before the child came to that place is known already, and stays.
        """
        secret = self._secret_places()
        for kind, fields in (("schooling", ("school", "contact")), ("activity", ("place",))):
            shown = []
            for item in file.of(kind):
                if any(_goes_with(item, place) for place in secret):
                    self._note_school(item)
                    self._keep_secret(item, fields)
                    hidden = {
                        **dict.fromkeys((*fields, *({"town"} & item.values.keys())), ""),
                        fields[0]: withheld_mark(SCHOOL_KNOWN if kind == "schooling" else PLACE_KNOWN),
                    }
                    item = item.having(**hidden)
                shown.append(item)
            items = items.with_items(kind, shown)
        return items

    def _secret_places(self) -> list[Item]:
        places = self.file.of("placement")
        return [place for place in places if place.is_anonymous or self._protections("placement_id", place.id)]

    def _without_care(self, items: Items) -> Items:
        """Take out those who care for the child since a secret place: their names are only pointed out elsewhere, doctors being often told."""
        shown = without_care(items, self._secret_places())
        planned = without_places_of_plan(shown.items, self._secret_places())
        self.names += (*shown.names, *planned.names)
        for found, what in ((shown, CARE), (planned, PLAN_WHAT)):
            if not found.is_whole:
                self._note(what, CARE_WHY)
        return planned.items

    def _note_school(self, item: Item) -> None:
        if item.record == "schooling":
            self.towns += [item.town] if item.town else []
            self._note("Établissement scolaire", "Il ferait connaître le lieu d’accueil, qui n’est pas communiqué.")

    def _is_open(self, text: str) -> bool:
        """Tell whether a text is known to the reader anyhow: the family's names, the service, where he or she lives."""
        words = plain(text)
        if words.partition(" ")[0] in _NAMED:
            words = words.partition(" ")[2]
        return f" {words} " in self.open_names or any(f" {words} " in f" {street} " for street in self.open_streets)

    def _open_streets(self) -> set[str]:
        """Return the streets where lives the one person it is all hidden from: what is known to one is not to another."""
        hidden_from = {item.hidden_from_id for item in self.hidden}
        protected = {item.address_id for item in self.hidden}
        own = [a for a in self.file.of("address") if {a.person_id} == hidden_from and a.id not in protected]
        return {plain(address.street) for address in own}

    def _open_names(self) -> Iterator[str]:
        file = self.file
        yield from (full_name(child) for child in (file.child, *file.siblings.values()))
        yield from (
            _BETWEEN.split(link.other_name)[0] for link in file.of("sibling_link")
        )  # "Rayan (chez Mme Auclair)"
        for _link, person in file.with_role(*PARENT_ROLES):
            yield from (person_name(person), person.birth_surname)
        if file.profile:
            yield from (
                file.profile.values.get(key) or "" for key in ("first_name", "surname", "service", "service_address")
            )


def _without(plan: PlanFile, fields: tuple[str, ...]) -> PlanFile:
    """Return a plan whose words no longer carry some facts; the same one when none does."""
    if not any(statement.values.get(name) for statement in plan.of(_STATEMENT) for name in fields):
        return plan
    shown = (
        statement.having(**{name: "" for name in fields if name in statement.values})
        for statement in plan.of(_STATEMENT)
    )
    return PlanFile(plan.plan, plan.items.with_items(_STATEMENT, shown))


def _goes_with(item: Item, place: Item) -> bool:
    """Tell whether a school or an activity began with a stay at a place, or during it."""
    begun = item.since or dt.date.max
    start, end = place.since or dt.date.min, place.until or dt.date.max
    return start <= begun and (item.until or dt.date.max) >= start and (item.since is None or begun <= end)


def _own_words(name: str) -> list[str]:
    """Return the words of a name that are its own: "Sylvie" and "Auclair" of "Madame Sylvie Auclair, assistante familiale"."""
    words = re.findall(r"[\w’'-]+", _BETWEEN.split(name)[0])
    own = [word for word in words if len(word) >= 3 and not set(plain(word).split()) <= _COMMON_WORDS]
    return [word for word in own if word[0].isupper()] or own


def _names_told(name: str) -> list[str]:
    """Return the other ways a place or its carer may be named in a sentence."""
    words = _own_words(name)
    bare = plain(_BETWEEN.split(name)[0]).split()
    while bare and (bare[0] in _COMMON_WORDS or bare[0] in ("et", "m", "mr")):
        bare.pop(0)
    told = [f"{title} {word}" for title in _NAMED for word in dict.fromkeys([*words, " ".join(bare)]) if word]
    whole = [" ".join(words), " ".join(reversed(words))] if len(words) > 1 else []
    return [*told, *whole, *_streets_told(name)]


def _streets_told(line: str) -> list[str]:
    """Return the parts of an address line that tell the place by themselves: "rue des Lilas" of "12 rue des Lilas, bât. B"."""
    parts = [part.strip() for part in _BETWEEN.split(line)]
    told = [_COMPLEMENT.sub("", found.group()).strip() for part in parts if (found := _STREET.search(part))]
    return [*told, *(part for part in parts if _STREET.search(part) and part != line)]


def _phones_told(line: str) -> list[str]:
    return [found.group() for found in _PHONE.finditer(line)]


_TELLING: dict[str, Callable[[str], list[str]]] = {
    "name": _names_told,
    "carer": _names_told,
    "setting": _names_told,
    "street": _streets_told,
    "phone": _phones_told,
    "email": lambda _line: [],
    "school": _names_told,
    "contact": _names_told,
    "place": _names_told,
}
