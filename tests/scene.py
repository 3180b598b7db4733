"""A campaign in full swing, for what is looked at: pictures in the documents, visual tests, every state of the page."""

from datetime import UTC, datetime

from bot.core.counts.intake import take_rows
from bot.core.files.counts_csv import Line, read_rows
from bot.core.model.call import ButtonKind, Call, CallButton, CallState, Script
from bot.core.model.roles import Role
from bot.core.model.snapshots import Origin, Snapshot
from bot.core.ports.database import Store
from bot.core.ports.facts import BOT_LINK
from bot.demo import published_counts, simulated_count
from tests.event_talk import EventTalk
from tests.talk import END, HOUR, LINK, SLUG, START, Talk, load_2016, published

PUBLIC = "https://likes.example.org"
SHOWN_AT = datetime(2016, 2, 28, 12, 3, tzinfo=UTC)
"""The moment of the pictures: one event is over, another begins in the evening."""
EXCHANGE = "https://example.org/anrt"


async def campaign_in_full_swing(store: Store) -> EventTalk:
    """The campaign of 2016 on its third day: counts of every second hour, a call, an event over and one to come.

    The organizers are persons 7 and 8; the readings between the published counts are made up.
    """
    campaign = await load_2016(store)
    known = [row for row in read_rows(published(), campaign, END) if isinstance(row, Line)]
    ends = published_counts(campaign, [(row.page, row.snapshot) for row in known])
    talk = EventTalk(Talk(store, START + 12 * HOUR))
    rows = []
    for page, (before, after) in ends.items():
        moment = START + 2 * HOUR
        while moment <= SHOWN_AT:
            count = simulated_count(before, after, START, END, moment)
            rows.append((page, Snapshot(moment, count, 1, Origin.SOURCE)))
            moment += 2 * HOUR
    async with store.writing() as tx:
        await take_rows(tx, campaign, rows, SHOWN_AT)
        await tx.facts.put(BOT_LINK, "telegram", LINK)
        await tx.facts.put(BOT_LINK, "discord", "https://discord.com/oauth2/authorize?client_id=1")
    await talk.talk.give(Role.ORGANIZER, "7")
    await talk.talk.private("/event new unlike_drive 2016-02-26 20:00 4h goal=1000", "7")
    await talk.pledges(24, "/pledge 1")
    await talk.go(START + 30 * HOUR)
    await talk.talk.private("/event new phone_off 2016-02-28 20:00 24h goal=200", "7")
    await talk.pledges(37, "/pledge 2", first=300)
    await talk.publish(2)
    await call_everybody(store)
    await talk.go(SHOWN_AT)
    await talk.talk.give(Role.ORGANIZER, "8")
    return talk


async def call_everybody(store: Store) -> None:
    """A call with a link has been sent."""
    texts = {
        "ar": "اكتبوا إلى هيئة التقنين. رسالة قصيرة بأدب تكفي.",
        "fr": "Écrivez à l’ANRT : un message court et poli suffit.",
        "en": "Write to the regulator: a short and polite message is enough.",
    }
    label = {"ar": "اكتب الآن", "fr": "Écrire maintenant", "en": "Write now"}
    script = Script(texts, (CallButton(ButtonKind.LINK, label, EXCHANGE),))
    async with store.writing() as tx:
        await tx.calls.add(Call(0, SLUG, "", script, CallState.LAUNCHED, due=START + 40 * HOUR))
