from ppe_desktop.domain.missing import (
    is_missing,
    is_withheld,
    missing,
    missing_labels,
    printed,
    withheld_mark,
    without_marks,
)


def test_a_mark_tells_what_it_is():
    assert is_missing(missing("date"))
    assert is_missing("né le " + missing("date"))
    assert not is_missing("date")
    assert not is_missing(None)
    assert is_withheld(withheld_mark("adresse connue du service"))
    assert not is_withheld(missing("x"))


def test_a_mark_prints_in_words():
    text = f"Né le {missing('date')} à {missing('lieu')}, {withheld_mark('adresse connue du service')}"
    assert printed(text) == "Né le [à compléter : date] à [à compléter : lieu], adresse connue du service"
    assert missing_labels(text) == ["date", "lieu"]


def test_people_cannot_forge_marks():
    assert not is_missing(without_marks(missing("x")))
    assert missing(missing("x")) == missing("x")
    assert printed("a\ue001b\ue002") == "ab"
