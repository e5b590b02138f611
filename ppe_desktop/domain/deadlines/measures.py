"""What the law calls each measure: judicial or administrative, with or without the child taken in."""

from __future__ import annotations

from ppe_desktop.domain.vocabulary import MeasureType as M

JUDICIAL = frozenset(
    {
        M.AEMO, M.AEMO_R, M.AEMO_H, M.OPP_PARQUET, M.OPP_JE, M.PLACEMENT_ASE, M.PLACEMENT_DIRECT, M.AUTRE_PARENT, M.TDC,
        M.HOSPITALISATION, M.AGBF,
    }
)  # fmt: skip
"""Measures of assistance éducative, ordered by the children's judge (CC 375 to 375-9)."""

ADMINISTRATIVE = frozenset(
    {
        M.AED,
        M.AED_R,
        M.AED_H,
        M.AESF,
        M.TISF,
        M.ACCUEIL_JOUR,
        M.ACCUEIL_72H,
        M.ACCUEIL_5J,
        M.AP,
        M.PARENT_ENFANT,
        M.ADB,
        M.AUTRE_ADM,
    }
)
"""Benefits agreed with the parents (L222-2 to L222-5 CASF)."""

EMERGENCY = frozenset({M.ACCUEIL_72H, M.ACCUEIL_5J})
"""The child is taken in at once, for hours or days (L223-2 CASF)."""

AGREED = ADMINISTRATIVE - EMERGENCY - {M.ADB}
"""Benefits that a written agreement founds, for a year at most."""

YOUNG_ADULT = frozenset({M.AJM, M.AEJM})
"""Support after 18 (L222-5 5° CASF)."""

PROVISIONAL = frozenset({M.OPP_PARQUET, M.OPP_JE})
"""Provisional placement orders: the judgment that follows goes on with the same care."""

ENTRUSTED_BY_JUDGE = frozenset({M.OPP_PARQUET, M.OPP_JE, M.PLACEMENT_ASE})
"""The child is entrusted to the child welfare service by the judge (CC 375-3 3°, 375-5)."""

TAKEN_IN = ENTRUSTED_BY_JUDGE | frozenset(
    {M.AP, M.ACCUEIL_72H, M.ACCUEIL_5J, M.PUPILLE, M.ADB, M.DAP_TOTALE, M.DAP_PARTIELLE, M.TUTELLE_DEPT, M.DELAISSEMENT}
)
"""The child is taken in by the service (L222-5 1° to 3° CASF): the interview at 17 is due."""

PLACED_BY_JUDGE = ENTRUSTED_BY_JUDGE | frozenset({M.PLACEMENT_DIRECT, M.TDC, M.AUTRE_PARENT})
"""Placements under CC 375-3."""

AWAY_BY_JUDGE = PLACED_BY_JUDGE - {M.AUTRE_PARENT}
"""Placements under CC 375-3 away from both parents."""

ALLOWANCE_KEPT = ENTRUSTED_BY_JUDGE | frozenset({M.PLACEMENT_DIRECT})
"""Placements during which the school allowance is kept for the child (CC 375-3 3° and 5°, 375-5)."""

DELEGATED = frozenset({M.DAP_TOTALE, M.DAP_PARTIELLE})
"""Parental authority delegated: the parents are still asked what they think of the place."""

THIRD_PARTY = frozenset({M.TDC})
"""The child lives with a relative or someone close, chosen by the judge."""

OF_THE_DEPARTMENT = TAKEN_IN | frozenset({M.TDC, M.PLACEMENT_DIRECT})
"""Children the schéma calls "confiés"."""

EDUCATIVE = frozenset({M.AED, M.AED_R, M.AED_H, M.AEMO, M.AEMO_R, M.AEMO_H})
"""Educative measures at home, agreed or ordered."""

REPORTED = TAKEN_IN | PLACED_BY_JUDGE | EDUCATIVE
"""A situation report is due: child taken in, or under an educative measure (L223-5 CASF)."""

MAIN = REPORTED | YOUNG_ADULT | frozenset({M.PARENT_ENFANT, M.TUTELLE_FAMILLE})
"""What may follow a measure of another kind: a child who leaves a placement for support at home, say."""

END_REPORTED = frozenset({M.AEMO, M.AEMO_R, M.AEMO_H, M.PLACEMENT_ASE, M.PLACEMENT_DIRECT, M.TDC, M.AUTRE_PARENT})
"""A report is sent to the judge before the term."""

TERMED = JUDICIAL - {M.AEMO_R, M.OPP_PARQUET, M.OPP_JE, M.HOSPITALISATION}
"""Measures of two years at most (CC 375): provisional orders have delays of their own (CPC 1184, 1185), and so has care in hospital (CC 375-9)."""

AT_HOME_BY_JUDGE = frozenset({M.AEMO, M.AEMO_H})
"""Support at home ordered by the judge: unlike a placement, it is never ordered for more than two years (CC 375)."""

AWAY = (TAKEN_IN | PLACED_BY_JUDGE) - {M.TDC, M.AUTRE_PARENT}
"""The child lives neither with a parent nor with someone close: a visit to a home is not one to the place of life."""

INQUIRY = frozenset({M.MJIE})
"""An inquiry is not yet a protection measure: no plan is due for it."""

STATUS_ONLY = frozenset({M.TUTELLE_FAMILLE, M.RETRAIT_AP, M.PJJ_PLACEMENT})
"""Decisions on the child's status, or of criminal justice: alone, they are no measure of protection by the service."""

PROTECTIVE = frozenset(M) - INQUIRY - YOUNG_ADULT - STATUS_ONLY - {M.UNKNOWN}
"""Measures and benefits for which a plan is due (L223-1-1 CASF), a free value included: see ``is_protective``."""

NAMES = frozenset(member.value for member in M)


def is_protective(code: str) -> bool:
    """Tell whether a plan is due; a measure typed freely is a measure."""
    return code in PROTECTIVE or (bool(code) and code not in NAMES)
