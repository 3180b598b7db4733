"""Facts: kept by kind and subject, each kind read as what was written."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from bot.core.ports import facts
from bot.core.ports.facts import (
    CalendarEntry,
    FactKind,
    FloodWait,
    KeptBackups,
    Lack,
    RegisteredCommands,
    SignedNotice,
    TypedCount,
    Unrequested,
)
from storage import Database
from tests.storage.samples import NOTE, NOW

KINDS = {name: value for name, value in vars(facts).items() if isinstance(value, FactKind)}

VALUES: Mapping[str, Any] = {
    "SECRET_FINGERPRINT": "0f0f",
    "BOT_LINK": "https://t.me/NolikeBot",
    "BOT_ACCOUNT": "123456",
    "FLOOD_WAIT": FloodWait(NOW, 12.5),
    "FIRST_RUN": NOW,
    "WRITE_PROBE": NOW,
    "LEAST_SCHEMA": "0003",
    "MOVED": NOW,
    "RESTORING": NOW,
    "SECOND_BOT": SignedNotice('{"bots": []}', "a2V5", "c2lnbmVk"),
    "BACKUP": KeptBackups(NOW, NOW),
    "BACKUP_MARK": "0f0f",
    "COPIED": KeptBackups(NOW, NOW),
    "NONCE_SEED": "a1b2",
    "REGISTERED_COMMANDS": RegisteredCommands("0f0f", {"stats": "17"}),
    "REPORTED_PERMISSIONS": "send_messages,embed_links",
    "SOURCE_REST": NOW + timedelta(microseconds=7),
    "SOURCE_LACKS": Lack(NOW, ("FACEBOOK_ACCESS_TOKEN", "OTHER")),
    "TYPED_COUNT": TypedCount(12_400, 100, NOW),
    "OLD_KEY": NOW,
    "THINNED": NOW,
    "PUBLISHED": NOW,
    "FAULT_TOLD": NOW,
    "ABSENCE_TOLD": NOW,
    "UNSURE_IMPORT": 12,
    "MILESTONE": Decimal("2.5"),
    "UNSURE_MILESTONES": NOW,
    "DOUBTED_MILESTONE": NOW,
    "EVENT_PREVIEWS": "[]",
    "UNREQUESTED": Unrequested((NOW,), ('{"lines": []}',)),
    "CALENDAR_ENTRY": CalendarEntry("1234", "0f0f"),
}


@pytest.mark.parametrize("name", KINDS)
async def test_every_kind_of_fact_is_read_as_it_was_written(store: Database, name: str) -> None:
    async with store.writing() as tx:
        await tx.facts.put(KINDS[name], "subject", VALUES[name])
    async with store.reading() as tx:
        assert await tx.facts.get(KINDS[name], "subject") == VALUES[name]


def test_no_two_kinds_of_fact_have_one_name() -> None:
    assert len({kind.name for kind in KINDS.values()}) == len(KINDS)


async def test_a_fact_is_kept_changed_and_dropped_under_its_kind_and_subject(store: Database) -> None:
    other: FactKind[int] = FactKind("other", str, int)
    async with store.writing() as tx:
        assert await tx.facts.get(NOTE) is None
        await tx.facts.put(NOTE, "", "one")
        await tx.facts.put(NOTE, "", "two")
        await tx.facts.put(NOTE, "more", "three")
        await tx.facts.put(other, "", 4)
        assert (await tx.facts.get(NOTE), await tx.facts.get(other)) == ("two", 4)
        assert await tx.facts.get_all(NOTE, ["", "more", "none"]) == {"": "two", "more": "three"}
        await tx.facts.drop(NOTE, "")
        assert (await tx.facts.get(NOTE), await tx.facts.get(other)) == (None, 4)


async def test_more_subjects_than_a_statement_takes_are_asked_for_in_parts(store: Database) -> None:
    async with store.writing() as tx:
        await tx.facts.put(NOTE, "39999", "last")
        assert await tx.facts.get_all(NOTE, [str(number) for number in range(40_000)]) == {"39999": "last"}
