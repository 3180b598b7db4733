from datetime import time, timedelta

import pytest

from bot.core.model.chats import Address, Mode, Quiet, Subscription
from bot.core.model.reply import Moment, Text
from bot.core.model.schedule import Cadence
from tests.talk import CHANNEL, END, GROUP, HOUR, SLUG, Talk, another, example, ids, line, load

HERE = Address("telegram", "-1")


async def follows(talk: Talk, address: Address = HERE) -> list[Subscription]:
    async with talk.store.reading() as tx:
        chat = await tx.chats.find(address)
        return await tx.chats.subscriptions(chat) if chat else []


async def test_an_administrator_subscribes_a_group_at_the_campaigns_cadence(talk: Talk) -> None:
    reply = await talk.group("/subscribe")

    next_hour = talk.now.replace(hour=11, minute=0)
    assert line(reply, "subscribed")["cadence"] == Text("cadence-hours", {"hours": 1})
    assert line(reply, "subscribed-next") == {"at": Moment(next_hour, "Africa/Casablanca")}
    assert reply.buttons[0][0].command == f"stats {SLUG}"
    [one] = await follows(talk)
    assert (one.campaign, one.cadence, one.mode, one.next_due) == (SLUG, Cadence(3600), Mode.POST, next_hour)
    assert (one.chat.kind, await talk.addresses()) == (GROUP, 0)


@pytest.mark.parametrize("kind", [GROUP, CHANNEL])
async def test_only_an_administrator_can_subscribe_a_shared_chat(talk: Talk, kind: object) -> None:
    reply = await talk.member("/subscribe", kind=kind)
    assert line(reply, "only-administrators") == {"command": "/subscribe"}
    assert reply.personal
    assert await follows(talk) == []


async def test_an_anonymous_administrator_and_a_channels_writer_can_subscribe(talk: Talk) -> None:
    assert "subscribed" in ids(await talk.group("/subscribe", person=""))
    channel = Address("telegram", "-2")
    assert "subscribed" in ids(await talk.group("/subscribe", person="", kind=CHANNEL, address=channel))
    assert [one.chat.kind for one in await follows(talk, channel)] == [CHANNEL]


async def test_in_private_anyone_may_and_the_address_is_kept_until_the_end(talk: Talk) -> None:
    assert "subscribed" in ids(await talk.private("/subscribe daily 20:00"))
    assert await talk.addresses() == 1
    assert ids(await talk.private("/unsubscribe")) == ["unsubscribed"]
    assert await talk.addresses() == 0


@pytest.mark.parametrize(
    ("words", "cadence", "said"),
    [
        ("30m", Cadence(1800), Text("cadence-minutes", {"minutes": 30})),
        ("1h30m", Cadence(5400), Text("cadence-minutes", {"minutes": 90})),
        ("2H", Cadence(7200), Text("cadence-hours", {"hours": 2})),
        ("24h", Cadence(86_400), Text("cadence-hours", {"hours": 24})),
        ("daily 20:00", Cadence(daily=time(20)), Text("cadence-daily", {"time": "20:00"})),
        ("Daily ٢٠:٠٠", Cadence(daily=time(20)), Text("cadence-daily", {"time": "20:00"})),
        (f"{SLUG} 15m", Cadence(900), Text("cadence-minutes", {"minutes": 15})),
        (f"15m {SLUG.upper()}", Cadence(900), Text("cadence-minutes", {"minutes": 15})),
        (SLUG, Cadence(3600), Text("cadence-hours", {"hours": 1})),
        ("every 2 hours", Cadence(7200), Text("cadence-hours", {"hours": 2})),
        ("toutes les 2 heures", Cadence(7200), Text("cadence-hours", {"hours": 2})),
        ("كل ساعتين", Cadence(7200), Text("cadence-hours", {"hours": 2})),
        ("90 minutes", Cadence(5400), Text("cadence-minutes", {"minutes": 90})),
        ("hourly", Cadence(3600), Text("cadence-hours", {"hours": 1})),
        (f"{SLUG} every hour", Cadence(3600), Text("cadence-hours", {"hours": 1})),
        ("toutes les heures", Cadence(3600), Text("cadence-hours", {"hours": 1})),
        ("chaque heure", Cadence(3600), Text("cadence-hours", {"hours": 1})),
        ("كل ساعة", Cadence(3600), Text("cadence-hours", {"hours": 1})),
        ("daily", Cadence(daily=time(20)), Text("cadence-daily", {"time": "20:00"})),
        ("tous les jours", Cadence(daily=time(20)), Text("cadence-daily", {"time": "20:00"})),
        ("كل يوم", Cadence(daily=time(20)), Text("cadence-daily", {"time": "20:00"})),
        ("every day at 8pm", Cadence(daily=time(20)), Text("cadence-daily", {"time": "20:00"})),
        ("chaque jour à 20h", Cadence(daily=time(20)), Text("cadence-daily", {"time": "20:00"})),
        ("كل يوم على 20:00", Cadence(daily=time(20)), Text("cadence-daily", {"time": "20:00"})),
        ("كل يوم الساعة 8 مساء", Cadence(daily=time(20)), Text("cadence-daily", {"time": "20:00"})),
        ("at 8pm every day", Cadence(daily=time(20)), Text("cadence-daily", {"time": "20:00"})),
    ],
)
async def test_a_cadence_is_understood(talk: Talk, words: str, cadence: Cadence, said: Text) -> None:
    reply = await talk.group(f"/subscribe {words}")
    assert line(reply, "subscribed")["cadence"] == said
    assert [one.cadence for one in await follows(talk)] == [cadence]


