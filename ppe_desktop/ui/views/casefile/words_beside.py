"""What the words at the right of a section bear on: what the section is about, or what is open in it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.words_at_hand import Subject, family, health, school

STANDING = {"health": health(), "school": school(), "entourage": family()}
"""Sections that are about one thing whatever is open in them."""


def subject_of(section: str, page: QWidget) -> Subject | None:
    """Return what is on screen in a section, nothing where no words are shown beside it.

    Args:
        section: key of the section.
        page: the section itself; one that knows better says so with ``words_subject()``.
    """
    own = getattr(page, "words_subject", None)
    found: Subject | None = own() if own is not None else STANDING.get(section)
    return found
