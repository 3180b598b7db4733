"""First start: tokens, the campaign, the owner, the groups, and what is still open."""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from starlette.responses import Response

from bot.core.counts.intake import in_measure
from bot.core.events.from_file import load_planned
from bot.core.model.campaign import Page, own_name
from bot.core.model.errors import Refusal
from bot.core.model.input.toml_form import Mistakes
from bot.core.model.input.web_address import unread_page
from bot.core.model.measures.texts import number
from bot.core.model.reply import Text, listed, say
from bot.core.model.source import Fault, Source, page_of
from bot.core.ports.facts import BOT_LINK
from bot.core.ports.people import Act
from bot.web.desk import render
from bot.web.desk.campaign.mistakes import FieldMistake, by_field, in_form, label_of
from bot.web.desk.visit import Place, Visit

ROWS = 6
"""How many companies the form has places for; a file or the campaign's own form takes more."""
TOKEN_BYTES = 300
FIELDS = {
    "starts_at": ("starts", "desk-starts"), "ends_at": ("ends", "desk-key-ends-at"), "timezone": ("zone", "desk-zone"),
    "currency": ("currency", "desk-key-currency"), "value_per_like": ("value", "desk-value"),
    "contact": ("contact", "desk-contact"),
}  # fmt: skip
"""The fields of this form by the key of the file that they become, each with its label."""


async def show(visit: Visit) -> Response:
    """The whole way on one page, each step with its state."""
    return await _show(visit, {})


async def check_token(visit: Visit) -> Response:
    """Whose token this is, as it is typed."""
    platform = _platform(visit)
    said, wrong = await _checked(visit, platform, visit.field("token"))
    return render.fragment(visit, "setup_said.html", said=said, wrong=wrong)


async def save_token(visit: Visit) -> Response:
    """Store a token that its platform knows; "" deletes it."""
    platform, token = _platform(visit), visit.field("token")
    now = visit.parts.clock.now()
    if token:
        bot = await visit.parts.setup.check_token(platform, token[:TOKEN_BYTES])
        visit.note(say("desk-token-kept", bot=bot, platform=platform.capitalize()))
    else:
        visit.note(say("desk-token-gone", platform=platform.capitalize()))
    async with visit.parts.services.store.writing() as tx:
        await tx.desk.put_setting(visit.parts.setup.tokens[platform], token, now)
        for campaign, _ in visit.campaigns:
            await tx.audit.write(Act(now, campaign.slug, "operator", "", "token-entered", platform))
    return visit.back("/desk/setup")


async def check_page(visit: Visit) -> Response:
    """Read a pasted address once, and show its number."""
    address = next((visit.field(name) for name in visit.form if name.startswith("page")), "")
    if not address:
        return render.fragment(visit, "setup_said.html", said=None, wrong=None)
    try:
        page = find_page(address, visit.parts.setup.sources)
        reading = in_measure(await visit.parts.setup.read(page), page.measure)
    except Refusal as refusal:
        return render.fragment(visit, "setup_said.html", said=None, wrong=refusal.text)
    if isinstance(reading, Fault):
        wrong = Text(f"fault-{reading.kind.value}", {"page": own_name(page)})
        return render.fragment(visit, "setup_said.html", said=None, wrong=wrong, hint=Text("desk-page-typed"))
    said = Text("desk-page-says", {"page": own_name(page), "count": number(page.measure, reading.value)})
    return render.fragment(visit, "setup_said.html", said=said, wrong=None)


async def save_campaign(visit: Visit) -> Response:
    """Make the campaign, with the checks of a campaign file."""
    sent = {name: visit.field(name) for name in visit.form}
    parse, now = visit.parts.setup.parse, visit.parts.clock.now()
    if parse is None:
        raise Refusal(Text("page-not-found"))
    try:
        campaign = parse(campaign_toml(sent, visit.parts.setup.sources, visit.writing))
    except Mistakes as wrong:
        return await _show(visit, sent, at_fields(wrong, sent, visit.writing))
    except Refusal as wrong:
        address = wrong.text.values.get("address")
        name = next((f"page{row}" for row in range(ROWS) if sent.get(f"page{row}") == address), "")
        return await _show(visit, sent, [FieldMistake(name, wrong.text)])
    if any(campaign.slug == one.slug for one, _ in visit.campaigns):
        there = Text("desk-campaign-there", {"slug": campaign.slug})
        return await _show(visit, sent, [FieldMistake("slug", there)])
    async with visit.parts.services.store.writing() as tx:
        if await tx.campaigns.get(campaign.slug) is not None:
            raise Refusal(Text("desk-campaign-there", {"slug": campaign.slug}))
        await tx.campaigns.save(campaign, now)
        await load_planned(tx, campaign, visit.parts.services.kinds, now)
        await tx.audit.write(Act(now, campaign.slug, "operator", "", "campaign-made"))
    visit.note(say("loaded-new", title=campaign.title, slug=campaign.slug, pages=len(campaign.pages)))
    return visit.back("/desk/setup")


