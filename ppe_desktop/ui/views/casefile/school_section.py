"""Scolarité et vie sociale: schools, support, activities, and the authorisations asked for the child's acts."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppe_desktop.domain.authorisations import in_order, often_regarded_as
from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.periods import current_first
from ppe_desktop.domain.vocabulary import ActCategory
from ppe_desktop.runtime import clock
from ppe_desktop.ui.forms import school_summaries
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.forms.health_summaries import over_marks
from ppe_desktop.ui.forms.record_cards import CardsSpec
from ppe_desktop.ui.views.casefile.lists_section import ListsSection
from ppe_desktop.ui.widgets.buttons import QuietButton
from ppe_desktop.ui.widgets.plain_label import PlainLabel


class SchoolSection(ListsSection):
    """School and social life: where the child learns, with what help, what the child likes, what was authorised."""

    def __init__(self, context: FileContext, parent: QWidget | None = None) -> None:
        super().__init__(context, context.tr("Scolarité et vie sociale"), parent)
        self._add_school_blocks()
        self._add_life_blocks()
        self.finish_layout()

    def _add_school_blocks(self) -> None:
        self.add_block(
            CardsSpec(
                "schooling",
                self.tr("Écoles"),
                self.tr("Ajouter une école"),
                self.tr(
                    "L’école, la classe, ce qui va et ce qui est difficile. Une nouvelle année\u00a0: une nouvelle fiche."
                ),
                school_summaries.schooling,
                marks=school_summaries.schooling_marks,
            ),
            _lasting("schooling"),
        )
        self.add_block(
            CardsSpec(
                "support_plan",
                self.tr("Aménagements"),
                self.tr("Ajouter un aménagement"),
                self.tr("Projet d’accueil individualisé, accompagnement en classe, soutien…"),
                school_summaries.support_plan,
                marks=over_marks,
            ),
            _lasting("support_plan"),
        )

    def _add_life_blocks(self) -> None:
        self.add_block(
            CardsSpec(
                "activity",
                self.tr("Activités, amis et vacances"),
                self.tr("Ajouter une activité"),
                self.tr(
                    "Le sport, la musique, les amis, les vacances, un stage\u00a0: ce que l’enfant aime et ce qu’il en dit."
                ),
                school_summaries.activity,
                marks=over_marks,
            ),
            _lasting("activity"),
        )
        self.add_block(
            CardsSpec(
                "authorisation",
                self.tr("Autorisations"),
                self.tr("Ajouter une autorisation"),
                self.tr(
                    "Aucune demande notée. Une opération, un voyage, une photo… notez à qui l’accord est demandé, et quand."
                ),
                school_summaries.authorisation,
                extra=ActAdvice,
                marks=school_summaries.authorisation_marks,
            ),
            _authorisations,
            note=self.tr(
                "Les actes usuels relèvent de qui accueille l’enfant (article 373-4 du code civil). Un acte important demande "
                "l’accord des parents ou, pour un acte précis, l’autorisation du juge (article 375-7). Le partage entre les "
                "deux suit les règles de votre département."
            ),
        )


class ActAdvice(QWidget):
    """How an act is often regarded, offered while nobody has said: a suggestion, never a rule."""

    def __init__(self, context: FileContext, authorisation: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._id = context, authorisation.id
        self._category: ActCategory | None = None
        self.label = PlainLabel("", "muted", wrap=True, parent=self)
        self.take_button = QuietButton("", "check", self)
        self.take_button.setProperty("align", "left")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.label)
        column.addWidget(self.take_button)

        self.take_button.clicked.connect(self._on_take)

    def show_file(self, file: CaseFile) -> None:
        """Show the suggestion for the act chosen."""
        item = file.items.one("authorisation", self._id)
        self._category = often_regarded_as(item.act) if item is not None else None
        said = item.category if item is not None else ""
        is_offered = self._category is not None and said in ("", ActCategory.UNKNOWN)
        self.label.setVisible(is_offered)
        self.take_button.setVisible(is_offered)
        if self._category is not None:
            words = self._category.label.lower()
            self.label.setText(
                self.tr(
                    "Souvent regardé comme un {words}\u00a0; à vérifier avec les règles de votre département."
                ).format(words=words)
            )
            self.take_button.setText(self.tr("Noter «\u00a0{words}\u00a0»").format(words=self._category.label))

    def _on_take(self) -> None:
        if self._category is not None:
            self._context.autosaver.note("authorisation", self._id, "category", self._category.value)
            self._context.autosaver.send()


def _lasting(kind: str) -> Any:
    def select(file: CaseFile) -> list[Item]:
        return current_first(file.of(kind), clock.today())

    return select


def _authorisations(file: CaseFile) -> list[Item]:
    return in_order(file.of("authorisation"))
