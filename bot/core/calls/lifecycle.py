"""The lifecycle of a call: propose, approve, launch, pause, cancel, retract, or correct it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.calls import series
from bot.core.calls.content import content, merge_texts, retracted
from bot.core.calls.reach import over, stands
from bot.core.calls.replies import progress_reply, request_reply
from bot.core.calls.waiting import check_fixable, check_sendable, send_back
from bot.core.delivery import approvals
from bot.core.delivery.organizer_notices import notify_organizers
from bot.core.delivery.promises import with_halt
from bot.core.delivery.refresh_intervals import PROGRESS_SECONDS
from bot.core.model.announcements import TOO_LATE, Action, Announcement, AnnouncementKind, State, Stop, Tally
from bot.core.model.call import UNSENT, Call, CallState
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.input.fields import row_number
from bot.core.model.reply import Button, Moment, Reply, Text, Value, say
from bot.core.model.roles import Role
from bot.core.ports.database import Transaction

UNDER_WAY = frozenset({CallState.SCHEDULED, CallState.LAUNCHED})


@dataclass(frozen=True, slots=True)
class Proposal:
    """The state of a proposed call: `missing` approvals, and the number of people who were `asked` for them.

    `wanting` is how many more organizers the campaign needs before all approvals can be given.
    """

    call: Call
    missing: int
    asked: int = 0
    wanting: int = 0


async def find_call(tx: Transaction, number: str) -> Call:
    """Look up a call by its number. Raises a Refusal where there is none."""
    wanted = row_number(number)
    call = await tx.calls.get(wanted) if wanted is not None else None
    if call is None:
        raise Refusal(Text("call-unknown", {"id": number}))
    return call


async def propose(
    tx: Transaction, campaign: Campaign, call: Call, languages: Sequence[str], now: datetime
) -> Proposal:  # fmt: skip
    """Launch a call, which has a text, if it needs no further approval; else ask the other organizers for it.

    Proposing it again sends the requests again, at most once a minute.
    """
    await check_sendable(tx, campaign, call, now)
    matter = approvals.call_matter(call)
    await tx.approvals.add_author(matter, call.author)
    missing = await approvals.missing(tx, campaign, matter, call.content_hash)
    if not missing.approvals:
        return Proposal(await launch(tx, campaign, call, now), 0)
    proposed = replace(call, state=CallState.PROPOSED)
    await tx.calls.update(proposed)
    chats = await audience_size(tx, campaign, proposed)
    request = await approvals.naming(tx, campaign, request_reply(proposed, campaign, languages, chats))
    key = f"approve:{call.id}:{call.content_hash}:{now:%Y-%m-%dT%H:%M}"
    await notify_organizers(tx, campaign.slug, key, request, now, but={call.author})
    others = set(await tx.people.chats(campaign.slug, Role.ORGANIZER)) - {call.author}
    return Proposal(proposed, missing.approvals, len(others), missing.organizers)


async def approve(
    tx: Transaction, campaign: Campaign, call: Call, pseudonym: str, content_hash: str, now: datetime
) -> Proposal:
    """Record an approval of the content with this hash; the last one that is needed launches the call.

    A call that cannot go out any more goes back to its author as a draft.

    Raises a Refusal for the call's author, for a call that waits for no approval, and where the content has changed.
    """
    await check_waiting(tx, call, pseudonym, content_hash)
    try:
        await check_sendable(tx, campaign, call, now)
    except Refusal as why:
        await send_back(tx, campaign, call, why, now)
        return Proposal(replace(call, state=CallState.DRAFT), 0)
    missing = await approvals.approve(tx, campaign, approvals.call_matter(call), pseudonym, content_hash)
    if missing.approvals:
        return Proposal(call, missing.approvals)
    return Proposal(await launch(tx, campaign, call, now), 0)


async def check_waiting(tx: Transaction, call: Call, pseudonym: str, content_hash: str) -> None:
    """Raise a Refusal where the call with this content does not wait for this person to approve or to refuse it."""
    if call.state is not CallState.PROPOSED:
        raise Refusal(Text("call-not-proposed", {"id": str(call.id)}))
    await approvals.check_no_author(tx, approvals.call_matter(call), pseudonym)
    if content_hash != call.content_hash:
        raise Refusal(Text("call-changed", {"id": str(call.id)}))


async def refuse(
    tx: Transaction, campaign: Campaign, call: Call, pseudonym: str, content_hash: str, why: Value, now: datetime
) -> None:  # fmt: skip
    """Refuse a proposed call: it becomes a draft again, and its author is told why.

    Raises a Refusal as `approve` does.
    """
    await check_waiting(tx, call, pseudonym, content_hash)
    await tx.approvals.clear(approvals.call_matter(call))
    await tx.calls.update(replace(call, state=CallState.DRAFT))
    open_it = Button(Text("button-open", {"id": call.number}), command=f"call {call.id}")
    refused = Text("fix-refused" if call.fixes else "call-refused", {"id": call.number, "why": why})
    told = Reply(lines=(refused,), buttons=((open_it,),))
    await notify_organizers(
        tx,
        campaign.slug,
        f"call-refused:{call.id}:{content_hash}:{int(now.timestamp())}",
        told,
        now,
        only={call.author},
    )


async def launch(tx: Transaction, campaign: Campaign, call: Call, now: datetime) -> Call:
    """Schedule a call for its time, which may be now, or let a series begin; apply a correction at once."""
    if call.fixes:
        return await _fix(tx, campaign, call, now)
    await tx.approvals.clear(approvals.call_matter(call))
    if call.script.repeat is not None:
        return await series.start(tx, campaign, call, now)
    scheduled = replace(call, state=CallState.SCHEDULED, paused=False, due=call.script.when or now)
    await tx.calls.update(scheduled)
    return scheduled


async def send_due(tx: Transaction, now: datetime) -> int:
    """Send every scheduled call that is due to its audience; return how many."""
    taken = await tx.calls.take_due(now)
    campaigns = {campaign.slug: campaign for campaign in await tx.campaigns.all()} if taken else {}
    for call in taken:
        campaign = campaigns[call.campaign]
        due = call.due or now
        announcement = Announcement(
            f"call:{call.id}", call.campaign, AnnouncementKind.CALL, due, content(call, campaign),
            deadline=call.script.deadline(due),
        )  # fmt: skip
        running = replace(call, announcement=await tx.ledger.broadcast(announcement, call.audience(campaign)))
        tally = await tx.ledger.tally(running.announcement, now)
        told = progress_reply(running, campaign, tally)
        # What was held up until it is too late makes no progress; `follow_progress` tells how it ended.
        author = {call.author} if now < call.script.deadline(due) else ()
        progress = await notify_organizers(tx, call.campaign, f"progress:{call.id}", told, now, only=author)
        await tx.calls.update(replace(running, progress=progress))
    return len(taken)


async def follow_progress(tx: Transaction, now: datetime) -> None:
    """Update the progress message to each running call's author, and record when a call is done."""
    busy = await tx.calls.busy(now, PROGRESS_SECONDS)
    campaigns = {campaign.slug: campaign for campaign in await tx.campaigns.all()} if busy else {}
    late: list[tuple[Call, int]] = []
    for call in busy:
        tally = await tx.ledger.tally(call.announcement, now)
        followed = call if tally.waiting else replace(call, busy=False)
        if call.progress:
            told = progress_reply(followed, campaigns[call.campaign], tally)
            await tx.ledger.revise(call.progress, told, now)
        missed = tally.waiting + dict(tally.failures).get(TOO_LATE, 0)
        if missed and call.state is CallState.LAUNCHED and now >= call.script.deadline(call.due or now):
            late.append((call, missed))
        if not followed.busy:
            await tx.calls.update(followed)
    await _tell_too_late(tx, campaigns, late, now)


