"""The calendar of the compulsory examinations: that of the rules, with what the service knows of the examination no longer asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from ppe_desktop.domain.deadlines.rules import Rule

Exam = Mapping[str, Any]
"""``code``; ``begins`` and ``until``, delays from birth; ``born_before``, for one that younger children no longer have."""
_LIMIT = "born_before"


@lru_cache(maxsize=8)
def exams_of(rule: Rule, dropped: str) -> tuple[Exam, ...]:
    """Return the examinations of a rule, the earliest first.

    Args:
        rule: the rule that holds their calendar.
        dropped: code of the one that children born since the reform do not have, see ``ServiceSettings.exam_dropped``.
    """
    exams: tuple[Exam, ...] = rule.options.get("exams", ())
    limit = next((exam[_LIMIT] for exam in exams if _LIMIT in exam), None)
    if limit is None or all(exam["code"] != dropped for exam in exams):
        return exams
    plain = ({name: value for name, value in exam.items() if name != _LIMIT} for exam in exams)
    return tuple({**exam, _LIMIT: limit} if exam["code"] == dropped else exam for exam in plain)
