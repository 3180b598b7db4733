import asyncio
import os
import pwd
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg  # type: ignore[import-untyped] # ships no types
import pytest
import sqlalchemy
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.core.ports.facts import BOT_LINK
from storage import Database, Patience, StorageError, UnreachableError, open_store
from tests import pgbouncer, postgres
from tests.conftest import SECRET
from tests.flows import Flows, flows


async def write(store: Database, text: str) -> None:
    async with store.writing() as tx:
        await tx.facts.put(BOT_LINK, text, text)


async def say(store: Database, sql: str) -> object:
    async with store._begin(store._engines.writer) as connection:
        return await connection.scalar(sqlalchemy.text(sql))


def port_of(url: str) -> int:
    return int(url.rpartition(":")[2].partition("/")[0])


@pytest.fixture
async def proxy(postgresql_url: str) -> AsyncIterator[Flows]:
    async with flows("127.0.0.1", port_of(postgresql_url)) as made:
        yield made


async def test_a_dead_idle_connection_is_replaced_within_seconds(postgresql_url: str, proxy: Flows) -> None:
    store = open_store(postgresql_url.replace(str(port_of(postgresql_url)), str(proxy.port)), SECRET)
    await asyncio.gather(*(write(store, str(number)) for number in range(5)))
    proxy.forget()
    began = time.monotonic()
    await asyncio.gather(*(write(store, str(number)) for number in range(20)))
    assert time.monotonic() - began < 10
    await store.close()


async def test_a_transaction_on_a_pooled_connection_asks_nothing_beside_it(postgresql_url: str) -> None:
    store = open_store(postgresql_url, SECRET)
    await write(store, "first")
    queries: list[str] = []
    async with store._begin(store._engines.writer) as connection:
        driver: Any = (await connection.get_raw_connection()).driver_connection
    driver.add_query_logger(lambda record: queries.append(record.query))
    await write(store, "second")
    # What is prepared, such as the statement itself, is not among these.
    assert queries == ["BEGIN;", "COMMIT;"]
    await store.close()


async def test_dead_connections_in_use_are_replaced_within_15_seconds(postgresql_url: str, proxy: Flows) -> None:
    store = open_store(postgresql_url.replace(str(port_of(postgresql_url)), str(proxy.port)), SECRET)
    muted, inside = asyncio.Event(), asyncio.Barrier(6)

    async def cut_off(number: int) -> None:
        async with store.writing() as tx:
            await tx.facts.put(BOT_LINK, f"cut off {number}", "")
            await inside.wait()
            await muted.wait()
            await tx.facts.put(BOT_LINK, f"mute {number}", "")

    cut = [asyncio.create_task(cut_off(number)) for number in range(5)]
    await inside.wait()
    proxy.forget()
    muted.set()
    began = time.monotonic()
    while True:
        try:
            await write(store, "again")
        except UnreachableError:
            continue
        break
    assert time.monotonic() - began < 15
    told = await asyncio.gather(*cut, return_exceptions=True)
    assert {type(one) for one in told} == {UnreachableError}
    assert {str(one).partition(" at ")[2].partition(" ")[2] for one in told} == {"did not answer within 10 seconds."}
    await store.close()


async def test_a_lost_transaction_gives_its_locks_back_within_15_seconds(postgresql_url: str, proxy: Flows) -> None:
    lost = open_store(postgresql_url.replace(str(port_of(postgresql_url)), str(proxy.port)), SECRET)
    store = open_store(postgresql_url, SECRET)
    await write(store, "before")
    inside, over = asyncio.Event(), asyncio.Event()

    async def hold_the_row() -> None:
        async with lost.writing() as tx:
            await tx.facts.put(BOT_LINK, "", "never committed")
            inside.set()
            await over.wait()
            raise LookupError("the process is gone")

    holding = asyncio.create_task(hold_the_row())
    await inside.wait()
    # The server hears nothing of the end of this connection either.
    proxy.forget()
    began = time.monotonic()
    while True:
        try:
            async with store.writing() as tx:
                await tx.facts.put(BOT_LINK, "", "after")
        except UnreachableError:
            assert time.monotonic() - began < 60
            continue
        break
    # A busy machine may need its time; without a limit the lock is held for two hours.
    assert time.monotonic() - began < 30
    over.set()
    await asyncio.gather(holding, return_exceptions=True)
    await lost.close()
    await store.close()