def find_page(address: str, sources: Mapping[str, Source]) -> Page:
    """The page that a pasted address or `source:handle` means. Raises Refusal."""
    if not address.startswith(("http:", "https:")):
        try:
            return page_of(address, sources)
        except ValueError:
            address = f"https://{address}"
    if unread := unread_page(address):
        raise Refusal(Text("desk-page-network", {"address": address, "network": unread[0]}))
    host = _host(address)
    path = urlsplit(address).path.strip("/").casefold() if host else ""
    last = path.rpartition("/")[2]
    for source in sources.values() if host else ():
        if source.options or source.read is None:
            continue
        for handle in (address, last, f"{last.removeprefix('@')}@{host}"):
            try:
                page = source.page(handle)
            except ValueError:
                continue
            link = urlsplit(source.link(page.handle))
            same = handle == address or link.path.strip("/").casefold() == path
            # A source whose handle is a whole site would take every address.
            if same and host != page.handle and _host(link.geturl()) == host:
                return page
    raise Refusal(Text("desk-page-unknown", {"address": address}))


def campaign_toml(sent: Mapping[str, str], sources: Mapping[str, Source], languages: tuple[str, ...]) -> str:
    """The campaign file that the form describes. Raises Refusal for an address of no source."""
    fallback = next((one for one in languages if one == sent.get("fallback")), languages[0])
    titles = {one: sent[f"title:{one}"] for one in languages if sent.get(f"title:{one}")}
    lines = [
        "[campaign]", f"slug = {_quoted(slug_of([sent.get('slug', ''), *titles.values()]) or 'campaign')}",
        f"timezone = {_quoted(sent.get('zone', ''))}", f"starts_at = {_moment(sent.get('starts', ''))}",
        *([f"ends_at = {_moment(sent['ends'])}"] if sent.get("ends") else []),
        *([f"currency = {_quoted(sent['currency'].upper())}"] if sent.get("currency") else []),
        *([f"value_per_like = {_plain(sent['value'])}"] if sent.get("value") else []),
        f"fallback = {_quoted(fallback)}", f"contact = {_quoted(_address(sent.get('contact', '')))}",
        "[campaign.title]",
        *(f"{one} = {_quoted(title)}" for one, title in titles.items()),
    ]  # fmt: skip
    slugs: list[str] = []
    for row in range(ROWS):
        name, address = sent.get(f"name{row}", ""), sent.get(f"page{row}", "")
        if not name and not address:
            continue
        slug = slug_of([name]) or f"company-{row + 1}"
        slugs.append(slug if slug not in slugs else f"{slug}-{row + 1}")
        page = find_page(address, sources) if address else sources["manual"].page(slugs[-1])
        where = f"{{ source = {_quoted(page.source)}, handle = {_quoted(page.handle)} }}"
        named = f"{{ {fallback} = {_quoted(name or address)} }}"
        lines += ["[[targets]]", f"slug = {_quoted(slugs[-1])}", f"name = {named}", f"pages = [{where}]"]
    return "\n".join([*lines, ""])


def at_fields(wrong: Mistakes, sent: Mapping[str, str], languages: tuple[str, ...]) -> list[FieldMistake]:
    """The mistakes of `campaign_toml`'s file at the fields of this form, in their order, by their labels."""
    rows = [row for row in range(ROWS) if sent.get(f"name{row}") or sent.get(f"page{row}")] or [0]
    fallback = sent.get("fallback") or languages[0]
    order = [*(f"title:{one}" for one in languages), "slug", *(name for name, _ in FIELDS.values())]
    order += [f"{name}{row}" for row in range(ROWS) for name in ("name", "page")]
    told = []
    for text, path in zip(wrong.texts, wrong.paths, strict=True):
        key = str(path[-1] if len(path) > 1 else "")
        if path[0] == "targets":
            row = rows[path[1]] if len(path) > 1 and isinstance(path[1], int) else rows[0]
            name, label = f"{'page' if 'pages' in path else 'name'}{row}", Text("desk-company", {"number": row + 1})
        elif path[1:2] == ("title",):
            code = key if key in languages else fallback
            name, label = f"title:{code}", label_of(("campaign", "title", code), languages)
        else:
            name, text_id = FIELDS.get(key, ("slug", "desk-key-slug"))
            label = Text(text_id)
        told.append(FieldMistake(name, in_form(text, label, languages)))
    return sorted(told, key=lambda one: order.index(one.name))


