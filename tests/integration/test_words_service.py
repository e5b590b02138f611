"""Words beside what is on screen, and words kept from meetings: in the right file, once, never shared by themselves."""

import datetime as dt

import pytest

from ppe_desktop.domain.errors import FieldError, InputError, UnknownRecordError
from ppe_desktop.domain.meeting_words import Kept, kept, kept_id
from ppe_desktop.domain.words_at_hand import health, meeting_subject
from ppe_desktop.domain.words_said import speaker_words
from tests.support.base import TODAY, new_session
from tests.support.screens import add_child

YESTERDAY = TODAY.date() - dt.timedelta(days=1)


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    opened = new_session(tmp_path_factory.mktemp("paroles") / "base")
    yield opened
    opened.close()


@pytest.fixture
def pair(session):
    """Two siblings, their mother, and one meeting about both, at which she spoke of each."""
    malo, nolwenn = (add_child(session, "Le Goff", name, dt.date(2014, 2, 3)) for name in ("Malo", "Nolwenn"))
    mother = add(session, "person", surname="Benali", first_name="Karima")
    for child in (malo, nolwenn):
        add(session, "relationship", child_id=child, person_id=mother, role="MERE")
    place = "Maison des familles"
    meeting = session.run(session.meetings.add, "PPE", [malo, nolwenn], YESTERDAY, place=place).created
    for child in (malo, nolwenn):
        session.run(session.meetings.invite_proposed, meeting, child)
    return malo, nolwenn, mother, meeting


def add(session, kind, /, **values):
    return session.run(session.records.add, kind, **values).created


def invitee(session, child, meeting, quality):
    found = next(one for one in session.run(session.meetings.of_child, child) if one.id == meeting)
    return next(one for one in found.invitees if one.quality == quality)


def say(session, child, meeting, quality, text, field="view", **more):
    one = invitee(session, child, meeting, quality)
    session.run(session.records.change, "meeting_invitee", one.id, **{field: text, **more})
    return one.id


def words(session, child):
    return session.run(session.words.of_child, child).words.items.of("statement")


def file_of(session, child):
    return session.run(session.files.open, child)


def test_a_view_becomes_exact_words_of_the_right_child_and_stays(session, pair):
    malo, nolwenn, mother, meeting = pair
    of_malo = say(session, malo, meeting, "Mère", "Je veux qu’il rentre.", presence="PRESENT")
    of_nolwenn = say(session, nolwenn, meeting, "Mère", "Elle est bien là où elle est.")
    session.run(session.words.keep_view, of_malo, malo)

    (made,) = words(session, malo)
    assert (made.exact_words, made.speaker, made.person_id) == ("Je veux qu’il rentre.", "MERE", mother)
    assert (made.said_on, made.place, made.meeting_id) == (YESTERDAY, "Maison des familles", meeting)
    assert (made.occasion, made.means, made.present) == ("PPE", "ENTRETIEN", "Karima Benali")
    assert made.sharing == "DOSSIER"
    assert words(session, nolwenn) == ()
    tied = {child: session.run(session.meetings.of_child, child)[0].words for child in (malo, nolwenn)}
    assert [len(found) for found in tied.values()] == [1, 0]
    assert invitee(session, malo, meeting, "Mère").view == "Je veux qu’il rentre."
    with pytest.raises(UnknownRecordError):
        session.run(session.words.keep_view, of_nolwenn, malo)
    with pytest.raises(UnknownRecordError):
        session.run(session.words.keep_view, of_malo, nolwenn)
    assert words(session, nolwenn) == ()


def test_kept_once_whatever_the_clicks_and_following_the_view_only_when_asked(session, pair):
    malo, _nolwenn, _mother, meeting = pair
    said = say(session, malo, meeting, "L’enfant", "Avec mes sœurs.")
    for _click in range(2):
        session.run(session.words.keep_view, said, malo)
    (made,) = words(session, malo)
    assert (made.id, made.speaker, made.person_id) == (kept_id(said, malo, "view"), "ENFANT", None)
    session.run(session.records.change, "statement", made.id, sharing="TOUS", read_back="OUI")

    say(session, malo, meeting, "L’enfant", "Avec mes sœurs, à Noël.")
    (made,) = words(session, malo)
    assert made.exact_words == "Avec mes sœurs."
    assert kept("Avec mes sœurs, à Noël.", made) is Kept.CHANGED
    session.run(session.words.keep_view, said, malo)
    (made,) = words(session, malo)
    assert (made.exact_words, made.sharing, made.read_back) == ("Avec mes sœurs, à Noël.", "DOSSIER", "")

    session.run(session.records.remove, "statement", made.id)
    assert words(session, malo) == ()
    session.run(session.words.keep_view, said, malo)
    assert [one.id for one in words(session, malo)] == [made.id]


def test_what_is_written_or_said_from_afar_says_so(session, pair):
    malo, _nolwenn, _mother, meeting = pair
    said = say(
        session, malo, meeting, "Mère", "Par lettre.", "contribution", view="Au téléphone.", presence="A_DISTANCE"
    )
    for field in ("view", "contribution"):
        session.run(session.words.keep_view, said, malo, field)
    found = {one.exact_words: (one.means, one.place) for one in words(session, malo)}
    assert found == {"Par lettre.": ("LETTRE", ""), "Au téléphone.": ("", "À distance")}


