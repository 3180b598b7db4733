"""What is set: NAME in the environment or in `.env`, or the content of the file that NAME_FILE names there."""

import os
import re
from collections.abc import Callable, Iterable, Mapping
from io import StringIO
from pathlib import Path

from dotenv import dotenv_values
from dotenv.parser import Binding, parse_stream

from bot.config.places import ConfigError, left_elsewhere, placed
from bot.files.text import HOW, NotTextError, read_secret, read_text
from bot.proxies import DIRECT, NoProxyError, parse

_AS_THEY_ARE = frozenset({"SECRET_KEY", "SECRET_KEY_OLD", "BACKUP_PASSPHRASE"})
"""Settings of which every sign counts: another one would not open what was closed with them."""

_SEVERAL_LINES = _AS_THEY_ARE | {"BACKUP_IDENTITY"}
"""Settings that may have several lines, such as the file that `age-keygen` writes."""

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")

_PROXIES = frozenset({"https_proxy", "telegram_proxy", "discord_proxy", "sources_proxy"})

_LISTS = frozenset({"NO_PROXY", "no_proxy", "WEB_TRUSTED_PROXIES", "DISCORD_SHARD_IDS"})
"""Settings of several values, with commas between them or each on a line of its own."""

_BETWEEN = re.compile(r"\s*,\s*|\s+")

_WHOLE = re.compile(
    rf"""\s*(?:export\s+)?(?P<before>['"]?)(?P<name>{"|".join(_AS_THEY_ARE)})(?P<behind>['"]?)\s*=\s*(?P<value>.*)""",
    re.DOTALL,
)


_PLAIN = re.compile(r"[\w.-]+")
_MEANT = re.compile(r"\W*(?:(?:export|set|env)\W+)?([A-Z][A-Z0-9_]+)")


def own_text(file: Path) -> str:
    """The text of a file of the operator's. Raises ConfigError where it is out of reach, or no text."""
    return _own(file, read_text)


def own_secret(file: Path) -> str:
    """The key in a file of the operator's, see `read_secret`. Raises as `own_text`."""
    return _own(file, read_secret)


def _own(file: Path, read: Callable[[Path], str]) -> str:
    try:
        return read(file)
    except NotTextError as wrong:
        raise ConfigError(f"{file}, line {wrong.line}: this is not UTF-8 text; {HOW}.") from None
    except OSError as trouble:
        raise ConfigError(f"{file} cannot be read: {trouble.strerror}.") from None


def values(names: Iterable[str], env_file: Path, environment: Mapping[str, str] | None) -> dict[str, str]:
    """Each named setting that is set, in small letters; the environment goes before `.env`, capitals before both."""
    places, folder, wanted = _places(env_file, environment), env_file.parent, [name.lower() for name in names]
    found = {name: next(filter(None, (_value(name.upper(), one, folder) for one in places)), "") for name in wanted}
    small = _in_small_letters(found, places, folder)
    return {name: value for name in wanted if (value := found[name] or small.get(name, ""))}


def _in_small_letters(
    found: Mapping[str, str], places: Iterable[Mapping[str, str | None]], folder: Path
) -> dict[str, str]:
    """`https_proxy` and the `no_proxy` beside it, which most programs read, and a machine may have for all of them.

    Neither sends anything past a proxy that is `found` in capitals, which is the bot's own. Raises ConfigError.
    """
    if found.get("https_proxy", "not asked for"):
        return {}
    place = next((one for one in places if _value("https_proxy", one, folder)), {})
    proxy = _value("https_proxy", place, folder)
    if proxy and "://" not in proxy and proxy != DIRECT:
        proxy = f"http://{proxy}"
    try:
        if proxy and proxy != DIRECT:
            parse(proxy)
    except NoProxyError as wrong:
        raise ConfigError(f"https_proxy is wrong: {wrong}. See .env.example.") from None
    alone = not any(found.get(name) for name in _PROXIES)
    return {"https_proxy": proxy, "no_proxy": _value("no_proxy", place, folder) if alone else ""}


def secret_file(env_file: Path, environment: Mapping[str, str] | None = None) -> Path | None:
    """The file that SECRET_KEY_FILE names, which may not be there yet; None if it is not set.

    Raises ConfigError where it was made at another place, so that no second key is.
    """
    for place in _places(env_file, environment):
        if place.get("SECRET_KEY"):
            return None
        if named := _bare(place.get("SECRET_KEY_FILE") or ""):
            return _named("SECRET_KEY", named, env_file.parent)
    return None


