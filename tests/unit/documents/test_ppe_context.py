import base64
import datetime as dt
import json

import pytest

from ppe_desktop.documents.plain_context import check_context
from ppe_desktop.documents.ppe_context import ppe_context
from ppe_desktop.domain.missing import is_missing, is_withheld, missing, printed, withheld_mark
from ppe_desktop.domain.recipients import Recipient
from ppe_desktop.domain.vocabulary import RecipientKind
from ppe_desktop.domain.withholding import ADDRESS_KNOWN, PERSON_KNOWN, PLACE_KNOWN, withhold
from tests.support.casefiles import FOR_FILE, TODAY, case_file, empty_case, item, parent, plan_file, words
from tests.support.rich_case import rich_case

NBSP = "\u00a0"


def values(file, plan=None, recipient=FOR_FILE):
    context = ppe_context(file, plan or plan_file(), recipient, TODAY, template_version="1.0")
    check_context(context)
    return context


def child(**facts):
    return item("child", **{"birth_surname": "Durand", "first_names": "Léa, Yasmine", "sex": "F", **facts})


def test_a_surname_alone_marks_everything_else_and_invents_nothing():
    context = values(*empty_case())
    assert context["enfant"]["nom"] == "Durand"
    for path in (
        "enfant.prenoms",
        "enfant.sexe",
        "enfant.date_naissance",
        "lieu_de_vie.type",
        "referent.nom",
        "decision.motifs",
    ):
        group, key = path.split(".")
        assert is_missing(context[group][key]), path
    assert is_missing(context["autorite_parentale"][0]["nom"])
    assert context["fratrie"] == []
    assert "None" not in json.dumps(context)


@pytest.mark.parametrize(
    ("facts", "words_"),
    [
        ({"sex": "F", "birth_date": dt.date(2015, 3, 1)}, f"née le 1er{NBSP}mars 2015"),
        ({"sex": "M", "birth_date": dt.date(2015, 3, 1), "birth_date_precision": "MONTH"}, "né en mars 2015"),
        ({"sex": "X", "birth_date": dt.date(2009, 12, 31), "birth_date_precision": "ASSESSED"}, f"né(e) le 31{NBSP}décembre 2009 (date retenue)"),
        ({"sex": "F", "birth_date": dt.date(2015, 1, 1), "birth_date_precision": "YEAR"}, "née en 2015"),
        ({"sex": "F"}, "née le [à compléter : date de naissance]"),
    ],
)  # fmt: skip
def test_birth_agrees_and_says_how_far_it_is_known(facts, words_):
    shown = values(case_file(child(**facts)))["enfant"]
    assert printed(f"{shown['ne_le']} {shown['date_naissance']}") == words_


def test_the_civil_identity_is_exact_whatever_the_usual_name():
    shown = values(case_file(child(birth_surname="N’Diaye", use_surname="de La Tour", usual_first_name="Zoë")))[
        "enfant"
    ]
    assert (shown["nom"], shown["prenoms"], shown["nom_complet"]) == ("N’Diaye", "Léa, Yasmine", "Zoë de La Tour")


def test_forged_marks_are_removed_and_true_ones_survive():
    person, link = parent("MERE", "Benali", "Karima")
    forged, kept = missing("x"), withheld_mark(ADDRESS_KNOWN)
    file = case_file(
        child(birth_place=forged, birth_surname=withheld_mark("Durand")),
        person, link,
        item("parental_authority", person_id=person.id, is_holder="OUI", exercise="SEUL"),
        item("address", person_id=person.id, street=kept),
        item("placement", setting="ASSISTANT_FAMILIAL", name=withheld_mark(PLACE_KNOWN), since=dt.date(2025, 1, 1)),
    )  # fmt: skip
    plan = plan_file(item("plan_signature", quality="LIEU_ACCUEIL", name=withheld_mark(PERSON_KNOWN)))
    context = values(file, plan)
    assert context["enfant"]["lieu_naissance"] == "x"
    assert context["enfant"]["nom"] == "Durand"
    assert context["autorite_parentale"][0]["adresse"] == kept
    assert context["lieu_de_vie"]["nom"] == withheld_mark(PLACE_KNOWN)
    assert is_withheld(context["parcours"][0]["etape"])
    assert is_withheld(context["signatures"][0]["nom"])


