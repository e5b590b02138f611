"""What a father received apart, a carer, the judge and the young person are given of what surrounds words, meetings and autonomy: a real base."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from ppe_desktop.documents.guard import texts_in
from ppe_desktop.documents.package_texts import package_texts
from ppe_desktop.domain.errors import InputError, WithheldTextFoundError
from ppe_desktop.domain.recipients import Recipient
from ppe_desktop.domain.sketch import Made, write_made
from ppe_desktop.domain.support_spec import SupportSpec
from ppe_desktop.domain.vocabulary import RecipientKind as K
from ppe_desktop.services.session import Session
from ppe_desktop.ui.views.casefile.autonomy.sheet import sheet_document
from tests.support.base import TODAY, Clock, new_session
from tests.support.docx import png
from tests.support.plan_screen import add

DAY = dt.date(2026, 10, 12)
STREET, HOME, SCHOOL = "4 rue des Ormeaux", "3 sente des Orfèvres", "Lycée Berlioz-Vauquelin"
KEPT, UNSHARED = "Pas devant lui, jamais.", "Il crie dès que la porte se ferme."
SECRETS = (
    "4, RUE DES ORMEAUX",
    "la sente des orfevres",
    "au lycée Berlioz Vauquelin",
    "chez les Auclair",
    KEPT,
    UNSHARED,
)
"""What the father must never read, as it may be written by somebody in a hurry."""
PLAN = {
    "situation": "En terminale, le bac en juin.", "income": "410 € de bourse.", "expenses": "130 € de transport.",
    "housing": "Un studio au foyer Guynemer.", "health_professionals": "La docteure Naudin-Keïta.",
    "network": "Hugo, le soir.", "partners": "La mission locale de Brunelle.", "until_18": "Permis en juin.",
    "until_21": "Un contrat.", "signatures": "Signé le 20 mars.",
}  # fmt: skip
NEAR = ("housing", "health_professionals", "partners")
ASKED = "Que dirais-tu à ceux de ta maison ?"


class Case(NamedTuple):
    """A base and what it holds."""

    session: Session
    child: str
    ids: dict[str, str]


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    session = new_session(tmp_path_factory.mktemp("tenu") / "base")
    born, since = dt.date(2009, 6, 1), dt.date(2026, 1, 5)
    child = str(session.run(session.files.create, surname="Durand", first_names="Léa", birth_date=born, measure="PLACEMENT_ASE", since=since).created)  # fmt: skip
    episode = session.run(session.files.open, child).of("care_episode")[0].id
    ids = {
        "mother": add(session, "person", civility="MME", first_name="Karima", surname="Benali"),
        "father": add(session, "person", civility="M", first_name="Marc", surname="Durand"),
    }
    for who, role, exercise in (("mother", "MERE", "RETRAIT_TOTAL"), ("father", "PERE", "CONJOINTE")):
        add(session, "relationship", child_id=child, person_id=ids[who], role=role)
        add(session, "parental_authority", child_id=child, person_id=ids[who], is_holder="OUI", exercise=exercise)
    address = add(session, "address", person_id=ids["mother"], street=STREET, postcode="91990", town="Valbrune")
    home = add(session, "placement", episode_id=episode, setting="ASSISTANT_FAMILIAL", name="Famille Auclair", carer="Sylvie Auclair", street=HOME, since=since)  # fmt: skip
    for kept in ({"address_id": address}, {"placement_id": home}):
        add(session, "address_protection", hidden_from_id=ids["father"], **kept)
    add(session, "schooling", child_id=child, school=SCHOOL, since=dt.date(2026, 1, 7))
    add(
        session,
        "sibling_link",
        child_id=child,
        other_name="Inès",
        kind="DEMI_MERE",
        lives_at="Chez les Wœhrlé",
        together="NON",
    )
    ids["interview"] = add(session, "autonomy_interview", child_id=child, held_on=DAY)
    ids["plan"] = add(session, "autonomy_plan", child_id=child, established_on=DAY, **PLAN)
    ids["exit"] = add(
        session, "exit_interview", child_id=child, held_on=DAY, health="Un bilan au dispensaire.", support="Une amie."
    )
    said = {"child_id": child, "speaker": "ENFANT", "said_on": DAY}
    ids["words"] = add(session, "statement", **said, exact_words="Je veux finir mon année ici.", sharing="TOUS")
    ids["file only"] = add(session, "statement", **said, exact_words=UNSHARED, annexes="Un dessin de la porte.")
    ids["not him"] = add(session, "statement", **said, exact_words=KEPT, sharing="TOUS")
    add(session, "statement_restriction", statement_id=ids["not him"], hidden_from_id=ids["father"])
    meeting = str(session.run(session.meetings.add, "PPE", [child], DAY, state="TENU").created)
    session.run(session.records.change, "meeting", meeting, apart="DEUX_TEMPS")
    session.run(session.meetings.invite_proposed, meeting, child)
    ids["part"] = session.run(session.meetings.of_child, child)[0].part.id
    yield Case(session, child, ids)
    session.close()


SUBJECTS = {"projet-autonomie": "interview", "entretien-17": "interview", "apres-sortie": "exit", "compte-rendu": "part",
            "synthese-enfant": "part", "paroles": "words"}  # fmt: skip


def readers(case: Case, document: str) -> dict[K, Recipient]:
    return {one.kind: one for one in case.session.documents.recipients(case.ids[SUBJECTS[document]], document)}


def produced(
    case: Case, document: str, reader: Recipient, folder: Path, as_of: dt.date | None = None
) -> tuple[str, list[str], list[str]]:
    """All the texts of a copy with its file name, the pictures in it, and what the register says was left out."""
    made = case.session.documents.produce(
        case.ids[SUBJECTS[document]], reader, folder / "copie.docx", document=document
    )
    content = made.paths[0].read_bytes()
    text = "\n".join(line for part in package_texts(content) for line in (*part.running, *part.separate))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        pictures = [name for name in package.namelist() if package.read(name) == png(40)]
    return f"{made.paths[0].name}\n{text}", pictures, [one.what for one in made.withheld]


def test_the_plan_for_autonomy_tells_nobody_near_the_secret_place_where_the_young_person_will_live(
    case: Case, tmp_path: Path
) -> None:
    for kind, reader in readers(case, "projet-autonomie").items():
        text, _pictures, withheld = produced(case, "projet-autonomie", reader, tmp_path)
        told = {name for name, value in PLAN.items() if value in text}
        is_kept = kind in (K.FATHER, K.CHILD)
        assert told == set(PLAN) - (set(NEAR) if is_kept else set()), kind
        assert any("projet d’accès à l’autonomie" in what for what in withheld) is is_kept
        assert "à compléter : logement" not in text
        if kind in (K.FATHER, K.CHILD):
            assert texts_in(text, [STREET, HOME, "Famille Auclair", SCHOOL]) == []
        assert "Wœhrlé" not in text or kind is not K.FATHER


FIELDS = {
    ("statement", "words", "paroles", K.JUDGE): ("explained", "wishes", "disagreements", "annexes"),
    ("meeting_child", "part", "compte-rendu", K.JUDGE): ("child_alone", "parents_time"),
    ("autonomy_plan", "plan", "projet-autonomie", K.FATHER): tuple(name for name in PLAN if name not in NEAR),
    ("exit_interview", "exit", "apres-sortie", K.CHILD): (
        "resources", "housing", "work", "health", "procedures", "support", "rights_detail",
    ),
}  # fmt: skip


@pytest.mark.parametrize("where", FIELDS, ids=lambda where: where[0])
def test_a_secret_written_in_any_of_the_new_fields_stops_the_copy(case: Case, tmp_path: Path, where: Any) -> None:
    record, name, document, kind = where
    change, reader = case.session.records.change, readers(case, document)[kind]
    produced(
        case, document, reader, tmp_path
    )  # as it is, it goes out: the refusals below are those of the planted text
    for number, field in enumerate(FIELDS[where]):
        for secret in (SECRETS[number % 4], SECRETS[4 + number % 2]):
            case.session.run(change, record, case.ids[name], **{field: f"Dit ce jour : {secret} Et rien d’autre."})
            with pytest.raises(WithheldTextFoundError):
                produced(case, document, reader, tmp_path)
        case.session.run(
            change, record, case.ids[name], **{field: PLAN.get(field, "") if record == "autonomy_plan" else ""}
        )
    assert len(list(tmp_path.iterdir())) == 1


def test_what_surrounds_words_kept_from_the_father_is_looked_for_elsewhere(case: Case, tmp_path: Path) -> None:
    """Not only the words: what was wished, refused and explained with them, and what is joined to them unless told with others too."""
    change, father = case.session.records.change, readers(case, "projet-autonomie")[K.FATHER]
    told = "Ce qui est écrit avec ces paroles-là."
    for field in ("wishes", "disagreements", "explained", "annexes"):
        case.session.run(change, "autonomy_plan", case.ids["plan"], situation=told)
        case.session.run(change, "statement", case.ids["not him"], **{field: told})
        with pytest.raises(WithheldTextFoundError):
            produced(case, "projet-autonomie", father, tmp_path)
        if field == "annexes":
            case.session.run(change, "statement", case.ids["words"], annexes=told)
            assert told in produced(case, "projet-autonomie", father, tmp_path)[0]
            case.session.run(change, "statement", case.ids["words"], annexes="")
        case.session.run(change, "statement", case.ids["not him"], **{field: ""})
    case.session.run(change, "autonomy_plan", case.ids["plan"], situation=PLAN["situation"])


def test_times_apart_are_told_to_the_judge_and_the_service_only(case: Case, tmp_path: Path) -> None:
    times = {"child_alone": "À 14 h 05 avec la psychologue", "parents_time": "Madame à 15 h 10, monsieur à 16 h 40"}
    case.session.run(case.session.records.change, "meeting_child", case.ids["part"], **times)
    for kind, reader in readers(case, "compte-rendu").items():
        text, _pictures, _withheld = produced(case, "compte-rendu", reader, tmp_path)
        assert {time in text for time in times.values()} == {kind in (K.JUDGE, K.FILE)}, kind
    case.session.run(case.session.records.change, "meeting_child", case.ids["part"], child_alone="", parents_time="")


def page(case: Case, words: dict[str, str], statement: str, questions: tuple[str, ...] = (ASKED,)) -> str:
    """A page made on a support of the service, tied to some words."""
    sheet = SupportSpec("e" * 32, "Ma maison à moi", "Écris ce que tu veux.", questions)
    data = write_made(Made(words, sheet=sheet))
    kept = case.session.run(
        case.session.sketches.keep, case.child, sheet.name, data, png(40), statement_id=case.ids[statement]
    )
    return str(kept.created)


def test_a_page_of_the_child_is_printed_only_while_the_words_read_again_say_all_that_is_on_it(
    case: Case, tmp_path: Path
) -> None:
    """A picture cannot be searched: what is typed on it is read first; what the child asked to keep is in no copy, the service's included."""
    session, change = case.session, case.session.records.change
    whole = "Je veux finir mon année ici. Papa me fait peur quand il crie."

    def printed(kind: K) -> bool:
        return bool(produced(case, "paroles", readers(case, "paroles")[kind], tmp_path)[1])

    made = page(case, {"1": whole}, "words")
    session.run(change, "statement", case.ids["words"], exact_words=whole)
    assert (printed(K.CHILD), printed(K.JUDGE), printed(K.FILE)) == (True, True, True)
    session.run(change, "statement", case.ids["words"], exact_words="Je veux finir mon année ici.")
    assert (printed(K.CHILD), printed(K.JUDGE), printed(K.FILE)) == (False, False, True)
    session.run(change, "statement", case.ids["words"], kept_secret="Papa me fait peur quand il crie.")
    assert not printed(K.FILE)
    session.run(change, "statement", case.ids["words"], kept_secret="")
    session.run(session.sketches.remove, made)
    made = page(case, {"1": "Je veux finir mon année ici."}, "words", (ASKED, "Et chez les Auclair, ça va ?"))
    assert (printed(K.JUDGE), printed(K.FILE)) == (False, True), "a question that was not answered is on the page alone"
    session.run(session.sketches.remove, made)


