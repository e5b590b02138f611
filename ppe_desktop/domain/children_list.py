"""What the list of children is made of: a name a child, and facts that come one kind after the other, each about everyone at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import Enum
from typing import Any, NamedTuple


class Part(Enum):
    """A kind of fact of the list; each is read for all the children in one go, by identifier of child.

    A child about whom there is nothing to say is left out.
    """

    MEASURE = "measure"
    """:class:`MeasureInForce`."""
    PLACE = "place"
    """Name of the place where the child lives, else what kind of place it is."""
    REFERENT = "referent"
    """Name of the person noted as référent at present."""
    PLAN = "plan"
    """:class:`PlanState`."""
    WORDS = "words"
    """Day of the child's last words."""
    PROTECTION = "protection"
    """True where an address is protected."""
    OUTLOOK = "outlook"
    """:class:`ppe_desktop.domain.deadlines.outlook.Outlook`: judged, not read."""


READ_PARTS = (Part.MEASURE, Part.PLACE, Part.REFERENT, Part.PLAN, Part.WORDS, Part.PROTECTION)
"""The facts that the base tells by itself, in the order of the columns."""

Parts = Mapping[Part, Mapping[str, Any]]
"""What is known so far: by kind of fact, by identifier of child."""


class MeasureInForce(NamedTuple):
    """The measure in force.

    Attributes:
        label: what it is.
        term: day it ends, when known.
    """

    label: str
    term: dt.date | None


class PlanState(NamedTuple):
    """Where a child's plan stands.

    Attributes:
        state: ``"draft"`` or ``"finished"``.
        established_on: date of establishment of the last finished version.
    """

    state: str
    established_on: dt.date | None
