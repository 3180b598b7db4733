"""Whoever gives a promise of a time is told what would break it, at every door that takes one."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.delivery.promises import broken_by, call_breaks, event_breaks, role_breaks
from bot.core.model.call import Call, CallState, Script
from bot.core.model.campaign import Campaign
from bot.core.model.reply import Reply
from bot.core.model.roles import Role
from bot.core.ports.desk import DeskUser
from tests.drive import SAMIRA, Drive
from tests.event_talk import NOW, EventTalk
from tests.program import Program
from tests.talk import HOUR, SLUG, example, ids
from tests.web.desk.house import BASE, desk_of

END = NOW + 720 * HOUR
"""The end of the campaign of these tests: 31 December 2026, 10:00 in UTC."""
SCRIPT = Script({"en": "Off"})


def campaign(**changes: object) -> Campaign:
    return replace(example(), **{"zone": "UTC", "ends_at": END, "purge_days": 30, **changes})  # type: ignore[arg-type]


def test_a_call_after_its_campaigns_end_and_one_after_the_purge_say_so() -> None:
    def said(call_at: timedelta, **changes: object) -> list[str]:
        return [one.id for one in call_breaks(replace(SCRIPT, when=END + call_at), campaign(**changes))]

    assert said(timedelta(0)) == []
    assert said(HOUR) == ["call-past-end"]
    assert said(timedelta(days=30)) == ["call-past-purge"]
    assert said(timedelta(days=30), ends_at=None) == []
    assert call_breaks(SCRIPT, campaign()) == ()


def test_an_event_and_a_role_are_told_beside_the_campaigns_end() -> None:
    assert event_breaks(END, campaign()) == ()
    assert event_breaks(END + HOUR, campaign(ends_at=None)) == ()
    assert [one.id for one in event_breaks(END + HOUR, campaign())] == ["event-past-end"]
    assert role_breaks(campaign(), END + 720 * HOUR, NOW) == ()
    assert role_breaks(campaign(ends_at=None), None, END) == ()
    assert [one.id for one in role_breaks(campaign(), END + 720 * HOUR, END)] == ["claimed-until-purge"]


async def call_with(event_talk: EventTalk, when: str) -> tuple[Reply, Reply]:
    """The preview of a call with this time, and the answer to its launch by the only organizer."""
    say = event_talk.talk.private
    await say("/call", typed=True)
    await say("أطفئوا هواتفكم", typed=True)
    async with event_talk.talk.store.reading() as tx:
        number = (await tx.calls.latest(SLUG))[0].id
    await say(f"call {number} when")
    await say(when, typed=True)
    return await say(f"call {number} preview"), await say(f"call {number} propose")


async def test_every_command_that_promises_a_time_says_what_breaks_it(event_talk: EventTalk) -> None:
    for when, told in [
        ("2026-12-31 09:00", set()), ("2026-12-31 11:00", {"call-past-end"}), ("2027-02-01 11:00", {"call-past-purge"}),
        ("every Friday 18:00 until 2026-12-26", set()), ("every Friday 18:00 until 2027-01-15", {"series-past-end"}),
    ]:  # fmt: skip
        for reply in await call_with(event_talk, when):
            assert {one for one in ids(reply) if "-past-" in one} == told, (when, ids(reply))
    event_talk.talk.confirms = False
    for line, told in [("2026-12-20 20:00", set()), ("2026-12-30 20:00", {"event-past-end"})]:
        preview = await event_talk.talk.private(f"/event new phone_off {line}")
        assert {one for one in ids(preview) if "-past-" in one} == told
    await event_talk.talk.invite("late", Role.REPORTER, valid=1000 * HOUR)
    event_talk.talk.now = END + HOUR
    assert ids(await event_talk.talk.private("/claim late", "9")) == ["claimed", "claimed-until-purge"]


async def halted(drive: Drive, *, halts: bool) -> None:
    async with drive.store.writing() as tx:
        await tx.campaigns.halt(SLUG, drive.talk.now if halts else None)


@pytest.mark.parametrize("halts", [True, False])
async def test_every_answer_that_promises_to_send_says_where_the_campaign_is_halted(
    event_talk: EventTalk, *, halts: bool
) -> None:
    talk, answers = event_talk.talk, []
    drive = Drive(talk, talk.store)
    await talk.give(Role.ORGANIZER, SAMIRA)
    sent = await drive.write()
    await drive.taps(f"call {sent} propose")
    await drive.approve("7")
    series = await drive.write(when="daily 18:00 until 2026-12-20")
    await drive.taps(f"call {series} propose")
    await drive.approve("7")
    await drive.settle()
    await halted(drive, halts=halts)

    async def hear(*commands: str, person: str = SAMIRA) -> None:
        answers.append(await drive.taps(*commands, person=person))

    async def approved(number: str) -> None:
        await hear(f"call {number} propose")
        async with drive.store.reading() as tx:
            call = await tx.calls.get(int(number))
        assert call is not None
        await hear(f"call {number} approve {call.content_hash}", person="7")

    await approved(await drive.write())
    await approved(scheduled := await drive.write(when="2026-12-10 20:00"))
    await approved(await drive.write(when="every Friday 18:00 until 2026-12-26"))
    refused = await drive.write()
    await drive.taps(f"call {refused} propose")
    async with drive.store.reading() as tx:
        waiting, occurrence = await tx.calls.get(int(refused)), (await tx.calls.occurrences(int(series)))[0]
    assert waiting is not None
    await hear(f"call {refused} refuse {waiting.content_hash} not now", person="7")
    await drive.taps(f"calls pause {scheduled}")
    for command in (f"calls resume {scheduled}", f"calls skip {occurrence.id}", "calls", f"report {series}",
                    f"report {sent}", "menu", f"retract {sent}"):  # fmt: skip
        await hear(command)
    await hear("event new phone_off 2026-12-05 20:00")
    request = await drive.taps("menu look 1", person="7")
    await hear(request.buttons[0][0].command, person="7")
    await hear("pledge 1 remind", person="9")
    answers += [await talk.group(one) for one in ("subscribe board", "subscribe 1h", "settings", "pledge 1 yes")]
    assert [ids(one) for one in answers if ("campaign-stopped" in ids(one)) is not halts] == []
    promises = {
        "call-proposed", "call-leaves", "call-scheduled", "series-begun", "refused-told", "calls-resume", "calls-skip",
        "report-audience", "menu-ask", "retract-begun", "event-waits", "event-made", "remind-kept", "pledge-remind",
        "subscribed-next", "subscribed-board", "settings-follows",
    }  # fmt: skip
    assert promises - {one for answer in answers for one in ids(answer)} == set()


async def test_a_code_that_the_purge_would_delete_is_told_or_refused_in_chat_and_at_the_desk(
    event_talk: EventTalk,
) -> None:
    talk = event_talk.talk
    await talk.give(Role.OWNER)
    talk.now = END
    assert ids(await talk.private(f"menu invite reporter {SLUG}")) == ["invited"]
    talk.now = END + timedelta(days=29)
    assert "invite-until-purge" in ids(await talk.private(f"menu invite reporter {SLUG}"))
    async with desk_of(talk) as desk:
        owner = await desk.enter(DeskUser("telegram", "7", "7"))
        await owner.open(f"{BASE}/people")
        await owner.send(f"{BASE}/people/invite", role="reporter", hours="48")
        assert "so this code ends then" in owner.text
    talk.now = END + timedelta(days=31)
    assert ids(await talk.private(f"menu invite reporter {SLUG}"))[0] == "invite-purged"


async def test_new_dates_of_a_campaign_name_the_promises_that_they_break(event_talk: EventTalk) -> None:
    await call_with(event_talk, "2026-12-20 20:00")
    await call_with(event_talk, "every Friday 18:00 until 2026-12-26")
    await event_talk.talk.private("/event new phone_off 2026-12-20 20:00")
    async with event_talk.talk.store.writing() as tx:
        stored = await tx.campaigns.get(SLUG)
        assert stored is not None
        await tx.calls.add(Call(0, SLUG, "", replace(SCRIPT, when=END + HOUR), CallState.DRAFT))
        assert await broken_by(tx, stored) == ()
        sooner = await broken_by(tx, replace(stored, ends_at=NOW + HOUR))
    assert [one.id for one in sooner] == ["breaks-call", "breaks-series", "breaks-event"]
    assert [getattr(one.values["why"], "id", "") for one in sooner] == [
        "call-past-end", "series-past-end", "event-past-end"
    ]  # fmt: skip


def test_the_program_says_it_when_it_takes_a_call_and_a_campaign(nolike: Program, tmp_path: Path) -> None:
    nolike.loaded()
    file = tmp_path / "later.toml"
    file.write_text(f'when = "2199-12-01 20:00"\ncampaign = "{SLUG}"\n[text]\nen = "Off"\n', encoding="utf-8")
    launched = nolike("call", str(file))
    assert "nobody may be left who can stop it" in launched.out, launched
    assert launched.last.isdecimal()
    again = nolike("campaign", "load", str(Path(__file__).parents[3] / "campaigns" / f"{SLUG}.toml"))
    assert "Call 1: Note: the campaign ends" in again.out, again
