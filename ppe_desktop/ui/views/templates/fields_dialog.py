"""Liste des champs: what a template may ask for, sought by its French name, copied with its tag."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ppe_desktop.services.templates import Field
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.search_field import SearchField

SIZE = (920, 620)
NAME, EXAMPLE, TAG = range(3)


class FieldsDialog(QDialog):
    """The fields of one kind of document; it stays open beside Word.

    Attributes:
        table: the fields that answer what is sought.
    """

    def __init__(self, title: str, fields: Sequence[Field], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("fields_dialog")
        self.setWindowTitle(self.tr("Liste des champs"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self._fields = list(fields)
        self._shown: list[Field] = []
        self.title_label = PlainLabel(title, "heading", wrap=True, parent=self)
        self.intro_label = PlainLabel(
            self.tr(
                "Copiez une balise et collez-la dans Word, à l’endroit voulu. L’exemple est celui d’un enfant fictif. Une liste se copie avec sa boucle, "
                "une question oui ou non avec sa condition."
            ),
            "muted",
            wrap=True,
            parent=self,
        )
        self.search = SearchField(
            self.tr("Chercher un champ{nbsp}: prénom, adresse, fratrie…").format(nbsp="\N{NO-BREAK SPACE}"), self
        )
        self.table = QTableWidget(0, 3, self)
        self.how_label = PlainLabel(
            self.tr(
                "Dans Word, insérez une image PNG de la taille voulue, puis collez ce nom dans son texte de remplacement{nbsp}: le dessin de "
                "l’enfant prendra sa place. Il est laissé de côté pour qui ne doit pas le voir{nbsp}; entre "
                "«{nbsp}{{% if nom %}}{nbsp}» et «{nbsp}{{% endif %}}{nbsp}», ce qui l’entoure aussi."
            ).format(nbsp="\N{NO-BREAK SPACE}"),
            "muted",
            wrap=True,
            parent=self,
        )
        self.count_label = PlainLabel("", "muted", parent=self)
        self.copy_button = PrimaryButton(self.tr("Copier la balise"), "copy", self)
        self.close_button = SecondaryButton(self.tr("Fermer"), parent=self)
        self._set_table()
        self._lay_out()

        self.search.textChanged.connect(self._show)
        self.table.itemSelectionChanged.connect(self._on_selected)
        self.table.itemDoubleClicked.connect(self.copy)
        self.copy_button.clicked.connect(self.copy)
        self.close_button.clicked.connect(self.close)
        self._show("")

    def copy(self) -> None:
        """Put the tag of the chosen field on the clipboard; it tells nothing of anyone."""
        field = self.chosen()
        if field is not None:
            QGuiApplication.clipboard().setText(field.tag)
            self.count_label.setText(
                self.tr("Copié{nbsp}: {tag}").format(nbsp="\N{NO-BREAK SPACE}", tag=field.tag.replace("\n", " "))
            )

    def chosen(self) -> Field | None:
        """Return the field chosen, if any."""
        row = self.table.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.copy()
            return
        super().keyPressEvent(event)

    def _set_table(self) -> None:
        self.table.setObjectName("fields_table")
        self.table.setAccessibleName(self.tr("Champs"))
        self.table.setHorizontalHeaderLabels([self.tr("Champ"), self.tr("Exemple"), self.tr("Balise à copier")])
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(px(36))
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        for column in (NAME, EXAMPLE, TAG):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.count_label, 1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.copy_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        for widget in (self.title_label, self.intro_label, self.search):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addWidget(self.how_label)
        column.addLayout(foot)
        self.resize(px(SIZE[0]), px(SIZE[1]))

    def _show(self, words: str) -> None:
        self._shown = [field for field in self._fields if field.answers(words)]
        self.table.clearContents()
        self.table.setRowCount(len(self._shown))
        for row, field in enumerate(self._shown):
            for column, text in enumerate((field.full_name, field.example, field.tag.replace("\n", " "))):
                item = QTableWidgetItem(text)
                item.setToolTip(field.tag if column == TAG else text)
                self.table.setItem(row, column, item)
        if self._shown:
            self.table.setCurrentCell(0, NAME)
        self._on_selected()

    def _on_selected(self) -> None:
        count = len(self._shown)
        said = self.tr("{count} champs") if count > 1 else self.tr("{count} champ")
        self.count_label.setText(said.format(count=count) if count else self.tr("Aucun champ ne répond à ces mots."))
        field = self.chosen()
        self.copy_button.setEnabled(field is not None)
        self.how_label.setVisible(field is not None and field.sort == "picture")
