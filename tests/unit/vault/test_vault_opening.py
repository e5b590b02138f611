import shutil
import sqlite3
import sys
import unicodedata

import pytest

from ppe_desktop.domain.errors import (
    BaseExistsError,
    BaseMissingError,
    BaseTooNewError,
    DamagedHeaderError,
    InputError,
    NotABaseError,
    WrongSecretError,
)
from ppe_desktop.vault.header import parse, read_header, twin_path
from ppe_desktop.vault.keys import FLOOR, KdfProfile
from ppe_desktop.vault.recovery import WRONG_CHECK, generate_recovery_key
from ppe_desktop.vault.slots import OTHER_RECOVERY_KEY
from ppe_desktop.vault.vault import (
    BasePaths,
    change_passphrase,
    create_vault,
    kind_opened,
    make_service_key,
    open_vault,
    remove_service_key,
    renew_recovery_key,
    replace_passphrase,
    strengthen,
)
from tests.support.vault import CHEAP, CHEAP_BOUNDS, OTHER_PASSPHRASE, PASSPHRASE, make_base


@pytest.fixture
def made(tmp_path):
    return make_base(tmp_path / "base")


def opened(made, secret):
    return open_vault(made.paths.folder, secret, bounds=CHEAP_BOUNDS)


def test_passphrase_and_recovery_key_open(made):
    by_phrase = opened(made, PASSPHRASE)
    by_sheet = opened(made, made.vault.recovery_key.lower().replace("-", " "))
    assert by_phrase.key.bytes() == by_sheet.key.bytes() == made.key
    assert (by_phrase.slot_kind, by_sheet.slot_kind) == ("phrase", "secours")
    assert by_phrase.vault_id == made.vault.vault_id
    assert not by_phrase.header_from_backup


@pytest.mark.parametrize(
    "wrong", ["", "a", PASSPHRASE + " ", " " + PASSPHRASE, PASSPHRASE.upper(), "x" * 1024, "x" * 10**6, "\ud800", "\0"]
)
def test_wrong_passphrase(made, wrong):
    with pytest.raises(WrongSecretError):
        opened(made, wrong)


def test_a_wrong_recovery_key_says_whether_it_is_badly_copied(made):
    with pytest.raises(WrongSecretError) as caught:
        opened(made, generate_recovery_key())
    assert str(caught.value) == OTHER_RECOVERY_KEY
    last = "0" if made.vault.recovery_key[-1] != "0" else "2"
    with pytest.raises(WrongSecretError) as caught:
        opened(made, made.vault.recovery_key[:-1] + last)
    assert str(caught.value) == WRONG_CHECK


@pytest.mark.parametrize("phrase", ["é", "a", "é" * 1024, "  blancs gardés  ", "😀 ça", "\ud800"])
def test_any_passphrase_up_to_1024_characters_in_nfc_or_nfd(tmp_path, phrase):
    made = create_vault(tmp_path, unicodedata.normalize("NFD", phrase), CHEAP, bounds=CHEAP_BOUNDS)
    BasePaths(tmp_path).database.write_bytes(bytes(4096))
    assert open_vault(tmp_path, phrase, bounds=CHEAP_BOUNDS).key.bytes() == made.key.bytes()


@pytest.mark.parametrize("phrase", ["", "x" * 1025])
def test_a_passphrase_of_impossible_length_makes_nothing(tmp_path, phrase):
    with pytest.raises(InputError):
        create_vault(tmp_path / "base", phrase, CHEAP, bounds=CHEAP_BOUNDS)
    assert not (tmp_path / "base").exists()


def test_the_real_profile_from_end_to_end(tmp_path):
    made = create_vault(tmp_path, PASSPHRASE, FLOOR)
    BasePaths(tmp_path).database.write_bytes(bytes(4096))
    assert open_vault(tmp_path, PASSPHRASE).key.bytes() == made.key.bytes()


def test_a_cost_under_the_bounds_is_not_created(tmp_path):
    with pytest.raises(ValueError):
        create_vault(tmp_path, PASSPHRASE, CHEAP)
    with pytest.raises(ValueError):
        create_vault(tmp_path, PASSPHRASE, KdfProfile(64 * 1024 * 1024, 1, 1))


