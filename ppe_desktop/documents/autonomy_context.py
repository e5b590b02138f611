"""The interview at 17, the autonomy plan that comes out of it, and the record after leaving (L222-5-1, L222-5-2-1, D223-15 CASF)."""

from __future__ import annotations

from typing import Any

from ppe_desktop.documents.context.base import base_values
from ppe_desktop.documents.context.letter import letter_values
from ppe_desktop.documents.context.source import Source
from ppe_desktop.documents.context.wording import courteous, known, known_day, label_of, role_label
from ppe_desktop.domain.autonomy import (
    NEEDS_TOLD,
    PLAN_SECTIONS,
    QUESTIONS,
    RIGHTS,
    Near,
    network_of,
    papers_of,
    plan_in_force,
    rights_for,
)
from ppe_desktop.domain.casefile import Item, Items
from ppe_desktop.domain.dates import birthday, full_date, long_date, majority, short_date
from ppe_desktop.domain.matter import Matter
from ppe_desktop.domain.missing import missing
from ppe_desktop.domain.vocabulary import (
    AutonomyTheme,
    DeliveryMode,
    PaperKind,
    PaperState,
    RightState,
    Role,
    YesNo,
)

OWN = (AutonomyTheme.PATH, AutonomyTheme.PROUD, AutonomyTheme.WORRIES)
"""Themes told by the young person, about which nothing is planned."""


_NEED_TITLES = (
    "Ressources financières",
    "Logement",
    "Emploi, formation, insertion",
    "Accès aux soins",
    "Démarches administratives",
    "Accompagnement socio-éducatif",
)
"""The six needs of a young adult (R222-6 CASF), in the order of the text."""
_SECTIONS = {
    "situation": "situation",
    "entrees": "income",
    "sorties": "expenses",
    "logement": "housing",
    "sante": "health_professionals",
    "reseau": "network",
    "institutions": "partners",
    "jusqua_18": "until_18",
    "jusqua_21": "until_21",
}
"""Sections of the plan by the name a template gives them."""


def interview_chosen(matter: Matter) -> Items:
    """Return the interview with its themes and the rights told there."""
    of_it = {
        kind: tuple(one for one in matter.file.of(kind) if one.interview_id == matter.subject.id)
        for kind in ("autonomy_topic", "autonomy_right_told")
    }
    return Items({"autonomy_interview": (matter.subject,), **of_it})


def exit_chosen(matter: Matter) -> Items:
    """Return the interview held after leaving."""
    return Items({"exit_interview": (matter.subject,)})


def interview_values(source: Source) -> dict[str, Any]:
    """Return everything the record of the interview prints."""
    held = source.subject
    themes = [_theme(source, theme) for theme in QUESTIONS]
    return {
        **base_values(source),
        "entretien": {
            "invite": _invited(held),
            "le": known_day(held.held_on or held.begun_on, "date de l’entretien"),
            "lieu": known(held.place, "lieu"),
            "presents": known(held.present, "personnes présentes"),
            "souhaits": held.wishes.strip(),
            "forces": held.strengths.strip(),
            "conditions": known(held.support_planned, "conditions d’accompagnement envisagées"),
            "notifiees_le": long_date(held.notified_on),
            "accompagnement": {YesNo.YES: "Oui", YesNo.NO: "Non"}.get(
                held.wants_support, missing("souhait d’un accompagnement après 18 ans")
            ),
            "remis_le": long_date(held.handed_on),
            "prochaine": long_date(held.next_on),
        },
        "themes": themes,
        "mots_dits": any(theme["mots"] for theme in themes),
        "droits": _rights(source),
        "personne_de_confiance": _trusted(source),
    }


def plan_values(source: Source) -> dict[str, Any]:
    """Return everything the autonomy plan prints."""
    birth = source.child.birth_date
    contract = next(iter(source.file.of("young_adult_contract")), None)
    return {
        **interview_values(source),
        "etapes": [step for step in map(_planned, _in_order(source)) if step],
        "papiers": [_paper(line.kind, line.item) for line in papers_of(source.file)],
        "reseau": [_near(source, one) for one in network_of(source.file, source.today)],
        "dates": {
            "majorite": long_date(majority(birth)) if birth else missing("date de naissance"),
            "vingt_et_un": long_date(birthday(birth, 21)) if birth else missing("date de naissance"),
        },
        "jeune_majeur": _contract(contract),
        "projet": _sections(plan_in_force(source.file)),
    }


def exit_values(source: Source) -> dict[str, Any]:
    """Return everything the record after leaving prints."""
    held = source.subject
    general = held.situation.strip()
    return {
        **base_values(source),
        "besoins": [
            {
                "titre": title,
                "texte": held.values[name].strip() or missing(f"besoin\u00a0: {title[:1].lower()}{title[1:]}"),
            }
            for name, title in zip(NEEDS_TOLD, _NEED_TITLES, strict=True)
            if held.values[name].strip() or not general
        ],
        "sortie": {
            "le": known_day(held.held_on, "date de l’entretien"),
            "essais": held.attempts.strip(),
            "situation": general,
            "mots": held.own_words.strip(),
            "demandes": known(held.requests, "demandes"),
            "droits_rappeles": {YesNo.YES: "Oui", YesNo.NO: "Non"}.get(
                held.rights_told, missing("droit au retour rappelé ou non")
            ),
            "droits_detail": held.rights_detail.strip(),
            "prochain": long_date(held.next_on),
            "quitte_le": _left_on(source),
        },
    }


