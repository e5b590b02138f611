"""The facts of a meeting as letters and minutes say them."""

from __future__ import annotations

from typing import Any

from ppe_desktop.documents.context.source import Source
from ppe_desktop.documents.context.wording import label_of, role_label
from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import full_date, long_date
from ppe_desktop.domain.meetings import CHILD_QUALITY, PLACE_QUALITY
from ppe_desktop.domain.missing import missing, withheld_mark
from ppe_desktop.domain.texts import lines
from ppe_desktop.domain.vocabulary import HEALTH_ROLES, Apart, MeetingKind, RecipientKind, Role
from ppe_desktop.domain.withholding import PERSON_KNOWN

RECEIVED_APART = (Apart.SLOTS.value, Apart.ROOMS.value, Apart.WRITTEN.value)
_NAMES = {
    MeetingKind.PLAN: "réunion du projet pour l’enfant",
    MeetingKind.EXCEPTIONAL: "concertation exceptionnelle",
    MeetingKind.FACILITY: "synthèse de la structure",
    MeetingKind.FAMILY: "conférence familiale",
    MeetingKind.HEALTH: "instance santé",
    MeetingKind.CESSEC: "commission d’examen de la situation et du statut des enfants confiés",
}
_ALREADY_NAMED = 60
_PROFESSIONALS = frozenset(
    {Role.FOSTER_CARER, Role.KEY_WORKER, Role.CASE_WORKER, Role.SUPERVISOR, Role.PSYCHOLOGIST, Role.MATERNAL_HEALTH, Role.TEACHER,
     Role.CHILD_LAWYER, Role.AD_HOC, *HEALTH_ROLES}
)  # fmt: skip


def meeting_of(source: Source) -> Item:
    """Return the meeting the document is about."""
    return source.of_kind("meeting")[0]


def meeting_values(source: Source) -> dict[str, Any]:
    """Return when, where and for what the meeting is."""
    meeting = meeting_of(source)
    name = meeting_name(meeting)
    return {
        "nature": name,
        "la_nature": f"l’{name}" if name[:1] in "aeiouéè" else f"la {name}",
        "titre": name[:1].upper() + name[1:],
        "date": full_date(meeting.held_on) if meeting.held_on else missing("date de la réunion"),
        "heure": hour_told(source) or missing("heure"),
        "lieu": "\n".join(lines(meeting.place)) or missing("lieu de la réunion"),
        "objet": meeting.aim.strip() or missing("objet de la réunion"),
        "presidee_par": meeting.chair.strip(),
        "documents": meeting.documents.strip(),
        "prochaine": long_date(meeting.next_on),
        "separement": meeting.apart in RECEIVED_APART,
        "deux_temps": meeting.apart == Apart.SLOTS,
        "deux_salles": meeting.apart == Apart.ROOMS,
        "par_ecrit": meeting.apart == Apart.WRITTEN,
    }


def hour_told(source: Source) -> str:
    """Return the hour this reader is told: that of his or her own invitation first.

    When the parents are received one after the other, the meeting's own hour may hold both: nobody near the family learns by a letter
    when the other parent comes and goes. It is then left to complete.
    """
    meeting = meeting_of(source)
    own = next((one for one in source.of_kind("meeting_invitee") if is_own_line(source, one)), None)
    typed = str(own.values.get("at_time") or "").strip() if own else ""
    if typed or (meeting.apart == Apart.SLOTS and not _may_learn_both(source)):
        return typed
    return str(meeting.at_time).strip()


def _may_learn_both(source: Source) -> bool:
    """Tell whether the reader is the service, the judge, the place of care or a professional of the file."""
    if source.recipient.kind in (RecipientKind.FILE, RecipientKind.JUDGE, RecipientKind.CARE):
        return True
    return source.role_of(source.recipient.person_id or None) in _PROFESSIONALS


def meeting_name(meeting: Item) -> str:
    """Return how a sentence names the meeting; a nature typed by hand is quoted as it is."""
    known = {kind.value: words for kind, words in _NAMES.items()}
    if meeting.kind in known:
        return known[meeting.kind]
    typed = label_of(MeetingKind, meeting.kind).strip()
    if meeting.kind == MeetingKind.REVIEW:  # by the name the service gives it
        return typed[:1].lower() + typed[1:]
    is_free = meeting.kind not in {kind.value for kind in MeetingKind} and len(typed) <= _ALREADY_NAMED
    return f"réunion «\u00a0{typed}\u00a0»" if is_free and typed else "réunion"


def invitee_name(invitee: Item) -> str:
    """Return the name of an invited person, or the mark of a name this reader must not learn."""
    if invitee.values.get("is_hidden"):
        return withheld_mark(PERSON_KNOWN)
    return invitee.name.strip() or missing("nom")


def invitee_quality(source: Source, invitee: Item) -> str:
    """Return what an invited person is to the child, in the feminine or masculine when it is known."""
    if invitee.quality == CHILD_QUALITY:
        return source.agreed("Le jeune", "La jeune", "La jeune personne") if source.is_adult else CHILD_QUALITY
    if invitee.values.get("is_hidden"):
        return PLACE_QUALITY
    person = source.file.person(invitee.person_id)
    role = source.role_of(person.id) if person else ""
    return role_label(role, person.civility) if person and role else invitee.quality.strip()


def is_own_line(source: Source, invitee: Item) -> bool:
    """Tell whether an invited person is the reader."""
    if source.recipient.invitee_id:
        return invitee.id == source.recipient.invitee_id
    if source.recipient.kind is RecipientKind.CHILD:
        return bool(invitee.quality == CHILD_QUALITY)
    return bool(invitee.person_id and invitee.person_id == source.recipient.person_id)


def is_parent_line(source: Source, invitee: Item) -> bool:
    """Tell whether an invited person is a parent of the child."""
    return any(person.id == invitee.person_id for _link, person in source.living_parents())
