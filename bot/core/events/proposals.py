"""Proposals: changes of events by organizers, which wait until other organizers have approved them."""

from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.delivery import approvals
from bot.core.delivery.organizer_notices import notify_organizers
from bot.core.events import lifecycle
from bot.core.events.kind import EventKinds
from bot.core.events.parse import check_time, own_text_hash
from bot.core.events.previews import alarm_hash, plan_hash, plan_request, request_reply
from bot.core.events.replies import alarm_text, change_again, heading
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.event import Became, Event, EventState, Outcome, Plan
from bot.core.model.reply import Button, Moment, Reply, Text, Value
from bot.core.model.roles import Role
from bot.core.ports.approvals import Matter
from bot.core.ports.database import Transaction

CHANGEABLE = frozenset({EventState.OPEN, EventState.PROPOSED})
URGENT = timedelta(hours=1)
"""This close to its start, one organizer alone can cancel or move an event; the others are told."""

CANCEL = "cancel"
"""Stands for the hash in the approval of a cancellation."""


@dataclass(frozen=True, slots=True)
class Proposals:
    """The operations of one organizer (the pseudonym of their role) on a campaign's events at `now`."""

    tx: Transaction
    campaign: Campaign
    person: str
    kinds: EventKinds
    now: datetime

    async def check(self, event: Event | None, plan: Plan) -> None:
        """Raise a Refusal for an invalid plan, of a new event (None) or of this one."""
        if event is not None:
            check_changeable(event)
        if event is not None and event.open:
            lifecycle.check_move(event, plan, self.now)
        if event is None or not event.open or plan.local != event.plan.local:
            zone = self.campaign.zone if event is None else event.zone
            if check_time(plan, zone) <= self.now:
                raise Refusal(Text("event-past", {"at": Moment(check_time(plan, zone), zone)}))
        # A target's own page would count as support and as a loss at the same time.
        if plan.options.get("page") in {page.key for page in self.campaign.pages}:
            raise Refusal(Text("event-target-page"))

    async def becomes(self, event: Event | None, plan: Plan) -> Became:
        """What confirming a plan does, of a new event (None) or of this one."""
        if event is not None and event.open and plan == event.plan:
            return Became.WITHDRAWN
        if await self.waits(event, plan):
            return Became.WAITING
        return Became.CHANGED if event is not None and event.open else Became.MADE

    async def waits(self, event: Event | None = None, plan: Plan | None = None) -> bool:
        """Whether others must approve this plan, or the cancellation where `plan` is None."""
        if not await approvals.needed(self.tx, self.campaign):
            return False
        moved_only = (
            event is not None
            and plan is not None
            and replace(plan, local=event.plan.local, length=event.plan.length) == event.plan
        )
        urgent = event is not None and event.open and abs(event.starts_at - self.now) <= URGENT
        return not (urgent and (plan is None or moved_only))

    async def make(self, plan: Plan) -> Outcome:
        """Store a new event, and announce it at once where no approval is needed."""
        await self.check(None, plan)
        waits = await self.waits(None, plan)
        kind = self.kinds[plan.kind]
        made = await lifecycle.add(self.tx, self.campaign, plan, kind, self.now, approved=not waits)
        if waits:
            return await self._wait(replace(made, draft=plan), None)
        return Outcome(Became.MADE, made)

    async def change(self, event: Event, plan: Plan) -> Outcome:
        """Change an event's plan, or its waiting plan; the plan in force takes back what waits."""
        await self.check(event, plan)
        match await self.becomes(event, plan):
            case Became.WITHDRAWN:
                return await self._withdraw(event)
            case Became.WAITING:
                return await self._wait(replace(event, draft=plan), event.draft)
            case Became.MADE:
                return await self._announce(event, plan)
        outcome = await self._put(event, plan)
        await self._tell_others(outcome.event, "event-changed-alone")
        return outcome

    async def cancel(self, event: Event) -> Outcome:
        """Cancel an event, or ask the others for approval; one that was never announced needs none and is dropped."""
        check_changeable(event)
        if not event.announced:
            return await self._drop(event)
        lifecycle.check_over(event, self.now)
        if await self.waits(event):
            return await self._ask_others(
                event, approvals.cancel_matter(event), await self._cancel_request(event), CANCEL
            )
        outcome = await self._cancel(event)
        await self._tell_others(event, "event-cancelled-alone")
        return outcome

    async def release(self, event: Event) -> Outcome:
        """Tell all chats of the event's alarm, or ask the others for approval."""
        if await approvals.needed(self.tx, self.campaign):
            matter, request = approvals.release_matter(event), await self._release_request(event)
            return await self._ask_others(event, matter, request, alarm_hash(event))
        return await self._release(event)

    async def approve(self, event: Event, content_hash: str) -> Outcome:
        """Approve the plan with this hash, the cancellation or the release; the last approval needed applies it.

        Raises a Refusal for a plan that has changed meanwhile, and for its authors.
        """
        released = content_hash == alarm_hash(event)
        if not released:
            check_changeable(event)
        if content_hash != CANCEL and not released:
            await approvals.check_no_author(self.tx, approvals.event_matter(event), self.person)
        matter, draft = await self.waiting(event, content_hash)
        authors = frozenset(await self.tx.approvals.authors(matter))
        if draft is not None and (why := await self.hindrance(event, draft)):
            event = event if event.open else replace(event, plan=draft, draft=None)
            await self.tx.events.update(event, lifecycle.next_due(event, self.kinds[event.kind]))
            await self._send_back(event, matter, content_hash, Text("event-lapsed", {"id": str(event.id)}), why)
            return Outcome(Became.LAPSED, event)
        left = await approvals.approve(self.tx, self.campaign, matter, self.person, content_hash)
        if left.approvals:
            return Outcome(Became.APPROVED, event, content_hash, left.approvals)
        if draft is None:
            outcome = await (self._release(event) if released else self._cancel(event))
        else:
            outcome = await self._put(event, draft) if event.open else await self._announce(event, draft)
        return replace(outcome, content_hash=content_hash, authors=authors)

    async def refuse(self, event: Event, content_hash: str, why: Value) -> None:
        """Refuse the plan with this hash, the cancellation or the release, and tell its authors why.

        An announced event stays as it is; a new one waits for its author's next change.
        """
        matter, _ = await self.waiting(event, content_hash)
        await approvals.check_no_author(self.tx, matter, self.person)
        await self._send_back(event, matter, content_hash, Text("event-refused", {"id": str(event.id), "why": why}))

    async def hindrance(self, event: Event, plan: Plan) -> Text | None:
        """Why a plan cannot become true any more."""
        try:
            await self.check(event, plan)
        except Refusal as refusal:
            return refusal.text
        return None

    async def _send_back(self, event: Event, matter: Matter, content_hash: str, *why: Text) -> None:
        """End what waits, and tell its authors why, with a button to change a plan."""
        of_plan = matter == approvals.event_matter(event)
        authors = await self.tx.approvals.authors(matter)
        await self.tx.approvals.clear(matter)
        kind = self.kinds[event.kind]
        if of_plan and event.open:
            event = replace(event, draft=None)
            await self.tx.events.update(event, lifecycle.next_due(event, kind))
        slug = self.campaign.slug
        goes_on = change_again(event) if of_plan else Button(Text("button-details"), command=f"event {event.id}")
        told = Reply(
            heading(event, kind), why, buttons=((goes_on,), (Button(Text("button-menu"), command=f"menu {slug}"),))
        )
        key = f"{why[0].id}:{event.id}:{content_hash}:{int(self.now.timestamp())}"
        await notify_organizers(self.tx, slug, key, told, self.now, only=authors)

    async def waiting(self, event: Event, content_hash: str) -> tuple[Matter, Plan | None]:
        """What waits under this hash: a plan, or else the cancellation or the release (None).

        Raises a Refusal if the plan has changed.
        """
        if content_hash == alarm_hash(event) and await self.tx.approvals.authors(approvals.release_matter(event)):
            return approvals.release_matter(event), None
        check_changeable(event)
        if event.open and event.ends_at <= self.now:
            raise Refusal(Text("event-no-more"))
        matter = approvals.cancel_matter(event) if content_hash == CANCEL else approvals.event_matter(event)
        draft = None if content_hash == CANCEL else event.draft
        if not await self.tx.approvals.authors(matter) or (content_hash != CANCEL and draft is None):
            raise Refusal(Text("event-nothing-proposed", {"id": str(event.id)}))
        if draft is not None and content_hash != plan_hash(draft):
            raise Refusal(Text("event-other-words", {"id": str(event.id)}))
        return matter, draft

    async def _announce(self, event: Event, plan: Plan) -> Outcome:
        await self.tx.approvals.clear(approvals.event_matter(event))
        ready, kind = replace(event, plan=plan, draft=None), self.kinds[event.kind]
        return Outcome(Became.MADE, await lifecycle.announce(self.tx, self.campaign, ready, kind, self.now))

    async def _put(self, event: Event, plan: Plan) -> Outcome:
        await self.tx.approvals.clear(approvals.event_matter(event))
        kind = self.kinds[event.kind]
        return Outcome(Became.CHANGED, await lifecycle.change(self.tx, self.campaign, event, plan, kind, self.now))

    async def _cancel(self, event: Event) -> Outcome:
        await lifecycle.cancel(self.tx, self.campaign, event, self.kinds[event.kind], self.now)
        return Outcome(Became.CANCELLED, event)

    async def _drop(self, event: Event) -> Outcome:
        """End an event of which no chat was told, and tell its other authors."""
        authors = await self.tx.approvals.authors(approvals.event_matter(event))
        await self._cancel(event)
        await self._tell(event, "event-thrown", authors - {self.person})
        return Outcome(Became.DROPPED, event)

    async def _withdraw(self, event: Event) -> Outcome:
        """Take back a change that waits, and tell its other authors."""
        authors = await self.tx.approvals.authors(approvals.event_matter(event))
        outcome = await self._put(event, event.plan)
        await self._tell(event, "event-taken-back", authors - {self.person})
        return Outcome(Became.WITHDRAWN, outcome.event)

    async def _release(self, event: Event) -> Outcome:
        await lifecycle.release(self.tx, event, self.kinds[event.kind], self.now)
        return Outcome(Became.RELEASED, event)

    async def _tell_others(self, event: Event, text_id: str) -> None:
        """Notify the other organizers, if there are any, of what this one did without approval."""
        if await approvals.needed(self.tx, self.campaign):
            await self._tell(event, text_id)

    async def _tell(self, event: Event, text_id: str, only: Container[str] | None = None) -> None:
        """Notify the other organizers, or only some of them."""
        told = Reply(heading(event, self.kinds[event.kind]), (Text(text_id, {"id": str(event.id)}),))
        key = f"{text_id}:{event.id}:{int(self.now.timestamp())}"
        await notify_organizers(self.tx, self.campaign.slug, key, told, self.now, but={self.person}, only=only)

    async def _wait(self, event: Event, before: Plan | None) -> Outcome:
        """Store the waiting plan, and send the other organizers a request to approve exactly this one."""
        kind, draft, matter = self.kinds[event.kind], event.draft or event.plan, approvals.event_matter(event)
        await self.tx.events.update(event, lifecycle.next_due(event, kind))
        if before is None or not await self.tx.approvals.authors(matter):
            # Nothing waited until now, so authors and approvals of earlier content do not count.
            await self.tx.approvals.clear(matter)
        authors = await self.tx.approvals.authors(matter)
        members = await self.tx.people.members(self.campaign.slug)
        organizers = {member.pseudonym for member in members if member.role.covers(Role.ORGANIZER)}
        words = before is None or own_text_hash(before, kind) != own_text_hash(draft, kind)
        # Whoever changes a waiting plan becomes an author too, unless nobody would be left to approve it.
        if words or not authors or organizers - authors - {self.person}:
            await self.tx.approvals.add_author(matter, self.person)
        authors, content_hash = await self.tx.approvals.authors(matter), plan_hash(draft)
        asked = await self._ask(event, await self._plan_request(event), content_hash, authors)
        return Outcome(Became.WAITING, event, content_hash, asked=asked)

    async def request(self, event: Event, content_hash: str = "") -> Reply | None:
        """The request that waits for this person's approval, or only the one to approve what a hash stands for.

        It is to announce a plan, to cancel, or to release the alarm.
        """
        plan = plan_hash(event.draft) if event.draft is not None else ""
        waiting = [
            (plan, approvals.event_matter(event), self._plan_request),
            (CANCEL, approvals.cancel_matter(event), self._cancel_request),
            (alarm_hash(event), approvals.release_matter(event), self._release_request),
        ]
        for stands_for, matter, request in waiting if event.state in CHANGEABLE else waiting[-1:]:
            meant = stands_for and content_hash in {"", stands_for}
            if meant and await approvals.asked_by_others(self.tx, matter, self.person):
                return await request(event)
        return None

    async def _plan_request(self, event: Event) -> Reply:
        return await plan_request(self.tx, self.campaign, event, self.kinds[event.kind], self.now)

    async def _cancel_request(self, event: Event) -> Reply:
        asked, kind = "event-please-cancel", self.kinds[event.kind]
        return await request_reply(self.tx, self.campaign, event, kind, CANCEL, asked=asked)

    async def _release_request(self, event: Event) -> Reply:
        kind, alarm = self.kinds[event.kind], alarm_text(event)
        return await request_reply(self.tx, self.campaign, event, kind, alarm_hash(event), alarm)

    async def _ask_others(self, event: Event, matter: Matter, request: Reply, content_hash: str) -> Outcome:
        await self.tx.approvals.clear(matter)
        await self.tx.approvals.add_author(matter, self.person)
        asked = await self._ask(event, request, content_hash, {self.person})
        return Outcome(Became.WAITING, event, content_hash, asked=asked)

    async def _ask(self, event: Event, request: Reply, content_hash: str, authors: set[str]) -> bool:
        key = f"event-approve:{event.id}:{content_hash}:{int(self.now.timestamp())}"
        return bool(await notify_organizers(self.tx, self.campaign.slug, key, request, self.now, but=authors))


def check_changeable(event: Event) -> None:
    """Raise a Refusal for an event that is closed or cancelled."""
    if event.state not in CHANGEABLE:
        raise Refusal(Text("event-no-more"))