@pytest.mark.parametrize("words", ["daily half past 8", "tous les jours à 8 et demie", "كل يوم الثامنة والنصف"])
async def test_a_daily_time_with_two_meanings_is_offered_as_buttons(talk: Talk, words: str) -> None:
    reply = await talk.group(f"/subscribe {SLUG} digest {words}")
    assert ids(reply)[0] == "when-two"
    offered = [button.command for row in reply.buttons for button in row]
    assert offered[:2] == [f"subscribe {SLUG} digest daily 08:30", f"subscribe {SLUG} digest daily 20:30"]
    assert "subscribed" in ids(await talk.group(f"/{offered[1]}"))


@pytest.mark.parametrize("words", ["25h", "30s", "0m", "daily 24:00", "hourly 20:00 x", f"{SLUG} often", "1h 30m x"])
async def test_a_wrong_cadence_is_answered_with_the_right_form(talk: Talk, words: str) -> None:
    reply = await talk.group(f"/subscribe {words}")
    assert ids(reply) == ["bad-cadence", "subscribe-usage"]
    assert await follows(talk) == []


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("8", ["subscribe 8h", "subscribe daily 08:00"]),
        ("٨", ["subscribe 8h", "subscribe daily 08:00"]),
        ("0", ["subscribe 1h", "subscribe daily 20:00"]),
        ("99999", ["subscribe 1h", "subscribe daily 20:00"]),
        (f"{SLUG} board 12", [f"subscribe {SLUG} board 12h", f"subscribe {SLUG} board daily 12:00"]),
        (f"{SLUG} digest 21", [f"subscribe {SLUG} digest daily 21:00"]),
    ],
)
async def test_a_number_alone_is_offered_as_hours_and_as_an_hour(talk: Talk, words: str, offered: list[str]) -> None:
    reply = await talk.group(f"/subscribe {words}")
    assert ids(reply)[0] == "bad-cadence"
    assert [button.command for row in reply.buttons for button in row][: len(offered)] == offered
    for command in offered:
        assert ids(await talk.group(f"/{command}"))[0].startswith("subscribed")


async def test_an_unknown_campaign_is_answered_with_those_there_are(talk: Talk) -> None:
    reply = await talk.group("/subscribe elsewhere")
    assert line(reply, "unknown-campaign") == {"word": "elsewhere", "known": example().title}
    assert [[one.command for one in row] for row in reply.buttons] == [[f"subscribe {SLUG}"]]
    (row,) = (await talk.group("/subscribe elsewhere 2h")).buttons
    assert row[0].command == f"subscribe {SLUG} 2h"
    assert ids(await talk.group(f"/{row[0].command}"))[0] == "subscribed"


