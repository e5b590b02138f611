"""Searching every file: what is entered is found at once, by child, and what is removed is found no more."""

import datetime as dt

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Column, Text

from ppe_desktop.domain import search_names
from ppe_desktop.domain.search import group_of
from ppe_desktop.domain.vocabulary import FollowUpKind
from ppe_desktop.storage.kinds import record_kinds
from ppe_desktop.storage.search_index import SearchIndex
from ppe_desktop.storage.search_sources import sources
from ppe_desktop.storage.search_watch import unwatch
from tests.support.base import access, new_session
from tests.support.demo_base import demo_session
from tests.support.screens import add_child
from tests.support.vault import PASSPHRASE

DAY = dt.date(2026, 11, 2)


@pytest.fixture
def session(tmp_path):
    opened = new_session(tmp_path / "base")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def read_only(tmp_path_factory):
    opened = new_session(tmp_path_factory.mktemp("base") / "base")
    child = add_child(opened, "Haddad", "Inès")
    say(opened, child, "À la sortie de l’école de Saint-Maur, le cœur gros, après les visites médiatisées du zèbre.")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    opened = demo_session(tmp_path_factory)
    yield opened
    opened.close()


def find(session, text, **more):
    return session.run(session.search.find, text, **more)


def hits(session, text, **more):
    return [hit for file in find(session, text, **more).files for hit in file.hits]


def kinds(session, text, **more):
    return {hit.kind for hit in hits(session, text, **more)}


def add(session, record, /, **values):
    return session.run(session.records.add, record, **values).created


def say(session, child_id, words, day=DAY, **more):
    return add(session, "statement", child_id=child_id, exact_words=words, speaker="ENFANT", said_on=day, **more)


def test_what_is_said_is_found_in_its_file_with_its_words_and_where_it_opens(session):
    child = add_child(session, "D’Angelo", "Anaïs")
    statement = say(session, child, "J’ai PEUR de la nuit, dit-elle à sa sœur.")
    (file,) = find(session, "peur soeur").files
    assert (file.child_id, file.name.text, file.is_named) == (child, "Anaïs D’Angelo", False)
    (hit,) = file.hits
    assert hit.excerpt.text == "J’ai PEUR de la nuit, dit-elle à sa sœur."
    assert [hit.excerpt.text[start:end] for start, end in hit.excerpt.found] == ["PEUR", "sœur"]
    assert (hit.label, hit.tone, hit.day) == ("Parole de l’enfant", "child", DAY)
    assert (hit.group.section, hit.opens) == ("statements", ("statement", statement))


@pytest.mark.parametrize(
    "typed", ["ecole", "ÉCOLE", "l'école", "l’éco", "saint-maur", "coeur", "visites media", '"à la sortie"']
)
def test_accents_case_apostrophes_hyphens_and_ligatures_hide_nothing(read_only, typed):
    assert len(hits(read_only, typed)) == 1


def test_names_are_found_from_the_first_letter_and_come_first(session):
    named = add_child(session, "N'Diaye", "Ava")
    other = add_child(session, "Le Goff", "Malo")
    say(session, other, "Ava N’Diaye est ma copine.")
    assert [file.child_id for file in find(session, "a").files] == [named]
    assert [(file.child_id, file.is_named) for file in find(session, "n’diaye").files] == [
        (named, True),
        (other, False),
    ]
    assert find(session, "diaye ava").files[0].is_named


def test_texts_are_searched_from_the_third_letter(session):
    say(session, add_child(session, "Haddad", "Inès"), "Le zèbre")
    assert not hits(session, "zè")
    assert hits(session, "zèb")


def test_a_typed_change_is_found_and_the_former_words_are_not(session):
    statement = say(session, add_child(session, "Haddad", "Inès"), "Le zèbre")
    session.run(session.records.enter, "statement", statement, "exact_words", "La girafe")
    assert not hits(session, "zèbre")
    assert [hit.record_id for hit in hits(session, "girafe")] == [statement]


