"""The table of the rules, written from the rules themselves: for the help, for the documentation, never by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from ppe_desktop.domain.deadlines.examinations import exams_of
from ppe_desktop.domain.deadlines.families import Family, family_of
from ppe_desktop.domain.deadlines.rules import Delay, Evidence, Rule, Source
from ppe_desktop.domain.deadlines.service_settings import ServiceSettings, SettingFact, setting_facts
from ppe_desktop.domain.texts import plain
from ppe_desktop.domain.vocabulary import CompulsoryExam

SOURCE_WORDS = {Source.LAW: "Loi", Source.SERVICE: "Règle du département", Source.PRACTICE: "Usage"}
"""How each source is said in French."""

FROM_MEMORY = "Règle citée de mémoire : le texte est à relire."
NO_DELAY = "Le texte ne fixe aucun délai."


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule as it is read.

    Attributes:
        family: what it is about.
        title: what is to be done.
        who: whom it concerns.
        delay: the delay in words.
        text: the rule in plain French.
        article: where it comes from.
        source: "Loi", "Règle du département", "Usage".
        unsure: what is to be checked in the text.
    """

    family: Family
    title: str
    who: str
    delay: str
    text: str
    article: str
    source: str
    unsure: str


def rule_lines(rules: Iterable[Rule], settings: ServiceSettings | None = None, words: str = "") -> tuple[RuleLine, ...]:
    """Return the rules as they are read, by family.

    Args:
        rules: the rules.
        settings: settings of the service; those shipped by default.
        words: words that must all be found in a line, without regard to accents; nothing for all the lines.
    """
    asked = plain(words).split()
    held = settings or ServiceSettings()
    lines = [
        RuleLine(
            family_of(rule), rule.title, rule.who, delay_words(rule, held), rule.text, rule.article,
            SOURCE_WORDS[rule.source], _unsure(rule),
        )
        for rule in rules
    ]  # fmt: skip
    order = list(Family)
    found = [line for line in lines if all(word in _searched(line) for word in asked)]
    return tuple(sorted(found, key=lambda line: order.index(line.family)))


def _unsure(rule: Rule) -> str:
    is_told = rule.evidence is not Evidence.MEMORY or rule.source is not Source.LAW or "mémoire" in rule.to_check
    return " ".join(part for part in (rule.to_check, "" if is_told else FROM_MEMORY) if part)


def delay_words(rule: Rule, settings: ServiceSettings) -> str:
    """Return the delay of a rule in words: "3 mois après le début de la mesure", "À 16 ans"."""
    if rule.when:
        return rule.when
    setting = str(rule.options.get("setting", ""))
    if setting:
        return _of_setting(rule, setting, settings)
    said = _SAID.get(rule.trigger)
    words = said(rule, settings) if said else _plain_delay(rule)
    return words[:1].upper() + words[1:]


def _of_setting(rule: Rule, setting: str, settings: ServiceSettings) -> str:
    fact = next((fact for fact in setting_facts() if fact.name == setting), None)
    value = fact.in_words(getattr(settings, setting)) if fact else "Délai"
    return f"{_AROUND.get(rule.trigger, '{}').format(value)} (réglage du service)"


_AROUND = {
    "protection_start": "{} après le début de la mesure",
    "taken_in_start": "{} après le début de l’accueil",
    "end_report": "{} avant l’échéance de la mesure",
    "visits": "Tous les {}",
    "age_reached": "À {}",
}


def _plain_delay(rule: Rule) -> str:
    return rule.delay.in_words() if rule.delay else "À la date que fixe le texte"


def _after_start(rule: Rule, _settings: ServiceSettings) -> str:
    return f"{_plain_delay(rule)} après le début de la mesure" if rule.delay else "Dès le début de la mesure"


def _after_act(rule: Rule, _settings: ServiceSettings) -> str:
    said = str(rule.options.get("said", "")).lower()
    return f"{rule.delay.in_words()} après : {said}" if rule.delay else f"Après : {said}. {NO_DELAY}"


def _of_reports(_rule: Rule, settings: ServiceSettings) -> str:
    return f"Tous les six mois avant {settings.young_age} ans, puis tous les ans"


def _of_term(rule: Rule, _settings: ServiceSettings) -> str:
    return f"{rule.delay.in_words()} l’échéance" if rule.delay else "Au plus tard à l’échéance de la mesure"


