"""What each name of a template stands for, and which one was probably meant when it stands for nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from jinja2 import nodes

from ppe_desktop.documents import field_list
from ppe_desktop.documents.expressions import LOOP_FACTS
from ppe_desktop.domain.texts import plain

_ELEMENT = frozenset({"first", "last"})
_SAME = frozenset({"default", "upper", "lower", "majuscule", "date", "date_longue"})


class Unknown:
    """What cannot be told: a wrong name, said once already."""


UNKNOWN = Unknown()


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in an expression.

    Attributes:
        code: stable name of the error.
        message: what is wrong, in French.
        advice: what to write instead.
        wrong, right: what to replace in the tag, and by what, when that is enough to mend it.
        is_error: the template cannot be used as it is.
    """

    code: str
    message: str
    advice: str = ""
    wrong: str = ""
    right: str = ""
    is_error: bool = True


@dataclass
class Names:
    """The names in force at a place of a template.

    Attributes:
        document: kind of document.
        values: what each name stands for in the example.
        paths: the path of each name of a loop: ``frere`` is ``fratrie[]``.
        used: paths asked for so far.
    """

    document: str
    values: dict[str, Any]
    paths: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, document: str) -> Names:
        """Return the names of a kind of document, outside of any loop."""
        return cls(document, field_list.example_of(document))

    def with_line(self, name: str, value: object, path: str) -> Names:
        """Return the names inside a loop whose line is ``name``."""
        line = value[0] if isinstance(value, list) and value else UNKNOWN
        loop = dict.fromkeys(LOOP_FACTS, 1)
        return Names(
            self.document, {**self.values, name: line, "loop": loop}, {**self.paths, name: f"{path}[]"}, self.used
        )

    def read(self, node: nodes.Node, found: list[Fault]) -> tuple[Any, str]:
        """Return what an expression stands for and its path, adding to ``found`` what is wrong in it."""
        if isinstance(node, nodes.Name):
            return self._name(node, found)
        if isinstance(node, nodes.Getattr):
            return self._inside(node.node, node.attr, found)
        if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
            return self._inside(node.node, node.arg.value, found)
        if isinstance(node, nodes.Filter) and node.node is not None:
            return self._filtered(node, found)
        if isinstance(node, nodes.Test) and node.name in ("defined", "undefined"):
            self.read(node.node, [])  # it asks precisely whether the name exists
            return True, ""
        return self._other(node, found), ""

    def _other(self, node: nodes.Node, found: list[Fault]) -> Any:
        for child in node.iter_child_nodes():
            self.read(child, found)
        if isinstance(node, nodes.Const):
            return node.value
        is_yes = isinstance(node, nodes.Compare | nodes.Test | nodes.Not)
        return True if is_yes else "" if isinstance(node, nodes.Concat) else UNKNOWN

    def _name(self, node: nodes.Name, found: list[Fault]) -> tuple[Any, str]:
        if node.name in self.values:
            path = self.paths.get(node.name, node.name)
            if node.name != "loop":
                self.used.add(path)
            return self.values[node.name], path
        found.append(self._unknown(node.name, node.name, [*self.values]))
        return self.values.get(meant := found[-1].right, UNKNOWN), self.paths.get(meant, meant)

    def _inside(self, holder: nodes.Node, key: str | int, found: list[Fault]) -> tuple[Any, str]:
        value, path = self.read(holder, found)
        if isinstance(value, Unknown):
            return UNKNOWN, ""
        if isinstance(value, list) and isinstance(key, int):
            return (value[0] if value else UNKNOWN), f"{path}[]"
        if isinstance(value, dict) and key in value:
            whole = f"{path}.{key}"
            if path != "loop":
                self.used.add(whole)
            return value[str(key)], whole
        found.append(self._not_inside(value, str(key), path, _spelt(holder)))
        return UNKNOWN, ""

    def _not_inside(self, value: object, key: str, path: str, spelt: str) -> Fault:
        name = f"{spelt}.{key}"
        if isinstance(value, dict):
            return self._unknown(name, key, [*value], f"{spelt}.", path)
        if isinstance(value, list):
            line = field_list.line_name(path)
            return Fault(
                "liste-sans-boucle",
                f"« {spelt} » est une liste\N{NO-BREAK SPACE}: elle se parcourt ligne par ligne.",
                f"{{%p for {line} in {spelt} %}} puis {{{{ {line}.{key} }}}} puis {{%p endfor %}}",
            )
        return Fault(
            "champ-inconnu",
            f"« {spelt} » est un texte\N{NO-BREAK SPACE}: « {name} » n’existe pas.",
            f"{{{{ {spelt} }}}}",
        )

    def _unknown(self, name: str, key: str, known: list[str], before: str = "", path: str = "") -> Fault:
        near = nearest(key, (one for one in known if not one.startswith("_")))
        if near:
            whole = f"{path}.{near}" if path else self.paths.get(near, near)
            told = field_list.name_of(whole)
            said = f" Le champ le plus proche est « {before}{near} »" + (f" ({told})." if told != whole else ".")
            dot = "." if before else ""
            return Fault("champ-inconnu", f"« {name} » n’existe pas.{said}", "", f"{dot}{key}", f"{dot}{near}")
        elsewhere = self._elsewhere(key)
        said = (
            f" Ce champ existe ailleurs\N{NO-BREAK SPACE}: « {elsewhere} »."
            if elsewhere
            else " Cherchez-le dans la liste des champs."
        )
        return Fault(
            "champ-inconnu",
            f"« {name} » n’existe pas dans ce document.{said}",
            "",
            name if elsewhere else "",
            elsewhere,
        )

    def _elsewhere(self, key: str) -> str:
        """Return a field of the document, outside of the lists, whose name is the one sought."""
        found = [path for path, _value in field_list.paths(self.values) if "[]" not in path]
        exact = [path for path in found if path.rpartition(".")[2] == key]
        if exact:
            return exact[0]
        near = nearest(key, (path.rpartition(".")[2] for path in found), cutoff=0.8)
        return next((path for path in found if path.rpartition(".")[2] == near), "") if near else ""

    def _filtered(self, node: nodes.Filter, found: list[Fault]) -> tuple[Any, str]:
        assert node.node is not None
        value, path = self.read(node.node, found)
        if isinstance(value, Unknown) or node.name in _SAME:
            return value, path
        if node.name == "paragraphes":
            return (["…"] if isinstance(value, str) else value), path
        if node.name in _ELEMENT:
            return (value[0] if isinstance(value, list) and value else value), f"{path}[]"
        return "", ""


