"""Calls in the browser: two organizers write, approve, send, fix and retract, one here and one in the chat."""

import io
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PIL import Image

from bot.core.calls.lifecycle import send_due
from bot.core.calls.pictures import pictures_of
from bot.core.calls.series import make_due
from bot.core.model.call import Call, CallState
from bot.core.model.chats import Address, ChatKind, Mode
from bot.core.model.roles import Role
from bot.core.model.schedule import parse_cadence
from bot.core.ports.desk import DeskUser
from tests.talk import SLUG, example
from tests.web.desk.house import BASE, Browser, Desk


def png(colour: str = "red") -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (4, 4), colour).save(written, "PNG")
    return written.getvalue()


async def call_of(desk: Desk, number: int = 1) -> Call | None:
    async with desk.store.reading() as tx:
        return await tx.calls.get(number)


async def follow(desk: Desk, chat: str = "-100") -> None:
    async with desk.store.writing() as tx:
        made = await tx.chats.ensure(Address("telegram", chat), ChatKind.GROUP)
        await tx.chats.subscribe(made, SLUG, parse_cadence("1h"), Mode.POST, None)


async def test_chats_are_listed_under_the_language_that_they_hear(desk: Desk) -> None:
    for chat in ("-100", "-101"):
        await follow(desk, chat)
    async with desk.store.writing() as tx:
        await tx.chats.update(
            replace(await tx.chats.ensure(Address("telegram", "-100"), ChatKind.GROUP), language="en")
        )
        await tx.campaigns.save(replace(example(), languages=("ar", "fr")), desk.clock.now())
    anna = await desk.person(Role.ORGANIZER, "7")
    await anna.open(f"{BASE}/chats")
    assert re.findall(r"<tr><th[^>]*>(\w+)</th><td>(\w+)</td><td>(\d+)</td>", anna.page) == [
        ("Telegram", "العربية", "2")
    ]
    await anna.send(f"{BASE}/calls/new")
    assert "Arabic alone: 2" in anna.text


async def send(desk: Desk) -> None:
    async with desk.store.writing() as tx:
        await send_due(tx, desk.clock.now())


async def written(desk: Desk, **fields: str) -> Browser:
    """An organizer's browser with a new call, saved with these fields."""
    anna = await desk.person(Role.ORGANIZER, "7")
    await anna.send(f"{BASE}/calls/new")
    assert anna.path == f"{BASE}/calls/1", anna.text
    return await anna.send(f"{BASE}/calls/1/save", then="save", when="", until="", audience="all", **fields)


async def test_two_organizers_write_approve_send_fix_and_retract_one_here_and_one_in_the_chat(desk: Desk) -> None:
    await follow(desk)
    await desk.talk.give(Role.ORGANIZER, "8")
    anna = await written(desk, **{"text:en": "Come to the square", "text:fr": "Venez sur la place"})
    assert "Saved." in anna.text
    await anna.send(f"{BASE}/calls/1/save", then="propose", when="", until="", audience="all", **_texts())
    call = await call_of(desk)
    assert call is not None
    assert call.state is CallState.PROPOSED
    assert call.script.texts == {"en": "Come to the square at eight", "fr": "Venez sur la place"}
    await desk.talk.private(f"/call 1 approve {call.content_hash}", "8")
    await send(desk)
    call = await call_of(desk)
    assert call is not None
    assert call.status == "running"
    await anna.open(f"{BASE}/calls/1")
    assert "Change the words" in anna.text
    # The other one fixes it here, and the first approves in the chat.
    other = await desk.enter(_user("8"))
    await other.open(f"{BASE}/calls/1")
    await other.send(f"{BASE}/calls/1/fix")
    assert other.path == f"{BASE}/calls/2"
    await other.send(f"{BASE}/calls/2/save", then="propose", **{**_texts(), "text:en": "Come at nine"})
    fix = await call_of(desk, 2)
    assert fix is not None
    await desk.talk.private(f"/call 2 approve {fix.content_hash}", "7")
    call = await call_of(desk)
    assert call is not None
    assert call.script.texts["en"] == "Come at nine"
    await anna.open(f"{BASE}/calls/1")
    await anna.send(f"{BASE}/do", command="retract 1")
    call = await call_of(desk)
    assert call is not None
    assert call.state is CallState.RETRACTED
    acts = [(one.act, one.about) for one in await desk.talk.audit()]
    assert acts[2:] == [
        ("call-proposed", "1"), ("call-approved", "1"), ("call-launched", "1"), ("fix-proposed", "1"),
        ("fix-approved", "1"), ("call-fixed", "1"), ("call-retract", "1"),
    ]  # fmt: skip


