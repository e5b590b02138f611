"""La page de l'enfant: the supports the service has, when each is proposed, those it adds, their sheets to print."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ppe_desktop.domain.errors import FieldError, PpeError
from ppe_desktop.domain.support_spec import SupportSpec
from ppe_desktop.domain.texts import plain
from ppe_desktop.ui.printing.preview import preview_print
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.views.settings.support_card import SupportCard
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from ppe_desktop.ui.widgets.column_scroll import ColumnScroll
from ppe_desktop.ui.widgets.in_view import come_into_view
from ppe_desktop.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

WIDTH = 860


class SupportsPage(ColumnScroll):
    """The supports of the child's page.

    Attributes:
        cards: a card per support, by its code; empty until the page is first shown.
    """

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(WIDTH, parent)
        self._tasks = tasks
        self.cards: dict[str, SupportCard] = {}
        self._to_open = ""
        self._taken: SupportSpec | None = None
        self.title_label = PlainLabel(self.tr("La page de l’enfant"), "heading", wrap=True)
        self.intro_label = PlainLabel(
            self.tr(
                "Les supports que l’enfant trouve sur sa page, et leurs feuilles à imprimer. Aucun n’est imposé par la loi. L’âge dit "
                "seulement lesquels viennent en premier\u00a0: tous restent au choix de l’enfant. Une page déjà faite garde son support tel "
                "qu’il était ce jour-là."
            ),
            "body",
            wrap=True,
        )
        self.add_button = PrimaryButton(self.tr("Ajouter un support"), "plus")
        self.print_button = SecondaryButton(self.tr("Imprimer toutes les feuilles"), "printer")
        self.banner = Banner("", "done")
        gestures = QHBoxLayout()
        gestures.setSpacing(12)
        for button in (self.add_button, self.print_button):
            gestures.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        gestures.addStretch(1)
        self.body.addWidget(self.title_label)
        self.body.addWidget(self.intro_label)
        self.body.addLayout(gestures)
        self.body.addWidget(self.banner)
        self.body.addStretch(1)
        self.banner.hide()

        self.add_button.clicked.connect(self._on_add)
        self.print_button.clicked.connect(self._on_print_all)
        self.banner.action_requested.connect(self._on_put_back)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the supports again."""
        super().showEvent(event)
        self._tasks.ask(self._tasks.session.supports.all, then=self.show_supports)

    def show_supports(self, specs: tuple[SupportSpec, ...]) -> None:
        """Show the supports; a card already there stays, with what is typed in it."""
        for gone in self.cards.keys() - {spec.code for spec in specs}:
            card = self.cards.pop(gone)
            self.body.removeWidget(card)
            card.hide()
            card.deleteLater()
        first = self.body.indexOf(self.banner) + 1
        for place, spec in enumerate(specs):
            card = self.cards.get(spec.code) or self._new_card(spec)
            card.show_spec(spec)
            if self.body.indexOf(card) != first + place:
                self.body.insertWidget(first + place, card)
        if self._to_open in self.cards:
            card = self.cards[self._to_open]
            self._to_open = ""
            card.open_editor()
            come_into_view(card)

    def _new_card(self, spec: SupportSpec) -> SupportCard:
        card = SupportCard(spec, self.column)
        card.wanted.connect(partial(self._on_wanted, spec.code))
        card.removal_requested.connect(self._on_removal)
        card.print_requested.connect(self._on_print)
        self.cards[spec.code] = card
        return card

    def _on_wanted(self, code: str, spec: SupportSpec) -> None:
        keep = self._tasks.session.supports.keep
        self._tasks.ask(keep, spec, then=self.show_supports, failed=partial(self._on_refused, code))

    def _on_refused(self, code: str, error: PpeError) -> None:
        card = self.cards.get(code)
        if card is not None:
            card.show_error(error.field if isinstance(error, FieldError) else "name", error.message)

    def _on_removal(self, spec: SupportSpec) -> None:
        self._taken = spec
        remove = self._tasks.session.supports.remove
        self._tasks.ask(remove, spec.code, then=partial(self._on_removed, spec))

    def _on_removed(self, spec: SupportSpec, specs: tuple[SupportSpec, ...]) -> None:
        self.show_supports(specs)
        is_back = any(one.code == spec.code for one in specs)
        said = (
            self.tr("«\u00a0{name}\u00a0» est revenu au support fourni.")
            if is_back
            else self.tr("«\u00a0{name}\u00a0» est retiré.")
        )
        self.banner.set_message(said.format(name=spec.name), "done", self.tr("Annuler"))
        self.banner.show()

    def _on_put_back(self) -> None:
        self.banner.hide()
        if self._taken is not None:
            self._on_wanted(self._taken.code, self._taken)
            self._taken = None

    def _on_add(self) -> None:
        """Add a support to be named, and open it."""
        names = {plain(card.spec.name) for card in self.cards.values()}
        wanted = self.tr("Nouveau support")
        free = (wanted, *(f"{wanted} {number}" for number in range(2, 100)))
        spec = SupportSpec("", next(one for one in free if plain(one) not in names), "")
        known = frozenset(self.cards)
        self._tasks.ask(self._tasks.session.supports.keep, spec, then=partial(self._on_added, known))

    def _on_added(self, known: frozenset[str], specs: tuple[SupportSpec, ...]) -> None:
        self._to_open = next((spec.code for spec in specs if spec.code not in known), "")
        self.show_supports(specs)

    def _on_print(self, spec: SupportSpec) -> None:
        self._preview((spec,))

    def _on_print_all(self) -> None:
        self._preview(tuple(card.spec for card in self.cards.values() if card.spec.is_on))

    def _preview(self, specs: tuple[SupportSpec, ...]) -> None:
        if specs:
            paint = partial(_paint, specs)
            preview_print(
                self, "sheets_preview", self.tr("Feuilles à imprimer"), paint, lies_down=bool(specs[0].ground)
            )


def _paint(specs: tuple[SupportSpec, ...], printer: QPrinter) -> None:
    from ppe_desktop.ui.views.childpage.sheets import print_sheets

    print_sheets(printer, specs)
