from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.model.announcements import (
    Action,
    AnnouncementKind,
    Delivery,
    Missing,
    NotSent,
    Outcome,
    Priority,
    Refused,
    Sent,
    State,
    Unknown,
)
from bot.core.model.chats import Address, ChatKind
from bot.core.model.reply import Button, Reply, Row, Table, Text, say
from bot.core.ports.delivery import Change
from bot.core.ports.facts import NONCE_SEED
from bot.platforms.discord.deliver import BUDGET_SPENT, REMEMBERED
from bot.platforms.discord.http import Budget
from bot.platforms.discord.send import nonce
from tests.discord_server import (
    BROKEN,
    DELETED,
    FORBIDDEN,
    NO_ACCESS,
    RESET,
    RESET_AFTER,
    DiscordServer,
    Fault,
    flood,
)
from tests.discord_shapes import channel, forbidden
from tests.fakes import NOON, Clock, Gate
from tests.platforms.discord.house import GUILD, HERE, House
from tests.storage.samples import NOW, announce, group, load

LONG = Reply(lines=tuple(Text("line", {"is": f"{number}" * 3900}) for number in range(3)))
TABLE = Reply(
    title=Text("title"),
    lines=(Text("age"),),
    table=Table(("Inwi",), (Row(Text("row"), (1,)),), ((Text("name"), Text("now")),)),
    buttons=((Button(Text("figures"), command="stats"), Button(Text("page"), url="https://example.org")),),
)


def a_delivery(content: Reply | None = None, **changes: object) -> Delivery:
    made = Delivery(
        id=1, announcement_id=9, kind=AnnouncementKind.CALL, campaign="c", chat_id=3, chat_kind=ChatKind.GROUP,
        address=Address("discord", str(HERE)), language="fr", zone="UTC", action=Action.SEND,
        content=content or say("hello"), message="", attempt=1, tries=0, again=False, first_try=None,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def again(clock: Clock, seconds: float, **changes: object) -> Delivery:
    """A delivery whose earlier try, so many seconds ago, ended unknown."""
    return a_delivery(again=True, tries=1, first_try=clock.now() - timedelta(seconds=seconds), **changes)


async def test_a_delivery_is_posted_once_in_its_language_and_mentions_nobody(house: House) -> None:
    result = await house.discord.deliver(a_delivery())
    (call,) = house.server.of("POST", "/messages")
    assert result == Sent(call.message)
    assert house.server.texts(HERE) == ["fr:hello"]
    assert call.body["allowed_mentions"] == {"parse": []}
    assert call.body["enforce_nonce"] is True
    assert len(call.body["nonce"]) <= 25


async def test_figures_are_an_embed_with_a_field_for_each_column_and_buttons_below(house: House) -> None:
    await house.discord.deliver(a_delivery(TABLE))
    (call,) = house.server.of("POST", "/messages")
    (embed,) = call.body["embeds"]
    assert (embed["title"], [one["name"] for one in embed["fields"]]) == ("fr:title", ["fr:name", "\u200b"])
    assert [one["inline"] for one in embed["fields"]] == [True, False]
    (row,) = call.body["components"]
    assert [one.get("custom_id", one.get("url")) for one in row["components"]] == ["stats", "https://example.org"]


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (flood(35), NotSent("flood", 35, flood=True, alone=True)),
        (flood(2, everywhere=True), NotSent("flood", 2, flood=True)),
        (BROKEN, Unknown("HTTP 502", repeat=True)),
        (Fault(500), Unknown("HTTP 500", repeat=True)),
        (RESET, Unknown("ServerDisconnectedError", repeat=True)),
        (RESET_AFTER, Unknown("ServerDisconnectedError", repeat=True)),
        (Fault(200, page=True), Unknown("ValueError", repeat=True)),
        (FORBIDDEN, Refused("no-right")),
        (NO_ACCESS, Refused("no-right")),
        (DELETED, Refused("deleted", gone=True)),
        (Fault(403, 50007, "Cannot send messages to this user"), Refused("blocked", gone=True)),
        (Fault(400, 50035, "Invalid Form Body"), Refused("malformed: invalid form body")),
        (Fault(401, 0, "401: Unauthorized"), NotSent("bad-token")),
    ],
)
async def test_each_answer_of_discord_is_one_outcome(house: House, fault: Fault, expected: Outcome) -> None:
    house.server.faults.append(fault)
    assert await house.discord.deliver(a_delivery()) == expected
    assert len(house.server.of("POST", "/messages")) == 1


