"""Changes that organizers make to events. Words of their own wait until other organizers have approved them."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.core.delivery import approvals
from bot.core.delivery.organizer_notices import tell
from bot.core.events import lifecycle
from bot.core.events.kind import EventKinds
from bot.core.events.parse import check_time, own_words
from bot.core.events.replies import card
from bot.core.events.status import read_status
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.event import Event, EventState, Plan
from bot.core.model.reply import Button, Moment, Reply, Text
from bot.core.ports.database import Transaction

CHANGEABLE = frozenset({EventState.OPEN, EventState.PROPOSED})


class Became(StrEnum):
    """What became of a proposal."""

    MADE = "made"
    CHANGED = "changed"
    WAITING = "waiting"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The event after a proposal or an approval.

    `mark` is that of the words that the person proposed or approved, "" where they added none. `missing` approvals
    are still to be given.
    """

    became: Became
    event: Event
    mark: str = ""
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Proposals:
    """What one organizer, known by the pseudonym of their role, does with a campaign's events at `now`."""

    tx: Transaction
    campaign: Campaign
    person: str
    kinds: EventKinds
    now: datetime

    async def make(self, plan: Plan) -> Outcome:
        """Store a new event; it is announced at once, unless it has words that need approval."""
        self._check_future(plan, self.campaign.zone)
        self._check_page(plan)
        kind = self.kinds[plan.kind]
        waits = bool(own_words(plan, kind)) and await approvals.needed(self.tx, self.campaign) > 0
        made = await lifecycle.add(self.tx, self.campaign, plan, kind, self.now, approved=not waits)
        if waits:
            return await self._wait(replace(made, draft=plan), None)
        return Outcome(Became.MADE, made)

    async def change(self, event: Event, plan: Plan, draft: Plan) -> Outcome:
        """Change an event: `plan` is the change of what stands now, `draft` that of the words that wait, if any do.

        New words of an organizer's own wait for approval; a new time, or a return to the words that stand, does not.
        """
        check_changeable(event)
        kind, before = self.kinds[event.kind], event.draft or event.plan
        needed = await approvals.needed(self.tx, self.campaign)
        mark, old = own_words(draft, kind), own_words(event.plan, kind)
        waits = not event.open or mark not in {"", old, own_words(before, kind)}
        # Without another organizer who could approve what waits, it need not wait any longer.
        plan = draft if waits or not needed else plan
        if event.open:
            lifecycle.check_move(event, plan, self.now)
        if plan.local != event.plan.local or not event.open:
            self._check_future(plan, event.zone)
        self._check_page(plan)
        if waits and needed:
            return await self._wait(replace(event, draft=draft), event.draft)
        if not event.open:
            return await self._announce(event, plan)
        kept = draft if event.draft and needed and mark != old else None
        return await self._put(event, plan, kept)

    async def approve(self, event: Event, mark: str) -> Outcome:
        """Approve the words of this mark; the last approval that was missing makes or changes the event.

        Refused for words that have changed since they were shown, and for an author of any of them.
        """
        check_changeable(event)
        if event.open and event.ends_at <= self.now:
            raise Refusal(Text("event-no-more"))
        draft, kind = event.draft, self.kinds[event.kind]
        if draft is None:
            raise Refusal(Text("event-nothing-proposed", {"id": str(event.id)}))
        if mark != own_words(draft, kind):
            raise Refusal(Text("event-other-words", {"id": str(event.id)}))
        left = await approvals.approve(self.tx, self.campaign, approvals.event_matter(event), self.person, mark)
        if not event.open or draft.local != event.plan.local:
            self._check_future(draft, event.zone)
        if left.approvals:
            return Outcome(Became.APPROVED, event, mark, left.approvals)
        outcome = await self._put(event, draft, None) if event.open else await self._announce(event, draft)
        return replace(outcome, mark=mark)

    async def _announce(self, event: Event, plan: Plan) -> Outcome:
        await self.tx.approvals.clear(approvals.event_matter(event))
        ready, kind = replace(event, plan=plan, draft=None), self.kinds[event.kind]
        made = await lifecycle.announce(self.tx, self.campaign, ready, kind, self.now)
        return Outcome(Became.MADE, made)

    async def _put(self, event: Event, plan: Plan, draft: Plan | None) -> Outcome:
        if draft is None:
            await self.tx.approvals.clear(approvals.event_matter(event))
        kind = self.kinds[event.kind]
        changed = await lifecycle.change(
            self.tx, self.campaign, event, plan, kind, self.now, draft=draft
        )  # fmt: skip
        return Outcome(Became.CHANGED, changed)

    async def _wait(self, event: Event, before: Plan | None) -> Outcome:
        """Keep the words that wait, and show them to the other organizers with a button that approves just these.

        A person who leaves the words as they were `before`, and changes the time for example, is not their author.
        """
        kind, draft = self.kinds[event.kind], event.draft or event.plan
        await self.tx.events.update(event, lifecycle.next_due(event, kind))
        mark = own_words(draft, kind)
        authored = before is None or own_words(before, kind) != mark
        if before is None:
            # Nothing waited until now: authors of earlier words have no part in these.
            await self.tx.approvals.clear(approvals.event_matter(event))
        if authored:
            await self.tx.approvals.add_author(approvals.event_matter(event), self.person)
        authors = await self.tx.approvals.authors(approvals.event_matter(event))
        asked = await self._request(event, draft, mark)
        key = f"event-approve:{event.id}:{mark}:{int(self.now.timestamp())}"
        await tell(self.tx, self.campaign.slug, key, asked, self.now, but=authors)
        return Outcome(Became.WAITING, event, mark if authored else "")

    async def _request(self, event: Event, draft: Plan, mark: str) -> Reply:
        kind = self.kinds[event.kind]
        shown = replace(event, plan=draft)
        preview = card(await read_status(self.tx, self.campaign, shown, kind, self.now))
        yes = Button(Text("button-approve"), command=f"event approve {event.id} {mark}")
        texts = (*draft.title.by_language.values(), *(draft.options.get(name, "") for name in kind.options))
        words = tuple(Text("event-own-word", {"text": text}) for text in texts if text)
        return Reply(preview.title, (Text("event-please-approve"), *words, *preview.lines), buttons=((yes,),))

    def _check_page(self, plan: Plan) -> None:
        """A page that is a target's own would be shown as a supporter's count and as a loss at once."""
        if plan.options.get("page") in {page.key for page in self.campaign.pages}:
            raise Refusal(Text("event-target-page"))

    def _check_future(self, plan: Plan, zone: str) -> None:
        if check_time(plan, zone) <= self.now:
            raise Refusal(Text("event-past", {"at": Moment(check_time(plan, zone), zone)}))


def check_changeable(event: Event) -> None:
    """Refuse what comes after an event was closed or called off."""
    if event.state not in CHANGEABLE:
        raise Refusal(Text("event-no-more"))