def test_a_parent_without_exercise_is_listed_without_address():
    mother, link = parent("MERE", "Benali", "Karima")
    file = case_file(
        child(), mother, link,
        item("parental_authority", person_id=mother.id, is_holder="NON", exercise="RETRAIT_TOTAL"),
        item("address", person_id=mother.id, street="4, rue des Lilas"),
    )  # fmt: skip
    (shown,) = values(file)["autorite_parentale"]
    assert (shown["nom"], shown["qualite"], shown["titulaire"]) == ("Madame Karima Benali", "Mère", "Non titulaire")
    assert (shown["exercice"], shown["adresse"]) == ("Retrait total", "")
    assert "Madame Karima Benali" not in [row["nom"] for row in values(file)["signatures"]]


def test_no_father_is_invented():
    mother, link = parent("MERE", "Benali", "Karima")
    context = values(case_file(child(), mother, link))
    assert [one["nom"] for one in context["autorite_parentale"]] == ["Madame Karima Benali"]
    assert "PERE" not in [row["code"] for row in context["signatures"]]
    assert context["domaines"][0]["paroles_pere"] == []


def test_a_dead_parent_is_named_and_asked_nothing():
    father, link = parent("PERE", "Durand", "Éric", death_date=dt.date(2024, 2, 1))
    context = values(case_file(child(), father, link))
    assert context["autorite_parentale"][0]["deces"] == f"décédé le 1er{NBSP}février 2024"
    assert context["autorite_parentale"][0]["adresse"] == ""
    assert context["expression"]["espaces_parents"] == []


@pytest.mark.parametrize("measure", ["PUPILLE", "TUTELLE_DEPT", "TUTELLE_FAMILLE"])
def test_a_guardianship_replaces_the_parents(measure):
    mother, link = parent("MERE", "Benali", "Karima")
    guardian, tie = parent("TUTEUR", "Petit", "Anne", civility="MME")
    file = case_file(child(), mother, link, guardian, tie, item("measure", type=measure, since=dt.date(2025, 1, 1)))
    context = values(file)
    assert context["note_autorite"].startswith("Léa est ")
    assert [(one["nom"], one["qualite"]) for one in context["autorite_parentale"]] == [("Madame Anne Petit", "Tutrice")]
    assert [row["code"] for row in context["signatures"]][:2] == ["ENFANT", "TUTEUR"]
    assert context["expression"]["espaces_parents"] == context["domaines"][0]["paroles_mere"] == []


def test_a_young_adult_has_a_civility_and_no_parents():
    file, plan = rich_case(birth_date=dt.date(2008, 3, 12))
    context = values(file, plan_file())
    assert context["est_majeur"]
    assert context["enfant"]["nom_complet"] == "Madame Léa Durand-Benali"
    assert (
        context["autorite_parentale"] == context["droits_de_visite"] == context["expression"]["espaces_parents"] == []
    )
    assert context["note_autorite"] == "Madame Durand-Benali est majeure : l’autorité parentale a pris fin."
    assert not {"MERE", "PERE"} & {row["code"] for row in context["signatures"]}
    assert plan.plan.version == 3


def test_measures_and_places_make_one_path():
    context = values(*rich_case())
    assert [step["debut"] for step in context["parcours"]] == [
        "04/09/2023",
        "14/03/2024",
        "14/03/2024",
        "01/07/2024",
        "01/09/2025",
    ]
    assert [step["nature"] for step in context["parcours"]][:3] == ["Mesure", "Mesure", "Lieu de vie"]


def test_kinds_of_facts_are_printed_and_not_kinds_of_records():
    context = values(*rich_case())
    assert context["decision"]["nature"] == "Décision judiciaire"
    assert context["droits_de_visite"][0]["nature"] == "Droit de visite et d’hébergement"
    assert context["fratrie"][0]["lien"] == "Frère"
    assert context["articulation"][0]["document"] == "Contrat d’accueil de l’assistant familial"


def test_a_parent_whose_rights_are_not_known_is_marked():
    mother, link = parent("MERE", "Benali", "Karima")
    (right,) = values(case_file(child(), mother, link))["droits_de_visite"]
    assert right["nom"] == "Madame Karima Benali"
    assert is_missing(right["nature"])


