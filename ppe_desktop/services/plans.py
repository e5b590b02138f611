"""The projet pour l'enfant: preparing a version, quoting words in it, finishing it, opening the next one."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid
from typing import Any

from ppe_desktop.domain.casefile import CaseFile, Item, Items, PlanFile
from ppe_desktop.domain.dates import is_adult_on
from ppe_desktop.domain.errors import FrozenRecordError, InputError, UnknownRecordError
from ppe_desktop.domain.names import full_name, person_name
from ppe_desktop.domain.plan_objectives import is_closed
from ppe_desktop.domain.snapshot import to_json
from ppe_desktop.domain.texts import plain
from ppe_desktop.domain.vocabulary import (
    AuthorityExercise,
    Domain,
    PlanStatus,
    Role,
    Sharing,
    SignerQuality,
    YesNo,
)
from ppe_desktop.services.changes import Changes
from ppe_desktop.storage.database import Database
from ppe_desktop.storage.frozen import read_frozen
from ppe_desktop.storage.merging import as_merged
from ppe_desktop.storage.reading import read_casefile, read_plan, read_plans
from ppe_desktop.storage.unit_of_work import UnitOfWork

CARRIED_PLAN = ("participants", "history_summary", "autonomy", "support_network")
"""Texts of a version that the next one starts from."""

CARRIED_OBJECTIVE = ("domain", "text", "state", "result", "position")
"""What an objective that goes on keeps in the next version; what each said of it is asked for anew."""

LIVE_KINDS = ("plan_signature", "plan_delivery")
"""What goes on living after a version is finished."""


class PlanService:
    """Use cases on the plan."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self, plan_id: str) -> tuple[CaseFile, PlanFile]:
        """Return a version and the file it speaks of; a finished version comes as it was when it was finished.

        Protections of addresses decided since then still apply, and so do signatures and deliveries recorded since.

        Raises:
            UnknownRecordError: there is no such plan.
        """
        with self._database.work() as work:
            return load_plan(work, plan_id)

    def prepare(self, child_id: str) -> Changes:
        """Return the draft of a child's plan, opening the next version when there is none.

        The new version starts from the last finished one: texts of the domains, open objectives and their actions, articulation.
        Words and opinions are not carried over: each version asks for them anew. Objectives keep their lasting identity.
        """
        with self._database.work() as work:
            plans = read_plans(work.connection, child_id)
            draft = next((plan for plan in plans if plan.status == PlanStatus.DRAFT), None)
            if draft is not None:
                return Changes(frozenset(), draft.id)
            created = self._open_version(work, child_id, plans[0] if plans else None)
            work.commit()
            return Changes(frozenset(work.changed), created)

    def _open_version(self, work: UnitOfWork, child_id: str, last: Item | None) -> str:
        carried = {name: last.values[name] for name in CARRIED_PLAN} if last else {}
        plan_id = work.add(
            "child_plan",
            child_id=child_id,
            version=(last.version if last else 0) + 1,
            status=PlanStatus.DRAFT.value,
            **carried,
        )
        before = read_plan(work.connection, last.id) if last else None
        for domain in Domain:
            past = before.domain(domain.value) if before else None
            texts = {"evaluation": past.evaluation, "needs": past.needs} if past else {}
            work.add("plan_domain", plan_id=plan_id, domain=domain.value, **texts)
        if before:
            self._carry_over(work, before, plan_id)
        file = read_casefile(work.connection, child_id, work.now.date())
        if file:
            for position, (quality, name) in enumerate(proposed_signatures(file, work.now.date())):
                work.add("plan_signature", plan_id=plan_id, quality=quality.value, name=name, position=position)
        return plan_id

    def _carry_over(self, work: UnitOfWork, before: PlanFile, plan_id: str) -> None:
        for objective in before.of("plan_objective"):
            if not is_closed(objective):
                values = {name: objective.values[name] for name in CARRIED_OBJECTIVE}
                copied = work.add("plan_objective", plan_id=plan_id, lasting_id=objective.lasting_id, **values)
                for action in before.actions(objective.id):
                    work.add("plan_action", objective_id=copied, **_without_identity(action, "objective_id"))
        for link in before.of("plan_link"):
            work.add("plan_link", plan_id=plan_id, **_without_identity(link, "plan_id"))

    def add_objective(self, plan_id: str, domain: str, text: str = "") -> Changes:
        """Add an objective to a draft, under a domain."""
        with self._database.work() as work:
            _refuse_if_finished(work.get("child_plan", plan_id))
            position = len(_plan(work, plan_id).of("plan_objective"))
            created = work.add(
                "plan_objective",
                plan_id=plan_id,
                domain=domain,
                text=text,
                lasting_id=_new_lasting_id(),
                position=position,
            )
            work.commit()
            return Changes(frozenset(work.changed), created)

    def quote(self, plan_id: str, statement_id: str, domain: str) -> Changes:
        """Quote a statement in a draft, under a domain ("" for the general expression).

        Raises:
            InputError: it is quoted already.
        """
        with self._database.work() as work:
            _refuse_if_finished(work.get("child_plan", plan_id))
            plan = _plan(work, plan_id)
            if any(words.statement_id == statement_id for words in plan.of("plan_words")):
                raise InputError("Ces paroles sont déjà citées dans ce projet.")
            position = len(plan.of("plan_words"))
            created = work.add(
                "plan_words", plan_id=plan_id, statement_id=statement_id, domain=domain, position=position
            )
            work.commit()
            return Changes(frozenset(work.changed), created)

    def note_words(
        self, plan_id: str, domain: str, *, speaker: str, said_on: dt.date, person_id: str = "", **values: Any
    ) -> Changes:
        """Keep new words and quote them at once; they stay in the file until their sharing is decided.

        Returns:
            Changes whose ``created`` is the statement.
        """
        with self._database.work() as work:
            plan = work.get("child_plan", plan_id)
            _refuse_if_finished(plan)
            values = {"sharing": Sharing.FILE_ONLY.value, **values}
            statement = work.add(
                "statement", child_id=plan.child_id, speaker=speaker, said_on=said_on, person_id=person_id, **values
            )
            position = len(_plan(work, plan_id).of("plan_words"))
            work.add("plan_words", plan_id=plan_id, statement_id=statement, domain=domain, position=position)
            work.commit()
            return Changes(frozenset(work.changed), statement)

    def finish(self, plan_id: str, established_on: dt.date | None = None) -> Changes:
        """Finish a version: it is frozen with everything it was made from; later changes open the next one.

        Args:
            plan_id: the draft.
            established_on: date of establishment; that of the draft, else today, by default.

        Raises:
            FrozenRecordError: it is finished already.
            InputError: the file has no decision: a plan needs one to rest on (D223-14).
        """
        with self._database.work() as work:
            file, plan = load_plan(work, plan_id)
            _refuse_if_finished(plan.plan)
            if not file.of("decision"):
                raise InputError(
                    "Le projet repose sur une décision, et ce dossier n’en contient aucune. Ajoutez-la dans « Parcours », puis terminez le projet."
                )
            when = established_on or plan.plan.established_on or work.now.date()
            if when > work.now.date():
                raise InputError("La date d’établissement est dans l’avenir. Corrigez-la, puis terminez le projet.")
            work.change("child_plan", plan_id, established_on=when)
            file, plan = load_plan(work, plan_id)
            work.change(
                "child_plan",
                plan_id,
                status=PlanStatus.FINISHED.value,
                finished_at=work.now,
                finished_by=self._database.author,
                snapshot=to_json(file, plan),
            )
            work.commit()
            return Changes(frozenset(work.changed))


