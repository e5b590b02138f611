"""Each kind of record of the file, put on its lane."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from ppe_desktop.domain.casefile import CaseFile, Item, Items
from ppe_desktop.domain.names import person_name
from ppe_desktop.domain.timeline import terms
from ppe_desktop.domain.timeline.lanes import Lanes
from ppe_desktop.domain.timeline.model import Bar, Target
from ppe_desktop.domain.timeline.wording import Wording
from ppe_desktop.domain.vocabulary import (
    AbsenceKind,
    AttachmentKind,
    CollectionOutcome,
    DecisionKind,
    DisabilityRightKind,
    FollowUpKind,
    HealthEventKind,
    JournalKind,
    LegalStatusKind,
    MeasureType,
    PlanStatus,
    Role,
    Speaker,
    SupportPlanKind,
    Vaccine,
)

_VISITS = (JournalKind.HOME_VISIT, JournalKind.CARE_VISIT, JournalKind.INTERVIEW, JournalKind.CONTACT)
_JOURNAL_ICONS = {
    JournalKind.HOME_VISIT: "house", JournalKind.CARE_VISIT: "home", JournalKind.INTERVIEW: "messages",
    JournalKind.CONTACT: "users", JournalKind.CALL: "phone", JournalKind.LETTER: "mail", JournalKind.SCHOOL: "graduation-cap",
    JournalKind.HEALTH: "heart-pulse", JournalKind.INCIDENT: "alert-triangle", JournalKind.GOOD_NEWS: "star",
    JournalKind.MEETING: "users",
}  # fmt: skip
_SAID_BY = {
    Speaker.CHILD: ("Parole de l’enfant", "child"),
    Speaker.MOTHER: ("Parole de la mère", "mother"),
    Speaker.FATHER: ("Parole du père", "father"),
}


def add_frame(lanes: Lanes, file: CaseFile, wording: Wording, today: dt.date) -> None:
    """Add what frames the path: care, statuses, measures, decisions, places, absences."""
    episodes = sorted(file.of("care_episode"), key=_begin)
    for number, item in enumerate(episodes, start=1):
        rank = "1re" if number == 1 else f"{number}e"
        label = f"{rank} prise en charge" if len(episodes) > 1 else "Prise en charge"
        lanes.bar("episode", _bar(item, label, wording.detail(item.entry_reason), "neutral", "path", "route"))
    for item in file.of("legal_status"):
        label = wording.free(_known(LegalStatusKind, item.kind) or "Statut à préciser", "Statut")
        lanes.bar("status", _bar(item, label, wording.detail(item.remarks), "neutral", "path", "scale"))
    for item in file.of("measure"):
        lanes.bar("measure", _measure(item, file, wording, today))
    for item in file.of("decision"):
        nature = _known(DecisionKind, item.kind) or "Décision"
        detail = wording.detail(item.authority, item.content)
        lanes.point("decision", item.decided_on, nature, detail, "gavel", "accent", Target("path", "decision", item.id))
    for item in file.of("placement"):
        lanes.bar("place", _place(item, wording))
    for item in file.of("absence"):
        label = wording.free(_known(AbsenceKind, item.kind) or "Absence", "Absence")
        detail = wording.detail(item.place, item.remarks)
        lanes.bar("absence", _bar(item, label, detail, "soon", "path", "map-pin-off"))


def add_life(lanes: Lanes, file: CaseFile, wording: Wording) -> None:
    """Add the schools and those who follow the child."""
    for item in file.of("schooling"):
        lanes.bar(
            "school",
            _bar(item, wording.school(item), wording.detail(item.situation), "other", "school", "graduation-cap"),
        )
    for item in file.of("support_plan"):
        label = wording.free(_known(SupportPlanKind, item.kind) or "Aménagement scolaire", "Aménagement scolaire")
        bar = _bar(item, label, wording.detail(item.content), "other", "school", "hand", is_second=True)
        lanes.bar("school", bar)
    for link, person in file.with_role(Role.CASE_WORKER):
        lanes.bar(
            "worker",
            _bar(link, person_name(person), wording.detail(Role.label_of(link.role)), "neutral", "entourage", "user"),
        )


def add_health(lanes: Lanes, file: CaseFile, wording: Wording) -> None:
    """Add health: what lasts and what happened; on paper neither names of treatments nor anything said of them."""
    for item in file.of("health_event"):
        label = wording.free(_known(HealthEventKind, item.kind) or "Santé", "Santé")
        on = item.done_on or item.booked_on or item.asked_on
        state = "" if item.done_on else "rendez-vous pris" if item.booked_on else "demandé"
        detail = wording.detail(state, item.practitioner, item.needs)
        lanes.point("health", on, label, detail, "heart-pulse", "info", Target("health", item.record, item.id))
    for item in file.of("health_follow_up"):
        label = wording.free(_known(FollowUpKind, item.kind) or "Suivi", "Suivi")
        if item.since is None and item.until is None and item.waiting_since:
            target = Target("health", item.record, item.id)
            lanes.point("health", item.waiting_since, f"Liste d’attente : {label}", "", "hourglass", "soon", target)
        else:
            lanes.bar(
                "health",
                _bar(item, label, wording.detail(item.practitioner, item.rhythm), "info", "health", "heart-pulse"),
            )
    for item in file.of("treatment"):
        label = "Traitement" if wording.on_paper else item.name or "Traitement"
        lanes.bar("health", _bar(item, label, wording.detail(item.dosage), "info", "health", "pill", is_second=True))
    for item in file.of("vaccination"):
        label = "Vaccination" if wording.on_paper else f"Vaccin : {Vaccine.label_of(item.vaccine)}"
        target = Target("health", item.record, item.id)
        lanes.point("health", item.given_on or item.next_on, label, "", "pill", "info", target)
    for item in file.of("disability_right"):
        _add_right(lanes, item, wording)


def add_meetings(lanes: Lanes, journal: Iterable[Item], statements: Items, wording: Wording) -> None:
    """Add what was done and said: visits, meetings, notes, words."""
    for item in journal:
        kind = next((kind for kind in JournalKind if kind == item.kind), JournalKind.OTHER)
        key = {JournalKind.MEETING: "meeting", JournalKind.HEALTH: "health"}.get(
            kind, "visit" if kind in _VISITS else "journal"
        )
        tone = {JournalKind.INCIDENT: "late", JournalKind.GOOD_NEWS: "done"}.get(kind, "neutral")
        label = wording.free(JournalKind.label_of(item.kind), "Journal")
        detail = wording.detail(item.text, item.values.get("part_text") or "")
        target = Target("journal", "journal_entry", item.id)
        lanes.point(key, item.happened_on, label, detail, _JOURNAL_ICONS.get(kind, "pen-line"), tone, target)
    for item in statements.of("statement"):
        said_by, tone = _SAID_BY.get(item.speaker, ("Parole d’une autre personne", "other"))
        is_said = item.outcome == CollectionOutcome.COLLECTED
        state = "" if is_said else CollectionOutcome.label_of(item.outcome)
        detail = wording.detail(state, item.exact_words or item.reported_words or item.observation)
        target = Target("statements", "statement", item.id)
        lanes.point("words", item.said_on, said_by, detail, "quote" if is_said else "circle-dashed", tone, target)


def add_documents(
    lanes: Lanes, plans: Iterable[Item], produced: Iterable[Item], attachments: Iterable[Item], wording: Wording
) -> None:
    """Add the versions of the plan with their meetings, what was produced (``document`` is its title) and what was attached."""
    for item in plans:
        target = Target("plan", "child_plan", item.id)
        is_finished = item.status == PlanStatus.FINISHED
        label = f"Projet pour l’enfant, version {item.version}"
        on = item.established_on or _day_of(item.finished_at if is_finished else item.created_at)
        state = "" if is_finished else "en préparation"
        lanes.point(
            "document", on, label, wording.detail(state), "target", "accent" if is_finished else "neutral", target
        )
        if item.meeting_on:
            detail = wording.detail(item.participants)
            lanes.point(
                "meeting", item.meeting_on, "Réunion du projet pour l’enfant", detail, "users", "accent", target
            )
    for item in produced:
        detail = wording.detail(item.recipient, "document de travail" if item.is_draft else "version terminée")
        target = Target("documents", item.record, item.id)
        lanes.point(
            "document", _day_of(item.created_at), f"Produit : {item.document}", detail, "send", "neutral", target
        )
    for item in attachments:
        kind = AttachmentKind.label_of(item.kind) or "Document joint"
        label = wording.free(kind if wording.on_paper else item.title or kind, "Document joint")
        detail = wording.detail(kind, item.received_from)
        target = Target("documents", item.record, item.id)
        lanes.point("document", item.dated_on, label, detail, "paperclip", "neutral", target)


def _measure(item: Item, file: CaseFile, wording: Wording, today: dt.date) -> Bar:
    """Return a measure; one past its term with neither an end nor another that takes over is still the one in force."""
    label = measure_name(item, wording)
    runs_on = terms.is_overdue(item, file.of("measure"), today)
    end = item.ended_on or (None if runs_on else item.until)
    is_late = item.until is not None and (runs_on or (item.ended_on is not None and item.ended_on > item.until))
    detail = wording.detail(item.court, item.judge, item.service)
    target = Target("path", item.record, item.id)
    return Bar(item.since, end, label, detail, "accent", target, "shield", term=item.until if is_late else None)


def measure_name(item: Item, wording: Wording) -> str:
    """Return the name of a measure."""
    return wording.free(_known(MeasureType, item.type) or "Mesure à préciser", "Mesure")


def _place(item: Item, wording: Wording) -> Bar:
    secret = "lieu protégé" if wording.is_secret(item) else ""
    is_main = item.is_main and not terms.is_relay(item)
    stay = wording.stay(item)
    name = wording.place(item)
    label = f"{stay} : {name}" if stay else name
    icon = "shield-alert" if secret else "home" if is_main else "house"
    return _bar(item, label, wording.detail(secret, item.town), "info", "path", icon, is_second=not is_main)


def _add_right(lanes: Lanes, item: Item, wording: Wording) -> None:
    label = wording.free(_known(DisabilityRightKind, item.kind) or "Droit", "Droit")
    if item.since or item.until:
        lanes.bar(
            "health", _bar(item, label, wording.detail(item.remarks), "info", "health", "file-check", is_second=True)
        )
    else:
        target = Target("health", item.record, item.id)
        lanes.point("health", item.decided_on or item.asked_on, label, "", "file-check", "info", target)


def _bar(item: Item, label: str, detail: str, tone: str, section: str, icon: str, *, is_second: bool = False) -> Bar:
    target = Target(section, item.record, item.id)
    return Bar(item.since, item.until, label, detail, tone, target, icon, is_second=is_second)


def _known(choices: type, code: str) -> str:
    """Return the words of a code, nothing when it says that one does not know."""
    return "" if code == "INCONNU" else str(choices.label_of(code))  # type: ignore[attr-defined]


def _begin(item: Item) -> dt.date:
    return item.since or dt.date.min


def _day_of(moment: dt.datetime | None) -> dt.date | None:
    return moment.date() if moment else None
