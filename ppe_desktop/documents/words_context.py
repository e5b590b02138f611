"""The sheet of words: what was said, exactly, and the conditions in which it was collected (L223-4, R223-9 CASF)."""

from __future__ import annotations

from typing import Any

from ppe_desktop.documents.context.base import base_values
from ppe_desktop.documents.context.source import Source
from ppe_desktop.documents.context.statements import said_values
from ppe_desktop.documents.context.wording import courteous, known, known_day, label_of
from ppe_desktop.domain.casefile import Item, Items
from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.matter import Matter
from ppe_desktop.domain.missing import missing
from ppe_desktop.domain.vocabulary import ChildMark, Means, Occasion, RecipientKind, Speaker, YesNo

_ROLES = {Speaker.MOTHER: "MERE", Speaker.FATHER: "PERE"}


def words_chosen(matter: Matter) -> Items:
    """Return the statement the sheet is about, with the persons it is kept from."""
    return Items({"statement": (matter.subject,), "statement_restriction": matter.of("statement_restriction")})


def words_values(source: Source) -> dict[str, Any]:
    """Return everything the sheet of some words prints."""
    said = source.subject
    is_child = said.speaker == Speaker.CHILD
    return {
        **base_values(source),
        "personne": source.full_name if is_child else _speaker(source, said),
        "est_enfant": is_child,
        "recueil": _conditions(source, said),
        "paroles": said_values(source, [said]),
        "observation": said.observation.strip(),
        "usage_explique": _use(said),
        "relu": _read_back(said),
        "marque": label_of(ChildMark, said.mark) if said.mark not in ("", "INCONNU") else "",
        "reponse": _answer(said),
        "effet": said.effect.strip(),
    }


def blank_words_values(source: Source) -> dict[str, Any]:
    """Return what the blank sheet prints: for the child, or for one parent."""
    person = source.file.person(source.recipient.person_id)
    is_child = source.recipient.kind is RecipientKind.CHILD
    name = source.full_name if is_child else courteous(person) if person else missing("nom")
    return {**base_values(source), "personne": name, "est_enfant": is_child}


def _speaker(source: Source, said: Item) -> str:
    person = source.file.person(said.person_id)
    if person is None and said.speaker in _ROLES:
        person = next((parent for link, parent in source.file.with_role(_ROLES[said.speaker])), None)
    return courteous(person) if person else label_of(Speaker, said.speaker)


def _conditions(source: Source, said: Item) -> dict[str, str]:
    profile = source.file.profile
    collector = said.collected_by.strip() or (full_name_of(profile) if profile else "")
    alone = {YesNo.YES: "oui", YesNo.NO: "non"}.get(said.seen_alone, "")
    why = said.not_alone_why.strip()
    return {
        "le": known_day(said.said_on, "date du recueil"),
        "heure": said.at_time.strip(),
        "lieu": known(said.place, "lieu du recueil"),
        "recueilli_par": collector or missing("personne qui a recueilli les paroles"),
        "presents": known(said.present, "personnes présentes"),
        "seul": f"{alone} – {why}" if alone and why else alone,
        "occasion": label_of(Occasion, said.occasion) if said.occasion not in ("", "INCONNU") else "",
        "moyen": label_of(Means, said.means),
        "langue": said.language.strip(),
        "question": known(said.question, "question posée ou décision expliquée"),
    }


def full_name_of(profile: Item) -> str:
    """Return the user's name and function: "Claire Montreuil, référente"."""
    name = f"{profile.first_name} {profile.surname}".strip()
    return ", ".join(part for part in (name, profile.function.strip()) if part)


def _use(said: Item) -> str:
    told = said.use_told.strip()
    words = {YesNo.YES: "Oui", YesNo.NO: "Non"}.get(said.use_explained, missing("usage des paroles expliqué ou non"))
    return f"{words}. {told}" if told else words


def _read_back(said: Item) -> str:
    return {YesNo.YES: "Oui", YesNo.NO: "Non"}.get(said.read_back, missing("relu avec la personne ou non"))


def _answer(said: Item) -> dict[str, str]:
    text = said.answer.strip()
    by = said.answered_by.strip()
    when = f"le {long_date(said.answered_on)}" if said.answered_on else ""
    return {"texte": text, "legende": ", ".join(part for part in (when, f"par {by}" if by else "") if part)}
