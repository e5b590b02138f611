"""A sample of each campaign of ``python3 run.py faults`` that is quick enough: the command runs them in number."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

import pytest

from faults.__main__ import play, table
from faults.campaign import Campaign
from faults.plan import CAMPAIGNS
from ppe_desktop.storage.connection import _open_keyed, check_integrity, connect
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


def test_a_free_page_half_written_in_a_power_cut_does_not_pass_for_damage(tmp_path: Path) -> None:
    """SQLite keeps no former version of a free page it takes again: half written, it does not authenticate, and no check may stop there."""
    made = make_base(tmp_path / "base", rows=200)
    writing = connect(made.paths.database, made.key)
    writing.execute("PRAGMA cache_size=10")  # what is written goes to the file before the end of the transaction
    writing.execute("DELETE FROM note")
    before = made.paths.database.read_bytes()
    writing.execute("BEGIN IMMEDIATE")
    writing.executemany("INSERT INTO note (text) VALUES (?)", [("autre ligne " * 80,) for _ in range(200)])
    cut = tmp_path / "coupee"
    shutil.copytree(made.paths.folder, cut)
    writing.execute("ROLLBACK")
    writing.close()
    torn = bytearray(before)
    after = (cut / "dossiers.db").read_bytes()
    for start in range(0, len(before), PAGE):
        torn[start : start + PAGE // 2] = after[start : start + PAGE // 2]
    (cut / "dossiers.db").write_bytes(torn)
    shutil.copytree(cut, tmp_path / "temoin")
    with contextlib.closing(_open_keyed(tmp_path / "temoin" / "dossiers.db", made.key)) as untended:
        untended.execute("PRAGMA journal_mode=TRUNCATE").fetchall()
        assert check_integrity(untended) != [], "the control: such pages are there, and are taken for damage"
    with contextlib.closing(connect(cut / "dossiers.db", made.key)) as reopened:
        assert check_integrity(reopened) == []
        assert reopened.execute("SELECT count(*) FROM note").fetchone() == (0,)
