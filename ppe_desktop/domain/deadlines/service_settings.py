"""What the law leaves open or says in two ways: the settings of the service, each with its bounds and its source beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from ppe_desktop.domain.deadlines.rules import Rule, Source
from ppe_desktop.domain.errors import FieldError

MOST_WARN_DAYS = 1000
MOST_MONTHS = 216
REVIEW_NAMES = {"synthese": "synthèse annuelle", "concertation": "concertation"}
"""What the yearly review is called, by value of the setting."""

ZONES = ("A", "B", "C")
WARNINGS = "Prévenir à l’avance"
"""Heading of the warnings of the rules."""
EXAM_AGES = "Âges des examens obligatoires"
"""Heading of the ages of the compulsory examinations."""


@dataclass(frozen=True, slots=True)
class SettingFact:
    """What is declared once of a setting: its words, its bounds, its source.

    Attributes:
        name: name of the field of :class:`ServiceSettings`.
        label: what it sets, in plain French.
        group: heading it stands under.
        source: law, service or practice.
        article: where it comes from.
        default: the value shipped.
        unsure: what the law does not say, or says in two ways, and what the program does of it.
        unit: "jours", "mois"; nothing for a choice.
        low, high: bounds of a number.
        choices: values and their words; nothing for a number.
        judges: it moves dates; False for a name, a zone, a warning.
    """

    name: str
    label: str
    group: str
    source: Source
    article: str
    default: Any
    unsure: str = ""
    unit: str = ""
    low: int = 1
    high: int = 1000
    choices: tuple[tuple[Any, str], ...] = ()
    judges: bool = True

    def accepts(self, value: Any) -> bool:
        """Tell whether a value may be kept: of the type of the default, within the bounds or among the choices."""
        if type(value) is not type(self.default):
            return False
        return value in dict(self.choices) if self.choices else self.low <= value <= self.high

    def in_words(self, value: Any) -> str:
        """Return a value as it is read: "30 jours", "moins de trois ans"."""
        if self.choices:
            return next((words for choice, words in self.choices if choice == value), str(value))
        unit = self.unit.replace("jours", "jour") if value <= 1 else self.unit
        return f"{value}\u00a0{unit}"


def _set(default: Any, label: str, *, source: Source = Source.LAW, **more: Any) -> Any:
    return field(default=default, metadata={"label": label, "source": source, **more})


@dataclass(frozen=True, slots=True)
class ServiceSettings:
    """What the law leaves open or says in two ways.

    Attributes:
        young_age: years under which reports come every six months.
        health_entry_days: days after the start for the entry health check.
        health_alarm_days: days after the start from which its absence is an alarm.
        end_report_days: days before the term for the end-of-measure report.
        end_report_start_days: days before the term from which it is prepared.
        late_entry_months: months for the autonomy interview of a youth who enters at 17 or later.
        admin_end_inclusive: an administrative measure of a year ends the day before the anniversary, that day included.
        exam_dropped: code of the examination of the first month that children born since 2025 do not have.
        invite_age: years from which a child is invited to the meetings about him or her without anybody having to decide it.
        formal_age: years from which the documents say « vous » to the child.
        life_place_months: months between two visits to the place where the child lives.
        not_met_months: months after which a child not met is announced on the first screen.
        words_months: months after which words are no longer recent.
        answer_days: days after which words of the child without an answer are announced.
        young_adult_months: age, in months, at which the request of a young adult is prepared.
        review_name: what the yearly review is called, a key of :data:`REVIEW_NAMES`.
        school_zone: zone of the school holidays.
        warn_days: days of warning by identifier of rule, when the service wants other ones than the rule's own.
        exam_ages: ages of the compulsory examinations that the service corrected: ``("9_MOIS.until", 10)``, in order.
    """

    young_age: int = _set(
        3,
        "Le rapport de situation et l’examen du statut viennent tous les six mois pour les enfants de",
        group="Rapports",
        article="« Moins de trois ans » : articles L223-5 et L223-1 du CASF. « Moins de deux ans » : articles R223-18 et D223-13 du CASF, "
        "article 375 du code civil.",
        unsure="Les textes ne disent pas le même âge. Trois ans est le choix le plus strict : il respecte les deux.",
        choices=((3, "moins de trois ans"), (2, "moins de deux ans")),
    )
    end_report_days: int = _set(
        30,
        "Le rapport de fin de mesure est envoyé au juge, avant l’échéance, au moins",
        group="Rapports",
        source=Source.PRACTICE,
        article="Usage du service, selon le tribunal.",
        unsure="Aucun texte ne fixe de nombre de jours. Quand la décision en fixe un, c’est elle qui compte.",
        unit="jours",
        high=180,
    )
    end_report_start_days: int = _set(
        60,
        "Ce rapport se prépare, avant l’échéance, à partir de",
        group="Rapports",
        source=Source.PRACTICE,
        article="Usage du service.",
        unit="jours",
        high=365,
    )
    health_entry_days: int = _set(
        30,
        "Le bilan de santé d’entrée est à faire dans un délai de",
        group="Santé",
        article="Article L223-1-1 du CASF : « dès le début de la mesure ».",
        source=Source.PRACTICE,
        unsure="La loi ne fixe pas de nombre de jours : ce délai est celui que le service se donne.",
        unit="jours",
        high=180,
    )
    health_alarm_days: int = _set(
        90,
        "Son absence devient une alerte après",
        group="Santé",
        article="Articles L223-1-1 et D223-12 du CASF : ses besoins s’inscrivent au projet, dû à trois mois.",
        source=Source.PRACTICE,
        unit="jours",
        high=365,
    )
    exam_dropped: str = _set(
        "2_SEMAINES",
        "L’examen obligatoire du premier mois que les enfants nés depuis 2025 ne passent plus est",
        group="Santé",
        article="Article R2132-1 du code de la santé publique et son arrêté.",
        unsure="Un examen du premier mois est supprimé depuis le 1er janvier 2025 : lequel est à vérifier dans l’arrêté.",
        choices=(
            ("2_SEMAINES", "celui de la deuxième semaine"),
            ("8_JOURS", "celui des huit premiers jours"),
            ("1_MOIS", "celui de la fin du premier mois"),
        ),
    )
    not_met_months: int = _set(
        2,
        "L’accueil signale un enfant qui n’a pas été rencontré depuis",
        group="Rencontres et visites",
        source=Source.PRACTICE,
        article="Usage du service.",
        unsure="Aucun texte ne fixe de rythme. Ce choix se fait aussi sur l’accueil.",
        choices=tuple((months, f"{months}\u00a0mois") for months in (1, 2, 3, 6)),
        judges=False,
    )
    words_months: int = _set(
        12,
        "Une parole est récente pendant",
        group="Rencontres et visites",
        source=Source.PRACTICE,
        article="Articles L223-4 et R223-9 du CASF : l’avis de l’enfant est recueilli pour toute décision qui le concerne.",
        unsure="Aucun texte ne fixe de rythme. La vue « Paroles : ce qui manque » s’en sert ; une version du projet ou une réunion plus "
        "récente la raccourcit.",
        unit="mois",
        high=24,
        judges=False,
    )
    answer_days: int = _set(
        30,
        "L’accueil rappelle une parole de l’enfant restée sans réponse après",
        group="Rencontres et visites",
        source=Source.PRACTICE,
        article="Usage du service : dire à l’enfant ce que sa parole a changé.",
        unsure="Aucun texte ne fixe de délai.",
        unit="jours",
        high=365,
        judges=False,
    )
    invite_age: int = _set(
        6,
        "Un enfant est invité d’office aux réunions qui le concernent à partir de",
        group="Rencontres et visites",
        source=Source.PRACTICE,
        article="Article L223-4 du CASF : l’avis de l’enfant est recueilli, selon son âge et sa maturité.",
        unsure="La loi ne fixe pas d’âge. Plus jeune, il reçoit une invitation en dessin, sa venue se décide au cas par cas, et une "
        "absence se motive.",
        choices=((0, "la naissance"), *((years, f"{years}\u00a0ans") for years in (3, 4, 5, 6, 7, 8, 10))),
        judges=False,
    )
    formal_age: int = _set(
        12,
        "Dans ses courriers et ses versions des documents, l’enfant est vouvoyé à partir de",
        group="Rencontres et visites",
        source=Source.PRACTICE,
        article="Usage du service.",
        unsure="Aucun texte ne le dit. Plus jeune, il est tutoyé, avec des mots simples.",
        choices=tuple((years, f"{years}\u00a0ans") for years in range(10, 17)),
        judges=False,
    )
    life_place_months: int = _set(
        6,
        "Le lieu de vie de l’enfant est visité, en sa présence, tous les",
        group="Rencontres et visites",
        article="Article L112-3 du CASF : les visites sont obligatoires.",
        source=Source.PRACTICE,
        unsure="La loi rend ces visites obligatoires sans fixer leur rythme.",
        unit="mois",
        high=24,
    )
    admin_end_inclusive: bool = _set(
        True,
        "Une prestation d’un an commencée le 1er mars 2025 se termine",
        group="Mesures",
        article="Articles L223-2 et L223-5 du CASF : un an au plus.",
        unsure="Le texte ne dit pas si le jour anniversaire est compris. À confirmer auprès du département.",
        choices=((True, "le 28 février 2026, ce jour compris"), (False, "le 1er mars 2026, ce jour compris")),
    )
    late_entry_months: int = _set(
        1,
        "L’entretien des 17 ans, ou ce qui est dû à un âge, pour un jeune accueilli après cet âge, est à faire dans un délai de",
        group="Vers la majorité",
        article="Article L222-5-1 du CASF : « dans les meilleurs délais ».",
        source=Source.PRACTICE,
        unsure="La loi ne fixe pas de nombre de jours.",
        unit="mois",
        high=12,
    )
    young_adult_months: int = _set(
        210,
        "La demande d’accompagnement du jeune majeur se prépare à",
        group="Vers la majorité",
        article="Article L222-5 5° du CASF : le droit est ouvert dès dix-huit ans.",
        source=Source.PRACTICE,
        unsure="Le texte ne dit pas quand la demande se prépare : la décision doit être prise avant les dix-huit ans.",
        choices=((204, "17 ans"), (207, "17 ans et 3 mois"), (210, "17 ans et demi"), (213, "17 ans et 9 mois")),
    )
    review_name: str = _set(
        "synthese",
        "La rencontre annuelle qui prépare le rapport s’appelle",
        group="Noms et calendrier",
        source=Source.SERVICE,
        article="Nom que donne le département à cette rencontre.",
        unsure="Le sens de chacun de ces deux noms est à demander au département.",
        choices=tuple(REVIEW_NAMES.items()),
        judges=False,
    )
    school_zone: str = _set(
        "C",
        "Les vacances scolaires sont celles de la zone",
        group="Noms et calendrier",
        article="Arrêté du ministre chargé de l’éducation : l’académie de Versailles, dont l’Essonne, est en zone C.",
        choices=tuple((zone, f"zone {zone}") for zone in ZONES),
        judges=False,
    )
    warn_days: Mapping[str, int] = field(default_factory=dict, hash=False)
    exam_ages: tuple[tuple[str, int], ...] = ()


WARN = "warn_days"
EXAMS = "exam_ages"


def setting_facts() -> tuple[SettingFact, ...]:
    """Return what is declared of each setting, in the order of the settings page."""
    declared = (one for one in fields(ServiceSettings) if one.name not in (WARN, EXAMS))
    return tuple(SettingFact(name=one.name, default=one.default, **one.metadata) for one in declared)


def warn_name(rule_id: str) -> str:
    """Return the name under which the warning of a rule is kept and told in the history: ``warn_days.PPE_INITIAL``."""
    return f"{WARN}.{rule_id}"


def warn_fact(rule: Rule) -> SettingFact:
    """Return the setting that says how many days before its date a rule is announced."""
    return SettingFact(
        warn_name(rule.id), rule.title, WARNINGS, rule.source, rule.article, rule.warn_days,
        unit="jours avant", low=0, high=MOST_WARN_DAYS, judges=False,
    )  # fmt: skip


def settings_from(kept: Mapping[str, Any]) -> ServiceSettings:
    """Return the settings of what was kept: a name unknown is left out, a value that cannot be gives way to the default."""
    good = {
        fact.name: kept[fact.name] for fact in setting_facts() if fact.name in kept and fact.accepts(kept[fact.name])
    }
    warn = kept.get(WARN)
    days = {
        str(rule): day
        for rule, day in (warn.items() if isinstance(warn, Mapping) else ())
        if type(day) is int and 0 <= day <= MOST_WARN_DAYS
    }
    ages = kept.get(EXAMS)
    exams = sorted(
        (str(name), age)
        for name, age in (ages.items() if isinstance(ages, Mapping) else ())
        if type(age) is int and 0 <= age <= MOST_MONTHS
    )
    return ServiceSettings(**good, warn_days=days, exam_ages=tuple(exams))


def values_of(settings: ServiceSettings) -> dict[str, Any]:
    """Return what is to be kept of settings: only what differs from what is shipped, so that a default may be corrected."""
    changed = {
        fact.name: getattr(settings, fact.name)
        for fact in setting_facts()
        if getattr(settings, fact.name) != fact.default
    }
    changed |= {WARN: dict(settings.warn_days)} if settings.warn_days else {}
    return changed | ({EXAMS: dict(settings.exam_ages)} if settings.exam_ages else {})


def with_value(settings: ServiceSettings, name: str, value: Any) -> ServiceSettings:
    """Return the settings with one of them changed; ``warn_days.RULE`` for the warning of a rule, None for its own; the same of the ages."""
    group, _dot, rule_id = name.partition(".")
    if group == EXAMS:
        ages = {one: age for one, age in settings.exam_ages if one != rule_id}
        ages |= {} if value is None else {rule_id: value}
        return replace(settings, exam_ages=tuple(sorted(ages.items())))
    if group != WARN:
        return replace(settings, **{name: value})
    kept = {rule: days for rule, days in settings.warn_days.items() if rule != rule_id}
    return replace(settings, warn_days=kept if value is None else kept | {rule_id: value})


def value_of(settings: ServiceSettings, name: str) -> Any:
    """Return the value of a setting by its name; None for the warning of a rule, or an age, that the service left as it is."""
    group, _dot, rule_id = name.partition(".")
    if group == WARN:
        return settings.warn_days.get(rule_id)
    if group == EXAMS:
        return dict(settings.exam_ages).get(rule_id)
    return getattr(settings, name)


def review_name(settings: ServiceSettings) -> str:
    """Return what the service calls the yearly review: "synthèse annuelle" or "concertation"."""
    return REVIEW_NAMES.get(settings.review_name, REVIEW_NAMES["synthese"])


NOT_BEFORE = (
    ("health_entry_days", "health_alarm_days", "L’alerte ne peut pas venir avant le délai du bilan"),
    ("end_report_days", "end_report_start_days", "La préparation ne peut pas commencer après le jour de l’envoi"),
)
"""Pairs of settings of which the first may not pass the second, and what is said of it."""


def read_typed(fact: SettingFact, typed: str) -> int:
    """Return the number typed in a setting.

    Raises:
        FieldError: it is no whole number within the bounds.
    """
    text = typed.strip().removesuffix(fact.unit).strip()
    if not text.isdecimal() or not fact.low <= int(text) <= fact.high:
        raise FieldError(fact.name, f"Écrivez un nombre entier, de {fact.low} à {fact.high}.")
    return int(text)


def check_value(settings: ServiceSettings, fact: SettingFact, value: Any) -> None:
    """Check a value before it is kept.

    Raises:
        FieldError: it is not one the setting takes, or it contradicts another setting.
    """
    if not fact.accepts(value):
        raise FieldError(fact.name, "Cette valeur n’est pas possible ici. Le réglage n’a pas changé.")
    changed = with_value(settings, fact.name, value)
    for first, second, words in NOT_BEFORE:
        if fact.name in (first, second) and getattr(changed, first) > getattr(changed, second):
            other = second if fact.name == first else first
            raise FieldError(fact.name, f"{words} ({getattr(settings, other)}\u00a0jours).")
