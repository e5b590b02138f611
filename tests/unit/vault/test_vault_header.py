import hashlib
import json
from dataclasses import replace

import pytest

from ppe_desktop.domain.errors import (
    BaseTooNewError,
    DamagedHeaderError,
    PpeError,
    SaveFailedError,
    WrongSecretError,
)
from ppe_desktop.runtime import files
from ppe_desktop.vault.header import (
    HEADER_NOT_WRITTEN,
    TWIN_NOT_WRITTEN,
    mend_header,
    parse,
    read_header,
    serialise,
    twin_path,
    write_header,
)
from ppe_desktop.vault.keys import READING_BOUNDS, KdfProfile
from ppe_desktop.vault.slots import unwrap_key
from ppe_desktop.vault.vault import BasePaths, create_vault
from tests.support.vault import CHEAP, CHEAP_BOUNDS, PASSPHRASE


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    folder = tmp_path_factory.mktemp("vault")
    create_vault(folder, PASSPHRASE, CHEAP, bounds=CHEAP_BOUNDS)
    return BasePaths(folder).header.read_bytes()


@pytest.fixture
def path(tmp_path, original):
    """A header and its twin."""
    path = tmp_path / "coffre.json"
    write_header(path, parse(original, CHEAP_BOUNDS))
    return path


def signed(content):
    """Give a forged header the right checksum: what an attacker would do, a failing disk would not."""
    content.pop("checksum", None)
    compact = json.dumps(content, separators=(",", ":")).encode()
    content["checksum"] = hashlib.sha256(compact).hexdigest()
    return json.dumps(content, separators=(",", ":")).encode()


def forged(original, change):
    content = json.loads(original)
    change(content)
    return signed(content)


def test_round_trip_and_size(original):
    header = parse(original, CHEAP_BOUNDS)
    assert serialise(header) == original
    assert forged(original, lambda content: None) == original  # control of the forger
    assert len(original) < 4096
    assert [slot.kind for slot in header.slots] == ["phrase", "secours"]


@pytest.mark.parametrize("flip", [0x01, 0x20, 0x80])
def test_every_byte_flipped_is_a_typed_error(original, flip):
    refusals = set()
    for at in range(len(original)):
        damaged = bytearray(original)
        damaged[at] ^= flip
        with pytest.raises((DamagedHeaderError, BaseTooNewError)) as caught:
            parse(bytes(damaged), CHEAP_BOUNDS)
        refusals.add(type(caught.value))
    assert DamagedHeaderError in refusals


def test_every_truncation_is_a_damaged_header(original):
    for length in range(len(original)):
        with pytest.raises(DamagedHeaderError):
            parse(original[:length], CHEAP_BOUNDS)


def set_kdf(name, value):
    def change(content):
        content["slots"][0]["kdf"][name] = value

    return change


def drop(name):
    return lambda content: content.pop(name)


@pytest.mark.parametrize(
    "change",
    [
        set_kdf("memory_kib", 8),
        set_kdf("memory_kib", 16 * 1024 * 1024),
        set_kdf("memory_kib", -1),
        set_kdf("memory_kib", 8192.0),
        set_kdf("memory_kib", "8192"),
        set_kdf("memory_kib", True),
        set_kdf("memory_kib", 10**400),
        set_kdf("memory_kib", None),
        set_kdf("passes", 0),
        set_kdf("passes", 21),
        set_kdf("lanes", 0),
        set_kdf("lanes", 17),
        set_kdf("algorithm", "argon2d"),
        set_kdf("salt", ""),
        set_kdf("salt", "é" * 24),
        set_kdf("inconnu", 1),
        lambda content: content.update(slots=[]),
        lambda content: content.update(slots=content["slots"] * 5),
        lambda content: content.update(slots={}),
        lambda content: content.update(slots=[None]),
        lambda content: content["slots"][0].update(kind="autre"),
        lambda content: content["slots"][0].update(wrapped=content["slots"][0]["nonce"]),
        lambda content: content.update(version=0),
        lambda content: content.update(version=True),
        lambda content: content.update(version="1"),
        lambda content: content.update(sequence=-1),
        lambda content: content.update(vault_id=content["vault_id"].upper()),
        lambda content: content.update(vault_id="x"),
        lambda content: content.update(vault_id=None),
        lambda content: content.update(created_on="hier"),
        lambda content: content.update(inconnu=1),
        drop("version"),
        drop("slots"),
        drop("sequence"),
    ],
)
def test_a_forged_structure_is_a_damaged_header(original, change):
    with pytest.raises(DamagedHeaderError) as caught:
        parse(forged(original, change), CHEAP_BOUNDS)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"1",
        b'"x"',
        b"\xff\xfe",
        b"[" * 60_000,
        b'{"version":' * 5_000,
        b'{"version":NaN}',
        b'{"version":' + b"9" * 10_000 + b"}",
        b"{" + b'"version":1,' * 100 + b'"slots":[]}',
    ],
)
def test_hostile_json(data):
    with pytest.raises((DamagedHeaderError, BaseTooNewError)):
        parse(data)


