"""Read the campaign file (TOML); the whole file is checked before anything is used."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from bot.core.events.kind import EventKinds, Kind
from bot.core.files.campaign_money import check_rates, settle_worth
from bot.core.files.event import event_keys, read_events
from bot.core.files.measure import apply_measures, measure_key
from bot.core.model.campaign import Campaign, Milestones, Page, Target
from bot.core.model.errors import Wrong
from bot.core.model.input.colours import parse_colour
from bot.core.model.input.fields import amount, cadence, day, line, matching, one_of, some_of, time, whole
from bot.core.model.input.toml_form import REQUIRED, Form, Key, Mistakes, Path
from bot.core.model.input.web_address import is_link, source_name
from bot.core.model.local_time import instant
from bot.core.model.measures.crowd import Crowd
from bot.core.model.reply import Names, Text, listed
from bot.core.model.schedule import parse_cadence
from bot.core.model.source import Source

__all__ = ["Mistakes", "parse"]

NO_KINDS: Mapping[str, Kind] = MappingProxyType({})
CONTROL = "control"
FALLBACK = "en"
RESERVED = frozenset({"api", "embed", "badge", "checkin", "desk", "healthz", "readyz", "metrics", "static", "site"})
TITLE, NAME, NOTE, HANDLE, CONTACT, PATH = 120, 60, 300, 300, 300, 300
DAYS = range(1, 366)
APPROVALS = range(10)
# What a campaign may ask of a crowd: never fewer than three people, so that no one person decides a figure.
CROWD = {"people": range(3, 101), "chats": range(1, 51), "minutes": range(5, 1441)}
LIKES = range(1_000_000_001)

_PAGE_KEYS = frozenset({"source", "handle", "measure", "role"})
_SLUG = re.compile(r"[a-z0-9-]{1,40}")
_CURRENCY = re.compile(r"[A-Z]{3}")
_MAIL = re.compile(r"mailto:[^\s@\u200b-\u206f]+@[^\s@\u200b-\u206f]+")


def parse(
    text: str, sources: Mapping[str, Source], languages: Sequence[str], zones: Collection[str],
    kinds: Mapping[str, Kind] = NO_KINDS,
) -> Campaign:  # fmt: skip
    """The campaign that a TOML text describes.

    `sources` are the known ones by name, `languages` those that the bot speaks, `zones` the IANA time zones, `kinds`
    the kinds of events. A local time that a clock change repeats means the first occurrence. Raises Mistakes with
    every mistake of the file; then nothing of it may be used.
    """
    form = Form(text)
    # A text without a language is in the one that all others fall back to.
    own = form.at(("campaign", "fallback")) if isinstance(form.at(("campaign",)), dict) else ""
    filled = form.table(form.tree, file_keys(sources, languages, zones, kinds, own if own in languages else FALLBACK))
    campaign, targets = filled.get("campaign", {}), filled.get("targets", [])
    zone = campaign.pop("timezone", None)
    if zone is not None:
        campaign |= _times(form, campaign, ZoneInfo(zone))
    if "milestones" in campaign and isinstance(form.at(("campaign", "milestones")), int):
        # A number alone asks for no other milestones.
        campaign["milestones"] = replace(campaign["milestones"], percent=Decimal(0))
    check_rates(form, campaign)
    settle_worth(form, campaign)
    said = campaign.pop("measure", {})
    _check_names(form, campaign, targets)
    _check_unlike(form, [(("targets", index, "slug"), row.get("slug", "")) for index, row in enumerate(targets)])
    pages = _pages(form, targets, sources, said)
    events, chapters = read_events(
        form, filled, EventKinds(kinds, sources=sources), zone, {page.key for target in pages for page in target}
    )
    form.close()
    made = (Target(row["slug"], row["name"], pages[index], row["logo"]) for index, row in enumerate(targets))
    return Campaign(**campaign, zone=zone, goal=said.get("goal"), targets=tuple(made), events=events, chapters=chapters)


def file_keys(
    sources: Mapping[str, Source],
    languages: Sequence[str],
    zones: Collection[str],
    kinds: Mapping[str, Kind] = NO_KINDS,
    own: str = FALLBACK,
) -> Mapping[str, Key]:
    """Every key that a campaign file may hold. A new one is a new line here and a field of Campaign.

    A text that stands for itself is in the language `own`.
    """

    def names(length: int, default: object = REQUIRED) -> Key:
        name = Key(Text("wanted-line", {"length": length}), line(length), default="")
        return Key(Text("wanted-table"), _names, keys=dict.fromkeys(languages, name), default=default, inline=own)

    slug = read_slug(languages)
    zone = Text("wanted-zone", {"example": '"Africa/Casablanca"'})
    moment = Text("wanted-time", {"example": "2016-02-26T20:00:00"})
    currency = Text("wanted-currency", {"example": '"MAD"'})
    worth = Text("wanted-amount", {"example": "3.0"})
    measure, role = measure_key(languages), Text("wanted-one-of", {"known": CONTROL})
    logo = Key(Text("wanted-logo"), line(PATH), default="")
    rates = Text("wanted-rates", {"example": "{ USD = 9.8838 }"})
    updates = Text("wanted-cadence", {"example": '"15m", "1h", "1h30m", "daily 20:00"'})
    language = Text("wanted-language", {"languages": listed(languages)})
    milestones = {
        "percent": Key(Text("wanted-percent", {"example": "0.5"}), _percent, default=Milestones().percent),
        "likes": Key(Text("wanted-likes", {"example": "100000"}), whole(LIKES), default=Milestones().likes),
    }
    contact = Text("wanted-contact", {"forms": "https://, mailto:, t.me/"})
    campaign = {
        "slug": Key(Text("wanted-slug"), slug),
        "title": names(TITLE),
        "timezone": Key(zone, one_of(zones)),
        "starts_at": Key(moment, time),
        "ends_at": Key(moment, time, default=None),
        "currency": Key(currency, _currency, default=""),
        "value_per_unit": Key(worth, amount, default=None),
        # The older name of the same, from when every campaign counted likes.
        "value_per_like": Key(worth, amount, default=None),
        "measure": measure,
        "value_note": names(NOTE, Names({})),
        "rates": Key(rates, _rates, default={}),
        "rates_date": Key(Text("wanted-date", {"example": "2016-02-29"}), day, default=None),
        "updates": Key(updates, cadence, default=parse_cadence("1h")),
        "fallback": Key(language, one_of(languages), default=FALLBACK),
        "languages": Key(Text("wanted-languages", {"example": '["ar", "fr"]'}), some_of(languages), default=()),
        "purge_days": Key(Text("wanted-days", {"low": DAYS[0], "high": DAYS[-1]}), whole(DAYS), default=30),
        "contact": Key(contact, read_contact),
        "accent": Key(Text("wanted-colour", {"example": '"#b3261e"'}), parse_colour, default=""),
        "logo": logo,
        "call_approvals": Key(Text("wanted-approvals", {"high": APPROVALS[-1]}), whole(APPROVALS), default=None),
    }
    each = Text("wanted-milestones", {"example": "milestones = { percent = 1.0, likes = 100000 }"})
    campaign["milestones"] = Key(each, _milestones, keys=milestones, default=Milestones(), inline="likes")
    campaign["crowd"] = Key(
        Text("wanted-crowd", {"example": "{ people = 3, chats = 2, minutes = 120, percent = 1 }"}), _crowd, default=None
    )
    page = {
        "source": Key(Text("wanted-source", {"sources": listed(sources)}), source_name(sources)),
        "handle": Key(Text("wanted-handle"), line(HANDLE)),
        "measure": measure,
        "role": Key(role, one_of([CONTROL]), default=""),
        **_options(sources),
    }
    target = {
        "slug": Key(Text("wanted-slug"), slug),
        "name": names(NAME),
        "measure": measure,
        "role": Key(role, one_of([CONTROL]), default=""),
        "logo": logo,
        "pages": Key(Text("wanted-pages", {"example": '{ source = "facebook", handle = "inwi" }'}), rows=page),
    }
    return {
        "campaign": Key(Text("wanted-table"), keys=campaign),
        "targets": Key(Text("wanted-tables"), rows=target),
        **event_keys(languages, kinds, own),
    }


def _options(sources: Mapping[str, Source]) -> Mapping[str, Key]:
    """The keys that some sources have beside the handle; `Source.page` refuses those of another source."""
    options = {option.name: option for source in sources.values() for option in source.options}
    return {
        name: Key(Text("wanted-option", {"example": f'{name} = "{option.example}"'}), line(HANDLE), default="")
        for name, option in options.items()
    }


def read_slug(languages: Collection[str]) -> Callable[[object], str]:
    """Reads a slug that is no word of the public page's addresses, languages among them."""

    def read(value: object) -> str:
        slug = matching(_SLUG, value)
        if slug in RESERVED or slug in languages:
            raise Wrong("mistake-reserved")
        return slug

    return read


