"""The command ``verify-document``: whether a file is a document of the register, unchanged or altered, and for whom it was made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ppe_desktop.domain.dates import clock_time, long_date
from ppe_desktop.domain.prints import Produced
from ppe_desktop.domain.sealing import Finding, Verdict, mark_of
from ppe_desktop.services.access import AccessService

SAID = {
    Finding.UNCHANGED: "Inchangé : c’est bien le document du registre.",
    Finding.ALTERED: "Modifié : ce fichier a changé depuis qu’il a été produit.",
    Finding.KNOWN_MARK: "Ce repère est celui d’un document du registre ; le fichier, lui, ne se compare pas.",
    Finding.UNKNOWN: "Inconnu : ce document n’est pas dans le registre de cette base.",
}
CODES = {Finding.UNCHANGED: 0, Finding.ALTERED: 4, Finding.KNOWN_MARK: 4, Finding.UNKNOWN: 5}
"""Exit code of each finding, for scripts."""


def verify_document(base: Path, passphrase: str, file: Path, mark: str, *, say: Callable[[str], None]) -> int:
    """Say what a file is against the register; return 0 unchanged, 4 altered, 5 unknown.

    Args:
        base: folder of the base.
        passphrase: its passphrase.
        file: the file.
        mark: the mark printed on it, used when the fingerprint and the file itself tell nothing.
        say: tells each line.

    Raises:
        PpeError: with the reason in French.
    """
    session = AccessService().open(base, passphrase)
    try:
        verdict = session.sealing.verify(file)
        if verdict.finding is Finding.UNKNOWN and mark:
            verdict = session.sealing.find(mark)
    finally:
        session.close()
    say(SAID[verdict.finding])
    for told in _lines(verdict):
        say(f"  {told}")
    return CODES[verdict.finding]


def _lines(verdict: Verdict) -> list[str]:
    line = verdict.line
    if line is None:
        return []
    state = "document de travail" if line.is_draft else "version terminée"
    said = [
        f"{Produced.label_of(line.document)} – {verdict.child}",
        f"Exemplaire de : {line.recipient}",
        f"Produit le {long_date(line.created_at.date())} à {clock_time(line.created_at)}, {state}",
        f"Repère {mark_of(line.id)}",
    ]
    if verdict.replaced_on is not None:
        said.append(f"Remplacé par une version corrigée le {long_date(verdict.replaced_on)}")
    return said
