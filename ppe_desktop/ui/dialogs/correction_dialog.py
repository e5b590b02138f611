"""A Word file corrected by hand, beside the document it comes from: what changed, and whether its reader may receive it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from ppe_desktop.domain.errors import PpeError
from ppe_desktop.domain.prints import Produced
from ppe_desktop.domain.word_differences import Mark, Piece, side
from ppe_desktop.services.changes import Changes
from ppe_desktop.services.sealing import Correction
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import Palette, current, px
from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from ppe_desktop.ui.widgets.plain_label import PlainLabel

AROUND = 160
"""Letters of unchanged text kept on each side of a change."""


class CorrectionDialog(QDialog):
    """Shows the differences and keeps the corrected file as the version of record.

    Signals:
        kept: the ``Changes``; the document it replaces stays as it was.
    """

    kept = Signal(object)

    def __init__(self, tasks: Tasks, document_id: str, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Rapporter le fichier corrigé"))
        self._tasks, self._document_id, self._path = tasks, document_id, path
        self.heading = PlainLabel(self.tr("Ce qui a changé"), "heading", wrap=True, parent=self)
        self.intro_label = PlainLabel(self.tr("Lecture du fichier…"), "muted", wrap=True, parent=self)
        self.banner = Banner(tone="late", closable=False, parent=self)
        self.detail_label = PlainLabel("", "small", wrap=True, parent=self)
        self.page = QTextBrowser(self)
        self.cancel_button = SecondaryButton(self.tr("Ne rien garder"), parent=self)
        self.keep_button = PrimaryButton(self.tr("Garder comme version de référence"), "file-check", self)

        self._arrange()

        self.keep_button.clicked.connect(self._on_keep)
        self.cancel_button.clicked.connect(self.reject)
        self.banner.hide()
        self.detail_label.hide()
        self.keep_button.setEnabled(False)
        compare = tasks.session.sealing.compare
        tasks.run_long(compare, document_id, path, then=self._on_compared, failed=self._on_failed)

    def _arrange(self) -> None:
        self.page.setOpenLinks(False)
        self.page.setAccessibleName(self.heading.text())
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.keep_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        for widget in (self.heading, self.intro_label, self.banner, self.detail_label):
            column.addWidget(widget)
        column.addWidget(self.page, 1)
        column.addLayout(buttons)
        screen = self.screen().availableGeometry().size()
        self.resize(min(px(900), screen.width() - 40), min(px(620), screen.height() - 60))

    def _on_compared(self, correction: Correction) -> None:
        line = correction.line
        told = self.tr(
            "{title}, exemplaire de : {reader}. À gauche le document produit, à droite le fichier corrigé. Le document produit reste "
            "au registre, tel quel."
        )
        self.intro_label.setText(typeset(told.format(title=Produced.label_of(line.document), reader=line.recipient)))
        self.page.setHtml(differences_html(correction.pieces, current()))
        self._show_problem(correction.problem, correction.detail)
        self.keep_button.setEnabled(not correction.problem)

    def _on_keep(self) -> None:
        self.keep_button.setEnabled(False)
        keep = self._tasks.session.sealing.bring_back
        self._tasks.run_long(keep, self._document_id, self._path, then=self._on_kept, failed=self._on_failed)

    def _on_kept(self, changes: Changes) -> None:
        self.kept.emit(changes)
        self.accept()

    def _on_failed(self, error: PpeError) -> None:
        self.intro_label.hide()
        self._show_problem(error.message, error.detail)

    def _show_problem(self, message: str, detail: str) -> None:
        if message:
            self.banner.set_message(typeset(message), "late")
        self.banner.setVisible(bool(message))
        self.detail_label.setText(detail)
        self.detail_label.setVisible(bool(detail))


def differences_html(pieces: Sequence[Piece], palette: Palette) -> str:
    """Return two columns: what is gone struck through on the left, what is new underlined on the right.

    Long stretches of unchanged text are shortened; everything typed is escaped.
    """
    if all(piece.mark is Mark.SAME for piece in pieces):
        return "<p>Le texte est le même : seule la mise en forme, un en-tête ou un pied de page a changé.</p>"
    cells = "".join(
        f"<td width='50%' style='vertical-align: top'>{_column(pieces, shown, palette)}</td>"
        for shown in (Mark.GONE, Mark.NEW)
    )
    heads = "".join(f"<td width='50%'><b>{title}</b></td>" for title in ("Document produit", "Fichier corrigé"))
    table = f"<tr bgcolor='{palette.sunken}'>{heads}</tr><tr>{cells}</tr>"
    return f"<table width='100%' cellspacing='0' cellpadding='{px(8)}'>{table}</table>"


def _column(pieces: Sequence[Piece], shown: Mark, palette: Palette) -> str:
    found = side(pieces, shown)
    return "".join(
        _piece(piece, palette, is_first=place == 0, is_last=place == len(found) - 1)
        for place, piece in enumerate(found)
    )


def _piece(piece: Piece, palette: Palette, *, is_first: bool, is_last: bool) -> str:
    if piece.mark is Mark.SAME:
        return escape(_shortened(piece.text, is_first=is_first, is_last=is_last)).replace("\n", "<br>")
    tone = "late" if piece.mark is Mark.GONE else "done"
    line = "line-through" if piece.mark is Mark.GONE else "underline"
    style = f"background-color: {palette.role(f'{tone}_soft')}; color: {palette.role(tone)}; text-decoration: {line}"
    return f"<span style='{style}'>{escape(piece.text)}</span>".replace("\n", "<br>")


def _shortened(text: str, *, is_first: bool, is_last: bool) -> str:
    if len(text) <= 2 * AROUND + 40:
        return text
    head = "" if is_first else text[:AROUND]
    tail = "" if is_last else text[-AROUND:]
    return f"{head} […] {tail}"
