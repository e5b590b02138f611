"""PDF through LibreOffice or Word, when one of them is there; the only moment a document is written in clear for another program.

The copy lives in a private folder given by the caller, under neutral names, with a throw-away LibreOffice profile, and is wiped in
every case.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ppe_desktop.documents.converter_process import run_until, word_command
from ppe_desktop.domain.errors import ConverterMissingError, OutputError, RenderError
from ppe_desktop.runtime.private_copies import erase_folder

_FAILED = "La conversion en PDF n’a pas abouti. Le fichier Word, lui, peut être produit. Fermez Word et LibreOffice, puis recommencez."
_PREFIX = "pdf-"
_WANTED = ("UseTaggedPDF", "DisplayPDFDocumentTitle", "ExportBookmarks")
PDF_FILTER = "pdf:writer_pdf_Export:" + json.dumps({name: {"type": "boolean", "value": "true"} for name in _WANTED})
"""What LibreOffice is asked for: a PDF whose tags, headings and title a screen reader can follow; before 7.4 it passes over them."""
_SOFFICE_NAMES = ("soffice", "libreoffice", "soffice.exe")
_SOFFICE_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/usr/local/bin/soffice",
    "/opt/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
)
_WORD_PLACES = tuple(
    f"C:/{folder}/Microsoft Office/{version}/WINWORD.EXE"
    for folder in ("Program Files", "Program Files (x86)")
    for version in ("root/Office16", "Office16", "Office15")
)


@dataclass(frozen=True, slots=True)
class Converter:
    """A program able to make a PDF.

    Attributes:
        kind: which one.
        program: its executable.
    """

    kind: Literal["libreoffice", "word"]
    program: Path


def find_converter() -> Converter | None:
    """Return LibreOffice if it is on this computer, else Word on Windows, else ``None``."""
    if sys.platform != "win32":  # there, a name is first looked for in the present folder: anybody's program
        for name in _SOFFICE_NAMES:
            if found := shutil.which(name):
                return Converter("libreoffice", Path(found))
    if place := _first_file(_SOFFICE_PLACES):
        return Converter("libreoffice", place)
    if sys.platform == "win32" and (place := _first_file(_WORD_PLACES)):
        return Converter("word", place)
    return None


def to_pdf(
    docx: bytes,
    *,
    private_folder: Path,
    timeout: float = 120,
    cancel: threading.Event | None = None,
    converter: Converter | None = None,
) -> bytes:
    """Return a document as PDF.

    Args:
        docx: the Word document.
        private_folder: folder of the application, readable by the user only, in which to work for a moment.
        timeout: seconds after which the program is ended.
        cancel: set by another thread to give up.
        converter: program to use; looked for when absent.

    Raises:
        ConverterMissingError: neither LibreOffice nor Word was found.
        RenderError: the program failed, took too long, or the user gave up.
        OutputError: the private folder cannot be written.
    """
    program = converter or find_converter()
    if program is None:
        raise ConverterMissingError
    try:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=private_folder))  # created 0700
    except OSError as error:
        raise OutputError(
            "Le dossier de travail du logiciel n’est pas accessible. Libérez de la place sur le disque, puis recommencez."
        ) from error
    try:
        return _convert(program, docx, folder, timeout, cancel or threading.Event())
    except OSError as error:
        raise RenderError(_FAILED) from error
    finally:
        erase_folder(folder)


def wipe_leftovers(private_folder: Path) -> int:
    """Erase the copies in clear that a conversion left when the program was killed; return how many folders there were.

    Call it only where no conversion may be running in that folder.
    """
    leftovers = [folder for folder in private_folder.glob(f"{_PREFIX}*") if folder.is_dir() and not folder.is_symlink()]
    for folder in leftovers:
        erase_folder(folder)
    return len(leftovers)


def _convert(program: Converter, docx: bytes, folder: Path, timeout: float, cancel: threading.Event) -> bytes:
    source, target = folder / "document.docx", folder / "document.pdf"
    source.write_bytes(docx)
    command, extra = (
        _soffice_command(program, source, folder) if program.kind == "libreoffice" else word_command(source, target)
    )
    run_until(command, folder, extra, timeout, cancel)
    if not target.is_file():
        raise RenderError(_FAILED)
    content = target.read_bytes()
    if not content.startswith(b"%PDF-"):
        raise RenderError(_FAILED)
    return content


def _soffice_command(program: Converter, source: Path, folder: Path) -> tuple[list[str], dict[str, str]]:
    profile = folder / "profil"
    command = [
        str(program.program), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck", "--nologo",
        "--nodefault", "--convert-to", PDF_FILTER, "--outdir", str(folder), str(source),
    ]  # fmt: skip
    return command, {}


def _first_file(places: tuple[str, ...]) -> Path | None:
    return next((Path(place) for place in places if Path(place).is_file()), None)
