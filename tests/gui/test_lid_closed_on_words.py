"""Locked in the middle of a word: at a meeting, beside it, during the interview at 17; everything is there at the return."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ppe_desktop.app import has_base
from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.vocabulary import YesNo
from ppe_desktop.runtime import clock
from ppe_desktop.services.session import Session
from ppe_desktop.ui.gate import Gate
from ppe_desktop.ui.main_window import MainWindow
from ppe_desktop.ui.preferences import Preferences
from tests.support.base import Clock, access, new_session
from tests.support.screens import PATIENCE_MS, add_child
from tests.support.typing import press, type_text
from tests.support.vault import PASSPHRASE

LONG = "Je ne veux pas changer d’école, j’y ai mes copains. " * 385
"""Just over twenty thousand characters."""


class House:
    """The window on a base with one grown child, locked and opened again at will."""

    def __init__(self, qtbot: Any, folder: Path) -> None:
        self.qtbot, self.folder = qtbot, folder / "base"
        session = new_session(self.folder, Clock(clock.now()))
        today = clock.now().date()
        self.child = add_child(
            session, "Kervella", "Nina", today.replace(year=today.year - 17, day=1),
            measure="PLACEMENT_ASE", since=today - dt.timedelta(days=400),
        )  # fmt: skip
        session.close()
        self.window = MainWindow(Gate(access), self.folder, Preferences(folder / "preferences"), has_base)
        qtbot.addWidget(self.window)
        self.window.resize(1366, 768)
        self.window.show()
        self.unlock()

    @property
    def session(self) -> Session:
        session: Session = self.workspace.session
        return session

    @property
    def workspace(self) -> Any:
        return self.window.workspace

    @property
    def view(self) -> Any:
        return self.workspace.file_view

    def until(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=PATIENCE_MS)

    def unlock(self) -> None:
        self.window.open_workspace(access(Clock(clock.now())).open(self.folder, PASSPHRASE))
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)

    def lock_and_return(self) -> None:
        """Close the lid with letters on their way, and come back."""
        assert not self.workspace.autosaver.is_settled(), "the lid is closed before the letters are kept"
        assert self.window.lock()
        self.unlock()

    def open(self, section: str, record: tuple[str, str] | None = None) -> Any:
        self.workspace.open_child(self.child, section, record)
        self.until(lambda: self.view.context.file is not None and self.view.section() == section)
        return self.view.page(section)

    def items(self, kind: str) -> tuple[Item, ...]:
        return self.session.run(self.session.files.open, self.child).of(kind)

    def meeting(self) -> Item:
        (found,) = self.session.run(self.session.meetings.of_child, self.child)
        return found

    def write(self, field: Any, text: str) -> None:
        self.until(field.isVisible)
        field.setFocus()
        type_text(field, text)


@pytest.fixture
def house(qtbot: Any, tmp_path: Path) -> Iterator[House]:
    made = House(qtbot, tmp_path)
    yield made
    made.window.close()


def test_a_meeting_locked_in_each_of_its_steps(house: House) -> None:
    meeting = house.session.run(house.session.meetings.add, "CONCERTATION_ANNUELLE", [house.child]).created
    guest = house.session.run(house.session.meetings.add_guest, meeting, house.child, "Mme Noël").created
    record = ("meeting", str(meeting))

    def step(name: str) -> Any:
        section = house.open("meetings", record)
        house.until(lambda: not section.page.isHidden())
        section.page.show_step(name)
        return section.page.pages[name]

    house.write(step("invite").form.editors["aim"].focus_target, "Parler du lyc")
    house.lock_and_return()
    assert house.meeting().aim == "Parler du lyc"
    house.write(step("prepare").form.editors["prepared"].focus_target, "J’ai peur de")
    house.lock_and_return()
    assert house.meeting().part.prepared == "J’ai peur de"
    hold = step("hold")
    house.until(lambda: guest in hold.cards)
    view = hold.cards[guest].fields["view"].editors["view"].focus_target
    view.setFocus()
    view.insertPlainText(LONG)
    house.lock_and_return()
    (invitee,) = [one for one in house.meeting().invitees if one.invited == YesNo.YES]
    assert invitee.view == LONG.strip() or invitee.view == LONG
    house.write(step("conclude").part_form.editors["conclusion"].focus_target, "On garde l’éc")
    house.lock_and_return()
    assert house.meeting().part.conclusion == "On garde l’éc"


def test_words_being_noted_beside_a_meeting_are_kept(house: House) -> None:
    meeting = house.session.run(house.session.meetings.add, "PPE", [house.child], clock.now().date()).created
    section = house.open("meetings", ("meeting", str(meeting)))
    house.until(lambda: not section.page.isHidden() and house.view.words_panel.isVisible())
    house.view.words_panel.note()
    house.until(lambda: house.view.words_panel.form is not None)
    focused = QApplication.focusWidget()
    assert focused is not None
    type_text(focused, "Moi je veux v")
    assert house.window.lock()
    house.unlock()
    (said,) = house.session.run(house.session.files.statements, house.child).of("statement")
    assert (said.exact_words, said.meeting_id) == ("Moi je veux v", meeting)


def test_the_interview_locked_on_a_theme_goes_on_where_it_was(house: House) -> None:
    page = house.open("autonomy")
    house.until(lambda: page.begin_button.isVisible())
    page.begin_button.setFocus()
    press(page.begin_button, Qt.Key.Key_Space)
    house.until(lambda: page.talk.isVisible() and page.talk.page() is not None)
    page.talk.next_button.click()
    house.write(page.talk.page().first_field(), "J’ai changé quatre fois de m")
    house.lock_and_return()
    assert {one.theme: one.own_words for one in house.items("autonomy_topic") if one.own_words} == {
        "PARCOURS": "J’ai changé quatre fois de m"
    }
    page = house.open("autonomy")
    (held,) = house.items("autonomy_interview")
    house.until(lambda: held.id in page.interview_cards)
    page.interview_cards[held.id].themes["PARCOURS"].click()
    house.until(lambda: page.talk.isVisible())
    assert page.talk.page().first_field().toPlainText() == "J’ai changé quatre fois de m"