def test_what_was_prepared_is_reported_unless_said_to_be_exact(session, pair):
    malo, nolwenn, _mother, meeting = pair
    parts = {
        child: next(one for one in session.run(session.meetings.of_child, child) if one.id == meeting).part.id
        for child in (malo, nolwenn)
    }
    with pytest.raises(FieldError):
        session.run(session.words.keep_preparation, parts[malo], is_exact=True)
    session.run(session.records.change, "meeting_child", parts[malo], prepared="Il veut parler de ses sœurs.")
    session.run(session.records.change, "meeting_child", parts[nolwenn], prepared="Je veux mon doudou.")
    session.run(session.words.keep_preparation, parts[malo], is_exact=False)
    session.run(session.words.keep_preparation, parts[nolwenn], is_exact=True)
    (of_malo,), (of_nolwenn,) = words(session, malo), words(session, nolwenn)
    assert (of_malo.exact_words, of_malo.reported_words) == ("", "Il veut parler de ses sœurs.")
    assert (of_nolwenn.exact_words, of_nolwenn.reported_words) == ("Je veux mon doudou.", "")


def test_nobody_is_guessed(session, pair):
    malo, _nolwenn, mother, meeting = pair
    guest = session.run(session.meetings.add_guest, meeting, malo, "Mme Noël").created
    session.run(session.records.change, "meeting_invitee", guest, view="Il travaille bien.")
    with pytest.raises(InputError):
        session.run(session.words.keep_view, guest, malo)
    older = add(
        session, "meeting_invitee", meeting_id=meeting, person_id=mother, name="Karima", quality="Mère", view="De qui ?"
    )
    with pytest.raises(InputError):
        session.run(session.words.keep_view, older, malo)
    with pytest.raises(FieldError):
        session.run(session.words.keep_view, invitee(session, malo, meeting, "Mère").id, malo)


def test_words_are_tied_in_their_own_file_only_and_never_torn_from_where_they_were_said(session, pair):
    malo, nolwenn, _mother, meeting = pair
    said = add(
        session, "statement", child_id=malo, exact_words="J’ai mal au ventre.", speaker="ENFANT", said_on=YESTERDAY
    )
    with pytest.raises(UnknownRecordError):
        session.run(session.words.tie, said, nolwenn, health())
    session.run(session.words.tie, said, malo, health())
    subject = meeting_subject(session.run(session.meetings.of_child, malo)[0])
    session.run(session.words.tie, said, malo, subject)
    (made,) = words(session, malo)
    assert (made.bears_on, made.meeting_id) == ("A", meeting)

    other = session.run(session.meetings.add, "CESSEC", [malo], YESTERDAY).created
    elsewhere = next(one for one in session.run(session.meetings.of_child, malo) if one.id == other)
    session.run(session.words.tie, said, malo, meeting_subject(elsewhere))
    session.run(session.words.untie, said, health())
    (made,) = words(session, malo)
    assert (made.bears_on, made.meeting_id) == ("", meeting)
    of_another = session.run(session.meetings.add, "PPE", [nolwenn], YESTERDAY).created
    foreign = next(one for one in session.run(session.meetings.of_child, nolwenn) if one.id == of_another)
    with pytest.raises(UnknownRecordError):
        session.run(session.words.tie, said, malo, meeting_subject(foreign))


def test_who_left_the_file_or_became_one_with_another_keeps_a_name(session, pair):
    malo, nolwenn, mother, meeting = pair
    said = say(session, malo, meeting, "Mère", "Je viendrai.")
    session.run(session.words.keep_view, said, malo)
    uncle = add(session, "person", surname="Benali", first_name="Samir")
    link = add(session, "relationship", child_id=malo, person_id=uncle, role="ONCLE_TANTE")
    add(
        session,
        "statement",
        child_id=malo,
        exact_words="Je l’attends.",
        speaker="AUTRE",
        person_id=uncle,
        said_on=YESTERDAY,
    )
    session.run(session.records.remove, "relationship", link)
    read = session.run(session.words.of_child, malo).words
    named = {
        one.exact_words: speaker_words(one, file_of(session, malo), read.names) for one in read.items.of("statement")
    }
    assert named["Je l’attends."] == "Samir Benali, qui n’est plus dans l’entourage"

    twin = add(session, "person", surname="Benali", first_name="Karima")
    add(session, "relationship", child_id=malo, person_id=twin, role="MERE")
    session.run(session.people.merge, twin, mother)
    read = session.run(session.words.of_child, malo).words
    (hers,) = [one for one in read.items.of("statement") if one.speaker == "MERE"]
    assert hers.person_id == twin
    assert speaker_words(hers, file_of(session, malo), read.names) == "Karima Benali, sa mère"
    session.run(session.words.keep_view, said, malo)
    assert len([one for one in words(session, malo) if one.speaker == "MERE"]) == 1
    assert words(session, nolwenn) == ()
