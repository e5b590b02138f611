"""What leaves the base, as the register of produced documents names it: documents, and the prints and exports of a screen."""

from __future__ import annotations

from ppe_desktop.domain.vocabulary import Choice


class Produced(Choice):
    """What a line of the register is about; a document of a later version prints as it is kept."""

    PPE = "ppe", "Projet pour l’enfant"
    JOURNAL = "journal", "Journal"
    PATH = "parcours", "Parcours"
    ENTOURAGE = "entourage", "Carte de l’entourage"
    AUTONOMY = "autonomie", "Feuille de l’entretien des 17 ans"


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
