"""Statutory deadlines: rules written as data, judged by pure functions, each answer with its reasons."""

from ppe_desktop.domain.deadlines.case import Act, Case, Waiver
from ppe_desktop.domain.deadlines.engine import evaluate
from ppe_desktop.domain.deadlines.results import Deadline, Reason, Status
from ppe_desktop.domain.deadlines.rules import Rule, read_rules
from ppe_desktop.domain.deadlines.service_settings import ServiceSettings

__all__ = ["Act", "Case", "Deadline", "Reason", "Rule", "ServiceSettings", "Status", "Waiver", "evaluate", "read_rules"]
