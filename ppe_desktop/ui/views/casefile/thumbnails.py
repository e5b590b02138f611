"""The first page of a document, small: made in memory from the encrypted content, for the cards in view only, never on disk."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.errors import PpeError
from ppe_desktop.domain.media import NotShownError, Shown, media_of
from ppe_desktop.ui.dialogs.attachment_picture import read_picture
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import current, icon, px
from ppe_desktop.ui.widgets.drawn_button import DrawnButton

if TYPE_CHECKING:
    from ppe_desktop.services.attachments import AttachmentService

SIDE = 160
"""Points of the longest side: sharp on a screen at twice the usual density."""
HEAVIEST = 15 * 1024 * 1024
"""Bytes: a heavier document is not put together only to be looked at in passing."""
WIDTH, HEIGHT = 52, 66


class Thumbnails(QObject):
    """Makes thumbnails one at a time; what a person opens never waits for more than one of them.

    Signals:
        made: identifier of the document and its picture; a null picture when it has none.
    """

    made = Signal(str, object)

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._known: dict[str, QImage] = {}
        self._waiting: deque[Item] = deque()
        self._in_hand = ""

    def want(self, item: Item) -> None:
        """Ask for the thumbnail of a document; told at once when it is known."""
        if item.id in self._known:
            self.made.emit(item.id, self._known[item.id])
        elif not has_thumbnail(item):
            self._known[item.id] = QImage()
        elif item.id != self._in_hand and item.id not in {other.id for other in self._waiting}:
            self._waiting.append(item)
            self._next()

    def _next(self) -> None:
        if self._in_hand or not self._waiting:
            return
        item = self._waiting.popleft()
        self._in_hand = item.id
        service = self._tasks.session.attachments
        self._tasks.run_long(small_picture, service, item, then=self._on_made, failed=self._on_failed)

    def _on_made(self, image: QImage) -> None:
        made, self._in_hand = self._in_hand, ""
        self._known[made] = image
        self.made.emit(made, image)
        self._next()

    def _on_failed(self, _error: PpeError) -> None:
        self._on_made(QImage())  # what is wrong with it is said when it is opened


class ThumbnailButton(DrawnButton):
    """The picture of a document at the side of its card, or the icon of its kind; a click opens it, as the button of words does."""

    def __init__(self, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = media_of(item.media_type).icon
        self._image = QImage()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.resize(self.sizeHint())

    def show_image(self, image: QImage) -> None:
        """Show the first page; nothing when there is none."""
        self._image = image
        self.update()

    def image(self) -> QImage:
        """Return what is shown, null for an icon."""
        return self._image

    def sizeHint(self) -> QSize:
        """Return the room of a small sheet of paper."""
        return QSize(px(WIDTH), px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the page on white paper, or the icon."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self._image.isNull():
            painter.fillRect(area, QColor(current().sunken))
            side = px(22)
            mark = icon(self._icon_name, "muted").pixmap(QSize(side, side), self.devicePixelRatioF())
            painter.drawPixmap(round(area.center().x() - side / 2), round(area.center().y() - side / 2), mark)
        else:
            size = self._image.size().scaled(area.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            area = QRectF(area.x() + (area.width() - size.width()) / 2, area.y(), size.width(), size.height())
            painter.fillRect(area, Qt.GlobalColor.white)
            painter.drawImage(area, self._image)
        painter.setPen(QPen(QColor(current().border), 1))
        painter.drawRect(area)
        painter.end()


def has_thumbnail(item: Item) -> bool:
    """Tell whether a document is of a kind, and of a weight, that is shown small."""
    return media_of(item.media_type).shown in (Shown.PDF, Shown.PICTURE) and item.size <= HEAVIEST


def small_picture(service: AttachmentService, item: Item) -> QImage:
    """Return the first page of a document, small; null when it cannot be shown. Not on the screen's thread.

    Raises:
        PpeError: the document is gone or damaged.
    """
    content = service.open(item.id).content
    try:
        if media_of(item.media_type).shown is Shown.PICTURE:
            return read_picture(service, content, longest=SIDE).image
        width, height = service.pdf_sizes(content)[0]
        page = service.pdf_page(content, 0, SIDE / max(width, height, 1))
    except NotShownError:
        return QImage()
    return QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32).copy()
