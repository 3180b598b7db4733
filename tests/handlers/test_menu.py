from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.commands.event_draft import Draft
from bot.core.commands.event_walk import NO_ANSWER, REQUIRED
from bot.core.events.previews import plan_hash
from bot.core.model.campaign import page_name
from bot.core.model.chats import Address
from bot.core.model.event import EventState
from bot.core.model.limits import mark_of
from bot.core.model.reply import Moment, Names, Reply, Span, Text
from bot.core.model.roles import Role
from bot.core.ports.facts import BOT_LINK
from bot.event_kinds import KINDS
from bot.locales import LANGUAGES
from tests.event_talk import NEW, NOW, START, EventTalk
from tests.talk import HOUR, SLUG, another, example, ids, line, load
from tests.talk import LINK as LINK_OF_BOT

LINK = "https://example.org/petition"
ASKED_AGAIN = "menu plan show", "menu plan cancel"


def commands(reply: Reply) -> list[str]:
    return [button.command for row in reply.buttons for button in row]


def labels(reply: Reply) -> list[str]:
    return [button.label.id for row in reply.buttons for button in row]


@pytest.fixture
async def quiet(event_talk: EventTalk) -> EventTalk:
    """Nobody confirms a preview by himself."""
    event_talk.talk.confirms = False
    return event_talk


async def test_the_menu_offers_what_a_role_may_do(quiet: EventTalk) -> None:
    talk = quiet.talk
    everybody = commands(await talk.private("/menu", "5"))
    assert everybody == [
        f"stats {SLUG}", f"chart {SLUG}", f"events {SLUG}", f"subscribe {SLUG}", "menu language", "help",
    ]  # fmt: skip
    await talk.give(Role.REPORTER, "5")
    assert commands(await talk.private("/menu", "5")) == [f"menu counts {SLUG}", *everybody]
    organizer = commands(await talk.private("/menu"))
    assert organizer[:3] == [f"call {SLUG}", f"menu event {SLUG}", f"menu approve {SLUG}"]
    assert "desk" not in organizer
    talk.services = replace(talk.services, desk_url="https://desk.example")
    assert "desk" in commands(await talk.private("/menu"))
    assert len((await talk.private("/menu")).buttons) <= 5


async def test_every_button_of_the_menu_is_a_command_that_works(quiet: EventTalk) -> None:
    for command in commands(await quiet.talk.private("/menu")):
        assert await quiet.talk.private(command)


async def test_of_several_campaigns_one_is_chosen_first(quiet: EventTalk) -> None:
    await load(quiet.talk.store, another(zone="UTC"))
    reply = await quiet.talk.private("/menu")
    assert (ids(reply), commands(reply)) == (["menu-which"], [f"menu {SLUG}", "menu second"])
    assert ids(await quiet.talk.private("/menu second")) == ["menu-ask"]


async def test_the_first_answer_to_an_organizer_is_the_menu(quiet: EventTalk) -> None:
    talk = quiet.talk
    assert commands(await talk.private("/start")) == commands(await talk.private("/menu"))
    await load(talk.store, another(zone="UTC"))
    await talk.give(Role.ORGANIZER, slug="second")
    assert commands(await talk.private("/start"))[-1] == "menu"
    await talk.invite("fresh", Role.REPORTER)
    assert commands(await talk.private("/claim fresh", "9")) == [f"menu {SLUG}"]


async def test_an_event_is_planned_by_taps_alone(quiet: EventTalk) -> None:
    talk = quiet.talk
    reply = await talk.private(f"menu event {SLUG}")
    assert line(reply, "walk-kind") == {}
    assert "menu plan kind phone_off" in commands(reply)
    assert commands(reply)[-1] == "menu plan cancel"
    reply = await talk.private("menu plan kind phone_off")
    assert commands(reply)[:2] == ["menu plan day 2026-12-01", "menu plan day 2026-12-02"]
    assert ids(await talk.private("menu plan day 2026-12-05")) == ["walk-time"]
    assert ids(await talk.private("menu plan time 20:00")) == ["walk-length"]
    assert ids(await talk.private("menu plan length 48h")) == ["walk-goal"]
    reply = await talk.private("menu plan goal 1000")
    assert reply.title == Text("walk-step", {"step": 6, "steps": 7})
    reply = await talk.private("menu plan title none")
    assert labels(reply) == ["button-confirm", "button-back", "button-walk-cancel"]
    assert ids(await talk.private(commands(reply)[0])) == ["event-made", "event-next"]
    plan = (await quiet.event()).plan
    assert (f"{plan.local:%d %H:%M}", plan.length, plan.goal) == ("05 20:00", 48 * 3600, "1000")
    assert ids(await talk.private("hello", typed=True)) == ["only-commands"]


