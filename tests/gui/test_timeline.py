"""The frieze of a path: drawn, zoomed, moved, read by keys, opened by a click, listed, printed on one page."""

from __future__ import annotations

import datetime as dt
import io
import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ppe_desktop.domain.casefile import Items
from ppe_desktop.domain.timeline import build
from ppe_desktop.services.timeline import PaperTimeline
from ppe_desktop.ui.theme import apply_theme
from ppe_desktop.ui.theme.palette import LIGHT
from ppe_desktop.ui.views.casefile.casefile_view import CaseFileView
from ppe_desktop.ui.views.casefile.timeline import paper
from ppe_desktop.ui.views.casefile.timeline.frieze import Frieze
from ppe_desktop.ui.views.casefile.timeline.look import Look
from ppe_desktop.ui.views.casefile.timeline.scale import DayScale
from ppe_desktop.ui.views.casefile.timeline.scene import Scene
from tests.support.casefiles import case_file, item
from tests.support.screens import PATIENCE_MS, add_child, desk, open_session
from tests.support.typing import press, type_text

TODAY = dt.date.today()
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
PLACE = "Famille Vasseur-Brémond"


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def path(*items, today: dt.date = TODAY, **more):
    """The path of a child born six thousand days ago."""
    file = case_file(item("child", birth_surname="Durand", birth_date=ago(6000)), *items)
    return build(file, more.get("journal", ()), Items({}), (), (), (), today, on_paper=more.get("on_paper", False))


def rich_path(**more):
    """A care of eight years with two measures, two places, ten visits and as many decisions."""
    episode = item("care_episode", since=ago(3000))
    measures = [
        item("measure", episode_id=episode.id, type="OPP_JE", since=ago(3000), until=ago(2600), ended_on=ago(2600)),
        item("measure", episode_id=episode.id, type="PLACEMENT_ASE", since=ago(2600), until=ago(30)),
    ]
    places = [
        item(
            "placement", episode_id=episode.id, name="Les Alouettes", setting="MECS", since=ago(3000), until=ago(1200)
        ),
        item("placement", episode_id=episode.id, name=PLACE, setting="ASSISTANT_FAMILIAL", since=ago(1200)),
        item("placement", episode_id=episode.id, name="Chez Mamie", setting="TIERS", stay="WEEK_END", since=ago(900)),
    ]
    decisions = [item("decision", kind="JUDICIAIRE", decided_on=ago(2600 - 40 * n)) for n in range(10)]
    visits = [item("journal_entry", kind="VISITE_DOMICILE", happened_on=ago(400 - n)) for n in range(10)]
    return path(episode, *measures, *places, *decisions, journal=visits, **more)


@pytest.fixture
def frieze(qtbot):
    shown = Frieze()
    qtbot.addWidget(shown)
    shown.resize(1014, 500)
    shown.show_timeline(rich_path())
    shown.resize(1014, shown.sizeHint().height())
    shown.show()
    qtbot.waitExposed(shown)
    shown.activateWindow()
    shown.setFocus()
    qtbot.waitUntil(shown.hasFocus)
    return shown


def centre_of(frieze, placed) -> QPoint:
    left = frieze.horizontalScrollBar().value()
    x = (max(placed.x, left) + min(placed.end, left + frieze.viewport().width())) / 2
    return QPoint(round(x - left + frieze.scene.look.title_width), round(placed.y + placed.height / 2))


def click(frieze, placed) -> None:
    QTest.mouseClick(frieze.viewport(), Qt.MouseButton.LeftButton, pos=centre_of(frieze, placed))


