"""What answers an obligation: the verb on its button, and the record where it is written. The one place that says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ppe_desktop.domain.deadlines.results import Deadline
from ppe_desktop.domain.texts import excerpt
from ppe_desktop.domain.vocabulary import HealthEventKind, StepKind

PLAN = "child_plan"
"""Kind of record of a gesture that opens the plan being prepared."""

WRITING = "writing"
"""Kind of record of a gesture that opens the report being written."""

SECTIONS = {
    "child": "identity",
    "care_episode": "path",
    "measure": "path",
    "placement": "path",
    "decision": "path",
    "absence": "path",
    "legal_status": "path",
    "health_event": "health",
    "health_profile": "health",
    "sibling_link": "entourage",
    "statement": "statements",
    "situation_report": "deadlines",
    "statutory_step": "deadlines",
    "deadline_waiver": "deadlines",
    "autonomy_interview": "autonomy",
    "autonomy_plan": "autonomy",
    "paper": "autonomy",
    "young_adult_contract": "autonomy",
    "exit_interview": "autonomy",
    PLAN: "plan",
    WRITING: "deadlines",
}
"""Section of the file that shows each kind of record."""

_OPENS = {
    "plan": ("plan", "Ouvrir le projet"),
    "health": ("health", "Ouvrir la santé"),
    "path": ("path", "Ouvrir le parcours"),
    "entourage": ("entourage", "Ouvrir l’entourage"),
    "statements": ("statements", "Ouvrir les paroles"),
    "school": ("school", "Ouvrir la scolarité"),
    "autonomy": ("autonomy", "Ouvrir l’autonomie"),
}
"""Where an obligation that nothing below knows of is answered, by the action of its rule."""


@dataclass(frozen=True, slots=True)
class Gesture:
    """What one click does for an obligation.

    Attributes:
        verb: words of the button, "Écrire le rapport".
        name: what is due in a few words, "Rapport de situation".
        section: section of the file where it is done.
        kind: kind of the record to open; none when the section is enough.
        record_id: the record to open; when empty, or answered already, one that waits is taken, else one is made.
        values: first values of a new record, those of one that waits.
        order: facts to fill, the last one being the answer: the first one still empty takes the keyboard.
        waits: facts that are empty as long as a record waits to be finished.
    """

    verb: str
    name: str
    section: str
    kind: str = ""
    record_id: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    waits: tuple[str, ...] = ()

    @property
    def makes(self) -> bool:
        """Tell whether a record is made when none waits to be finished."""
        return bool(self.kind) and not self.record_id and self.kind not in (PLAN, WRITING)


_STEPS: dict[str, tuple[str, str]] = {
    StepKind.TRUSTED_PERSON: ("Noter l’information donnée", "Personne de confiance"),
    StepKind.ALTERNATIVES: ("Noter l’examen fait", "Autre mesure que le placement"),
    StepKind.PPE_SENT: ("Noter l’envoi du projet", "Envoi du projet"),
    StepKind.AUTONOMY_FIRST: ("Noter l’évaluation", "Préparation de l’autonomie"),
    StepKind.AUTONOMY_INTERVIEW: ("Mener l’entretien des 17\N{NO-BREAK SPACE}ans", "Entretien des 17\N{NO-BREAK SPACE}ans"),
    StepKind.CENSUS: ("Noter le recensement", "Recensement citoyen"),
    StepKind.DEFENCE_DAY: ("Noter la journée faite", "Journée défense et citoyenneté"),
    StepKind.HEALTH_RIGHTS: ("Noter la demande faite", "Carte Vitale"),
    StepKind.ARS: ("Noter l’information donnée", "Allocation de rentrée scolaire"),
    StepKind.YOUNG_ADULT: ("Préparer la demande", "Accompagnement jeune majeur"),
    StepKind.PERMIT: ("Noter la demande déposée", "Titre de séjour"),
    StepKind.EXIT: ("Mener l’entretien de sortie", "Entretien six mois après la sortie"),
    StepKind.CESSEC: ("Noter l’examen fait", "Examen par la commission"),
    StepKind.NEGLECT: ("Noter l’examen fait", "Demande de délaissement"),
    StepKind.LIFE_PLACE: ("Noter la visite", "Visite sur le lieu de vie"),
    StepKind.THIRD_PARTY: ("Noter la visite", "Visite chez le tiers"),
    StepKind.UNACCOMPANIED_TOLD: ("Noter l’information donnée", "Titre de séjour et asile"),
    StepKind.PAPERS: ("Noter les démarches", "Papiers des 18\N{NO-BREAK SPACE}ans"),
    StepKind.YOUNG_ADULT_PLAN: ("Noter le projet construit", "Projet du jeune majeur"),
    StepKind.PARENTS_TOLD: ("Noter qui a été prévenu", "Parents à prévenir"),
    StepKind.HEARING: ("Noter l’audience", "Audience du juge"),
}  # fmt: skip
"""Verb and short name of each step told by a record of its own; another one is said by its label."""

_IN_AUTONOMY: dict[str, tuple[str, str]] = {
    StepKind.AUTONOMY_INTERVIEW: ("", ""),
    StepKind.UNACCOMPANIED_TOLD: ("", ""),
    StepKind.PAPERS: ("", ""),
    StepKind.YOUNG_ADULT: ("young_adult_contract", "requested_on"),
    StepKind.YOUNG_ADULT_PLAN: ("", ""),
    StepKind.EXIT: ("exit_interview", "held_on"),
}
"""Steps answered in the section of autonomy: the record made there and its day; none when the section is where one begins."""

CARD_GESTURE = "gesture"
"""In place of a fact: the gesture that the card of the record offers."""

_ON_RECORD = {
    "report_informed": ("situation_report", "informed_on", "Noter l’information donnée", "Rapport à faire connaître"),
    "report_judge": ("situation_report", "sent_on", "Noter l’envoi au juge", "Rapport au juge"),
    "judge_told": ("placement", "judge_informed_on", "Noter l’information du juge", "Juge à informer"),
    "measure_followed": ("measure", CARD_GESTURE, "Ouvrir la mesure", "Fin de mesure"),
    "judgment": ("measure", "ended_on", "Ouvrir la mesure", "Décision du juge"),
    "judge_ruled": ("measure", "ended_on", "Ouvrir la mesure", "Décision du juge"),
    "prosecutor_told": ("measure", "prosecutor_told_on", "Noter l’information donnée", "Procureur à prévenir"),
    "young_adult_decided": ("young_adult_contract", "decided_on", "Noter la décision", "Accompagnement jeune majeur"),
    "agreed": ("measure", "agreed_on", "Noter l’accord écrit", "Accord des représentants légaux"),
    "parents_asked": ("placement", "parents_opinion_on", "Noter l’avis des parents", "Avis sur le lieu d’accueil"),
    "separation_told": ("sibling_link", "judge_informed_on", "Noter l’information du juge", "Fratrie séparée"),
    "concern_evaluated": ("care_episode", "concern_evaluated_on", "Noter l’évaluation", "Information préoccupante"),
}
"""Acts written on a record that is there already: its kind, the fact, the verb, the short name."""


def gesture_of(deadline: Deadline) -> Gesture:
    """Return what one click does for an obligation, whatever its act: at the least, the section opens."""
    rule = deadline.rule
    if rule.act == "ppe":
        verb = "Mettre à jour le projet" if rule.id.endswith("_UPDATE") else "Préparer le projet"
        return Gesture(verb, "Projet pour l’enfant", "plan", PLAN)
    if rule.act == StepKind.AUTONOMY_PLAN:  # it is a heading of the plan
        return Gesture(
            "Écrire le projet d’autonomie", "Projet d’accès à l’autonomie", "plan", PLAN, order=("autonomy",)
        )
    if rule.act == "health_check":
        return _health_check(deadline)
    if rule.act == "health_exam":
        return _examination(deadline)
    if rule.act == "report":
        return Gesture("Écrire le rapport", "Rapport de situation", "deadlines", WRITING)
    if rule.act in _ON_RECORD:
        return _on_record(deadline)
    if rule.act in {step.value for step in StepKind}:
        return _step(rule.act)
    return _other(deadline)


def _health_check(deadline: Deadline) -> Gesture:
    """Return the check of entry or of the year; appointment first, then the day it was done."""
    kind = HealthEventKind.ANNUAL if deadline.rule.repeats or "ANNUAL" in deadline.rule.id else HealthEventKind.ENTRY
    return Gesture(
        "Planifier le bilan de santé", "Bilan de santé", "health", "health_event", values={"kind": kind.value},
        order=("booked_on", "done_on"), waits=("done_on",),
    )  # fmt: skip


def _examination(deadline: Deadline) -> Gesture:
    """Return the compulsory examination of the age; appointment first, then the day it was done."""
    values = {"kind": HealthEventKind.COMPULSORY.value, "exam_age": deadline.key}
    return Gesture(
        "Planifier l’examen", "Examen obligatoire", "health", "health_event", values=values,
        order=("booked_on", "done_on"), waits=("done_on",),
    )  # fmt: skip


def _on_record(deadline: Deadline) -> Gesture:
    kind, name, verb, short = _ON_RECORD[deadline.rule.act]
    record_id = record_of(deadline, kind)
    if kind == "situation_report":  # the reasons may speak of the report before: it is not the one to fill
        return Gesture(verb, short, SECTIONS[kind], kind, record_id, order=("written_on", name), waits=(name,))
    if record_id:
        return Gesture(verb, short, SECTIONS[kind], kind, record_id, order=(name,))
    return Gesture(verb, short, SECTIONS[kind])


def _step(code: str) -> Gesture:
    done = ("done_on",)
    verb, name = _STEPS.get(code, ("Noter la démarche", excerpt(StepKind.label_of(code), 40)))
    if code in _IN_AUTONOMY:
        kind, day = _IN_AUTONOMY[code]
        fills = (day,) if day else ()
        return Gesture(verb, name, "autonomy", kind, order=fills, waits=fills)
    return Gesture(verb, name, "deadlines", "statutory_step", values={"kind": code}, order=done, waits=done)


def _other(deadline: Deadline) -> Gesture:
    """Return the section that the rule names, at the record that its reasons speak of when that section shows it."""
    section, verb = _OPENS.get(deadline.rule.action, ("deadlines", "Ouvrir les échéances"))
    name = excerpt(deadline.rule.title, 40)
    for reason in reversed(deadline.reasons):
        if reason.record_id and SECTIONS.get(reason.record) == section and reason.record != PLAN:
            return Gesture(verb, name, section, reason.record, reason.record_id)
    return Gesture(verb, name, section)


def record_of(deadline: Deadline, kind: str) -> str:
    """Return the identifier of the last record of a kind that the reasons speak of, empty when none."""
    return next((one.record_id for one in reversed(deadline.reasons) if one.record == kind and one.record_id), "")
