"""Keyed hashes that identify private chats and people, and encryption of values that must be read again."""

import hashlib
import hmac
import os
from dataclasses import dataclass, field
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_KEY = 32
_NONCE = 12
_LOOKUP = 32


class NoSecretError(ValueError):
    """An operation needs SECRET_KEY, which is not set."""

    def __init__(self) -> None:
        super().__init__("SECRET_KEY is not set, and people and private chats cannot be kept without it.")


@dataclass(frozen=True, slots=True)
class Crypto:
    """The operations that need SECRET_KEY. With "" each of them raises NoSecretError; the rest of the store works.

    `old` is the key before it, for as long as people who are known under that one may still move over; else "".
    """

    secret: str = field(repr=False)
    old: str = field(default="", repr=False)

    def lookup(self, platform: str, name: str) -> str:
        """The lookup key of `name` on `platform`: HMAC-SHA256 under a key derived from the secret, 32 hex digits."""
        return hmac.new(_derive(self.secret, b"lookup"), f"{platform}|{name}".encode(), hashlib.sha256).hexdigest()[
            :_LOOKUP
        ]

    def bound_to(self, token: str) -> "Crypto":
        """The same for values that open only together with a token that is not stored."""
        return Crypto(hmac.new(_derive(self.secret, b"token"), token.encode(), hashlib.sha256).hexdigest())

    def narrowed(self, purpose: str, pseudonym: str) -> str:
        """Derive a pseudonym for one purpose (such as `event|12`) from that of the campaign: 32 hex digits.

        Without the secret, nobody can link the pseudonyms of two purposes to one person.
        """
        key = _derive(self.secret, b"purpose")
        return hmac.new(key, f"{purpose}|{pseudonym}".encode(), hashlib.sha256).hexdigest()[:_LOOKUP]

    def seal(self, plain: str, place: str) -> bytes:
        """Encrypt `plain` with AES-256-GCM. `place` is authenticated too, so a value cannot be moved to another row."""
        nonce = os.urandom(_NONCE)
        return nonce + AESGCM(_derive(self.secret, b"seal")).encrypt(nonce, plain.encode(), place.encode())

    def open(self, sealed: bytes, place: str) -> str | None:
        """Decrypt a value of `place`; None where it was encrypted with another secret or for another place."""
        cipher = AESGCM(_derive(self.secret, b"seal"))
        try:
            return cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], place.encode()).decode()
        except InvalidTag:
            return None


@lru_cache(maxsize=256)
def _derive(secret: str, purpose: bytes) -> bytes:
    # HKDF (RFC 5869): one key per purpose, so that the output of one reveals nothing about another.
    if not secret:
        raise NoSecretError
    return HKDF(SHA256(), _KEY, salt=None, info=b"nolike " + purpose).derive(secret.encode())
