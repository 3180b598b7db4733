"""The settings: the only module that reads the environment and .env."""

import hashlib
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal, Self, get_args

from dotenv import dotenv_values
from platformdirs import user_config_path, user_data_path
from pydantic import AfterValidator, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.proxies import DIRECT, WaysOut, parse, read

SHORTEST_SECRET = 32
_RELATIVE = re.compile(r"sqlite:///(?!/|:memory:)(.+)")

LEAST_READINGS_DAYS = 60
"""Days for which every reading is kept at least, where old ones are thinned."""


class ConfigError(Exception):
    """The settings are wrong; the message is one sentence for the operator."""


_AS_THEY_ARE = frozenset({"SECRET_KEY", "SECRET_KEY_OLD", "BACKUP_PASSPHRASE"})
"""Settings of which every sign counts: another one would not open what was closed with them."""


class Settings(BaseSettings):
    """All settings except those that a source declares itself. Each is described in `.env.example`."""

    model_config = SettingsConfigDict(extra="ignore")

    database_url: str = "sqlite:///nolike.db"
    database_new: bool = True
    database_pool_size: Annotated[int, Field(ge=1, le=100)] = 5
    database_timeout_seconds: Annotated[float, Field(ge=1, le=600)] = 10
    secret_key: SecretStr = SecretStr("")
    secret_key_old: SecretStr = SecretStr("")
    telegram_bot_token: SecretStr = SecretStr("")
    telegram_api_url: str = "https://api.telegram.org"
    telegram_webhook: str = ""
    telegram_messages_per_second: Annotated[float, Field(gt=0, le=1000)] = 29.5
    discord_bot_token: SecretStr = SecretStr("")
    discord_api_url: str = "https://discord.com/api/v10"
    discord_shard_count: Annotated[int, Field(ge=0, le=100_000)] = 0
    discord_shard_ids: str = ""
    https_proxy: SecretStr = SecretStr("")
    no_proxy: str = "localhost,127.0.0.0/8,::1"
    telegram_proxy: SecretStr = SecretStr("")
    discord_proxy: SecretStr = SecretStr("")
    sources_proxy: SecretStr = SecretStr("")
    read_every_minutes: Annotated[float, Field(ge=1, le=24 * 60)] = 10
    read_after_end_days: Annotated[int, Field(ge=0, le=365)] = 7
    keep_updates_days: Annotated[int, Field(ge=1, le=3650)] = 14
    keep_calls_days: Annotated[int, Field(ge=1, le=3650)] = 90
    keep_readings_days: Annotated[int, Field(ge=0, le=36500)] = 365
    fault_hours: Annotated[float, Field(gt=0, le=24 * 30)] = 6
    remind_hours: Annotated[float, Field(ge=1, le=24 * 30)] = 24
    hold_percent: Annotated[float, Field(gt=0, le=100)] = 5
    hold_times: Annotated[float, Field(gt=0, le=1000)] = 10
    pledge_most_more: Annotated[int, Field(ge=0, le=1000)] = 20
    pledge_burst: Annotated[int, Field(ge=1)] = 300
    checkin_hours: Annotated[int, Field(ge=1, le=24 * 14)] = 48
    backup_passphrase: SecretStr = SecretStr("")
    backup_recipient: str = ""
    backup_identity: SecretStr = SecretStr("")
    replica_days: Annotated[int, Field(ge=0, le=7)] = 0
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["logfmt", "json"] = "logfmt"
    web_host: Annotated[str, AfterValidator(lambda host: host.strip("[]"))] = "127.0.0.1"
    web_port: Annotated[int, Field(ge=0, le=65535)] = 8080
    web_public_url: str = ""
    web_max_viewers: Annotated[int, Field(ge=1)] = 5000
    web_trusted_proxies: str = "127.0.0.1,::1"
    desk: Literal["on", "off"] = "on"
    desk_port: Annotated[int, Field(ge=0, le=65535)] = 0
    desk_public_url: str = ""
    metrics_port: Annotated[int, Field(ge=0, le=65535)] = 0
    _wrong_addresses: tuple[str, ...] = ()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the library's signature
        init_settings: PydanticBaseSettingsSource,
        *_: PydanticBaseSettingsSource,
        **__: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Use only the values that `load` found, so that the operator's settings cannot reach the demo."""
        return (init_settings,)

    @field_validator("keep_readings_days")
    @classmethod
    def _all_or_months(cls, days: int) -> int:
        if 0 < days < LEAST_READINGS_DAYS:
            message = f"must be 0 (never) or at least {LEAST_READINGS_DAYS}: verdicts and goals look back four weeks"
            raise ValueError(message)
        return days

    @field_validator("discord_shard_ids")
    @classmethod
    def _numbers(cls, ids: str) -> str:
        if ids and not all(part.strip().isdecimal() for part in ids.split(",")):
            message = "must be numbers with commas between them, such as 0,1"
            raise ValueError(message)
        return ids

    @model_validator(mode="after")
    def _shards_fit(self) -> Self:
        if self.shards and max(self.shards) >= self.discord_shard_count:
            message = "it needs DISCORD_SHARD_COUNT, and its numbers go from 0 to one below that"
            raise ValueError(message)
        return self

    @property
    def shards(self) -> tuple[int, ...]:
        """The Discord shards of this process; an empty tuple means all."""
        return tuple(int(part) for part in self.discord_shard_ids.split(",") if part)

    @field_validator("https_proxy", "telegram_proxy", "discord_proxy", "sources_proxy")
    @classmethod
    def _known_proxy(cls, address: SecretStr) -> SecretStr:
        if (value := address.get_secret_value()) and value != DIRECT:
            parse(value)
        return address

    @field_validator("log_level", "log_format", "desk", mode="before")
    @classmethod
    def _small_letters(cls, word: str) -> str:
        return word.lower()

    @model_validator(mode="after")
    def _known_addresses(self) -> Self:
        # The links of the page begin at its host's root. A wrong address stops the page, not the bot: see `bot.page`.
        for name in ("web_public_url", "desk_public_url"):
            known = re.fullmatch(r"(?:(?i:https?)://[^\s/?#]+/*)?", getattr(self, name))
            self._wrong_addresses += () if known else (name.upper(),)
            setattr(self, name, known[0].rstrip("/") if known else "")
        return self

    @field_validator("telegram_webhook")
    @classmethod
    def _known_webhook(cls, url: str) -> str:
        if url and not re.fullmatch(r"https://[^\s/?#:]+(?::(?:443|80|88|8443))?/[^\s?#]+", url):
            message = "must be an https address with a path, such as https://likes.example.org/telegram"
            raise ValueError(message)
        return url

    @field_validator("web_trusted_proxies")
    @classmethod
    def _known_networks(cls, networks: str) -> str:
        try:
            return ",".join(str(ip_network(part.strip(), strict=False)) for part in networks.split(",") if part.strip())
        except ValueError:
            message = "must be addresses or networks with commas between them, such as 127.0.0.1,10.0.0.0/8"
            raise ValueError(message) from None

    @property
    def wrong_addresses(self) -> tuple[str, ...]:
        """The settings whose address of the page cannot be used."""
        return self._wrong_addresses

    @property
    def ways_out(self) -> WaysOut:
        """The proxies, and what goes out without one."""
        own = {"telegram": self.telegram_proxy, "discord": self.discord_proxy, "sources": self.sources_proxy}
        told = {way: address.get_secret_value() for way, address in own.items()}
        return read(self.https_proxy.get_secret_value(), told, self.no_proxy)

    def secret(self) -> str:
        """SECRET_KEY; ConfigError where it is missing or too short."""
        key = self.secret_key.get_secret_value()
        if len(key) < SHORTEST_SECRET:
            what = "is missing" if not key else f"has {len(key)} characters"
            raise ConfigError(f"SECRET_KEY {what}: it must have {SHORTEST_SECRET} or more; `nolike secret` makes one.")
        return key