def load_plan(work: UnitOfWork, plan_id: str) -> tuple[CaseFile, PlanFile]:
    """Return a version and its file within a transaction; see :meth:`PlanService.load`.

    Raises:
        UnknownRecordError: there is no such plan.
    """
    plan = _plan(work, plan_id)
    file = read_casefile(work.connection, plan.plan.child_id, work.now.date())
    if file is None:
        raise UnknownRecordError
    if plan.plan.status != PlanStatus.FINISHED or not plan.plan.snapshot:
        return file, plan
    sealed = as_merged(work.connection, plan.plan.snapshot)  # a protection decided since names the person of today
    return as_finished(file, PlanFile(plan.plan.having(snapshot=sealed), plan.items))


def as_finished(file: CaseFile, plan: PlanFile) -> tuple[CaseFile, PlanFile]:
    """Return what was frozen, under the protections of then and of now.

    Args:
        file: the file of today.
        plan: what holds the frozen text (``snapshot``), with the words of today.
    """
    past_file, past_plan = read_frozen(plan.plan.snapshot)
    items = past_file.items
    for kind in ("address_protection", "person"):
        items = items.with_items(kind, _united(past_file.of(kind), file.of(kind)))
    secret_places = {place.id for place in file.of("placement") if place.is_anonymous}
    items = items.with_items(
        "placement", (p.having(is_anonymous=p.is_anonymous or p.id in secret_places) for p in items.of("placement"))
    )
    items = items.with_items("address_protection", [*items.of("address_protection"), *_typed_again(past_file, file)])
    secret_links = {link_id for link_id, place in file.sibling_places.items() if place.is_anonymous}
    places = {
        link_id: place.having(is_anonymous=place.is_anonymous or link_id in secret_links)
        for link_id, place in past_file.sibling_places.items()
    }
    past_file = CaseFile(past_file.child, items, past_file.siblings, places, past_file.profile)
    live = Items({**past_plan.items.by_kind, **{kind: plan.of(kind) for kind in LIVE_KINDS}})
    kept_from = _united(past_plan.of("statement_restriction"), plan.of("statement_restriction"))
    live = live.with_items("statement_restriction", kept_from)
    live = live.with_items(
        "statement", (_stricter(s, plan.items.one("statement", s.id)) for s in past_plan.of("statement"))
    )
    return past_file, PlanFile(plan.plan.having(snapshot=None), live)


