"""The one name that a service gives to its yearly review, told to every screen and document that names it.

"Synthèse annuelle" or "concertation": the same meeting, the same day in the agenda, the same occasion of collecting words. Screens,
forms and documents read the label of these members; to hand the settings to each of them for one word would burden them all.
"""

from __future__ import annotations

from ppe_desktop.domain.deadlines.service_settings import ServiceSettings, review_name
from ppe_desktop.domain.vocabulary import AppointmentKind, MeetingKind, Occasion


def go_by(settings: ServiceSettings | None) -> None:
    """Name the yearly review as the settings of the open base do, or by its usual name once no base is open."""
    name = review_name(settings or ServiceSettings())
    label = name[:1].upper() + name[1:]
    MeetingKind.REVIEW.label = label
    AppointmentKind.REVIEW.label = label
    Occasion.REVIEW.label = label
