"""The signed notice that declares a second bot and mirrors in advance, so that nobody else can claim to be them."""

import base64
import json
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.reply import Moment, Text, listed
from bot.core.ports.facts import SignedNotice
from bot.files.text import write_secret

_HOSTS = {"t.me": "telegram", "discord.com": "discord"}
"""Where the links to the bots of a platform lead."""

_BOT = re.compile(
    r"https://(?:t\.me/[a-z][a-z0-9_]{3,31}(?:\?.*)?|discord\.com/(?:api/)?oauth2/authorize/?\?(?:.*&)?client_id=\d+(?:&.*)?)",
    re.IGNORECASE,
)
"""The link to a bot on one of these; other links there lead to no bot, and would be announced for nothing."""


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


def with_known(notice: Notice, known: SignedNotice | None, dropped: Sequence[str]) -> Notice:
    """The notice, and before its links those of the known one that still counts, but for what is dropped.

    So a mirror that is declared later withdraws no bot. Raises Refusal for a dropped link that it does not name, and
    where nothing is left.
    """
    before = _read(known.text) if known and known.counts(notice.issued) else None
    bots, mirrors = (before.bots, before.mirrors) if before else ((), ())
    for link in dropped:
        if bot_of(link) not in map(bot_of, bots) and _page_of(link) not in map(_page_of, mirrors):
            raise Refusal(Text("second-not-named", {"word": link}))
    bots, mirrors = _joined(bots, notice.bots, dropped, bot_of), _joined(mirrors, notice.mirrors, dropped, _page_of)
    if not (bots or mirrors):
        raise Refusal(Text("second-empty"))
    return replace(notice, bots=bots, mirrors=mirrors)


def what_ran_out(known: SignedNotice | None, now: datetime, again: Notice | None = None) -> Text | None:
    """What to say where the time of the known notice is over: whom it named that is not declared again."""
    if known is None or known.counts(now):
        return None
    before, bots, mirrors = _read(known.text), again.bots if again else (), again.mirrors if again else ()
    left = (*_joined(before.bots, (), bots, bot_of), *_joined(before.mirrors, (), mirrors, _page_of))
    return _with_links("second-over", left, before.until) if left else None


def still_counts(known: SignedNotice) -> Text:
    """Whom the notice names, and until when."""
    notice = _read(known.text)
    return _with_links("second-until", (*notice.bots, *notice.mirrors), notice.until)


def left_out(known: SignedNotice, campaigns: Sequence[Campaign]) -> Text | None:
    """What to say where some campaign is younger than the notice: the second bot does not speak for it."""
    lacks = [one.slug for one in campaigns if not known.names(one.slug)]
    return Text("second-lacks", {"campaigns": listed(lacks)}) if lacks else None


def _with_links(name: str, links: Sequence[str], until: datetime) -> Text:
    return Text(name, {"links": " ".join(links), "until": Moment(until, "UTC", "dated")})


def _joined(
    before: Sequence[str], new: Sequence[str], dropped: Sequence[str], same: Callable[[str], object]
) -> tuple[str, ...]:
    over = {same(link) for link in (*new, *dropped)}
    return (*(link for link in before if same(link) not in over), *new)


def by_platform(bots: Sequence[str], mirrors: Sequence[str]) -> dict[str, list[str]]:
    """What chats of each platform are told of: its second bots, and the mirrors. Raises Refusal for another link."""
    found: dict[str, list[str]] = {platform: [] for platform in _HOSTS.values()}
    for link in (*bots, *mirrors):
        parts = urlsplit(link)
        if parts.scheme != "https" or not parts.hostname or (link in bots and not _BOT.fullmatch(link)):
            raise Refusal(Text("second-link", {"word": link}))
    for link in bots:
        found[_HOSTS[str(urlsplit(link).hostname)]].append(link)
    return {platform: [*links, *mirrors] for platform, links in found.items() if links or mirrors}


def bot_of(link: str) -> tuple[str | None, str]:
    """Which bot a link leads to, however it is written: its name on Telegram, its application's id on Discord."""
    parts = urlsplit(link)
    return parts.hostname, parse_qs(parts.query).get("client_id", [parts.path.strip("/").casefold()])[0]


def _page_of(link: str) -> str:
    return link.rstrip("/")


def sign(notice: Notice, key_file: Path, known: SignedNotice | None = None) -> SignedNotice:
    """Sign with the Ed25519 key (RFC 8032) in `key_file`, as hexadecimal digits; the first notice makes it.

    Raises OSError, and Refusal where the file holds no key, or not that of the notice that is known already.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - 6 MB, rarely used

    elsewhere = Refusal(Text("second-key-elsewhere", {"file": str(key_file)}))
    if not key_file.exists():
        if known is not None:
            raise elsewhere
        key_file.parent.mkdir(parents=True, exist_ok=True)
        write_secret(key_file, Ed25519PrivateKey.generate().private_bytes_raw().hex())
    try:
        key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(key_file.read_text(encoding="utf-8")))
    except ValueError:
        raise Refusal(Text("second-no-key", {"file": str(key_file)})) from None
    public = _encoded(key.public_key().public_bytes_raw())
    if known is not None and known.key != public:
        raise elsewhere
    text = json.dumps(
        {
            "campaigns": notice.campaigns, "bots": notice.bots, "mirrors": notice.mirrors,
            "issued": notice.issued.isoformat(), "until": notice.until.isoformat(),
        },
        ensure_ascii=False,
    )  # fmt: skip
    return SignedNotice(text, public, _encoded(key.sign(text.encode())))


def verify(signed: SignedNotice, known: SignedNotice, campaigns: Collection[str], now: datetime) -> Notice:
    """The notice, if it can be believed: about these campaigns, not expired, and not replaced by a later one.

    `known` is the latest notice that the database holds; whoever signed that one is trusted. Raises Refusal otherwise.
    """
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - see `sign`
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415 - see `sign`

    if signed.key != known.key:
        raise Refusal(Text("second-other-key"))
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(signed.key, validate=True))
        key.verify(base64.b64decode(signed.signature, validate=True), signed.text.encode())
    except (InvalidSignature, ValueError):
        raise Refusal(Text("second-forged")) from None
    notice = _read(signed.text)
    if now >= notice.until:
        raise Refusal(Text("second-expired", {"until": Moment(notice.until, "UTC", "dated")}))
    if notice.issued < (latest := _read(known.text)).issued:
        raise Refusal(Text("second-replaced", {"at": Moment(latest.issued, "UTC", "dated")}))
    if not set(notice.campaigns) & set(campaigns):
        raise Refusal(Text("second-other-campaign", {"campaigns": listed(notice.campaigns or ("-",))}))
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
