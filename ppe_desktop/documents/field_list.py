"""What a template may ask for, kind of document by kind of document: each field by its French name, with an example and its tag.

The fields are those that the documents of the fictitious files were given (``tools/build_template_fields.py``); only their French names
are written by hand, in ``resources/templates/names.toml``.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from ppe_desktop.documents.picture_fields import PICTURE_FIELDS
from ppe_desktop.domain.missing import printed
from ppe_desktop.domain.texts import plain
from ppe_desktop.domain.vocabulary import RecipientKind
from ppe_desktop.runtime.resources import resource

LINE_NAMES = {
    "fratrie": "frere",
    "autorite_parentale": "titulaire",
    "droits_de_visite": "droit",
    "domaines": "domaine",
    "objectifs": "objectif",
    "actions": "action",
    "plan_actions": "objectif",
    "mesures": "mesure",
    "signatures": "signature",
    "parcours": "etape",
    "echeances": "echeance",
    "rendez_vous": "rdv",
}
"""What one line of a list is called in the ready-made loops; a list that is not here is walked with "ligne"."""
_MOST_SHOWN = 120
_DRAWN = "image à placer dans Word"
_LIST = re.compile(r"\[\]")


@dataclass(frozen=True, slots=True)
class Field:
    """Something a template may ask for.

    Attributes:
        path: its name in a tag, lists marked: ``fratrie[].nom``.
        group: French name of what it belongs to: "Frères et sœurs".
        name: its own French name: "Nom".
        sort: ``"text"``, ``"yes"`` (true or false), ``"list"``, or ``"picture"``.
        example: what it says for a fictitious child.
        tag: what to copy into Word, a loop or a condition whole.
        protected: it may hold a fact kept from some readers.
    """

    path: str
    group: str
    name: str
    sort: str
    example: str
    tag: str
    protected: bool = False

    @property
    def full_name(self) -> str:
        """Return the name with that of its group: "Frères et sœurs : nom"."""
        return f"{self.group}\N{NO-BREAK SPACE}: {self.name[:1].lower()}{self.name[1:]}" if self.group else self.name

    def answers(self, words: str) -> bool:
        """Tell whether every word sought begins a word of its name or stands in its tag."""
        known = plain(f"{self.full_name} {self.path}").split()
        return all(any(one.startswith(word) for one in known) for word in plain(words).split())


@cache
def _gathered() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(resource("templates", "fields.json").read_text(encoding="utf-8"))
    return found


@cache
def french_names() -> dict[str, str]:
    """Return the French name of each field, by its name or by the end of its path."""
    found: dict[str, str] = tomllib.loads(resource("templates", "names.toml").read_text(encoding="utf-8"))
    return found


def example_of(document: str) -> dict[str, Any]:
    """Return what a template of a kind of document is given for a fictitious child, every list with a line; nothing if unknown."""
    known: dict[str, Any] = _gathered().get(document, {}).get("example", {})
    return known


def readers_of(document: str) -> list[str]:
    """Return for whom a kind of document may be made, in French, as in "La mère"."""
    return [RecipientKind.label_of(code) for code in _gathered().get(document, {}).get("readers", [])]


def protected_of(document: str) -> frozenset[str]:
    """Return the paths of the fields that may hold a fact kept from some readers."""
    return frozenset(_gathered().get(document, {}).get("protected", []))


def name_key(path: str) -> str:
    """Return the entry of the French names that names a path: the most precise one, or nothing."""
    words = _LIST.sub("", path).split(".")
    keys = [".".join(words[rank:]) for rank in range(len(words))]
    return next((key for key in keys if key in french_names()), "")


def name_of(path: str) -> str:
    """Return the French name of a path; the path itself when it has none."""
    return french_names().get(name_key(path), path)


def paths(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Give every field below a value with its first value: groups and lists, then what they hold."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if not key.startswith("_"):
                inner_path = f"{path}.{key}" if path else key
                yield inner_path, inner
                yield from paths(inner, inner_path)
    elif isinstance(value, list) and value:
        yield from paths(value[0], f"{path}[]")


def fields_of(document: str) -> list[Field]:
    """Return the fields of a kind of document, in the order the documents give them."""
    protected = protected_of(document)
    found = []
    for path, value in paths(example_of(document)):
        if isinstance(value, dict):
            continue
        head = path.rpartition(".")[0]
        hidden = path in protected or f"{path}[]" in protected
        found.append(
            Field(
                path,
                name_of(head) if head else "",
                name_of(path),
                "picture" if path in PICTURE_FIELDS else sort_of(value),
                _DRAWN if path in PICTURE_FIELDS else shown(value),
                tag_of(path, value),
                hidden,
            )
        )
    return found


def sort_of(value: object) -> str:
    """Return what a value is: ``"text"``, ``"yes"`` or ``"list"``."""
    return "yes" if isinstance(value, bool) else "list" if isinstance(value, list) else "text"


def shown(value: object) -> str:
    """Return a value as it reads in the list of fields, on one line."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, list):
        first = value[0] if value else ""
        return shown(next(iter(first.values()), "")) if isinstance(first, dict) else shown(first)
    text = " ".join(printed(str(value if value is not None else "")).split())
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 1]}…"


def line_name(path: str) -> str:
    """Return what one line of a list is called in a loop: ``fratrie`` gives ``frere``."""
    return LINE_NAMES.get(_LIST.sub("", path).rpartition(".")[2], "ligne")


def written(path: str) -> str:
    """Return how a path is written in a tag, inside the loop over its list: ``fratrie[].nom`` gives ``frere.nom``."""
    head, found, rest = path.rpartition("[]")
    return f"{line_name(head)}{rest}" if found else path


def tag_of(path: str, value: object) -> str:
    """Return what to copy into Word for a field: a tag, or a loop or a condition whole."""
    if path in PICTURE_FIELDS:
        return path
    name = written(path)
    if isinstance(value, bool):
        return f"{{% if {name} %}}…{{% endif %}}"
    if not isinstance(value, list):
        return f"{{{{ {name} }}}}"
    line = line_name(path)
    first = value[0] if value else ""
    inner = (
        next((key for key, one in first.items() if not isinstance(one, dict | list)), "")
        if isinstance(first, dict)
        else ""
    )
    return f"{{%p for {line} in {name} %}}\n{{{{ {line}{'.' if inner else ''}{inner} }}}}\n{{%p endfor %}}"
