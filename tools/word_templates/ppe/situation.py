"""The cover and headings 1 to 8 of the template."""

from __future__ import annotations

from word_templates.blocks import Page, when
from word_templates.heads import title_band, write_letterhead


def write_cover(page: Page) -> None:
    """Write the logo, the service, the title and what this document is."""
    write_letterhead(page)
    title_band(
        page,
        "Projet pour l’enfant",
        "{{ enfant.nom_complet }}",
        "{{ enfant.ne_le }} {{ enfant.date_naissance }} · {{ enfant.age }} · version {{ projet.version }}",
    )
    page.text(
        "Encadré",
        "Ce document est construit ensemble : avec {{ enfant.appellation }}{% if not est_majeur %}, avec les titulaires de l’autorité "
        "parentale{% endif %} et avec les personnes qui l’accompagnent. Il dit où en est la situation, ce dont {{ enfant.appellation }} a besoin, et ce que chacun va "
        "faire. Ce n’est pas un contrat. Il est actualisé au fil du temps. Il est prévu par les "
        "articles L223-1-1 et D223-12 à D223-17 du code de l’action sociale et des familles.",
    )
    page.facts(
        [
            ("Établi le", "{{ projet.etabli_le }}"),
            ("Réunion du", "{{ projet.reunion_le }}", "projet.reunion_le"),
            ("Personnes associées à son élaboration", "{{ projet.participants }}"),
        ]
    )


def write_identity(page: Page) -> None:
    """Write headings 1 to 3: the child, parental authority, the place of life."""
    page.heading("1", "Identité de l’enfant")
    page.facts(
        [
            ("Nom de naissance", "{{ enfant.nom }}"),
            ("Nom d’usage", "{{ enfant.nom_usage }}", "enfant.nom_usage"),
            ("Prénoms", "{{ enfant.prenoms }}"),
            ("Prénom usuel", "{{ enfant.prenom_usuel }}", "enfant.prenom_usuel"),
            ("Autres écritures du nom", "{{ enfant.autres_ecritures }}", "enfant.autres_ecritures"),
            ("Sexe", "{{ enfant.sexe }}"),
            ("Date de naissance", "{{ enfant.date_naissance }}"),
            ("Source de la date", "{{ enfant.source_date }}", "enfant.source_date"),
            ("Lieu de naissance", "{{ enfant.lieu_naissance }}"),
            ("Nationalité", "{{ enfant.nationalite }}", "enfant.nationalite"),
            ("Langues parlées", "{{ enfant.langues }}{% if enfant.interprete %} – interprète nécessaire{% endif %}", "enfant.langues or enfant.interprete"),
            ("Situation", "Mineur non accompagné", "enfant.non_accompagne and not est_majeur"),
            ("Référence du dossier", "{{ enfant.reference }}", "enfant.reference"),
        ]
    )  # fmt: skip
    _write_authority(page)
    _write_place(page)


def _write_authority(page: Page) -> None:
    page.heading("2", "Autorité parentale")
    page.choice("note_autorite", "Corps", "{{ note_autorite }}")
    page.tag("if not note_autorite")
    page.text(
        "Explication",
        "Pendant la mesure, les parents conservent l’autorité parentale ; le juge peut en aménager l’exercice (article 375-7 du code civil).",
    )
    page.tag("endif")
    page.tag("if autorite_parentale")
    page.table(
        [("Personne", 5.4), ("Autorité parentale", 5.8), ("Adresse", 5.8)],
        "personne in autorite_parentale",
        [
            [
                "**{{ personne.nom }}**",
                *when("personne.qualite", "{{ personne.qualite }}"),
                *when(
                    "personne.nom_naissance", ("Tableau précision", "Nom de naissance : {{ personne.nom_naissance }}")
                ),
                *when("personne.deces", "{{ personne.deces }}"),
            ],
            [
                *when("personne.titulaire", "{{ personne.titulaire }}"),
                *when("personne.exercice", "{{ personne.exercice }}"),
                *when("personne.fondement", ("Tableau précision", "{{ personne.fondement }}")),
                *when("personne.limites", ("Tableau précision", "Limites : {{ personne.limites }}")),
            ],
            ["{{ personne.adresse }}"],
        ],
        alt="Titulaires de l’autorité parentale",
    )
    page.tag("endif")


def _write_place(page: Page) -> None:
    page.heading("3", "Lieu de vie")
    page.facts(
        [
            ("Type de lieu", "{{ lieu_de_vie.type }}"),
            ("Nom", "{{ lieu_de_vie.nom }}", "lieu_de_vie.nom"),
            ("Adresse", "{{ lieu_de_vie.adresse }}", "lieu_de_vie.adresse"),
            ("Référent sur place", "{{ lieu_de_vie.accueillant }}", "lieu_de_vie.accueillant"),
            ("Depuis le", "{{ lieu_de_vie.depuis }}"),
            ("Jusqu’au", "{{ lieu_de_vie.jusqu_au }}", "lieu_de_vie.jusqu_au"),
        ]
    )
    page.tag("if lieu_de_vie.autres")
    page.text("Heading 2", "Autres lieux où {{ enfant.appellation }} est accueilli{{ enfant.accord }}")
    page.table(
        [("Lieu", 9.0), ("Référent sur place", 4.6), ("Depuis le", 3.4)],
        "lieu in lieu_de_vie.autres",
        [
            [
                "{{ lieu.type }}",
                *when("lieu.nom", "{{ lieu.nom }}"),
                *when("lieu.adresse", ("Tableau précision", "{{ lieu.adresse }}")),
            ],
            ["{{ lieu.accueillant }}"],
            ["{{ lieu.depuis }}", *when("lieu.jusqu_au", "jusqu’au {{ lieu.jusqu_au }}")],
        ],
        alt="Autres lieux d’accueil",
    )
    page.tag("endif")


