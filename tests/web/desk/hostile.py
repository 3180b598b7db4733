"""A campaign in which every text that people write is hostile: markup, quotes, turned direction, endless words."""

from dataclasses import replace
from datetime import timedelta

from bot.core.model.call import ButtonKind, Call, CallButton, CallState, Script
from bot.core.model.event import Chapter, Event, EventState, Plan
from bot.core.model.reply import Names
from bot.core.model.snapshots import Held
from bot.core.ports.people import Act
from tests.talk import SLUG
from tests.web.desk.house import Desk
from tests.web.desk.test_calls import follow

MARKUP = """<x-evil onclick="alert(1)" style="top:0">'"&amp;</textarea></title><script>document.title=1</script>"""
TURNED = "\u202egnp.exe\u2067"
ENDLESS = "x" * 10_000
HOSTILE = f"{MARKUP}{TURNED} {{{{ 7919*7919 }}}} {ENDLESS}"
LANGUAGES = ("ar", "en", "fr")
NUMBERS = {"{slug}": SLUG, "{number:number}": "1"}


async def write_hostile_texts(desk: Desk) -> None:
    """Title, companies, chapters, calls, events, a held reading, and lines of the audit log."""
    words = Names(dict.fromkeys(LANGUAGES, HOSTILE))
    texts = dict.fromkeys(LANGUAGES, HOSTILE)
    now = desk.clock.now()
    await follow(desk)
    async with desk.store.writing() as tx:
        campaign = (await tx.campaigns.all())[0]
        targets = tuple(replace(one, name=words) for one in campaign.targets)
        chapters = (Chapter("here", words),)
        await tx.campaigns.save(replace(campaign, title=words, targets=targets, chapters=chapters), now)
        await tx.snapshots.set_held(campaign.pages[0].id, Held(99, 1, now))
        button = CallButton(ButtonKind.LINK, texts, "https://example.org/?q=%22%3E")
        script = Script(texts, (button,))
        for state in (CallState.DRAFT, CallState.PROPOSED):
            await tx.calls.add(Call(0, SLUG, "", script, state))
        options = {"source": HOSTILE, "per_day": "2.40", "on": "2026-11-01"}
        plan = Plan("phone_off", now.replace(tzinfo=None) + timedelta(days=1), 3600, "10", words, options)
        event = Event(0, SLUG, campaign.zone, plan, now, state=EventState.PROPOSED)
        stored = await tx.events.add(event, None)
        await tx.events.update(replace(stored, draft=plan), None)
        for act in ("held-accepted", "call-proposed", HOSTILE):
            await tx.audit.write(Act(now, SLUG, "owner", "7" * 40, act, HOSTILE))