async def test_of_several_campaigns_one_must_be_named(talk: Talk) -> None:
    await load(talk.store, another())
    assert ids(await talk.group("/subscribe")) == ["which-campaign"]
    assert ids(await talk.group("/subscribe 1h")) == ["which-campaign"]
    await talk.group("/subscribe second 1h")
    await talk.group(f"/subscribe {SLUG} 2h")
    assert [(one.campaign, one.cadence.every) for one in await follows(talk)] == [(SLUG, 7200), ("second", 3600)]


async def test_a_second_subscribe_changes_the_cadence(talk: Talk) -> None:
    await talk.group("/subscribe 1h")
    await talk.group("/subscribe 10m")
    assert [(one.cadence.every, one.next_due) for one in await follows(talk)] == [(600, talk.now.replace(minute=30))]


async def test_the_last_update_before_the_end_comes_at_the_end(talk: Talk) -> None:
    talk.now = END - HOUR / 4
    await talk.group("/subscribe daily 20:00")
    assert [one.next_due for one in await follows(talk)] == [END]


async def test_an_ended_campaign_cannot_be_followed(talk: Talk) -> None:
    talk.now = END
    assert line(await talk.group("/subscribe"), "subscribe-ended") == {"title": example().title}


async def test_a_campaign_without_an_end_can_be_followed(talk: Talk) -> None:
    await load(talk.store, another(ends_at=None))
    await talk.group("/subscribe second 24h")
    [one] = await follows(talk)
    assert one.next_due is not None
    assert one.next_due > talk.now
    await talk.group("/quiet 00:00-06:00")
    [one] = await follows(talk)
    assert one.next_due == talk.now.replace(hour=6, minute=0) + timedelta(days=1)


async def test_quiet_hours_put_the_first_update_off(talk: Talk) -> None:
    await talk.group("/quiet 11:00-12:30")
    reply = await talk.group("/subscribe 1h")
    assert line(reply, "subscribed-next")["at"] == Moment(talk.now.replace(hour=12, minute=30), "Africa/Casablanca")


async def test_a_chat_where_the_bot_may_not_write_is_told_so(talk: Talk) -> None:
    await talk.group("/subscribe")
    async with talk.store.writing() as tx:
        await tx.chats.all_off("telegram", "-1", "restricted")
    assert "subscribed-but-off" in ids(await talk.group("/subscribe"))


async def test_a_topic_follows_for_itself(talk: Talk) -> None:
    topic = Address("telegram", "-1", "77")
    await talk.group("/subscribe", address=topic)
    assert await follows(talk) == []
    assert len(await follows(talk, topic)) == 1


async def test_what_is_not_followed_cannot_be_ended(talk: Talk) -> None:
    await load(talk.store, another())
    assert ids(await talk.group("/unsubscribe")) == ["not-subscribed"]
    await talk.group("/subscribe second")
    assert ids(await talk.group(f"/unsubscribe {SLUG}")) == ["not-subscribed-to"]
    assert ids(await talk.group("/unsubscribe nowhere")) == ["unknown-campaign"]
    assert ids(await talk.member("/unsubscribe")) == ["only-administrators"]
    assert ids(await talk.group("/unsubscribe")) == ["unsubscribed"]
    assert await follows(talk) == []


async def test_a_group_that_unsubscribes_keeps_its_settings(talk: Talk) -> None:
    await talk.group("/subscribe")
    await talk.group("/quiet 23:00-08:00")
    await talk.group("/unsubscribe")
    async with talk.store.reading() as tx:
        chat = await tx.chats.find(HERE)
    assert chat is not None
    assert chat.quiet == Quiet(time(23), time(8))


async def test_settings_say_what_the_chat_chose(talk: Talk) -> None:
    assert ids(await talk.group("/settings")) == [
        "settings-language", "settings-zone", "settings-no-quiet", "settings-follows-nothing",
    ]  # fmt: skip
    await talk.group("/subscribe 2h")
    await talk.group("/quiet 23:00-08:00")
    await talk.group("/language fr")
    await talk.group("/timezone Paris")
    reply = await talk.group("/settings")
    assert line(reply, "settings-language") == {"language": Text("language-fr")}
    assert line(reply, "settings-zone")["now"] == Moment(talk.now, "Europe/Paris", "offset")
    assert line(reply, "settings-quiet") == {"hours": "23:00\u2060–\u206008:00"}
    # The line before it has said the zone.
    next_at = Moment(talk.now.replace(hour=11, minute=0), "Europe/Paris", "clock")
    assert line(reply, "settings-follows")["next"] == next_at
    assert reply.buttons[0][0].command == "language"
    assert ids(await talk.member("/settings")) == ["only-administrators"]