async def test_an_unreachable_discord_means_surely_not_delivered(house: House) -> None:
    closed = house.another(api_url="http://127.0.0.1:9/api/v10")
    assert await closed.deliver(a_delivery()) == NotSent("ClientConnectorError", unreachable=True)


async def test_a_rate_limit_of_cloudflare_pauses_all_requests(house: House) -> None:
    house.server.faults.append(Fault(429, page=True))
    assert await house.discord.deliver(a_delivery()) == NotSent("flood", 60, flood=True)


async def test_the_rate_limit_headers_of_an_answer_reach_the_gate(house: House, gate: Gate) -> None:
    house.server.limits = True
    for number in range(5):
        await house.discord.deliver(a_delivery(id=number))
    ((chat, seconds),) = gate.put_offs
    assert chat == str(HERE)
    assert 4 < seconds <= 5


async def test_a_retry_within_two_minutes_has_the_same_nonce_and_is_deduplicated(house: House, clock: Clock) -> None:
    house.server.faults.append(RESET_AFTER)
    assert await house.discord.deliver(a_delivery()) == Unknown("ServerDisconnectedError", repeat=True)
    result = await house.discord.deliver(again(clock, REMEMBERED.total_seconds() - 1))
    assert isinstance(result, Sent)
    assert house.server.texts(HERE) == ["fr:hello"]
    assert house.server.of("GET", "/messages") == []


async def test_a_retry_after_the_nonce_expired_searches_the_channel_first(house: House) -> None:
    await house.discord.start()
    house.server.faults.append(RESET_AFTER)
    first = house.clock.now()
    house.server.shift = first.timestamp() - house.server.now()
    await house.discord.deliver(a_delivery())
    (stands,) = house.server.messages[str(HERE)]
    house.server.shift += 600
    house.clock.move(600)
    late = a_delivery(again=True, tries=1, first_try=first)
    assert await house.discord.deliver(late) == Sent(stands["id"])
    assert house.server.texts(HERE) == ["fr:hello"]


async def started(house: House, seconds: float) -> Delivery:
    """The platform has started, and a delivery's earlier try lies so far back on its clock and the server's."""
    await house.discord.start()
    house.server.shift = house.clock.now().timestamp() - house.server.now()
    return again(house.clock, seconds)


CALL = Reply(Text("title"), (Text("old"),), buttons=((Button(Text("did"), command="did 1"),),))
FIXED = replace(CALL, lines=(Text("new"),))
AS_FIXED = "fr:title\nfr:new\n[fr:did]"


async def test_a_call_changed_while_its_outcome_is_unknown_is_not_posted_twice(house: House, clock: Clock) -> None:
    house.server.faults.append(RESET_AFTER)
    await house.discord.deliver(a_delivery(CALL))
    stands = house.server.messages[str(HERE)][0]["id"]
    assert await house.discord.deliver(again(clock, 60, content=FIXED)) == Sent(stands)
    assert house.server.texts(HERE) == [AS_FIXED]


