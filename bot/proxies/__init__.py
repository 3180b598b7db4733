"""Every way out of the program may lead through a proxy: HTTP, HTTPS, SOCKS5, or SOCKS5 that resolves names (Tor)."""

import asyncio
import re
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

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

    async def connect(
        self, host: str, port: int, seconds: float = CONNECT_SECONDS
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Open a connection to a server through the proxy; raises OSError, a TimeoutError among them.

        The message of the error names neither the server nor the proxy.
        """
        from python_socks import ProxyError  # noqa: PLC0415 - loaded only where a proxy is set

        try:
            stream = await self._opener().connect(host, port, timeout=seconds)
        except ProxyError:
            raise ProxyRefusedError("the proxy refuses") from None
        except TimeoutError:
            raise ProxyTimeoutError("the proxy is too slow") from None
        except (OSError, EOFError):
            # EOFError: it ended the connection in the middle of its greeting, as a Tor that starts again does.
            raise ProxyConnectionError("the proxy is out of reach") from None
        return stream.reader, stream.writer

    def connector(self, limit: int) -> "aiohttp.BaseConnector":
        """An aiohttp connector for so many connections through the proxy; a session closes its own."""
        from aiohttp_socks import ProxyConnector  # noqa: PLC0415 - as above
        from python_socks import ProxyType  # noqa: PLC0415 - as above

        kind = ProxyType.HTTP if self.scheme.startswith("http") else ProxyType.SOCKS5
        return ProxyConnector(
            self.host, self.port, kind, self.user, self.password, rdns=self.scheme != "socks5", proxy_ssl=self._tls(),
            limit=limit,
        )  # fmt: skip

    def _opener(self) -> "AsyncioProxy":
        from python_socks import ProxyType  # noqa: PLC0415 - as above
        from python_socks.async_.asyncio.v2 import Proxy as Opener  # noqa: PLC0415 - as above

        kind = ProxyType.HTTP if self.scheme.startswith("http") else ProxyType.SOCKS5
        return Opener(
            kind, self.host, self.port, self.user, self.password, rdns=self.scheme != "socks5", proxy_ssl=self._tls()
        )

    def _tls(self) -> ssl.SSLContext | None:
        return ssl.create_default_context() if self.scheme == "https" else None


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
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise NoProxyError(_WRONG) from None
    if parts.scheme not in SCHEMES or not parts.hostname or port is None or parts.path not in {"", "/"}:
        raise NoProxyError(_WRONG)
    return Proxy(parts.scheme, parts.hostname, port, unquote(parts.username or ""), unquote(parts.password or ""))


# An address of IPv6 has colons of its own, so its port stands behind brackets.
_WITH_PORT = re.compile(r"(\[[^\]]+\]|[^:\[\]]+):([0-9]{1,5})")
_WRONG = (
    "must be an address with a port, such as http://127.0.0.1:3128, https://proxy.example.org:443, "
    "socks5://127.0.0.1:1080, or socks5h://127.0.0.1:9050 where the proxy resolves the names (Tor); or direct"
)


@dataclass(frozen=True, slots=True)
class WaysOut:
    """The proxies by what leaves through them; `exceptions` are the hosts of NO_PROXY."""

    everything: Proxy | None = None
    own: dict[str, Proxy | None] = field(default_factory=dict)
    exceptions: tuple[str, ...] = ()

    def proxy(self, way: str, url: str) -> Proxy | None:
        """The proxy of a way (`telegram`, `discord`, `sources`) to the server at `url`; None for none.

        HTTPS_PROXY is for https addresses alone, as everywhere; a way's own proxy is for all of its addresses.
        """
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme in {"https", "wss"} else 80)
        if excepted(parts.hostname or "", self.exceptions, port):
            return None
        if way in self.own:
            return self.own[way]
        return self.everything if parts.scheme in {"https", "wss"} else None


def read(everything: str, own: dict[str, str], exceptions: str) -> WaysOut:
    """The ways out as the settings have them, each "" where it is not set; raises NoProxyError."""
    ways = {way: None if address == DIRECT else parse(address) for way, address in own.items() if address}
    general = parse(everything) if everything and everything != DIRECT else None
    return WaysOut(general, ways, tuple(exceptions.lower().replace(",", " ").split()))


def excepted(host: str, exceptions: Sequence[str], port: int | None = None) -> bool:
    """Whether NO_PROXY names this host: itself, a domain above it, a network that its address is in, or `*`.

    An exception with a port, such as `example.org:8443` or `[::1]:443`, is for that port alone.
    """
    exceptions = [name for name, only in map(_port_apart, exceptions) if only in {None, port}]
    host = host.lower().rstrip(".")
    try:
        address = ip_address(host)
    except ValueError:
        names = [one.removeprefix("*").removeprefix(".") for one in exceptions if one != "*"]
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
