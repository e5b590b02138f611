"""The drawings a Word template asks for by name: in the shape of the room given to them, never for whom they would tell something kept."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from docx.shared import Cm
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

from ppe_desktop.domain.recipients import Recipient
from ppe_desktop.domain.vocabulary import RecipientKind
from ppe_desktop.ui.printing.pictures import picture_png
from tests.support.base import TODAY, new_session
from tests.support.docx import saved
from tests.support.plan_screen import Screen, add, new_screen

FIELDS = {"enfant.entourage_image": (16.0, 9.0), "enfant.parcours_image": (12.0, 12.0)}


def template() -> bytes:
    """A template with a picture for each drawing, and a word that depends on it."""
    document = docx.Document()
    for number, (name, (width, height)) in enumerate(FIELDS.items(), start=1):
        blank = QImage(8, 8, QImage.Format.Format_RGB32)
        blank.fill(number)
        document.add_paragraph(f"{{% if {name} %}}{name} est là{{% else %}}{name} manque{{% endif %}}")
        shape = document.add_picture(io.BytesIO(picture_of(blank)), Cm(width), Cm(height))
        shape._inline.docPr.set("descr", name)
    return saved(document)


def picture_of(image: QImage) -> bytes:
    from ppe_desktop.ui.views.casefile.genogram.export import png_of

    return png_of(image)


@pytest.fixture(scope="module")
def screen(qapp, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    session = new_session(tmp_path_factory.mktemp("images") / "base")
    made = new_screen(session)
    day = dt.date(2025, 10, 6)
    episode = session.run(session.files.open, made.child_id).of("care_episode")[0].id
    home = add(
        session, "placement", episode_id=episode, setting="ASSISTANT_FAMILIAL", name="Famille Roussel", carer="Sylvie Roussel", since=day
    )  # fmt: skip
    add(session, "address_protection", placement_id=home, hidden_from_id=made.ids["father"])
    session.templates.put_in_service("ppe", "avec images.docx", template(), TODAY.date())
    yield made
    session.close()


def produced(screen: Screen, kind: RecipientKind, folder: Path) -> tuple[str, dict[str, QImage], set[str]]:
    """The text, the pictures by size and what the register says was left out, of one reader's copy."""
    documents = screen.session.documents
    reader: Recipient = next(one for one in documents.recipients(screen.plan_id) if one.kind is kind)
    made = documents.produce(screen.plan_id, reader, folder / "ppe.docx")
    with zipfile.ZipFile(made.paths[0]) as package:
        text = package.read("word/document.xml").decode()
        media = {
            name: QImage.fromData(package.read(name))
            for name in sorted(package.namelist())
            if name.startswith("word/media/")
        }
    line = next(
        one for one in screen.session.run(screen.session.files.produced, screen.child_id) if one.id == made.document_id
    )
    return text, media, {entry["what"] for entry in json.loads(line.withheld)}


def test_the_check_says_which_drawings_are_asked_for_and_what_cannot_hold_their_place(screen: Screen) -> None:
    templates = screen.session.templates
    report = templates.check("ppe", template())
    assert report.is_good
    asked = {name for demand in report.demands for name in demand.names}
    assert {"Carte de l’entourage (image)", "Frise du parcours (image)"} <= asked
    blank, jpeg = QImage(8, 8, QImage.Format.Format_RGB32), QBuffer()
    blank.fill(0)
    jpeg.open(QIODevice.OpenModeFlag.WriteOnly)
    blank.save(jpeg, "JPEG")
    document = docx.Document()
    for name, content in (
        ("enfant.parcours_image", bytes(jpeg.data().data())),
        ("enfant.entourage", picture_of(blank)),
    ):
        document.add_picture(io.BytesIO(content), Cm(4))._inline.docPr.set("descr", name)
    errors = {one.tag: one.message + one.advice for one in templates.check("ppe", saved(document)).errors}
    assert "PNG" in errors["enfant.parcours_image"]
    assert "enfant.entourage_image" in errors["enfant.entourage"]


def test_the_drawings_are_there_for_whom_nothing_is_kept_from(screen: Screen, tmp_path: Path) -> None:
    assert (
        screen.session.documents.preview(screen.plan_id, screen.session.documents.recipients(screen.plan_id)[-1])
        .cautions[-1]
        .startswith("Ce modèle demande un dessin")
    ), "no one can paint yet"
    screen.session.documents.draw_with(picture_png)
    text, media, withheld = produced(screen, RecipientKind.FILE, tmp_path)
    for name, image, (width, height) in zip(FIELDS, media.values(), FIELDS.values(), strict=True):
        assert f"{name} est là" in text
        assert abs(image.width() / image.height() - width / height) < 0.01
        shades = {
            image.pixelColor(x, y).lightness() for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)
        }
        assert len(shades) > 8, "a drawing, not a blank"
    assert withheld == set()


def test_they_are_left_out_with_a_word_for_whom_a_place_is_kept_from(screen: Screen, tmp_path: Path) -> None:
    screen.session.documents.draw_with(picture_png)
    text, media, withheld = produced(screen, RecipientKind.FATHER, tmp_path)
    assert all(f"{name} manque" in text for name in FIELDS)
    assert {"Carte de l’entourage", "Frise du parcours"} <= withheld
    assert all(image.width() > 100 for image in media.values()), (
        "what the template shows in their place is not handed over either"
    )
