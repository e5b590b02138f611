"""Words in documents, where it may go wrong: brothers and sisters, a sharing withdrawn too late, a speaker who left the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from ppe_desktop.domain.vocabulary import RecipientKind
from ppe_desktop.runtime import clock
from ppe_desktop.services.session import Session
from tests.support.screens import add_child, open_session

SAID = {"Malo": "Je garde mon foot du mercredi.", "Nolwenn": "Je préfère dormir chez mamie Jeanne."}
VIEWS = {"Malo": "Qu’il rentre un soir de plus.", "Nolwenn": "Qu’elle attende encore un peu."}
KINDS = ("ppe", "ppe-enfant", "compte-rendu", "synthese-enfant", "paroles")


class Pair(NamedTuple):
    """A brother and a sister, their mother, and what the base holds of each."""

    children: dict[str, str]
    mother: str
    words: dict[str, str]
    plans: dict[str, str]


def add(session: Session, kind: str, /, **values: Any) -> str:
    return str(session.run(session.records.add, kind, **values).created)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    with open_session(tmp_path_factory.mktemp("paroles") / "base") as opened:
        yield opened


@pytest.fixture(scope="module")
def pair(session: Session) -> Pair:
    today, run = clock.now().date(), session.run
    children = {name: add_child(session, "Le Goff", name, dt.date(2014, 2, 3)) for name in SAID}
    add(session, "sibling_link", child_id=children["Malo"], other_child_id=children["Nolwenn"])
    mother = add(session, "person", civility="MME", surname="Benali", first_name="Karima")
    meeting = str(run(session.meetings.add, "PPE", list(children.values()), today, state="TENU").created)
    words, plans = {}, {}
    for name, child in children.items():
        add(session, "relationship", child_id=child, person_id=mother, role="MERE")
        add(session, "parental_authority", child_id=child, person_id=mother, is_holder="OUI", exercise="CONJOINTE")
        add(session, "decision", child_id=child, kind="JUDICIAIRE", decided_on=today)
        words[name] = add(
            session, "statement", child_id=child, said_on=today, speaker="ENFANT", exact_words=SAID[name], sharing="TOUS",
            meeting_id=meeting,
        )  # fmt: skip
        plans[name] = str(run(session.plans.prepare, child).created)
        run(session.plans.quote, plans[name], words[name], "B")
        run(session.meetings.invite_proposed, meeting, child)
        (held,) = run(session.meetings.of_child, child)
        invitee = next(one for one in held.invitees if one.person_id == mother and one.child_id == child)
        run(session.records.change, "meeting_invitee", invitee.id, presence="PRESENT", view=VIEWS[name])
    return Pair(children, mother, words, plans)


def read_by(session: Session, subject: str, document: str, *kinds: RecipientKind) -> dict[RecipientKind, str]:
    """What each reader of some kinds would read of a document."""
    readers = session.documents.recipients(subject, document)
    return {one.kind: session.documents.preview(subject, one, document).html for one in readers if one.kind in kinds}


def test_the_words_of_a_brother_enter_no_document_of_his_sister(session: Session, pair: Pair) -> None:
    for name, other in (("Malo", "Nolwenn"), ("Nolwenn", "Malo")):
        offers = [one for one in session.documents.offers(pair.children[name]) if one.document in KINDS]
        assert {one.document for one in offers} == set(KINDS)
        seen = ""
        for offer in offers:
            made = read_by(session, offer.subject_id, offer.document, RecipientKind.CHILD, RecipientKind.MOTHER)
            for reader, page in made.items():
                seen += page
                assert SAID[other] not in page, (offer.document, reader)
                assert VIEWS[other] not in page, (offer.document, reader)
        assert SAID[name] in seen
        assert VIEWS[name] in seen, "each child's minutes have what was said of this child"


def test_a_sharing_withdrawn_after_the_plan_was_finished_keeps_the_words_out_of_what_is_made_later(
    session: Session, pair: Pair
) -> None:
    plan, said = pair.plans["Malo"], pair.words["Malo"]
    session.run(session.plans.finish, plan)
    mother = RecipientKind.MOTHER
    assert SAID["Malo"] in read_by(session, plan, "ppe", mother)[mother]
    session.run(session.records.change, "statement", said, sharing="DOSSIER")
    assert SAID["Malo"] not in read_by(session, plan, "ppe", mother)[mother]
    (reader,) = [one for one in session.documents.recipients(plan, "ppe") if one.kind is mother]
    assert session.documents.preview(plan, reader, "ppe").withheld, "and it is said that something is withheld"
    assert [one.record_id for one in session.statements.holders(said)] == [plan], "what went out is told"


def test_the_words_of_who_left_the_file_are_still_printed(session: Session, pair: Pair) -> None:
    child, today = pair.children["Nolwenn"], clock.now().date()
    gone = add(session, "person", civility="MME", surname="Le Goff", first_name="Jeanne")
    link = add(session, "relationship", child_id=child, person_id=gone, role="GRAND_PARENT")
    words = "Elle peut venir quand elle veut."
    said = add(
        session, "statement", child_id=child, said_on=today, speaker="AUTRE", person_id=gone, exact_words=words, sharing="TOUS"
    )  # fmt: skip
    session.run(session.plans.quote, pair.plans["Nolwenn"], said, "B")
    session.run(session.records.remove, "relationship", link)
    page = read_by(session, pair.plans["Nolwenn"], "ppe", RecipientKind.CHILD)[RecipientKind.CHILD]
    assert words in page
    assert "Paroles de Madame Le Goff" in page
    assert "Madame Jeanne Le Goff" in page