async def test_a_start_and_an_end_are_taken_where_an_event_is_planned(quiet: EventTalk) -> None:
    talk = quiet.talk
    await talk.private(f"menu event {SLUG}")
    for day, time, length in (
        ("Saturday from 20:00 to 23:00", "", ""), ("2026-12-05", "de 20h à 23h", ""),
        ("السبت", "8 مساء", "حتى 11 مساء"), ("Saturday 20:00 for 3 hours", "", ""),
    ):  # fmt: skip
        await talk.private("menu plan kind phone_off")
        for words in (day, time, length):
            if words:
                reply = await talk.private(words, typed=True)
        assert ids(reply) == ["walk-goal"], day
        for tap in ("goal 1000", "title none"):
            reply = await talk.private(f"menu plan {tap}")
        assert Span(timedelta(hours=3), fine=True) in [one.values.get("length") for one in reply.lines], day
    await talk.private("menu plan kind phone_off")
    reply = await talk.private("Saturday from 8 to 11", typed=True)
    assert commands(reply) == ["menu plan day 2026-12-05 08:00 3h", "menu plan day 2026-12-05 20:00 3h", *ASKED_AGAIN]
    assert ids(await talk.private(commands(reply)[1])) == ["walk-goal"]
    await talk.private("menu plan back")
    # A wrong length is answered with one sentence, and the step waits for another one.
    for wrong in ("until soon", "soonish", "0h"):
        assert ids(await talk.private(wrong, typed=True)) == ["walk-bad-length"]
    assert ids(await talk.private("until 23:00", typed=True)) == ["walk-goal"]


async def test_an_event_is_planned_with_words_and_a_day_with_its_time_skips_a_step(quiet: EventTalk) -> None:
    talk = quiet.talk
    await talk.private(f"menu event {SLUG}")
    await talk.private("menu plan kind sign_on")
    assert ids(await talk.private("Saturday 8pm", typed=True)) == ["walk-length"]
    assert ids(await talk.private("7d", typed=True)) == ["walk-goal"]
    assert ids(await talk.private("١٠٠٠", typed=True)) == ["walk-link"]
    assert ids(await talk.private(LINK, typed=True)) == ["walk-title"]
    reply = await talk.private("وقّعوا معنا", typed=True, hint="ar")
    assert "event-preview" in ids(reply)
    refused = await talk.private("words", typed=True)
    assert (ids(refused)[0], commands(refused)) == ("call-use-buttons", commands(reply))
    await talk.private(commands(reply)[0])
    plan = (await quiet.event()).plan
    assert plan.title.by_language == {"ar": "وقّعوا معنا"}
    assert (plan.goal, plan.options, plan.local.hour) == ("1000", {"link": LINK}, 20)


@pytest.mark.parametrize("marked", ["\u2068{}\u2069", "\u200f{}", "{}\u200e", "\u202b{}\u202c"])
@pytest.mark.parametrize(
    ("language", "title"),
    [("ar", "نوقّع معًا 👩\u200d👩\u200d👧"), ("fr", "Signons l’appel 🙋\u200d♀️"), ("en", "Sign it")],
)
async def test_answers_are_read_without_the_marks_that_were_copied_with_them(
    quiet: EventTalk, marked: str, language: str, title: str
) -> None:
    talk = quiet.talk
    await talk.private(f"menu event {SLUG}")
    await talk.private("menu plan kind sign_on")
    for said in ("2026-12-05", "٢٠:٠٠", "24h", "١٠٠٠", LINK, title):
        reply = await talk.private(marked.format(said), typed=True, hint=language)
    await talk.private(commands(reply)[0])
    plan = (await quiet.event()).plan
    assert (plan.title.by_language, plan.goal, plan.options) == ({language: title}, "1000", {"link": LINK})
    assert (plan.local.hour, plan.length) == (20, 24 * 3600)


async def test_an_empty_answer_shows_the_step_of_an_event_again(quiet: EventTalk) -> None:
    talk = quiet.talk
    asked = await talk.private(f"menu event {SLUG}")
    for answer in ("menu plan kind sign_on", "2026-12-05", "20:00", "24h", "1000", LINK, "Sign it"):
        assert await talk.private(" ", typed=True) == asked
        asked = await talk.private(answer, typed=not answer.startswith("menu"))
    assert ids(await talk.private("", typed=True)) == ids(asked)


async def test_a_day_with_two_meanings_is_asked_about(quiet: EventTalk) -> None:
    talk = quiet.talk
    for said, day in (("05/03/2027", "2027-03-05"), ("05/03/2027 20:00", "2027-03-05 20:00")):
        await talk.private(f"menu event {SLUG}")
        await talk.private("menu plan kind phone_off")
        reply = await talk.private(said, typed=True)
        assert line(reply, "when-two") == {"given": said}
        assert commands(reply)[0] == f"menu plan day {day}"
    assert ids(await talk.private(commands(reply)[0])) == ["walk-length"]


async def test_a_week_is_seven_days_to_choose_from_with_the_time_that_was_said(quiet: EventTalk) -> None:
    talk = quiet.talk
    for said, time in (
        ("next week", ""),
        ("la semaine prochaine 20h", " 20:00"),
        ("الأسبوع القادم 20:00 3h", " 20:00 3h"),
    ):
        await talk.private(f"menu event {SLUG}")
        await talk.private("menu plan kind phone_off")
        reply = await talk.private(said, typed=True)
        assert line(reply, "when-two") == {"given": said}
        assert len(reply.buttons) == 5
        days = [command.removeprefix("menu plan day ") for command in commands(reply)[:-2]]
        assert len(days) == 7
        assert {day[10:] for day in days} == {time}
    assert ids(await talk.private(commands(reply)[6])) == ["walk-goal"]


