import logging
import secrets
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlcipher3 import dbapi2

from ppe_desktop.domain.errors import (
    BaseExistsError,
    BaseInUseError,
    BaseMissingError,
    DamagedBaseError,
    DefectError,
    NotABaseError,
    SaveFailedError,
)
from ppe_desktop.storage import connection as module
from ppe_desktop.storage.connection import (
    attachments_allowed,
    check_integrity,
    connect,
    create_database_file,
    make_engine,
    translate_database_error,
)
from tests.support.processes import child, kill, wait_ready

KEY = secrets.token_bytes(32)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "dossiers d’été #1?.db"
    create_database_file(path, KEY)
    return path


@pytest.fixture
def opened(path):
    connection = connect(path, KEY)
    yield connection
    connection.close()


def test_a_new_file(path, tmp_path):
    assert path.stat().st_size % 4096 == 0
    assert path.stat().st_size >= 4096
    assert not path.read_bytes().startswith(b"SQLite format 3")
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o077 == 0
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_an_existing_file_is_never_touched(path):
    before = path.read_bytes()
    with pytest.raises(BaseExistsError):
        create_database_file(path, KEY)
    assert path.read_bytes() == before


def test_a_failed_creation_leaves_nothing(tmp_path):
    with pytest.raises(ValueError):
        create_database_file(tmp_path / "a.db", b"court")
    with pytest.raises(SaveFailedError):
        create_database_file(tmp_path / "absent" / "a.db", KEY)
    assert list(tmp_path.iterdir()) == []


def test_the_settings_are_read_back(opened):
    expected = {name: value for name, _, value in module._SETTINGS}
    assert expected["journal_mode"] == "truncate"
    found = {name: opened.execute(f"PRAGMA {name}").fetchone()[0] for name in expected}
    assert found == expected
    assert opened.execute("PRAGMA auto_vacuum").fetchone() == (1,)
    assert opened.execute("PRAGMA application_id").fetchone() == (0x50504531,)
    assert opened.execute("PRAGMA cipher_version").fetchone()[0].startswith("4.")


@pytest.mark.parametrize("name", [name for name, _, _ in module._SETTINGS])
def test_a_setting_that_does_not_take_is_a_defect(path, monkeypatch, name):
    changed = tuple((this, value, "impossible" if this == name else answer) for this, value, answer in module._SETTINGS)
    monkeypatch.setattr(module, "_SETTINGS", changed)
    with pytest.raises(DefectError) as caught:
        connect(path, KEY)
    assert caught.value.detail == name


def test_the_key_is_used_raw(path):
    """Raw: a fraction of a millisecond of processor. Derived by 256,000 rounds: more than a hundred."""

    def seconds(spelled):
        started = time.process_time()
        connection = dbapi2.connect(str(path))
        connection.execute("PRAGMA cipher_log_level=NONE").fetchall()
        connection.set_key(spelled)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except dbapi2.DatabaseError:
            pass  # the control uses the bytes as a passphrase: right cost, wrong key
        finally:
            connection.close()
        return time.process_time() - started

    def opening():
        started = time.process_time()
        connect(path, KEY).close()
        return time.process_time() - started

    assert min(opening() for _ in range(5)) < 0.005
    assert seconds(KEY) > 0.02


def test_nothing_is_created_at_a_missing_place(tmp_path):
    with pytest.raises(BaseMissingError):
        connect(tmp_path / "absent.db", KEY)
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_key_is_a_damaged_base_without_a_word_on_stderr(path, capfd):
    with pytest.raises(DamagedBaseError) as caught:
        connect(path, secrets.token_bytes(32))
    assert caught.value.__cause__ is None
    assert capfd.readouterr() == ("", "")


def test_the_base_of_another_program(tmp_path):
    path = tmp_path / "autre.db"
    create_database_file(path, KEY)
    connection = connect(path, KEY)
    connection.execute("PRAGMA application_id=1")
    connection.close()
    with pytest.raises(NotABaseError):
        connect(path, KEY)


@pytest.mark.parametrize("content", [b"", b"x" * 4096, b"x" * 5000, bytes(8192)])
def test_a_file_that_is_no_base(tmp_path, content):
    path = tmp_path / "a.db"
    path.write_bytes(content)
    with pytest.raises((DamagedBaseError, NotABaseError)):
        connect(path, KEY)
    assert path.read_bytes() == content


def test_a_plain_base(tmp_path):
    plain = sqlite3.connect(tmp_path / "a.db")
    plain.execute("CREATE TABLE t (x)")
    plain.close()
    with pytest.raises(DamagedBaseError):
        connect(tmp_path / "a.db", KEY)


