"""Words by real gestures, from anywhere to the answer given to the child; one window for all."""

import datetime as dt
import os
import threading
from contextlib import contextmanager

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from ppe_desktop.app import has_base
from ppe_desktop.runtime import clock
from ppe_desktop.ui.dialogs.choose_child_dialog import ChooseChildDialog
from ppe_desktop.ui.dialogs.review_words_dialog import ReviewWordsDialog
from ppe_desktop.ui.gate import Gate
from ppe_desktop.ui.main_window import MainWindow
from ppe_desktop.ui.preferences import Preferences
from ppe_desktop.ui.views.coverage.coverage_cells import ANSWERS, MOTHER, OWN
from tests.support.base import Clock, access, new_session
from tests.support.screens import PATIENCE_MS, add_child
from tests.support.typing import press, type_text

NOW = clock.now().date()
DAY = dt.timedelta(days=1)
SAID = "Je veut pas k'on le dise a papa"


class Screen:
    """The window on a base with two children, and what a person does with it."""

    def __init__(self, folder):
        self.session = new_session(folder / "base", Clock(clock.now()))
        self.lea = add_child(self.session, "Durand", "Léa", dt.date(2016, 3, 4), sex="F")
        self.noe = add_child(self.session, "Petit", "Noé", dt.date(2014, 3, 4), sex="M")
        self.mother, self.father = self.parent("MERE", "Karima", "Benali"), self.parent("PERE", "Éric", "Durand")
        self.window = MainWindow(Gate(access), folder / "base", Preferences(folder / "preferences"), has_base)
        self.window.resize(1366, 768)
        self.window.open_workspace(self.session)
        self.window.show()
        self.window.activateWindow()
        self.workspace = self.window.workspace
        self.view = self.workspace.file_view

    def add(self, kind, /, **values):
        return str(self.session.run(self.session.records.add, kind, **values).created)

    def parent(self, role, first, last):
        person = self.add("person", first_name=first, surname=last)
        self.add("relationship", child_id=self.lea, person_id=person, role=role)
        self.add("relationship", child_id=self.noe, person_id=person, role=role)
        return person

    def until(self, condition):
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=PATIENCE_MS)

    def kept(self, child=None):
        items = self.session.run(self.session.files.statements, child or self.lea).of("statement")
        return {item.id: item for item in items}

    def open(self, child, record=None):
        self.workspace.open_child(child, "statements", record)
        self.until(lambda: self.view.context.file is not None and self.view.context.file.child.id == child)
        return self.view.page("statements")

    def card(self, statement_id):
        section = self.view.page("statements")
        self.until(lambda: statement_id in section.cards.cards)
        return section.cards.cards[statement_id]

    def form(self, child, statement_id):
        self.open(child, ("statement", statement_id))
        card = self.card(statement_id)
        self.until(lambda: card.form is not None and card.form.isVisible())
        return card.form

    def new_form(self, child, before):
        """The form of the words just begun, once the keyboard is in it."""
        self.until(lambda: self.kept(child).keys() - before)
        (made,) = self.kept(child).keys() - before
        card = self.card(made)
        self.until(lambda: card.form is not None and self.has_keyboard(card.form, "exact_words"))
        return card.form

    def has_keyboard(self, form, name):
        return name in form.editors and self.window.focusWidget() is form.editors[name].focus_target

    def click(self, widget):
        self.until(lambda: widget.height() > 0)  # laid out: a click on nothing falls beside
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)

    def choose(self, form, name, code):
        combo = form.editors[name].focus_target
        combo.setCurrentIndex(combo.findData(code))
        combo.activated.emit(combo.currentIndex())


@pytest.fixture(scope="module")
def screen(qapp, tmp_path_factory):
    shown = Screen(tmp_path_factory.mktemp("paroles"))
    yield shown
    shown.window.close()


@pytest.fixture(autouse=True)
def hands(qtbot, screen):
    """The window outlives each test; what waits and clicks does not."""
    screen.qtbot = qtbot
    screen.window.activateWindow()
    screen.until(screen.window.isActiveWindow)