def test_a_change_undone_by_an_error_leaves_the_index_as_it_was(session):
    child = add_child(session, "Haddad", "Inès")

    def fail():
        with session.database.work() as work:
            work.add("statement", child_id=child, exact_words="Le zèbre", speaker="ENFANT", said_on=DAY)
            raise ValueError("interrupted")

    with pytest.raises(ValueError):
        session.run(fail)
    say(session, child, "Autre chose")
    assert not hits(session, "zèbre")


def test_what_goes_to_the_bin_is_found_no_more_until_it_comes_back(session):
    child = add_child(session, "Haddad", "Inès")
    episode = add(session, "care_episode", child_id=child, entry_reason="Grande fatigue")
    add(session, "placement", episode_id=episode, setting="MECS", name="Les Tilleuls")
    removed = session.run(session.records.remove, "care_episode", episode).removed
    assert not hits(session, "tilleuls")
    assert not hits(session, "fatigue")
    session.run(session.records.restore, removed)
    assert kinds(session, "tilleuls") == {"placement"}
    assert kinds(session, "fatigue") == {"care_episode"}


def test_a_whole_file_in_the_bin_is_nowhere(session):
    child = add_child(session, "Haddad", "Inès")
    say(session, child, "Le zèbre")

    def bin_file(moment):
        with session.database.work() as work:
            work.change("child", child, binned_at=moment)
            work.commit()

    session.run(session.search.note_opened, child)
    session.run(bin_file, dt.datetime(2026, 11, 2))
    assert find(session, "zèbre").files == find(session, "haddad").files == session.run(session.search.recent) == ()
    session.run(bin_file, None)
    assert len(hits(session, "zèbre")) == 1
    assert find(session, "haddad").files[0].is_named


def test_a_person_is_found_under_every_child_she_is_linked_to(session):
    one, two = add_child(session, "Haddad", "Inès"), add_child(session, "Le Goff", "Malo")
    person = add(session, "person", surname="Benali", first_name="Karima", phone="0199001010")
    add(session, "address", person_id=person, street="3 rue des Essais", town="Massy")
    assert not hits(session, "benali"), "she is in no file yet"
    link = add(session, "relationship", child_id=one, person_id=person, role="MERE")
    add(session, "relationship", child_id=two, person_id=person, role="MERE")
    assert {hit.child_id for hit in hits(session, "benali", groups=["persons"])} == {one, two}
    assert {hit.label for hit in hits(session, "karima") if hit.kind == "person"} == {"Mère"}
    assert {hit.child_id for hit in hits(session, "massy")} == {one, two}
    assert hits(session, "01 99 00")
    assert hits(session, "0199001010")
    session.run(session.records.remove, "relationship", link)
    assert {hit.child_id for hit in hits(session, "massy")} == {two}


def test_a_journal_entry_is_found_under_each_child_and_each_part_under_its_own(session):
    one, two = add_child(session, "Haddad", "Inès"), add_child(session, "Le Goff", "Malo")
    entry = add(session, "journal_entry", text="Visite au domicile", kind="NOTE", happened_on=DAY)
    part = add(session, "journal_part", child_id=one, entry_id=entry, text="Elle a montré sa chambre")
    add(session, "journal_part", child_id=two, entry_id=entry, text="Il dormait")
    assert {hit.child_id for hit in hits(session, "domicile")} == {one, two}
    (own,) = hits(session, "chambre")
    assert (own.child_id, own.day, own.opens) == (one, DAY, ("journal_entry", entry))
    session.run(session.records.change, "journal_entry", entry, happened_on=DAY - dt.timedelta(days=9))
    assert hits(session, "chambre")[0].day == DAY - dt.timedelta(days=9)
    session.run(session.records.remove, "journal_part", part)
    assert {hit.child_id for hit in hits(session, "domicile")} == {two}


def test_labels_of_lists_are_searched(session):
    child = add_child(session, "Haddad", "Inès")
    add(session, "health_follow_up", child_id=child, kind=FollowUpKind.SPEECH.value)
    (hit,) = hits(session, FollowUpKind.SPEECH.label)
    assert (hit.kind, hit.excerpt.text) == ("health_follow_up", FollowUpKind.SPEECH.label)


