"""The templates a département may have of its own: one for each kind of document, and one for each reader who has a template apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ppe_desktop.documents.catalogue import DOCUMENTS, GROUPS
from ppe_desktop.documents.kinds import DocumentKind
from ppe_desktop.domain.errors import InputError, TemplateError
from ppe_desktop.domain.prints import Produced
from ppe_desktop.domain.recipients import PARENT_ROLE, Recipient
from ppe_desktop.domain.vocabulary import RecipientKind
from ppe_desktop.runtime.resources import template_path

_PARENTS = frozenset(PARENT_ROLE)


@dataclass(frozen=True, slots=True)
class TemplateSlot:
    """A place a template can take.

    Attributes:
        key: stable name, kept in the base: that of the kind, else that of the shipped file.
        document: key of the kind of document.
        file_name: the shipped template.
        title: in French: "Invitation à une réunion, pour les parents".
        group: what the document is for: "Les réunions".
        shipped_version: what the shipped template says of itself.
    """

    key: str
    document: str
    file_name: str
    title: str
    group: str
    shipped_version: str

    def shipped(self) -> bytes:
        """Return the shipped template.

        Raises:
            TemplateError: it is missing or cannot be read.
        """
        try:
            return template_path(self.file_name).read_bytes()
        except OSError:
            raise TemplateError(
                f"Le modèle Word « {self.file_name} » est introuvable ou illisible. Réinstallez le logiciel, ou remettez le modèle en place."
            ) from None


WEEK = TemplateSlot(
    Produced.WEEK.value, Produced.WEEK.value, "ma_semaine.docx", Produced.WEEK.label, "Pour vous", "Semaine 1"
)
"""The template of the worker's own page, which is about no single child."""


@cache
def template_slots() -> dict[str, TemplateSlot]:
    """Return every place a template can take, in the order of the screens."""
    found = (slot for group, keys in GROUPS.items() for key in keys for slot in _of_kind(DOCUMENTS[key], group))
    return {slot.key: slot for slot in (*found, WEEK)}


def slot_of(key: str) -> TemplateSlot:
    """Return a place by its name.

    Raises:
        InputError: there is no such place.
    """
    slot = template_slots().get(key)
    if slot is None:
        raise InputError("Ce genre de document n’existe pas.")
    return slot


def slot_for(kind: DocumentKind, recipient: Recipient) -> TemplateSlot:
    """Return the place of the template a reader's document is made from."""
    name = kind.template_for(recipient)
    return template_slots()[_key(kind, name)]


def _of_kind(kind: DocumentKind, group: str) -> list[TemplateSlot]:
    names = dict.fromkeys((kind.template, *kind.templates.values()))
    return [
        TemplateSlot(
            _key(kind, name), kind.key, name, f"{kind.title}{_for_whom(kind, name)}", group, kind.template_version
        )
        for name in names
    ]


def _key(kind: DocumentKind, name: str) -> str:
    return kind.key if name == kind.template else name.removesuffix(".docx")


def _for_whom(kind: DocumentKind, name: str) -> str:
    readers = {reader for reader, own in kind.templates.items() if own == name}
    if not kind.templates:
        return ""
    if not readers:
        return ", pour les autres personnes"
    if readers <= _PARENTS:
        return ", pour les parents"
    return ", pour " + " et ".join(_lowered(reader) for reader in RecipientKind if reader in readers)


def _lowered(reader: RecipientKind) -> str:
    return f"{reader.label[:1].lower()}{reader.label[1:]}"
