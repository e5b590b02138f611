"""The templates of meetings: invitations in the wording of each, minutes."""

from __future__ import annotations

from word_templates.blocks import NBSP, Page, add_row, when
from word_templates.heads import made_at, write_letter_end, write_letter_head, write_letterhead, write_title
from word_templates.pictures import add_picture
from word_templates.words import write_said, write_views

_LINE = "……………………………………………………………………………………………………………………………"
_BOX = "☐ "


def write_parent_invitation(page: Page) -> None:
    """Write the letter to a parent, or to another holder of parental authority (L223-1 CASF)."""
    write_letter_head(page, "invitation à {{ reunion.la_nature }} {{ de_enfant }}")
    page.text(
        "Corps",
        "Je vous invite à {{ reunion.la_nature }} {{ de_enfant }}{% if est_parent and not est_majeur %}, {{ votre_enfant }}{% endif %}. "
        "Votre avis et vos propositions comptent : cette réunion sert à décider ensemble de la suite.",
    )
    _write_when(page)
    page.choice(
        "recu_separement and not par_ecrit_seul",
        "Encadré",
        "Un temps vous est réservé. Les deux parents ne sont pas reçus ensemble{% if reunion.deux_salles %} : vous serez reçus dans deux "
        "salles différentes{% endif %}. Appelez-moi pour convenir de la façon d’arriver et de repartir.",
    )
    page.choice(
        "par_ecrit_seul",
        "Encadré",
        "Si vous ne souhaitez pas venir, ou si vous ne pouvez pas être présent{{ adresse_a.accord }} en même temps que l’autre parent, vous pouvez dire par "
        "écrit ou par téléphone ce que vous voulez : ce sera lu à la réunion.",
    )
    _write_others(page)
    page.text("Titre de partie", "Vos droits")
    page.text(
        "List Bullet",
        "Vous pouvez venir avec la personne de votre choix, représentant ou non une association (article L223-1 du code de l’action "
        "sociale et des familles).",
    )
    page.text("List Bullet", "Vous pouvez dire ce que vous souhaitez par écrit ou par téléphone, avant la réunion.")
    page.text("List Bullet", "Si vous avez besoin d’un interprète, dites-le-moi : je ferai le nécessaire.")
    page.text(
        "List Bullet",
        "Si cette date ne vous convient pas, appelez-moi{% if service.telephone %} au {{ service.telephone }}{% endif %}.",
    )
    write_letter_end(page)
    _write_slip(page)


def write_professional_invitation(page: Page) -> None:
    """Write the letter to the place of care, a partner, a relative."""
    write_letter_head(page, "invitation à {{ reunion.la_nature }} {{ de_enfant }}")
    page.text(
        "Corps",
        "Je vous invite à {{ reunion.la_nature }} {{ de_enfant }}. Votre regard aidera à dire où en est sa situation et ce qui l’aidera.",
    )
    _write_when(page)
    _write_others(page)
    page.text("Titre de partie", "Ce que vous partagez")
    page.text(
        "Corps",
        "Si vous êtes tenu{{ adresse_a.accord }} au secret professionnel et participez à la protection de l’enfant, les informations échangées sont strictement "
        "limitées à ce qui est nécessaire à cette mission (article L226-2-2 du code de l’action sociale et des familles). La famille en est "
        "informée. Si votre présence n’est utile que pour une partie de la réunion, dites-le-moi.",
    )
    page.text("Corps", "Vous pouvez aussi transmettre une contribution écrite, qui sera lue à la réunion.")
    write_letter_end(page)
    _write_slip(page, is_professional=True)


def _write_when(page: Page) -> None:
    page.facts(
        [
            ("Le", "**{{ reunion.date }}**"),
            ("À", "{{ reunion.heure }}"),
            ("Où", "{{ reunion.lieu }}"),
            ("Pour quoi", "{{ reunion.objet }}"),
        ]
    )


def _write_others(page: Page) -> None:
    page.choice("presents", "Corps", "**Sont aussi invités :** {{ noms_presents }}.")


def _write_slip(page: Page, *, is_professional: bool = False) -> None:
    """Write the reply slip: one block that no page cuts."""
    page.text("Espace", "")
    wishes = [f"{_BOX}Je viendrai."]
    if not is_professional:
        wishes.append(f"{_BOX}Je viendrai avec{NBSP}: ……………………………………………………………………")
        wishes.append(f"{_BOX}J’ai besoin d’un interprète en{NBSP}: ………………………………………………")
    wishes.append(f"{_BOX}Je ne peux pas venir ce jour-là. Je pourrais venir{NBSP}: …………………………………………")
    wishes.append(f"{_BOX}Je préfère écrire ou téléphoner.")
    page.frame(
        [
            ("Encadré titre", "Ma réponse"),
            ("Tableau précision", "À renvoyer, ou à donner par téléphone."),
            "Réunion du {{ reunion.date }} – {{ adresse_a.nom }}",
            *wishes,
            f"Ce que je veux dire{NBSP}: ………………………………………………………………………………………………",
            _LINE,
            f"Date{NBSP}: ……………………………    Signature{NBSP}: ………………………………………",
        ],
        5.6,
    )