def test_the_draft_of_a_plan_is_found_and_tells_which_version(session):
    child = add_child(session, "Haddad", "Inès")
    plan = session.run(session.plans.prepare, child).created
    session.run(session.plans.add_objective, plan, "A", "Retrouver le sommeil")
    (hit,) = hits(session, "sommeil")
    assert (hit.kind, hit.plan_id, hit.group.section) == ("plan_objective", plan, "plan")


def test_the_text_of_a_report_is_found_under_its_heading_and_opens_the_writing(session):
    child = add_child(session, "Haddad", "Inès")
    writing = session.run(session.writings.start, child).created
    part = session.run(session.writings.read, writing).parts["conclusion"]
    session.run(session.records.enter, "writing_part", part.id, "text", "Retrouver le sommeil")
    (hit,) = hits(session, "sommeil")
    assert (hit.label, hit.opens) == ("Rapport de situation · Conclusion et propositions", ("writing", writing))
    session.run(session.records.change, "writing", writing, established_on=dt.date(2019, 4, 2))
    assert [hit.day for hit in hits(session, "sommeil")] == [dt.date(2019, 4, 2)]


def test_the_filters_keep_groups_and_periods(session):
    child = add_child(session, "Haddad", "Inès")
    say(session, child, "Le zèbre ancien", dt.date(2020, 5, 1))
    say(session, child, "Le zèbre récent", dt.date(2026, 11, 1))
    add(session, "working_note", child_id=child, text="Un zèbre", written_on=dt.date(2026, 10, 1))
    assert kinds(session, "zèbre", groups=["journal"]) == {"working_note"}
    assert [hit.day.year for hit in hits(session, "zèbre", until=dt.date(2021, 1, 1))] == [2020]
    assert [hit.day.month for hit in hits(session, "zèbre", since=dt.date(2026, 1, 1))] == [11, 10]
    assert not hits(session, "zèbre", groups=["health"])


def test_the_exact_phrase_and_titles_come_before_the_newest(session):
    one, two = add_child(session, "Haddad", "Inès"), add_child(session, "Le Goff", "Malo")
    for number in range(60):
        say(session, one, "La nuit, il parle de sa peur", dt.date(2026, 1, 1) + dt.timedelta(days=number))
    say(session, two, "Il a peur de la nuit", dt.date(2015, 1, 1))
    results = find(session, "peur de la nuit", limit=20)
    assert results.is_cut
    assert results.files[0].child_id == two


def test_the_newest_come_first_and_no_more_than_asked(session):
    child = add_child(session, "Haddad", "Inès")
    for number in range(12):
        say(session, child, "Le zèbre", dt.date(2026, 1, 1 + number))
    days = [hit.day.day for hit in hits(session, "zèbre", limit=5)]
    assert days == [12, 11, 10, 9, 8]


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        '""',
        "*",
        "-",
        "NEAR(a b)",
        "a AND",
        "😀",
        "\u202e",
        "x" * 10_000,
        "zèbre " * 500,
        "\0",
        "'; --",
        "§statements",
    ],
)
def test_whatever_is_typed_gets_an_answer(read_only, typed):
    assert find(read_only, typed).count <= 50


def test_long_beginnings_find_the_same_words_as_short_ones(session):
    child = add_child(session, "Haddad", "Inès")
    words = ["placement", "places", "placard", "placebo", "placide"]
    for word in words:
        say(session, child, word)
    for beginning in ("pla", "plac", "place", "placem", "placement"):
        expected = sum(word.startswith(beginning) for word in words)
        assert len(hits(session, beginning)) == expected, beginning