def wheel(frieze, at: QPoint, turn: int, modifiers=Qt.KeyboardModifier.NoModifier) -> bool:
    event = QWheelEvent(
        QPointF(at), QPointF(frieze.viewport().mapToGlobal(at)), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton, modifiers,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(frieze.viewport(), event)
    return event.isAccepted()


def day_at(frieze, x: float) -> dt.date:
    return frieze.scene.scale.day(x - frieze.scene.look.title_width + frieze.horizontalScrollBar().value())


class TestZoomAndMove:
    def test_the_whole_path_is_seen_first(self, frieze):
        assert frieze.horizontalScrollBar().maximum() <= 1

    def test_a_plain_wheel_is_left_to_the_page(self, frieze):
        before = frieze.scene.scale.per_day
        assert not wheel(frieze, QPoint(600, 200), 120)
        assert frieze.scene.scale.per_day == before

    def test_ctrl_wheel_comes_nearer_and_the_day_under_the_pointer_stays(self, frieze):
        at = QPoint(600, 200)
        day, before = day_at(frieze, 600), frieze.scene.scale.per_day
        for _turn in range(4):
            assert wheel(frieze, at, 120, CONTROL)
        assert frieze.scene.scale.per_day == pytest.approx(before * 1.5**4)
        assert abs((day_at(frieze, 600) - day).days) <= 2

    def test_one_never_goes_further_than_the_whole_nor_nearer_than_a_day(self, frieze):
        least = frieze.scene.scale.per_day
        press(frieze, Qt.Key.Key_Minus)
        assert frieze.scene.scale.per_day == pytest.approx(least)
        for _turn in range(30):
            type_text(frieze, "+")
        assert frieze.scene.scale.per_day == 60

    def test_keys_move_to_the_ends_and_back_to_everything(self, frieze):
        bar = frieze.horizontalScrollBar()
        for _turn in range(4):
            press(frieze, Qt.Key.Key_Plus)
        press(frieze, Qt.Key.Key_End)
        assert bar.value() == bar.maximum() > 1000
        press(frieze, Qt.Key.Key_Left)
        assert bar.value() == bar.maximum() - 90
        press(frieze, Qt.Key.Key_Home)
        assert bar.value() == 0
        press(frieze, Qt.Key.Key_Right)
        assert bar.value() == 90
        type_text(frieze, "0")
        assert bar.maximum() <= 1

    def test_dragging_moves_and_opens_nothing(self, qtbot, frieze):
        frieze.zoom_in()
        frieze.zoom_in()
        asked = []
        frieze.target_requested.connect(lambda *target: asked.append(target))
        bar, view = frieze.horizontalScrollBar(), frieze.viewport()
        begin = bar.value()
        bar_drawn = next(p for p in frieze.scene.box("place").placed if p.what.label == "Les Alouettes")
        at = centre_of(frieze, bar_drawn)
        QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=at)
        QTest.mouseMove(view, at - QPoint(60, 0))
        QTest.mouseMove(view, at - QPoint(150, 0))
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=at - QPoint(150, 0))
        assert bar.value() == begin + 150
        assert asked == []

    def test_the_frieze_has_the_height_of_its_lanes(self, frieze):
        assert frieze.sizeHint().height() >= frieze.scene.height


class TestOpening:
    def test_a_click_opens_what_is_drawn_there(self, qtbot, frieze):
        placed = next(p for p in frieze.scene.box("place").placed if p.what.label == PLACE)
        with qtbot.waitSignal(frieze.target_requested) as asked:
            click(frieze, placed)
        assert asked.args == list(placed.what.target)

    def test_a_click_on_the_ground_opens_nothing(self, frieze):
        asked = []
        frieze.target_requested.connect(lambda *target: asked.append(target))
        QTest.mouseClick(frieze.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 10))
        QTest.mouseClick(frieze.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 200))
        assert asked == []

    def test_points_that_are_near_are_one_with_their_number_and_a_click_parts_them(self, frieze):
        (group,) = frieze.scene.box("visit").placed
        assert len(group.what) == 10
        assert frieze.scene.words(group).startswith("Visites, entretiens – 10 rencontres, du")
        click(frieze, group)
        assert len(frieze.scene.box("visit").placed) > 1
        assert sum(len(p.what) for p in frieze.scene.box("visit").placed) == 10

    def test_points_of_one_day_are_offered_one_by_one(self, qtbot, frieze):
        calls = [item("journal_entry", kind="APPEL", happened_on=ago(10)) for _n in range(3)]
        frieze.show_timeline(path(journal=calls))
        (group,) = frieze.scene.box("journal").placed
        click(frieze, group)
        qtbot.waitUntil(frieze.menu.isVisible)
        assert len(frieze.menu.actions()) == 3
        with qtbot.waitSignal(frieze.target_requested) as asked:
            frieze.menu.actions()[1].trigger()
        assert asked.args[:2] == ["journal", "journal_entry"]
        frieze.menu.close()


