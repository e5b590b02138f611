"""Opening a base: the right secret, the wrong one, the delays, a second program, a folder that is no base."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ppe_desktop.domain.errors import (
    BaseExistsError,
    BaseInUseError,
    BaseMissingError,
    FieldError,
    NotABaseError,
    WaitBeforeRetryError,
    WrongSecretError,
)
from ppe_desktop.services.files import FileService
from ppe_desktop.services.session import Session
from ppe_desktop.vault.instance import hold_base
from tests.support.base import access, new_session
from tests.support.processes import child, wait_ready
from tests.support.vault import CHEAP, OTHER_PASSPHRASE, PASSPHRASE

HOLD = """
import sys, time
from pathlib import Path
from tests.support.base import access
from tests.support.vault import PASSPHRASE
session = access().open(Path(sys.argv[1]), PASSPHRASE)
print("pret", flush=True)
time.sleep(60)
"""


def opened_and_closed(folder: Path, secret: str) -> int:
    session: Session = access().open(folder, secret)
    try:
        return len(session.run(session.files.cards))
    finally:
        session.close()


def wait(folder: Path, seconds: float) -> None:
    """Let time pass for the delay, by ageing the last failure."""
    path = folder / "essais.json"
    state = json.loads(path.read_bytes())
    path.write_bytes(json.dumps({**state, "dernier": state["dernier"] - seconds}).encode())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    session = new_session(tmp_path / "base")
    session.run(session.files.create, surname="Durand")
    session.close()
    return tmp_path / "base"


def test_the_passphrase_and_the_recovery_key_open_the_same_files(tmp_path: Path) -> None:
    made = access().create(tmp_path / "base", PASSPHRASE)
    made.session.run(made.session.files.create, surname="Durand")
    made.session.close()
    assert opened_and_closed(tmp_path / "base", PASSPHRASE) == 1
    assert opened_and_closed(tmp_path / "base", made.recovery_key) == 1
    assert opened_and_closed(tmp_path / "base", made.recovery_key.lower()) == 1
    assert made.recovery_key not in repr(made)


@pytest.mark.parametrize(
    "secret", ["", " ", PASSPHRASE.upper(), PASSPHRASE + " ", OTHER_PASSPHRASE, "x" * 100_000, "é\ud800"]
)
def test_a_wrong_secret_is_said_to_be_wrong_and_opens_nothing(folder: Path, secret: str) -> None:
    before = (folder / "dossiers.db").read_bytes()
    with pytest.raises(WrongSecretError):
        access().open(folder, secret)
    assert (folder / "dossiers.db").read_bytes() == before
    assert opened_and_closed(folder, PASSPHRASE) == 1


def refused_for(folder: Path) -> int:
    """Try a wrong phrase; return the seconds to wait before it is even looked at."""
    try:
        access().open(folder, OTHER_PASSPHRASE)
    except WaitBeforeRetryError as error:
        return error.seconds
    except WrongSecretError:
        return 0
    raise AssertionError("a wrong phrase opened the base")


def test_delays_grow_survive_reopening_and_end(folder: Path) -> None:
    waited = []
    while len(waited) < 6:
        seconds = refused_for(folder)
        if seconds:
            waited.append(seconds)
            wait(folder, seconds)
            assert refused_for(folder) == 0, "the delay has an end"
    assert waited == [2, 5, 15, 30, 60, 60]
    wait(folder, 60)
    assert opened_and_closed(folder, PASSPHRASE) == 1
    assert refused_for(folder) == 0, "a success forgets the failures"


def test_during_the_delay_even_the_right_phrase_waits(folder: Path) -> None:
    for _ in range(4):
        with pytest.raises(WrongSecretError):
            access().open(folder, OTHER_PASSPHRASE)
    with pytest.raises(WaitBeforeRetryError) as error:
        access().open(folder, PASSPHRASE)
    assert 0 < error.value.seconds <= 2
    wait(folder, 3)
    assert opened_and_closed(folder, PASSPHRASE) == 1


def test_a_base_open_in_another_program_is_refused_until_that_one_dies(folder: Path) -> None:
    with child(HOLD, str(folder)) as other:
        wait_ready(other)
        with pytest.raises(BaseInUseError, match="déjà ouverte"):
            access().open(folder, PASSPHRASE)
    assert opened_and_closed(folder, PASSPHRASE) == 1


def test_a_base_open_here_is_refused_twice_and_free_once_closed(folder: Path) -> None:
    session = access().open(folder, PASSPHRASE)
    with pytest.raises(BaseInUseError):
        access().open(folder, PASSPHRASE)
    session.close()
    session.close()
    assert opened_and_closed(folder, PASSPHRASE) == 1


def test_a_refused_opening_leaves_the_base_free(folder: Path) -> None:
    with pytest.raises(WrongSecretError):
        access().open(folder, OTHER_PASSPHRASE)
    assert opened_and_closed(folder, PASSPHRASE) == 1


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (lambda folder: (folder / "dossiers.db").unlink(), BaseMissingError),
        (lambda folder: (folder / "dossiers.db").write_bytes(b"SQLite format 3\x00" + bytes(8176)), NotABaseError),
        (lambda folder: (folder / "dossiers.db").write_bytes(b""), Exception),
    ],
)
def test_what_is_no_base_is_said_so(folder: Path, spoil: Callable[[Path], None], error: type[Exception]) -> None:
    spoil(folder)
    with pytest.raises(error):
        access().open(folder, PASSPHRASE)


def test_a_base_is_never_made_over_another(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(BaseExistsError):
        access().create(folder, OTHER_PASSPHRASE)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert access().has_base(folder)
    assert not access().has_base(folder / "absent")


def test_a_profile_that_cannot_be_kept_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(FieldError):
        access().create(tmp_path / "base", PASSPHRASE, first_name="Claire", surname="")
    assert not (tmp_path / "base").exists()


def test_the_clock_of_the_tests_is_not_the_cost_of_the_program() -> None:
    assert CHEAP.memory_kib < 64 * 1024


def test_copies_in_clear_left_by_a_kill_during_a_conversion_are_erased_at_opening(folder: Path) -> None:
    left = folder / "travail" / "pdf-abc" / "profil"
    left.mkdir(parents=True)
    (left.parent / "document.docx").write_bytes(b"en clair")
    (left / "brouillon").write_bytes(b"en clair")
    other = folder / "travail" / "note.txt"
    other.write_bytes(b"a la personne")
    assert opened_and_closed(folder, PASSPHRASE) == 1
    assert [path.name for path in (folder / "travail").rglob("*")] == ["note.txt"]


def test_locking_wipes_the_key_and_frees_the_base_whatever_happens(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session: Session = access().open(folder, PASSPHRASE)
    wiped: list[bool] = []

    def fail() -> None:
        with pytest.raises(ValueError, match="wiped"):
            session._key.bytes()
        wiped.append(True)
        raise OSError

    monkeypatch.setattr(session._renders, "close", fail)
    with pytest.raises(OSError):
        session.close()
    assert wiped == [True]
    assert opened_and_closed(folder, PASSPHRASE) == 1


def test_two_creations_at_once_do_not_take_each_others_key(tmp_path: Path) -> None:
    (tmp_path / "base").mkdir()
    with hold_base(tmp_path / "base"), pytest.raises(BaseInUseError):
        access().create(tmp_path / "base", PASSPHRASE)
    assert not (tmp_path / "base" / "coffre.json").exists()


def test_a_session_that_cannot_begin_leaves_the_base_free(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_files: FileService) -> None:
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr(FileService, "profile", fail)
        with pytest.raises(OSError):
            access().open(folder, PASSPHRASE)
    assert opened_and_closed(folder, PASSPHRASE) == 1


def test_a_creation_whose_profile_cannot_be_written_leaves_the_base_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_files: FileService, **_facts: str) -> None:
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr(FileService, "save_profile", fail)
        with pytest.raises(OSError):
            access().create(tmp_path / "base", PASSPHRASE, first_name="Claire", surname="Le Goff")
    assert opened_and_closed(tmp_path / "base", PASSPHRASE) == 0