def test_removed_words_leave_the_index_once_it_is_tidied(session):
    statement = say(session, add_child(session, "Haddad", "Inès"), "zebrozygote")
    session.run(session.records.enter, "statement", statement, "exact_words", "La girafe")

    def words():
        with session.database.work() as work:
            session.database.index.tidy(work.connection)
            work.commit()
            return set(work.connection.exec_driver_sql("SELECT term FROM search_words").scalars())

    kept = session.run(words)
    assert "girafe" in kept
    assert "zebrozygote" not in kept


def test_a_name_and_a_word_find_what_is_in_that_file_before_the_rest(session):
    lea, malo = add_child(session, "Garnier", "Léa"), add_child(session, "Le Goff", "Malo")
    say(session, malo, "À l’école, Léa est ma copine.", dt.date(2026, 11, 20))
    at_school = say(session, lea, "L’école, c’est dur.", dt.date(2019, 3, 1))
    say(session, lea, "La piscine.")
    files = find(session, "Léa école").files
    assert [file.child_id for file in files] == [lea, malo]
    assert [hit.record_id for hit in files[0].hits] == [at_school]
    assert [files[0].hits[0].excerpt.text[a:b] for a, b in files[0].hits[0].excerpt.found] == ["école"]
    assert files[0].name.found == ((0, 3),)
    assert [file.child_id for file in find(session, "école garn").files] == [lea]
    assert [file.child_id for file in find(session, "léa garnier école").files] == [lea]
    assert not find(session, "malo piscine").files


def test_the_name_of_a_person_and_a_word_find_what_is_in_the_files_of_that_person(session):
    one, two = add_child(session, "Haddad", "Inès"), add_child(session, "Le Goff", "Malo")
    person = add(session, "person", surname="Benali", first_name="Karima")
    add(session, "relationship", child_id=one, person_id=person, role="MERE")
    wanted = say(session, one, "Après la visite, elle pleure.")
    say(session, two, "La visite s’est bien passée.")
    assert [hit.record_id for hit in hits(session, "benali visite")] == [wanted]
    assert not hits(session, "benali visite", groups=["health"])


def test_a_word_every_child_is_called_names_no_one(session, monkeypatch):
    monkeypatch.setattr(search_names, "_TOO_MANY", 2)
    for number in range(3):
        say(session, add_child(session, f"Nom{number}", "Zoé"), "L’école")
    assert not find(session, "zoé école").files
    assert len(find(session, "zoé nom1 école").files) == 1


def test_a_name_typed_anew_is_found_and_the_former_is_not(session):
    child = add_child(session, "Haddad", "Inès")
    assert find(session, "haddad").files[0].is_named
    session.run(session.records.enter, "child", child, "birth_surname", "Zidane")
    assert not find(session, "haddad").files
    (file,) = find(session, "zidane").files
    assert (file.child_id, file.name.text) == (child, "Inès Zidane")


def test_what_is_planned_is_found_under_each_child_concerned(session):
    one, two = add_child(session, "Haddad", "Inès"), add_child(session, "Le Goff", "Malo")
    planned = add(session, "appointment", subject="Bilan chez l’orthoptiste", planned_on=DAY)
    assert not hits(session, "orthoptiste"), "it concerns no one yet"
    first = add(session, "appointment_child", child_id=one, appointment_id=planned)
    add(session, "appointment_child", child_id=two, appointment_id=planned)
    found = hits(session, "orthoptiste", groups=["appointments"])
    assert {hit.child_id for hit in found} == {one, two}
    assert {(hit.day, hit.opens, hit.group.section) for hit in found} == {
        (DAY, ("appointment", planned), "deadlines"),
    }
    session.run(session.records.remove, "appointment_child", first)
    assert {hit.child_id for hit in hits(session, "orthoptiste")} == {two}


def test_the_day_of_a_plan_moves_what_is_in_it(session):
    child = add_child(session, "Haddad", "Inès")
    plan = session.run(session.plans.prepare, child).created
    session.run(session.plans.add_objective, plan, "A", "Retrouver le sommeil")

    def establish(day):
        with session.database.work() as work:
            work.change("child_plan", plan, established_on=day)
            work.commit()

    session.run(establish, dt.date(2019, 4, 2))
    assert [hit.day for hit in hits(session, "sommeil")] == [dt.date(2019, 4, 2)]


