"""Words said: the child's and the parents' statements, kept exactly, apart from what others make of them."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import ClassVar

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from ppe_desktop.domain.facts import Kind, Sensitivity
from ppe_desktop.domain.vocabulary import CollectionOutcome, Means, Sharing, Speaker, YesNo
from ppe_desktop.models.base import Record
from ppe_desktop.models.declare import fact, reference


class Statement(Record):
    """One collection of words (R223-9 CASF: the opinion and the conditions in which it was collected).

    The words come first on screen, what surrounds them after: taking them down must be as easy as a note.
    """

    __tablename__ = "statement"
    __table_args__ = (Index(None, "child_id", "speaker", "said_on"),)  # the list of children asks for everyone's last words
    kind_label: ClassVar[str] = "Parole recueillie"
    owner_key: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = reference("child", owner=True)
    exact_words: Mapped[str] = fact(
        "Paroles exactes",
        Kind.LONG_TEXT,
        help="Ses mots, sans rien corriger. Elles s’impriment entre guillemets.",
        sensitivity=Sensitivity.WORDS,
    )
    speaker: Mapped[str] = fact("Qui parle", Kind.CHOICE, choices=Speaker, required=True, default=Speaker.CHILD.value)
    said_on: Mapped[dt.date | None] = fact("Le", Kind.DATE, required=True)
    sharing: Mapped[str] = fact(
        "Peut être lu par",
        Kind.CHOICE,
        choices=Sharing,
        required=True,
        default=Sharing.FILE_ONLY.value,
        help="Rien ne sort du dossier avant d’avoir été relu.",
    )
    present: Mapped[str] = fact("Personnes présentes", help="« Seul avec l’enfant », ou qui était là.")
    place: Mapped[str] = fact("Lieu")
    means: Mapped[str] = fact("Moyen", Kind.FREE_CHOICE, choices=Means)
    question: Mapped[str] = fact("Question posée ou décision expliquée", Kind.LONG_TEXT, sensitivity=Sensitivity.WORDS)
    outcome: Mapped[str] = fact(
        "Recueil", Kind.CHOICE, choices=CollectionOutcome, required=True, default=CollectionOutcome.COLLECTED.value
    )
    reported_words: Mapped[str] = fact("Propos rapportés", Kind.LONG_TEXT, sensitivity=Sensitivity.WORDS)
    observation: Mapped[str] = fact("Ce que j’ai observé", Kind.LONG_TEXT, sensitivity=Sensitivity.WORDS)
    professional_view: Mapped[str] = fact("Mon analyse", Kind.LONG_TEXT, sensitivity=Sensitivity.WORDS)
    use_explained: Mapped[str] = fact("L’usage de ces paroles a été expliqué", Kind.CHOICE, choices=YesNo)
    read_back: Mapped[str] = fact("Relu avec la personne", Kind.CHOICE, choices=YesNo)
    answer: Mapped[str] = fact("Réponse donnée ensuite", Kind.LONG_TEXT, sensitivity=Sensitivity.WORDS)
    answered_on: Mapped[dt.date | None] = fact("Réponse donnée le", Kind.DATE)
    person_id: Mapped[uuid.UUID | None] = reference("person", "Personne", help="Pour les paroles d’une autre personne.")


class StatementRestriction(Record):
    """A person from whom the speaker asked that these words be kept."""

    __tablename__ = "statement_restriction"
    __table_args__ = (UniqueConstraint("statement_id", "hidden_from_id"),)
    kind_label: ClassVar[str] = "Parole à ne pas transmettre"
    owner_key: ClassVar[str] = "statement_id"

    statement_id: Mapped[uuid.UUID] = reference("statement", owner=True)
    hidden_from_id: Mapped[uuid.UUID] = reference("person", "À ne pas transmettre à", required=True)