def test_words_kept_in_the_file_or_from_somebody_have_no_sheet_for_another(case: Case, tmp_path: Path) -> None:
    for name in ("file only", "not him"):
        found = case.session.documents.recipients(case.ids[name], "paroles")
        assert [one.kind for one in found] == [K.FILE]
        for kind, reader in readers(case, "projet-autonomie").items():
            if kind in (K.FATHER, K.CHILD):
                with pytest.raises(InputError):
                    case.session.documents.produce(case.ids[name], reader, tmp_path / "x.docx", document="paroles")


def test_the_sheet_to_take_away_holds_no_section_of_the_plan_that_tells_a_secret(case: Case, qapp: Any) -> None:
    def taken(**plan: str) -> str:
        case.session.run(case.session.records.change, "autonomy_plan", case.ids["plan"], **plan)
        file = case.session.run(case.session.files.open, case.child)
        text: str = sheet_document(
            file, file.items.one("autonomy_interview", case.ids["interview"]), TODAY.date()
        ).toPlainText()
        return text

    assert PLAN["income"] in taken() and PLAN["housing"] not in taken()  # noqa: PT018
    assert "Permis" in (told := taken(until_18=f"Départ du {HOME}\nPermis en juin."))
    assert "Orfèvres" not in told
    assert PLAN["until_18"] in taken(until_18=PLAN["until_18"])


