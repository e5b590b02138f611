"""Words printed in the plan: exact ones between « », reported ones without, each followed by who, when and in what conditions."""

from __future__ import annotations

from ppe_desktop.documents.context.source import Source
from ppe_desktop.documents.context.wording import (
    NBSP,
    addressed,
    agreed,
    courteous,
    joined,
    known_day,
    label_of,
    role_label,
)
from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.missing import missing
from ppe_desktop.domain.names import full_name
from ppe_desktop.domain.texts import elide
from ppe_desktop.domain.vocabulary import CollectionOutcome, Means, Role, Speaker

GROUPS = {"enfant": Speaker.CHILD, "mere": Speaker.MOTHER, "pere": Speaker.FATHER, "autres": Speaker.OTHER}
_PARENT: dict[str, Role] = {Speaker.MOTHER: Role.MOTHER, Speaker.FATHER: Role.FATHER}


def words_values(source: Source, domain: str) -> dict[str, list[dict[str, str]]]:
    """Return the words quoted under a domain (``""``: the general expression), each speaker's apart from the others'."""
    return {f"paroles_{group}": _group(source, domain, speaker) for group, speaker in GROUPS.items()}


def _group(source: Source, domain: str, speaker: Speaker) -> list[dict[str, str]]:
    quoted = [words_of(source, item) for item in source.plan.statements(domain, speaker)]
    quoted += [_silence(source, title) for title in _silent(source, domain, speaker)]
    titles = [""] + [words["titre"] for words in quoted]
    # one title over the successive words of one speaker
    return [
        {**words, "titre": "" if words["titre"] == previous else words["titre"]}
        for words, previous in zip(quoted, titles, strict=False)
    ]


def _silent(source: Source, domain: str, speaker: Speaker) -> list[str]:
    """Return the titles of those whose words are expected here and are not quoted."""
    found = source.plan.statements(domain, speaker)
    if speaker is Speaker.CHILD:
        return [] if found else [_title("Paroles", source.called)]
    heard = {item.person_id for item in found}
    if (found and None in heard) or speaker is Speaker.OTHER or source.guardianship():
        return []
    parents = [person for link, person in source.living_parents() if link.role == _PARENT[speaker]]
    return [_title("Paroles", addressed(person)) for person in parents if person.id not in heard]


def _silence(source: Source, title: str) -> dict[str, str]:
    """Return what stands for words that are not here.

    Only the service's own copy may call it a gap: in another, the words may exist and have been kept from the reader, and neither a
    false gap nor a hint may be printed.
    """
    gap = missing(title[:1].lower() + title[1:])
    text = gap if source.withholds_nothing else "Aucune parole n’est reproduite ici."
    return {**_nothing(title), "absence": text}


def _nothing(title: str) -> dict[str, str]:
    empty = dict.fromkeys(("exactes", "rapportees", "observation", "absence", "legende", "question"), "")
    return {"titre": title, **empty}


def _title(what: str, name: str) -> str:
    return f"{what} {elide('de', name)}"


def words_of(source: Source, statement: Item) -> dict[str, str]:
    """Return one statement as a block: title, exact words, reported words, caption."""
    observed = statement.outcome == CollectionOutcome.TOO_YOUNG
    short, full = _speaker(source, statement)
    exact, reported = statement.exact_words.strip(), statement.reported_words.strip()
    observation = statement.observation.strip() if observed else ""
    return {
        "titre": _title("Observation" if observed else "Paroles", short),
        "exactes": quoted(exact) if exact else "",
        "rapportees": reported,
        "observation": observation,
        "absence": _absence(source, statement)
        if not (exact or reported or observation) or _is_silent(statement)
        else "",
        "legende": _caption(statement, full),
        "question": statement.question.strip(),
    }


def quoted(words: str) -> str:
    """Return words between guillemets held by no-break spaces; words typed with their guillemets keep their own."""
    if words.startswith("«") and words.endswith("»") and words.count("«") == 1:
        return words
    return f"«{NBSP}{words}{NBSP}»"


def _is_silent(statement: Item) -> bool:
    return statement.outcome in (CollectionOutcome.DECLINED, CollectionOutcome.NOT_MET)


def _absence(source: Source, statement: Item) -> str:
    if statement.outcome == CollectionOutcome.DECLINED:
        return "N’a pas souhaité s’exprimer."
    if statement.outcome == CollectionOutcome.NOT_MET:
        forms = ("rencontré", "rencontrée", "rencontré(e)")
        return f"N’a pas pu être {_agreed(source, statement, *forms)}."
    return missing("observation" if statement.outcome == CollectionOutcome.TOO_YOUNG else "paroles recueillies")


def _agreed(source: Source, statement: Item, masculine: str, feminine: str, neutral: str) -> str:
    if statement.speaker == Speaker.CHILD:
        return source.agreed(masculine, feminine, neutral)
    if statement.speaker in _PARENT:
        return feminine if statement.speaker == Speaker.MOTHER else masculine
    person = source.file.person(statement.person_id)
    return agreed(person.civility if person else "", masculine, feminine, neutral)


def _speaker(source: Source, statement: Item) -> tuple[str, str]:
    """Return how a title names the speaker, and how the caption does."""
    if statement.speaker == Speaker.CHILD:
        return source.called, full_name(source.child)
    person = source.file.person(statement.person_id)
    if person is None and statement.speaker in _PARENT:
        role = _PARENT[statement.speaker]
        person = next((parent for _link, parent in source.file.with_role(role)), None)
    if person is None:
        unknown = {Speaker.MOTHER: "la mère", Speaker.FATHER: "le père"}.get(statement.speaker, missing("nom"))
        return unknown, unknown
    past = _PARENT.get(statement.speaker)  # the words stay those of a parent who left the file
    quality = role_label(source.role_of(person.id) or str(past.value if past else ""), person.civility)
    return addressed(person), joined(courteous(person), quality[:1].lower() + quality[1:])


def _caption(statement: Item, who: str) -> str:
    """Return "Léa Durand, le 12 mars 2026 · à l’école · présents : … · entretien"."""
    means = label_of(Means, statement.means)
    present = f"présents{NBSP}: {statement.present.strip()}" if statement.present.strip() else ""
    if statement.outcome == CollectionOutcome.TOO_YOUNG:
        who = f"Observation {elide('de', who)}"
    dated = f"{who}, le {known_day(statement.said_on, 'date')}"
    return joined(dated, statement.place.strip(), present, means[:1].lower() + means[1:], separator=" · ")
