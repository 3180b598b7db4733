"""Commands for sources: `nolike try`."""

import json
import re
import secrets
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated
from zoneinfo import available_timezones

import typer
from pydantic import SecretStr

from bot.cli.program import (
    FAILED,
    MISUSED,
    Language,
    make_log,
    program,
    read_settings,
    refuse_unknown_language,
    run_async,
)
from bot.clock import SystemClock
from bot.config import Settings, tongue
from bot.core.counts import figures
from bot.core.counts.details import details_reply
from bot.core.counts.intake import in_measure, take_reading
from bot.core.files.campaign import parse
from bot.core.model.campaign import Campaign, Page
from bot.core.model.errors import Refusal, Wrong
from bot.core.model.input.letters import printable
from bot.core.model.reply import Number, Reply, Text, in_zone, listed
from bot.core.model.source import Answer, Count, Fault, Fetch, Reading, read_batch
from bot.core.ports.language import Speak
from bot.fetch import redact
from bot.house import guard, make_fetch, open_house, secrets_of
from bot.locales import LANGUAGES, speak
from bot.opening import Migrate
from bot.platforms.console.draw import draw
from bot.sources import SOURCES

# How much of an answer is shown around the number.
AROUND = 240

_FLAGS = {"pick", "css", "attr", "pattern"}
"""The keys of a page that have an option of their own; the others are said with --also."""

_CAMPAIGN = """
[campaign]
slug = "trial"
timezone = "UTC"
starts_at = {starts_at}
contact = "https://nolike.example/"
title = {{ en = "nolike try" }}
[[targets]]
slug = "page"
name = {{ en = {name} }}
pages = [{{ {page} }}]
"""


@dataclass(frozen=True, slots=True)
class Trial:
    """What one reading gave: itself, the part of the answer around it, and the reply of /stats if it is a count."""

    page: Page
    reading: Reading
    around: str
    reply: Reply | None


class RecordingFetch:
    """A Fetch that keeps the last answer of another one."""

    def __init__(self, inner: Fetch) -> None:
        self._inner = inner
        self.answer: Answer | None = None

    async def get(
        self,
        url: str,
        params: Sequence[tuple[str, str]] = (),
        headers: Mapping[str, str] | None = None,
        *,
        guarded: bool = True,
    ) -> Answer:
        """GET through the other Fetch; raises FetchError."""
        self.answer = await self._inner.get(url, params, headers, guarded=guarded)
        return self.answer

    async def post(self, url: str, form: Mapping[str, str], *, guarded: bool = True) -> Answer:
        """POST through the other Fetch; raises FetchError."""
        self.answer = await self._inner.post(url, form, guarded=guarded)
        return self.answer


@program.command("try")
def try_source(
    source: Annotated[str, typer.Argument(help="Such as mastodon, json or html.")],
    handle: Annotated[str, typer.Argument(help="The page's handle, or an address.")],
    *,
    pick: Annotated[str, typer.Option(help="json: where the number stands (JMESPath).")] = "",
    css: Annotated[str, typer.Option(help="html: the element that holds it.")] = "",
    attr: Annotated[str, typer.Option(help="html: the attribute that holds it.")] = "",
    pattern: Annotated[str, typer.Option(help="html: a pattern; its first group is the number.")] = "",
    also: Annotated[
        list[str], typer.Option(metavar="NAME=VALUE", help="Another key of the page, such as measure=price")
    ] = [],  # noqa: B006 - typer's own form
    language: Language = "",
) -> None:
    """Read a page once, store nothing, and show what was found and what /stats would say."""
    refuse_unknown_language(language)
    options = {"pick": pick, "css": css, "attr": attr, "pattern": pattern}
    options |= {name: value for name, _, value in (one.partition("=") for one in also)}
    speech = speak(language or tongue(LANGUAGES))
    try:
        campaign = trial_campaign(source, handle, {name: value for name, value in options.items() if value})
    except Refusal as refusal:
        typer.echo(printable(speech(refusal.text)), err=True)
        raise typer.Exit(MISUSED) from None
    settings, own = read_settings()

    async def read() -> Trial:
        fetch = make_fetch(settings, own, SystemClock())
        try:
            return await read_once(settings, own, campaign, fetch)
        finally:
            await fetch.close()

    trial = run_async(read())
    typer.echo("\n".join(trial_lines(trial, speech)))
    if trial.reply is None:
        raise typer.Exit(FAILED)


def trial_lines(trial: Trial, speech: Speak) -> Iterator[str]:
    """What is printed of a trial, line by line."""
    yield from (speech(text) for text in _found(trial))
    if trial.around:
        yield from ("", speech(Text("try-raw")), trial.around)
    if trial.reply is not None:
        yield from ("", speech(Text("try-stats")), draw(trial.reply, speech))


