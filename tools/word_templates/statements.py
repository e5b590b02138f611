"""The sheets of words, filled and blank: for the child, and for one parent at a time (L223-4 and R223-9 CASF)."""

from __future__ import annotations

from word_templates.blocks import NBSP, Page, add_row, tag_row
from word_templates.heads import made_at, write_letterhead, write_title
from word_templates.pictures import DRAWING_SIZE, add_blank_picture, add_picture
from word_templates.words import write_said

_DOTS = "……………………………………………………………………………………………"
_BASIS = (
    "Le service examine avec le mineur toute décision le concernant et recueille son avis (article L223-4 du code de l’action sociale et "
    "des familles). L’avis et les conditions dans lesquelles il a été recueilli font l’objet d’un rapport écrit (article R223-9)."
)


def write_sheet(page: Page) -> None:
    """Write the sheet of some words that were collected."""
    write_title(page, "Recueil de la parole", "paroles {{ de_personne }}")
    page.choice("est_enfant", "Explication", _BASIS)
    page.text("Titre de partie", "Conditions du recueil")
    page.facts(
        [
            ("Le", "{{ recueil.le }}{% if recueil.heure %}, {{ recueil.heure }}{% endif %}"),
            ("Durée", "{{ recueil.duree }}", "recueil.duree"),
            ("Lieu", "{{ recueil.lieu }}"),
            ("Recueilli par", "{{ recueil.recueilli_par }}"),
            ("Personnes présentes", "{{ recueil.presents }}", "recueil.presents"),
            ("Vu seul", "{{ recueil.seul }}", "recueil.seul"),
            ("Occasion", "{{ recueil.occasion }}", "recueil.occasion"),
            ("Moyen", "{{ recueil.moyen }}", "recueil.moyen"),
            ("Langue, interprète", "{{ recueil.langue }}", "recueil.langue"),
            ("Question posée ou décision expliquée", "{{ recueil.question }}", "recueil.question"),
            ("Avec quels mots la décision a été expliquée", "{{ recueil.explique }}", "recueil.explique"),
            ("Pourquoi la parole n’a pas été recueillie", "{{ pourquoi_pas }}", "pourquoi_pas"),
            ("Usage de ces paroles expliqué", "{{ usage_explique }}", "usage_explique"),
            ("Annexes", "{{ recueil.annexes }}", "recueil.annexes"),
        ]
    )
    page.text("Titre de partie", "Ce qui a été dit")
    page.text("Explication", "Les guillemets sont réservés aux mots exacts.")
    write_said(page, "paroles")
    for name, title in (("souhaits", "Ce qui est souhaité"), ("desaccords", "Ce qui n’est pas accepté")):
        page.tag(f"if {name}")
        page.text("Titre de partie", title)
        page.long_text(name)
        page.tag("endif")
    page.tag("if observation")
    page.text("Titre de partie", "Ce qui a été observé")
    page.long_text("observation")
    page.tag("endif")
    for name in ("dessin_1", "dessin_2", "dessin_3"):
        page.tag(f"if {name}")
        add_blank_picture(page.text("Image", ""), name, *DRAWING_SIZE, "Dessin joint aux paroles")
        page.text("Légende citation", f"{{{{ {name} }}}}")
        page.tag("endif")
    page.tag("if relu")
    page.text("Titre de partie", "Relecture")
    page.facts(
        [("Relu avec la personne", "{{ relu }}"), ("Marque de l’enfant", "{{ marque }}", "marque and est_enfant")]
    )
    page.tag("endif")
    page.tag("if reponse.texte or effet")
    page.text("Titre de partie", "Ce qui a été répondu, et ce qui a changé")
    page.long_text("reponse.texte")
    page.choice("reponse.legende", "Légende citation", "Réponse donnée {{ reponse.legende }}")
    page.long_text("effet")
    page.tag("endif")
    made_at(page)
    table = page.headed(
        "TableauSignatures", [("Qui", 6.4), ("Signature, dessin ou marque", 7.6), ("Date", 3.0)], alt="Signatures"
    )
    tag_row(table, "if a_signer")
    add_row(table, [["{{ personne }}"], [("Mention signature", "")], [""]], height=1.6, keep=True)
    tag_row(table, "endif")
    add_row(
        table, [["{{ referent.nom }}, {{ referent.fonction_suite }}"], [("Mention signature", "")], [""]], height=1.6
    )


def write_blank(page: Page) -> None:
    """Write the blank sheet: pictures and « tu » for a child, plain lines for a young person or a parent."""
    write_letterhead(page)
    page.tag("if est_enfant")
    add_picture(page.text("Corps", ""), "mots", 2.2)
    page.text("Enfant titre", "Ce que je veux dire")
    page.text("Enfant texte", "{{ personne }}")
    page.choice(
        "tu", "Enfant note", "Tu peux écrire, dessiner, coller une image, ou ne rien mettre. Tu dis ce que tu veux."
    )
    page.choice(
        "grand", "Enfant note", "Vous pouvez écrire, dessiner, ou ne rien mettre. Vous dites ce que vous voulez."
    )
    page.tag("endif")
    page.tag("if not est_enfant")
    page.text("Title", "Mes mots")
    page.text("Nom de l’enfant", "{{ personne }}")
    page.text("Repère", "au sujet {{ de_enfant }}")
    page.tag("endif")
    page.text("Espace", "")
    page.frame([("Encadré titre", "La question, ou ce qui va être décidé")], 2.6)
    page.frame([("Encadré titre", "Ce que j’en dis")], 7.2)
    page.frame([("Encadré titre", "Ce que je voudrais")], 3.2)
    page.frame(
        [
            ("Encadré titre", "Qui peut lire"),
            f"☐ Tout le monde        ☐ Le juge        ☐ Seulement le service        ☐ Pas{NBSP}: ……………………………………",
        ],
        1.2,
    )
    page.choice(
        "est_enfant and tu", "Enfant note",
        "Je t’ai expliqué à quoi servent tes mots et qui va les lire. Si tu es en danger, je ne peux pas garder le secret.",
    )  # fmt: skip
    page.choice(
        "not est_enfant or grand", "Corps",
        "L’usage de ces mots et leurs lecteurs m’ont été expliqués. Ce qui révèle un danger ne peut pas rester secret.",
    )  # fmt: skip
    page.text("Corps", f"Le{NBSP}: ……………………    Lieu{NBSP}: …………………………    Avec{NBSP}: ……………………………………")
    page.text("Corps", f"Ma signature, ou ma marque{NBSP}: ………………………………………")


SHEET = (write_sheet,)
BLANK = (write_blank,)
