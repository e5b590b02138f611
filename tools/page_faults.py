"""What is wrong with the pages of a PDF, read from its tags: a heading left alone, a row cut in two, an empty page, no title, no language.

LibreOffice tags what it exports when asked to (``documents/pdf.py``): each heading and each row of a table is an element that knows the
pages its content is on. Run: ``python tools/page_faults.py FICHIER.pdf …``; the code is 1 when something is wrong.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pypdf import PdfReader

HEADINGS = frozenset({"H1", "H2", "H3", "Title"})
LABELS = frozenset({"Étiquette parole", "Titre de partie", "Enfant partie", "Enfant titre", "Objet", "Encadré titre"})
"""Our own styles that announce what follows."""
_FIGURES = frozenset({"Figure", "Shape"})


@dataclass(frozen=True, slots=True)
class Tagged:
    """An element of the structure.

    Attributes:
        role: what it is: ``H1``, ``TR``, or the name of a style.
        pages: numbers of the pages its content is on, in order, from 1.
        inner: how many elements it holds, all levels together; they follow it in the list.
    """

    role: str
    pages: tuple[int, ...]
    inner: int


def faults_of(pdf: Path) -> list[str]:
    """Return what is wrong with the pages, in French; nothing when all is well."""
    with pdf.open("rb") as stream:
        reader = PdfReader(stream)
        found = _faults_of_file(reader)
        root = reader.trailer["/Root"].get("/StructTreeRoot")
        if root is None:
            return [*found, "sans balises"]
        elements = list(_elements(root.get_object(), _page_numbers(reader)))
        return [*found, *_faults_of_pages(elements, len(reader.pages))]


def _faults_of_file(reader: PdfReader) -> list[str]:
    catalog, title = reader.trailer["/Root"], (reader.metadata.title if reader.metadata else "") or ""
    wrong = (
        "sans titre" if not title.strip() else "",
        "" if str(catalog.get("/Lang", "")).lower() == "fr-fr" else "sans langue",
    )
    return [one for one in wrong if one]


def _faults_of_pages(elements: list[Tagged], count: int) -> Iterator[str]:
    filled = {page for element in elements for page in element.pages}
    yield from (f"page {page} : vide" for page in range(1, count + 1) if page not in filled)
    for place, element in enumerate(elements):
        if element.role == "TR" and len(set(element.pages)) > 1:
            yield f"page {min(element.pages)} : ligne de tableau coupée"
        if element.role in HEADINGS | LABELS and element.pages:
            after = next((one.pages[0] for one in elements[place + element.inner + 1 :] if one.pages), None)
            if after is not None and after > element.pages[-1]:
                yield f"page {element.pages[-1]} : titre seul en bas de page ({element.role})"


def _page_numbers(reader: PdfReader) -> dict[int, int]:
    return {
        page.indirect_reference.idnum: number for number, page in enumerate(reader.pages, 1) if page.indirect_reference
    }


def _elements(element: Any, numbers: dict[int, int]) -> Iterator[Tagged]:
    """Give an element, its own content and its inner elements', then those inner elements."""
    inner = [one for child in _children(element) if "/S" in child for one in _elements(child, numbers)]
    own = list(_own_pages(element, numbers))
    below = [page for one in inner for page in one.pages]
    if "/S" in element:
        yield Tagged(_role(element), tuple(sorted((*own, *below))), len(inner))
    yield from inner


def _role(element: Any) -> str:
    return str(element["/S"]).lstrip("/")


def _children(element: Any) -> list[Any]:
    return [one for one in _kids(element) if isinstance(one, dict)]


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K")
    kids = kids.get_object() if hasattr(kids, "get_object") else kids
    every = kids if isinstance(kids, list) else [] if kids is None else [kids]
    return [one.get_object() if hasattr(one, "get_object") else one for one in every]


def _own_pages(element: Any, numbers: dict[int, int]) -> Iterator[int]:
    """Give the page of each piece of content that the element holds itself."""
    for one in _kids(element):
        is_piece = not isinstance(one, dict) or one.get("/Type") in ("/MCR", "/OBJR")
        page = (
            one.raw_get("/Pg")
            if isinstance(one, dict) and "/Pg" in one
            else element.raw_get("/Pg")
            if "/Pg" in element
            else None
        )
        if is_piece and page is not None and page.idnum in numbers:
            yield numbers[page.idnum]


def main() -> int:
    """Say what is wrong with the files named on the command line."""
    found = [(name, fault) for name in sys.argv[1:] for fault in faults_of(Path(name))]
    for name, fault in found:
        print(f"{name} : {fault}")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