async def test_the_limit_for_idle_transactions_leaves_an_export_its_time(postgresql_url: str) -> None:
    store = open_store(postgresql_url, SECRET, Patience(seconds=0.5))
    async with store.reading() as tx:
        assert [one async for one in tx.snapshots.export("nobody's")] == []
        await asyncio.sleep(1.0)
        assert await tx.campaigns.all() == []

    async def read_slowly() -> None:
        async with store.reading() as tx:
            await tx.campaigns.all()
            await asyncio.sleep(1.0)
            await tx.campaigns.all()

    with pytest.raises(StorageError):
        await read_slowly()
    await store.close()


async def test_every_connection_has_tcp_keepalives(postgresql_url: str) -> None:
    import socket  # noqa: PLC0415 - this test alone

    store = open_store(postgresql_url, SECRET)
    async with store._begin(store._engines.writer) as connection:
        raw = await connection.get_raw_connection()
        flow = raw.driver_connection._transport.get_extra_info("socket")  # type: ignore[union-attr]
        assert flow.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
        assert flow.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 10_000
        assert flow.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE) == 5
    await store.close()


async def test_our_connections_do_without_the_jit_compiler(postgresql_url: str) -> None:
    store = open_store(postgresql_url, SECRET)
    assert await say(store, "SHOW jit") == "off"
    assert await say(store, "SHOW application_name") == "nolike"
    await store.close()


async def test_a_migration_has_no_statement_timeout(postgresql_url: str) -> None:
    store = open_store(postgresql_url, SECRET, Patience(seconds=0.2))
    with pytest.raises(UnreachableError, match=r"did not answer within 0\.2 seconds"):
        await say(store, "SELECT pg_sleep(1)")
    async with store._begin(store._engines.patient) as connection:
        await connection.execute(sqlalchemy.text("SELECT pg_sleep(0.5)"))
    await store.close()


async def test_the_pool_shrinks_to_the_connection_limit_of_the_role(postgresql_server: str) -> None:
    with postgres.database(postgresql_server) as url:
        name = url.rpartition("/")[2]
        await postgres.run(
            url, f"CREATE ROLE r{name} LOGIN PASSWORD 'pw' CONNECTION LIMIT 4",
            f"GRANT ALL ON SCHEMA public TO r{name}", f"GRANT ALL ON DATABASE {name} TO r{name}",
        )  # fmt: skip
        store = open_store(url.replace(f"nolike:{postgres.PASSWORD}@", f"r{name}:pw@"), SECRET)
        await store.upgrade()
        everybody = asyncio.Event()
        inside: set[int] = set()

        async def work(number: int) -> None:
            async with store.writing() as tx:
                await tx.facts.put(BOT_LINK, f"{number}", "")
                inside.add(number)
                if len(inside) >= 4:
                    everybody.set()
                await everybody.wait()

        await asyncio.gather(*(work(number) for number in range(12)))
        assert await say(store, "SELECT count(*) FROM facts") == 12
        await store.close()
        await postgres.run(url, f"DROP OWNED BY r{name}", f"DROP ROLE r{name}")


@contextmanager
def with_role(server: str) -> Iterator[tuple[str, str, str]]:
    """A database's address for a role of its own, the address for the server's, and the name of the role."""
    with postgres.database(server) as url:
        name = f"r{url.rpartition('/')[2]}"
        postgres.elsewhere(
            postgres.run(url, f"CREATE ROLE {name} LOGIN PASSWORD 'pw'", f"GRANT ALL ON SCHEMA public TO {name}")
        )
        yield url.replace(f"nolike:{postgres.PASSWORD}@", f"{name}:pw@"), url, name
        postgres.elsewhere(postgres.run(url, f"DROP OWNED BY {name}", f"DROP ROLE {name}"))