def test_separated_siblings_need_a_reason_and_the_place_may_be_withheld():
    link = item("sibling_link", other_name="Hugo", together="NON", kind="JUMEAU")
    other = item("child", birth_surname="Durand", first_names="Hugo", sex="M")
    secret = item("placement", setting="MECS", name=withheld_mark(PLACE_KNOWN))
    (shown,) = values(case_file(child(), link, siblings={link.id: other}, sibling_places={link.id: secret}))["fratrie"]
    assert is_missing(shown["motif_separation"])
    assert shown["lien"] == "Jumeau"
    assert printed(shown["lieu"]) == "Maison d’enfants à caractère social (MECS), lieu d’accueil connu du service"


def test_exact_words_are_printed_exactly_with_their_conditions():
    exact = "j’veux pas y aller , c’est nul\n\nvoila"
    plan = plan_file(
        *words(
            "ENFANT",
            "A",
            exact_words=exact,
            place="à l’école",
            present="sa maîtresse",
            means="DESSIN",
            question="Et toi ?",
        )
    )
    (shown,) = values(case_file(child()), plan)["domaines"][0]["paroles_enfant"]
    assert shown["exactes"] == f"«{NBSP}{exact}{NBSP}»"
    assert shown["titre"] == "Paroles de Léa"
    assert (
        shown["legende"] == f"Léa Durand, le 12{NBSP}octobre 2026 · à l’école · présents{NBSP}: sa maîtresse · dessin"
    )
    assert shown["question"] == "Et toi ?"


def test_reported_words_have_no_guillemets_and_typed_ones_are_not_doubled():
    plan = plan_file(
        *words("ENFANT", "A", reported_words="Elle va mieux."), *words("ENFANT", "B", exact_words="« Ça va. »")
    )
    context = values(case_file(child()), plan)
    assert context["domaines"][0]["paroles_enfant"][0]["rapportees"] == "Elle va mieux."
    assert context["domaines"][0]["paroles_enfant"][0]["exactes"] == ""
    assert context["domaines"][1]["paroles_enfant"][0]["exactes"] == "« Ça va. »"


def test_an_observation_is_never_presented_as_words():
    facts = {"outcome": "TOUT_PETIT", "observation": "Sourit à sa mère.", "professional_view": "Attachement."}
    plan = plan_file(
        *words("ENFANT", "A", **facts), *words("ENFANT", "B", exact_words="Oui", observation="Regarde ailleurs")
    )
    context = values(case_file(child(first_names="Émile", sex="M")), plan)
    (seen,), (said,) = (context["domaines"][index]["paroles_enfant"] for index in (0, 1))
    assert (seen["titre"], seen["observation"], seen["exactes"]) == ("Observation d’Émile", "Sourit à sa mère.", "")
    assert (said["titre"], said["observation"]) == ("Paroles d’Émile", "")
    assert "Attachement" not in json.dumps(context, ensure_ascii=False)


@pytest.mark.parametrize(
    ("speaker", "outcome", "sentence"),
    [
        ("ENFANT", "REFUS", "N’a pas souhaité s’exprimer."),
        ("ENFANT", "NON_RENCONTRE", "N’a pas pu être rencontrée."),
        ("PERE", "NON_RENCONTRE", "N’a pas pu être rencontré."),
    ],
)
def test_silence_is_information_too(speaker, outcome, sentence):
    father, link = parent("PERE", "Durand", "Éric")
    plan = plan_file(*words(speaker, "A", outcome=outcome, person_id=father.id if speaker == "PERE" else None))
    domain = values(case_file(child(), father, link), plan)["domaines"][0]
    (shown,) = domain["paroles_enfant" if speaker == "ENFANT" else "paroles_pere"]
    assert shown["absence"] == sentence
    assert f"12{NBSP}octobre 2026" in shown["legende"]


def test_two_mothers_are_heard_apart():
    first, link = parent("MERE", "Benali", "Karima")
    second, tie = parent("MERE", "Roux", "Anne")
    plan = plan_file(*words("MERE", "A", person_id=first.id, exact_words="Oui"))
    shown = values(case_file(child(), first, link, second, tie), plan)["domaines"][0]["paroles_mere"]
    assert [one["titre"] for one in shown] == ["Paroles de Madame Benali", "Paroles de Madame Roux"]
    assert is_missing(shown[1]["absence"])