@pytest.mark.parametrize(
    ("taps", "said", "why"),
    [
        ([], "phones", "call-use-buttons"),
        (["kind phone_off"], "soon", "walk-bad-day"),
        (["kind phone_off"], "2026-12-05 soon", "walk-bad-day"),
        (["kind phone_off"], "2026-13-05", "walk-bad-day"),
        (["kind phone_off"], "20:00", "walk-bad-day"),
        (["kind phone_off"], "2026-11-05", "event-past"),
        (["kind phone_off", "day 2026-12-05"], "late", "walk-bad-time"),
        (["kind phone_off", "day 2026-12-05"], "on", "walk-bad-time"),
        (["kind phone_off", "day 2026-12-05"], "25:00", "walk-bad-time"),
        (["kind phone_off", "day 2026-12-05"], "1 December 2025 8pm", "event-past"),
        (["kind phone_off", "day 2026-12-01"], "09:00", "event-past"),
        (["kind phone_off", "day 2026-12-05", "time 09:00", "back", "back"], "2026-12-01", "event-past"),
        (["kind phone_off", "day 2026-12-05", "time 20:00"], "90m", "event-bad-length"),
        (["kind phone_off", "day 2026-12-05", "time 20:00", "length none"], "0", "event-bad-goal"),
        (["kind sign_on", "day 2026-12-05", "time 20:00", "length none", "goal none"], "none", "walk-bad-link"),
    ],
)
async def test_an_answer_that_is_not_valid_is_asked_again(
    quiet: EventTalk, taps: list[str], said: str, why: str
) -> None:
    talk = quiet.talk
    await talk.private(f"menu event {SLUG}")
    for tap in taps:
        await talk.private(f"menu plan {tap}")
    before = await talk.private("menu plan show")
    assert ids(await talk.private(said, typed=True))[0] == why
    assert await talk.private("menu plan show") == before


async def test_back_leads_a_step_back_and_cancel_out(quiet: EventTalk) -> None:
    talk = quiet.talk
    await talk.private(f"menu event {SLUG}")
    await talk.private("menu plan kind unlike_drive")
    await talk.private("menu plan day 2026-12-05")
    assert ids(await talk.private("menu plan back")) == ["walk-day"]
    assert ids(await talk.private("menu plan back")) == ["walk-kind"]
    assert ids(await talk.private("menu plan back")) == ["walk-kind"]
    assert labels(await talk.private("/menu"))[1] == "button-go-on"
    # The same kind keeps the day that was chosen.
    await talk.private("menu plan kind unlike_drive")
    assert ids(await talk.private("menu plan day 2026-12-06")) == ["walk-time"]
    await talk.private("menu plan time 18:00")
    assert "menu plan goal 2%" in commands(await talk.private("menu plan length none"))
    # A button of an earlier question answers that one again, and the time stays.
    assert ids(await talk.private("menu plan day 2026-12-07")) == ["walk-time"]
    assert ids(await talk.private("menu plan cancel")) == ["walk-cancelled"]
    assert ids(await talk.private("menu plan show")) == ["walk-gone"]
    assert labels(await talk.private("/menu"))[1] == "button-new-event"


@pytest.mark.parametrize(
    ("kind", "tap", "asked"),
    [
        ("", "title none", "walk-kind"), ("", "goal 100", "walk-kind"), ("", "length", "walk-kind"),
        ("", "day 2026-12-05", "walk-kind"), ("", "preview", "walk-kind"), ("sign_on", "title none", "walk-day"),
        ("sign_on", "preview", "walk-day"), ("sign_on", "day 2026-12-05", "walk-time"),
    ],
)  # fmt: skip
async def test_an_old_button_cannot_lead_past_what_an_event_needs(
    quiet: EventTalk, kind: str, tap: str, asked: str
) -> None:
    talk = quiet.talk
    await talk.private(f"menu event {SLUG}")
    if kind:
        await talk.private(f"menu plan kind {kind}")
    assert ids(await talk.private(f"menu plan {tap}")) == [asked]
    for said, then in (
        ("kind sign_on", "walk-day"), ("day 2026-12-05", "walk-time"), ("title none", "walk-time"),
        ("time 20:00", "walk-length"), ("title Sign", "walk-link"), (f"link {LINK}", "walk-title"),
        ("title Sign", "event-when"),
    ):  # fmt: skip
        assert then in ids(await talk.private(f"menu plan {said}")), said


def test_every_required_option_has_its_question() -> None:
    for kind in KINDS.values():
        assert set(kind.required) <= REQUIRED.keys() & kind.options.keys()
    assert REQUIRED.keys() == NO_ANSWER.keys()


async def test_an_option_that_the_kind_does_not_have_is_not_called_a_bad_address(event_talk: EventTalk) -> None:
    await event_talk.talk.private(NEW, "7")
    assert ids(await event_talk.talk.private("menu set 1 colour red", "7")) == ["event-no-option"]