@pytest.mark.parametrize(("fault", "tried"), [(BROKEN, Unknown), (flood(3), NotSent)])
async def test_a_failed_edit_of_the_old_text_is_retried(house: House, clock: Clock, fault: Fault, tried: type) -> None:
    house.server.faults.append(RESET_AFTER)
    await house.discord.deliver(a_delivery(CALL))
    house.server.choose = lambda call: fault if call.method == "PATCH" else None
    outcome = await house.discord.deliver(again(clock, 60, content=FIXED))
    assert isinstance(outcome, tried)
    assert not isinstance(outcome, Unknown) or outcome.repeat
    house.server.choose = lambda _: None
    assert isinstance(await house.discord.deliver(again(clock, 90, content=FIXED)), Sent)
    assert house.server.texts(HERE) == [AS_FIXED]


async def test_the_search_finds_a_message_whose_text_changed_since(house: House) -> None:
    late = await started(house, 0)
    house.server.faults.append(RESET_AFTER)
    await house.discord.deliver(a_delivery(CALL))
    await house.discord.deliver(a_delivery(say("another"), id=2))
    stands = house.server.messages[str(HERE)][0]["id"]
    house.server.shift += 600
    house.clock.move(600)
    assert await house.discord.deliver(replace(late, content=FIXED)) == Sent(stands)
    assert house.server.texts(HERE) == [AS_FIXED, "fr:another"]


async def known_as(house: House, message: str) -> int:
    """A chat in whose ledger the message is that of a delivery which was sent."""
    await load(house.store)
    async with house.store.writing() as tx:
        chat = await group(tx, str(HERE), "discord")
    await announce(house.store, [chat])
    async with house.store.writing() as tx:
        [claimed] = await tx.ledger.claim(("discord",), "h", NOW, 60, 1)
        await tx.ledger.record([Change(claimed.id, claimed.attempt, State.SENDING)], NOW)
        await tx.ledger.record([Change(claimed.id, claimed.attempt, State.SENT, message)], NOW)
    return chat.id


@pytest.mark.parametrize("content", [CALL, FIXED])
async def test_the_message_of_another_delivery_is_not_taken_for_an_earlier_attempt(
    house: House, content: Reply
) -> None:
    late = await started(house, 600)
    other = await house.discord.deliver(a_delivery(CALL, id=2))
    assert isinstance(other, Sent)
    late = replace(late, content=content, chat_id=await known_as(house, other.message))
    assert isinstance(await house.discord.deliver(late), Sent)
    assert len(house.server.texts(HERE)) == 2


@pytest.mark.parametrize(
    ("kind", "outcome", "said"), [(AnnouncementKind.CALL, Sent, 3), (AnnouncementKind.UPDATE, Unknown, 2)]
)
async def test_with_several_candidates_for_the_earlier_attempt_a_call_is_posted_again_and_an_update_is_not(
    house: House, kind: AnnouncementKind, outcome: type, said: int
) -> None:
    late = await started(house, 600)
    for number in (2, 3):
        await house.discord.deliver(a_delivery(CALL, id=number))
    assert isinstance(await house.discord.deliver(replace(late, content=FIXED, kind=kind)), outcome)
    assert len(house.server.texts(HERE)) == said


async def test_the_answer_to_a_command_is_not_taken_for_an_earlier_attempt(house: House) -> None:
    late = await started(house, 600)
    await house.discord.deliver(a_delivery(id=2))
    house.server.messages[str(HERE)][0]["interaction_metadata"] = {"id": "1"}
    assert isinstance(await house.discord.deliver(late), Sent)
    assert house.server.texts(HERE) == ["fr:hello"] * 2


async def test_a_link_preview_does_not_hide_an_earlier_attempt(house: House) -> None:
    late = await started(house, 0)
    house.server.faults.append(RESET_AFTER)
    await house.discord.deliver(a_delivery())
    (stands,) = house.server.messages[str(HERE)]
    stands["embeds"] = [{"type": "link", "title": "A page"}]
    house.server.shift += 600
    house.clock.move(600)
    assert await house.discord.deliver(late) == Sent(stands["id"])