def test_from_i_heard_something_to_saved_words_two_gestures_and_the_text(screen):
    screen.open(screen.lea)
    screen.window.words_action.trigger()  # Ctrl+M
    form = screen.new_form(screen.lea, set())
    assert screen.window.words_action.shortcut().toString() == "Ctrl+M"
    type_text(screen.window.focusWidget(), SAID)
    screen.until(lambda: [item.exact_words for item in screen.kept().values()] == [SAID])
    (item,) = screen.kept().values()
    assert (item.speaker, item.said_on, item.sharing, item.outcome) == ("ENFANT", NOW, "DOSSIER", "RECUEILLIE")
    assert not any(group.is_open() for group in form.groups.values()), "what surrounds the words is folded"


@contextmanager
def busy_base(screen):
    """The base occupied elsewhere, as on a slow machine, until the block ends."""
    is_free = threading.Event()
    screen.workspace.tasks.ask(is_free.wait)
    try:
        yield
    finally:
        is_free.set()


def test_letters_typed_before_the_card_is_there_go_into_the_words(screen):
    before = screen.kept().keys()
    screen.open(screen.lea)
    with busy_base(screen):
        screen.window.words_action.trigger()
        focused = screen.window.focusWidget()
        type_text(focused, 'Il a dit "non"')
        press(focused, Qt.Key.Key_Backspace)
    form = screen.new_form(screen.lea, before)
    type_text(form.editors["exact_words"].focus_target, ".")
    screen.until(lambda: form.editors["exact_words"].focus_target.toPlainText().endswith("."))
    screen.until(lambda: screen.kept()[form.record_id].exact_words)
    assert screen.kept()[form.record_id].exact_words == 'Il a dit "non.'


def test_the_whole_field_where_the_words_go_is_on_screen(screen):
    screen.window.resize(1366, 600)
    before = screen.kept().keys()
    screen.open(screen.lea)
    screen.window.words_action.trigger()
    field = screen.new_form(screen.lea, before).editors["exact_words"].focus_target
    screen.until(
        lambda: field.height() == field.sizeHint().height() and field.visibleRegion().boundingRect() == field.rect()
    )
    screen.window.resize(1366, 768)


def test_letters_typed_for_a_card_that_cannot_come_are_shown(screen):
    screen.open(screen.lea)
    context = screen.view.context
    with busy_base(screen):
        context.add_to_write("statement", lambda _changes: None, child_id="0" * 32)
        type_text(screen.window.focusWidget(), "Il pleure")
    screen.until(lambda: "« Il pleure »" in screen.workspace.banner.label.text())
    screen.workspace.banner.hide()


def test_from_anywhere_else_the_child_is_chosen_by_name(screen):
    screen.workspace.show_home()
    screen.window.words_action.trigger()
    dialog = screen.window.findChild(ChooseChildDialog)
    screen.until(lambda: dialog.child_list.count() == 2)
    type_text(dialog.search_field, "noé")
    assert dialog.child_list.count() == 1
    press(dialog.search_field, Qt.Key.Key_Return)
    form = screen.new_form(screen.noe, set())
    assert form.record_id in screen.kept(screen.noe)
    screen.workspace.show_home()
    screen.until(lambda: screen.kept(screen.noe) == {})  # left blank, it leaves no trace


def test_silence_is_a_record_and_asks_why_instead_of_the_words(screen):
    said = screen.add("statement", child_id=screen.noe, said_on=NOW, speaker="PERE")
    form = screen.form(screen.noe, said)
    assert not form.rows["why_not_collected"].isVisible()
    screen.choose(form, "outcome", "NON_RENCONTRE")
    assert form.rows["why_not_collected"].isVisible()
    assert not form.rows["exact_words"].isVisible()
    type_text(form.editors["why_not_collected"].focus_target, "Hospitalisé.")
    screen.until(lambda: screen.kept(screen.noe)[said].why_not_collected == "Hospitalisé.")
    screen.until(lambda: "N’a pas pu être rencontré\u00a0: Hospitalisé." in screen.card(said).title_button.text())