def _of_interview(_rule: Rule, settings: ServiceSettings) -> str:
    late = Delay(months=settings.late_entry_months).in_words()
    return f"À 17 ans au plus tard ; accueilli après 17 ans : dans le délai de {late} (réglage du service)"


def _of_age(rule: Rule, _settings: ServiceSettings) -> str:
    age = Delay(months=int(rule.options.get("years", 0)) * 12 + int(rule.options.get("months", 0))).in_words()
    return f"{rule.delay.in_words()} après l’âge de {age}" if rule.delay else f"À {age}"


def _every_two_years(_rule: Rule, _settings: ServiceSettings) -> str:
    return "Au bout de 2 ans, puis tous les 2 ans ; enfant confié avant 2 ans : au bout de 1 an, puis de 2 ans"


def _before_move(rule: Rule, _settings: ServiceSettings) -> str:
    return f"{rule.delay.in_words()} le changement" if rule.delay else "Avant le changement"


def _after(words: str) -> Callable[[Rule, ServiceSettings], str]:
    def said(rule: Rule, _settings: ServiceSettings) -> str:
        return f"{_plain_delay(rule)} après {words}"

    return said


_SAID: dict[str, Callable[[Rule, ServiceSettings], str]] = {
    "protection_start": _after_start,
    "taken_in_start": _after("le début de l’accueil"),
    "reports": _of_reports,
    "after_act": _after_act,
    "yearly_check": _after("le bilan précédent"),
    "measure_term": _of_term,
    "autonomy_interview": _of_interview,
    "age_reached": _of_age,
    "exit_of_care": _after("la sortie"),
    "change_of_place": _before_move,
    "provisional_order": _after("la décision provisoire"),
    "provisional_hearing": _after("la décision provisoire"),
    "prosecutor_order": _after("la décision du procureur"),
    "notice": _after("le jugement"),
    "appeal": _after("la notification du jugement"),
    "emergency": _after("le début de l’accueil"),
    "concern": _after("la réception de l’information préoccupante"),
    "every_two_years": _every_two_years,
}


def exam_calendar(rule: Rule, settings: ServiceSettings | None = None) -> tuple[str, ...]:
    """Return the compulsory examinations of the rule that holds their calendar, by age, in words; with the settings shipped by default."""
    return tuple(
        _lowered(CompulsoryExam.label_of(exam["code"]))
        + (f" (enfants nés avant {exam['born_before'].year})" if "born_before" in exam else "")
        for exam in exams_of(rule, settings or ServiceSettings())
    )


def rules_markdown(lines: Sequence[RuleLine], level: int = 3, line_break: str = "<br>") -> str:
    """Return the table of the rules as Markdown, one table by family.

    Args:
        lines: the rules.
        level: level of the headings.
        line_break: what parts two lines of one cell, which Markdown has no sign for.
    """
    parts = []
    for family, of_family in groupby(lines, key=lambda line: line.family):
        rows = "\n".join(_row(line, line_break) for line in of_family)
        head = "| À faire, et pour qui | Délai | Texte |\n| --- | --- | --- |"
        parts.append(f"{'#' * level} {family.label}\n\n{head}\n{rows}")
    return "\n\n".join(parts)


def unsure_markdown(lines: Iterable[RuleLine], facts: Iterable[SettingFact] = ()) -> str:
    """Return what the law leaves unsure as a Markdown list: what the settings decide, then the rules to check."""
    settings = [
        f"- **{fact.label} {fact.in_words(fact.default)}.** {fact.article} {fact.unsure}"
        for fact in facts
        if fact.unsure
    ]
    rules = [f"- **{line.title}.** {line.article}. {line.unsure}" for line in lines if line.unsure]
    return "\n".join([*settings, *rules])


def _row(line: RuleLine, line_break: str) -> str:
    cells = (
        (f"**{line.title}**", line.who),
        (line.delay,),
        (f"{line.source} : {_lowered(line.article)}.", f"À vérifier : {line.unsure}" if line.unsure else ""),
    )
    told = (line_break.join(part for part in cell if part).replace("|", "/").replace("\n", " ") for cell in cells)
    return f"| {' | '.join(told)} |"


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]


def _searched(line: RuleLine) -> str:
    parts = (line.title, line.who, line.delay, line.text, line.article, line.source, line.unsure, line.family.label)
    return plain(" ".join(parts))
