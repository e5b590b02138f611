"""Backups of real encrypted bases: made beside the work, read again, rotated, copied elsewhere, never half offered."""

import datetime as dt
import shutil
import threading
from pathlib import Path

import pytest

from ppe_desktop.domain.errors import DamagedBaseError, SituationError
from ppe_desktop.services import backups
from ppe_desktop.storage import backing_up
from ppe_desktop.storage.backing_up import differs, judge_copy
from ppe_desktop.vault.bundles import AbandonedError, find_bundles, is_whole, read_bundle
from ppe_desktop.vault.paths import BasePaths
from ppe_desktop.vault.vault import open_vault
from tests.support.base import TODAY, Clock, access, new_session
from tests.support.screens import add_child
from tests.support.vault import CHEAP_BOUNDS, PASSPHRASE, rewrite


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def session(tmp_path, clock):
    opened = new_session(tmp_path / "base", clock)
    add_child(opened, "Le Goff", "Anaïs", dt.date(2015, 3, 2))
    yield opened
    opened.close()


def place(session) -> Path:
    return BasePaths(session.folder).backups


def test_a_backup_opens_with_the_phrase_and_holds_every_row(session):
    made = session.backups.start().result(timeout=30)
    (bundle,) = find_bundles(place(session))
    assert bundle.manifest.made_at == made.made_at
    key = open_vault(bundle.folder, PASSPHRASE, bounds=CHEAP_BOUNDS).key
    judged = judge_copy(BasePaths(bundle.folder).database, key.bytes())
    assert judged.findings == []
    assert judged.rows["child"] == 1
    assert judged.rows == bundle.manifest.rows
    assert made.rows == sum(judged.rows.values())
    assert is_whole(bundle)
    files = sorted(path.name for path in bundle.folder.iterdir())
    assert files == ["coffre.json", "dossiers.db", "manifeste.json"], "reading it again leaves nothing beside it"
    assert b"Goff" not in b"".join(path.read_bytes() for path in bundle.folder.iterdir())


def test_what_is_typed_meanwhile_does_not_wait_and_is_in_the_copy(session, monkeypatch):
    monkeypatch.setattr(backing_up, "PAGES_A_STEP", 1)
    steps, waited, inside = [0], threading.Event(), []
    give_way = session.backups._step

    def counted():
        steps[0] += 1
        if steps[0] == 5:
            inside.append(session.submit(session.files.create, surname="Diallo", first_names="Issa"))
            waited.set()
        answer = give_way()
        if steps[0] == 5:
            assert inside[0].done(), "what was asked in the middle of the copy is done before its next page"
        return answer

    monkeypatch.setattr(session.backups, "_step", counted)
    session.backups.make()
    assert steps[0] > 20
    (bundle,) = find_bundles(place(session))
    assert bundle.manifest.rows["child"] == 2


def test_a_base_that_closes_gives_the_backup_up_and_leaves_nothing(session, monkeypatch):
    monkeypatch.setattr(backing_up, "PAGES_A_STEP", 1)
    reached = threading.Event()
    step = session.backups._step

    def slow():
        reached.set()
        return step()

    monkeypatch.setattr(session.backups, "_step", slow)
    under_way = session.backups.start()
    assert reached.wait(20)
    session.close()
    with pytest.raises(AbandonedError):
        under_way.result(timeout=1)
    assert list(place(session).iterdir()) == []


def test_a_copy_that_misses_a_row_is_not_kept(session, monkeypatch):
    former = session.backups.make()
    judge = backups.judge_copy

    def short(*args):
        judged = judge(*args)
        judged.rows["child"] -= 1
        return judged

    monkeypatch.setattr(backups, "judge_copy", short)
    session.backups._now = Clock(former.made_at + dt.timedelta(hours=5))
    with pytest.raises(SituationError, match="n’est pas bonne"):
        session.backups.make()
    assert [one.manifest.made_at for one in find_bundles(place(session))] == [former.made_at]