def test_a_danger_says_what_to_do_and_no_filter_hides_it(screen):
    said = screen.add("statement", child_id=screen.lea, said_on=NOW, exact_words="C’est moi qui garde la porte.")
    form = screen.form(screen.lea, said)
    assert not form.danger_panel.isVisible()
    box = form.editors["danger"].focus_target
    box.setFocus()
    press(box, Qt.Key.Key_Space)
    assert form.danger_panel.isVisible()
    told = " ".join(step.text() for step in form.danger_panel.steps)
    assert all(word in told for word in ("CRIP", "119", "L226-4", "premiers mots", "secret"))
    screen.until(lambda: any("alerte à transmettre" in words for words, *_ in screen.card(said)._marks_shown))
    assert screen.kept()[said].danger
    section = screen.view.page("statements")
    fathers = next(chip for chip in section.filters.buttons() if chip.property("speaker") == "PERE")
    screen.click(fathers)
    fathers.setFocus()
    assert list(section.cards.cards) == [said], "nobody else speaks of a danger"
    screen.choose(form, "alert_to", "CRIP")
    screen.until(lambda: screen.kept()[said].alert_to == "CRIP")
    screen.until(lambda: said not in section.cards.cards)  # once noted, the filter is a filter again
    screen.click(section.filters.buttons()[0])


