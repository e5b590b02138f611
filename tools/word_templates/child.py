"""The child's own versions of the plan and of a meeting: plain words by age, large type, our own pictures."""

from __future__ import annotations

from word_templates.blocks import Page
from word_templates.heads import write_letterhead
from word_templates.pictures import add_picture

_DOMAINS = (("A", "coeur"), ("B", "famille"), ("C", "ecole"))


def _picture(page: Page, name: str, height: float = 1.9) -> None:
    paragraph = page.text("Enfant texte", "")
    paragraph.paragraph_format.keep_with_next = True
    add_picture(paragraph, name, height)


def _part(page: Page, picture: str, title: str) -> None:
    _picture(page, picture)
    page.text("Enfant partie", title).paragraph_format.space_before = 0


def _both(page: Page, tu: str, vous: str, *, keep: bool = False) -> None:
    for condition, text in (("tu", tu), ("grand", vous)):
        page.tag(f"if {condition}")
        page.text("Enfant texte", text).paragraph_format.keep_with_next = keep
        page.tag("endif")


def _words(page: Page) -> None:
    page.tag("for mots in paroles")
    page.text("Enfant parole", "{{ mots }}")
    page.tag("endfor")


def _changes(page: Page) -> None:
    """Write what the child's words changed, and what was answered to them."""
    page.tag("if changements")
    _part(page, "mots", "{% if tu %}Ce que ta parole a changé{% else %}Ce que votre parole a changé{% endif %}")
    page.tag("for parole in changements")
    page.text(
        "Enfant parole",
        "{{ parole.mots or 'Ce qui a été recueilli' }}{% if parole.le %} (le {{ parole.le }}){% endif %}",
    ).paragraph_format.keep_with_next = True
    page.choice("parole.effet", "Enfant texte", "{{ parole.effet }}")
    page.choice(
        "parole.reponse",
        "Enfant texte",
        "{% if tu %}Ce qu’on t’a répondu : {% else %}Ce qui vous a été répondu : {% endif %}{{ parole.reponse }}",
    )
    page.tag("endfor")
    page.tag("endif")


def write_plan(page: Page) -> None:
    """Write the child's own version of the plan."""
    write_letterhead(page)
    _picture(page, "ensemble", 2.6)
    page.text("Enfant titre", "Mon projet")
    page.text("Enfant texte", "{{ enfant.nom_complet }}")
    _both(
        page,
        "Ce projet parle de toi. Il dit ce qui est important pour toi, et ce que les adultes vont faire. Il change quand tu grandis.",
        "Ce projet parle de vous. Il dit ce qui compte pour vous, et ce que chacun va faire. Il change avec vous.",
    )
    page.choice("etabli_le", "Enfant note", "Fait le {{ etabli_le }}")
    page.tag("if lieu")
    _part(page, "maison", "{% if tu %}Où tu vis{% else %}Où vous vivez{% endif %}")
    page.text("Enfant texte", "{{ lieu }}")
    page.tag("endif")
    page.tag("if autour")
    _part(page, "aide", "{% if tu %}Qui t’aide{% else %}Qui vous accompagne{% endif %}")
    page.tag("for personne in autour")
    page.text("Enfant ligne", "{{ personne.nom }}, {{ personne.qualite }}")
    page.tag("endfor")
    page.tag("endif")
    page.tag("if rencontres")
    _part(page, "visite", "{% if tu %}Quand tu vois ta famille{% else %}Quand vous voyez votre famille{% endif %}")
    page.tag("for personne in rencontres")
    page.text("Enfant ligne", "{{ personne.nom }} : {{ personne.rythme }}")
    page.tag("endfor")
    page.tag("endif")
    page.tag("if paroles")
    _part(page, "mots", "{% if tu %}Ce que tu as dit{% else %}Ce que vous avez dit{% endif %}")
    _words(page)
    page.tag("endif")
    _changes(page)
    page.tag("for domaine in domaines")
    for code, picture in _DOMAINS:
        page.tag(f"if domaine.code == '{code}'")
        _picture(page, picture)
        page.tag("endif")
    page.text("Enfant partie", "{{ domaine.titre }}").paragraph_format.space_before = 0
    page.tag("for objectif in domaine.objectifs")
    page.text("Enfant texte", "{{ objectif.texte }}").paragraph_format.keep_with_next = True
    page.tag("for action in objectif.actions")
    page.text("Enfant note", "→ {{ action }}")
    page.tag("endfor")
    page.tag("endfor")
    page.tag("endfor")
    _end(page)


def write_minutes(page: Page) -> None:
    """Write the child's own version of a meeting."""
    write_letterhead(page)
    _picture(page, "ensemble", 2.6)
    page.text("Enfant titre", "{% if tu %}On a parlé de toi{% else %}Ce qui a été décidé{% endif %}")
    page.text("Enfant texte", "{{ enfant.nom_complet }}")
    page.text("Enfant note", "{{ reunion.titre }} du {{ reunion.date }}")
    page.tag("if presents")
    _part(page, "famille", "Qui était là")
    page.tag("for personne in presents")
    page.text("Enfant ligne", "{{ personne }}")
    page.tag("endfor")
    page.tag("endif")
    page.tag("if paroles")
    _part(page, "mots", "{% if tu %}Ce que tu as dit{% else %}Ce que vous avez dit{% endif %}")
    _words(page)
    page.tag("endif")
    _changes(page)
    _part(page, "coeur", "Ce qui a été décidé")
    page.choice(
        "not conclusion and not decisions",
        "Enfant texte",
        "{% if tu %}On t’expliquera ce qui est décidé.{% else %}La suite vous sera expliquée.{% endif %}",
    )
    page.tag("for ligne in conclusion")
    page.text("Enfant texte", "{{ ligne }}")
    page.tag("endfor")
    page.tag("for decision in decisions")
    page.text(
        "Enfant note",
        "→ {{ decision.texte }}{% if decision.qui or decision.pour_le %} ({{ decision.qui }}{% if decision.qui and decision.pour_le %}, {% endif %}{% if decision.pour_le %}pour le {{ decision.pour_le }}{% endif %}){% endif %}",
    )
    page.tag("endfor")
    page.choice("reunion.prochaine", "Enfant texte", "Prochaine réunion : le {{ reunion.prochaine }}.")
    _end(page)


def _end(page: Page) -> None:
    _both(
        page,
        "Si tu n’es pas d’accord, si tu as une question ou une idée, tu peux m’appeler ou le dire à un adulte.",
        "Si vous n’êtes pas d’accord, si vous avez une question ou une idée, vous pouvez m’appeler ou m’écrire.",
        keep=True,
    )
    page.text(
        "Enfant note",
        "{{ referent.nom }}, {{ referent.fonction_suite }}{% if service.telephone %} – {{ service.telephone }}{% endif %}",
    ).paragraph_format.keep_with_next = True  # no page with the empty frame alone
    page.frame(
        [
            (
                "Enfant note",
                "{% if tu %}Ce que je pense de tout ça : mots, dessin{% else %}Ce que j’en pense{% endif %}",
            )
        ],
        5.0,
    )


PLAN, MINUTES = (write_plan,), (write_minutes,)
