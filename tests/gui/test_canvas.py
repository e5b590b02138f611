"""The sheet the child draws on: real movements of the hand, taken back and put again."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ppe_desktop.domain.sketch import PAGE, Stroke, read_strokes, write_strokes
from ppe_desktop.ui.views.childpage.canvas import Canvas


@pytest.fixture
def canvas(qtbot: QtBot) -> Canvas:
    made = Canvas()
    qtbot.addWidget(made)
    made.resize(960, 640)
    made.show()
    qtbot.waitExposed(made)
    return made


def draw(qtbot: QtBot, canvas: Canvas, *places: tuple[int, int]) -> None:
    first, *rest = [QPoint(*place) for place in places]
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=first)
    for place in rest:
        qtbot.mouseMove(canvas, place)
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=(rest or [first])[-1])


def colour_at(canvas: Canvas, x: int, y: int) -> QColor:
    return QColor(canvas.grab().toImage().pixel(x, y))


def test_the_line_is_under_the_hand_and_in_its_colour(qtbot: QtBot, canvas: Canvas) -> None:
    canvas.colour = "#b3261e"
    draw(qtbot, canvas, (200, 200), (400, 200), (400, 400))
    assert colour_at(canvas, 300, 200) == QColor("#b3261e")
    assert colour_at(canvas, 400, 300) == QColor("#b3261e")
    assert colour_at(canvas, 300, 300) == QColor("#ffffff")
    (stroke,) = canvas.strokes
    assert stroke.points[0] == pytest.approx((200 / 0.6, (200 - 20) / 0.6), abs=0.2)


def test_a_single_touch_leaves_a_dot(qtbot: QtBot, canvas: Canvas) -> None:
    draw(qtbot, canvas, (500, 300))
    assert colour_at(canvas, 500, 300) != QColor("#ffffff")


def test_a_pen_draws_at_each_place_it_tells_and_hovering_leaves_nothing(qtbot: QtBot, canvas: Canvas) -> None:
    pen = QPointingDevice(
        "stylet", 1, QInputDevice.DeviceType.Stylus, QPointingDevice.PointerType.Pen, QInputDevice.Capability.Pressure, 1, 3
    )  # fmt: skip
    press, move, release = QEvent.Type.TabletPress, QEvent.Type.TabletMove, QEvent.Type.TabletRelease

    def pass_over(kind: QEvent.Type, x: float, y: float, held: bool = True) -> None:
        button = Qt.MouseButton.LeftButton if kind is not move else Qt.MouseButton.NoButton
        buttons = Qt.MouseButton.LeftButton if held else Qt.MouseButton.NoButton
        place = QPointF(x, y)
        event = QTabletEvent(
            kind, pen, place, place, 0.7, 0.0, 0.0, 0.0, 0.0, 0.0, Qt.KeyboardModifier.NoModifier, button, buttons
        )
        QApplication.sendEvent(canvas, event)
        assert event.isAccepted(), "it does not come again as a mouse"

    pass_over(move, 100, 100, held=False)
    for kind, x, y in ((press, 200.4, 200), (move, 300.2, 200.6), (move, 400, 300), (release, 400, 300)):
        pass_over(kind, x, y, held=kind is not release)
    pass_over(move, 500, 500, held=False)
    (stroke,) = canvas.strokes
    assert len(stroke.points) == 3
    assert stroke.points[0] == pytest.approx((200.4 / 0.6, (200 - 20) / 0.6), abs=0.1)
    assert colour_at(canvas, 300, 200) != QColor("#ffffff")


def test_strokes_are_taken_back_and_put_again_by_the_keys(qtbot: QtBot, canvas: Canvas) -> None:
    draw(qtbot, canvas, (200, 200), (400, 200))
    draw(qtbot, canvas, (200, 300), (400, 300))
    qtbot.keyClick(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(canvas.strokes) == 1
    assert colour_at(canvas, 300, 300) == QColor("#ffffff")
    with qtbot.waitSignal(canvas.changed):
        canvas.redo()
    assert len(canvas.strokes) == 2
    canvas.undo()
    draw(qtbot, canvas, (200, 400), (400, 400))
    assert not canvas.can_redo()


def test_a_drawing_is_gone_on_with_after_it_was_kept(qtbot: QtBot, canvas: Canvas) -> None:
    draw(qtbot, canvas, (200, 200), (400, 260), (500, 300))
    kept = write_strokes(canvas.strokes)
    other = Canvas()
    qtbot.addWidget(other)
    other.show_strokes(read_strokes(kept))
    assert other.picture() == canvas.picture()
    image = QImage.fromData(canvas.picture())
    assert image.width() / image.height() == PAGE[0] / PAGE[1]


def test_another_size_keeps_the_drawing(qtbot: QtBot, canvas: Canvas) -> None:
    draw(qtbot, canvas, (300, 200), (600, 200))
    before = canvas.strokes
    canvas.resize(480, 320)
    assert canvas.strokes == before
    assert colour_at(canvas, 225, 100) != QColor("#ffffff")


def test_outside_the_sheet_nothing_begins_and_a_line_stops_at_the_edge(qtbot: QtBot, canvas: Canvas) -> None:
    draw(qtbot, canvas, (480, 5), (480, 300))
    assert canvas.strokes == ()
    draw(qtbot, canvas, (900, 300), (2000, 300))
    assert max(x for x, _y in canvas.strokes[0].points) == PAGE[0]


def test_five_thousand_strokes_do_not_slow_the_hand(qtbot: QtBot, canvas: Canvas) -> None:
    many = tuple(Stroke("#1f6f78", 6.0, ((n % 1500, n % 900), (n % 1500 + 80, n % 900 + 40))) for n in range(5000))

    def cost() -> float:
        begin = time.process_time()
        draw(qtbot, canvas, *((100 + step * 3, 100 + step) for step in range(100)))
        return time.process_time() - begin

    empty = min(cost() for _ in range(3))
    canvas.show_strokes(many)
    assert min(cost() for _ in range(3)) < empty * 3


def many_strokes(count: int) -> tuple[Stroke, ...]:
    """A drawing of many lines, some rubbed out, whose order matters."""
    colours = ("#202124", "#c8321f", "#2f6fb5", "")
    return tuple(
        Stroke(
            colours[number % 4],
            20.0,
            tuple((float(number * 37 % 1600), float((number * 53 + step) % 1000)) for step in (0, 90)),
        )
        for number in range(count)
    )


def test_a_large_drawing_opened_again_leaves_the_hand_free_and_ends_as_if_painted_at_once(
    qtbot: QtBot, canvas: Canvas
) -> None:
    strokes = many_strokes(3000)
    picture = QImage(16, 10, QImage.Format.Format_RGB32)
    picture.fill(QColor("#00ff00"))
    canvas.show_strokes(strokes, picture)
    assert colour_at(canvas, 480, 300) == QColor("#00ff00"), "its picture at once"
    assert not canvas.is_whole()
    draw(qtbot, canvas, (100, 100), (300, 100))
    draw(qtbot, canvas, (100, 150), (300, 150))
    canvas.undo()
    assert len(canvas.strokes) == 3001
    qtbot.waitUntil(canvas.is_whole, timeout=8000)
    shown = canvas.grab().toImage()
    direct = Canvas()
    qtbot.addWidget(direct)
    direct.resize(canvas.size())
    direct.show()
    qtbot.waitExposed(direct)
    direct.grab()
    for stroke in canvas.strokes:
        direct._add(stroke)
    direct._paint_strokes_again()
    assert direct.grab().toImage() == shown


def test_strokes_of_a_drawing_still_being_painted_can_be_taken_back(qtbot: QtBot, canvas: Canvas) -> None:
    canvas.show_strokes(many_strokes(600))
    canvas.grab()
    for _stroke in range(300):
        canvas.undo()
    qtbot.waitUntil(canvas.is_whole, timeout=8000)
    left = canvas.grab().toImage()
    canvas.show_strokes(many_strokes(300))
    canvas.grab()
    qtbot.waitUntil(canvas.is_whole, timeout=8000)
    assert canvas.grab().toImage() == left
