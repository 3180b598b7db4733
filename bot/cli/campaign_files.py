"""`nolike campaign new` writes a campaign file from answers in the terminal; `nolike campaign edit` changes one key."""

import errno
import os
import re
import tomllib
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import typer

from bot.cli.campaign import campaigns
from bot.cli.program import MISNAMED, confirm, read_settings, spoken, tell, warn
from bot.config import ConfigError, own_text, tongue
from bot.core.files.campaign import TITLE, parse, read_contact, read_slug
from bot.core.files.editing.toml_edit import find_path, read_typed, set_key
from bot.core.files.editing.toml_text import literal
from bot.core.model.campaign import Page
from bot.core.model.errors import Wrong
from bot.core.model.input.fields import line, one_of
from bot.core.model.input.letters import printable
from bot.core.model.input.web_address import unread_page
from bot.core.model.measures.measure import MEASURES
from bot.core.model.reply import Text, listed
from bot.event_kinds import KINDS
from bot.locales import LANGUAGES
from bot.sources import SOURCES

TYPED = "manual"
SITE = 2
"""The rank of a page whose handle is the address's host."""
EXAMPLE = "facebook:inwi"


@campaigns.command("edit")
def campaign_edit(
    file: Annotated[Path, typer.Argument(help="The campaign's TOML file.")],
    key: Annotated[str, typer.Argument(help="Such as updates, title.fr or targets.inwi.name.ar.")],
    value: Annotated[str, typer.Argument(help="The new value.")],
) -> None:
    """Change one key of a campaign file; comments stay, and nothing is written that could not be loaded."""
    text = own_text(file)
    _check(text)
    try:
        path = find_path(tomllib.loads(text), key)
        made = set_key(text, path, read_typed(value))
    except Wrong as wrong:
        raise ConfigError(spoken(Text(wrong.text_id, wrong.values))) from None
    _check(made)
    _write(file, made)
    tell([Text("edit-done", {"key": key, "file": str(file)}), Text("new-load", {"file": str(file)})])


@campaigns.command("new")
def campaign_new(file: Annotated[Path, typer.Argument(help="Where to write; the file must not be there yet.")]) -> None:
    """Ask for a campaign in the terminal and write its file."""
    if file.exists():
        raise ConfigError(spoken(Text("new-there", {"file": str(file)})))
    if not file.parent.is_dir():
        raise ConfigError(f"{file} cannot be written: {os.strerror(errno.ENOENT)}.")
    _, own = read_settings()
    title = _ask("new-title", line(TITLE), Text("wanted-line", {"length": TITLE}))
    slug = _ask("new-slug", read_slug(LANGUAGES), Text("wanted-slug"), _slugged(title))
    known = Text("wanted-language", {"languages": listed(LANGUAGES)})
    language = _ask("new-language", one_of(LANGUAGES), known, tongue(LANGUAGES))
    zone = _ask("new-zone", one_of(available_timezones()), Text("wanted-zone", {"example": "Africa/Casablanca"}))
    today = datetime.now().astimezone().strftime("%Y-%m-%d 00:00")
    start = _ask("new-start", _moment, Text("wanted-time", {"example": "2026-12-01 20:00"}), today)
    address = _ask("new-contact", _contact, Text("wanted-contact", {"forms": "https://, mailto:, t.me/"}))
    rows = [
        "[campaign]", f"slug = {literal(slug)}", f"title = {literal({language: title})}", f"timezone = {literal(zone)}",
        f"starts_at = {literal(start)}", f"fallback = {literal(language)}", f"contact = {literal(address)}",
    ]  # fmt: skip
    targets, pages = _ask_targets(language)
    unread = sorted({page.source for page in pages if _lacks_key(page, own)})
    if unread and confirm(Text("new-crowd", {"sources": listed(unread)})):
        rows.append("crowd = true")
    text = "\n".join([*rows, *targets]) + "\n"
    _check(text)
    _write(file, text)
    tell([Text("new-written", {"file": str(file)}), Text("new-load", {"file": str(file)})])


