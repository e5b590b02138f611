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
from ppe_desktop.ui.views.plan.objective_card import ObjectiveCard
from ppe_desktop.ui.views.plan.plan_form import PlanForm, PlanReading
from ppe_desktop.ui.views.plan.plan_view import PlanView
from ppe_desktop.ui.views.plan.words_block import WordsBlock
from tests.support.base import new_session
from tests.support.plan_screen import EARLIER, STREET, Screen, close_view, new_screen, open_view, show_plan, type_text

WORDS = "Je veux voir Mamie plus souvent, et pas que l’été."


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    opened = new_session(tmp_path_factory.mktemp("base"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def shared(session: Session) -> Screen:
    """One plan for the tests that each write under a heading of their own."""
    return new_screen(session)


@pytest.fixture(scope="module")
def window(qapp: QApplication, shared: Screen, session: Session) -> Iterator[PlanView]:
    view = open_view(session, shared.plan_id)
    yield view
    close_view(view)


@pytest.fixture
def view(window: PlanView, screen: Screen) -> PlanView:
    if window.desk.plan_id != screen.plan_id:
        window.desk.autosaver.flush()
        show_plan(window, screen.plan_id)
    return window


@pytest.fixture
def screen(shared: Screen) -> Screen:
    return shared


@pytest.fixture
def fresh(session: Session) -> Screen:
    """A plan of its own, for a test that changes the whole of it."""
    return new_screen(session)


@pytest.fixture
def own(window: PlanView, fresh: Screen) -> PlanView:
    window.desk.autosaver.flush()
    show_plan(window, fresh.plan_id)
    return window


@pytest.fixture
def previewed(qtbot, view: PlanView) -> Iterator[PlanView]:
    """The same with its page beside it."""
    view.header.preview_button.setChecked(True)
    yield view
    view.header.preview_button.setChecked(False)


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


def actions_of(card: ObjectiveCard) -> list[QWidget]:
    return list(card.details.action_cards.values()) if card.details else []


def text_field(card: ObjectiveCard) -> QWidget:
    return card.details.form.editors["text"].focus_target


def sent(view: PlanView) -> None:
    """Send what was typed without waiting for the pause that ends a stretch of typing; the pause is tried once."""
    view.desk.autosaver.send()


def test_the_seventeen_headings_say_where_they_stand(view):
    headings = view.outline_pane.outline_list.keys()
    assert len(headings) == 17
    entry = view.outline_pane.outline_list.entry("domain_A")
    assert entry.state.text() == "Vide"
    assert "évaluation" in entry.toolTip()
    assert "parole de la mère" in view.page.sections["domain_A"].state_label.text()
    assert "Durand" in view.page.sections["identity"].facts.text()


def test_what_is_typed_is_in_the_base_then_in_the_page(qtbot, previewed, screen):
    view = previewed
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
    field = evaluation(view, "B")
    field.setFocus()
    type_text(field, "Un.")
    sent(view)
    until(qtbot, lambda: screen.domain("B").evaluation == "Un.")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    sent(view)
    until(qtbot, lambda: screen.domain("B").evaluation == "")


def test_a_refresh_does_not_disturb_what_is_being_typed(qtbot, view, screen):
    field = evaluation(view, "C")
    field.setFocus()
    type_text(field, "Première ligne")
    view.desk.change("child_plan", screen.plan_id, support_network="Sa marraine.")
    until(qtbot, lambda: view.sheet.plan.plan.support_network == "Sa marraine.")
    type_text(field, " et la suite")
    assert field.toPlainText() == "Première ligne et la suite"
    sent(view)
    until(qtbot, lambda: screen.domain("C").evaluation == "Première ligne et la suite")


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
    click(words(view, "C").groups["ENFANT"].note_button)
    press(words(view, "C").form.form.editors["exact_words"].focus_target, Qt.Key.Key_Escape)
    assert words(view, "C").form is None
    assert screen.plan().statements("C") == []


def test_words_of_the_file_are_quoted_shared_unquoted_and_back(qtbot, view, screen):
    words(view, "B").quote_button.click()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QuoteDialog))
    type_text(dialog.search_field, "jardin mamie")
    press(dialog.search_field, Qt.Key.Key_Return)
    until(qtbot, lambda: words(view, "B").groups["ENFANT"].cards)
    (card,) = words(view, "B").groups["ENFANT"].cards.values()
    assert EARLIER in card.exact.text()
    choose(card.sharing.focus_target, "TOUS")
    until(qtbot, lambda: screen.plan().statements("B")[0].sharing == "TOUS")
    click(card.unquote_button)
    until(qtbot, lambda: not screen.plan().statements("B"))
    until(qtbot, lambda: view.undo_bar.isVisible())
    click(view.undo_bar.action_button)
    until(qtbot, lambda: [s.id for s in screen.plan().statements("B")] == [screen.ids["statement"]])