class TestKeys:
    def test_tab_goes_from_lane_to_lane_then_leaves(self, frieze):
        lanes = []
        while frieze.focusNextPrevChild(True):
            lanes.append(frieze.scene.boxes[frieze.focused().lane].key)
            assert len(lanes) < 50
        assert lanes == [box.key for box in frieze.scene.boxes]

    def test_shift_and_arrows_go_from_event_to_event_with_a_name(self, frieze):
        press(frieze, Qt.Key.Key_Down, SHIFT)
        assert frieze.scene.boxes[frieze.focused().lane].key == "notice"
        assert "Mesure échue sans décision" in frieze.accessibleName()
        while frieze.scene.boxes[frieze.focused().lane].key != "place":
            press(frieze, Qt.Key.Key_Down, SHIFT)
        press(frieze, Qt.Key.Key_Left, SHIFT)
        press(frieze, Qt.Key.Key_Left, SHIFT)
        assert frieze.accessibleName().startswith("Lieux d’accueil – Les Alouettes, du")
        press(frieze, Qt.Key.Key_Right, SHIFT)
        assert f"Lieux d’accueil – {PLACE}" in frieze.accessibleName()

    def test_enter_opens_what_has_the_keyboard(self, qtbot, frieze):
        for _step in range(3):
            press(frieze, Qt.Key.Key_Down, SHIFT)
        placed = frieze.focused()
        with qtbot.waitSignal(frieze.target_requested) as asked:
            press(frieze, Qt.Key.Key_Return)
        assert asked.args == list(placed.targets[0])

    def test_what_has_the_keyboard_comes_into_view_and_is_ringed(self, frieze):
        for _turn in range(8):
            press(frieze, Qt.Key.Key_Plus)
        press(frieze, Qt.Key.Key_Home)
        frieze.go_to(next(p for p in frieze.scene.box("place").placed if "Mamie" in p.what.label))
        placed, left = frieze.focused(), frieze.horizontalScrollBar().value()
        assert left <= placed.x <= left + frieze.viewport().width() - frieze.scene.look.title_width
        ringed = frieze.grab().toImage()
        frieze.clearFocus()
        assert frieze.grab().toImage() != ringed

    def test_the_event_in_focus_stays_when_the_path_is_read_again(self, frieze):
        timeline = rich_path()
        frieze.show_timeline(timeline)
        frieze.go_to(frieze.scene.box("decision").placed[0])
        target = frieze.focused().targets[0]
        frieze.show_timeline(timeline)
        assert frieze.focused().targets[0] == target


SPREAD = st.lists(st.integers(0, 7000), min_size=1, max_size=60)


@settings(max_examples=40, deadline=None)
@given(SPREAD, st.floats(0.02, 60))
def test_nothing_on_a_line_overlaps_at_any_zoom(qapp, days, per_day):
    starts = sorted(days)
    bars = [item("absence", kind="FUGUE", since=ago(n + 30), until=ago(n)) for n in starts[:20]]
    decisions = [item("decision", decided_on=ago(n)) for n in starts]
    scene = Scene(path(*bars, *decisions), Look(LIGHT), per_day)
    assert sum(len(p.what) for p in scene.box("decision").placed) == len(starts)
    for box in scene.boxes:
        for y in {p.y for p in box.placed}:
            line = [p for p in box.placed if p.y == y]
            for before, after in pairwise(line):
                assert max(before.room, before.end if isinstance(before.what, tuple) else 0) <= max(after.x, before.end)
                if isinstance(before.what, tuple):
                    assert before.end <= after.x


@settings(max_examples=60, deadline=None)
@given(st.floats(0.003, 60), st.floats(0, 40000), st.sampled_from([1.0, 1.5, 2.0]))
def test_the_scale_always_says_where_one_is_without_crowding(per_day, left, text_scale):
    scale = DayScale(dt.date(2005, 6, 1), per_day, 22)
    great, small = scale.ticks(left, left + 900, text_scale)
    assert 1 <= len(great) <= 60
    assert len(small) <= 60
    gaps = [scale.x(b.day) - scale.x(a.day) for a, b in pairwise(small)]
    assert all(gap >= 18 * text_scale for gap in gaps)


