"""What the commands of `nolike` share: the Typer program, the settings, the opened house, reading and printing."""

import asyncio
import csv
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from threading import current_thread, main_thread
from typing import Annotated, Any, NoReturn, TypeVar
from zoneinfo import ZoneInfo

import typer
from structlog.typing import FilteringBoundLogger

from bot.config import ConfigError, Settings, home, load, locate, own_text, source_settings, tongue
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.input.letters import printable
from bot.core.model.local_time import to_utc
from bot.core.model.reply import Text, listed
from bot.core.ports.database import OutdatedError, Transaction
from bot.core.ports.leases import Process
from bot.house import House, open_house, secrets_of
from bot.house import version as installed_version
from bot.locales import LANGUAGES, speak, vocabulary
from bot.log import start_log
from bot.opening import Migrate, versions_of
from bot.sources import SOURCES
from storage import StorageError, parse

FAILED, MISUSED, INTERRUPTED = 1, 2, 130
POLL_SECONDS = 0.2
T = TypeVar("T")

program = typer.Typer(
    no_args_is_help=True, invoke_without_command=True, add_completion=False,
    rich_markup_mode=None, pretty_exceptions_enable=False,
)  # fmt: skip


@program.callback()
def about(
    *, version: Annotated[bool, typer.Option("--version", help="Show the version and exit.", is_eager=True)] = False
) -> None:
    """A self-hosted bot for consumer campaigns."""
    if version:
        typer.echo(f"nolike {installed_version()}")
        raise typer.Exit


Slug = Annotated[str, typer.Argument(metavar="CAMPAIGN", help="The campaign's slug.")]
Language = Annotated[str, typer.Option("--language", help="ar, fr or en.")]


def refuse_unknown_language(language: str) -> None:
    """Raise an error if the bot has no texts in this language."""
    if language and language not in LANGUAGES:
        raise ConfigError(spoken(Text("no-such-language", {"word": language, "known": listed(LANGUAGES)})))


def read_settings(without: frozenset[str] = frozenset()) -> tuple[Settings, dict[str, str]]:
    """The settings of the bot, `without` those names, and those of the sources by name."""
    own = {setting.name: setting.default for source in SOURCES.values() for setting in source.settings}
    folder = home()
    settings = load(folder / ".env", without=without)
    located = settings.model_copy(update={"database_url": locate(settings.database_url, folder)})
    try:
        parse(located.database_url)
    except ValueError as wrong:
        raise ConfigError(str(wrong)) from None
    if located.database_url != settings.database_url:
        folder.mkdir(parents=True, exist_ok=True)
    return located, source_settings(own, folder / ".env")


def make_log(settings: Settings, own: dict[str, str], level: str) -> FilteringBoundLogger:
    """The log, which hides every secret of these settings."""
    return start_log(level, secrets_of(settings, own), settings.log_format)


@asynccontextmanager
async def opened_house(
    settings: Settings, own: dict[str, str], *, people: bool = True, any_key: bool = False,
    despite: type[OutdatedError] | None = None, migrate: Migrate = Migrate.NOT_EVEN_NEW,
) -> AsyncIterator[House]:  # fmt: skip
    """The house with its database open, for a command that logs errors only; it warns of a database that it began."""
    log = make_log(settings, own, "error")
    opening = open_house(settings, own, log, people=people, any_key=any_key, despite=despite, migrate=migrate)
    async with opening as house:
        if house.is_new:
            warn(Text("database-begun", {"database": house.store.about}))
        yield house


async def wait_for_others(others: Callable[[], Awaitable[Sequence[Process]]], seconds: float, still: str) -> None:
    """Return once there are no `others` on the database. Raises StorageError with the text `still` after so long."""
    until = asyncio.get_running_loop().time() + seconds
    while there := await others():
        if asyncio.get_running_loop().time() > until:
            raise StorageError(spoken(Text(still, {"count": len(there), "versions": versions_of(there)})))
        await asyncio.sleep(POLL_SECONDS)


def run_async(work: Coroutine[Any, Any, T]) -> T:
    """Run the program's asynchronous part, on uvloop where it is installed; Ctrl-C ends it quietly."""
    uvloop = import_module("uvloop") if find_spec("uvloop") else asyncio
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            return runner.run(work)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


