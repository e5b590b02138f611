"""The list of the templates: file name, title, what writes each of their parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from word_templates import autonomy, child, health, letters, meetings, path, ppe, report, statements, week
from word_templates.blocks import Page

Parts = Sequence[Callable[[Page], None]]

TEMPLATES: dict[str, tuple[str, Parts]] = {
    "ppe.docx": ("Projet pour l’enfant", ppe.PARTS),
    "invitation_parent.docx": ("Invitation", meetings.PARENT_INVITATION),
    "invitation_professionnel.docx": ("Invitation", meetings.PROFESSIONAL_INVITATION),
    "invitation_enfant.docx": ("Invitation", meetings.CHILD_INVITATION),
    "compte_rendu.docx": ("Compte rendu de réunion", meetings.MINUTES),
    "paroles.docx": ("Recueil de la parole", statements.SHEET),
    "paroles_vierge.docx": ("Feuille pour dire ses mots", statements.BLANK),
    "entretien_17_ans.docx": ("Entretien des 17 ans", autonomy.INTERVIEW),
    "projet_autonomie.docx": ("Projet d’accès à l’autonomie", autonomy.PLAN),
    "convocation_17_ans.docx": ("Convocation", autonomy.CALL),
    "apres_sortie.docx": ("Six mois après la sortie", autonomy.EXIT),
    "sante.docx": ("Fiche de santé", health.HEALTH),
    "rapport.docx": ("Rapport de situation", report.REPORT),
    "chronologie.docx": ("Chronologie du parcours", path.CHRONOLOGY),
    "ppe_enfant.docx": ("Mon projet", child.PLAN),
    "synthese_enfant.docx": ("Ce qui a été décidé", child.MINUTES),
    **letters.LETTERS,
    "ma_semaine.docx": ("Ma semaine", week.WEEK),
}
