"""The supports of the child's page: those that come with the program, what the service made of them, and which are proposed at an age.

None is imposed by law and none is closed to an age: what is proposed comes first, all the others are one touch away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from ppe_desktop.domain.sketch_words import ASKED, TITLES
from ppe_desktop.domain.support_spec import CIRCLES, LINE, NO_DRAWING, OLDEST, SHEET, SupportSpec, as_plain, from_plain
from ppe_desktop.domain.vocabulary import SketchKind

LIFE_LINE, NEAR, SMALL_QUESTIONS, KEEP_CHANGE, JUDGE, SELF, OWN_PAGE = (
    "LIGNE_DE_VIE", "ENTOURAGE", "PETITES_QUESTIONS", "GARDER_CHANGER", "LETTRE_JUGE", "AUTONOMIE", "PAGE_PROJET",
)  # fmt: skip
_NBSP = "\N{NO-BREAK SPACE}"


def _built(kind: SketchKind, since: int, until: int, picture: str, ground: str = NO_DRAWING) -> SupportSpec:
    return SupportSpec(kind.value, TITLES[kind], ASKED[kind], (), ground, since, until, True, picture)


SHIPPED: tuple[SupportSpec, ...] = (
    _built(SketchKind.WEATHER, 3, 12, "eclaircie"),
    _built(SketchKind.HOUSES, 5, 12, "maisons", SHEET),
    _built(SketchKind.SCALE, 6, OLDEST, "echelle"),
    _built(SketchKind.DRAWING, 3, OLDEST, "dessiner", SHEET),
    _built(SketchKind.WORDS, 6, OLDEST, "mots"),
    _built(SketchKind.PICTURES, 3, 7, "images"),
    SupportSpec(
        LIFE_LINE, "Ma ligne de vie",
        "Dessine ou écris ce qui a compté pour toi, du plus ancien à aujourd’hui, et ce que tu attends.",
        (f"Le plus beau moment{_NBSP}?", f"Le plus difficile{_NBSP}?", f"Et après{_NBSP}?"), LINE, 7, OLDEST, True, "ligne",
    ),
    SupportSpec(
        NEAR, "Les gens autour de moi",
        "Mets-toi au milieu, et place les personnes qui comptent, plus ou moins près de toi.",
        (f"Qui est tout près de toi{_NBSP}?", f"Qui voudrais-tu voir plus{_NBSP}? Moins{_NBSP}?"), CIRCLES, 6, OLDEST, True,
        "cercles",
    ),
    SupportSpec(
        SMALL_QUESTIONS, "Des petites questions",
        "Réponds comme tu veux. Tu peux aussi ne pas répondre.",
        (
            f"Qu’est-ce qui te fait plaisir en ce moment{_NBSP}?",
            f"Qu’est-ce qui t’embête{_NBSP}?",
            f"Qui peut t’aider{_NBSP}?",
            f"Qu’est-ce que tu voudrais demander{_NBSP}?",
        ),
        NO_DRAWING, 6, 10, True, "questions",
    ),
    SupportSpec(
        KEEP_CHANGE, "Garder, changer",
        f"Dans ta vie d’aujourd’hui, qu’est-ce que tu veux garder{_NBSP}? Qu’est-ce que tu veux changer{_NBSP}?",
        ("Ce que je veux garder", "Ce que je veux changer"), NO_DRAWING, 8, OLDEST, True, "garder",
    ),
    SupportSpec(
        JUDGE, "Ma lettre au juge",
        "Écris ce que tu veux que le juge sache. Tu décides de ce que tu dis, et si la lettre part.",
        (), NO_DRAWING, 8, OLDEST, True, "lettre",
    ),
    SupportSpec(
        SELF, "Où j’en suis",
        "Ce que tu sais déjà faire, ce que tu apprends, et ce pour quoi tu veux de l’aide.",
        (
            "Ce que je sais déjà faire",
            "Ce que je suis en train d’apprendre",
            "Ce pour quoi je veux de l’aide",
            "Mon prochain pas",
        ),
        NO_DRAWING, 15, OLDEST, True, "autonomie",
    ),
    SupportSpec(
        OWN_PAGE, "Ma page du projet",
        "Cette page de ton projet est à toi. Écris ce qui compte pour toi, avec tes mots.",
        (), NO_DRAWING, 13, OLDEST, True, "projet",
    ),
)  # fmt: skip
"""The supports that come with the program, in the order of the settings."""
OF_OURS: Mapping[str, SupportSpec] = {spec.code: spec for spec in SHIPPED}
OWN_PICTURE = "questions"
"""Drawing of the supports that the service adds."""
CHANGEABLE = ("name", "since", "until", "is_on")
"""What the service may change of a support that comes with the program; its own are all its own."""

_WEATHER, _HOUSES, _SCALE, _DRAWING, _WORDS, _PICTURES = (kind.value for kind in SketchKind)
_FIRST: tuple[tuple[int, tuple[str, ...]], ...] = (
    (6, (_PICTURES, _WEATHER, _DRAWING)),
    (11, (_HOUSES, _DRAWING, _WEATHER, _SCALE, NEAR, SMALL_QUESTIONS, LIFE_LINE, _WORDS)),
    (15, (_WORDS, KEEP_CHANGE, NEAR, _SCALE, JUDGE, _DRAWING, LIFE_LINE)),
    (200, (_WORDS, OWN_PAGE, SELF, KEEP_CHANGE, JUDGE, NEAR, LIFE_LINE, _SCALE)),
)
"""Which supports come first, up to an age."""


class Proposed(NamedTuple):
    """The supports of the child's page, in order.

    Attributes:
        first: those proposed at the age of the child.
        others: those one touch away.
    """

    first: tuple[SupportSpec, ...]
    others: tuple[SupportSpec, ...]


def supports_of(kept: Iterable[Mapping[str, Any]]) -> tuple[SupportSpec, ...]:
    """Return all the supports of a service: those shipped, as it changed them, then its own; what cannot be read is left out.

    Args:
        kept: what the base keeps, a mapping for each support changed or added.
    """
    found: dict[str, SupportSpec] = dict(OF_OURS)
    for plain in kept:
        try:
            spec = from_plain(dict(plain))
        except (KeyError, TypeError, ValueError):
            continue
        ours = OF_OURS.get(spec.code)
        found[spec.code] = ours._replace(**{name: getattr(spec, name) for name in CHANGEABLE}) if ours else spec
    return tuple(found.values())


def to_keep(specs: Iterable[SupportSpec]) -> list[dict[str, Any]]:
    """Return what the base keeps of supports: those that are not as they were shipped."""
    return [as_plain(spec) for spec in specs if OF_OURS.get(spec.code) != spec]


def proposed(specs: Iterable[SupportSpec], age: int | None) -> Proposed:
    """Return the supports that are on, in the order proposed at an age.

    Args:
        specs: all of them.
        age: whole years; None when it is not known: all are then proposed.
    """
    shown = [spec for spec in specs if spec.is_on]
    if age is None:
        return Proposed(tuple(shown), ())
    order = next(codes for limit, codes in _FIRST if age < limit)
    last = len(order)
    ranked = sorted(shown, key=lambda spec: order.index(spec.code) if spec.code in order else last)
    first = tuple(spec for spec in ranked if spec.since <= age <= spec.until)
    others = tuple(spec for spec in ranked if spec not in first)
    return Proposed(first, others) if first else Proposed(others, ())


def ages_said(spec: SupportSpec) -> str:
    """Return the ages of a support: "de 6 à 10 ans", "à partir de 8 ans"."""
    if spec.until >= OLDEST:
        return f"à partir de {spec.since} ans" if spec.since else "à tout âge"
    return f"de {spec.since} à {spec.until} ans"
