"""Headings 1 to 5 of the plan: the child, parental authority, the place of life, siblings, the service."""

from __future__ import annotations

from typing import Any

from ppe_desktop.documents.context.source import Source
from ppe_desktop.documents.context.wording import (
    address_line,
    courteous,
    joined,
    known,
    known_day,
    known_label,
    label_of,
    mid_sentence,
    one_line,
    role_label,
)
from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import birth_date_in_words, long_date, say_age
from ppe_desktop.domain.missing import is_withheld, missing
from ppe_desktop.domain.names import first_name_of, full_name, person_name
from ppe_desktop.domain.vocabulary import (
    PARENT_ROLES,
    AuthorityExercise,
    Civility,
    DatePrecision,
    DateSource,
    MeasureType,
    PlacementSetting,
    Role,
    Sex,
    SiblingKind,
    YesNo,
)

_GUARDIANSHIP: dict[str, str] = {
    MeasureType.PUPILLE: "pupille de l’État : la tutelle est exercée par le préfet, avec le conseil de famille",
    MeasureType.TUTELLE_DEPT: "sous tutelle déférée au service de l’aide sociale à l’enfance (article 411 du code civil)",
    MeasureType.TUTELLE_FAMILLE: "sous tutelle",
}
_VAGUE = (DatePrecision.MONTH, DatePrecision.YEAR)
_SIBLINGS: dict[str, tuple[str, str]] = {
    SiblingKind.FULL: ("Frère", "Sœur"),
    SiblingKind.HALF_MOTHER: ("Demi-frère, par la mère", "Demi-sœur, par la mère"),
    SiblingKind.HALF_FATHER: ("Demi-frère, par le père", "Demi-sœur, par le père"),
    SiblingKind.STEP: ("Quasi-frère (famille recomposée)", "Quasi-sœur (famille recomposée)"),
    SiblingKind.TWIN: ("Jumeau", "Jumelle"),
}


def child_values(source: Source) -> dict[str, Any]:
    """Return the identity of the child, exactly as civil status has it (D223-14, 1°)."""
    child = source.child
    born = source.agreed("né", "née", "né(e)")
    birth = birth_date_in_words(child.birth_date, child.birth_date_precision) or missing("date de naissance")
    return {
        "nom": known(child.birth_surname, "nom de naissance"),
        "nom_usage": child.use_surname.strip(),
        "prenoms": known(child.first_names, "prénoms"),
        "prenom_usuel": child.usual_first_name.strip(),
        "prenom": first_name_of(child),
        "autres_ecritures": child.other_names.strip(),
        "nom_complet": source.full_name,
        "appellation": source.called,
        "sexe": known_label(Sex, child.sex, "sexe"),
        "ne": born,
        "accord": source.agreed("", "e", "(e)"),
        "ne_le": f"{born} {'en' if child.birth_date and child.birth_date_precision in _VAGUE else 'le'}",
        "date_naissance": birth,
        "source_date": label_of(DateSource, child.birth_date_source) if child.birth_date_source != "INCONNU" else "",
        "lieu_naissance": known(joined(child.birth_place, child.birth_country), "lieu de naissance"),
        "age": say_age(child.birth_date, source.today) if child.birth_date else missing("âge"),
        "nationalite": child.nationality.strip(),
        "langues": child.languages.strip(),
        "interprete": child.interpreter_needed == YesNo.YES,
        "non_accompagne": bool(child.is_unaccompanied),
        "reference": child.external_reference.strip(),
    }


def authority_note(source: Source) -> str:
    """Return the sentence that stands before, or instead of, the holders of parental authority."""
    if source.is_adult:
        grown = source.agreed("majeur", "majeure", "majeur(e)")
        return f"{source.called} est {grown} : l’autorité parentale a pris fin."
    kind = source.guardianship()
    return f"{source.called} est {_GUARDIANSHIP[kind]}." if kind else ""