async def test_a_sign_on_without_its_link_is_asked_for_it_in_private_and_refused_in_a_group(quiet: EventTalk) -> None:
    talk = quiet.talk
    reply = await talk.group("/event new sign_on 2026-12-05 20:00 goal=50")
    assert line(reply, "event-needs-option")["name"] == "link"
    reply = await talk.private('/event new sign_on 2026-12-05 20:00 goal=50 en="Sign with us"')
    assert ids(reply) == ["walk-link"]
    assert commands(reply)[0].startswith("event fill cancel ")
    assert ids(await talk.private("example", typed=True)) == ["event-bad-option"]
    preview = await talk.private(LINK, typed=True)
    await talk.private(commands(preview)[0])
    plan = (await quiet.event()).plan
    assert (plan.goal, plan.options, plan.title.by_language) == ("50", {"link": LINK}, {"en": "Sign with us"})
    assert ids(await talk.private("hello", typed=True)) == ["only-commands"]
    await talk.private("/event new sign_on 2026-12-06 20:00")
    assert ids(await talk.private("event fill cancel")) == ["walk-cancelled"]
    assert ids(await talk.private(LINK, typed=True)) == ["only-commands"]
    for nonsense in ("fill", "fill link", "fill page new x", "fill link cancel 1"):
        assert ids(await talk.private(f"/event {nonsense}")) == ["call-use-buttons"]


async def test_a_sign_on_of_an_earlier_release_gets_its_link_with_its_next_change(quiet: EventTalk) -> None:
    talk = quiet.talk
    preview = await talk.private(f"/event new sign_on 2026-12-05 20:00 link={LINK}")
    await talk.private(commands(preview)[0])
    event = await quiet.event()
    async with talk.store.writing() as tx:
        await tx.events.update(replace(event, plan=replace(event.plan, options={})), None)
    assert ids(await talk.group("/event edit 1 goal=70")) == ["event-needs-option"]
    for command in (
        "/event edit 1 goal=70", "/event postpone 1 2026-12-07 21:00", "menu set 1 goal 70", "menu again 1",
    ):  # fmt: skip
        assert ids(await talk.private(command)) == ["walk-link"]
    await talk.private("/event edit 1 goal=70")
    preview = await talk.private(LINK, typed=True)
    # Its author can try it before anybody else gets it.
    assert [button.url for row in preview.buttons for button in row] == ["", LINK, ""]
    await talk.private(commands(preview)[0])
    plan = (await quiet.event()).plan
    assert (plan.goal, plan.options) == ("70", {"link": LINK})


async def two_organizers(quiet: EventTalk) -> None:
    await quiet.talk.give(Role.ORGANIZER, "8")


async def test_what_waits_for_approval_is_listed_and_opened(quiet: EventTalk) -> None:
    talk = quiet.talk
    await two_organizers(quiet)
    assert ids(await talk.private(f"menu approve {SLUG}")) == ["menu-approve-none"]
    preview = await talk.private(f'/event new sign_on 2026-12-05 20:00 link={LINK} en="Sign"')
    await talk.private(commands(preview)[0])
    await talk.private(f"call {SLUG}")
    await talk.private("Switch off", typed=True)
    await talk.private("call 1 propose")
    assert commands(await talk.private(f"menu approve {SLUG}")) == [f"menu {SLUG}"]
    assert ids(await talk.private("menu look 1")) == ["event-nothing-proposed"]
    assert line(await talk.private(f"menu approve {SLUG}", "8"), "menu-approve") == {}
    assert commands(await talk.private(f"menu approve {SLUG}", "8"))[:2] == ["call 1", "menu look 1"]
    request = await talk.private("menu look 1", "8")
    assert "event-please-approve" in ids(request)
    assert ids(await talk.private(commands(request)[0], "8"))[0] == "event-made"
    assert commands(await talk.private("menu approve", "8"))[:-1] == ["call 1"]
    cancel = await talk.private("/event cancel 1")
    await talk.private(commands(cancel)[0])
    request = await talk.private("menu look 1", "8")
    assert ids(request) == ["event-please-cancel"]
    await talk.private(commands(request)[0], "8")
    assert (await quiet.event()).state is EventState.CANCELLED
    assert ids(await talk.private("menu look 1", "8")) == ["event-nothing-proposed"]


async def test_a_count_is_typed_after_its_page_is_tapped(quiet: EventTalk) -> None:
    talk = quiet.talk
    reply = await talk.private(f"menu counts {SLUG}")
    assert ids(await talk.private(commands(reply)[0])) == ["count-which-number"]
    assert ids(await talk.private("2,272,336", typed=True)) == ["count-taken"]
    for old in ("0", "99", "x", ""):
        assert ids(await talk.private(f"menu count {old} {SLUG}"))[0] == "count-how"


async def test_a_button_shown_before_the_pages_changed_is_for_its_own_page_or_refused(quiet: EventTalk) -> None:
    talk = quiet.talk
    before = commands(await talk.private(f"menu counts {SLUG}"))
    stored = await load(talk.store, replace(example(), zone="UTC"))
    changed = replace(stored, targets=stored.targets[:0:-1])
    await load(talk.store, changed)
    asked = {}
    for command in before[: len(stored.pages)]:
        reply = await talk.private(command)
        asked[command] = reply.lines[0].values["page"] if ids(reply) == ["count-which-number"] else ids(reply)[0]
    gone = {page.key for page in stored.pages} - {page.key for page in changed.pages}
    expected = ["count-how" if page.key in gone else page_name(stored, page) for page in stored.pages]
    assert list(asked.values()) == expected


