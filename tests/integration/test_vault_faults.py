"""Kills, damage and swaps on real files. Each detector has a control that it must catch."""

import random
import secrets
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable

import pytest

from ppe_desktop.domain.errors import (
    BaseMissingError,
    DamagedBaseError,
    DamagedHeaderError,
    NotABaseError,
    PpeError,
    WrongSecretError,
)
from ppe_desktop.storage.connection import check_integrity, connect
from ppe_desktop.vault.header import read_header, twin_path
from ppe_desktop.vault.paths import BasePaths
from ppe_desktop.vault.slots import unwrap_key
from ppe_desktop.vault.vault import change_passphrase, open_vault
from tests.support.processes import child, kill, litter, start
from tests.support.vault import CHEAP, CHEAP_BOUNDS, OTHER_PASSPHRASE, PASSPHRASE, MadeBase, make_base, rewrite

PAGE = 4096
KILLS = [8, pytest.param(500, marks=[pytest.mark.slow, pytest.mark.timeout(3600)])]


@pytest.fixture
def chance(record_property):
    """Chance, with its seed in the report to replay a failure."""
    seed = secrets.randbits(32)
    record_property("seed", seed)
    sys.stderr.write(f"seed {seed}\n")
    return random.Random(seed)


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """A base of about sixty pages, never altered: tests work on copies."""
    return make_base(tmp_path_factory.mktemp("saine") / "base", rows=200)


@pytest.fixture
def made(sound, tmp_path):
    shutil.copytree(sound.paths.folder, tmp_path / "base")
    return MadeBase(BasePaths(tmp_path / "base"), sound.vault)


def unlock(made: MadeBase) -> list[str]:
    """Open from the passphrase to the rows; return the findings of the checks."""
    vault = open_vault(made.paths.folder, PASSPHRASE, bounds=CHEAP_BOUNDS)
    connection = connect(made.paths.database, vault.key.bytes())
    try:
        return check_integrity(connection)
    finally:
        connection.close()


def detected(made: MadeBase) -> bool:
    try:
        return bool(unlock(made))
    except (DamagedBaseError, NotABaseError):
        return True


def test_control_a_sound_base_is_sound(made):
    before = made.paths.database.read_bytes()
    assert unlock(made) == []
    assert made.paths.database.read_bytes() == before
    assert len(before) > 30 * PAGE


# -- one situation, one error ---------------------------------------------------------------------------------------------


def wrong_passphrase(made):
    change_passphrase(made.paths.folder, PASSPHRASE, OTHER_PASSPHRASE, CHEAP, bounds=CHEAP_BOUNDS)


def damaged_header(made):
    for path in (made.paths.header, twin_path(made.paths.header)):
        rewrite(path, lambda content: content.__setitem__(100, content[100] ^ 1))


def missing_header(made):
    made.paths.header.unlink()
    twin_path(made.paths.header).unlink()


def damaged_base(made):
    rewrite(made.paths.database, lambda content: content.__setitem__(50, content[50] ^ 1))


def plain_base(made):
    made.paths.database.unlink()
    with sqlite3.connect(made.paths.database) as plain:
        plain.execute("CREATE TABLE t (x)")
    plain.close()


def empty_base(made):
    made.paths.database.write_bytes(b"")


def missing_base(made):
    made.paths.database.unlink()


def base_of_another_vault(made):
    other = make_base(made.paths.folder.parent / "autre")
    shutil.copy(other.paths.database, made.paths.database)


def header_of_another_vault(made):
    """Same passphrase, another key: the passphrase opens, the base refuses."""
    other = make_base(made.paths.folder.parent / "autre")
    shutil.copy(other.paths.header, made.paths.header)


