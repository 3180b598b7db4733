"""What organizers do with a call: propose, approve, launch, pause, cancel, retract it, or put other words into it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.calls.content import content, rebased, retracted
from bot.core.calls.replies import progress_reply, request_reply
from bot.core.delivery import approvals
from bot.core.delivery.organizer_notices import tell
from bot.core.delivery.refresh_intervals import PROGRESS_SECONDS
from bot.core.model.announcements import Action, Announcement, AnnouncementKind, State, Stop, Tally
from bot.core.model.call import UNSENT, Call, CallState
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.input.fields import row_number
from bot.core.model.reply import Button, Reply, Text, say
from bot.core.model.roles import Role
from bot.core.ports.database import Transaction

UNDER_WAY = frozenset({CallState.SCHEDULED, CallState.LAUNCHED})


@dataclass(frozen=True, slots=True)
class Proposal:
    """What became of a proposed call: it still needs `missing` approvals, and `asked` people can give them.

    `wanting` is how many more organizers there must be before it can have them all.
    """

    call: Call
    missing: int
    asked: int = 0
    wanting: int = 0


async def find_call(tx: Transaction, number: str) -> Call:
    """A call; refused where there is none of this number."""
    wanted = row_number(number)
    call = await tx.calls.get(wanted) if wanted is not None else None
    if call is None:
        raise Refusal(Text("call-unknown", {"id": number}))
    return call


async def propose(
    tx: Transaction, campaign: Campaign, call: Call, languages: Sequence[str], now: datetime
) -> Proposal:  # fmt: skip
    """Launch a call if it needs nobody's approval any more, else ask the other organizers for it.

    Whoever missed the request gets it once more with the next launch, at most once in a minute.
    """
    if not call.script.texts:
        raise Refusal(Text("call-no-text"))
    _check_time(call, now)
    matter = approvals.call_matter(call)
    await tx.approvals.add_author(matter, call.author)
    missing = await approvals.missing(tx, campaign, matter, call.content_hash)
    if not missing.approvals:
        return Proposal(await launch(tx, campaign, call, now), 0)
    proposed = replace(call, state=CallState.PROPOSED)
    await tx.calls.update(proposed)
    chats = await audience_size(tx, campaign, proposed)
    request = request_reply(proposed, campaign, languages, chats)
    key = f"approve:{call.id}:{call.content_hash}:{now:%Y-%m-%dT%H:%M}"
    await tell(tx, campaign.slug, key, request, now, but={call.author})
    others = set(await tx.people.chats(campaign.slug, Role.ORGANIZER)) - {call.author}
    return Proposal(proposed, missing.approvals, len(others), missing.organizers)


async def approve(
    tx: Transaction, campaign: Campaign, call: Call, pseudonym: str, content_hash: str, now: datetime
) -> Proposal:
    """Note an approval of the content with this hash, and launch the call with the last one that it needs.

    Refused for its own author, for a call that waits for none, and where the call has changed since it was shown.
    """
    if call.state is not CallState.PROPOSED:
        raise Refusal(Text("call-not-proposed", {"id": str(call.id)}))
    matter = approvals.call_matter(call)
    await approvals.check_no_author(tx, matter, pseudonym)
    if content_hash != call.content_hash:
        raise Refusal(Text("call-changed", {"id": str(call.id)}))
    _check_time(call, now)
    missing = await approvals.approve(tx, campaign, matter, pseudonym, content_hash)
    if missing.approvals:
        return Proposal(call, missing.approvals)
    return Proposal(await launch(tx, campaign, call, now), 0)


async def refuse(
    tx: Transaction, campaign: Campaign, call: Call, pseudonym: str, content_hash: str, why: str, now: datetime
) -> None:  # fmt: skip
    """Give a proposed call back to its author, and tell them why.

    Refused for its author, for a call that waits for none, and where the call has changed since it was shown.
    """
    if call.state is not CallState.PROPOSED:
        raise Refusal(Text("call-not-proposed", {"id": str(call.id)}))
    await approvals.check_no_author(tx, approvals.call_matter(call), pseudonym)
    if content_hash != call.content_hash:
        raise Refusal(Text("call-changed", {"id": str(call.id)}))
    await tx.approvals.clear(approvals.call_matter(call))
    await tx.calls.update(replace(call, state=CallState.DRAFT))
    open_it = Button(Text("button-open", {"id": call.number}), command=f"call {call.id}")
    told = Reply(lines=(Text("call-refused", {"id": call.number, "why": why}),), buttons=((open_it,),))
    await tell(
        tx,
        campaign.slug,
        f"call-refused:{call.id}:{content_hash}:{int(now.timestamp())}",
        told,
        now,
        only={call.author},
    )


async def launch(tx: Transaction, campaign: Campaign, call: Call, now: datetime) -> Call:
    """Schedule a call for its time, which may be now; new words of an earlier call go into its messages at once."""
    if call.fixes:
        return await _fix(tx, campaign, call, now)
    await tx.approvals.clear(approvals.call_matter(call))
    scheduled = replace(call, state=CallState.SCHEDULED, paused=False, due=call.script.when or now)
    await tx.calls.update(scheduled)
    return scheduled


async def send_due(tx: Transaction, now: datetime) -> int:
    """Send every call whose time has come to its audience; how many."""
    taken = await tx.calls.take_due(now)
    campaigns = {campaign.slug: campaign for campaign in await tx.campaigns.all()} if taken else {}
    for call in taken:
        campaign = campaigns[call.campaign]
        announcement = Announcement(
            f"call:{call.id}", call.campaign, AnnouncementKind.CALL, call.due or now, content(call, campaign)
        )
        running = replace(call, announcement=await tx.ledger.broadcast(announcement, call.audience(campaign)))
        tally = await tx.ledger.tally(running.announcement, now)
        told = progress_reply(running, campaign, tally)
        progress = await tell(tx, call.campaign, f"progress:{call.id}", told, now, only={call.author})
        await tx.calls.update(replace(running, progress=progress))
    return len(taken)


async def follow_progress(tx: Transaction, now: datetime) -> None:
    """Tell each running call's author how far it is, and note when it is done."""
    busy = await tx.calls.busy(now, PROGRESS_SECONDS)
    campaigns = {campaign.slug: campaign for campaign in await tx.campaigns.all()} if busy else {}
    for call in busy:
        tally = await tx.ledger.tally(call.announcement, now)
        followed = call if tally.waiting else replace(call, busy=False)
        if call.progress:
            told = progress_reply(followed, campaigns[call.campaign], tally)
            await tx.ledger.revise(call.progress, told, now)
        if not followed.busy:
            await tx.calls.update(followed)


