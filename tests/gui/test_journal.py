"""The journal: one gesture to write, siblings without leaks, everything in full to read, nothing lost, nothing private on paper."""

import datetime as dt
import os
import signal
import subprocess
import sys
import threading
import time

import pytest
import shiboken6
from pypdf import PdfReader
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QLabel, QTextEdit, QWidget

from ppe_desktop.domain.journal import Search
from ppe_desktop.runtime import clock
from ppe_desktop.ui.views.casefile.casefile_view import CaseFileView
from ppe_desktop.ui.views.casefile.journal.printing import journal_document
from ppe_desktop.ui.views.casefile.journal.reading_text import ReadingText
from tests.support.base import access
from tests.support.journal_typing_process import TEXT
from tests.support.screens import add_child, desk, open_session
from tests.support.typing import press, type_text
from tests.support.vault import PASSPHRASE

PATIENCE_MS = 30_000


@pytest.fixture
def session(tmp_path):
    with open_session(tmp_path / "base") as opened:
        yield opened


@pytest.fixture
def malo(session):
    return add_child(session, "Le Goff", "Malo", dt.date(2016, 2, 17), sex="M", measure="PLACEMENT_ASE")


@pytest.fixture
def nolwenn(session, malo):
    other = add_child(session, "Le Goff", "Nolwenn", dt.date(2021, 6, 3), sex="F")
    session.run(session.records.add, "sibling_link", child_id=malo, other_child_id=other, kind="GERMAIN")
    return other


@pytest.fixture
def view(qapp, session):
    with desk(session) as (tasks, autosaver):
        shown = CaseFileView(tasks, autosaver, session.records.kinds())
        shown.autosaver = autosaver
        shown.resize(1200, 800)
        shown.show()
        yield shown
    # Taken apart here, on this thread: what the garbage collector finds later it may destroy on the thread of a base.
    for timer in tasks.findChildren(QTimer):
        timer.stop()
    shiboken6.delete(shown)


def open_journal(qtbot, view, child_id):
    with qtbot.waitSignal(view.file_shown, timeout=PATIENCE_MS):
        view.open_file(child_id, "journal")
    page = view.page("journal")
    qtbot.waitUntil(lambda: page._entries is not None, timeout=PATIENCE_MS)
    settle(qtbot, view)
    return page


def settle(qtbot, view):
    qtbot.waitUntil(view.autosaver.is_settled, timeout=PATIENCE_MS)
    with qtbot.waitSignal(view.file_shown, timeout=PATIENCE_MS):
        view.reload()
    done = []
    view.context.tasks.ask(int, then=done.append)  # what was asked before is answered
    qtbot.waitUntil(lambda: bool(done), timeout=PATIENCE_MS)


def add_entry(session, child_id, text, day, kind="NOTE", **values):
    made = session.run(session.journal.start, child_id, kind, day).created
    session.run(session.records.change, "journal_entry", made, text=text, **values)
    return made


def journal(session, child_id):
    return session.run(session.journal.read, child_id)


# --- writing


