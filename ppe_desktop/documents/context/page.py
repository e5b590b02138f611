"""What surrounds the pages of every document: header, footer, logo, and the properties of the file, which name nobody."""

from __future__ import annotations

import base64
from typing import Any

from ppe_desktop.documents.context.source import Source
from ppe_desktop.documents.context.wording import label_of
from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import short_date
from ppe_desktop.domain.names import full_name
from ppe_desktop.domain.vocabulary import PlanStatus, RecipientKind

_PNG = b"\x89PNG\r\n\x1a\n"


def page_values(source: Source, title: str, template_version: str) -> dict[str, Any]:
    """Return what heads and ends each page, and the properties of the file.

    Args:
        source: what the document is made from.
        title: title of the kind of document, printed nowhere but in the properties.
        template_version: version of the template, printed in the footer.
    """
    return {
        "destinataire": reader_label(source),
        "est_brouillon": is_draft(source),
        "produit_le": short_date(source.today),
        "version_modele": template_version,
        "repere": "",
        **logo_values(source.file.profile),
        "_titre": title,
        "_date": source.today.isoformat(),
    }


def logo_values(profile: Item | None) -> dict[str, Any]:
    """Return whether the service has a logo, and the logo for the template."""
    logo = profile.values.get("logo") if profile else None
    has_logo = isinstance(logo, bytes) and logo.startswith(_PNG)
    images = {"logo": base64.b64encode(logo).decode("ascii")} if has_logo and isinstance(logo, bytes) else {}
    return {"logo": has_logo, "_images": images}


def is_draft(source: Source) -> bool:
    """Tell whether what the document is about may still change: a plan or a text that is not finished yet."""
    if any(one.status == PlanStatus.DRAFT for one in source.of_kind("writing")):
        return True
    return bool(source.subject.record == "child_plan" and source.subject.status == PlanStatus.DRAFT)


def reader_label(source: Source) -> str:
    """Return whose copy it is: "Léa Durand", "Madame Karima Benali, mère"."""
    if source.recipient.kind is RecipientKind.CHILD:
        return full_name(source.child)
    return source.recipient.label.strip() or label_of(RecipientKind, source.recipient.kind.value)
