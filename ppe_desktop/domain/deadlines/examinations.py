"""The calendar of the compulsory examinations: that of the rules, with what the service corrected of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from ppe_desktop.domain.deadlines.rules import Delay, Rule
from ppe_desktop.domain.deadlines.service_settings import EXAM_AGES, EXAMS, MOST_MONTHS, ServiceSettings, SettingFact
from ppe_desktop.domain.errors import FieldError
from ppe_desktop.domain.vocabulary import CompulsoryExam

Exam = Mapping[str, Any]
"""``code``; ``begins`` and ``until``, delays from birth; ``born_before``, for one that younger children no longer have."""
BEGINS, UNTIL = "begins", "until"
UNSURE = (
    "Âge repris du calendrier de 2019 lu dans la presse, non dans l’arrêté : à vérifier. Le texte donne des âges, le programme retient "
    "le premier et le dernier jour de chacun."
)
_LIMIT = "born_before"
_MOST_DAYS = 60


def exams_of(rule: Rule, settings: ServiceSettings) -> tuple[Exam, ...]:
    """Return the examinations of a rule at the ages that the service kept, the earliest first.

    Args:
        rule: the rule that holds their calendar.
        settings: the settings, of which ``exam_dropped`` says which one children born since the reform do not have.
    """
    return _exams(rule, settings.exam_dropped, settings.exam_ages)


@lru_cache(maxsize=16)
def _exams(rule: Rule, dropped: str, ages: tuple[tuple[str, int], ...]) -> tuple[Exam, ...]:
    exams: tuple[Exam, ...] = rule.options.get("exams", ())
    if ages:
        kept = dict(ages)
        exams = tuple(sorted((_corrected(exam, kept) for exam in exams), key=lambda exam: _in_days(exam[BEGINS])))
    limit = next((exam[_LIMIT] for exam in exams if _LIMIT in exam), None)
    if limit is None or all(exam["code"] != dropped for exam in exams):
        return exams
    plain = ({name: value for name, value in exam.items() if name != _LIMIT} for exam in exams)
    return tuple({**exam, _LIMIT: limit} if exam["code"] == dropped else exam for exam in plain)


def _corrected(exam: Exam, ages: Mapping[str, int]) -> Exam:
    """Return an examination at other ages; the day over or under a whole month stays."""
    moved = {
        end: Delay(age, exam[end].days) if exam[end].months else Delay(0, age)
        for end in (BEGINS, UNTIL)
        if (age := ages.get(f"{exam['code']}.{end}")) is not None
    }
    return {**exam, **moved} if moved else exam


def exam_facts(rule: Rule) -> tuple[SettingFact, ...]:
    """Return the settings that say from which age to which each examination of a rule is made."""
    return tuple(_fact(rule, exam, end) for exam in rule.options.get("exams", ()) for end in (BEGINS, UNTIL))


def _fact(rule: Rule, exam: Exam, end: str) -> SettingFact:
    delay: Delay = exam[end]
    words = {
        (BEGINS, False): "à partir de l’âge de",
        (BEGINS, True): "après l’âge de",
        (UNTIL, False): "au plus tard à l’âge de",
        (UNTIL, True): "avant l’âge de",
    }[end, bool(delay.months and delay.days)]
    in_days = not delay.months
    return SettingFact(
        f"{EXAMS}.{exam['code']}.{end}", f"Examen « {CompulsoryExam.label_of(exam['code'])} », {words}", EXAM_AGES, rule.source,
        f"{rule.article} et son arrêté.", delay.days if in_days else delay.months, UNSURE, "jours" if in_days else "mois",
        low=0, high=_MOST_DAYS if in_days else MOST_MONTHS,
    )  # fmt: skip


def check_exam(rule: Rule, settings: ServiceSettings, fact: SettingFact) -> None:
    """Check that each examination still ends after it begins.

    Raises:
        FieldError: one ends before it begins.
    """
    for exam in _ending_first(exams_of(rule, settings)):
        name = CompulsoryExam.label_of(exam["code"])
        raise FieldError(fact.name, f"L’examen « {name} » finirait avant de commencer. Le réglage n’a pas changé.")


def _ending_first(exams: tuple[Exam, ...]) -> Iterator[Exam]:
    return (exam for exam in exams if _in_days(exam[UNTIL]) < _in_days(exam[BEGINS]))


def _in_days(delay: Delay) -> int:
    return round(delay.months * 30.44) + delay.days
