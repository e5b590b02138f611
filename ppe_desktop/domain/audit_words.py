"""The lines of the journal in French: what was done, without a name until it is shown."""

from __future__ import annotations

from ppe_desktop.domain.audit import Action
from ppe_desktop.domain.prints import Produced

FAMILIES: tuple[tuple[str, str, tuple[Action, ...]], ...] = (
    ("", "Tout", ()),
    ("read", "Lectures de dossiers", (Action.READ,)),
    ("change", "Ajouts, modifications, retraits", (Action.CREATE, Action.CHANGE, Action.REMOVE)),
    (
        "out",
        "Documents, impressions, copies",
        (Action.DOCUMENT, Action.PRINT, Action.EXPORT, Action.OPENED_OUTSIDE, Action.COPY_REMOVED, Action.ARCHIVE),
    ),
    ("open", "Ouvertures et essais refusés", (Action.OPEN, Action.REFUSED)),
    (
        "keep",
        "Sauvegardes, clés, modèles, effacements",
        (
            Action.BACKUP,
            Action.RESTORE,
            Action.PURGE,
            Action.PROLONG,
            Action.ARCHIVE,
            Action.KEY,
            Action.ROTATION,
            Action.TEMPLATE,
            Action.PUT_AWAY,
            Action.ALARM,
        ),
    ),
)
"""What may be looked for: key, French label, actions."""

_SECRETS = {
    "phrase": "la phrase de passe",
    "secours": "la fiche de secours",
    "service": "la clé confiée au service",
    "new": "la phrase choisie à la création",
}
_KEYS = {
    "phrase": "Phrase de passe changée",
    "secours": "Nouvelle fiche de secours",
    "service": "Clé confiée au service",
    "service-removed": "Clé du service retirée",
}
_TEMPLATES = {
    "in-service": "Modèle de document mis en service",
    "withdrawn": "Modèle de document retiré du service",
    "restored": "Modèle d’origine remis en service",
}
_ALARMS = {
    "cut": "Des lignes manquent à la fin du journal",
    "rewritten": "Des lignes du journal ne sont pas celles qui avaient été scellées",
    "unsealed": "Le sceau du journal n’a pas été trouvé",
    "old-keys": "Le fichier de clés est plus ancien que celui de la dernière fois",
}


def sentence(action: str, kind_label: str, detail: str, child: str) -> str:
    """Return what a line tells.

    Args:
        action: a code of :class:`Action`.
        kind_label: French name of the kind of record; empty when there is none.
        detail: words of the program.
        child: the child's name; empty when the line is about none.
    """
    told = _told(action, kind_label, detail)
    return f"{told} — {child}" if child else told


def _told(action: str, kind_label: str, detail: str) -> str:
    if action in _RECORDS:
        more = f" ({detail} fiches)" if detail else ""
        return f"{_RECORDS[action]}\u00a0: {kind_label or 'fiche'}{more}"
    if action in _OUT:
        what = _OTHER_COPIES.get(detail) or Produced.label_of(detail)
        return f"{_OUT[action]}\u00a0: {what}" if detail else _OUT[action]
    match action:
        case Action.OPEN:
            return f"Ouverture de la base avec {_SECRETS.get(detail, 'un secret')}"
        case Action.REFUSED:
            plural = "s" if detail not in ("", "0", "1") else ""
            return f"{detail or 1} essai{plural} refusé{plural}\u00a0: phrase ou clé inexacte"
        case Action.READ:
            return "Lecture du dossier"
        case Action.BACKUP:
            return f"Sauvegarde faite et relue{' et copiée au deuxième emplacement' if detail == 'second' else ''}"
        case Action.RESTORE:
            lines = f"\u00a0; le journal comptait {detail} lignes" if detail else ""
            return f"Une sauvegarde a été remise en place{lines}"
        case Action.PURGE:
            return f"Dossier effacé ({detail} fiches)" if detail else "Dossier effacé"
        case Action.PROLONG:
            return "Conservation du dossier prolongée"
        case Action.KEY:
            return _KEYS.get(detail, "Clés de la base modifiées")
        case Action.ROTATION:
            return "Base rechiffrée avec une nouvelle clé"
        case Action.TEMPLATE:
            gesture, _space, document = detail.partition(" ")
            return f"{_TEMPLATES.get(gesture, 'Modèle de document modifié')}\u00a0: {Produced.label_of(document)}"
        case Action.PUT_AWAY:
            return f"Lignes de plus d’un an retirées du journal ({detail})"
        case Action.ALARM:
            return _ALARMS.get(detail.partition(" ")[0], "Anomalie du journal")
        case _:
            return "Geste d’une version plus récente du logiciel"


_RECORDS = {
    Action.CREATE.value: "Ajout",
    Action.CHANGE.value: "Modification",
    Action.REMOVE.value: "Mise à la corbeille",
}
_OTHER_COPIES = {
    "agenda": "Agenda",
    "journal-acces": "Journal des accès",
    "semaine": "Ma semaine",
    "sealed": "chiffrée",
}
_OUT = {
    Action.DOCUMENT.value: "Document produit",
    Action.PRINT.value: "Impression",
    Action.EXPORT.value: "Copie hors de la base",
    Action.OPENED_OUTSIDE.value: "Pièce ouverte dans un autre logiciel",
    Action.COPY_REMOVED.value: "Copie en clair supprimée",
    Action.ARCHIVE.value: "Archive complète du dossier",
}