def write_child_invitation(page: Page) -> None:
    """Write the child's own letter: pictures first for the smallest, plain words with « tu », then « vous » from twelve."""
    write_letterhead(page)
    _picture(page, "ensemble", 2.2)
    page.choice("petit", "Enfant titre", "Bonjour {{ enfant.appellation }}\u00a0!")
    page.choice("tu and not petit", "Enfant titre", "Bonjour {{ enfant.appellation }},")
    page.choice("grand", "Enfant titre", "Bonjour {{ adresse_a.salutation }},")
    _small_words(page)
    _tu_words(page)
    _vous_words(page)
    page.text(
        "Enfant note",
        "{{ referent.nom }}, {{ referent.fonction_suite }}{% if service.telephone %} – {{ service.telephone }}{% endif %}",
    )


def _small_words(page: Page) -> None:
    page.tag("if petit")
    page.text("Enfant texte", "On va se réunir pour parler de toi et de ce qui est bon pour toi.")
    _picture(page, "mots", 2.4)
    page.text("Enfant texte", "Tu peux nous dire des choses. Tu peux faire un dessin.")
    page.text("Enfant texte", "C’est le {{ reunion.date }}.")
    page.frame([("Enfant note", "Mon dessin pour la réunion")], 9.0)
    page.tag("endif")


def _tu_words(page: Page) -> None:
    page.tag("if tu and not petit")
    page.text(
        "Enfant texte",
        "Des adultes qui s’occupent de toi vont se réunir pour parler de ta vie. Tu es invité{{ enfant.accord }}.",
    )
    page.facts(
        [
            ("Quand", "{{ reunion.date }}, à {{ reunion.heure }}"),
            ("Où", "{{ reunion.lieu }}"),
            ("Pour quoi", "{{ reunion.objet }}"),
        ]
    )
    _who_comes(page, "Qui sera là", "Tes parents ne seront pas dans la pièce en même temps.")
    page.text("Enfant partie", "Ce que tu peux faire")
    for line in (
        "Tu peux venir, ou ne pas venir. Si tu viens, tu peux sortir quand tu veux.",
        "Tu peux venir avec un adulte en qui tu as confiance.",
        "Tu peux dire ce que tu veux, l’écrire ou le dessiner. Je peux le lire pour toi.",
        "Tu peux demander qu’on parle d’une chose qui compte pour toi, ou qu’on n’en parle pas devant tout le monde.",
    ):
        page.text("Enfant texte", line)
    page.text("Enfant texte", "Avant la réunion, nous en parlerons ensemble tous les deux.")
    page.frame([("Enfant note", "Ce que je veux dire, ou dessiner")], 4.6)
    page.tag("endif")


def _vous_words(page: Page) -> None:
    page.tag("if grand")
    page.text(
        "Enfant texte",
        "{{ reunion.titre }} : cette réunion parle de votre vie et de vos projets. Vous y êtes invité{{ enfant.accord }}, et votre avis compte.",
    )
    page.facts(
        [
            ("Quand", "{{ reunion.date }}, à {{ reunion.heure }}"),
            ("Où", "{{ reunion.lieu }}"),
            ("Pour quoi", "{{ reunion.objet }}"),
        ]
    )
    _who_comes(page, "Qui est invité", "Vos parents ne seront pas dans la pièce en même temps.")
    page.text("Enfant partie", "Ce que vous pouvez faire")
    for line in (
        "Venir, venir pour une partie seulement, ou ne pas venir et me dire pourquoi si vous le voulez.",
        "Venir avec votre personne de confiance, ou une autre personne de votre choix.",
        "Dire, écrire ou enregistrer ce que vous voulez. Vous décidez avec moi de ce qui sera lu, et à qui.",
        "Demander qu’un sujet soit mis à l’ordre du jour, ou ne pas en parler devant tout le monde.",
    ):
        page.text("Enfant texte", line)
    page.text(
        "Enfant texte",
        "Je vous verrai avant pour préparer cette réunion avec vous. Une chose qui vous met en danger ne peut pas rester secrète.",
    )
    page.tag("endif")


