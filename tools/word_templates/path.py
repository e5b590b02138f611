"""The chronology of the path: a page lying down, the frieze that the screen drew, then every step in a table."""

from __future__ import annotations

from ppe_desktop.documents.picture_fields import PATH
from word_templates.blocks import NBSP, Page
from word_templates.heads import write_title
from word_templates.pages import lay_down
from word_templates.pictures import add_blank_picture

FRIEZE = (25.2, 10.6)
"""Centimetres of the frieze: under the service and the title, it fills the first page."""


def write_chronology(page: Page) -> None:
    """Write the chronology of the path of a child."""
    lay_down(page)
    write_title(page, "Chronologie du parcours")
    page.tag("if enfant.parcours_image")
    add_blank_picture(
        page.text("Image", ""), PATH, *FRIEZE, "Frise du parcours : les mêmes faits sont dans le tableau qui suit"
    )
    page.text(
        "Légende citation", f"Frise du parcours{NBSP}: le tableau qui suit dit les mêmes faits, avec leurs dates."
    )
    page.tag("endif")
    page.choice("not enfant.parcours_image", "Explication", "La frise dessinée n’est pas jointe à cet exemplaire.")
    page.tag("if not etapes")
    page.text("Corps", "Aucune étape datée n’est notée au dossier.")
    page.tag("endif")
    page.tag("if etapes")
    page.text("Titre de partie", "Les étapes, de la plus ancienne à la plus récente")
    page.table(
        [("Du", 2.6), ("Au", 2.6), ("Âge", 2.8), ("Nature", 4.3), ("Étape", 13.4)],
        "etape in etapes",
        [
            ["{{ etape.du }}"],
            ["{{ etape.au }}"],
            ["{{ etape.age }}"],
            [("Tableau texte", "**{{ etape.genre }}**")],
            ["{{ etape.quoi }}"],
        ],
        alt="Étapes du parcours",
    )
    page.tag("endif")
    for name, title in (("a_verifier", "À vérifier"), ("sans_date", "Sans date")):
        page.tag(f"if {name}")
        page.text("Titre de partie", title)
        page.tag(f"for ligne in {name}")
        page.text("List Bullet", "{{ ligne }}")
        page.tag("endfor")
        page.tag("endif")


CHRONOLOGY = (write_chronology,)
