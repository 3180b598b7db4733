"""When figures about people become public: at fixed times, and only changes of at least five persons together.

A figure is a sum over parts: a chapter or a band of people, of hours, of money. Whoever watches sees by how much each
part changed. So a person's change waits until, in every part that it touches, at least four other persons' changes
become public with it: then nobody who knows three of them can tell one of the others'. Who was forgotten may pledge
again under another name, so what they leave is nobody's change: it goes with five others, and is none of the five.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeAlias

from bot.core.model.event import Contribution, Unpublished
from bot.core.model.privacy import MIN_SHOWN, coarse
from bot.core.ports.database import Transaction
from bot.core.ports.facts import PUBLISHED

EVERY = timedelta(minutes=15)
"""Figures about people change at full quarters of an hour."""

Part: TypeAlias = tuple[object, ...]


async def publish_due(tx: Transaction, now: datetime) -> None:
    """Publish what may be published of all events and calls, once for each quarter of an hour."""
    quarter = coarse(now, EVERY)
    last = await tx.facts.get(PUBLISHED)
    if last is not None and last == quarter:
        return
    await tx.facts.put(PUBLISHED, "", quarter)
    for event_id in await tx.pledges.unpublished_events():
        await publish(tx, event_id)
    await tx.calls.publish_taps(MIN_SHOWN)


async def publish(tx: Transaction, event_id: int) -> None:
    """Publish what may be published of an event now; at other times than `publish_due` only for its result."""
    released = releasable(await tx.pledges.unpublished(event_id))
    await tx.pledges.publish(event_id, {one.pseudonym: one.after for one in released})


def releasable(changes: Sequence[Unpublished]) -> list[Unpublished]:
    """The changes that may become public together: each part that they touch is touched by at least five known people.

    Who names a chapter that too few others join at the same time counts without a chapter at first.
    """
    waiting = {one.pseudonym: one for one in changes}
    while True:
        touched = {one.pseudonym: _touched(one) for one in waiting.values()}
        persons = Counter(part for name, parts in touched.items() if not waiting[name].forgotten for part in parts)
        small = {part for parts in touched.values() for part in parts if persons[part] < MIN_SHOWN}
        if not small:
            return [one for one in waiting.values() if touched[one.pseudonym]]
        alone = [one for one in waiting.values() if touched[one.pseudonym] & small]
        # Those who can count without their chapter may be the ones whom the others wait for.
        movers = [one for one in alone if one.after.people and one.after.chapter != one.before.chapter]
        for one in movers:
            waiting[one.pseudonym] = one._replace(after=replace(one.after, chapter=one.before.chapter))
        if not movers:
            for one in alone:
                del waiting[one.pseudonym]


def _touched(one: Unpublished) -> set[Part]:
    before, after = dict(_parts(one.before)), dict(_parts(one.after))
    return {part for part in {*before, *after} if before.get(part) != after.get(part)}


def _parts(one: Contribution) -> Iterator[tuple[Part, object]]:
    """What a person adds to each part of each sum."""
    if not one.people:
        return
    for group in (("chapter", one.chapter), ("band", one.band)):
        yield (*group, "people"), one.people
        if one.hours:
            yield (*group, "hours"), (one.hours, one.complete)
    if one.amount is not None:
        yield ("amount",), one.amount
    if one.hours == 0:
        yield ("none",), True
    if one.spent is not None:
        yield ("spent",), one.spent