def _ask_targets(language: str) -> tuple[list[str], list[Page]]:
    """The tables of the companies, and all of their pages; at least one company with one page."""
    rows: list[str] = []
    pages: list[Page] = []
    slugs: set[str] = set()
    while True:
        name = _ask("new-company" if not rows else "new-company-more", _any, Text("wanted-text"), "" if rows else None)
        if not name:
            return rows, pages
        own: list[str] = []
        while True:
            said = "new-page" if not own else "new-page-more"
            wanted = Text("new-page-wanted", {"example": EXAMPLE, "typed": f"{TYPED}:inwi"})
            page = _ask(said, read_page, wanted, "" if own else None)
            if page is None:
                break
            # Pasted addresses look alike: what was made of one is shown at once.
            typer.echo(printable(f"  {page.key}"))
            counted = {"measure": _ask_measure()} if page.source == TYPED else {}
            own.append(literal({"source": page.source, "handle": page.handle, **counted}))
            pages.append(page)
        slug = _slugged(name)
        if slug in slugs or not _fits(slug):
            slug = f"{slug[:36]}-{len(slugs) + 1}"
        slugs.add(slug)
        rows += ["", "[[targets]]", f"slug = {literal(slug)}", f"name = {literal({language: name})}"]
        rows += ["pages = [", *(f"  {one}," for one in own), "]"]


def _ask_measure() -> str:
    return str(_ask("new-measure", one_of(MEASURES), Text("wanted-one-of", {"known": listed(MEASURES)}), "likes"))


def _ask(said: str, read: Callable[[str], Any], wanted: Text, default: str | None = None) -> Any:  # noqa: ANN401 - as read
    """Ask until the answer can be read."""
    asked = spoken(Text(said, {"example": f"{TYPED}:inwi"}))
    while True:
        typed = typer.prompt(asked, default=default, show_default=bool(default))
        try:
            return read(typed.strip())
        except Wrong as wrong:
            warn(Text(wrong.text_id, {"where": typed, "given": typed, **wrong.values}))
        except (ValueError, TypeError):
            warn(Text("mistake-value", {"where": asked, "given": typed, "wanted": wanted}))


def _any(text: str) -> str:
    return line(TITLE)(text) if text else ""


def _contact(text: str) -> str:
    read_contact(text)
    return text


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(microsecond=0)


def read_page(text: str) -> Page | None:
    """The page of an address that is pasted, or of `source:handle`; None for no answer. Raises ValueError."""
    if not text:
        return None
    source, _, handle = text.partition(":")
    if source in SOURCES and not SOURCES[source].options:
        return SOURCES[source].page(handle.strip())
    if unread := unread_page(text):
        raise Wrong("new-network", network=unread[0], example=f"{TYPED}:{unread[1]}")
    host, found = _host(text), []
    # A source knows its addresses on other hosts too: of phones, of a language, an old one.
    known = "/" in text and "." in host
    for one in SOURCES.values():
        with suppress(ValueError):
            page = one.page(text)
            found += [page] if _host(one.link(page.handle)) == host or known else []
    # Some sources are at home on any server and keep its name in the handle, and one counts the visits of any site.
    ranks = [(host in page.handle.lower()) + (host == page.handle.lower()) for page in found]
    own = [page for page, rank in zip(found, ranks, strict=True) if rank == min(ranks) and (rank < SITE or _bare(text))]
    # Two sources read the games of one shop: its own address says which is meant.
    own = [page for page in own if _host(SOURCES[page.source].link(page.handle)) == host] or own
    if len(own) > 1:
        example = f"{own[-1].source}:{text}"
        raise Wrong("new-page-several", sources=listed(sorted(page.source for page in own)), example=example)
    if not own:
        raise ValueError(text)
    return own[0]


def _bare(address: str) -> bool:
    """Whether an address is of a site, and not of a page on it."""
    parts = urlsplit(address if "//" in address else f"https://{address}")
    return not (parts.path.strip("/") or parts.query or parts.fragment)


def _host(address: str) -> str:
    return (urlsplit(address if "//" in address else f"https://{address}").hostname or "").removeprefix("www.")


def _lacks_key(page: Page, own: dict[str, str]) -> bool:
    """Whether nothing reads this page: it is typed, or its source's key is not set."""
    source = SOURCES[page.source]
    return source.read is None or any(not own.get(one.name) and not one.optional for one in source.settings)


def _slugged(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40] or "campaign"


def _fits(slug: str) -> bool:
    try:
        return bool(read_slug(LANGUAGES)(slug))
    except ValueError:
        return False


def _check(text: str) -> None:
    """Raise the mistakes of a campaign file."""
    parse(text, SOURCES, LANGUAGES, available_timezones(), KINDS)


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except MISNAMED as trouble:
        raise ConfigError(f"{file} cannot be written: {trouble.strerror}.") from None