async def test_an_approver_sees_the_whole_call_and_refuses_it_with_a_word(desk: Desk) -> None:
    anna = await written(desk, **{"text:en": "Come to the square", "button0": "Map https://example.org/map"})
    await desk.talk.give(Role.ORGANIZER, "8")
    other = await desk.enter(_user("8"))
    assert (await other.open(f"{BASE}/calls/1")).status == 403
    await anna.send(f"{BASE}/do", command="call 1 propose")
    await other.open(f"{BASE}/today")
    assert "Call 1 waits for approval." in other.text
    await other.open(f"{BASE}/calls/1")
    assert "Come to the square" in other.text
    assert "https://example.org/map" in other.text
    call = await call_of(desk)
    assert call is not None
    await other.send(f"{BASE}/do", command=f"call 1 refuse {call.content_hash}", words="The map is wrong")
    call = await call_of(desk)
    assert call is not None
    assert call.state is CallState.DRAFT
    assert [one.act for one in await desk.talk.audit()][-1] == "call-refused"


async def test_nobody_approves_their_own_call_or_what_they_were_not_shown(desk: Desk) -> None:
    anna = await written(desk, **{"text:en": "Come"})
    await desk.talk.give(Role.ORGANIZER, "8")
    await anna.send(f"{BASE}/do", command="call 1 propose")
    call = await call_of(desk)
    assert call is not None
    await anna.send(f"{BASE}/do", command=f"call 1 approve {call.content_hash}")
    other = await desk.enter(_user("8"))
    await other.open(f"{BASE}/calls/1")
    await other.send(f"{BASE}/do", command="call 1 approve 0123456789")
    assert "card refused" in other.page
    call = await call_of(desk)
    assert call is not None
    assert call.state is CallState.PROPOSED


async def test_every_field_of_the_form_is_kept_as_the_walk_in_the_chat_would(desk: Desk) -> None:
    await follow(desk)
    anna = await written(desk)
    sent = {
        "text:en": "One\n\nTwo", "button0": "en=Sign | fr=Signer https://example.org/a", "did": "on",
        "when": "2016-02-28T20:30", "until": "6h", "audience": "fr",
    }  # fmt: skip
    await anna.send(f"{BASE}/calls/1/save", files={"picture": ("x.png", png())}, then="save", **sent)
    call = await call_of(desk)
    assert call is not None
    assert call.script.texts == {"en": "One\n\nTwo"}
    assert [(one.kind.value, dict(one.label), one.url) for one in call.script.buttons] == [
        ("link", {"en": "Sign", "fr": "Signer"}, "https://example.org/a"), ("did_it", {}, ""),
    ]  # fmt: skip
    assert call.script.when == datetime(2016, 2, 28, 20, 30, tzinfo=UTC)
    assert (call.script.within, call.script.language) == (6 * 3600, "fr")
    shown = await anna.client.get(f"{BASE}/calls/1/picture")
    assert shown.headers["content-type"] == "image/png"
    # What the form shows is what is stored: sent back as it is, it changes nothing.
    await anna.open(f"{BASE}/calls/1")
    assert 'value="2016-02-28T20:30"' in anna.page
    assert 'value="en=Sign | fr=Signer https://example.org/a"' in anna.page
    await anna.send(f"{BASE}/calls/1/save", then="save", **sent)
    assert await call_of(desk) == call
    await anna.send(f"{BASE}/calls/1/save", then="save", **{**sent, "without-picture": "on", "audience": "all"})
    call = await call_of(desk)
    assert call is not None
    assert (call.script.picture, call.script.language) == ("", "")
    assert (await anna.client.get(f"{BASE}/calls/1/picture")).status_code == 404