def authority_values(source: Source) -> list[dict[str, Any]]:
    """Return each parent, even without exercise, and each other holder; guardians only under a guardianship (D223-14, 2°)."""
    if source.is_adult:
        return []
    if kind := source.guardianship():
        holders = [_holder(source, person) for person in source.guardians()]
        return holders or ([] if kind != MeasureType.TUTELLE_FAMILLE else [_nobody("tuteur ou tutrice")])
    current = source.file.current("parental_authority", source.today)
    ids = [person.id for _link, person in source.file.with_role(*PARENT_ROLES, on=source.today)]
    ids += [item.person_id for item in current]
    people = [source.file.person(person_id) for person_id in dict.fromkeys(ids)]
    return [_holder(source, person) for person in people if person] or [_nobody("titulaires de l’autorité parentale")]


def _nobody(label: str) -> dict[str, Any]:
    empty = dict.fromkeys(("nom_naissance", "exercice", "fondement", "limites", "deces"), "")
    return {"nom": missing(label), "qualite": "", "titulaire": "", "adresse": missing("adresse"), **empty}


def _holder(source: Source, person: Item) -> dict[str, Any]:
    current = source.file.current("parental_authority", source.today)
    authority = next((item for item in current if item.person_id == person.id), None)
    other_name = person.birth_surname if person.birth_surname != person.surname else ""
    return {
        "nom": courteous(person),
        "nom_naissance": other_name.strip(),
        "qualite": role_label(source.role_of(person.id), person.civility),
        "deces": _death(person),
        "adresse": _holder_address(source, person, authority),
        **_exercise(authority, person),
    }


def _death(person: Item) -> str:
    words = {Civility.MADAM: "décédée", Civility.SIR: "décédé"}.get(person.civility, "décédé(e)")
    return f"{words} le {long_date(person.death_date)}" if person.death_date else ""


def _exercise(authority: Item | None, person: Item) -> dict[str, str]:
    if person.death_date:
        return dict.fromkeys(("titulaire", "exercice", "fondement", "limites"), "")
    if authority is None:
        return {
            "titulaire": missing("titulaire de l’autorité parentale ou non"),
            "exercice": "",
            "fondement": "",
            "limites": "",
        }
    holder = known_label(YesNo, authority.is_holder, "titulaire de l’autorité parentale ou non")
    decided = f"décision du {long_date(authority.decided_on)}" if authority.decided_on else ""
    return {
        "titulaire": {YesNo.YES: "Titulaire", YesNo.NO: "Non titulaire"}.get(authority.is_holder, holder),
        "exercice": ""
        if authority.is_holder == YesNo.NO and authority.exercise == AuthorityExercise.UNKNOWN
        else known_label(AuthorityExercise, authority.exercise, "exercice de l’autorité parentale"),
        "fondement": joined(authority.basis, decided),
        "limites": authority.limits.strip(),
    }


def _holder_address(source: Source, person: Item, authority: Item | None) -> str:
    """Return the address the law wants: that of each holder; nothing for who holds no authority or is dead."""
    if person.death_date or (authority and authority.is_holder == YesNo.NO):
        return ""
    current = source.file.current("address", source.today)
    found = [address_line(item) for item in current if item.person_id == person.id]
    return " ; ".join(dict.fromkeys(line for line in found if line)) or missing("adresse")


def place_values(source: Source) -> dict[str, Any]:
    """Return where the child lives and the other places where he or she is received (D223-14, 3°)."""
    main = source.file.main_place(source.today)
    others = [place for place in source.file.current("placement", source.today) if main and place.id != main.id]
    place = _place(main) if main else _no_place()
    return {**place, "autres": [_place(other) for other in others]}


def _place(place: Item) -> dict[str, Any]:
    withheld = is_withheld(place.name)
    named = place.name or place.town
    return {
        "type": known_label(PlacementSetting, place.setting, "type de lieu de vie"),
        "nom": place.name if named else missing("nom ou commune du lieu de vie"),
        "adresse": "" if withheld else address_line(place),
        "accueillant": place.carer.strip(),
        "depuis": known_day(place.since, "date d’arrivée"),
        "jusqu_au": long_date(place.until),
    }


