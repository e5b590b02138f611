"""What a reader must not learn: protected addresses and words not to be passed on, taken out before a document is made.

The rule behind all the others: a copy that someone may read by another door counts as read by that person. The child's own copy lies
at home where a parent lives or visits, and the parents may consult the court's file (CPC 1187): what is protected from a parent is
therefore withheld from these two copies as well. The service's own file withholds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ppe_desktop.domain.casefile import CaseFile, Item, PlanFile
from ppe_desktop.domain.dates import short_date
from ppe_desktop.domain.missing import withheld_mark
from ppe_desktop.domain.names import first_name_of, person_name
from ppe_desktop.domain.recipients import Recipient
from ppe_desktop.domain.texts import lines
from ppe_desktop.domain.vocabulary import RecipientKind, Sharing, SignerQuality, Speaker

ADDRESS_KNOWN = "adresse connue du service"
PLACE_KNOWN = "lieu d’accueil connu du service"
PERSON_KNOWN = "identité connue du service"

PLACE_FIELDS = ("name", "carer", "street", "postcode", "town", "phone")
ADDRESS_FIELDS = ("street", "postcode", "town", "country")
CONTACT_FIELDS = ("phone", "email")


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
    """

    file: CaseFile
    plan: PlanFile
    withheld: tuple[Withheld, ...]
    secrets: tuple[str, ...]
    towns: tuple[str, ...]


def withhold(file: CaseFile, plan: PlanFile, recipient: Recipient) -> Redaction:
    """Return the file and the plan as ``recipient`` may see them, and the list of what was taken out and why."""
    if recipient.kind is RecipientKind.FILE:
        return Redaction(file, plan, (), (), ())
    work = _Work(file, recipient)
    shown = work.file_shown(file)
    return Redaction(shown, work.plan_shown(plan), tuple(work.withheld), tuple(work.secrets), tuple(work.towns))


class _Work:
    """One pass over a file for one reader, gathering what is withheld."""

    def __init__(self, file: CaseFile, recipient: Recipient) -> None:
        self.file = file
        self.recipient = recipient
        self.withheld: list[Withheld] = []
        self.secrets: list[str] = []
        self.towns: list[str] = []
        self.hides_own_place = False

    def file_shown(self, file: CaseFile) -> CaseFile:
        """Return the file without what is protected from the reader."""
        protected_persons = {a.person_id for a in file.of("address") if self._protections("address_id", a.id)}
        items = file.items
        items = items.with_items("address", map(self._address, items.of("address")))
        items = items.with_items("person", (self._contact(p, p.id in protected_persons) for p in items.of("person")))
        items = items.with_items("placement", map(self._place, items.of("placement")))
        sibling_places = {key: self._place(place, sibling=True) for key, place in file.sibling_places.items()}
        return CaseFile(file.child, items, file.siblings, sibling_places, file.profile)

    def plan_shown(self, plan: PlanFile) -> PlanFile:
        """Return the plan without the words, and the names, that the reader must not learn."""
        kept = [words for words in plan.of("plan_words") if self._may_read_words(plan, words)]
        signatures = [self._signature(item) for item in plan.of("plan_signature")]
        items = plan.items.with_items("plan_words", kept).with_items("plan_signature", signatures)
        shown = {words.statement_id for words in kept}
        return PlanFile(plan.plan, items.with_items("statement", (s for s in plan.of("statement") if s.id in shown)))

    def _protections(self, key: str, item_id: str) -> list[Item]:
        """Return the protections of an address or place that concern this reader."""
        found = [item for item in self.file.of("address_protection") if item.values[key] == item_id]
        if self.recipient.kind in (RecipientKind.CHILD, RecipientKind.JUDGE):
            return found
        return [item for item in found if item.hidden_from_id == self.recipient.person_id]

    def _address(self, address: Item) -> Item:
        protections = self._protections("address_id", address.id)
        if not protections:
            return address
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
        if not protections and not place.is_anonymous:
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
        return place.having(**{**dict.fromkeys(PLACE_FIELDS, ""), "name": withheld_mark(PLACE_KNOWN)})

    def _signature(self, signature: Item) -> Item:
        """Hide the carer's name as soon as a place of the child is secret: however it is written, it would tell the place."""
        if signature.quality == SignerQuality.CARER and signature.name and self.hides_own_place:
            return signature.having(name=withheld_mark(PERSON_KNOWN))
        return signature

    def _may_read_words(self, plan: PlanFile, words: Item) -> bool:
        statement = plan.items.one("statement", words.statement_id)
        if statement is None:
            return False
        why = self._refusal(plan, statement)
        if why:
            self._note(f"Paroles {self._of_speaker(statement)} du {short_date(statement.said_on)}", why)
            for key in ("exact_words", "reported_words", "observation"):
                self.secrets += [line for line in lines(statement.values[key]) if len(line) >= 12]
        return not why

    def _refusal(self, plan: PlanFile, statement: Item) -> str:
        """Return why this reader may not read these words, or nothing."""
        if statement.sharing == Sharing.FILE_ONLY:
            return "Ces paroles restent au dossier : leur transmission n’a pas été décidée."
        if statement.sharing == Sharing.JUDGE_ONLY:
            return "" if self.recipient.kind is RecipientKind.JUDGE else "Ces paroles sont destinées au juge seulement."
        kept_from = [r.hidden_from_id for r in plan.of("statement_restriction") if r.statement_id == statement.id]
        if not kept_from:
            return ""
        names = ", ".join(self._name(person_id) for person_id in kept_from)
        if self.recipient.kind is RecipientKind.JUDGE:
            return f"À ne pas transmettre à {names}, qui peut consulter le dossier du tribunal. Pour l’adresser au juge, choisissez « Le juge seulement »."
        if self.recipient.kind is RecipientKind.CHILD:
            return f"À ne pas transmettre à {names}, qui pourrait lire l’exemplaire de l’enfant."
        return (
            "La personne a demandé que ces paroles ne lui soient pas transmises."
            if self.recipient.person_id in kept_from
            else ""
        )

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
            self.secrets += [line for line in lines(item.values[key]) if len(line) >= 4]