def test_a_newer_version_is_told_as_such(original):
    with pytest.raises(BaseTooNewError):
        parse(forged(original, lambda content: content.update(version=2)), CHEAP_BOUNDS)


def test_the_real_program_refuses_the_cheap_profile(original):
    assert parse(original, CHEAP_BOUNDS)
    with pytest.raises(DamagedHeaderError):
        parse(original, READING_BOUNDS)


def tamper_profile(slot):
    return replace(slot, profile=KdfProfile(slot.profile.memory_kib, 2, 1))


def tamper_byte(slot):
    return replace(slot, wrapped=bytes([slot.wrapped[0] ^ 1]) + slot.wrapped[1:])


def tamper_nonce(slot):
    return replace(slot, nonce=bytes(12))


def tamper_salt(slot):
    return replace(slot, salt=bytes(16))


def tamper_kind(slot):
    return replace(slot, kind="secours")


@pytest.mark.parametrize("tamper", [tamper_profile, tamper_byte, tamper_nonce, tamper_salt, tamper_kind])
def test_a_well_signed_forgery_opens_nothing(original, tamper):
    header = parse(original, CHEAP_BOUNDS)
    assert unwrap_key(header, PASSPHRASE)  # control
    changed = replace(header, slots=(tamper(header.slots[0]), header.slots[1]))
    with pytest.raises(WrongSecretError):
        unwrap_key(parse(serialise(changed), CHEAP_BOUNDS), PASSPHRASE)


def test_slots_of_another_vault_open_nothing(original, tmp_path):
    other = create_vault(tmp_path / "autre", PASSPHRASE, CHEAP, bounds=CHEAP_BOUNDS)
    pasted = replace(parse(original, CHEAP_BOUNDS), vault_id=other.vault_id)
    with pytest.raises(WrongSecretError):
        unwrap_key(pasted, PASSPHRASE)


@pytest.mark.parametrize("damage", ["missing", "empty", "flipped", "huge", "folder"])
def test_the_twin_is_read_and_said(path, original, damage):
    path.unlink()
    if damage == "empty":
        path.write_bytes(b"")
    elif damage == "flipped":
        path.write_bytes(original.replace(b"phrase", b"phrasf"))
    elif damage == "huge":
        path.write_bytes(b" " * 10_000_000)
    elif damage == "folder":
        path.mkdir()
    stored = read_header(path, CHEAP_BOUNDS)
    assert stored.from_backup
    assert serialise(stored.header) == original


def test_a_sound_header_is_read_without_its_twin(path, original):
    twin_path(path).unlink()
    stored = read_header(path, CHEAP_BOUNDS)
    assert not stored.from_backup
    assert serialise(stored.header) == original


def test_both_damaged(path):
    path.write_bytes(b"")
    twin_path(path).write_bytes(b"")
    with pytest.raises(DamagedHeaderError):
        read_header(path, CHEAP_BOUNDS)


def test_mending(path, original):
    assert not mend_header(path, CHEAP_BOUNDS)
    for broken in (path, twin_path(path)):
        broken.write_bytes(b"")
        assert mend_header(path, CHEAP_BOUNDS)
        assert path.read_bytes() == twin_path(path).read_bytes() == original


def test_a_failing_disk_says_which_file_is_in_doubt(path, original, monkeypatch):
    newer = replace(parse(original, CHEAP_BOUNDS), sequence=2)
    written = []

    def failing_after(allowed):
        def write(target, data, *, private):
            if len(written) == allowed:
                raise OSError(28, "secret path")
            written.append(target)
            files.write_atomically(target, data, private=private)

        return write

    for allowed, message in ((0, HEADER_NOT_WRITTEN), (1, TWIN_NOT_WRITTEN)):
        written.clear()
        monkeypatch.setattr("ppe_desktop.vault.header.write_atomically", failing_after(allowed))
        with pytest.raises(SaveFailedError) as caught:
            write_header(path, newer)
        assert str(caught.value) == message
        assert read_header(path, CHEAP_BOUNDS).header.sequence == 1 + allowed


def test_leftovers_of_a_killed_writing_are_cleared(path, original):
    leftover = path.with_name(f".{path.name}.0123.partiel")
    leftover.write_bytes(b"x")
    write_header(path, parse(original, CHEAP_BOUNDS))
    assert sorted(entry.name for entry in path.parent.iterdir()) == ["coffre.json", "coffre.json.bak"]


def test_all_errors_are_ours_and_french(original):
    with pytest.raises(PpeError, match=r"coffre\.json"):
        parse(b"")
