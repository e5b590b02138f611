"""What a kind of document is: its subject, its readers, its template, what is chosen for it and how its values are gathered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ppe_desktop.documents.context.page import page_values
from ppe_desktop.documents.context.source import Source
from ppe_desktop.documents.picture_fields import PICTURE_FIELDS, condition_of
from ppe_desktop.domain.casefile import Items
from ppe_desktop.domain.errors import TemplateError
from ppe_desktop.domain.matter import Matter, SubjectKind
from ppe_desktop.domain.prints import Produced
from ppe_desktop.domain.recipients import Recipient
from ppe_desktop.domain.vocabulary import RecipientKind
from ppe_desktop.runtime.resources import template_path


def nothing_chosen(_matter: Matter) -> Items:
    """Return nothing: the document prints the file only."""
    return Items({})


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document.

    Attributes:
        produced: its name on the command line and in the register, with its French title.
        short: start of the neutral file name.
        subject: what it is about.
        template: file name of its Word template.
        template_version: printed in the footer.
        context: gathers the values, from what its reader may see.
        readers: for whom it may be made.
        basis: the text it rests on, shown when it is offered.
        chosen: what it prints beside the file, among all the words, meetings and tasks of the child.
        with_plan: it speaks of the child's plan: the last finished version, else the draft.
        templates: other templates, for some readers.
    """

    produced: Produced
    short: str
    subject: SubjectKind
    template: str
    template_version: str
    context: Callable[[Source], dict[str, Any]]
    readers: Callable[[Matter, dt.date], list[Recipient]]
    basis: str = ""
    chosen: Callable[[Matter], Items] = nothing_chosen
    with_plan: bool = False
    templates: Mapping[RecipientKind, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Return the stable name."""
        return self.produced.value

    @property
    def title(self) -> str:
        """Return the French title."""
        return self.produced.label

    def values(self, source: Source) -> dict[str, Any]:
        """Return everything the template may print."""
        values, page = self.context(source), page_values(source, self.title, self.template_version)
        child = {**dict.fromkeys(map(condition_of, PICTURE_FIELDS), False), **values.get("enfant", {})}
        return {**values, **page, "enfant": child, "_images": {**values.get("_images", {}), **page["_images"]}}

    def template_for(self, recipient: Recipient) -> str:
        """Return the file name of the template for a reader."""
        return self.templates.get(recipient.kind, self.template)

    def load_template(self, recipient: Recipient) -> bytes:
        """Return the Word template for a reader.

        Raises:
            TemplateError: it is missing or cannot be read.
        """
        name = self.template_for(recipient)
        try:
            return template_path(name).read_bytes()
        except OSError:
            raise TemplateError(
                f"Le modèle Word « {name} » est introuvable ou illisible. Le dossier n’a pas été modifié. "
                "Réinstallez le logiciel, ou remettez le modèle en place."
            ) from None
