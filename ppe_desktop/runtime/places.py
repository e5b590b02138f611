"""What kind of place a folder lies in, and what the user should know before keeping files of children there."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePath, PureWindowsPath

_SYNC_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_SYNC_NAMES = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "mon drive": "Google Drive",
    "my drive": "Google Drive",
    "icloud": "iCloud",
    "mobile documents": "iCloud",
    "cloudstorage": "un espace en ligne",
    "nextcloud": "Nextcloud",
    "kdrive": "kDrive",
}
_SYNC_MARKERS = {".dropbox": "Dropbox", ".dropbox.cache": "Dropbox", ".tmp.drivedownload": "Google Drive"}
_NETWORK_SYSTEMS = ("nfs", "cifs", "smb", "fuse.sshfs", "davfs", "fuse.davfs", "afs", "9p")
_REMOVABLE_ROOTS = ("/media/", "/run/media/", "/Volumes/")

SYNCED_FR = (
    "Ce dossier semble copié en ligne par {service}. Deux copies qui se croisent peuvent abîmer la base, et elle quitterait cet "
    "ordinateur. Préférez un dossier qui n’est pas synchronisé."
)
NETWORK_FR = (
    "Ce dossier se trouve sur le réseau. Une coupure pendant l’enregistrement peut abîmer la base, et vos dossiers ne "
    "s’ouvriraient plus hors du bureau. Préférez le disque de cet ordinateur."
)
REMOVABLE_FR = (
    "Ce dossier se trouve sur une clé ou un disque amovible. Débranché pendant l’enregistrement, il peut abîmer la base, et il "
    "se perd facilement. Préférez le disque de cet ordinateur."
)


class PlaceKind(Enum):
    """The kinds of place that matter for a base."""

    LOCAL = "local"
    SYNCED = "synced"
    NETWORK = "network"
    REMOVABLE = "removable"


@dataclass(frozen=True, slots=True)
class Place:
    """A place judged.

    Attributes:
        kind: what it is.
        caution_fr: what to know and do, empty for a disk of this computer.
    """

    kind: PlaceKind
    caution_fr: str = ""


def describe_place(path: Path) -> Place:
    """Tell what kind of place a folder lies in; it need not exist yet. A guess: what is not recognised counts as local."""
    service = sync_service(path, os.environ)
    if service:
        return Place(PlaceKind.SYNCED, SYNCED_FR.format(service=service))
    kind = PlaceKind.NETWORK if is_unc(str(path)) else _drive_kind(path)
    cautions = {PlaceKind.NETWORK: NETWORK_FR, PlaceKind.REMOVABLE: REMOVABLE_FR}
    return Place(kind, cautions.get(kind, ""))


def sync_service(path: Path, environment: Mapping[str, str]) -> str:
    """Return the service that copies this folder online, empty when none is recognised."""
    for name in _SYNC_VARIABLES:
        root = environment.get(name)
        if root and _lies_under(path, Path(root)):
            return "OneDrive"
    return _service_of_names(path) or _service_of_markers(path)


def is_unc(text: str) -> bool:
    """Tell whether a path names a shared folder of a server (two backslashes, server, share)."""
    drive = PureWindowsPath(text).drive.replace("/", "\\")
    return drive.startswith("\\\\") and not drive.startswith(("\\\\?\\", "\\\\.\\"))


def kind_of_mount(path: PurePath, mounts: str) -> PlaceKind:
    """Tell the kind of place from the table of mounts of Linux (``/proc/mounts``)."""
    lines = [line.split() for line in mounts.splitlines() if len(line.split()) >= 3]
    points = [(_unescaped(line[1]), line[2]) for line in lines]
    above = [(point, system) for point, system in points if point == "/" or _lies_under(path, PurePath(point))]
    point, system = max(above, key=lambda found: len(found[0]), default=("/", ""))
    if system.startswith(_NETWORK_SYSTEMS):
        return PlaceKind.NETWORK
    return PlaceKind.REMOVABLE if f"{point}/".startswith(_REMOVABLE_ROOTS) else PlaceKind.LOCAL


if sys.platform == "win32":
    import ctypes

    _KINDS = {2: PlaceKind.REMOVABLE, 4: PlaceKind.NETWORK}

    def _drive_kind(path: Path) -> PlaceKind:
        """Ask Windows for the type of the drive."""
        root = path.absolute().anchor
        return _KINDS.get(ctypes.windll.kernel32.GetDriveTypeW(root), PlaceKind.LOCAL)

else:

    def _drive_kind(path: Path) -> PlaceKind:
        """Read the table of mounts; where there is none (macOS), look at the name alone."""
        try:
            mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
        except OSError:
            mounts = ""
        if not mounts:
            removable = str(path.absolute()).startswith(_REMOVABLE_ROOTS)
            return PlaceKind.REMOVABLE if removable else PlaceKind.LOCAL
        return kind_of_mount(path.absolute(), mounts)


def _service_of_names(path: Path) -> str:
    for part in path.parts:
        for name, service in _SYNC_NAMES.items():
            if part.casefold() == name or part.casefold().startswith((f"{name} ", f"{name}-", f"{name}~")):
                return service
    return ""


def _service_of_markers(path: Path) -> str:
    for folder in (path, *path.parents):
        for marker, service in _SYNC_MARKERS.items():
            # The home folder itself holds ".dropbox" wherever Dropbox is installed: that marks nothing there.
            if folder != Path.home() and _exists(folder / marker):
                return service
    return ""


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False


def _lies_under(path: PurePath, root: PurePath) -> bool:
    parts, above = ([part.casefold() for part in each.parts] for each in (path, root))
    return parts[: len(above)] == above


def _unescaped(point: str) -> str:
    return point.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