def _currency(value: object) -> str:
    return matching(_CURRENCY, value)


def read_contact(value: object) -> str:
    """A public address to write to: https://, mailto: or t.me/. Raises TypeError or ValueError."""
    contact = line(CONTACT)(value)
    contact = f"https://{contact}" if contact.startswith("t.me/") else contact
    return contact if is_link(contact, "https") else matching(_MAIL, contact)


def _percent(value: object) -> Decimal:
    """A number of per cent from 0.01 to 100, or 0."""
    number = Decimal(0) if value == 0 and not isinstance(value, bool) else amount(value)
    if number and not Decimal("0.01") <= number <= 100:  # noqa: PLR2004 - per cent
        raise ValueError
    return number


def _crowd(value: object) -> Crowd | None:
    """`true`, or a table with some of the quorum's numbers."""
    if isinstance(value, bool):
        return Crowd() if value else None
    if not isinstance(value, dict) or value.keys() - CROWD.keys() - {"percent"}:
        raise TypeError
    numbers = {name: whole(CROWD[name])(number) for name, number in value.items() if name in CROWD}
    return Crowd(**numbers, percent=_percent(value["percent"]) if "percent" in value else Crowd().percent)


def _milestones(table: Mapping[str, Any]) -> Milestones:
    return Milestones(**table)


