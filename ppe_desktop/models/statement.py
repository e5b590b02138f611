"""Words said: the child's and the parents' statements, kept exactly, apart from what others make of them."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import ClassVar

from sqlalchemy import Index, LargeBinary, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from ppe_desktop.domain.facts import Kind, Sensitivity
from ppe_desktop.domain.vocabulary import (
    AlertTo,
    ChildMark,
    CollectionOutcome,
    Domain,
    Means,
    Occasion,
    Sharing,
    SketchKind,
    Speaker,
    YesNo,
)
from ppe_desktop.models.base import Record
from ppe_desktop.models.declare import fact, reference


class Statement(Record):
    """One collection of words (R223-9 CASF: the opinion and the conditions in which it was collected).

    The words come first on screen, what surrounds them after: taking them down must be as easy as a note.
    """

    __tablename__ = "statement"
    __table_args__ = (
        Index(None, "child_id", "speaker", "said_on"),
    )  # the list of children asks for everyone's last words
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

    occasion: Mapped[str] = fact("Occasion", Kind.FREE_CHOICE, choices=Occasion, rare=True, late=True)
    bears_on: Mapped[str] = fact("Porte sur", Kind.CHOICE, choices=Domain, rare=True, late=True)
    objective_id: Mapped[uuid.UUID | None] = mapped_column(Uuid(), nullable=True)
    meeting_id: Mapped[uuid.UUID | None] = mapped_column(Uuid(), nullable=True)
    health_event_id: Mapped[uuid.UUID | None] = mapped_column(Uuid(), nullable=True)
    at_time: Mapped[str] = fact("Heure", rare=True, late=True)
    seen_alone: Mapped[str] = fact("Vu seul", Kind.CHOICE, choices=YesNo, rare=True, late=True)
    not_alone_why: Mapped[str] = fact("Sinon, pourquoi", rare=True, late=True)
    duration: Mapped[int | None] = fact("Durée, en minutes", Kind.NUMBER, rare=True)
    language: Mapped[str] = fact("Langue, interprète", rare=True, late=True)
    explained: Mapped[str] = fact(
        "Avec quels mots la décision a été expliquée",
        Kind.LONG_TEXT,
        sensitivity=Sensitivity.WORDS,
        rare=True,
        late=True,
    )
    wishes: Mapped[str] = fact(
        "Ce que la personne souhaite", Kind.LONG_TEXT, sensitivity=Sensitivity.WORDS, rare=True, late=True
    )
    disagreements: Mapped[str] = fact(
        "Ce avec quoi elle n’est pas d’accord", Kind.LONG_TEXT, sensitivity=Sensitivity.WORDS, rare=True, late=True
    )
    annexes: Mapped[str] = fact(
        "Annexes", help="Lettre, dessin, photo : ce qui est joint au dossier avec ces paroles.", rare=True, late=True
    )
    collected_by: Mapped[str] = fact(
        "Recueilli par", help="Nom, fonction et mandat, si ce n’est pas vous.", rare=True, late=True
    )
    use_told: Mapped[str] = fact(
        "Ce qui a été expliqué de l’usage de ces paroles",
        Kind.LONG_TEXT,
        help="Qui les lira, pour décider quoi ; et qu’un danger ne peut pas rester secret.",
        sensitivity=Sensitivity.WORDS,
        rare=True,
        late=True,
    )
    kept_secret: Mapped[str] = fact(
        "Ce que l’enfant ne veut pas voir transmis",
        Kind.LONG_TEXT,
        help="N’entre dans aucun document.",
        sensitivity=Sensitivity.WORDS,
        rare=True,
        late=True,
    )
    corrections: Mapped[str] = fact(
        "Ce que l’enfant a corrigé à la relecture", Kind.LONG_TEXT, sensitivity=Sensitivity.WORDS, rare=True, late=True
    )
    mark: Mapped[str] = fact("Marque de l’enfant", Kind.FREE_CHOICE, choices=ChildMark, rare=True, late=True)
    why_not_collected: Mapped[str] = fact(
        "Si rien n’a pu être recueilli, pourquoi", Kind.LONG_TEXT, sensitivity=Sensitivity.WORDS, rare=True, late=True
    )
    danger: Mapped[bool] = fact(
        "Ces paroles font craindre un danger",
        Kind.FLAG,
        help="Noter les premiers mots exactement, sans enquêter, et alerter sans délai (L226-4 CASF).",
        late=True,
    )
    alert_to: Mapped[str] = fact("Alerte transmise à", Kind.FREE_CHOICE, choices=AlertTo, rare=True, late=True)
    alerted_on: Mapped[dt.date | None] = fact("Alerte transmise le", Kind.DATE, rare=True)
    answered_by: Mapped[str] = fact("Réponse donnée par", rare=True, late=True)
    effect: Mapped[str] = fact(
        "Ce que cette parole a changé",
        Kind.LONG_TEXT,
        help="Ce qui a été retenu, et pourquoi le reste ne l’a pas été.",
        sensitivity=Sensitivity.WORDS,
        rare=True,
        late=True,
    )


class StatementRestriction(Record):
    """A person from whom the speaker asked that these words be kept."""

    __tablename__ = "statement_restriction"
    __table_args__ = (UniqueConstraint("statement_id", "hidden_from_id"),)
    kind_label: ClassVar[str] = "Parole à ne pas transmettre"
    owner_key: ClassVar[str] = "statement_id"

    statement_id: Mapped[uuid.UUID] = reference("statement", owner=True)
    hidden_from_id: Mapped[uuid.UUID] = reference("person", "À ne pas transmettre à", required=True)


class Sketch(Record):
    """What the child made on the page of his own: kept as a picture and as the data it was drawn from."""

    __tablename__ = "sketch"
    kind_label: ClassVar[str] = "Page de l’enfant"
    owner_key: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = reference("child", owner=True)
    statement_id: Mapped[uuid.UUID | None] = reference("statement")
    kind: Mapped[str] = fact(
        "Support", Kind.FREE_CHOICE, choices=SketchKind, required=True, default=SketchKind.DRAWING.value
    )
    made_on: Mapped[dt.date | None] = fact("Le", Kind.DATE)
    title: Mapped[str] = fact("Titre", help="Les mots de l’enfant.", sensitivity=Sensitivity.WORDS)
    data: Mapped[str] = mapped_column(Text(), nullable=False, default="{}")
    picture: Mapped[bytes | None] = mapped_column(LargeBinary(), nullable=True)
