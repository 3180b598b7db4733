"""/pledge: take part in an event, with a number of people; or withdraw."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.core.commands.request import Argument, Ask, Command, with_link
from bot.core.delivery.promises import halt_breaks
from bot.core.events import lifecycle as event_lifecycle
from bot.core.events import pledges
from bot.core.events.amounts import take_amount, with_number
from bot.core.events.kind import Kind, Unit
from bot.core.events.pledges import PledgeChange
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.event import Chapter, Event, Pledge
from bot.core.model.input.chapters import chapter_names, find_chapter, with_names_joined
from bot.core.model.input.digits import figure
from bot.core.model.input.letters import fold
from bot.core.model.input.toml_form import nearest
from bot.core.model.input.vocabulary import Vocabulary
from bot.core.model.limits import LONGEST_COMMAND
from bot.core.model.reply import Button, Money, Reply, Text, listed
from bot.core.ports.database import Transaction
from handlers.events import choose_event, drop_reminder, participant_of

BANDS = {"low": 1, "middle": 2, "high": 3}

_MORE = re.compile(r"\+(\d{1,6})")


async def pledge(ask: Ask, tx: Transaction) -> Reply:
    """Store the pledge, and confirm it to the person alone; with `remind`, in private, store where to remind them."""
    found, words = await choose_event(ask, tx)
    if isinstance(found, Reply):
        return found
    campaign, event, kind = found
    if any(ask.vocabulary.means(word, "remind") for word in words):
        return await _remind(ask, tx, campaign, event)
    person = await participant_of(ask, tx, event)
    if any(ask.vocabulary.means(word, "off") for word in words):
        withdrawn = await pledges.withdraw(tx, event, kind, person, ask.now)
        dropped = (Text("remind-dropped"),) if await drop_reminder(ask, tx, event) else ()
        return _alone(Text("pledge-withdrawn" if withdrawn else "pledge-none"), *dropped)
    change = _read_change(words, campaign, kind, event, ask.vocabulary)
    kept = await pledges.pledge(tx, event, kind, person, change, ask.now)
    if kept is None:
        return confirmation(ask, kind, f"pledge {with_number(event.id, ' '.join(words))}")
    await mark_simulated(ask, tx, event, kind)
    return _alone(*_said(ask, campaign, kept), *(() if ask.private else await halt_breaks(tx, campaign)))


async def mark_simulated(ask: Ask, tx: Transaction, event: Event, kind: Kind) -> None:
    """Mark an event for good as having simulated participants in its figures."""
    if ask.request.simulated and not event.simulated:
        await tx.events.update(replace(event, simulated=True), event_lifecycle.next_due(event, kind))


def confirmation(ask: Ask, kind: Kind, command: str) -> Reply:
    """What to know before one takes part; in private with a button that sends the same again.

    In a group the answer to a tap is a popup, which has no buttons, and the button that was tapped is still there.
    """
    fits = ask.private and len(command.encode()) <= LONGEST_COMMAND
    buttons = ((Button(Text("button-confirm"), command=command),),) if fits else ()
    return Reply(lines=(Text(kind.note), Text("pledge-confirm")), buttons=buttons, personal=True)


def _alone(*lines: Text) -> Reply:
    return Reply(lines=lines, personal=True)


def _said(ask: Ask, campaign: Campaign, kept: Pledge) -> tuple[Text, ...]:
    lines = [Text("pledge-in", {"more": kept.people - 1})]
    if kept.chapter:
        name = next(one.name for one in campaign.chapters if one.slug == kept.chapter)
        lines.append(Text("pledge-chapter", {"name": name}))
    if kept.amount is not None:
        lines.append(Text("pledge-amount", {"money": Money(kept.amount, campaign.currency)}))
    if kept.held:
        lines.append(Text("pledge-held"))
    lines.append(Text("pledge-remind-here") if ask.private else with_link("pledge-remind", ask.request))
    return tuple(lines)


async def _remind(ask: Ask, tx: Transaction, campaign: Campaign, event: Event) -> Reply:
    """Store a private chat's address for this event alone; it is deleted when the event is over."""
    if not ask.private:
        raise Refusal(with_link("remind-in-private", ask.request))
    pledges.check_open(event)
    chat = await tx.chats.ensure(ask.request.address, ask.request.kind)
    await tx.chats.keep_private(chat, ask.request.address, f"event:{event.id}")
    return _alone(Text("remind-kept"), *await halt_breaks(tx, campaign))


def _read_change(
    words: Sequence[str], campaign: Campaign, kind: Kind, event: Event, vocabulary: Vocabulary
) -> PledgeChange:
    change = PledgeChange()
    if kind.unit is Unit.MONEY:
        amount, words = take_amount(words, campaign.currency, vocabulary, f"pledge #{event.id}")
        if amount is not None and not amount:
            raise Refusal(Text("pledge-zero"), offers=["pledge", "pledge off"])
        change = replace(change, amount=amount)
    for word in with_names_joined(words, campaign):
        typed = figure(word)
        if found := _MORE.fullmatch(typed):
            change = replace(change, more=int(found[1]))
        elif vocabulary.means(word, "yes"):
            change = replace(change, sure=True)
        elif (band := vocabulary.meaning(word, BANDS)) and event.plan.options.get("bands"):
            change = replace(change, band=BANDS[band])
        else:
            change = replace(change, chapter=_chapter(word, campaign))
    return change


def _chapter(word: str, campaign: Campaign) -> str:
    """The chapter's slug, found by any of its names."""
    names = chapter_names(campaign)
    if (found := find_chapter(campaign, word)) is not None:
        return found.slug
    if near := nearest(fold(word), names):
        likely: list[str | Button] = [_join(names[near]), "events"]
        raise Refusal(Text("no-chapter-near", {"word": word, "near": names[near].name}), usage=True, offers=likely)
    known = listed(chapter.name for chapter in campaign.chapters)
    wrong = Text("no-chapter", {"word": word, "known": known}) if known else Text("pledge-bad", {"word": word})
    raise Refusal(
        wrong,
        usage=True,
        offers=[_join(chapter) for chapter in campaign.chapters] or ["pledge", "pledge off"],
    )


def _join(chapter: Chapter) -> Button:
    return Button(Text("button-chapter", {"name": chapter.name}), command=f"pledge {chapter.slug}")


COMMAND = Command(
    "pledge", pledge, arguments=(Argument("event", suggest="events"), Argument("words")), person=True, form=True
)  # fmt: skip
