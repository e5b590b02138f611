"""The objectives of a plan on a real encrypted base: opinions, results, what a document may say of them, two versions side by side."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

import pytest

from ppe_desktop.documents.guard import find_texts
from ppe_desktop.documents.ppe_context import ppe_context
from ppe_desktop.documents.renderer import Renderer
from ppe_desktop.domain.casefile import PlanFile
from ppe_desktop.domain.errors import FrozenRecordError, InputError
from ppe_desktop.domain.plan_comparison import Fate
from ppe_desktop.domain.plan_objectives import CHILD, Opiner, asked_opiners, asked_to_close, not_told, opinions
from ppe_desktop.domain.recipients import Recipient
from ppe_desktop.domain.vocabulary import RecipientKind
from ppe_desktop.domain.withholding import withhold
from ppe_desktop.runtime.resources import template_path
from ppe_desktop.services.session import Session
from tests.support.base import TODAY, new_session
from tests.support.plan_screen import Screen, new_screen

D = dt.date
SAID = "Je ne veux plus y aller le dimanche soir."


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    opened = new_session(tmp_path_factory.mktemp("base"))
    yield opened
    opened.close()


@pytest.fixture
def case(session: Session) -> Screen:
    return new_screen(session)


def objective(case: Screen, text: str = "Dormir", domain: str = "A") -> str:
    return str(case.session.run(case.session.plans.add_objective, case.plan_id, domain, text).created)


def do(case: Screen, name: str, /, *args: Any, **values: Any) -> str:
    return str(case.session.run(getattr(case.session.objectives, name), *args, **values).created)


def next_version(case: Screen) -> Screen:
    run, plans = case.session.run, case.session.plans
    run(plans.finish, case.plan_id)
    return Screen(case.session, case.child_id, run(plans.prepare, case.child_id).created, case.ids)


def father(case: Screen) -> Recipient:
    return Recipient(RecipientKind.FATHER, case.ids["father"], "Monsieur Marc Durand, père")


def values(case: Screen, reader: Recipient) -> dict[str, Any]:
    """What the document is made from, for one reader."""
    run = case.session.run
    file, plan = run(case.session.plans.load, case.plan_id)
    shown = withhold(file, plan, reader, said=run(case.session.files.statements, case.child_id))
    return ppe_context(shown.file, shown.plan, reader, TODAY.date(), template_version="1.0")


def printed(case: Screen, reader: Recipient) -> bytes:
    return RENDERER.render(template_path("ppe.docx").read_bytes(), values(case, reader))


def says(document: bytes, text: str) -> bool:
    return bool(find_texts(document, [text]))


def tells(case: Screen, reader: Recipient, text: str) -> bool:
    return text in json.dumps(values(case, reader), ensure_ascii=False)


RENDERER = Renderer()
SERVICE = Recipient(RecipientKind.FILE, None, "Le dossier du service")


def test_nobody_is_supposed_to_agree(case: Screen) -> None:
    one = objective(case)
    file, plan = case.file(), case.plan()
    mother, father = Opiner("MERE", case.ids["mother"]), Opiner("PERE", case.ids["father"])
    assert asked_opiners(file, TODAY.date()) == not_told(file, plan, one, TODAY.date()) == [CHILD, mother, father]
    do(case, "set_opinion", one, "ENFANT", "NON_DIT")
    do(case, "set_opinion", one, "MERE", "DESACCORD")
    do(case, "set_opinion", one, "MERE", "ACCORD")
    assert not_told(file, case.plan(), one, TODAY.date()) == [father]
    assert len(case.plan().of("objective_opinion")) == 2, "one opinion for each, changed, not added again"
    do(case, "set_opinion", one, "MERE", "")
    assert not_told(file, case.plan(), one, TODAY.date()) == [mother, father]


def test_another_holder_of_authority_is_asked_and_a_young_adult_alone(case: Screen) -> None:
    run, records = case.session.run, case.session.records
    aunt = run(records.add, "person", first_name="Nadia", surname="Benali").created
    run(records.add, "relationship", child_id=case.child_id, person_id=aunt, role="DELEGATAIRE")
    run(
        records.add,
        "parental_authority",
        child_id=case.child_id,
        person_id=aunt,
        is_holder="OUI",
        exercise="DELEGATION",
    )
    assert asked_opiners(case.file(), TODAY.date())[-1] == Opiner("AUTRE", aunt)
    run(records.change, "child", case.child_id, birth_date=D(2008, 1, 1))
    assert asked_opiners(case.file(), TODAY.date()) == [CHILD]


def test_two_mothers_each_have_their_own_opinion_and_are_named_in_the_document(case: Screen) -> None:
    run, records = case.session.run, case.session.records
    one, day = objective(case), TODAY.date()
    do(case, "set_opinion", one, "MERE", "ACCORD")
    (alone,) = case.plan().of("objective_opinion")
    assert alone.person_id == case.ids["mother"], "the only mother, told by her quality alone"
    run(records.change, "objective_opinion", alone.id, person_id=None)  # as it was noted before persons were told apart
    assert Opiner("MERE", case.ids["mother"]) not in not_told(case.file(), case.plan(), one, day)
    other = run(records.add, "person", civility="MME", first_name="Inès", surname="Marchal").created
    run(records.add, "relationship", child_id=case.child_id, person_id=other, role="MERE")
    mothers = [Opiner("MERE", case.ids["mother"]), Opiner("MERE", other)]
    assert [o for o in not_told(case.file(), case.plan(), one, day) if o.speaker == "MERE"] == mothers
    assert says(printed(case, SERVICE), "Madame Karima Benali et Madame Inès Marchal, sa mère : d’accord"), (
        "still of both"
    )
    do(case, "set_opinion", one, "MERE", "DESACCORD", person_id=other)
    do(case, "set_opinion", one, "MERE", "RESERVE", person_id=case.ids["mother"])
    said = do(case, "note_opinion_words", one, "MERE", other, speaker="MERE", said_on=day, exact_words="Non.")
    assert case.plan().items.one("statement", said).person_id == other
    run(records.remove, "objective_opinion", alone.id)
    mine = printed(case, SERVICE)
    assert says(mine, "Madame Karima Benali, sa mère : d’accord en partie")
    assert says(mine, "Madame Inès Marchal, sa mère : pas d’accord")


def test_closing_dates_itself_asks_for_the_result_and_the_words_and_opens_again(case: Screen) -> None:
    one = objective(case)
    do(case, "set_state", one, "ATTEINT")
    (closed,) = case.plan().of("plan_objective")
    assert (closed.state, closed.closed_on) == ("ATTEINT", TODAY.date())
    assert asked_to_close(case.plan(), closed) == ["résultat", "parole de l’enfant"]
    case.session.run(case.session.records.change, "plan_objective", one, result="Elle dort.")
    silent = do(case, "note_closing_words", one, speaker="ENFANT", said_on=TODAY.date(), outcome="REFUS")
    (closed,) = case.plan().of("plan_objective")
    assert asked_to_close(case.plan(), closed) == [], "a refusal to speak is an answer"
    assert case.plan().items.one("statement", silent).sharing == "DOSSIER"
    do(case, "set_state", one, "EN_COURS")
    (again,) = case.plan().of("plan_objective")
    assert (again.closed_on, again.result) == (None, "Elle dort."), "what was noted is not lost"


def test_a_finished_version_freezes_opinions_and_the_next_asks_for_them_anew(case: Screen) -> None:
    one, other = objective(case, "Dormir"), objective(case, "Lire")
    do(case, "set_opinion", one, "ENFANT", "ACCORD")
    statement = do(case, "note_opinion_words", one, "MERE", speaker="MERE", said_on=D(2026, 11, 1), exact_words=SAID)
    do(case, "set_state", other, "ATTEINT")
    after = next_version(case)
    for attempt in (
        ("set_opinion", one, "PERE", "ACCORD"),
        ("set_state", one, "ATTEINT"),
        ("link_words", one, "MERE", ""),
        ("keep_typed_words", one, "MERE"),
        ("continue_from", one, "0" * 32),
    ):
        with pytest.raises(FrozenRecordError):
            do(case, *attempt)
    opinion = case.plan().of("objective_opinion")[0]
    for change in (
        lambda: case.session.run(case.session.records.change, "objective_opinion", opinion.id, agreement="DESACCORD"),
        lambda: case.session.run(case.session.records.remove, "objective_opinion", opinion.id),
    ):
        with pytest.raises(FrozenRecordError):
            change()
    frozen = case.plan()
    assert frozen.items.one("statement", statement).exact_words == SAID, "the words of an opinion are frozen with it"
    carried = after.plan()
    assert [(o.text, o.lasting_id) for o in carried.of("plan_objective")] == [
        (o.text, o.lasting_id) for o in frozen.of("plan_objective") if o.text == "Dormir"
    ]
    assert carried.of("objective_opinion") == ()


def test_a_version_finished_by_an_earlier_program_still_reads_prints_and_compares(case: Screen) -> None:
    objective(case)
    after = next_version(case)
    session = case.session

    def forget() -> None:
        with session.database.work() as work:
            frozen = json.loads(work.get("child_plan", case.plan_id).snapshot)
            del frozen["plan_items"]["objective_opinion"]
            for one in frozen["plan_items"]["plan_objective"]:
                for name in ("result", "closed_on", "closing_words_id"):
                    del one["values"][name]
            work.change("child_plan", case.plan_id, snapshot=json.dumps(frozen))
            work.commit()

    session.run(forget)
    (old,) = case.plan().of("plan_objective")
    assert (old.result, old.closed_on, old.closing_words_id) == ("", None, None)
    assert tells(case, SERVICE, "Dormir")
    found = session.run(session.objectives.comparison, after.child_id)
    assert [one.fate for one in found.comparison.objectives] == [Fate.KEPT]


def test_the_document_says_opinions_and_results_and_never_words_that_stay(case: Screen) -> None:
    one, closed = objective(case), objective(case, "Lire", "C")
    do(case, "set_opinion", one, "MERE", "DESACCORD")
    do(case, "set_opinion", one, "ENFANT", "RESERVE")
    statement = do(
        case, "note_opinion_words", one, "ENFANT", speaker="ENFANT", said_on=D(2026, 11, 1), exact_words=SAID
    )
    do(case, "set_state", closed, "ATTEINT")
    case.session.run(case.session.records.change, "plan_objective", closed, result="Elle lit seule le soir.")
    ending = do(
        case, "note_closing_words", closed, speaker="ENFANT", said_on=D(2026, 11, 2), exact_words="Je lis au chat."
    )
    mine, his = printed(case, SERVICE), printed(case, father(case))
    for text in ("Madame Karima Benali, sa mère : pas d’accord", "Elle lit seule le soir"):
        assert says(mine, text), text
        assert says(his, text), text
    assert says(mine, SAID)
    assert says(mine, "Léa : d’accord en partie")
    assert says(mine, "avis sur l’objectif"), "a gap in the service's own copy"
    for text in (SAID, "Je lis au chat", "d’accord en partie", "avis sur l’objectif"):
        assert not says(his, text), text
    for each in (statement, ending):
        case.session.run(case.session.records.change, "statement", each, sharing="TOUS")
    assert tells(case, father(case), SAID)
    assert tells(case, father(case), "Je lis au chat")
    add = case.session.records.add
    case.session.run(add, "statement_restriction", statement_id=statement, hidden_from_id=case.ids["father"])
    assert not tells(case, father(case), SAID)
    assert not tells(case, father(case), "d’accord en partie"), "the opinion would tell what the words said"


def test_words_typed_with_an_opinion_stay_until_they_are_made_a_statement(case: Screen) -> None:
    one = objective(case)
    do(case, "set_opinion", one, "ENFANT", "DESACCORD")
    opinion = opinions(case.plan(), one)[CHILD]
    case.session.run(case.session.records.change, "objective_opinion", opinion.id, words=SAID)
    assert not tells(case, father(case), SAID)
    assert tells(case, SERVICE, SAID)
    statement = do(case, "keep_typed_words", one, "ENFANT")
    told = opinions(case.plan(), one)[CHILD]
    assert (told.words, told.statement_id) == ("", statement)
    assert case.plan().items.one("statement", statement).exact_words == SAID


def test_two_versions_are_compared_for_a_reader_and_refused_when_they_tell_a_secret(case: Screen) -> None:
    session, run = case.session, case.session.run
    one = objective(case)
    assert run(session.objectives.comparison, case.child_id) is None, "one version has nothing to be compared with"
    do(case, "note_opinion_words", one, "ENFANT", speaker="ENFANT", said_on=D(2026, 11, 1), exact_words=SAID)
    do(case, "set_opinion", one, "ENFANT", "DESACCORD")
    after = next_version(case)
    (carried,) = after.plan().of("plan_objective")
    do(after, "set_state", carried.id, "ATTEINT")
    service = run(session.objectives.comparison, case.child_id)
    (change,) = service.comparison.objectives
    assert (change.fate, change.opinions[0].words_before, service.is_safe) == (Fate.REACHED, SAID, True)
    his = run(session.objectives.comparison, case.child_id, "", "", father(case))
    assert his.comparison.objectives[0].opinions == ()
    assert [one.what for one in his.withheld] == ["Avis de l’enfant sur un objectif"]
    assert his.is_safe
    run(session.records.change, "plan_objective", carried.id, result=f"Elle l’a dit : {SAID}")
    assert not run(session.objectives.comparison, case.child_id, "", "", father(case)).is_safe


def test_an_objective_typed_again_is_joined_to_the_earlier_one(case: Screen) -> None:
    objective(case, "Léa dort dans sa chambre")
    (old,) = case.plan().of("plan_objective")
    after = next_version(case)
    run, session = case.session.run, case.session
    (carried,) = after.plan().of("plan_objective")
    again = objective(after, "Léa dort dans sa chambre")
    with pytest.raises(InputError, match="déjà dans cette version"):
        do(after, "continue_from", again, old.lasting_id)
    run(session.records.remove, "plan_objective", carried.id)
    do(after, "continue_from", again, old.lasting_id)
    found = run(session.objectives.comparison, case.child_id)
    assert [one.fate for one in found.comparison.objectives] == [Fate.KEPT]


def test_the_statement_of_an_opinion_is_read_with_the_plan_even_when_it_is_not_quoted(case: Screen) -> None:
    one = objective(case)
    do(case, "link_words", one, "ENFANT", case.ids["statement"])
    plan: PlanFile = case.plan()
    assert plan.items.one("statement", case.ids["statement"]) is not None
    assert plan.statements("A") == [], "it is not quoted under the domain for all that"
