"""What leaves the base, as the register of produced documents names it: documents, and the prints and exports of a screen."""

from __future__ import annotations

from ppe_desktop.domain.vocabulary import Choice


class Produced(Choice):
    """What a line of the register is about; a document of a later version prints as it is kept."""

    PPE = "ppe", "Projet pour l’enfant"
    CHILD_PLAN = "ppe-enfant", "Mon projet, version de l’enfant"
    INVITATION = "invitation", "Invitation à une réunion"
    MINUTES = "compte-rendu", "Compte rendu de réunion"
    CHILD_MINUTES = "synthese-enfant", "Ce qui a été décidé, version de l’enfant"
    REPORT = "rapport", "Rapport de situation"
    WORDS = "paroles", "Recueil de la parole"
    BLANK_WORDS = "paroles-vierge", "Feuille pour dire ses mots"
    CALL = "convocation-17", "Convocation à l’entretien des 17 ans"
    INTERVIEW = "entretien-17", "Entretien des 17 ans"
    AUTONOMY_PLAN = "projet-autonomie", "Projet d’accès à l’autonomie"
    EXIT = "apres-sortie", "Six mois après la sortie"
    HEALTH = "sante", "Fiche de santé"
    AGREEMENT = "demande-accord", "Demande d’accord pour un accueil"
    OPINION = "demande-avis", "Demande d’avis sur le lieu d’accueil"
    HOME_AGREEMENT = "accord-domicile", "Demande d’accord pour une aide à domicile"
    AFTER_AGREEMENT = "apres-accord", "Après l’accord à un accueil"
    RIGHTS = "information-droits", "Information sur les droits"
    NOTIFICATION = "notification", "Notification d’une décision"
    YOUNG_ADULT = "reponse-jeune-majeur", "Réponse à une demande d’accompagnement jeune majeur"
    MOVE = "changement-lieu", "Information du juge : changement de lieu"
    SEPARATION = "separation-fratrie", "Information du juge : fratrie séparée"
    TRANSMISSION = "transmission", "Transmission du rapport au juge"
    TRUSTED_PERSON = "personne-confiance", "Désignation d’une personne de confiance"
    RECEIPT = "recepisse", "Reçu de remise du projet"
    CHRONOLOGY = "chronologie", "Chronologie du parcours"
    JOURNAL = "journal", "Journal"
    PATH = "parcours", "Parcours"
    ENTOURAGE = "entourage", "Carte de l’entourage"
    AUTONOMY = "autonomie", "Feuille de l’entretien des 17 ans"
    COMPARISON = "comparaison", "Ce qui a changé d’une version du projet à l’autre"
    VISIT = "visite", "Page à lire avant une visite"
    CHILD_PAGE = "page-enfant", "Page de l’enfant"
    WEEK = "ma-semaine", "Ma semaine"


PRINTS = (
    Produced.JOURNAL, Produced.PATH, Produced.ENTOURAGE, Produced.AUTONOMY, Produced.COMPARISON, Produced.VISIT,
    Produced.CHILD_PAGE,
)  # fmt: skip
"""What is printed or exported from a screen, without a template."""
OWN = (Produced.WEEK,)
"""What the worker makes from a Word template about no single child: it has a template, and no line in the register of a file."""
DOCUMENTS = tuple(one for one in Produced if one not in PRINTS and one not in OWN)
"""What is made from a Word template about a child, for one reader."""


class Form(Choice):
    """In what form something left the base."""

    WORD = "docx", "Word"
    PDF = "pdf", "PDF"
    PNG = "png", "image PNG"
    SVG = "svg", "dessin SVG"
    PAPER = "papier", "papier"
    CLIPBOARD = "copie", "image copiée"


def forms_said(file_format: str) -> str:
    """Return the forms of a line of the register: "Word et PDF"."""
    return " et ".join(Form.label_of(form) for form in file_format.split())