LOCKED_OUT = [
    ('ALTER ROLE "{role}" NOLOGIN', 'ALTER ROLE "{role}" LOGIN', "not permitted to log in"),
    (
        "ALTER ROLE \"{role}\" VALID UNTIL '2001-01-01'",
        "ALTER ROLE \"{role}\" VALID UNTIL 'infinity'",
        "password authent",
    ),
    ('ALTER DATABASE "{base}" RENAME TO "{base}_away"', 'ALTER DATABASE "{base}_away" RENAME TO "{base}"', "not exist"),
]


@pytest.mark.parametrize(("out", "back", "reason"), LOCKED_OUT)
async def test_a_store_goes_on_after_its_logins_were_refused(
    postgresql_server: str, out: str, back: str, reason: str
) -> None:
    with with_role(postgresql_server) as (own, url, role):
        names = {"role": role, "base": url.rpartition("/")[2]}
        end = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{role}'"  # noqa: S608 - our words
        store = open_store(own, SECRET)
        await store.upgrade()
        await write(store, "before")
        await postgres.run(postgresql_server, end, out.format(**names))
        for text in ("first", "second"):
            with pytest.raises(UnreachableError, match=reason):
                await write(store, text)
        await postgres.run(postgresql_server, back.format(**names))
        await write(store, "after")
        assert await say(store, "SELECT count(*) FROM facts") == 2
        await store.close()


async def test_a_pool_of_one_connection_serves_many_at_once(postgresql_url: str) -> None:
    store = open_store(postgresql_url, SECRET, Patience(pool_size=1))
    await asyncio.gather(*(write(store, str(number)) for number in range(20)))
    assert await say(store, "SELECT count(*) FROM facts") == 20
    await store.close()


@pytest.fixture
def pooled_url(postgresql_url: str) -> Iterator[str]:
    program = pgbouncer.find()
    if program is None or os.geteuid() != 0:
        pytest.skip("pgbouncer is not installed, or cannot be started as another user")
    with pgbouncer.pooler(program, postgresql_url) as url:
        yield url


@pytest.mark.parametrize("hint", ["", "?pgbouncer=true"])
async def test_behind_pgbouncer_every_start_works(pooled_url: str, hint: str) -> None:
    for start in range(3):
        store = open_store(pooled_url + hint, SECRET)
        await store.upgrade()
        for turn in range(3):
            await asyncio.gather(*(write(store, f"{start} {turn} {number}") for number in range(20)))
        async with store.reading() as tx:
            assert await tx.facts.get(BOT_LINK, f"{start} 2 19") == f"{start} 2 19"
        assert await say(store, "SHOW jit") == "off"
        if start:
            # Two at once, as while one process takes over from another.
            other = open_store(pooled_url, SECRET)
            await asyncio.gather(*(write(one, f"{start} {number}") for number in range(20) for one in (store, other)))
            await other.close()
        await store.close()


def certificate(folder: Path) -> Path:
    """A certificate for localhost, as a server of the tests shows it and its clients trust it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return folder


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A server of this module's own that speaks TLS, and the certificate that it shows."""
    found = postgres.find()
    if found is None or found.url:
        pytest.skip("there is no PostgreSQL that this test may set up")
    files = certificate(tmp_path_factory.mktemp("tls"))
    with postgres.server(found) as url:
        folder = Path(str(postgres.elsewhere(_ask(url, "SHOW unix_socket_directories"))))
        for name in ("cert.pem", "key.pem"):
            (folder / name).write_bytes((files / name).read_bytes())
            (folder / name).chmod(0o600)
            if os.geteuid() == 0:
                owner = pwd.getpwnam(folder.owner())
                os.chown(folder / name, owner.pw_uid, owner.pw_gid)
        for statement in (
            f"ALTER SYSTEM SET ssl_cert_file = '{folder}/cert.pem'",
            f"ALTER SYSTEM SET ssl_key_file = '{folder}/key.pem'", "ALTER SYSTEM SET ssl = on",
            "SELECT pg_reload_conf()",
        ):  # fmt: skip
            postgres.elsewhere(postgres.run(url, statement))
        yield url, files / "cert.pem"