def nearest(name: str, known: Iterable[str], *, cutoff: float = 0.6) -> str:
    """Return the known name that a misspelt one was probably meant to be, accents and case aside; nothing when none is near."""
    folded = {plain(one): one for one in known}
    close = get_close_matches(plain(name), folded, n=1, cutoff=cutoff)
    return folded[close[0]] if close else ""


def _spelt(node: nodes.Node) -> str:
    """Return a name as it is written in the tag."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_spelt(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        return f"{_spelt(node.node)}.{node.arg.value}"
    inner = node.node if isinstance(node, nodes.Filter) else None
    return _spelt(inner) if inner is not None else "cette valeur"


def printed_faults(value: object, path: str, spelt: str) -> Iterator[Fault]:
    """Give what is wrong with printing a value as it is: a list, a group, a yes or no."""
    if isinstance(value, bool):
        yield Fault(
            "oui-non-imprime",
            f"« {spelt} » est un oui ou un non\N{NO-BREAK SPACE}: il ne s’imprime pas, il sert de condition.",
            f"{{% if {spelt} %}}…{{% endif %}}",
        )
    elif isinstance(value, list):
        yield Fault(
            "liste-sans-boucle",
            f"« {spelt} » est une liste\N{NO-BREAK SPACE}: elle se parcourt ligne par ligne.",
            field_list.tag_of(path, value)
            .replace("\n", " ")
            .replace(f" in {field_list.written(path)} ", f" in {spelt} "),
        )
    elif isinstance(value, dict):
        inner = next((key for key, one in value.items() if not isinstance(one, dict | list)), "")
        yield Fault(
            "groupe-imprime",
            f"« {spelt} » est un ensemble de champs\N{NO-BREAK SPACE}: dites lequel imprimer.",
            f"{{{{ {spelt}.{inner} }}}}" if inner else "",
        )


def spelt(node: nodes.Node) -> str:
    """Return an expression as a person reads it: its name, or "cette valeur"."""
    return _spelt(node)
