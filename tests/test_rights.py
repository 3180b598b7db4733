"""Every scarce right (a ticket, a place, a lock, a connection) is given back however the block that took it ends."""

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent
CODE = ("bot", "handlers", "storage")
TAKING = {"acquire", "permit", "take_place", "lock", "connect", "begin", "reading", "writing"}
"""Methods that give a right which someone else then lacks."""

LISTED = {
    # A database lease is a row that runs out by itself; `hold` releases it in its `finally`.
    "bot/jobs/collect.py": {"acquire"},
    "bot/jobs/lease.py": {"acquire"},
    # In a context manager whose `__aexit__` gives the place back.
    "bot/jobs/places.py": {"acquire"},
    # `Pool.ask` releases the place in its `finally`.
    # A proxy's `connect` gives a connection, which the pool closes.
    "bot/platforms/telegram/http.py": {"acquire", "connect"},
    "bot/proxies/__init__.py": {"connect"},
    "bot/proxies/httpx_transport.py": {"connect"},
    # Stores a session of the desk, in an open transaction.
    "bot/web/desk/entry.py": {"begin"},
    "bot/web/desk/passkeys/pages.py": {"begin"},
    # discord.py's client: its `close` is in the `finally` of the caller.
    "bot/platforms/discord/__init__.py": {"connect"},
    # The same, in a task that its `finally` cancels and `finish` awaits.
    "bot/platforms/discord/gateway.py": {"connect"},
    # It gives both back in its exit stack, and in an `except` while the connection is being opened.
    "storage/engine/opener.py": {"acquire", "begin", "connect"},
    # These open connections for SQLAlchemy's pool, which closes them.
    "storage/engine/postgresql.py": {"connect"},
    "storage/engine/sqlite.py": {"connect"},
}
"""Calls outside of a `with` that are given back in another way, each looked at by hand."""


def taken_without_a_block(path: Path) -> set[str]:
    """The methods of TAKING that a module calls, and not as the item of a `with`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    items = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.With | ast.AsyncWith)
        for item in node.items
        for inner in ast.walk(item.context_expr)
    }
    entered = {
        id(call.args[0])
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in {"enter_async_context", "enter_context"}
    }
    returned = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Return) and node.value is not None}
    return {
        call.func.attr
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in TAKING
        and id(call) not in items | entered | returned
    }


def test_whatever_is_taken_is_taken_in_a_block_that_gives_it_back() -> None:
    found = {
        path.relative_to(ROOT).as_posix(): methods
        for base in CODE
        for path in sorted((ROOT / base).rglob("*.py"))
        if (methods := taken_without_a_block(path))
    }
    assert found == LISTED
