"""Words of the command line: what is understood, what is refused before anything starts."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from ppe_desktop import cli, commands
from ppe_desktop.domain.casefile import ChildCard
from ppe_desktop.domain.errors import InputError
from ppe_desktop.domain.recipients import Recipient
from ppe_desktop.domain.vocabulary import RecipientKind
from ppe_desktop.runtime.resources import template_path
from tests.support.docx import word


def card(number: int, list_name: str, full_name: str, searchable: str = "") -> ChildCard:
    blank = dict.fromkeys(ChildCard._fields)
    return ChildCard(
        **{
            **blank,
            "child_id": f"{number:032x}",
            "list_name": list_name,
            "full_name": full_name,
            "searchable": searchable,
        }
    )


CARDS = [card(1, "DURAND Léa", "Léa Durand", "placement mecs"), card(2, "DURAND Léana", "Léana Durand"), card(3, "N’DIAYE Awa", "Awa N’Diaye"),
         card(4, "de LA TOUR Zoë", "Zoë de La Tour", "famille durand")]  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("Léa Durand", 1), ("durand lea", 1), ("DURAND Léana", 2), ("léan", 2), ("n'diaye", 3), ("Awa", 3), ("la tour zoe", 4), (f"{2:032x}", 2),
    ],
)  # fmt: skip
def test_a_child_is_found_by_name_or_identifier(wanted: str, found: int) -> None:
    assert commands._find(CARDS, wanted).child_id == f"{found:032x}"


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("Durand", "Plusieurs"),
        ("", "Aucun"),
        ("’", "Aucun"),
        ("mecs", "Aucun"),
        ("famille", "Aucun"),
        ("Léa Petit", "Aucun"),
        (f"{9:032x}", "Aucun"),
    ],
)
def test_a_doubt_is_never_settled_by_chance(wanted: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        commands._find(CARDS, wanted)


def test_two_readers_of_the_same_quality_are_not_chosen_by_chance() -> None:
    mothers = [Recipient(RecipientKind.MOTHER, str(number), f"Madame {number}, mère") for number in (1, 2)]
    with pytest.raises(InputError, match=r"Plusieurs destinataires.*Madame 1, mère.*Madame 2, mère"):
        commands._recipient(mothers, "mother")
    assert commands._recipient(mothers[:1], "mother") == mothers[0]
    with pytest.raises(InputError, match="n’existe pas"):
        commands._recipient(mothers, "father")


@pytest.mark.parametrize(
    "words",
    [
        ["produce"],
        ["produce", "--base", "b", "--child", "c", "--for", "voisin", "--out", "o"],
        ["produce", "--base", "b", "--child", "c", "--for", "file", "--out", "o", "--document", "autre"],
        ["demo"],
        ["inconnu"],
        ["--inconnu"],
    ],
)
def test_wrong_usage_ends_with_code_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.run(words)
    assert left.value.code == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("kind", RecipientKind)
def test_every_kind_of_reader_can_be_asked_for(kind: RecipientKind) -> None:
    options = cli._parser().parse_args(["produce", "--base", "b", "--child", "c", "--for", kind.value, "--out", "o"])
    assert options.reader == kind.value


def test_no_option_takes_a_passphrase() -> None:
    for words in ([], ["produce"], ["demo"]):
        with pytest.raises(SystemExit) as left:
            cli.run([*words, "--help"])
        assert left.value.code == 0
    assert not [action for action in cli._parser()._actions if "phrase" in action.dest or "pass" in action.dest]


@pytest.mark.parametrize(
    "typed", ["phrase de passe\n", "phrase de passe\r\n", "phrase de passe", "phrase de passe\nsuite\n"]
)
def test_one_line_of_the_standard_input_is_the_passphrase(typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed, newline=""))
    assert cli._read_passphrase() == "phrase de passe"


def test_spaces_of_the_passphrase_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("  deux  espaces \n"))
    assert cli._read_passphrase() == "  deux  espaces "


def test_a_refusal_is_one_line_and_code_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x").write_text("x", encoding="utf-8")
    assert cli.run(["demo", "--out", str(tmp_path)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("Erreur : L’emplacement choisi n’est pas un dossier vide.")
    assert said.err.count("\n") == 1


def test_a_template_is_checked_without_a_base(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "modele.docx"
    file.write_bytes(word("{{ enfant.nmo }}"))
    assert cli.run(["check-template", str(file), "--kind", "ppe", "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [one["advice"] for one in told["issues"]] == ["{{ enfant.nom }}"]
    file.write_bytes(template_path("recepisse.docx").read_bytes())
    assert cli.run(["check-template", str(file)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("modele.docx — Reçu de remise du projet (reconnu à ses champs)")
    assert said.rstrip().endswith("Aucune erreur.")
    assert cli.run(["check-template", str(tmp_path / "absent.docx")]) == 1
