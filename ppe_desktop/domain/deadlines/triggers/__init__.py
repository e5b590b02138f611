"""What starts each obligation: functions that find, in a file, the events the rules name; importing the package registers them all."""

from ppe_desktop.domain.deadlines.triggers import ages, care, health, judge, places, plans, reports, terms
from ppe_desktop.domain.deadlines.triggers.start import TRIGGERS, Start, Trigger

__all__ = ["TRIGGERS", "Start", "Trigger", "ages", "care", "health", "judge", "places", "plans", "reports", "terms"]
