"""Every field of a meeting, of the interview at 17, of a check of health and of the child's page, each where it stands on screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.autonomy import QUESTIONS
from ppe_desktop.domain.health_flow import StepKey
from ppe_desktop.domain.sketch import Made
from ppe_desktop.domain.vocabulary import AutonomyRight, Presence, SketchKind
from ppe_desktop.runtime import clock
from ppe_desktop.services.session import Session
from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.views.casefile.autonomy.talk import END, RIGHTS, START
from ppe_desktop.ui.views.casefile.casefile_view import CaseFileView
from ppe_desktop.ui.views.childpage.canvas import Canvas
from ppe_desktop.ui.views.childpage.page import ChildPage

STROKE = "|"
"""What stands for a stroke of the pen in what is « typed » on a sheet."""

VOICE_FIELDS = (
    ("meeting aim", "Parler du lycée."),
    ("meeting reason", "Le juge en est d’accord."),
    ("meeting invitation", "Sa sœur l’accompagne."),
    ("meeting prepared", "J’ai peur de parler."),
    ("meeting documents", "Bulletin du trimestre"),
    ("meeting contribution", "Madame écrit qu’elle vient."),
    ("meeting view", "Je veux qu’elle rentre."),
    ("meeting points", "Le lycée & la rentrée."),
    ("meeting divergences", "Monsieur n’est pas d’accord."),
    ("meeting conclusion", "On garde l’école."),
    ("meeting task", "Appeler le lycée"),
    ("meeting who", "Référente"),
    ("interview present", "Son éducatrice"),
    *((f"interview {theme.value}", f"Moi, page {place}, j’ai dit") for place, theme in enumerate(QUESTIONS)),
    ("interview goal", "Un studio pas loin"),
    ("interview right", "Elle veut y réfléchir."),
    ("interview wishes", "Passer le permis."),
    ("health place", "Maison de santé"),
    ("health needs", "Contrôler la vue."),
    ("health words", "J’ai mal aux dents."),
    ("page weather", "il pleut un peu"),
    ("page houses", "les cris le soir"),
    ("page question", "Comment va l’école"),
    ("page scale", "ça va mieux"),
    ("page title", "Mon chat"),
    ("page drawing", STROKE * 12),
    ("page pictures", "doudou"),
    ("page words", "je veu resté avec ma seur"),
)
"""Where something is said, and what is typed there; in the order of a day that nobody has."""

_SUPPORTS = {
    "weather": SketchKind.WEATHER,
    "houses": SketchKind.HOUSES,
    "question": SketchKind.SCALE,
    "title": SketchKind.DRAWING,
    "pictures": SketchKind.PICTURES,
    "words": SketchKind.WORDS,
}
"""Fields of the child's page that begin a support; the others go on with the one on screen."""


class Target(NamedTuple):
    """A field on screen, and where what is typed in it goes."""

    widget: QWidget
    kind: str
    record_id: str
    field: str


