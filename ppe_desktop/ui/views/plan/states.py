"""How the state of a heading looks: an icon, a word, a tone."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from ppe_desktop.domain.plan_outline import Heading, HeadingState
from ppe_desktop.ui.views.plan.typography import colon

_LOOKS = {
    HeadingState.COMPLETE: ("check-circle", "done", "Complet"),
    HeadingState.PARTIAL: ("circle-dashed", "soon", "À compléter"),
    HeadingState.EMPTY: ("circle", "neutral", "Vide"),
    HeadingState.NOT_CONCERNED: ("minus", "muted", "Non concerné"),
}


@dataclass(frozen=True, slots=True)
class StateLook:
    """Icon, colour and word of a state.

    Attributes:
        icon: name of the icon.
        tone: role of the palette.
        word: French word.
    """

    icon: str
    tone: str
    word: str


def look_of(heading: Heading) -> StateLook:
    """Return how the state of a heading looks."""
    icon, tone, word = _LOOKS[heading.state]
    return StateLook(icon, tone, QCoreApplication.translate("PlanView", word))


def state_sentence(heading: Heading) -> str:
    """Return the state with what is missing: "À compléter : évaluation, parole du père"."""
    word = look_of(heading).word
    return colon(word, ", ".join(heading.gaps)) if heading.gaps else word
