"""Two versions of a plan: what each objective became, the words that changed, and that nothing of either text is lost."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from ppe_desktop.domain.casefile import Item, PlanFile
from ppe_desktop.domain.plan_comparison import Comparison, Fate, compare, texts_of_comparison
from ppe_desktop.domain.word_differences import Mark, differences, likeness, side
from tests.support.casefiles import item, new_id, plan_file, words


def objective(lasting: str, text: str, **values: object) -> Item:
    return item("plan_objective", **{"lasting_id": lasting, "domain": "A", "text": text, **values})


def fates(found: Comparison) -> dict[str, Fate]:
    return {one.shown.text: one.fate for one in found.objectives}


def only(found: Comparison):
    (one,) = found.objectives
    return one


TEXTS = st.text(alphabet="ab .,\n’é", max_size=60)


@given(TEXTS, TEXTS)
def test_the_pieces_give_both_texts_again(before: str, after: str) -> None:
    pieces = differences(before, after)
    old, new = ("".join(piece.text for piece in side(pieces, mark)) for mark in (Mark.GONE, Mark.NEW))
    assert new == after.strip()
    assert "".join(old.split()) == "".join(before.split()), (
        "but for spaces and ends of line, which the later text decides"
    )


def test_a_reworked_sentence_shows_its_words_and_a_rewritten_one_is_shown_whole() -> None:
    pieces = differences("Léa dort mal. Elle grandit bien.", "Léa dort bien. Elle grandit bien.")
    assert [piece.text.strip() for piece in pieces if piece.mark is Mark.GONE] == ["mal"]
    assert [piece.text.strip() for piece in pieces if piece.mark is Mark.NEW] == ["bien"]
    rewritten = differences("Léa dort mal.", "Rendez-vous pris chez le pédiatre.")
    assert [piece.mark for piece in rewritten] == [Mark.GONE, Mark.NEW]


def test_two_long_texts_are_compared_while_one_waits() -> None:
    one = " ".join(f"mot{number % 97} de la phrase" for number in range(5000))
    other = " ".join(f"mot{number % 89} de la phrase" for number in range(5000))
    begun = time.process_time()
    differences(one, other)
    assert time.process_time() - begun < 2


def test_each_objective_has_its_fate() -> None:
    ids = [new_id() for _ in range(6)]
    before = plan_file(
        objective(ids[0], "Dormir"), objective(ids[1], "Lire un peu"), objective(ids[2], "Nager"), objective(ids[3], "Danser"),
        objective(ids[4], "Marcher", state="ATTEINT"), objective(ids[5], "Chanter"),
    )  # fmt: skip
    after = plan_file(
        objective(ids[0], "Dormir", state="ATTEINT", result="Elle dort."), objective(ids[1], "Lire un livre"),
        objective(ids[2], "Nager", state="ABANDONNE"), objective(new_id(), "Voir Mamie"), objective(ids[5], "Chanter"),
        version=2,
    )  # fmt: skip
    found = compare(before, after)
    assert fates(found) == {
        "Dormir": Fate.REACHED, "Lire un livre": Fate.CHANGED, "Nager": Fate.DROPPED, "Danser": Fate.DROPPED,
        "Marcher": Fate.SETTLED, "Voir Mamie": Fate.NEW, "Chanter": Fate.KEPT,
    }  # fmt: skip
    assert next(one for one in found.objectives if one.fate is Fate.REACHED).result == "Elle dort."
    assert not found.is_same
    assert compare(before, before).is_same


def test_an_objective_closed_between_the_two_versions_is_not_said_to_be_dropped() -> None:
    lasting = new_id()
    before, after = plan_file(objective(lasting, "Dormir")), plan_file(version=3)
    between = plan_file(objective(lasting, "Dormir", state="ATTEINT", result="Elle dort."), version=2)
    assert only(compare(before, after)).fate is Fate.DROPPED
    change = only(compare(before, after, [between]))
    assert (change.fate, change.result) == (Fate.REACHED, "Elle dort.")


def test_an_objective_typed_again_is_proposed_as_the_same() -> None:
    before = plan_file(objective(new_id(), "Léa dort dans sa chambre."), objective(new_id(), "Voir Mamie", domain="B"))
    after = plan_file(
        objective(new_id(), "Léa dort seule dans sa chambre"), objective(new_id(), "Voir Mamie"), version=2
    )
    proposed = {one.shown.text: one.may_continue for one in compare(before, after).objectives if one.fate is Fate.NEW}
    assert proposed["Léa dort seule dans sa chambre"].text == "Léa dort dans sa chambre."
    assert proposed["Voir Mamie"] is None, "another domain is another objective"
    assert likeness("", "") == 0


def with_action(plan_objective: Item, **values: object) -> tuple[Item, Item]:
    return plan_objective, item("plan_action", objective_id=plan_objective.id, **values)


def test_actions_are_told_by_their_words() -> None:
    lasting = new_id()
    before = plan_file(*with_action(objective(lasting, "Dormir"), text="Rendez-vous chez le pédiatre", due_on=None))
    after = plan_file(*with_action(objective(lasting, "Dormir"), text="Rendez-vous chez le pédiatre", state="FAITE"))
    (done,) = only(compare(before, after)).actions
    assert (done.fate, only(compare(before, before)).actions_kept) == (Fate.REACHED, 1)
    other = plan_file(*with_action(objective(lasting, "Dormir"), text="Une veilleuse"))
    assert {one.fate for one in only(compare(before, other)).actions} == {Fate.NEW, Fate.DROPPED}


def test_opinions_are_set_side_by_side_and_words_newly_quoted_are_told_apart() -> None:
    lasting = new_id()
    old, new = objective(lasting, "Dormir"), objective(lasting, "Dormir")
    first, second = words("ENFANT", "A", exact_words="Oui."), words("MERE", "A", exact_words="Elle dort.")
    before = plan_file(
        old, item("objective_opinion", objective_id=old.id, speaker="ENFANT", agreement="ACCORD"), *first
    )
    after = plan_file(
        new, item("objective_opinion", objective_id=new.id, speaker="MERE", agreement="DESACCORD"),
        item("objective_opinion", objective_id=new.id, speaker="PERE", agreement="INCONNU"), *first, *second,
    )  # fmt: skip
    found = compare(before, after)
    assert [(one.opiner.speaker, one.before, one.after) for one in only(found).opinions] == [
        ("ENFANT", "ACCORD", ""),
        ("MERE", "", "DESACCORD"),
    ]
    assert [one.exact_words for one in found.domains[0].words] == ["Elle dort."]
    assert not found.is_same
    assert "Elle dort." in set(texts_of_comparison(found))


def test_texts_of_the_domains_that_changed_are_there_with_their_words() -> None:
    before = plan_file(item("plan_domain", domain="A", evaluation="Léa dort mal.", needs="Du calme."))
    after = plan_file(item("plan_domain", domain="A", evaluation="Léa dort bien.", needs="Du calme."), version=2)
    (change,) = compare(before, after).domains[0].texts
    assert (change.label, change.before, change.after) == ("Évaluation", "Léa dort mal.", "Léa dort bien.")


def test_three_hundred_objectives_are_compared_while_one_waits() -> None:
    before = plan_file(*(objective(new_id(), f"Objectif numéro {number} de Léa") for number in range(300)))
    after = plan_file(*(objective(new_id(), f"But numéro {number} de Léa") for number in range(300)), version=2)
    begun = time.process_time()
    found = compare(before, after)
    assert len(found.objectives) == 600
    assert time.process_time() - begun < 6


def test_an_empty_plan_compares_with_another() -> None:
    empty: PlanFile = plan_file()
    assert compare(empty, plan_file(version=2)).is_same
