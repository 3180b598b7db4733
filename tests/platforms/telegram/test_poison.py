"""Updates that nobody can read or handle: passed over, counted, reported once, while all others are answered."""

import asyncio
import json
import random
from collections.abc import Sequence
from typing import Any

import pytest

from bot.core.model.errors import StoreError
from bot.core.ports.chats import Inbox
from tests.fakes import shortest, until
from tests.platforms.mutation import SIZE, mutated
from tests.platforms.telegram.house import House
from tests.telegram_server import Fault, TelegramServer, member, person, photo, place

GROUP = -1005


def count(house: House) -> int:
    return house.telegram._poison.count


@pytest.mark.parametrize(
    "update",
    [
        {"message": {"message_id": 1, "date": 1, "chat": {"id": GROUP, "type": "megagroup"}, "text": 5}},
        {"message": {"message_id": 1, "date": 1, "text": "/echo x"}},
        {"my_chat_member": {"chat": 5, "new_chat_member": {"status": "member"}}},
    ],
)
async def test_an_update_that_cannot_be_read_is_passed_over_and_the_next_is_answered(
    house: House, update: dict[str, Any]
) -> None:
    async with house.listening():
        for _ in range(2):
            await house.server.push(update)
            await house.server.message(GROUP, 8, "/echo on")
        assert await house.said(2) == ["en:echo on"] * 2
        await house.confirmed()
    assert count(house) == 2
    assert len(house.faults) == house.logged("cannot be handled") == 1


@pytest.mark.parametrize("strange", [None, 5, "x", [], {}, {"update_id": "seven", "message": {}}])
async def test_an_update_without_an_id_does_not_stop_the_rest(house: House, strange: Any) -> None:  # noqa: ANN401 - any JSON
    async with house.listening():
        await house.server.message(GROUP, 8, "/echo first")
        await house.said(1)
        await house.confirmed()
        house.server.odd.append(strange)
        await house.server.message(GROUP, 8, "/echo second")
        assert await house.said(2) == ["en:echo first", "en:echo second"]
        await until(lambda: count(house) > 0)


async def test_an_answer_that_is_no_json_is_taken_apart_and_the_bad_part_passed_over(house: House) -> None:
    async with house.listening():
        bad = await house.server.message(8, 8, "/echo bad")
        await house.server.message(GROUP, 8, "/echo good")
        house.server.broken.add(bad)
        assert await house.said(1, GROUP) == ["en:echo good"]
        await house.confirmed()
    assert house.server.texts(8) in ([], ["en:echo bad"])


async def test_a_page_of_html_instead_of_updates_is_tried_again(house: House) -> None:
    house.server.faults["getupdates"].extend([Fault(200, body="<html>")] * 3)
    await house.server.message(GROUP, 8, "/echo here")
    async with house.listening():
        assert await house.said(1) == ["en:echo here"]
    assert house.logged("gives no updates") == 1


