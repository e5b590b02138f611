"""The commands of the IT service: the fictitious base with every document, one document, a self-test."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from ppe_desktop.documents.catalogue import DOCUMENTS
from ppe_desktop.domain.casefile import ChildCard, Item
from ppe_desktop.domain.dates import short_date
from ppe_desktop.domain.deadlines.results import STATUS_WORDS, Deadline, in_one_line
from ppe_desktop.domain.errors import InputError, OutputError, PpeError, SituationError
from ppe_desktop.domain.prints import Produced
from ppe_desktop.domain.recipients import Recipient
from ppe_desktop.domain.texts import plain
from ppe_desktop.runtime import clock
from ppe_desktop.services import demo
from ppe_desktop.services.access import AccessService
from ppe_desktop.services.deadlines import ChildDeadlines
from ppe_desktop.services.session import Session
from ppe_desktop.ui.typography import typeset
from ppe_desktop.vault.keys import FLOOR

Say = Callable[[str], None]


@contextmanager
def demo_session(folder: Path) -> Iterator[Session]:
    """Make the fictitious base in a folder and give an open session on it."""
    made = AccessService(profile=FLOOR).create(folder, demo.PASSPHRASE, is_demo=True, **demo.read_profile_facts())
    try:
        demo.fill(made.session)
        made.session.documents.draw_with(_painted)
        yield made.session
    finally:
        made.session.close()


def make_demo(folder: Path, *, pdf: bool, say: Say, children: int = 0, every: bool = False) -> int:
    """Make the fictitious base and the plan of every child for every reader, and say what was made.

    Args:
        folder: where to write, empty or new.
        pdf: write each document as PDF too.
        say: tells each line.
        children: documents of the first children only; of all of them when 0. The base holds them all.
        every: make every document that is offered today, not the plan only.

    Raises:
        OutputError: the folder holds something already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputError(
            "L’emplacement choisi n’est pas un dossier vide. Rien n’a été écrit : choisissez un dossier vide ou nouveau."
        )
    count = 0
    with demo_session(folder / "base") as session:
        say(f"Base fictive : {folder / 'base'} (phrase de passe : {demo.PASSPHRASE})")
        for number, card in enumerate(session.run(session.files.cards)[: children or None], start=1):
            say(f"\n{number:02d}. {card.list_name}")
            count += _documents_of(session, card, folder / f"{number:02d}", pdf=pdf, every=every, say=say)
    say(f"\n{count} documents produits dans {folder}")
    return 0


def _documents_of(session: Session, card: ChildCard, folder: Path, *, pdf: bool, every: bool, say: Say) -> int:
    plan = [("ppe", _plan_of(session, card.child_id))]
    wanted = [(one.document, one.subject_id) for one in session.documents.offers(card.child_id)] if every else plan
    folder.mkdir(parents=True, exist_ok=True)
    made = 0
    for document, subject_id in wanted:
        for reader in session.documents.recipients(subject_id, document):
            target = folder / f"{DOCUMENTS[document].short}_{reader.kind.value}.docx"
            produced = session.documents.produce(subject_id, reader, target, document=document, pdf=pdf)
            for path in produced.paths:
                say(f"    {path.relative_to(folder.parent)} — {reader.label}")
            for entry in produced.withheld:
                say(f"        non communiqué : {entry.what}")
            made += len(produced.paths)
    return made


def produce(
    base: Path,
    passphrase: str,
    child: str,
    document: str,
    reader: str,
    out: Path,
    *,
    pdf: bool,
    say: Say,
    about: str = "",
    named: str = "",
    as_of: dt.date | None = None,
) -> int:
    """Produce one document and say which files were written.

    Args:
        base: folder of the base.
        passphrase: its passphrase.
        child: name or identifier of the child.
        document: kind of document, as the register names it.
        reader: kind of reader.
        out: file or folder to write.
        pdf: write the PDF beside it.
        say: tells each line.
        about: words that tell which meeting, statement or stay the document is about; the first offered otherwise.
        named: words of the reader's name, when several are of that kind.
        as_of: read the file as it was known on that day.

    Raises:
        PpeError: with the reason in French.
    """
    session = AccessService().open(base, passphrase)
    session.documents.draw_with(_painted)
    try:
        card = _find(session.run(session.files.cards), child)
        subject_id = _subject(session, card.child_id, document, about)
        recipient = _recipient(session.documents.recipients(subject_id, document), reader, named)
        target = out / session.documents.neutral_name(document, clock.now().date()) if out.is_dir() else out
        produced = session.documents.produce(subject_id, recipient, target, document=document, pdf=pdf, as_of=as_of)
    finally:
        session.close()
    for path in produced.paths:
        say(str(path))
    for caution in produced.cautions:
        say(f"Attention : {caution}")
    return 0


