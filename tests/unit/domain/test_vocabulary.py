"""The lists people choose from: French words, stable codes, and always a way to say that one does not know."""

from __future__ import annotations

import pytest

from ppe_desktop.domain import vocabulary
from ppe_desktop.domain.facts import Kind
from ppe_desktop.domain.vocabulary import Choice
from ppe_desktop.storage.kinds import record_kinds

CHOICES = [
    one for one in vars(vocabulary).values() if isinstance(one, type) and issubclass(one, Choice) and one is not Choice
]
CLOSED = {
    # what the worker decides or does, and so knows
    "Civility", "Speaker", "Sharing", "CollectionOutcome", "Domain", "PlanStatus", "ObjectiveState", "ActionState", "ActionTarget",
    "SignerQuality", "SignatureState", "DeliveryMode", "RecipientKind", "FileStatus",
    "AppointmentState", "AutonomyRight", "AutonomyTheme", "VisitNoteKind",
}  # fmt: skip


@pytest.mark.parametrize("choices", CHOICES, ids=lambda one: one.__name__)
def test_codes_and_words_are_each_said_once(choices: type[Choice]) -> None:
    codes, labels = [member.value for member in choices], [member.label for member in choices]
    assert len(set(codes)) == len(codes)
    assert len(set(labels)) == len(labels)
    assert all(label.strip() == label != "" and "'" not in label for label in labels)
    assert all(len(code) <= 40 for code in codes)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (name, fact.name)
        for name in sorted(record_kinds())
        for fact in record_kinds()[name].facts
        if fact.choices is not None
    ],
)
def test_nobody_is_forced_to_say_what_is_not_known(kind: str, name: str) -> None:
    fact = record_kinds()[kind].fact(name)
    assert fact.choices is not None
    if fact.choices.__name__ in CLOSED or fact.kind is Kind.FREE_CHOICE or not fact.required:
        return  # a free value or nothing at all may be left there
    assert "Ne sait pas" in {member.label for member in fact.choices}


@pytest.mark.parametrize("choices", CHOICES, ids=lambda one: one.__name__)
def test_a_free_value_is_said_as_it_was_typed(choices: type[Choice]) -> None:
    assert choices.label_of("Une chose à lui") == "Une chose à lui"
    assert choices.label_of("") == choices.label_of(None) == ""
    assert [choices.label_of(member.value) for member in choices] == [member.label for member in choices]
