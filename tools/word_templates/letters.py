"""The letters of the service: agreements and opinions, decisions, the judge, receipts, the person of trust."""

from __future__ import annotations

from word_templates.blocks import NBSP, Page
from word_templates.heads import made_at, sign_table, write_letter_end, write_letter_head, write_title
from word_templates.words import write_said

_CASF = "code de l’action sociale et des familles"
_BOX = "☐ "
_PLACE_ROWS = [
    ("Mode d’accueil", "{{ lieu.mode }}"),
    ("Nom", "{{ lieu.nom }}"),
    ("Adresse", "{{ lieu.adresse }}", "lieu.adresse"),
    ("Responsable ou accueillant", "{{ lieu.responsable }}", "lieu.responsable"),
    ("À partir du", "{{ lieu.depuis }}"),
    ("Jusqu’au", "{{ lieu.jusqu_au }}", "lieu.jusqu_au"),
]


def write_placement_agreement(page: Page) -> None:
    """Write the request for agreement to an admission (R223-5, R223-8)."""
    write_letter_head(page, "demande d’accord pour l’accueil {{ de_enfant }}", registered=True)
    page.text(
        "Corps",
        f"Nous avons parlé ensemble de l’accueil {{{{ de_enfant }}}}. Aucune admission ne se décide sans votre accord écrit. Vous trouverez "
        f"ci-dessous ce que vous devez savoir avant de répondre (articles L223-2, R223-5 et R223-8 du {_CASF}).",
    )
    page.text("Titre de partie", "L’accueil proposé")
    page.facts([*_PLACE_ROWS, ("Durée", "du {{ mesure.depuis }} au {{ mesure.jusqu_au }}")])
    _write_links(page)
    page.facts(
        [
            ("Personnes avec qui vous autorisez des contacts", "………………………………………………………………………………"),
            ("Participation financière", "………………………………………………………………………………"),
            ("Conditions de révision", "Vous pouvez demander à tout moment à revoir ces conditions avec nous."),
        ]
    )
    _write_staff(page)
    write_letter_end(page, signer="departement")
    _answer(page, "Ma réponse", ("Je donne mon accord à cet accueil.", "Je ne donne pas mon accord."))


def write_placement_opinion(page: Page) -> None:
    """Write the request for an opinion on a place chosen under a judicial placement (L223-3, R223-7, R223-8)."""
    write_letter_head(page, "demande d’avis sur le lieu d’accueil {{ de_enfant }}", registered=True)
    page.text(
        "Corps",
        f"Le juge a confié {{{{ enfant.appellation }}}} au service. Votre avis écrit est demandé avant le choix du mode et du lieu d’accueil, et avant "
        f"tout changement (articles L223-3 et R223-7 du {_CASF}). {{% if lieu.en_cours %}}Voici son lieu d’accueil actuel.{{% else %}}Voici le lieu "
        "auquel nous pensons.{% endif %}",
    )
    page.facts([*_PLACE_ROWS, ("Mesure", "{{ mesure.nom }}, jusqu’au {{ mesure.jusqu_au }}")])
    _write_links(page)
    _write_staff(page)
    page.text(
        "Corps",
        "Sans réponse de votre part quatre semaines après que vous aurez reçu cette lettre, ou six semaines après son envoi si elle n’a pas été "
        f"reçue, votre accord sera réputé acquis (article R223-8 du {_CASF}).",
    )
    write_letter_end(page)
    _answer(
        page,
        "Mon avis",
        ("Je suis d’accord avec ce lieu d’accueil.", "Je ne suis pas d’accord.", "Je propose autre chose."),
    )


def _write_links(page: Page) -> None:
    page.text("Titre de partie", "Les liens avec vous et avec ses proches")
    page.choice(
        "not droits",
        "Corps",
        "Aucun droit de visite et d’hébergement n’est encore fixé : nous les préciserons avec vous.",
    )
    page.tag("for droit in droits")
    page.text(
        "List Bullet",
        "{{ droit.nom }} – {{ droit.nature }}{% if droit.rythme %}. {{ droit.rythme }}{% endif %}{% if droit.lieu %}. {{ droit.lieu }}{% endif %}",
    )
    page.tag("endfor")


def _write_staff(page: Page) -> None:
    page.text("Titre de partie", "Les personnes chargées du suivi")
    page.tag("for personne in equipe")
    page.text("List Bullet", "{{ personne.nom }}{% if personne.qualite %} – {{ personne.qualite }}{% endif %}")
    page.tag("endfor")