def _names(by_language: Mapping[str, str]) -> Names:
    return Names({language: name for language, name in by_language.items() if name})


def _rates(value: object) -> dict[str, Decimal]:
    if not isinstance(value, dict):
        raise TypeError
    return {_currency(currency): amount(rate) for currency, rate in value.items()}


def _times(form: Form, campaign: Mapping[str, Any], place: ZoneInfo) -> dict[str, datetime]:
    """The campaign's times in UTC, of those that are right."""
    times: dict[str, datetime] = {}
    for name in ("starts_at", "ends_at"):
        local = campaign.get(name)
        if local is None:
            continue
        try:
            times[name] = instant(local, place)
        except Wrong as wrong:
            form.wrong(("campaign", name), wrong.text_id, given=local.isoformat(), **wrong.values)
    if times.keys() == {"starts_at", "ends_at"} and times["ends_at"] <= times["starts_at"]:
        form.wrong(("campaign", "ends_at"), "mistake-order")
    return times


def _check_names(form: Form, campaign: Mapping[str, Any], targets: Sequence[Mapping[str, Any]]) -> None:
    """Every name must be there in the language that all others fall back to."""
    fallback, offered = campaign.get("fallback", ""), campaign.get("languages", ())
    if fallback and offered and fallback not in offered:
        form.wrong(("campaign", "fallback"), "mistake-left-out", language=fallback)
    named: list[Path] = [("targets", index, "name") for index, target in enumerate(targets) if "name" in target]
    if "title" in campaign:
        named.append(("campaign", "title"))
    for path in named:
        # A name that is present but wrong is already reported.
        given = form.at(path)
        if fallback and isinstance(given, dict) and fallback not in given:
            form.wrong((*path, fallback), "mistake-no-name", language=fallback)


def _pages(
    form: Form, targets: Sequence[Mapping[str, Any]], sources: Mapping[str, Source], said: Mapping[str, Any]
) -> list[tuple[Page, ...]]:
    """The pages of each target, their handles as the sources keep them; no page may stand in a file twice.

    `said` is what the campaign says of its measure.
    """
    made: list[tuple[Page, ...]] = []
    places: list[tuple[Path, str]] = []
    for number, target in enumerate(targets):
        pages = []
        for index, row in enumerate(target.get("pages", [])):
            path: Path = ("targets", number, "pages", index, "handle")
            if not {"source", "handle"} <= row.keys():
                continue
            options = {name: row[name] for name in row.keys() - _PAGE_KEYS if row[name]}
            try:
                page = sources[row["source"]].page(row["handle"], options)
            except Wrong as wrong:
                form.wrong(path, wrong.text_id, given=row["handle"], **wrong.values)
                continue
            except ValueError:
                example = sources[row["source"]].example
                form.wrong(path, "mistake-handle", given=row["handle"], source=row["source"], example=example)
                continue
            layers = (said, target.get("measure", {}), row.get("measure", {}))
            control = CONTROL in {target.get("role"), row.get("role")}
            page = replace(page, measure=apply_measures(page.measure, layers), control=control)
            pages.append(page)
            places.append((path, page.key))
        made.append(tuple(pages))
    _check_unlike(form, places)
    return made


def _check_unlike(form: Form, places: Sequence[tuple[Path, str]]) -> None:
    """Report every value that the file repeats; "" stands for a value that is already reported."""
    first: dict[str, Path] = {}
    for path, value in places:
        if value and value in first:
            form.wrong(path, "mistake-twice", given=value, line=form.line(first[value]))
        first.setdefault(value, path)
