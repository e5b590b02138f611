"""Facts that some readers only receive: what was confided while preparing, medical results, why somebody was not invited.

They are told field by field, once, for every kind of document: a kind prints a record, this says which of its facts a reader gets.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ppe_desktop.domain.casefile import Item, Items
from ppe_desktop.domain.meetings import CHILD_QUALITY
from ppe_desktop.domain.recipients import Recipient
from ppe_desktop.domain.vocabulary import Apart, Presence, RecipientKind

_OWN = frozenset({RecipientKind.CHILD})
_NOBODY: frozenset[RecipientKind] = frozenset()
_THERE = (Presence.PRESENT.value, Presence.REMOTE.value)
_RECEIVED_APART = (Apart.SLOTS.value, Apart.ROOMS.value, Apart.WRITTEN.value)


class _Rule(NamedTuple):
    """Who receives a fact beside the service's own file, what it is and why the others do not."""

    readers: frozenset[RecipientKind]
    what: str
    why: str


_TO_THE_YOUNG = (
    "Ces mots ont été dits dans l’entretien : ils appartiennent au jeune, qui peut les transmettre lui-même."
)
_CONFIDED = "Ce que l’enfant a confié en préparant la réunion n’a pas été relu pour être transmis."
_SECRECY = "Secret médical : les résultats restent au médecin."
_OWN_HEALTH = "Ce que l’enfant dit de sa santé lui appartient."
_APART = "Reçus séparément : ce que l’un a dit n’a pas été dit devant l’autre."
_RULES: dict[tuple[str, str], _Rule] = {
    ("meeting_child", "prepared"): _Rule(_NOBODY, "Ce que l’enfant a préparé pour la réunion", _CONFIDED),
    ("meeting_invitee", "reason"): _Rule(
        frozenset({RecipientKind.JUDGE}),
        "Motif pour lequel une personne n’est pas invitée, ou l’est malgré une réserve",
        "Il peut rapporter ce qu’une autre personne a demandé.",
    ),
    ("autonomy_topic", "own_words"): _Rule(_OWN, "Les mots du jeune, thème par thème", _TO_THE_YOUNG),
    ("autonomy_interview", "wishes"): _Rule(_OWN, "Les souhaits dits par le jeune", _TO_THE_YOUNG),
    ("autonomy_interview", "strengths"): _Rule(_OWN, "Les forces dites par le jeune", _TO_THE_YOUNG),
    ("autonomy_right_told", "remarks"): _Rule(_OWN, "Ce que le jeune dit de ses droits", _TO_THE_YOUNG),
    ("exit_interview", "own_words"): _Rule(_OWN, "Les mots du jeune majeur", _TO_THE_YOUNG),
    ("health_event", "results"): _Rule(_NOBODY, "Résultats d’examens", _SECRECY),
    ("health_event", "child_words"): _Rule(_OWN, "Ce que l’enfant dit de sa santé", _OWN_HEALTH),
    ("health_profile", "remarks"): _Rule(_NOBODY, "Remarques sur la santé", _SECRECY),
    ("health_follow_up", "remarks"): _Rule(_NOBODY, "Remarques sur les suivis de santé", _SECRECY),
    ("disability_right", "remarks"): _Rule(_NOBODY, "Remarques sur les droits liés au handicap", _SECRECY),
}


class FieldsShown(NamedTuple):
    """Records without the facts that a reader does not receive.

    Attributes:
        items: the records.
        withheld: what was taken out and why, in French.
        texts: what was taken out, which the document must not hold.
    """

    items: Items
    withheld: tuple[tuple[str, str], ...]
    texts: tuple[str, ...]


def fields_shown(items: Items, recipient: Recipient, *, is_carer_hidden: Callable[[Item], bool]) -> FieldsShown:
    """Return records as a reader may see them, field by field; the service's own file receives everything.

    Args:
        items: the records a document prints beside the file.
        recipient: the reader.
        is_carer_hidden: tells whether the name of an invited person would tell a place this reader must not learn.
    """
    if recipient.kind is RecipientKind.FILE:
        return FieldsShown(items, (), ())
    withheld: list[tuple[str, str]] = []
    texts: list[str] = []
    shown = {
        kind: tuple(_shown(item, recipient, withheld, texts) for item in found) for kind, found in items.by_kind.items()
    }
    meeting = next(iter(items.of("meeting")), None)
    if meeting is not None:
        views = [_view(one, meeting, recipient, withheld, texts) for one in shown["meeting_invitee"]]
        shown["meeting_child"] = tuple(
            _part(one, meeting, recipient, withheld, texts) for one in shown["meeting_child"]
        )
        shown["meeting_invitee"] = tuple(
            one.having(name="", person_id=None, is_hidden=True) if is_carer_hidden(one) else one for one in views
        )
    return FieldsShown(Items(shown), tuple(dict.fromkeys(withheld)), tuple(texts))


def _shown(item: Item, recipient: Recipient, withheld: list[tuple[str, str]], texts: list[str]) -> Item:
    for (kind, field), rule in _RULES.items():
        value = str(item.values.get(field) or "").strip() if item.record == kind else ""
        if value and recipient.kind not in rule.readers:
            withheld.append((rule.what, rule.why))
            if field != "reason":
                texts.append(value)
            item = item.having(**{field: ""})
    return item


def _view(
    invitee: Item,
    meeting: Item,
    recipient: Recipient,
    withheld: list[tuple[str, str]],
    texts: list[str],
) -> Item:
    """Return an invited person without what was not said in front of this reader."""
    said = [invitee.view.strip(), invitee.contribution.strip()]
    why = _why_not_heard(invitee, meeting, recipient) if any(said) else ""
    if not why:
        return invitee
    withheld.append((f"Ce que dit {invitee.name.strip() or 'une personne invitée'}", why))
    texts += [text for text in said if text]
    return invitee.having(view="", contribution="", is_view_withheld=True)


def _part(part: Item, meeting: Item, recipient: Recipient, withheld: list[tuple[str, str]], texts: list[str]) -> Item:
    """Return what a meeting says of the child without the disagreements and the hours of those who were received apart."""
    if meeting.apart not in _RECEIVED_APART or recipient.kind is RecipientKind.JUDGE:
        return part
    for field, what in (
        ("divergences", "Désaccords, personne par personne"),
        ("child_alone", "Temps avec l’enfant seul"),
        ("parents_time", "Temps avec les parents"),
    ):
        told = str(part.values.get(field) or "").strip()
        if told:
            withheld.append((what, _APART))
            texts.append(told)
            part = part.having(**{field: ""})
    return part


def _why_not_heard(invitee: Item, meeting: Item, recipient: Recipient) -> str:
    is_child = invitee.quality == CHILD_QUALITY
    own = is_child if recipient.kind is RecipientKind.CHILD else invitee.person_id == recipient.person_id is not None
    if own or recipient.kind is RecipientKind.JUDGE:
        return ""
    if is_child and invitee.presence not in _THERE:
        return "L’enfant n’était pas là : ses mots n’ont pas été dits devant les autres."
    if meeting.apart in _RECEIVED_APART:
        return _APART
    return ""
