"""The agenda by week: seven columns, what has no hour first, then hour by hour."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ppe_desktop.domain.agenda import AgendaFacts, Entry, EntryKind
from ppe_desktop.domain.dates import long_date
from ppe_desktop.ui.theme import current, icon_pixmap, px, theme
from ppe_desktop.ui.views.agenda.look import day_title, font_of, icon_of, short_weekday
from ppe_desktop.ui.views.agenda.page import AgendaPage
from ppe_desktop.ui.widgets.drawn_button import DrawnButton
from ppe_desktop.ui.widgets.plain_label import PlainLabel

_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_ANYWHERE = Qt.TextFlag.TextWrapAnywhere | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_DAYS = 7


class EntryBlock(DrawnButton):
    """One line of a day: its hour and mark, the children, what it is, how it stands.

    Signals:
        menu_requested: place on screen: what else can be done is asked for.
    """

    menu_requested = Signal(QPoint)

    def __init__(self, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        self.setAccessibleName(entry.said())
        self.setToolTip(entry.said())
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a size for a column of usual width."""
        width = px(120)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Let the column be narrow."""
        return QSize(px(60), px(24))

    def heightForWidth(self, width: int) -> int:
        """Return the height of all the lines at a width."""
        return sum(box.height() for box, *_text in self._boxes(width)) + px(12) + self._head_height()

    def _head_height(self) -> int:
        return px(20)

    def _boxes(self, width: int) -> list[tuple[QRect, str, QFont, int]]:
        """Return where each text goes, with its font and the way its lines are broken."""
        top, room, found = px(6) + self._head_height(), max(px(20), width - px(16)), []
        for text, font in self._texts(room):
            how = int(_WRAP if _widest_word(text, font) <= room else _ANYWHERE)
            needed = QFontMetrics(font).boundingRect(QRect(px(10), top, room, 10_000), how, text)
            found.append((QRect(px(10), top, room, needed.height()), text, font, how))
            top += needed.height()
        return found

    def _texts(self, room: int) -> list[tuple[str, QFont]]:
        """Return the words, each with its font; where a long word does not fit, what it is in short."""
        entry, normal, small = self.entry, font_of(13), font_of(12)
        is_long = entry.kind is EntryKind.DEADLINE or _widest_word(entry.title, normal) > room
        title = entry.short if is_long else entry.title
        texts = ((entry.names, font_of(14, is_bold=True)), (title, normal), (entry.subject or entry.place, small))
        return [(text, font) for text, font in (*texts, (entry.state, small)) if text]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter as a click, and leave the arrows to the week."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what else can be done."""
        self.menu_requested.emit(event.globalPos())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground in the tone of the line, its edge, its words."""
        palette, entry = current(), self.entry
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_lit = self.hasFocus() or self.underMouse()
        edge = palette.focus if self.hasFocus() else palette.control
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1) if is_lit else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.role(f"{entry.tone}_soft")))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7, 7)
        pixmap = icon_pixmap(icon_of(entry), entry.tone, px(15), self.devicePixelRatioF())
        painter.drawPixmap(QPoint(px(9), px(8)), pixmap)
        painter.setFont(font_of(13, is_bold=True))
        painter.setPen(QColor(palette.role(entry.tone)))
        head = QRect(px(29), px(5), self.width() - px(33), self._head_height())
        shown = painter.fontMetrics().elidedText(entry.when, Qt.TextElideMode.ElideRight, head.width())
        painter.drawText(head, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setPen(QColor(palette.muted if entry.is_cancelled else palette.text))
        for box, text, font, how in self._boxes(self.width()):
            painter.setFont(font)
            painter.drawText(box, how, text)
        painter.end()


def _widest_word(text: str, font: QFont) -> int:
    metrics = QFontMetrics(font)
    return max((metrics.horizontalAdvance(word) for word in text.split(" ")), default=0)


class DayColumn(QFrame):
    """One day of the week.

    Signals:
        clicked: the day itself was clicked.
        double_clicked: twice.
    """

    clicked = Signal(object)
    double_clicked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = dt.date.min
        self.blocks: list[EntryBlock] = []
        self._is_current = False
        self.note_label = PlainLabel("", "muted", wrap=True, parent=self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(4), px(6), px(4), px(8))
        self._column.setSpacing(px(6))
        self._column.addWidget(self.note_label)
        self._column.addStretch(1)

        theme().theme_changed.connect(self._fit)

    def show_day(self, day: dt.date, entries: list[Entry], note: str) -> None:
        """Show a day."""
        self.day = day
        self.note_label.setText(note)
        self.note_label.setVisible(bool(note))
        for block in self.blocks:
            self._column.removeWidget(block)
            block.hide()
            block.deleteLater()
        self.blocks = [EntryBlock(entry, self) for entry in entries]
        for place, block in enumerate(self.blocks, start=1):
            self._column.insertWidget(place, block)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each line the height its words need at this width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        margins = self._column.contentsMargins()
        for block in self.blocks:
            block.setFixedHeight(block.heightForWidth(self.width() - margins.left() - margins.right()))

    def set_current(self, *, is_current: bool) -> None:
        """Mark the day looked at."""
        self._is_current = is_current
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the day."""
        super().mousePressEvent(event)
        self.clicked.emit(self.day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Plan something that day."""
        super().mouseDoubleClickEvent(event)
        self.double_clicked.emit(self.day)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground of the day."""
        palette = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(palette.focus), 2) if self._is_current else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.sunken if self.day.weekday() > 4 else palette.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        painter.end()


