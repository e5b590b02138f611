"""Families of deadlines: what a rule is about, in the words of the screen. The one place that says it."""

from __future__ import annotations

from enum import Enum

from ppe_desktop.domain.deadlines.rules import Rule


class Family(Enum):
    """What a deadline is about; the order is that of the screens."""

    PROJECT = "project"
    REPORTS = "reports"
    HEALTH = "health"
    WORDS = "words"
    MEASURES = "measures"
    PLACE = "place"
    AUTONOMY = "autonomy"
    RIGHTS = "rights"

    @property
    def label(self) -> str:
        """Return the French name of the family."""
        return _LABELS[self]

    @property
    def short_label(self) -> str:
        """Return the French name of the family where there is little room: one word or two."""
        return _SHORT[self]


_LABELS = {
    Family.PROJECT: "Projet pour l’enfant",
    Family.REPORTS: "Rapports de situation",
    Family.HEALTH: "Santé",
    Family.WORDS: "Parole de l’enfant",
    Family.MEASURES: "Mesures et décisions",
    Family.PLACE: "Lieu de vie",
    Family.AUTONOMY: "Autonomie et majorité",
    Family.RIGHTS: "Droits et informations",
}
_SHORT = {
    Family.PROJECT: "Projet",
    Family.REPORTS: "Rapport",
    Family.HEALTH: "Santé",
    Family.WORDS: "Parole",
    Family.MEASURES: "Mesure",
    Family.PLACE: "Lieu de vie",
    Family.AUTONOMY: "Autonomie",
    Family.RIGHTS: "Droits",
}

_ACTS = {
    "ppe": Family.PROJECT,
    "ppe_sent": Family.PROJECT,
    "report": Family.REPORTS,
    "report_informed": Family.REPORTS,
    "report_judge": Family.REPORTS,
    "health_check": Family.HEALTH,
    "health_exam": Family.HEALTH,
    "measure_followed": Family.MEASURES,
    "judgment": Family.MEASURES,
    "alternatives": Family.MEASURES,
    "cessec": Family.MEASURES,
    "neglect_examined": Family.MEASURES,
    "parents_told": Family.MEASURES,
    "prosecutor_told": Family.MEASURES,
    "hearing_3y": Family.MEASURES,
    "judge_told": Family.PLACE,
    "parents_asked": Family.PLACE,
    "separation_told": Family.PLACE,
    "life_place_visit": Family.PLACE,
    "third_party_support": Family.PLACE,
    "autonomy_first": Family.AUTONOMY,
    "autonomy_interview": Family.AUTONOMY,
    "autonomy_plan": Family.AUTONOMY,
    "young_adult_request": Family.AUTONOMY,
    "young_adult_plan": Family.AUTONOMY,
    "young_adult_decided": Family.AUTONOMY,
    "exit_interview": Family.AUTONOMY,
    "papers_18": Family.AUTONOMY,
    "trusted_person_told": Family.RIGHTS,
    "ars_told": Family.RIGHTS,
    "census": Family.RIGHTS,
    "defence_day": Family.RIGHTS,
    "health_rights": Family.RIGHTS,
    "mna_told": Family.RIGHTS,
    "permit_request": Family.RIGHTS,
}
_ACTIONS = {
    "plan": Family.PROJECT,
    "report": Family.REPORTS,
    "health": Family.HEALTH,
    "statements": Family.WORDS,
    "path": Family.MEASURES,
    "autonomy": Family.AUTONOMY,
}


def family_of(rule: Rule) -> Family:
    """Return what a rule is about: told by the act that resolves it, else by the gesture it offers."""
    return _ACTS.get(rule.act) or _ACTIONS.get(rule.action, Family.RIGHTS)
