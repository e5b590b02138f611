"""The year of a measure as a small plan: its steps, what is done, what is planned, a day proposed for the rest."""

from ppe_desktop.domain.cycle.period import Period
from ppe_desktop.domain.cycle.proposal import Surroundings
from ppe_desktop.domain.cycle.reading import Known
from ppe_desktop.domain.cycle.results import STATE_WORDS, State, Year, YearStep
from ppe_desktop.domain.cycle.steps import Nature, Step, Variant
from ppe_desktop.domain.cycle.year import build_year

__all__ = [
    "STATE_WORDS",
    "Known",
    "Nature",
    "Period",
    "State",
    "Step",
    "Surroundings",
    "Variant",
    "Year",
    "YearStep",
    "build_year",
]
