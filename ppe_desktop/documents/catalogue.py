"""The kinds of document the program produces."""

from __future__ import annotations

from ppe_desktop.documents.autonomy_context import (
    convocation_values,
    exit_chosen,
    exit_values,
    interview_chosen,
    interview_values,
    plan_values,
)
from ppe_desktop.documents.child_context import child_minutes_values, child_plan_values
from ppe_desktop.documents.health_context import health_chosen, health_values
from ppe_desktop.documents.kinds import DocumentKind
from ppe_desktop.documents.letter_kinds import LETTERS
from ppe_desktop.documents.meeting_context import (
    child_meeting_chosen,
    invitation_chosen,
    invitation_values,
    meeting_chosen,
    minutes_values,
)
from ppe_desktop.documents.path_context import path_values
from ppe_desktop.documents.ppe_context import ppe_values
from ppe_desktop.documents.readers import (
    child_readers,
    invited_readers,
    plan_readers,
    report_readers,
    speaker_readers,
    statement_readers,
    young_readers,
)
from ppe_desktop.documents.report_context import report_chosen, report_values
from ppe_desktop.documents.words_context import blank_words_values, words_chosen, words_values
from ppe_desktop.domain.matter import SubjectKind
from ppe_desktop.domain.prints import Produced
from ppe_desktop.domain.vocabulary import RecipientKind

PPE = DocumentKind(
    Produced.PPE, "PPE", SubjectKind.PLAN, "ppe.docx", "PPE 1", ppe_values, plan_readers,
    "Articles L223-1-1 et D223-12 à D223-17 du Code de l’action sociale et des familles",
)  # fmt: skip
INVITATION = DocumentKind(
    Produced.INVITATION, "Invitation", SubjectKind.MEETING, "invitation_professionnel.docx", "Invitation 1",
    invitation_values, invited_readers, "Article L223-1 du Code de l’action sociale et des familles", invitation_chosen,
    templates={
        RecipientKind.CHILD: "invitation_enfant.docx",
        **dict.fromkeys((RecipientKind.MOTHER, RecipientKind.FATHER, RecipientKind.PARENT), "invitation_parent.docx"),
    },
)  # fmt: skip
MINUTES = DocumentKind(
    Produced.MINUTES, "Compte_rendu", SubjectKind.MEETING, "compte_rendu.docx", "Compte rendu 1",
    minutes_values, plan_readers, "Schéma départemental, fiches 21 et 28", meeting_chosen,
)  # fmt: skip
WORDS = DocumentKind(
    Produced.WORDS, "Paroles", SubjectKind.STATEMENT, "paroles.docx", "Paroles 1", words_values, statement_readers,
    "Articles L223-4 et R223-9 du Code de l’action sociale et des familles", words_chosen,
)  # fmt: skip
BLANK_WORDS = DocumentKind(
    Produced.BLANK_WORDS, "Feuille", SubjectKind.CHILD, "paroles_vierge.docx", "Feuille 1", blank_words_values,
    speaker_readers, "Articles L223-4 et R223-9 du Code de l’action sociale et des familles",
)  # fmt: skip
INTERVIEW = DocumentKind(
    Produced.INTERVIEW, "Entretien", SubjectKind.INTERVIEW, "entretien_17_ans.docx", "Entretien 1", interview_values,
    young_readers, "Article L222-5-1 du Code de l’action sociale et des familles", interview_chosen,
)  # fmt: skip
AUTONOMY_PLAN = DocumentKind(
    Produced.AUTONOMY_PLAN, "Autonomie", SubjectKind.INTERVIEW, "projet_autonomie.docx", "Autonomie 1",
    plan_values, young_readers, "Articles L222-5-1 et D223-15 du Code de l’action sociale et des familles", interview_chosen,
)  # fmt: skip
CALL = DocumentKind(
    Produced.CALL, "Convocation", SubjectKind.INTERVIEW, "convocation_17_ans.docx",
    "Convocation 1", convocation_values, speaker_readers, "Article L222-5-1 du Code de l’action sociale et des familles",
)  # fmt: skip
EXIT = DocumentKind(
    Produced.EXIT, "Apres", SubjectKind.EXIT, "apres_sortie.docx", "Sortie 1", exit_values, child_readers,
    "Article L222-5-2-1 du Code de l’action sociale et des familles", exit_chosen,
)  # fmt: skip
HEALTH = DocumentKind(
    Produced.HEALTH, "Fiche", SubjectKind.CHILD, "sante.docx", "Santé 1", health_values, plan_readers,
    "Article L223-1-1 du Code de l’action sociale et des familles", health_chosen,
)  # fmt: skip
REPORT = DocumentKind(
    Produced.REPORT, "Rapport", SubjectKind.REPORT, "rapport.docx", "Rapport 1", report_values, report_readers,
    "Articles L223-5 et R223-18 à R223-21 du Code de l’action sociale et des familles", report_chosen, with_plan=True,
)  # fmt: skip
CHILD_PLAN = DocumentKind(
    Produced.CHILD_PLAN, "Mon_projet", SubjectKind.PLAN, "ppe_enfant.docx", "PPE enfant 1", child_plan_values,
    child_readers, "Articles L223-1-1 et D223-13 du Code de l’action sociale et des familles",
)  # fmt: skip
CHILD_MINUTES = DocumentKind(
    Produced.CHILD_MINUTES, "Reunion", SubjectKind.MEETING, "synthese_enfant.docx",
    "Réunion enfant 1", child_minutes_values, child_readers, "Schéma départemental, fiche 28", child_meeting_chosen,
)  # fmt: skip
CHRONOLOGY = DocumentKind(
    Produced.CHRONOLOGY, "Chronologie", SubjectKind.CHILD, "chronologie.docx", "Chronologie 1", path_values, plan_readers,
    "Article D223-14 du Code de l’action sociale et des familles",
)  # fmt: skip
DOCUMENTS = {
    kind.key: kind
    for kind in (
        PPE,
        CHILD_PLAN,
        INVITATION,
        MINUTES,
        CHILD_MINUTES,
        REPORT,
        WORDS,
        BLANK_WORDS,
        CALL,
        INTERVIEW,
        AUTONOMY_PLAN,
        EXIT,
        HEALTH,
        CHRONOLOGY,
        *LETTERS,
    )
}
GROUPS: dict[str, tuple[str, ...]] = {
    "Le projet": ("ppe", "ppe-enfant", "recepisse", "chronologie"),
    "Les réunions": ("invitation", "compte-rendu", "synthese-enfant"),
    "La parole": ("paroles", "paroles-vierge", "personne-confiance"),
    "Le juge": ("rapport", "transmission", "changement-lieu", "separation-fratrie"),
    "La santé": ("sante",),
    "Vers l’autonomie": ("convocation-17", "entretien-17", "projet-autonomie", "reponse-jeune-majeur", "apres-sortie"),
    "Les parents": (
        "demande-accord",
        "demande-avis",
        "accord-domicile",
        "apres-accord",
        "notification",
        "information-droits",
    ),
}
"""The kinds as they are offered on screen, by what they are for."""
