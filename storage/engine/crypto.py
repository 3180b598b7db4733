"""Keyed hashes to find private chats and people by, and encryption of what must be read again."""

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
class Crypto:
    """What needs the secret. Without one (""), everything that concerns no person still works."""

    secret: str = field(repr=False)

    def lookup(self, platform: str, name: str) -> str:
        """What `name` on `platform` is found by: HMAC-SHA256 under a key derived from the secret, 32 hex digits."""
        return hmac.new(_derive(self.secret, b"lookup"), f"{platform}|{name}".encode(), hashlib.sha256).hexdigest()[
            :_LOOKUP
        ]

    def narrowed(self, purpose: str, pseudonym: str) -> str:
        """A pseudonym for one purpose (such as `event|12`), made of the person's in the campaign, 32 hex digits.

        Without the secret, pseudonyms of two purposes cannot be told to be of one person.
        """
        key = _derive(self.secret, b"purpose")
        return hmac.new(key, f"{purpose}|{pseudonym}".encode(), hashlib.sha256).hexdigest()[:_LOOKUP]

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
    # RFC 5869: one key for each purpose, so that no output of one says anything about another.
    if not secret:
        raise NoSecretError
    return HKDF(SHA256(), _KEY, salt=None, info=b"nolike " + purpose).derive(secret.encode())
