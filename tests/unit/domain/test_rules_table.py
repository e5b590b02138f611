"""The settings of the service and the table of the rules: declared once, each with its source, read back as they were kept."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ppe_desktop.domain.deadlines import ServiceSettings
from ppe_desktop.domain.deadlines.examinations import exam_facts
from ppe_desktop.domain.deadlines.rules_table import rule_lines, rules_markdown, unsure_markdown
from ppe_desktop.domain.deadlines.service_settings import (
    SettingFact,
    read_typed,
    review_name,
    setting_facts,
    settings_from,
    value_of,
    values_of,
    warn_fact,
    with_value,
)
from ppe_desktop.domain.deadlines.settings_versions import SettingsVersions, versions_from
from ppe_desktop.domain.errors import FieldError
from ppe_desktop.services.deadlines import shipped_rules

D = dt.date
FACTS = {fact.name: fact for fact in setting_facts()}
RULES = shipped_rules()


def of(fact: SettingFact) -> st.SearchStrategy[object]:
    if fact.choices:
        return st.sampled_from([value for value, _words in fact.choices])
    return st.integers(fact.low, fact.high)


CHANGES = st.lists(
    st.tuples(
        st.sampled_from(sorted(FACTS)).flatmap(lambda name: st.tuples(st.just(name), of(FACTS[name]))),
        st.one_of(st.none(), st.dates(D(2025, 1, 1), D(2027, 12, 31))),
    ),
    max_size=8,
)


def test_every_setting_has_its_words_its_source_and_a_default_it_accepts() -> None:
    assert set(FACTS) | {"warn_days", "exam_ages"} == set(ServiceSettings.__dataclass_fields__)
    ages = [fact for rule in shipped_rules() for fact in exam_facts(rule)]
    assert len(ages) == 2 * 21
    for fact in (*FACTS.values(), *ages):
        assert fact.label
        assert fact.article.endswith("."), fact.name
        assert fact.accepts(fact.default), fact.name
        assert fact.in_words(fact.default)
        assert bool(fact.unit) != bool(fact.choices), fact.name


def test_the_age_of_the_young_says_both_texts_and_takes_both_ages() -> None:
    age = FACTS["young_age"]
    for article in ("L223-5", "L223-1", "R223-18", "D223-13", "375"):
        assert article in age.article
    assert [value for value in range(6) if age.accepts(value)] == [2, 3]
    assert ServiceSettings().young_age == 3


@pytest.mark.parametrize("typed", ["", "x", "-3", "0", "1,5", "1001", "30 ans", "٣٠ jours avant tout"])
def test_what_is_no_number_within_the_bounds_is_refused_in_french(typed: str) -> None:
    with pytest.raises(FieldError, match="nombre entier, de 1 à 180"):
        read_typed(FACTS["health_entry_days"], typed)


@pytest.mark.parametrize("typed", ["45", " 45 ", "45 jours"])
def test_a_number_is_read_with_or_without_its_unit(typed: str) -> None:
    assert read_typed(FACTS["health_entry_days"], typed) == 45


def test_a_number_is_said_with_its_unit() -> None:
    said = [FACTS["end_report_days"].in_words(days) for days in (1, 2)]
    assert said == ["1\u00a0jour", "2\u00a0jours"]
    assert FACTS["late_entry_months"].in_words(1) == "1\u00a0mois"
    assert warn_fact(RULES[0]).in_words(1) == "1\u00a0jour avant"


def test_the_name_of_the_yearly_review_follows_the_setting() -> None:
    assert review_name(ServiceSettings()) == "synthèse annuelle"
    assert review_name(ServiceSettings(review_name="concertation")) == "concertation"


@given(CHANGES)
def test_what_is_kept_is_read_back_the_same(changes: list[tuple[tuple[str, object], dt.date | None]]) -> None:
    versions = SettingsVersions()
    for (name, value), since in sorted(changes, key=lambda one: one[1] or D.min):
        versions = versions.having(name, value, since)
        assert value_of(versions.latest, name) == value
    assert versions_from(json.loads(json.dumps(versions.as_kept()))) == versions
    assert settings_from(values_of(versions.latest)) == versions.latest
    days = [one.since for one in versions.versions]
    assert days[0] is None
    assert days[1:] == sorted({day for day in days[1:] if day})


@given(st.integers(1, 180), st.integers(1, 180), st.dates(D(2026, 1, 2), D(2026, 12, 31)))
def test_a_change_holds_from_its_day_and_not_before(first: int, second: int, day: dt.date) -> None:
    versions = SettingsVersions().having("health_entry_days", first, None).having("health_entry_days", second, day)
    assert versions.on(day - dt.timedelta(days=1)).health_entry_days == first
    assert versions.on(day).health_entry_days == second
    assert versions.changed_on("health_entry_days") == (day if first != second else None)


def test_the_warning_of_a_rule_is_a_setting_like_another() -> None:
    changed = with_value(ServiceSettings(), "warn_days.REPORT", 10)
    assert (changed.warn_days, value_of(changed, "warn_days.REPORT")) == ({"REPORT": 10}, 10)
    assert with_value(changed, "warn_days.REPORT", None) == ServiceSettings()


def test_the_table_holds_every_rule_with_its_words() -> None:
    lines = rule_lines(RULES)
    table = rules_markdown(lines)
    assert len(lines) == len(RULES)
    for rule in RULES:
        assert f"**{rule.title}**" in table
    for line in lines:
        assert all((line.title, line.who, line.delay, line.text, line.article, line.source)), line.title
        assert line.delay[0] == line.delay[0].upper()


def test_the_table_follows_the_settings() -> None:
    def delay(settings: ServiceSettings) -> str:
        return next(line.delay for line in rule_lines(RULES, settings) if line.title.startswith("Rédiger le rapport"))

    assert delay(ServiceSettings(young_age=2)) != delay(ServiceSettings())
    assert "2\u00a0ans" in delay(ServiceSettings(young_age=2)).replace(" ", "\u00a0")


def test_the_table_is_searched_without_regard_to_accents() -> None:
    assert rule_lines(RULES, words="no such words") == ()
    for words in ("SANTE", "santé", "bilan sante"):
        found = rule_lines(RULES, words=words)
        assert 0 < len(found) < len(RULES)
        assert all("sant" in f"{line}".lower() for line in found)


def test_what_is_unsure_is_told_of_every_rule_to_check_and_every_setting_that_decides() -> None:
    told = unsure_markdown(rule_lines(RULES), setting_facts())
    for rule in RULES:
        if rule.to_check:
            assert rule.to_check in told
    for fact in setting_facts():
        assert fact.unsure in told
