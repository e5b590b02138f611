"""The secrets that open the base: changing the passphrase, the recovery sheet, the key entrusted to the service.

Each gesture asks for a secret that opens the base now, and counts wrong ones as the door does: an unattended screen must not be a
place to guess at. Nothing is encrypted again; each method takes a second or two, away from the thread of the base.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from ppe_desktop.domain.audit import Action
from ppe_desktop.domain.errors import InputError, PpeError, SituationError, WrongSecretError
from ppe_desktop.vault.header import SlotKind, read_header
from ppe_desktop.vault.keys import DatabaseKey, KdfBounds, KdfProfile, calibrate
from ppe_desktop.vault.passphrase import assess
from ppe_desktop.vault.paths import BasePaths
from ppe_desktop.vault.throttle import counted
from ppe_desktop.vault.vault import (
    change_passphrase,
    kind_opened,
    make_service_key,
    remove_service_key,
    renew_recovery_key,
    replace_passphrase,
    ways_in,
)

Result = TypeVar("Result")

ONLY_AFTER_RECOVERY = (
    "La phrase de passe actuelle est demandée pour en changer. Rien n’a changé : verrouillez, puis ouvrez avec la fiche de secours "
    "si la phrase est oubliée."
)


@dataclass(frozen=True)
class PrintedKey:
    """A key just drawn, to print; kept nowhere.

    Attributes:
        recovery_key: nine groups joined by dashes.
        vault_id: identity of the base, to tell two sheets apart.
        is_of_service: it is entrusted to the service.
    """

    recovery_key: str = field(repr=False)
    vault_id: str
    is_of_service: bool = False


@dataclass(frozen=True)
class KeyState:
    """What may be told of the ways to open the base.

    Attributes:
        has_service_key: a key is entrusted to the service.
        memory_mib: memory that each try at the passphrase takes, in MiB.
        passes: passes over that memory.
    """

    has_service_key: bool
    memory_mib: int
    passes: int


class KeyService:
    """Use cases on the ways to open the base.

    Args:
        folder: folder of the base.
        key: key of the base; owned by the session.
        vault_id: identity of the base.
        opened_with: which secret opened this session.
        profile: cost of a new slot; measured on this machine when absent.
        bounds: least cost accepted; only tests lower it.
    """

    def __init__(
        self,
        folder: Path,
        key: DatabaseKey,
        vault_id: str,
        opened_with: SlotKind,
        profile: KdfProfile | None,
        bounds: KdfBounds,
    ) -> None:
        self._folder, self._key = folder, key
        self.vault_id = vault_id
        self._profile, self._bounds = profile, bounds
        self.opened_with: SlotKind = opened_with
        self.tell: Callable[[Action, str], None] = _to_nobody

    def state(self) -> KeyState:
        """Tell which ways in there are, and what a try costs."""
        slots = ways_in(self._folder, bounds=self._bounds)
        phrase = next(slot.profile for slot in slots if slot.kind == "phrase")
        has_service_key = any(slot.kind == "service" for slot in slots)
        return KeyState(has_service_key, phrase.memory_kib // 1024, phrase.passes)

    def sequence(self) -> int:
        """Return how many times the key file was rewritten; 0 when it cannot be read."""
        try:
            return read_header(BasePaths(self._folder).header, self._bounds).header.sequence
        except PpeError:
            return 0

    def change_passphrase(self, secret: str, new_passphrase: str) -> None:
        """Replace the passphrase, given one that opens the base now.

        Raises:
            WrongSecretError, WaitBeforeRetryError: the secret is wrong, or a delay runs.
            InputError: the new phrase is too weak.
            PpeError: the key file could not be written.
        """
        _demand_strength(new_passphrase)
        self._counted(
            lambda: change_passphrase(self._folder, secret, new_passphrase, self._cost(), bounds=self._bounds)
        )
        self.opened_with = "phrase"
        self.tell(Action.KEY, "phrase")

    def choose_passphrase(self, new_passphrase: str) -> None:
        """Replace a forgotten passphrase, in a session that a printed key opened.

        Raises:
            InputError: the new phrase is too weak.
            SituationError: the session was opened with the passphrase, or the key file could not be written.
        """
        if self.opened_with == "phrase":
            raise SituationError(ONLY_AFTER_RECOVERY)
        _demand_strength(new_passphrase)
        replace_passphrase(self._folder, self._key, new_passphrase, self._cost(), bounds=self._bounds)
        self.opened_with = "phrase"
        self.tell(Action.KEY, "phrase")

    def renew_recovery_key(self, secret: str) -> PrintedKey:
        """Draw a new recovery key; the former sheet opens this base no more.

        Raises:
            WrongSecretError, WaitBeforeRetryError: the secret is wrong, or a delay runs.
            PpeError: the key file could not be written.
        """
        made = self._counted(lambda: renew_recovery_key(self._folder, secret, self._cost(), bounds=self._bounds))
        self.tell(Action.KEY, "secours")
        return PrintedKey(made, self.vault_id)

    def make_service_key(self, secret: str) -> PrintedKey:
        """Draw the key entrusted to the service, in place of a former one.

        Raises:
            WrongSecretError, WaitBeforeRetryError: the secret is wrong, or a delay runs.
            PpeError: the key file could not be written.
        """
        made = self._counted(lambda: make_service_key(self._folder, secret, self._cost(), bounds=self._bounds))
        self.tell(Action.KEY, "service")
        return PrintedKey(made, self.vault_id, is_of_service=True)

    def remove_service_key(self, secret: str) -> None:
        """Take the key of the service away.

        Raises:
            WrongSecretError, WaitBeforeRetryError: the secret is wrong, or a delay runs.
            PpeError: the key file could not be written.
        """
        self._counted(lambda: remove_service_key(self._folder, secret, bounds=self._bounds))
        self.tell(Action.KEY, "service-removed")

    def kind_of(self, secret: str) -> SlotKind:
        """Try a secret for real, and tell which way in it is.

        Raises:
            WrongSecretError, WaitBeforeRetryError: it opens nothing, or a delay runs.
        """
        return self._counted(lambda: kind_opened(self._folder, secret, bounds=self._bounds))

    def _cost(self) -> KdfProfile:
        return self._profile or calibrate()

    def _counted(self, work: Callable[[], Result]) -> Result:
        try:
            return counted(BasePaths(self._folder).attempts, work)
        except WrongSecretError:
            self.tell(Action.REFUSED, "1")
            raise


def _demand_strength(passphrase: str) -> None:
    strength = assess(passphrase)
    if not strength.accepted:
        raise InputError(strength.advice_fr)


def _to_nobody(_action: Action, _detail: str) -> None:
    """Tell nothing: no session keeps a journal yet."""
