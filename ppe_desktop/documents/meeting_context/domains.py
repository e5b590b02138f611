"""The points of a meeting laid out by the three domains of the law (D223-15 CASF), from the lines that name them."""

from __future__ import annotations

import re

from ppe_desktop.domain.texts import plain
from ppe_desktop.domain.vocabulary import Domain

_NAMED = re.compile(r"^\W*(?:domaine )?(?P<name>[^:\n.]{1,60}?)\s*(?::|$)\s*(?P<rest>.*)$", re.IGNORECASE)
_NAMES: dict[Domain, frozenset[str]] = {
    Domain.HEALTH: frozenset({"a", "sante", "developpement", "developpement et sante", "sante physique et psychique"}),
    Domain.FAMILY: frozenset({"b", "famille", "la famille", "famille et tiers", "relations", "relations familiales"}),
    Domain.SCHOOL: frozenset({"c", "scolarite", "ecole", "l ecole", "vie sociale", "ecole et vie sociale"}),
}


def by_domain(text: str) -> tuple[str, dict[Domain, str]]:
    """Return what stands before any domain, and the text of each domain that is named.

    Args:
        text: the points as they were typed; a line such as "Santé : vue à contrôler" or "Scolarité et vie sociale" opens a domain.
    """
    before: list[str] = []
    found: dict[Domain, list[str]] = {}
    current = before
    for line in text.splitlines():
        domain, rest = _opened(line)
        if domain is not None:
            current = found.setdefault(domain, [])
        current.append(rest)
    return _joined(before), {domain: _joined(lines) for domain, lines in found.items()}


def _opened(line: str) -> tuple[Domain | None, str]:
    """Return the domain a line opens and what follows its name; the line as it is when it opens none."""
    match = _NAMED.match(line)
    name = plain(match["name"]) if match else ""
    for domain, names in _NAMES.items():
        if match and (name in names or name == plain(domain.label)):
            return domain, match["rest"]
    return None, line


def _joined(lines: list[str]) -> str:
    return "\n".join(line for line in lines if line.strip()).strip()