def test_attach_and_export_to_a_plain_file_are_refused(opened, tmp_path):
    for statement in (
        f"ATTACH '{tmp_path / 'clair.db'}' AS clair KEY ''",
        "DETACH main",
        "VACUUM",
        f"VACUUM INTO '{tmp_path / 'c.db'}'",
    ):
        with pytest.raises(dbapi2.DatabaseError, match="authoriz"):
            opened.execute(statement)
    with attachments_allowed(opened):
        opened.execute("VACUUM")
    with pytest.raises(dbapi2.DatabaseError, match="authoriz"):
        opened.execute("VACUUM")


@pytest.fixture
def shorter_wait(monkeypatch):
    settings = tuple(
        (name, "50", 50) if name == "busy_timeout" else (name, value, answer)
        for name, value, answer in module._SETTINGS
    )
    monkeypatch.setattr(module, "BUSY_MILLISECONDS", 50)
    monkeypatch.setattr(module, "_SETTINGS", settings)


HOLDER = """
import sys, time
from pathlib import Path
from ppe_desktop.storage.connection import connect
base = connect(Path(sys.argv[1]), bytes.fromhex(sys.stdin.readline()))
print("pret", flush=True)
time.sleep(60)
"""


@pytest.mark.usefixtures("shorter_wait")
def test_a_second_process_neither_reads_nor_writes_and_death_frees(path):
    before = path.read_bytes()
    with child(HOLDER, str(path)) as holder:
        holder.stdin.write(KEY.hex() + "\n")
        holder.stdin.flush()
        wait_ready(holder)
        with pytest.raises(BaseInUseError):
            connect(path, KEY)
        kill(holder)
    connect(path, KEY).close()
    assert path.read_bytes() == before


@pytest.mark.usefixtures("shorter_wait")
def test_a_second_connection_is_refused(opened, path):
    with pytest.raises(BaseInUseError):
        connect(path, KEY)


def test_a_read_only_base_is_said_plainly(path, monkeypatch):
    real = dbapi2.connect

    def read_only(address, **options):
        return real(address.replace("mode=rw", "mode=ro"), **options)

    monkeypatch.setattr(module.dbapi2, "connect", read_only)
    with pytest.raises(SaveFailedError, match="protégé en écriture"):
        connect(path, KEY)


def test_the_engine_commits_and_rolls_back(path):
    engine = make_engine(path, KEY)
    with engine.begin() as unit:
        unit.execute(text("CREATE TABLE t (x TEXT UNIQUE)"))
        assert unit.connection.driver_connection.in_transaction
    with engine.connect() as unit:
        unit.execute(text("INSERT INTO t VALUES ('perdu')"))
    with engine.connect() as unit:
        assert unit.execute(text("SELECT count(*) FROM t")).scalar() == 0
    engine.dispose()


def test_a_disposed_engine_cannot_open_the_base_again(path):
    engine = make_engine(path, KEY)
    engine.dispose()
    with pytest.raises(DBAPIError), engine.connect() as unit:
        unit.execute(text("SELECT 1"))


def test_no_bound_value_in_the_errors(path):
    engine = make_engine(path, KEY)
    with engine.begin() as unit:
        unit.execute(text("CREATE TABLE t (x TEXT UNIQUE)"))
        unit.execute(text("INSERT INTO t VALUES (:x)"), {"x": "Zoé Dupont"})
        with pytest.raises(IntegrityError) as caught:
            unit.execute(text("INSERT INTO t VALUES (:x)"), {"x": "Zoé Dupont"})
    assert "Zoé" not in str(caught.value)
    assert "INSERT" in str(caught.value)  # control
    assert translate_database_error(caught.value) is None
    engine.dispose()


def spellings(key):
    return [key.hex(), key.hex().upper(), repr(key), repr(key)[2:-1], str(list(key))]


