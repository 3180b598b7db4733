"""Events in conversation: people who pledge and check in, and the clock that moves on over a real store."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.core.events.kind import EventKinds
from bot.core.model.announcements import Delivery, State
from bot.core.model.event import Event, Rules, Turnout
from bot.core.model.reply import Reply
from bot.core.model.roles import Role
from bot.core.ports.database import Transaction
from bot.core.ports.delivery import Change
from bot.event_kinds import KINDS
from bot.jobs import plan
from bot.sources import SOURCES
from tests.talk import HOUR, Talk, example

NOW = datetime(2026, 12, 1, 10, tzinfo=UTC)
NEW = "/event new phone_off 2026-12-05 20:00"
START = datetime(2026, 12, 5, 20, tzinfo=UTC)
END = START + 72 * HOUR


async def turnout(tx: Transaction, event_id: int = 1) -> Turnout:
    """All that people said of an event, published however few they are."""
    waiting = await tx.pledges.unpublished(event_id)
    await tx.pledges.publish(event_id, {one.pseudonym: one.after for one in waiting})
    return await tx.pledges.turnout(event_id)


@dataclass
class EventTalk:
    """A campaign that lasts all December in UTC, with a group that follows it, and organizers 7 and 8 as they come."""

    talk: Talk

    async def start(self, **changes: object) -> None:
        made = replace(example(), zone="UTC", starts_at=NOW - 240 * HOUR, ends_at=NOW + 720 * HOUR)
        made = replace(made, **changes)  # type: ignore[arg-type]
        self.talk.now = NOW
        async with self.talk.store.writing() as tx:
            await tx.campaigns.save(made, NOW)
        await self.talk.give(Role.ORGANIZER, "7")
        await self.talk.group("/subscribe daily 23:59", person="1")

    async def turn(self) -> None:
        """Plan what is due now."""
        await plan.plan(self.talk.store, self.talk.now, ["telegram"], {}, self.talk.services.kinds)

    async def go(self, to: datetime) -> None:
        """Move the clock there, doing what falls due on the way at its own time."""
        while True:
            async with self.talk.store.reading() as tx:
                due = await tx.agenda.next_due([])
            if due is None or due > to:
                break
            self.talk.now = due
            await self.turn()
        self.talk.now = to
        await self.turn()

    async def publish(self, number: int = 1) -> None:
        """Let public figures count all that people said by now, also what too few said."""
        async with self.talk.store.writing() as tx:
            await turnout(tx, number)

    async def event(self, number: int = 1) -> Event:
        async with self.talk.store.reading() as tx:
            found = await tx.events.get(number)
        assert found is not None
        return found

    async def pledges(self, number: int, text: str = "/pledge 1", first: int = 100) -> None:
        """So many people say the same in private, and public figures count it."""
        for person in range(first, first + number):
            await self.talk.private(text, str(person))
        await self.publish()

    async def deliveries(self) -> list[Delivery]:
        """What waits to be said now, taken one by one and counted as said."""
        found: list[Delivery] = []
        while True:
            async with self.talk.store.writing() as tx:
                claimed = await tx.ledger.claim(["telegram"], "one", self.talk.now, 60, 100)
                sent = [Change(one.id, one.attempt, State.SENDING) for one in claimed]
                await tx.ledger.record(sent, self.talk.now)
                done = [Change(one.id, one.attempt, State.SENT, one.message or f"m{one.id}") for one in claimed]
                await tx.ledger.record(done, self.talk.now)
            found += claimed
            if not claimed:
                return found

    async def said(self, chat: str = "-1") -> list[tuple[str, Reply]]:
        """What reaches a chat now, beside updates: how, and what."""
        return [
            (one.action.value, one.content)
            for one in await self.deliveries()
            if one.address.chat == chat and one.kind != "update"
        ]

    def rules(self, **changes: object) -> None:
        self.talk.services = replace(self.talk.services, kinds=EventKinds(KINDS, replace(Rules(), **changes), SOURCES))  # type: ignore[arg-type]
