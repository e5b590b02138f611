"""All that any kind of document needs, by hand: a girl whose mother's address and place of care are kept from her father."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from ppe_desktop.documents.kinds import DocumentKind
from ppe_desktop.domain.casefile import CaseFile, Item, Items, PlanFile
from ppe_desktop.domain.matter import Matter, SubjectKind
from tests.support.casefiles import grouped, item
from tests.support.rich_case import rich_case

DAY = dt.date
STREET, PLACE = "4, rue des Lilas", "Famille Roussel"
KEPT_WORDS = "Je ne veux plus dormir chez lui le samedi soir."
MOTHER_VIEW = "Je demande qu’elle revienne un samedi sur deux dès janvier."
PREPARED = "Elle veut qu’on dise à son père d’arrêter d’appeler le soir."
RESULTS = "Anémie légère, contrôle sanguin à refaire."
OWN_WORDS = "Toute seule d’un coup, non, avec quelqu’un pas loin."


@dataclass(frozen=True, slots=True)
class World:
    """A child with everything a document may be about.

    Attributes:
        file: the file.
        plan: the plan.
        beside: what is read beside the file.
        subjects: one record for each kind of subject.
    """

    file: CaseFile
    plan: PlanFile
    beside: Matter
    subjects: dict[str, Item]

    def matter(self, kind: DocumentKind) -> Matter:
        """What a kind of document is made from."""
        subject = self.subjects[kind.subject]
        plan = self.plan if kind.subject is SubjectKind.PLAN or kind.with_plan else None
        whole = replace(self.beside, subject=subject, plan=plan)
        return replace(whole, items=kind.chosen(whole))


def world(*, age: int = 11, called: str = "Léa") -> World:
    """The girl at an age in years; under another first name, which the texts typed in her file do not follow."""
    file, plan = rich_case(birth_date=DAY(2026 - age, 3, 12))
    file = replace(file, child=file.child.having(first_names=called, usual_first_name=called))
    plan = PlanFile(
        plan.plan.having(participants="Léa et ses parents"),
        Items({k: tuple(map(_unnamed, v)) for k, v in plan.items.by_kind.items()}),
    )
    mother, father = (person for _link, person in file.with_role("MERE", "PERE"))
    address = next(one for one in file.of("address") if one.street == STREET)
    home = next(one for one in file.of("placement") if one.name == PLACE)
    episode = file.of("care_episode")[0]
    added = [
        item("address_protection", address_id=address.id, hidden_from_id=father.id),
        item("address_protection", placement_id=home.id, hidden_from_id=father.id),
        *_health(file.child.id),
        *_of_child(file.child.id),
    ]
    items = file.items
    for kind, found in grouped([*file.items.by_kind.get("address_protection", ()), *added]).by_kind.items():
        items = items.with_items(kind, [*file.of(kind), *found])
    for kind in ("placement", "measure"):
        items = items.with_items(kind, [one.having(episode_id=episode.id) for one in items.of(kind)])
    file = replace(file, items=items)
    beside = grouped(_beside(file.child.id, mother.id, father.id))
    subjects = {
        kind.value: next(iter([*beside.of(kind.value), *file.of(kind.value)]), file.child) for kind in SubjectKind
    }
    subjects[SubjectKind.PLAN] = plan.plan
    subjects[SubjectKind.PLACEMENT] = file.items.one("placement", home.id) or home
    return World(file, plan, Matter(file, file.child, None, beside), subjects)


def _unnamed(one: Item) -> Item:
    """A record of the plan that does not name who receives the child: the guard would stop it."""
    named = {
        key: value.replace("Madame Roussel", "la famille")
        for key, value in one.values.items()
        if isinstance(value, str)
    }
    return one.having(**{key: value.replace("Madame Sylvie Roussel", "L’accueillante") for key, value in named.items()})


def _health(child_id: str) -> list[Item]:
    return [
        item("health_profile", child_id=child_id, booklet="Chez l’assistante familiale", doctor_declared="OUI"),
        item("health_event", child_id=child_id, kind="BILAN_ANNUEL", done_on=DAY(2026, 9, 9), practitioner="Docteur Amsellem",
             needs="Contrôle de la vue.", results=RESULTS, child_words="Je cours moins vite qu’avant."),
        item("treatment", child_id=child_id, name="Traitement de l’asthme", dosage="Le soir"),
    ]  # fmt: skip


def _of_child(child_id: str) -> list[Item]:
    interview = item("autonomy_interview", child_id=child_id, held_on=DAY(2026, 3, 4), wishes="Finir mon année.")
    return [
        interview,
        item("autonomy_topic", interview_id=interview.id, theme="LOGEMENT", own_words=OWN_WORDS, goal="Un studio", steps="Un dossier"),
        item("autonomy_plan", child_id=child_id, established_on=DAY(2026, 3, 20), situation="En première année de CAP.",
             income="380 €", expenses="120 €", housing="Un studio, sinon la résidence.", health_professionals="Docteur Amsellem",
             network="Hugo, le soir.", partners="La mission locale", until_18="Permis en juin.", until_21="Un logement à elle.",
             parents_told_on=DAY(2026, 3, 21), signatures="Signé par Léa le 20 mars."),
        item("exit_interview", child_id=child_id, held_on=DAY(2026, 10, 2), situation="En logement", own_words="Ça va mieux.",
             attempts="Deux appels.", resources="Un salaire", housing="Un studio", work="Un contrat", health="Un médecin", procedures="La CAF",
             support="Des amis", requests="Une aide pour les meubles.", rights_told="OUI", rights_detail="Le retour jusqu’à 21 ans."),
        item("young_adult_contract", child_id=child_id, decision="REFUSE", reasons="Ressources suffisantes."),
        item("situation_report", child_id=child_id, written_on=DAY(2026, 10, 20), informed_on=DAY(2026, 10, 22)),
    ]  # fmt: skip


def _beside(child_id: str, mother_id: str, father_id: str) -> list[Item]:
    meeting = item("meeting", kind="CONCERTATION_ANNUELLE", held_on=DAY(2026, 10, 12), at_time="14 h", place="Au service",
                   aim="Faire le point", apart="DEUX_TEMPS", chair="Madame Delorme")  # fmt: skip
    part = item("meeting_child", child_id=child_id, meeting_id=meeting.id, prepared=PREPARED, points="L’école.",
                child_alone="14 h, dix minutes, avec la psychologue", parents_time="Madame à 14 h 30, monsieur à 15 h 30",
                conclusion="Un samedi de plus.", divergences="Madame : plus vite. Monsieur : plus tard.")  # fmt: skip
    there = {"meeting_id": meeting.id, "invited": "OUI", "presence": "PRESENT"}
    return [
        meeting, part,
        item("meeting_invitee", **there, name="Léa Durand-Benali", quality="L’enfant", view="Je veux voir Hugo plus."),
        item("meeting_invitee", **there, person_id=mother_id, name="Karima Benali", quality="Mère", view=MOTHER_VIEW),
        item("meeting_invitee", **there, person_id=father_id, name="Éric Durand", quality="Père", view="Je viendrai en train."),
        item("meeting_invitee", **there, name="Madame Sylvie Roussel", quality="Lieu d’accueil"),
        item("meeting_invitee", **there, name="Mme Lacaze", quality="Enseignante"),
        item("task", child_id=child_id, meeting_id=meeting.id, text="Appeler le collège.", who="Référente"),
        item("statement", child_id=child_id, speaker="ENFANT", said_on=DAY(2026, 9, 30), exact_words="Hugo me manque beaucoup.",
             sharing="TOUS", occasion="SYNTHESE", place="Au service", present="Seule avec sa référente",
             duration=20, explained="Tu verras Hugo autrement.", wishes="Le voir chez lui.", disagreements="Attendre Noël.",
             annexes="Un dessin.", answer="Hugo t’appellera le mercredi.", answered_on=DAY(2026, 10, 3), effect="Un appel chaque mercredi."),
        item("statement", child_id=child_id, speaker="ENFANT", said_on=DAY(2026, 10, 2), exact_words=KEPT_WORDS, sharing="DOSSIER",
             occasion="SYNTHESE"),
    ]  # fmt: skip
