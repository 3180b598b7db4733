from pathlib import Path

import pytest

from storage.engine import address
from storage.engine.address import describe, libpq_environment, parse, servers

FORMS = "sqlite:///file.db or postgresql://user:password@host/name"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://user:sword@fish@host/name",
        "postgresql://user:sword/fish@host/name",
        "postgresql://user:sword?fish=1@host/name",
        "postgresql://user:sword#fish@host/name",
        "postgresql://user:swordfish@host/na@me",
    ],
)
def test_an_unencoded_character_is_reported_without_any_part_of_the_password(url: str) -> None:
    with pytest.raises(ValueError, match="DATABASE_URL") as told:
        parse(url)
    assert str(told.value) == (
        "DATABASE_URL has a sign in its user or password that must be encoded: @ as %40, / as %2F, ? as %3F, # as %23."
    )


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("postgresql://user:swordfish@host:54a/name", f"DATABASE_URL cannot be read; it should be {FORMS}."),
        ("postgresql://user:swordfish@[::1/name", f"DATABASE_URL cannot be read; it should be {FORMS}."),
        ("postgresql://user:swordfish@a,b/name?port=1,2,3", f"DATABASE_URL cannot be read; it should be {FORMS}."),
        ("swordfish://", f"DATABASE_URL begins with swordfish:, and only {FORMS} can be used."),
        ("sword fish://", f"DATABASE_URL cannot be read; it should be {FORMS}."),
        ("postgresql://user:sword%00fish@host/name", f"DATABASE_URL cannot be read; it should be {FORMS}."),
        ("sqlite:///swordfish%00.db", f"DATABASE_URL cannot be read; it should be {FORMS}."),
        ("postgresql://user:swordfish@host:99999/name", "DATABASE_URL has a port that is not from 1 to 65535."),
        ("postgresql://user:swordfish@a,b/name?port=5432,0", "DATABASE_URL has a port that is not from 1 to 65535."),
        *(
            (
                f"postgresql://user:swordfish@{host}/name",
                "DATABASE_URL names a host that cannot exist: each part between its dots has 1 to 63 signs.",
            )
            for host in ("db..example", "a," + "h" * 64)
        ),
        (
            "postgresql://host/name?user=user&password=sword&fish",
            "DATABASE_URL has a parameter that is not known; an & in a password must be encoded as %26.",
        ),
        (
            "postgresql://user:swordfish@host/name?sslmode=verify-full&sslrootcert=/nowhere/ca.pem",
            "DATABASE_URL has a sslrootcert that is no file: /nowhere/ca.pem.",
        ),
        (
            "postgresql://user:swordfish@host/name?sslcert=/nowhere/me.pem",
            "DATABASE_URL has a sslcert that is no file: /nowhere/me.pem.",
        ),
        (
            "postgresql://user:swordfish@host/name?connect_timeout=soon",
            "DATABASE_URL has a connect_timeout that is not a number of seconds.",
        ),
        (
            "postgresql://user:swordfish@host/name?sslmode=on",
            "DATABASE_URL has a sslmode that is none of allow, disable, prefer, require, verify-ca, verify-full.",
        ),
    ],
)
def test_an_invalid_address_is_reported_in_one_sentence(url: str, sentence: str) -> None:
    with pytest.raises(ValueError, match="DATABASE_URL") as told:
        parse(url)
    assert str(told.value) == sentence


