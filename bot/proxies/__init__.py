"""Every way out of the program may lead through a proxy: HTTP, HTTPS, SOCKS5, or SOCKS5 that resolves names (Tor)."""

import asyncio
import re
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.core.model.input.web_address import ascii_host
from bot.proxies.address import NoAddressError, read_address

if TYPE_CHECKING:
    import aiohttp
    from python_socks.async_.asyncio.v2 import Proxy as AsyncioProxy

SCHEMES = ("http", "https", "socks5", "socks5h")
DIRECT = "direct"
"""What a proxy setting says where HTTPS_PROXY must not hold for this way."""

CONNECT_SECONDS = 15.0
"""How long a proxy may take to reach the far server; Tor needs some seconds for it."""


class NoProxyError(ValueError):
    """Not the address of a proxy; the message is for the operator, and does not repeat what may hold a password."""


class ProxyRefusedError(ConnectionRefusedError):
    """The proxy does not lead to the server; where errors are told by their names, this one tells of the proxy."""


class ProxyConnectionError(ConnectionRefusedError):
    """The proxy is out of reach."""


class ProxyTimeoutError(TimeoutError):
    """The proxy is too slow."""


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy. With `remote_names` it resolves the names of the far servers, so that nobody here learns them."""

    scheme: str
    host: str
    port: int
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    @property
    def remote_names(self) -> bool:
        """Whether names are resolved by the proxy alone, as Tor wants it."""
        return self.scheme == "socks5h"

    async def connect(self, host: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Open a connection to a server through the proxy; raises OSError, a TimeoutError among them.

        The message of the error names neither the server nor the proxy.
        """
        from python_socks import ProxyError  # noqa: PLC0415 - loaded only where a proxy is set

        try:
            stream = await self._opener().connect(host, port, timeout=CONNECT_SECONDS)
        except ProxyError:
            raise ProxyRefusedError("the proxy refuses") from None
        except TimeoutError:
            raise ProxyTimeoutError("the proxy is too slow") from None
        except (OSError, EOFError):
            # EOFError: it ended the connection in the middle of its greeting, as a Tor that starts again does.
            raise ProxyConnectionError("the proxy is out of reach") from None
        return stream.reader, stream.writer

    @property
    def _login(self) -> tuple[str, str]:
        """The name and the password; for HTTP so that the library, which writes Latin-1, sends UTF-8 (RFC 7617)."""
        if not self.scheme.startswith("http"):
            return self.user, self.password
        return self.user.encode().decode("latin-1"), self.password.encode().decode("latin-1")

    def connector(self, limit: int) -> "aiohttp.BaseConnector":
        """An aiohttp connector for so many connections through the proxy; a session closes its own."""
        from aiohttp_socks import ProxyConnector  # noqa: PLC0415 - as above
        from python_socks import ProxyType  # noqa: PLC0415 - as above

        kind = ProxyType.HTTP if self.scheme.startswith("http") else ProxyType.SOCKS5
        return ProxyConnector(
            self.host, self.port, kind, *self._login, rdns=self.scheme != "socks5", proxy_ssl=self._tls(), limit=limit,
        )  # fmt: skip

    def _opener(self) -> "AsyncioProxy":
        from python_socks import ProxyType  # noqa: PLC0415 - as above
        from python_socks.async_.asyncio.v2 import Proxy as Opener  # noqa: PLC0415 - as above

        kind = ProxyType.HTTP if self.scheme.startswith("http") else ProxyType.SOCKS5
        return Opener(kind, self.host, self.port, *self._login, rdns=self.scheme != "socks5", proxy_ssl=self._tls())

    def _tls(self) -> ssl.SSLContext | None:
        return ssl.create_default_context() if self.scheme == "https" else None


def seconds_through(proxy: Proxy | None, own: float) -> float:
    """How long a way out may take that has `own` seconds itself: a proxy on it has its own on top."""
    return own if proxy is None else own + CONNECT_SECONDS


def told(proxy: Proxy | None, kind: str) -> str:
    """The kind of a failure on a way out, which names the proxy where there is one."""
    return kind if proxy is None or "proxy" in kind.lower() else f"{kind} (proxy)"


@contextmanager
def told_as_reset() -> Iterator[None]:
    """A connection that ends in a TLS handshake inside another TLS is reset, also on a Python that says it wrongly.

    Older asyncios, that of 3.11.7 too, raise a TypeError: https://github.com/python/cpython/issues/113214.
    """
    try:
        yield
    except TypeError as fault:
        if "SSLProtocol" not in str(fault):
            raise
        raise ConnectionResetError from None


