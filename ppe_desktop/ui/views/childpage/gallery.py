"""The child's pages in the file: small, each with its day; one opens large."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import long_date, short_date
from ppe_desktop.domain.vocabulary import SketchKind
from ppe_desktop.ui.theme import current, px
from ppe_desktop.ui.views.childpage.loader import SketchPictures
from ppe_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from ppe_desktop.ui.widgets.drawn_button import DrawnButton
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.plain_label import PlainLabel

WIDTH, HEIGHT = 152, 95
"""Of a small picture, in the proportions of a page."""
LINE = 19
"""Height of a line of words under a picture."""
FEW = 4
"""Pages shown at first, on one line: the words are what one comes for; the others are asked for."""


class SketchThumb(DrawnButton):
    """A page, small, with its support and its day."""

    def __init__(self, sketch: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sketch = sketch
        self._image = QImage()
        self.setObjectName("sketch_thumb")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setText(label_of(sketch))
        said = [*label_of(sketch).split("\n"), sketch.title]
        self.setAccessibleName(", ".join(part for part in said if part))
        self.setToolTip(sketch.title or ", ".join(said[:-1]))

    def show_image(self, image: QImage) -> None:
        """Show the picture, reduced once for all."""
        size = QSize(px(WIDTH), px(HEIGHT)) * self.devicePixelRatioF()
        smooth, whole = Qt.TransformationMode.SmoothTransformation, Qt.AspectRatioMode.KeepAspectRatio
        self._image = image if image.isNull() else image.scaled(size, whole, smooth)
        self.update()

    def image(self) -> QImage:
        """Return what is shown; null until it is read."""
        return self._image

    def sizeHint(self) -> QSize:
        """Return the room of the picture and of two lines."""
        return QSize(px(WIDTH) + 8, px(HEIGHT) + 8 + px(2 * LINE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the page on white paper, its words, and the focus ring."""
        palette = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(4, 4, px(WIDTH), px(HEIGHT))
        painter.fillRect(place, QColor("#ffffff"))
        if not self._image.isNull():
            painter.drawImage(place, self._image)
        ring = self.hasFocus()
        painter.setPen(QPen(QColor(palette.focus if ring else palette.control), 2 if ring else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place, 4, 4)
        painter.setPen(QColor(palette.muted))
        font = self.font()
        font.setPixelSize(px(13))
        painter.setFont(font)
        below = QRectF(4, place.bottom() + 2, place.width(), self.height() - place.bottom() - 2)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, self.text())
        painter.end()


