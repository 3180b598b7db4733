"""The audit log as a file: oldest first, and nothing in it that a spreadsheet would run."""

import csv

import pytest

from bot.core.model.roles import Role
from bot.core.ports.people import Act
from bot.web.desk.audit import plain_cell
from tests.talk import SLUG
from tests.web.desk.house import BASE, Desk


@pytest.mark.parametrize("text", ["=cmd|'/C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert plain_cell(text) == f"'{text}"
    assert plain_cell(f"x{text}") == f"x{text}"


async def test_the_file_has_every_act_that_matches_oldest_first(desk: Desk) -> None:
    browser = await desk.person(Role.ORGANIZER)
    async with desk.store.writing() as tx:
        for about in ("one", "=2+2"):
            await tx.audit.write(Act(desk.clock.now(), SLUG, "operator", "", "loaded", about))
    await browser.open(f"{BASE}/audit.csv?act=loaded")
    rows = list(csv.reader(browser.page.splitlines()))
    assert rows[0] == ["at", "role", "pseudonym", "act", "about"]
    assert [row[1:] for row in rows[1:]] == [["operator", "", "loaded", "one"], ["operator", "", "loaded", "'=2+2"]]
