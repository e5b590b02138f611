"""The situation report (L223-5, R223-18 to R223-21 CASF): the facts filled in, the rest to write."""

from __future__ import annotations

from word_templates.blocks import NBSP, Page, add_row, span_row, tag_row, when
from word_templates.heads import made_at, sign_table, write_title
from word_templates.styles import TINT
from word_templates.words import write_said

_BOX = "☐ "


def write_report(page: Page) -> None:
    """Write the report, in the order of the law."""
    write_title(page, "Rapport de situation")
    page.facts(
        [
            ("Période", "du {{ periode.du }} au {{ periode.au }}"),
            ("Décision", "{{ decision.nature }}, {{ decision.date }}, {{ decision.autorite }}"),
            (
                "Dernier projet pour l’enfant",
                "{{ projet.etabli_le }}{% if projet.version %} (version {{ projet.version }}){% endif %}",
            ),
            ("Concertation du", "{{ concertation.le }}"),
            ("Participants", "{{ concertation.participants }}", "concertation.participants"),
        ]
    )
    page.tag("if rencontres")
    page.text("Heading 2", "Personnes rencontrées")
    page.tag("for personne in rencontres")
    page.text("List Bullet", "{{ personne.qui }} – {{ personne.dates }}")
    page.tag("endfor")
    page.tag("endif")
    page.heading("1", "Dates et faits marquants de la période")
    page.long_text("faits_texte")
    page.choice("not faits and not faits_texte", "Corps", "Aucun fait n’est noté au dossier pour cette période.")
    page.tag("if faits")
    page.table(
        [("Le", 2.8), ("Quoi", 14.2)],
        "fait_note in faits",
        [["{{ fait_note.le }}"], ["{{ fait_note.quoi }}"]],
        alt="Faits de la période",
    )
    page.tag("endif")
    page.heading("2", "Éléments principaux de l’évaluation pluridisciplinaire")
    page.tag("for domaine in domaines")
    page.text("Heading 2", "{{ domaine.titre }}")
    page.choice("domaine.du_projet", "Explication", "Texte du projet pour l’enfant, à actualiser.")
    page.long_text("domaine.texte")
    page.tag("endfor")
    _write_actions(page)
    page.heading("4", "Objectifs de la décision")
    page.long_text("decision.objectifs")
    page.text("Heading 2", "Bilan")
    page.long_text("bilan_decision")
    page.heading("5", "Expression de l’enfant et de ses parents")
    page.choice("not paroles", "Corps", "Aucune parole n’est reproduite ici.")
    write_said(page, "paroles")
    page.heading("6", "Bilan pédiatrique, psychique et social")
    page.text(
        "Explication",
        "Quand le rapport est transmis au juge (article 375 du code civil). Le détail médical reste au médecin.",
    )
    page.long_text("bilan_sante")
    _write_end(page)


def _write_actions(page: Page) -> None:
    page.heading("3", "Bilan des actions du projet pour l’enfant")
    page.choice("not actions", "Corps", "Aucun objectif n’est inscrit au projet.")
    page.tag("if actions")
    table = page.headed(
        "TableauPPE",
        [("Action", 6.6), ("Qui agit", 3.6), ("Rôle des parents et des tiers", 4.4), ("État", 2.4)],
        alt="Bilan des actions",
    )
    tag_row(table, "for objectif in actions")
    span_row(
        table,
        [
            "**{{ objectif.objectif }}**{% if objectif.etat %} – {{ objectif.etat|lower }}{% endif %}",
            *when("objectif.resultat", ("Tableau précision", "{{ objectif.resultat }}")),
        ],
        fill_color=TINT,
    )
    tag_row(table, "for action in objectif.actions")
    add_row(table, [["{{ action.texte }}"], ["{{ action.qui }}"], ["{{ action.parents }}"], ["{{ action.etat }}"]])
    tag_row(table, "endfor")
    tag_row(table, "endfor")
    page.text("Espace", "")
    page.tag("endif")
    page.long_text("bilan_actions")
    page.text("Heading 2", "Implication des parents")
    page.long_text("implication")
    page.tag("if autonomie")
    page.text("Heading 2", "Bilan du projet d’accès à l’autonomie")
    page.long_text("autonomie")
    page.tag("endif")


def _write_end(page: Page) -> None:
    page.heading("7", "Conclusion")
    page.long_text("conclusion")
    page.text("Corps", "**Ce qui est proposé** (article R223-20) :").paragraph_format.keep_with_next = True
    choices = (
        "adapter le plan d’actions du projet pour l’enfant",
        "modifier les objectifs",
        "adapter le projet d’accès à l’autonomie",
        "mettre fin à la prestation, la maintenir ou la renouveler",
        "avis sur la mesure judiciaire ou sur le statut de l’enfant ; saisine de la CESSEC (commission d’examen de la situation et du statut des enfants confiés)",
    )
    for index, line in enumerate(choices):
        page.text("Corps", f"{_BOX}{line}").paragraph_format.keep_with_next = index < len(choices) - 1
    page.heading("8", "Information des parents et de l’enfant")
    page.text(
        "Explication",
        "Le contenu et les conclusions sont portés à leur connaissance avant l’envoi au juge (articles L223-5 et R223-21).",
    )
    for name, told in (("le", "donnée le {{ information.le }}."), ("sinon", "non donnée : {{ information.sinon }}")):
        page.tag(f"if information.{name}")
        page.text("Corps", f"Information {told}").paragraph_format.keep_with_next = True
        page.tag("endif")
    reactions = page.text("Corps", f"Leurs réactions{NBSP}: ……………………………………………………………………………………")
    reactions.paragraph_format.keep_with_next = True  # no page with signatures alone
    made_at(page)
    sign_table(
        page,
        [
            ("{{ referent.fonction }}", "{{ referent.nom }}"),
            ("Pour le Président du conseil départemental", "{{ fait.signataire }}"),
        ],
        height=1.8,
    )


REPORT = (write_report,)