def home(environment: Mapping[str, str] | None = None) -> Path:
    """The folder of the database and of .env: NOLIKE_HOME, else the working folder if in use, else the user's data.

    The working folder is in use where it has a `.env` or a `nolike.db`.
    """
    if named := (os.environ if environment is None else environment).get("NOLIKE_HOME"):
        return Path(named).expanduser().absolute()
    here = Path.cwd()
    return here if any((here / name).exists() for name in (".env", "nolike.db")) else user_data_path("nolike")


def locate(database_url: str, folder: Path) -> str:
    """The address of the database, with a relative SQLite file taken as one in `folder`."""
    relative = _RELATIVE.fullmatch(database_url)
    return f"sqlite:///{folder / relative[1]}" if relative else database_url


def secret_path(folder: Path) -> Path:
    """Where the SECRET_KEY of this home is kept unless a setting says otherwise: never in the home itself.

    A copy of the home, and a backup of it, then holds no key.
    """
    name = "" if folder == user_data_path("nolike") else "-" + hashlib.sha256(str(folder).encode()).hexdigest()[:8]
    return user_config_path("nolike") / f"secret-key{name}"


def secret_file(env_file: Path, environment: Mapping[str, str] | None = None) -> Path | None:
    """The file that SECRET_KEY_FILE names, which may not be there yet; None if it is not set."""
    stored = dotenv_values(env_file) if env_file.is_file() else {}
    for place in (os.environ if environment is None else environment, stored):
        if place.get("SECRET_KEY"):
            return None
        if named := place.get("SECRET_KEY_FILE"):
            return Path(named)
    return None


