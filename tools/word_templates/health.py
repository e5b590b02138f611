"""The health sheet (L223-1-1 CASF; schéma, fiches 25 and 27)."""

from __future__ import annotations

from word_templates.blocks import Page, when
from word_templates.heads import made_at, sign_table, write_title


def write_health(page: Page) -> None:
    """Write the sheet: what must be known at once, checks, needs, follow-ups, what is next."""
    write_title(page, "Fiche de santé")
    page.choice("allergies", "Encadré", "**Allergies et urgences :** {{ allergies }}")
    page.text(
        "Explication",
        "Cette fiche dit les dates, les professionnels, les besoins et les suivis. Les résultats et les diagnostics restent au médecin.",
    )
    page.heading("1", "Repères")
    page.facts(
        [
            ("Carnet de santé", "{{ reperes.carnet }}"),
            ("Médecin traitant déclaré", "{{ reperes.medecin }}"),
            ("Vaccins à jour", "{{ reperes.vaccins }}{% if reperes.rappel %} – prochain rappel le {{ reperes.rappel }}{% endif %}"),
            ("Assurance maladie", "{{ reperes.caisse }}{% if reperes.droits_jusqu_au %} – droits jusqu’au {{ reperes.droits_jusqu_au }}{% endif %}"),
            ("Complémentaire", "{{ reperes.complementaire }}", "reperes.complementaire"),
            ("Autorisation de soins", "{{ reperes.autorisation }}", "reperes.autorisation"),
            ("Remarques", "{{ reperes.remarques }}", "reperes.remarques"),
        ]
    )  # fmt: skip
    _list(page, "professionnels", "Professionnels", [("Qui", 6.4), ("Qualité", 6.2), ("Téléphone", 4.4)],
          [["**{{ p.nom }}**"], ["{{ p.qualite }}"], ["{{ p.telephone }}"]])  # fmt: skip
    page.heading("2", "Bilans de santé et de prévention")
    page.choice("not bilans", "Corps", "Aucun bilan de santé et de prévention n’est noté.")
    _events(page, "bilans", "Bilans de santé")
    page.heading("3", "Besoins repérés")
    page.choice("not besoins", "Corps", "Aucun besoin n’est noté.")
    page.tag("for besoin in besoins")
    page.text("List Bullet", "{{ besoin.texte }} ({{ besoin.source }})")
    page.tag("endfor")
    page.tag("if paroles_sante")
    page.text("Heading 2", "Ce {{ que_enfant }} dit de sa santé")
    page.tag("for parole in paroles_sante")
    page.text("Citation enfant", "{{ parole.texte }}")
    page.text("Légende citation", "{{ parole.source }}")
    page.tag("endfor")
    page.tag("endif")
    page.heading("4", "Suivis, traitements et droits")
    page.choice(
        "not suivis and not traitements and not droits",
        "Corps",
        "Aucun suivi, traitement ni droit en cours n’est noté.",
    )
    _list(page, "suivis", "Suivis", [("Suivi", 5.0), ("Professionnel", 4.6), ("Rythme", 4.0), ("Depuis", 3.4)],
          [["**{{ p.nature }}**", *when("p.remarques", ("Tableau précision", "{{ p.remarques }}"))], ["{{ p.professionnel }}"], ["{{ p.rythme }}"], ["{{ p.depuis }}"]])  # fmt: skip
    _list(page, "traitements", "Traitements", [("Traitement", 5.0), ("Dose et moments", 4.6), ("Prescrit par", 4.0), ("Donné par", 3.4)],
          [["**{{ p.nom }}**", *when("p.jusqu_au", ("Tableau précision", "jusqu’au {{ p.jusqu_au }}"))], ["{{ p.dose }}"], ["{{ p.prescrit }}"], ["{{ p.donne }}"]])  # fmt: skip
    _list(page, "droits", "Handicap et longue maladie", [("Droit", 7.6), ("État", 4.0), ("Période", 5.4)],
          [["{{ p.droit }}", *when("p.remarques", ("Tableau précision", "{{ p.remarques }}"))], ["{{ p.etat }}"], ["{{ p.periode }}"]])  # fmt: skip
    page.heading("5", "Examens et vaccinations")
    page.choice("not examens and not vaccins", "Corps", "Aucun examen ni vaccination n’est noté.")
    _events(page, "examens", "Examens et consultations")
    _list(page, "vaccins", "Vaccinations", [("Vaccin", 9.0), ("Fait le", 4.0), ("Rappel le", 4.0)],
          [["{{ p.vaccin }}"], ["{{ p.fait }}"], ["{{ p.rappel }}"]])  # fmt: skip
    page.heading("6", "Prochains rendez-vous")
    page.tag("if not prochains")
    page.text("Corps", "Aucun rendez-vous à venir n’est noté.").paragraph_format.keep_with_next = True
    page.tag("endif")
    page.tag("for rendez_vous in prochains")
    page.text(
        "List Bullet",
        "{{ rendez_vous.date }} – {{ rendez_vous.nature }}{% if rendez_vous.professionnel %}, {{ rendez_vous.professionnel }}{% endif %}",
    ).paragraph_format.keep_with_next = True  # no page with the signature alone
    page.tag("endfor")
    made_at(page)
    sign_table(page, [("{{ referent.fonction }}", "{{ referent.nom }}")], height=1.6)


def _events(page: Page, name: str, alt: str) -> None:
    page.tag(f"if {name}")
    page.table(
        [("Nature", 5.0), ("Dates", 4.2), ("Professionnel et lieu", 4.8), ("Parents informés", 3.0)],
        f"e in {name}",
        [
            ["**{{ e.nature }}**", *when("e.age", "{{ e.age }}"), *when("e.resultats", ("Tableau précision", "{{ e.resultats }}"))],
            ["{{ e.dates }}"],
            ["{{ e.ou }}"],
            ["{{ e.parents_informes }}"],
        ],
        alt=alt,
    )  # fmt: skip
    page.tag("endif")


def _list(page: Page, name: str, title: str, heads: list[tuple[str, float]], cells: list[list[object]]) -> None:
    page.tag(f"if {name}")
    page.text("Heading 2", title)
    page.table(heads, f"p in {name}", cells, alt=title)  # type: ignore[arg-type]
    page.tag("endif")


HEALTH = (write_health,)
