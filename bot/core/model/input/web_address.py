"""Addresses of the web: links for people, and pages with what is looked for there, `https://host/path#css=...`."""

import re
from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit, urlunsplit

import idna

from bot.core.model.errors import Wrong
from bot.core.model.input.fields import one_of
from bot.core.model.source import PageOption

LONGEST_HANDLE = 1000
# The bounds of `every`, in seconds.
FASTEST, SLOWEST = 300, 604_800

DECIMAL = PageOption("decimal", "the decimal sign, where a number has three decimals: 1,459 is then no thousand", ",")

# Networks that no source reads, and hosts of other sources: nothing on them is an account of Mastodon's kind.
UNREAD = MappingProxyType({
    "tiktok.com": "TikTok", "linkedin.com": "LinkedIn", "lnkd.in": "LinkedIn", "threads.net": "Threads",
    "threads.com": "Threads", "snapchat.com": "Snapchat", "whatsapp.com": "WhatsApp", "wa.me": "WhatsApp",
    "pinterest.com": "Pinterest", "pin.it": "Pinterest", "reddit.com": "Reddit", "medium.com": "Medium",
    "twitch.tv": "Twitch", "kick.com": "Kick", "vk.com": "VK", "tumblr.com": "Tumblr", "substack.com": "Substack",
    "change.org": "Change.org", "avaaz.org": "Avaaz", "openpetition.eu": "openPetition", "quora.com": "Quora",
    "weibo.com": "Weibo", "truthsocial.com": "Truth Social", "rumble.com": "Rumble", "spotify.com": "Spotify",
    "soundcloud.com": "SoundCloud", "dailymotion.com": "Dailymotion", "patreon.com": "Patreon",
    "play.google.com": "Google Play", "viber.com": "Viber", "line.me": "LINE", "clubhouse.com": "Clubhouse",
})  # fmt: skip
_READ = ("facebook.com", "fb.com", "instagram.com", "x.com", "twitter.com", "youtube.com", "youtu.be", "t.me",
    "telegram.me", "bsky.app", "github.com", "discord.com", "discord.gg", "trustpilot.com")  # fmt: skip

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z](?:[a-z0-9-]{0,61}[a-z0-9])")
_EVERY = re.compile(r"(\d{1,4})([mhd])")
_UNITS = {"m": 60, "h": 3600, "d": 86_400}
_KEPT = "%/:=&?~!$,;'@()*[]+|{}"


def is_link(text: str, *schemes: str) -> bool:
    """Whether people may be sent to this address, which begins with one of the schemes: it hides nothing of its host.

    So it has no user before its host, no sign that cannot be seen, and no backslash, which browsers read as a slash.
    """
    if not text.isprintable() or set(text) & {" ", "\\"} or not text.startswith(tuple(f"{one}://" for one in schemes)):
        return False
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    first, _, rest = host.partition(".")
    return "@" not in parts.netloc and port != 0 and all([first, *rest.split(".")]) and len(rest) > 1


def unread_page(address: str) -> tuple[str, str] | None:
    """The network's name, and what the page may be called, of an address of a page that no source reads."""
    parts = _parts(address)
    network, path = network_of(parts.hostname or ""), parts.path.strip("/")
    if not network or not path:
        return None
    return network, re.sub(r"[^\w.-]", "-", path.rpartition("/")[2].removeprefix("@"))[:64]


def network_of(host: str) -> str:
    """The name of a network that no source reads, by its host; "" for any other host."""
    return next((name for known, name in UNREAD.items() if on_site(host, known)), "")


def source_name(known: Collection[str]) -> Callable[[object], str]:
    """Reads the name of a source; raises Wrong for that of a network which none reads."""
    read = one_of(known)

    def named(value: object) -> str:
        word = re.sub(r"[\W_]|com$", "", value.casefold()) if isinstance(value, str) and value not in known else ""
        network = next((name for name in UNREAD.values() if re.sub(r"\W", "", name.casefold()) == word), "")
        if network:
            raise Wrong("mistake-source-network", network=network)
        return read(value)

    return named


def is_elsewhere(host: str) -> bool:
    """Whether a host is that of a known network, and so no server of somebody's own."""
    return any(on_site(host, known) for known in (*UNREAD, *_READ))


def on_site(host: str, site: str) -> bool:
    """Whether a host is a site's own or stands below it: fr.linkedin.com is LinkedIn's."""
    return f".{host}".endswith(f".{site}")


def _parts(address: str) -> SplitResult:
    try:
        return urlsplit((address if "//" in address else f"https://{address}").strip().lower())
    except ValueError:
        return urlsplit("")


def ascii_host(host: str) -> str:
    """The name of a host as it is asked for, without letters that only people read. ValueError where it has no form.

    The rules are those of today's domains, IDNA 2008, or the older ones where a name, such as ☃.net, has only those.
    """
    if host.isascii() or ":" in host:
        return host
    try:
        return idna.encode(host, uts46=True).decode()
    except idna.IDNAError:
        return host.encode("idna").decode()


def joined(address: str, options: Mapping[str, str]) -> str:
    """The one stored form of an address and its options; empty options are left out.

    The options stand in the fragment, which no client sends to a server. An address that already has known options in
    its fragment keeps them. Raises Wrong for an address that is not https, has a user, or no name of a public host.
    """
    try:
        parts = urlsplit(address.strip())
        port, host = parts.port, ascii_host(parts.hostname or "")
    except ValueError:
        raise Wrong("mistake-address") from None
    if parts.scheme != "https" or "@" in parts.netloc or not _HOST.fullmatch(host):
        raise Wrong("mistake-address")
    place = host if port in {None, 443} else f"{host}:{port}"
    given = dict(parse_qsl(parts.fragment)) if "=" in parts.fragment else {}
    chosen = {name: value for name, value in sorted({**given, **options}.items()) if value}
    path, query = quote(parts.path or "/", safe=_KEPT), quote(parts.query, safe=_KEPT)
    handle = urlunsplit(("https", place, path, query, urlencode(chosen)))
    if len(handle) > LONGEST_HANDLE or not handle.isascii() or not handle.isprintable():
        raise Wrong("mistake-address")
    return handle


def split(handle: str) -> tuple[str, dict[str, str]]:
    """The address that is asked, and the options, of a handle that `joined` made."""
    address, _, fragment = handle.partition("#")
    return address, dict(parse_qsl(fragment))


def pace(handle: str, default: int = 0) -> int:
    """The seconds between two readings that the option `every` of a handle asks for."""
    every = split(handle)[1].get("every")
    return _seconds(every) if every else default


def check(options: Mapping[str, str]) -> None:
    """Raise Wrong where `every` is no time from five minutes to a week, or `decimal` is no decimal sign."""
    if options.get("decimal", ".") not in {".", ","}:
        raise Wrong("mistake-page-option", option="decimal", example=",")
    if "every" in options and not FASTEST <= _seconds(options["every"]) <= SLOWEST:
        raise Wrong("mistake-page-option", option="every", example="30m")


def _seconds(every: str) -> int:
    """The seconds of 30m, 2h or 1d; 0 for anything else."""
    found = _EVERY.fullmatch(every)
    return int(found[1]) * _UNITS[found[2]] if found else 0
