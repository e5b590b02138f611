"""The service's logo: read with care from a file nobody vouches for, in the reading process, to be kept as a small PNG."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from ppe_desktop.domain.errors import InputError
from ppe_desktop.domain.media import JPEG, PNG, AttachmentRefusedError, NotShownError
from ppe_desktop.domain.recognition import recognise
from ppe_desktop.ui.dialogs.attachment_picture import read_picture

if TYPE_CHECKING:
    from ppe_desktop.services.attachments import AttachmentService

MOST_BYTES = 5 * 1024 * 1024
LONGEST = 1200
"""Points of the longest side read: twice what is kept, so that its edges stay smooth."""

TOO_HEAVY = "Cette image pèse plus de 5 Mo. Choisissez-en une plus légère ; le logo d’avant est gardé."
NOT_AN_IMAGE = "Ce fichier n’est pas une image PNG ou JPEG lisible. Choisissez-en un autre ; le logo d’avant est gardé."
UNREADABLE = "Ce fichier ne peut pas être lu. Vérifiez qu’il est encore là et que vous y avez accès."


def read_logo(service: AttachmentService, path: Path) -> QImage:
    """Return the image of a file, its transparency kept; nothing it said beside its points comes along.

    Raises:
        InputError: too heavy, too large, or no image of these kinds; nothing was changed.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except OSError:
        raise InputError(UNREADABLE) from None
    if len(content) > MOST_BYTES:
        raise InputError(TOO_HEAVY)
    try:
        if recognise(content) not in (PNG, JPEG):
            raise InputError(NOT_AN_IMAGE)
        return read_picture(service, content, longest=LONGEST).image
    except (AttachmentRefusedError, NotShownError):
        raise InputError(NOT_AN_IMAGE) from None
