"""The frieze of a path: what lasts, what happened, what is missing or overlaps; only what is true by the dates."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ppe_desktop.domain.casefile import Items
from ppe_desktop.domain.timeline import build
from ppe_desktop.domain.timeline.lanes import in_rows
from ppe_desktop.domain.timeline.model import Bar, Target
from ppe_desktop.domain.timeline.spans import DAY, Span, in_words, without
from ppe_desktop.domain.timeline.terms import majority_of
from tests.support.casefiles import case_file, item

TODAY = dt.date(2026, 11, 22)
BORN = dt.date(2014, 5, 5)
PLACEMENT = "Placement confié à l’aide sociale à l’enfance"


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def child(birth: dt.date | None = BORN, **more):
    return item("child", birth_surname="Durand", birth_date=birth, **more)


def episode(since: str | None = "2020-01-01", until: str | None = None):
    return item("care_episode", since=day(since), until=day(until))


def measure(
    owner, since: str | None, until: str | None = None, *, type_: str = "PLACEMENT_ASE", ended: str | None = None
):
    return item("measure", episode_id=owner.id, type=type_, since=day(since), until=day(until), ended_on=day(ended))


def place(owner, since: str | None, until: str | None = None, **more):
    return item("placement", episode_id=owner.id, setting="MECS", since=day(since), until=day(until), **more)


def decision(on: str | None):
    return item("decision", decided_on=day(on), kind="JUDICIAIRE")


def timeline(*items, of=None, journal=(), statements=(), plans=(), produced=(), attachments=(), **more):
    words = Items({"statement": tuple(statements)})
    return build(case_file(of or child(), *items), journal, words, plans, produced, attachments, TODAY, **more)


def sentences(*items, **more) -> list[str]:
    return [notice.sentence.replace("\u00a0", " ") for notice in timeline(*items, **more).notices]


def held(since: str = "2020-01-01"):
    """An episode held by a measure and a main place from its first day."""
    owner = episode(since)
    return owner, measure(owner, since, "2027-01-01"), place(owner, since)


class TestWhatIsNormal:
    def test_a_path_held_from_end_to_end_says_nothing(self):
        assert sentences(*held()) == []

    def test_an_educative_measure_beside_a_placement_is_no_fault(self):
        owner, one, home = held()
        assert sentences(owner, one, home, measure(owner, "2021-01-01", "2027-01-01", type_="AEMO")) == []

    @pytest.mark.parametrize("stay", ["RELAIS", "WEEK_END", "REPIT", "VACANCES"])
    def test_a_relay_is_no_second_main_place_even_when_ticked_as_main(self, stay):
        owner, one, home = held()
        assert sentences(owner, one, home, place(owner, "2022-01-01", stay=stay)) == []

    def test_a_second_place_not_ticked_as_main_is_no_fault(self):
        owner, one, home = held()
        assert sentences(owner, one, home, place(owner, "2022-01-01", is_main=False)) == []

    def test_a_change_within_a_day_is_neither_gap_nor_overlap(self):
        owner = episode("2020-01-01")
        found = sentences(
            owner, measure(owner, "2020-01-01", "2021-01-01", ended="2021-01-01"), measure(owner, "2021-01-01", "2027-01-01"),
            place(owner, "2020-01-01", "2021-06-01"), place(owner, "2021-06-01"),
        )  # fmt: skip
        assert found == []

    def test_a_change_from_one_day_to_the_next_is_no_gap(self):
        owner = episode("2020-01-01")
        found = sentences(
            owner, measure(owner, "2020-01-01", "2020-12-31", ended="2020-12-31"), measure(owner, "2021-01-01", "2027-01-01"),
            place(owner, "2020-01-01", "2020-12-31"), place(owner, "2021-01-01"),
        )  # fmt: skip
        assert found == []

    def test_a_child_at_home_under_an_educative_measure_needs_no_place(self):
        owner = episode("2026-01-01")
        assert sentences(owner, measure(owner, "2026-01-01", "2027-01-01", type_="AEMO")) == []

    def test_a_measure_replaced_at_its_term_needs_no_end_of_its_own(self):
        owner, *_rest = held()
        found = sentences(
            owner,
            measure(owner, "2020-01-01", "2022-01-01"),
            measure(owner, "2021-12-15", "2027-01-01"),
            place(owner, "2020-01-01"),
        )
        assert found == []

    def test_an_absence_changes_nothing(self):
        assert sentences(*held(), item("absence", kind="FUGUE", since=day("2026-03-14"), until=day("2026-03-16"))) == []


class TestPastItsTerm:
    def test_a_measure_past_its_term_without_a_decision_is_said_first(self):
        owner = episode("2025-11-13")
        one = measure(owner, "2025-11-13", "2026-11-13")
        made = timeline(owner, one, place(owner, "2025-11-13"), decision("2025-11-13"))
        (notice,) = made.notices
        assert (
            notice.sentence.replace("\u00a0", " ")
            == f"Mesure échue sans décision depuis le 13 novembre 2026 : {PLACEMENT}."
        )
        assert (notice.since, notice.until, notice.tone) == (day("2026-11-14"), None, "late")
        assert notice.target == Target("path", "measure", one.id)

    def test_its_bar_goes_on_with_its_term_marked(self):
        owner = episode("2025-11-13")
        made = timeline(owner, measure(owner, "2025-11-13", "2026-11-13"))
        (bar,) = made.lane("measure").bars
        assert (bar.until, bar.term) == (None, day("2026-11-13"))

    def test_the_day_of_the_term_is_not_past_it(self):
        owner = episode("2025-11-22")
        assert sentences(owner, measure(owner, "2025-11-22", "2026-11-22"), place(owner, "2025-11-22")) == []

    def test_a_late_decision_leaves_a_past_hole(self):
        owner = episode("2024-09-09")
        found = sentences(
            owner, measure(owner, "2024-09-09", "2025-09-09", type_="AP", ended="2025-11-20"),
            measure(owner, "2025-11-20", "2027-11-20"), place(owner, "2024-09-09"), decision("2025-11-20"),
        )  # fmt: skip
        assert found == [
            "Mesure échue sans décision du 9 septembre au 20 novembre 2025 : Accueil provisoire du mineur."
        ]

    @pytest.mark.parametrize("decided", ["2026-11-02", "2026-11-18"])
    def test_a_decision_near_the_term_asks_to_bring_the_measure_up_to_date(self, decided):
        owner = episode("2025-11-13")
        (said,) = sentences(
            owner, measure(owner, "2025-11-13", "2026-11-13"), place(owner, "2025-11-13"), decision(decided)
        )
        assert said.startswith("Mesure échue le 13 novembre 2026, à prolonger ou à terminer : une décision du")

    @pytest.mark.parametrize("decided", ["2025-11-13", "2026-05-02", None])
    def test_the_decision_that_founds_it_or_one_in_the_middle_is_no_renewal(self, decided):
        owner = episode("2025-11-13")
        (said,) = sentences(
            owner, measure(owner, "2025-11-13", "2026-11-13"), place(owner, "2025-11-13"), decision(decided)
        )
        assert said.startswith("Mesure échue sans décision depuis")

    def test_a_measure_beside_does_not_replace_a_placement(self):
        owner = episode("2025-11-13")
        found = sentences(
            owner, measure(owner, "2025-11-13", "2026-11-13"), measure(owner, "2026-10-01", "2027-10-01", type_="AGBF"),
            place(owner, "2025-11-13"),
        )  # fmt: skip
        assert [said[:26] for said in found] == ["Mesure échue sans décision"]


class TestGaps:
    def test_days_without_a_measure(self):
        owner = episode("2025-06-20")
        found = sentences(
            owner, measure(owner, "2025-06-20", "2025-07-05", type_="OPP_PARQUET", ended="2025-07-03"),
            measure(owner, "2025-12-12", "2027-12-12"), place(owner, "2025-06-20"),
        )  # fmt: skip
        assert found == ["Aucune mesure du 4 juillet au 11 décembre 2025, pendant la prise en charge."]

    def test_no_measure_at_all_goes_on_today(self):
        owner = episode("2026-01-05")
        made = timeline(owner, place(owner, "2026-01-05"))
        (notice,) = made.notices
        assert (
            notice.sentence.replace("\u00a0", " ")
            == "Aucune mesure depuis le 5 janvier 2026, pendant la prise en charge."
        )
        assert (notice.until, notice.tone) == (None, "late")

    def test_an_undated_measure_makes_the_sentence_careful(self):
        owner = episode("2026-01-05")
        (said,) = sentences(owner, place(owner, "2026-01-05"), measure(owner, None))
        assert said.startswith("Aucune mesure datée depuis")

    def test_days_without_a_main_place(self):
        owner = episode("2026-01-01")
        found = sentences(
            owner, measure(owner, "2026-01-01", "2027-01-01"), place(owner, "2026-01-01", "2026-03-01"),
            place(owner, "2026-05-01"), place(owner, "2026-03-01", is_main=False),
        )  # fmt: skip
        assert found == ["Aucun lieu d’accueil principal du 2 mars au 30 avril 2026, pendant la prise en charge."]

    def test_between_two_episodes_nothing_is_missing(self):
        first, second = episode("2020-01-01", "2021-01-01"), episode("2024-01-01")
        found = sentences(
            first, second, measure(first, "2020-01-01", "2021-01-01", ended="2021-01-01"), place(first, "2020-01-01", "2021-01-01"),
            measure(second, "2024-01-01", "2027-01-01"), place(second, "2024-01-01"),
        )  # fmt: skip
        assert found == []


class TestOverlapsAndImpossibleDates:
    def test_two_main_places_at_once(self):
        owner, one, _home = held()
        found = sentences(
            owner, one, place(owner, "2020-01-01", "2021-06-01", name="A"), place(owner, "2021-05-20", name="B")
        )
        assert found == ["Deux lieux d’accueil principaux en même temps du 20 mai au 1er juin 2021 : A et B."]

    def test_a_place_outside_any_episode(self):
        owner = episode("2020-03-01")
        found = sentences(
            owner, measure(owner, "2020-03-01", "2027-01-01"), place(owner, "2020-02-01", "2020-02-20", name="A"),
            place(owner, "2020-03-01"),
        )  # fmt: skip
        assert found == ["Lieu d’accueil hors de toute prise en charge du 1er au 20 février 2020 : A."]

    def test_a_date_before_the_birth(self):
        owner, one, home = held()
        said = sentences(owner, one, home, item("absence", since=day("2013-05-05"), until=day("2013-05-06")))
        assert said == ["Date antérieure à la naissance, le 5 mai 2013 : absence."]

    def test_help_to_a_pregnant_woman_may_precede_the_birth(self):
        owner = episode("2014-05-05")
        assert not [
            s for s in sentences(owner, measure(owner, "2014-03-01", "2027-01-01", type_="TISF")) if "naissance" in s
        ]

    @pytest.mark.parametrize(
        ("precision", "is_said"),
        [("EXACT", True), ("ASSESSED", True), ("MONTH", False), ("YEAR", False), ("UNKNOWN", False)],
    )
    def test_of_a_birth_known_by_its_year_nothing_is_said_that_may_be_false(self, precision, is_said):
        owner = episode("2014-05-03")
        one, home = measure(owner, "2014-05-03", "2027-01-01"), place(owner, "2014-05-03")
        assert bool(sentences(owner, one, home, of=child(birth_date_precision=precision))) is is_said

    def test_a_measure_for_minors_after_the_majority(self):
        young = child(dt.date(2008, 11, 10))
        owner = episode("2020-01-01")
        found = sentences(owner, measure(owner, "2020-01-01", "2026-12-31"), place(owner, "2020-01-01"), of=young)
        assert found == [f"Mesure pour mineur inscrite au-delà de la majorité, le 10 novembre 2026 : {PLACEMENT}."]

    @pytest.mark.parametrize(
        ("type_", "until"), [("AJM", "2028-11-10"), ("AED", "2027-01-01"), ("PLACEMENT_ASE", "2026-11-10")]
    )
    def test_a_measure_for_young_adults_or_one_that_ends_that_day_is_right(self, type_, until):
        young = child(dt.date(2008, 11, 10))
        owner = episode("2020-01-01", "2026-11-10")
        one = measure(owner, "2020-01-01", until, type_=type_, ended=until if type_ == "PLACEMENT_ASE" else None)
        assert not [said for said in sentences(owner, one, of=young) if "majorité" in said]

    def test_majority_of_a_child_of_29_february_comes_on_1_march(self):
        assert majority_of(dt.date(2008, 2, 29)) == dt.date(2026, 3, 1)

    def test_the_end_before_the_beginning_is_to_be_corrected_not_drawn(self):
        owner, one, home = held()
        wrong = item("legal_status", kind="TUTELLE", since=day("2024-01-01"), until=day("2023-01-01"))
        made = timeline(owner, one, home, wrong)
        assert made.lane("status") is None
        assert [(u.label, u.reason) for u in made.undated] == [("Tutelle", "la fin précède le début")]


class TestLanes:
    def test_each_event_is_on_its_lane(self):
        owner, one, home = held()
        worker = item("person", surname="Morel", first_name="Ana")
        made = timeline(
            owner, one, home, decision("2020-01-01"), worker,
            item("relationship", person_id=worker.id, role="REFERENT_ASE", since=day("2022-01-01")),
            item("schooling", school="École du Parc", level="CM1", since=day("2024-09-01")),
            item("health_event", kind="BILAN_ENTREE", done_on=day("2020-02-01")),
            item("health_follow_up", kind="ORTHOPHONIE", since=day("2021-02-01")),
            journal=[
                item("journal_entry", kind="RENCONTRE", happened_on=day("2025-01-01")),
                item("journal_entry", kind="VISITE_DOMICILE", happened_on=day("2025-01-02")),
                item("journal_entry", kind="APPEL", happened_on=day("2025-01-03")),
                item("journal_entry", kind="SANTE", happened_on=day("2025-01-04")),
                item("journal_entry", kind="Goûter du quartier", happened_on=day("2025-01-05")),
            ],
            statements=[item("statement", speaker="MERE", said_on=day("2025-02-01"), exact_words="Elle va bien.")],
            plans=[item("child_plan", version=1, status="TERMINE", established_on=day("2025-03-01"), meeting_on=day("2025-02-20"))],
            produced=[item("produced_document", document="Projet pour l’enfant", created_at=dt.datetime(2025, 3, 2, 9))],
            attachments=[item("attachment", title="Jugement", kind="DECISION", dated_on=day("2020-01-01"))],
        )  # fmt: skip
        count = {lane.key: (len(lane.bars), len(lane.points)) for lane in made.lanes}
        assert count == {
            "episode": (1, 0), "measure": (1, 0), "decision": (0, 1), "place": (1, 0), "school": (1, 0), "worker": (1, 0),
            "meeting": (0, 2), "visit": (0, 1), "journal": (0, 2), "words": (0, 1), "health": (1, 2), "document": (0, 3),
        }  # fmt: skip
        assert made.lane("journal").points[1].label == "Goûter du quartier"
        assert made.lane("words").points[0].tone == "mother"
        assert made.lane("worker").bars[0].label == "Ana Morel"

    def test_what_has_no_date_waits_to_be_dated(self):
        owner = episode(None)
        made = timeline(owner, decision(None), place(owner, None, name="A"))
        assert [(u.label, u.reason) for u in made.undated] == [
            ("Prise en charge", "date à préciser"), ("Décision judiciaire", "date à préciser"), ("A", "date à préciser"),
        ]  # fmt: skip
        assert made.lanes == ()
        assert (made.first, made.last) == (TODAY, TODAY)

    def test_an_open_beginning_is_drawn(self):
        owner = episode(None, "2021-01-01")
        (bar,) = timeline(owner).lane("episode").bars
        assert (bar.since, bar.until) == (None, day("2021-01-01"))

    def test_a_relay_is_drawn_beside_on_a_line_of_its_own(self):
        owner, one, home = held()
        made = timeline(owner, one, home, place(owner, "2022-01-01", is_main=False, stay="RELAIS", name="B"))
        bars = made.lane("place").bars
        assert [(bar.label, bar.row, bar.is_second) for bar in bars] == [
            ("Maison d’enfants à caractère social (MECS)", 0, False), ("Accueil relais : B", 1, True),
        ]  # fmt: skip


class TestPaper:
    """What leaves the screen may be read by anybody an address is protected from."""

    def secret(self, **more):
        owner, one, _home = held()
        home = place(owner, "2020-01-01", name="MECS Les Tilleuls", town="Massy", carer="Odile Garnier", **more)
        return owner, one, home

    def labels(self, *items, on_paper: bool) -> list[str]:
        made = timeline(*items, on_paper=on_paper)
        shown = [bar.label for lane in made.lanes for bar in lane.bars] + [
            p.label for lane in made.lanes for p in lane.points
        ]
        details = [bar.detail for lane in made.lanes for bar in lane.bars] + [
            p.detail for lane in made.lanes for p in lane.points
        ]
        return [*shown, *details, *(n.sentence for n in made.notices), *(u.label for u in made.undated)]

    def test_an_open_place_is_named_with_its_type(self):
        assert "MECS Les Tilleuls – Maison d’enfants à caractère social (MECS)" in self.labels(
            *self.secret(), on_paper=True
        )

    @pytest.mark.parametrize("how", ["judge", "protection"])
    def test_a_protected_place_is_never_named_nor_its_school(self, how):
        owner, one, home = self.secret(is_anonymous=how == "judge")
        father = item("person", surname="Durand", first_name="Marc")
        guard = (
            [item("address_protection", placement_id=home.id, hidden_from_id=father.id)] if how == "protection" else []
        )
        school = item("schooling", school="École des Tilleuls", level="CM1", since=day("2019-09-01"), town="Massy")
        status = item("legal_status", kind="Placée aux Tilleuls", since=day("2021-01-01"))
        twin = place(owner, "2021-01-01", name="Autre", is_main=True)
        everything = (owner, one, home, father, *guard, school, status, twin)
        on_screen = " ".join(self.labels(*everything, on_paper=False))
        assert "MECS Les Tilleuls" in on_screen
        assert "École des Tilleuls" in on_screen
        printed = " ".join(self.labels(*everything, on_paper=True))
        assert "Lieu d’accueil connu du service" in printed
        assert "CM1 · Établissement connu du service" in printed
        for secret in ("Tilleuls", "Garnier", "Massy"):
            assert secret not in printed

    def test_nothing_said_or_written_is_printed(self):
        made = timeline(
            *held(),
            statements=[item("statement", said_on=day("2025-02-01"), exact_words="Je veux rentrer.")],
            journal=[item("journal_entry", kind="NOTE", happened_on=day("2025-01-01"), text="Note longue")],
            attachments=[item("attachment", title="Bulletin de Léa", kind="SCOLARITE", dated_on=day("2025-01-01"))],
            on_paper=True,
        )
        texts = [text for lane in made.lanes for p in lane.points for text in (p.label, p.detail)]
        assert "Je veux rentrer." not in texts
        assert "Note longue" not in texts
        assert "Bulletin, document scolaire" in texts


DAYS = st.dates(dt.date(1995, 1, 1), dt.date(2035, 1, 1)) | st.none()
MEASURES = st.builds(
    lambda a, b, c, kind: ("measure", {"type": kind, "since": a, "until": b, "ended_on": c}),
    DAYS, DAYS, DAYS, st.sampled_from(["PLACEMENT_ASE", "AEMO", "OPP_JE", "AGBF", "INCONNU", "Autre chose"]),
)  # fmt: skip
PLACES = st.builds(
    lambda a, b, main, stay: ("placement", {"since": a, "until": b, "is_main": main, "stay": stay}),
    DAYS, DAYS, st.booleans(), st.sampled_from(["", "RELAIS", "HABITUEL"]),
)  # fmt: skip
LASTING = st.builds(
    lambda kind, a, b: (kind, {"since": a, "until": b}),
    st.sampled_from(["care_episode", "legal_status", "absence", "schooling", "health_follow_up"]), DAYS, DAYS,
)  # fmt: skip
POINTS = st.builds(
    lambda kind, a: (*kind, {kind[1]: a}),
    st.sampled_from([("decision", "decided_on"), ("vaccination", "given_on"), ("health_event", "done_on")]), DAYS,
)  # fmt: skip
RECORDS = st.lists(MEASURES | PLACES | LASTING | POINTS, max_size=14)


def made_from(records, birth=BORN):
    owner = episode("2010-01-01")
    kinds = {"measure": {"episode_id": owner.id}, "placement": {"episode_id": owner.id}}
    items = [item(record[0], **kinds.get(record[0], {}), **record[-1]) for record in records]
    return [owner, *items], timeline(owner, *items, of=child(birth))


@settings(max_examples=50)
@given(RECORDS, st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1)) | st.none())
def test_nothing_is_lost_and_nothing_is_drawn_twice(records, birth):
    items, made = made_from(records, birth)
    drawn = [bar.target for lane in made.lanes for bar in lane.bars] + [
        p.target for lane in made.lanes for p in lane.points
    ]
    placed = [target.record_id for target in drawn] + [one.target.record_id for one in made.undated]
    assert sorted(placed) == sorted(one.id for one in items)


@settings(max_examples=50)
@given(RECORDS)
def test_no_bar_goes_past_its_dates_and_everything_lies_between_the_ends(records):
    items, made = made_from(records)
    by_id = {one.id: one for one in items}
    for bar in (bar for lane in made.lanes for bar in lane.bars):
        source = by_id[bar.target.record_id]
        assert bar.since == source.since
        assert bar.until in {source.until, source.values.get("ended_on"), None}
        assert bar.until is not None or source.values.get("ended_on") is None
        assert all(made.first <= one <= made.last for one in (bar.since, bar.until) if one)
    for point in (point for lane in made.lanes for point in lane.points):
        assert made.first <= point.on <= made.last
    assert made.first <= TODAY <= made.last


@settings(max_examples=50)
@given(RECORDS)
def test_each_notice_is_of_known_days_and_points_to_a_record(records):
    items, made = made_from(records)
    known = {one.id for one in items}
    for notice in made.notices:
        assert notice.target.record_id in known
        assert notice.until is None or notice.since <= notice.until
        assert notice.sentence.endswith(".")
        assert "0001" not in notice.sentence
        assert "9999" not in notice.sentence


@given(st.lists(st.tuples(DAYS, DAYS), max_size=20))
def test_bars_at_the_same_time_are_on_different_lines(dates):
    target = Target("path", "x", "x")
    bars = [Bar(a, b, "", "", "", target) for a, b in dates if a is None or b is None or a <= b]
    rows = in_rows(bars)
    assert len(rows) == len(bars)
    for number, one in enumerate(rows):
        for other in rows[number + 1 :]:
            if one.row == other.row:
                first, last = sorted((r.since or dt.date.min, r.until or dt.date.max) for r in (one, other))
                assert last[0] >= first[1]
                assert last[0] > first[0]


SPANS = st.builds(
    lambda a, n: Span(a, a + dt.timedelta(days=n)),
    st.dates(dt.date(2020, 1, 1), dt.date(2020, 12, 31)),
    st.integers(0, 40),
)


@given(SPANS, st.lists(SPANS, max_size=6))
def test_what_is_left_of_a_period_is_what_no_other_takes(whole, taken):
    left = {one for span in without(whole, taken) for one in days_of(span)}
    assert left == days_of(whole) - {one for span in taken for one in days_of(span)}


def days_of(span: Span) -> set[dt.date]:
    return {span.first + DAY * n for n in range((span.last - span.first).days + 1)}


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        ("2025-10-06", "2027-10-05", "du 6 octobre 2025 au 5 octobre 2027"), ("2025-10-06", "2025-12-01", "du 6 octobre au 1er décembre 2025"),
        ("2025-10-01", "2025-10-06", "du 1er au 6 octobre 2025"), ("2025-10-06", "2025-10-06", "le 6 octobre 2025"),
        ("2025-10-06", None, "depuis le 6 octobre 2025"), (None, "2025-10-06", "jusqu’au 6 octobre 2025"), (None, None, ""),
    ],
)  # fmt: skip
def test_periods_in_words(since, until, said):
    assert in_words(day(since), day(until)).replace("\u00a0", " ") == said
