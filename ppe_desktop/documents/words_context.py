"""The sheet of words: what was said, exactly, and the conditions in which it was collected (L223-4, R223-9 CASF)."""

from __future__ import annotations

import base64
from typing import Any

from ppe_desktop.documents.context.base import base_values
from ppe_desktop.documents.context.source import Source
from ppe_desktop.documents.context.statements import said_values
from ppe_desktop.documents.context.wording import courteous, known, known_day, label_of
from ppe_desktop.documents.context.words import quoted
from ppe_desktop.domain.casefile import Item, Items
from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.matter import Matter
from ppe_desktop.domain.missing import missing
from ppe_desktop.domain.texts import elide
from ppe_desktop.domain.vocabulary import (
    ChildMark,
    CollectionOutcome,
    Means,
    Occasion,
    RecipientKind,
    SketchKind,
    Speaker,
    YesNo,
)

MOST_DRAWINGS = 3
"""Pictures of one sheet: those of the template."""
_PNG = "\x89PNG\r\n\x1a\n"
_ROLES = {Speaker.MOTHER: "MERE", Speaker.FATHER: "PERE"}


def words_chosen(matter: Matter) -> Items:
    """Return the statement the sheet is about, with the persons it is kept from and what the child drew that day."""
    drawn = tuple(one for one in matter.of("sketch") if one.statement_id == matter.subject.id)
    return Items(
        {"statement": (matter.subject,), "statement_restriction": matter.of("statement_restriction"), "sketch": drawn}
    )


def words_values(source: Source) -> dict[str, Any]:
    """Return everything the sheet of some words prints."""
    said = source.subject
    is_child = said.speaker == Speaker.CHILD
    is_met = said.outcome != CollectionOutcome.NOT_MET
    name = source.full_name if is_child else _speaker(source, said)
    return {
        **base_values(source),
        "personne": name,
        "de_personne": elide("de", name),
        "est_enfant": is_child,
        "recueil": _conditions(source, said),
        "pourquoi_pas": said.why_not_collected.strip() if said.outcome != CollectionOutcome.COLLECTED else "",
        "paroles": said_values(source, [said]),
        "souhaits": said.wishes.strip(),
        "desaccords": said.disagreements.strip(),
        "observation": said.observation.strip(),
        "usage_explique": _use(said) if is_met else "",
        "relu": _read_back(said) if is_met and said.outcome != CollectionOutcome.DECLINED else "",
        "a_signer": is_met and said.outcome != CollectionOutcome.DECLINED,
        **_drawings(source),
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


def _drawings(source: Source) -> dict[str, Any]:
    """Return the captions of the child's drawings, empty where there is none, and the drawings themselves."""
    found = [one for one in source.of_kind("sketch") if str(one.picture[:8], "latin-1") == _PNG][:MOST_DRAWINGS]
    names = [f"dessin_{number}" for number in range(1, MOST_DRAWINGS + 1)]
    captions = dict.fromkeys(names, "")
    captions |= {name: _drawing_caption(one) for name, one in zip(names, found, strict=False)}
    return {**captions, "_images": dict(zip(names, (_as_text(one.picture) for one in found), strict=False))}


def _drawing_caption(drawing: Item) -> str:
    kind = label_of(SketchKind, drawing.kind)
    when = f"le {long_date(drawing.made_on)}" if drawing.made_on else ""
    return ", ".join(part for part in (drawing.title.strip() and quoted(drawing.title.strip()), kind, when) if part)


def _as_text(picture: bytes) -> str:
    return base64.b64encode(picture).decode("ascii")


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
    is_met = said.outcome != CollectionOutcome.NOT_MET
    return {
        "le": known_day(said.said_on, "date du recueil"),
        "heure": said.at_time.strip(),
        "duree": f"{said.duration}\u00a0min" if said.duration else "",
        "lieu": known(said.place, "lieu du recueil"),
        "recueilli_par": collector or missing("personne qui a recueilli les paroles"),
        "presents": known(said.present, "personnes présentes") if is_met else said.present.strip(),
        "seul": f"{alone} – {why}" if alone and why else alone,
        "occasion": label_of(Occasion, said.occasion) if said.occasion not in ("", "INCONNU") else "",
        "moyen": label_of(Means, said.means),
        "langue": said.language.strip(),
        "explique": said.explained.strip(),
        "annexes": said.annexes.strip(),
        "question": known(said.question, "question posée ou décision expliquée") if is_met else said.question.strip(),
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
