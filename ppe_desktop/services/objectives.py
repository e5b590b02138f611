"""The objectives of a plan, lived: who agrees, what became of them, what is said when they close; two versions set side by side."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from ppe_desktop.documents.guard import texts_in
from ppe_desktop.domain.casefile import CaseFile, Item, PlanFile
from ppe_desktop.domain.errors import FrozenRecordError, InputError
from ppe_desktop.domain.plan_comparison import Comparison, compare, texts_of_comparison
from ppe_desktop.domain.plan_objectives import CLOSED_STATES, Opiner, asked_opiners, opinions
from ppe_desktop.domain.recipients import Recipient, recipients_for
from ppe_desktop.domain.vocabulary import Agreement, PlanStatus, RecipientKind, Sharing
from ppe_desktop.domain.withholding import Redaction, Withheld, withhold
from ppe_desktop.services.changes import Changes
from ppe_desktop.services.plans import load_plan
from ppe_desktop.storage.database import Database
from ppe_desktop.storage.reading import read_casefile, read_plan, read_plans, read_statements
from ppe_desktop.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions set side by side, as one reader may see them.

    Attributes:
        file: the child's file as it is now, as the reader may see it.
        comparison: what became of everything.
        versions: every version of the plan, the last one first.
        recipients: who may be chosen as the reader.
        recipient: for whom it is.
        withheld: what this reader does not see, and why.
        today: the day.
        is_safe: no text kept from the reader was found in what is shown; it may be printed.
    """

    file: CaseFile
    comparison: Comparison
    versions: tuple[Item, ...]
    recipients: tuple[Recipient, ...]
    recipient: Recipient
    withheld: tuple[Withheld, ...]
    today: dt.date
    is_safe: bool


