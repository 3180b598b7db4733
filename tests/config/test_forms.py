"""Every setting that is an address is refused in one sentence where it can be none, whatever command is typed."""

import re
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.config import Settings, load
from bot.config.forms import page
from bot.house import agent_version
from bot.sources import SOURCES
from tests.loopback import free_port
from tests.program import Program

NO_ADDRESSES = {
    "SECRET_KEY", "SECRET_KEY_OLD", "TELEGRAM_BOT_TOKEN", "DISCORD_BOT_TOKEN", "DISCORD_SHARD_IDS", "NO_PROXY",
    "BACKUP_PASSPHRASE", "BACKUP_RECIPIENT", "BACKUP_IDENTITY", "WEB_HOST", "WEB_TRUSTED_PROXIES",
}  # fmt: skip
"""The texts among the settings that are something else; a new one is tried as an address until it stands here."""

TEXTS = {name.upper() for name, one in Settings.model_fields.items() if one.annotation in {str, SecretStr}}
OF_SOURCES = {one.name for source in SOURCES.values() for one in source.settings if "://" in one.default}
OF_THE_PAGE = {name for name in TEXTS if name.endswith("_PUBLIC_URL")}
STOPPING = sorted((TEXTS | OF_SOURCES) - NO_ADDRESSES - OF_THE_PAGE)
WRONG = (
    "http://ann:swordfish@[::1", "http://ann:swordfish@x:99999", "htp://ann:swordfish@x", "http://ann:sword fish@",
    "http://sword fish.org/x", "https://swordfish..org/x", "swordfish", "https://x/?key=swordfish", "https://[swordfish]",
)  # fmt: skip
OF_A_DATABASE = (
    "postgresql://ann:swordfish@[::1/x", "postgresql://ann:swordfish@x:99999/x", "sqlite://swordfish/x",
    "postgresql://ann:swordfish@a..b/x", "postgresql:///", "sqlite://",
)  # fmt: skip


def test_the_settings_that_are_no_addresses_are_settings() -> None:
    assert NO_ADDRESSES <= TEXTS
    assert {name for name in TEXTS | OF_SOURCES if name.endswith(("_URL", "_WEBHOOK"))} <= {*STOPPING, *OF_THE_PAGE}
    ours = {one.name for source in SOURCES.values() for one in source.settings}
    assert {name for name in ours if name.endswith("_URL")} == OF_SOURCES


@pytest.mark.parametrize("name", STOPPING)
def test_an_address_that_can_be_none_is_refused_by_every_command_and_not_repeated(nolike: Program, name: str) -> None:
    for value in (*WRONG, *(OF_A_DATABASE if name == "DATABASE_URL" else ())):
        nolike.set(**{name: value})
        for words in ("check", "run", "secret", "stats", "restore none", "backup b"):
            ran = nolike(*words.split())
            assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), (value, words, ran)
            assert ran.err.startswith(name), ran
            assert "fish" not in ran.err
    assert not (nolike.folder / "nolike.db").exists()


@pytest.mark.parametrize("name", sorted(OF_THE_PAGE))
def test_an_address_that_can_be_none_of_the_page_stops_the_page_alone(nolike: Program, name: str) -> None:
    nolike.set(WEB_PORT=str(free_port()))
    nolike.loaded()
    for value in WRONG:
        nolike.set(**{name: value})
        ran = nolike("check")
        assert (ran.code, f"WRONG   {name} is wrong" in re.sub("[\u2068\u2069]", "", ran.out)) == (1, True), ran
        alone = nolike("run", "--only", "web")
        assert (alone.code, f"{name} is wrong" in re.sub("[\u2068\u2069]", "", alone.err)) == (2, True), alone
        assert "fish" not in ran.out + ran.err + alone.err
        assert nolike("stats").code == 0


def test_names_of_hosts_are_taken_in_letters_and_encoded_and_servers_are_told_the_encoded_one() -> None:
    for host in ("حملة2026.com", "xn--2026-95fx5nh.com"):
        given = {
            "TELEGRAM_WEBHOOK": f"https://{host}/tg",
            "TELEGRAM_API_URL": f"https://{host}",
            "WEB_PUBLIC_URL": f"https://{host}",
        }
        found = load(Path("none"), given)
        assert found.telegram_webhook == "https://xn--2026-95fx5nh.com/tg"
        assert found.telegram_api_url == "https://xn--2026-95fx5nh.com"
        assert found.web_public_url == f"https://{host}"
        assert agent_version(found).endswith(" (+https://xn--2026-95fx5nh.com)")


def test_the_page_is_reached_by_an_address_that_names_nobody() -> None:
    assert page("https://likes.example.org//") == "https://likes.example.org"
    assert (page(""), page("HTTP://[::1]:8080")) == ("", "HTTP://[::1]:8080")
    assert (page("https://ann:swordfish@example.org"), page("https://example.org/a")) == (None, None)
