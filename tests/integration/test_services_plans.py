"""The plan, version by version, on a real encrypted base: what is carried over, what is frozen, what stays alive."""

from __future__ import annotations

import copy
import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ppe_desktop.domain.casefile import CaseFile, Item, PlanFile
from ppe_desktop.domain.errors import FrozenRecordError, InputError, UnknownRecordError
from ppe_desktop.domain.missing import is_withheld
from ppe_desktop.domain.recipients import Recipient
from ppe_desktop.domain.vocabulary import RecipientKind
from ppe_desktop.domain.withholding import Redaction, withhold
from ppe_desktop.services.session import Session
from tests.support.base import TODAY, access, new_session
from tests.support.vault import PASSPHRASE

D = dt.date


class Case:
    """A child with parents, a place, a decision, words, and a draft that holds something of everything."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.child = session.run(
            session.files.create, surname="Durand", first_names="Léa", measure="PLACEMENT_ASE", since=D(2026, 1, 5)
        ).created
        (episode,) = self.file().of("care_episode")
        self.mother, self.father = (
            self.add("person", surname=surname, first_name=first)
            for surname, first in (("Benali", "Karima"), ("Durand", "Éric"))
        )
        for person, role in ((self.mother, "MERE"), (self.father, "PERE")):
            self.add("relationship", child_id=self.child, person_id=person, role=role)
            self.add("parental_authority", child_id=self.child, person_id=person, is_holder="OUI", exercise="CONJOINTE")
        self.address = self.add("address", person_id=self.mother, street="8 rue des Lavandières", town="Brunelle")
        self.place = self.add("placement", episode_id=episode.id, name="Famille Auclair", carer="Sylvie Auclair")
        self.decision = self.add("decision", child_id=self.child, decided_on=D(2026, 1, 5), place="Évry")
        self.said = self.add(
            "statement",
            child_id=self.child,
            said_on=D(2026, 2, 1),
            exact_words="Je veux voir mon frère.",
            sharing="TOUS",
        )
        self.plan = session.run(session.plans.prepare, self.child).created

    def add(self, kind: str, /, **values: Any) -> str:
        return self.session.run(self.session.records.add, kind, **values).created

    def change(self, kind: str, record_id: str, /, **values: Any) -> None:
        self.session.run(self.session.records.change, kind, record_id, **values)

    def file(self) -> CaseFile:
        return self.session.run(self.session.files.open, self.child)

    def load(self, plan_id: str = "") -> tuple[CaseFile, PlanFile]:
        return self.session.run(self.session.plans.load, plan_id or self.plan)

    def fill(self) -> None:
        """Put something under every heading of the draft."""
        for domain in self.load()[1].of("plan_domain"):
            self.change(
                "plan_domain", domain.id, evaluation=f"Évaluation {domain.domain}", needs=f"Besoins {domain.domain}"
            )
        self.change(
            "child_plan",
            self.plan,
            participants="Tous",
            history_summary="Depuis 2026",
            autonomy="Bus",
            support_network="Tante",
        )
        for text, state in (
            ("Dormir", "EN_COURS"),
            ("Lire", "PARTIEL"),
            ("Marcher", "ATTEINT"),
            ("Nager", "ABANDONNE"),
        ):
            objective = self.session.run(self.session.plans.add_objective, self.plan, "A", text).created
            self.change("plan_objective", objective, state=state)
            self.add(
                "plan_action", objective_id=objective, text=f"Action pour {text}", actors="MECS", due_on=D(2027, 1, 1)
            )
        self.add("plan_link", plan_id=self.plan, kind="DIPC", remarks="Cohérent")
        self.session.run(self.session.plans.quote, self.plan, self.said, "B")

    def finish(self, plan_id: str = "") -> None:
        self.session.run(self.session.plans.finish, plan_id or self.plan)

    def seen_by_father(self) -> Redaction:
        return withhold(*self.load(), Recipient(RecipientKind.FATHER, self.father, "Monsieur Éric Durand, père"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Case]:
    """The case, entered once and closed."""
    folder = tmp_path_factory.mktemp("cas") / "base"
    session = new_session(folder)
    case = Case(session)
    session.close()
    return folder, case


@pytest.fixture
def case(tmp_path: Path, made: tuple[Path, Case]) -> Iterator[Case]:
    """A copy of the case, of which the test may do what it wants."""
    folder, entered = made
    shutil.copytree(folder, tmp_path / "base")
    case = copy.copy(entered)
    case.session = access().open(tmp_path / "base", PASSPHRASE)
    yield case
    case.session.close()


def bare(item: Item, *more: str) -> dict[str, Any]:
    return {
        name: value
        for name, value in item.values.items()
        if name not in ("created_at", "plan_id", "objective_id", *more)
    }


def test_preparing_twice_gives_the_same_draft(case: Case) -> None:
    again = case.session.run(case.session.plans.prepare, case.child)
    assert (again.created, again.records) == (case.plan, frozenset())
    assert len(case.session.run(case.session.files.plans, case.child)) == 1


def test_a_draft_has_the_three_domains_and_proposes_its_signatures(case: Case) -> None:
    _file, plan = case.load()
    assert [one.domain for one in plan.of("plan_domain")] == ["A", "B", "C"]
    assert [(one.quality, one.name) for one in plan.of("plan_signature")] == [
        ("ENFANT", "Léa Durand"), ("MERE", "Karima Benali"), ("PERE", "Éric Durand"), ("REFERENT", "Claire Le Goff"),
        ("LIEU_ACCUEIL", "Sylvie Auclair"), ("PCD", ""),
    ]  # fmt: skip


def test_parents_are_not_proposed_to_sign_for_a_young_adult(case: Case) -> None:
    case.change("child", case.child, birth_date=D(2008, 11, 23))
    case.fill()
    case.finish()
    following = case.session.run(case.session.plans.prepare, case.child).created
    assert {one.quality for one in case.load(following)[1].of("plan_signature")} == {
        "ENFANT",
        "REFERENT",
        "LIEU_ACCUEIL",
        "PCD",
    }


def test_without_a_decision_a_plan_is_not_finished_and_the_sentence_says_where_to_add_it(case: Case) -> None:
    case.session.run(case.session.records.remove, "decision", case.decision)
    with pytest.raises(InputError, match=r"aucune\. Ajoutez-la dans « Parcours »"):
        case.finish()
    assert case.load()[1].plan.status == "BROUILLON"


def test_a_plan_is_not_established_in_the_future(case: Case) -> None:
    with pytest.raises(InputError, match="dans l’avenir"):
        case.session.run(case.session.plans.finish, case.plan, D(2026, 11, 24))
    assert case.load()[1].plan.established_on is None
    case.session.run(case.session.plans.finish, case.plan, D(2026, 11, 23))
    assert case.load()[1].plan.established_on == D(2026, 11, 23)


def test_finishing_notes_when_and_by_whom(case: Case) -> None:
    case.finish()
    plan = case.load()[1].plan
    assert (plan.status, plan.finished_by, plan.finished_at, plan.established_on) == (
        "TERMINE",
        "Claire Le Goff",
        TODAY,
        TODAY.date(),
    )
    with pytest.raises(FrozenRecordError):
        case.finish()


def test_the_next_version_carries_what_lasts_and_asks_for_the_words_anew(case: Case) -> None:
    case.fill()
    case.finish()
    _file, before = case.load()
    following = case.session.run(case.session.plans.prepare, case.child).created
    _file, after = case.load(following)
    assert (after.plan.version, after.plan.status, after.plan.established_on) == (2, "BROUILLON", None)
    for name in ("participants", "history_summary", "autonomy", "support_network"):
        assert after.plan.values[name] == before.plan.values[name] != ""
    assert [bare(one) for one in after.of("plan_domain")] == [bare(one) for one in before.of("plan_domain")]
    assert [one.text for one in after.of("plan_objective")] == ["Dormir", "Lire"]
    for objective in after.of("plan_objective"):
        (former,) = [one for one in before.of("plan_objective") if one.lasting_id == objective.lasting_id]
        assert former.id != objective.id
        assert (
            [bare(one) for one in after.actions(objective.id)] == [bare(one) for one in before.actions(former.id)] != []
        )
    assert [bare(one) for one in after.of("plan_link")] == [bare(one) for one in before.of("plan_link")] != []
    assert after.of("plan_words") == after.of("statement") == after.of("plan_delivery") == ()
    assert {one.state for one in after.of("plan_signature")} == {"EN_ATTENTE"}
    assert [one.version for one in case.session.run(case.session.files.plans, case.child)] == [2, 1]


FROZEN = ("plan_domain", "plan_words", "plan_objective", "plan_action", "plan_link")


def test_nothing_of_a_finished_version_can_be_added_changed_or_removed(case: Case) -> None:
    case.fill()
    _file, plan = case.load()
    case.finish()
    records, plans, run = case.session.records, case.session.plans, case.session.run
    for item in [plan.plan, *(one for kind in FROZEN for one in plan.of(kind))]:
        fact = next(
            fact.name
            for fact in records.kinds()[item.record].facts
            if fact.name in ("text", "evaluation", "remarks", "domain", "autonomy")
        )
        for attempt in (
            lambda item=item, fact=fact: run(records.change, item.record, item.id, **{fact: item.values[fact] or "A"}),
            lambda item=item, fact=fact: run(records.enter, item.record, item.id, fact, item.values[fact] or "A"),
            lambda item=item: run(records.remove, item.record, item.id),
            lambda item=item: run(records.restore, item) if item.record != "child_plan" else run(plans.finish, item.id),
        ):
            with pytest.raises(FrozenRecordError, match="version suivante"):
                attempt()
    other = case.add("statement", child_id=case.child, said_on=D(2026, 3, 1))
    for attempt in (
        lambda: run(plans.add_objective, case.plan, "A", "Autre"),
        lambda: run(plans.quote, case.plan, other, "A"),
        lambda: run(plans.note_words, case.plan, "A", speaker="ENFANT", said_on=D(2026, 3, 1)),
    ):
        with pytest.raises(FrozenRecordError):
            attempt()
    _file, after = case.load()
    assert {kind: after.of(kind) for kind in FROZEN} == {kind: plan.of(kind) for kind in FROZEN}
    assert {kind for kind in FROZEN if not plan.of(kind)} == set(), "the control: every frozen kind was tried"


def test_signatures_and_deliveries_are_still_recorded_after_finishing(case: Case) -> None:
    case.finish()
    signature = case.load()[1].of("plan_signature")[1]
    case.change("plan_signature", signature.id, state="REFUSE", signed_on=D(2026, 11, 20))
    delivery = case.add(
        "plan_delivery", plan_id=case.plan, recipient="mother", delivered_on=D(2026, 11, 21), mode="MAIN"
    )
    _file, plan = case.load()
    assert next(one for one in plan.of("plan_signature") if one.id == signature.id).state == "REFUSE"
    assert [one.id for one in plan.of("plan_delivery")] == [delivery]
    case.session.run(case.session.records.remove, "plan_delivery", delivery)
    assert case.load()[1].of("plan_delivery") == ()


def test_a_finished_plan_is_immune_to_what_the_file_becomes(case: Case) -> None:
    case.fill()
    case.finish()
    file, plan = case.load()
    case.change("child", case.child, birth_surname="Autre", allergies="Noix")
    case.change("person", case.mother, surname="Autre")
    case.change("address", case.address, street="99 rue Neuve")
    case.change("decision", case.decision, place="Paris")
    case.change("statement", case.said, exact_words="Autre chose")
    case.change("placement", case.place, until=D(2026, 11, 1))
    case.session.run(case.session.files.save_profile, surname="Autre")
    case.add("decision", child_id=case.child, decided_on=D(2026, 11, 1))
    assert case.load() == (file, plan)
    assert case.file().child.birth_surname == "Autre"


def test_quoting_twice_is_refused_and_noted_words_stay_in_the_file_until_reviewed(case: Case) -> None:
    run, plans = case.session.run, case.session.plans
    run(plans.quote, case.plan, case.said, "A")
    with pytest.raises(InputError, match="déjà citées"):
        run(plans.quote, case.plan, case.said, "B")
    noted = run(plans.note_words, case.plan, "", speaker="MERE", said_on=D(2026, 3, 1), exact_words="D’accord.").created
    _file, plan = case.load()
    assert plan.items.one("statement", noted).sharing == "DOSSIER"
    assert [one.id for one in plan.statements("", "MERE")] == [noted]


# --- protections decided after finishing


def test_an_address_protected_after_finishing_is_withheld_from_the_finished_plan(case: Case) -> None:
    case.finish()
    assert case.seen_by_father().withheld == ()
    case.add("address_protection", address_id=case.address, hidden_from_id=case.father)
    found = case.seen_by_father()
    assert is_withheld(found.file.of("address")[0].street)
    assert "8 rue des Lavandières" in found.secrets


def test_an_address_removed_and_typed_again_is_protected_in_the_finished_plan_too(case: Case) -> None:
    case.finish()
    case.session.run(case.session.records.remove, "address", case.address)
    again = case.add("address", person_id=case.mother, street="8, rue des lavandières", town="Brunelle")
    assert not is_withheld(case.seen_by_father().file.of("address")[0].street)
    case.add("address_protection", address_id=again, hidden_from_id=case.father)
    assert is_withheld(case.seen_by_father().file.of("address")[0].street)


def test_a_protection_lifted_since_still_binds_the_finished_plan(case: Case) -> None:
    protection = case.add("address_protection", address_id=case.address, hidden_from_id=case.father)
    case.finish()
    case.session.run(case.session.records.remove, "address_protection", protection)
    assert is_withheld(case.seen_by_father().file.of("address")[0].street)


@pytest.mark.parametrize("by_judge", [True, False])
def test_a_place_made_secret_after_finishing_is_withheld(case: Case, by_judge: bool) -> None:
    case.finish()
    if by_judge:
        case.change("placement", case.place, is_anonymous=True)
    else:
        case.add("address_protection", placement_id=case.place, hidden_from_id=case.father)
    found = case.seen_by_father()
    assert is_withheld(found.file.of("placement")[0].name)
    assert {"Famille Auclair", "Sylvie Auclair"} <= set(found.secrets)
    (carer,) = [one for one in found.plan.of("plan_signature") if one.quality == "LIEU_ACCUEIL"]
    assert is_withheld(carer.name)


@pytest.mark.parametrize("by_judge", [True, False])
def test_a_siblings_place_made_secret_after_finishing_is_withheld(case: Case, by_judge: bool) -> None:
    hugo = case.session.run(
        case.session.files.create, surname="Durand", first_names="Hugo", measure="PLACEMENT_ASE", since=D(2026, 1, 5)
    ).created
    (episode,) = case.session.run(case.session.files.open, hugo).of("care_episode")
    place = case.add("placement", episode_id=episode.id, name="Maison des Tilleuls")
    link = case.add("sibling_link", child_id=case.child, other_child_id=hugo)
    case.finish()
    assert case.seen_by_father().file.sibling_places[link].name == "Maison des Tilleuls"
    if by_judge:
        case.change("placement", place, is_anonymous=True)
    else:
        case.add("address_protection", placement_id=place, hidden_from_id=case.father)
    assert is_withheld(case.seen_by_father().file.sibling_places[link].name)


@pytest.mark.parametrize("how", ["restriction", "DOSSIER", "JUGE"])
def test_words_kept_back_after_finishing_are_withheld(case: Case, how: str) -> None:
    case.fill()
    case.finish()
    assert len(case.seen_by_father().plan.statements("B")) == 1
    if how == "restriction":
        case.add("statement_restriction", statement_id=case.said, hidden_from_id=case.father)
    else:
        case.change("statement", case.said, sharing=how)
    found = case.seen_by_father()
    assert found.plan.of("statement") == ()
    assert "Je veux voir mon frère." in found.secrets


def test_words_opened_after_finishing_stay_as_they_were_shared(case: Case) -> None:
    case.change("statement", case.said, sharing="DOSSIER")
    case.fill()
    case.finish()
    case.change("statement", case.said, sharing="TOUS")
    assert case.seen_by_father().plan.of("statement") == ()


def test_words_quoted_in_a_finished_plan_cannot_be_removed(case: Case) -> None:
    case.fill()
    case.finish()
    with pytest.raises(InputError, match="liée à d’autres"):
        case.session.run(case.session.records.remove, "statement", case.said)


def test_an_unknown_plan_is_said_so(case: Case) -> None:
    with pytest.raises(UnknownRecordError):
        case.load("0" * 32)
