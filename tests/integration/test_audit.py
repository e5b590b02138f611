"""The journal that is never rewritten: what is told there, and that nothing can be altered, removed or moved without showing."""

from __future__ import annotations

import datetime as dt
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from ppe_desktop.domain.audit import Action, Chain, Fault
from ppe_desktop.domain.errors import WrongSecretError
from ppe_desktop.services.audit import AuditQuery, as_cell
from ppe_desktop.services.restoring import put_back
from ppe_desktop.services.session import Session
from ppe_desktop.storage.audit import AuditTrail, read_alike, read_chain, read_lines
from ppe_desktop.storage.connection import connect
from ppe_desktop.vault.bundles import find_bundles
from ppe_desktop.vault.paths import BasePaths
from ppe_desktop.vault.sealing import journal_key, seal_path
from tests.support.base import TODAY, Clock, access, new_session
from tests.support.vault import CHEAP_BOUNDS, OTHER_PASSPHRASE, PASSPHRASE

GUARDS = ("audit_entry_no_update", "audit_entry_no_delete")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = new_session(tmp_path / "base")
    yield opened
    opened.close()


def told(session: Session, **query: Any) -> list[str]:
    return [line.told for line in session.run(session.audit.lines, AuditQuery(**query))]


def add_child(session: Session) -> str:
    made = session.run(session.files.create, surname="Moreau", first_names="Lina")
    return str(made.created)


def tampered(folder: Path, *statements: str) -> Session:
    """Do what someone who holds the key of the base could do, then open it again."""
    from ppe_desktop.vault.vault import open_vault
    from tests.support.vault import CHEAP_BOUNDS

    vault = open_vault(folder, PASSPHRASE, bounds=CHEAP_BOUNDS)
    connection = connect(BasePaths(folder).database, vault.key.bytes())
    for guard in GUARDS:
        connection.execute(f"DROP TRIGGER {guard}")
    for statement in statements:
        connection.execute(statement)
    connection.close()
    return access().open(folder, PASSPHRASE)


def test_what_is_done_is_told_with_the_name_joined_and_never_kept(session: Session) -> None:
    child = add_child(session)
    session.run(session.records.change, "child", child, birth_place="Sentinelle-sur-Mer")
    session.run(session.audit.note_reading, child)
    assert told(session, child_id=child) == [
        "Lecture du dossier — MOREAU Lina",
        "Modification\u00a0: Enfant — MOREAU Lina",
        "Ajout\u00a0: Enfant — MOREAU Lina",
    ]
    assert told(session, family="read") == ["Lecture du dossier — MOREAU Lina"]

    def kept() -> str:
        with session.database.work() as work:
            return repr(read_chain(work.connection, 0, 1000))

    text = session.run(kept)
    assert child in text
    assert not [word for word in ("Moreau", "Lina", "Sentinelle") if word in text]


def test_a_stretch_of_typing_in_one_record_is_one_line(tmp_path: Path) -> None:
    clock = Clock()
    session = new_session(tmp_path / "base", clock)
    try:
        child = add_child(session)
        for number in range(5):
            clock.advance(seconds=2)
            session.run(session.records.change, "child", child, birth_place=f"Évry {number}")
        clock.advance(minutes=11)
        session.run(session.records.change, "child", child, birth_place="Massy")
        assert len(told(session, family="change", child_id=child)) == 3
    finally:
        session.close()


def test_what_is_undone_leaves_no_line_and_no_hole(session: Session) -> None:
    child = add_child(session)

    def give_up() -> None:
        with session.database.work() as work:
            work.change("child", child, birth_place="Massy")

    session.run(give_up)
    session.run(session.records.change, "child", child, birth_place="Évry")
    assert session.run(session.audit.check).is_whole


def test_openings_and_refused_attempts_are_told(tmp_path: Path) -> None:
    new_session(tmp_path / "base").close()
    with pytest.raises(WrongSecretError):
        access().open(tmp_path / "base", "une autre phrase que la bonne")
    session = access().open(tmp_path / "base", PASSPHRASE)
    try:
        assert told(session, family="open")[:2] == [
            "Ouverture de la base avec la phrase de passe",
            "1 essai refusé\u00a0: phrase ou clé inexacte",
        ]
        assert session.run(session.audit.check).is_whole
    finally:
        session.close()


def test_a_clock_set_back_flags_the_line(tmp_path: Path) -> None:
    clock = Clock()
    session = new_session(tmp_path / "base", clock)
    try:
        add_child(session)
        clock.advance(days=-1)
        add_child(session)
        lines = session.run(session.audit.lines, AuditQuery())
        assert [line.is_late for line in lines[:2]] == [True, False]
        assert lines[0].at == TODAY - dt.timedelta(days=1)
    finally:
        session.close()


def test_no_statement_of_the_program_can_rewrite_it(session: Session) -> None:
    def rewrite(verb: str) -> None:
        with session.database.work() as work:
            work.connection.exec_driver_sql(verb)

    for verb in ("UPDATE audit_entry SET author = 'x'", "DELETE FROM audit_entry"):
        with pytest.raises(Exception):  # noqa: B017 - whatever the storage makes of the refusal of the trigger
            session.run(rewrite, verb)