def _answer(page: Page, title: str, choices: tuple[str, ...]) -> None:
    page.text("Espace", "")
    page.frame(
        [
            ("Encadré titre", title),
            "Au sujet {{ de_enfant }} – {{ adresse_a.nom }}",
            *[f"{_BOX}{words}" for words in choices],
            f"Ce que je veux ajouter{NBSP}: ………………………………………………………………………………………",
            "……………………………………………………………………………………………………………………………",
            f"Fait à ……………………………, le ……………………    Signature{NBSP}: ……………………………………",
        ],
        4.4,
    )


def write_home_agreement(page: Page) -> None:
    """Write the request for agreement to help at home (R223-4)."""
    write_letter_head(page, "demande d’accord pour une aide à domicile au bénéfice {{ de_enfant }}", registered=True)
    page.text(
        "Corps",
        f"Nous vous proposons l’aide suivante. Elle ne commence qu’avec votre accord écrit (articles L223-2 et R223-4 du {_CASF}).",
    )
    page.facts([("Nature de l’aide", "{{ mesure.nom }}"), ("Durée", "du {{ mesure.depuis }} au {{ mesure.jusqu_au }}"),
                ("Conditions de révision", "Vous pouvez demander à tout moment à revoir ces conditions avec nous.")])  # fmt: skip
    _write_staff(page)
    write_letter_end(page, signer="departement")
    _answer(page, "Ma réponse", ("Je donne mon accord à cette aide.", "Je ne donne pas mon accord."))


def write_after_agreement(page: Page) -> None:
    """Write what is handed over once an admission was agreed to (R223-6)."""
    write_letter_head(page, "accueil {{ de_enfant }} – ce qui se passe à la fin de l’accueil")
    page.text(
        "Corps",
        f"Vous avez donné votre accord écrit à l’accueil {{{{ de_enfant }}}}{{% if mesure.accord_le %}} le {{{{ mesure.accord_le }}}}{{% endif %}}. Ce document vous est remis en application de l’article R223-6 du {_CASF}.",
    )
    page.facts([("Mesure", "{{ mesure.nom }}"), ("Fin de l’accueil le", "**{{ mesure.jusqu_au }}**")])
    for line in (
        "À cette date, vous reprenez {{ enfant.appellation }} auprès de vous, ou vous demandez que l’accueil soit renouvelé.",
        "Si {{ enfant.appellation }} n’est pas {% if enfant.accord == 'e' %}reprise{% elif enfant.accord %}repris(e){% else %}repris{% endif %} et si aucun renouvellement n’est demandé, l’autorité judiciaire est saisie. Elle peut ordonner une mesure d’assistance éducative, dont un accueil décidé par le juge, ou se prononcer sur l’autorité parentale.",
        "Appelez-moi bien avant cette date : nous préparerons la suite ensemble.",
    ):
        page.text("List Bullet", line)
    write_letter_end(page)


def write_notification(page: Page) -> None:
    """Write the notification of a decision: the decision with its reasons, how to contest it (R223-2)."""
    write_letter_head(page, "notification d’une décision concernant {{ enfant.nom_complet }}", registered=True)
    page.text("Corps", f"Je vous notifie la décision suivante, avec ses motifs (article R223-2 du {_CASF}).")
    page.facts(
        [("Décision", "{{ decision.nature }}"), ("Prise le", "{{ decision.le }}"), ("Par", "{{ decision.autorite }}")]
    )
    page.text("Titre de partie", "Contenu")
    page.long_text("decision.contenu")
    page.text("Titre de partie", "Motifs")
    page.long_text("decision.motifs")
    _write_appeal(page)
    write_letter_end(page, signer="departement")


def write_contract_notice(page: Page) -> None:
    """Write the answer to a request for support after 18; a refusal gives its reasons (L222-5 5°, R223-2)."""
    write_letter_head(page, "votre demande d’accompagnement jeune majeur", registered=True)
    page.text(
        "Corps",
        "Vous avez demandé un accompagnement le {{ demande_le }}. La décision suivante a été prise le {{ decide_le }}.",
    )
    page.tag("if est_refus")
    page.text("Corps", "**Votre demande n’est pas acceptée.**")
    page.tag("endif")
    page.tag("if est_accord")
    page.text("Corps", "**Un accompagnement vous est accordé{% if periode %} {{ periode }}{% endif %}.**")
    page.long_text("contenu")
    page.tag("endif")
    page.tag("if motifs")
    page.text("Titre de partie", "Motifs")
    page.long_text("motifs")
    page.tag("endif")
    page.text(
        "Corps",
        f"Vous pouvez refaire une demande jusqu’à 21 ans, même après une interruption (article L222-5 du {_CASF}).",
    )
    _write_appeal(page)
    write_letter_end(page, signer="departement")


def _write_appeal(page: Page) -> None:
    page.text("Titre de partie", "Si vous n’êtes pas d’accord")
    page.text(
        "Corps",
        "Vous pouvez demander à être reçu{{ adresse_a.accord }} et à ce que cette décision soit revue. Vous pouvez aussi la contester : {{ recours }}.",
    )