def test_a_copy_as_of_a_past_day_keeps_what_is_protected_since(tmp_path: Path) -> None:
    clock = Clock(TODAY)
    session = new_session(tmp_path / "base", clock)
    child = str(session.run(session.files.create, surname="Durand", first_names="Léa", measure="PLACEMENT_ASE").created)
    episode = session.run(session.files.open, child).of("care_episode")[0].id
    father = add(session, "person", civility="M", first_name="Marc", surname="Durand")
    add(session, "relationship", child_id=child, person_id=father, role="PERE")
    home = add(session, "placement", episode_id=episode, name="Famille Auclair", since=dt.date(2026, 1, 5))
    ids = {"interview": add(session, "autonomy_interview", child_id=child, held_on=DAY)}
    add(session, "autonomy_plan", child_id=child, **PLAN)
    clock.advance(days=3)
    case, told = Case(session, child, ids), []
    for _known in range(2):
        reader = readers(case, "projet-autonomie")[K.FATHER]
        text, _pictures, _withheld = produced(case, "projet-autonomie", reader, tmp_path, TODAY.date())
        told.append({name for name in NEAR if PLAN[name] in text})
        if len(told) == 1:
            add(session, "address_protection", placement_id=home, hidden_from_id=father)
    session.close()
    assert told == [set(NEAR), set()]