class ObjectiveService:
    """Use cases on the objectives of a plan."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def set_state(self, objective_id: str, state: str) -> Changes:
        """Say where an objective stands: reaching or dropping it closes it today, anything else opens it again.

        Nothing that was noted of its result is lost when it opens again.

        Raises:
            FrozenRecordError: its version is finished.
        """
        with self._database.work() as work:
            objective = self._open_objective(work, objective_id)
            closed_on = (objective.closed_on or work.now.date()) if state in CLOSED_STATES else None
            work.change("plan_objective", objective_id, state=state, closed_on=closed_on)
            work.commit()
            return Changes(frozenset(work.changed))

    def set_opinion(self, objective_id: str, speaker: str, agreement: str = "", *, person_id: str = "") -> Changes:
        """Note whether someone agrees with an objective; nothing puts the opinion back among those to ask for.

        Args:
            objective_id: the objective.
            speaker: in what quality this person speaks.
            agreement: the opinion.
            person_id: which person; nobody for the child.

        Raises:
            FrozenRecordError: its version is finished.
        """
        with self._database.work() as work:
            self._open_objective(work, objective_id)
            told = {"agreement": agreement or Agreement.UNKNOWN.value}
            created = self._opinion(work, objective_id, Opiner(speaker, person_id), told)
            work.commit()
            return Changes(frozenset(work.changed), created)

    def link_words(self, objective_id: str, speaker: str, statement_id: str, *, person_id: str = "") -> Changes:
        """Have words kept in the file tell someone's opinion of an objective; nothing takes them away from it.

        Raises:
            FrozenRecordError: its version is finished.
        """
        with self._database.work() as work:
            self._open_objective(work, objective_id)
            created = self._opinion(work, objective_id, Opiner(speaker, person_id), {"statement_id": statement_id})
            work.commit()
            return Changes(frozenset(work.changed), created)

    def note_opinion_words(
        self, objective_id: str, said_as: str, said_by: str = "", *, speaker: str, said_on: dt.date, **values: Any
    ) -> Changes:
        """Keep new words as a statement and have them tell an opinion; they stay in the file until their sharing is decided.

        Args:
            objective_id: the objective.
            said_as: in what quality the opinion is given.
            said_by: which person gives it; nobody for the child.
            speaker: whose words they are.
            said_on: when they were said.
            **values: other facts of the statement.

        Returns:
            Changes whose ``created`` is the statement.

        Raises:
            FrozenRecordError: its version is finished.
        """
        with self._database.work() as work:
            told = {"person_id": said_by} if said_by and speaker == said_as else {}
            statement = self._statement(
                work, objective_id, **{**told, "speaker": speaker, "said_on": said_on, **values}
            )
            self._opinion(work, objective_id, Opiner(said_as, said_by), {"statement_id": statement, "words": ""})
            work.commit()
            return Changes(frozenset(work.changed), statement)

    def keep_typed_words(self, objective_id: str, speaker: str, *, person_id: str = "") -> Changes:
        """Make a statement of the words that were typed with an opinion, so that their sharing can be decided.

        Raises:
            FrozenRecordError: its version is finished.
        """
        with self._database.work() as work:
            self._open_objective(work, objective_id)
            who, opinion = self._noted(work, objective_id, Opiner(speaker, person_id))
            if opinion is None or not opinion.words.strip():
                return Changes(frozenset())
            statement = self._statement(
                work, objective_id, speaker=speaker, said_on=work.now.date(), exact_words=opinion.words.strip(),
                person_id=who.person_id,
            )  # fmt: skip
            work.change("objective_opinion", opinion.id, words="", statement_id=statement)
            work.commit()
            return Changes(frozenset(work.changed), statement)

    def note_closing_words(self, objective_id: str, *, speaker: str, said_on: dt.date, **values: Any) -> Changes:
        """Keep what is said of the result of an objective as a statement; see :meth:`note_opinion_words`."""
        with self._database.work() as work:
            statement = self._statement(work, objective_id, speaker=speaker, said_on=said_on, **values)
            work.change("plan_objective", objective_id, closing_words_id=statement)
            work.commit()
            return Changes(frozenset(work.changed), statement)

    def continue_from(self, objective_id: str, lasting_id: str) -> Changes:
        """Say that an objective of a draft is one of an earlier version, typed again.

        Raises:
            FrozenRecordError: its version is finished.
            InputError: the draft holds that objective already.
        """
        with self._database.work() as work:
            objective = self._open_objective(work, objective_id)
            plan = _known(read_plan(work.connection, objective.plan_id))
            if any(one.lasting_id == lasting_id and one.id != objective_id for one in plan.of("plan_objective")):
                raise InputError("Cet objectif figure déjà dans cette version.")
            work.change("plan_objective", objective_id, lasting_id=lasting_id)
            work.commit()
            return Changes(frozenset(work.changed))

    def comparison(
        self, child_id: str, earlier_id: str = "", later_id: str = "", recipient: Recipient | None = None
    ) -> Compared | None:
        """Set two versions of a child's plan side by side.

        Args:
            child_id: the child.
            earlier_id: the earlier version; by default the one before the later.
            later_id: the later version; by default the last one.
            recipient: for whom it is; the service by default.

        Returns:
            The comparison, or nothing while there are not two versions.
        """
        with self._database.work() as work:
            versions = read_plans(work.connection, child_id)
            chosen = _chosen(versions, earlier_id, later_id)
            if chosen is None:
                return None
            today = work.now.date()
            present = read_casefile(work.connection, child_id, today)
            said = read_statements(work.connection, child_id)
            loaded = [load_plan(work, plan.id) for plan in chosen]
        assert present is not None
        recipients = tuple(recipients_for(present, today))
        reader = recipient or next(one for one in recipients if one.kind is RecipientKind.FILE)
        shown = [withhold(file, plan, reader, present=present, said=said) for file, plan in loaded]
        mine = withhold(present, shown[-1].plan, reader, present=present, said=said)
        found = compare(shown[0].plan, shown[-1].plan, [one.plan for one in shown[1:-1]])
        withheld = dict.fromkeys(one for version in shown for one in version.withheld)
        of_plan = tuple(one for one in withheld if one not in mine.withheld)  # no address is in a comparison
        return Compared(mine.file, found, versions, recipients, reader, of_plan, today, _is_safe(found, shown))

    def _open_objective(self, work: UnitOfWork, objective_id: str) -> Item:
        objective = work.get("plan_objective", objective_id)
        if work.get("child_plan", objective.plan_id).status == PlanStatus.FINISHED:
            raise FrozenRecordError
        return objective

    def _statement(self, work: UnitOfWork, objective_id: str, **values: Any) -> str:
        objective = self._open_objective(work, objective_id)
        child_id = work.get("child_plan", objective.plan_id).child_id
        first = {"sharing": Sharing.FILE_ONLY.value, "bears_on": objective.domain, "objective_id": objective_id}
        return work.add("statement", child_id=child_id, **{**first, **values})

    def _opinion(self, work: UnitOfWork, objective_id: str, opiner: Opiner, values: dict[str, Any]) -> str:
        """Change what someone says of an objective; an opinion noted before persons were told apart gets its name."""
        who, known = self._noted(work, objective_id, opiner)
        named = {"speaker": who.speaker, "person_id": who.person_id}
        if known is None:
            return work.add("objective_opinion", objective_id=objective_id, **named, **values)
        work.change("objective_opinion", known.id, **named, **values)
        return known.id

    def _noted(self, work: UnitOfWork, objective_id: str, opiner: Opiner) -> tuple[Opiner, Item | None]:
        """Return who gives an opinion, the only person of that quality when none is told, and what was noted of it."""
        today = work.now.date()
        plan = _known(read_plan(work.connection, work.get("plan_objective", objective_id).plan_id))
        file = read_casefile(work.connection, plan.plan.child_id, today)
        assert file is not None, "the file of a plan that was just read"
        asked = asked_opiners(file, today)
        same = [one for one in asked if one.speaker == opiner.speaker]
        who = same[0] if len(same) == 1 and not opiner.person_id else opiner
        return who, opinions(plan, objective_id, asked).get(who)


def _known(plan: PlanFile | None) -> PlanFile:
    assert plan is not None, "the plan of an objective that was just read"
    return plan


def _chosen(versions: tuple[Item, ...], earlier_id: str, later_id: str) -> list[Item] | None:
    """Return the two versions asked for and those between them, the earlier one first."""
    ordered = sorted(versions, key=lambda plan: plan.version)
    ids = [plan.id for plan in ordered]
    if len(ordered) < 2:
        return None
    later = ids.index(later_id) if later_id in ids else len(ids) - 1
    earlier = ids.index(earlier_id) if earlier_id in ids else later - 1
    earlier, later = sorted((max(earlier, 0), later))
    return ordered[earlier : later + 1] if earlier < later else ordered[:2]


def _is_safe(found: Comparison, shown: list[Redaction]) -> bool:
    secrets = list(dict.fromkeys(text for version in shown for text in version.secrets))
    return not texts_in("\n".join(texts_of_comparison(found)), secrets) if secrets else True
