"""What the screen says of who may read some words, and of where they were printed already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication

from ppe_desktop.domain.dates import short_date
from ppe_desktop.domain.sharing import Reading
from ppe_desktop.domain.vocabulary import Sharing
from ppe_desktop.services.statements import Holder

_NBSP = "\N{NO-BREAK SPACE}"
SHARING_ICONS = {Sharing.FILE_ONLY.value: "lock", Sharing.JUDGE_ONLY.value: "gavel", Sharing.ALL.value: "send"}
"""The mark of each level of sharing."""


def readers_words(sharing: str, read: Sequence[Reading]) -> str:
    """Return who could read some words at a level of sharing, in a sentence or two."""
    if sharing == Sharing.FILE_ONLY:
        return _tr("Personne ne la lira en dehors du service.")
    can = [one.label for one in read if one.is_read]
    cannot = [one for one in read if not one.is_read]
    said = [f"{_tr('Pourraient la lire')}{_NBSP}: {_listed(can)}." if can else _tr("Personne ne pourrait la lire.")]
    if sharing == Sharing.ALL:
        said += [f"{_tr('Ne la lira pas')}{_NBSP}: {one.label}. {one.why_not}" for one in cannot]
    return "\n".join(said)


def holders_words(holders: Iterable[Holder]) -> str:
    """Return which documents hold some words already, a line for each; nothing when none does."""
    return "\n".join(f"• {_held(one)}" for one in holders)


def _held(holder: Holder) -> str:
    day = f" ({short_date(holder.on)})" if holder.on else ""
    copies = " ; ".join(copy.words for copy in holder.copies)
    handed = _tr("remis {who}").format(who=copies) if copies else _tr("aucune remise notée")
    return f"{holder.title}{day}{_NBSP}: {handed}."


def _listed(names: Sequence[str]) -> str:
    return " ; ".join(names)


def _tr(text: str) -> str:
    return QCoreApplication.translate("SharingWords", text)
