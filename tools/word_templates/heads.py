"""How documents begin and end: the service, the title, the addressee of a letter, the signature."""

from __future__ import annotations

from collections.abc import Iterable

from docx.shared import Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from word_templates.blocks import Page, add_row, fill_cell, shade
from word_templates.logo import add_logo
from word_templates.styles import TINT


def write_letterhead(page: Page) -> None:
    """Write the logo and the service."""
    page.tag("if logo")
    add_logo(page.text("En-tête service", ""))
    page.tag("endif")
    page.text("En-tête service", "**{{ service.nom }}**")
    page.choice("service.departement", "En-tête service", "{{ service.departement }}")
    page.choice("service.adresse", "En-tête service", "{{ service.adresse }}")
    page.text("Espace", "")


def title_band(page: Page, title: str, name: str, marks: str) -> None:
    """Write the tinted band that holds the title, whom the document is about, and a line of marks."""
    table = page.band()
    cell = table.cell(0, 0)
    lines = [("Title", title), ("Nom de l’enfant", name), ("Repère", marks)]
    fill_cell(cell, [line for line in lines if line[1]])
    shade(cell, TINT)
    page.text("Espace", "")


CHILD_MARKS = "{{ enfant.ne_le }} {{ enfant.date_naissance }} · {{ enfant.age }}"


def write_title(page: Page, title: str, marks: str = CHILD_MARKS) -> None:
    """Write the service, then the title and the child."""
    write_letterhead(page)
    title_band(page, title, "{{ enfant.nom_complet }}", marks)


def write_letter_head(page: Page, subject: str, *, registered: bool = False) -> None:
    """Write what stands above a letter: service, addressee, place and day, subject, greeting."""
    write_letterhead(page)
    page.choice("service.telephone", "En-tête service", "Téléphone : {{ service.telephone }}")
    page.choice("service.courriel", "En-tête service", "Courriel : {{ service.courriel }}")
    page.text("Destinataire", "**{{ adresse_a.nom }}**")
    page.choice("adresse_a.qualite", "Destinataire", "{{ adresse_a.qualite }}")
    page.tag("for ligne in adresse_a.lignes")
    page.text("Destinataire", "{{ ligne }}")
    page.tag("endfor")
    page.text("Espace", "")
    page.text("Destinataire", "{{ fait.lieu }}, le {{ fait.date }}")
    if registered:
        page.text("Corps", "Lettre recommandée avec demande d’avis de réception")
    page.text("Objet", f"Objet : {subject}")
    page.text(
        "Repère",
        "Dossier suivi par : {{ referent.nom }}, {{ referent.fonction_suite }}"
        "{% if enfant.reference %} · référence : {{ enfant.reference }}{% endif %}",
    )
    page.text("Espace", "")
    page.text("Corps", "{{ adresse_a.salutation }},")


def write_letter_end(page: Page, *, signer: str = "service") -> None:
    """Write the closing words and the signature of the case worker, or of who signs for the département."""
    closing = page.text(
        "Corps", "Je vous prie d’agréer, {{ adresse_a.salutation }}, l’expression de ma considération distinguée."
    )
    closing.paragraph_format.space_before = Pt(10)
    closing.paragraph_format.keep_with_next = True
    if signer == "departement":
        page.text("Signature", "Pour le Président du conseil départemental").paragraph_format.keep_with_next = True
        page.text("Signature", "**{{ fait.signataire }}**")
        page.choice("fait.fonction_signataire", "Destinataire", "{{ fait.fonction_signataire }}")
    else:
        page.text("Signature", "**{{ referent.nom }}**").paragraph_format.keep_with_next = True
        page.text("Destinataire", "{{ referent.fonction }}")


def sign_table(page: Page, rows: list[tuple[str, str]], *, height: float = 2.0) -> None:
    """Write the table of signatures, which no page cuts: a quality and a name on each row."""
    table = page.headed(
        "TableauSignatures", [("Qualité et nom", 6.4), ("Signature", 7.6), ("Date", 3.0)], alt="Signatures"
    )
    for index, (quality, name) in enumerate(rows):
        lines = [f"**{quality}**", *([name] if name else [])]
        add_row(table, [lines, [("Mention signature", "")], [""]], height=height, keep=index < len(rows) - 1)
    page.text("Espace", "")


def made_at(page: Page) -> None:
    """Write where and when the document was made, held with the part before it: no page with the signatures alone."""
    _hold_last_part(page)
    page.text("Corps", "Fait à {{ fait.lieu }}, le {{ fait.date }}.").paragraph_format.keep_with_next = True


def _hold_last_part(page: Page) -> None:
    """Hold together all that follows the last heading, or the last table and what follows it."""
    for block in reversed(list(page.document.iter_inner_content())):
        if isinstance(block, Table):
            for row in block.rows:
                _hold(paragraph for cell in row.cells for paragraph in cell.paragraphs)
            return
        if block.style is not None and block.style.name in _HEADINGS:
            return
        _hold([block])


def _hold(paragraphs: Iterable[Paragraph]) -> None:
    for paragraph in paragraphs:
        paragraph.paragraph_format.keep_with_next = True


_HEADINGS = ("Heading 1", "Heading 2", "Titre de partie")