async def test_an_update_that_the_store_never_takes_is_passed_over_once_the_store_takes_others(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    poisoned = await house.server.message(GROUP, 8, "/count")
    await house.server.message(GROUP, 8, "/echo after")
    async with house.store.writing() as tx:
        rows: type[Inbox] = type(tx.inbox)
    seen = rows.seen

    async def spoiled(self: Inbox, platform: str, update: str) -> bool:
        if update == str(poisoned):
            raise StoreError("refused")
        return await seen(self, platform, update)

    monkeypatch.setattr(rows, "seen", spoiled)
    record = rows.record

    async def unrecorded(self: Inbox, *given: Any, **named: Any) -> bool:  # noqa: ANN401 - as the port's
        if given[1] == str(poisoned) and given[3] is not None:
            raise StoreError("refused")
        return await record(self, *given, **named)

    monkeypatch.setattr(rows, "record", unrecorded)
    async with house.listening():
        assert await house.said(1) == ["en:echo after"]
        await house.confirmed()
    assert count(house) == 1


async def test_a_handler_of_the_platform_that_crashes_costs_one_update(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> str:
        raise RuntimeError("a mistake of ours")

    monkeypatch.setattr("bot.platforms.telegram.poll.plain", crash)
    async with house.listening():
        await house.server.tap(GROUP, 8, "whisper x")
        await house.server.message(GROUP, 8, "/echo on")
        assert await house.said(1) == ["en:echo on"]
    assert count(house) == 1


async def test_a_bot_whose_account_has_few_fields_starts(house: House) -> None:
    house.server.me = {"id": 42, "username": "NolikeBot"}
    async with house.listening():
        await house.server.message(GROUP, 8, "/echo@nolikebot here")
        assert await house.said(1) == ["en:echo here"]


async def test_an_unreadable_member_leaves_the_administrator_lookup_without_a_result(house: House) -> None:
    house.server.faults["getchatmember"].append(Fault(200, body=json.dumps({"ok": True, "result": {"status": 5}})))
    async with house.listening():
        await house.server.message(GROUP, 8, "/subscribe")
        assert await house.said(1) == ["en:admin-unknown /subscribe"]
        older = {"status": "administrator", "user": {"id": 8}}
        house.server.faults["getchatmember"].append(Fault(200, body=json.dumps({"ok": True, "result": older})))
        await house.server.message(GROUP, 8, "/subscribe")
        assert (await house.said(2))[1] == "en:subscribed"


def samples(server: TelegramServer) -> dict[str, dict[str, Any]]:
    rich = {
        "entities": [{"type": "text_link", "offset": 0, "length": 2, "url": "https://x.org"}],
        "reply_to_message": {"message_id": 1, "date": 1, "chat": place(GROUP)},
        "forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "x"},
        "is_topic_message": True,
        "message_thread_id": 7,
    }
    change = {"chat": place(GROUP), "from": person(8), "date": 1, "old_chat_member": member("left")}
    return {
        "command": {"message": server.written(GROUP, 8, "/echo hi", **rich)},
        "private": {"message": server.written(8, 8, "words", **rich)},
        "edit": {"edited_message": server.written(8, 8, "words", edit_date=1, **rich)},
        "picture": {"message": server.written(8, 8, "", photo=[photo("p")], caption="c", media_group_id="m")},
        "post": {"channel_post": server.written(-1009, 0, "/echo", sender_chat=place(-1009))},
        "moved": {"message": server.written(GROUP, 8, "", migrate_from_chat_id=-5)},
        "tap": {
            "callback_query": {
                "id": "t",
                "from": person(8),
                "chat_instance": "1",
                "data": "echo hi",
                "message": server.written(GROUP, 42, "update"),
            }
        },
        "membership": {"my_chat_member": change | {"new_chat_member": member("administrator")}},
    }


@pytest.mark.parametrize("kind", ["command", "private", "edit", "picture", "post", "moved", "tap", "membership"])
async def test_mutated_updates_never_keep_a_command_waiting_for_more_than_a_second(house: House, kind: str) -> None:
    generator = random.Random(f"{kind}{SIZE}")
    sample = samples(house.server)[kind]
    asked = ["0"]
    loop = asyncio.get_running_loop()

    async def waiting(batch: Sequence[object]) -> float:
        for found in batch:
            if isinstance(found, dict):
                await house.server.push(found)
            else:
                house.server.odd.append(found)
        asked.append(f"{len(asked)}")
        began = loop.time()
        await house.server.message(-77, 8, f"/echo {asked[-1]}")
        await until(lambda: house.server.texts(-77)[-1:] == [f"en:echo {asked[-1]}"])
        return loop.time() - began

    async with house.listening():
        await house.server.message(-77, 8, "/echo 0")
        await house.said(1, -77)
        for _ in range(SIZE // 20):
            batch = [mutated(sample, generator) for _ in range(20)]
            assert await shortest(lambda batch=batch: waiting(batch), 1) < 1  # type: ignore[misc]
        await house.confirmed()
    assert house.server.texts(-77) == [f"en:echo {number}" for number in asked]
