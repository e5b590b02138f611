"""The interview at 17, the autonomy plan, the call to the interview, the record after leaving."""

from __future__ import annotations

from word_templates.blocks import Page, when
from word_templates.heads import made_at, sign_table, write_letter_end, write_letter_head, write_title


def write_interview(page: Page) -> None:
    """Write the record of the interview, the young person's own words first (L222-5-1 CASF)."""
    write_title(page, "Entretien des 17 ans")
    page.text(
        "Encadré",
        "Cet entretien fait le bilan de votre parcours, vous informe de vos droits et envisage avec vous les conditions de votre "
        "accompagnement vers l’autonomie (article L222-5-1 du code de l’action sociale et des familles).",
    )
    page.facts(
        [
            ("Invitation", "{{ entretien.invite }}", "entretien.invite"),
            ("Entretien du", "{{ entretien.le }}"),
            ("Lieu", "{{ entretien.lieu }}"),
            ("Personnes présentes", "{{ entretien.presents }}"),
            ("Personne de confiance", "{{ personne_de_confiance }}", "personne_de_confiance"),
        ]
    )
    page.heading("1", "{% if mots_dits %}Vos mots, thème par thème{% else %}Thème par thème{% endif %}")
    page.tag("for theme in themes")
    page.tag("if theme.est_dit")
    page.text("Heading 2", "{{ theme.titre }}")
    page.choice("theme.mots", "Citation enfant", "{{ theme.mots }}")
    page.choice("theme.mots", "Légende citation", "Question posée : {{ theme.question }}")
    page.choice("theme.situation", "Corps", "Où vous en êtes : {{ theme.situation }}")
    page.choice("theme.but", "Corps", "Ce qui est visé : {{ theme.but }}")
    page.tag("endif")
    page.tag("endfor")
    page.tag("if entretien.souhaits")
    page.text("Heading 2", "Vos souhaits")
    page.long_text("entretien.souhaits")
    page.tag("endif")
    page.tag("if entretien.forces")
    page.text("Heading 2", "Vos forces et vos points d’appui")
    page.long_text("entretien.forces")
    page.tag("endif")
    page.heading("2", "Vos droits")
    _write_rights(page)
    page.heading("3", "L’accompagnement envisagé avec vous")
    page.long_text("entretien.conditions")
    page.facts(
        [
            ("Notifié le", "{{ entretien.notifiees_le }}", "entretien.notifiees_le"),
            ("Souhaitez-vous un accompagnement après 18 ans ?", "{{ entretien.accompagnement }}"),
            ("Prochaine rencontre", "{{ entretien.prochaine }}", "entretien.prochaine"),
            ("Copie remise le", "{{ entretien.remis_le }}", "entretien.remis_le"),
        ]
    )
    made_at(page)
    sign_table(page, [("{{ enfant.nom_complet }}", ""), ("{{ referent.fonction }}", "{{ referent.nom }}")])


def _write_rights(page: Page) -> None:
    page.table(
        [("Ce que vous devez savoir", 13.4), ("Présenté", 3.6)],
        "droit in droits",
        [
            [
                "{{ droit.mots }}",
                ("Tableau précision", "{{ droit.article }}"),
                *when("droit.remarque", ("Tableau précision", "Ce que vous en dites : {{ droit.remarque }}")),
            ],
            ["{{ droit.presente }}"],
        ],
        alt="Droits présentés",
    )