async def _tell_too_late(
    tx: Transaction, campaigns: Mapping[str, Campaign], late: Sequence[tuple[Call, int]], now: datetime
) -> None:
    """Tell the organizers, once, which calls these chats no longer get; of several of one series in one notice."""
    for call, chats in {call.series or -call.id: (call, chats) for call, chats in late}.values():
        until = Moment(call.script.deadline(call.due or now), campaigns[call.campaign].zone)
        content = say("call-held-up", id=call.number, at=until, chats=chats)
        several = sum(one.series == call.series for one, _ in late)
        if call.series and several > 1:
            content = say("series-held-up", series=str(call.series), calls=several)
        await notify_organizers(tx, call.campaign, f"too-late:{call.id}", content, now)


async def pause(tx: Transaction, call: Call, *, paused: bool) -> Call:
    """Pause or resume a scheduled or running call. Raises a Refusal for any other."""
    if call.status in {"done", "retracted"}:
        raise await over(tx, call)
    if call.state is CallState.REPEATING:
        raise Refusal(Text("series-no-pause", {"id": str(call.id)}))
    if call.state not in UNDER_WAY or call.paused is paused:
        raise Refusal(Text("call-not-running" if paused else "call-not-paused", {"id": str(call.id)}))
    held = replace(call, paused=paused, busy=call.busy or bool(call.announcement))
    await tx.calls.update(held)
    if call.announcement:
        await tx.ledger.stop(call.announcement, Stop.PAUSED if paused else Stop.NO)
    return held


