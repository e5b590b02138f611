"""Headings 9 to 17 of the template: the domains, the actions, what each says, signatures."""

from __future__ import annotations

from word_templates.blocks import Page, add_row, span_row, tag_row, when
from word_templates.styles import TINT

_SPEAKERS = (
    ("paroles_enfant", "Citation enfant"),
    ("paroles_mere", "Citation mère"),
    ("paroles_pere", "Citation père"),
    ("paroles_autres", "Citation autre"),
)


def write_domains(page: Page) -> None:
    """Write headings 9 to 11: one domain after another, each with its words and objectives (D223-15)."""
    page.tag("for domaine in domaines")
    page.heading("{{ domaine.numero }}", "{{ domaine.titre }}")
    page.choice(
        "loop.first",
        "Explication",
        "Pour chaque domaine, les observations et les propositions de l’enfant, de ses parents et de son entourage sont recueillies "
        "(article D223-15). Les guillemets sont réservés aux mots exacts.",
    )
    page.text("Heading 2", "Évaluation")
    page.long_text("domaine.evaluation")
    page.text("Heading 2", "Besoins de l’enfant")
    page.long_text("domaine.besoins")
    page.text("Heading 2", "Ce que chacun en dit")
    for name, style in _SPEAKERS:
        write_words(page, f"domaine.{name}", style)
    page.text("Heading 2", "Objectifs")
    page.tag("for objectif in domaine.objectifs")
    page.text("List Bullet", "{{ objectif.texte }}{% if objectif.etat %} ({{ objectif.etat|lower }}){% endif %}")
    page.tag("for avis in objectif.avis")
    page.text("Avis", _OPINION)
    page.tag("endfor")
    page.tag("endfor")
    page.tag("endfor")


def write_words(page: Page, name: str, style: str) -> None:
    """Write the words of one speaker: a title, what was said, when and how."""
    page.tag(f"for parole in {name}")
    page.choice("parole.titre", "Étiquette parole", "{{ parole.titre }}")
    page.choice("parole.exactes", style, "{{ parole.exactes }}")
    page.choice("parole.rapportees", style, "Propos rapportés : {{ parole.rapportees }}")
    page.choice("parole.observation", style, "{{ parole.observation }}")
    page.choice("parole.absence", style, "{{ parole.absence }}")
    page.choice(
        "parole.legende",
        "Légende citation",
        "{{ parole.legende }}{% if parole.question %} · question posée ou décision expliquée : {{ parole.question }}{% endif %}",
    )
    page.tag("endfor")


def write_actions(page: Page) -> None:
    """Write heading 12: each objective and the actions that serve it."""
    page.heading("12", "Objectifs et plan d’actions")
    page.text("Explication", "Qui fait quoi, pour qui, et pour quand.")
    heads = [
        ("Action", 3.7),
        ("Pour qui", 2.55),
        ("Qui agit", 2.45),
        ("Quand", 3.3),
        ("Rôle des parents et des tiers", 3.4),
        ("État", 1.6),
    ]
    table = page.headed("TableauPPE", heads, alt="Plan d’actions")
    tag_row(table, "for objectif in plan_actions")
    span_row(
        table,
        [
            "**{{ objectif.texte }}**",
            *when(
                "objectif.domaine",
                (
                    "Tableau précision",
                    "{{ objectif.domaine }}{% if objectif.etat %} · {{ objectif.etat|lower }}{% endif %}",
                ),
            ),
        ],
        fill_color=TINT,
    )
    tag_row(table, "for action in objectif.actions")
    add_row(table, _ACTION)
    tag_row(table, "endfor")
    tag_row(table, "if objectif.resultat or objectif.paroles_fin or objectif.clos_le")
    span_row(table, _RESULT)
    tag_row(table, "endif")
    tag_row(table, "endfor")
    page.text("Espace", "")


_ACTION = [
    ["{{ action.texte }}"],
    ["{{ action.pour_qui }}"],
    ["{{ action.qui_agit }}"],
    [
        *when("action.debut", "dès le {{ action.debut }}"),
        *when("action.duree", "durée : {{ action.duree }}"),
        "pour le {{ action.echeance }}",
    ],
    ["{{ action.role_parents }}"],
    [("Tableau précision", "{{ action.etat }}")],
]


