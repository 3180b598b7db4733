"""The settings: the only part that reads the environment and .env."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import AfterValidator, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.config.forms import Networks, Numbers, ProxyAddress, Server, Webhook, page, server
from bot.config.places import ConfigError, home, locate, old_secret_path, secret_path
from bot.config.stored import own_secret, own_text, secret_file, values
from bot.proxies import WaysOut, read

SHORTEST_SECRET = 32

LEAST_READINGS_DAYS = 60
"""Days for which every reading is kept at least, where old ones are thinned."""


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
    telegram_api_url: Server = "https://api.telegram.org"
    telegram_webhook: Webhook = ""
    telegram_messages_per_second: Annotated[float, Field(gt=0, le=1000)] = 29.5
    discord_bot_token: SecretStr = SecretStr("")
    discord_api_url: Server = "https://discord.com/api/v10"
    discord_shard_count: Annotated[int, Field(ge=0, le=100_000)] = 0
    discord_shard_ids: Numbers = ""
    https_proxy: ProxyAddress = SecretStr("")
    no_proxy: str = "localhost,127.0.0.0/8,::1"
    telegram_proxy: ProxyAddress = SecretStr("")
    discord_proxy: ProxyAddress = SecretStr("")
    sources_proxy: ProxyAddress = SecretStr("")
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
    web_trusted_proxies: Networks = "127.0.0.1,::1"
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

    @field_validator("log_level", "log_format", "desk", mode="before")
    @classmethod
    def _small_letters(cls, word: str) -> str:
        return word.lower()

    @model_validator(mode="after")
    def _known_addresses(self) -> Self:
        # A wrong address stops the page, not the bot: see `bot.page`.
        for name in ("web_public_url", "desk_public_url"):
            known = page(getattr(self, name))
            self._wrong_addresses += () if known is not None else (name.upper(),)
            setattr(self, name, known or "")
        return self

    @property
    def wrong_addresses(self) -> tuple[str, ...]:
        """The settings whose address of the page cannot be used."""
        return self._wrong_addresses

    @property
    def ports(self) -> dict[str, int]:
        """Where the page, the metrics and the desk are served, by setting; 0 for what is off or has no own port."""
        desk = self.desk_port if self.desk == "on" else 0
        return {"WEB_PORT": self.web_port, "METRICS_PORT": self.metrics_port, "DESK_PORT": desk}

    @property
    def ways_out(self) -> WaysOut:
        """The proxies, and what goes out without one."""
        own = {"telegram": self.telegram_proxy, "discord": self.discord_proxy, "sources": self.sources_proxy}
        told = {way: address.get_secret_value() for way, address in own.items()}
        servers = {"telegram": self.telegram_api_url, "discord": self.discord_api_url}
        return read(self.https_proxy.get_secret_value(), told, self.no_proxy, servers)

    def secret(self) -> str:
        """SECRET_KEY; ConfigError where it is missing or too short."""
        key = self.secret_key.get_secret_value()
        if len(key) < SHORTEST_SECRET:
            what = "is missing" if not key else f"has {len(key)} characters"
            raise ConfigError(f"SECRET_KEY {what}: it must have {SHORTEST_SECRET} or more; `nolike secret` makes one.")
        return key


def load(
    env_file: Path = Path(".env"), environment: Mapping[str, str] | None = None,
    *, without: frozenset[str] = frozenset(),
) -> Settings:  # fmt: skip
    """Load the settings from the environment, then from `env_file`. Raises ConfigError naming the wrong setting.

    The settings named in `without` keep their defaults.
    """
    found: dict[str, Any] = {
        **values((name for name in Settings.model_fields if name.upper() not in without), env_file, environment)
    }
    file = secret_file(env_file, environment)
    if file is not None and "secret_key_old" not in found and old_secret_path(file).is_file():
        found["secret_key_old"] = own_secret(old_secret_path(file))
    try:
        return Settings(**found)
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
    """The settings that sources declare, by name; `defaults` where nothing is set.

    Raises ConfigError for a wrong address, and for a value that no request could carry.
    """
    found = values(defaults, env_file, environment)
    for name, default in defaults.items():
        if "://" in default:
            _refuse_other_than_server(name, found.get(name.lower(), default))
        elif not found.get(name.lower(), "").isascii():
            raise ConfigError(
                f"{name} holds letters or signs that cannot stand in it: copy it once more from where you got it."
            )
    return {name: found.get(name.lower()) or default for name, default in defaults.items()}


def _refuse_other_than_server(name: str, url: str) -> None:
    try:
        server(url)
    except ValueError as wrong:
        raise ConfigError(f"{name} is wrong: {wrong}. See .env.example.") from None


def tongue(languages: Sequence[str], environment: Mapping[str, str] | None = None) -> str:
    """The operator's language, from LC_ALL, LC_MESSAGES or LANG; English if the bot does not speak it."""
    found = os.environ if environment is None else environment
    spoken = next((found[name][:2] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if found.get(name)), "")
    return spoken if spoken in languages else "en"


__all__ = [
    "LEAST_READINGS_DAYS",
    "SHORTEST_SECRET",
    "ConfigError",
    "Settings",
    "home",
    "load",
    "locate",
    "old_secret_path",
    "own_secret",
    "own_text",
    "secret_file",
    "secret_path",
    "source_settings",
    "tongue",
]