class WeekPage(AgendaPage):
    """A week, Monday first.

    Signals:
        menu_requested: line and place on screen: what else can be done is asked for.
    """

    menu_requested = Signal(object, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heads = [PlainLabel("", "strong", parent=self) for _day in range(_DAYS)]
        self.columns = [DayColumn() for _day in range(_DAYS)]
        self.scroll_area = QScrollArea(self)
        self._shown: tuple[Entry, ...] | None = None
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Agenda, semaine"))
        for column in self.columns:
            column.clicked.connect(self.day_chosen)
            column.double_clicked.connect(self.new_requested)

    def _lay_out(self) -> None:
        heads = QHBoxLayout()
        heads.setSpacing(px(6))
        body = QWidget()
        body.setObjectName("column")
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(6))
        for head, column in zip(self.heads, self.columns, strict=True):
            head.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            head.setMinimumWidth(1)
            heads.addWidget(head, 1)
            row.addWidget(column, 1)
        self.scroll_area.setWidget(body)
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 4, 0, 0)
        outer.setSpacing(px(6))
        outer.addLayout(heads)
        outer.addWidget(self.scroll_area, 1)

    def period(self, day: dt.date, today: dt.date) -> tuple[dt.date, dt.date]:
        """Return Monday and Sunday."""
        monday = day - dt.timedelta(days=day.weekday())
        return monday, monday + dt.timedelta(days=_DAYS - 1)

    def title(self, day: dt.date) -> str:
        """Return "Semaine du 23 novembre 2026"."""
        return self.tr("Semaine du {monday}").format(monday=long_date(self.period(day, day)[0]))

    def step(self, day: dt.date, number: int) -> dt.date:
        """Go forward by weeks."""
        return day + dt.timedelta(weeks=number)

    def show_entries(self, entries: tuple[Entry, ...], facts: AgendaFacts, day: dt.date, today: dt.date) -> None:
        """Show the week of a day."""
        self.today = today
        monday, _sunday = self.period(day, today)
        if entries != self._shown or self.columns[0].day != monday:
            self._shown = entries
            for number, column in enumerate(self.columns):
                self._fill(column, monday + dt.timedelta(days=number), entries, facts)
        self.choose(day)

    def _fill(self, column: DayColumn, day: dt.date, entries: tuple[Entry, ...], facts: AgendaFacts) -> None:
        off = [one for one in facts.days_off if one.first <= day <= one.last]
        public = [one.name for one in off if one.is_public]
        school = [one.name for one in off if not one.is_public and (day == one.first or day.weekday() == 0)]
        column.show_day(day, [entry for entry in entries if entry.day == day], "\n".join((*public, *school)))
        head = self.heads[self.columns.index(column)]
        head.setText(f"{short_weekday(day)} {day.day}")
        head.setAccessibleName(day_title(day, self.today))
        head.set_tone("accent" if day == self.today else "")
        for block in column.blocks:
            block.clicked.connect(self._on_block)
            block.menu_requested.connect(self._on_menu)

    def choose(self, day: dt.date) -> None:
        """Mark a day of the week."""
        super().choose(day)
        for column in self.columns:
            column.set_current(is_current=column.day == day)

    def take_key(self, event: QKeyEvent) -> bool:
        """Go up and down among the lines of the day; the rest as anywhere."""
        blocks = next((column.blocks for column in self.columns if column.day == self.day), [])
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            here = next((number for number, block in enumerate(blocks) if block.hasFocus()), -1)
            if blocks:
                following = blocks[max(0, min(len(blocks) - 1, here + step))]
                following.setFocus(Qt.FocusReason.TabFocusReason)
                self.scroll_area.ensureWidgetVisible(following, 0, px(12))
            return True
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.setFocus()
        return super().take_key(event)

    def _on_block(self) -> None:
        block = self.sender()
        if isinstance(block, EntryBlock):
            self.day_chosen.emit(block.entry.day)
            self.entry_activated.emit(block.entry)

    def _on_menu(self, place: QPoint) -> None:
        block = self.sender()
        if isinstance(block, EntryBlock):
            self.menu_requested.emit(block.entry, place)
