"""A support made of an instruction and questions: each answered in the child's own words, with a sheet to draw on when there is one."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ppe_desktop.domain.sketch import PAGE, Made
from ppe_desktop.domain.support_spec import SupportSpec
from ppe_desktop.ui.theme import icon
from ppe_desktop.ui.views.childpage.canvas import Canvas
from ppe_desktop.ui.views.childpage.grounds import paint_ground
from ppe_desktop.ui.views.childpage.look import TARGET, Look
from ppe_desktop.ui.views.childpage.support import Support, child_label
from ppe_desktop.ui.views.childpage.tools import DrawingTools
from ppe_desktop.ui.views.childpage.words_field import WordsField

ACROSS = 2
"""Questions side by side, where one does not draw."""
LEAST = 84
"""Least height of a field, in pixels at the usual size: two lines."""


class SheetSupport(Support):
    """A support of the service, or one of ours made in the same way, as it was on the day the page was begun."""

    def __init__(self, look: Look, spec: SupportSpec, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.spec, self.kind = spec, spec.name
        self._picture = QImage()
        self.canvas: Canvas | None = None
        self.side: QWidget | None = None
        self.tools: DrawingTools | None = None
        self.fields: dict[str, WordsField] = {}
        self._last: WordsField | None = None
        self.undo_button = QToolButton(self)
        self.undo_button.setIcon(icon("undo", "text"))
        self.undo_button.setIconSize(QSize(26, 26))
        self.undo_button.setFixedSize(TARGET, TARGET)
        self.undo_button.setToolTip(self.tr("Revenir en arrière"))
        self.undo_button.setAccessibleName(self.undo_button.toolTip())
        self.undo_button.setEnabled(False)
        if spec.ground:
            self._lay_out_drawing()
        else:
            self._lay_out_words()

        self.undo_button.clicked.connect(self._on_undo)
        for field in self.fields.values():
            field.edited.connect(self._on_edited)
        look.changed.connect(self._fit)
        self._fit()

    def made(self) -> Made:
        """Return the words at each place, and what is drawn."""
        found = {place: field.words() for place, field in self.fields.items()}
        words = {place: text for place, text in found.items() if text}
        return Made(words, strokes=self.canvas.strokes if self.canvas is not None else (), sheet=self.spec)

    def show_picture(self, picture: QImage) -> None:
        """Take the picture kept of the page about to be shown."""
        self._picture = picture

    def show_made(self, made: Made) -> None:
        """Show a page kept before."""
        for place, field in self.fields.items():
            field.show_words(made.words.get(place, ""))
        if self.canvas is not None and self.tools is not None:
            self.canvas.show_strokes(made.strokes, self._picture)
            self.tools.refresh()

    def pause(self) -> None:
        """Lift the hand."""
        if self.canvas is not None:
            self.canvas.end_stroke()

    def take_keyboard(self) -> None:
        """Give the keyboard to the sheet, for undo; else to the first words."""
        target: QWidget = self.canvas if self.canvas is not None else next(iter(self.fields.values()))
        target.setFocus()

    def _lay_out_drawing(self) -> None:
        """Put the pens at the left, the sheet, and the questions at the right."""
        self.canvas = Canvas(self, self._paint_behind)
        self.canvas.setSizePolicy(
            QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored
        )  # never taller than the screen
        self.tools = DrawingTools(self.canvas, self)
        column = self.side = QWidget(self)
        side = QVBoxLayout(column)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(6)
        for place, question in self._asked():
            label = child_label(question, "label", column)
            side.addWidget(label)
            side.addWidget(self._field(place, question), 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self.tools)
        row.addWidget(self.canvas, 1)
        row.addWidget(column)
        self.undo_button.hide()  # the pens have their own
        self.canvas.changed.connect(self.changed)
        self.tools.another_requested.connect(self.another_requested)

    def _lay_out_words(self) -> None:
        """Put the questions side by side; a page of words in one piece is large letters on the whole of it."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(6)
        asked = self._asked()
        across = min(ACROSS, len(asked))
        for number, (place, question) in enumerate(asked):
            line, column = number // across * 2, number % across
            if self.spec.questions:
                grid.addWidget(child_label(question, "label", self), line, column)
            field = self._field(place, question, is_large=len(asked) == 1)
            grid.addWidget(field, line + 1, column)
            grid.setRowStretch(line + 1, 1)
            grid.setColumnStretch(column, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(grid, 1)
        tools = QVBoxLayout()
        tools.addWidget(self.undo_button)
        tools.addStretch(1)
        row.addLayout(tools)

    def _asked(self) -> list[tuple[str, str]]:
        """Return the places where the child writes, and what is asked at each."""
        questions = self.spec.questions or (self.tr("Ce que j’en dis, avec mes mots") if self.spec.ground else "",)
        return list(zip(self.spec.places, questions, strict=True))

    def _field(self, place: str, question: str, *, is_large: bool = False) -> WordsField:
        field = WordsField(question or self.spec.name, parent=self, is_large=is_large)
        # As high as there is room for: what it would like is more than three of them have on a small screen.
        field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.fields[place] = field
        return field

    def _paint_behind(self, painter: QPainter) -> None:
        paint_ground(painter, self.spec.ground, QRectF(0, 0, *PAGE))

    def _on_edited(self) -> None:
        sender = self.sender()
        self._last = sender if isinstance(sender, WordsField) else self._last
        self._show_undo()
        self.changed.emit()

    def _on_undo(self) -> None:
        if self._last is not None:
            self._last.undo()
            self._show_undo()
            self._last.setFocus()

    def _show_undo(self) -> None:
        self.undo_button.setEnabled(self._last is not None and self._last.document().isUndoAvailable())

    def _fit(self) -> None:
        for field in self.fields.values():
            field.setMinimumHeight(self.look.px(LEAST))
        if self.side is not None:
            self.side.setFixedWidth(min(self.look.px(260), 350))