async def test_many_pages_are_shown_some_at_a_time(quiet: EventTalk) -> None:
    targets = another().targets
    many = another(zone="UTC", targets=tuple(
        replace(targets[0], slug=f"t{number}", pages=(replace(targets[0].pages[0], handle=f"page{number}"),))
        for number in range(12)
    ))  # fmt: skip
    await load(quiet.talk.store, many)
    await quiet.talk.give(Role.ORGANIZER, slug="second")
    first = await quiet.talk.private("menu counts second")
    assert commands(first)[-2:] == ["menu counts 8 second", "menu second"]
    second = await quiet.talk.private(commands(first)[-2])
    assert commands(second)[-1] == "menu second"
    assert len({*commands(first)[:8], *commands(second)[:-1]}) == 12


async def test_goal_and_link_of_an_event_are_set_by_a_tap_and_a_word(quiet: EventTalk) -> None:
    talk = quiet.talk
    for name in ("goal", "link"):
        reply = await talk.private(f"menu {name} {SLUG}")
        assert ids(reply) == [f"menu-{name}-none"]
        assert commands(reply) == [f"menu event {SLUG}", f"menu {SLUG}"]
    preview = await talk.private(f"/event new sign_on 2026-12-05 20:00 link={LINK} goal=500")
    await talk.private(commands(preview)[0])
    assert commands(await talk.private(f"menu goal {SLUG}"))[0] == "menu set 1 goal"
    assert "menu set 1 goal 1000" in commands(await talk.private("menu set 1 goal"))
    preview = await talk.private("2,000", typed=True)
    await talk.private(commands(preview)[0])
    assert ids(await talk.private("menu set 1 goal 2000")) == ["event-no-change"]
    assert commands(await talk.private(f"menu link {SLUG}"))[0] == "menu set 1 link"
    assert ids(await talk.private("menu set 1 link")) == ["walk-link"]
    preview = await talk.private("https://example.org/new", typed=True)
    await talk.private(commands(preview)[0])
    plan = (await quiet.event()).plan
    assert (plan.goal, plan.options["link"]) == ("2000", "https://example.org/new")


async def test_an_owner_invites_and_takes_roles_away_by_buttons(quiet: EventTalk) -> None:
    talk = quiet.talk
    assert ids(await talk.private(f"menu people {SLUG}"))[-1] == "menu-people-owner"
    known_as = await talk.give(Role.ORGANIZER, "8")
    await talk.give(Role.OWNER)
    assert f"menu out {known_as[:8]} {SLUG}" in commands(await talk.private(f"menu people {SLUG}"))
    reply = await talk.private(f"menu invite reporter {SLUG}")
    assert ids(reply) == ["invited"]
    assert ids(await talk.private(f"/claim {line(reply, 'invited')['code']}", "11")) == ["claimed"]
    assert await talk.role("11") is Role.REPORTER
    async with talk.store.writing() as tx:
        await tx.facts.put(BOT_LINK, "telegram", LINK_OF_BOT)
    reply = await talk.private(f"menu invite reporter {SLUG}")
    link, _, code = str(line(reply, "menu-code")["link"]).partition("?start=")
    assert (link, ids(await talk.private(f"/start {code}", "12"))) == (LINK_OF_BOT, ["claimed"])
    assert ids(await talk.private(f"menu invite king {SLUG}")) == ["call-use-buttons"]
    reply = await talk.private(f"menu out {known_as[:8]} {SLUG}")
    assert ids(await talk.private(commands(reply)[0])) == ["revoked"]
    assert await talk.role("8") is None
    assert [act.act for act in await talk.audit()][-5:] == ["invited", "claimed", "invited", "claimed", "revoked"]


@pytest.mark.parametrize(
    "command", ["event", "approve", "counts", "goal", "link", "people", "invite reporter", "out x"]
)
async def test_the_menus_lists_are_for_those_with_a_role(quiet: EventTalk, command: str) -> None:
    assert ids(await quiet.talk.private(f"menu {command} {SLUG}", "5")) == ["need-role"]


async def test_a_plan_that_was_begun_survives_a_restart_and_ends_with_the_persons_data(quiet: EventTalk) -> None:
    talk = quiet.talk
    await talk.private(f"menu event {SLUG}")
    await talk.private("menu plan kind phone_off")
    again = EventTalk(replace(talk))
    assert ids(await again.talk.private("menu plan show")) == ["walk-day"]
    await talk.private("/forget yes")
    assert ids(await again.talk.private("menu plan show")) == ["walk-gone"]


