"""The kinds of document the program produces, each with its template and the function that gathers its facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ppe_desktop.documents.ppe_context import ppe_context
from ppe_desktop.domain.errors import TemplateError
from ppe_desktop.runtime.resources import template_path


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document.

    Attributes:
        key: stable name, used on the command line.
        title: French title.
        template: file name of its Word template.
        template_version: printed in the footer.
        context: gathers the facts, from a file and plan as their reader may see them.
        short: start of the neutral file name.
    """

    key: str
    title: str
    template: str
    template_version: str
    context: Callable[..., dict[str, Any]]
    short: str

    def load_template(self) -> bytes:
        """Return the Word template.

        Raises:
            TemplateError: it is missing or cannot be read.
        """
        try:
            return template_path(self.template).read_bytes()
        except OSError:
            raise TemplateError(
                f"Le modèle Word « {self.template} » est introuvable ou illisible. Le dossier n’a pas été modifié. "
                "Réinstallez le logiciel, ou remettez le modèle en place."
            ) from None


PPE = DocumentKind("ppe", "Projet pour l’enfant", "ppe.docx", "PPE 1", ppe_context, "PPE")
DOCUMENTS = {kind.key: kind for kind in (PPE,)}