def test_a_damaged_page_is_seen_by_the_backup(session):
    path = BasePaths(session.folder).database
    rewrite(path, lambda content: content.__setitem__(len(content) // 2, content[len(content) // 2] ^ 1))
    session.run(session.database._engine.dispose)  # nothing of the page may still be in memory
    reopened = session.folder
    session.close()
    from tests.support.base import access

    again = access().open(reopened, PASSPHRASE)
    try:
        with pytest.raises(DamagedBaseError):
            again.backups.make()
        assert find_bundles(place(again)) == []
    finally:
        again.close()


@pytest.mark.parametrize("spoiled", ["dossiers.db", "coffre.json", "manifeste.json"])
def test_a_spoiled_backup_is_not_whole_or_not_offered(session, spoiled):
    session.backups.make()
    (bundle,) = find_bundles(place(session))
    rewrite(
        bundle.folder / spoiled, lambda content: content.__setitem__(len(content) // 2, content[len(content) // 2] ^ 1)
    )
    read = read_bundle(bundle.folder)
    assert read is None or not is_whole(read)


def test_a_half_written_backup_is_never_offered_and_is_cleared_by_the_next(session):
    session.backups.make()
    (bundle,) = find_bundles(place(session))
    half = place(session) / "2026-11-01_08h00m00.sauvegarde-partielle"
    shutil.copytree(bundle.folder, half)
    cut = place(session) / "2026-11-02_08h00m00.sauvegarde"
    shutil.copytree(bundle.folder, cut)
    rewrite(cut / "dossiers.db", lambda content: content.__delitem__(slice(-4096, None)))
    assert [one.folder for one in find_bundles(place(session))] == [bundle.folder]
    session.backups._now = Clock(bundle.manifest.made_at + dt.timedelta(days=1))
    session.backups.make()
    assert not half.exists()


def test_the_second_place_gets_a_verified_copy_when_it_is_there(session, tmp_path):
    stick = tmp_path / "cle"
    session.backups.choose_second_place(stick)
    assert "pas branché" in session.backups.make().caution
    state = session.backups.state()
    assert (state.second_present, state.is_second_overdue, state.is_overdue) == (False, True, False)
    stick.mkdir()
    session.backups._now = Clock(state.last + dt.timedelta(hours=5))
    made = session.backups.make()
    assert made.in_second_place
    there = backups.second_folder(stick, session.keys.vault_id)
    (copy,) = find_bundles(there)
    assert copy.manifest.made_at == made.made_at
    assert is_whole(copy)
    assert not session.backups.state().is_second_overdue


def test_a_second_place_inside_the_base_is_refused(session):
    with pytest.raises(SituationError):
        session.backups.choose_second_place(session.folder / "sauvegardes")


def test_a_recent_backup_is_enough_and_an_old_one_is_not(session, clock):
    assert session.backups.make_if_stale() is not None
    assert session.backups.make_if_stale() is None
    clock.advance(hours=5)
    assert session.backups.make_if_stale() is not None
    assert session.backups.state().count == 2


def test_each_opening_leaves_a_backup_that_takes_the_place_of_the_same_picture(tmp_path, clock):
    stick = tmp_path / "cle"
    stick.mkdir()

    def opened(*, allergies: str = "", **later: int) -> tuple[int, bool]:
        """Open, write something or only read, and return how many backups the opening leaves, and whether the second place got one."""
        clock.advance(**later)
        session = access(clock).open(tmp_path / "base", PASSPHRASE)
        child = session.run(session.files.cards)[0].child_id
        session.run(session.audit.note_reading, child)
        if allergies:
            session.run(session.records.enter, "child", child, "allergies", allergies)
        made = session.backups.start_round(is_first=True).result(timeout=30)
        assert is_whole(find_bundles(place(session))[0])
        count = session.backups.state().count
        session.close()
        return count, made.in_second_place

    session = new_session(tmp_path / "base", clock)
    session.run(session.files.create, surname="Durand")
    session.backups.choose_second_place(stick)
    session.close()
    assert opened() == (1, True)
    assert opened(minutes=10) == (1, False), "only read since: the new one takes the place of the same picture"
    assert opened(minutes=10, allergies="lait") == (2, False)
    assert opened(minutes=10, allergies="lait, œufs") == (3, False), "whatever the hour of the last one"
    assert opened(hours=5) == (3, True)
    assert opened(days=1) == (4, True), "that of another day stays"


def test_no_room_says_how_much_is_missing_and_touches_nothing(session, monkeypatch):
    monkeypatch.setattr(backups, "SPARE_BYTES", 1 << 60)
    with pytest.raises(SituationError, match=r"il manque \d+ Mo"):
        session.backups.make()
    assert find_bundles(place(session)) == []


def test_what_is_written_at_any_instant_of_a_copy_is_no_missing_row(tmp_path: Path) -> None:
    """Others write when the copy gives way, at its last step too: the copy must not pass for one that lost rows."""
    session = new_session(tmp_path / "base")
    key = session._key.bytes()

    def write() -> None:
        with session.database.work() as work:
            work.add("journal_entry", text="entre deux pas", happened_on=TODAY.date())
            work.commit()

    for instant in range(1, 13):  # seven steps of the copy, then the first tables counted
        calls = []

        def go_on(calls: list[int] = calls, instant: int = instant) -> bool:
            calls.append(1)
            if len(calls) == instant:
                write()
            return True

        target = tmp_path / f"copie-{instant}.db"
        copied = session.run(session.database.copy_in_steps, key, target, go_on)
        assert len(calls) > instant
        assert not differs(judge_copy(target, key), copied), instant
    session.close()