async def cancel(tx: Transaction, call: Call) -> Call | None:
    """Cancel a call: pending deliveries are closed. A call that was never launched is deleted; then returns None."""
    if call.state in {CallState.DRAFT, CallState.PROPOSED}:
        await series.drop_unsent(tx, call)
        await tx.calls.delete(call.id)
        return None
    if call.state is CallState.REPEATING:
        return await series.stop(tx, call)
    if call.state not in UNDER_WAY or call.status == "done":
        raise await over(tx, call)
    cancelled = replace(call, state=CallState.CANCELLED, paused=False)
    await tx.calls.update(cancelled)
    if call.announcement:
        await tx.ledger.stop(call.announcement, Stop.CANCELLED)
    return cancelled


async def retract(tx: Transaction, call: Call, now: datetime) -> Call:
    """Retract a call: pending deliveries are closed, and sent messages are deleted everywhere."""
    if not await stands(tx, call):
        raise Refusal(Text("call-not-sent", {"id": str(call.id)}))
    gone = replace(call, state=CallState.RETRACTED, paused=False, busy=True)
    await tx.calls.update(gone)
    await tx.ledger.stop(call.announcement, Stop.RETRACTED)
    await tx.ledger.revise(call.announcement, retracted(call), now, Action.DELETE)
    return gone


async def _fix(tx: Transaction, campaign: Campaign, fix: Call, now: datetime) -> Call:
    original = await find_call(tx, str(fix.fixes))
    check_fixable(original)
    fixed = replace(original, script=replace(original.script, texts=fix.script.texts), busy=True)
    await tx.calls.update(fixed)
    await tx.ledger.revise(original.announcement, content(fixed, campaign), now)
    # The correction is deleted, since the call has its texts now.
    await tx.calls.delete(fix.id)
    # Other pending corrections contain the old texts, and would restore them with their own changes.
    for other in await tx.calls.latest(campaign.slug, fixes=original.id):
        texts = merge_texts(other.script.texts, original.script.texts, fix.script.texts)
        await tx.calls.update(replace(other, script=replace(other.script, texts=texts), state=CallState.DRAFT))
        key = f"rebased:{other.id}:{fix.id}"
        await notify_organizers(
            tx, campaign.slug, key, say("fix-rebased", id=str(original.id)), now, only={other.author}
        )
    return fixed


async def audience_size(tx: Transaction, campaign: Campaign, call: Call) -> int:
    """How many chats a call would reach now; for a correction, how many chats its call was sent to."""
    if call.fixes:
        original = await find_call(tx, str(call.fixes))
        return sum((await tx.ledger.counts(original.announcement)).values())
    audience = call.audience(campaign)
    return sum(
        chats
        for (platform, language, chapter), chats in (await tx.ledger.audience(campaign)).items()
        if audience.platform in {"", platform}
        and audience.language in {"", language}
        and audience.chapter in {"", chapter}
    )


async def tally(tx: Transaction, campaign: Campaign, call: Call, now: datetime) -> Tally:
    """Count a call's deliveries by state; before its launch, every chat of its audience counts as pending."""
    if call.state in UNSENT:
        return Tally({State.PENDING: await audience_size(tx, campaign, call)})
    return await tx.ledger.tally(call.announcement, now)


async def report(tx: Transaction, campaign: Campaign, call: Call, now: datetime) -> Reply:
    """How far a call is; of a series, its times and the calls that it made."""
    if call.script.repeat is not None:
        made = await tx.calls.occurrences(call.id, series.SHOWN)
        told = series.series_reply(call, campaign, made, await audience_size(tx, campaign, call))
    else:
        told = progress_reply(call, campaign, await tally(tx, campaign, call, now))
    return await with_halt(tx, campaign, told)