def write_information(page: Page) -> None:
    """Write what is told before any help (R223-1)."""
    write_letter_head(page, "vos droits dans vos rapports avec l’aide sociale à l’enfance")
    page.text(
        "Corps",
        f"Avant toute demande d’aide, ou quand une aide vous est proposée, vous êtes informé{{{{ adresse_a.accord }}}} de ce qui suit (article R223-1 du {_CASF}).",
    )
    for line in (
        "Les aides possibles, et leurs conséquences, vous sont expliquées. Vous gardez l’autorité parentale ; demandez-nous ce que chaque aide y change.",
        "Vous pouvez venir avec la personne de votre choix, représentant ou non une association, dans toutes vos démarches auprès du service (article L223-1).",
        "Vous pouvez demander à consulter votre dossier.",
        "Le service examine avec {{ enfant.appellation }} toute décision et recueille son avis (article L223-4).",
        "La personne qui décide est {{ decideur }}, {{ fonction_decideur }}.",
    ):
        page.text("List Bullet", line)
    write_letter_end(page)


def write_move(page: Page) -> None:
    """Write the letter that tells the judge of a change of place (L223-3)."""
    write_letter_head(page, "changement de lieu d’accueil {{ de_enfant }}{% if urgent %} – urgence{% endif %}")
    page.choice(
        "not urgent",
        "Corps",
        f"J’ai l’honneur de vous informer du projet de modifier le lieu d’accueil {{{{ de_nom_complet }}}}, {{{{ enfant.ne_le }}}} {{{{ enfant.date_naissance }}}} (article L223-3 du {_CASF}, un mois au moins avant le changement).",
    )
    page.choice(
        "urgent",
        "Corps",
        f"J’ai l’honneur de vous informer du changement de lieu d’accueil {{{{ de_nom_complet }}}}, {{{{ enfant.ne_le }}}} {{{{ enfant.date_naissance }}}}, décidé en urgence le {{{{ decide_le }}}} (article L223-3 du {_CASF}, dans les quarante-huit heures).",
    )
    page.facts(
        [
            ("Lieu actuel ou précédent", "{{ ancien.nom }} – {{ ancien.mode }}", "ancien"),
            ("Nouveau lieu", "{{ nouveau.nom }} – {{ nouveau.mode }}"),
            ("Adresse", "{{ nouveau.adresse }}", "nouveau.adresse"),
            ("À partir du", "{{ nouveau.depuis }}"),
            ("Motif", "{{ motif }}"),
            ("Avis des parents recueilli le", "{{ avis_parents_le }}"),
            ("Avis de l’enfant", "{{ paroles_enfant }}", "paroles_enfant"),
        ]
    )
    page.tag("if avis_enfant")
    page.text("Titre de partie", "L’avis {{ de_enfant }}")
    write_said(page, "avis_enfant")
    page.tag("endif")
    page.tag("if fratrie")
    page.text("Titre de partie", "Fratrie")
    page.tag("for autre in fratrie")
    page.text(
        "List Bullet",
        "{{ autre.nom }} – {{ autre.ensemble|lower }}{% if autre.motif_separation %} : {{ autre.motif_separation }}{% endif %}",
    )
    page.tag("endfor")
    page.tag("endif")
    write_letter_end(page, signer="departement")


def write_separation(page: Page) -> None:
    """Write the letter that tells the judge of a separation of siblings (L223-3)."""
    write_letter_head(page, "séparation d’une fratrie – {{ enfant.nom_complet }}")
    page.text(
        "Corps",
        f"J’ai l’honneur de vous informer {{{{ que_nom_complet }}}} n’est pas accueilli{{{{ enfant.accord }}}} avec {{{{ autre.nom }}}} (article L223-3 du {_CASF}).",
    )
    page.facts(
        [
            ("Lien", "{{ autre.lien }}"),
            ("Lieu de vie de cet enfant", "{{ autre.lieu }}"),
            ("Séparés depuis le", "{{ separes_depuis }}"),
            ("Motif", "{{ motif }}"),
            ("Rencontres entre eux", "{{ rencontres }}"),
        ]
    )
    write_letter_end(page, signer="departement")


