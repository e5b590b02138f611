"""Visit mode as it is lived: one field, marks by key and by touch, nothing lost when the lid is closed, nothing to read over a shoulder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea, QWidget

from ppe_desktop.app import has_base
from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.visits import Step
from ppe_desktop.domain.vocabulary import VisitNoteKind
from ppe_desktop.services.session import Session
from ppe_desktop.ui.gate import Gate
from ppe_desktop.ui.main_window import MainWindow
from ppe_desktop.ui.preferences import Preferences
from ppe_desktop.ui.views.help.page_dialog import HelpDialog
from ppe_desktop.ui.views.visit.look import TARGET
from ppe_desktop.ui.views.visit.window import VisitWindow
from tests.support.base import access
from tests.support.screens import PATIENCE_MS, open_session
from tests.support.typing import press, type_text
from tests.support.vault import PASSPHRASE
from tests.support.visits import INES, MALO, NOLWENN, Noted, after_power_cut, family, visit_mode, visit_with


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_session(tmp_path / "base") as opened:
        yield opened


@pytest.fixture
def ids(session: Session) -> dict[str, str]:
    return family(session)


@pytest.fixture
def window(qtbot: Any, session: Session) -> Iterator[VisitWindow]:
    with visit_mode(qtbot, session) as shown:
        yield shown


def notes(session: Session, visit_id: str) -> list[Item]:
    return [note for note in session.run(session.visits.open, visit_id).notes if note.text]


def at(qtbot: Any, window: VisitWindow, step: Step) -> None:
    qtbot.waitUntil(lambda: window.opened is not None and window.step is step, timeout=PATIENCE_MS)


def settled(qtbot: Any, window: VisitWindow) -> None:
    qtbot.waitUntil(window._autosaver.is_settled, timeout=PATIENCE_MS)


def shown_texts(root: QWidget) -> str:
    """All that somebody who looks can read, but what is in the field."""
    widgets = [one for one in root.findChildren(QWidget) if one.isVisible()]
    said = [one.text() for one in widgets if isinstance(one, QLabel | QAbstractButton)]
    page = root.during_page if isinstance(root, VisitWindow) else root
    said += [page.list.item(row).text() for row in range(page.list.count())]
    return "\n".join(said)


def test_a_new_visit_opens_with_the_keyboard_on_the_children_however_early_they_are_read(
    qtbot: Any, ids: dict[str, str], window: VisitWindow
) -> None:
    window.hide()
    window.open_blank()
    before = window.before_page
    qtbot.waitUntil(lambda: ids[MALO] in before.name_chips, timeout=PATIENCE_MS)
    window.show()
    assert before.field is not None
    qtbot.waitUntil(lambda: window.focusWidget() is before.field.line, timeout=PATIENCE_MS)


def test_a_visit_from_the_choice_of_the_child_to_its_notes_by_touch_then_by_keys(
    qtbot: Any, session: Session, ids: dict[str, str], window: VisitWindow
) -> None:
    window.open_blank()
    before = window.before_page
    qtbot.waitUntil(lambda: ids[MALO] in before.name_chips, timeout=PATIENCE_MS)
    assert not before.begin_button.isEnabled(), "a visit without a child does not begin"
    before.name_chips[ids[MALO]].click()
    qtbot.waitUntil(lambda: len(before.sibling_chips) == 2 and len(before.cards) == 1, timeout=PATIENCE_MS)
    before.sibling_chips[ids[INES]].click()
    qtbot.waitUntil(lambda: len(before.cards) == 2, timeout=PATIENCE_MS)
    before.begin_button.click()
    at(qtbot, window, Step.DURING)
    page, bar = window.during_page, window.during_page.bar
    for button in (*bar.kind_buttons.values(), *bar.child_buttons.values()):
        assert button.height() >= TARGET - 12
    bar.kind_buttons[VisitNoteKind.CHILD].click()
    bar.child_buttons[ids[INES]].click()
    assert page.field.hasFocus(), "a mark never takes the keyboard away"
    type_text(page.field, "Je veu un  lycée")
    page.next_button.click()
    page.press_kind(VisitNoteKind.PARENT.value)
    page.press_kind(VisitNoteKind.PARENT.value)
    type_text(page.field, "Ligne 1")
    press(page.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    type_text(page.field, "Ligne 2")
    press(page.field, Qt.Key.Key_Return)
    settled(qtbot, window)
    assert window.opened is not None
    first, second = notes(session, window.opened.visit.id)
    assert (first.text, first.kind, first.child_id) == ("Je veu un  lycée", VisitNoteKind.CHILD, ids[INES])
    assert (second.text, second.kind, second.person_id) == ("Ligne 1\nLigne 2", VisitNoteKind.PARENT, ids["MERE"])
    page.list.setCurrentRow(0)
    press(page.list, Qt.Key.Key_Return)
    type_text(page.field, ", maman.")
    settled(qtbot, window)
    assert notes(session, window.opened.visit.id)[0].text == "Je veu un  lycée, maman."


def test_nothing_that_hurts_is_on_the_screen_and_names_hide_at_one_key(
    qtbot: Any, session: Session, ids: dict[str, str], window: VisitWindow
) -> None:
    session.run(session.records.change, "child", ids[MALO], allergies="Arachide")
    visit_id = visit_with(
        session, ids, [Noted("Sa mère ne viendra plus.", VisitNoteKind.OBSERVATION, MALO)], is_over=False
    )
    window.open_visit(visit_id)
    at(qtbot, window, Step.DURING)
    qtbot.waitUntil(lambda: window.during_page.list.count() == 1, timeout=PATIENCE_MS)
    said = shown_texts(window)
    assert "mère ne viendra" not in said
    assert "Arachide" not in said
    assert "5\N{NO-BREAK SPACE}mots" in said
    window.during_page.words_button.click()
    assert "mère ne viendra" in shown_texts(window), "the adult reads them when asked"
    window.discreet_button.click()
    said = shown_texts(window)
    assert not any(word in said for word in ("mère ne viendra", MALO, INES, NOLWENN, "Benali"))
    press(window.during_page.field, Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: window.findChild(HelpDialog) is not None, timeout=PATIENCE_MS)
    page = window.findChild(HelpDialog)
    assert (page.page, "Pendant" in page.reader.toPlainText()) == ("visites", True)
    press(page.reader, Qt.Key.Key_Escape)
    assert not page.isVisible()
    assert window.isVisible(), "the visit stays where it was"


def test_closed_at_any_moment_it_opens_again_where_it_was(
    qtbot: Any, session: Session, ids: dict[str, str], tmp_path: Path
) -> None:
    visit_id = visit_with(session, ids, (), is_over=False)
    folder = session.folder
    session.close()
    main = MainWindow(Gate(lambda: access()), folder, Preferences(tmp_path), has_base)
    qtbot.addWidget(main)
    main.show()

    def unlock() -> None:
        main.open_workspace(access().open(folder, PASSPHRASE))

    def visit() -> VisitWindow:
        assert main.workspace is not None
        opener = main.workspace.visits
        qtbot.waitUntil(lambda: opener.window is not None and opener.window.opened is not None, timeout=PATIENCE_MS)
        assert opener.window is not None
        return opener.window

    unlock()
    assert main.workspace is not None
    main.workspace.visits.open(visit_id)
    at(qtbot, visit(), Step.BEFORE)
    typed = visit().before_page.form.editors["place"].focus_target
    type_text(typed, "Chez leur")
    settled(qtbot, visit())
    with after_power_cut(folder, tmp_path / "avant") as after:
        assert [(one.step, one.visit.place) for one in after.run(after.visits.waiting)] == [(Step.BEFORE, "Chez leur")]
    type_text(typed, " tan")
    assert main.lock(), "locked while preparing"
    unlock()
    place = lambda: visit().before_page.form.editors["place"].focus_target.text()  # noqa: E731
    qtbot.waitUntil(lambda: place() == "Chez leur tan", timeout=PATIENCE_MS)
    visit().before_page.begin_button.click()
    at(qtbot, visit(), Step.DURING)
    type_text(visit().during_page.field, "Il a dit qu")
    assert main.lock(), "locked in the middle of a word"
    unlock()
    window = visit()
    qtbot.waitUntil(lambda: window.during_page.field.toPlainText() == "Il a dit qu", timeout=PATIENCE_MS)
    type_text(window.during_page.field, "’il reste")
    settled(qtbot, window)
    with after_power_cut(folder, tmp_path / "pendant") as after:
        assert [note.text for note in notes(after, visit_id)] == ["Il a dit qu’il reste"]
        assert [one.step for one in after.run(after.visits.waiting)] == [Step.DURING]
    window.during_page.end_button.click()
    at(qtbot, window, Step.AFTER)
    qtbot.waitUntil(lambda: window.after_page.list.count() == 1, timeout=PATIENCE_MS)
    window.after_page.press_kind(VisitNoteKind.TASK.value)
    type_text(window.after_page.pane.field, "Hier, ")
    settled(qtbot, window)
    with after_power_cut(folder, tmp_path / "apres") as after:
        (note,) = notes(after, visit_id)
        assert (note.text, note.kind, note.sorted_into) == ("Hier, Il a dit qu’il reste", VisitNoteKind.TASK.value, "")
        assert [one.step for one in after.run(after.visits.waiting)] == [Step.AFTER]
    window.after_page.press_kind(VisitNoteKind.NOTE.value)
    assert main.lock(), "locked while sorting"
    unlock()
    window = visit()
    qtbot.waitUntil(
        lambda: window.after_page.pane.field.toPlainText() == "Hier, Il a dit qu’il reste", timeout=PATIENCE_MS
    )
    press(window.after_page.list, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: main.workspace.session.run(main.workspace.session.visits.waiting) == (), timeout=PATIENCE_MS
    )
    with after_power_cut(folder, tmp_path / "range") as after:
        assert [entry.text for entry in after.run(after.journal.read, ids[MALO])] == ["Hier, Il a dit qu’il reste"]
        assert after.run(after.visits.waiting) == (), "in the file once, and no more to sort"
    window.leave()
    assert main.lock()
    unlock()
    workspace = main.workspace
    assert workspace is not None
    qtbot.waitUntil(lambda: workspace.home_view.home is not None, timeout=PATIENCE_MS)
    (entry,) = workspace.session.run(workspace.session.journal.read, ids[MALO])
    assert entry.text == "Hier, Il a dit qu’il reste"
    assert workspace.visits.window is None, "left by hand, it stays closed"
    main.close()


def test_a_narrow_window_loses_no_button_in_any_step(
    qtbot: Any, session: Session, ids: dict[str, str], window: VisitWindow
) -> None:
    visit_id = visit_with(session, ids, [Noted("Elle attend.", VisitNoteKind.PARENT, person="MERE")], is_over=False)
    for step in Step:
        if step is Step.AFTER:
            session.run(session.visits.end, visit_id)
        window.open_visit(visit_id, step)
        at(qtbot, window, step)
        if step is Step.DURING:
            window.during_page.press_kind(VisitNoteKind.PARENT.value)
        for width, height in ((600, 800), (1366, 768)):
            window.resize(width, height)
            assert window.width() == width, step
            qtbot.waitUntil(lambda: not cut_buttons(window), timeout=PATIENCE_MS)


def cut_buttons(window: VisitWindow) -> list[str]:
    """Return the buttons that are not whole in the window, those of a page that scrolls apart."""
    shown = [one for one in window.findChildren(QAbstractButton) if one.isVisible()]
    fixed = [one for one in shown if not any(area.isAncestorOf(one) for area in window.findChildren(QScrollArea))]
    assert len(fixed) >= 6
    return [
        one.text() or one.toolTip()
        for one in fixed
        if not window.rect().contains(QRect(one.mapTo(window, QPoint()), one.size()))
        or one.visibleRegion().boundingRect().size() != one.size()
        or one.width() < one.sizeHint().width()
    ]


def test_the_child_has_a_page_of_his_own_and_the_visit_goes_on(
    qtbot: Any, session: Session, ids: dict[str, str], window: VisitWindow
) -> None:
    window.open_visit(visit_with(session, ids, [Noted("Début")], is_over=False))
    at(qtbot, window, Step.DURING)
    window.during_page.press_kind(VisitNoteKind.CHILD.value)
    type_text(window.during_page.field, "Je dessine")
    window.during_page.page_button.click()
    child_page: Any = window.child_screen.page
    assert child_page is not None
    assert child_page.isFullScreen()
    child_page.close()
    qtbot.waitUntil(lambda: window.child_screen.page is None, timeout=PATIENCE_MS)
    assert window.during_page.field.toPlainText() == "Je dessine"


def test_what_waits_is_on_the_first_screen_and_in_the_file(
    qtbot: Any, session: Session, ids: dict[str, str], tmp_path: Path
) -> None:
    visit_id = visit_with(session, ids, [Noted("Pour Inès", VisitNoteKind.CHILD, INES), Noted("Pour tous")])
    session.run(session.visits.prepare, [ids[MALO]], place="Collège")
    folder = session.folder
    session.close()
    main = MainWindow(Gate(lambda: access()), folder, Preferences(tmp_path), has_base)
    qtbot.addWidget(main)
    main.show()
    main.open_workspace(access().open(folder, PASSPHRASE))
    workspace = main.workspace
    assert workspace is not None
    block = workspace.home_view.visits
    qtbot.waitUntil(lambda: len(block.lines) == 2, timeout=PATIENCE_MS)
    assert [line.whole_text() for line in block.lines] == ["2\N{NO-BREAK SPACE}notes à ranger", "Visite préparée"]
    workspace.open_child(ids[MALO])
    banner = workspace.file_view.visit_banner
    qtbot.waitUntil(banner.isVisible, timeout=PATIENCE_MS)
    assert "une note à ranger" in banner.label.text(), "what is said of Inès is not counted here"
    banner.action_button.click()
    qtbot.waitUntil(
        lambda: workspace.visits.window is not None and workspace.visits.window.opened is not None, timeout=PATIENCE_MS
    )
    window = workspace.visits.window
    assert window is not None
    assert window.opened is not None
    assert (window.opened.visit.id, window.step) == (visit_id, Step.AFTER)
    window.leave()
    main.close()