def write_week(base: Path, passphrase: str, out: Path, *, initials_only: bool, say: Say) -> int:
    """Write the worker's week in Word.

    Args:
        base: folder of the base.
        passphrase: it opens the base.
        out: the file, or a folder for a neutral name.
        initials_only: no name of a child, and nothing typed that may tell one.
        say: tells each line.

    Raises:
        PpeError: with the reason in French.
    """
    session = AccessService().open(base, passphrase)
    try:
        home = session.run(session.home.read)
        target = out / session.week.neutral_name(home) if out.is_dir() else out
        written = session.week.write(home, target, initials_only=initials_only)
    finally:
        session.close()
    say(str(written))
    return 0


def _painted(drawing: Any, width: float, height: float) -> bytes:
    from ppe_desktop.ui.printing.offscreen import (
        picture_offscreen,  # Qt is loaded only when a template asks for a drawing
    )

    return picture_offscreen(drawing, width, height)


def list_deadlines(
    base: Path,
    passphrase: str,
    child: str,
    on: dt.date | None,
    *,
    as_json: bool,
    say: Say,
    with_absent: bool = False,
) -> int:
    """Say the deadlines of one child or of all, with article and reasons; on request, what does not concern the child too.

    Raises:
        PpeError: with the reason in French.
    """
    session = AccessService().open(base, passphrase)
    try:
        everyone = session.run(session.deadlines.of_everyone, on)
        wanted = _find(session.run(session.files.cards), child).child_id if child else ""
        chosen = [one for one in everyone if not wanted or one.child_id == wanted]
        if with_absent:
            chosen = [_with_absent(session, one, on) for one in chosen]
    finally:
        session.close()
    if as_json:
        say(json.dumps([_as_plain(one) for one in chosen], ensure_ascii=False, indent=2))
        return 0
    width = min(_WIDEST, shutil.get_terminal_size().columns)
    for one in chosen:
        say(f"\n{one.name}")
        for deadline in one.deadlines:
            for line in _table_lines(deadline, width):
                say(line)
    return 0


_WIDEST, _INDENT = 120, " " * 14
"""Columns that a line of the table takes at most: beyond, the eye loses its way back."""


def _table_lines(deadline: Deadline, width: int) -> Iterator[str]:
    """Give the lines of an obligation: day, what is to be done, where it stands, then the article and the reasons."""
    due = short_date(deadline.due_on) or "sans date"
    standing = STATUS_WORDS[deadline.status] + (f" le {short_date(deadline.done_on)}" if deadline.done_on else "")
    yield from _wrapped(f"  {due:<10}  {deadline.rule.title} [{deadline.rule.id}] : {standing}", width)
    why = f"{deadline.rule.article}. {in_one_line(deadline.reasons)}"
    yield from _wrapped(_INDENT + why, width)
    if deadline.waiver_reason:
        yield from _wrapped(f"{_INDENT}Motif : {deadline.waiver_reason}", width)


def _wrapped(line: str, width: int) -> list[str]:
    return textwrap.wrap(
        typeset(line), width, subsequent_indent=_INDENT, break_long_words=False, break_on_hyphens=False
    )


def _with_absent(session: Session, one: ChildDeadlines, on: dt.date | None) -> ChildDeadlines:
    deadlines, absent = session.run(session.deadlines.explained, one.child_id, on)
    return replace(one, deadlines=(*deadlines, *absent))


