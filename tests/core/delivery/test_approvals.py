"""Two pairs of eyes: how many must approve, who counts, and who never does."""

from dataclasses import replace

import pytest

from bot.core.delivery import approvals
from bot.core.delivery.approvals import Missing, approvals_needed
from bot.core.model.errors import Refusal
from bot.core.model.roles import Member, Role
from bot.core.ports.approvals import Matter, MatterKind
from storage import Database
from tests.storage.samples import NOW
from tests.talk import SLUG, example, load

CAMPAIGN = example()


def test_one_approval_is_needed_where_there_are_two_organizers_unless_the_campaign_says_otherwise() -> None:
    one = Member("a", Role.OWNER, "telegram", NOW)
    two = replace(one, pseudonym="b", role=Role.ORGANIZER)
    reporter = replace(one, pseudonym="c", role=Role.REPORTER)
    assert [approvals_needed(CAMPAIGN, found) for found in ([one], [one, reporter], [one, two])] == [0, 0, 1]
    assert approvals_needed(replace(CAMPAIGN, call_approvals=2), [one]) == 2
    assert approvals_needed(replace(CAMPAIGN, call_approvals=0), [one, two]) == 0


@pytest.mark.parametrize("kind", MatterKind)
async def test_only_organizers_who_are_no_authors_count_and_only_for_the_content_they_saw(
    store: Database, kind: MatterKind
) -> None:
    campaign, matter = await load(store, replace(CAMPAIGN, call_approvals=2)), Matter(SLUG, kind, 1)
    async with store.writing() as tx:
        people = {}
        for person, role in (("7", Role.OWNER), ("8", Role.ORGANIZER), ("9", Role.ORGANIZER), ("10", Role.REPORTER)):
            await tx.people.give(SLUG, "telegram", person, role, NOW)
            people[person] = tx.people.pseudonym(SLUG, "telegram", person)
        await tx.approvals.add_author(matter, people["7"])
        assert await approvals.approve(tx, campaign, matter, people["10"], "one") == Missing(2, 0)
        assert await approvals.approve(tx, campaign, matter, people["8"], "one") == Missing(1, 0)
        assert await approvals.missing(tx, campaign, matter, "two") == Missing(2, 0)
        with pytest.raises(Refusal) as found:
            await approvals.approve(tx, campaign, matter, people["7"], "one")
        assert found.value.text.id == "own-words"
        await tx.approvals.add_author(matter, people["8"])
        assert await approvals.missing(tx, campaign, matter, "one") == Missing(2, 1)
        await tx.approvals.clear(matter)
        assert await tx.approvals.authors(matter) == set()
