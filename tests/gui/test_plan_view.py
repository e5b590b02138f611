"""The plan is written on a real encrypted base, with real keys; what is waited for is a signal or what the base holds."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ppe_desktop.domain.vocabulary import PlanStatus, RecipientKind
from ppe_desktop.services.session import Session
from ppe_desktop.ui.dialogs.finish_dialog import FinishDialog
from ppe_desktop.ui.dialogs.quote_dialog import QuoteDialog
from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import apply_theme
from ppe_desktop.ui.views.plan.objective_card import ObjectiveCard
from ppe_desktop.ui.views.plan.plan_form import PlanForm, PlanReading
from ppe_desktop.ui.views.plan.plan_view import PlanView
from ppe_desktop.ui.views.plan.words_block import WordsBlock
from tests.support.base import new_session
from tests.support.plan_screen import EARLIER, STREET, Screen, new_screen, type_text

WORDS = "Je veux voir Mamie plus souvent, et pas que l’été."


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    opened = new_session(tmp_path_factory.mktemp("base"))
    yield opened
    opened.close()


@pytest.fixture
def screen(session: Session) -> Screen:
    return new_screen(session)


@pytest.fixture
def view(qtbot, screen: Screen, session: Session) -> Iterator[PlanView]:
    apply_theme(QApplication.instance(), "light", 1.0, reduced_motion=True)
    tasks = Tasks(session)
    saver = Autosaver(tasks)
    made = PlanView(tasks, saver, session.run(session.records.kinds))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.open_plan(screen.plan_id)
    qtbot.waitUntil(lambda: made.sheet is not None, timeout=5000)
    qtbot.waitUntil(lambda: bool(made.preview_pane.recipients), timeout=10000)
    yield made
    saver.flush()
    made.hide()
    tasks.close()


def until(qtbot, what: Callable[[], object], timeout: int = 6000) -> None:
    qtbot.waitUntil(lambda: bool(what()), timeout=timeout)


def evaluation(view: PlanView, code: str = "A") -> QWidget:
    return view.page.sections[f"domain_{code}"].form.editors["evaluation"].focus_target


def words(view: PlanView, code: str = "A") -> WordsBlock:
    return view.page.sections[f"domain_{code}"].words


def press(widget: QWidget, key: Qt.Key, times: int = 1) -> None:
    for _ in range(times):
        QTest.keyClick(widget, key)


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def choose(combo, code: str) -> None:
    """Choose in a list as a person does with the keyboard."""
    combo.setFocus()
    steps = combo.findData(code) - combo.currentIndex()
    press(combo, Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up, abs(steps))


def objectives(view: PlanView, code: str = "A") -> list[ObjectiveCard]:
    return list(view.page.sections["actions"].domains[code].cards.values())


def test_the_seventeen_headings_say_where_they_stand(view):
    headings = view.outline_pane.outline_list.keys()
    assert len(headings) == 17
    entry = view.outline_pane.outline_list.entry("domain_A")
    assert entry.state.text() == "Vide"
    assert "évaluation" in entry.toolTip()
    assert "parole de la mère" in view.page.sections["domain_A"].state_label.text()
    assert "Durand" in view.page.sections["identity"].facts.text()


def test_what_is_typed_is_in_the_base_then_in_the_page(qtbot, view, screen):
    field = evaluation(view)
    field.setFocus()
    type_text(field, "Léa grandit bien.")
    started = time.monotonic()
    until(qtbot, lambda: screen.domain().evaluation == "Léa grandit bien.", 2500)
    assert time.monotonic() - started < 2.5
    until(qtbot, lambda: "Léa grandit bien." in view.preview_pane.paper.text(), 20000)
    until(qtbot, lambda: "évaluation" not in view.outline_pane.outline_list.entry("domain_A").toolTip())
    assert field.toPlainText() == "Léa grandit bien."


def test_undo_in_a_long_text_is_kept_after_the_base_answered(qtbot, view, screen):
    field = evaluation(view)
    field.setFocus()
    type_text(field, "Un.")
    until(qtbot, lambda: screen.domain().evaluation == "Un.")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: screen.domain().evaluation == "")


def test_a_refresh_does_not_disturb_what_is_being_typed(qtbot, view, screen):
    field = evaluation(view)
    field.setFocus()
    type_text(field, "Première ligne")
    view.desk.change("child_plan", screen.plan_id, support_network="Sa marraine.")
    until(qtbot, lambda: view.sheet.plan.plan.support_network == "Sa marraine.")
    type_text(field, " et la suite")
    assert field.toPlainText() == "Première ligne et la suite"
    until(qtbot, lambda: screen.domain().evaluation == "Première ligne et la suite")


def test_words_are_in_the_base_from_the_first_letters_and_shown_as_a_quotation(qtbot, view, screen):
    click(words(view).groups["ENFANT"].note_button)
    form = words(view).form
    field = form.form.editors["exact_words"].focus_target
    until(qtbot, field.hasFocus)
    type_text(field, WORDS[:7])
    until(qtbot, lambda: screen.plan().statements("A"))
    type_text(field, WORDS[7:])
    until(qtbot, lambda: screen.plan().statements("A")[0].exact_words == WORDS)
    press(field, Qt.Key.Key_Escape)
    until(qtbot, lambda: words(view).groups["ENFANT"].cards)
    (card,) = words(view).groups["ENFANT"].cards.values()
    until(qtbot, lambda: WORDS in card.exact.text())
    assert card.exact.text() == f"«\u00a0{WORDS}\u00a0»"
    assert screen.plan().statements("A")[0].sharing == "DOSSIER"


def test_words_typed_fast_and_left_at_once_are_whole(qtbot, view, screen):
    click(words(view).groups["MERE"].note_button)
    field = words(view).form.form.editors["exact_words"].focus_target
    type_text(field, WORDS)
    press(field, Qt.Key.Key_Escape)
    until(qtbot, lambda: [s.exact_words for s in screen.plan().statements("A", "MERE")] == [WORDS])


def test_a_form_left_empty_makes_nothing(qtbot, view, screen):
    click(words(view).groups["ENFANT"].note_button)
    press(words(view).form.form.editors["exact_words"].focus_target, Qt.Key.Key_Escape)
    assert words(view).form is None
    assert screen.plan().statements("A") == []


def test_words_of_the_file_are_quoted_shared_unquoted_and_back(qtbot, view, screen):
    words(view).quote_button.click()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QuoteDialog))
    type_text(dialog.search_field, "jardin mamie")
    press(dialog.search_field, Qt.Key.Key_Return)
    until(qtbot, lambda: words(view).groups["ENFANT"].cards)
    (card,) = words(view).groups["ENFANT"].cards.values()
    assert EARLIER in card.exact.text()
    choose(card.sharing.focus_target, "TOUS")
    until(qtbot, lambda: screen.plan().statements("A")[0].sharing == "TOUS")
    click(card.unquote_button)
    until(qtbot, lambda: not screen.plan().statements("A"))
    until(qtbot, lambda: view.undo_bar.isVisible())
    click(view.undo_bar.action_button)
    until(qtbot, lambda: [s.id for s in screen.plan().statements("A")] == [screen.ids["statement"]])


def test_objectives_and_actions_are_added_ordered_removed_and_put_back(qtbot, view, screen):
    block = view.page.sections["actions"].domains["A"]
    for count, text in enumerate(("Mieux dormir.", "Aller à la piscine."), start=1):
        click(block.add_button)
        until(qtbot, lambda count=count: len(objectives(view)) == count)
        type_text(objectives(view)[-1].form.editors["text"].focus_target, text)
        until(qtbot, lambda count=count: len([o for o in screen.plan().of("plan_objective") if o.text]) == count)
    click(objectives(view)[0].add_button)
    until(qtbot, lambda: objectives(view)[0].action_cards)
    (action,) = objectives(view)[0].action_cards.values()
    type_text(action.form.editors["text"].focus_target, "Un rituel du soir.")
    type_text(action.form.editors["due_on"].focus_target, "23/12/2026")
    until(qtbot, lambda: [a.text for a in screen.plan().of("plan_action") if a.due_on] == ["Un rituel du soir."])
    click(objectives(view)[1].order.up_button)
    until(
        qtbot, lambda: [o.text for o in screen.plan().of("plan_objective")] == ["Aller à la piscine.", "Mieux dormir."]
    )
    until(qtbot, lambda: objectives(view)[1].form.editors["text"].focus_target.toPlainText() == "Mieux dormir.")
    click(objectives(view)[1].order.remove_button)
    until(qtbot, lambda: len(screen.plan().of("plan_objective")) == 1)
    until(qtbot, lambda: view.undo_bar.isVisible())
    click(view.undo_bar.action_button)
    until(qtbot, lambda: len(screen.plan().of("plan_action")) == 1)
    assert [o.text for o in screen.plan().of("plan_objective")] == ["Aller à la piscine.", "Mieux dormir."]


def test_a_date_that_is_none_is_said_beside_its_field_and_kept(qtbot, view, screen):
    form = view.page.sections["signatures"].form
    field = form.editors["established_on"].focus_target
    type_text(field, "le 45 mars")
    until(qtbot, lambda: form.rows["established_on"].error())
    assert field.text() == "le 45 mars"


def test_the_preview_for_the_father_hides_the_protected_address(qtbot, view, screen):
    pane = view.preview_pane
    service = next(r for r in pane.recipients if r.kind is RecipientKind.FILE)
    father = next(r for r in pane.recipients if r.kind is RecipientKind.FATHER)
    pane.choose(service)
    until(qtbot, lambda: STREET in pane.paper.text(), 20000)
    pane.choose(father)
    until(qtbot, lambda: "Karima Benali" in pane.withheld_list.text(), 20000)
    assert STREET not in pane.paper.text()
    assert "Ce que Monsieur Marc Durand ne reçoit pas" in pane.withheld_list.text()


def test_a_withheld_text_written_elsewhere_is_a_problem_shown_beside_the_page(qtbot, view, screen):
    pane = view.preview_pane
    type_text(evaluation(view), f"Sa mère vit {STREET}.")
    until(qtbot, lambda: STREET in screen.domain().evaluation)
    pane.choose(next(r for r in pane.recipients if r.kind is RecipientKind.FATHER))
    until(qtbot, lambda: pane.banner.isVisible() and "ne doit pas lire" in pane.banner.label.text(), 20000)


def test_another_plan_never_shows_the_page_of_the_one_before(qtbot, view, screen, session):
    other = new_screen(session, "Noé")
    view.preview_pane.refresh_soon()
    view.open_plan(other.plan_id)
    assert view.preview_pane.paper.text() == ""
    until(qtbot, lambda: "Noé" in view.preview_pane.paper.text(), 20000)
    assert "Léa" not in view.preview_pane.paper.text()
    assert "Noé" in view.header.title.text()


def test_finishing_freezes_the_texts_and_leaves_signatures_open(qtbot, view, screen):
    type_text(evaluation(view), "Léa grandit bien.")
    click(view.header.finish_button)
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, FinishDialog))
    with qtbot.waitSignal(view.finished) as told:
        click(dialog.finish_button)
    assert told.args == [screen.plan_id]
    until(qtbot, lambda: view.sheet.is_finished)
    assert screen.plan().plan.status == PlanStatus.FINISHED
    section = view.page.sections["domain_A"]
    assert isinstance(section.form, PlanReading)
    assert screen.domain().evaluation == "Léa grandit bien."
    assert not words(view).groups["ENFANT"].note_button.isVisible()
    assert "Terminé le" in view.header.state_chip.text()
    signatures = view.page.sections["signatures"].signatures
    card = next(iter(signatures.cards.values()))
    card.open()
    assert isinstance(card.form, PlanForm)
    choose(card.form.editors["state"].focus_target, "SIGNE")
    until(qtbot, lambda: screen.plan().of("plan_signature")[0].state == "SIGNE")


def test_the_next_version_opens_from_a_finished_one(qtbot, view, screen, session):
    session.run(session.plans.finish, screen.plan_id)
    view.open_plan(screen.plan_id)
    until(qtbot, lambda: view.sheet and view.sheet.is_finished)
    click(view.header.next_button)
    until(qtbot, lambda: view.sheet and view.sheet.plan.plan.version == 2 and not view.sheet.is_finished)


def test_everything_is_reached_without_a_mouse(qtbot, view, screen):
    outline = view.outline_pane.outline_list
    outline.entry("identity").setFocus()
    for _ in range(8):
        press(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert QApplication.focusWidget() is outline.entry("domain_A")
    press(QApplication.focusWidget(), Qt.Key.Key_Return)
    until(qtbot, lambda: QApplication.focusWidget() is evaluation(view))
    type_text(QApplication.focusWidget(), "Au clavier.")
    press(QApplication.focusWidget(), Qt.Key.Key_Tab)
    type_text(QApplication.focusWidget(), "Ses besoins.")
    until(qtbot, lambda: screen.domain().needs == "Ses besoins.")
    assert screen.domain().evaluation == "Au clavier."
    with qtbot.waitSignal(view.closed):
        press(QApplication.focusWidget(), Qt.Key.Key_Escape)


def test_a_fact_of_the_file_is_asked_for_where_it_is_missing(qtbot, view):
    with qtbot.waitSignal(view.fact_requested) as told:
        click(view.page.sections["place"].complete_button)
    assert told.args == ["path"]
