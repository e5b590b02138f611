"""The plan as it lives: opinions at the keyboard, closing an objective, two versions side by side and on one page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ppe_desktop.domain.plan_comparison import Fate
from ppe_desktop.domain.plan_objectives import CHILD, Opiner, opinions
from ppe_desktop.domain.vocabulary import RecipientKind
from ppe_desktop.services.session import Session
from ppe_desktop.ui.views.plan.comparison_sheet import sheet_document
from ppe_desktop.ui.views.plan.comparison_window import ComparisonWindow
from ppe_desktop.ui.views.plan.objective_card import ObjectiveBody, ObjectiveCard
from ppe_desktop.ui.views.plan.plan_view import PlanView
from tests.support.base import new_session
from tests.support.plan_screen import Screen, close_view, new_screen, open_view, show_plan, type_text

SAID = "D’accord, si la porte reste ouverte."


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    opened = new_session(tmp_path_factory.mktemp("base"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def screen(session: Session) -> Screen:
    made = new_screen(session)
    for text in ("Dormir dans sa chambre", "Lire le soir", "Nager"):
        session.run(session.plans.add_objective, made.plan_id, "A", text)
    return made


@pytest.fixture(scope="module")
def view(qapp: QApplication, session: Session, screen: Screen) -> Iterator[PlanView]:
    made = open_view(session, screen.plan_id)
    yield made
    close_view(made)


@pytest.fixture(scope="module")
def two_versions(session: Session) -> Screen:
    """A child whose plan has two versions: an objective reached, one typed again, and words that stay in the file."""
    made, run = new_screen(session, "Noé"), session.run
    first, again = (
        run(session.plans.add_objective, made.plan_id, "A", text).created
        for text in ("Dormir dans sa chambre", "Voir sa grand-mère chaque mois")
    )
    run(session.objectives.set_opinion, first, "ENFANT", "ACCORD")
    day = made.file().child.created_at.date()
    run(session.objectives.note_opinion_words, again, "ENFANT", speaker="ENFANT", said_on=day, exact_words=SAID)
    run(session.objectives.set_opinion, again, "ENFANT", "RESERVE")
    run(session.plans.finish, made.plan_id)
    later = run(session.plans.prepare, made.child_id).created
    made.plan_id = later
    kept, typed_again = made.plan().of("plan_objective")
    run(session.objectives.set_state, kept.id, "ATTEINT")
    run(session.records.change, "plan_objective", kept.id, result="Il dort <b>seul</b>.")
    run(session.records.remove, "plan_objective", typed_again.id)
    run(session.plans.add_objective, later, "A", "Voir sa grand-mère chaque mois.")
    return made


def until(qtbot, what: Callable[[], object]) -> None:
    qtbot.waitUntil(lambda: bool(what()), timeout=8000)


def cards(view: PlanView) -> list[ObjectiveCard]:
    return list(view.page.sections["actions"].domains["A"].cards.values())


def press(key: Qt.Key, times: int = 1) -> None:
    for _ in range(times):
        QTest.keyClick(QApplication.focusWidget(), key)


def field(body: ObjectiveBody, name: str) -> QWidget:
    return body.result.form.editors[name].focus_target


def test_an_opinion_is_five_keys_and_the_words_follow(qtbot, view, screen):
    card = cards(view)[0]
    view.activateWindow()
    card.header.setFocus()
    press(Qt.Key.Key_Return)
    until(qtbot, lambda: card.details and not view.page._ordering.isActive())
    press(Qt.Key.Key_Tab, 2)
    row = card.details.opinions.rows[CHILD]
    until(qtbot, lambda: QApplication.focusWidget() is row.chips.chips["ACCORD"])
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Space)
    told = lambda: opinions(screen.plan(), card.objective_id)  # noqa: E731
    until(qtbot, lambda: told().get(CHILD) and told()[CHILD].agreement == "RESERVE")
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is row.words.note_button
    press(Qt.Key.Key_Space)
    until(qtbot, lambda: row.words.form)
    type_text(row.words.form.form.editors["exact_words"].focus_target, SAID)
    press(Qt.Key.Key_Escape)
    until(qtbot, lambda: row.words.card and SAID in row.words.card.exact.text())
    (statement,) = screen.plan().of("statement")
    assert (statement.exact_words, statement.sharing, statement.speaker) == (SAID, "DOSSIER", "ENFANT")
    card.header.setChecked(False)
    until(qtbot, lambda: "Léa\u00a0: d’accord en partie" in card.header.text_shown())
    assert "Avis à demander\u00a0: Madame Karima Benali, sa mère" in card.header.text_shown()


def test_a_second_tick_takes_the_opinion_back_among_those_to_ask(qtbot, view, screen):
    card = cards(view)[1]
    card.header.setChecked(True)
    mother = Opiner("MERE", screen.ids["mother"])
    row = card.details.opinions.rows[mother]
    QTest.mouseClick(row.chips.chips["DESACCORD"], Qt.MouseButton.LeftButton)
    until(qtbot, lambda: opinions(screen.plan(), card.objective_id)[mother].agreement == "DESACCORD")
    QTest.mouseClick(row.chips.chips["DESACCORD"], Qt.MouseButton.LeftButton)
    until(qtbot, lambda: opinions(screen.plan(), card.objective_id)[mother].agreement == "INCONNU")
    until(qtbot, lambda: row.state.text() == "Avis à demander")
    card.header.setChecked(False)


def test_closing_asks_for_the_result_then_the_words_or_why_there_are_none(qtbot, view, screen):
    card = cards(view)[2]
    card.open()
    body = card.details
    assert not body.result.form.isVisible()
    QTest.mouseClick(body.result.chips.chips["ABANDONNE"], Qt.MouseButton.LeftButton)
    until(qtbot, lambda: body.result.form.isVisible() and field(body, "result").hasFocus())
    assert body.result.asked_label.text() == "À demander\u00a0: résultat, parole de l’enfant"
    assert body.result.form.rows["result"].label.text() == "Pourquoi il est abandonné"
    type_text(field(body, "result"), "La piscine a fermé.")
    QTest.mouseClick(body.result.words.silence_button, Qt.MouseButton.LeftButton)
    form = body.result.words.form
    type_text(form.form.editors["why_not_collected"].focus_target, "Elle n’a pas voulu en parler.")
    press(Qt.Key.Key_Escape)
    until(qtbot, lambda: body.result.words.card and not body.result.asked_label.isVisible())
    (closed,) = [one for one in screen.plan().of("plan_objective") if one.state == "ABANDONNE"]
    assert (closed.result, closed.closed_on is not None) == ("La piscine a fermé.", True)
    words = screen.plan().items.one("statement", closed.closing_words_id)
    assert (words.outcome, words.why_not_collected) == ("REFUS", "Elle n’a pas voulu en parler.")
    QTest.mouseClick(body.result.chips.chips["EN_COURS"], Qt.MouseButton.LeftButton)
    until(qtbot, lambda: [one.closed_on for one in screen.plan().of("plan_objective")] == [None] * 3)


def test_a_form_of_silence_left_with_escape_makes_nothing(qtbot, view, screen):
    card = cards(view)[1]
    card.open()
    QTest.mouseClick(card.details.result.chips.chips["ATTEINT"], Qt.MouseButton.LeftButton)
    until(qtbot, lambda: card.details.result.words.silence_button.isVisible())
    before = len(screen.plan().of("statement"))
    QTest.mouseClick(card.details.result.words.silence_button, Qt.MouseButton.LeftButton)
    press(Qt.Key.Key_Escape)
    assert card.details.result.words.form is None
    assert len(screen.plan().of("statement")) == before
    QTest.mouseClick(card.details.result.words.silence_button, Qt.MouseButton.LeftButton)
    card.details.result.words.form.done_button.click()
    until(qtbot, lambda: len(screen.plan().of("statement")) == before + 1)


def test_a_plan_of_many_objectives_opens_folded(qtbot, view, session):
    made = new_screen(session, "Zoé")

    def fill() -> None:
        with session.database.work() as work:
            for number in range(60):
                work.add("plan_objective", plan_id=made.plan_id, lasting_id=f"{number:032x}", domain="A", text="Lire")
            work.commit()

    session.run(fill)
    show_plan(view, made.plan_id)
    assert len(cards(view)) == 60
    assert view.page.findChildren(ObjectiveBody) == []
    cards(view)[59].open()
    assert len(view.page.findChildren(ObjectiveBody)) == 1


def test_the_versions_are_read_side_by_side_for_a_reader_and_leave_on_one_page(
    qtbot, view, session, two_versions, tmp_path
):
    show_plan(view, two_versions.plan_id)
    view.header.compare_button.click()
    (window,) = view.findChildren(ComparisonWindow)
    until(qtbot, lambda: window.compared)
    text = window.page.toPlainText()
    for words in ("Atteint", "Nouveau", "Abandonné", "Il dort <b>seul</b>.", SAID, "Le même objectif que"):
        assert words in text, words
    assert window.summary.text() == "Objectifs\u00a0: 1 atteint, 1 nouveau, 1 abandonné"
    window._on_reader_chosen(
        next(place for place, one in enumerate(window.compared.recipients) if one.kind is RecipientKind.FATHER)
    )
    until(qtbot, lambda: window.compared.recipient.kind is RecipientKind.FATHER)
    text = window.page.toPlainText()
    assert SAID not in text
    assert "d’accord en partie" not in text
    assert "Le même objectif que" not in text, "joining objectives is the service's work"
    assert "Avis de l’enfant sur un objectif" in window.banner.label.text()
    assert sheet_document(window.compared).pageCount() == 1
    target: Path = tmp_path / "comparaison.pdf"
    with qtbot.waitSignal(window.changed, timeout=10000):
        window.write_pdf(target)
    assert target.read_bytes().startswith(b"%PDF")
    entered = session.run(session.files.produced, two_versions.child_id)[0]
    assert (entered.document, entered.file_format) == ("comparaison", "pdf")
    assert entered.recipient == "Monsieur Marc Durand, père"
    assert "Avis de l’enfant" in entered.withheld
    window.reject()


def test_saying_that_an_objective_is_the_same_joins_it(qtbot, view, session, two_versions):
    window = ComparisonWindow(view.desk.tasks, two_versions.child_id, "", view)
    until(qtbot, lambda: window.compared)
    (new,) = [one for one in window.compared.comparison.objectives if one.fate is Fate.NEW]
    window.page.anchorClicked.emit(QUrl(f"meme:{new.after.id}:{new.may_continue.lasting_id}"))
    until(qtbot, lambda: all(one.fate is not Fate.NEW for one in window.compared.comparison.objectives))
    window.reject()
