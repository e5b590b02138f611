"""A whole year of one fictitious child, played by keys and clicks in the real window: for the test, and for the pictures of it."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QRadioButton, QScrollArea, QWidget

from ppe_desktop.app import has_base
from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.coverage import ChildCoverage
from ppe_desktop.domain.dates import short_date
from ppe_desktop.domain.deadlines import Deadline
from ppe_desktop.domain.deadlines.words import SIDE_BY_SIDE
from ppe_desktop.domain.plan_objectives import CHILD
from ppe_desktop.domain.visits import Step
from ppe_desktop.domain.vocabulary import RecipientKind, VisitNoteKind
from ppe_desktop.services.session import Session
from ppe_desktop.ui.dialogs.finish_dialog import FinishDialog
from ppe_desktop.ui.dialogs.letters_dialog import LettersDialog
from ppe_desktop.ui.dialogs.produce_dialog import ProduceDialog
from ppe_desktop.ui.dialogs.quote_dialog import QuoteDialog
from ppe_desktop.ui.dialogs.review_words_dialog import ReviewWordsDialog
from ppe_desktop.ui.gate import Gate
from ppe_desktop.ui.main_window import MainWindow
from ppe_desktop.ui.preferences import Preferences
from tests.support.base import Clock, access
from tests.support.screens import add_child
from tests.support.typing import press, type_text

START = dt.datetime(2026, 9, 7, 9, 0)
"""The Monday of the visit; the report is due two months later."""
MORE_DAYS = dt.timedelta(days=1)
PATIENCE_S = 60

OWN = "Je veu bien aller au foot mais pas le samedi, le samedi c’est maman."
MOTHERS = "Je voudrais l’avoir un mercredi de plus, il me le demande à chaque fois."
SEEN = "Range son cartable tout seul, montre ses dessins."
TO_DO = "Envoyer à sa mère les photos du match."
BEFORE = "J’ai peur que tout le monde parle en même temps."
FATHERS = "Je viendrai le chercher au foot, c’est promis."
CHANGED = "Le foot passe au mercredi, et le samedi reste à maman."
ANSWER = "Tu avais dit que le samedi, c’est maman : on l’a gardé."
DECIDED = "Inscrire Tristan au foot du mercredi"
RESULT = "Il s’endort seul, la lumière du couloir allumée."
SLEEPING = "Maintenant je dors avec la porte juste un peu ouverte."
NEXT_AIM = "Aller au foot le mercredi"

Seen = Callable[[str, QWidget], None]


def fill(session: Session) -> str:
    """Enter the child, his parents, the care that began ten months ago and its first plan; return his identifier."""
    day = dt.date(2025, 11, 10)
    child = add_child(session, "Kervella", "Tristan", dt.date(2016, 4, 12), sex="M", measure="PLACEMENT_ASE", since=day)

    def add(kind: str, /, **values: Any) -> str:
        return str(session.run(session.records.add, kind, **values).created)

    for role, civility, first_name, surname in (
        ("MERE", "MME", "Maëlle", "Kervella"),
        ("PERE", "M", "Youssef", "Amrani"),
        ("ASSISTANT_FAMILIAL", "MME", "Odile", "Tanguy"),
    ):
        person = add("person", civility=civility, first_name=first_name, surname=surname)
        add("relationship", child_id=child, person_id=person, role=role)
        if role in ("MERE", "PERE"):
            add("parental_authority", child_id=child, person_id=person, is_holder="OUI", exercise="CONJOINTE")
    add(
        "decision",
        child_id=child,
        kind="JUDICIAIRE",
        decided_on=day,
        place="Évry-Courcouronnes",
        authority="le juge des enfants",
    )
    add("health_event", child_id=child, kind="BILAN_ENTREE", done_on=day + 20 * MORE_DAYS)
    plan = str(session.run(session.plans.prepare, child).created)
    session.run(session.plans.add_objective, plan, "A", "Dormir sans se relever la nuit")
    session.run(session.plans.finish, plan, dt.date(2026, 2, 4))
    return child


class AnnualCycle:
    """The window on the child's base, and what a person does with it from the visit to the answer.

    Args:
        session: the open base.
        child_id: the child.
        clock: the clock, set by hand: it must be that of the session and of ``runtime.clock``.
        folder: where documents and preferences go.
        seen: told of each screen worth a picture.
    """

    def __init__(
        self, session: Session, child_id: str, clock: Clock, folder: Path, seen: Seen = lambda _name, _widget: None
    ) -> None:
        self.child_id, self.clock, self.folder, self.seen = child_id, clock, folder, seen
        self.meeting_id = ""
        self.window = MainWindow(
            Gate(lambda: access(clock)), session.folder, Preferences(folder / "preferences"), has_base
        )
        self.window.resize(1366, 768)
        self.window.open_workspace(session)
        self.window.show()
        self.window.activateWindow()
        self.until(lambda: self.window.isActiveWindow() or self.window.activateWindow())

    def play(self) -> None:
        """Play the whole year, looking at nothing."""
        visit = self.prepare_visit()
        self.hold_visit(visit)
        self.sort_visit(visit)
        self.review_words(to_share=OWN, picture="05-relire")
        self.review_words(to_share=MOTHERS)
        self.plan_meeting()
        self.invite()
        self.send_letters()
        self.prepare_with_child()
        self.hold_meeting()
        self.conclude()
        self.note_report()
        plan = self.open_next_version()
        self.close_objective(plan)
        self.quote_words(plan)
        self.finish_plan(plan)
        self.answer_child()
        self.go_home()
        self.seen("13-accueil-promesses", self.window)

    # What a person has: hands, eyes, patience

    @property
    def workspace(self) -> Any:
        return self.window.workspace

    @property
    def session(self) -> Session:
        session: Session = self.workspace.session
        return session

    @property
    def view(self) -> Any:
        return self.workspace.file_view

    def until(self, condition: Callable[[], object]) -> None:
        end = time.monotonic() + PATIENCE_S
        while not condition():
            QTest.qWait(15)
            assert time.monotonic() < end, f"never came; the keyboard is in {self.focus_name()}, {self.view.section()}"

    def click(self, widget: QWidget) -> None:
        """Click on something, brought into view as the wheel would: what no wheel shows cannot be clicked."""
        self.until(lambda: widget.isEnabled() and self.is_in_view(widget))
        is_tick = isinstance(widget, QCheckBox | QRadioButton)
        place = QPoint(10, widget.height() // 2) if is_tick else QPoint()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)

    @staticmethod
    def is_in_view(widget: QWidget) -> bool:
        area = widget.parentWidget()
        while area is not None:
            if isinstance(area, QScrollArea):
                area.ensureWidgetVisible(widget, 0, 60)
            area = area.parentWidget()
        return widget.isVisible() and widget.visibleRegion().contains(widget.rect().center())

    def settle(self) -> None:
        """Wait until what was typed is kept, and what it led to is answered; no dialog is open."""
        if QApplication.activeWindow() is None:  # without a window manager nobody gives the keyboard back to the window
            self.window.activateWindow()
        for _turn in range(3):
            self.workspace.autosaver.send()
            done: list[Any] = []
            self.workspace.tasks.ask(int, then=done.append)
            self.until(lambda done=done: done and self.workspace.autosaver.is_settled())

    def write(self, editor: Any, text: str) -> None:
        field = editor.focus_target
        self.until(field.isVisible)
        field.setFocus()
        type_text(field, text)
        self.settle()

    def choose(self, editor: Any, code: str) -> None:
        """Choose a line of a list by the keys that go down it."""
        combo = editor.focus_target
        self.until(combo.isVisible)
        place = combo.findData(code)
        assert place >= 0, code
        combo.setFocus()
        step = Qt.Key.Key_Down if place > combo.currentIndex() else Qt.Key.Key_Up
        for _ in range(abs(place - combo.currentIndex())):
            press(combo, step)
        assert combo.currentData() == code
        self.settle()

    def replace(self, field: QWidget, text: str) -> None:
        field.setFocus()
        press(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        type_text(field, text)

    def dialog(self, kind: type[Any]) -> Any:
        self.until(lambda: any(one.isVisible() for one in self.window.findChildren(kind)))
        return next(one for one in self.window.findChildren(kind) if one.isVisible())

    def go_home(self) -> Any:
        home = self.workspace.home_view
        read: list[int] = []
        home.late_counted.connect(read.append)
        self.window.home_action.trigger()
        self.until(lambda: read)
        home.late_counted.disconnect(read.append)
        self.settle()
        return home

    def open(self, section: str) -> Any:
        """Open a section of the child's file from Accueil or from where one is."""
        if self.workspace.stack.currentWidget() is not self.view or self.view.child_id != self.child_id:
            self.workspace.open_child(self.child_id, section)
        else:
            self.click(self.view.sections.entry(section))
        self.until(lambda: self.view.context.file is not None and self.view.section() == section)
        self.settle()
        return self.view.page(section)

    # What the base holds

    def deadlines(self, rule: str) -> list[Deadline]:
        found = self.session.run(self.session.deadlines.of_child, self.child_id)
        return [one for one in found if one.rule.id == rule]

    def statements(self) -> dict[str, Item]:
        items = self.session.run(self.session.files.statements, self.child_id).of("statement")
        return {item.exact_words: item for item in items}

    def meeting(self) -> Item:
        (found,) = self.session.run(self.session.meetings.of_child, self.child_id)
        return found

    def plans(self) -> tuple[Item, ...]:
        return self.session.run(self.session.files.plans, self.child_id)

    def coverage(self) -> ChildCoverage:
        found = self.session.run(self.session.coverage.of_child, self.child_id)
        assert found is not None
        return found

    # The visit

    def prepare_visit(self) -> Any:
        """From Accueil: a new visit, the child chosen by touch, the page to read before."""
        home = self.go_home()
        self.seen("01-accueil", self.window)
        self.click(home.visits.new_button)
        self.until(lambda: self.workspace.visits.window is not None)
        visit = self.workspace.visits.window
        visit.resize(1366, 768)
        self.until(lambda: self.child_id in visit.before_page.name_chips)
        self.click(visit.before_page.name_chips[self.child_id])
        self.until(lambda: visit.opened is not None and visit.before_page.cards)
        self.seen("02-visite-preparer", visit)
        return visit

    def hold_visit(self, visit: Any) -> None:
        """Four notes, each with its mark, then the end."""
        self.click(visit.before_page.begin_button)
        self.until(lambda: visit.step is Step.DURING)
        page, kinds = visit.during_page, VisitNoteKind
        for kind, text in ((kinds.CHILD, OWN), (kinds.PARENT, MOTHERS), (kinds.OBSERVATION, SEEN), (kinds.TASK, TO_DO)):
            self.click(page.bar.kind_buttons[kind.value])
            if kind is kinds.PARENT and page.voice is None:
                page.press_kind(kind.value)
            type_text(page.field, text)
            if kind is kinds.TASK:
                self.settle()
                self.seen("03-visite-pendant", visit)
            press(page.field, Qt.Key.Key_Return)
        self.settle()
        self.click(page.end_button)
        self.until(lambda: visit.step is Step.AFTER and visit.after_page.list.count() == 4)

    def sort_visit(self, visit: Any) -> None:
        """A key for each note, one more to close."""
        self.seen("04-visite-ranger", visit)
        after = visit.after_page
        for left in range(3, -1, -1):
            press(after.list, Qt.Key.Key_Return)
            self.until(lambda left=left: len(after._left()) == left)
        self.settle()
        self.click(after.done.close_button)
        self.until(lambda: self.workspace.visits.window is None)
        self.settle()

    # The words

    def review_words(self, *, to_share: str, picture: str = "") -> None:
        """Read some words again, and let everyone concerned read them."""
        said = self.statements()[to_share]
        section = self.open("statements")
        section.show_record("statement", said.id)
        self.until(lambda: said.id in section.cards.cards and section.cards.cards[said.id].form is not None)
        panel = section.cards.cards[said.id].form.sharing_panel
        self.click(panel.review_button)
        dialog = self.dialog(ReviewWordsDialog)
        self.click(dialog.choices["TOUS"])
        if picture:
            self.settle()
            self.seen(picture, dialog)
        self.click(dialog.decide_button)
        self.until(lambda: self.statements()[to_share].sharing == "TOUS")
        self.settle()

    # The meeting

    def plan_meeting(self) -> None:
        """From the year of the measure: the annual synthesis planned on the day proposed, then prepared in one more click."""
        section = self.open("deadlines")
        self.until(lambda: section.year.isVisible())
        if not section.year.fold_button.isChecked():
            self.click(section.year.fold_button)
        self.click(section.year.lines["review"].plan_button)
        self.until(lambda: section.year.lines["review"].meeting_button.isVisible())
        self.is_in_view(section.year.lines["review"])
        self.seen("06-synthese-prevue", self.window)
        self.click(section.year.lines["review"].meeting_button)
        self.until(lambda: self.view.section() == "meetings" and not self.view.page("meetings").page.isHidden())
        self.settle()
        self.meeting_id = self.meeting().id

    def invite(self) -> None:
        """Hour, place and aim, the persons proposed confirmed at once, a guest."""
        step = self.view.page("meetings").page.pages["invite"]
        self.write(step.form.editors["at_time"], "14 h")
        self.write(step.form.editors["place"], "Maison départementale des solidarités, salle 2")
        self.write(step.form.editors["aim"], "Faire le point de l’année et préparer la suite.")
        self.click(step.all_button)
        self.until(step.all_button.isHidden)
        step.guest_line.setFocus()
        type_text(step.guest_line, "Monsieur Le Bihan")
        press(step.guest_line, Qt.Key.Key_Tab)
        type_text(step.quality_line, "Directeur de l’école")
        press(step.quality_line, Qt.Key.Key_Return)
        self.until(lambda: any("Le Bihan" in row.name_label.text() for row in step.rows.values()))
        self.settle()

    def send_letters(self) -> dict[RecipientKind, Path]:
        """One letter for each person invited; the sending noted."""
        step = self.view.page("meetings").page.pages["invite"]
        self.is_in_view(step.heading)
        self.seen("07-reunion-inviter", self.window)
        self.click(step.letters_button)
        dialog = self.dialog(LettersDialog)
        self.until(lambda: dialog.boxes)
        self.replace(dialog.place_line, str(self.folder))
        made: list[Any] = []
        dialog.made.connect(made.append)
        self.click(dialog.make_button)
        self.until(lambda: made)
        (batch,) = made
        assert not batch.refused
        self.seen("08-invitations", dialog)
        self.click(dialog.sent_button)
        self.until(lambda: all(one.sent_on for one in self.meeting().invitees if one.invited == "OUI"))
        self.click(dialog.close_button)
        self.settle()
        return {reader.kind: written.paths[0] for reader, written in batch.done}

    def prepare_with_child(self) -> None:
        """What he wants said, kept among his words in one gesture."""
        page = self.view.page("meetings").page
        self.click(page.step_buttons["prepare"])
        prepare = page.pages["prepare"]
        self.write(prepare.form.editors["prepared"], BEFORE)
        self.click(prepare.keep.exact_button)
        self.until(lambda: BEFORE in self.statements())
        self.settle()

    def hold_meeting(self) -> None:
        """Presence ticked, the father's view kept as his words, what divides."""
        held_on = self.meeting().held_on
        self.clock.moment = dt.datetime.combine(held_on, dt.time(14, 5))
        page = self.view.page("meetings").page
        self.click(page.step_buttons["hold"])
        hold = page.pages["hold"]
        self.until(lambda: len(hold.cards) == len([one for one in self.meeting().invitees if one.invited == "OUI"]))
        for card in hold.cards.values():
            self.choose(card.form.editors["presence"], "PRESENT")
        father = next(card for card in hold.cards.values() if "Amrani" in card.name_label.text())
        self.write(father.fields["view"].editors["view"], FATHERS)
        self.click(father.keeps["view"].exact_button)
        self.until(lambda: FATHERS in self.statements())
        self.write(hold.part_form.editors["divergences"], "Madame : un mercredi de plus. Monsieur : pas avant janvier.")
        self.choose(hold.form.editors["state"], "TENU")
        self.seen("09-reunion-tenir", self.window)

    def conclude(self) -> None:
        """A conclusion, and a decision promised to the child with who and for when."""
        page = self.view.page("meetings").page
        self.click(page.step_buttons["conclude"])
        conclude = page.pages["conclude"]
        self.write(conclude.part_form.editors["conclusion"], CHANGED)
        self.click(conclude.tasks.add_button)
        self.until(lambda: len(conclude.tasks.cards) == 1)
        self.settle()
        (card,) = conclude.tasks.cards.values()
        self.write(card.form.editors["text"], DECIDED)
        self.write(card.form.editors["who"], "Madame Tanguy")
        self.write(card.form.editors["due_on"], short_date(self.clock().date() + 10 * MORE_DAYS))
        self.click(card.form.editors["promised"].focus_target)
        self.settle()
        self.seen("10-reunion-decider", self.window)

    def note_report(self) -> None:
        """A week later, from the card of Accueil: the report is begun, and its day noted on it."""
        self.clock.advance(days=7)
        self.act("REPORT")
        self.until(lambda: bool(self.workspace.place.writing_id) and self.workspace.pages.writing.isVisible())
        child_id = self.workspace.place.child_id
        report = self.workspace.session.run(self.workspace.session.files.open, child_id).of("situation_report")[-1]
        self.workspace.open_child(child_id, "deadlines", ("situation_report", report.id), "written_on")
        self.until(lambda: self.focus_name() == "written_on_line")
        focused = QApplication.focusWidget()
        assert focused is not None
        type_text(focused, short_date(self.clock().date()))
        self.settle()

    def focus_name(self) -> str:
        focused = QApplication.focusWidget()
        return focused.objectName() if focused is not None else ""

    def act(self, rule: str) -> None:
        """Click, on Accueil, what answers an obligation."""
        home = self.go_home()
        for column in SIDE_BY_SIDE:
            for card in home.columns[column].cards:
                card.show_all()
                for line in card.lines:
                    if line.deadline.rule.id == rule:
                        self.click(line.act_button)
                        return
        raise AssertionError(f"{rule} is not on Accueil")

    # The plan

    def open_next_version(self) -> Any:
        """From the card of Accueil: the version that follows is opened, what was written carried over."""
        self.act("PPE_UPDATE")
        plan = self.workspace.plan_view
        self.until(lambda: plan.isVisible() and plan.sheet is not None)
        self.settle()
        return plan

    def close_objective(self, plan: Any) -> None:
        """Reached: the result, then his words on it; a new objective from what he said."""
        plan.outline_pane.heading_requested.emit("actions")
        domains = plan.page.sections["actions"].domains
        (card,) = domains["A"].cards.values()
        self.click(card.header)
        body = card.details
        self.click(body.result.chips.chips["ATTEINT"])
        self.write(body.result.form.editors["result"], RESULT)
        self.click(body.result.words.note_button)
        form = body.result.words.form
        type_text(form.form.editors["exact_words"].focus_target, SLEEPING)
        self.settle()
        self.click(form.done_button)
        self.until(lambda: body.result.words.card and not body.result.asked_label.isVisible())
        self.click(domains["C"].add_button)
        self.until(lambda: len(domains["C"].cards) == 1)
        self.settle()
        (fresh,) = domains["C"].cards.values()
        self.until(lambda: fresh.details is not None)
        self.write(fresh.details.form.editors["text"], NEXT_AIM)
        self.click(fresh.details.opinions.rows[CHILD].chips.chips["ACCORD"])
        self.settle()

    def quote_words(self, plan: Any) -> None:
        """His words and his mother's are quoted in the expression, chosen from the file."""
        section = plan.page.sections["expression"]
        plan.page.go_to("expression")
        for words in (OWN, MOTHERS):
            self.click(section.words.quote_button)
            dialog = self.dialog(QuoteDialog)
            type_text(dialog.search_field, words[-20:])
            press(dialog.search_field, Qt.Key.Key_Return)
            self.until(lambda words=words: words in self.quoted(section))
        self.settle()
        self.seen("11-projet", self.window)

    def quoted(self, section: Any) -> str:
        return " ".join(card.exact.text() for group in section.words.groups.values() for card in group.cards.values())

    def finish_plan(self, plan: Any) -> None:
        """Nothing is missing of what each said: the version is finished."""
        self.click(plan.header.finish_button)
        dialog = self.dialog(FinishDialog)
        self.settle()
        finished: list[str] = []
        plan.finished.connect(finished.append)
        self.click(dialog.finish_button)
        self.until(lambda: finished)
        self.until(lambda: plan.sheet is not None and plan.sheet.is_finished)
        self.settle()

    def produce_plan(self, plan: Any) -> Path:
        """The Word document, for the child."""
        self.click(plan.header.produce_button)
        return self.produce(self.dialog(ProduceDialog), self.folder / "projet.docx")

    def produce(self, dialog: Any, target: Path) -> Path:
        self.until(lambda: dialog.form.recipients)
        self.replace(dialog.form.place_line, str(target))
        produced: list[Any] = []
        dialog.produced.connect(produced.append)
        self.click(dialog.produce_button)
        self.until(lambda: produced)
        self.click(dialog.cancel_button)
        self.settle()
        return Path(produced[0].paths[0])

    # The answer

    def answer_child(self) -> None:
        """« Répondre » on his words: what was answered, and what they changed; it dates and signs itself."""
        said = self.statements()[OWN]
        section = self.open("statements")
        self.until(lambda: said.id in section.cards.cards)
        self.click(section.cards.cards[said.id].gesture_button)
        form = section.cards.cards[said.id].form
        self.until(lambda: "answer" in form.editors and form.editors["answer"].focus_target.hasFocus())
        self.write(form.editors["answer"], ANSWER)
        self.write(form.editors["effect"], CHANGED)
        self.is_in_view(form.editors["effect"].focus_target)
        self.seen("12-reponse", self.window)

    def hand_words_sheet(self) -> Path:
        """The sheet of his words, with what became of them, for him."""
        card = self.view.page("statements").cards.cards[self.statements()[OWN].id]
        self.until(lambda: card.gesture_button.text() == "Feuille à lui remettre")
        self.click(card.gesture_button)
        return self.produce(self.dialog(ProduceDialog), self.folder / "paroles.docx")