def write_plan(page: Page) -> None:
    """Write the autonomy plan: steps, papers, housing, network, dates (L222-5-1, D223-15, R222-6 CASF)."""
    write_title(page, "Projet d’accès à l’autonomie")
    page.text(
        "Encadré",
        "Ce projet est construit avec vous. Il associe les institutions et organismes concourant à une réponse globale à vos besoins en "
        "matière éducative, sociale, de santé, de logement, de formation, d’emploi et de ressources (article L222-5-1 du code de l’action "
        "sociale et des familles). Il fait partie du projet pour l’enfant.",
    )
    page.facts(
        [
            ("Majorité", "{{ dates.majorite }}"),
            ("21 ans", "{{ dates.vingt_et_un }}"),
            ("Entretien des 17 ans", "{{ entretien.le }}"),
            ("Projet établi le", "{{ projet.etabli_le }}", "projet.etabli_le"),
        ]
    )
    page.heading("1", "Ce que vous dites")
    page.choice("not entretien.souhaits and not entretien.forces", "Corps", "Aucune parole n’est reproduite ici.")
    page.choice("entretien.souhaits", "Citation enfant", "{{ entretien.souhaits }}")
    page.choice("entretien.forces", "Citation enfant", "{{ entretien.forces }}")
    page.text("Espace", "")
    page.heading("2", "Votre situation et votre diplôme")
    page.long_text("projet.situation")
    page.heading("3", "Étapes, thème par thème")
    page.choice("not etapes", "Corps", "Aucune étape n’est encore fixée.")
    page.tag("if etapes")
    page.table(
        [("Thème", 2.9), ("Où vous en êtes, ce qui est visé", 5.0), ("Étapes", 4.6), ("Qui, pour quand", 4.5)],
        "etape in etapes",
        [
            ["**{{ etape.theme }}**"],
            ["{{ etape.situation }}"],
            ["{{ etape.etapes }}"],
            ["{{ etape.qui }}"],
        ],
        alt="Étapes du projet d’accès à l’autonomie",
    )
    page.tag("endif")
    page.heading("4", "Votre budget")
    page.facts(
        [("Ce qui entre chaque mois", "{{ projet.entrees }}"), ("Ce qui sort chaque mois", "{{ projet.sorties }}")]
    )
    page.heading("5", "Votre logement à 18 ans")
    page.long_text("projet.logement")
    page.heading("6", "Les professionnels de santé")
    page.long_text("projet.sante")
    page.heading("7", "Papiers et démarches")
    page.table(
        [("Papier ou démarche", 6.6), ("Où on en est", 3.2), ("Valable jusqu’au", 3.0), ("Qui s’en occupe", 4.2)],
        "papier in papiers",
        [["{{ papier.papier }}"], ["{{ papier.etat }}"], ["{{ papier.valable }}"], ["{{ papier.qui }}"]],
        alt="Papiers à avoir à 18 ans",
    )
    page.heading("8", "Les personnes sur qui compter")
    page.tag("for personne in reseau")
    page.text("List Bullet", "{{ personne.nom }}{% if personne.qualite %} – {{ personne.qualite }}{% endif %}")
    page.tag("endfor")
    page.long_text("projet.reseau")
    page.heading("9", "Les institutions associées")
    page.long_text("projet.institutions")
    page.heading("10", "Calendrier")
    page.facts([("Jusqu’à 18 ans", "{{ projet.jusqua_18 }}"), ("De 18 à 21 ans", "{{ projet.jusqua_21 }}")])
    page.heading("11", "Après 18 ans")
    page.text("Corps", "Accompagnement souhaité après 18 ans : {{ entretien.accompagnement }}")
    page.long_text("entretien.conditions")
    page.facts(
        [
            ("Accompagnement demandé le", "{{ jeune_majeur.demande_le }}", "jeune_majeur.demande_le"),
            ("Où en est la demande", "{{ jeune_majeur.decision }}", "jeune_majeur.decision"),
            ("Période", "{{ jeune_majeur.periode }}", "jeune_majeur.periode"),
            ("Ce qui est prévu", "{{ jeune_majeur.contenu }}", "jeune_majeur.contenu"),
            ("Parents informés le", "{{ projet.parents_informes_le }}", "projet.parents_informes_le"),
            ("Signatures recueillies", "{{ projet.signatures }}", "projet.signatures"),
        ]
    )
    made_at(page)
    sign_table(
        page,
        [
            ("{{ enfant.nom_complet }}", ""),
            ("{{ referent.fonction }}", "{{ referent.nom }}"),
            ("Encadrement du service", ""),
            ("Lieu d’accueil", ""),
            ("Partenaires associés", ""),
            ("Pour le Président du conseil départemental", "{{ fait.signataire }}"),
        ],
        height=1.4,
    )


