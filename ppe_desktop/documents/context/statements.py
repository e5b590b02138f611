"""Words printed outside the plan, each with its title: the same blocks, whatever the document."""

from __future__ import annotations

from collections.abc import Iterable

from ppe_desktop.documents.context.source import Source
from ppe_desktop.documents.context.words import words_of
from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.vocabulary import Speaker

_STYLES = {Speaker.CHILD: "enfant", Speaker.MOTHER: "mere", Speaker.FATHER: "pere"}


def said_values(source: Source, statements: Iterable[Item]) -> list[dict[str, str]]:
    """Return words as blocks: who speaks, the exact words quoted, the others reported, when and how they were said."""
    return [{**words_of(source, item), "qui": style_of(item)} for item in statements]


def style_of(statement: Item) -> str:
    """Return whose colour and mark the words carry."""
    return _STYLES.get(statement.speaker, "autre")