def write_transmission(page: Page) -> None:
    """Write the slip that goes with a report sent to the judge (L223-5, R223-21)."""
    write_letter_head(page, "transmission du rapport de situation {{ de_nom_complet }}")
    page.text(
        "Corps",
        "J’ai l’honneur de vous transmettre le rapport de situation {{ de_enfant }}, daté du {{ rapport.redige_le }}{% if rapport.du and rapport.au %}, pour la période du {{ rapport.du }} au {{ rapport.au }}{% endif %}.",
    )
    page.choice(
        "rapport.informes_le",
        "Corps",
        f"Son contenu et ses conclusions ont été portés à la connaissance des parents et de l’enfant le {{{{ rapport.informes_le }}}} (articles L223-5 et R223-21 du {_CASF}).",
    )
    page.choice(
        "rapport.non_informes",
        "Corps",
        "Son contenu n’a pas pu être porté à la connaissance de tous : {{ rapport.non_informes }}",
    )
    page.text("Titre de partie", "Pièces jointes")
    page.text("List Bullet", "Rapport de situation")
    page.text("List Bullet", "………………………………………………………………")
    write_letter_end(page, signer="departement")


def write_trusted_person(page: Page) -> None:
    """Write the designation of a person of trust (L223-1-3)."""
    write_title(page, "Ma personne de confiance")
    page.choice(
        "tu",
        "Encadré",
        "Tu peux choisir un adulte en qui tu as confiance. Il peut venir avec toi aux rendez-vous et t’aider à dire ce que tu veux. Tu peux changer d’avis.",
    )
    page.choice(
        "grand",
        "Encadré",
        f"Vous pouvez désigner une personne de confiance majeure : un parent, un proche ou une autre personne de votre choix. Vous la choisissez librement, en concertation avec votre référent. Elle vous accompagne dans vos démarches. Vous pouvez changer d’avis (article L223-1-3 du {_CASF}).",
    )
    page.tag("if personnes_de_confiance")
    page.text("Titre de partie", "Déjà notée au dossier")
    page.tag("for personne in personnes_de_confiance")
    page.text("List Bullet", "{{ personne.nom }}{% if personne.precisions %} – {{ personne.precisions }}{% endif %}")
    page.tag("endfor")
    page.tag("endif")
    page.text("Titre de partie", "La personne choisie")
    page.facts(
        [
            (label, "………………………………………………………………………………")
            for label in ("Nom et prénom", "Qui c’est pour moi", "Téléphone", "Adresse")
        ]
    )
    page.text(
        "Corps",
        f"Elle est d’accord{NBSP}: {_BOX}oui    {_BOX}je lui demanderai    {_BOX}dit oralement au référent le ……………………",
    )
    made_at(page)
    sign_table(
        page,
        [
            ("{{ enfant.nom_complet }}", ""),
            ("La personne de confiance", ""),
            ("{{ referent.fonction }}", "{{ referent.nom }}"),
        ],
        height=1.7,
    )


def write_receipt(page: Page) -> None:
    """Write the receipt of the plan (L223-1-1)."""
    write_title(page, "Remise du projet pour l’enfant")
    page.text(
        "Corps",
        f"Le projet pour l’enfant est remis au mineur et à ses représentants légaux (article L223-1-1 du {_CASF}).",
    )
    page.facts(
        [
            ("Projet", "version {{ projet.version }}, établie le {{ projet.etabli_le }}"),
            ("Remis à", "{{ a_qui }}"),
            ("Le", "{% if remis_le %}{{ remis_le }}{% else %}………………………………{% endif %}"),
            (
                "Comment",
                "{% if remis_par %}{{ remis_par }}{% else %}☐ en main propre    ☐ par courrier    ☐ par lettre recommandée{% endif %}",
            ),
        ]
    )
    page.text(
        "Corps", "Signer ce reçu dit seulement que le document a été remis. Ce n’est pas un accord sur son contenu."
    )
    page.text("Corps", f"Explications données{NBSP}: {_BOX}lu ensemble    {_BOX}expliqué    {_BOX}à revoir le ……………………")
    made_at(page)
    sign_table(page, [("{{ a_qui }}", ""), ("{{ referent.fonction }}", "{{ referent.nom }}")])


LETTERS = {
    "demande_accord.docx": ("Demande d’accord", (write_placement_agreement,)),
    "demande_avis.docx": ("Demande d’avis", (write_placement_opinion,)),
    "accord_domicile.docx": ("Demande d’accord", (write_home_agreement,)),
    "apres_accord.docx": ("Fin de l’accueil", (write_after_agreement,)),
    "information_droits.docx": ("Information sur les droits", (write_information,)),
    "notification.docx": ("Notification d’une décision", (write_notification,)),
    "reponse_jeune_majeur.docx": ("Réponse à une demande", (write_contract_notice,)),
    "changement_lieu.docx": ("Information du juge", (write_move,)),
    "separation_fratrie.docx": ("Information du juge", (write_separation,)),
    "transmission_rapport.docx": ("Bordereau de transmission", (write_transmission,)),
    "personne_confiance.docx": ("Personne de confiance", (write_trusted_person,)),
    "recepisse.docx": ("Remise du projet", (write_receipt,)),
}