@pytest.mark.parametrize("scheme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("text_scale", [1.0, 1.5])
def test_every_theme_draws_it_in_its_own_colours(qapp, frieze, scheme, text_scale):
    try:
        apply_theme(qapp, scheme, text_scale)
        picture = frieze.grab().toImage()
        ground = picture.pixelColor(4, 4)
        assert ground.name().upper() == frieze.scene.look.palette.surface.upper()
        colours = {
            picture.pixelColor(x, y).name() for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)
        }
        assert len(colours) > 10
    finally:
        apply_theme(qapp, "light")


def text_of(page) -> str:
    """The words of a page, with plain spaces between them and plain letters where the font joins two."""
    return " ".join(unicodedata.normalize("NFKC", page.extract_text()).split())


class TestPage:
    def page_of(self, content: bytes):
        reader = PdfReader(io.BytesIO(content))
        assert len(reader.pages) == 1
        return reader.pages[0]

    def test_one_page_lying_down_says_who_when_and_that_it_is_a_working_paper(self, qapp):
        page = self.page_of(paper.pdf_of(PaperTimeline("Émilie Durand", rich_path(on_paper=True))))
        assert page.mediabox.width > page.mediabox.height
        assert float(page.mediabox.width) == pytest.approx(842, abs=1)
        text = text_of(page)
        for said in (
            "Parcours d’Émilie Durand", f"au {TODAY.day}", "Document de travail – ne pas remettre sans relecture",
            "Mesure échue sans décision", "Lieux d’accueil", "se poursuit",
        ):  # fmt: skip
            assert said in text, said

    def test_a_life_of_eighty_years_and_forty_lines_still_takes_one_page(self, qapp):
        episode = item("care_episode", since=ago(29000))
        places = [
            item("placement", episode_id=episode.id, setting="MECS", since=ago(29000 - n), is_main=False)
            for n in range(40)
        ]
        content = paper.pdf_of(PaperTimeline("Léa", path(episode, *places, on_paper=True)))
        assert "Document de travail" in text_of(self.page_of(content))
        assert len(content) < 1_000_000

    def test_a_path_of_one_day_takes_one_page(self, qapp):
        made = path(item("decision", decided_on=TODAY), on_paper=True)
        assert "Décision" in text_of(self.page_of(paper.pdf_of(PaperTimeline("Léa", made))))

    def test_a_printer_prints_the_same_page(self, qapp, tmp_path):
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "page.pdf"))
        paper.print_to(printer, PaperTimeline("Léa Durand", rich_path(on_paper=True)))
        page = self.page_of((tmp_path / "page.pdf").read_bytes())
        assert page.mediabox.width > page.mediabox.height
        assert "Parcours de Léa Durand" in text_of(page)


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    with open_session(tmp_path_factory.mktemp("parcours") / "base") as opened:
        yield opened


def enter(session) -> dict[str, str]:
    """A child with a record of each kind of the section, and words."""
    child = add_child(session, "Le Goff", "Anaïs", ago(4000), measure="PLACEMENT_ASE", since=ago(800))
    file = session.run(session.files.open, child)
    (episode,), (measure,) = file.of("care_episode"), file.of("measure")

    def add(kind, /, **values):
        return session.run(session.records.add, kind, **values).created

    return {
        "child": child, "care_episode": episode.id, "measure": measure.id,
        "placement": add("placement", episode_id=episode.id, name=PLACE, setting="ASSISTANT_FAMILIAL", since=ago(800)),
        "decision": add("decision", child_id=child, decided_on=ago(800)),
        "legal_status": add("legal_status", child_id=child, kind="TUTELLE", since=ago(500)),
        "absence": add("absence", child_id=child, kind="FUGUE", since=ago(90), until=ago(88)),
        "statement": add("statement", child_id=child, speaker="ENFANT", said_on=ago(40), exact_words="J’ai vu un héron."),
        "undated": add("decision", child_id=child),
    }  # fmt: skip