class SketchGallery(QWidget):
    """Pages side by side.

    Signals:
        opened: a page (:class:`Item`) to show large.
    """

    opened = Signal(object)

    def __init__(self, pictures: SketchPictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._sketches: tuple[Item, ...] = ()
        self._shows_all = False
        self.thumbs: dict[str, SketchThumb] = {}
        self.row_widget = QWidget(self)
        self._row = FlowLayout(self.row_widget, 12)
        self.more_button = QuietButton("", parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.row_widget)
        column.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        pictures.made.connect(self._on_made)
        self.more_button.clicked.connect(self._on_more)

    def show_sketches(self, sketches: Sequence[Item]) -> None:
        """Show pages; those already shown and not changed stay as they are."""
        self._sketches = tuple(sketches)
        shown = self._sketches if self._shows_all else self._sketches[:FEW]
        if [(t.sketch.id, t.sketch.revision) for t in self.thumbs.values()] != [(s.id, s.revision) for s in shown]:
            self._make(shown)
        left = len(self._sketches) - len(shown)
        self.more_button.setVisible(left > 0)
        self.more_button.setText(
            self.tr("Voir les {count} autres pages").format(count=left) if left > 1 else self.tr("Voir l’autre page")
        )
        self.setVisible(bool(self._sketches))

    def _make(self, shown: Sequence[Item]) -> None:
        for thumb in self.thumbs.values():
            self._row.removeWidget(thumb)
            thumb.hide()
            thumb.deleteLater()
        self.thumbs = {}
        for sketch in shown:
            thumb = SketchThumb(sketch, self.row_widget)
            thumb.clicked.connect(partial(self.opened.emit, sketch))
            self.thumbs[sketch.id] = thumb
            self._row.addWidget(thumb)
            thumb.show()
            self._pictures.want(sketch)

    def _on_made(self, sketch_id: str, image: QImage) -> None:
        if sketch_id in self.thumbs:
            self.thumbs[sketch_id].show_image(image)

    def _on_more(self) -> None:
        self._shows_all = True
        self.show_sketches(self._sketches)


class SketchViewer(QDialog):
    """A page, large.

    Signals:
        resume_requested: the page is to be gone on with.
        removal_requested: the page is to go to the bin.
        print_requested: the page is to be seen as it would print.
    """

    resume_requested = Signal(object)
    removal_requested = Signal(object)
    print_requested = Signal(object)

    def __init__(self, sketch: Item, pictures: SketchPictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sketch_viewer")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("La page de l’enfant"))
        self._sketch, self._pictures, self._image = sketch, pictures, QImage()
        self.title_label = PlainLabel(
            sketch.title or SketchKind.label_of(sketch.kind), "heading", wrap=True, parent=self
        )
        self.facts_label = PlainLabel(self._facts(), "muted", parent=self)
        self.picture = QLabel(self)
        self.resume_button = SecondaryButton(self.tr("Continuer cette page"), "pen-line", self)
        self.remove_button = QuietButton(self.tr("Retirer"), "trash", self)
        self.print_button = SecondaryButton(self.tr("Imprimer"), "printer", self)
        self.close_button = PrimaryButton(self.tr("Fermer"), parent=self)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setMinimumSize(480, 300)
        self.picture.setAccessibleName(self.title_label.text())

        foot = QHBoxLayout()
        foot.addWidget(self.resume_button)
        foot.addWidget(self.print_button)
        foot.addWidget(self.remove_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(self.title_label)
        column.addWidget(self.facts_label)
        column.addWidget(self.picture, 1)
        column.addLayout(foot)
        screen = self.screen().availableGeometry().size()
        self.resize(min(1040, screen.width() - 60), min(780, screen.height() - 80))

        pictures.made.connect(self._on_made)
        self.close_button.clicked.connect(self.accept)
        self.resume_button.clicked.connect(self._on_resume)
        self.print_button.clicked.connect(partial(self.print_requested.emit, sketch))
        self.remove_button.clicked.connect(self._on_remove)
        self.close_button.setFocus()
        pictures.want(sketch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the picture as large as fits."""
        super().resizeEvent(event)
        self._fit()

    def _facts(self) -> str:
        state = self.tr("page commencée") if self._sketch.is_open else ""
        day = self.tr("le {day}").format(day=long_date(self._sketch.made_on)) if self._sketch.made_on else ""
        return " · ".join(part for part in (SketchKind.label_of(self._sketch.kind), day, state) if part)

    def _on_made(self, sketch_id: str, image: QImage) -> None:
        if sketch_id == self._sketch.id:
            self._image = image
            if image.isNull():
                self.picture.setText(self.tr("L’image de cette page ne peut pas être montrée."))
            self._fit()

    def _fit(self) -> None:
        if not self._image.isNull():
            self.picture.setPixmap(_fitted(self._image, self.picture.contentsRect().size(), self.devicePixelRatioF()))

    def _on_resume(self) -> None:
        self.accept()
        self.resume_requested.emit(self._sketch)

    def _on_remove(self) -> None:
        self.accept()
        self.removal_requested.emit(self._sketch)


def _fitted(image: QImage, room: QSize, ratio: float) -> QPixmap:
    smooth, whole = Qt.TransformationMode.SmoothTransformation, Qt.AspectRatioMode.KeepAspectRatio
    pixmap = QPixmap.fromImage(image.scaled(room * ratio, whole, smooth))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def label_of(sketch: Item) -> str:
    """Return the support of a page, and under it its day, or that it waits to be finished."""
    day = short_date(sketch.made_on)
    second = " · ".join(part for part in (day, "à reprendre" if sketch.is_open else "") if part)
    return "\n".join(part for part in (SketchKind.label_of(sketch.kind), second) if part)