def trial_campaign(source: str, handle: str, options: Mapping[str, str]) -> Campaign:
    """A campaign with this one page, as a file would describe it. Raises Refusal for what no page can be made of."""
    if source not in SOURCES:
        raise Refusal(Text("try-source", {"given": source, "known": listed(SOURCES)}))
    try:
        own = {name: value for name, value in options.items() if name != "measure"}
        page = SOURCES[source].page(handle, own)
    except Wrong as wrong:
        raise Refusal(_typed(wrong, source, handle)) from None
    except ValueError:
        values = {"where": source, "given": handle, "source": source, "example": SOURCES[source].example}
        raise Refusal(Text("mistake-handle", values)) from None
    if SOURCES[source].read is None:
        raise Refusal(Text("check-page-manual", {"page": page.label}))
    described = ", ".join(
        f"{name} = {json.dumps(value)}" for name, value in {"source": source, "handle": handle, **options}.items()
    )
    starts_at = (datetime.now(UTC) - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%S")
    text = _CAMPAIGN.format(starts_at=starts_at, name=json.dumps(source), page=described)
    return parse(text, SOURCES, LANGUAGES, available_timezones())


def _typed(wrong: Wrong, source: str, handle: str) -> Text:
    """What is wrong with a page, its example as the command line takes it and not as a campaign's file does."""
    values = {"where": source, "given": handle, **wrong.values}
    if wrong.text_id == "mistake-page-option":
        option, example = str(values["option"]), str(values["example"])
        return Text("try-option", values | {"option": option, "example": _flag(option, example)})
    if wrong.text_id == "mistake-page-option-missing":
        option, _, example = str(values["example"]).partition(" = ")
        values["example"] = _flag(option, json.loads(example))
    return Text(wrong.text_id, values)


def _flag(option: str, value: str) -> str:
    return f"--{option} {shlex.quote(value)}" if option in _FLAGS else f"--also {shlex.quote(f'{option}={value}')}"


async def read_once(settings: Settings, own: Mapping[str, str], campaign: Campaign, fetch: Fetch) -> Trial:
    """Read the only page of a campaign once; nothing of it is stored."""
    [page] = campaign.pages
    recording = RecordingFetch(fetch)
    read = (await read_batch(SOURCES[page.source], [page.handle], recording, own))[page.handle]
    reading = in_measure(read, page.measure)
    around = _around(page, recording.answer, read) if recording.answer else ""
    reply = await _stats(settings, own, campaign, reading) if isinstance(reading, Count) else None
    return Trial(page, reading, redact(around, secrets_of(settings, own)), reply)


async def _stats(settings: Settings, own: Mapping[str, str], campaign: Campaign, reading: Reading) -> Reply:
    """What /stats says of a campaign with this first reading, from a database that is deleted afterwards."""
    with TemporaryDirectory(prefix="nolike-try-") as folder:
        trial = Settings(database_url=f"sqlite:///{Path(folder) / 'try.db'}", secret_key=SecretStr(secrets.token_hex()))
        log = make_log(settings, dict(own), "error")
        async with (
            open_house(trial, own, log, people=False, migrate=Migrate.NEVER) as house,
            house.store.writing() as tx,
        ):
            now = datetime.now(UTC)
            await tx.campaigns.save(campaign, now)
            stored = await tx.campaigns.get(campaign.slug) or campaign
            await take_reading(tx, stored, stored.pages[0], reading, guard(settings), now)
            shown = await figures.read(tx, stored, now)
    reply: Reply = replace(in_zone(details_reply(shown), stored.zone), buttons=())
    return reply


def _found(trial: Trial) -> list[Text]:
    label, reading = trial.page.label, trial.reading
    if isinstance(reading, Fault):
        why = Text(f"fault-{reading.kind.value}", {"page": label})
        return [why, Text("try-detail", {"detail": reading.detail})] if reading.detail else [why]
    found = Text(
        "try-found", {"page": label, "count": Number(reading.value, reading.decimals, trial.page.measure.unit)}
    )
    rounded = [Text("try-rounded", {"step": Number(reading.step, reading.decimals)})] if reading.step > 1 else []
    return [found, *rounded, *([Text(reading.note)] if reading.note else [])]


def _around(page: Page, answer: Answer, reading: Reading) -> str:
    """The part of an answer that holds the number, on one line; its beginning where the number is not found."""
    around = SOURCES[page.source].around
    text = around(page.handle, answer) if around else ""
    if not text:
        body = answer.body.decode("utf-8", "replace")
        digits = r"[\s.,'’٬\u00a0\u202f]?".join(str(reading.value)) if isinstance(reading, Count) else ""
        found = re.search(digits, body) if digits else None
        start = max(found.start() - AROUND // 2, 0) if found else 0
        text = body[start : start + AROUND]
    # An answer is another's text: no control character of it reaches the terminal.
    return "".join(sign if sign.isprintable() else " " for sign in re.sub(r"\s+", " ", text))[: 2 * AROUND].strip()