def shown_view(session, tasks, autosaver, child: str) -> CaseFileView:
    """The file of a child, opened at its path."""
    view = CaseFileView(tasks, autosaver, session.records.kinds())
    view.resize(1286, 768)
    view.show()
    view.open_file(child, "path")
    until(lambda: view.context.file is not None and view.page("path").timeline.timeline is not None)
    return view


def until(is_true) -> None:
    end = time.monotonic() + PATIENCE_MS / 1000
    while not is_true():
        assert time.monotonic() < end
        QTest.qWait(5)


@pytest.fixture(scope="module")
def read_only(qapp, session):
    """A file that the tests look at and do not change."""
    ids = enter(session)
    with desk(session) as (tasks, autosaver):
        view = shown_view(session, tasks, autosaver, ids["child"])
        yield view.page("path"), ids
        view.close()
        view.deleteLater()


@pytest.fixture
def ids(session):
    return enter(session)


@pytest.fixture
def view(qtbot, session, ids):
    with desk(session) as (tasks, autosaver):
        shown = shown_view(session, tasks, autosaver, ids["child"])
        qtbot.addWidget(shown)
        yield shown


def card_of(section, kind: str, record_id: str):
    own = {
        "decision": section.decision_cards, "care_episode": section.episode_cards, "legal_status": section.status_cards,
        "absence": section.absence_cards,
    }  # fmt: skip
    if kind in own:
        return own[kind].cards[record_id]
    (content,) = [card.extra for card in section.episode_cards.cards.values() if card.extra is not None]
    return (content.measure_cards if kind == "measure" else content.place_cards).cards[record_id]


