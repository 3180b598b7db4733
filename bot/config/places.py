"""Where things are kept: the home with `.env` and the database, and the key outside of it."""

import hashlib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote, unquote_plus

from platformdirs import user_config_path, user_data_path

_RELATIVE = re.compile(r"sqlite:///(?!/|:memory:)(.+)")
_CERTIFICATE = re.compile(r"(?<=[?&])(sslrootcert|sslcert|sslkey|sslcrl)=(?!system(?:&|$))([^&#]+)")
"""The files that an address of PostgreSQL names."""


class ConfigError(Exception):
    """The settings are wrong; the message is one sentence for the operator."""


def home(environment: Mapping[str, str] | None = None) -> Path:
    """The folder of the database and of .env: NOLIKE_HOME, else the working folder if in use, else the user's data.

    The working folder is in use where it has a `.env` or a `nolike.db`. Raises ConfigError where NOLIKE_HOME
    begins with the `~` of somebody who is not known.
    """
    if named := (os.environ if environment is None else environment).get("NOLIKE_HOME"):
        try:
            return Path(named).expanduser().absolute()
        except RuntimeError:
            raise ConfigError(f"NOLIKE_HOME is {named}, and nobody of that name is known here.") from None
    here = Path.cwd()
    return here if any((here / name).exists() for name in (".env", "nolike.db")) else user_data_path("nolike")


def placed(path: str, folder: Path) -> Path:
    """The file that a setting names: `~` is the user's own folder, and a relative path begins at `folder`."""
    # Of somebody who is not known, `~` stays a name.
    return folder / os.path.expanduser(path)  # noqa: PTH111 - pathlib raises for such a one


def left_elsewhere(path: str, folder: Path) -> Path | None:
    """The file that a setting names, if it is not where `placed` says but where it was made before that was the rule.

    Then a relative path began at the working folder, and `~` was a name like any other.
    """
    if os.path.exists(placed(path, folder)):  # noqa: PTH110 - pathlib raises where a folder is closed
        return None
    before = (Path.cwd() / path, folder / path)
    return next((one for one in before if os.path.isfile(one)), None)  # noqa: PTH113 - the same


def locate(database_url: str, folder: Path) -> str:
    """The address of the database, with the files in it as `placed` takes them."""
    if relative := _RELATIVE.fullmatch(database_url):
        return f"sqlite:///{placed(relative[1], folder)}"

    def certificate(found: re.Match[str]) -> str:
        return f"{found[1]}={quote(str(placed(unquote_plus(found[2]), folder)))}"

    return _CERTIFICATE.sub(certificate, database_url) if "://" in database_url else database_url


def secret_path(folder: Path) -> Path:
    """Where the SECRET_KEY of this home is kept unless a setting says otherwise: never in the home itself.

    A copy of the home, and a backup of it, then holds no key.
    """
    name = "" if folder == user_data_path("nolike") else "-" + hashlib.sha256(str(folder).encode()).hexdigest()[:8]
    return user_config_path("nolike") / f"secret-key{name}"


def old_secret_path(file: Path) -> Path:
    """Where `nolike rekey` puts the key that was in `file` before."""
    return file.with_name(f"{file.name}.old")
