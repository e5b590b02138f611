"""« Ma semaine »: the worker's own page, to write on and to correct: appointments, what is due, birthdays, children to meet."""

from __future__ import annotations

from word_templates.blocks import NBSP, Page
from word_templates.heads import title_band

DUE = (("en_retard", "En retard"), ("quinze_jours", "À faire dans les quinze jours"))


def write_week(page: Page) -> None:
    """Write the week of the worker."""
    title_band(
        page,
        "Ma semaine",
        "{{ semaine.titre }}",
        "préparée{% if semaine.prenom %} pour {{ semaine.prenom }}{% endif %} le {{ produit_le }}",
    )
    page.text("Titre de partie", "Rendez-vous")
    page.choice("not rendez_vous", "Corps", "Aucun rendez-vous noté.")
    page.tag("if rendez_vous")
    page.table(
        [("Jour", 3.9), ("Heure", 1.9), ("Rendez-vous", 6.4), ("Enfants", 4.8)],
        "rdv in rendez_vous",
        [
            ["**{% if rdv.nouveau_jour %}{{ rdv.jour }}{% endif %}**"],
            ["{{ rdv.heure }}"],
            ["{{ rdv.quoi }}{% if rdv.precisions %} ({{ rdv.precisions }}){% endif %}"],
            ["{{ rdv.enfants }}"],
        ],
        alt="Rendez-vous de la semaine",
    )
    page.tag("endif")
    for name, title in DUE:
        _write_due(page, name, title)
    page.choice("semaine.plus_anciennes", "Corps", "{{ semaine.plus_anciennes }}")
    page.tag("if anniversaires")
    page.text("Titre de partie", "Anniversaires")
    page.tag("for ligne in anniversaires")
    page.text("List Bullet", "{{ ligne.enfant }}, {{ ligne.age }} le {{ ligne.le }}")
    page.tag("endfor")
    page.tag("endif")
    page.tag("if a_rencontrer")
    page.text("Titre de partie", "Enfants non rencontrés depuis {{ semaine.mois_sans_rencontre }}")
    page.table(
        [("Enfant", 8.0), ("Dernière rencontre", 9.0)],
        "ligne in a_rencontrer",
        [["**{{ ligne.enfant }}**"], ["{{ ligne.derniere_rencontre }}"]],
        alt="Enfants à rencontrer",
    )
    page.tag("endif")
    page.choice("semaine.initiales", "Explication", "Page de travail personnelle.")
    page.choice("not semaine.initiales", "Explication", f"Confidentiel{NBSP}: ne pas laisser traîner.")


def _write_due(page: Page, name: str, title: str) -> None:
    page.tag(f"if {name}")
    page.text("Titre de partie", title)
    page.table(
        [("Enfant", 5.0), ("À faire", 12.0)],
        f"ligne in {name}",
        [
            ["**{{ ligne.enfant }}**"],
            [
                "{%p for echeance in ligne.echeances %}",
                "{{ echeance.quoi }} ({{ echeance.quand }})",
                "{%p endfor %}",
            ],
        ],
        alt=title,
    )
    page.tag("endif")


WEEK = (write_week,)
