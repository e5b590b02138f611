"""A sample of each campaign of ``python3 run.py faults`` that is quick enough: the command runs them in number."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

import pytest

from faults.__main__ import play, table
from faults.campaign import Campaign
from faults.plan import CAMPAIGNS
from ppe_desktop.domain.errors import NotABaseError
from ppe_desktop.storage.connection import _open_keyed, check_integrity, connect
from ppe_desktop.vault.paths import check_base_file
from tests.support.vault import make_base

SEED = 20261122
PAGE = 4096
SAMPLES = [one for one in CAMPAIGNS if one.sample]


@pytest.mark.parametrize("campaign", SAMPLES, ids=lambda campaign: campaign.code)
def test_nothing_escapes_a_sample_and_the_control_is_caught(campaign: Campaign) -> None:
    outcome = play(campaign, campaign.sample, SEED)
    if outcome.skipped:
        pytest.skip(outcome.skipped)
    assert outcome.escapes == []
    assert outcome.tries
    assert outcome.caught is not False, outcome.control


def test_the_plan_is_whole_and_its_table_tells_what_was_counted() -> None:
    codes = [one.code for one in CAMPAIGNS]
    assert len(codes) == len(set(codes))
    assert all(one.fast <= one.long for one in CAMPAIGNS)
    row = {
        "tries": 5000,
        "escapes": 0,
        "control": "vu",
        "caught": True,
        "skipped": "",
        "notes": "",
        "seconds": 3.5,
        "seed": 7,
    }
    drawn = table({f"{CAMPAIGNS[0].code} long": row})
    assert f"| {CAMPAIGNS[0].code} |" in drawn
    assert "5 000" in drawn
    assert CAMPAIGNS[1].attacked not in drawn


def _cut_while_rewriting(folder: Path, vacuum: str) -> tuple[Path, bytes]:
    """Cut the power in the middle of a large write over what was just removed: half of each page of the base is the new one."""
    made = make_base(folder / "base", rows=200)
    writing = connect(made.paths.database, made.key)
    writing.execute(f"PRAGMA auto_vacuum={vacuum}").fetchall()
    writing.execute("PRAGMA cache_size=10")  # what is written goes to the file before the end of the transaction
    writing.execute("DELETE FROM note")
    before = made.paths.database.read_bytes()
    writing.execute("BEGIN IMMEDIATE")
    writing.executemany("INSERT INTO note (text) VALUES (?)", [("autre ligne " * 80,) for _ in range(200)])
    cut = folder / "coupee"
    shutil.copytree(made.paths.folder, cut)
    writing.execute("ROLLBACK")
    writing.close()
    after = (cut / "dossiers.db").read_bytes()
    torn = bytearray(before.ljust(len(after), b"\0"))
    for start in range(0, len(after), PAGE):
        torn[start : start + PAGE // 2] = after[start : start + PAGE // 2]
    (cut / "dossiers.db").write_bytes(torn)
    return cut / "dossiers.db", made.key


def test_a_power_cut_in_a_large_write_leaves_no_page_that_passes_for_damage(tmp_path: Path) -> None:
    """SQLite keeps no former version of a free page it takes again; half written, it does not authenticate: so no page stays free."""
    path, key = _cut_while_rewriting(tmp_path / "temoin", "INCREMENTAL")
    with contextlib.closing(_open_keyed(path, key)) as untended:
        untended.execute("PRAGMA journal_mode=TRUNCATE").fetchall()
        assert check_integrity(untended) != [], "the control: such pages are there, and are taken for damage"
    path, key = _cut_while_rewriting(tmp_path / "base", "FULL")
    with contextlib.closing(connect(path, key)) as reopened:
        assert check_integrity(reopened) == []
        assert reopened.execute("SELECT count(*) FROM note").fetchone() == (0,)


def test_a_base_whose_growth_was_cut_in_a_page_opens_by_its_journal_and_not_without(tmp_path: Path) -> None:
    path, key = _cut_while_rewriting(tmp_path, "FULL")
    path.write_bytes(path.read_bytes()[: -PAGE // 3])
    check_base_file(path)
    alone = tmp_path / "seule.db"
    shutil.copyfile(path, alone)
    with pytest.raises(NotABaseError):
        check_base_file(alone)
    with contextlib.closing(connect(path, key)) as reopened:
        assert check_integrity(reopened) == []
        assert path.stat().st_size % PAGE == 0


def test_a_base_that_kept_its_free_pages_gives_them_back_once_opened(tmp_path: Path) -> None:
    made = make_base(tmp_path / "base", rows=50)
    with contextlib.closing(_open_keyed(made.paths.database, made.key)) as former:
        former.execute("PRAGMA auto_vacuum=INCREMENTAL").fetchall()
        former.execute("DELETE FROM note")
        assert former.execute("PRAGMA freelist_count").fetchone()[0] > 0
    with contextlib.closing(connect(made.paths.database, made.key)) as opened:
        assert opened.execute("PRAGMA auto_vacuum").fetchone() == (1,)
        assert opened.execute("PRAGMA freelist_count").fetchone() == (0,)
        assert check_integrity(opened) == []
