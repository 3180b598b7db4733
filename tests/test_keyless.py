"""A campaign whose pages need a key that is not set: what each surface says before the first round, and after it."""

from dataclasses import replace

import pytest

from bot.core.counts.big_number import big_number
from bot.core.counts.figures import find_failing, read
from bot.core.model.roles import Role
from bot.core.model.snapshots import Failing
from bot.core.model.source import FaultKind
from bot.core.ports.facts import SOURCE_LACKS, Lack
from tests.talk import HOUR, Talk, another, example, ids, line, load, spoken


@pytest.mark.parametrize("rounds", [0, 1])
async def test_a_page_without_a_key_promises_no_figures_before_its_first_round_and_after_it(
    talk: Talk, rounds: int
) -> None:
    first, *others = example().targets
    campaign = await load(talk.store, another("keyless", targets=(replace(first, slug="alone"), *others)))
    lack = Lack(talk.now - HOUR, ("FACEBOOK_ACCESS_TOKEN",))
    async with talk.store.writing() as tx:
        await tx.facts.put(SOURCE_LACKS, "facebook", lack)
        for page in campaign.pages if rounds else ():
            await tx.snapshots.set_failing(page.id, Failing(FaultKind.NO_TOKEN, talk.now))
            await tx.snapshots.set_read([page.id], talk.now)
    await talk.give(Role.ORGANIZER, "8", "keyless")
    await talk.give(Role.REPORTER, "9", "keyless")

    for ask in (
        talk.member("/stats keyless"),
        talk.private("/stats keyless", "7"),
        talk.private("/stats keyless", "9"),
    ):
        assert ids(await ask) == ["no-figures", "no-figures-typed"]
    assert ids(await talk.member("/stats keyless", person="8")) == ["no-figures", "no-figures-typed"]
    told = await talk.private("/stats keyless", "8")
    assert ids(told) == ["no-figures", "no-figures-typed", "lacks-key"]
    assert line(told, "lacks-key")["settings"] == "FACEBOOK_ACCESS_TOKEN"
    assert "FACEBOOK_ACCESS_TOKEN" in spoken(told)["en"]
    alone = await talk.private(f"/stats {campaign.targets[0].slug}", "8")
    assert line(alone, "lacks-key")["pages"] == campaign.targets[0].name
    async with talk.store.reading() as tx:
        stats = await read(tx, campaign, talk.now)
        assert big_number(stats).what.id == "page-typed"
        since = talk.now if rounds else lack.since
        assert set((await find_failing(tx, campaign.pages)).values()) == {Failing(FaultKind.NO_TOKEN, since)}


async def test_a_page_with_its_key_is_awaited_and_one_that_gave_a_number_does_not_fail(talk: Talk) -> None:
    campaign = await load(talk.store, another("keyed"))
    assert ids(await talk.private("/stats keyed")) == ["no-figures", "no-figures-next"]
    async with talk.store.writing() as tx:
        await tx.facts.put(SOURCE_LACKS, "bluesky", Lack(talk.now, ("OTHER",)))
    assert ids(await talk.private("/stats keyed")) == ["no-figures", "no-figures-next"]
    async with talk.store.writing() as tx:
        await tx.facts.put(SOURCE_LACKS, "facebook", Lack(talk.now, ("FACEBOOK_ACCESS_TOKEN",)))
        await tx.snapshots.set_read([page.id for page in campaign.pages], talk.now)
    async with talk.store.reading() as tx:
        assert await find_failing(tx, campaign.pages) == {}
