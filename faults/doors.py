"""F9, F10, A1 and A2: two programs on one base, a clock that jumps, secrets that are wrong, key files that were forged."""

from __future__ import annotations

import contextlib
import copy
import datetime as dt
import hashlib
import json
import time
import unicodedata
from pathlib import Path
from random import Random
from typing import Any

from faults import working
from faults.campaign import Outcome, Run
from faults.driven import FIELDS, text_of
from faults.nursery import at_work
from ppe_desktop.domain.errors import BaseInUseError, PpeError, WaitBeforeRetryError, WrongSecretError
from ppe_desktop.vault import slots
from ppe_desktop.vault import vault as vaulting
from ppe_desktop.vault.header import parse
from ppe_desktop.vault.instance import hold_base
from ppe_desktop.vault.paths import BasePaths
from ppe_desktop.vault.slots import unwrap_key
from ppe_desktop.vault.vault import change_passphrase
from tests.support.base import TODAY, Clock, access, new_session
from tests.support.vault import CHEAP, CHEAP_BOUNDS, PASSPHRASE


def two_programs(run: Run) -> Outcome:
    """F9: a second program on an open base; the first one killed; the mark of another computer."""
    folder = run.below("base") / "base"
    new_session(folder).close()
    outcome = Outcome(run.tries)
    for number in run.turns():
        with at_work(working.hold, folder) as (process, pipe):
            _said, pid = pipe.recv()
            before = BasePaths(folder).database.read_bytes()
            try:
                access().open(folder, PASSPHRASE).close()
                outcome.escapes.append(f"{number} : deux programmes ont ouvert la même base")
            except BaseInUseError as error:
                if str(pid) not in error.detail:
                    outcome.escapes.append(f"{number} : ne dit pas qui tient la base")
            if BasePaths(folder).database.read_bytes() != before:
                outcome.escapes.append(f"{number} : le second a écrit")
            process.kill()
            process.join()
        access().open(folder, PASSPHRASE).close()  # freed by the kill
        hold_base(folder, host="AUTRE-PC").release()
        held = hold_base(folder, host="AUTRE-PC", take_over=True)
        held._companion.rename(held._companion.with_name("garde"))  # as the other computer leaves it
        held.release()
        folder.joinpath("garde").rename(held._companion)
        try:
            access().open(folder, PASSPHRASE).close()
            outcome.escapes.append(f"{number} : ouverte malgré la marque d’un autre ordinateur")
        except BaseInUseError as error:
            if "AUTRE-PC" not in error.message or not error.can_take_over:
                outcome.escapes.append(f"{number} : ne nomme pas l’autre ordinateur")
        access().open(folder, PASSPHRASE, take_over=True).close()
    outcome.control, outcome.caught = _without_lock(folder)
    return outcome


def _without_lock(folder: Path) -> tuple[str, bool]:
    """Hold nothing: the second program must get in, or the campaign would prove nothing."""
    BasePaths(folder).lock.unlink(missing_ok=True)
    first = hold_base(folder)
    BasePaths(folder).lock.unlink()
    try:
        hold_base(folder).release()
        return "verrou effacé sous le premier programme : le second entre", True
    except PpeError:
        return "verrou effacé : le second n’entre pas", False
    finally:
        first.release()


_JUMPS = (
    {"days": -1}, {"days": -1826}, {"days": 1}, {"days": 400}, {"hours": -1}, {"hours": 1}, {"seconds": -3}, {"minutes": -6},
)  # fmt: skip
_NIGHTS = (dt.datetime(2026, 3, 29, 1, 59), dt.datetime(2026, 10, 25, 2, 30), dt.datetime(2026, 12, 31, 23, 59))


def clock(run: Run) -> Outcome:
    """F10: the clock goes back or jumps between two openings and under the open base."""
    folder = run.below("base") / "base"
    now = Clock(TODAY)
    session = new_session(folder, now)
    child = session.run(session.files.create, surname="Durand").created
    outcome, latest = Outcome(run.tries), TODAY.date()
    for number in run.turns():
        session.close()
        if number % 4 == 3:
            now.moment = run.chance.choice(_NIGHTS)
        else:
            now.advance(**run.chance.choice(_JUMPS))
        session = access(now).open(folder, PASSPHRASE)
        day = session.run(session.home.today).day
        latest = max(latest, now.moment.date())
        if day < now.moment.date():
            outcome.escapes.append(f"{number} : le jour du programme est avant celui de la machine")
        session.run(session.records.enter, "child", child, FIELDS[0], text_of(number))
        if session.run(session.files.open, child).child.values[FIELDS[0]].strip() != text_of(number).strip():
            outcome.escapes.append(f"{number} : texte perdu")
        state = session.run(session.audit.check)
        if not state.is_whole:
            outcome.escapes.append(f"{number} : le journal n’est plus dans l’ordre")
        if len(session.run(session.files.cards)) != 1:
            outcome.escapes.append(f"{number} : dossier purgé")
    session.close()
    numbers = [line["number"] for line in _lines(folder)]
    outcome.caught = numbers == sorted(numbers, reverse=True) and numbers[0] > run.tries
    outcome.control = f"{numbers[0]} lignes de journal, numérotées dans l’ordre quoi que dise l’horloge"
    return outcome