async def _ask(url: str, sql: str) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()


TLS = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"


@pytest.mark.parametrize(
    ("form", "sql", "expected"),
    [
        ("postgres://nolike:PASSWORD@127.0.0.1:PORT/postgres", "SELECT 1", 1),
        ("postgresql+asyncpg://nolike:PASSWORD@127.0.0.1:PORT/postgres", "SELECT 1", 1),
        ("postgresql://127.0.0.1:PORT/postgres?user=nolike&password=PASSWORD", "SELECT 1", 1),
        ("postgresql://nolike:PASSWORD@127.0.0.1:PORT/postgres?sslmode=disable", TLS, False),
        ("postgresql://nolike:PASSWORD@127.0.0.1:PORT/postgres?sslmode=require", TLS, True),
        ("postgresql://nolike:PASSWORD@localhost:PORT/postgres?sslmode=verify-full&sslrootcert=CERT", TLS, True),
        ("postgresql://nolike:PASSWORD@127.0.0.1:PORT/postgres?sslmode=verify-ca&sslrootcert=CERT", TLS, True),
        ("postgresql://nolike:PASSWORD@127.0.0.1:PORT/postgres?connect_timeout=10", "SELECT 1", 1),
        (
            "postgresql://nolike:PASSWORD@127.0.0.1:PORT/postgres?options=-c%20lock_timeout%3D7s",
            "SHOW lock_timeout", "7s",
        ),
        (
            "postgresql://nolike:PASSWORD@127.0.0.1:PORT/postgres?application_name=campaign&channel_binding=prefer",
            "SHOW application_name", "campaign",
        ),
        ("postgresql://nolike:PASSWORD@FOLDER:PORT/postgres", "SELECT inet_client_addr() IS NULL", True),
        ("postgresql://nolike:PASSWORD@/postgres?host=FOLDER&port=PORT", "SELECT inet_client_addr() IS NULL", True),
        ("postgresql://nolike:PASSWORD@127.0.0.1:1,127.0.0.1:PORT/postgres", "SELECT 1", 1),
    ],
)  # fmt: skip
async def test_every_form_of_an_address_reaches_a_real_server(
    own_server: tuple[str, Path], form: str, sql: str, expected: object
) -> None:
    url, cert = own_server
    folder = str(await _ask(url, "SHOW unix_socket_directories")).replace("/", "%2F")
    for word, value in (
        ("PASSWORD", postgres.PASSWORD), ("PORT", str(port_of(url))), ("CERT", str(cert)), ("FOLDER", folder),
    ):  # fmt: skip
        form = form.replace(word, value)
    store = open_store(form, SECRET)
    assert await say(store, sql) == expected
    await store.close()


async def test_a_server_that_shows_another_certificate_is_refused(own_server: tuple[str, Path], tmp_path: Path) -> None:
    url, _ = own_server
    other = certificate(tmp_path) / "cert.pem"
    address = url.replace("127.0.0.1", "localhost") + f"?sslmode=verify-full&sslrootcert={other}"
    for form in (address, address.replace(str(other), "system")):
        store = open_store(form, SECRET)
        with pytest.raises(StorageError, match=r"cannot be reached: .*certificate") as told:
            await say(store, "SELECT 1")
        assert not isinstance(told.value, UnreachableError)
        await store.close()


async def test_of_several_servers_a_read_only_one_is_passed_over(own_server: tuple[str, Path]) -> None:
    url, _ = own_server
    found = postgres.find()
    assert found is not None
    with postgres.server(found) as standby:
        await postgres.run(standby, "ALTER SYSTEM SET default_transaction_read_only = on")
        await postgres.run(standby, "SELECT pg_reload_conf()")
        both = url.replace("@127.0.0.1", f"@127.0.0.1:{port_of(standby)},127.0.0.1")
        store = open_store(both, SECRET)
        for _ in range(4):
            assert await say(store, "SELECT inet_server_port()") == port_of(url)
        await store.close()