@pytest.mark.parametrize(
    ("damage", "error"),
    [
        (wrong_passphrase, WrongSecretError),
        (damaged_header, DamagedHeaderError),
        (missing_header, DamagedHeaderError),
        (damaged_base, DamagedBaseError),
        (plain_base, NotABaseError),
        (empty_base, NotABaseError),
        (missing_base, BaseMissingError),
        (base_of_another_vault, DamagedBaseError),
        (header_of_another_vault, DamagedBaseError),
    ],
)
def test_each_situation_has_its_error_and_no_secret_in_it(made, damage: Callable[[MadeBase], None], error, caplog):
    damage(made)
    left = {path.name: path.read_bytes() for path in made.paths.folder.iterdir()}
    with pytest.raises(PpeError) as caught:
        unlock(made)
    assert type(caught.value) is error
    shown = (
        f"{caught.value!r} {caught.value.detail} {caught.value.__cause__!r} {caught.value.__context__!r} {caplog.text}"
    )
    for secret in (made.key.hex(), repr(made.key), PASSPHRASE, made.vault.recovery_key, str(made.paths.folder)):
        assert secret not in shown
    assert left == {path.name: path.read_bytes() for path in made.paths.folder.iterdir()}  # nothing was written


# -- damaged base ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("flips", [60, pytest.param(1000, marks=[pytest.mark.slow, pytest.mark.timeout(3600)])])
def test_every_flipped_bit_is_detected(made, chance, flips):
    content = made.paths.database.read_bytes()
    connection_key = made.key
    for _ in range(flips):
        at, bit = chance.randrange(len(content)), chance.randrange(8)
        rewrite(made.paths.database, lambda data, at=at, bit=bit: data.__setitem__(at, data[at] ^ 1 << bit))
        assert findings(made, connection_key), f"bit {bit} of byte {at}"
        made.paths.database.write_bytes(content)


def findings(made, key):
    """Same as unlocking, without the derivation."""
    try:
        connection = connect(made.paths.database, key)
    except (DamagedBaseError, NotABaseError) as error:
        return [repr(error)]
    try:
        return check_integrity(connection)
    finally:
        connection.close()


