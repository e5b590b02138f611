"""What a support of the child's page is made of: its name, the ages it is proposed at, what it asks, where one draws on it."""

from __future__ import annotations

from typing import Any, NamedTuple

from ppe_desktop.domain.errors import FieldError

NO_DRAWING, SHEET, LINE, CIRCLES = "", "feuille", "ligne", "cercles"
GROUNDS = (NO_DRAWING, SHEET, LINE, CIRCLES)
"""What is printed where one draws: nothing is drawn, a bare sheet, a line of life, circles round oneself."""
OLDEST = 21
"""Last age proposed: support may go on until then."""
MOST_QUESTIONS = 8
MOST_LETTERS = 400


class SupportSpec(NamedTuple):
    """A support, as the service has it.

    Attributes:
        code: what names it whatever it is called: a code of :class:`SketchKind` for those that have a page of their own.
        name: what it is called, as it is said to the child.
        asked: what it asks of the child.
        questions: questions, each answered in the child's own words; none for a page of words in one piece.
        ground: one of :data:`GROUNDS`.
        since, until: ages at which it is proposed, in whole years, both included; it may be chosen at any other by hand.
        is_on: it is on the child's page.
        picture: name of its drawing.
    """

    code: str
    name: str
    asked: str
    questions: tuple[str, ...] = ()
    ground: str = NO_DRAWING
    since: int = 3
    until: int = OLDEST
    is_on: bool = True
    picture: str = "mots"

    @property
    def places(self) -> tuple[str, ...]:
        """The places where the child's words stand: one a question, else one for all."""
        return tuple(str(number) for number in range(1, len(self.questions) + 1)) or ("",)


def as_plain(spec: SupportSpec) -> dict[str, Any]:
    """Return a support as JSON holds it."""
    return {**spec._asdict(), "questions": list(spec.questions)}


def from_plain(plain: dict[str, Any]) -> SupportSpec:
    """Return a support read back; what a later version added to it is left out.

    Raises:
        KeyError, TypeError, ValueError: it is no support.
    """
    since, until = int(plain.get("since", 0)), int(plain.get("until", OLDEST))
    ground = str(plain.get("ground", NO_DRAWING))
    return SupportSpec(
        str(plain["code"]),
        str(plain["name"]),
        str(plain.get("asked", "")),
        tuple(str(one) for one in plain.get("questions", ()))[:MOST_QUESTIONS],
        ground if ground in GROUNDS else SHEET,
        since,
        until,
        bool(plain.get("is_on", True)),
        str(plain.get("picture", "mots")),
    )


def checked(spec: SupportSpec) -> SupportSpec:
    """Return a support without needless spaces.

    Raises:
        FieldError: it has no name, ages in the wrong order, or more than fits on a page.
    """
    name, asked = " ".join(spec.name.split()), " ".join(spec.asked.split())
    questions = tuple(kept for one in spec.questions if (kept := " ".join(one.split())))
    if not name:
        raise FieldError("name", "Donnez un nom à ce support.")
    if len(name) > 40:
        raise FieldError("name", "Quarante lettres au plus : le nom s’écrit en grand sur la page de l’enfant.")
    if not 0 <= spec.since <= spec.until <= OLDEST:
        raise FieldError("since", "Le premier âge vient avant le dernier, entre 0 et 21 ans.")
    if len(questions) > MOST_QUESTIONS:
        raise FieldError("questions", "Huit questions au plus : au-delà, la page ne tient plus sur une feuille.")
    if any(len(text) > MOST_LETTERS for text in (asked, *questions)):
        raise FieldError("questions", "Une consigne ou une question tient en quatre cents lettres.")
    return spec._replace(name=name, asked=asked, questions=questions)
