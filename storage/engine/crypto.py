"""Keyed hashes to find private chats and people by, and encryption of what must be read again."""

import hashlib
import hmac
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_KEY = 32
_NONCE = 12
_LOOKUP = 32
_MAC = 16


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

    def sign(self, about: str, name: str) -> str:
        """`name` (hex digits) with a MAC over it and what it is about, short enough for an address."""
        made = bytes.fromhex(name)
        return urlsafe_b64encode(made + self._mac(about, made)).decode().rstrip("=")

    def signed(self, about: str, token: str) -> str:
        """The name that `sign` was given; "" for any other token. Compared in constant time."""
        try:
            found = urlsafe_b64decode(token + "=" * (-len(token) % 4))
        except ValueError:
            return ""
        name, mac = found[:-_MAC], found[-_MAC:]
        return name.hex() if name and hmac.compare_digest(mac, self._mac(about, name)) else ""

    def _mac(self, about: str, name: bytes) -> bytes:
        key = _derive(self.secret, b"links")
        return hmac.new(key, about.encode() + b"|" + name, hashlib.sha256).digest()[:_MAC]


@cache
def _derive(secret: str, purpose: bytes) -> bytes:
    # RFC 5869: one key for each purpose, so that no output of one says anything about another.
    if not secret:
        raise NoSecretError
    return HKDF(SHA256(), _KEY, salt=None, info=b"nolike " + purpose).derive(secret.encode())