async def test_the_menu_is_for_private_chats(quiet: EventTalk) -> None:
    assert ids(await quiet.talk.group("/menu")) == ["only-in-private"]


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("half past 8", ["2026-12-05 08:30", "2026-12-05 20:30"]),
        ("الثامنة والنصف", ["2026-12-05 08:30", "2026-12-05 20:30"]),
        ("minuit", ["2026-12-05 00:00", "2026-12-06 00:00"]),
    ],
)
async def test_a_time_with_two_meanings_is_asked_for_by_buttons(quiet: EventTalk, words: str, asked: list[str]) -> None:
    talk = quiet.talk
    for answer in (f"event {SLUG}", "plan kind phone_off", "plan day 2026-12-05"):
        await talk.private(f"menu {answer}")
    reply = await talk.private(words, typed=True)
    assert (ids(reply), commands(reply)) == (["when-two"], [*(f"menu plan day {one}" for one in asked), *ASKED_AGAIN])
    assert labels(reply) == ["button-when-at", "button-when-at", "button-back", "button-walk-cancel"]
    assert ids(await talk.private("menu plan show")) == ["walk-time"]
    assert ids(await talk.private(commands(reply)[1])) == ["walk-length"]


@pytest.mark.parametrize("words", ["20:00 UTC", "20h", "tomorrow 8pm", "in half an hour", "الثامنة مساء"])
async def test_a_time_is_understood_in_every_form_and_may_bring_its_day(quiet: EventTalk, words: str) -> None:
    talk = quiet.talk
    for answer in (f"event {SLUG}", "plan kind phone_off", "plan day 2026-12-05"):
        await talk.private(f"menu {answer}")
    assert ids(await talk.private(words, typed=True)) == ["walk-length"]


async def test_the_language_of_a_persons_own_answers_is_chosen_in_the_menu(quiet: EventTalk) -> None:
    talk = quiet.talk
    asked = await talk.private("menu language")
    assert (ids(asked), commands(asked)[-1]) == (["language-choose"], "menu")
    assert commands(asked)[:-1] == [f"menu language {code}" for code in LANGUAGES]
    assert asked.personal
    chosen = await talk.private("menu language ar")
    assert (ids(chosen), commands(chosen)) == (["language-set"], ["menu"])
    async with talk.store.reading() as tx:
        chat = await tx.chats.find(Address("telegram", "7"))
    assert chat is not None
    assert chat.language == "ar"
    assert ids(await talk.private("menu language klingon")) == ["unknown-language"]


async def test_the_menu_stands_under_help_and_start_wherever_nobody_else_reads_them(quiet: EventTalk) -> None:
    for command in ("/start", "/help"):
        reply = await quiet.talk.group(command, hidden=True)
        assert f"call {SLUG}" in commands(reply), command
        assert reply.personal
        assert f"call {SLUG}" not in commands(await quiet.talk.group(command)), command


async def test_a_refused_event_is_changed_by_taps_and_asked_for_again(quiet: EventTalk) -> None:
    talk = quiet.talk
    await talk.give(Role.ORGANIZER, "8")
    await talk.private('/event new sign_on 2026-12-05 20:00 goal=100 link=https://example.org/a ar="وقّعوا"')
    [confirm] = [one for one in commands(await talk.private('/event new sign_on 2026-12-05 20:00 goal=100 '
                                                            'link=https://example.org/a ar="وقّعوا"'))
                 if one.startswith("event confirm")]  # fmt: skip
    await talk.private(confirm)
    before = await quiet.event()
    assert before.draft is not None
    await talk.private(f"/event refuse 1 {plan_hash(before.draft)} Earlier, please.", "8")
    shown = await talk.private("menu again 1")
    parts = [f"menu plan 1 {step}" for step in ("day", "time", "length", "goal", "link", "title")]
    assert [one for one in commands(shown) if one in parts] == parts
    assert commands(shown)[-1] == "menu plan 1 cancel"
    for step, said, left in (
        ("time", "18:30", {"local": (START - 1.5 * HOUR).replace(tzinfo=None)}),
        ("day", "2026-12-06", {"local": (START + 22.5 * HOUR).replace(tzinfo=None)}),
        ("length", "48h", {"length": 48 * 3600}),
        ("goal", "500", {"goal": "500"}),
        ("link", "https://example.org/b", {"options": {"link": "https://example.org/b"}}),
        ("title", "Sign with us", {"title": Names({"ar": "Sign with us"})}),
    ):
        asked = await talk.private(f"menu plan {step}")
        assert asked.title is None
        assert commands(asked)[-2:] == ["menu plan 1 back", "menu plan 1 cancel"]
        assert commands(await talk.private("menu plan back"))[0].startswith("event confirm")
        await talk.private(f"menu plan {step}")
        shown = await talk.private(said, typed=True)
        assert commands(shown)[0].startswith("event confirm"), step
        before = replace(before, draft=replace(before.draft or before.plan, **left))
    refused = await talk.private("words", typed=True)
    assert (ids(refused)[0], commands(refused)) == ("call-use-buttons", commands(shown))
    assert ids(await talk.private(commands(shown)[0])) == ["event-waits"]
    waiting = (await quiet.event()).draft
    assert waiting == before.draft
    assert waiting is not None
    assert ids(await talk.private(f"/event approve 1 {plan_hash(waiting)}", "8"))[0] == "event-made"
    # What is announced already is changed in the same way, and what is over is not.
    assert commands(await talk.private("menu again 1"))[0].startswith("event confirm")
    assert ids(await talk.private("menu plan cancel")) == ["walk-cancelled"]
    assert ids(await talk.private("menu again 1", "5")) == ["need-role"]
    async with talk.store.writing() as tx:
        await tx.events.update(replace(await quiet.event(), state=EventState.CLOSED), None)
    assert ids(await talk.private("menu again 1")) == ["event-no-more"]