async def test_a_new_database_has_different_nonces(house: House) -> None:
    await house.discord.deliver(a_delivery())
    async with house.store.writing() as tx:
        await tx.facts.drop(NONCE_SEED, "discord")
    await house.another().deliver(a_delivery())
    assert house.server.texts(HERE) == ["fr:hello"] * 2
    await house.another().deliver(a_delivery())
    assert house.server.texts(HERE) == ["fr:hello"] * 2


async def test_a_message_that_the_search_does_not_find_is_posted(house: House) -> None:
    late = await started(house, 600)
    await house.discord.deliver(a_delivery(say("another"), id=2))
    assert isinstance(await house.discord.deliver(late), Sent)
    assert house.server.texts(HERE) == ["fr:another", "fr:hello"]
    assert house.server.of("GET", "/messages")


async def test_a_busy_channel_is_searched_page_by_page_to_its_end(house: House) -> None:
    late = await started(house, 0)
    for number in range(150):
        await house.discord.deliver(a_delivery(say(f"other{number}"), id=100 + number))
    house.server.faults.append(RESET_AFTER)
    await house.discord.deliver(a_delivery())
    house.server.shift += 600
    house.clock.move(600)
    stands = house.server.messages[str(HERE)][-1]["id"]
    assert await house.discord.deliver(late) == Sent(stands)
    assert len(house.server.of("GET", "/messages")) == 2


@pytest.mark.parametrize(
    ("kind", "said", "outcome"),
    [(AnnouncementKind.UPDATE, 0, Unknown), (AnnouncementKind.CALL, 1, Sent), (AnnouncementKind.RESULT, 1, Sent)],
)
async def test_without_permission_to_read_history_a_call_is_posted_again_and_an_update_is_not(
    house: House, kind: AnnouncementKind, said: int, outcome: type
) -> None:
    late = await started(house, 600)
    house.server.deaf.add(str(HERE))
    assert isinstance(await house.discord.deliver(replace(late, kind=kind)), outcome)
    assert len(house.server.texts(HERE)) == said


async def test_an_unknown_after_the_last_repeat_stays_unknown(house: House) -> None:
    late = await started(house, 600)
    house.server.deaf.add(str(HERE))
    house.server.choose = lambda call: RESET if call.method == "POST" else None
    assert await house.discord.deliver(late) == Unknown("ServerDisconnectedError")


async def test_an_empty_channel_with_readable_history_has_no_earlier_message(house: House) -> None:
    late = replace(await started(house, 600), kind=AnnouncementKind.UPDATE)
    assert isinstance(await house.discord.deliver(late), Sent)


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (RESET, NotSent("ServerDisconnectedError", unreachable=True)),
        (BROKEN, NotSent("HTTP 502", unreachable=True)),
        (flood(3), NotSent("flood", 3, flood=True, alone=True)),
    ],
)
async def test_a_failed_search_posts_nothing_twice(house: House, fault: Fault, expected: Outcome) -> None:
    late = await started(house, 600)
    house.server.choose = lambda call: fault if call.method == "GET" else None
    assert await house.discord.deliver(late) == expected
    house.server.choose = lambda call: fault if call.method == "GET" and not call.query else None
    assert isinstance(await house.discord.deliver(late), NotSent)
    assert house.server.texts(HERE) == []


async def test_a_message_is_edited_as_a_whole(house: House) -> None:
    await house.discord.deliver(a_delivery(TABLE))
    stands = house.server.messages[str(HERE)][0]["id"]
    assert await house.discord.deliver(a_delivery(action=Action.EDIT, message=stands)) == Sent(stands)
    assert house.server.texts(HERE) == ["fr:hello"]


async def test_a_message_that_is_gone_cannot_be_edited_and_need_not_be_deleted(house: House) -> None:
    assert await house.discord.deliver(a_delivery(action=Action.EDIT, message="12")) == Missing()
    assert await house.discord.deliver(a_delivery(action=Action.DELETE, message="12")) == Sent("12")


