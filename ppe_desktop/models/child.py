"""The protected child. No national health number (NIR), on purpose: the service has no use for it."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from sqlalchemy import DateTime
from sqlalchemy.orm import Mapped, mapped_column

from ppe_desktop.domain.facts import Kind, Sensitivity
from ppe_desktop.domain.vocabulary import DatePrecision, DateSource, EndReason, FileStatus, Sex, YesNo
from ppe_desktop.models.base import Record
from ppe_desktop.models.declare import fact


class Child(Record):
    """One protected child, one file, whatever the number of episodes of care."""

    __tablename__ = "child"
    kind_label: ClassVar[str] = "Enfant"

    birth_surname: Mapped[str] = fact("Nom de naissance", required=True)
    use_surname: Mapped[str] = fact("Nom d’usage", help="S’il diffère du nom de naissance.", rare=True)
    first_names: Mapped[str] = fact(
        "Prénoms", help="Tous les prénoms de l’état civil, dans l’ordre. Vide pour un nom unique."
    )
    usual_first_name: Mapped[str] = fact("Prénom usuel", help="Celui par lequel on l’appelle, s’il diffère du premier.")
    other_names: Mapped[str] = fact(
        "Autres écritures du nom", help="Alias, autre alphabet, autre ordre des noms.", rare=True
    )
    sex: Mapped[str] = fact("Sexe", Kind.CHOICE, choices=Sex, required=True, default=Sex.UNKNOWN.value)
    birth_date: Mapped[dt.date | None] = fact("Date de naissance", Kind.DATE)
    birth_date_precision: Mapped[str] = fact(
        "Précision de la date", Kind.CHOICE, choices=DatePrecision, default=DatePrecision.EXACT.value, rare=True
    )
    birth_date_source: Mapped[str] = fact("Source de la date", Kind.CHOICE, choices=DateSource, rare=True)
    birth_place: Mapped[str] = fact("Lieu de naissance")
    birth_country: Mapped[str] = fact("Pays de naissance", rare=True)
    nationality: Mapped[str] = fact("Nationalité", rare=True)
    languages: Mapped[str] = fact("Langues parlées", rare=True)
    interpreter_needed: Mapped[str] = fact("Interprète nécessaire", Kind.CHOICE, choices=YesNo, rare=True)
    is_unaccompanied: Mapped[bool] = fact("Mineur non accompagné", Kind.FLAG, rare=True)
    allergies: Mapped[str] = fact(
        "Allergies et consignes d’urgence",
        Kind.LONG_TEXT,
        help="Affichées en tête du dossier.",
        sensitivity=Sensitivity.HEALTH,
    )
    external_reference: Mapped[str] = fact("Référence du dossier", help="Numéro donné par le service.", rare=True)
    death_date: Mapped[dt.date | None] = fact("Date de décès", Kind.DATE, rare=True)
    status: Mapped[str] = fact(
        "État du dossier",
        Kind.CHOICE,
        choices=FileStatus,
        default=FileStatus.ACTIVE.value,
        managed=True,
        late=True,
    )
    closed_on: Mapped[dt.date | None] = fact("Dossier clos le", Kind.DATE, managed=True)
    closing_reason: Mapped[str] = fact(
        "Motif de la clôture", Kind.FREE_CHOICE, choices=EndReason, managed=True, late=True
    )
    binned_at: Mapped[dt.datetime | None] = mapped_column(DateTime(), nullable=True)
    """Moment at which the whole file was put in the recycle bin; it is then shown nowhere else."""
