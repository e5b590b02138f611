"""Dates, ages and delays as French law and French people count them.

Delays in months or years follow article 641 of the Code de procédure civile: they end on the same day number of the last month or,
when that month has no such day, on its last day.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from calendar import monthrange
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from ppe_desktop.domain.vocabulary import DatePrecision

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
NBSP = "\u00a0"


def add_months(start: dt.date, months: int) -> dt.date:
    """Return the day a delay of ``months`` counted from ``start`` ends on (CPC 641); ``months`` may be negative.

    Written out rather than left to ``relativedelta``, which takes thirty times as long: the deadlines of a département ask for
    it hundreds of thousands of times.
    """
    passed = start.month - 1 + months
    year, month, day = start.year + passed // 12, passed % 12 + 1, start.day
    return dt.date(year, month, day if day <= 28 else min(day, monthrange(year, month)[1]))


@lru_cache(maxsize=1024)
def birthday(birth: dt.date, years: int) -> dt.date:
    """Return the birthday as a deadline counts it: of one born on 29 February, 28 February in a common year."""
    return add_months(birth, years * 12)


def majority(birth: dt.date) -> dt.date:
    """Return the first day of majority: of one born on 29 February, 1 March."""
    reached = birthday(birth, 18)
    return reached if is_adult_on(birth, reached) else reached + dt.timedelta(days=1)


def age_on(birth: dt.date, day: dt.date) -> relativedelta:
    """Return the age reached on ``day`` in years, months and days; negative before birth."""
    return relativedelta(day, birth)


def is_adult_on(birth: dt.date, day: dt.date) -> bool:
    """Tell whether the person has reached 18; one born on 29 February does so on 1 March, never earlier."""
    majority = birth.replace(year=birth.year + 18) if _exists(birth, 18) else dt.date(birth.year + 18, 3, 1)
    return day >= majority


def _exists(birth: dt.date, years: int) -> bool:
    return (birth.month, birth.day) != (2, 29) or (birth + relativedelta(years=years)).day == 29


def say_age(birth: dt.date | None, day: dt.date) -> str:
    """Return the age in words: "3 ans et 2 mois" under six, "11 ans" later, months under two, days in the first month."""
    if birth is None:
        return "âge inconnu"
    age = age_on(birth, day)
    if birth > day:
        return "à naître"
    if age.years == 0 and age.months == 0:
        return _count(age.days, "jour")
    if age.years < 2:
        return f"{age.years * 12 + age.months}{NBSP}mois"
    if age.years < 6 and age.months:
        return f"{age.years}{NBSP}ans et {age.months}{NBSP}mois"
    return _count(age.years, "an")


def _count(number: int, noun: str) -> str:
    return f"{number}{NBSP}{noun}{'s' if number > 1 else ''}"


def short_date(day: dt.date | None) -> str:
    """Return ``23/11/2026``, or nothing."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}" if day else ""


def long_date(day: dt.date | None) -> str:
    """Return ``23 novembre 2026`` (``1er`` for the first of the month), or nothing."""
    if day is None:
        return ""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number}{NBSP}{MONTHS[day.month - 1]} {day.year}"


def full_date(day: dt.date) -> str:
    """Return ``lundi 23 novembre 2026``."""
    return f"{DAYS[day.weekday()]} {long_date(day)}"


def clock_time(moment: dt.datetime) -> str:
    """Return ``14 h 05``."""
    return f"{moment.hour}{NBSP}h{NBSP}{moment.minute:02d}"


def birth_date_in_words(day: dt.date | None, precision: str) -> str:
    """Return a birth date as far as it is known; an assessed date says so ("date retenue")."""
    if day is None:
        return ""
    if precision == DatePrecision.MONTH:
        return f"{MONTHS[day.month - 1]} {day.year}"
    if precision == DatePrecision.YEAR:
        return str(day.year)
    if precision == DatePrecision.ASSESSED:
        return f"{long_date(day)} (date retenue)"
    return long_date(day)


_NOT_IN_CALENDAR = "Cette date n’existe pas dans le calendrier. Vérifiez le jour et le mois."
_RELATIVE = {"aujourd'hui": 0, "auj": 0, "hier": -1, "avant-hier": -2, "demain": 1, "après-demain": 2}
_NUMERIC = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{2}|\d{4}))?$")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})$")
_WORDED = re.compile(r"(?:\w+ )?(\d{1,2})(?:er)? ([a-zéû]+)\.?(?: (\d{2}|\d{4}))?$")
_SHIFT = re.compile(r"([+-]) ?(\d{1,4}) ?(j|jours?|s|semaines?|m|mois|ans?)$")
_TOLD = re.compile(
    r"(il y a|dans) (un|une|deux|trois|quatre|cinq|six|sept|huit|dix|quinze|\d{1,4}) (jours?|semaines?|mois|ans?|années?)$"
)
_NUMBERS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "dix": 10, "quinze": 15,
}  # fmt: skip
_PERIOD = re.compile(
    r"(?:(?:la|cette|en) )?(?:semaine|fin de semaine)\b|(?:le |ce )?(?:mois|week-end|weekend|trimestre)\b"
    r"|(?:l'|cet |cette )?(?:an(?:née)?|été|automne)\b|(?:le |ce |au )?(?:printemps|hiver)\b"
    r"|(?:vers |en |courant )?(?:début|mi|fin|courant|milieu|mi-)[ -]|(?:en )?(?:"
    + "|".join(MONTHS)
    + r")(?: \d{2,4})?$"
)
_NOT_A_DAY = "Cette date n’est pas un jour mais une période. Écrivez le jour, par exemple 23/11/2026, ou laissez vide."


