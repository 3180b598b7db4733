"""The private addresses of people who want to be reminded of an event, and when they are deleted."""

from datetime import datetime, timedelta

from bot.core.ports.database import Transaction

ADDRESS_KEPT = timedelta(hours=1)


async def drop_reminder_addresses(tx: Transaction, now: datetime) -> None:
    """Delete the addresses kept for reminders of events that are closed or cancelled.

    This is done an hour after the last announcement, because pending deliveries are deleted with the address.
    """
    for reason in await tx.chats.reasons("event:"):
        event = await tx.events.get(int(reason.partition(":")[2]))
        if event is None or (not event.open and event.planned_until + ADDRESS_KEPT <= now):
            await tx.chats.drop_reason(reason)