def convocation_values(source: Source) -> dict[str, Any]:
    """Return what the letter that calls to the interview prints."""
    held = source.subject
    day = held.planned_on
    is_past = day is not None and day < source.today
    return {
        **letter_values(source),
        "convocation": {
            "date": missing("date de l’entretien") if day is None or is_past else full_date(day),
            "heure": missing("heure") if is_past else known(held.planned_at, "heure"),
            "lieu": known(held.place, "lieu"),
        },
        "non_accompagne": bool(source.child.is_unaccompanied),
    }


def _sections(plan: Item | None) -> dict[str, str]:
    """Return the sections of the plan beside its themes, each marked where it is still to be written."""
    values = plan.values if plan is not None else {}
    told = {
        name: str(values.get(field) or "").strip() or missing(PLAN_SECTIONS[field]) for name, field in _SECTIONS.items()
    }
    return {
        **told,
        "etabli_le": long_date(values.get("established_on")),
        "parents_informes_le": long_date(values.get("parents_told_on")),
        "signatures": str(values.get("signatures") or "").strip(),
    }


def _left_on(source: Source) -> str:
    ended = [one.until for one in source.file.of("care_episode") if one.until]
    return long_date(max(ended)) if ended else ""


def _invited(held: Item) -> str:
    mode = label_of(DeliveryMode, held.invited_by)
    return ", ".join(part for part in (long_date(held.invited_on), mode[:1].lower() + mode[1:]) if part)


def _theme(source: Source, theme: AutonomyTheme) -> dict[str, Any]:
    topic = next((one for one in source.of_kind("autonomy_topic") if one.theme == theme.value), None)
    values = {name: topic.values[name].strip() if topic else "" for name in ("own_words", "situation", "goal")}
    words = values["own_words"]
    return {
        "titre": theme.label,
        "question": QUESTIONS[theme],
        "mots": f"«\u00a0{words}\u00a0»" if words and not words.startswith("«") else words,
        "situation": values["situation"],
        "but": values["goal"],
        "est_dit": bool(any(values.values())),
    }


def _in_order(source: Source) -> list[Item]:
    order = [theme.value for theme in QUESTIONS if theme not in OWN]
    topics = [one for one in source.of_kind("autonomy_topic") if one.theme in order]
    return sorted(topics, key=lambda one: order.index(one.theme))


def _near(source: Source, near: Near) -> dict[str, str]:
    """Return someone to count on, her or his quality agreed: "Grand-mère, proche"."""
    person = source.file.person(near.person_id)
    quality = near.quality
    for role in Role:
        agreed_label = role_label(role, person.civility) if person else role.label
        quality = _replaced(quality, role.label, agreed_label)
    return {"nom": courteous(person) if person else near.name, "qualite": quality}


def _replaced(text: str, label: str, agreed_label: str) -> str:
    """Return a list of qualities with one label agreed, whatever its capital."""
    parts = text.split(", ")
    found = [agreed_label if part.lower() == label.lower() else part for part in parts]
    told = ", ".join(part.lower() if part == agreed_label else part for part in found)
    return told[:1].upper() + told[1:]


def _planned(topic: Item) -> dict[str, str]:
    theme = label_of(AutonomyTheme, topic.theme)
    due = f"pour le {short_date(topic.due_on)}" if topic.due_on else ""
    goal = topic.goal.strip()
    told = {
        "situation": "\n".join(
            part for part in (topic.situation.strip(), f"But\u00a0: {goal}" if goal else "") if part
        ),
        "etapes": topic.steps.strip(),
        "qui": "\n".join(part for part in (topic.who.strip(), due) if part),
    }
    return {"theme": theme, **told} if any(told.values()) else {}


def _rights(source: Source) -> list[dict[str, str]]:
    told = {one.right: one for one in source.of_kind("autonomy_right_told")}
    return [
        {
            "mots": RIGHTS[right].words,
            "article": RIGHTS[right].article,
            "presente": f"☒ le {short_date(told[right.value].told_on)}"
            if right.value in told and told[right.value].told_on
            else "☐",
            "remarque": told[right.value].remarks.strip() if right.value in told else "",
        }
        for right in rights_for(source.child)
    ]


def _trusted(source: Source) -> str:
    found = source.file.with_role(Role.TRUSTED_PERSON, on=source.today)
    return ", ".join(courteous(person) for _link, person in found)


def _paper(kind: str, item: Item | None) -> dict[str, str]:
    return {
        "papier": label_of(PaperKind, kind),
        "etat": label_of(PaperState, item.state) if item and item.state != PaperState.UNKNOWN else "",
        "valable": short_date(item.until) if item else "",
        "qui": item.who.strip() if item else "",
    }


def _contract(contract: Item | None) -> dict[str, str]:
    if contract is None:
        return dict.fromkeys(("demande_le", "decision", "periode", "contenu"), "")
    decided = label_of(RightState, contract.decision) if contract.decision != RightState.UNKNOWN else ""
    if decided.endswith("é"):
        decided += "e"  # a request: "demandée", "accordée", "refusée"
    since, until = short_date(contract.since), short_date(contract.until)
    return {
        "demande_le": long_date(contract.requested_on),
        "decision": decided,
        "periode": " ".join(part for part in (f"du {since}" if since else "", f"au {until}" if until else "") if part),
        "contenu": contract.content.strip(),
    }