async def test_settings_say_that_a_followed_campaign_is_over(talk: Talk) -> None:
    await talk.group("/subscribe")
    async with talk.store.writing() as tx:
        await tx.chats.set_due({one.id: None for one in await follows(talk)})
    assert ids(await talk.group("/settings"))[-1] == "settings-over"
    await talk.group("/timezone Paris")
    assert [one.next_due for one in await follows(talk)] == [None]


async def test_in_private_settings_need_no_administrator(talk: Talk) -> None:
    assert "settings-zone" in ids(await talk.private("/settings"))


async def test_a_board_begins_at_once_and_a_digest_in_the_evening(talk: Talk) -> None:
    assert "subscribed-board" in ids(await talk.group("/subscribe board"))
    assert [(one.mode, one.cadence, one.next_due) for one in await follows(talk)] == [
        (Mode.BOARD, Cadence(60), talk.now),
    ]  # fmt: skip
    assert ids(await talk.group("/settings"))[-1] == "settings-board"
    reply = await talk.group("/subscribe digest")
    assert line(reply, "subscribed")["cadence"] == Text("cadence-daily", {"time": "20:00"})
    await talk.group(f"/subscribe Digest daily 8:00 {SLUG}")
    assert [(one.mode, one.cadence) for one in await follows(talk)] == [(Mode.DIGEST, Cadence(daily=time(8)))]
    assert ids(await talk.group("/subscribe digest 1h")) == ["digest-daily", "subscribe-usage"]
    await talk.group("/subscribe post 2h")
    assert [(one.mode, one.cadence) for one in await follows(talk)] == [(Mode.POST, Cadence(7200))]


TOPIC, OTHER = Address("telegram", "-1", "7"), Address("telegram", "-1", "8")


async def test_a_topic_of_a_forum_takes_over_from_the_others_with_one_tap(talk: Talk) -> None:
    await talk.group("/language fr")
    alone = await talk.group("/subscribe")
    assert "subscribed-elsewhere" not in ids(alone)
    await talk.group("/subscribe daily 20:00", address=OTHER)
    reply = await talk.group("/subscribe 2h", address=TOPIC)
    assert line(reply, "subscribed-elsewhere") == {}
    assert reply.buttons[0][0].command == f"subscribe {SLUG} here"
    assert line(await talk.group(reply.buttons[0][0].command, address=TOPIC), "subscribed-here-alone")
    assert (await follows(talk), await follows(talk, OTHER)) == ([], [])
    (kept,) = await follows(talk, TOPIC)
    # It has the cadence that was asked for here, and the language of its group.
    assert (kept.cadence, kept.chat.language) == (Cadence(7200), "fr")
    assert "subscribed-elsewhere" not in ids(await talk.group("/subscribe", address=TOPIC))


async def test_where_a_topic_does_not_follow_yet_here_subscribes_it_first(talk: Talk) -> None:
    await talk.group("/subscribe")
    reply = await talk.group(f"/subscribe {SLUG} here", address=TOPIC)
    assert ids(reply)[0] == "subscribed"
    assert (len(await follows(talk)), len(await follows(talk, TOPIC))) == (1, 1)
    # Another group is none of its topics.
    elsewhere = await talk.group("/subscribe", address=Address("telegram", "-2", "7"))
    assert "subscribed-elsewhere" not in ids(elsewhere)


async def test_a_topic_begins_with_the_settings_of_its_group_and_then_has_its_own(talk: Talk) -> None:
    for command in ("/language ar", "/timezone Europe/Paris", "/quiet 23:00-08:00"):
        await talk.group(command)
    await talk.group("/subscribe", address=TOPIC)
    (kept,) = await follows(talk, TOPIC)
    assert (kept.chat.language, kept.chat.zone, kept.chat.quiet) == ("ar", "Europe/Paris", Quiet(time(23), time(8)))
    await talk.group("/language en", address=TOPIC)
    async with talk.store.reading() as tx:
        group, topic = await tx.chats.find(HERE), await tx.chats.find(TOPIC)
    assert group is not None
    assert topic is not None
    assert (group.language, topic.language) == ("ar", "en")
