"""What every document about a child begins with: the service, the case worker, the child, where and when it is made."""

from __future__ import annotations

from typing import Any

from ppe_desktop.documents.context import people
from ppe_desktop.documents.context.letter import is_small, made_values, uses_first_name
from ppe_desktop.documents.context.source import Source
from ppe_desktop.domain.texts import elide


def base_values(source: Source) -> dict[str, Any]:
    """Return the values common to the documents that are not letters."""
    return {
        "service": people.service_values(source),
        "referent": people.referent_values(source),
        "enfant": people.child_values(source),
        "de_enfant": elide("de", source.called),
        "que_enfant": elide("que", source.called),
        "est_majeur": source.is_adult,
        "tu": uses_first_name(source),
        "petit": is_small(source),
        "grand": not uses_first_name(source),
        "fait": made_values(source),
    }


def part(source: Source, heading: str) -> str:
    """Return the text written for this document under a heading, or nothing."""
    found = (one for one in source.of_kind("writing_part") if one.heading == heading)
    return str(next((one.text for one in found), "")).strip()
