"""The child's own page: by touch and by keys, kept on the way, given to the file when finished, gone at once at the lock."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from ppe_desktop.app import has_base
from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.sketch import Made, Stroke, write_made
from ppe_desktop.domain.sketch_words import PICTURES, WEATHERS
from ppe_desktop.domain.support_spec import SHEET, SupportSpec
from ppe_desktop.domain.supports import KEEP_CHANGE, OF_OURS, SELF, SHIPPED
from ppe_desktop.domain.vocabulary import SketchKind
from ppe_desktop.services.session import Session
from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.gate import Gate
from ppe_desktop.ui.main_window import MainWindow
from ppe_desktop.ui.preferences import Preferences
from ppe_desktop.ui.theme import apply_theme
from ppe_desktop.ui.views.casefile.statements_section import StatementsSection
from ppe_desktop.ui.views.childpage.look import TARGET
from ppe_desktop.ui.views.childpage.page import SUPPORTS, ChildPage
from ppe_desktop.ui.views.childpage.pictures import paint_picture
from ppe_desktop.ui.views.childpage.sheets import pdf_of
from tests.support.base import access
from tests.support.screens import PATIENCE_MS, add_child, desk, open_session
from tests.support.sections import file_screen
from tests.support.typing import press, type_text
from tests.support.vault import PASSPHRASE
from tests.support.visits import after_power_cut

SMALL = (1366, 768)
OF_THE_SERVICE = SupportSpec("", "Mon week-end", "Raconte ton week-end.", ("Avec qui ?", "Et après ?"), SHEET, 5, 12)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_session(tmp_path / "base") as opened:
        yield opened


@pytest.fixture
def child_id(session: Session) -> str:
    return add_child(session, "Le Goff", "Anaïs", dt.date(2017, 3, 2))


@pytest.fixture
def autosaver(session: Session) -> Iterator[Autosaver]:
    with desk(session) as (_tasks, made):
        yield made


@pytest.fixture(autouse=True)
def no_page_stays(qapp: QApplication) -> Iterator[None]:
    """Close what a test left open: each widget that stays slows every change of theme of the tests after it."""
    yield
    for window in qapp.topLevelWidgets():
        if isinstance(window, ChildPage):
            window.deleteLater()


def open_page(qtbot: Any, autosaver: Autosaver, child_id: str, age: int | None = 9) -> ChildPage:
    page = ChildPage(autosaver, child_id, "Anaïs", age)
    page.resize(*SMALL)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow, timeout=PATIENCE_MS)
    return page


@pytest.fixture
def page(qtbot: Any, autosaver: Autosaver, child_id: str) -> ChildPage:
    return open_page(qtbot, autosaver, child_id)


def sketches(session: Session, child_id: str) -> tuple[Item, ...]:
    return session.run(session.sketches.read, child_id)


def content(session: Session, sketch: Item) -> Made:
    return session.run(session.sketches.content, sketch.id)[1]


def statements(session: Session, child_id: str) -> tuple[Item, ...]:
    return session.run(session.files.statements, child_id).of("statement")


def draw(qtbot: Any, canvas: QWidget, *places: tuple[int, int]) -> None:
    first, *rest = [QPoint(*place) for place in places]
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=first)
    for place in rest:
        qtbot.mouseMove(canvas, place)
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=(rest or [first])[-1])


def choose(qtbot: Any, page: ChildPage, kind: str) -> Any:
    if page.choice.tiles[kind].isHidden():
        qtbot.mouseClick(page.choice.more_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.choice.tiles[kind], Qt.MouseButton.LeftButton)
    assert page.support is not None
    return page.support


def wait_kept(qtbot: Any, page: ChildPage) -> None:
    assert page.keeper is not None
    qtbot.waitUntil(page.keeper.is_settled, timeout=PATIENCE_MS)


def answer(qtbot: Any, page: ChildPage, name: str) -> None:
    button = page.question.findChild(QAbstractButton, name)
    assert isinstance(button, QAbstractButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_what_is_proposed_first_follows_the_age_and_everything_stays_there(
    qtbot: Any, autosaver: Autosaver, child_id: str
) -> None:
    firsts = {}
    for age in (1, 4, 8, 12, 16, None):
        page = open_page(qtbot, autosaver, child_id, age)
        kinds = list(page.choice.tiles)
        assert set(kinds) == {spec.code for spec in SHIPPED}
        shown = [code for code in kinds if not page.choice.tiles[code].isHidden()]
        assert (KEEP_CHANGE in shown, SELF in shown) == (age not in (4,), age not in (4, 8, 12))
        assert page.choice.little_label.isVisible() == (age == 1)
        firsts[age] = kinds[0]
        page.close()
    assert firsts[4] == SketchKind.PICTURES
    assert firsts[8] == SketchKind.HOUSES
    assert firsts[16] == SketchKind.WORDS


def test_nothing_of_the_file_is_on_the_page_and_the_first_name_only_when_asked(qtbot: Any, page: ChildPage) -> None:
    def said() -> str:
        labels = [label.text() for label in page.findChildren(QLabel)]
        buttons = [button.text() + button.toolTip() for button in page.findChildren(QAbstractButton)]
        return " ".join([page.windowTitle(), *labels, *buttons])

    for kind in OF_OURS:
        page.begin(kind)
        assert "Goff" not in said()
        assert "Anaïs" not in said()
    page.back_button.click()
    qtbot.mouseClick(page.name_button, Qt.MouseButton.LeftButton)
    assert page.title_label.text() == "La page d’Anaïs"
    assert page.windowTitle() == "Ma page"
    assert page.isWindow()


def test_a_stroke_is_in_the_base_two_seconds_later_on_one_row(
    qtbot: Any, session: Session, child_id: str, page: ChildPage
) -> None:
    support = choose(qtbot, page, SketchKind.DRAWING)
    draw(qtbot, support.canvas, (200, 200), (300, 260), (400, 300))
    qtbot.waitUntil(lambda: len(sketches(session, child_id)) == 1, timeout=2000)
    draw(qtbot, support.canvas, (200, 300), (300, 360))
    type_text(support.words_field, "ma fé peur")
    wait_kept(qtbot, page)
    (sketch,) = sketches(session, child_id)
    made = content(session, sketch)
    assert (len(made.strokes), made.words, sketch.is_open) == (2, {"": "ma fé peur"}, True)
    assert statements(session, child_id) == ()


def test_a_finger_draws_as_a_mouse_does(qtbot: Any, page: ChildPage) -> None:
    canvas = choose(qtbot, page, SketchKind.DRAWING).canvas
    finger = QTest.createTouchDevice()
    for gesture, place in (("press", (200, 200)), ("move", (300, 240)), ("move", (380, 300)), ("release", (380, 300))):
        sequence = QTest.touchEvent(canvas, finger)
        getattr(sequence, gesture)(0, QPoint(*place), canvas)
        sequence.commit(True)
    (stroke,) = canvas.strokes
    assert len(stroke.points) == 3


def test_a_finished_page_gives_its_words_exactly_as_typed(
    qtbot: Any, session: Session, child_id: str, page: ChildPage
) -> None:
    support = choose(qtbot, page, SketchKind.WEATHER)
    for code in ("orage", "arc-en-ciel", "neige", "neige"):
        qtbot.mouseClick(support.tiles[code], Qt.MouseButton.LeftButton)
    type_text(support.words_field, 'sa tonne "fort" dans ma tête :(\net apré sa s\'arette')
    qtbot.mouseClick(page.keep_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.question.isVisible(), timeout=PATIENCE_MS)
    (statement,), (sketch,) = statements(session, child_id), sketches(session, child_id)
    assert statement.exact_words == 'sa tonne "fort" dans ma tête :(\net apré sa s\'arette'
    assert (statement.speaker, statement.means, statement.sharing, statement.use_explained) == (
        "ENFANT",
        "METEO",
        "DOSSIER",
        "",
    )
    assert content(session, sketch).chosen == ("orage", "arc-en-ciel")
    assert (sketch.statement_id, sketch.is_open) == (statement.id, False)
    image = QImage.fromData(session.run(session.sketches.picture, sketch.id))
    assert (image.width(), image.height()) == (1600, 1000)


def test_an_empty_page_leaves_nothing_and_asks_nothing(
    qtbot: Any, session: Session, child_id: str, page: ChildPage
) -> None:
    support = choose(qtbot, page, SketchKind.DRAWING)
    draw(qtbot, support.canvas, (200, 200), (400, 300))
    qtbot.waitUntil(lambda: len(sketches(session, child_id)) == 1, timeout=PATIENCE_MS)
    qtbot.keyClick(support.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.mouseClick(page.back_button, Qt.MouseButton.LeftButton)
    assert page.stack.currentWidget() is page.choice
    qtbot.waitUntil(lambda: sketches(session, child_id) == (), timeout=PATIENCE_MS)


def test_throwing_asks_once_and_the_page_can_be_put_back(
    qtbot: Any, session: Session, child_id: str, page: ChildPage
) -> None:
    support = choose(qtbot, page, SketchKind.WORDS)
    type_text(support.words_field, "je ne veux plus")
    wait_kept(qtbot, page)
    (sketch,) = sketches(session, child_id)
    qtbot.mouseClick(page.throw_button, Qt.MouseButton.LeftButton)
    assert len(sketches(session, child_id)) == 1
    answer(qtbot, page, "throw_answer")
    qtbot.waitUntil(lambda: sketches(session, child_id) == (), timeout=PATIENCE_MS)
    session.run(session.sketches.put_back, sketch.id)
    assert content(session, sketches(session, child_id)[0]).words == {"": "je ne veux plus"}


def test_escape_asks_before_the_computer_is_given_back_and_a_second_one_stays(
    qtbot: Any, session: Session, child_id: str, page: ChildPage
) -> None:
    support = choose(qtbot, page, SketchKind.WORDS)
    type_text(support.words_field, "oui")
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.question.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert support.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    with qtbot.waitSignal(page.left, timeout=PATIENCE_MS) as left:
        answer(qtbot, page, "keep_answer")
    assert left.args == [True]
    assert [statement.exact_words for statement in statements(session, child_id)] == ["oui"]


def test_the_page_closed_from_outside_is_kept_to_be_gone_on_with(
    qtbot: Any, session: Session, child_id: str, page: ChildPage
) -> None:
    support = choose(qtbot, page, SketchKind.DRAWING)
    qtbot.mousePress(support.canvas, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    qtbot.mouseMove(support.canvas, QPoint(420, 330))  # the lid is closed with the hand still on the sheet
    page.close()
    (sketch,) = sketches(session, child_id)
    assert sketch.is_open
    assert len(content(session, sketch).strokes) == 1


def test_what_the_screen_was_told_is_kept_survives_the_power_cut(
    qtbot: Any, session: Session, child_id: str, page: ChildPage, tmp_path: Path
) -> None:
    support = choose(qtbot, page, SketchKind.HOUSES)
    type_text(support.houses["soucis"].words_field, "les cris")
    qtbot.waitUntil(lambda: page.saved_label.text() == "Enregistré", timeout=PATIENCE_MS)
    with after_power_cut(tmp_path / "base", tmp_path / "copie") as after:
        (sketch,) = sketches(after, child_id)
        assert content(after, sketch).words == {"soucis": "les cris"}


def test_the_autosaver_lets_nothing_close_before_the_page_is_kept(
    qtbot: Any, session: Session, child_id: str, page: ChildPage, autosaver: Autosaver
) -> None:
    support = choose(qtbot, page, SketchKind.WORDS)
    type_text(support.words_field, "à l’instant")
    assert autosaver.flush()
    assert content(session, sketches(session, child_id)[0]).words == {"": "à l’instant"}
    page.close()
    assert autosaver.guards == []


def test_five_thousand_strokes_are_kept_and_gone_on_with(
    qtbot: Any, session: Session, child_id: str, page: ChildPage
) -> None:
    many = tuple(Stroke("#1f6f78", 6.0, ((n % 1500, n % 900), (n % 1500 + 80, n % 900 + 40))) for n in range(5000))
    page_id = "0198c2a1000070008000000000000001"
    data = write_made(Made(strokes=many), is_open=True)
    session.run(session.sketches.keep, child_id, "DESSIN", data, sketch_id=page_id)
    page.resume(page_id, "")
    qtbot.waitUntil(lambda: page.support is not None, timeout=PATIENCE_MS)
    support: Any = page.support
    draw(qtbot, support.canvas, (200, 200), (400, 300))
    wait_kept(qtbot, page)
    assert len(content(session, sketches(session, child_id)[0]).strokes) == 5001


def test_twenty_thousand_characters_are_given_whole(
    qtbot: Any, session: Session, child_id: str, page: ChildPage
) -> None:
    support = choose(qtbot, page, SketchKind.WORDS)
    QApplication.clipboard().setText("mots " * 4000)
    support.words_field.paste()
    qtbot.mouseClick(page.keep_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.question.isVisible(), timeout=PATIENCE_MS)
    assert statements(session, child_id)[0].exact_words == ("mots " * 4000).strip()


def test_a_question_of_the_adult_is_kept_as_it_is_typed_and_leaves_nothing_behind(
    qtbot: Any, session: Session, child_id: str, page: ChildPage
) -> None:
    support = choose(qtbot, page, SketchKind.SCALE)
    type_text(support.question_field, "Comment va l’école ?")
    wait_kept(qtbot, page)
    (sketch,) = sketches(session, child_id)
    assert (sketch.is_open, content(session, sketch).question) == (True, "Comment va l’école ?")
    qtbot.mouseClick(page.back_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: sketches(session, child_id) == (), timeout=PATIENCE_MS)
    assert page.choice.isVisible(), "nothing is asked: the child made nothing"


def test_the_scale_takes_one_step_back_when_touched_again(qtbot: Any, page: ChildPage) -> None:
    support = choose(qtbot, page, SketchKind.SCALE)
    type_text(support.question_field, "Comment va l’école ?")
    assert support.made().is_empty()
    qtbot.mouseClick(support.steps[6], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(support.steps[3], Qt.MouseButton.LeftButton)
    assert (support.made().value, support.made().question) == (4, "Comment va l’école ?")
    qtbot.mouseClick(support.steps[3], Qt.MouseButton.LeftButton)
    assert support.made().value == 0


def test_one_draws_in_the_houses_and_the_rubber_leaves_their_walls(qtbot: Any, page: ChildPage) -> None:
    support = choose(qtbot, page, SketchKind.HOUSES)
    type_text(support.houses["reves"].words_field, "un vélo")
    support.draw_button.click()
    canvas = support.canvas
    before = canvas.grab().toImage()
    draw(
        qtbot,
        canvas,
        (canvas.width() // 2 - 200, canvas.height() // 2),
        (canvas.width() // 2 + 200, canvas.height() // 2),
    )
    assert canvas.grab().toImage() != before
    support.tools.rubber.click()
    draw(
        qtbot,
        canvas,
        (canvas.width() // 2 - 205, canvas.height() // 2),
        (canvas.width() // 2 + 205, canvas.height() // 2),
    )
    assert canvas.grab().toImage() == before
    assert len(support.made().strokes) == 2
    assert support.made().words == {"reves": "un vélo"}


def test_colours_widths_undo_and_a_new_sheet(qtbot: Any, session: Session, child_id: str, page: ChildPage) -> None:
    support = choose(qtbot, page, SketchKind.DRAWING)
    tools = support.tools
    assert not tools.undo_button.isEnabled()
    qtbot.mouseClick(tools.colours[3], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(tools.widths[2], Qt.MouseButton.LeftButton)
    draw(qtbot, support.canvas, (200, 200), (400, 300))
    assert support.canvas.strokes[0][:2] == ("#c8321f", 32.0)
    qtbot.mouseClick(tools.undo_button, Qt.MouseButton.LeftButton)
    assert support.canvas.strokes == ()
    qtbot.mouseClick(tools.redo_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(tools.another_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.support is not None and page.support is not support, timeout=PATIENCE_MS)
    assert page.support is not None
    assert page.support.made().is_empty()
    assert [sketch.is_open for sketch in sketches(session, child_id)] == [False]


def test_a_support_of_the_service_is_kept_as_it_was_on_the_day_of_the_page(
    qtbot: Any, session: Session, autosaver: Autosaver, child_id: str
) -> None:
    *_ours, added = session.run(session.supports.keep, OF_THE_SERVICE)
    page = open_page(qtbot, autosaver, child_id, 9)
    qtbot.waitUntil(lambda: added.code in page.choice.tiles, timeout=PATIENCE_MS)
    support = choose(qtbot, page, added.code)
    draw(qtbot, support.canvas, (120, 120), (200, 180))
    draw(qtbot, support.canvas, (150, 120), (220, 180))
    qtbot.mouseClick(support.tools.undo_button, Qt.MouseButton.LeftButton)
    type_text(support.fields["2"], "on a fait des crepes")
    session.run(session.supports.remove, added.code)
    qtbot.mouseClick(page.keep_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(statements(session, child_id)) == 1, timeout=PATIENCE_MS)
    (said,), (sketch,) = statements(session, child_id), sketches(session, child_id)
    assert (said.exact_words, said.question) == ("on a fait des crepes", "Raconte ton week-end.\nEt après ?")
    assert (sketch.kind, said.means) == ("Mon week-end", "Mon week-end")
    assert content(session, sketch).sheet == added
    page.resume(sketch.id)
    qtbot.waitUntil(lambda: page.support is not support and page.support is not None, timeout=PATIENCE_MS)
    again: Any = page.support
    assert page.title_label.text() == "Mon week-end"
    assert (len(again.canvas.strokes), again.fields["2"].words()) == (1, "on a fait des crepes")


def test_every_target_is_as_large_as_a_finger_and_on_the_screen(qapp: Any, qtbot: Any, page: ChildPage) -> None:
    apply_theme(qapp, "light")
    for kind in OF_OURS:
        page.begin(kind)
        qtbot.waitUntil(lambda: page.area.widget().isVisible(), timeout=PATIENCE_MS)
        shown = [button for button in page.findChildren(QAbstractButton) if button.isVisible()]
        fields = [field for field in page.findChildren(QLineEdit) if field.isVisible()]
        assert len(shown) > 4
        for widget in (*shown, *fields):
            assert min(widget.width(), widget.height()) >= TARGET, (kind, widget)
            assert page.rect().contains(widget.mapTo(page, widget.rect().bottomRight())), (kind, widget)


def test_everything_is_reached_and_chosen_by_the_keyboard(
    qtbot: Any, session: Session, child_id: str, page: ChildPage
) -> None:
    tile = page.choice.tiles[SketchKind.PICTURES]
    page.choice.more_button.click()  # for a child of nine they are among the others
    page.choice.take_keyboard()
    while QApplication.focusWidget() is not tile:
        press(QApplication.focusWidget(), Qt.Key.Key_Tab)
    press(tile, Qt.Key.Key_Return)
    support: Any = page.support
    assert QApplication.focusWidget() is support.tiles["joie"]
    press(support.tiles["joie"], Qt.Key.Key_Space)
    while QApplication.focusWidget() is not page.keep_button:
        press(QApplication.focusWidget(), Qt.Key.Key_Tab)
    press(page.keep_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(sketches(session, child_id)) == 1, timeout=PATIENCE_MS)
    assert content(session, sketches(session, child_id)[0]).chosen == ("joie",)


def test_the_text_grows_and_shrinks(qtbot: Any, page: ChildPage) -> None:
    before = page.look.px(100)
    qtbot.mouseClick(page.larger_button, Qt.MouseButton.LeftButton)
    assert page.look.px(100) > before
    while page.larger_button.isEnabled():
        qtbot.mouseClick(page.larger_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.smaller_button, Qt.MouseButton.LeftButton)
    while page.smaller_button.isEnabled():
        qtbot.mouseClick(page.smaller_button, Qt.MouseButton.LeftButton)
    assert page.look.px(100) == before


def test_every_picture_is_ours_and_is_drawn(qapp: Any) -> None:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    from ppe_desktop.ui.theme import current

    for name in {*WEATHERS, *PICTURES, *(spec.picture for spec in SHIPPED)}:
        image = QImage(60, 60, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        blank = image.copy()
        painter = QPainter(image)
        paint_picture(painter, name, QRectF(0, 0, 60, 60), current())
        painter.end()
        assert image != blank, name
    assert set(SUPPORTS) == set(SketchKind)


def test_the_blank_sheets_are_one_page_each_and_made_of_lines(qapp: Any, tmp_path: Path) -> None:
    pypdfium2 = pytest.importorskip("pypdfium2")
    apply_theme(qapp, "dark")  # paper does not follow the dark
    written = pdf_of((*SHIPPED, OF_THE_SERVICE))
    apply_theme(qapp, "light")
    document = pypdfium2.PdfDocument(written)
    assert len(document) == len(SHIPPED) + 1
    sizes = {tuple(round(side) for side in page.get_size()) for page in document}
    assert sizes == {(595, 842), (842, 595)}
    assert not re.search(rb"/Subtype\s*/Image", written)
    said = [page.get_textpage().get_text_range() for page in document]
    assert all("Prénom" in text and "ce que tu veux garder pour toi" in text for text in said)
    document.close()


def statements_page(qtbot: Any, view: Any) -> StatementsSection:
    view.show_section("statements")
    page = view.page("statements")
    assert isinstance(page, StatementsSection)
    return page


def child_page_of(window: QWidget) -> ChildPage:
    found = [page for page in window.findChildren(ChildPage) if page.isVisible()]
    assert len(found) == 1
    return found[0]


def print_from(qtbot: Any, viewer: Any, path: Path) -> None:
    """Print a page seen large, in a file as there is no printer here: one sheet, which says nothing of the file."""
    viewer.print_button.click()
    find = lambda: viewer.findChild(QPrintPreviewDialog, "page_preview")  # noqa: E731
    qtbot.waitUntil(lambda: find() is not None, timeout=PATIENCE_MS)
    printer = find().printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    find().paintRequested.emit(printer)
    find().accept()
    assert path.read_bytes().count(b"/Type /Page\n") == 1


def test_from_the_words_of_the_file_to_the_page_and_back(qtbot: Any, session: Session, tmp_path: Path) -> None:
    with file_screen(qtbot, session) as (view, child_id):
        section = statements_page(qtbot, view)
        qtbot.mouseClick(section.page_button, Qt.MouseButton.LeftButton)
        section.open_page()  # pressed twice
        page = child_page_of(view)
        assert page.isFullScreen()
        support = choose(qtbot, page, SketchKind.DRAWING)
        draw(qtbot, support.canvas, (100, 100), (160, 130))
        type_text(support.title_field, "Ma maison")
        type_text(support.words_field, "c'est chez mamie")
        page.keep_button.click()
        qtbot.waitUntil(lambda: page.question.isVisible(), timeout=PATIENCE_MS)
        with qtbot.waitSignal(view.file_shown, timeout=PATIENCE_MS):
            answer(qtbot, page, "leave_answer")
        qtbot.waitUntil(lambda: len(section.cards.cards) == 1 and len(section.gallery.thumbs) == 1, timeout=PATIENCE_MS)
        (card,), (thumb,) = section.cards.cards.values(), section.gallery.thumbs.values()
        qtbot.waitUntil(lambda: not thumb.image().isNull(), timeout=PATIENCE_MS)
        assert "c'est chez mamie" in card.title_button.text()
        assert thumb.toolTip() == "Ma maison"
        assert not section.resume_banner.isVisible()
        card.open()
        inside: Any = card.form.over
        assert len(inside.gallery.thumbs) == 1
        qtbot.mouseClick(thumb, Qt.MouseButton.LeftButton)
        viewer: Any = section.findChild(QWidget, "sketch_viewer")
        assert viewer.title_label.text() == "Ma maison"
        qtbot.waitUntil(lambda: not viewer.picture.pixmap().isNull(), timeout=PATIENCE_MS)
        print_from(qtbot, viewer, tmp_path / "page.pdf")
        qtbot.waitUntil(lambda: bool(session.run(session.files.produced, child_id)), timeout=PATIENCE_MS)
        assert [line.document for line in session.run(session.files.produced, child_id)] == ["page-enfant"]
        viewer.remove_button.click()
        qtbot.waitUntil(lambda: section.gallery.thumbs == {}, timeout=PATIENCE_MS)
        assert len(statements(session, child_id)) == 1


def test_a_page_begun_is_offered_and_shown_even_without_its_picture(qtbot: Any, session: Session) -> None:
    with file_screen(qtbot, session) as (view, child_id):
        data = write_made(
            Made({"soucis": "les cris"}, strokes=(Stroke("#c8321f", 14.0, ((50.0, 50.0), (900.0, 700.0))),)),
            is_open=True,
        )
        session.run(session.sketches.keep, child_id, "MAISONS", data)
        section = statements_page(qtbot, view)
        qtbot.waitUntil(lambda: section.resume_banner.isVisible(), timeout=PATIENCE_MS)
        (thumb,) = section.gallery.thumbs.values()
        qtbot.waitUntil(lambda: not thumb.image().isNull(), timeout=PATIENCE_MS)
        qtbot.mouseClick(section.resume_banner.action_button, Qt.MouseButton.LeftButton)
        page = child_page_of(view)
        qtbot.waitUntil(lambda: page.support is not None, timeout=PATIENCE_MS)
        assert page.support is not None
        assert page.support.made().words == {"soucis": "les cris"}
        qtbot.mouseClick(page.leave_button, Qt.MouseButton.LeftButton)
        answer(qtbot, page, "leave_answer")  # nothing was touched: nothing is asked of the page
        assert [sketch.is_open for sketch in sketches(session, child_id)] == [True]


def test_the_lock_takes_the_page_away_at_once_and_unlocking_offers_it_again(qtbot: Any, tmp_path: Path) -> None:
    with open_session(tmp_path / "base") as session:
        child_id = add_child(session, "Le Goff", "Anaïs", dt.date(2017, 3, 2))
    window = MainWindow(Gate(access), tmp_path / "base", Preferences(tmp_path / "preferences"), has_base)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.centralWidget() is not None, timeout=PATIENCE_MS)
    unlock(qtbot, window)
    assert window.workspace is not None
    view = window.workspace.file_view
    with qtbot.waitSignal(view.file_shown, timeout=PATIENCE_MS):
        window.workspace.open_child(child_id, "statements")
    section = view.page("statements")
    assert isinstance(section, StatementsSection)
    section.open_page()
    page = child_page_of(window)
    type_text(choose(qtbot, page, SketchKind.WORDS).words_field, "pas fini")
    with qtbot.waitSignal(window.locked, timeout=PATIENCE_MS):
        qtbot.keyClick(page, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert not [shown for shown in window.findChildren(ChildPage) if shown.isVisible()]
    unlock(qtbot, window)
    assert window.workspace is not None
    view = window.workspace.file_view
    qtbot.waitUntil(lambda: view.context.file is not None and view.section() == "statements", timeout=PATIENCE_MS)
    again = view.page("statements")
    assert isinstance(again, StatementsSection)
    qtbot.waitUntil(lambda: again.resume_banner.isVisible(), timeout=PATIENCE_MS)
    again.resume_banner.action_button.click()
    page = child_page_of(window)
    qtbot.waitUntil(lambda: page.support is not None, timeout=PATIENCE_MS)
    assert page.support is not None
    assert page.support.made().words == {"": "pas fini"}
    window.close()


def unlock(qtbot: Any, window: MainWindow) -> None:
    door: Any = window.centralWidget()
    type_text(door.secret.line, PASSPHRASE)
    with qtbot.waitSignal(window.workspace_shown, timeout=PATIENCE_MS):
        qtbot.keyClick(door.secret.line, Qt.Key.Key_Return)