def test_nothing_is_shared_before_it_was_read_again_and_who_could_read_is_named(screen):
    said = screen.add(
        "statement", child_id=screen.lea, said_on=NOW, exact_words="Je dors mieux chez Sylvie maintenant.",
        wishes="Rester là.", explained="Tu changes d’école."
    )  # fmt: skip
    form = screen.form(screen.lea, said)
    panel = form.sharing_panel
    screen.until(lambda: "Personne ne la lira" in panel.readers_label.text())
    screen.click(panel.review_button)
    screen.until(lambda: screen.window.findChild(ReviewWordsDialog) is not None)
    dialog = screen.window.findChild(ReviewWordsDialog)
    assert dialog.words_label.text().split("\n") == [
        "«\u00a0Je dors mieux chez Sylvie maintenant.\u00a0»",
        "Ce qui est souhaité\u00a0: Rester là.",
        "Comment la décision a été expliquée\u00a0: Tu changes d’école.",
    ]
    assert "Benali" in dialog.readers["TOUS"].text()
    assert "Durand" not in dialog.readers["JUGE"].text()
    row = dialog.choices["JUGE"]
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(row.width() - 4, row.height() // 2))
    assert row.isChecked(), "the whole row answers, and not its words alone"
    QTest.mouseClick(dialog.readers["TOUS"], Qt.MouseButton.LeftButton)
    assert dialog.choices["TOUS"].isChecked()
    screen.click(dialog.decide_button)
    screen.until(lambda: screen.kept()[said].sharing == "TOUS")
    screen.until(lambda: "Benali" in panel.readers_label.text())


def test_narrowing_says_which_documents_hold_the_words_before_and_after(screen):
    said = screen.add(
        "statement", child_id=screen.lea, said_on=NOW, exact_words="Le dimanche est trop long.", sharing="TOUS"
    )
    screen.add("decision", child_id=screen.lea, decided_on=NOW - 60 * DAY)
    plan = screen.session.run(screen.session.plans.prepare, screen.lea).created
    screen.session.run(screen.session.plans.quote, plan, said, "B")
    screen.session.run(screen.session.plans.finish, plan, NOW - 3 * DAY)
    screen.add("plan_delivery", plan_id=plan, recipient="father", delivered_on=NOW - DAY)
    panel = screen.form(screen.lea, said).sharing_panel
    screen.until(lambda: "version\u00a01" in panel.held_banner.label.text())
    screen.click(panel.review_button)
    screen.until(lambda: screen.window.findChild(ReviewWordsDialog) is not None)
    dialog = screen.window.findChild(ReviewWordsDialog)
    dialog.choices["DOSSIER"].setChecked(True)
    assert "Restreindre n’efface rien" in dialog.held_banner.label.text()
    assert "remis au père" in dialog.held_banner.label.text()
    screen.click(dialog.decide_button)  # nothing is blocked
    screen.until(lambda: screen.kept()[said].sharing == "DOSSIER")
    screen.until(lambda: "ne sont plus partagées" in panel.held_banner.label.text())


def test_what_the_child_wants_kept_and_from_whom(screen):
    said = screen.add("statement", child_id=screen.noe, said_on=NOW, exact_words="Le lit est dur.")
    form = screen.form(screen.noe, said)
    form.groups["kept"].open()
    type_text(form.editors["kept_secret"].focus_target, "Le doudou.")
    screen.until(lambda: screen.kept(screen.noe)[said].kept_secret == "Le doudou.")
    actions = form.restrictions.cards.persons_menu.actions()
    next(action for action in actions if "Durand" in action.text()).trigger()
    screen.until(lambda: len(form.restrictions.cards.cards) == 1)
    form.groups["kept"].header.setChecked(False)
    assert form.groups["kept"].summary.text() == "Le doudou. · pas à Éric Durand"


def test_answering_is_one_gesture_and_the_text(screen):
    said = screen.add("statement", child_id=screen.noe, said_on=NOW - 40 * DAY, exact_words="Quand je vois Inès ?")
    screen.open(screen.noe)
    card = screen.card(said)
    screen.until(card.gesture_button.isVisible)
    screen.click(card.gesture_button)
    screen.until(lambda: card.form is not None and screen.has_keyboard(card.form, "answer"))
    type_text(screen.window.focusWidget(), "Samedi.")
    screen.until(lambda: screen.kept(screen.noe)[said].answered_by)
    item = screen.kept(screen.noe)[said]
    assert (item.answer, item.answered_on, item.answered_by) == ("Samedi.", NOW, "Claire Le Goff")
    screen.until(lambda: card.gesture_button.text() == "Feuille à lui remettre")


def test_who_spoke_and_left_the_file_stays_readable(screen):
    person = screen.add("person", surname="Lune", first_name="Jeanne")
    link = screen.add("relationship", child_id=screen.noe, person_id=person, role="MARRAINE")
    said = screen.add(
        "statement", child_id=screen.noe, said_on=NOW, speaker="AUTRE", person_id=person, exact_words="Il chante."
    )
    screen.session.run(screen.session.records.remove, "relationship", link)
    form = screen.form(screen.noe, said)
    assert form.editors["person_id"].focus_target.currentText() == "Jeanne Lune"
    card = screen.card(said)
    assert "Jeanne Lune" in [text for text, _tone, _icon in card._marks_shown]


def test_words_of_twenty_thousand_characters_are_whole(screen):
    words = ("Et après on a marché. " * 910).strip()
    said = screen.add("statement", child_id=screen.noe, said_on=NOW, exact_words=words)
    form = screen.form(screen.noe, said)
    text = form.editors["exact_words"].focus_target
    assert text.toPlainText() == words
    type_text(text, "!")
    screen.until(lambda: len(screen.kept(screen.noe)[said].exact_words) == len(words) + 1)


def test_coverage_opens_what_is_missing_ready_to_be_written(screen):
    mia = add_child(screen.session, "Zola", "Mia", dt.date(2015, 3, 4))
    mother = screen.add("person", first_name="Nora", surname="Zola")
    screen.add("relationship", child_id=mia, person_id=mother, role="MERE")
    old = screen.add("statement", child_id=mia, said_on=NOW - 50 * DAY, exact_words="Je veux un chien.")
    screen.window.coverage_action.trigger()
    coverage = screen.workspace.pages.coverage
    screen.until(lambda: any(one.child_id == mia for one in coverage.model.everyone()))
    rows = range(coverage.model.rowCount())
    row = next(row for row in rows if coverage.model.coverage(row).child_id == mia)
    shown = [coverage.model.index(row, column).data() for column in (OWN, MOTHER, ANSWERS)]
    assert [text.split("\n")[0] for text in shown] == ["Recueillie", "Aucune parole", "Une à donner"]
    coverage.table.setCurrentIndex(coverage.model.index(row, MOTHER))
    press(coverage.table, Qt.Key.Key_Return)
    form = screen.new_form(mia, {old})
    assert screen.kept(mia)[form.record_id].speaker == "MERE"
    type_text(form.editors["exact_words"].focus_target, "Moi aussi.")
    screen.until(lambda: screen.kept(mia)[form.record_id].exact_words == "Moi aussi.")
    screen.click(screen.view.header.back_button)
    assert screen.workspace.stack.currentWidget() is coverage
    screen.until(lambda: "Recueillie" in coverage.model.index(row, MOTHER).data())


def test_accueil_says_what_the_words_ask_for(screen):
    screen.workspace.show_home()
    block = screen.workspace.home_view.side.words
    screen.until(lambda: any("Mia Zola" in line.text() for line in block.lines))
    line = next(line for line in block.lines if "Mia Zola" in line.text())
    line.click()

    def answered():
        cards = screen.view.page("statements").cards.cards.values()
        return any(card.form is not None and screen.has_keyboard(card.form, "answer") for card in cards)

    screen.until(lambda: screen.view.child_id and answered())