def parse_date(text: str, today: dt.date, *, past: bool = False) -> dt.date | None:
    """Understand a date as people type it: ``23/11``, ``1er mars``, ``hier``, ``lundi en huit``, ``il y a 3 jours``, ``+15j``.

    "Huit jours" is a week and "quinze jours" two, as people count them; digits are counted as written. What tells a period ("la
    semaine dernière", "fin novembre") is no date, and is said so. A day and month without a year is taken in the year of ``today``. A weekday alone is the nearest one to come, today excluded, or
    for what already happened (``past``) the last one gone by, today included.

    Returns:
        The date, or ``None`` when nothing was typed.

    Raises:
        ValueError: the text is not a date; the message is French and holds no part of the text.
    """
    typed = " ".join(unicodedata.normalize("NFC", text).replace("’", "'").lower().split())
    if not typed:
        return None
    if typed in _RELATIVE:
        return today + dt.timedelta(days=_RELATIVE[typed])
    parsed = (
        _parse_weekday(typed, today, past=past)
        or _parse_shift(typed, today)
        or _parse_told(typed, today)
        or _parse_written(typed, today)
    )
    if parsed is None:
        if _PERIOD.match(typed):
            raise ValueError(_NOT_A_DAY)
        raise ValueError("Cette date n’est pas comprise. Écrivez par exemple 23/11/2026, 23 novembre, hier ou lundi.")
    return parsed


def _parse_weekday(typed: str, today: dt.date, *, past: bool) -> dt.date | None:
    words = typed.split(" ")
    if words[1:] in (["en", "huit"], ["en", "quinze"]) and words[0] in DAYS:
        return _next_weekday(words[0], today) + dt.timedelta(weeks=1 if words[2] == "huit" else 2)
    if words[0] not in DAYS or len(words) > 2 or (len(words) == 2 and words[1] not in ("dernier", "prochain")):
        return None
    ahead = (_next_weekday(words[0], today) - today).days
    if words[1:] == ["dernier"]:
        ahead -= 14 if ahead == 7 else 7
    elif past and len(words) == 1:
        ahead -= 7
    return today + dt.timedelta(days=ahead)


def _next_weekday(name: str, today: dt.date) -> dt.date:
    return today + dt.timedelta(days=(DAYS.index(name) - today.weekday() - 1) % 7 + 1)


def _parse_shift(typed: str, today: dt.date) -> dt.date | None:
    found = _SHIFT.match(typed)
    if not found:
        return None
    return _shifted(today, int(found[2]) * (1 if found[1] == "+" else -1), found[3])


def _parse_told(typed: str, today: dt.date) -> dt.date | None:
    """Read a delay in words: "il y a 3 jours", "dans huit jours", which is a week."""
    found = _TOLD.match(typed)
    if not found:
        return None
    number = _NUMBERS.get(found[2]) or (int(found[2]) if found[2].isdigit() else 0)
    if found[3].startswith("jour") and found[2] in ("huit", "quinze"):
        number = 7 if found[2] == "huit" else 14
    return _shifted(today, -number if found[1] == "il y a" else number, found[3])


def _shifted(today: dt.date, number: int, unit: str) -> dt.date:
    """Return the day some days, weeks, months or years away.

    Raises:
        ValueError: no calendar goes that far.
    """
    steps = {"j": relativedelta(days=number), "s": relativedelta(weeks=number), "m": relativedelta(months=number)}
    try:
        return today + steps.get(unit[0], relativedelta(years=number))
    except (ValueError, OverflowError):
        raise ValueError(_NOT_IN_CALENDAR) from None


def _parse_written(typed: str, today: dt.date) -> dt.date | None:
    if found := _ISO.match(typed):
        return _build(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMERIC.match(typed):
        return _build(_year(found[3], today), int(found[2]), int(found[1]))
    if found := _WORDED.match(typed):
        month = _month(found[2])
        return _build(_year(found[3], today), month, int(found[1])) if month else None
    return None


def _year(text: str | None, today: dt.date) -> int:
    """Read a year; two digits mean the century that keeps the date within twenty years ahead."""
    if text is None:
        return today.year
    year = int(text)
    if year < 100:
        year += 2000 if year <= today.year % 100 + 20 else 1900
    return year


def _month(name: str) -> int:
    plain = name.replace("é", "e").replace("û", "u")
    for number, month in enumerate(MONTHS, start=1):
        known = month.replace("é", "e").replace("û", "u")
        if known == plain or (len(plain) >= 3 and known.startswith(plain) and plain not in ("jui",)):
            return number
    return 0


def _build(year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise ValueError(_NOT_IN_CALENDAR) from None