def _no_place() -> dict[str, Any]:
    return {
        "type": missing("lieu de vie"),
        "nom": "",
        "adresse": "",
        "accueillant": "",
        "depuis": missing("depuis quand"),
        "jusqu_au": "",
    }


def sibling_values(source: Source) -> list[dict[str, Any]]:
    """Return each brother and sister: name, birth, place, contacts, reason of a separation (D223-14, 4°; L223-1-1)."""
    return [_sibling(source, link) for link in source.file.of("sibling_link")]


def _sibling(source: Source, link: Item) -> dict[str, Any]:
    other = source.file.siblings.get(link.id)
    birth = other.birth_date if other else link.other_birth_date
    apart = link.together == YesNo.NO
    return {
        "nom": full_name(other) if other else known(link.other_name, "nom du frère ou de la sœur"),
        "lien": _sibling_kind(link, other.sex if other else ""),
        "naissance": _sibling_birth(other, link) or missing("date de naissance"),
        "age": say_age(birth, source.today) if birth else "",
        "lieu": _sibling_place(source, link),
        "ensemble": {YesNo.YES: "Accueillis ensemble", YesNo.NO: "Accueillis séparément"}.get(
            link.together, missing("accueil ensemble ou séparé")
        ),
        "rencontres": link.contact_rhythm.strip() or (missing("rencontres entre eux") if apart else ""),
        "motif_separation": known(link.separation_reason, "motif de la séparation") if apart else "",
    }


def _sibling_birth(other: Item | None, link: Item) -> str:
    if other:
        return birth_date_in_words(other.birth_date, other.birth_date_precision)
    return long_date(link.other_birth_date)


def _sibling_kind(link: Item, sex: str) -> str:
    if link.values["kind"] in _SIBLINGS and sex in (Sex.FEMALE, Sex.MALE):
        masculine, feminine = _SIBLINGS[link.values["kind"]]
        return feminine if sex == Sex.FEMALE else masculine
    return known_label(SiblingKind, link.values["kind"], "lien de fratrie")


def _sibling_place(source: Source, link: Item) -> str:
    place = source.file.sibling_places.get(link.id)
    if place is None:
        return known(link.lives_at, "lieu de vie")
    kind = "" if place.setting == PlacementSetting.UNKNOWN else label_of(PlacementSetting, place.setting)
    return joined(kind, place.name, place.town) or missing("lieu de vie")


def service_values(source: Source) -> dict[str, Any]:
    """Return the service that heads the document."""
    return {
        "nom": known(source.profile("service"), "service"),
        "departement": source.profile("department"),
        "adresse": one_line(source.profile("service_address")),
        "commune": source.profile("town"),
        "telephone": source.profile("phone"),
        "courriel": source.profile("email"),
    }


def referent_values(source: Source) -> dict[str, Any]:
    """Return the case worker named in the file, else the user."""
    named = source.file.with_role(Role.CASE_WORKER, on=source.today)
    if named:
        _link, person = named[0]
        return _referent(courteous(person), person.function or role_label(Role.CASE_WORKER, person.civility))
    profile = source.file.profile
    name = person_name(profile, with_civility=True) if profile and profile.surname else ""
    return _referent(known(name, "nom du référent"), known(source.profile("function"), "fonction du référent"))


def _referent(name: str, function: str) -> dict[str, Any]:
    return {"nom": name, "fonction": function, "fonction_suite": mid_sentence(function)}


def trusted_values(source: Source) -> list[dict[str, Any]]:
    """Return the trusted persons the child chose (L223-1-3)."""
    found = source.file.with_role(Role.TRUSTED_PERSON, on=source.today)
    return [{"nom": courteous(person), "precisions": link.terms.strip()} for link, person in found]