def old_secret_path(file: Path) -> Path:
    """Where `nolike rekey` puts the key that was in `file` before."""
    return file.with_name(f"{file.name}.old")


def load(
    env_file: Path = Path(".env"), environment: Mapping[str, str] | None = None,
    *, without: frozenset[str] = frozenset(),
) -> Settings:  # fmt: skip
    """Load the settings from the environment, then from `env_file`. Raises ConfigError naming the wrong setting.

    The settings named in `without` keep their defaults.
    """
    values = _values((name for name in Settings.model_fields if name.upper() not in without), env_file, environment)
    file = secret_file(env_file, environment)
    if file is not None and "secret_key_old" not in values and old_secret_path(file).is_file():
        values["secret_key_old"] = old_secret_path(file).read_text(encoding="utf-8").strip()
    try:
        return Settings(**values)
    except ValidationError as wrong:
        first = wrong.errors(include_input=False, include_url=False)[0]
        name = str(first["loc"][0]).upper() if first["loc"] else "DISCORD_SHARD_IDS"
        ours = first["type"] == "value_error"
        why = first["msg"].removeprefix("Value error, ") if ours else _right_form(name.lower())
        raise ConfigError(f"{name} is wrong: {why}. See .env.example.") from None


def _right_form(name: str) -> str:
    """What a setting must be, from its own type, bounds and default: the library's words are for programmers."""
    field = Settings.model_fields[name]
    if choices := get_args(field.annotation):
        return f"must be {' or '.join(choices)}"
    if field.annotation is bool:
        return "must be true or false"
    kind = "a whole number" if field.annotation is int else "a number"
    words = {"gt": "above", "ge": "at least", "le": "at most"}
    bounds = [f"{words[sign]} {getattr(one, sign):g}" for one in field.metadata for sign in words if hasattr(one, sign)]
    return f"must be {kind}, {' and '.join(bounds)}, such as {field.default:g}"


def source_settings(
    defaults: Mapping[str, str], env_file: Path = Path(".env"), environment: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The settings that sources declare, by name; `defaults` where nothing is set."""
    found = _values(defaults, env_file, environment)
    return {name: found.get(name.lower()) or default for name, default in defaults.items()}


def tongue(languages: Sequence[str], environment: Mapping[str, str] | None = None) -> str:
    """The operator's language, from LC_ALL, LC_MESSAGES or LANG; English if the bot does not speak it."""
    found = os.environ if environment is None else environment
    spoken = next((found[name][:2] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if found.get(name)), "")
    return spoken if spoken in languages else "en"


def _values(names: Iterable[str], env_file: Path, environment: Mapping[str, str] | None) -> dict[str, Any]:
    """Each named setting that is set: NAME itself, or the content of the file that NAME_FILE names; before .env's."""
    stored = dotenv_values(env_file) if env_file.is_file() else {}
    places = (os.environ if environment is None else environment, stored)
    found = {name.lower(): next(filter(None, (_value(name.upper(), one) for one in places)), "") for name in names}
    return {name: value for name, value in found.items() if value}


def _bare(value: str) -> str:
    """The value without the quotes around it and the space behind it, which `docker run --env-file` leaves there."""
    value = value.strip()
    return value[1:-1].strip() if value[:1] in {"'", '"'} and value[:1] == value[1:][-1:] else value


def _value(name: str, place: Mapping[str, str | None]) -> str | None:
    value, file = place.get(name) or "", _bare(place.get(f"{name}_FILE") or "")
    if name not in _AS_THEY_ARE:
        value = _bare(value)
    if value or not file:
        return value
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as trouble:
        reason = getattr(trouble, "strerror", None) or "it is no text"
        raise ConfigError(f"{name}_FILE names {file}, which cannot be read: {reason}.") from None