def _as_plain(one: ChildDeadlines) -> dict[str, Any]:
    return {
        "child_id": one.child_id,
        "name": one.name,
        "deadlines": [
            {
                "rule": deadline.rule.id,
                "title": deadline.rule.title,
                "due_on": deadline.due_on.isoformat() if deadline.due_on else None,
                "status": deadline.status.value,
                "done_on": deadline.done_on.isoformat() if deadline.done_on else None,
                "article": deadline.rule.article,
                "source": deadline.rule.source.value,
                "version": deadline.rule.version,
                "reasons": [reason.text for reason in deadline.reasons],
                "waiver": deadline.waiver_reason,
            }
            for deadline in one.deadlines
        ],
    }


def _find(cards: list[ChildCard], wanted: str) -> ChildCard:
    words = sorted(plain(wanted).split())
    found = [card for card in cards if card.child_id == wanted]
    found = found or [card for card in cards if words and words == sorted(plain(card.list_name).split())]
    found = found or [
        card for card in cards if words and all(f" {word}" in f" {plain(card.list_name)}" for word in words)
    ]
    if len(found) != 1:
        reason = "Aucun enfant ne correspond" if not found else "Plusieurs enfants correspondent"
        raise InputError(f"{reason} à ce nom. Donnez le nom et le prénom, ou l’identifiant.")
    return found[0]


def _plan_of(session: Session, child_id: str) -> str:
    """Return the last finished version, else the draft, opened if need be."""
    plans: tuple[Item, ...] = session.run(session.files.plans, child_id)
    draft = next((plan for plan in plans if plan.status == "BROUILLON"), None)
    if draft is not None:
        return draft.id
    return plans[0].id if plans else session.run(session.plans.prepare, child_id).created


def _subject(session: Session, child_id: str, document: str, about: str) -> str:
    """Return what a document is about: the plan for the plan, else what is offered for the child today."""
    if document == Produced.PPE and not about:
        return _plan_of(session, child_id)
    offered = [one for one in session.documents.offers(child_id) if one.document == document]
    wanted = [one for one in offered if about == one.subject_id or plain(about) in plain(one.which)]
    if not wanted:
        known = " ; ".join(one.which for one in offered if one.which)
        reason = f"Sont possibles : {known}." if known else "Rien au dossier n’y conduit aujourd’hui."
        raise InputError(f"Ce document ne peut pas être produit pour cet enfant. {reason}")
    return wanted[0].subject_id


def _recipient(readers: list[Recipient], wanted: str, named: str = "") -> Recipient:
    words = plain(named)
    found = [reader for reader in readers if reader.kind.value == wanted and words in plain(reader.label)]
    if not found:
        raise InputError(
            "Ce destinataire n’existe pas pour cet enfant : parent non connu, décédé, ou jeune devenu majeur."
        )
    if len(found) > 1:
        names = " ; ".join(reader.label for reader in found)
        raise InputError(
            f"Plusieurs destinataires répondent à ce mot : {names}. Dites lequel avec --named, ou produisez ce document dans la fenêtre."
        )
    return found[0]


def self_test(*, say: Say) -> int:
    """Do the whole chain on a throw-away base: create, fill, lock, reopen, produce, read again. Say each step."""
    with tempfile.TemporaryDirectory(prefix="ppe-auto-test-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        try:
            _check_chain(folder, say)
        except PpeError as error:
            say(f"ÉCHEC : {error.message}")
            return 1
    say("Tout fonctionne.")
    return 0


def _check_chain(folder: Path, say: Say) -> None:
    with demo_session(folder / "base") as session:
        cards = session.run(session.files.cards)
        say(f"Base chiffrée créée, {len(cards)} dossiers fictifs : bon")
    session = AccessService().open(folder / "base", demo.PASSPHRASE)
    try:
        say("Base rouverte avec sa phrase de passe : bon")
        plan_id = _plan_of(session, cards[0].child_id)
        reader = session.documents.recipients(plan_id)[-1]
        produced = session.documents.produce(plan_id, reader, folder / "essai.docx")
        if produced.paths[0].stat().st_size < 1000:
            raise SituationError("Le document produit est vide.")
        say("Document Word produit et relu : bon")
        say(
            "PDF : possible sur cet ordinateur"
            if session.documents.can_make_pdf()
            else "PDF : ni Word ni LibreOffice trouvés"
        )
    finally:
        session.close()
