"""What the supports of the child's page say: their titles, what may be chosen, and how a page becomes words of the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ppe_desktop.domain.sketch import Made
from ppe_desktop.domain.support_spec import SupportSpec
from ppe_desktop.domain.vocabulary import Means, SketchKind

WEATHERS: Mapping[str, str] = {
    "soleil": "Soleil",
    "eclaircie": "Éclaircie",
    "nuage": "Nuages",
    "vent": "Vent",
    "pluie": "Pluie",
    "orage": "Orage",
    "neige": "Neige",
    "arc-en-ciel": "Arc-en-ciel",
}
"""Weathers by code, which is also the name of their drawing."""
PICTURES: Mapping[str, str] = {
    "joie": "Joie",
    "calme": "Calme",
    "tristesse": "Tristesse",
    "colere": "Colère",
    "peur": "Peur",
    "fatigue": "Fatigue",
    "mal": "J’ai mal",
    "coeur": "J’aime",
    "manque": "Ça me manque",
    "ensemble": "Ensemble",
    "famille": "Ma famille",
    "visite": "Une visite",
    "maison": "La maison",
    "ecole": "L’école",
    "jouer": "Jouer",
    "manger": "Manger",
    "dormir": "Dormir",
    "aide": "Aide-moi",
}
"""Pictures for the small ones, by code, which is also the name of their drawing."""
HOUSES: Mapping[str, str] = {
    "soucis": "La maison des soucis",
    "bien": "La maison de ce qui va bien",
    "reves": "La maison des rêves",
}
"""The three houses, by the place of the words in each."""
TITLES: Mapping[str, str] = {
    SketchKind.WEATHER: "Ma météo",
    SketchKind.HOUSES: "Trois maisons",
    SketchKind.SCALE: "De 1 à 10",
    SketchKind.DRAWING: "Dessiner",
    SketchKind.WORDS: "Mes mots",
    SketchKind.PICTURES: "Des images",
}
"""Name of each support, as it is said to the child."""
ASKED: Mapping[str, str] = {
    SketchKind.WEATHER: "Quel temps fait-il en toi\N{NO-BREAK SPACE}?",
    SketchKind.HOUSES: "Qu’est-ce qu’il y a dans chaque maison\N{NO-BREAK SPACE}?",
    SketchKind.SCALE: "Où te places-tu\N{NO-BREAK SPACE}?",
    SketchKind.DRAWING: "Dessine ce que tu veux.",
    SketchKind.WORDS: "Écris, ou dis et on écrit pour toi.",
    SketchKind.PICTURES: "Montre les images qui parlent de toi.",
}
"""What each support asks of the child."""
LITTLE = 3
"""Years under which one observes: no picture is proposed as the child's words."""

_MEANS: Mapping[str, str] = {
    SketchKind.WEATHER: Means.WEATHER.value,
    SketchKind.HOUSES: Means.HOUSES.value,
    SketchKind.SCALE: "Échelle de 1 à 10",
    SketchKind.DRAWING: Means.DRAWING.value,
    SketchKind.WORDS: Means.LETTER.value,
    SketchKind.PICTURES: "Images",
}


def means_of(kind: str, made: Made | None = None) -> str:
    """Return the means of a statement collected with a support: a code, or free words."""
    return _MEANS.get(kind) or _means_of_sheet(kind, made)


def _means_of_sheet(name: str, made: Made | None) -> str:
    sheet = made.sheet if made is not None else None
    if sheet is None or sheet.ground:
        return name
    return Means.QUESTIONNAIRE.value if sheet.questions else Means.LETTER.value


def places_of(kind: str, made: Made) -> tuple[str, ...]:
    """Return the places where the child's words stand on a support."""
    if made.sheet is not None:
        return made.sheet.places
    return tuple(HOUSES) if kind == SketchKind.HOUSES else ("",)


def words_said(kind: str, made: Made) -> str:
    """Return the child's own words exactly as typed, place after place; empty when there are none."""
    return "\n\n".join(text.strip() for place in places_of(kind, made) if (text := made.words.get(place, "")).strip())


def question_asked(kind: str, made: Made) -> str:
    """Return what was asked; where there are several places, in which of them each paragraph stands."""
    if made.sheet is not None:
        return _sheet_asked(made.sheet, made)
    if kind == SketchKind.HOUSES:
        named = [HOUSES[place] for place in HOUSES if made.words.get(place, "").strip()]
        return "Trois maisons, dans l’ordre des paroles\N{NO-BREAK SPACE}: " + _listed(named)
    if kind == SketchKind.SCALE and made.question.strip():
        return made.question.strip()
    return ASKED[kind]


def _sheet_asked(sheet: SupportSpec, made: Made) -> str:
    """Return the instruction of a support and those of its questions that were answered, in the order of the words."""
    answered = [
        question
        for place, question in zip(sheet.places, sheet.questions, strict=False)
        if made.words.get(place, "").strip()
    ]
    return "\n".join(part for part in (sheet.asked or sheet.name, *answered) if part)


def shown_without_words(kind: str, made: Made) -> str:
    """Return what was shown otherwise than by words, as a professional observes it; empty when nothing was."""
    if kind == SketchKind.SCALE and made.value:
        return f"A montré {made.value} sur une échelle de 1 à 10."
    if made.chosen:
        return f"A choisi\N{NO-BREAK SPACE}: {_listed(chosen_labels(made.chosen))}."
    return ""


def chosen_labels(codes: Iterable[str]) -> list[str]:
    """Return the words of pictures; a code that this version does not know is left out."""
    known = {**WEATHERS, **PICTURES}
    return [known[code] for code in codes if code in known]


def _listed(labels: list[str]) -> str:
    return ", ".join(label[:1].lower() + label[1:] for label in labels)
