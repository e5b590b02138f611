"""The child's pages in a document: a picture cannot be searched by the guard, so what is typed on it is read before it is printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ppe_desktop.documents.guard import texts_in
from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.errors import FieldError
from ppe_desktop.domain.recipients import Recipient
from ppe_desktop.domain.sketch import Made, read_made
from ppe_desktop.domain.texts import plain
from ppe_desktop.domain.vocabulary import RecipientKind
from ppe_desktop.domain.withholding import Redaction, Withheld

WHAT = "Page de l’enfant"
CHANGED = "Elle porte des mots qui ne sont plus dans les paroles relues, ou qui n’ont pas pu être lus."
TELLS = "Elle porte un texte qui n’est pas communiqué à cette personne."


def pages_shown(shown: Redaction, recipient: Recipient) -> Redaction:
    """Return what a reader may see less the pages that hold what the words around them no longer say, or what is kept from that reader.

    Args:
        shown: what the reader may see.
        recipient: the reader.
    """
    pages = shown.items.of("sketch")
    why = {page.id: reason for page in pages if (reason := _why_not(page, shown, recipient))}
    if not why:
        return shown
    kept = shown.items.with_items("sketch", (page for page in pages if page.id not in why))
    told = (Withheld(WHAT, reason) for reason in dict.fromkeys(why.values()))
    return replace(shown, items=kept, withheld=(*shown.withheld, *told))


def _why_not(page: Item, shown: Redaction, recipient: Recipient) -> str:
    try:
        made = read_made(page.values.get("data") or "")
    except FieldError:
        return CHANGED
    if texts_in("\n".join(_texts_on(made)), shown.secrets):
        return TELLS
    if recipient.kind is RecipientKind.FILE:
        return ""
    words = shown.items.one("statement", page.statement_id)
    said = plain(words.exact_words) if words is not None else ""
    return "" if all(plain(text) in said for text in made.words.values()) else CHANGED


def _texts_on(made: Made) -> Iterator[str]:
    """Return all that can be read on a page, beside its title, which stands under it as text."""
    yield from made.words.values()
    yield made.question
    if made.sheet is not None:
        yield from (made.sheet.name, made.sheet.asked, *made.sheet.questions)