def test_every_page_aligned_truncation_is_detected(made):
    content = made.paths.database.read_bytes()
    for pages in range(len(content) // PAGE):
        made.paths.database.write_bytes(content[: pages * PAGE])
        assert findings(made, made.key), pages


def test_odd_truncations_are_detected(made, chance):
    content = made.paths.database.read_bytes()
    for length in chance.sample(range(len(content)), 30):
        made.paths.database.write_bytes(content[:length])
        assert detected(made), length


def test_swapped_repeated_and_blanked_pages_are_detected(made, chance):
    content = made.paths.database.read_bytes()
    pages = [content[start : start + PAGE] for start in range(0, len(content), PAGE)]
    for _ in range(15):
        one, two = chance.sample(range(len(pages)), 2)
        swapped, repeated, blank = pages.copy(), pages.copy(), pages.copy()
        swapped[one], swapped[two] = pages[two], pages[one]
        repeated[one] = pages[two]
        blank[one] = bytes(PAGE)
        for altered in (swapped, repeated, blank):
            made.paths.database.write_bytes(b"".join(altered))
            assert findings(made, made.key), (one, two)


# -- kill during the writing of the header --------------------------------------------------------------------------------

WRITE_HEADERS = """
import sys, itertools
from pathlib import Path
from ppe_desktop.vault.header import parse, write_header
from ppe_desktop.vault.keys import KdfBounds
bounds = KdfBounds(least_memory_kib=64)
path, versions = Path(sys.argv[1]), [Path(name).read_bytes() for name in sys.argv[2:4]]
sys.stdin.readline()
print("pret", flush=True)
for content in itertools.cycle(versions):
    if sys.argv[4] == "sûr":
        write_header(path, parse(content, bounds))
    else:
        for target in (path, path.with_name(path.name + ".bak")):
            with target.open("wb", buffering=0) as stream:
                for start in range(0, len(content), 16):
                    stream.write(content[start:start + 16])
"""


def survivors(made, chance, kills):
    """Kill a child that keeps changing the passphrase; count after how many kills one of the two opens."""
    header, versions = made.paths.header, [made.paths.folder.parent / name for name in ("avant.json", "apres.json")]
    versions[0].write_bytes(header.read_bytes())
    change_passphrase(made.paths.folder, PASSPHRASE, OTHER_PASSPHRASE, CHEAP, bounds=CHEAP_BOUNDS)
    versions[1].write_bytes(header.read_bytes())
    opened = 0
    for process in litter(kills, WRITE_HEADERS, str(header), *map(str, versions), "sûr"):
        with process:
            start(process)
            time.sleep(chance.uniform(0.001, 0.03))
            kill(process)
            opened += opens_with_either(made)
    return opened


def opens_with_either(made) -> bool:
    try:
        header = read_header(made.paths.header, CHEAP_BOUNDS).header
    except DamagedHeaderError:
        return False
    secret = PASSPHRASE if header.sequence == 1 else OTHER_PASSPHRASE
    return unwrap_key(header, secret)[0].bytes() == made.key


@pytest.mark.parametrize("kills", KILLS)
def test_a_kill_while_changing_the_passphrase_leaves_the_old_or_the_new(made, chance, kills):
    assert survivors(made, chance, kills) == kills
    change_passphrase(made.paths.folder, made.vault.recovery_key, PASSPHRASE, CHEAP, bounds=CHEAP_BOUNDS)
    assert not [path for path in made.paths.folder.iterdir() if path.name.endswith(".partiel")]


def test_control_a_header_written_in_place_is_caught_torn(made, chance):
    """In place, the main file is torn at some kill: the same reading must see it (its twin may still save the day)."""
    before = made.paths.header.read_bytes()
    torn = 0
    for _ in range(10):
        torn += torn_in_place(made, chance)
        made.paths.header.write_bytes(before)
        twin_path(made.paths.header).write_bytes(before)
        if torn:
            break
    assert torn


def torn_in_place(made, chance) -> int:
    version = made.paths.folder.parent / "avant.json"
    version.write_bytes(made.paths.header.read_bytes())
    with child(WRITE_HEADERS, str(made.paths.header), str(version), str(version), "en place") as process:
        start(process)
        time.sleep(chance.uniform(0.001, 0.03))
        kill(process)
    try:
        return int(read_header(made.paths.header, CHEAP_BOUNDS).from_backup)
    except DamagedHeaderError:
        return 1


# -- kill during commits --------------------------------------------------------------------------------------------------

COMMIT_BATCHES = """
import sys
from pathlib import Path
from ppe_desktop.storage.connection import connect
base = connect(Path(sys.argv[1]), bytes.fromhex(sys.stdin.readline()))
whole = sys.argv[2] == "entier"
base.execute("CREATE TABLE IF NOT EXISTS lot (numero INTEGER, rang INTEGER, corps BLOB)")
first = base.execute("SELECT coalesce(max(numero), 0) FROM lot").fetchone()[0] + 1
print("pret", flush=True)
for number in range(first, first + 100000):
    if whole:
        base.execute("BEGIN IMMEDIATE")
    for rank in range(5):
        base.execute("INSERT INTO lot VALUES (?, ?, randomblob(3000))", (number, rank))
    if whole:
        base.execute("COMMIT")
    print(number, flush=True)
"""


def run_until_killed(process, made, chance) -> int:
    """Return the last batch acknowledged before the kill, 0 if none."""
    start(process, made.key.hex())
    time.sleep(chance.uniform(0.005, 0.12))
    lines = kill(process).split("\n")
    return max((int(line) for line in lines[:-1]), default=0)


def batches(made) -> tuple[list[str], dict[int, int]]:
    connection = connect(made.paths.database, made.key)
    try:
        rows = connection.execute("SELECT numero, count(*) FROM lot GROUP BY numero").fetchall()
        return check_integrity(connection), dict(rows)
    finally:
        connection.close()


@pytest.mark.parametrize("kills", KILLS)
def test_a_kill_during_commits_loses_nothing_acknowledged(made, chance, kills):
    acknowledged = 0
    for process in litter(kills, COMMIT_BATCHES, str(made.paths.database), "entier"):
        acknowledged = max(acknowledged, run_until_killed(process, made, chance))
        wrong, found = batches(made)
        assert wrong == []
        assert set(found.values()) <= {5}
        assert max(found, default=0) >= acknowledged
    assert acknowledged > kills / 4  # the children did work


def test_control_batches_without_transaction_are_caught_partial(made, chance):
    for process in litter(30, COMMIT_BATCHES, str(made.paths.database), "ligne à ligne"):
        run_until_killed(process, made, chance)
        if set(batches(made)[1].values()) - {5}:
            return
    pytest.fail("the detector of partial batches sees nothing")
