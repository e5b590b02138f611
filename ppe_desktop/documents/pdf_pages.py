"""Pages of a PDF that came from outside, drawn by PDFium in the rendering process: a broken or hostile one ends there.

No script runs (this PDFium has none), no link is followed, nothing is written: bytes come in, pixels go out.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2

from ppe_desktop.domain.errors import RenderError

HEADER = struct.Struct("<3I")
"""Before the pixels of a page: width, height and length of a line in bytes; four bytes a pixel, blue first."""

MAX_PIXELS = 12_000_000
MAX_FOUND = 500


def describe(pdf: bytes) -> bytes:
    """Return the width and height of each page, in points, as JSON.

    Raises:
        RenderError: the PDF is broken or protected.
    """
    with _opened(pdf) as document:
        return json.dumps([document.get_page_size(number) for number in range(len(document))]).encode()


def draw(pdf: bytes, number: int, scale: float) -> bytes:
    """Return a page as pixels after a :data:`HEADER`.

    Args:
        pdf: the whole file.
        number: page, from 0.
        scale: pixels a point; lowered for a page that would be too large.

    Raises:
        RenderError: the PDF is broken or protected.
    """
    with _opened(pdf) as document:
        document.init_forms()  # what was typed in the boxes of a form shows too
        page = document[number]
        width, height = page.get_size()
        largest = (MAX_PIXELS / max(width * height, 1)) ** 0.5
        bitmap = page.render(scale=min(scale, largest), rev_byteorder=False, prefer_bgrx=True)
        return HEADER.pack(bitmap.width, bitmap.height, bitmap.stride) + bytes(bitmap.buffer)


def find(pdf: bytes, words: str) -> bytes:
    """Return where some words are written, as JSON: for each place its page and its rectangles.

    A rectangle is its left, top, right and bottom, as shares of the page.

    Raises:
        RenderError: the PDF is broken or protected.
    """
    with _opened(pdf) as document:
        found: list[Any] = []
        for number in range(len(document)):
            found += _found_on(document[number], number, words)
            if len(found) >= MAX_FOUND:
                break
        return json.dumps(found[:MAX_FOUND]).encode()


def read_text(pdf: bytes) -> bytes:
    """Return everything a PDF says, in UTF-8: its properties, its bookmarks, the text of its pages.

    Raises:
        RenderError: the PDF is broken or protected.
    """
    with _opened(pdf) as document:
        said = [*document.get_metadata_dict().values(), *(mark.get_title() for mark in document.get_toc())]
        said += [page.get_textpage().get_text_range() for page in document]
        return "\n".join(said).encode("utf-8", "replace")


def _found_on(page: Any, number: int, words: str) -> Iterator[tuple[int, list[tuple[float, float, float, float]]]]:
    width, height = page.get_size()
    text = page.get_textpage()
    search = text.search(words)
    while place := search.get_next():
        boxes = [text.get_rect(index) for index in range(text.count_rects(*place))]
        yield (
            number,
            [(left / width, 1 - top / height, right / width, 1 - low / height) for left, low, right, top in boxes],
        )


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    try:
        document = pypdfium2.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise RenderError from error
