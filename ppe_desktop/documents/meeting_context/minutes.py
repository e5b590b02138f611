"""The record of a meeting for one child: who was invited, who came, what each said, what was decided, by whom, for when."""

from __future__ import annotations

from typing import Any

from ppe_desktop.documents.context import people
from ppe_desktop.documents.context.letter import civility_of, made_values
from ppe_desktop.documents.context.source import Source
from ppe_desktop.documents.context.statements import said_values
from ppe_desktop.documents.context.wording import agreed, label_of
from ppe_desktop.documents.meeting_context.domains import by_domain
from ppe_desktop.documents.meeting_context.facts import (
    hour_told,
    invitee_name,
    invitee_quality,
    is_parent_line,
    meeting_of,
    meeting_values,
)
from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import short_date
from ppe_desktop.domain.meetings import CHILD_QUALITY
from ppe_desktop.domain.missing import missing
from ppe_desktop.domain.texts import elide
from ppe_desktop.domain.vocabulary import (
    DeliveryMode,
    Domain,
    InvitationAnswer,
    MeetingKind,
    Presence,
    RecipientKind,
    YesNo,
)

_PRESENCE = {
    Presence.EXPECTED: ("Attendu", "Attendue", "Attendu(e)"),
    Presence.PRESENT: ("Présent", "Présente", "Présent(e)"),
    Presence.REMOTE: ("À distance", "À distance", "À distance"),
    Presence.EXCUSED: ("Excusé", "Excusée", "Excusé(e)"),
    Presence.ABSENT: ("Absent", "Absente", "Absent(e)"),
    Presence.WRITTEN: ("Contribution écrite", "Contribution écrite", "Contribution écrite"),
}


def minutes_values(source: Source) -> dict[str, Any]:
    """Return everything the record of a meeting prints."""
    part = source.subject
    meeting = meeting_of(source)
    return {
        "service": people.service_values(source),
        "referent": people.referent_values(source),
        "enfant": people.child_values(source),
        "de_enfant": elide("de", source.called),
        "reunion": {**meeting_values(source), "heure": hour_told(source)},
        "fait": made_values(source),
        "personnes": [_person(source, one) for one in source.of_kind("meeting_invitee") if _is_told(source, one)],
        "preparation": part.prepared.strip(),
        "absence_enfant": _child_absence(source, part),
        "temps_enfant": part.child_alone.strip(),
        "temps_parents": part.parents_time.strip(),
        "paroles": said_values(source, source.of_kind("statement")),
        **_points(source, meeting, part.points.strip()),
        "avis": [_view(source, one) for one in _views(source)],
        "desaccords": part.divergences.strip(),
        "conclusion": part.conclusion.strip() or missing("conclusion"),
        "decisions": [_task(one) for one in source.of_kind("task")],
        "president": meeting.chair.strip() or missing("personne qui a présidé"),
    }


def _person(source: Source, invitee: Item) -> dict[str, str]:
    return {
        "nom": invitee_name(invitee),
        "qualite": invitee_quality(source, invitee),
        "invitation": _invitation(source, invitee),
        "presence": _presence(source, invitee),
    }


def _is_told(source: Source, invitee: Item) -> bool:
    """Tell whether a copy names an invited person; who was thought of and not invited is for the service and the judge, with the reason."""
    is_close = source.recipient.kind in (RecipientKind.FILE, RecipientKind.JUDGE)
    return invitee.invited == YesNo.YES or (invitee.invited == YesNo.NO and is_close)


def _points(source: Source, meeting: Item, text: str) -> dict[str, Any]:
    """Return the points of the day: for the annual review, under the three domains of the law as soon as one of them is named.

    A domain is named by a line that begins with its first words ("Santé : …", "Relations avec la famille et les tiers").
    """
    if meeting.kind != MeetingKind.REVIEW:
        return {"points": text or missing("points abordés"), "domaines": []}
    before, found = by_domain(text)
    if not found and before:
        return {"points": before, "domaines": []}
    gap = missing("point sur ce domaine") if source.withholds_nothing else "Aucun point n’est noté."
    domains = [{"titre": domain.label, "texte": found.get(domain) or gap} for domain in Domain]
    return {"points": before, "domaines": domains}


def _invitation(source: Source, invitee: Item) -> str:
    if invitee.invited != YesNo.YES:
        invited = _agreed(source, invitee, "Non invité", "Non invitée", "Non invité(e)")
        return f"{invited}\u00a0: {invitee.reason.strip()}" if invitee.reason.strip() else invited
    mode = label_of(DeliveryMode, invitee.mode)
    how = f"{mode[:1].lower()}{mode[1:]}" if mode else ""
    told = " ".join(part for part in (f"le {short_date(invitee.sent_on)}" if invitee.sent_on else "", how) if part)
    words = _agreed(source, invitee, "Invité", "Invitée", "Invité(e)")
    answer = label_of(InvitationAnswer, invitee.answer) if invitee.answer not in ("", "SANS_REPONSE", "INCONNU") else ""
    return " – ".join(part for part in (f"{words} {told}".strip(), answer[:1].lower() + answer[1:]) if part)


def _presence(source: Source, invitee: Item) -> str:
    if invitee.invited != YesNo.YES:
        return ""
    forms = _PRESENCE.get(invitee.presence)
    if forms is None:
        return missing("présence")
    words = _agreed(source, invitee, *forms)
    return f"{words}\u00a0: {invitee.absence_reason.strip()}" if invitee.absence_reason.strip() else words


def _agreed(source: Source, invitee: Item, masculine: str, feminine: str, neutral: str) -> str:
    if invitee.quality == CHILD_QUALITY:
        return source.agreed(masculine, feminine, neutral)
    person = source.file.person(invitee.person_id)
    civility = person.civility if person else civility_of(invitee.name)
    return agreed(civility, masculine, feminine, neutral)


def _child_absence(source: Source, part: Item) -> str:
    if part.attends != YesNo.NO:
        return ""
    return part.absence_reason.strip() or missing("motif de l’absence de l’enfant")


def _views(source: Source) -> list[Item]:
    """Return the lines to quote: the child's first, then the parents', then the others; those not heard leave no trace."""
    told = [one for one in source.of_kind("meeting_invitee") if one.view.strip() or one.contribution.strip()]
    return sorted(told, key=lambda one: (one.quality != CHILD_QUALITY, not is_parent_line(source, one)))


def _view(source: Source, invitee: Item) -> dict[str, str]:
    quality = invitee_quality(source, invitee)
    is_child = invitee.quality == CHILD_QUALITY
    name = invitee_name(invitee)
    return {
        "nom": source.full_name if is_child else f"{name}, {quality[:1].lower()}{quality[1:]}" if quality else name,
        "dit": invitee.view.strip(),
        "ecrit": invitee.contribution.strip(),
        "qui": "enfant" if is_child else _who(source, invitee),
    }


def _who(source: Source, invitee: Item) -> str:
    role = source.role_of(invitee.person_id) if invitee.person_id else ""
    return {"MERE": "mere", "PERE": "pere"}.get(role, "autre")


def _task(task: Item) -> dict[str, str]:
    return {
        "texte": task.text.strip() or missing("ce qui est à faire"),
        "qui": task.who.strip() or missing("qui"),
        "pour_le": short_date(task.due_on) or missing("pour quand"),
        "fait_le": f"fait le {short_date(task.done_on)}" if task.done_on else "",
    }
