"""An invented family of twenty-five persons and more, to see what the drawing of an entourage does with many."""

from __future__ import annotations

import datetime as dt

from ppe_desktop.domain.casefile import CaseFile, Item
from tests.support.casefiles import case_file, item


def large_family() -> CaseFile:
    """Two unions on each side, half-siblings, twins, grandparents, uncles, a foster carer, a sponsor, professionals."""
    child = item(
        "child", birth_surname="Morvan-Delacroix", first_names="Capucine, Rose", sex="F", birth_date=dt.date(2014, 3, 8)
    )
    made = _Made(child)
    mother = made.person("MERE", "Delacroix", "Amandine", closeness="PROCHE", birth_date=dt.date(1989, 5, 2))
    father = made.person("PERE", "Morvan", "Loïg", closeness="CONFLIT", birth_date=dt.date(1984, 1, 20))
    step_father = made.person("BEAU_PARENT", "Ouedraogo", "Idriss", closeness="DISTANT", civility="M")
    step_mother = made.person("BEAU_PARENT", "Le Bihan", "Sterenn", civility="MME")
    gm_mother = made.person("GRAND_PARENT", "Delacroix", "Mireille", closeness="TRES_PROCHE", civility="MME")
    gf_mother = made.person("GRAND_PARENT", "Delacroix", "Robert", civility="M", death_date=dt.date(2019, 2, 11))
    gm_father = made.person("GRAND_PARENT", "Morvan", "Annick", civility="MME")
    gf_father = made.person("GRAND_PARENT", "Morvan", "Yves", civility="M", closeness="ROMPU")
    aunt = made.person("ONCLE_TANTE", "Delacroix", "Coralie", civility="MME", closeness="PROCHE")
    uncle = made.person("ONCLE_TANTE", "Morvan", "Gwenaël", civility="M")
    for first, second, kind in (
        (mother, father, "DIVORCES"), (mother, step_father, "COUPLE"), (father, step_mother, "MARIES"),
        (gm_mother, gf_mother, "MARIES"), (gm_father, gf_father, "SEPARES"),
        (gm_mother, mother, "PARENT_DE"), (gf_mother, mother, "PARENT_DE"), (gm_mother, aunt, "PARENT_DE"), (gf_mother, aunt, "PARENT_DE"),
        (gm_father, father, "PARENT_DE"), (gf_father, father, "PARENT_DE"), (gm_father, uncle, "PARENT_DE"), (gf_father, uncle, "PARENT_DE"),
        (mother, father, "CONFLIT"),
    ):  # fmt: skip
        made.items.append(item("person_tie", person_id=first, other_person_id=second, kind=kind))
    for name, kind, born in (
        ("Morvan Corentin", "JUMEAU", dt.date(2014, 3, 8)), ("Morvan Naïg", "GERMAIN", dt.date(2017, 9, 1)),
        ("Ouedraogo Maïmouna", "DEMI_MERE", dt.date(2021, 6, 30)), ("Morvan Ewen", "DEMI_PERE", dt.date(2023, 1, 4)),
        ("Ouedraogo Aristide", "RECOMPOSE", dt.date(2012, 8, 19)),
    ):  # fmt: skip
        made.items.append(item("sibling_link", other_name=name, kind=kind, other_birth_date=born, together="NON"))
    for role, surname, first_name, closeness in (
        ("ASSISTANT_FAMILIAL", "Karagöz", "Nurten", "TRES_PROCHE"), ("PARRAIN", "de Saint-Exupère", "Marie-Bénédicte", "PROCHE"),
        ("MENTOR", "N’Guessan", "Achille", ""), ("AMI", "Louna", "", "PROCHE"), ("PERSONNE_RESSOURCE", "Fontaine", "Gisèle", "DISTANT"),
        ("REFERENT_ASE", "Le Goff", "Claire", ""), ("JUGE", "Vandamme", "Hélène", ""), ("MEDECIN", "Aït Ouarab", "Samia", ""),
        ("ORTHOPHONISTE", "Petitjean", "Lou", ""), ("ENSEIGNANT", "Bonnaventure", "Théodore", "PROCHE"),
        ("AVOCAT_ENFANT", "Szymański", "Ève", ""), ("PSYCHOLOGUE", "Attali-Roche", "Noémie", ""),
    ):  # fmt: skip
        made.person(role, surname, first_name, closeness=closeness)
    return case_file(child, *made.items)


class _Made:
    def __init__(self, child: Item) -> None:
        self.child = child
        self.items: list[Item] = []

    def person(self, role: str, surname: str, first_name: str, closeness: str = "", **values: object) -> str:
        """Add a person with a role and return the identifier."""
        one = item("person", surname=surname, first_name=first_name, **values)
        self.items += [
            one,
            item("relationship", child_id=self.child.id, person_id=one.id, role=role, closeness=closeness),
        ]
        return one.id
