"""The drawing in words, for who does not see it."""

from __future__ import annotations

from ppe_desktop.domain.genogram.graph import Genogram, Node, Sort
from ppe_desktop.domain.vocabulary import Closeness

_LIVED = {
    Closeness.VERY_CLOSE.value: "lien très proche",
    Closeness.CLOSE.value: "lien proche",
    Closeness.DISTANT.value: "lien distant",
    Closeness.CONFLICT.value: "lien conflictuel",
    Closeness.BROKEN.value: "lien rompu",
}


def describe(drawing: Genogram, key: str, *, with_lived: bool = True) -> str:
    """Return a person in one line: "Amandine Delacroix, mère, 37 ans, lien proche, vit avec Idriss Ouedraogo"."""
    node = drawing.node(key)
    role = "l’enfant" if node.sort is Sort.CHILD else ", ".join(_small(role) for role in node.roles)
    lived = _LIVED.get(node.closeness, "") if with_lived else ""
    return ", ".join(part for part in (node.name, role, _age(node), lived, _living_with(drawing, key)) if part)


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _age(node: Node) -> str:
    return node.age.replace("†", "décès le") if node.is_deceased else node.age


def _living_with(drawing: Genogram, key: str) -> str:
    home = next((home.members for home in drawing.households if key in home.members), ())
    names = [drawing.node(other).name for other in home if other != key]
    return f"vit avec {' et '.join(names)}" if names else ""