def write_call(page: Page) -> None:
    """Write the letter that calls to the interview."""
    write_letter_head(
        page, "{% if est_parent %}entretien des 17 ans {{ de_enfant }}{% else %}votre entretien des 17 ans{% endif %}"
    )
    page.tag("if est_parent")
    page.text(
        "Corps",
        "{{ votre_enfant|majuscule }} {{ enfant.appellation }} est convié{{ enfant.accord }} à un entretien. Il est prévu par l’article L222-5-1 du "
        "code de l’action sociale et des familles : il fait le bilan de son parcours, l’informe de ses droits et envisage avec "
        "{{ enfant.appellation }} son accompagnement vers l’autonomie. Vous êtes titulaire de l’autorité parentale : je vous en informe, et "
        "je reste à votre disposition pour en parler avec vous.",
    )
    page.tag("endif")
    page.tag("if not est_parent")
    page.text(
        "Corps",
        "Je vous propose un entretien, au plus tard un an avant votre majorité. Il est prévu par l’article L222-5-1 du code de l’action "
        "sociale et des familles. Nous y ferons le bilan de votre parcours, je vous informerai de vos droits, et nous réfléchirons ensemble à "
        "l’accompagnement dont vous aurez besoin.",
    )
    page.tag("endif")
    page.facts(
        [("Le", "**{{ convocation.date }}**"), ("À", "{{ convocation.heure }}"), ("Où", "{{ convocation.lieu }}")]
    )
    page.tag("if not est_parent")
    page.text("Titre de partie", "Bon à savoir")
    page.text("List Bullet", "Votre personne de confiance peut venir avec vous (article L223-1-3).")
    page.text(
        "List Bullet",
        "Vous choisissez ce que vous dites. Vos mots sont notés tels quels, et une copie vous est remise.",
    )
    page.text("List Bullet", "L’entretien peut se faire en plusieurs fois.")
    page.choice(
        "non_accompagne", "List Bullet", "Nous parlerons aussi de votre titre de séjour, ou d’une demande d’asile."
    )
    page.text("Titre de partie", "À apporter, si vous les avez")
    page.text(
        "Corps",
        "Carte d’identité, passeport ou titre de séjour ; carte Vitale ; attestation de recensement ; relevé bancaire ; bulletins ou contrat.",
    )
    page.tag("endif")
    write_letter_end(page)


def write_exit(page: Page) -> None:
    """Write the record of the interview six months after leaving (L222-5-2-1 CASF)."""
    write_title(page, "Six mois après – faire le point")
    page.facts(
        [
            ("Fin de l’accueil", "{{ sortie.quitte_le }}", "sortie.quitte_le"),
            ("Entretien du", "{{ sortie.le }}"),
            ("Essais de contact", "{{ sortie.essais }}", "sortie.essais"),
        ]
    )
    page.heading("1", "Ce que vous dites")
    page.choice("not sortie.mots", "Corps", "Aucune parole n’est reproduite ici.")
    page.choice("sortie.mots", "Citation enfant", "{{ sortie.mots }}")
    page.text("Espace", "")
    page.heading("2", "Votre situation")
    page.text("Explication", "Les six besoins que couvre l’accompagnement d’un jeune majeur (article R222-6).")
    page.tag("for besoin in besoins")
    page.text("Heading 2", "{{ besoin.titre }}")
    page.long_text("besoin.texte")
    page.tag("endfor")
    page.tag("if sortie.situation")
    page.text("Heading 2", "En général")
    page.long_text("sortie.situation")
    page.tag("endif")
    page.heading("3", "Vos demandes")
    page.long_text("sortie.demandes")
    page.heading("4", "Vos droits")
    page.text(
        "Corps",
        "Vous pouvez demander un accompagnement jusqu’à 21 ans, même après une interruption. Vous pouvez demander un nouvel entretien.",
    )
    page.facts(
        [
            ("Droit au retour rappelé", "{{ sortie.droits_rappeles }}"),
            ("Droits rappelés", "{{ sortie.droits_detail }}", "sortie.droits_detail"),
            ("Prochain contact", "{{ sortie.prochain }}", "sortie.prochain"),
        ]
    )
    made_at(page)
    sign_table(page, [("{{ enfant.nom_complet }}", ""), ("{{ referent.fonction }}", "{{ referent.nom }}")])


INTERVIEW, PLAN, CALL, EXIT = (write_interview,), (write_plan,), (write_call,), (write_exit,)