class TestSection:
    def test_the_frieze_stays_in_view_when_the_section_opens(self, read_only):
        section, ids = read_only
        assert section.verticalScrollBar().value() == 0
        assert section.episode_cards.cards[ids["care_episode"]].title_button.isChecked()

    @pytest.mark.parametrize("kind", ["decision", "care_episode", "legal_status", "absence", "measure", "placement"])
    def test_a_record_of_the_section_opens_in_its_card(self, read_only, kind):
        section, ids = read_only
        section.episode_cards.cards[ids["care_episode"]].title_button.setChecked(False)
        section.timeline.target_requested.emit("path", kind, ids[kind])
        card = card_of(section, kind, ids[kind])
        assert card.title_button.isChecked()
        until(lambda: card.isAncestorOf(QApplication.focusWidget() or section))
        window = section.viewport().rect()
        until(lambda: window.contains(card.title_button.mapTo(section.viewport(), QPoint(5, 5))))

    def test_a_record_of_another_section_is_asked_for(self, qtbot, view, ids):
        section = view.page("path")
        (placed,) = section.timeline.frieze.scene.box("words").placed
        with qtbot.waitSignal(section.record_requested) as asked:
            section.timeline.frieze.open(placed)
        assert asked.args == ["statements", "statement", ids["statement"]]

    def test_what_has_no_date_is_listed_and_opens(self, read_only):
        section, ids = read_only
        assert section.timeline.undated.heading.text() == "À dater (1)"
        section.timeline.undated.lines[0].click()
        assert section.decision_cards.cards[ids["undated"]].title_button.isChecked()

    def test_the_list_holds_every_event_and_opens_with_enter(self, read_only):
        section, ids = read_only
        panel = section.timeline
        panel.list_button.click()
        assert panel.event_list.isVisible()
        assert not panel.frieze.isVisible()
        lines = panel.event_list.events.lines
        drawn = [lane for lane in panel.timeline.lanes for _one in (*lane.bars, *lane.points)]
        assert len(lines) == len(drawn) + len(panel.timeline.notices)
        assert [line.day for line in lines] == sorted(line.day for line in lines)
        section.status_cards.cards[ids["legal_status"]].title_button.setChecked(False)
        row = next(number for number, line in enumerate(lines) if line.target.kind == "legal_status")
        panel.event_list.setFocus()
        panel.event_list.selectRow(row)
        press(panel.event_list, Qt.Key.Key_Return)
        assert section.status_cards.cards[ids["legal_status"]].title_button.isChecked()

    def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_left(self, read_only, tmp_path):
        panel = read_only[0].timeline
        panel.save_pdf(tmp_path / "absent" / "parcours.pdf")
        until(lambda: not panel.banner.isHidden())
        assert panel.banner.property("tone") == "late"
        assert list(tmp_path.glob("**/*.pdf")) == []

    def test_a_record_asked_for_before_the_file_is_shown_opens_when_it_is(self, qtbot, session, ids):
        with desk(session) as (tasks, autosaver):
            fresh = CaseFileView(tasks, autosaver, session.records.kinds())
            qtbot.addWidget(fresh)
            fresh.resize(1286, 768)
            fresh.show()
            fresh.open_file(ids["child"])
            qtbot.waitUntil(lambda: fresh.context.file is not None, timeout=PATIENCE_MS)
            section = fresh.page("path")
            section.show_record("placement", ids["placement"])
            fresh.show_section("path")
            assert card_of(section, "placement", ids["placement"]).title_button.isChecked()

    def test_what_is_added_is_on_the_frieze(self, qtbot, view, session, ids):
        section = view.page("path")
        assert section.timeline.timeline.lane("absence").points == ()
        section.absence_cards.add_button.click()
        qtbot.waitUntil(lambda: len(section.timeline.timeline.lane("absence").bars) == 2, timeout=PATIENCE_MS)

    def test_what_is_pointed_out_opens_with_enter(self, qtbot, view, session, ids):
        session.run(session.records.change, "measure", ids["measure"], until=ago(9))
        section = view.page("path")
        view.reload()
        panel = section.timeline
        qtbot.waitUntil(lambda: len(panel.notices.lines) == 1, timeout=PATIENCE_MS)
        assert "Mesure échue sans décision" in panel.notices.lines[0].accessibleName()
        press(panel.notices.lines[0], Qt.Key.Key_Return)
        card = card_of(section, "measure", ids["measure"])
        assert card.title_button.isChecked()
        assert card.gesture_button.text() == "Noter le renouvellement"
        card.gesture_button.click()
        qtbot.waitUntil(lambda: not panel.notices.lines, timeout=PATIENCE_MS)
        ended, following = sorted(
            session.run(session.files.open, ids["child"]).of("measure"), key=lambda one: one.since
        )
        assert (following.type, following.since, following.until) == (ended.type, ago(9), None)
        assert ended.until == ago(9), "the measure that ends stays as it was"
        assert not card.gesture_button.isVisibleTo(card)
        new = card_of(section, "measure", following.id)
        qtbot.waitUntil(lambda: new.isAncestorOf(QApplication.focusWidget() or section), timeout=PATIENCE_MS)

    def test_a_measure_that_ends_opens_on_its_renewal_never_on_its_term(self, qtbot, view, session, ids):
        session.run(session.records.change, "measure", ids["measure"], until=ago(-20), judge="Mme Prévert")
        found = session.run(session.deadlines.of_child, ids["child"])
        due = next(one for one in found if one.rule.id == "JUDICIAL_END")
        begun = session.run(session.acting.begin, ids["child"], due)
        view.open_file(ids["child"], begun.section, (begun.kind, begun.record_id), begun.field)
        section = view.page("path")
        card = card_of(section, "measure", ids["measure"])
        qtbot.waitUntil(lambda: card.gesture_button is QApplication.focusWidget(), timeout=PATIENCE_MS)
        press(card.gesture_button, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: len(view.context.file.of("measure")) == 2, timeout=PATIENCE_MS)
        assert {one.judge for one in view.context.file.of("measure")} == {"Mme Prévert"}

    def test_the_page_is_written_without_the_name_of_a_protected_place(self, qtbot, view, session, ids, tmp_path):
        father = session.run(session.records.add, "person", surname="Le Goff", first_name="Yann").created
        session.run(session.records.add, "address_protection", placement_id=ids["placement"], hidden_from_id=father)
        panel = view.page("path").timeline
        target = tmp_path / "parcours.pdf"
        panel.save_pdf(target)
        qtbot.waitUntil(lambda: not panel.banner.isHidden(), timeout=PATIENCE_MS)
        assert "quitte la base chiffrée" in panel.banner.label.text()
        text = text_of(PdfReader(target).pages[0])
        assert "Lieu d’accueil connu du service" in text
        assert "Vasseur" not in text
        assert "Anaïs Le Goff" in text
