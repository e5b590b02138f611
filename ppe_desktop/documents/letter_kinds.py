"""The letters of the service among the kinds of document."""

from __future__ import annotations

from ppe_desktop.documents import letter_context as letters
from ppe_desktop.documents.kinds import DocumentKind
from ppe_desktop.documents.readers import (
    agreement_readers,
    child_readers,
    decision_readers,
    for_judge,
    holder_readers,
    home_help_readers,
    judge_of_place,
    opinion_readers,
    speaker_readers,
)
from ppe_desktop.domain.matter import SubjectKind
from ppe_desktop.domain.prints import Produced

_CASF = "du Code de l’action sociale et des familles"

LETTERS = (
    DocumentKind(
        Produced.AGREEMENT, "Demande", SubjectKind.PLACEMENT, "demande_accord.docx", "Accord 1",
        letters.placement_agreement_values, agreement_readers, f"Articles R223-5 et R223-8 {_CASF}",
    ),
    DocumentKind(
        Produced.OPINION, "Demande", SubjectKind.PLACEMENT, "demande_avis.docx", "Avis 1",
        letters.placement_opinion_values, opinion_readers, f"Articles L223-3, R223-7 et R223-8 {_CASF}",
    ),
    DocumentKind(
        Produced.HOME_AGREEMENT, "Demande", SubjectKind.MEASURE, "accord_domicile.docx",
        "Accord 1", letters.home_agreement_values, home_help_readers, f"Article R223-4 {_CASF}",
    ),
    DocumentKind(
        Produced.AFTER_AGREEMENT, "Lettre", SubjectKind.MEASURE, "apres_accord.docx", "Après accord 1",
        letters.after_agreement_values, agreement_readers, f"Article R223-6 {_CASF}",
    ),
    DocumentKind(
        Produced.RIGHTS, "Information", SubjectKind.CHILD, "information_droits.docx", "Droits 1",
        letters.information_values, holder_readers, f"Article R223-1 {_CASF}",
    ),
    DocumentKind(
        Produced.NOTIFICATION, "Notification", SubjectKind.DECISION, "notification.docx", "Notification 1",
        letters.notification_values, decision_readers, f"Article R223-2 {_CASF}",
    ),
    DocumentKind(
        Produced.YOUNG_ADULT, "Reponse", SubjectKind.CONTRACT,
        "reponse_jeune_majeur.docx", "Réponse 1", letters.contract_notice_values, decision_readers,
        f"Articles L222-5 et R223-2 {_CASF}",
    ),
    DocumentKind(
        Produced.MOVE, "Information", SubjectKind.PLACEMENT, "changement_lieu.docx",
        "Juge 1", letters.move_values, judge_of_place, f"Article L223-3 {_CASF}", letters.move_chosen,
    ),
    DocumentKind(
        Produced.SEPARATION, "Information", SubjectKind.SIBLINGS, "separation_fratrie.docx",
        "Juge 1", letters.separation_values, for_judge, f"Article L223-3 {_CASF}",
    ),
    DocumentKind(
        Produced.TRANSMISSION, "Transmission", SubjectKind.REPORT, "transmission_rapport.docx",
        "Transmission 1", letters.transmission_values, for_judge, f"Articles L223-5 et R223-21 {_CASF}",
    ),
    DocumentKind(
        Produced.TRUSTED_PERSON, "Confiance", SubjectKind.CHILD, "personne_confiance.docx",
        "Confiance 1", letters.trusted_person_values, child_readers, f"Article L223-1-3 {_CASF}",
    ),
    DocumentKind(
        Produced.RECEIPT, "Recu", SubjectKind.PLAN, "recepisse.docx", "Reçu 1", letters.receipt_values,
        speaker_readers, f"Article L223-1-1 {_CASF}",
    ),
)  # fmt: skip