def _lines(folder: Path) -> list[dict[str, Any]]:
    from ppe_desktop.storage.audit import read_lines

    session = access().open(folder, PASSPHRASE)

    def read() -> list[dict[str, Any]]:
        with session.database.work() as work:
            return read_lines(work.connection, limit=100000)

    try:
        return session.run(read)
    finally:
        session.close()


def wrong_secrets(run: Run) -> Outcome:
    """A1: a hundred wrong phrases, of one letter or a thousand; then the right one, however its accents are written."""
    folder = run.below("base") / "base"
    new_session(folder).close()
    right = "forêt cédille août noël façade gîte ruisseau"
    change_passphrase(folder, PASSPHRASE, unicodedata.normalize("NFC", right), CHEAP, bounds=CHEAP_BOUNDS)
    outcome = Outcome(run.tries)
    attempts = BasePaths(folder).attempts
    for number in run.turns():
        outcome.escapes += _tried(folder, _wrong_secret(right, number, run.chance), number)
    attempts.unlink(missing_ok=True)
    waits = 0
    for _turn in range(4):
        with contextlib.suppress(WrongSecretError):
            access().open(folder, "fausse").close()
    try:
        access().open(folder, right).close()
    except WaitBeforeRetryError:
        waits = 1
    attempts.unlink(missing_ok=True)
    if not waits:
        outcome.escapes.append("quatre essais faux ne font pas attendre")
    access().open(folder, unicodedata.normalize("NFD", right)).close()
    opened = _with_an_obliging_door(run, right)
    outcome.control = (
        f"une porte qui ne distingue ni capitales ni espaces autour : {opened} phrases fausses ouvrent ; la bonne ouvre, accents composés ou "
        "décomposés"
    )
    outcome.caught = opened > 0
    return outcome


def _tried(folder: Path, secret: str, number: int) -> list[str]:
    """Try a wrong phrase at the door; return what is wrong in how it was refused."""
    BasePaths(folder).attempts.unlink(missing_ok=True)
    try:
        access().open(folder, secret).close()
    except WrongSecretError as error:
        return [f"{number} : l’erreur répète la phrase"] if secret in f"{error} {error.detail}" else []
    except PpeError as error:
        return [f"{number} : {type(error).__name__} au lieu de phrase fausse"]
    return [f"{number} : {len(secret)} lettres ouvrent"]


def _with_an_obliging_door(run: Run, right: str) -> int:
    """The control: a door that forgives capitals and spaces opens to some of the same wrong phrases, and is caught at it."""
    kept = slots.normalise_secret
    slots.normalise_secret = vaulting.normalise_secret = lambda text: kept(text.strip().casefold())
    try:
        folder = run.below("temoin") / "base"
        new_session(folder).close()
        change_passphrase(folder, PASSPHRASE, right, CHEAP, bounds=CHEAP_BOUNDS)
        return sum(bool(_tried(folder, _wrong_secret(right, number, run.chance), number)) for number in range(14))
    finally:
        slots.normalise_secret = vaulting.normalise_secret = kept


def _wrong_secret(right: str, number: int, chance: Random) -> str:
    kinds = (
        right[:-1], right + " ", right.upper(), right.swapcase(), right.replace("é", "e"), "x", "é" * 1024, "\x00", "🦊" * 200,
        right.replace(" ", "\u00a0"), f" {right}", "".join(chance.sample(right, len(right))), "\ud800", str(chance.random()),
    )  # fmt: skip
    return kinds[number % len(kinds)]