def test_the_key_is_nowhere_to_be_seen(path, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    seen = []
    statements = []
    engine = make_engine(path, KEY)
    engine.raw_connection().driver_connection.set_trace_callback(statements.append)
    with engine.begin() as unit:
        unit.execute(text("CREATE TABLE t (x)"))
    seen += [
        repr(engine),
        str(engine.url),
        repr(engine.url),
        repr(engine.pool),
        repr(vars(engine)),
        repr(vars(engine.pool)),
    ]
    engine.dispose()
    for bad in (secrets.token_bytes(32), KEY[:31]):
        with pytest.raises((DamagedBaseError, ValueError)) as caught:
            connect(path, bad)
        seen += [repr(caught.value), str(caught.value.__context__), repr(vars(caught.value))]
        assert not any(spelled in line for line in seen for spelled in spellings(bad))
    seen += [record.getMessage() for record in caplog.records] + statements + list(capfd.readouterr())
    assert any("CREATE TABLE" in line for line in statements)  # control: the trace works
    assert not any(spelled in line for line in seen for spelled in spellings(KEY))
    assert any(spelled in repr({"key": KEY}) for spelled in spellings(KEY))  # control: the search works


def failure(code, name="x"):
    error = dbapi2.OperationalError("texte d’origine : Zoé")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (13, SaveFailedError),
        (10, SaveFailedError),
        (10 | 3 << 8, SaveFailedError),
        (8, SaveFailedError),
        (14, SaveFailedError),
        (11, DamagedBaseError),
        (26, DamagedBaseError),
        (5, BaseInUseError),
        (6 | 1 << 8, BaseInUseError),
    ],
)
def test_translation(code, kind):
    for error in (failure(code), DBAPIError("SELECT 1", {}, failure(code))):
        translated = translate_database_error(error)
        assert type(translated) is kind
        assert "origine" not in str(translated)


@pytest.mark.parametrize("error", [failure(19), failure(1), dbapi2.OperationalError("sans code"), ValueError("x")])
def test_other_errors_are_not_ours_to_translate(error):
    assert translate_database_error(error) is None


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="file size limit")
def test_a_full_disk_is_a_failed_save_and_the_base_stays_sound(path):
    import resource
    import signal

    connection = connect(path, KEY)
    connection.execute("CREATE TABLE t (x)")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    former = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, limits[1]))
    try:
        connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(dbapi2.Error) as caught:
            connection.executemany("INSERT INTO t VALUES (randomblob(?))", [(4000,)] * 5000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, former)
    assert isinstance(translate_database_error(caught.value), SaveFailedError)
    if connection.in_transaction:
        connection.rollback()
    assert connection.execute("SELECT count(*) FROM t").fetchone() == (0,)
    connection.close()
    reopened = connect(path, KEY)
    assert check_integrity(reopened) == []
    reopened.close()


def test_the_driver_backup_makes_a_base_of_ours(opened, tmp_path):
    opened.execute("CREATE TABLE t (x)")
    create_database_file(tmp_path / "copie.db", KEY)
    copy = connect(tmp_path / "copie.db", KEY)
    opened.backup(copy)
    copy.close()
    reopened = connect(tmp_path / "copie.db", KEY)
    assert check_integrity(reopened) == []
    assert reopened.execute("SELECT name FROM sqlite_master").fetchall() == [("t",)]
    reopened.close()


def test_the_program_wipes_the_memory_of_its_bases(tmp_path):
    """In a process of its own: what is turned on stays on for the whole process, and the other tests do without."""
    code = (
        "import sys; from pathlib import Path; from ppe_desktop.storage.connection import connect, create_database_file;"
        "path = Path(sys.argv[1]); key = bytes(range(32)); create_database_file(path, key);"
        "print(connect(path, key).execute('PRAGMA cipher_memory_security').fetchone()[0])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "b.db")], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "1"


def test_bases_opened_and_closed_side_by_side_are_never_said_damaged_or_in_use(tmp_path):
    """The fault shows once in some hundreds to thousands of openings, on a busy machine: what prevents it is looked at too."""
    paths = [tmp_path / f"{number}.db" for number in range(3)]
    for path in paths:
        create_database_file(path, KEY)
    held = module._hold_the_library()

    def open_and_close(path):
        for _turn in range(200):
            connect(path, KEY).close()

    with ThreadPoolExecutor(len(paths)) as pool:
        for done in [pool.submit(open_and_close, path) for path in paths]:
            done.result()
    assert module._hold_the_library() is held, "one connection outlives them all"
    assert module._hold_the_library.cache_info().hits >= 600, "each opening makes sure of it"
    assert held.execute("SELECT count(*) FROM held").fetchone() == (0,)


@pytest.mark.slow
def test_a_write_undone_never_makes_a_sound_base_look_damaged(tmp_path):
    """Without the pages forgotten, some four of these say « malformed »."""
    path, key = tmp_path / "dossiers.db", secrets.token_bytes(32)
    create_database_file(path, key)
    with closing(connect(path, key)) as connection:
        connection.execute("CREATE TABLE t (a)")
        for _ in range(40_000):
            module._take_write_lock(connection)
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