async def test_a_message_is_deleted(house: House) -> None:
    await house.discord.deliver(a_delivery())
    stands = house.server.messages[str(HERE)][0]["id"]
    assert await house.discord.deliver(a_delivery(action=Action.DELETE, message=stands)) == Sent(stands)
    assert house.server.texts(HERE) == []


async def test_a_board_is_posted_and_pinned_if_the_bot_may_pin(house: House) -> None:
    sent = await house.discord.deliver(a_delivery(action=Action.PIN))
    assert isinstance(sent, Sent)
    assert house.server.pinned == {sent.message}
    house.server.choose = lambda call: FORBIDDEN if "pins" in call.path else None
    assert isinstance(await house.discord.deliver(a_delivery(action=Action.PIN, id=2)), Sent)


async def test_a_failed_deletion_is_reported(house: House) -> None:
    house.server.faults.append(BROKEN)
    assert await house.discord.deliver(a_delivery(action=Action.DELETE, message="12")) == Unknown("HTTP 502")


@pytest.mark.parametrize("fault", [RESET_AFTER, None])
@pytest.mark.parametrize("action", [Action.SEND, Action.PIN])
async def test_an_earlier_attempt_that_is_found_is_completed_without_duplicates(
    house: House, action: Action, fault: Fault | None
) -> None:
    late = replace(await started(house, 0), content=LONG, action=action, options={"publish": "on"})
    house.server.faults.extend([fault] if fault else [])
    await house.discord.deliver(replace(late, again=False, tries=0, first_try=None))
    house.server.shift += 600
    house.clock.move(600)
    found = await house.discord.deliver(late)
    assert found == Sent(house.server.messages[str(HERE)][0]["id"])
    assert len(house.server.texts(HERE)) == 3
    assert house.server.of("POST", "/crosspost")
    assert house.server.pinned == ({found.message} if action is Action.PIN else set())


async def test_a_call_of_maximum_length_is_edited_as_one_message_and_keeps_its_mention(house: House) -> None:
    told = Reply(Text("title"), (Text("line", {"is": "a" * 3500}),))
    sent = await house.discord.deliver(a_delivery(told, options={"mention": "77"}))
    assert isinstance(sent, Sent)
    fixed = a_delivery(say("hello"), action=Action.EDIT, message=sent.message, options={"mention": "77"})
    assert await house.discord.deliver(fixed) == sent
    assert house.server.texts(HERE) == ["<@&77>\nfr:hello"]
    assert house.server.of("PATCH", "/messages")[0].body["allowed_mentions"] == {"parse": []}


async def test_a_long_message_is_several_and_its_first_part_counts(house: House, gate: Gate) -> None:
    result = await house.discord.deliver(a_delivery(LONG))
    calls = house.server.of("POST", "/messages")
    assert len(calls) == 3
    assert result == Sent(calls[0].message)
    assert len({call.body["nonce"] for call in calls}) == 3
    assert gate.slots == [(Address("discord", str(HERE)), ChatKind.GROUP, Priority.CALL)] * 2


async def test_the_rest_of_a_long_message_is_sent_again_and_the_gate_hears_of_each_flood_wait(
    house: House, gate: Gate, clock: Clock
) -> None:
    faults = [None, flood(2), flood(1, everywhere=True), RESET, BROKEN]
    house.server.choose = lambda _: faults.pop(0) if faults else None
    assert isinstance(await house.discord.deliver(a_delivery(LONG)), Sent)
    assert gate.put_offs[0] == (str(HERE), 2)
    assert (gate.floods, gate.drew) == ([1], [str(HERE)])
    assert clock.sleeps == [1, 2]
    assert gate.passes == [str(HERE)] * 2
    assert len(house.server.texts(HERE)) == 3


async def test_the_rest_of_a_long_message_gives_up_where_the_channel_is_gone(house: House) -> None:
    faults = [None, DELETED]
    house.server.choose = lambda _: faults.pop(0) if faults else None
    assert isinstance(await house.discord.deliver(a_delivery(LONG)), Sent)
    assert len(house.server.texts(HERE)) == 1


