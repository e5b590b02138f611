"""Heading 17 of the plan: signatures and copies handed over."""

from __future__ import annotations

from typing import Any

from ppe_desktop.documents.context.source import Source
from ppe_desktop.documents.context.wording import (
    agreed,
    courteous,
    known,
    known_short_day,
    label_of,
    one_line,
    role_label,
)
from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import long_date, short_date
from ppe_desktop.domain.missing import missing
from ppe_desktop.domain.names import full_name, person_name
from ppe_desktop.domain.vocabulary import (
    AuthorityExercise,
    Civility,
    DeliveryMode,
    RecipientKind,
    Role,
    SignatureState,
    SignerQuality,
    YesNo,
)

_QUALITY_OF = {Role.MOTHER: SignerQuality.MOTHER, Role.FATHER: SignerQuality.FATHER}
_WITHOUT_EXERCISE = (AuthorityExercise.WITHDRAWN, AuthorityExercise.TOTAL)


def signature_values(source: Source) -> list[dict[str, str]]:
    """Return one row for each person to whom the plan is proposed for signature, in the order of the law's table."""
    order = [quality.value for quality in SignerQuality]
    rows = [_signature(source, item) for item in source.plan.of("plan_signature")]
    rows = rows or _proposed(source)
    rows.sort(key=lambda row: order.index(row["code"]))
    return rows


def _signature(source: Source, item: Item) -> dict[str, str]:
    name = item.name.strip() or _expected_name(source, item.quality)
    return {
        "code": item.quality,
        "qualite": _quality(source, item.quality, name),
        "nom": name or missing("nom du signataire"),
        "mention": _mention(source, item),
        "date": short_date(item.signed_on),
    }


def _quality(source: Source, quality: str, name: str) -> str:
    if quality == SignerQuality.CHILD and source.is_adult:
        return "Jeune majeure" if source.civility == "Madame" else "Jeune majeur"
    if quality == SignerQuality.CASE_WORKER:
        return role_label(Role.CASE_WORKER, _civility(name))
    return label_of(SignerQuality, quality)


def _civility(name: str) -> str:
    return next((each.value for each in (Civility.MADAM, Civility.SIR) if name.startswith(f"{each.label} ")), "")


def _expected_name(source: Source, quality: str) -> str:
    if quality == SignerQuality.CHILD:
        return full_name(source.child)
    return source.profile("signatory") if quality == SignerQuality.PRESIDENT else ""


def _mention(source: Source, item: Item) -> str:
    """Return what became of the signature; nothing while the box waits for it."""
    on = f" le {long_date(item.signed_on)}" if item.signed_on else ""
    absent = _agreed(source, item, "Absent", "Absente", "Absent(e)")
    unasked = _agreed(source, item, "Non sollicité", "Non sollicitée", "Non sollicité(e)")
    words = {
        SignatureState.SIGNED: f"Signé{on}" if on else f"Signé, {missing('date de signature')}",
        SignatureState.REFUSED: f"A refusé de signer{on}",
        SignatureState.DECLINED: f"N’a pas souhaité signer{on}",
        SignatureState.ABSENT: f"{absent}{on}",
        SignatureState.NOT_ASKED: unasked,
        SignatureState.TOO_YOUNG: "Trop jeune pour signer",
    }.get(item.state, "")
    needed = missing("motif") if item.state == SignatureState.NOT_ASKED else ""
    reason = item.reason.strip() or needed
    return f"{words}\u00a0: {reason}" if words and reason else words or reason


def _agreed(source: Source, item: Item, masculine: str, feminine: str, neutral: str) -> str:
    if item.quality == SignerQuality.CHILD:
        return source.agreed(masculine, feminine, neutral)
    by_quality: dict[str, str] = {SignerQuality.MOTHER: Civility.MADAM, SignerQuality.FATHER: Civility.SIR}
    return agreed(by_quality.get(item.quality) or _civility(item.name), masculine, feminine, neutral)


def _proposed(source: Source) -> list[dict[str, str]]:
    """Return the rows the law suggests when nobody chose them: whoever is in the file, with an empty box."""
    rows = [(SignerQuality.CHILD, full_name(source.child)), *_holders(source)]
    named = source.file.with_role(Role.CASE_WORKER, on=source.today)
    profile = source.file.profile
    user = person_name(profile, with_civility=True) if profile and profile.surname else ""
    worker = courteous(named[0][1]) if named else known(user, "nom du référent")
    rows.append((SignerQuality.CASE_WORKER, worker))
    if place := source.file.main_place(source.today):
        rows.append((SignerQuality.CARER, place.carer or place.name or missing("nom de l’accueillant")))
    signatory = known(source.profile("signatory"), "signataire du département")
    rows.append((SignerQuality.PRESIDENT, signatory))
    return [
        {"code": quality.value, "qualite": _quality(source, quality, name), "nom": name, "mention": "", "date": ""}
        for quality, name in rows
    ]


def _holders(source: Source) -> list[tuple[SignerQuality, str]]:
    """Return the guardians, else the living holders who exercise parental authority, else the living parents."""
    if source.is_adult:
        return []
    if source.guardianship():
        return [(SignerQuality.GUARDIAN, courteous(person)) for person in source.guardians()]
    found = [row for item in source.file.current("parental_authority", source.today) if (row := _holder(source, item))]
    if source.file.current("parental_authority", source.today):
        return found
    return [(_parent_quality(link.role), courteous(person)) for link, person in source.living_parents()]


def _holder(source: Source, authority: Item) -> tuple[SignerQuality, str] | None:
    person = source.file.person(authority.person_id)
    if authority.is_holder == YesNo.NO or authority.exercise in _WITHOUT_EXERCISE:
        return None
    if person is None or person.death_date:
        return None
    delegated = authority.exercise == AuthorityExercise.DELEGATED
    quality = SignerQuality.GUARDIAN if delegated else _parent_quality(source.role_of(person.id))
    return quality, courteous(person)


def _parent_quality(role: str) -> SignerQuality:
    return next((quality for known_role, quality in _QUALITY_OF.items() if known_role == role), SignerQuality.PARENT)


def delivery_values(source: Source) -> list[dict[str, str]]:
    """Return the copies handed over: to whom, when, how; what was noted of a copy is for its reader and the service."""
    return [
        {
            "a": label_of(RecipientKind, item.recipient),
            "le": known_short_day(item.delivered_on, "date de remise"),
            "mode": label_of(DeliveryMode, item.mode),
            "remarques": item.remarks.strip() if _is_own(source, item) else "",
        }
        for item in source.plan.of("plan_delivery")
    ]


def _is_own(source: Source, delivery: Item) -> bool:
    return source.withholds_nothing or delivery.recipient == source.recipient.kind.value


def closing_values(source: Source) -> dict[str, Any]:
    """Return where and on what day the plan was made, and who signs for the département."""
    return {
        "lieu": source.profile("town") or missing("lieu"),
        "date": long_date(source.plan.plan.established_on) or missing("date d’établissement"),
        "signataire": known(source.profile("signatory"), "signataire du département"),
        "fonction_signataire": one_line(source.profile("signatory_function")),
    }