def parse(address: str) -> Proxy:
    """The proxy at an address such as `socks5h://user:password@127.0.0.1:9050`; raises NoProxyError."""
    try:
        found = read_address(address, SCHEMES)
    except NoAddressError:
        raise NoProxyError(_WRONG) from None
    if found.port is None or found.path not in {"", "/"}:
        raise NoProxyError(_WRONG)
    _check_login(found.scheme, found.user, found.password)
    return Proxy(found.scheme, found.host, found.port, found.user, found.password)


def _check_login(scheme: str, user: str, password: str) -> None:
    """Raise NoProxyError for a name or a password that the proxy's protocol cannot carry."""
    if scheme.startswith("http"):
        if ":" in user:
            raise NoProxyError("must have a user without a colon")
    elif not (user + password).isascii() or max(len(user), len(password)) > _LONGEST_LOGIN:
        raise NoProxyError("must have a user and a password of at most 255 signs of ASCII, as it is a SOCKS proxy")


_LONGEST_LOGIN = 255
"""https://www.rfc-editor.org/rfc/rfc1929#section-2"""

# An address of IPv6 has colons of its own, so its port stands behind brackets.
_WITH_PORT = re.compile(r"(\[[^\]]+\]|[^:\[\]]+):([0-9]{1,5})")
_WRONG = (
    "must be an address with a port, such as http://127.0.0.1:3128, https://proxy.example.org:443, "
    "socks5://127.0.0.1:1080, or socks5h://127.0.0.1:9050 where the proxy resolves the names (Tor); or direct"
)


@dataclass(frozen=True, slots=True)
class WaysOut:
    """The proxies by what leaves through them; `exceptions` are the hosts of NO_PROXY.

    `servers` are the platforms' own, as host and port by the platform's way: whatever asks one of them goes that way
    where it has a proxy of its own, also a source that reads counts there.
    """

    everything: Proxy | None = None
    own: dict[str, Proxy | None] = field(default_factory=dict)
    exceptions: tuple[str, ...] = ()
    servers: dict[str, tuple[str, int]] = field(default_factory=dict)

    def proxy(self, way: str, url: str) -> Proxy | None:
        """The proxy of a way (`telegram`, `discord`, `sources`) to the server at `url`; None for none.

        HTTPS_PROXY is for https addresses alone, as everywhere; a way's own proxy is for all of its addresses.
        """
        host, port = _place(url)
        if excepted(host, self.exceptions, port):
            return None
        if way not in self.servers:
            way = next((one for one, server in self.servers.items() if server == (host, port) and one in self.own), way)
        if way in self.own:
            return self.own[way]
        return self.everything if _is_secure(url) else None


def read(everything: str, own: dict[str, str], exceptions: str, servers: dict[str, str] | None = None) -> WaysOut:
    """The ways out as the settings have them, each "" where it is not set; raises NoProxyError.

    `servers` are the addresses of the platforms' own, by their ways.
    """
    ways = {way: None if address == DIRECT else parse(address) for way, address in own.items() if address}
    general = parse(everything) if everything and everything != DIRECT else None
    places = {way: _place(url) for way, url in (servers or {}).items()}
    return WaysOut(general, ways, tuple(exceptions.lower().replace(",", " ").split()), places)


def _place(url: str) -> tuple[str, int]:
    """The host of an address, as it is asked for, and its port."""
    parts = urlsplit(url)
    return _asked(parts.hostname or ""), parts.port or (443 if _is_secure(url) else 80)


def _is_secure(url: str) -> bool:
    return urlsplit(url).scheme in {"https", "wss"}


def _asked(host: str) -> str:
    """A host as it is asked for; as it is where it has no such form."""
    host = host.lower().rstrip(".")
    try:
        return ascii_host(host)
    except ValueError:
        return host


def excepted(host: str, exceptions: Sequence[str], port: int | None = None) -> bool:
    """Whether NO_PROXY names this host: itself, a domain above it, a network that its address is in, or `*`.

    An exception with a port, such as `example.org:8443` or `[::1]:443`, is for that port alone.
    """
    exceptions = [name for name, only in map(_port_apart, exceptions) if only in {None, port}]
    host = _asked(host)
    try:
        address = ip_address(host)
    except ValueError:
        names = [_asked(one.removeprefix("*").removeprefix(".")) for one in exceptions if one != "*"]
        return "*" in exceptions or any(host == name or host.endswith(f".{name}") for name in names if name)
    return "*" in exceptions or any(address in network for network in map(_network, exceptions) if network is not None)


def bracketed(host: str) -> str:
    """A host as it stands in an address."""
    return f"[{host}]" if ":" in host else host


def _port_apart(exception: str) -> tuple[str, int | None]:
    """An exception without its port, brackets and last dot; and its port."""
    found = _WITH_PORT.fullmatch(exception)
    name, port = found.groups() if found else (exception, None)
    return name.strip("[]").rstrip("."), int(port) if port else None


def _network(text: str) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None
