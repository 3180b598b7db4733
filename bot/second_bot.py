"""The signed notice that declares a second bot and mirrors in advance, so that nobody else can claim to be them."""

import base64
import json
import os
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.core.model.errors import Refusal
from bot.core.model.reply import Moment, Text, listed
from bot.core.ports.facts import SignedNotice


@dataclass(frozen=True, slots=True)
class Notice:
    """What is signed: the slugs of the campaigns, links to the bots and mirrors that may speak for them, and the time.

    `issued` and `until` are aware UTC, to the second.
    """

    campaigns: tuple[str, ...]
    bots: tuple[str, ...]
    mirrors: tuple[str, ...]
    issued: datetime
    until: datetime


def sign(notice: Notice, key_file: Path) -> SignedNotice:
    """Sign with the Ed25519 key (RFC 8032) in `key_file`, as hexadecimal digits; the key is made if there is none.

    Raises OSError, and Refusal where the file holds no key.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - 6 MB, rarely used

    if not key_file.exists():
        key_file.parent.mkdir(parents=True, exist_ok=True)
        # Readable by the operator alone from the first byte on; never over a key that is there.
        with os.fdopen(os.open(key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as made:
            made.write(f"{Ed25519PrivateKey.generate().private_bytes_raw().hex()}\n")
    try:
        key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(key_file.read_text(encoding="utf-8")))
    except ValueError:
        raise Refusal(Text("second-no-key", {"file": str(key_file)})) from None
    text = json.dumps(
        {
            "campaigns": notice.campaigns, "bots": notice.bots, "mirrors": notice.mirrors,
            "issued": notice.issued.isoformat(), "until": notice.until.isoformat(),
        },
        ensure_ascii=False,
    )  # fmt: skip
    return SignedNotice(text, _encoded(key.public_key().public_bytes_raw()), _encoded(key.sign(text.encode())))


def verify(signed: SignedNotice, trusted: str, campaigns: Collection[str], now: datetime) -> Notice:
    """The notice, if the `trusted` public key signed it, it has not expired, and it is about these campaigns.

    Raises Refusal otherwise.
    """
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - see `sign`
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415 - see `sign`

    if signed.key != trusted:
        raise Refusal(Text("second-other-key"))
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(signed.key, validate=True))
        key.verify(base64.b64decode(signed.signature, validate=True), signed.text.encode())
    except (InvalidSignature, ValueError):
        raise Refusal(Text("second-forged")) from None
    notice = _read(signed.text)
    if now >= notice.until:
        raise Refusal(Text("second-expired", {"until": Moment(notice.until, "UTC", "dated")}))
    if not set(notice.campaigns) & set(campaigns):
        raise Refusal(Text("second-other-campaign", {"campaigns": listed(notice.campaigns)}))
    return notice


def read_file(text: str) -> SignedNotice:
    """The notice that a file holds, as the page shows it; not verified yet. Raises Refusal where it is none."""
    try:
        found = json.loads(text)
        signed = SignedNotice(**found)
    except (ValueError, TypeError):
        raise Refusal(Text("second-no-notice")) from None
    if not all(isinstance(part, str) for part in signed):
        raise Refusal(Text("second-no-notice"))
    return signed


def _read(text: str) -> Notice:
    """What was signed with our key was written by `sign`."""
    found = json.loads(text)
    issued, until = (datetime.fromisoformat(found[name]).astimezone(UTC) for name in ("issued", "until"))
    return Notice(tuple(found["campaigns"]), tuple(found["bots"]), tuple(found["mirrors"]), issued, until)


def _encoded(value: bytes) -> str:
    return base64.b64encode(value).decode()
