"""The drawings a template asks for: made from what the reader may see, left out with a word when they would tell more."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from ppe_desktop.documents.guard import texts_in
from ppe_desktop.documents.picture_fields import ENTOURAGE, PATH, Room, condition_of, wanted_pictures
from ppe_desktop.domain.casefile import CaseFile, Items
from ppe_desktop.domain.genogram import Genogram
from ppe_desktop.domain.genogram import build as build_genogram
from ppe_desktop.domain.genogram.graph import TieSort
from ppe_desktop.domain.missing import is_withheld
from ppe_desktop.domain.timeline import Timeline
from ppe_desktop.domain.timeline import build as build_timeline
from ppe_desktop.domain.withholding import NOTHING, Redaction, Withheld

Drawn = Genogram | Timeline | str
"""What a picture shows: a drawing, or the words that stand in its place."""
Painter = Callable[[Drawn, float, float], bytes]
"""Paints a picture as PNG, at a width and a height in centimetres; given by who has a screen."""

_TITLES = {ENTOURAGE: "Carte de l’entourage", PATH: "Frise du parcours"}
_WHY = "Elle montrerait une personne ou un lieu qui n’est pas communiqué."
_NO_PAINTER = (
    "Ce modèle demande un dessin qui n’a pas pu être fait ici : produisez ce document depuis la fenêtre du logiciel."
)
_NAMES = ("name", "carer", "setting", "school", "first_name", "surname", "birth_surname", "organisation")
_NAMED = ("person", "placement", "schooling")
_PATH_KINDS = (
    "care_episode", "measure", "decision", "placement", "schooling", "address", "address_protection", "person", "relationship",
)  # fmt: skip
"""What a path handed to someone tells: where the child lived and learned, under which measures; no health, no words, no absence."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of one document.

    Attributes:
        images: PNG in base64 by name, for the template.
        shown: keys of the conditions that hold: the drawing is there.
        withheld: drawings this reader does not receive, and why.
        cautions: what to know, in French.
    """

    images: dict[str, str]
    shown: frozenset[str] = frozenset()
    withheld: tuple[Withheld, ...] = ()
    cautions: tuple[str, ...] = ()

    def given_to(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return the values of a document with its pictures and their conditions."""
        if not self.images:
            return values
        child = {**values.get("enfant", {}), **dict.fromkeys(self.shown, True)}
        return {**values, "enfant": child, "_images": {**values.get("_images", {}), **self.images}}


def pictures_of(
    template: bytes, whole: CaseFile, shown: Redaction, today: dt.date, painter: Painter | None
) -> Pictures:
    """Return the pictures a template asks for, as one reader may receive them.

    Args:
        template: the Word template.
        whole: the file, before anything is withheld.
        shown: what the reader may see.
        today: the day the file is read as of.
        painter: who paints; None where nothing can.
    """
    wanted = wanted_pictures(template)
    if not wanted:
        return Pictures({})
    if painter is None:
        return Pictures({}, cautions=(_NO_PAINTER,))
    images: dict[str, str] = {}
    withheld: list[Withheld] = []
    present: set[str] = set()
    for name, room in wanted.items():
        drawing = _drawing(name, whole, shown, today)
        if drawing is None:
            withheld.append(Withheld(_TITLES[name], _WHY))
        else:
            present.add(condition_of(name))
        images[name] = painted(painter, drawing or f"{_TITLES[name]} : non communiquée dans cet exemplaire.", room)
    return Pictures(images, frozenset(present), tuple(withheld))


def _drawing(name: str, whole: CaseFile, shown: Redaction, today: dt.date) -> Genogram | Timeline | None:
    """Return a drawing this reader may see whole; None when something is kept from this reader among what it shows.

    The guard reads texts, not pictures: whatever is withheld among persons and places keeps the drawing out altogether.
    """
    if _named(whole) != _named(shown.file):
        return None
    drawing = _DRAWINGS[name](shown.file, today)
    said = list(_texts(drawing))
    is_open = not any(map(is_withheld, said)) and not texts_in("\n".join(said), shown.secrets)
    return drawing if is_open else None


def _named(file: CaseFile) -> list[tuple[Any, ...]]:
    """Return every name of a person, a place or a school of a file, siblings' places included."""
    records = [one for kind in _NAMED for one in file.of(kind)] + list(file.sibling_places.values())
    return [(one.record, one.id, *(one.values.get(name) for name in _NAMES)) for one in records]


def _entourage(file: CaseFile, today: dt.date) -> Genogram:
    """Return who is around the child, without what someone thinks of the links: a conflict is a judgement of the service."""
    drawing = build_genogram(file, today, for_sharing=True)
    return replace(drawing, ties=tuple(tie for tie in drawing.ties if tie.sort is not TieSort.CONFLICT))


def _path(file: CaseFile, today: dt.date) -> Timeline:
    told = Items({kind: file.of(kind) for kind in _PATH_KINDS})
    bare = CaseFile(file.child, told, file.siblings, file.sibling_places, file.profile)
    made = build_timeline(bare, (), NOTHING, (), (), (), today, on_paper=True)
    return replace(made, notices=(), undated=())


_DRAWINGS: dict[str, Callable[[CaseFile, dt.date], Genogram | Timeline]] = {ENTOURAGE: _entourage, PATH: _path}


def _texts(value: object) -> Iterator[str]:
    """Give every text a drawing holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _texts(one)
    elif is_dataclass(value):
        for one in fields(value):
            yield from _texts(getattr(value, one.name))


def painted(painter: Painter, drawing: Drawn, room: Room) -> str:
    """Return a picture as PNG in base64, at the size of its room."""
    return base64.b64encode(painter(drawing, room.width, room.height)).decode("ascii")
