"""A visit with ten notes for three siblings is sorted by keyboard in less than two minutes: the gestures are counted here.

The budget. A key takes 0.28 s to a fair typist and each decision 1.35 s (Card, Moran and Newell's keystroke-level model); reading a
note of twenty words again takes about 6 s. Ten notes leave 120 - 10 x (6 + 1.35) = 46 s for keys: 165 of them. Notes marked on the way
ask for one key each, notes not marked at all for four at most; forty keys in all is kept as the limit, a quarter of what there is time
for, so that whoever hesitates still ends in time.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import parse_date
from ppe_desktop.domain.visits import Step
from ppe_desktop.domain.vocabulary import Speaker, VisitNoteKind
from ppe_desktop.runtime import clock
from ppe_desktop.services.session import Session
from ppe_desktop.ui.views.visit.window import VisitWindow
from tests.support.screens import PATIENCE_MS, open_session
from tests.support.typing import press, type_text
from tests.support.visits import INES, MALO, NOLWENN, Noted, family, visit_mode, visit_with

MOST_KEYS = 40
ENTER, RIGHT, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Right, Qt.Key.Key_Space
ONE, TWO, THREE, FOUR, FIVE, SIX = (Qt.Key(int(Qt.Key.Key_1) + place) for place in range(6))


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


class Hand:
    """A hand on the keyboard: every key goes to whatever has the keyboard, and is counted."""

    def __init__(self) -> None:
        self.keys = 0

    def __call__(self, *keys: Qt.Key) -> None:
        for key in keys:
            self.keys += 1
            press(self.focus(), key)

    @staticmethod
    def focus() -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None, "the keyboard is never lost"
        return widget


def to_sort(qtbot: Any, window: VisitWindow, visit_id: str) -> Hand:
    window.open_visit(visit_id)
    qtbot.waitUntil(lambda: window.step is Step.AFTER and window.after_page.list.count() > 0, timeout=PATIENCE_MS)
    assert window.after_page.list.hasFocus(), "sorting begins without a gesture"
    return Hand()


def statements(session: Session, child: str) -> list[Item]:
    return sorted(session.run(session.files.statements, child).of("statement"), key=lambda item: item.id)


def wait_sorted(qtbot: Any, session: Session) -> None:
    qtbot.waitUntil(lambda: session.run(session.visits.waiting) == (), timeout=PATIENCE_MS)


def test_ten_notes_marked_on_the_way_take_a_key_each(
    qtbot: Any, session: Session, ids: dict[str, str], window: VisitWindow
) -> None:
    kinds = VisitNoteKind
    visit_id = visit_with(session, ids, (
        Noted("Goûter dans la cuisine, tous les trois."), Noted("On dirait qu’ils se retrouvent."),
        Noted("Je veux rester ici.", kinds.CHILD, MALO), Noted("Moi je veux un lycée.", kinds.CHILD, INES),
        Noted("C’est quand les fêtes ?", kinds.CHILD, NOLWENN), Noted("Expliquez-moi les étapes.", kinds.PARENT, person="MERE"),
        Noted("Se tient à l’écart puis joue.", kinds.OBSERVATION, NOLWENN), Noted("Porte ses lunettes.", kinds.OBSERVATION, MALO),
        Noted("Rendez-vous d’orthophonie à prendre.", kinds.HEALTH, NOLWENN), Noted("Envoyer les photos.", kinds.TASK, INES),
    ))  # fmt: skip
    hand = to_sort(qtbot, window, visit_id)
    hand(*[ENTER] * 10)
    wait_sorted(qtbot, session)
    hand(ENTER)  # « Fermer la visite » has the keyboard
    qtbot.waitUntil(window.isHidden, timeout=PATIENCE_MS)
    assert hand.keys == 11
    (entry,) = session.run(session.journal.read, ids[MALO])
    assert entry.text == "Goûter dans la cuisine, tous les trois.\nOn dirait qu’ils se retrouvent."
    assert entry.part_text == "Porte ses lunettes."
    assert [item.exact_words for item in statements(session, ids[INES])] == [
        "Moi je veux un lycée.", "Expliquez-moi les étapes.",
    ]  # fmt: skip
    assert [item.speaker for item in statements(session, ids[NOLWENN])] == [Speaker.CHILD, Speaker.MOTHER]
    assert session.run(session.files.open, ids[NOLWENN]).of("health_event")[0].needs.startswith("Rendez-vous")
    assert [task.text for task in session.run(session.meetings.tasks_of, ids[INES])] == ["Envoyer les photos."]


def test_ten_notes_that_nobody_marked_stay_within_the_budget(
    qtbot: Any, session: Session, ids: dict[str, str], window: VisitWindow
) -> None:
    """The worst case: everything was taken down as it came, nothing was said of what it is nor of whom."""
    visit_id = visit_with(session, ids, [Noted(f"Phrase numéro {number}.") for number in range(10)])
    hand = to_sort(qtbot, window, visit_id)
    hand(ENTER, ENTER)  # two for the journal of all
    hand(TWO, RIGHT, ENTER)  # Malo's words
    hand(TWO, TWO, TWO, ENTER)  # Inès's: the same key goes on to the next child
    hand(TWO, RIGHT, RIGHT, RIGHT, ENTER)  # Nolwenn's
    hand(THREE, THREE, ENTER)  # the mother's
    hand(THREE, THREE, THREE, ENTER)  # the father's, who is not that of Inès
    hand(FOUR, RIGHT, ENTER)  # seen of Malo
    hand(FIVE, FIVE, RIGHT, ENTER)  # a follow-up of Malo's
    hand(SIX, SIX, RIGHT, Qt.Key.Key_D)  # promised to Malo, for a day
    due = window.after_page.pane.due
    qtbot.waitUntil(due.editor.focus_target.hasFocus, timeout=PATIENCE_MS)
    type_text(hand.focus(), "vendredi")
    hand(ENTER)
    wait_sorted(qtbot, session)
    assert hand.keys <= MOST_KEYS
    words = {name: [item.exact_words for item in statements(session, ids[name])] for name in (MALO, INES, NOLWENN)}
    assert words[MALO] == ["Phrase numéro 2.", "Phrase numéro 5.", "Phrase numéro 6."]
    assert words[INES] == ["Phrase numéro 3.", "Phrase numéro 5."]
    assert words[NOLWENN] == ["Phrase numéro 4.", "Phrase numéro 5.", "Phrase numéro 6."]
    file = session.run(session.files.open, ids[MALO])
    assert file.of("health_follow_up")[0].remarks == "Phrase numéro 8."
    (task,) = session.run(session.meetings.tasks_of, ids[MALO])
    assert (task.promised, task.due_on) == (True, parse_date("vendredi", clock.today()))


def test_what_is_missing_is_asked_a_sibling_named_is_said_and_a_note_comes_back(
    qtbot: Any, session: Session, ids: dict[str, str], window: VisitWindow
) -> None:
    visit_id = visit_with(session, ids, (
        Noted("J’aime pas quand Inès crie.", VisitNoteKind.CHILD, MALO), Noted("Je sais pas.", VisitNoteKind.CHILD),
        Noted("À jeter."),
    ))  # fmt: skip
    hand, page = to_sort(qtbot, window, visit_id), window.after_page
    assert "Inès" in page.pane.named.label.text()
    assert page.pane.named.isVisible()
    hand(ENTER)  # said gently: it is sorted all the same
    hand(ENTER)
    assert page.pane.message.label.text().startswith("De quel enfant")
    assert page.list.hasFocus()
    hand(RIGHT, RIGHT, ENTER)  # Inès's
    qtbot.waitUntil(lambda: len(statements(session, ids[INES])) == 1, timeout=PATIENCE_MS)
    assert [item.exact_words for item in statements(session, ids[MALO])] == ["J’aime pas quand Inès crie."]
    press(hand.focus(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: statements(session, ids[INES]) == [], timeout=PATIENCE_MS)
    hand(Qt.Key.Key_F2)
    type_text(page.pane.field, "X ")
    press(page.pane.field, Qt.Key.Key_Escape)
    assert page.list.hasFocus()
    hand(ENTER)
    qtbot.waitUntil(lambda: len(statements(session, ids[INES])) == 1, timeout=PATIENCE_MS)
    assert statements(session, ids[INES])[0].exact_words == "X Je sais pas.", "what was corrected is what is sorted"
    hand(Qt.Key.Key_Delete)
    wait_sorted(qtbot, session)
    page._undo_bar.action_button.click()
    qtbot.waitUntil(lambda: page.list.count() == 3, timeout=PATIENCE_MS)
    assert [one.left for one in session.run(session.visits.waiting)] == [1]
    hand(SPACE, Qt.Key.Key_Escape)
    qtbot.waitUntil(window.isHidden, timeout=PATIENCE_MS)
    assert [one.left for one in session.run(session.visits.waiting)] == [1], "left for later, not forgotten"