async def pause(tx: Transaction, call: Call, *, paused: bool) -> Call:
    """Hold a scheduled or running call, or let it go on."""
    if call.status in {"done", "retracted"}:
        raise _over(call)
    if call.state not in UNDER_WAY or call.paused is paused:
        raise Refusal(Text("call-not-running" if paused else "call-not-paused", {"id": str(call.id)}))
    held = replace(call, paused=paused, busy=call.busy or bool(call.announcement))
    await tx.calls.update(held)
    if call.announcement:
        await tx.ledger.stop(call.announcement, Stop.PAUSED if paused else Stop.NO)
    return held


async def cancel(tx: Transaction, call: Call) -> Call | None:
    """End a call: what has not been sent never will be. One that was never launched is deleted; then None."""
    if call.state in {CallState.DRAFT, CallState.PROPOSED}:
        await tx.calls.delete(call.id)
        return None
    if call.state not in UNDER_WAY or call.status == "done":
        raise _over(call)
    cancelled = replace(call, state=CallState.CANCELLED, paused=False)
    await tx.calls.update(cancelled)
    if call.announcement:
        await tx.ledger.stop(call.announcement, Stop.CANCELLED)
    return cancelled


def _over(call: Call) -> Refusal:
    """The refusal to hold or end what has ended; it names what can still be done."""
    stands = call.announcement and call.state is not CallState.RETRACTED
    return Refusal(Text("call-over" if stands else "call-ended", {"id": str(call.id)}))


async def retract(tx: Transaction, call: Call, now: datetime) -> Call:
    """Take a call back: what waits is not sent, and what was sent is deleted everywhere."""
    if not call.announcement or call.state is CallState.RETRACTED:
        raise Refusal(Text("call-not-sent", {"id": str(call.id)}))
    gone = replace(call, state=CallState.RETRACTED, paused=False, busy=True)
    await tx.calls.update(gone)
    await tx.ledger.stop(call.announcement, Stop.RETRACTED)
    await tx.ledger.revise(call.announcement, retracted(call), now, Action.DELETE)
    return gone


def check_fixable(call: Call) -> None:
    """Refuse where a call has no messages that other words could be put into."""
    if not call.announcement or call.state is CallState.RETRACTED:
        raise Refusal(Text("call-not-sent", {"id": str(call.id)}))


async def _fix(tx: Transaction, campaign: Campaign, fix: Call, now: datetime) -> Call:
    original = await find_call(tx, str(fix.fixes))
    check_fixable(original)
    fixed = replace(original, script=replace(original.script, texts=fix.script.texts), busy=True)
    await tx.calls.update(fixed)
    await tx.ledger.revise(original.announcement, content(fixed, campaign), now)
    # The replacement is used up; what it said stands in the call now.
    await tx.calls.delete(fix.id)
    # The others hold all texts as they were, and would put them back with their own.
    for other in await tx.calls.latest(campaign.slug, fixes=original.id):
        texts = rebased(other.script.texts, original.script.texts, fix.script.texts)
        await tx.calls.update(replace(other, script=replace(other.script, texts=texts), state=CallState.DRAFT))
        key = f"rebased:{other.id}:{fix.id}"
        await tell(tx, campaign.slug, key, say("fix-rebased", id=str(original.id)), now, only={other.author})
    return fixed


async def audience_size(tx: Transaction, campaign: Campaign, call: Call) -> int:
    """How many chats a call would reach now; for new words, how many it was sent to."""
    if call.fixes:
        original = await find_call(tx, str(call.fixes))
        return sum((await tx.ledger.counts(original.announcement)).values())
    audience = call.audience(campaign)
    return sum(
        chats
        for (platform, language), chats in (await tx.ledger.audience(campaign.slug)).items()
        if audience.platform in {"", platform}
        and (audience.language in {"", language} or (audience.undecided and not language))
    )


async def tally(tx: Transaction, campaign: Campaign, call: Call, now: datetime) -> Tally:
    """How a call stands; before it leaves, it waits for every chat that it would reach now."""
    if call.state in UNSENT:
        return Tally({State.PENDING: await audience_size(tx, campaign, call)})
    return await tx.ledger.tally(call.announcement, now)


def _check_time(call: Call, now: datetime) -> None:
    if call.script.when is not None and call.script.when <= now:
        raise Refusal(Text("call-late"))