@contextmanager
def ended_like_ctrl_c(endings: Sequence[signal.Signals] = (signal.SIGTERM, signal.SIGHUP)) -> Iterator[None]:
    """SIGTERM in here, or a terminal that closes, ends the command as Ctrl-C does: what it has begun is cleaned up.

    Where a terminal that closes is ignored, as under `nohup`, it stays so.
    """
    if current_thread() is not main_thread():
        # Only there a signal can be handled.
        yield
        return
    ended = False

    def end(*_: object) -> None:
        nonlocal ended
        # A closed terminal is told by the system and by the shell, a session's end by both signals: one more would end
        # what cleans up.
        if not ended:
            ended = True
            _end()

    heard = [one for one in endings if one is signal.SIGTERM or signal.getsignal(one) is not signal.SIG_IGN]
    before = {one: signal.signal(one, end) for one in heard}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _end() -> None:
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # What a shell starts in the background ignores Ctrl-C.
        raise KeyboardInterrupt
    signal.raise_signal(signal.SIGINT)


async def find_campaign(tx: Transaction, slug: str) -> Campaign:
    """The campaign with that slug, or the only one. Otherwise raises ConfigError with the list of campaigns.

    Refusal where there is none at all.
    """
    found = await tx.campaigns.all()
    if not found:
        raise Refusal(Text("no-campaign-operator"))
    if not slug and len(found) == 1:
        return found[0]
    meant = next((one for one in found if one.slug == slug), None)
    if meant is None:
        known = listed(one.slug for one in found)
        missed = Text("unknown-campaign", {"word": slug}) if slug else Text("which-campaign")
        raise ConfigError(spoken(Text(missed.id, {**missed.values, "known": known})))
    return meant


def parse_time(text: str, zone: str) -> datetime:
    """Parse a time as aware UTC; a time without an offset is in `zone`. Raises ConfigError."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ConfigError(f"{text} is not a time: write for example 2016-02-29T12:00 or 2016-02-29T12:00Z.") from None
    return to_utc(moment, ZoneInfo(zone))


def read_bytes(file: Path) -> bytes:
    """The bytes of a file. Raises ConfigError."""
    try:
        return file.read_bytes()
    except OSError as trouble:
        raise ConfigError(f"{file} cannot be read: {trouble.strerror}.") from None


def read_cells(file: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV file with the numbers of their lines."""
    reader = csv.reader(own_text(file).splitlines())
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as wrong:
        raise ConfigError(f"{file}, line {reader.line_num}: {wrong}.") from None


def spoken(text: Text) -> str:
    """Format a text in the language of the terminal, without characters that control it: a file may hold them."""
    return printable(speak(tongue(LANGUAGES))(text))


@contextmanager
def of_what_was_typed() -> Iterator[None]:
    """What is refused in here is refused for what was typed, or for what the named file says: wrong usage."""
    try:
        yield
    except Refusal as refusal:
        raise ConfigError(spoken(refusal.text)) from None


MISNAMED = (FileNotFoundError, FileExistsError, IsADirectoryError, NotADirectoryError, PermissionError)
"""What the system says of a file that cannot be the one that is meant; of a full disk it says something else."""


@contextmanager
def of_named_files() -> Iterator[None]:
    """A file that cannot be used in here was named by what was typed, or by a setting: wrong usage."""
    try:
        yield
    except MISNAMED as trouble:
        raise ConfigError(f"{trouble.filename or 'nolike'}: {trouble.strerror}.") from None


def tell(texts: list[Text]) -> None:
    """Print each text on a line of standard output."""
    for text in texts:
        typer.echo(spoken(text))


def warn(text: Text) -> None:
    """Print a text on standard error."""
    typer.echo(spoken(text), err=True)


def confirm(question: Text) -> bool:
    """Ask a question until it is answered with a yes or a no in one of the bot's languages; Enter alone is no."""
    words = vocabulary()
    while True:
        said = typer.prompt(f"{spoken(question)} [y/N]", default="", show_default=False).strip()
        if said.lower() in {"y", "o"} or words.means(said, "yes"):
            return True
        if said.lower() in {"", "n"} or words.means(said, "off"):
            return False


def stop_with(sentence: str, code: int) -> NoReturn:
    """Print a sentence on standard error and exit with `code`."""
    typer.echo(printable(sentence), err=True)
    sys.exit(code)