async def test_a_refused_event_is_asked_for_again_as_it_is(quiet: EventTalk) -> None:
    talk = quiet.talk
    await talk.give(Role.ORGANIZER, "8")
    await talk.private(commands(await talk.private(NEW))[0])
    draft = (await quiet.event()).draft
    assert draft is not None
    await talk.private(f"/event refuse 1 {plan_hash(draft)} No.", "8")
    assert ids(await talk.private(commands(await talk.private("menu again 1"))[0])) == ["event-waits"]
    assert (await quiet.event()).draft == draft
    assert ids(await talk.private(f"/event approve 1 {plan_hash(draft)}", "8"))[0] == "event-made"


async def test_a_length_that_does_not_fit_is_told_in_the_words_that_were_said(quiet: EventTalk) -> None:
    talk = quiet.talk
    for said in (f"menu event {SLUG}", "menu plan kind phone_off", "menu plan day 2026-12-05", "menu plan time 20:00"):
        await talk.private(said)
    for said, refused, values in (
        ("half an hour", "event-bad-length", {"word": "half an hour"}),
        ("لساعات", "walk-bad-length", {"given": "لساعات"}),
    ):
        reply = await talk.private(said, typed=True)
        assert line(reply, refused) == values
        assert commands(reply)[0] == f"menu plan {mark_of(SLUG)} show"
    assert ids(await talk.private("ثلاثة أيام", typed=True))[-1] == "walk-goal"


def test_a_draft_of_the_release_before_is_read() -> None:
    assert Draft.read('["c", "goal", "phone_off", "2026-12-05", "20:00", 0, {}]').event == 0


async def moved(quiet: EventTalk, zone: str) -> None:
    """The campaign moves to another zone; what it has made keeps its own."""
    async with quiet.talk.store.writing() as tx:
        campaign = await tx.campaigns.get(SLUG)
        assert campaign is not None
        await tx.campaigns.save(replace(campaign, zone=zone), quiet.talk.now)


async def test_an_event_is_changed_in_the_zone_that_it_was_made_in(quiet: EventTalk) -> None:
    talk = quiet.talk
    await talk.private(commands(await talk.private(NEW))[0])
    await moved(quiet, "America/Mexico_City")
    # In Mexico City it is still the day before.
    talk.now = NOW.replace(hour=3)
    assert commands(await talk.private("menu again 1"))[0].startswith("event confirm")
    assert commands(await talk.private("menu plan 1 day"))[0] == f"menu plan 1 day {NOW:%Y-%m-%d}"
    asked = await talk.private("menu plan 1 time")
    assert Moment(START.replace(hour=12), "UTC", "zone") == line(asked, "walk-time")["zone"]
    assert asked.buttons[0][0].label.values["value"] == Moment(START.replace(hour=12), "UTC", "time")
    refused = await talk.private("menu plan 1 day 2026-12-01 02:00")
    assert line(refused, "event-past") == {"at": Moment(NOW.replace(hour=2), "UTC")}
    preview = await talk.private("menu plan 1 time 21:00")
    assert line(preview, "event-preview-when") == {"at": Moment(START.replace(hour=21), "UTC", fixed=True)}
    await talk.private(commands(preview)[0])
    assert (await quiet.event()).starts_at == START.replace(hour=21)


async def test_a_preview_of_a_new_event_is_not_confirmed_in_another_zone(quiet: EventTalk) -> None:
    preview = await quiet.talk.private(NEW)
    await moved(quiet, "America/Mexico_City")
    assert ids(await quiet.talk.private(commands(preview)[0])) == ["event-preview-gone"]


async def titled(quiet: EventTalk, language: str, title: str) -> Reply:
    """The preview of an event whose title was typed in this language of the bot."""
    await quiet.talk.private(f"menu event {SLUG}")
    for tap in ("kind phone_off", "day 2026-12-05", "time 20:00", "length 24h", "goal none"):
        await quiet.talk.private(f"menu plan {tap}")
    return await quiet.talk.private(title, typed=True, hint=language)


@pytest.mark.parametrize(
    ("language", "title", "kept"),
    [
        ("ar", "نطفئ هواتفنا", "ar"), ("fr", "Éteignons nos téléphones", "fr"), ("fr", "نطفئ هواتفنا معًا", "ar"),
        ("ar", "Phones off together", "en"), ("ar", "GSM off", "ar"),
    ],
)  # fmt: skip
async def test_a_title_is_kept_in_the_language_that_it_was_written_in_whoever_confirms_it(
    quiet: EventTalk, language: str, title: str, kept: str
) -> None:
    await titled(quiet, language, title)
    preview = await quiet.talk.private("menu plan show", hint="fr" if language == "ar" else "ar")
    await quiet.talk.private(commands(preview)[0])
    assert (await quiet.event()).plan.title.by_language == {kept: title}


