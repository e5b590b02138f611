"""One line of the register on screen: what left, to whom it was handed, what can be done with it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import clock_time, long_date
from ppe_desktop.domain.prints import DOCUMENTS, Form, Produced, forms_said
from ppe_desktop.domain.sealing import mark_of
from ppe_desktop.domain.vocabulary import DeliveryMode, RecipientKind, SignatureState
from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.widgets.buttons import QuietButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.plain_label import PlainLabel

_KEPT = frozenset(one.value for one in DOCUMENTS)
"""Kinds of line whose file is kept: what is made from a Word template."""


class ProducedCard(Card):
    """A document that left.

    Signals:
        delivery_requested: identifier of the document that was handed to someone.
        copy_requested: identifier of the document to write again as it was.
        print_requested: identifier of the document to print as it was.
        correction_requested: identifier of the document of which a corrected file is brought back.
    """

    delivery_requested = Signal(str)
    copy_requested = Signal(str)
    print_requested = Signal(str)
    correction_requested = Signal(str)

    def __init__(self, item: Item, deliveries: Sequence[Item], versions: Sequence[Item], parent: QWidget) -> None:
        """Build the card.

        Args:
            item: the line of the register.
            deliveries: to whom it was handed.
            versions: every line of this child's register: a later one may replace this one.
            parent: parent widget.
        """
        super().__init__(parent)
        self.item = item
        self.is_kept = item.document in _KEPT and bool(item.sha256)
        self.body.setSpacing(4)
        title = " — ".join(part for part in (Produced.label_of(item.document), item.recipient) if part)
        self.body.addWidget(PlainLabel(typeset(title), "strong", wrap=True, parent=self))
        for detail in filter(None, (_made(item), *_versions_said(item, versions), *map(delivery_said, deliveries))):
            self.body.addWidget(PlainLabel(typeset(detail), wrap=True, parent=self))
        withheld = " ; ".join(entry["what"] for entry in json.loads(item.withheld))
        for detail in (self.tr("Non communiqué : {list}").format(list=withheld) if withheld else "", _proof(item)):
            if detail:
                self.body.addWidget(PlainLabel(typeset(detail), "muted", wrap=True, parent=self))
        self._add_gestures()

    def _add_gestures(self) -> None:
        self.delivery_button = QuietButton(self.tr("Noter une remise…"), "check", self)
        self.copy_button = QuietButton(self.tr("Enregistrer une copie…"), "download", self)
        self.print_button = QuietButton(self.tr("Imprimer…"), "printer", self)
        self.correction_button = QuietButton(self.tr("Rapporter le fichier corrigé…"), "upload", self)
        row = FlowLayout(spacing=4)
        for button in (self.delivery_button, self.copy_button, self.print_button, self.correction_button):
            button.setVisible(self.is_kept)
            row.addWidget(button)
        self.print_button.setVisible(self.is_kept and bool(self.item.pdf_sha256))  # its pages are those of the PDF
        self.body.addLayout(row)
        self.delivery_button.clicked.connect(self._on_delivery)
        self.copy_button.clicked.connect(self._on_copy)
        self.print_button.clicked.connect(self._on_print)
        self.correction_button.clicked.connect(self._on_correction)

    def _on_delivery(self) -> None:
        self.delivery_requested.emit(self.item.id)

    def _on_copy(self) -> None:
        self.copy_requested.emit(self.item.id)

    def _on_print(self) -> None:
        self.print_requested.emit(self.item.id)

    def _on_correction(self) -> None:
        self.correction_requested.emit(self.item.id)


def delivery_said(delivery: Item) -> str:
    """Return a delivery in words: "Remis à Madame Benali le 3 mars 2026, en main propre, signé le 4 mars 2026"."""
    name = delivery.name.strip() or _lower(RecipientKind.label_of(delivery.recipient))
    parts = [f"Remis à {name}"]
    if delivery.delivered_on:
        parts[0] += f" le {long_date(delivery.delivered_on)}"
    if delivery.mode:
        parts.append(_lower(DeliveryMode.label_of(delivery.mode)))
    if delivery.signature != SignatureState.PENDING:
        signed = f" le {long_date(delivery.signed_on)}" if delivery.signed_on else ""
        parts.append(f"{_lower(SignatureState.label_of(delivery.signature))}{signed}")
    said = ", ".join(parts)
    return f"{said}. {delivery.remarks.strip()}" if delivery.remarks.strip() else said


def _versions_said(item: Item, versions: Sequence[Item]) -> list[str]:
    """Return which document this one replaces, and which one replaced it."""
    said = []
    before = next((one for one in versions if one.id == item.replaces_id), None)
    if before is not None:
        said.append(f"Corrigé à la main : remplace la version du {_moment(before)}")
    after = next((one for one in versions if one.replaces_id == item.id), None)
    if after is not None:
        said.append(f"Remplacé par la version corrigée du {_moment(after)}")
    return said


def _moment(item: Item) -> str:
    return f"{long_date(item.created_at.date())} à {clock_time(item.created_at)}"


def _proof(item: Item) -> str:
    """Return what a file or a paper is known by: the mark printed on it, the fingerprint, the template."""
    if not item.sha256:
        return ""
    mark = f"Repère {mark_of(item.id)}" if item.document in _KEPT else ""
    model = f"modèle {item.template_version}" if item.template_version else ""
    return " · ".join(part for part in (mark, f"empreinte {item.sha256[:16]}", model) if part)


def _made(item: Item) -> str:
    """Return how, when and by whom something left the base: "Imprimé le 3 mars 2026 à 14 h 05 par Claire Le Goff…"."""
    day = f"le {_moment(item)}"
    by = f" par {item.author}" if item.author else ""
    if item.file_format == Form.CLIPBOARD:
        return f"Image copiée {day}{by}, pour un autre document"
    state = "document de travail" if item.is_draft else "version terminée"
    if item.file_format == Form.PAPER:
        return f"Imprimé {day}{by}, {state}"
    as_of = f", d’après le dossier tel qu’il était le {long_date(item.as_of)} au soir" if item.as_of else ""
    return f"Produit {day}{by}, {state}, au format {forms_said(item.file_format)}{as_of}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
