"""The child's pages in the base: kept on the way, given to the file when finished, thrown and put back with their words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.errors import FieldError, UnknownRecordError
from ppe_desktop.domain.sketch import Made, Stroke, write_made
from ppe_desktop.domain.vocabulary import SketchKind
from ppe_desktop.services.session import Session
from tests.support.base import TODAY, new_session
from tests.support.screens import add_child

PAGE_ID = "0198c2a1000070008000000000000001"
LINE = Stroke("#2f6fb5", 8.0, ((10.0, 10.0), (200.0, 120.0)))
PNG = b"\x89PNG a picture"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = new_session(tmp_path / "base")
    try:
        yield opened
    finally:
        opened.close()


@pytest.fixture
def child_id(session: Session) -> str:
    return add_child(session, "Le Goff", "Anaïs", dt.date(2017, 3, 2))


def keep(session: Session, child_id: str, made: Made, kind: str = "DESSIN", **more: Any) -> Any:
    data = write_made(made, is_open=True)
    return session.run(session.sketches.keep, child_id, kind, data, sketch_id=PAGE_ID, **more)


def finish(session: Session, child_id: str, made: Made, kind: str = "DESSIN") -> Any:
    return session.run(session.sketches.finish, child_id, kind, write_made(made), PNG, sketch_id=PAGE_ID)


def pages(session: Session, child_id: str) -> tuple[Item, ...]:
    return session.run(session.sketches.read, child_id)


def words(session: Session, child_id: str) -> tuple[Item, ...]:
    return session.run(session.files.statements, child_id).of("statement")


def test_a_page_is_one_row_however_often_it_is_kept(session: Session, child_id: str) -> None:
    keep(session, child_id, Made(strokes=(LINE,)))
    keep(session, child_id, Made(strokes=(LINE, LINE)), title="Ma maison")
    (page,) = pages(session, child_id)
    assert (page.id, page.title, page.made_on, page.is_open) == (PAGE_ID, "Ma maison", TODAY.date(), True)
    assert not {"data", "picture"} & page.values.keys()
    assert session.run(session.sketches.content, PAGE_ID) == (SketchKind.DRAWING, Made(strokes=(LINE, LINE)))
    assert words(session, child_id) == ()


def test_a_picture_no_longer_true_is_not_kept(session: Session, child_id: str) -> None:
    finish(session, child_id, Made(strokes=(LINE,)))
    assert session.run(session.sketches.picture, PAGE_ID) == PNG
    keep(session, child_id, Made(strokes=(LINE, LINE)))
    assert session.run(session.sketches.picture, PAGE_ID) == b""


def test_the_words_of_a_finished_page_become_a_statement_that_stays_in_the_file(
    session: Session, child_id: str
) -> None:
    said = "sa fé peur quan il cri\net jveu pas retourné  "
    finish(session, child_id, Made({"": said}, ("orage", "pluie")), "METEO")
    (statement,), (page,) = words(session, child_id), pages(session, child_id)
    assert statement.exact_words == said.strip()
    assert (statement.speaker, statement.means, statement.sharing) == ("ENFANT", "METEO", "DOSSIER")
    assert statement.said_on == TODAY.date()
    assert statement.observation == "A choisi\u00a0: orage, pluie."
    assert statement.use_explained == ""
    assert (page.statement_id, page.is_open) == (statement.id, False)


def test_the_words_of_the_three_houses_keep_their_order_and_say_where_they_stand(
    session: Session, child_id: str
) -> None:
    finish(session, child_id, Made({"reves": "un chien", "soucis": "maman malade"}), "MAISONS")
    (statement,) = words(session, child_id)
    assert statement.exact_words == "maman malade\n\nun chien"
    assert statement.question.endswith("la maison des soucis, la maison des rêves")


def test_a_page_without_words_makes_no_statement(session: Session, child_id: str) -> None:
    finish(session, child_id, Made(question="Comment va l’école ?", value=7), "ECHELLE")
    assert words(session, child_id) == ()
    assert [page.statement_id for page in pages(session, child_id)] == [None]


def test_the_question_of_the_scale_is_kept_with_the_words(session: Session, child_id: str) -> None:
    finish(session, child_id, Made({"": "bof"}, question="Comment va l’école ?", value=4), "ECHELLE")
    (statement,) = words(session, child_id)
    assert (statement.question, statement.observation) == (
        "Comment va l’école ?",
        "A montré 4 sur une échelle de 1 à 10.",
    )


def test_a_page_gone_on_with_changes_the_words_nobody_touched(session: Session, child_id: str) -> None:
    finish(session, child_id, Made({"": "je veux"}), "MOTS")
    finish(session, child_id, _read_again(session, {"": "je veux rentrer"}), "MOTS")
    assert [statement.exact_words for statement in words(session, child_id)] == ["je veux rentrer"]


@pytest.mark.parametrize("touched", [{"exact_words": "corrigé avec elle"}, {"sharing": "TOUS"}])
def test_words_corrected_or_reviewed_meanwhile_are_never_written_over(
    session: Session, child_id: str, touched: dict[str, str]
) -> None:
    finish(session, child_id, Made({"": "je veux"}), "MOTS")
    (before,) = words(session, child_id)
    session.run(session.records.change, "statement", before.id, **touched)
    finish(session, child_id, _read_again(session, {"": "je veux rentrer"}), "MOTS")
    found = {statement.exact_words: statement.sharing for statement in words(session, child_id)}
    assert found == {
        touched.get("exact_words", "je veux"): touched.get("sharing", "DOSSIER"),
        "je veux rentrer": "DOSSIER",
    }


def _read_again(session: Session, said: dict[str, str]) -> Made:
    _kind, made = session.run(session.sketches.content, PAGE_ID)
    return made._replace(words=said)


def test_words_thrown_go_with_their_page_and_both_come_back(session: Session, child_id: str) -> None:
    finish(session, child_id, Made({"": "mon chat"}, strokes=(LINE,)))
    (statement,) = words(session, child_id)
    removed = session.run(session.records.remove, "statement", statement.id).removed
    assert pages(session, child_id) == ()
    session.run(session.records.restore, removed)
    assert pages(session, child_id)[0].statement_id == statement.id
    assert session.run(session.sketches.picture, PAGE_ID) == PNG


def test_a_page_thrown_comes_back_as_it_was_and_leaves_its_words(session: Session, child_id: str) -> None:
    finish(session, child_id, Made({"": "mon chat"}, strokes=(LINE,)))
    session.run(session.sketches.remove, PAGE_ID)
    assert pages(session, child_id) == ()
    assert len(words(session, child_id)) == 1
    session.run(session.sketches.put_back, PAGE_ID)
    assert session.run(session.sketches.content, PAGE_ID)[1].strokes == (LINE,)


def test_a_page_emptied_again_leaves_nothing_even_in_the_bin(session: Session, child_id: str) -> None:
    keep(session, child_id, Made(strokes=(LINE,)))
    session.run(session.sketches.discard_blank, PAGE_ID)
    assert len(pages(session, child_id)) == 1
    keep(session, child_id, Made(question="Comment vas-tu ?"))
    session.run(session.sketches.discard_blank, PAGE_ID)
    assert pages(session, child_id) == ()
    with pytest.raises(UnknownRecordError):
        session.run(session.sketches.put_back, PAGE_ID)


def test_twenty_thousand_characters_are_kept_whole(session: Session, child_id: str) -> None:
    said = "je dis des choses " * 1111
    finish(session, child_id, Made({"": said}), "MOTS")
    assert words(session, child_id)[0].exact_words == said.strip()


def test_a_child_who_is_not_there_and_a_broken_page_are_refused_in_french(session: Session, child_id: str) -> None:
    with pytest.raises(UnknownRecordError):
        session.run(session.sketches.keep, "0" * 32, "DESSIN", "{}")
    with pytest.raises(FieldError, match="ne peut pas être rouvert"):
        session.run(session.sketches.finish, child_id, "DESSIN", "{", PNG)
    with pytest.raises(FieldError, match="pas connu"):
        session.run(session.sketches.finish, child_id, "SCULPTURE", "{}", PNG)
    assert pages(session, child_id) == ()


def test_the_pages_of_two_children_do_not_cross(session: Session, child_id: str) -> None:
    other = add_child(session, "Le Goff", "Malo", dt.date(2019, 5, 4))
    finish(session, child_id, Made({"": "à moi"}), "MOTS")
    assert pages(session, other) == ()
    assert words(session, other) == ()
