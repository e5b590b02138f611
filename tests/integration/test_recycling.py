"""The recycle bin: whatever is taken out of a file comes back whole, as it was, or says why it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ppe_desktop.domain.errors import FrozenRecordError, InputError, UnknownRecordError
from ppe_desktop.services.session import Session
from ppe_desktop.storage.kinds import owner_kind, record_kinds
from ppe_desktop.storage.recycling import read_bin
from tests.support.demo_base import demo_session
from tests.support.rows import Rows, items
from tests.support.rows import content as whole

NOT_COMPARED = {"audit_entry", "history_entry", "bin_entry", "alembic_version"}

LEAVES = (
    {kind for kind in record_kinds() if not any(owner_kind(other) == kind for other in record_kinds())}
    - {"produced_document", "user_profile", "plan_domain", "plan_words", "plan_objective", "plan_action", "plan_link"}
    - {"appointment_child", "visit_child"}  # what ties a child to what is shared: see test_appointments
    - {"exit_interview"}  # none of the fictitious youths has left yet
    - {"document_delivery", "writing_part"}  # the fictitious files hold no document yet
    - {"journal_entry", "appointment"}  # goes and comes back with its parts: see test_journal_service
)
"""Kinds that nothing belongs to, of which the fictitious files hold one at least that can be taken out."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    made = demo_session(tmp_path_factory)
    yield made
    made.close()


def content(session: Session) -> Rows:
    return whole(session, but=NOT_COMPARED)


def binned(session: Session) -> list[dict[str, Any]]:
    def read() -> list[dict[str, Any]]:
        with session.database.work() as work:
            return read_bin(work.connection)

    return session.run(read)


@pytest.mark.parametrize("kind", sorted(record_kinds().keys() - {"child", "user_profile"}))
def test_a_record_comes_back_whole_with_all_that_belonged_to_it(filled: Session, kind: str) -> None:
    before = content(filled)
    refused = came_back = 0
    for item in items(filled, kind):
        if came_back == 2 or (refused == 4 and kind not in LEAVES):
            break
        try:
            filled.run(filled.records.remove, kind, item.id)
        except (InputError, FrozenRecordError):
            refused += 1
            assert refused > 2 or content(filled) == before  # refused: nothing at all was done
            continue
        came_back += 1
        assert item.id not in {one.id for one in items(filled, kind)}
        assert binned(filled)[0]["record_id"] == item.id
        filled.run(filled.records.restore, item)
        assert content(filled) == before
        assert item.id not in {entry["record_id"] for entry in binned(filled)}
    assert came_back or kind not in LEAVES, f"the fictitious files hold no {kind} that can be removed"


def test_an_episode_takes_its_measures_and_places_along_and_each_leaves_a_line(filled: Session) -> None:
    protected = {item.placement_id for item in items(filled, "address_protection") if item.placement_id}
    held = {item.episode_id for item in items(filled, "placement") if item.id in protected}
    place = next(item for item in items(filled, "placement") if item.episode_id not in held)
    episode = next(item for item in items(filled, "care_episode") if item.id == place.episode_id)
    filled.run(filled.records.remove, "care_episode", episode.id)
    assert place.id not in {item.id for item in items(filled, "placement")}
    lines = filled.run(filled.files.history, episode.child_id)
    removed = {line.kind for line in lines if line.action == "suppression"}
    assert {"Épisode de prise en charge", "Lieu d’accueil", "Mesure"} <= removed
    filled.run(filled.records.restore, episode)
    assert place.id in {item.id for item in items(filled, "placement")}


def test_a_place_that_is_protected_is_not_taken_out_before_its_protection(filled: Session) -> None:
    protection = next(item for item in items(filled, "address_protection") if item.placement_id)
    place = next(item for item in items(filled, "placement") if item.id == protection.placement_id)
    before = content(filled)
    for kind, record_id in (("placement", place.id), ("care_episode", place.episode_id)):
        with pytest.raises(InputError, match="liée à d’autres"):
            filled.run(filled.records.remove, kind, record_id)
    assert content(filled) == before


def test_what_lost_its_owner_stays_in_the_bin_and_says_so(filled: Session) -> None:
    measure = items(filled, "measure")[0]
    episode = next(item for item in items(filled, "care_episode") if item.id == measure.episode_id)
    filled.run(filled.records.remove, "measure", measure.id)
    filled.run(filled.records.remove, "care_episode", episode.id)
    with pytest.raises(InputError):
        filled.run(filled.records.restore, measure)
    assert measure.id in {entry["record_id"] for entry in binned(filled)}
    filled.run(filled.records.restore, episode)
    filled.run(filled.records.restore, measure)
    with pytest.raises(UnknownRecordError):
        filled.run(filled.records.restore, measure)
