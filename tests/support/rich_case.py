"""A full file, as a service would hand it out: one value at least in every field the plan prints. All of it is made up."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ppe_desktop.domain.casefile import CaseFile, Item, PlanFile
from tests.support.casefiles import case_file, item, parent, plan_file, words

DAY = dt.date


def rich_case(**child: Any) -> tuple[CaseFile, PlanFile]:
    """A girl of eleven in a foster home, her parents separated, a brother placed elsewhere, her plan renewed."""
    lea = item("child", **{**_CHILD, **child})
    mother, is_mother = parent("MERE", "Benali", "Karima", birth_surname="Haddad")
    father, is_father = parent("PERE", "Durand", "Éric")
    grandmother = item("person", civility="MME", surname="Durand", first_name="Odile")
    sponsor = item("person", civility="MME", surname="N’Diaye", first_name="Awa")
    trusted = item("person", civility="M", surname="Le Goff", first_name="Yann")
    people = [
        mother, is_mother, father, is_father, grandmother, sponsor, trusted,
        item("relationship", person_id=grandmother.id, role="GRAND_PARENT"),
        item("relationship", person_id=sponsor.id, role="PARRAIN", since=DAY(2025, 9, 1),
             terms="Un week-end par mois et une semaine l’été. Accord écrit des deux parents le 20 août 2025. Léa est d’accord."),
        item("relationship", person_id=trusted.id, role="PERSONNE_CONFIANCE", terms="Choisi par Léa, avec l’accord de ses parents."),
    ]  # fmt: skip
    sibling = item("child", birth_surname="Durand", first_names="Hugo", sex="M", birth_date=DAY(2018, 5, 4))
    link = item("sibling_link", other_child_id=sibling.id, kind="GERMAIN", together="NON", contact_rhythm="Chaque mercredi après-midi",
                separation_reason="Besoins de soins différents ; pas de place pour deux au moment de l’accueil.")  # fmt: skip
    half = item("sibling_link", other_name="Inès Benali", other_birth_date=DAY(2023, 1, 1), kind="DEMI_MERE",
                lives_at="Chez sa mère", together="NON", contact_rhythm="Pendant les visites", separation_reason="Inès n’est pas confiée au service.")  # fmt: skip
    home = item(
        "placement",
        setting="MECS",
        name="Maison des Tilleuls",
        town="Étampes",
        postcode="91150",
        since=DAY(2024, 3, 18),
    )
    file = case_file(
        lea, *people, *_authority(mother, father), *_contacts(mother, father, grandmother), *_care(), link, half,
        profile=_profile(), siblings={link.id: sibling}, sibling_places={link.id: home},
    )  # fmt: skip
    return file, _plan(mother, father, grandmother)


_CHILD: dict[str, Any] = {
    "birth_surname": "Durand",
    "use_surname": "Durand-Benali",
    "first_names": "Léa, Yasmine",
    "usual_first_name": "Léa",
    "other_names": "Leïa",
    "sex": "F",
    "birth_date": DAY(2015, 3, 12),
    "birth_date_source": "CIVIL",
    "birth_place": "Évry-Courcouronnes",
    "birth_country": "France",
    "nationality": "Française",
    "languages": "Français, arabe",
    "external_reference": "ASE-2024-0117",
}


def _profile() -> Item:
    return item(
        "user_profile", civility="MME", first_name="Hélène", surname="Marchand", function="Référente ASE",
        service="Service de l’aide sociale à l’enfance – Territoire Sud", department="Département de l’Essonne",
        service_address="12, place du Marché\n91150 Étampes", town="Étampes", phone="01 60 00 00 00", email="ase.sud@example.org",
        signatory="Madame Claire d’Angelo", signatory_function="Inspectrice enfance, par délégation",
    )  # fmt: skip


def _authority(mother: Item, father: Item) -> list[Item]:
    return [
        item("parental_authority", person_id=mother.id, is_holder="OUI", exercise="CONJOINTE", basis="Loi"),
        item("parental_authority", person_id=father.id, is_holder="OUI", exercise="CONJOINTE", basis="Jugement du JAF d’Évry",
             decided_on=DAY(2021, 6, 3), limits="Ne peut pas quitter le territoire avec l’enfant sans accord."),
        item("address", person_id=mother.id, street="4, rue des Lilas", postcode="91100", town="Corbeil-Essonnes"),
        item("address", person_id=father.id, street="27 bis, avenue de la Gare\nBâtiment C", postcode="45000", town="Orléans"),
    ]  # fmt: skip


def _contacts(mother: Item, father: Item, grandmother: Item) -> list[Item]:
    return [
        item("contact_right", person_id=mother.id, kind="VISITE_HEBERGEMENT", rhythm="Un week-end sur deux, du samedi 10 h au dimanche 18 h",
             place="Au domicile de la mère", since=DAY(2026, 4, 1)),
        item("contact_right", person_id=father.id, kind="VISITE_TIERS", rhythm="Deux heures, un mercredi sur deux", place="Maison de la parentalité, Étampes",
             third_party="Une éducatrice du service", since=DAY(2026, 4, 1), until=DAY(2027, 3, 31), remarks="À revoir avant l’été."),
        item("contact_right", person_id=grandmother.id, kind="CORRESPONDANCE_TEL", rhythm="Un appel le dimanche soir"),
    ]  # fmt: skip


def _care() -> list[Item]:
    episode = item("care_episode", since=DAY(2023, 9, 4))
    old = item(
        "decision",
        kind="JUDICIAIRE",
        decided_on=DAY(2024, 3, 14),
        place="Évry-Courcouronnes",
        authority="Juge des enfants",
    )
    new = item(
        "decision", kind="JUDICIAIRE", decided_on=DAY(2026, 3, 10), place="Évry-Courcouronnes", notified_on=DAY(2026, 3, 17),
        authority="Tribunal pour enfants, Madame la juge Perrin",
        reasons="Les disputes au domicile mettaient Léa en insécurité.\nLes deux parents ont reconnu avoir besoin d’aide.",
        content="Placement à l’aide sociale à l’enfance pour un an.\nDroits de visite organisés par le service.",
        objectives="Garantir à Léa un quotidien stable.\nSoutenir chaque parent dans ses visites.\nPréparer un retour par étapes chez sa mère.",
    )  # fmt: skip
    return [
        episode, old, new,
        item("measure", type="AEMO", since=DAY(2023, 9, 4), until=DAY(2024, 9, 4), ended_on=DAY(2024, 3, 14), end_reason="AUTRE"),
        item("measure", type="PLACEMENT_ASE", since=DAY(2024, 3, 14), until=DAY(2027, 3, 9), decision_id=new.id),
        item("placement", setting="FOYER_ENFANCE", name="Foyer départemental", town="Brétigny-sur-Orge", since=DAY(2024, 3, 14), until=DAY(2024, 6, 30),
             end_reason="Accueil familial trouvé"),
        item("placement", setting="ASSISTANT_FAMILIAL", name="Famille Roussel", carer="Madame Sylvie Roussel, assistante familiale",
             street="3, chemin du Moulin", postcode="91660", town="Méréville", phone="06 00 00 00 00", since=DAY(2024, 7, 1)),
        item("placement", setting="PARRAIN", name="Chez Madame N’Diaye", town="Massy", since=DAY(2025, 9, 1), is_main=False),
    ]  # fmt: skip


_EVALUATION = {
    "A": "Léa a grandi de six centimètres en un an. Le bilan de santé du 9 septembre 2026 est bon ; la vue est à contrôler.\n"
    "Elle s’endort mieux depuis la rentrée. Elle se ronge encore les ongles avant les visites.",
    "B": "Léa est attachée à ses deux parents. Les retours de visite chez sa mère sont paisibles depuis le printemps. "
    "Avec son père, elle demande que la visite reste accompagnée.\nElle réclame davantage de temps avec Hugo.",
    "C": "Léa est en sixième au collège Jean-Rostand, assidue et bien entourée. Elle a besoin d’aide en mathématiques. "
    "Elle pratique le judo deux fois par semaine.",
}
_NEEDS = {
    "A": "Un suivi ophtalmologique. Un temps calme avant et après chaque visite.",
    "B": "Des rencontres régulières et prévisibles avec Hugo. Être prévenue à l’avance de chaque changement.",
    "C": "Une aide aux devoirs. Garder ses amis et son club de judo, où qu’elle vive.",
}


def _plan(mother: Item, father: Item, grandmother: Item) -> PlanFile:
    domains = [item("plan_domain", domain=code, evaluation=_EVALUATION[code], needs=_NEEDS[code]) for code in "ABC"]
    quotes = [
        *_health_words(mother, father),
        *_family_words(mother, father, grandmother),
        *_other_words(mother, father),
    ]
    return plan_file(
        *domains, *quotes, *_objectives(), *_links(), *_signatures(), *_deliveries(),
        version=3, status="TERMINE", established_on=DAY(2026, 11, 16), meeting_on=DAY(2026, 11, 4),
        participants="Léa ; Madame Benali ; Monsieur Durand (par téléphone) ; Madame Roussel ; Madame Marchand ; Madame Petit, psychologue",
        history_summary="Léa a vécu avec ses deux parents jusqu’à leur séparation, en 2020.\nUne aide éducative a commencé en 2023, puis Léa a été confiée au service.",
        autonomy="", support_network="Léa compte aussi sur sa voisine, Madame Leroy, et sur son professeur de judo.",
    )  # fmt: skip


def _health_words(mother: Item, father: Item) -> list[Item]:
    talk = {"place": "au domicile de Madame Roussel", "present": "seule avec Madame Marchand", "means": "ENTRETIEN"}
    return [
        *words("ENFANT", "A", **talk, question="Comment tu dors en ce moment ?",
               exact_words="La nuit ça va mieux, je fais plus le rêve de la porte. Mais je veux pas aller chez le docteur des yeux toute seule."),
        *words("MERE", "A", person_id=mother.id, place="au service", means="ENTRETIEN",
               exact_words="Je suis fière d’elle. Je voudrais être là au rendez-vous des yeux."),
        *words("PERE", "A", person_id=father.id, means="TELEPHONE", reported_words="Il demande à recevoir le compte rendu du bilan de santé."),
    ]  # fmt: skip


def _family_words(mother: Item, father: Item, grandmother: Item) -> list[Item]:
    return [
        *words("ENFANT", "B", place="au service", means="DESSIN", answer="Nous en avons parlé à Hugo.",
               answered_on=dt.date(2026, 10, 14), effect="Un appel chaque mercredi.",
               exact_words="Hugo c’est mon petit frère, le mercredi c’est trop court.\nJe voudrais qu’il vienne au judo avec moi."),
        *words("MERE", "B", person_id=mother.id, exact_words="Le dimanche soir, c’est dur de la ramener.", place="au service"),
        *words("PERE", "B", person_id=father.id, outcome="REFUS", said_on=DAY(2026, 10, 14), means="TELEPHONE"),
        *words("AUTRE", "B", person_id=grandmother.id, means="LETTRE", exact_words="Dites-lui que sa chambre l’attend toujours pour les vacances."),
    ]  # fmt: skip


def _other_words(mother: Item, father: Item) -> list[Item]:
    return [
        *words("ENFANT", "C", means="QUESTIONNAIRE", exact_words="Les maths je comprends rien mais la prof elle est gentille."),
        *words("MERE", "C", person_id=mother.id, exact_words="Le collège, c’est sa place. Elle y est bien."),
        *words("PERE", "C", person_id=father.id, outcome="NON_RENCONTRE"),
        *words("ENFANT", "", means="LETTRE", exact_words="Je veux rester au même collège. Je veux qu’on me dise les choses avant, pas après."),
        *words("MERE", "", person_id=mother.id, exact_words="Je fais tout pour que ma fille rentre à la maison."),
        *words("PERE", "", person_id=father.id, reported_words="Il souhaite que les visites se passent un jour sans tiers, et il dit comprendre qu’il faut du temps."),
    ]  # fmt: skip


def _objectives() -> list[Item]:
    eyes = item("plan_objective", domain="A", text="Que Léa voie bien et dorme bien")
    brother = item("plan_objective", domain="B", text="Que Léa et Hugo se retrouvent plus souvent")
    school = item("plan_objective", domain="C", text="Que Léa reprenne confiance en mathématiques", state="PARTIEL")
    return [
        eyes, brother, school,
        item("plan_action", objective_id=eyes.id, text="Prendre rendez-vous chez l’ophtalmologiste", actors="Madame Roussel", due_on=DAY(2026, 12, 31),
             start_on=DAY(2026, 11, 20), duration="6 semaines", parents_role="Madame Benali accompagne Léa", state="EN_COURS"),
        item("plan_action", objective_id=brother.id, text="Organiser un week-end commun par mois", target="ENVIRONNEMENT", actors="Service et Maison des Tilleuls",
             start_on=DAY(2027, 1, 9), duration="6 mois", due_on=DAY(2027, 6, 30), parents_role="Les deux parents donnent leur accord sur les dates"),
        item("plan_action", objective_id=brother.id, text="Inscrire Hugo au judo, le mercredi", target="PARENTS", actors="Monsieur Durand", due_on=DAY(2027, 1, 15)),
        item("plan_action", objective_id=school.id, text="Aide aux devoirs deux soirs par semaine", actors="Association Coup de pouce", start_on=DAY(2026, 9, 7),
             duration="Année scolaire", due_on=DAY(2027, 7, 2), parents_role="Madame Benali suit le carnet en ligne", state="FAITE"),
    ]  # fmt: skip


def _links() -> list[Item]:
    return [
        item(
            "plan_link",
            kind="CONTRAT_ACCUEIL",
            dated=DAY(2024, 7, 1),
            remarks="Rythme des week-ends repris dans l’avenant.",
        ),
        item("plan_link", kind="PAP", remarks="Demandé au collège."),
    ]


def _signatures() -> list[Item]:
    return [
        item("plan_signature", quality="PCD", name="Madame Claire d’Angelo"),
        item("plan_signature", quality="ENFANT", name="Léa Durand-Benali", state="SIGNE", signed_on=DAY(2026, 11, 16)),
        item("plan_signature", quality="MERE", name="Madame Karima Benali", state="SIGNE", signed_on=DAY(2026, 11, 18)),
        item(
            "plan_signature",
            quality="PERE",
            name="Monsieur Éric Durand",
            state="REFUSE",
            reason="souhaite d’abord en parler à son avocat",
        ),
        item("plan_signature", quality="REFERENT", name="Madame Hélène Marchand"),
        item("plan_signature", quality="LIEU_ACCUEIL", name="Madame Sylvie Roussel", state="ABSENT"),
    ]


def _deliveries() -> list[Item]:
    return [
        item("plan_delivery", recipient="child", delivered_on=DAY(2026, 11, 18), mode="MAIN", remarks="Relu avec Léa."),
        item("plan_delivery", recipient="mother", delivered_on=DAY(2026, 11, 18), mode="MAIN"),
        item("plan_delivery", recipient="father", delivered_on=DAY(2026, 11, 19), mode="LRAR"),
    ]
