"""The steps of the year of a measure, as data: when each usually comes, what it answers, what is planned for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ppe_desktop.domain.deadlines.rules import Delay
from ppe_desktop.domain.vocabulary import AppointmentKind


class Variant(Enum):
    """What changes the year: where the child lives, and who decides."""

    PLACEMENT = "placement"
    HOME = "home"
    YOUNG_ADULT = "young_adult"


class Anchor(Enum):
    """What a step is counted from: the beginning of the year of the measure, or what closes it (the report due, the term)."""

    START = "start"
    END = "end"


class Nature(Enum):
    """What makes a day good for a step.

    A meeting gathers people whom the school holidays scatter. What a child of school age comes to is set on a Wednesday or
    during the holidays, so as not to take the child out of class. The rest only asks for a working day.
    """

    DESK = "desk"
    MEETING = "meeting"
    CHILD = "child"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the year.

    Attributes:
        key: stable name.
        short: one word for the drawing; ``{Short}`` is the first word of what the service calls the review.
        title: what is to be done, in French; ``{child}`` is the first name, ``{de_child}`` the same after "de", ``{review}`` what
            the service calls the yearly review; ``{of_parents}`` is empty where there are none to meet.
        kind: code of the appointment planned for it.
        rule: the rule it serves; with the kind, it tells the appointments of this step.
        anchor: what it is counted from.
        usual: delay from there to its usual day.
        gap_days: days left, if possible, after the step before it.
        nature: what makes a day good for it.
        acts: rules whose obligation this step answers by itself; a step without any is done by its appointment or by words kept.
    """

    key: str
    short: str
    title: str
    kind: str
    rule: str
    anchor: Anchor
    usual: Delay
    gap_days: int = 7
    nature: Nature = Nature.DESK
    acts: tuple[str, ...] = ()


_K = AppointmentKind
HEALTH_ENTRY = Step(
    "health", "Santé", "Bilan de santé et de prévention d’entrée", _K.HEALTH.value, "HEALTH_ENTRY", Anchor.START, Delay(days=15),
    nature=Nature.CHILD, acts=("HEALTH_ENTRY",),
)  # fmt: skip
HEALTH_ANNUAL = Step(
    "health_year", "Santé", "Bilan de santé annuel", _K.HEALTH.value, "HEALTH_ANNUAL", Anchor.END, Delay(days=-30), nature=Nature.CHILD, acts=("HEALTH_ANNUAL",)
)  # fmt: skip
"""The yearly health check is counted from its own due date, not from the end of the year."""
FIRST_WORDS = Step(
    "first_words", "Paroles", "Recueillir la parole {de_child}{of_parents} pour le projet", _K.INTERVIEW.value, "PPE_INITIAL",
    Anchor.START, Delay(months=1), nature=Nature.CHILD,
)  # fmt: skip
PLAN_MEETING = Step(
    "plan_meeting", "Réunion", "Réunion du projet pour l’enfant", _K.PLAN_MEETING.value, "PPE_INITIAL", Anchor.START, Delay(months=2),
    nature=Nature.MEETING,
)  # fmt: skip
PLAN = Step(
    "plan", "Projet", "Établir le projet pour l’enfant", _K.WRITING.value, "PPE_INITIAL", Anchor.START, Delay(months=3, days=-15),
    acts=("PPE_INITIAL",),
)  # fmt: skip
INVITE = Step(
    "invite", "Invitations", "Inviter à la {review}", _K.INVITATION.value, "REPORT", Anchor.END, Delay(months=-3)
)
WORDS = Step(
    "words", "Paroles", "Recueillir la parole {de_child}{of_parents} avant la {review}", _K.INTERVIEW.value, "REPORT",
    Anchor.END, Delay(months=-2, days=-15), nature=Nature.CHILD,
)  # fmt: skip
REVIEW = Step(
    "review", "{Short}", "{Review}", _K.REVIEW.value, "REPORT", Anchor.END, Delay(months=-2), nature=Nature.MEETING
)
REPORT = Step(
    "report", "Rapport", "Rédiger le rapport de situation", _K.WRITING.value, "REPORT", Anchor.END, Delay(months=-1, days=-15),
    acts=("REPORT",),
)  # fmt: skip
INFORM = Step(
    "inform", "À dire", "Dire le contenu du rapport {to_child}{to_parents}", _K.INTERVIEW.value, "REPORT_INFORM",
    Anchor.END, Delay(months=-1), nature=Nature.CHILD, acts=("REPORT_INFORM",),
)  # fmt: skip
JUDGE = Step(
    "judge", "Juge", "Envoyer le rapport au juge", _K.WRITING.value, "REPORT_JUDGE", Anchor.END, Delay(days=-15),
    acts=("REPORT_JUDGE", "END_REPORT"),
)  # fmt: skip
AGREEMENT = Step(
    "agreement", "Accord", "Renouveler l’accord avec les parents, ou préparer la fin", _K.MEETING.value, "ADMIN_END", Anchor.END,
    Delay(days=-21), nature=Nature.MEETING, acts=("ADMIN_END",),
)  # fmt: skip
HEARING = Step(
    "hearing", "Audience", "Audience", _K.HEARING.value, "JUDICIAL_END", Anchor.END, Delay(), acts=("JUDICIAL_END",)
)
UPDATE = Step(
    "update", "Projet", "Mettre à jour le projet pour l’enfant", _K.WRITING.value, "PPE_UPDATE", Anchor.END, Delay(days=15), gap_days=15,
    acts=("PPE_UPDATE",),
)  # fmt: skip
YOUNG_WORDS = Step(
    "first_words", "Souhaits", "Recueillir les souhaits {de_child} pour son projet", _K.INTERVIEW.value, "YA_PLAN", Anchor.START,
    Delay(days=15),
)  # fmt: skip
YOUNG_PLAN = Step(
    "plan", "Projet", "Compléter le projet d’accès à l’autonomie avec {child}", _K.WRITING.value, "YA_PLAN", Anchor.START,
    Delay(months=1), acts=("YA_PLAN",),
)  # fmt: skip
YOUNG_INVITE = Step(
    "invite", "Inviter", "Convenir du bilan avec {child} : qui y vient", _K.INVITATION.value, "YA_END", Anchor.END, Delay(months=-3)
)  # fmt: skip
YOUNG_REVIEW = Step(
    "review", "Bilan", "Bilan de l’accompagnement avec {child}", _K.REVIEW.value, "YA_END", Anchor.END, Delay(months=-2)
)
YOUNG_END = Step(
    "agreement", "Suite", "Demander le renouvellement, ou préparer la suite", _K.WRITING.value, "YA_END", Anchor.END,
    Delay(months=-1, days=-15), acts=("YA_END",),
)  # fmt: skip
