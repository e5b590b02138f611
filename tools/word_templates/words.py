"""Words set apart as quotations: each speaker in a style of her or his own, readable in grey print."""

from __future__ import annotations

from word_templates.blocks import NBSP, Page

STYLES = (
    ("enfant", "Citation enfant"),
    ("mere", "Citation mère"),
    ("pere", "Citation père"),
    ("autre", "Citation autre"),
)


def write_said(page: Page, loop: str) -> None:
    """Write words of several speakers one after another; ``loop`` names the list."""
    page.tag(f"for parole in {loop}")
    page.text("Étiquette parole", "{{ parole.titre }}")
    for who, style in STYLES:
        page.tag(f"if parole.qui == '{who}'")
        page.choice("parole.exactes", style, "{{ parole.exactes }}")
        page.choice("parole.rapportees", style, "Propos rapportés : {{ parole.rapportees }}")
        page.choice("parole.observation", style, "{{ parole.observation }}")
        page.choice("parole.absence", style, "{{ parole.absence }}")
        page.tag("endif")
    page.text("Légende citation", "{{ parole.legende }}")
    page.tag("endfor")


def write_views(page: Page, loop: str) -> None:
    """Write what each person said at a meeting."""
    page.tag(f"for avis_de in {loop}")
    page.text("Étiquette parole", "{{ avis_de.nom }}")
    for who, style in STYLES:
        page.tag(f"if avis_de.qui == '{who}'")
        page.choice("avis_de.dit", style, "{{ avis_de.dit }}")
        page.choice("avis_de.ecrit", style, f"Contribution écrite{NBSP}: {{{{ avis_de.ecrit }}}}")
        page.tag("endif")
    page.text("Espace", "")
    page.tag("endfor")