def test_a_row_written_behind_the_program_s_back_is_found(session):
    child = add_child(session, "Haddad", "Inès")
    statement = say(session, child, "Le zèbre")

    def write():
        with session.database.work() as work:
            work.connection.exec_driver_sql("UPDATE statement SET exact_words = 'La girafe' WHERE id = ?", (statement,))
            work.commit()

    session.run(write)
    assert (len(hits(session, "zèbre")), len(hits(session, "girafe"))) == (0, 1)


def test_nothing_that_notes_changes_stays_when_the_schema_is_about_to_change(tmp_path):
    session = new_session(tmp_path / "base")
    say(session, add_child(session, "Haddad", "Inès"), "Le zèbre")

    def remake():
        with session.database.work() as work:
            unwatch(work.connection)
            left = work.connection.exec_driver_sql(
                "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name <> 'audit_entry'"
            ).scalar()
            operations = Operations(MigrationContext.configure(work.connection))
            with operations.batch_alter_table("statement", recreate="always") as batch:
                batch.add_column(Column("nickname", Text()))
            work.session.commit()
        return left

    assert session.run(remake) == 0
    session.close()
    again = access().open(tmp_path / "base", PASSPHRASE)
    assert len(hits(again, "zèbre")) == 1
    say(again, find(again, "haddad").files[0].child_id, "La girafe")
    assert len(hits(again, "girafe")) == 1
    again.close()


def test_an_index_that_no_longer_fits_is_made_anew_at_the_opening(tmp_path):
    session = new_session(tmp_path / "base")
    say(session, add_child(session, "Haddad", "Inès"), "Le zèbre")

    def spoil():
        with session.database.work() as work:
            work.connection.exec_driver_sql("UPDATE search_state SET version = 'ancienne'")
            work.connection.exec_driver_sql("DELETE FROM search_text")
            work.commit()

    session.run(spoil)
    assert not hits(session, "zèbre")
    session.close()
    again = access().open(tmp_path / "base", PASSPHRASE)
    assert len(hits(again, "zèbre")) == 1
    again.close()


def test_an_index_kept_up_change_by_change_is_the_one_made_at_once(demo):
    def entries():
        with demo.database.work() as work:
            rows = work.connection.exec_driver_sql("SELECT kind, record_id, child_id, number >> 24 FROM search_entry")
            return sorted(tuple(row) for row in rows)

    def rebuild():
        with demo.database.work() as work:
            SearchIndex().rebuild(work.connection)
            work.commit()

    questions = ("école", "peur", "mère", "visite")
    before, found = demo.run(entries), [find(demo, question) for question in questions]
    demo.run(rebuild)
    assert demo.run(entries) == before
    assert [result.count for result in map(find, [demo] * 4, questions)] == [result.count for result in found]


def test_every_kind_with_a_text_is_searched_but_the_users_profile():
    textual = {
        name
        for name, kind in record_kinds().items()
        if any(fact.kind.value in ("text", "long_text", "free_choice") for fact in kind.facts)
    }
    assert textual - set(sources()) == {"user_profile"}
    assert not [kind for kind in sources() if group_of(kind).key == "other"], (
        "a new kind must say in which section it opens"
    )


def test_a_private_word_of_the_profile_is_found_nowhere(session):
    add_child(session, "Haddad", "Inès")
    assert not find(session, "Courcouronnes").files


def test_the_files_opened_last_are_remembered(session):
    children = [add_child(session, f"Nom{number:02d}", "Zoé") for number in range(12)]
    for child in [*children, children[5]]:
        session.run(session.search.note_opened, child)
    recent = [file.child_id for file in session.run(session.search.recent)]
    assert recent[0] == children[5]
    assert len(recent) == len(set(recent)) == 10
    session.run(session.settings.keep, "recent_files", ["abîmé", 3, None])
    assert session.run(session.search.recent) == ()
