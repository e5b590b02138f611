"""The attached documents, each in a card with the button that opens it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.media import media_of, said_size
from ppe_desktop.domain.texts import excerpt
from ppe_desktop.domain.vocabulary import AttachmentKind
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.forms.record_card import CardsSpec, Mark, RecordCard
from ppe_desktop.ui.forms.record_cards import RecordCards
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.views.casefile.thumbnails import ThumbnailButton, Thumbnails
from ppe_desktop.ui.widgets.buttons import QuietButton

ICONS = {
    AttachmentKind.DECISION: "gavel",
    AttachmentKind.REPORT: "file-text",
    AttachmentKind.LETTER: "mail",
    AttachmentKind.HEALTH: "heart-pulse",
    AttachmentKind.SCHOOL: "graduation-cap",
    AttachmentKind.IDENTITY: "user",
    AttachmentKind.DRAWING: "palette",
    AttachmentKind.PHOTO: "image",
}

_TITLE_SHOWN = 60


class AttachmentCards(RecordCards):
    """The list of attached documents.

    Signals:
        add_requested: a file is to be chosen.
        opening_requested: the :class:`Item` of the document to open.
    """

    add_requested = Signal()
    opening_requested = Signal(object)

    def __init__(
        self, context: FileContext, select: Callable[[CaseFile], Iterable[Item]], parent: QWidget | None = None
    ) -> None:
        spec = CardsSpec("attachment", "", context.tr("Joindre un document…"), "", summary, marks=marks)
        super().__init__(context, spec, select, lambda _file: None, parent)
        self.thumbnails = Thumbnails(context.tasks, self)
        self._pictures: dict[str, ThumbnailButton] = {}
        self.thumbnails.made.connect(self._on_thumbnail_made)

    def add(self) -> None:
        """Ask for a file: a document is never made by hand."""
        self.add_requested.emit()

    def look(self) -> None:
        """Ask for the thumbnails of the cards in view."""
        for card in self.cards.values():
            if not card.visibleRegion().isEmpty():
                self.thumbnails.want(card.item)

    def picture(self, record_id: str) -> ThumbnailButton:
        """Return the thumbnail of a card."""
        return self._pictures[record_id]

    def _drop(self, gone: set[str]) -> None:
        for record_id in gone:
            self._pictures.pop(record_id, None)
        super()._drop(gone)

    def _new_card(self, item: Item) -> RecordCard:
        card = super()._new_card(item)
        button = QuietButton(self.tr("Ouvrir"), "eye", card)
        button.setObjectName("open_button")
        button.setAccessibleName(self.tr("Ouvrir {what}").format(what=item.title))
        button.clicked.connect(partial(self._on_open, card))
        head = card.findChild(QHBoxLayout)  # the line of its title and of what removes it
        assert head is not None
        head.insertWidget(1, button)
        picture = ThumbnailButton(item, card)
        picture.setToolTip(button.accessibleName())
        picture.clicked.connect(button.click)
        margins = card.body.contentsMargins()
        picture.move(margins.left(), margins.top())
        card.body.setContentsMargins(
            margins.left() + picture.width() + px(10), margins.top(), margins.right(), margins.bottom()
        )
        card.setMinimumHeight(picture.height() + margins.top() + margins.bottom())
        self._pictures[item.id] = picture
        return card

    def _on_thumbnail_made(self, record_id: str, image: QImage) -> None:
        if record_id in self._pictures:
            self._pictures[record_id].show_image(image)

    def _on_open(self, card: RecordCard) -> None:
        self.opening_requested.emit(card.item)


def summary(item: Item, _file: CaseFile) -> tuple[str, str]:
    """Summarise an attached document: its title, then its date, its origin, its type and size."""
    day = f"du {long_date(item.dated_on)}" if item.dated_on else f"joint le {long_date(item.created_at.date())}"
    origin = f"reçu de {item.received_from}" if item.received_from else ""
    facts = (day, origin, media_of(item.media_type).label, said_size(item.size))
    return excerpt(item.title, _TITLE_SHOWN), " · ".join(part for part in facts if part)


def marks(item: Item, _file: CaseFile) -> list[Mark]:
    """Return the nature of a document."""
    return [(nature(item), "neutral", nature_icon(item.kind))] if item.kind else []


def nature(item: Item) -> str:
    """Return the nature of a document in French, as chosen or as typed."""
    return AttachmentKind.label_of(item.kind)


def nature_icon(kind: str) -> str:
    """Return the icon of a nature."""
    return next((name for known, name in ICONS.items() if known == kind), "paperclip")