async def test_several_pictures_are_kept_and_shown_as_one(desk: Desk) -> None:
    anna = await written(desk, **{"text:en": "Come"})
    sent = [("picture", (f"{colour}.png", png(colour))) for colour in ("red", "blue", "lime")]
    await anna.send(f"{BASE}/calls/1/save", files=sent, then="save", **{"text:en": "Come"})
    call = await call_of(desk)
    assert call is not None
    assert len(pictures_of(call.script)) == 3
    shown = await anna.client.get(f"{BASE}/calls/1/picture")
    assert shown.headers["content-type"] == "image/jpeg"
    with Image.open(io.BytesIO(shown.content)) as picture:
        assert picture.format == "JPEG"


async def test_of_too_many_pictures_the_first_are_taken_and_no_typed_text_is_lost(desk: Desk) -> None:
    anna = await written(desk, **{"text:en": "Come"})
    sent = [("picture", (f"{place}.png", png(f"#{place}0{place}0{place}0"))) for place in range(6)]
    await anna.send(f"{BASE}/calls/1/save", files=sent, then="save", **{"text:en": "Come all"})
    call = await call_of(desk)
    assert call is not None
    assert (len(pictures_of(call.script)), call.script.texts["en"]) == (4, "Come all")
    assert "4 pictures at most" in anna.page
    many = [("picture", (f"{place}.png", png())) for place in range(21)]
    await anna.send(f"{BASE}/calls/1/save", files=many, then="save", **{"text:en": "Come"})
    assert "too much at once" in anna.page
    assert "out of date" not in anna.page


async def test_a_wrong_field_changes_nothing_and_what_was_typed_stays_in_the_form(desk: Desk) -> None:
    anna = await written(desk, **{"text:en": "Come"})
    before = await call_of(desk)
    sent = {"text:en": "Come again", "button0": "no address", "when": "", "until": "", "audience": "all"}
    await anna.send(f"{BASE}/calls/1/save", then="propose", **sent)
    assert "card refused" in anna.page
    assert "Come again" in anna.page
    assert 'value="no address"' in anna.page
    assert await call_of(desk) == before


@pytest.mark.parametrize(("language", "zone"), [("ar", "بتوقيت الدار البيضاء"), ("fr", "heure de Casablanca")])
async def test_a_form_names_the_zone_of_its_times_as_people_do(desk: Desk, language: str, zone: str) -> None:
    anna = await written(desk)
    await anna.send("/desk/language", language=language)
    for address in ("calls/1", "events/new?kind=phone_off"):
        await anna.open(f"{BASE}/{address}")
        labels = re.sub("[\u2066-\u2069]", "", anna.text)
        assert f"({zone})" in labels
        assert "(Africa/Casablanca)" not in labels


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
async def test_the_preview_shows_each_language_as_it_is_typed_and_stores_nothing(desk: Desk, language: str) -> None:
    anna = await written(desk, **{"text:en": "Come"})
    await anna.send("/desk/language", language=language)
    before, token = await call_of(desk), re.search(r'name="csrf" value="([0-9a-f]+)"', anna.page)
    assert token is not None
    typed = {"csrf": token[1], "text:en": "Come now", "text:ar": "تعالوا الآن", "button0": "bad", "when": ""}
    answer = await anna.client.post(f"{BASE}/calls/1/preview", data=typed)
    assert answer.text.count("Come now") == 3
    assert answer.text.count("تعالوا الآن") == 6
    assert 'role="alert"' in answer.text
    assert await call_of(desk) == before