_OPINION = "**{{ avis.qui }}** : {{ avis.avis }}{% if avis.avis and avis.mots %}, {% endif %}{{ avis.mots }}"
_RESULT = [
    *when("objectif.clos_le", ("Tableau précision", "Objectif clos le {{ objectif.clos_le }}")),
    *when("objectif.resultat", "**{{ objectif.resultat_titre }}** : {{ objectif.resultat }}"),
    *when("objectif.paroles_fin", "{{ objectif.paroles_fin }}"),
]
"""What came of an objective, under the actions that served it."""


def write_support(page: Page) -> None:
    """Write headings 13 to 15: autonomy, support, other documents."""
    page.heading("13", "Projet d’accès à l’autonomie")
    page.long_text("autonomie")
    page.heading("14", "Parrainage, mentorat, personnes ressources")
    page.long_text("soutien")
    page.tag("if parrainage")
    page.table(
        [("Personne", 5.4), ("Depuis le", 2.8), ("Modalités", 8.8)],
        "personne in parrainage",
        [
            ["**{{ personne.nom }}**", "{{ personne.qualite }}"],
            ["{{ personne.depuis }}"],
            ["{{ personne.modalites }}"],
        ],
        alt="Parrains, marraines, mentors et personnes ressources",
    )
    page.tag("endif")
    page.heading("15", "Articulation avec les autres documents")
    page.table(
        [("Document", 6.6), ("Daté du", 2.6), ("Cohérence avec le projet", 7.8)],
        "document in articulation",
        [["{{ document.document }}"], ["{{ document.date }}"], ["{{ document.coherence }}"]],
        alt="Autres documents",
    )


def write_expression(page: Page) -> None:
    """Write heading 16: what the child and each parent say, with room to write by hand."""
    heading = page.heading("16", "Expression de l’enfant et de ses parents")
    heading.paragraph_format.page_break_before = True
    page.text("Heading 2", "{{ expression.page_enfant }}")
    write_words(page, "expression.paroles_enfant", "Citation enfant")
    page.text("Espace", "")
    page.frame(
        [
            ("Encadré titre", "Ce que je veux dire"),
            ("Tableau précision", "Pour écrire, dessiner ou coller une image. Rien n’est obligatoire."),
        ],
        15.0,
    )
    page.tag(
        "if expression.paroles_mere or expression.paroles_pere or expression.paroles_autres or expression.espaces_parents"
    )
    page.text("Heading 2", "L’expression de chacun").paragraph_format.page_break_before = True
    page.tag("endif")
    for name, style in _SPEAKERS[1:]:
        write_words(page, f"expression.{name}", style)
    page.tag("for parent in expression.espaces_parents")
    page.text("Espace", "")
    page.frame([("Tableau intitulé", "Ce que je veux ajouter – {{ parent.nom }}")], 5.0)
    page.tag("endfor")


def write_signatures(page: Page) -> None:
    """Write heading 17: who signs, and to whom copies were handed over."""
    page.heading("17", "Signatures et remises").paragraph_format.page_break_before = True
    page.choice(
        "not est_majeur",
        "Explication",
        "Le projet est proposé à la signature des parents et de l’enfant. Leur signature n’est pas obligatoire, et l’absence de "
        "signature ne bloque pas le projet.",
    )
    page.text("Corps", "Fait à {{ fait.lieu }}, le {{ fait.date }}.").paragraph_format.keep_with_next = True
    table = page.headed(
        "TableauSignatures", [("Qualité et nom", 6.4), ("Signature", 7.6), ("Date", 3.0)], alt="Signatures"
    )
    tag_row(table, "for signature in signatures")
    add_row(
        table,
        [
            [
                "**{{ signature.qualite }}**",
                "{{ signature.nom }}",
                *when(
                    "signature.code == 'PCD' and fait.fonction_signataire",
                    ("Tableau précision", "{{ fait.fonction_signataire }}"),
                ),
            ],
            [("Mention signature", "{{ signature.mention }}")],
            ["{{ signature.date }}"],
        ],
        height=1.7,
    )
    tag_row(table, "endfor")
    page.text("Espace", "")
    _write_deliveries(page)


def _write_deliveries(page: Page) -> None:
    page.text("Heading 2", "Remise des exemplaires")
    page.tag("if remises")
    page.table(
        [("Remis à", 4.6), ("Le", 2.8), ("Mode", 4.2), ("Remarques", 5.4)],
        "remise in remises",
        [["{{ remise.a }}"], ["{{ remise.le }}"], ["{{ remise.mode }}"], ["{{ remise.remarques }}"]],
        alt="Exemplaires remis",
    )
    page.tag("endif")
    page.text("Corps", "Exemplaire remis le\u00a0……………………… à\u00a0…………………………………………………………")
