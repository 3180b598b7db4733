"""Whether a call can still go out as it was written, whose approval it waits for, and its way back to its author."""

from dataclasses import replace
from datetime import datetime

from bot.core.calls.repeat import check_ahead
from bot.core.delivery.approvals import call_matter
from bot.core.delivery.organizer_notices import notify_organizers
from bot.core.model.call import Call, CallState
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.reply import Button, Reply, Text
from bot.core.ports.database import Transaction


def check_fixable(call: Call) -> None:
    """Raise a Refusal where a call has no messages to correct."""
    if not call.announcement or call.state is CallState.RETRACTED:
        raise Refusal(Text("call-not-sent", {"id": str(call.id)}))


async def check_sendable(tx: Transaction, campaign: Campaign, call: Call, now: datetime) -> None:
    """Raise a Refusal where a call cannot go out as it is, with the button that helps its author."""
    try:
        if call.fixes:
            # Nothing deletes a call that was sent.
            check_fixable(await tx.calls.get(call.fixes) or call)
        if call.script.repeat is not None:
            check_ahead(call.script.repeat, now, campaign)
    except Refusal as refusal:
        raise Refusal(refusal.text, offers=(_way_on(call),)) from None
    if call.script.when is not None and call.script.when <= now:
        raise Refusal(Text("call-late"), offers=(_way_on(call),))
    going = call.script.when or now
    if (until := call.script.until) is not None and until <= going:
        raise Refusal(Text("call-until-late"), offers=(_way_on(call, "until"),))


def _way_on(call: Call, step: str = "when") -> Button:
    """The button to another time; new words have none, and can only be discarded."""
    if call.fixes:
        return Button(Text("button-cancel-draft"), command=f"call {call.id} cancel")
    return Button(Text("button-other-time"), command=f"call {call.id} {step}")


async def waits_for(tx: Transaction, campaign: Campaign, call: Call, person: str, now: datetime) -> bool:
    """Whether a call waits for this person's approval and can still go out."""
    matter = call_matter(call)
    if call.state is not CallState.PROPOSED or person in {call.author, *await tx.approvals.authors(matter)}:
        return False
    if person in await tx.approvals.approved(matter, call.content_hash):
        return False
    try:
        await check_sendable(tx, campaign, call, now)
    except Refusal:
        return False
    return True


async def send_back(tx: Transaction, campaign: Campaign, call: Call, why: Refusal, now: datetime) -> None:
    """Make a proposed call that cannot go out any more a draft again, and tell its author what helps."""
    await tx.approvals.clear(call_matter(call))
    await tx.calls.update(replace(call, state=CallState.DRAFT))
    lines = (Text("fix-lapsed" if call.fixes else "call-lapsed", {"id": call.number}), why.text)
    told = Reply(lines=lines, buttons=(tuple(one for one in why.offers if isinstance(one, Button)),))
    key = f"call-lapsed:{call.id}:{call.content_hash}:{int(now.timestamp())}"
    await notify_organizers(tx, campaign.slug, key, told, now, only={call.author})
