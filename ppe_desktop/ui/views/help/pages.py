"""The help pages shipped with the program: found by name, read in the order of their numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ppe_desktop.runtime.resources import resource
from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.views.help.rules_text import RULES_MARK, filled

_FILE_NAME = re.compile(r"\d\d-(?P<name>[a-z]+)\.md")


@dataclass(frozen=True, slots=True)
class HelpPage:
    """One page.

    Attributes:
        name: its short name, as links write it.
        title: its first line.
        markdown: the whole text, title included.
        has_rules: it shows the table of the rules.
    """

    name: str
    title: str
    markdown: str
    has_rules: bool = False


def help_pages() -> dict[str, HelpPage]:
    """Return every page by name, in reading order."""
    pages: dict[str, HelpPage] = {}
    for path in sorted(resource("help").iterdir()):
        found = _FILE_NAME.fullmatch(path.name)
        if found:
            written = typeset(path.read_text(encoding="utf-8"))
            title = written.split("\n", 1)[0].lstrip("# ")
            pages[found["name"]] = HelpPage(found["name"], title, filled(written), RULES_MARK in written)
    return pages
