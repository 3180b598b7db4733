"""/count PAGE NUMBER: a reporter types what a page shows, where no source can read it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from bot.core.commands.allowed import asks_crowd
from bot.core.commands.request import Argument, Ask, Command, actor, end_question, need_role, note_act, noted_at
from bot.core.counts.acts.record import Typed, record_count
from bot.core.counts.crowd import Reporter, take_report, unreadable
from bot.core.counts.guard import Accept, Hold
from bot.core.counts.intake import in_measure
from bot.core.model.campaign import Campaign, Page, Target, count_command, page_name
from bot.core.model.chats import ChatKind
from bot.core.model.errors import Refusal
from bot.core.model.input.digits import figure
from bot.core.model.input.letters import fold
from bot.core.model.input.vocabulary import Vocabulary
from bot.core.model.limits import LONGEST_COMMAND, mark_of
from bot.core.model.measures.crowd import Crowd
from bot.core.model.measures.measure import Measure
from bot.core.model.measures.texts import measure_name
from bot.core.model.measures.texts import number as shown
from bot.core.model.reply import Button, Reply, Span, Text, Value, listed, say
from bot.core.model.roles import Role
from bot.core.model.source import MOST_COUNT, Count, Fault, is_meant
from bot.core.ports.database import Transaction
from handlers.stats import names_of

_GAPS = "[,.\u00a0\u202f' _]"
_WHOLE = re.compile(rf"\d+|\d{{1,3}}(?:{_GAPS}\d{{3}})+")
_ROUNDED = re.compile(r"(\d{1,4})(?:[.,](\d{1,3}))?\s*([^\W\d]+)")
_UNITS = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_FRACTION = re.compile(r"(\d{1,9})[.,](\d{1,6})")
LONGEST, MOST_BUTTONS = 15, 20

_Found: TypeAlias = tuple[Campaign, Target, Page]


async def count(ask: Ask, tx: Transaction) -> Reply:
    """Store the count, or ask to send it again if it is far from the last one."""
    if not ask.words:
        raise Refusal(Text("count-how"), usage=True)
    word, typed = _split(ask.words, ask.vocabulary)
    if not typed:
        return await _ask_for_number(ask, tx)
    found = find_pages(ask, await _may_count(ask, tx), word)
    campaign, page = _only(ask, await _countable(ask, tx, found), word, typed)
    number = parse_number(typed, ask.vocabulary, page.measure)
    if number is None:
        raise await _bad_number(ask, tx, campaign, page, typed)
    if await _may_report(ask, tx, campaign, page):
        return await _report(ask, tx, campaign, page, number)
    role = await need_role(ask, tx, campaign, Role.REPORTER)
    by, noted = actor(ask, tx, campaign, role), noted_at(ask)
    typed_in = await record_count(tx, campaign, page, number, ask.guard, ask.now, by=by, noted=noted)
    if isinstance(typed_in.verdict, Hold):
        last = (await tx.snapshots.at([page.id], [ask.now]))[0].get(page.id)
        if last is not None and last.taken_at == ask.now.replace(microsecond=0):
            return say("count-too-soon", page=page_name(campaign, page), last=shown(page.measure, last.count))
        before = shown(page.measure, last.count if last else number.value)
        return say("count-again", count=shown(page.measure, number.value), page=page_name(campaign, page), last=before)
    await note_act(ask, tx, campaign, role, "count", f"{page.key} {page.measure.number(number.value)}")
    await end_question(ask, tx, "count ")
    return _taken(campaign, page, number, typed_in)


def _taken(campaign: Campaign, page: Page, number: Count, typed_in: Typed) -> Reply:
    """Say that a count is stored, and whether a rounded first count gave way to it; a button takes it back."""
    values: dict[str, Value] = {"page": page_name(campaign, page), "count": shown(page.measure, number.value)}
    lines = [Text("count-taken", values)]
    if number.step > 1:
        lines = [Text("count-rounded", {**values, "step": shown(page.measure, number.step)})]
    if typed_in.gave_way is not None:
        rounded = shown(page.measure, typed_in.gave_way.snapshot.count)
        lines.append(Text("count-gave-way", {"before": rounded, "count": values["count"]}))
    undo = Button(Text("button-undo"), command=f"undo {typed_in.number}")
    return Reply(lines=tuple(lines), buttons=((undo,),) if typed_in.number else ())


def parse_count(text: str, vocabulary: Vocabulary) -> Count | None:
    """Parse a count as people write it: 2,272,336 · 2 272 336 · ٢٬٢٧٢٬٣٣٦ · 2.27M (2,270,000 with step 10,000)."""
    text = figure(text).strip()
    if _WHOLE.fullmatch(text):
        digits = re.sub(_GAPS, "", text)
        number = Count(int(digits)) if len(digits) <= LONGEST else None
    elif (found := _ROUNDED.fullmatch(text)) and (unit := vocabulary.meaning(found[3], _UNITS)):
        digits = found[2] or ""
        step = _UNITS[unit] // 10 ** len(digits)
        number = Count(int(found[1] + digits) * step, step)
    else:
        return None
    return number if number and number.value < MOST_COUNT else None


def parse_number(text: str, vocabulary: Vocabulary, measure: Measure) -> Count | None:
    """Parse what is typed for a page of this measure; a fraction only where the measure has decimals.

    There one separator is a decimal sign: 1.459 and 1,459 are a price of 1.459, not a thousand. Returned in the
    measure's whole form; None for what is no number of it.
    """
    fraction = _FRACTION.fullmatch(figure(text))
    if not measure.decimals or fraction is None:
        whole = parse_count(text, vocabulary)
        number: Count | Fault | None = whole and in_measure(whole, measure)
    else:
        number = in_measure(Count(int(fraction[1] + fraction[2]), decimals=len(fraction[2])), measure)
    return number if isinstance(number, Count) and number.value < MOST_COUNT else None


async def _may_report(ask: Ask, tx: Transaction, campaign: Campaign, page: Page) -> bool:
    """Whether somebody without a role may report here: the campaign wants it, in its groups, where nothing reads."""
    if not asks_crowd(campaign, ask.request, ask.follows):
        return False
    role = await tx.people.role(campaign.slug, ask.request.address.platform, ask.request.person)
    return role is None and await unreadable(tx, page)


async def _countable(ask: Ask, tx: Transaction, found: list[_Found]) -> list[_Found]:
    """Of several pages those that the crowd is asked for here; else all, to whom has a role there. Raises a Refusal."""
    open_here = [one for one in found if await _may_report(ask, tx, one[0], one[2])]
    if len(found) > 1 and not open_here:
        await need_role(ask, tx, found[0][0], Role.REPORTER)
    return open_here or found


async def _report(ask: Ask, tx: Transaction, campaign: Campaign, page: Page, number: Count) -> Reply:
    reporter = Reporter(ask.request.person, ask.request.address)
    verdict = await take_report(tx, campaign, page, reporter, number, ask.guard, ask.now)
    if isinstance(verdict, Accept):
        return say("crowd-agreed", page=page_name(campaign, page), count=shown(page.measure, verdict.snapshot.count))
    name = page_name(campaign, page)
    if isinstance(verdict, Hold):
        last = (await tx.snapshots.at([page.id], [ask.now]))[0].get(page.id)
        before = shown(page.measure, last.count if last else verdict.held.count)
        return say("crowd-held", page=name, count=shown(page.measure, verdict.held.count), last=before)
    window = Span((campaign.crowd or Crowd()).window, fine=True)
    return replace(say("crowd-thanks", page=name, window=window), personal=True)


async def _ask_for_number(ask: Ask, tx: Transaction) -> Reply:
    """Ask for the number of a page in private, where the next message completes the command."""
    first = 2 if len(ask.words) > 1 and any(one.slug == ask.words[0].lower() for one in ask.campaigns) else 1
    said = " ".join(ask.words[first:])
    wrong = Refusal(Text("bad-number", {"word": said}) if said else Text("count-how"), usage=True)
    if ask.request.kind is not ChatKind.PRIVATE:
        raise wrong
    campaigns = await _may_count(ask, tx)
    try:
        campaign, page = _only(ask, find_pages(ask, campaigns, ask.rest), ask.rest)
    except Refusal as refusal:
        if refusal.text.id == "which-page":
            raise
        try:
            page_words = " ".join(ask.words[:first])
            campaign, page = _only(ask, find_pages(ask, campaigns, page_words), page_words)
        except Refusal:
            raise wrong from None
        raise await _bad_number(ask, tx, campaign, page, said) from None
    await need_role(ask, tx, campaign, Role.REPORTER)
    waits = f"count {campaign.slug} {page.key}"
    await tx.dialogues.wait(ask.request.address.platform, ask.request.person, waits)
    back = Button(Text("button-back"), command=f"menu counts {campaign.slug}")
    menu = Button(Text("button-menu"), command=f"menu {campaign.slug}")
    asked = say("count-which-number", page=page_name(campaign, page))
    return replace(asked, buttons=((back, menu),), personal=True)


async def _bad_number(ask: Ask, tx: Transaction, campaign: Campaign, page: Page, word: str) -> Refusal:
    """The answer to a number of this page that was not understood; in private with its question again, if it may be."""
    if ask.private:
        await need_role(ask, tx, campaign, Role.REPORTER)
    text = Text("bad-number", {"word": word})
    if parse_count(word, ask.vocabulary) or _FRACTION.fullmatch(figure(word)):
        text = Text("row-measure", {"given": word, "measure": measure_name(page.measure)})
    offers = (
        Button(Text("button-again"), command=count_command(campaign, page)),
        Button(Text("button-counts"), command=f"menu counts {campaign.slug}"),
        Button(Text("button-menu"), command=f"menu {campaign.slug}"),
    )
    return Refusal(text, offers=offers) if ask.private else Refusal(text, usage=True)


def _split(words: tuple[str, ...], vocabulary: Vocabulary) -> tuple[str, str]:
    """The page's words and the number's: of all ways to split them, the one with the longest number; "" without one."""
    for start in range(1, len(words)):
        typed = " ".join(words[start:])
        if parse_count(typed, vocabulary) or _FRACTION.fullmatch(figure(typed)):
            return " ".join(words[:start]), typed
    return " ".join(words), ""


async def _may_count(ask: Ask, tx: Transaction) -> list[Campaign]:
    """The campaigns in which the person may count; if there is none, all campaigns, for the refusal to name."""
    platform, person = ask.request.address.platform, ask.request.person
    roles = {campaign.slug: await tx.people.role(campaign.slug, platform, person) for campaign in ask.campaigns}
    return [campaign for campaign in ask.campaigns if roles[campaign.slug]] or list(ask.campaigns)


def find_pages(ask: Ask, campaigns: Sequence[Campaign], word: str) -> list[_Found]:
    """The pages of `campaigns` that `source:handle`, a handle, or a target with one page names.

    A campaign that is named with it says whose it is. Else, where several campaigns have it, the one that this chat
    follows is meant, then the one that is not over. Raises a Refusal if there is none.
    """
    named, rest = _with_campaign(ask, word)
    found = _meant(ask, named, rest) or _meant(ask, campaigns, word)
    if len({page.key for _, _, page in found}) == 1:
        running = [one for one in found if not one[0].ended(ask.now)]
        found = running if len(running) == 1 else found
    if found:
        return found
    others = {one[2].key: one for one in _own(ask, named or campaigns)}.values()
    known = listed([_typable(campaign, page, [*others]) for campaign, _, page in others])
    raise Refusal(Text("unknown-page", {"word": rest if named else word, "known": known}))


def _only(ask: Ask, found: Sequence[_Found], word: str, typed: str = "") -> tuple[Campaign, Page]:
    """The page that was found; of several, a Refusal asks which is meant, with buttons that take what was `typed`."""
    if len(found) == 1:
        return found[0][0], found[0][2]
    known = listed([_typable(campaign, page, found) for campaign, _, page in found])
    raise Refusal(Text("which-page", {"word": word, "known": known}), asked=_choice(ask, found, typed))


def _with_campaign(ask: Ask, word: str) -> tuple[list[Campaign], str]:
    """The campaign whose slug stands before a page, or its title in brackets behind it, and the page; else none."""
    slug, _, rest = word.partition(" ")
    if named := [one for one in ask.campaigns if rest and one.slug == slug.lower()]:
        return named, rest
    for campaign in ask.campaigns:
        for title in campaign.title.by_language.values():
            if word.casefold().endswith(f" ({title.casefold()})"):
                return [campaign], word[: -len(f" ({title})")]
    return [], ""


def _own(ask: Ask, campaigns: Sequence[Campaign]) -> list[_Found]:
    """All pages of the campaigns that this chat follows, of all where it follows none of them."""
    return [
        (campaign, target, page)
        for campaign in [one for one in campaigns if one.slug in ask.follows] or campaigns
        for target in campaign.targets
        for page in target.pages
    ]


def _meant(ask: Ask, campaigns: Sequence[Campaign], word: str) -> list[_Found]:
    """The pages that a word names: by what is theirs alone, by their handle or address, else by their company."""
    own, wanted = _own(ask, campaigns), word.casefold()
    return (
        [one for one in own if wanted in {one[2].key.casefold(), one[2].label.casefold(), mark_of(one[2].key)}]
        or [one for one in own if is_meant(one[2], word, ask.uploads.sources)]
        or [one for one in own if fold(word) in names_of(one[1])]
    )


def _typable(campaign: Campaign, page: Page, meant: Sequence[_Found]) -> Value:
    """What can be typed for a page: its company where that has one page, its handle, or its key where two share that.

    Where campaigns share the page, the campaign stands behind it.
    """
    handles = [one.handle.casefold() for one in {one.key: one for _, _, one in meant}.values()]
    name: Value = page.label if handles.count(page.handle.casefold()) > 1 else page.handle
    if any(len(target.pages) == 1 for one, target, same in meant if (one.slug, same) == (campaign.slug, page)):
        name = page_name(campaign, page)
    return _told_apart(campaign, page, meant, name)


def _told_apart(campaign: Campaign, page: Page, meant: Sequence[_Found], name: Value) -> Value:
    """The name of the page, with its campaign where several have it."""
    shared = sum(one == page for _, _, one in meant) > 1
    return Text("target-page", {"name": name, "page": campaign.title}) if shared else name


def _choice(ask: Ask, meant: Sequence[_Found], typed: str) -> Reply:
    """A button for each page, which takes the number that was typed, or in private asks for it again if it is long."""
    lines = [f"{count_command(campaign, page)} {typed}".strip() for campaign, _, page in meant]
    if any(len(line.encode()) > LONGEST_COMMAND for line in lines):
        lines = [count_command(campaign, page) for campaign, _, page in meant] if ask.private else []
    names = [_told_apart(campaign, page, meant, page_name(campaign, page)) for campaign, _, page in meant]
    rows = [(Button(Text("cell", {"value": name}), command=line),) for name, line in zip(names, lines, strict=False)]
    return Reply(buttons=tuple(rows[:MOST_BUTTONS]), personal=True)


COMMAND = Command(
    "count",
    count,
    arguments=(Argument("page", required=True, suggest="pages"), Argument("number", required=True)),
    person=True,
    role=Role.REPORTER,
    form=True,
    crowd=True,
)
