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

OF_THE_DEPARTMENT = TAKEN_IN | frozenset({M.TDC, M.PLACEMENT_DIRECT})
"""Children the schéma calls "confiés"."""

INQUIRY = frozenset({M.MJIE})
"""An inquiry is not yet a protection measure: no plan is due for it."""

PROTECTIVE = frozenset(M) - INQUIRY - YOUNG_ADULT - {M.UNKNOWN}
"""Measures and benefits for which a plan is due (L223-1-1 CASF), a free value included: see ``is_protective``."""

NAMES = frozenset(member.value for member in M)


def is_protective(code: str) -> bool:
    """Tell whether a plan is due; a measure typed freely is a measure."""
    return code in PROTECTIVE or (bool(code) and code not in NAMES)