def write_circle(page: Page) -> None:
    """Write headings 4 and 5: siblings, the service."""
    page.heading("4", "Fratrie")
    page.choice("not fratrie", "Corps", "Aucun frère ni sœur connu du service.")
    page.tag("if fratrie")
    page.table(
        [("Frère ou sœur", 5.4), ("Lieu de vie", 4.8), ("Accueil et rencontres", 6.8)],
        "enfant_lie in fratrie",
        [
            [
                "**{{ enfant_lie.nom }}**",
                "{{ enfant_lie.lien }}",
                "{{ enfant_lie.naissance }}{% if enfant_lie.age %} ({{ enfant_lie.age }}){% endif %}",
            ],
            ["{{ enfant_lie.lieu }}"],
            [
                "{{ enfant_lie.ensemble }}",
                *when("enfant_lie.rencontres", "Rencontres : {{ enfant_lie.rencontres }}"),
                *when("enfant_lie.motif_separation", "Motif de la séparation : {{ enfant_lie.motif_separation }}"),
            ],
        ],
        alt="Frères et sœurs",
    )
    page.tag("endif")
    page.heading("5", "Service et référent")
    page.facts(
        [
            ("Service", "{{ service.nom }}"),
            ("Référent", "{{ referent.nom }}, {{ referent.fonction_suite }}"),
            ("Téléphone", "{{ service.telephone }}", "service.telephone"),
            ("Courriel", "{{ service.courriel }}", "service.courriel"),
        ]
    )
    page.choice("not personnes_de_confiance", "Corps", "Aucune personne de confiance connue du service.")
    page.tag("for personne in personnes_de_confiance")
    page.text("Corps", "Personne de confiance : **{{ personne.nom }}**")
    page.choice("personne.precisions", "Corps", "{{ personne.precisions }}")
    page.tag("endfor")


def write_care(page: Page) -> None:
    """Write headings 6 to 8: the decision, visiting rights, the path so far."""
    page.heading("6", "Décision fondant l’intervention")
    page.facts(
        [
            ("Nature", "{{ decision.nature }}"),
            ("Date et lieu", "{{ decision.date }}, {{ decision.lieu }}"),
            ("Autorité", "{{ decision.autorite }}"),
            ("Notifiée le", "{{ decision.notifiee_le }}", "decision.notifiee_le"),
        ]
    )
    for title, name in (("Motifs", "motifs"), ("Contenu", "contenu"), ("Objectifs fixés", "objectifs")):
        page.text("Heading 2", title)
        page.long_text(f"decision.{name}")
    page.text("Heading 2", "Mesures en cours")
    page.table(
        [("Mesure", 8.2), ("Début", 2.8), ("Échéance", 3.2), ("Décision du", 2.8)],
        "mesure in decision.mesures",
        [["{{ mesure.nom }}"], ["{{ mesure.debut }}"], ["{{ mesure.echeance }}"], ["{{ mesure.decision }}"]],
        alt="Mesures en cours",
    )
    _write_contacts(page)
    _write_path(page)


def _write_contacts(page: Page) -> None:
    page.heading("7", "Droits de visite et d’hébergement")
    page.choice("est_majeur", "Corps", "{{ note_autorite }}")
    page.choice(
        "not est_majeur and not droits_de_visite", "Corps", "Aucun droit de visite et d’hébergement connu du service."
    )
    page.tag("if droits_de_visite")
    page.table(
        [("Personne", 4.6), ("Nature des droits", 4.6), ("Rythme, lieu, tiers", 5.0), ("Période", 2.8)],
        "droit in droits_de_visite",
        [
            ["**{{ droit.nom }}**", *when("droit.qualite", "{{ droit.qualite }}")],
            ["{{ droit.nature }}", *when("droit.remarques", ("Tableau précision", "{{ droit.remarques }}"))],
            [
                *when("droit.rythme", "{{ droit.rythme }}"),
                *when("droit.lieu", "{{ droit.lieu }}"),
                *when("droit.tiers", "Tiers présent : {{ droit.tiers }}"),
            ],
            [
                *when("droit.depuis", "depuis le {{ droit.depuis }}"),
                *when("droit.jusqu_au", "jusqu’au {{ droit.jusqu_au }}"),
            ],
        ],
        alt="Droits de visite et d’hébergement",
    )
    page.tag("endif")


def _write_path(page: Page) -> None:
    page.heading("8", "Parcours de l’enfant")
    page.long_text("histoire")
    page.tag("if parcours")
    page.table(
        [("Du", 2.6), ("Au", 2.6), ("Étape", 11.8)],
        "etape in parcours",
        [
            ["{{ etape.debut }}"],
            ["{{ etape.fin }}"],
            [
                "**{{ etape.nature }}** – {{ etape.etape }}",
                *when("etape.precisions", ("Tableau précision", "{{ etape.precisions }}")),
            ],
        ],
        alt="Mesures et lieux de vie, dans l’ordre",
    )
    page.tag("endif")
