"""Pages shown one at a time: those of a PDF or of a picture, at the size wanted, with the words found marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ppe_desktop.services.attachments import Found
from ppe_desktop.ui.theme import current

LEAST_ZOOM, MOST_ZOOM, STEP = 0.1, 5.0, 1.25
_MARGIN = 12
_SETTLED_MS = 40
_MARK, _MARK_HERE = QColor(255, 214, 0, 90), QColor(255, 140, 0, 120)


class PagesPane(QScrollArea):
    """Shows pages that someone else draws.

    Signals:
        page_wanted: page, from 0, and how many device pixels a unit of its size takes.
        changed: the page or its size on screen is another.
    """

    page_wanted = Signal(int, float)
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sizes: list[QSizeF] = []
        self._fits = True
        self._zoom = 1.0
        self.page = 0
        self._found: list[Found] = []
        self._here = -1
        self.sheet = _Sheet()
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self.setWidget(self.sheet)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Page du document"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

        self._settled.timeout.connect(self._want_page)

    def set_pages(self, sizes: Sequence[QSizeF]) -> None:
        """Get ready for a document whose pages have these sizes, in pixels at their natural size; ask for the first one."""
        self._sizes = list(sizes)
        self.page = 0
        self._lay_out()

    def show_image(self, page: int, image: QImage) -> None:
        """Show a page that was asked for; one that is not wanted any more is dropped."""
        if page == self.page and self._sizes:
            self.sheet.show_image(image)

    def clear(self) -> None:
        """Forget everything shown."""
        self._sizes, self._found, self._here, self.page = [], [], -1, 0
        self.sheet.clear()

    def count(self) -> int:
        """Return the number of pages."""
        return len(self._sizes)

    def zoom(self) -> float:
        """Return the size on screen, 1 for the natural size."""
        return self._zoom

    def fits(self) -> bool:
        """Tell whether the page follows the size of the window."""
        return self._fits

    def go(self, page: int, *, at_end: bool = False) -> None:
        """Show another page, from its beginning or from its end."""
        if not 0 <= page < len(self._sizes):
            return
        if page != self.page:
            self.page = page
            self.sheet.clear()
            self._lay_out()
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum() if at_end else 0)

    def fit(self) -> None:
        """Give the page the width of the window, or its height when it is wider than tall."""
        self._fits = True
        self._lay_out()

    def set_zoom(self, zoom: float) -> None:
        """Give the page a size, 1 for its natural size."""
        self._fits = False
        self._zoom = min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
        self._lay_out()

    def zoom_in(self) -> None:
        """Enlarge."""
        self.set_zoom(self._zoom * STEP)

    def zoom_out(self) -> None:
        """Reduce."""
        self.set_zoom(self._zoom / STEP)

    def show_found(self, found: Sequence[Found]) -> None:
        """Mark the places found and go to the first one from the page on screen."""
        self._found = list(found)
        after = [number for number, place in enumerate(self._found) if place.page >= self.page]
        self._here = (after or [0])[0] if self._found else -1
        self._go_to_found()

    def next_found(self, step: int = 1) -> None:
        """Go to the next place found, or to the one before."""
        if self._found:
            self._here = (self._here + step) % len(self._found)
            self._go_to_found()

    def found_here(self) -> tuple[int, int]:
        """Return the number of the place on screen, from 1, and how many there are."""
        return self._here + 1, len(self._found)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the size of the window."""
        super().resizeEvent(event)
        if self._fits and event.size() != event.oldSize():
            self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page up and Page down go past the end of the page to the next one; Home and End go to the first and last."""
        bar = self.verticalScrollBar()
        if event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_Space) and bar.value() == bar.maximum():
            self.go(self.page + 1)
        elif event.key() == Qt.Key.Key_PageUp and bar.value() == bar.minimum():
            self.go(self.page - 1, at_end=True)
        elif event.key() == Qt.Key.Key_Home:
            self.go(0)
        elif event.key() == Qt.Key.Key_End:
            self.go(len(self._sizes) - 1)
        else:
            super().keyPressEvent(event)

    def _go_to_found(self) -> None:
        if self._here >= 0:
            place = self._found[self._here]
            self.go(place.page)
            left, top, right, bottom = place.boxes[0] if place.boxes else (0.5, 0.5, 0.5, 0.5)
            x, y = (left + right) / 2 * self.sheet.width(), (top + bottom) / 2 * self.sheet.height()
            self.ensureVisible(round(x), round(y), 80, 120)
        self._mark()
        self.changed.emit()

    def _mark(self) -> None:
        marks = [
            (box, number == self._here)
            for number, place in enumerate(self._found)
            if place.page == self.page
            for box in place.boxes
        ]
        self.sheet.mark(marks)

    def _lay_out(self) -> None:
        if not self._sizes:
            return
        size = self._sizes[self.page]
        if self._fits:
            self._zoom = self._fitting(size)
        self.sheet.set_page_size((size * self._zoom).toSize())
        self._mark()
        self._settled.start()  # a window being stretched asks once
        self.changed.emit()

    def _want_page(self) -> None:
        if self._sizes:
            self.page_wanted.emit(self.page, self._zoom * self.devicePixelRatioF())

    def _fitting(self, size: QSizeF) -> float:
        bar = self.verticalScrollBar().sizeHint().width()
        width, height = self.width() - 2 * _MARGIN - bar, self.height() - 2 * _MARGIN
        by_width, by_height = width / size.width(), height / size.height()
        wanted = by_height if size.width() > size.height() else by_width
        return min(max(min(wanted, by_width), LEAST_ZOOM), 2.0)


class _Sheet(QWidget):
    """One page, its marks, and white paper until it is drawn."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self._marks: list[tuple[tuple[float, float, float, float], bool]] = []

    def set_page_size(self, size: QSize) -> None:
        """Take the size of the page, and a margin round it."""
        self.resize(size + QSize(2 * _MARGIN, 2 * _MARGIN))
        self.update()

    def show_image(self, image: QImage) -> None:
        """Show the page."""
        self._image = image
        self.update()

    def mark(self, marks: list[tuple[tuple[float, float, float, float], bool]]) -> None:
        """Mark places of the page; the one where one is, differently."""
        self._marks = marks
        self.update()

    def clear(self) -> None:
        """Show white paper."""
        self._image, self._marks = QImage(), []
        self.update()

    def image(self) -> QImage:
        """Return the page shown, null while it is being drawn."""
        return self._image

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the page at its size on screen."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        page = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        painter.fillRect(page.adjusted(-1, -1, 1, 1), QColor(current().border))
        painter.fillRect(page, Qt.GlobalColor.white)
        if not self._image.isNull():
            self._draw_image(painter, page)
        for (left, top, right, bottom), is_here in self._marks:
            width, height = page.width(), page.height()
            box = QRectF(
                page.x() + left * width, page.y() + top * height, (right - left) * width, (bottom - top) * height
            )
            painter.fillRect(box.adjusted(-2, -2, 2, 2), _MARK_HERE if is_here else _MARK)
        painter.end()

    def _draw_image(self, painter: QPainter, page: QRectF) -> None:
        ratio = self.devicePixelRatioF()
        if abs(self._image.width() - page.width() * ratio) <= 2:  # drawn for this size: point for point, sharp
            self._image.setDevicePixelRatio(ratio)
            painter.drawImage(page.topLeft(), self._image)
        else:
            painter.drawImage(page, self._image)
