"""The drawings of a template on trial: a fictitious child's path, and words that show the room of the other ones."""

from __future__ import annotations

import datetime as dt

from ppe_desktop.documents.picture_fields import PATH, condition_of, wanted_pictures
from ppe_desktop.domain.dates import add_months, majority
from ppe_desktop.domain.timeline import Bar, Lane, Timeline
from ppe_desktop.domain.timeline.lanes import LANES
from ppe_desktop.domain.timeline.model import Target
from ppe_desktop.services.document_pictures import Painter, Pictures, painted

_NOWHERE = Target("", "", "")
_IN_ITS_PLACE = "La carte de l’entourage de l’enfant sera dessinée ici, à cette taille."


def trial_pictures(template: bytes, today: dt.date, painter: Painter | None) -> Pictures:
    """Return the pictures a template on trial asks for; none where nothing can paint.

    Args:
        template: the Word template.
        today: the day of the trial.
        painter: who paints; None where nothing can.
    """
    wanted = wanted_pictures(template) if painter is not None else {}
    if painter is None or not wanted:
        return Pictures({})
    images = {
        name: painted(painter, _path(today) if name == PATH else _IN_ITS_PLACE, room) for name, room in wanted.items()
    }
    return Pictures(images, frozenset(map(condition_of, wanted)))


def _path(today: dt.date) -> Timeline:
    """Return the path of a child of eleven who does not exist."""
    birth = add_months(today, -11 * 12 - 3)
    begun, moved = add_months(today, -26), add_months(today, -14)
    lanes = (
        _lane("measure", _bar(begun, add_months(today, 10), "Placement à l’aide sociale à l’enfance")),
        _lane(
            "place",
            _bar(begun, moved, "Foyer de l’enfance"),
            _bar(moved, None, "Famille Durand – Famille d’accueil"),
        ),
        _lane("school", _bar(add_months(today, -15), None, "Sixième – Collège des Tilleuls")),
    )
    first, last = add_months(begun, -3), add_months(today, 14)
    return Timeline(lanes, (), (), first, last, today, birth, majority(birth))


def _lane(key: str, *bars: Bar) -> Lane:
    title, icon = next((title, icon) for known, title, icon, _noun in LANES if known == key)
    return Lane(key, title, icon, bars=bars)


def _bar(since: dt.date, until: dt.date | None, label: str) -> Bar:
    return Bar(since, until, label, "", "accent", _NOWHERE)
