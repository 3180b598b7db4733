"""An address that a setting names, of a server, a proxy or the page: its parts, if it can be one at all."""

import re
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from bot.core.model.input.web_address import ascii_host

WEB = ("http", "https")

# No sign of ASCII but these stands in the name of a host; in which others it may be written, IDNA says.
_FORM = re.compile(
    r"([A-Za-z][A-Za-z0-9]*)://(?:[^/?#\x00-\x1f\x7f]*@)?"
    r"(\[[0-9A-Fa-f:.]+(?:%[\w.-]+)?\]|[^\s\x00-,/:-@\[-^`{-\x7f]+)(?::[0-9]{1,5})?(?:/[^\s\x00-\x1f\x7f?#\\]*)?"
)
_NUMBERS = re.compile(r"[0-9.]+")
_LONGEST_LABEL = 63


class NoAddressError(ValueError):
    """The text is no such address. The message holds nothing of it, since a password may stand in it."""


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of an address; `host` is as it is asked for, in ASCII, and `port` is None where it names none."""

    scheme: str
    host: str
    port: int | None
    path: str
    user: str = ""
    password: str = ""


def read_address(text: str, schemes: tuple[str, ...] = WEB) -> Address:
    """The parts of `scheme://user:password@host:port/path`, for every setting that is an address. NoAddressError."""
    found = _FORM.fullmatch(text)
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise NoAddressError("it is no address") from None
    if found is None or parts.scheme not in schemes or port == 0 or not _is_host(found[2]):
        raise NoAddressError("it is no address")
    host = ascii_host(parts.hostname or "")
    return Address(parts.scheme, host, port, parts.path, unquote(parts.username or ""), unquote(parts.password or ""))


def without_user(address: str) -> str:
    """An address as it can be shown: without the name and the password in it."""
    return re.sub(r"(?<=://)[^/?#]*@", "", address)


def in_ascii(address: str) -> str:
    """An address that was read, for a header or a server: with its host as it is asked for."""
    if address.isascii():
        return address
    parts = urlsplit(address)
    user, at, place = parts.netloc.rpartition("@")
    host, colon, port = place.partition(":")
    return parts._replace(netloc=f"{user}{at}{ascii_host(host)}{colon}{port}").geturl()


def _is_host(host: str) -> bool:
    try:
        if host.startswith("[") or _NUMBERS.fullmatch(host):
            ip_address(host.strip("[]"))
        else:
            return all(map(_is_label, ascii_host(host).removesuffix(".").split(".")))
    except ValueError:
        return False
    return True


def _is_label(label: str) -> bool:
    if label[:4].lower() == "xn--":
        # What looks like an encoded name must be one; which signs it may hold is for whoever gave it away.
        return 0 < len(label[4:].encode().decode("punycode")) < len(label) <= _LONGEST_LABEL
    return 0 < len(label) <= _LONGEST_LABEL
