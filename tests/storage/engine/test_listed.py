import pytest
from sqlalchemy import ClauseElement, insert, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import Dialect

from storage import Database
from storage.deliveries import claims, outcomes
from storage.engine.listed import listed
from storage.tables import chats

CHOSEN = select(chats.c.id).where(listed(chats.c.id, "ids")).order_by(chats.c.id)
GROUP = {"platform": "telegram", "kind": "group"}
HOT = {
    f"{module.__name__}.{name}": statement
    for module in (claims, outcomes)
    for name, statement in vars(module).items()
    if isinstance(statement, ClauseElement) and "json_each" in str(statement.compile(dialect=sqlite.dialect()))
}
"""Every statement of a delivery's way that takes a list."""


@pytest.mark.parametrize("some", [[], [2], [3, 1], [1, 77], list(range(4, 9000))])
async def test_the_rows_of_a_list_are_found_and_no_others(store: Database, some: list[int]) -> None:
    async with store._engines.writer.begin() as connection:
        await connection.execute(insert(chats), [{**GROUP, "address": str(number)} for number in range(5)])
        every = list(await connection.scalars(select(chats.c.id).order_by(chats.c.id)))
        found = list(await connection.scalars(CHOSEN, {"ids": some}))
    assert len(every) == 5
    assert found == [one for one in every if one in some]


@pytest.mark.parametrize("dialect", [sqlite.dialect(), postgresql.dialect()], ids=lambda one: str(one.name))
def test_the_list_is_one_parameter_of_a_statement_that_never_changes(dialect: Dialect) -> None:
    compiled = CHOSEN.compile(dialect=dialect)
    assert list(compiled.params) == ["ids"]
    assert "POSTCOMPILE" not in str(compiled)


@pytest.mark.parametrize("name", HOT)
async def test_a_list_is_looked_up_row_by_row_whatever_the_size_of_the_table(sqlite_store: Database, name: str) -> None:
    compiled = HOT[name].compile(dialect=sqlite.dialect(paramstyle="named"))
    values = {key: "[1]" if key in {"ids", "sent"} else 1 for key in compiled.params}
    async with sqlite_store._engines.writer.connect() as connection:
        plan = await connection.execute(text(f"EXPLAIN QUERY PLAN {compiled}"), values)
        steps = [row[-1] for row in plan]
    assert any("deliveries USING INTEGER PRIMARY KEY" in step for step in steps)
    assert not any("SCAN deliveries" in step for step in steps)