def test_objectives_and_actions_are_added_ordered_removed_and_put_back(qtbot, view, screen):
    block = view.page.sections["actions"].domains["A"]
    for count, text in enumerate(("Mieux dormir.", "Aller à la piscine."), start=1):
        click(block.add_button)
        until(qtbot, lambda count=count: len(objectives(view)) == count and objectives(view)[-1].details)
        type_text(text_field(objectives(view)[-1]), text)
        sent(view)
        until(qtbot, lambda count=count: len([o for o in screen.plan().of("plan_objective") if o.text]) == count)
    click(objectives(view)[0].details.add_button)
    until(qtbot, lambda: actions_of(objectives(view)[0]))
    (action,) = actions_of(objectives(view)[0])
    type_text(action.form.editors["text"].focus_target, "Un rituel du soir.")
    type_text(action.form.editors["due_on"].focus_target, "23/12/2026")
    sent(view)
    until(qtbot, lambda: [a.text for a in screen.plan().of("plan_action") if a.due_on] == ["Un rituel du soir."])
    QTest.keyClick(objectives(view)[1].header, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    until(
        qtbot, lambda: [o.text for o in screen.plan().of("plan_objective")] == ["Aller à la piscine.", "Mieux dormir."]
    )
    until(qtbot, lambda: text_field(objectives(view)[1]).toPlainText() == "Mieux dormir.")
    click(objectives(view)[1].details.order.remove_button)
    until(qtbot, lambda: len(screen.plan().of("plan_objective")) == 1)
    until(qtbot, lambda: view.undo_bar.isVisible())
    click(view.undo_bar.action_button)
    until(qtbot, lambda: len(screen.plan().of("plan_action")) == 1)
    assert [o.text for o in screen.plan().of("plan_objective")] == ["Aller à la piscine.", "Mieux dormir."]


def test_a_date_that_is_none_is_said_beside_its_field_and_kept(qtbot, view, screen):
    form = view.page.sections["signatures"].form
    field = form.editors["established_on"].focus_target
    type_text(field, "le 45 mars")
    sent(view)
    until(qtbot, lambda: form.rows["established_on"].error())
    assert field.text() == "le 45 mars"


def test_a_fact_of_the_file_is_asked_for_where_it_is_missing(qtbot, view):
    with qtbot.waitSignal(view.fact_requested) as told:
        click(view.page.sections["place"].complete_button)
    assert told.args == ["path"]


def test_the_preview_for_the_father_hides_the_protected_address(qtbot, previewed):
    pane = previewed.preview_pane
    service = next(r for r in pane.recipients if r.kind is RecipientKind.FILE)
    father = next(r for r in pane.recipients if r.kind is RecipientKind.FATHER)
    pane.choose(service)
    until(qtbot, lambda: STREET in pane.paper.text(), 20000)
    pane.choose(father)
    until(qtbot, lambda: "Karima Benali" in pane.withheld_list.text(), 20000)
    assert STREET not in pane.paper.text()
    assert "Ce que Monsieur Marc Durand ne reçoit pas" in pane.withheld_list.text()


def test_a_withheld_text_written_elsewhere_is_a_problem_shown_beside_the_page(qtbot, previewed, screen):
    pane = previewed.preview_pane
    type_text(evaluation(previewed, "B"), f"Sa mère vit {STREET}.")
    sent(previewed)
    until(qtbot, lambda: STREET in screen.domain("B").evaluation)
    pane.choose(next(r for r in pane.recipients if r.kind is RecipientKind.FATHER))
    until(qtbot, lambda: pane.banner.isVisible() and "ne doit pas lire" in pane.banner.label.text(), 20000)


def test_another_plan_never_shows_the_page_of_the_one_before(qtbot, previewed, session):
    view = previewed
    other = new_screen(session, "Noé")
    view.preview_pane.refresh_soon()
    view.open_plan(other.plan_id)
    assert view.preview_pane.paper.text() == ""
    until(qtbot, lambda: "Noé" in view.preview_pane.paper.text(), 20000)
    assert "Léa" not in view.preview_pane.paper.text()
    assert "Noé" in view.header.title.text()


def test_finishing_freezes_the_texts_leaves_signatures_open_and_opens_the_next_version(qtbot, own, fresh):
    view, screen = own, fresh
    type_text(evaluation(view), "Léa grandit bien.")
    click(view.header.finish_button)
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, FinishDialog))
    until(qtbot, dialog.missing_words.isVisible)
    assert "Sans parole récente, ni motif noté" in dialog.missing_words.label.text()
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
    click(view.header.next_button)
    until(qtbot, lambda: view.sheet and view.sheet.plan.plan.version == 2 and not view.sheet.is_finished)


def test_everything_is_reached_without_a_mouse(qtbot, own, fresh):
    outline = own.outline_pane.outline_list
    outline.entry("identity").setFocus()
    for _ in range(8):
        press(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert QApplication.focusWidget() is outline.entry("domain_A")
    press(QApplication.focusWidget(), Qt.Key.Key_Return)
    until(qtbot, lambda: QApplication.focusWidget() is evaluation(own))
    type_text(QApplication.focusWidget(), "Au clavier.")
    press(QApplication.focusWidget(), Qt.Key.Key_Tab)
    type_text(QApplication.focusWidget(), "Ses besoins.")
    sent(own)
    until(qtbot, lambda: fresh.domain().needs == "Ses besoins.")
    assert fresh.domain().evaluation == "Au clavier."
    with qtbot.waitSignal(own.closed):
        press(QApplication.focusWidget(), Qt.Key.Key_Escape)