async def test_a_delivery_without_words_is_refused(house: House) -> None:
    assert await house.discord.deliver(a_delivery(Reply())) == Refused("empty")
    assert house.server.of("POST", "/messages") == []


@pytest.mark.parametrize("kind", [AnnouncementKind.CALL, AnnouncementKind.UPDATE])
async def test_a_call_mentions_the_role_that_was_chosen_and_nothing_else_does(
    house: House, kind: AnnouncementKind
) -> None:
    await house.discord.deliver(a_delivery(kind=kind, options={"mention": "77"}))
    (call,) = house.server.of("POST", "/messages")
    calls = kind is AnnouncementKind.CALL
    assert house.server.texts(HERE) == ["<@&77>\nfr:hello" if calls else "fr:hello"]
    assert call.body["allowed_mentions"] == ({"parse": [], "roles": ["77"]} if calls else {"parse": []})


@pytest.mark.parametrize(
    ("kind", "options", "published"),
    [
        (AnnouncementKind.CALL, {"publish": "on"}, 1),
        (AnnouncementKind.CALL, {"publish": "off"}, 0),
        (AnnouncementKind.CALL, {}, 0),
        (AnnouncementKind.UPDATE, {"publish": "on"}, 0),
    ],
)
async def test_a_call_is_published_where_that_was_chosen(
    house: House, kind: AnnouncementKind, options: dict[str, str], published: int
) -> None:
    result = await house.discord.deliver(a_delivery(kind=kind, options=options))
    assert isinstance(result, Sent)
    assert len(house.server.of("POST", "/crosspost")) == published


async def test_a_call_whose_crosspost_fails_counts_as_sent(house: House) -> None:
    house.server.choose = lambda call: flood(1163) if "crosspost" in call.path else None
    assert isinstance(await house.discord.deliver(a_delivery(options={"publish": "on"})), Sent)
    assert house.logged("could not be published") == 1


async def test_no_request_is_sent_to_a_channel_without_permission(house: House, server: DiscordServer) -> None:
    server.add_guild(GUILD + 1, channel(3001, GUILD + 1, permission_overwrites=[forbidden(GUILD + 1)]))
    async with house.listening():
        result = await house.discord.deliver(a_delivery(address=Address("discord", "3001")))
    assert result == Refused("no-right")
    assert server.of("POST", "/channels/3001") == []


async def test_after_too_many_invalid_requests_only_channels_that_accepted_a_message_are_used(
    house: House,
) -> None:
    await house.discord.deliver(a_delivery())
    house.discord._http.budget = Budget(3)
    house.server.choose = lambda call: FORBIDDEN if call.where == "1002" else None
    elsewhere = a_delivery(address=Address("discord", "1002"), chat_id=4)
    for _ in range(3):
        assert await house.discord.deliver(elsewhere) == Refused("no-right")
    result = await house.discord.deliver(elsewhere)
    assert isinstance(result, NotSent)
    assert (result.reason, result.flood, result.alone) == (BUDGET_SPENT, True, True)
    assert 590 < result.wait <= 600
    assert isinstance(await house.discord.deliver(a_delivery(id=2)), Sent)


def test_a_budget_is_free_again_when_time_has_passed() -> None:
    budget = Budget(2, 0.0)
    budget.spend()
    budget.spend()
    assert budget.wait() == 0.0
    assert budget.spent == 0


async def test_a_shared_rate_limit_does_not_count_as_an_invalid_request(house: House) -> None:
    house.server.faults.extend([flood(1, scope="shared"), flood(1), FORBIDDEN])
    for _ in range(3):
        await house.discord.deliver(a_delivery())
    assert house.discord._http.budget.spent == 2


def test_a_nonce_is_short_and_unique() -> None:
    assert len({nonce(one, NOON) for one in range(1000)}) == 1000
    assert {len(nonce(one)) for one in range(10)} == {24}
