"""Reading an attached document: inside the program when it can be shown, with nothing written in clear on the disk."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QImage, QKeySequence, QShortcut, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.errors import PpeError
from ppe_desktop.domain.media import Shown, media_of, said_size
from ppe_desktop.domain.vocabulary import AttachmentKind
from ppe_desktop.runtime.opening import open_outside
from ppe_desktop.services.attachments import Found, Opened, PageImage
from ppe_desktop.ui.dialogs.attachment_pages import PagesPane
from ppe_desktop.ui.dialogs.attachment_picture import Picture, read_picture
from ppe_desktop.ui.dialogs.reading_bar import ReadingBar
from ppe_desktop.ui.printing.folders import proposed_folder
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.views.plan.paper import PaperView
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.buttons import SecondaryButton
from ppe_desktop.ui.widgets.plain_label import PlainLabel

POINTS_TO_PIXELS = 96 / 72
"""A PDF measures in points; its natural size on screen is that of paper at 96 pixels an inch."""

_TOLD_OPENING, _TOLD_SAVING = "open", "save"


class AttachmentViewer(QDialog):
    """One document, for reading only. Escape closes it; closing, and the lock, empty it."""

    def __init__(self, tasks: Tasks, item: Item, parent: QWidget | None = None) -> None:
        """Build the window and ask for the content.

        Args:
            tasks: the way to the open session.
            item: the facts of the document.
            parent: parent widget; the window goes with it.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setWindowTitle(self.tr("Document joint"))
        self._tasks, self._item = tasks, item
        self._service = tasks.session.attachments
        self._media = media_of(item.media_type)
        self._content = b""
        self._asked = ""
        self.title_label = PlainLabel(item.title, "heading", wrap=True, parent=self)
        self.facts_label = PlainLabel(_facts(item), "muted", wrap=True, parent=self)
        self.bar = ReadingBar(self)
        self.banner = Banner(parent=self)
        self.stack = QStackedWidget(self)
        self.message_label = PlainLabel(self.tr("Ouverture du document…"), "muted", wrap=True, parent=self)
        self.pages = PagesPane(self)
        self.paper = PaperView(self)
        self.text = QPlainTextEdit(self)
        self.outside_button = SecondaryButton(self.tr("Ouvrir dans un autre programme…"), "external-link", self)
        self.save_button = SecondaryButton(self.tr("Enregistrer une copie…"), "download", self)
        self.close_button = SecondaryButton(self.tr("Fermer"), parent=self)

        self._arrange()
        self._connect()
        tasks.run_long(self._service.open, item.id, then=self._on_opened, failed=self._on_failed)

    def done(self, result: int) -> None:
        """Empty the window when it closes, whatever closes it: nothing of the document stays behind."""
        self.forget()
        super().done(result)

    def forget(self) -> None:
        """Drop the content and everything shown of it."""
        self._content = b""
        self.pages.clear()
        self.paper.clear()
        self.text.clear()
        self.title_label.clear()
        self.facts_label.clear()

    def save_to(self, target: str) -> None:
        """Write a copy in clear at the place chosen."""
        self._tasks.run_long(
            self._service.save_copy, self._item.id, Path(target), then=self._on_saved, failed=self._on_gesture_failed
        )

    def _arrange(self) -> None:
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("Texte du document"))
        self.text.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.message_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for page in (self.message_label, self.pages, self.paper, self.text):
            self.stack.addWidget(page)
        self.banner.hide()
        self.bar.hide()
        head = QVBoxLayout()
        head.setContentsMargins(24, 16, 24, 8)
        head.setSpacing(4)
        head.addWidget(self.title_label)
        head.addWidget(self.facts_label)
        head.addWidget(self.bar)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 10, 24, 14)
        foot.setSpacing(8)
        foot.addWidget(self.outside_button)
        foot.addWidget(self.save_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.banner)
        column.addWidget(self.stack, 1)
        column.addLayout(foot)
        screen = self.screen().availableGeometry().size()
        self.resize(min(px(960), screen.width() - 40), min(px(820), screen.height() - 60))
        self.close_button.setFocus()

    def _connect(self) -> None:
        self.close_button.clicked.connect(self.close)
        self.outside_button.clicked.connect(self._on_outside)
        self.save_button.clicked.connect(self._on_save)
        self.banner.action_requested.connect(self._on_agreed)
        self.bar.page_requested.connect(self._on_page_requested)
        self.bar.zoom_in_button.clicked.connect(self.pages.zoom_in)
        self.bar.zoom_out_button.clicked.connect(self.pages.zoom_out)
        self.bar.fit_button.clicked.connect(self.pages.fit)
        self.bar.search_requested.connect(self._on_search)
        self.bar.next_requested.connect(self._on_next)
        self.pages.changed.connect(self._on_pages_changed)
        self.pages.page_wanted.connect(self._on_page_wanted)
        for keys, slot in (
            ("Ctrl++", self.pages.zoom_in),
            ("Ctrl+=", self.pages.zoom_in),
            ("Ctrl+-", self.pages.zoom_out),
            ("Ctrl+0", self.pages.fit),
            ("Ctrl+F", self.bar.focus_search),
            ("Ctrl+S", self._on_save),
        ):
            QShortcut(QKeySequence(keys), self, slot)

    def _on_opened(self, opened: Opened) -> None:
        self._content = opened.content
        run, service = self._tasks.run_long, self._service
        ways: dict[Shown, tuple[Callable[..., Any], Callable[[Any], None]]] = {
            Shown.PDF: (service.pdf_sizes, self._on_pdf),
            Shown.PICTURE: (partial(read_picture, service), self._on_picture),
            Shown.WORD: (service.word_page, self._on_word),
            Shown.TEXT: (service.text, self._on_text),
        }
        if self._media.shown in ways:
            read, show = ways[self._media.shown]
            run(read, self._content, then=show, failed=self._on_failed)
        else:
            self._say(
                self.tr("Ce type de document ({label}) s’ouvre dans un autre programme.").format(
                    label=self._media.label
                )
            )

    def _on_pdf(self, sizes: list[tuple[float, float]]) -> None:
        self._show_pages([QSizeF(width, height) * POINTS_TO_PIXELS for width, height in sizes], can_search=True)

    def _on_picture(self, picture: Picture) -> None:
        self._show_pages([QSizeF(size) for size in picture.sizes], can_search=False)
        self.pages.show_image(0, picture.image)

    def _show_pages(self, sizes: list[QSizeF], *, can_search: bool) -> None:
        self.bar.set_up(pages=len(sizes), can_zoom=True, can_search=can_search)
        self.bar.show()
        self._show(self.pages)
        self.pages.set_pages(sizes)

    def _on_page_wanted(self, page: int, scale: float) -> None:
        if self._media.shown is Shown.PDF:
            then = partial(self._on_pdf_page, page)
            self._tasks.run_long(
                self._service.pdf_page,
                self._content,
                page,
                scale * POINTS_TO_PIXELS,
                then=then,
                failed=self._on_gesture_failed,
            )
        elif self.pages.sheet.image().isNull() and page:
            then = partial(self._on_picture_page, page)
            self._tasks.run_long(
                read_picture, self._service, self._content, page, then=then, failed=self._on_gesture_failed
            )

    def _on_pdf_page(self, page: int, drawn: PageImage) -> None:
        image = QImage(drawn.pixels, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32)
        self.pages.show_image(page, image.copy())  # its own pixels: those received go away

    def _on_picture_page(self, page: int, picture: Picture) -> None:
        self.pages.show_image(page, picture.image)

    def _on_word(self, html: str) -> None:
        self.bar.set_up(pages=0, can_zoom=False, can_search=True)
        self.bar.show()
        self._show(self.paper)
        self.paper.show_html(html)
        self.banner.set_message(
            self.tr("Lecture simplifiée : le texte est là, la mise en page exacte est dans Word ou LibreOffice."),
            "info",
        )

    def _on_text(self, read: tuple[str, bool]) -> None:
        text, is_whole = read
        self.bar.set_up(pages=0, can_zoom=False, can_search=True)
        self.bar.show()
        self.text.setPlainText(text)
        self._show(self.text)
        if not is_whole:
            self.banner.set_message(self.tr("Ce texte est très long : seul son début est montré ici."), "info")

    def _show(self, page: QWidget) -> None:
        self.stack.setCurrentWidget(page)
        page.setFocus()

    def _say(self, text: str) -> None:
        self.message_label.setText(typeset(text))
        self.stack.setCurrentWidget(self.message_label)
        self.outside_button.setFocus()

    def _on_failed(self, error: PpeError) -> None:
        self.bar.hide()
        self._say(error.message)

    def _on_pages_changed(self) -> None:
        self.bar.show_page(self.pages.page, self.pages.count(), self.pages.zoom())
        place, count = self.pages.found_here()
        if count:
            self.bar.show_found(place, count)

    def _on_page_requested(self, step: int) -> None:
        self.pages.go(self.pages.page + step)

    def _on_search(self, words: str) -> None:
        if self._media.shown is Shown.PDF:
            then = partial(self._on_found, words)
            self._tasks.run_long(
                self._service.pdf_find, self._content, words, then=then, failed=self._on_gesture_failed
            )
        elif self._media.shown is Shown.WORD:
            self.paper.show_found(words)
            self.bar.show_found(*self.paper.found_here())
        else:
            self._find_in_text(words, from_start=True)

    def _on_found(self, words: str, found: list[Found]) -> None:
        if words == self.bar.words():
            self.pages.show_found(found)
            self.bar.show_found(self.pages.found_here()[0], len(found))

    def _on_next(self, step: int) -> None:
        if self._media.shown is Shown.PDF:
            self.pages.next_found(step)
        elif self._media.shown is Shown.WORD:
            self.paper.next_found(step)
            self.bar.show_found(*self.paper.found_here())
        else:
            self._find_in_text(self.bar.words(), backward=step < 0)

    def _find_in_text(self, words: str, *, from_start: bool = False, backward: bool = False) -> None:
        flags = QTextDocument.FindFlag.FindBackward if backward else QTextDocument.FindFlag(0)
        cursor = self.text.textCursor()
        if from_start:
            cursor.setPosition(cursor.selectionStart())
            self.text.setTextCursor(cursor)
        found = self.text.find(words, flags)
        if not found:
            cursor.movePosition(cursor.MoveOperation.End if backward else cursor.MoveOperation.Start)
            self.text.setTextCursor(cursor)
            found = self.text.find(words, flags)
        self.bar.show_found_or_not(found)

    def _on_outside(self) -> None:
        self._ask(
            _TOLD_OPENING,
            self.tr(
                "Une copie non chiffrée va être faite pour l’autre programme. Elle existera jusqu’au verrouillage, puis sera effacée. "
                "Elle est en lecture seule : ce que vous y changeriez ne reviendrait pas dans le dossier."
            ),
            self.tr("Ouvrir la copie"),
        )

    def _on_save(self) -> None:
        self._ask(
            _TOLD_SAVING,
            self.tr(
                "La copie quitte la base chiffrée : toute personne qui ouvre cet ordinateur ou cette clé pourra la lire. "
                "Effacez-la quand vous n’en avez plus besoin."
            ),
            self.tr("Choisir où l’enregistrer…"),
        )

    def _ask(self, asked: str, text: str, action: str) -> None:
        self._asked = asked
        self.banner.set_message(typeset(text), "soon", action)
        self.banner.action_button.setFocus()

    def _on_agreed(self) -> None:
        self.banner.hide()
        self.close_button.setFocus()
        if self._asked == _TOLD_OPENING:
            self._tasks.run_long(
                self._service.copy_for_opening, self._item.id, then=self._on_copied, failed=self._on_gesture_failed
            )
        elif self._asked == _TOLD_SAVING:
            self._choose_place()

    def _choose_place(self) -> None:
        dialog = QFileDialog(self, self.tr("Enregistrer une copie"), str(proposed_folder()))
        dialog.setObjectName("copy_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(
            QFileDialog.Option.DontConfirmOverwrite
        )  # an existing file is kept: the next free name is taken
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.selectFile(self._service.neutral_name(self._item))
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def _on_copied(self, path: Path) -> None:
        if open_outside(path):
            self.banner.set_message(
                self.tr("Ouvert dans un autre programme. La copie sera effacée au verrouillage."), "info"
            )
        else:
            self.banner.set_message(
                self.tr("Aucun programme de cet ordinateur n’ouvre ce type de document. Enregistrez-en une copie."),
                "late",
            )

    def _on_saved(self, path: Path) -> None:
        self.banner.set_message(self.tr("Copie enregistrée, non chiffrée : {path}").format(path=path), "done")

    def _on_gesture_failed(self, error: PpeError) -> None:
        self.banner.set_message(typeset(error.message), "late")


def _facts(item: Item) -> str:
    media = media_of(item.media_type)
    day = f"du {long_date(item.dated_on)}" if item.dated_on else ""
    origin = f"reçu de {item.received_from}" if item.received_from else ""
    parts = (AttachmentKind.label_of(item.kind), day, origin, media.label, said_size(item.size), "lecture seule")
    return " · ".join(part for part in parts if part)
