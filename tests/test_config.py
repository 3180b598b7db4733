import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.config import ConfigError, Settings, load, source_settings, tongue
from bot.sources import SOURCES

ROOT = Path(__file__).parent.parent
KEY = "k" * 32
OWN = {setting.name: setting for source in SOURCES.values() for setting in source.settings}


def read(folder: Path, environment: Mapping[str, str] | None = None, dotenv: str = "") -> Settings:
    file = folder / ".env"
    file.write_text(dotenv, encoding="utf-8")
    return load(file, environment or {})


def example() -> dict[str, str]:
    """The settings of `.env.example`, with the values they have there."""
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_every_setting_has_its_line_with_its_default_in_the_example() -> None:
    fields = {name.upper(): field.default for name, field in Settings.model_fields.items()}
    assert set(example()) == {*fields, *OWN}
    assert load(ROOT / ".env.example", {}) == Settings()
    assert source_settings({name: own.default for name, own in OWN.items()}, ROOT / ".env.example", {}) == {
        name: own.default for name, own in OWN.items()
    }


def test_every_setting_of_the_example_is_described_above_its_line() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    for block in re.split(r"\n\s*\n", text.strip()):
        assert block.startswith("# "), block
        assert sum(not line.startswith("#") for line in block.splitlines()) <= 2, block


def test_the_environment_goes_before_the_file_and_the_file_before_the_default(tmp_path: Path) -> None:
    dotenv = "LOG_LEVEL=warning\nHOLD_PERCENT=7\nWEB_PORT=\n"
    found = read(tmp_path, {"LOG_LEVEL": "DEBUG", "HOLD_TIMES": ""}, dotenv)
    assert (found.log_level, found.hold_percent, found.hold_times, found.web_port) == ("debug", 7, 10, 8080)


def test_quotes_and_space_around_a_value_are_no_part_of_it_unless_it_is_a_key(tmp_path: Path) -> None:
    # `docker run --env-file` hands both over, and a file from Windows a carriage return.
    found = read(
        tmp_path,
        {
            "DATABASE_URL": ' "postgresql://u@h/d"', "WEB_PORT": "'8081'", "TELEGRAM_BOT_TOKEN": '"42:x"\r',
            "LOG_LEVEL": "debug\r", "SECRET_KEY": f'"{KEY}"',
        },
    )  # fmt: skip
    assert (found.database_url, found.web_port, found.log_level) == ("postgresql://u@h/d", 8081, "debug")
    assert found.telegram_bot_token.get_secret_value() == "42:x"
    assert found.secret_key.get_secret_value() == f'"{KEY}"'


def test_a_setting_can_stand_in_a_file_of_its_own(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(f"{KEY}\n", encoding="utf-8")
    assert read(tmp_path, {"SECRET_KEY_FILE": str(secret)}).secret() == KEY
    assert read(tmp_path, {}, f"SECRET_KEY_FILE={secret}\n").secret() == KEY
    assert read(tmp_path, {"SECRET_KEY_FILE": str(secret)}, f"SECRET_KEY={'x' * 32}\n").secret() == KEY
    assert read(tmp_path, {"SECRET_KEY": "y" * 32, "SECRET_KEY_FILE": "/nowhere"}).secret() == "y" * 32


def test_a_source_takes_its_settings_in_the_same_ways(tmp_path: Path) -> None:
    token = tmp_path / "token"
    token.write_text("from-a-file", encoding="utf-8")
    defaults = {"FACEBOOK_ACCESS_TOKEN": "", "BLUESKY_API_URL": "https://public.api.bsky.app"}
    found = source_settings(defaults, tmp_path / "none", {"FACEBOOK_ACCESS_TOKEN_FILE": str(token)})
    assert found == {**defaults, "FACEBOOK_ACCESS_TOKEN": "from-a-file"}


@pytest.mark.parametrize("content", [None, b"\xff\xfe\xff"])
def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "secret"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ConfigError, match=r"^SECRET_KEY_FILE names \S+secret, which cannot be read: .*\.$"):
        read(tmp_path, {"SECRET_KEY_FILE": str(file)})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WEB_PORT", "abc"), ("WEB_PORT", "65536"), ("WEB_PORT", "-1"), ("READ_EVERY_MINUTES", "0"),
        ("READ_AFTER_END_DAYS", "1.5"), ("HOLD_PERCENT", "0"), ("HOLD_TIMES", "nan"), ("LOG_LEVEL", "loud"),
        ("TELEGRAM_MESSAGES_PER_SECOND", "0"), ("TELEGRAM_MESSAGES_PER_SECOND", "many"),
        ("KEEP_READINGS_DAYS", "59"), ("KEEP_READINGS_DAYS", "-1"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_one_sentence_that_names_the_setting(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=rf"^{name} is wrong: [^\n]+\. See \.env\.example\.$") as wrong:
        read(tmp_path, {name: value})
    assert wrong.value.__cause__ is None


@pytest.mark.parametrize(
    "name", [name for name, one in Settings.model_fields.items() if one.annotation not in {str, SecretStr}]
)
def test_every_setting_that_is_no_text_says_what_would_be_right(tmp_path: Path, name: str) -> None:
    right = r"must be (a (whole )?number, .+, such as [\d.]+|\w+ or \w+( or \w+)*)"
    with pytest.raises(ConfigError, match=rf"^{name.upper()} is wrong: {right}\. See \.env\.example\.$"):
        read(tmp_path, {name.upper(): "1.5 days"})


@pytest.mark.parametrize(("key", "why"), [("", "is missing"), ("short-secret", "has 12 characters")])
def test_a_secret_that_is_missing_or_short_is_refused_without_being_told(tmp_path: Path, key: str, why: str) -> None:
    with pytest.raises(ConfigError) as wrong:
        read(tmp_path, {"SECRET_KEY": key}).secret()
    assert why in str(wrong.value)
    assert "short-secret" not in str(wrong.value)


def test_secrets_are_hidden_in_a_repr(tmp_path: Path) -> None:
    found = read(tmp_path, {"SECRET_KEY": KEY, "TELEGRAM_BOT_TOKEN": "42:token"})
    assert KEY not in repr(found)
    assert "42:token" not in repr(found)
    assert found.telegram_bot_token.get_secret_value() == "42:token"


def test_the_environment_reaches_nothing_but_load(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WEB_PORT", "abc")
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    assert Settings().web_port == 8080
    assert tongue(("ar", "en", "fr")) == "fr"
    with pytest.raises(ConfigError, match="WEB_PORT"):
        load(tmp_path / "none")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "ar_MA", "LC_MESSAGES": "en_GB"}, "en"),
        ({"LANG": "fr", "LC_ALL": "ar"}, "ar"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE"}, "en"),
        ({}, "en"),
    ],
)
def test_the_server_is_spoken_to_in_its_own_language(environment: Mapping[str, str], language: str) -> None:
    assert tongue(("ar", "en", "fr"), environment) == language


def test_the_pages_address_may_stand_in_brackets_as_in_an_address_of_the_web() -> None:
    assert load(Path("nowhere"), {"WEB_HOST": "[::1]"}).web_host == "::1"