def _places(env_file: Path, environment: Mapping[str, str] | None) -> tuple[Mapping[str, str | None], ...]:
    given = os.environ if environment is None else environment
    return given, _stored(env_file, given) if env_file.is_file() else {}


def _stored(env_file: Path, given: Mapping[str, str]) -> dict[str, str | None]:
    """What `.env` sets; ConfigError for a line that cannot be read, and where a key would be read in part."""
    text = own_text(env_file)
    for line in parse_stream(StringIO(text)):
        found = _WHOLE.match(line.original.string)
        if found and not given.get(found["name"]) and (why := _in_part(found, broken=line.error)):
            raise ConfigError(f"{env_file}: {found['name']} {why}.")
        _refuse_unread(env_file, line, given)
    # `${x}` in a password or a sentence stays as it is.
    return dotenv_values(stream=StringIO(text), interpolate=False)


def _refuse_unread(env_file: Path, line: Binding, given: Mapping[str, str]) -> None:
    """Raise ConfigError for a line that sets nothing as it stands: without it the bot would go past its proxy."""
    if not line.error and (line.key is None or _PLAIN.fullmatch(line.key)):
        return
    text = line.original.string
    named = _MEANT.match(text)
    if named and given.get(named[1]):
        return
    # What stands there may be a password, and is not repeated.
    number = line.original.line + text[: len(text) - len(text.lstrip())].count("\n")
    raise ConfigError(
        f"{env_file}, line {number}: {named[1] if named else 'this'} cannot be read. A line is NAME=value, with quotes "
        "around all of the value or none, and # before a remark."
    )


def _in_part(found: re.Match[str], *, broken: bool) -> str:
    if found["before"] + found["behind"] not in {"", "''"}:
        return "is not read with that quote at its name: leave it out, or put what comes behind the = in quotes"
    if broken:
        return "has quotes that do not fit: it must end with the one it begins with, and hold no other one like it"
    if found["value"][:1] not in {"'", '"'} and re.search(r"\s#", found["value"]):
        return (
            "was read up to the space before #, where a comment begins: put all of it in quotes, or leave out the rest"
        )
    return ""


def _bare(value: str) -> str:
    """The value without the quotes around it and the space behind it, which `docker run --env-file` leaves there."""
    value = value.strip()
    return value[1:-1].strip() if value[:1] in {"'", '"'} and value[:1] == value[1:][-1:] else value


def _value(name: str, place: Mapping[str, str | None], folder: Path) -> str:
    value, file = place.get(name) or "", _bare(place.get(f"{name}_FILE") or "")
    if not _is_text(value):
        raise ConfigError(f"{name} holds signs that are not UTF-8.")
    if name not in _AS_THEY_ARE:
        value = _bare(value)
    if value or not file:
        return _one_line(name, value, name)
    path = _named(name, file, folder)
    value = _filed(name, path)
    # An empty one of SECRET_KEY is filled by `nolike secret`.
    if not value and name != "SECRET_KEY":
        raise ConfigError(f"{name}_FILE names {path}, which is empty: only {name} itself belongs in it.")
    return _one_line(name, value, f"{name}_FILE names {path}, which")


def _one_line(name: str, value: str, where: str) -> str:
    """The value. Raises ConfigError, which does not repeat it, where it has several lines or a sign to control them."""
    if name in _LISTS:
        value = _BETWEEN.sub(",", value)
    if name not in _SEVERAL_LINES and _CONTROL.search(value):
        raise ConfigError(
            f"{where} holds more than one line, or a sign that nobody sees: only {name} itself belongs in it."
        )
    return value


def _named(name: str, path: str, folder: Path) -> Path:
    file, left = placed(path, folder), left_elsewhere(path, folder)
    if left is not None:
        raise ConfigError(f"{name}_FILE names {file}, but the file is {left}: move it there, or write this path.")
    return file


def _filed(name: str, file: Path) -> str:
    try:
        return read_secret(file) if name in _AS_THEY_ARE else read_text(file).strip()
    except NotTextError as wrong:
        reason = f"line {wrong.line} is not UTF-8 text; {HOW}"
    except OSError as trouble:
        reason = str(trouble.strerror)
    raise ConfigError(f"{name}_FILE names {file}, which cannot be read: {reason}.")


def _is_text(value: str) -> bool:
    """Whether a value is text: bytes of the environment that are not stand in it as halves of signs."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