async def test_the_preview_of_a_new_title_names_those_that_stay_in_other_languages(quiet: EventTalk) -> None:
    preview = await titled(quiet, "ar", "نطفئ هواتفنا")
    assert "walk-title-kept" not in ids(preview)
    await quiet.talk.private(commands(preview)[0])
    await quiet.talk.private("menu again 1")
    await quiet.talk.private("menu plan 1 title")
    preview = await quiet.talk.private("Phones off together", typed=True)
    assert line(preview, "walk-title-kept") == {"language": Text("tongue-ar"), "title": "نطفئ هواتفنا"}
    await quiet.talk.private("menu plan 1 title")
    assert "walk-title-kept" not in ids(await quiet.talk.private("نطفئها كلنا معا", typed=True))


@pytest.fixture
async def two_campaigns(quiet: EventTalk) -> EventTalk:
    """7 and 8 organize two campaigns."""
    await load(quiet.talk.store, another(zone="UTC", starts_at=NOW - 240 * HOUR, ends_at=NOW + 720 * HOUR))
    for person, slug in (("8", SLUG), ("7", "second"), ("8", "second")):
        await quiet.talk.give(Role.ORGANIZER, person, slug=slug)
    return quiet


async def test_what_is_for_one_of_several_campaigns_names_it_at_each_step_and_in_the_request(
    two_campaigns: EventTalk,
) -> None:
    talk, named = two_campaigns.talk, Text("cell", {"value": Names({"en": "second"})})
    reply = await talk.private("menu event second")
    mark = mark_of("second")
    for tap in ("kind phone_off", "day 2026-12-05", "time 20:00", "length 24h", "goal none", "title none"):
        assert reply.lines[0] == named
        reply = await talk.private(f"menu plan {mark} {tap}")
    assert reply.lines[0] == named
    await talk.private(commands(reply)[0])
    assert (await talk.private("menu look 1", "8")).lines[0] == named
    assert (await talk.private("call second")).lines[0] == named
    await talk.private("Words", typed=True)
    assert (await talk.private("call 1 preview")).lines[0] == named
    await talk.private("call 1 propose")
    assert (await talk.private("call 1", "8")).lines[0] == named
    requests = [one.content for one in await two_campaigns.deliveries() if one.address.chat == "8"]
    assert [one.lines[0] for one in requests] == [named, named]


async def test_no_two_ways_back_share_a_label_where_there_are_several_campaigns(two_campaigns: EventTalk) -> None:
    talk = two_campaigns.talk
    await talk.private(commands(await talk.private(f"/event new {SLUG} phone_off 2026-12-05 20:00"))[0])
    for slug in (SLUG, "second"):
        await talk.private(f"menu event {slug}")
    await talk.private("menu again 1")
    for slug, more in ((SLUG, ["menu plan 1 show"]), ("second", [])):
        buttons = [one for row in (await talk.private(f"/menu {slug}")).buttons for one in row]
        assert len({str(one.label) for one in buttons}) == len(buttons)
        shown = [one.command for one in buttons if one.command.endswith(" show")]
        assert shown == [f"menu plan {mark_of(slug)} show", *more]
    dropped = await talk.private("menu plan 1 cancel")
    ways = [one for row in dropped.buttons for one in row if one.command.endswith(" show")]
    assert {one.label.id for one in ways} == {"button-go-on-in"}
    assert len({str(one.label) for one in ways}) == len(ways) == 2


async def test_organizers_change_an_announced_event_and_call_it_off_by_taps_from_the_menu(quiet: EventTalk) -> None:
    talk = quiet.talk
    await talk.private(commands(await talk.private(NEW))[0])
    assert f"events {SLUG}" in commands(await talk.private("/menu"))
    assert "event 1" in commands(await talk.private(f"events {SLUG}"))
    assert commands(await talk.private("event 1"))[-2:] == ["menu again 1", "event cancel 1"]
    assert "menu plan 1 time" in commands(await talk.private("menu again 1"))
    await talk.private("menu plan 1 cancel")
    preview = await talk.private("event cancel 1")
    assert commands(preview) == ["event cancel 1 confirmed", "event 1"]
    for shown in (await talk.private("event 1", "5"), await talk.group("/event 1")):
        assert "event cancel 1" not in commands(shown)
    await talk.private("event cancel 1 confirmed")
    assert (await quiet.event()).state is EventState.CANCELLED
    assert "event cancel 1" not in commands(await talk.private("event 1"))


async def test_times_of_day_that_have_passed_are_not_offered(quiet: EventTalk) -> None:
    quiet.talk.now = NOW.replace(hour=19)
    await quiet.talk.private(f"menu event {SLUG}")
    await quiet.talk.private("menu plan kind phone_off")
    for day, times in (("2026-12-01", ["20:00", "21:00"]), ("2026-12-02", ["12:00", "18:00", "20:00", "21:00"])):
        asked = await quiet.talk.private(f"menu plan day {day}")
        assert commands(asked)[:-2] == [f"menu plan time {one}" for one in times]
