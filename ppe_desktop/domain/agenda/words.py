"""How the agenda says what may be read over a shoulder: in words that hurt nobody; « Pourquoi » and the file say the rest."""

from __future__ import annotations

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.deadlines import Rule
from ppe_desktop.domain.deadlines.gestures import Gesture
from ppe_desktop.domain.vocabulary import AppointmentKind, HealthEventKind

_SITUATION, _MEASURE, _PLACE = "Examen de la situation", "Mesure à vérifier", "Accueil, suite à donner"
_NEUTRAL = {
    "NEGLECT": _SITUATION,
    "CESSEC": _SITUATION,
    "ALTERNATIVES": _SITUATION,
    "CONCERN_EVAL": "Évaluation à rendre",
    "SIBLING_48H": "Courrier au juge",
    "MOVE_1M": "Courrier au juge",
    "MOVE_48H": "Courrier au juge",
    "OPP_PROSECUTOR": _MEASURE,
    "OPP_HEARING": _MEASURE,
    "OPP_MERITS": _MEASURE,
    "TRAVEL_BAN_END": _MEASURE,
    "APPEAL": "Délai d’une décision",
    "EMERGENCY_5D": _PLACE,
    "RUNAWAY_72H": _PLACE,
    "EMERGENCY_TOLD": _PLACE,
    "RUNAWAY_TOLD": _PLACE,
}
"""Rules whose own words name what a child or a parent should not discover on a calendar."""
_SHORT = {
    "JUDICIAL_END": "Échéance de la mesure",
    "AEMO_R_END": "Échéance de la mesure",
    "ADMIN_END": "Échéance de l’accord",
    "YA_END": "Échéance du contrat",
    "JUDGMENT_NOTICE": "Décision attendue",
    "HEARING_SUMMONS": "Convocation à recevoir",
    "ADMIN_CONSENT": "Accord à recueillir",
    "MOVE_PARENT_OPINION": "Avis des parents",
    "HEALTH_EXAMS": "Examen médical",
    "EXIT_AGAIN": "Entretien de sortie",
}
_SAID_AS_IT_IS = frozenset(
    {
        HealthEventKind.ENTRY, HealthEventKind.ANNUAL, HealthEventKind.COMPULSORY, HealthEventKind.CONSULTATION,
        HealthEventKind.SPECIALIST, HealthEventKind.DENTAL, HealthEventKind.EYES, HealthEventKind.SPEECH,
    }
)  # fmt: skip


def appointment_label(item: Item) -> str:
    """Return the nature of an appointment, the yearly review by the name that the service gives it."""
    return AppointmentKind.label_of(item.kind)


def obligation_title(rule: Rule) -> str:
    """Return what is to be done, in neutral words where the rule's own are not."""
    return _NEUTRAL.get(rule.id, rule.title)


def obligation_short(rule: Rule, gesture: Gesture) -> str:
    """Return the same in a few words."""
    return _NEUTRAL.get(rule.id) or _SHORT.get(rule.id) or gesture.name


def health_title(kind: str) -> str:
    """Return what a health appointment is: the dentist is said, what concerns the mind, a hospital or free words are not."""
    return HealthEventKind.label_of(kind) if kind in _SAID_AS_IT_IS else "Rendez-vous de santé"