def _typed_again(past: CaseFile, present: CaseFile) -> list[Item]:
    """Return present protections for the past addresses that were removed and typed again: same person, same street."""
    found = []
    for protection in present.of("address_protection"):
        address = present.items.one("address", protection.address_id)
        if address is not None:
            same = (former for former in past.of("address") if _same_address(former, address))
            found += [protection.having(address_id=former.id) for former in same]
    return found


def _same_address(former: Item, present: Item) -> bool:
    same = former.person_id == present.person_id and plain(former.street) == plain(present.street)
    return same and former.id != present.id


def _united(past: tuple[Item, ...], present: tuple[Item, ...]) -> list[Item]:
    """Return what was and what is, each once, as it was."""
    known = {item.id for item in past}
    return [*past, *(item for item in present if item.id not in known)]


def _stricter(past: Item, present: Item | None) -> Item:
    """Return a statement under the stricter of its past and present sharing."""
    order = [level.value for level in (Sharing.ALL, Sharing.JUDGE_ONLY, Sharing.FILE_ONLY)]
    return past.having(sharing=max((item.sharing for item in (past, present) if item), key=order.index))


def proposed_signatures(file: CaseFile, day: dt.date) -> list[tuple[SignerQuality, str]]:
    """Return the persons to whom the plan is to be proposed: child, holders of authority, référent, carer, the department."""
    rows = [(SignerQuality.CHILD, full_name(file.child))]
    roles = {link.person_id: link.role for link in file.of("relationship")}
    birth = file.child.birth_date
    holders = () if birth and is_adult_on(birth, day) else file.current("parental_authority", day)
    for authority in holders:
        person = file.person(authority.person_id)
        if person and authority.is_holder == YesNo.YES and person.death_date is None:
            rows.append(
                (_quality(roles.get(person.id, ""), authority.exercise), person_name(person, with_civility=True))
            )
    profile = file.profile
    rows.append((SignerQuality.CASE_WORKER, f"{profile.first_name} {profile.surname}".strip() if profile else ""))
    place = file.main_place(day)
    if place and (place.carer or place.name):
        rows.append((SignerQuality.CARER, place.carer or place.name))
    rows.append((SignerQuality.PRESIDENT, profile.signatory if profile else ""))
    return rows


def _quality(role: str, exercise: str) -> SignerQuality:
    if exercise in (AuthorityExercise.DELEGATED, AuthorityExercise.GUARDIANSHIP):
        return SignerQuality.GUARDIAN
    return {Role.MOTHER.value: SignerQuality.MOTHER, Role.FATHER.value: SignerQuality.FATHER}.get(
        role, SignerQuality.PARENT
    )


def _plan(work: UnitOfWork, plan_id: str) -> PlanFile:
    plan = read_plan(work.connection, plan_id)
    if plan is None:
        raise UnknownRecordError
    return plan


def _refuse_if_finished(plan: Item) -> None:
    if plan.status == PlanStatus.FINISHED:
        raise FrozenRecordError


def _without_identity(item: Item, owner_key: str) -> dict[str, Any]:
    return {name: value for name, value in item.values.items() if name not in (owner_key, "created_at")}


def _new_lasting_id() -> str:
    return uuid.UUID(bytes=secrets.token_bytes(16)).hex