ATTACKS = {
    "edited": (["UPDATE audit_entry SET author = 'Personne' WHERE number = 4"], 4),
    "flag lifted": (["UPDATE audit_entry SET late = 1 WHERE number = 3"], 3),
    "deleted": (["DELETE FROM audit_entry WHERE number = 5"], 5),
    "deleted and renumbered": (
        ["DELETE FROM audit_entry WHERE number = 5", "UPDATE audit_entry SET number = number - 1 WHERE number > 5"],
        5,
    ),
    "reordered": (
        [
            "UPDATE audit_entry SET number = 900 WHERE number = 4",
            "UPDATE audit_entry SET number = 4 WHERE number = 5",
            "UPDATE audit_entry SET number = 5 WHERE number = 900",
        ],
        4,
    ),
    "replayed": (
        [
            "DELETE FROM audit_entry WHERE number = 6",
            "INSERT INTO audit_entry SELECT 6, at, ticks, author, action, kind, object_id, child_id, detail, late, mac "
            "FROM audit_entry WHERE number = 3",
        ],
        6,
    ),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_each_attack_is_found_with_its_first_bad_line(tmp_path: Path, attack: str) -> None:
    statements, first_bad = ATTACKS[attack]
    session = new_session(tmp_path / "base")
    for _ in range(8):
        add_child(session)
    assert session.run(session.audit.check).is_whole  # the control: untouched, nothing is found
    session.close()
    session = tampered(tmp_path / "base", *statements)
    try:
        assert session.run(session.audit.check).chain.first_bad == first_bad
    finally:
        session.close()


def test_a_cut_tail_shows_and_stays_told(tmp_path: Path) -> None:
    session = new_session(tmp_path / "base")
    for _ in range(5):
        add_child(session)
    session.close()
    session = tampered(tmp_path / "base", "DELETE FROM audit_entry WHERE number > 4")
    state = session.run(session.audit.check)
    assert (state.fault, state.chain.first_bad) == (Fault.CUT, 0)  # the lines left hold: only the seal tells
    session.close()
    session = access().open(tmp_path / "base", PASSPHRASE)
    try:
        assert session.run(session.audit.check).is_whole
        assert any(line.is_alarm for line in session.run(session.audit.lines, AuditQuery(family="keep")))
    finally:
        session.close()


def test_an_older_key_file_put_back_is_told_once_and_is_no_alarm_with_its_backup(tmp_path: Path) -> None:
    folder, clock = tmp_path / "base", Clock()
    header = BasePaths(folder).header
    session = new_session(folder, clock)
    session.backups.make()
    (backup,) = find_bundles(BasePaths(folder).backups)
    kept = header.read_bytes()
    session.keys.change_passphrase(PASSPHRASE, OTHER_PASSPHRASE)
    session.close()
    present = header.read_bytes()

    def fault(secret: str) -> Fault:
        opened = access(clock).open(folder, secret)
        try:
            return opened.run(opened.audit.check).fault
        finally:
            opened.close()

    assert fault(OTHER_PASSPHRASE) is Fault.NONE
    header.write_bytes(kept)  # the former phrase opens again
    assert fault(PASSPHRASE) is Fault.OLD_KEYS
    assert fault(PASSPHRASE) is Fault.NONE, "told once, and kept in the journal"
    header.write_bytes(present)
    put_back(folder, backup.folder, PASSPHRASE, clock(), CHEAP_BOUNDS)
    assert fault(PASSPHRASE) is Fault.NONE, "a backup goes back with the key file of its day"


def test_an_older_base_with_its_seal_is_betrayed_by_a_backup(tmp_path: Path) -> None:
    import shutil

    clock = Clock()
    session = new_session(tmp_path / "base", clock)
    session.close()
    folder = tmp_path / "base"
    kept = {path: path.read_bytes() for path in (BasePaths(folder).database, seal_path(folder))}
    session = access(clock).open(folder, PASSPHRASE)
    add_child(session)
    session.backups.make()
    assert session.run(session.audit.check).is_whole
    session.close()
    for path, data in kept.items():
        path.write_bytes(data)
    session = access(clock).open(folder, PASSPHRASE)
    try:
        assert session.run(session.audit.check).fault is not Fault.NONE
    finally:
        session.close()
    shutil.rmtree(BasePaths(folder).backups)


def test_a_backup_put_back_is_told_and_is_no_alarm(tmp_path: Path) -> None:
    clock = Clock()
    folder = tmp_path / "base"
    session = new_session(folder, clock)
    session.backups.make()
    add_child(session)
    session.close()
    clock.advance(hours=1)
    doors = access(clock)
    doors.put_back(folder, doors.backups(folder)[0].folder, PASSPHRASE)
    clock.advance(hours=1)
    session = doors.open(folder, PASSPHRASE)
    try:
        assert session.run(session.audit.check).is_whole
        assert any(text.startswith("Une sauvegarde a été remise en place") for text in told(session, family="keep"))
    finally:
        session.close()


def test_a_hundred_thousand_lines_are_checked_within_five_seconds_and_a_line_costs_little() -> None:
    from sqlalchemy import create_engine

    from ppe_desktop.domain.audit import Deed
    from ppe_desktop.models import Base

    engine = create_engine("sqlite://", module=dbapi2)
    Base.metadata.tables["audit_entry"].create(engine)
    key = journal_key(bytes(32), "x")
    trail = AuditTrail(key)
    with engine.begin() as connection:
        trail.prepare(connection)
        deeds = [Deed(Action.READ, "child", "0" * 32, "0" * 32)] * 100_000
        trail.write(connection, "Claire Le Goff", TODAY, deeds)
        trail.committed()
        started = time.process_time()
        chain = Chain(key)
        while chain.read(rows := read_chain(connection, chain.tail.count, 4000)) and len(rows) == 4000:
            pass
        assert chain.state().count == 100_000
        assert time.process_time() - started < 5
        started = time.process_time()
        (alike,) = read_alike(connection, 0)
        assert len(read_lines(connection, among=[alike], before=300)) == 200
        assert read_lines(connection, among=[(*alike[:-1], "quelqu’un d’autre")]) == []
        assert time.process_time() - started < 1.5, "a search that reads every line"
    engine.dispose()


def test_the_journal_is_searched_by_any_words_and_by_day(tmp_path: Path) -> None:
    clock = Clock()
    session = new_session(tmp_path / "base", clock)
    try:
        session.run(session.files.save_profile, surname="Le Goff", first_name="Hélène")
        child = session.run(session.files.create, surname="Benaïssa", first_names="Zoé").created
        clock.advance(days=1)
        session.run(session.audit.note_reading, child)
        day = f"{clock().date():%d/%m/%Y}"
        assert told(session, words="BENAISSA lecture") == ["Lecture du dossier — BENAÏSSA Zoé"]
        assert told(session, words="zoe helene lect") == ["Lecture du dossier — BENAÏSSA Zoé"]
        assert told(session, words=f"zoé {day}") == ["Lecture du dossier — BENAÏSSA Zoé"]
        assert told(session, words="zoe 01/01/2020") == told(session, words="zoe facture") == []
        session.run(session.audit.note_reading, child)
        assert len(told(session, words="lecture")) == 2, "what came since the last search is found too"
        assert told(session, words="lecture", family="open") == []
    finally:
        session.close()


def test_the_table_for_a_spreadsheet_holds_no_formula(session: Session, tmp_path: Path) -> None:
    add_child(session)
    written = session.audit.export(AuditQuery(), tmp_path / "journal.csv").read_text(encoding="utf-8-sig")
    assert "MOREAU Lina" in written
    assert [as_cell(text) for text in ("=1+1", "+1", "-1", "@x", "\tx", "ok")] == [
        "'=1+1",
        "'+1",
        "'-1",
        "'@x",
        "'\tx",
        "ok",
    ]


def put_away(folder: Path) -> Session:
    """A base whose journal begins behind a checkpoint."""
    clock = Clock(TODAY - dt.timedelta(days=500))
    session = new_session(folder, clock)
    child = add_child(session)
    clock.advance(days=480)
    session.run(session.audit.note_reading, child)
    session.close()
    reopened = access(Clock()).open(folder, PASSPHRASE)
    before = reopened.run(reopened.audit.lines, AuditQuery())
    assert reopened.run(reopened.audit.check).is_whole
    after = reopened.run(reopened.audit.lines, AuditQuery())
    gone = [line.number for line in before if line.number not in {one.number for one in after}]
    assert gone == list(range(max(gone), 0, -1)), "the oldest ones, without a hole"
    assert after[0].told == f"Lignes de plus d’un an retirées du journal ({len(gone)})"
    assert min(line.at for line in after) > TODAY - dt.timedelta(days=365)
    return reopened


def test_lines_of_more_than_a_year_go_behind_a_checkpoint_and_the_rest_still_holds(tmp_path: Path) -> None:
    session = put_away(tmp_path / "base")
    session.backups.make()
    state = session.run(session.audit.check)
    assert state.is_whole
    assert state.chain.count == session.run(session.audit.lines, AuditQuery(limit=1))[0].number
    session.close()
    access(Clock()).rotate(tmp_path / "base", PASSPHRASE, PASSPHRASE)
    reopened = access(Clock()).open(tmp_path / "base", PASSPHRASE)
    assert reopened.run(reopened.audit.check).is_whole
    reopened.close()
    shutil.copytree(tmp_path / "base", tmp_path / "autre")
    first = "(SELECT min(number) FROM audit_entry)"
    for folder, statement in (
        (tmp_path / "base", f"DELETE FROM audit_entry WHERE number = {first}"),
        (
            tmp_path / "autre",
            "UPDATE setting SET value = replace(value, '\"seal\": \"', '\"seal\": \"00') WHERE name = 'audit.checkpoint'",
        ),
    ):
        altered = tampered(folder, statement)
        assert altered.run(altered.audit.check).chain.first_bad, statement
        altered.close()
