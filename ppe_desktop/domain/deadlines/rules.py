"""Rules as data: whom they concern, what starts them, the delay, what resolves them, the text they come from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from typing import Any, NamedTuple

from ppe_desktop.domain.dates import add_months


class Source(Enum):
    """Where a rule comes from: the screen says it, for a custom of the service is not the law."""

    LAW = "loi"
    SERVICE = "service"
    PRACTICE = "usage"


class Evidence(Enum):
    """How sure the program is of what a rule says."""

    VERIFIED = "vérifié"
    MEMORY = "de mémoire"
    CHOICE = "choix du service"


class Delay(NamedTuple):
    """A delay in months or days; negative before the event that starts it. A tuple: hundreds of thousands are made at once."""

    months: int = 0
    days: int = 0

    @lru_cache(maxsize=16384)  # noqa: B019 — a delay is a value, and the cache is bounded: hundreds of thousands of sums, few of them new
    def after(self, start: dt.date) -> dt.date:
        """Return the last day of the delay (CPC 641: same day number, else the last day of the month; day of the event not counted).

        A year mistyped, 9999, ends on the last day of the calendar rather than stop the answers of everyone.
        """
        months, days = self
        try:
            moved = add_months(start, months) if months else start
            return moved + dt.timedelta(days) if days else moved
        except (ValueError, OverflowError):
            return dt.date.max

    def opposite(self) -> Delay:
        """Return the same delay counted the other way."""
        return Delay(-self.months, -self.days)

    def in_words(self) -> str:
        """Return "3 mois", "1 an", "8 jours", "30 jours avant"."""
        months, days = abs(self.months), abs(self.days)
        years, months = divmod(months, 12)
        parts = [
            f"{number}\u00a0{noun}{'s' if number > 1 and noun != 'mois' else ''}"
            for number, noun in ((years, "an"), (months, "mois"), (days, "jour"))
            if number
        ]
        return " et ".join(parts) + (" avant" if self.months < 0 or self.days < 0 else "")


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One statutory rule, or a custom of the service; two rules are the same when they are the same object.

    Attributes:
        id: stable name, ``PPE_INITIAL``.
        title: what is to be done, in plain French.
        who: whom it concerns, in plain French.
        article: article and text.
        text: the rule in plain French.
        source: law, service or practice.
        version: version of the law it was written from.
        evidence: whether the text was read, is told from memory, or the service chose.
        to_check: what remains to be checked in the text, shown beside it.
        trigger: name of the function that finds what starts it.
        conditions: names of the conditions the child must meet.
        delay: delay from the start; None when the trigger itself sets the date.
        act: code of the act that resolves it.
        repeats: it comes round again; a round missed is answered by the next one.
        warn_days: how many days before it is announced.
        shown_days: how many days it stays on the first screen once late; for ever when nothing is said.
        informs: a date to know, that nobody owes anything for: it leaves by itself once past.
        when: the delay in words, when neither ``delay`` nor a setting says it.
        since: first day of the text, when it is known: what was due before is not judged by it.
        action: gesture offered.
        options: what else the trigger needs to know.
    """

    id: str
    title: str
    who: str
    article: str
    text: str
    source: Source
    version: str
    trigger: str
    delay: Delay | None
    act: str
    conditions: tuple[str, ...] = ()
    repeats: bool = False
    warn_days: int = 30
    shown_days: int | None = None
    informs: bool = False
    when: str = ""
    since: dt.date | None = None
    action: str = ""
    evidence: Evidence = Evidence.VERIFIED
    to_check: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)


_KNOWN = frozenset(
    {
        "id", "title", "who", "article", "text", "source", "trigger", "delay", "act", "conditions", "repeats", "warn_days", "shown_days", "action",
        "to_check", "options", "informs", "when", "evidence", "since",
    }
)  # fmt: skip


def read_rules(written: Mapping[str, Any]) -> tuple[Rule, ...]:
    """Return the rules of a parsed rules file.

    Raises:
        ValueError: a rule lacks a part, has one too many, or two share an identifier; the message names the rule.
    """
    version = written["version"]
    rules = tuple(_rule(entry, version) for entry in written["rule"])
    if len({rule.id for rule in rules}) != len(rules):
        raise ValueError("two rules share an identifier")
    return rules


def _rule(entry: Mapping[str, Any], version: str) -> Rule:
    unknown = entry.keys() - _KNOWN
    if unknown:
        raise ValueError(f"{entry.get('id')}: unknown part {', '.join(sorted(unknown))}")
    values = dict(entry)
    delay = values.pop("delay", None)
    source = Source(values.pop("source", "loi"))
    conditions = tuple(values.pop("conditions", ()))
    evidence = Evidence(values.pop("evidence", "vérifié"))
    options = {name: _typed(value) for name, value in values.pop("options", {}).items()}
    try:
        return Rule(
            **values, version=version, source=source, conditions=conditions, delay=Delay(**delay) if delay else None,
            evidence=evidence, options=options,
        )  # fmt: skip
    except TypeError as error:
        raise ValueError(f"{entry.get('id')}: {error}") from None


def _typed(value: Any) -> Any:
    """Return an option with its delays read: ``{months = 3, days = -1}``."""
    if isinstance(value, list):
        return tuple(_typed(one) for one in value)
    if not isinstance(value, dict):
        return value
    return Delay(**value) if value and value.keys() <= {"months", "days"} else {k: _typed(v) for k, v in value.items()}