def _who_comes(page: Page, title: str, apart: str) -> None:
    page.tag("if presents")
    page.text("Enfant partie", title)
    page.tag("for personne in presents")
    page.text("Enfant ligne", "{{ personne.nom }}{% if personne.qualite %}, {{ personne.qualite }}{% endif %}")
    page.tag("endfor")
    page.tag("if parents_separes")
    page.text("Enfant texte", apart)
    page.tag("endif")
    page.tag("endif")


def _picture(page: Page, name: str, height: float) -> None:
    add_picture(page.text("Corps", ""), name, height)


def write_minutes(page: Page) -> None:
    """Write the record of a meeting for one child (schéma, fiches 21 and 28)."""
    write_title(
        page, "{{ reunion.titre }}", "compte rendu · {{ enfant.ne_le }} {{ enfant.date_naissance }} · {{ enfant.age }}"
    )
    page.facts(
        [
            ("Réunion du", "{{ reunion.date }}"),
            ("Heure et lieu", "{% if reunion.heure %}{{ reunion.heure }}, {% endif %}{{ reunion.lieu }}"),
            ("Objet", "{{ reunion.objet }}"),
            ("Présidée par", "{{ reunion.presidee_par }}", "reunion.presidee_par"),
            ("Documents apportés", "{{ reunion.documents }}", "reunion.documents"),
            ("Parents reçus séparément", "Oui", "reunion.separement"),
        ]
    )
    page.heading("1", "Personnes invitées et présentes")
    page.choice("not personnes", "Corps", "Aucune invitation n’est notée au dossier.")
    page.tag("if personnes")
    page.table(
        [("Personne", 6.4), ("Invitation et réponse", 6.4), ("Présence", 4.2)],
        "personne in personnes",
        [
            ["**{{ personne.nom }}**", *when("personne.qualite", "{{ personne.qualite }}")],
            ["{{ personne.invitation }}"],
            ["{{ personne.presence }}"],
        ],
        alt="Personnes invitées",
    )
    page.tag("endif")
    page.choice("absence_enfant", "Corps", "{{ enfant.appellation }} n’était pas là : {{ absence_enfant }}")
    page.choice("temps_enfant", "Corps", "Temps avec {{ enfant.appellation }}, sans les autres : {{ temps_enfant }}")
    page.choice("temps_parents", "Corps", "Temps avec les parents : {{ temps_parents }}")
    page.heading("2", "Paroles recueillies avant la réunion")
    page.tag("if preparation")
    page.text("Heading 2", "Préparé avec {{ enfant.appellation }}")
    page.long_text("preparation")
    page.tag("endif")
    page.choice("not paroles and not preparation", "Corps", "Aucune parole n’est reproduite ici.")
    write_said(page, "paroles")
    page.heading("3", "Points abordés")
    page.long_text("points")
    page.tag("for domaine in domaines")
    page.text("Heading 2", "{{ domaine.titre }}")
    page.long_text("domaine.texte")
    page.tag("endfor")
    page.heading("4", "Ce que chacun a dit")
    page.choice("not avis", "Corps", "Aucun propos n’est reproduit ici.")
    write_views(page, "avis")
    page.tag("if desaccords")
    page.text("Heading 2", "Désaccords")
    page.long_text("desaccords")
    page.tag("endif")
    page.heading("5", "Conclusion et décisions")
    page.long_text("conclusion")
    page.tag("if decisions")
    page.table(
        [("Ce qui est décidé", 9.2), ("Qui", 4.2), ("Pour le", 3.6)],
        "decision in decisions",
        [
            ["{{ decision.texte }}"],
            ["{{ decision.qui }}"],
            ["{{ decision.pour_le }}", *when("decision.fait_le", ("Tableau précision", "{{ decision.fait_le }}"))],
        ],
        alt="Décisions : qui, pour quand",
        keep=True,  # no page with the signature alone
    )
    page.tag("endif")
    page.tag("if reunion.prochaine")
    page.text("Corps", "Prochaine réunion : le {{ reunion.prochaine }}.").paragraph_format.keep_with_next = True
    page.tag("endif")
    made_at(page)
    table = page.headed(
        "TableauSignatures", [("Personne qui a présidé", 6.4), ("Signature", 7.6), ("Date", 3.0)], alt="Signature"
    )
    add_row(table, [["{{ president }}"], [("Mention signature", "")], [""]], height=2.0)


PARENT_INVITATION = (write_parent_invitation,)
PROFESSIONAL_INVITATION = (write_professional_invitation,)
CHILD_INVITATION = (write_child_invitation,)
MINUTES = (write_minutes,)
