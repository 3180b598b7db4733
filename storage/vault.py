"""How private chats and people are kept without being known: found by a keyed hash, stored encrypted."""

import hashlib
import hmac
import os
from dataclasses import dataclass, field
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_KEY = 32
_NONCE = 12
_LOOKUP = 32


class NoSecretError(ValueError):
    """Something needs SECRET_KEY and it is not set."""

    def __init__(self) -> None:
        super().__init__("SECRET_KEY is not set, and people and private chats cannot be kept without it.")


@dataclass(frozen=True, slots=True)
class Vault:
    """What needs the secret. Without one (""), everything that concerns no person still works."""

    secret: str = field(repr=False)

    def lookup(self, platform: str, name: str) -> str:
        """What `name` on `platform` is found by: HMAC-SHA256 under a key derived from the secret, 32 hex digits."""
        return hmac.new(_derive(self.secret, b"lookup"), f"{platform}|{name}".encode(), hashlib.sha256).hexdigest()[
            :_LOOKUP
        ]

    def seal(self, plain: str, place: str) -> bytes:
        """`plain` encrypted with AES-256-GCM; it opens at the same `place` only, so no row can stand in for another."""
        nonce = os.urandom(_NONCE)
        return nonce + AESGCM(_derive(self.secret, b"seal")).encrypt(nonce, plain.encode(), place.encode())

    def open(self, sealed: bytes, place: str) -> str | None:
        """What was sealed at `place`; None where it was sealed with another secret or elsewhere."""
        cipher = AESGCM(_derive(self.secret, b"seal"))
        try:
            return cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], place.encode()).decode()
        except InvalidTag:
            return None


@cache
def _derive(secret: str, purpose: bytes) -> bytes:
    # RFC 5869: one key for each purpose, so that what is found by says nothing about what it is encrypted with.
    if not secret:
        raise NoSecretError
    return HKDF(SHA256(), _KEY, salt=None, info=b"nolike " + purpose).derive(secret.encode())