def test_an_existing_base_is_never_touched(made):
    before = {path.name: path.read_bytes() for path in made.paths.folder.iterdir()}
    with pytest.raises(BaseExistsError):
        create_vault(made.paths.folder, PASSPHRASE, CHEAP, bounds=CHEAP_BOUNDS)
    assert before == {path.name: path.read_bytes() for path in made.paths.folder.iterdir()}


def test_the_key_file_of_an_interrupted_creation_is_set_aside(made):
    orphan = made.paths.header.read_bytes()
    made.paths.database.unlink()
    create_vault(made.paths.folder, OTHER_PASSPHRASE, CHEAP, bounds=CHEAP_BOUNDS)
    aside = [path for path in made.paths.folder.iterdir() if ".ecarte-" in path.name]
    assert len(aside) == 2
    assert all(path.read_bytes() == orphan for path in aside)


def test_missing(tmp_path, made):
    with pytest.raises(BaseMissingError):
        open_vault(tmp_path / "ailleurs", PASSPHRASE)
    made.paths.database.unlink()
    with pytest.raises(BaseMissingError):
        opened(made, PASSPHRASE)


@pytest.fixture
def no_derivation(monkeypatch):
    def refuse(*_):
        raise AssertionError("derived before looking at the files")

    monkeypatch.setattr("ppe_desktop.vault.slots.derive_kek", refuse)


@pytest.mark.parametrize("size", [0, 1, 4095, 4097, 8000])
@pytest.mark.usefixtures("no_derivation")
def test_impossible_sizes_are_seen_before_the_derivation(tmp_path, size):
    (tmp_path / "dossiers.db").write_bytes(bytes(size))
    with pytest.raises(NotABaseError, match="incomplet"):
        open_vault(tmp_path, PASSPHRASE)


@pytest.mark.usefixtures("no_derivation")
def test_a_plain_base_is_seen_before_the_derivation(tmp_path):
    plain = sqlite3.connect(tmp_path / "dossiers.db")
    plain.execute("CREATE TABLE t (x)")
    plain.close()
    with pytest.raises(NotABaseError, match="pas chiffré"):
        open_vault(tmp_path, PASSPHRASE)


def test_header_missing_damaged_or_newer(made):
    header, twin = made.paths.header, twin_path(made.paths.header)
    header.unlink()
    assert opened(made, PASSPHRASE).header_from_backup
    twin.unlink()
    with pytest.raises(DamagedHeaderError):
        opened(made, PASSPHRASE)
    header.write_bytes(b'{"version":9}')
    with pytest.raises(BaseTooNewError):
        opened(made, PASSPHRASE)


def test_the_header_of_another_base_does_not_open_with_our_passphrase(made, tmp_path):
    other = create_vault(tmp_path / "autre", OTHER_PASSPHRASE, CHEAP, bounds=CHEAP_BOUNDS)
    shutil.copy(BasePaths(tmp_path / "autre").header, made.paths.header)
    with pytest.raises(WrongSecretError):
        opened(made, PASSPHRASE)
    assert opened(made, OTHER_PASSPHRASE).vault_id == other.vault_id  # for the base to compare with its own


def test_changing_the_passphrase_changes_one_slot(made):
    before = read_header(made.paths.header, CHEAP_BOUNDS).header
    change_passphrase(made.paths.folder, PASSPHRASE, OTHER_PASSPHRASE, CHEAP, bounds=CHEAP_BOUNDS)
    after = read_header(made.paths.header, CHEAP_BOUNDS).header
    assert after.sequence == before.sequence + 1
    assert after.slots[1] == before.slots[1]
    with pytest.raises(WrongSecretError):
        opened(made, PASSPHRASE)
    assert opened(made, OTHER_PASSPHRASE).key.bytes() == made.key
    assert opened(made, made.vault.recovery_key).key.bytes() == made.key
    assert twin_path(made.paths.header).read_bytes() == made.paths.header.read_bytes()


def test_a_forgotten_passphrase_is_replaced_with_the_recovery_key(made):
    change_passphrase(made.paths.folder, made.vault.recovery_key, OTHER_PASSPHRASE, CHEAP, bounds=CHEAP_BOUNDS)
    assert opened(made, OTHER_PASSPHRASE).key.bytes() == made.key


