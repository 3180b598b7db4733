"""Three accounts pledge, bring others, change, withdraw and watch every public output: they tell no one person's part.

The same attack is played in two worlds that differ in what one honest person said. All that the attackers can see must
be the same in both, byte for byte.
"""

import shutil
import uuid
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TypeAlias

import pytest

from bot.core.model.call import ButtonKind, Call, CallButton, CallState, Script
from bot.core.model.event import Chapter
from bot.core.model.reply import Names
from storage import Database, open_store
from tests.conftest import SECRET
from tests.event_talk import END, NEW, NOW, START, EventTalk
from tests.talk import HOUR, SLUG, Talk, spoken
from tests.web.house import DATA, PAGE, serving

QUARTER = timedelta(minutes=15)
ATTACKERS = ("901", "902", "903")
VICTIM = "500"
CHAPTERS = tuple(Chapter(name, Names({"en": name})) for name in ("rabat", "fes"))
PAGES = (
    PAGE, f"{PAGE}/feed.xml", f"/embed/{SLUG}/en", f"/badge/{SLUG}.svg", DATA, f"{DATA}/events", f"{PAGE}/events/1.ics",
)  # fmt: skip
ANSWERS = (
    "/event 1", "/event 2", "/event 1 sums", "/event 2 sums", "/events", "/chapters 1", "/stats",
)  # fmt: skip
Fresh: TypeAlias = Callable[[], AbstractAsyncContextManager[Database]]


@pytest.fixture
def fresh(sqlite_template: Path, tmp_path: Path) -> Fresh:
    """Opens an empty store, another one each time."""

    @asynccontextmanager
    async def opened() -> AsyncIterator[Database]:
        file = tmp_path / f"{uuid.uuid4().hex}.db"
        shutil.copyfile(sqlite_template, file)
        store = open_store(f"sqlite:///{file}", SECRET)
        await store.upgrade()
        yield store
        await store.close()

    return opened


@dataclass
class World:
    """One campaign, the attackers in it, and all that they have seen so far, by where and when."""

    talk: EventTalk
    seen: dict[str, str] = field(default_factory=dict)
    looks: int = 0

    async def set_up(self) -> None:
        """Two events with pledges of five honest people, and a call with a button "I did it" that they tapped."""
        await self.talk.start(chapters=CHAPTERS)
        await self.talk.talk.group(f"{NEW} goal=14 per_day=2.40 source=ANRT on=2026-11-01")
        await self.talk.talk.group("/event new bill_strike 2026-12-05 20:00")
        async with self.talk.talk.store.writing() as tx:
            script = Script({"en": "Write to the regulator"}, (CallButton(ButtonKind.DID_IT, {}),))
            await tx.calls.add(Call(0, SLUG, "", script, CallState.LAUNCHED, due=NOW))
        for person in range(100, 105):
            await self.say(str(person), "/pledge 1 rabat", "/pledge #2 350", "/pledge #2 350", "did 1")
        await self.talk.go(self.talk.talk.now + QUARTER)

    async def say(self, person: str, *lines: str) -> None:
        """A person says this to the bot in private."""
        for line in lines:
            await self.talk.talk.private(line, person)

    async def quarter(self) -> None:
        """A quarter of an hour passes, then the attackers look at everything."""
        await self.talk.go(self.talk.talk.now + QUARTER)
        await self.look()

    async def look(self) -> None:
        """Note every public output: answers, the report of a call, what groups were sent, pages and open data."""
        self.looks += 1
        for line in ANSWERS:
            self.seen[f"{self.looks} {line}"] = spoken(await self.talk.talk.member(line, person=ATTACKERS[0]))["en"]
        self.seen[f"{self.looks} /report 1"] = spoken(await self.talk.talk.private("/report 1"))["en"]
        for number, (how, reply) in enumerate(await self.talk.said()):
            self.seen[f"{self.looks} in the group {number} {how}"] = spoken(reply)["en"]
        async with serving(self.talk.talk.store, self.talk.talk.now) as site:
            for path in PAGES:
                answer = await site.get(path)
                assert answer.status_code == 200, path
                self.seen[f"{self.looks} {path}"] = answer.text


async def attacked(fresh: Fresh, pledged: Sequence[str], checked_in: Sequence[str]) -> dict[str, str]:
    """What three attackers saw in a world where the victim said this before the event, and that in it."""
    async with fresh() as store:
        world = World(EventTalk(Talk(store)))
        await world.set_up()
        for one in ATTACKERS:
            await world.say(one, "/pledge 1 +20 fes", "/pledge 2 5000", "/pledge 2 5000", "did 1")
        await world.quarter()
        await world.say(VICTIM, *pledged)
        for one, line in zip(ATTACKERS, ("/pledge 1 off", "/pledge 1 +1 rabat", "/pledge 1 +4 fes"), strict=True):
            await world.say(one, line, "/pledge 2 off")
        await world.quarter()
        await world.talk.go(START + HOUR)
        await world.say(VICTIM, *checked_in)
        await world.say(ATTACKERS[1], "/checkin 1 all")
        await world.quarter()
        await world.talk.go(END + 48 * HOUR)
        await world.look()
        return world.seen


async def test_three_watching_accounts_see_the_same_whatever_one_person_says(fresh: Fresh) -> None:
    silent = await attacked(fresh, (), ())
    speaks = await attacked(
        fresh,
        ("/pledge 1 +3 fes", "/pledge 2 2447.50", "/pledge 2 2447.50", "did 1"),
        ("/checkin 1 1", "/checkin #2 900"),
    )
    assert len(silent) > 50
    assert {where for where in silent.keys() | speaks.keys() if silent.get(where) != speaks.get(where)} == set()
    assert "rabat: 5" in silent["1 /chapters 1"]
