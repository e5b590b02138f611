"""Every document of some fictitious children for every reader, turned to PDF in one go, its pages checked and put on contact sheets.

Run: ``python tools/document_pages.py DOSSIER [NOM …]``; without a name, every child. Writes ``docx``, ``pdf`` and ``planches``, says what
is wrong with the pages (see ``tools/page_faults.py``), and ends with 1 when something is.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pypdfium2
from page_faults import faults_of
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from ppe_desktop.commands import demo_session
from ppe_desktop.documents.pdf import PDF_FILTER, find_converter
from ppe_desktop.domain.errors import PpeError
from ppe_desktop.services.session import Session

SCALE = 0.95
"""Pixels a point."""
COLUMNS, ROWS = 4, 2
BATCH = 80
"""Documents turned to PDF in one run of LibreOffice."""
_GAP = 6


def produced(session: Session, names: Sequence[str], folder: Path) -> Iterator[Path]:
    """Make every document offered for the children named, for each of its readers; say what is withheld and what is refused."""
    number = 0
    for card in session.run(session.files.cards):
        if names and not any(name.lower() in card.list_name.lower() for name in names):
            continue
        for offer in session.documents.offers(card.child_id):
            for reader in session.documents.recipients(offer.subject_id, offer.document):
                number += 1
                target = folder / f"{number:03d}_{offer.document}_{reader.kind.value}.docx"
                print(f"{target.stem} : {card.list_name} – {offer.title}, {offer.about} – {reader.label}")
                try:
                    made = session.documents.produce(offer.subject_id, reader, target, document=offer.document)
                except PpeError as error:
                    print(f"    refusé : {error.message}")
                    continue
                for entry in made.withheld:
                    print(f"    non communiqué : {entry.what} – {entry.why}")
                for caution in made.cautions:
                    print(f"    attention : {caution}")
                yield made.paths[0]


def convert(documents: Sequence[Path], target: Path) -> None:
    """Turn documents to PDF with LibreOffice, many in one run; it has been seen to stop quietly after some hundreds."""
    converter = find_converter()
    if converter is None or converter.kind != "libreoffice":
        raise SystemExit("LibreOffice n’est pas sur cet ordinateur.")
    with tempfile.TemporaryDirectory(prefix="ppe-pages-") as profile:
        command = [
            str(converter.program), f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", PDF_FILTER,
        ]  # fmt: skip
        for start in range(0, len(documents), BATCH):
            batch = map(str, documents[start : start + BATCH])
            subprocess.run([*command, "--outdir", str(target), *batch], check=True, capture_output=True)


def sheets(pdfs: Sequence[Path], folder: Path) -> int:
    """Put the pages on contact sheets, each page with its document above it; return how many sheets there are."""
    images = [(pdf.stem, image) for pdf in pdfs for image in _pages(pdf)]
    for start in range(0, len(images), COLUMNS * ROWS):
        _sheet(images[start : start + COLUMNS * ROWS]).save(
            str(folder / f"planche_{start // (COLUMNS * ROWS) + 1:03d}.png")
        )
    return -(-len(images) // (COLUMNS * ROWS))


def _pages(pdf: Path) -> Iterator[QImage]:
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        bitmap = page.render(scale=SCALE, prefer_bgrx=True)
        image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32)
        yield image.copy()
    document.close()


def _sheet(images: Sequence[tuple[str, QImage]]) -> QImage:
    width = max(image.width() for _name, image in images) + _GAP
    height = max(image.height() for _name, image in images) + 18
    sheet = QImage(width * COLUMNS, height * ROWS, QImage.Format.Format_RGB32)
    sheet.fill(QColor("#808080"))
    painter = QPainter(sheet)
    painter.setPen(QColor("white"))
    for place, (name, image) in enumerate(images):
        left, top = place % COLUMNS * width, place // COLUMNS * height
        painter.drawText(left + 4, top + 13, name)
        painter.drawImage(left, top + 17, image)
    painter.end()
    return sheet


def main() -> int:
    """Make, convert, check and show."""
    folder = Path(sys.argv[1])
    for name in ("docx", "pdf", "planches"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    _application = QGuiApplication.instance() or QGuiApplication([])
    with tempfile.TemporaryDirectory(prefix="ppe-base-") as base, demo_session(Path(base) / "base") as session:
        documents = list(produced(session, sys.argv[2:], folder / "docx"))
    convert(documents, folder / "pdf")
    pdfs = sorted((folder / "pdf").glob("*.pdf"))
    faults = [(pdf.stem, fault) for pdf in pdfs for fault in faults_of(pdf)]
    for name, fault in faults:
        print(f"{name} : {fault}")
    print(
        f"{len(documents)} documents, {len(pdfs)} PDF, {sheets(pdfs, folder / 'planches')} planches, {len(faults)} défauts"
    )
    return 1 if faults or len(pdfs) != len(documents) else 0


if __name__ == "__main__":
    raise SystemExit(main())
