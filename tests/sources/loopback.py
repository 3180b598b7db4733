"""A real web server on loopback, over http and https, that says what a test tells it to say."""

import datetime as dt
import ipaddress
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOSTS = ("social.example", "other.example")

Say = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Heard:
    """One request as it came in."""

    method: str
    path: str
    query: list[tuple[str, str]]
    headers: dict[str, str]
    form: dict[str, Any]
    sni: bool


@dataclass
class Loopback:
    """The server: `say` answers, after `first` is used up; `heard` is what came in."""

    say: Say
    port: int = 0
    tls_port: int = 0
    first: list[Say] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def resolve(self, _host: str, _port: int) -> list[tuple[str, int]]:
        """Every host is this one."""
        return [("127.0.0.1", self.tls_port)]


def saying(body: object = None, status: int = 200, headers: dict[str, str] | None = None) -> Say:
    """Answers with JSON, or with a string as it is."""

    async def say(_: web.Request) -> web.Response:
        if isinstance(body, str):
            return web.Response(text=body, status=status, headers=headers, content_type="text/html")
        return web.json_response(body, status=status, headers=headers)

    return say


@asynccontextmanager
async def serving() -> AsyncIterator[Loopback]:
    """The server, until the block ends."""
    server = Loopback(saying({}))

    async def handle(request: web.Request) -> web.StreamResponse:
        form = dict(await request.post())
        headers = {name.lower(): value for name, value in request.headers.items()}
        secure = request.transport is not None and request.transport.get_extra_info("ssl_object") is not None
        server.heard.append(Heard(request.method, request.path, [*request.query.items()], headers, form, secure))
        return await (server.first.pop(0) if server.first else server.say)(request)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=certificates()[0]).start()
    server.port, server.tls_port = (address[1] for address in runner.addresses)
    try:
        yield server
    finally:
        await runner.cleanup()


@cache
def certificates() -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """The server's side and the side that believes it: a certificate for HOSTS, made once for the run."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOSTS[0])])
    now = dt.datetime.now(dt.UTC)
    names = [*map(x509.DNSName, HOSTS), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with TemporaryDirectory() as folder:
        both = Path(folder) / "both.pem"
        both.write_bytes(pem + private)
        theirs.load_cert_chain(both)
    return theirs, ssl.create_default_context(cadata=pem.decode())


def trust(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have OpenSSL trust the tests' own certificate, by a file in `folder`."""
    file = folder / "trusted.pem"
    chain = certificates()[1].get_ca_certs(binary_form=True)
    file.write_text("".join(map(ssl.DER_cert_to_PEM_cert, chain)), encoding="ascii")
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