def test_one_gesture_from_any_section_then_typing_at_once_loses_no_letter(qtbot, view, session, malo):
    with qtbot.waitSignal(view.file_shown, timeout=PATIENCE_MS):
        view.open_file(malo, "identity")
    qtbot.keyClick(view, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    text = view.page("journal").form.text_editor.text
    with qtbot.waitSignal(view.autosaver.saved, timeout=PATIENCE_MS):
        type_text(text, "À 10 h, à l’école.")  # before the base has answered anything
    (entry,) = journal(session, malo)
    assert (entry.text, entry.kind, entry.happened_on) == ("À 10 h, à l’école.", "NOTE", clock.now().date())
    assert view.focusWidget() is text
    settle(qtbot, view)
    assert text.toPlainText() == "À 10 h, à l’école."
    assert view.focusWidget() is text, "reading the file again does not take the keyboard away"


def test_what_is_being_typed_is_not_overwritten_by_what_is_read_meanwhile(qtbot, view, session, malo):
    page = open_journal(qtbot, view, malo)
    page.write()
    text = page.form.text_editor.text
    for word in ("Nous", " avons", " parlé", " du", " foot"):
        type_text(text, word)
        view.reload()
        QApplication.processEvents()
    settle(qtbot, view)
    assert text.toPlainText() == "Nous avons parlé du foot"
    assert journal(session, malo)[0].text == "Nous avons parlé du foot"


@pytest.mark.parametrize("leave", ["escape", "button", "section", "another entry"])
def test_an_entry_left_empty_disappears(qtbot, view, session, malo, leave):
    other = add_entry(session, malo, "Déjà là", dt.date(2026, 1, 5))
    page = open_journal(qtbot, view, malo)
    page.write()
    type_text(page.form.text_editor.text, "x")
    press(page.form.text_editor.text, Qt.Key.Key_Backspace)  # typed then erased: nothing is left of it
    gestures = {
        "escape": lambda: press(page.form.text_editor.text, Qt.Key.Key_Escape),
        "button": lambda: qtbot.mouseClick(page.form.done_button, Qt.MouseButton.LeftButton),
        "section": lambda: view.show_section("identity"),
        "another entry": lambda: page.edit(other),
    }
    gestures[leave]()
    qtbot.waitUntil(lambda: [one.id for one in journal(session, malo)] == [other], timeout=PATIENCE_MS)


def test_one_letter_or_a_place_keeps_the_entry(qtbot, view, session, malo):
    page = open_journal(qtbot, view, malo)
    page.write()
    type_text(page.form.text_editor.text, "x")
    press(page.form.text_editor.text, Qt.Key.Key_Escape)
    page.write()
    page.form.facts_form.details_button.click()
    type_text(page.form.facts_form.editors["place"].focus_target, "École")
    press(page.form.text_editor.text, Qt.Key.Key_Escape)
    settle(qtbot, view)
    assert sorted((one.text, one.place) for one in journal(session, malo)) == [("", "École"), ("x", "")]
    assert page.form is None


def test_empty_entries_left_by_a_power_cut_are_swept_at_the_next_opening(qtbot, view, session, malo):
    session.run(session.journal.start, malo)
    kept = add_entry(session, malo, "x", dt.date(2026, 1, 5))
    open_journal(qtbot, view, malo)
    qtbot.waitUntil(lambda: [one.id for one in journal(session, malo)] == [kept], timeout=PATIENCE_MS)


def test_an_entry_opens_in_its_place_from_the_keyboard_and_gives_it_back(qtbot, view, session, malo):
    for number in (1, 2, 3):
        add_entry(session, malo, f"Note {number}", dt.date(2026, 10, number))
    page = open_journal(qtbot, view, malo)
    card = page.reading.cards()[1]
    card.setFocus()
    press(card, Qt.Key.Key_Return)
    assert page.form.text_editor.text.toPlainText() == "Note 2"
    assert [one.item.text for one in page.reading.cards()] == ["Note 3", "Note 1"]
    type_text(page.form.text_editor.text, " revue")
    press(page.form.text_editor.text, Qt.Key.Key_Escape)
    assert [one.words.text() for one in page.reading.cards()] == ["Note 3", "Note 2 revue", "Note 1"]
    assert view.focusWidget() is page.reading.cards()[1]
    settle(qtbot, view)
    assert view.focusWidget() is page.reading.cards()[1]
    assert [one.text for one in journal(session, malo)] == ["Note 3", "Note 2 revue", "Note 1"]


def test_a_changed_date_moves_the_entry_once_it_is_closed_only(qtbot, view, session, malo):
    for number in (1, 2):
        add_entry(session, malo, f"Note {number}", dt.date(2026, 10, number))
    page = open_journal(qtbot, view, malo)
    page.edit(page.entries()[0].id)
    line = page.form.facts_form.editors["happened_on"].focus_target
    line.setFocus()
    line.selectAll()
    type_text(line, "3/9/2026")
    settle(qtbot, view)
    assert page.reading.months() == ["Octobre 2026"]
    page.close_form()
    settle(qtbot, view)
    assert page.reading.months() == ["Octobre 2026", "Septembre 2026"]
    assert [entry.text for entry in page.entries()] == ["Note 1", "Note 2"]


def test_a_line_written_past_the_foot_of_the_window_stays_in_view(qtbot, view, malo):
    page = open_journal(qtbot, view, malo)
    page.write()
    text = page.form.text_editor.text
    type_text(text, "Ligne\n" * 60)

    def caret():
        return text.viewport().mapTo(page.viewport(), text.cursorRect().center()).y()

    qtbot.waitUntil(lambda: 0 < caret() < page.viewport().height(), timeout=PATIENCE_MS)


# --- siblings


def test_each_part_goes_into_its_own_file_only(qtbot, view, session, malo, nolwenn):
    page = open_journal(qtbot, view, malo)
    page.write()
    type_text(page.form.text_editor.text, "Au parc.")
    page.form.chips[nolwenn].click()
    qtbot.waitUntil(lambda: nolwenn in page.form.parts, timeout=PATIENCE_MS)
    assert "Malo et de Nolwenn" in page.form.common_advice.text()
    type_text(page.form.parts[malo].editor.text, "Il a eu peur.")
    type_text(page.form.parts[nolwenn].editor.text, "Elle a ri.")
    settle(qtbot, view)
    assert page.form.parts[nolwenn].text() == "Elle a ri.", "whoever writes the entry still sees what she writes"
    assert [(one.text, one.part_text) for one in journal(session, malo)] == [("Au parc.", "Il a eu peur.")]
    assert [(one.text, one.part_text) for one in journal(session, nolwenn)] == [("Au parc.", "Elle a ri.")]

    page.close_form()
    page.edit(page.entries()[0].id)
    assert list(page.form.parts) == [malo], "read again from Malo’s file: her part is in hers"
    assert "Nolwenn" in page.form.elsewhere_label.text()
    assert "Elle a ri" not in everything_said(page)
    page = open_journal(qtbot, view, nolwenn)
    assert "Elle a ri." in everything_said(page)
    assert "Il a eu peur" not in everything_said(page)


def everything_said(page):
    labels = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    fields = [field.toPlainText() for field in page.findChildren(QTextEdit) if field.isVisible()]
    read = [text.text() for text in page.findChildren(ReadingText) if text.isVisible()]
    return " ".join([*labels, *fields, *read, *(card.accessibleName() for card in page.reading.cards())])


def test_a_child_taken_out_by_mistake_comes_back_with_the_part(qtbot, view, session, malo, nolwenn):
    page = open_journal(qtbot, view, malo)
    page.write()
    type_text(page.form.text_editor.text, "Au parc.")
    page.form.chips[nolwenn].click()
    qtbot.waitUntil(lambda: nolwenn in page.form.parts, timeout=PATIENCE_MS)
    type_text(page.form.parts[nolwenn].editor.text, "Elle a ri.")
    page.form.chips[nolwenn].click()  # at once: what was typed is still on its way
    qtbot.waitUntil(lambda: journal(session, nolwenn) == (), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not page.undo_bar.isHidden(), timeout=PATIENCE_MS)
    settle(qtbot, view)
    assert nolwenn not in page.form.parts
    page.undo_bar.action_button.click()
    qtbot.waitUntil(lambda: len(journal(session, nolwenn)) == 1, timeout=PATIENCE_MS)
    assert journal(session, nolwenn)[0].part_text == "Elle a ri."


@pytest.mark.parametrize("is_for_all", [False, True])
def test_an_entry_is_removed_from_one_journal_or_from_all_and_comes_back(
    qtbot, view, session, malo, nolwenn, is_for_all
):
    made = add_entry(session, malo, "Au parc.", dt.date(2026, 10, 4))
    session.run(session.journal.involve, made, nolwenn)
    page = open_journal(qtbot, view, malo)
    page.edit(made)
    page.form.remove_button.click()
    page.form.remove_menu.actions()[is_for_all].trigger()
    qtbot.waitUntil(lambda: journal(session, malo) == (), timeout=PATIENCE_MS)
    assert len(journal(session, nolwenn)) == (0 if is_for_all else 1)
    qtbot.waitUntil(lambda: page.form is None and not page.reading.cards(), timeout=PATIENCE_MS)
    page.undo_bar.action_button.click()
    qtbot.waitUntil(lambda: len(journal(session, malo)) == len(journal(session, nolwenn)) == 1, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: [card.words.text() for card in page.reading.cards()] == ["Au parc."], timeout=PATIENCE_MS)


def test_a_name_where_it_should_not_be_is_pointed_out_and_nothing_is_blocked(qtbot, view, session, malo, nolwenn):
    page = open_journal(qtbot, view, malo)
    page.write()
    type_text(page.form.text_editor.text, "NOLWENN est passée.")
    qtbot.waitUntil(lambda: bool(page.form.advice.text()), timeout=PATIENCE_MS)
    assert page.form.advice.text() == "Nolwenn est nommée ici\u00a0: ce texte entre dans le dossier de Malo."
    page.form.chips[nolwenn].click()
    qtbot.waitUntil(lambda: nolwenn in page.form.parts, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not page.form.advice.text(), timeout=PATIENCE_MS)
    type_text(page.form.parts[nolwenn].editor.text, "Malo la porte.")
    advice = page.form.parts[nolwenn].advice
    qtbot.waitUntil(lambda: "dossier de Nolwenn" in advice.text(), timeout=PATIENCE_MS)
    settle(qtbot, view)
    assert journal(session, nolwenn)[0].part_text == "Malo la porte."


# --- reading


def test_everything_is_read_in_full_month_by_month(qtbot, view, session, malo):
    long_text = "Une phrase entière, puis une autre.\n" * 40 + "La toute fin."
    add_entry(session, malo, long_text, dt.date(2026, 10, 4), "INCIDENT", present="Mme Auclair", place="Au parc")
    add_entry(session, malo, "Rien de grave.", dt.date(2025, 12, 24))
    page = open_journal(qtbot, view, malo)
    assert page.reading.months() == ["Octobre 2026", "Décembre 2025"]
    first = page.reading.cards()[0]
    assert first.words.text() == long_text
    needed = first.words.heightForWidth(first.words.width())
    assert first.words.height() >= needed > 40 * first.fontMetrics().lineSpacing(), "nothing is folded away or cut"
    for said in ("dimanche 4 octobre 2026", "Incident, alerte", "Mme Auclair", "Au parc", "La toute fin."):
        assert said in first.accessibleName().replace("\u00a0", " ")
    columns = first.words.sizeHint().width() / first.fontMetrics().averageCharWidth()
    assert 65 <= columns <= 75


def test_a_long_journal_opens_at_once_and_is_read_to_its_end(qtbot, view, session, malo):
    def fill():
        with session.database.work() as work:
            for number in range(120):
                day = dt.date(2026, 10, 1) - dt.timedelta(days=number)
                made = work.add("journal_entry", text=f"Entrée {number}. " + "x " * 300, happened_on=day)
                work.add("journal_part", child_id=malo, entry_id=made)
            work.commit()

    session.run(fill)
    page = open_journal(qtbot, view, malo)
    assert 5 <= len(page.reading.cards()) < 60, "only what is about to be read is built"
    bar = page.verticalScrollBar()

    def has_read_everything():
        bar.setValue(bar.maximum())
        return len(page.reading.cards()) == 120

    qtbot.waitUntil(has_read_everything, timeout=PATIENCE_MS)
    assert [card.item.text.split(".")[0] for card in page.reading.cards()] == [f"Entrée {n}" for n in range(120)]


@pytest.fixture
def filled(session, malo):
    entries = {
        "ecole": ("Réunion à l’école.", dt.date(2026, 10, 4), "ECOLE"),
        "appel": ("Appel de sa sœur.", dt.date(2026, 9, 2), "APPEL"),
        "joie": ("Il a nagé !", dt.date(2026, 3, 9), "BONNE_NOUVELLE"),
    }
    return {name: add_entry(session, malo, text, day, kind) for name, (text, day, kind) in entries.items()}


def shown(page, filled):
    names = {made: name for name, made in filled.items()}
    return [names[entry.id] for entry in page.entries()]


def test_the_journal_is_filtered_by_words_period_and_nature(qtbot, view, malo, filled):
    page = open_journal(qtbot, view, malo)
    filters = page.filters
    assert list(filters.chips) == ["APPEL", "ECOLE", "BONNE_NOUVELLE"], "only the natures this journal holds"
    type_text(filters.words_field, "SOEUR")
    assert shown(page, filled) == ["appel"]
    assert filters.count_label.text() == "1\u00a0entrée sur 3"
    press(filters.words_field, Qt.Key.Key_Escape)
    type_text(filters.since_line, "1/9/26")
    assert shown(page, filled) == ["ecole", "appel"]
    type_text(filters.until_line, "30/9/26")
    assert shown(page, filled) == ["appel"]
    filters.reset_button.click()
    assert shown(page, filled) == ["ecole", "appel", "joie"]
    filters.chips["APPEL"].click()
    filters.chips["BONNE_NOUVELLE"].click()
    assert shown(page, filled) == ["appel", "joie"]
    type_text(filters.words_field, "rien de tel")
    assert not page.nothing_label.isHidden()


def test_a_record_asked_for_is_shown_even_if_a_filter_hides_it(qtbot, view, session, malo, filled):
    page = open_journal(qtbot, view, malo)
    type_text(page.filters.words_field, "soeur")
    page.show_record("journal_entry", filled["joie"])
    assert shown(page, filled) == ["ecole", "appel", "joie"]
    assert view.focusWidget() is page.reading.card(filled["joie"])
    part = next(entry.part_id for entry in journal(session, malo) if entry.id == filled["appel"])
    page.show_record("journal_part", part)
    assert view.focusWidget() is page.reading.card(filled["appel"])


def test_words_said_stand_at_their_date_when_asked_for(qtbot, view, session, malo, filled):
    values = {"child_id": malo, "exact_words": "J’ai nagé tout seul", "said_on": dt.date(2026, 9, 3)}
    session.run(session.records.add, "statement", **values)
    page = open_journal(qtbot, view, malo)
    assert [card.item.record for card in page.reading.cards()] == ["journal_entry"] * 3
    page.filters.statements_chip.click()
    found = [card.item.record for card in page.reading.cards()]
    assert found == ["journal_entry", "statement", "journal_entry", "journal_entry"]
    assert page.reading.cards()[1].words.text() == "«\u00a0J’ai nagé tout seul\u00a0»"
    assert len(page.entries()) == 3


# --- working notes


def test_working_notes_are_behind_their_lock(qtbot, view, session, malo, filled):
    note = session.run(session.records.add, "working_note", child_id=malo, text="Un doute").created
    page = open_journal(qtbot, view, malo)
    assert page.notes.isHidden()
    assert page.notes_button.text() == "Mes notes de travail (1)"
    assert "doute" not in " ".join(card.accessibleName() for card in page.reading.cards())
    page.show_record("working_note", note)
    assert page.notes.isVisible()
    assert not page.journal_page.isVisible()
    with qtbot.waitSignal(view.autosaver.saved, timeout=PATIENCE_MS):
        type_text(page.notes.cards.cards[note].form.editors["text"].focus_target, "Et après ? ")
    assert session.run(session.journal.notes, malo)[0].text.startswith("Et après")


# --- paper


def printed(page, **search):
    document = journal_document(page.entries(), page.context.file, Search(**search), dt.date(2026, 11, 23))
    return document.toPlainText().replace("\u00a0", " "), document


def test_the_print_holds_what_is_filtered_in_full_and_never_the_private_notes(qtbot, view, session, malo, filled):
    session.run(session.records.add, "working_note", child_id=malo, text="Un doute secret")
    session.run(session.records.add, "statement", child_id=malo, exact_words="Ma parole", said_on=dt.date(2026, 9, 3))
    session.run(session.records.change, "journal_entry", filled["ecole"], text="<b>Gras</b> & fin.\nSecond alinéa.")
    page = open_journal(qtbot, view, malo)
    page.filters.statements_chip.click()
    text, _document = printed(page)
    assert text.index("Mars 2026") < text.index("Septembre 2026") < text.index("Octobre 2026"), "as a story is read"
    for said in (
        "Journal de Malo",
        "Du 9 mars 2026 au 4 octobre 2026",
        "<b>Gras</b> & fin.",
        "Second alinéa.",
        "École",
    ):
        assert said in text
    assert "secret" not in text
    assert "Ma parole" not in text
    type_text(page.filters.words_field, "soeur")
    text, _document = printed(page, words="soeur")
    assert "Appel de sa sœur." in text
    assert "« soeur »" in text
    assert "nagé" not in text


def test_pages_are_numbered_and_no_title_stands_alone_at_their_foot(qtbot, view, session, malo, tmp_path):
    for number in range(40):
        day = dt.date(2026, 10, 1) - dt.timedelta(days=11 * number)
        add_entry(session, malo, "Une phrase de plus. " * (5 + 7 * number % 23) + f"Fin {number}.", day)
    page = open_journal(qtbot, view, malo)
    _text, document = printed(page)
    assert document.pageCount() >= 3
    layout, height = document.documentLayout(), document.pageSize().height()
    block = document.begin()
    heads = 0
    while block.next().isValid():
        if block.blockFormat().headingLevel() == 2 or "—" in block.text():
            heads += 1
            here, after = (layout.blockBoundingRect(one).top() // height for one in (block, block.next()))
            assert here == after, block.text()
        block = block.next()
    assert heads > 40
    page.save_pdf(tmp_path / "whole.pdf")
    qtbot.waitUntil(lambda: page.undo_bar.isVisible() and "PDF" in page.undo_bar.label.text(), timeout=PATIENCE_MS)
    pages = [" ".join(one.extract_text().split()) for one in PdfReader(tmp_path / "whole.pdf").pages]
    assert len(pages) == document.pageCount()
    assert all(f"page {number}/{len(pages)}" in text for number, text in enumerate(pages, start=1))
    assert all("document de travail du service" in text for text in pages)
    assert all(text.count("Journal de Malo") == 1 for text in pages)
    assert all(f"Fin {number}." in " ".join(pages) for number in range(40)), "nothing is lost between two pages"
    assert document.metaInformation(QTextDocument.MetaInformation.DocumentTitle).startswith("Journal de Malo, du ")


# --- the overview


def test_the_overview_tells_what_comes_next_and_opens_the_last_entries(qtbot, view, session, malo, filled):
    episode = session.run(session.records.add, "care_episode", child_id=malo, since=dt.date(2026, 1, 1)).created
    soon = clock.now().date() + dt.timedelta(days=20)
    session.run(session.records.add, "measure", episode_id=episode, type="AEMO", until=soon)
    add_entry(session, malo, "Ancienne", dt.date(2025, 1, 1))
    with qtbot.waitSignal(view.file_shown, timeout=PATIENCE_MS):
        view.open_file(malo, "overview")
    page = view.page("overview")
    find = "EntryLine"
    qtbot.waitUntil(lambda: len(lines(page, find)) == 3, timeout=PATIENCE_MS)
    assert [line.entry_id for line in lines(page, find)] == [filled["ecole"], filled["appel"], filled["joie"]]
    (date,) = lines(page, "DateLine")
    assert date.day_label.text() == f"{soon:%d/%m/%Y}"
    assert page.is_beside()
    view.resize(900, 700)
    qtbot.waitUntil(lambda: not page.is_beside(), timeout=PATIENCE_MS)
    lines(page, find)[1].click()
    journal_page = view.page("journal")
    qtbot.waitUntil(lambda: journal_page.reading.card(filled["appel"]) is not None, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: view.focusWidget() is journal_page.reading.card(filled["appel"]), timeout=PATIENCE_MS)


def lines(page, name):
    return [one for one in page.findChildren(QWidget) if type(one).__name__ == name and one.isVisible()]


def test_the_overview_keeps_the_keyboard_where_it_is_when_the_file_is_read_again(qtbot, view, session, malo, filled):
    with qtbot.waitSignal(view.file_shown, timeout=PATIENCE_MS):
        view.open_file(malo, "overview")
    page = view.page("overview")
    qtbot.waitUntil(lambda: len(lines(page, "EntryLine")) == 3, timeout=PATIENCE_MS)
    chosen = lines(page, "EntryLine")[1]
    chosen.setFocus()
    settle(qtbot, view)
    assert view.focusWidget() is chosen


# --- a power cut


@pytest.mark.slow  # in the suite, test_killed_in_every_field begins an entry too
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 on this system")
def test_a_new_entry_killed_while_it_is_typed_loses_two_seconds_at_most(tmp_path):
    command = [sys.executable, "-m", "tests.support.journal_typing_process", str(tmp_path / "base")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    child_id = process.stdout.readline().strip()
    lines_read = []
    reader = threading.Thread(target=lambda: lines_read.extend(process.stdout), daemon=True)
    reader.start()
    end = time.monotonic() + 60
    while time.monotonic() < end and (
        len(lines_read) < 2 or float(lines_read[-1].split()[0]) - float(lines_read[0].split()[0]) < 4
    ):
        threading.Event().wait(0.05)
    killed_at = time.monotonic()
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    reader.join(5)
    process.stdout.close()
    session = access().open(tmp_path / "base", PASSPHRASE)
    try:
        (entry,) = journal(session, child_id)
    finally:
        session.close()
    moments = [(float(when), int(length)) for when, length in (line.split() for line in lines_read[:-1])]
    due = max(length for when, length in moments if when < killed_at - 2.8)
    assert due > 10
    assert entry.text == (TEXT * (len(entry.text) // len(TEXT) + 1))[: len(entry.text)]
    assert len(entry.text) >= due