@pytest.mark.parametrize(
    ("url", "where"),
    [
        ("postgres://u:p@host/name", "host:5432"),
        ("postgresql+asyncpg://u:p@host:1/name", "host:1"),
        ("postgresql://u:p@[::1]:5/name", "::1:5"),
        ("postgresql://u:p@a:1,b:2,c/name", "a:1, b:2, c:5432"),
        ("postgresql://u:p@a,b/name?port=6", "a:6, b:6"),
        ("postgresql:///name?host=a,b&port=1,2", "a:1, b:2"),
        ("postgresql://u:p@host:/name", "host:5432"),
        ("postgresql://u@/name?host=%40nolike", "@nolike:5432"),
        ("postgresql://u@%2Frun%2Fpostgresql/name", "/run/postgresql:5432"),
        ("postgresql://u@/name?host=/run/postgresql&port=7", "/run/postgresql:7"),
        ("postgresql://u:p@/name?host=/cloudsql/project:region:one", "/cloudsql/project:region:one:5432"),
        ("postgresql+pg8000://u:p@/name?unix_sock=/cloudsql/p:r:one/.s.PGSQL.5433", "/cloudsql/p:r:one:5433"),
        ("postgresql+pg8000://u:p@/name?unix_sock=/cloudsql/p:r:one", "/cloudsql/p:r:one:5432"),
    ],
)
def test_every_form_names_its_servers(url: str, where: str) -> None:
    assert describe(parse(url)) == f"PostgreSQL database name at {where}"


def test_of_several_servers_the_primary_is_chosen() -> None:
    assert parse("postgresql://u@a,b/name").query["target_session_attrs"] == "read-write"
    assert parse("postgresql://u@a,b/name?target_session_attrs=any").query["target_session_attrs"] == "any"
    assert "target_session_attrs" not in parse("postgresql://u@a/name").query


def test_the_programs_of_postgresql_get_the_same_address() -> None:
    url = parse("postgresql://u%40x:p%2Fq@a:1,b:2/name?sslmode=require&options=-c%20x%3Dy&application_name=z")
    assert libpq_environment(url) == {
        "PGHOST": "a,b", "PGPORT": "1,2", "PGUSER": "u@x", "PGPASSWORD": "p/q", "PGDATABASE": "name",
        "PGSSLMODE": "require", "PGTARGETSESSIONATTRS": "read-write", "PGOPTIONS": "-c x=y",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("url", "sslmode"),
    [
        ("psql 'postgresql://u:p@host/name?sslmode=require&channel_binding=require'", "require"),
        ("psql postgresql://u:p@host/name", None),
        ("postgresql+psycopg2://u:p@host/name", None),
        ("postgresql+psycopg://u:p@host/name?connection_limit=1&pool_timeout=10", None),
        ("postgres://u:p@host/name?ssl=true", "require"),
        ("postgres://u:p@host/name?sslmode=no-verify&uselibpqcompat=true", "require"),
        ("postgres://u:p@host/name?ssl=0", "disable"),
        (" postgresql://u:p@host/name?schema=public\n", None),
        ('"postgresql://u:p@host/name?sslmode=require"', "require"),
        ("'postgres://u:p@host/name'", None),
    ],
)
def test_addresses_printed_for_other_clients_are_understood(url: str, sslmode: str | None) -> None:
    parsed = parse(url)
    assert describe(parsed) == "PostgreSQL database name at host:5432"
    assert parsed.query.get("sslmode") == sslmode
    assert parsed.query.keys() <= {"host", "port", "sslmode"}


@pytest.mark.parametrize("url", ["psql -h host -U swordfish", "jdbc:postgresql://host/name?password=swordfish"])
def test_what_is_no_address_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(ValueError, match="cannot be read") as caught:
        parse(url)
    assert "swordfish" not in str(caught.value)


@pytest.mark.parametrize("url", ["sqlite:////data/my file.db", '"sqlite:////data/nolike.db"', " sqlite:///x.db"])
def test_quotes_that_docker_leaves_around_the_address_of_a_file_are_no_part_of_it(url: str) -> None:
    assert parse(url).database == url.strip(' "').removeprefix("sqlite:///")


def test_without_a_host_the_server_of_this_machine_is_asked_by_its_socket_where_it_has_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder, local in ((tmp_path, str(tmp_path)), (tmp_path / "nowhere", "localhost")):
        monkeypatch.setattr(address, "SOCKETS", folder)
        for url, host in (
            ("postgresql:///name", local),
            ("postgresql://ann@:5433/name", local),
            ("postgresql://localhost:5433/name", "localhost"),
            ("postgresql:///name?host=db.example&port=5433", "db.example"),
        ):
            assert [one for one, _ in servers(parse(url))] == [host]
            assert libpq_environment(parse(url))["PGHOST"] == host