async def test_hostile_words_stay_words(desk: Desk) -> None:
    hostile = '<script>alert(1)</script>"><img src=x onerror=alert(1)>{{ 7*7 }}\u202eevil'
    anna = await written(desk, **{"text:en": hostile, "button0": "<b>x</b> https://example.org/?a=1&b=<i>"})
    assert "{{ 7*7 }}" in (await anna.open(f"{BASE}/calls/1")).text
    for path in (f"{BASE}/calls/1", f"{BASE}/calls", f"{BASE}/today"):
        await anna.open(path)
        assert "<script>alert" not in anna.page
        assert "<img src=x" not in anna.page
        assert "<b>x" not in anna.page
        assert "\u202e" not in anna.page


async def test_the_operator_reads_calls_and_writes_none(desk: Desk) -> None:
    anna = await written(desk, **{"text:en": "Come"})
    await desk.talk.give(Role.ORGANIZER, "8")
    operator = await desk.operator()
    assert (await operator.open(f"{BASE}/calls/1")).status == 403
    await anna.send(f"{BASE}/do", command="call 1 propose")
    assert (await operator.open(f"{BASE}/calls/1")).status == 200
    assert "Approve" not in operator.text
    await operator.send(f"{BASE}/calls/new")
    assert "for people with a role" in operator.text


async def test_a_series_is_set_watched_skipped_and_stopped_here(desk: Desk) -> None:
    await follow(desk)
    await desk.talk.give(Role.ORGANIZER, "8")
    anna = await written(desk, **{"text:en": "Come to the square", "every": "chaque jour 18h"})
    call = await call_of(desk)
    assert call is not None
    assert call.script.repeat is not None
    await anna.open(f"{BASE}/calls/1")
    assert 'name="every" value="daily 18:00 until 2016-02-29"' in anna.page
    # What is saved again unchanged stays; without the field's words it goes out once.
    await anna.send(f"{BASE}/calls/1/save", then="save", every="daily 18:00 until 2016-02-29")
    assert await call_of(desk) == call
    await anna.send(f"{BASE}/calls/1/save", then="save", every="soon")
    assert "I did not understand" in anna.text
    await anna.send(f"{BASE}/calls/1/save", then="save", every="")
    single = await call_of(desk)
    assert single is not None
    assert single.script.repeat is None
    await anna.send(f"{BASE}/calls/1/save", then="propose", every="every saturday sunday 18:00 until 2016-02-28")
    call = await call_of(desk)
    assert call is not None
    await desk.talk.private(f"/call 1 approve {call.content_hash}", "8")
    async with desk.store.writing() as tx:
        assert await make_due(tx, desk.clock.now()) == 1
    for page in ("calls", "calls/1", "today"):
        await anna.open(f"{BASE}/{page}")
        assert re.search("Every week on .*Saturday.* and .*Sunday", anna.page), page
    await anna.open(f"{BASE}/calls/2")
    assert "It is part of series" in anna.text
    await anna.send(f"{BASE}/do", command="calls skip 2")
    assert "does not go out" in anna.text
    await anna.open(f"{BASE}/calls/1")
    assert 'value="calls stop 1"' in anna.page
    await anna.send(f"{BASE}/do", command="calls stop 1")
    call = await call_of(desk)
    assert call is not None
    assert call.state is CallState.CANCELLED
    await anna.open(f"{BASE}/audit?act=call-stop")
    assert re.search("stopped series .*1", anna.text)
    assert "skipped call" not in re.sub(r"<select.*?</select>", "", anna.page, flags=re.DOTALL)
    assert re.search(r'<option value="call-stop" selected>stopped series', anna.page)


def _texts() -> dict[str, str]:
    return {"text:en": "Come to the square at eight", "text:fr": "Venez sur la place"}


def _user(person: str) -> DeskUser:
    return DeskUser("telegram", person, person)
