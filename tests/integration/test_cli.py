"""The command line as the IT service uses it: a whole process, its exit code, one plain line when it refuses."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from filelock import FileLock

from ppe_desktop import cli
from ppe_desktop.services.demo import PASSPHRASE
from tests.support.docx import opened
from tests.support.vault import OTHER_PASSPHRASE

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]


def run(*words: str | Path, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Run the program; what is typed goes to the standard input."""
    return subprocess.run(
        [sys.executable, "-m", "ppe_desktop", *map(str, words)],
        input=typed, capture_output=True, text=True, encoding="utf-8", timeout=110, check=False,
        cwd=ROOT, env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip


def run_here(*words: str | Path, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Run the same command in this process: the words it says are looked at, not the way it starts."""
    said_out, said_err = io.StringIO(), io.StringIO()
    with (
        contextlib.redirect_stdout(said_out),
        contextlib.redirect_stderr(said_err),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(sys, "stdin", io.StringIO(typed))
        try:
            code = cli.run([str(word) for word in words])
        except SystemExit as stop:  # argparse, on wrong words
            code = int(str(stop.code))
    return subprocess.CompletedProcess(words, code, said_out.getvalue(), said_err.getvalue())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that ``demo --out`` filled, once for all processes of the run."""
    root = tmp_path_factory.getbasetemp()
    root = root.parent if os.environ.get("PYTEST_XDIST_WORKER") else root
    out = root / "demo-par-la-commande"
    with FileLock(root / "demo-par-la-commande.lock"):
        if not out.exists():
            done = run_here("demo", "--out", out, "--children", "2")  # the same chain in a whole process: self-test
            assert (done.returncode, done.stderr) == (0, "")
            (root / "demo-par-la-commande.txt").write_text(done.stdout, encoding="utf-8")
    return out


def said(made: Path) -> str:
    return made.with_suffix(".txt").read_text(encoding="utf-8")


def produce(
    made: Path, *words: str | Path, typed: str = PASSPHRASE + "\n", by: Run = run_here
) -> subprocess.CompletedProcess[str]:
    with FileLock(made.with_suffix(".lock")):
        return by("produce", "--base", made / "base", *words, typed=typed)


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """The one line said on refusing."""
    assert done.returncode == 1, done
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith("Erreur : ")
    return line


def test_demo_makes_the_base_and_every_document(made: Path) -> None:
    documents = sorted(made.glob("*/PPE_*.docx"))
    assert {path.parent.name for path in documents} == {"01", "02"}
    assert len(documents) > 8
    assert all(path.stat().st_size > 10_000 for path in documents)
    assert (made / "base" / "dossiers.db").is_file()
    assert PASSPHRASE in said(made)
    assert f"{len(documents)} documents produits" in said(made)
    assert "non communiqué : Adresse et coordonnées" in said(made)


def test_demo_writes_nothing_where_something_is(made: Path, tmp_path: Path) -> None:
    with FileLock(made.with_suffix(".lock")):  # another process of the run may be producing from it
        before = sorted(made.rglob("*"))
        assert "vide" in refused(run_here("demo", "--out", made))
        assert sorted(made.rglob("*")) == before
    (tmp_path / "fichier").write_text("x", encoding="utf-8")
    assert "vide" in refused(run_here("demo", "--out", tmp_path / "fichier"))


def test_produce_reads_the_passphrase_on_the_standard_input(made: Path, tmp_path: Path) -> None:
    done = produce(made, "--child", "Malo Le Goff", "--for", "mother", "--out", tmp_path / "malo.docx", by=run)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == str(tmp_path / "malo.docx")
    assert (tmp_path / "malo.docx").stat().st_size > 10_000


def test_the_week_is_written_in_word_with_initials_only(made: Path, tmp_path: Path) -> None:
    with FileLock(made.with_suffix(".lock")):
        done = run_here("week", "--base", made / "base", "--out", tmp_path, "--initials", typed=PASSPHRASE + "\n")
    assert (done.returncode, done.stderr) == (0, "")
    (written,) = tmp_path.iterdir()
    assert written.name.startswith("semaine_20")
    assert done.stdout.strip() == str(written)
    printed = " ".join(one.text or "" for one in opened(written.read_bytes()).element.body.iter(qn("w:t")))
    assert "Ma semaine" in printed
    assert "I. H." in printed
    assert "Haddad" not in printed


def test_produce_into_a_folder_takes_a_neutral_name(made: Path, tmp_path: Path) -> None:
    done = produce(made, "--child", "nolwenn le goff", "--for", "file", "--out", tmp_path)
    assert done.returncode == 0, done.stderr
    (path,) = tmp_path.iterdir()
    assert path.name.startswith("PPE_20")
    assert path.suffix == ".docx"


@pytest.mark.parametrize(
    ("words", "typed", "expected"),
    [
        (("--child", "Malo Le Goff", "--for", "mother"), OTHER_PASSPHRASE + "\n", "phrase de passe ne correspond pas"),
        (("--child", "Inconnu Personne", "--for", "mother"), None, "Aucun enfant"),
        (("--child", "", "--for", "mother"), None, "Aucun enfant"),
        (("--child", "Placement", "--for", "mother"), None, "Aucun enfant"),
        (("--child", "Le Goff", "--for", "mother"), None, "Plusieurs enfants"),
        (("--child", "Ylan Ferreira", "--for", "father"), None, "Ce destinataire n’existe pas"),
    ],
)
def test_produce_refuses_in_one_line_and_writes_nothing(
    made: Path, tmp_path: Path, words: tuple[str, ...], typed: str | None, expected: str
) -> None:
    done = produce(made, *words, "--out", tmp_path / "ppe.docx", typed=typed or PASSPHRASE + "\n")
    assert expected in refused(done)
    assert OTHER_PASSPHRASE not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_produce_says_when_there_is_no_base(tmp_path: Path) -> None:
    done = run_here(
        "produce", "--base", tmp_path, "--child", "Malo", "--for", "file", "--out", tmp_path, typed=PASSPHRASE
    )
    assert "Aucune base" in refused(done)
    assert list(tmp_path.iterdir()) == []


def test_produce_says_when_the_place_cannot_be_written(made: Path, tmp_path: Path) -> None:
    done = produce(made, "--child", "Malo Le Goff", "--for", "file", "--out", tmp_path / "absent" / "ppe.docx")
    assert "dossier choisi n’existe pas" in refused(done)


@pytest.mark.parametrize("word", ["--passphrase", "--phrase", "--password", "--mot-de-passe", "-p"])
def test_the_passphrase_is_never_an_argument(tmp_path: Path, word: str) -> None:
    done = run_here("produce", "--base", tmp_path, "--child", "x", "--for", "file", "--out", tmp_path, word, PASSPHRASE)
    assert done.returncode == 2
    assert done.stdout == ""


def test_self_test_does_the_whole_chain(tmp_path: Path) -> None:
    done = run("self-test")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "Tout fonctionne."


def deadlines(made: Path, *words: str) -> subprocess.CompletedProcess[str]:
    with FileLock(made.with_suffix(".lock")):
        return run_here("deadlines", "--base", made / "base", *words, typed=PASSPHRASE + "\n")


def test_deadlines_are_said_with_rule_day_standing_article_and_reasons(made: Path) -> None:
    done = deadlines(made, "--child", "Léonie Ben Ali--Martin", "--on", "2026-11-22", "--format", "json")
    assert done.returncode == 0, done.stderr
    (child,) = json.loads(done.stdout)
    assert child["deadlines"]
    for one in child["deadlines"]:
        assert one["rule"]
        assert one["status"] != "not_applicable"
        assert one["article"]
        assert one["reasons"]
    everything = deadlines(made, "--child", "Léonie Ben Ali--Martin", "--on", "2026-11-22", "--all", "--format", "json")
    (whole,) = json.loads(everything.stdout)
    absent = {one["rule"]: one for one in whole["deadlines"] if one["status"] == "not_applicable"}
    assert any("Les mineurs accueillis" in reason for reason in absent["AUTONOMY_17"]["reasons"])


def test_deadlines_are_said_as_a_table_for_everyone(made: Path) -> None:
    done = deadlines(made, "--on", "2026-11-22")
    assert done.returncode == 0, done.stderr
    assert "[PPE_INITIAL]" in done.stdout
    assert "Articles L223-1-1 et D223-12 du CASF" in done.stdout
    assert max(len(line) for line in done.stdout.splitlines()) <= 120
    assert re.search(r"\[PPE_INITIAL\]\s: fait( en retard)? le \d\d/\d\d/\d{4}", done.stdout)
    assert refused(deadlines(made, "--child", "Personne Inconnue"))
