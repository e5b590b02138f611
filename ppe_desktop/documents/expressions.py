"""What a template may say: an allow-list over Jinja's syntax tree.

Templates read values, test them and loop over them. They call nothing, compute nothing, define nothing and include nothing, so that no
expression can reach Python, whatever the sandbox below would let through.
"""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import Environment, TemplateSyntaxError, nodes

from ppe_desktop.documents.filters import FILTERS, TEST_NAMES
from ppe_desktop.documents.markup import paragraph_text
from ppe_desktop.domain.errors import TemplateError

MAX_LOOP_DEPTH = 3
LOOP_FACTS = frozenset({"index", "index0", "revindex", "revindex0", "first", "last", "length"})
_PLAIN = (
    nodes.Output, nodes.TemplateData, nodes.If, nodes.Const, nodes.List, nodes.Tuple, nodes.Compare, nodes.Operand,
    nodes.And, nodes.Or, nodes.Not, nodes.Concat, nodes.CondExpr,
)  # fmt: skip
_EXPLAINED: dict[type[nodes.Node], str] = {
    nodes.Call: "un appel (des parenthèses après un nom)",
    nodes.Macro: "un bloc « macro »",
    nodes.Include: "« include »",
    nodes.Import: "« import »",
    nodes.FromImport: "« import »",
    nodes.Assign: "« set »",
    nodes.AssignBlock: "« set »",
    nodes.BinExpr: "un calcul",
    nodes.UnaryExpr: "un calcul",
}


def check_expressions(environment: Environment, source: str, where: str) -> nodes.Template:
    """Parse a source and refuse whatever is not on the allow-list.

    Args:
        environment: the sandbox, for its syntax.
        source: template text, one paragraph per line where possible.
        where: part of the document, in French, for messages ("corps du document").

    Returns:
        The syntax tree, sound to compile.

    Raises:
        TemplateError: the tag and its paragraph are in ``detail``.
    """
    try:
        tree = environment.parse(source)
    except TemplateSyntaxError as error:
        raise _refusal(
            f"une balise ne peut pas être lue ({_french(error.message or '')})", source, error.lineno, where
        ) from error
    except RecursionError as error:
        raise _refusal("une balise est trop longue", source, 1, where) from error
    for node, reason in faults(tree):
        raise _refusal(reason, source, node.lineno or 1, where)
    return tree


def faults(node: nodes.Node, depth: int = 0) -> Iterator[tuple[nodes.Node, str]]:
    """Give what is not on the allow-list below a node, each with why in French; what stands inside a fault is not judged again.

    Args:
        node: where to begin.
        depth: number of loops it already stands in.
    """
    for child in node.iter_child_nodes():
        inner = depth + isinstance(child, nodes.For)
        if reason := _fault(child, inner):
            yield child, reason
        else:
            yield from faults(child, inner)


def _fault(node: nodes.Node, depth: int) -> str:
    if isinstance(node, nodes.Name):
        return f"le nom « {node.name} » n’est pas permis" if node.name.startswith("_") else ""
    if isinstance(node, nodes.Getattr):
        return _attribute_fault(node)
    if isinstance(node, nodes.Getitem):
        return "" if _is_plain_key(node.arg) else "seul un nom ou un numéro fixe est permis entre crochets"
    if isinstance(node, nodes.Filter):
        return _filter_fault(node)
    if isinstance(node, nodes.Test):
        return (
            "" if node.name in TEST_NAMES and _constant_arguments(node) else f"le test « {node.name} » n’est pas permis"
        )
    if isinstance(node, nodes.For):
        return _loop_fault(node, depth)
    if isinstance(node, nodes.CondExpr) and node.expr2 is None:
        return "il manque « else » dans une expression « … if … »"
    if isinstance(node, nodes.Mul) and _is_horizontal_merge(node):
        return ""
    if isinstance(node, _PLAIN):
        return ""
    return f"{_explained(node)} n’est pas permis"


def _explained(node: nodes.Node) -> str:
    return next((text for kind, text in _EXPLAINED.items() if isinstance(node, kind)), "cette écriture")


def _attribute_fault(node: nodes.Getattr) -> str:
    if node.attr.startswith("_"):
        return f"le nom « {node.attr} » n’est pas permis"
    on_loop = isinstance(node.node, nodes.Name) and node.node.name == "loop"
    return f"« loop.{node.attr} » n’est pas permis" if on_loop and node.attr not in LOOP_FACTS else ""


def _is_plain_key(key: nodes.Node) -> bool:
    if not isinstance(key, nodes.Const):
        return False
    return (isinstance(key.value, str) and not key.value.startswith("_")) or type(key.value) is int


def _filter_fault(node: nodes.Filter) -> str:
    if node.node is None or node.name not in FILTERS:
        return f"le filtre « {node.name} » n’est pas permis"
    return "" if _constant_arguments(node) else f"le filtre « {node.name} » n’accepte que des valeurs fixes"


def _constant_arguments(node: nodes.Filter | nodes.Test) -> bool:
    if node.dyn_args is not None or node.dyn_kwargs is not None or node.kwargs:
        return False
    return all(isinstance(argument, nodes.Const | nodes.List | nodes.Tuple) for argument in node.args)


def _loop_fault(node: nodes.For, depth: int) -> str:
    if depth > MAX_LOOP_DEPTH:
        return f"plus de {MAX_LOOP_DEPTH} boucles sont imbriquées"
    if node.recursive or not isinstance(node.target, nodes.Name):
        return "cette forme de boucle n’est pas permise"
    return ""


def _is_horizontal_merge(node: nodes.Mul) -> bool:
    # what docxtpl itself writes for {% hm %}: a fixed span times the length of the loop
    right = node.right
    return (
        isinstance(node.left, nodes.Const)
        and isinstance(right, nodes.Getattr)
        and isinstance(right.node, nodes.Name)
        and (right.node.name, right.attr) == ("loop", "length")
    )


def paragraph_at(source: str, line: int) -> str:
    """Return the text of the paragraph that holds a line of a prepared source, for a message."""
    lines = source.split("\n")
    return paragraph_text(lines[min(max(line - 1, 0), len(lines) - 1)])


def _refusal(reason: str, source: str, line: int, where: str) -> TemplateError:
    return TemplateError(
        f"Le modèle contient une balise incorrecte : {reason}. Corrigez-la dans Word, ou rétablissez le modèle d’origine.",
        detail=f"{where[:1].upper()}{where[1:]}, paragraphe « {paragraph_at(source, line)} »",
    )


def _french(message: str) -> str:
    if "unexpected end of template" in message.lower() or "end of file" in message.lower():
        return "une boucle ou une condition n’est pas fermée"
    if "unknown tag" in message:
        return "mot inconnu ou fermeture en trop"
    if "No filter named" in message or "No test named" in message:
        return "filtre inconnu " + "".join(message.split("'")[1:2])
    return "écriture incomplète ou mal fermée"