def headers(run: Run) -> Outcome:
    """A2: every byte of the key file flipped, then forged ones: never weaker costs, never an exhausted machine, never opened."""
    folder = run.below("base") / "base"
    new_session(folder).close()
    original = BasePaths(folder).header.read_bytes()
    outcome, slowest, accepted = Outcome(), 0.0, 0
    for number in run.turns():
        forged = (
            _flipped(original, number)
            if number < 8 * len(original) and run.tries > 8 * len(original)
            else _forged(original, run.chance)
        )
        started = time.perf_counter()
        try:
            header = parse(forged, CHEAP_BOUNDS)
        except PpeError:
            pass
        except Exception as error:  # noqa: BLE001 - an escape, counted
            outcome.escapes.append(f"{number} : {type(error).__name__}")
        else:
            accepted += 1
            outcome.escapes += _admitted(header, forged, original, number)
        slowest = max(slowest, time.perf_counter() - started)
    outcome.tries = run.tries
    if slowest > 1:
        outcome.escapes.append(f"un refus a pris {slowest:.1f} s")
    outcome.notes = f"{accepted} bien formés mais inoffensifs ; refus le plus lent {slowest * 1000:.0f} ms"
    outcome.control = "le fichier intact est accepté, et le même avec un coût de 8 Kio est refusé"
    outcome.caught = parse(original, CHEAP_BOUNDS) is not None and _refused(_costs(original, 8), CHEAP_BOUNDS)
    return outcome


def _flipped(original: bytes, number: int) -> bytes:
    data = bytearray(original)
    data[number // 8] ^= 1 << number % 8
    return bytes(data)


def _admitted(header: Any, forged: bytes, original: bytes, number: int) -> list[str]:
    """A well-formed header was taken: its costs must be in bounds, and it must open nothing unless it is the original."""
    if not all(CHEAP_BOUNDS.admit(slot.profile) for slot in header.slots):
        return [f"{number} : coût hors bornes accepté"]
    if any(slot.profile.memory_kib > 64 * 1024 or slot.profile.passes > 4 for slot in header.slots):
        return []  # in bounds, but too dear to try twenty thousand times
    if (
        header.slots == parse(original, CHEAP_BOUNDS).slots
        and header.vault_id == parse(original, CHEAP_BOUNDS).vault_id
    ):
        return []
    with contextlib.suppress(PpeError):
        key, slot = unwrap_key(header, PASSPHRASE)
        if slot not in parse(original, CHEAP_BOUNDS).slots:
            return [f"{number} : un fichier forgé ouvre ({len(forged)} octets, {key!r})"]
    return []


def _refused(data: bytes, bounds: Any) -> bool:
    try:
        parse(data, bounds)
    except PpeError:
        return True
    return False


def _costs(original: bytes, memory: int) -> bytes:
    content = json.loads(original)
    content["slots"][0]["kdf"]["memory_kib"] = memory
    return _signed(content)


_VALUES: tuple[Any, ...] = (
    0, 1, -1, 8, 1 << 24, 1 << 62, 1e300, None, True, "", "é", "phrase", "secours", [], {}, "A" * 5000, [[[]]], "AAAA", 2, 16, 1.5,
)  # fmt: skip


def _forged(original: bytes, chance: Random) -> bytes:
    """Return a key file changed at random, most often with a right checksum, as an attacker would write it."""
    kind = chance.randrange(10)
    if kind == 0:
        return original[: chance.randrange(len(original))]
    if kind == 1:
        return b'{"version":' + b"[" * chance.choice((10, 5000, 60000)) + original
    if kind == 2:
        return original + bytes(chance.randrange(1, 10_000_000))
    if kind == 3:
        at = chance.randrange(len(original))
        return original[:at] + chance.randbytes(chance.randrange(1, 40)) + original[at:]
    content = json.loads(original)
    for _turn in range(chance.randint(1, 3)):
        _change(content, chance)
    return _signed(content)


def _change(content: Any, chance: Random) -> None:
    place = content
    while isinstance(place, dict | list) and place:
        key = chance.choice(list(place)) if isinstance(place, dict) else chance.randrange(len(place))
        if not isinstance(place[key], dict | list) or chance.random() < 0.15:
            if chance.random() < 0.1 and isinstance(place, dict):
                place.pop(key)
            else:
                place[key] = copy.deepcopy(chance.choice(_VALUES))  # or one change would nest a list in itself
            return
        place = place[key]


def _signed(content: dict[str, Any]) -> bytes:
    content.pop("checksum", None)
    compact = json.dumps(content, separators=(",", ":")).encode()
    content["checksum"] = hashlib.sha256(compact).hexdigest()
    return json.dumps(content, separators=(",", ":")).encode()
