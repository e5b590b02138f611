"""Where each expression of a prepared template stands, and how its value must be written there.

Jinja only sees text; whether ``{{ x }}`` stands in a run, between two paragraphs, in an attribute or in a field code decides how its
value may be printed. The syntax tree is walked in the order of the document with a light scanner of its XML, and each printed
expression is wrapped accordingly: the compiled template then writes correct WordprocessingML by itself, without a second pass.
"""

from __future__ import annotations

import re

from jinja2 import nodes

from ppe_desktop.documents.sandbox import ATTRIBUTE_FILTER, RUN_FILTER

_TAG = re.compile(
    r"<w:rPr>.*?</w:rPr>|<(/?)(w:(?:p|r|t|tbl|tr|tc|instrText|delInstrText))((?:\s[^<>]*?)?)(/?)>", re.DOTALL
)
_ATTRIBUTE = re.compile(r"([\w:]+)=\"[^\"]*$")
_ALLOWED_ATTRIBUTES = frozenset({"descr", "title", "w:fill", "w:val", "w:color"})
_RUN_OPEN = '<w:r><w:t xml:space="preserve">'
_RUN_CLOSE = "</w:t></w:r>"


class MisplacedError(Exception):
    """A tag stands where it cannot work.

    Attributes:
        reason: why, in French, to follow a colon.
        line: line of the prepared source.
    """

    def __init__(self, reason: str, line: int | None) -> None:
        self.reason = reason
        self.line = line or 1
        super().__init__(reason)


class _Place:
    """Position reached in the XML: open elements of interest, run properties, open tag if any."""

    __slots__ = ("attribute", "open")

    def __init__(self, open_elements: tuple[tuple[str, str], ...] = (), attribute: str | None = None) -> None:
        self.open = open_elements
        self.attribute = attribute

    def copy(self) -> _Place:
        return _Place(self.open, self.attribute)

    def feed(self, data: str) -> None:
        for match in _TAG.finditer(data):
            self._meet(match)
        start, end = data.rfind("<"), data.rfind(">")
        if start == end:  # neither: still inside, or still outside
            self._follow_attribute(data)
        elif start > end:
            self.attribute = ""
            self._follow_attribute(data[start:])
        else:
            self.attribute = None

    def _follow_attribute(self, data: str) -> None:
        if self.attribute is not None and '"' in data:
            found = _ATTRIBUTE.search(data)
            self.attribute = found.group(1) if found else ""

    def _meet(self, match: re.Match[str]) -> None:
        closing, name, _, empty = match.groups()
        if name is None:
            if self.open and self.open[-1][0] == "w:r":
                self.open = (*self.open[:-1], ("w:r", match.group()))
        elif closing:
            self._leave(name)
        elif not empty:
            self.open = (*self.open, (name, ""))

    def _leave(self, name: str) -> None:
        for index in range(len(self.open) - 1, -1, -1):
            if self.open[index][0] == name:
                self.open = self.open[:index]
                return

    @property
    def shape(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.open)

    @property
    def element(self) -> str:
        return self.open[-1][0] if self.open else ""

    @property
    def run_properties(self) -> str:
        return next((properties for name, properties in reversed(self.open) if name == "w:r"), "")


def place_values(tree: nodes.Template) -> None:
    """Wrap every printed expression of a checked tree in the filter that fits the place where it stands.

    Args:
        tree: syntax tree of one part, as prepared by docxtpl and allowed by ``check_expressions``; changed in place.

    Raises:
        MisplacedError: a loop or a condition is astride two blocks, or an expression stands where no value may be printed (a field code, an attribute, between two rows).
    """
    _walk(tree.body, _Place())


def _walk(body: list[nodes.Node], place: _Place) -> None:
    for node in body:
        if isinstance(node, nodes.Output):
            node.nodes = _placed(node, place)
        elif isinstance(node, nodes.If):
            branches = [node.body, *(branch.body for branch in node.elif_), node.else_]
            _walk_branches(branches, place, node.lineno, always=bool(node.else_))
        elif isinstance(node, nodes.For):
            _walk_branches([node.body, node.else_], place, node.lineno, always=False)


def _walk_branches(branches: list[list[nodes.Node]], place: _Place, line: int, *, always: bool) -> None:
    start = place.copy()
    _walk(branches[0], place)
    ends = [place.shape] if always else [start.shape, place.shape]
    for branch in branches[1:]:
        other = start.copy()
        _walk(branch, other)
        ends.append(other.shape)
    if any(end != ends[0] for end in ends):
        reason = (
            "une boucle ou une condition commence dans un paragraphe, une cellule ou un tableau et finit dans un autre"
        )
        raise MisplacedError(reason, line)


def _placed(output: nodes.Output, place: _Place) -> list[nodes.Expr]:
    result: list[nodes.Expr] = []
    for child in output.nodes:
        if isinstance(child, nodes.TemplateData):
            child.data = _author_text(child.data)
            place.feed(child.data)
            result.append(child)
        else:
            result += _written(child, place)
    return result


def _author_text(data: str) -> str:
    # docxtpl's way for an author to print braces, and the line ends added to locate errors
    data = data.replace("\n<w:p ", "<w:p ").replace("\n<w:p>", "<w:p>")
    return data.replace("{_{", "{{").replace("}_}", "}}").replace("{_%", "{%").replace("%_}", "%}")


def _written(value: nodes.Expr, place: _Place) -> list[nodes.Expr]:
    if place.attribute is not None:
        if place.attribute not in _ALLOWED_ATTRIBUTES:
            raise _misplaced("dans un réglage de mise en forme", value)
        return [_filtered(value, ATTRIBUTE_FILTER)]
    element = place.element
    if element == "w:t":
        return [_filtered(value, RUN_FILTER, place.run_properties)]
    if element in ("w:instrText", "w:delInstrText"):
        raise _misplaced("dans le code d’un champ Word", value)
    if element in ("w:tbl", "w:tr"):
        raise _misplaced("entre deux cellules ou deux lignes d’un tableau", value)
    if element == "w:r":
        raise _misplaced("hors du texte", value)
    around = (_RUN_OPEN, _RUN_CLOSE) if element == "w:p" else (f"<w:p>{_RUN_OPEN}", f"{_RUN_CLOSE}</w:p>")
    return [nodes.TemplateData(around[0]), _filtered(value, RUN_FILTER, ""), nodes.TemplateData(around[1])]


def _filtered(value: nodes.Expr, name: str, *arguments: str) -> nodes.Filter:
    constants: list[nodes.Expr] = [nodes.Const(argument, lineno=value.lineno) for argument in arguments]
    return nodes.Filter(value, name, constants, [], None, None, lineno=value.lineno, environment=value.environment)


def _misplaced(place: str, value: nodes.Expr) -> MisplacedError:
    return MisplacedError(f"une balise se trouve {place}, où rien ne peut être écrit", value.lineno)
