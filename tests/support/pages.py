"""The pages of an encrypted base, decrypted one by one as whoever holds the key could: used, free or forgotten."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

PAGE, RESERVED, IV, SALT = 4096, 80, 16, 16


def decrypted_pages(path: Path, key: bytes) -> bytes:
    """Return the plain content of every page of the file, in order; SQLCipher 4, raw key."""
    data, plain = path.read_bytes(), []
    for start in range(0, len(data), PAGE):
        page = data[start : start + PAGE]
        body = page[SALT if start == 0 else 0 : PAGE - RESERVED]
        cipher = Cipher(AES(key), CBC(page[PAGE - RESERVED : PAGE - RESERVED + IV])).decryptor()
        plain.append(cipher.update(body) + cipher.finalize())
    return b"".join(plain)
