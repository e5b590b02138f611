"""The letter that invites to a meeting: one for each person, at his or her own address, in his or her own wording (L223-1 CASF)."""

from __future__ import annotations

from typing import Any

from ppe_desktop.documents.context.letter import letter_values
from ppe_desktop.documents.context.source import Source
from ppe_desktop.documents.meeting_context.facts import (
    invitee_name,
    invitee_quality,
    is_own_line,
    is_parent_line,
    meeting_values,
)
from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.vocabulary import RecipientKind, YesNo


def invitation_values(source: Source) -> dict[str, Any]:
    """Return everything an invitation may print; the child's own letter and those of adults share it."""
    meeting = meeting_values(source)
    announced = _announced(source)
    present = [_present(source, one) for one in announced]
    is_parent = source.recipient.kind in (RecipientKind.MOTHER, RecipientKind.FATHER, RecipientKind.PARENT)
    return {
        **letter_values(source),
        "reunion": meeting,
        "presents": present,
        "parents_separes": meeting["separement"] and sum(is_parent_line(source, one) for one in announced) > 1,
        "noms_presents": " ; ".join(", ".join(part for part in one.values() if part) for one in present),
        "recu_separement": is_parent and meeting["separement"],
        "par_ecrit_seul": is_parent and meeting["par_ecrit"],
        "interprete": source.child.interpreter_needed == YesNo.YES,
    }


def _announced(source: Source) -> list[Item]:
    """Return the others who are invited; a parent received apart is not told of the other parent's coming."""
    others = [
        one for one in source.of_kind("meeting_invitee") if one.invited == YesNo.YES and not is_own_line(source, one)
    ]
    is_apart = meeting_values(source)["separement"]
    reads_as_parent = source.recipient.kind in (RecipientKind.MOTHER, RecipientKind.FATHER, RecipientKind.PARENT)
    if is_apart and reads_as_parent:
        others = [one for one in others if not is_parent_line(source, one)]
    return others


def _present(source: Source, invitee: Item) -> dict[str, str]:
    quality = invitee_quality(source, invitee)
    return {"nom": invitee_name(invitee), "qualite": quality[:1].lower() + quality[1:]}