def test_changing_with_a_wrong_secret_changes_nothing(made):
    before = made.paths.header.read_bytes()
    with pytest.raises(WrongSecretError):
        change_passphrase(made.paths.folder, "faux", OTHER_PASSPHRASE, CHEAP, bounds=CHEAP_BOUNDS)
    with pytest.raises(InputError):
        change_passphrase(made.paths.folder, PASSPHRASE, "", CHEAP, bounds=CHEAP_BOUNDS)
    assert made.paths.header.read_bytes() == before


def test_renewing_the_recovery_key(made):
    renewed = renew_recovery_key(made.paths.folder, PASSPHRASE, CHEAP, bounds=CHEAP_BOUNDS)
    assert opened(made, renewed).key.bytes() == opened(made, PASSPHRASE).key.bytes() == made.key
    with pytest.raises(WrongSecretError):
        opened(made, made.vault.recovery_key)


def test_the_key_of_the_service_opens_until_it_is_taken_away(made):
    folder = made.paths.folder
    first = make_service_key(folder, PASSPHRASE, CHEAP, bounds=CHEAP_BOUNDS)
    second = make_service_key(folder, made.vault.recovery_key, CHEAP, bounds=CHEAP_BOUNDS)
    assert kind_opened(folder, second, bounds=CHEAP_BOUNDS) == "service"
    assert kind_opened(folder, made.vault.recovery_key, bounds=CHEAP_BOUNDS) == "secours"
    with pytest.raises(WrongSecretError):
        opened(made, first)
    remove_service_key(folder, PASSPHRASE, bounds=CHEAP_BOUNDS)
    with pytest.raises(WrongSecretError):
        opened(made, second)
    assert opened(made, made.vault.recovery_key).key.bytes() == made.key


def test_a_slot_is_made_stronger_and_never_weaker(made):
    folder, stronger = made.paths.folder, KdfProfile(16 * 1024, 1, 1)
    assert strengthen(folder, made.vault.recovery_key, stronger, bounds=CHEAP_BOUNDS)
    assert not strengthen(folder, made.vault.recovery_key, CHEAP, bounds=CHEAP_BOUNDS)
    costs = {slot.kind: slot.profile for slot in read_header(made.paths.header, CHEAP_BOUNDS).header.slots}
    assert costs == {"phrase": CHEAP, "secours": stronger}
    assert opened(made, made.vault.recovery_key).key.bytes() == opened(made, PASSPHRASE).key.bytes() == made.key


def test_a_passphrase_is_replaced_with_the_key_in_hand(made):
    replace_passphrase(
        made.paths.folder, opened(made, made.vault.recovery_key).key, OTHER_PASSPHRASE, CHEAP, bounds=CHEAP_BOUNDS
    )
    assert opened(made, OTHER_PASSPHRASE).key.bytes() == made.key
    with pytest.raises(WrongSecretError):
        opened(made, PASSPHRASE)


def test_two_wrappings_share_nothing(made, tmp_path):
    other = create_vault(tmp_path / "autre", PASSPHRASE, CHEAP, bounds=CHEAP_BOUNDS)
    ours = parse(made.paths.header.read_bytes(), CHEAP_BOUNDS)
    theirs = parse(BasePaths(tmp_path / "autre").header.read_bytes(), CHEAP_BOUNDS)
    pieces = [
        piece for header in (ours, theirs) for slot in header.slots for piece in (slot.salt, slot.nonce, slot.wrapped)
    ]
    assert len(set(pieces)) == 12
    assert other.key.bytes() != made.key


def test_nothing_secret_in_what_is_shown(made):
    result = opened(made, PASSPHRASE)
    shown = repr(made.vault) + repr(result)
    assert made.key.hex() not in shown
    assert repr(made.key) not in shown
    assert made.vault.recovery_key not in shown
    assert made.vault.vault_id in shown  # control


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
def test_the_files_are_private(made):
    assert made.paths.folder.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in made.paths.folder.iterdir())


def test_memory_that_is_short_is_said_plainly(made, monkeypatch):
    def exhausted(*_):
        raise MemoryError

    monkeypatch.setattr("ppe_desktop.vault.slots.derive_kek", exhausted)
    from ppe_desktop.domain.errors import SituationError

    with pytest.raises(SituationError, match="mémoire"):
        opened(made, PASSPHRASE)