class VoiceDesk:
    """The screens where somebody's words are taken, on the file of one grown child."""

    def __init__(self, session: Session, tasks: Tasks, autosaver: Autosaver) -> None:
        self._session, self._tasks, self._autosaver = session, tasks, autosaver
        self._run = session.run
        today = clock.today()
        born, since = today.replace(year=today.year - 17, day=1), today - dt.timedelta(days=400)
        made = self._run(session.files.create, surname="Kervella", first_names="Nina", birth_date=born,
                         measure="PLACEMENT_ASE", since=since)  # fmt: skip
        self.child_id = str(made.created)
        self._file: CaseFileView | None = None
        self._page: ChildPage | None = None
        self._support: SketchKind | None = None
        self._ids: dict[str, str] = {}
        self._ways: dict[str, Callable[[str], Target | None]] = {
            "meeting": self._meeting,
            "interview": self._interview,
            "health": self._health,
            "page": self._child_page,
        }

    def target(self, name: str) -> Target | None:
        """Return a field, or nothing while its screen is on its way."""
        place, _space, field = name.partition(" ")
        return self._ways[place](field)

    def close(self) -> None:
        """Leave the screen of the file."""
        if self._file is not None:
            self._file.hide()

    def _section(self, name: str, record: tuple[str, str] | None = None) -> Any:
        """Return a section of the file once it is there, opened on a record the first time it is asked for."""
        if self._file is None:
            self._file = CaseFileView(self._tasks, self._autosaver, self._session.records.kinds())
            self._file.resize(1366, 768)
            self._file.show()
        key = f"section {name}"
        if key not in self._ids:
            self._ids[key] = name
            self._file.open_file(self.child_id, name, record)
        is_there = self._file.context.file is not None and self._file.section() == name
        return self._file.page(name) if is_there else None

    def _add(self, kind: str, /, **values: object) -> str:
        return str(self._run(self._session.records.add, kind, **values).created)

    def _make_meeting(self) -> str:
        """Make a meeting with a mother who writes and a father who waits for a reason."""
        meetings = self._session.meetings
        meeting = str(self._run(meetings.add, "PPE", [self.child_id], clock.today()).created)
        for role, name in (("MERE", "Rose"), ("PERE", "Paul")):
            person = self._add("person", surname="Kervella", first_name=name)
            self._add("relationship", child_id=self.child_id, person_id=person, role=role)
            self._ids[role] = person
        self._add("contact_right", child_id=self.child_id, person_id=self._ids["PERE"], kind="SUSPENDU")
        self._run(meetings.decide, meeting, self.child_id, self._ids["MERE"], invited=True)
        (found,) = self._run(meetings.of_child, self.child_id)
        (mother,) = found.invitees
        self._run(self._session.records.change, "meeting_invitee", mother.id, presence=Presence.WRITTEN.value)
        task = str(self._run(meetings.add_task, self.child_id, "", meeting_id=meeting).created)
        self._ids |= {"meeting": meeting, "part": found.part.id, "mother": mother.id, "task": task}
        return meeting

    def _meeting(self, field: str) -> Target | None:
        meeting = self._ids.get("meeting") or self._make_meeting()
        section = self._section("meetings", ("meeting", meeting))
        if section is None or section.page.isHidden():
            return None
        step = {"aim": "invite", "reason": "invite", "invitation": "invite", "prepared": "prepare"}.get(field, "hold")
        step = "conclude" if field in ("conclusion", "task", "who") else step
        if section.page.step != step:
            section.page.show_step(step)
        return self._in_meeting(section.page.pages[step], field)

    def _in_meeting(self, step: Any, field: str) -> Target | None:
        meeting, part, mother = (self._ids[key] for key in ("meeting", "part", "mother"))
        if field in ("aim", "documents"):
            return Target(step.form.editors[field].focus_target, "meeting", meeting, field)
        if field == "prepared":
            return Target(step.form.editors[field].focus_target, "meeting_child", part, field)
        if field in ("points", "divergences", "conclusion"):
            return Target(step.part_form.editors[field].focus_target, "meeting_child", part, field)
        if field == "reason":
            row = step.rows.get(self._ids["PERE"])
            return row and Target(row.reason_line, "meeting_invitee", row.line_id() or "-", field)
        if field == "invitation":
            row = step.rows.get(self._ids["MERE"])
            if row is None or not row.is_invited():
                return None
            row.details_button.setChecked(True)
            return Target(row.form.editors["reason"].focus_target, "meeting_invitee", mother, "reason")
        if field in ("view", "contribution"):
            card = step.cards.get(mother)
            return card and Target(card.fields[field].editors[field].focus_target, "meeting_invitee", mother, field)
        return self._in_task(step, {"task": "text"}.get(field, field))

    def _in_task(self, step: Any, field: str) -> Target | None:
        task = self._ids["task"]
        card = step.tasks.cards.get(task)
        if card is None:
            return None
        if not card.title_button.isChecked():
            card.title_button.click()
        return Target(card.form.editors[field].focus_target, "task", task, field) if card.form is not None else None

    def _interview(self, field: str) -> Target | None:
        if "interview" not in self._ids:
            autonomy = self._session.autonomy
            self._ids["interview"] = held = str(self._run(autonomy.begin_interview, self.child_id).created)
            self._run(autonomy.tell_right, held, next(iter(AutonomyRight)).value)
        section = self._section("autonomy")
        if section is None:
            return None
        key = {"present": START, "goal": list(QUESTIONS)[-1].value, "right": RIGHTS, "wishes": END}.get(field, field)
        if section.talk.isHidden() or section.talk.key != key:
            section.open_talk(self._ids["interview"], key)
        page = section.talk.page()
        if section.talk.isHidden() or page is None:
            return None
        if field in ("present", "wishes"):
            form = next(form for form in page.forms if field in form.editors)
            return Target(form.editors[field].focus_target, "autonomy_interview", form.record_id, field)
        if field == "right":
            row = page.rows[next(iter(AutonomyRight)).value]
            if row.remarks_button.isVisible():
                row.remarks_button.click()
            form = row.findChild(type(section.talk._pages[START].forms[0]))
            return form and Target(
                form.editors["remarks"].focus_target, "autonomy_right_told", form.record_id, "remarks"
            )
        form, name = (page.arranged_form, field) if field == "goal" else (page.words_form, "own_words")
        return Target(form.editors[name].focus_target, "autonomy_topic", page.topic.id, name)

    def _health(self, field: str) -> Target | None:
        if "check" not in self._ids:
            day = clock.today() - dt.timedelta(days=2)
            check = self._add("health_event", child_id=self.child_id, kind="BILAN_ANNUEL", booked_on=day, done_on=day)
            self._ids["check"] = check
        section = self._section("health")
        card = section.flow_card if section is not None else None
        if card is None or card.isHidden():
            return None
        key = {"place": StepKey.BOOKED, "needs": StepKey.NEEDS, "words": StepKey.WORDS}[field]
        if card.flow is None or card.flow.key != self._ids["check"] or key not in card.boxes:
            card.open_check(self._ids["check"])
            return None
        box = card.boxes[key]
        box.set_open(True)
        if field != "words":
            return Target(box.body.form.editors[field].focus_target, "health_event", self._ids["check"], field)
        if box.body.form is None:
            if "asked" not in self._ids:
                self._ids["asked"] = "once"
                box.body.note_button.click()
            return None
        return Target(
            box.body.form.editors["exact_words"].focus_target, "statement", box.body.form.record_id, "exact_words"
        )

    def _child_page(self, field: str) -> Target | None:
        kind = _SUPPORTS.get(field)
        if (
            kind is not None and kind is not self._support
        ):  # a window each: one that is left by hand is finished, or thrown
            self._support = kind
            self._page = page = ChildPage(self._autosaver, self.child_id, "Nina", 8)
            page.resize(1366, 768)
            page.show()
            page.begin(kind)
        assert self._page is not None
        support, keeper = self._page.support, self._page.keeper
        assert support is not None
        assert keeper is not None
        ways: dict[str, Callable[[Any], QWidget]] = {
            "houses": lambda it: it.houses["soucis"].words_field,
            "question": lambda it: it.question_field,
            "title": lambda it: it.title_field,
            "drawing": lambda it: it.canvas,
        }
        widget = ways.get(field, lambda it: it.words_field)(support)
        return Target(widget, "sketch", keeper.sketch_id, field)


def draw_stroke(canvas: Canvas, place: int) -> None:
    """Draw a line on a sheet, lower than the one before."""
    height = canvas.height() // 3 + place * 13 % (
        canvas.height() // 3
    )  # there is room around the sheet, where nothing is drawn
    first, last = QPoint(130, height), QPoint(280, height + 6)
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=first)
    QTest.mouseMove(canvas, last)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=last)


def said_on_page(field: str, title: str, made: Made) -> str:
    """Return what a page holds of a field, as it was « typed »."""
    held = {"question": made.question, "title": title, "drawing": STROKE * len(made.strokes)}
    return held.get(field, made.words.get("soucis" if field == "houses" else "", ""))