def slug_of(words: list[str]) -> str:
    """The first of these that has Latin letters, as a slug of at most 40 signs; "" where none has."""
    plain = ("".join(sign for sign in unicodedata.normalize("NFKD", one) if sign.isascii()) for one in words)
    slugs = (re.sub(r"[^a-z0-9]+", "-", one.lower()).strip("-")[:40].strip("-") for one in plain)
    return next((slug for slug in slugs if re.search("[a-z]", slug)), "")


async def _show(visit: Visit, sent: Mapping[str, str], mistakes: Sequence[FieldMistake] = ()) -> Response:
    setup = visit.parts.setup
    async with visit.parts.services.store.reading() as tx:
        stored = await tx.desk.settings()
        links = await tx.facts.get_all(BOT_LINK, list(setup.tokens))
        owners = {one.slug: [m for m in await tx.people.members(one.slug) if m.role.value == "owner"]
                  for one, _ in visit.campaigns}  # fmt: skip
        chats = {one.slug: sum((await tx.ledger.audience(one)).values()) for one, _ in visit.campaigns}
    states = {
        platform: "given" if name in setup.given else "entered" if name in stored else "missing"
        for platform, name in setup.tokens.items()
    }
    still = {
        "desk-open-token": not {*states.values()} - {"missing"},
        "desk-open-campaign": not visit.campaigns,
        "desk-open-owner": not all(owners.values()),
        "desk-open-group": not all(chats.values()),
    }
    open_steps = [*(Text(step) for step, is_open in still.items() if is_open), *_without_key(visit)]
    return render.page(
        visit, "setup.html", Text("desk-setup"), states=states, links=links, owners=owners, sent=sent, rows=range(ROWS),
        zones=setup.zones, open_steps=open_steps, site=visit.parts.site_url,
        mistakes=mistakes, wrong=by_field(mistakes),
    )  # fmt: skip


def _without_key(visit: Visit) -> Iterator[Text]:
    """What keeps pages of the campaigns from being read: for each of their sources, the settings that it lacks."""
    pages = [page for campaign, _ in visit.campaigns for page in campaign.pages]
    for source, settings in visit.parts.setup.missing.items():
        names = [own_name(page) for page in pages if page.source == source]
        if names and settings:
            yield Text("desk-open-key", {"pages": listed(names), "settings": listed(settings)})


async def _checked(visit: Visit, platform: str, token: str) -> tuple[Text | None, Text | None]:
    """What is said of a token, and what is wrong with it."""
    if not token:
        return None, None
    try:
        bot = await visit.parts.setup.check_token(platform, token[:TOKEN_BYTES])
    except Refusal as refusal:
        return None, refusal.text
    return Text("desk-token-says", {"bot": bot}), None


def _platform(visit: Visit) -> str:
    if not visit.operator:
        raise Refusal(Text("desk-operator-only"))
    platform = visit.field("platform")
    if platform not in visit.parts.setup.tokens:
        raise Refusal(Text("desk-bad-form"))
    return platform


def _host(address: str) -> str:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return re.sub(r"^(?:www|m|web)\.", "", host)


def _quoted(words: str) -> str:
    # A string of JSON is a basic string of TOML.
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "")


def _address(typed: str) -> str:
    """An e-mail address or a page's address as people type it, with what the file has before it."""
    if re.fullmatch(r"[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+", typed):
        return f"mailto:{typed}"
    return f"https://{typed}" if re.fullmatch(r"(?!t\.me/)[\w-]+(\.[\w-]+)+(/\S*)?", typed) else typed


def _moment(local: str) -> str:
    """A local time as TOML writes it; something that is none, so that the file's check says what is wrong."""
    return f"{local}:00" if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d", local) else _quoted(local)


def _plain(number: str) -> str:
    return number if re.fullmatch(r"[1-9]\d*(\.\d+)?|0\.\d+", number) else _quoted(number)


def operators(place: Place) -> Place:
    """The same place, for the operator alone."""

    async def handler(visit: Visit) -> Response:
        if not visit.operator:
            raise Refusal(Text("desk-operator-only"))
        return await place.handler(visit)

    return Place(place.path, handler, None, place.post)


PLACES = tuple(
    operators(place)
    for place in (
        Place("/setup", show),
        Place("/setup/check", check_token, post=True),
        Place("/setup/token", save_token, post=True),
        Place("/setup/page", check_page, post=True),
        Place("/setup/campaign", save_campaign, post=True),
    )
)