def test_withheld_words_leave_neither_a_gap_nor_a_hint():
    file, plan = rich_case()
    mother = file.of("person")[0]
    statement = next(one for one in plan.of("statement") if one.speaker == "ENFANT")
    restriction = item("statement_restriction", statement_id=statement.id, hidden_from_id=mother.id)
    plan = type(plan)(plan.plan, plan.items.with_items("statement_restriction", [restriction]))
    reader = Recipient(RecipientKind.MOTHER, mother.id, "Madame Karima Benali, mère")
    shown = withhold(file, plan, reader)
    (words_,) = values(shown.file, shown.plan, reader)["domaines"][0]["paroles_enfant"]
    assert words_["absence"] == "Aucune parole n’est reproduite ici."


@pytest.mark.parametrize(
    ("facts", "mention"),
    [
        ({"state": "SIGNE", "signed_on": dt.date(2026, 11, 1)}, f"Signé le 1er{NBSP}novembre 2026"),
        ({"state": "SIGNE"}, "Signé, [à compléter : date de signature]"),
        ({"state": "REFUSE", "reason": "en désaccord"}, f"A refusé de signer{NBSP}: en désaccord"),
        ({"state": "NON_SOUHAITE"}, "N’a pas souhaité signer"),
        ({"state": "ABSENT"}, "Absente"),
        ({"state": "NON_SOLLICITE"}, f"Non sollicitée{NBSP}: [à compléter : motif]"),
        ({"state": "TROP_JEUNE"}, "Trop jeune pour signer"),
        ({}, ""),
    ],
)
def test_what_became_of_a_signature(facts, mention):
    plan = plan_file(item("plan_signature", quality="ENFANT", **facts))
    (row,) = values(case_file(child()), plan)["signatures"]
    assert printed(row["mention"]) == mention


def test_signatures_follow_the_order_of_the_law():
    codes = [row["code"] for row in values(*rich_case())["signatures"]]
    assert codes == ["ENFANT", "MERE", "PERE", "REFERENT", "LIEU_ACCUEIL", "PCD"]
    file, _plan = rich_case()
    assert [row["code"] for row in values(file)["signatures"]] == codes


def test_objectives_lead_to_their_actions():
    planned = values(*rich_case())["plan_actions"]
    assert [len(one["actions"]) for one in planned] == [1, 2, 1]
    lonely = plan_file(item("plan_objective", domain="A", text="Dormir"))
    (only,) = values(case_file(), lonely)["plan_actions"]
    assert is_missing(only["actions"][0]["texte"])


@pytest.mark.parametrize(("birth", "gap"), [(dt.date(2015, 1, 1), False), (dt.date(2010, 11, 23), True)])
def test_autonomy_is_expected_from_sixteen(birth, gap):
    assert is_missing(values(case_file(child(birth_date=birth)))["autonomie"]) is gap


@pytest.mark.parametrize(
    ("logo", "has_logo"), [(None, False), (b"\x89PNG\r\n\x1a\nrest", True), (b"\xff\xd8\xffjpeg", False)]
)
def test_the_logo_is_given_when_it_is_a_png(logo, has_logo):
    context = values(case_file(profile=item("user_profile", first_name="A", surname="B", logo=logo)))
    assert context["logo"] is has_logo
    assert context["_images"] == ({"logo": base64.b64encode(logo).decode()} if has_logo else {})


def test_the_file_properties_name_nobody():
    context = values(*rich_case())
    assert (context["_titre"], context["_date"]) == ("Projet pour l’enfant", "2026-11-23")
    assert context["est_brouillon"] is False
    assert values(*empty_case())["est_brouillon"] is True


def test_the_case_worker_of_the_file_comes_before_the_user():
    file, _plan = rich_case()
    worker, link = parent("REFERENT_ASE", "Petit", "Paul", civility="M")
    items = file.items.with_items("person", [*file.of("person"), worker])
    items = items.with_items("relationship", [*file.of("relationship"), link])
    changed = type(file)(file.child, items, file.siblings, file.sibling_places, file.profile)
    assert values(changed)["referent"] == {
        "nom": "Monsieur Paul Petit",
        "fonction": "Référent ASE",
        "fonction_suite": "référent ASE",
    }
