import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from xml.etree import ElementTree as ET

import jsonschema_rs
import pytest
from icalendar import Calendar

from bot.charts.share import event_card
from bot.core.events.replies import card
from bot.core.events.status import read_status
from bot.core.model.call import ButtonKind, Call, CallButton, CallState, Script
from bot.core.model.event import EventState
from bot.core.model.reply import Span, Text, in_zone
from bot.event_kinds import KINDS
from bot.locales import LANGUAGES, speak
from bot.web import checkin
from bot.web.page.timestamps import stamp
from storage import Database, open_store
from tests.core.events.verdict.test_find import count, history, save, with_controls
from tests.event_talk import END, NEW, NOW, START, EventTalk, turnout
from tests.talk import HOUR, SLUG, Talk, another, ids, load
from tests.web.data.test_open_data import ATOM
from tests.web.data.test_openapi import strict
from tests.web.house import DATA, PAGE, Served, leave, serving

RULES_URL = "https://likes.example.org"


@pytest.fixture
async def event_talk(sqlite_store: Database) -> EventTalk:
    made = EventTalk(Talk(sqlite_store))
    await made.start()
    made.rules(public_url=RULES_URL)
    await made.talk.private(NEW + " goal=10", "7")
    return made


@pytest.fixture
async def held(sqlite_store: Database, event_talk: EventTalk) -> AsyncIterator[Served]:
    """The site of a campaign with a phone-off, three days before it begins."""
    async with serving(sqlite_store, event_talk.talk.now) as site:
        yield site


async def link(event_talk: EventTalk, person: str = "100") -> str:
    """The path of a person's own link."""
    reply = await event_talk.talk.private("/checkin 1", person)
    url = next(button.url for row in reply.buttons for button in row if button.url)
    return url.removeprefix(RULES_URL)


async def over(event_talk: EventTalk, held: Served) -> str:
    """The phone-off is over, somebody who pledged has their link."""
    await event_talk.pledges(6)
    await event_talk.go(END + HOUR)
    held.clock.move(END + HOUR)
    return await link(event_talk)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_event_stands_on_the_page_with_its_countdown_and_goal(
    event_talk: EventTalk, held: Served, language: str
) -> None:
    await event_talk.pledges(6)
    said = unescape((await held.get(f"/{language}/{SLUG}")).text)
    # The tile has room for a day above its month.
    assert re.search(r'<time class="tile"[^>]*><span>\d+</span><span>[^\d<]+</span></time>', said)
    assert speak(language)(Text("event-starts-in", {"left": Span(START - NOW, fine=True)})) in said
    assert '<rect width="60%"' in said
    assert f'href="/{language}/{SLUG}/events/1.ics"' in said


async def test_the_year_is_said_of_an_event_of_another_year_or_that_ends_in_one(sqlite_store: Database) -> None:
    events = EventTalk(Talk(sqlite_store))
    await events.start(ends_at=NOW + timedelta(days=800))
    for line in ("sign_on 2026-12-03 10:00 365d link=https://sign.example.org", "phone_off 2027-12-03 10:00"):
        await events.talk.private(f"/event new {line}")
    async with serving(sqlite_store, NOW) as site:
        found = re.findall('<p class="when">(.*?)</p>', (await site.get("/en/no-voip-no-like")).text)
    assert [set(re.findall(r"20\d\d", when)) for when in found] == [{"2026", "2027"}, {"2027"}]


async def test_fewer_than_five_people_are_not_counted_in_public(event_talk: EventTalk, held: Served) -> None:
    await event_talk.pledges(2)
    assert "fewer than 5" in unescape((await held.get(PAGE)).text)
    event = (await held.get(f"{DATA}/events")).json()["events"][0]
    assert (event["people"], event["checked_in"], event["goal"], event["reached"]) == (None, None, 10, None)


async def test_events_are_open_data(event_talk: EventTalk, held: Served) -> None:
    await event_talk.pledges(6)
    event = (await held.get(f"{DATA}/events")).json()["events"][0]
    assert event["kind"] == "phone_off"
    assert (event["starts_at"], event["ends_at"]) == ("2026-12-05T20:00:00Z", "2026-12-08T20:00:00Z")
    assert (event["people"], event["reached"], event["state"]) == (6, 6, "open")
    assert set(event["title"]) == set(LANGUAGES)
    told = (await held.get("/api/v1/openapi.json")).json()["paths"]["/api/v1/campaigns/{slug}/events"]["get"]
    schema = strict(told["responses"]["200"]["content"]["application/json"]["schema"])
    jsonschema_rs.validate(schema, (await held.get(f"{DATA}/events")).json())


async def test_an_event_goes_into_a_calendar(held: Served) -> None:
    for path in (f"/en/{SLUG}/events/1.ics", f"/{SLUG}/events/1.ics"):
        answer = await held.get(path)
        assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
        event = Calendar.from_ical(answer.text).walk("VEVENT")[0]
        assert event["DTSTART"].dt == START
    assert (await held.get(f"/en/{SLUG}/events/99.ics")).status_code == 404


async def test_of_many_events_the_soonest_stand_on_the_page_then_the_newest_past_ones(sqlite_store: Database) -> None:
    event_talk = EventTalk(Talk(sqlite_store))
    await event_talk.start()
    for day in range(2, 14):
        await event_talk.talk.private(f"/event new unlike_drive 2026-12-{day:02} 20:00 4h", "7")
    running, over = datetime(2026, 12, 2, 20, 30, tzinfo=UTC), datetime(2026, 12, 12, 3, tzinfo=UTC)
    # Events 9 and 10 wait for reports, and 8 is the newest that is closed.
    for now, folded, shown in ((running, [], [*range(1, 11)]), (over, [8, 7, 6, 5, 4, 3], [11, 12, 9, 10])):
        await event_talk.go(now)
        async with serving(sqlite_store, now) as site:
            page = (await site.get(PAGE)).text
            assert [int(one) for one in re.findall(r'<details class="card past" id="event-(\d+)"', page)] == folded
            assert [int(one) for one in re.findall(r'<article class="card event" id="event-(\d+)"', page)] == shown
            assert re.findall(r'id="primary">\s*<a class="go" href="([^"]*)"', page) == [f"#event-{shown[0]}"]
            told = (await site.get(f"{DATA}/events")).json()["events"]
            assert [one["id"] for one in told] == sorted(folded + shown)
            # A calendar that was sent, or a picture, is found whatever the page has room for.
            for number in (1, 12):
                assert f"UID:event-{number}." in (await site.get(f"{PAGE}/events/{number}.ics")).text
                assert (await site.get(f"{PAGE}/events/{number}.png")).status_code == 200


async def test_an_event_that_is_proposed_or_another_campaign_s_has_no_file(event_talk: EventTalk, held: Served) -> None:
    await load(held.store, another("other"))
    event = await event_talk.event()
    for state, post, found in (
        (EventState.CANCELLED, event.card, 200), (EventState.PROPOSED, 0, 404), (EventState.CANCELLED, 0, 404),
    ):  # fmt: skip
        async with held.store.writing() as tx:
            await tx.events.update(replace(event, state=state, card=post), None)
        async with serving(held.store, NOW) as site:
            for ending in ("ics", "png"):
                assert (await site.get(f"{PAGE}/events/1.{ending}")).status_code == found
                assert (await site.get(f"/en/other/events/1.{ending}")).status_code == 404


async def test_a_result_stays_on_the_page_and_in_the_feed(event_talk: EventTalk, held: Served) -> None:
    await event_talk.pledges(6)
    await event_talk.go(END + HOUR)
    for person in range(100, 106):
        await event_talk.talk.private("/checkin 1 all", str(person))
    await event_talk.go(END + timedelta(hours=49))
    held.clock.move(END + timedelta(hours=50))
    assert "Said that they did it: 6" in unescape((await held.get(PAGE)).text)
    feed = ET.fromstring((await held.get(f"{PAGE}/feed.xml")).content)  # noqa: S314 - our own
    entries = {entry.findtext(f"{ATOM}id"): entry.findtext(f"{ATOM}updated") for entry in feed.findall(f"{ATOM}entry")}
    assert entries[f"urn:nolike:{SLUG}:event:1"] == "2026-12-10T20:00:00Z"


async def test_a_past_event_is_folded_under_its_day_and_who_did_it(event_talk: EventTalk, held: Served) -> None:
    await over(event_talk, held)
    assert "<p>Pledged: 6</p>" in unescape((await held.get(PAGE)).text)
    for person in range(100, 106):
        await event_talk.talk.private("/checkin 1 all", str(person))
    await event_talk.go(END + timedelta(hours=49))
    async with serving(held.store, END + timedelta(hours=50)) as site:
        said = unescape((await site.get(PAGE)).text)
    fold = said[said.index('id="past"') :]
    told = "<span>Said that they did it: 6</span></summary>"
    assert f'<h3>Phones off</h3><span class="when">5 Dec 2026</span>{told}' in fold
    assert fold.count("Said that they did it") == 1
    assert "<p>Pledged: 6</p>" in fold


async def test_an_event_that_was_called_off_is_said_to_be_and_no_chart_marks_it(
    event_talk: EventTalk, held: Served
) -> None:
    await event_talk.pledges(6)
    await held.count(1000)
    await held.count(900, at=START + HOUR)
    async with serving(held.store, START + 2 * HOUR) as site:
        assert '<ul class="marks">' in (await site.get(PAGE)).text
    await event_talk.talk.private("/event cancel 1 weather", "7")
    async with serving(held.store, START + 2 * HOUR) as site:
        said = unescape((await site.get(PAGE)).text)
    assert '<ul class="marks">' not in said
    assert "<span>Called off.</span></summary>" in said
    assert "<p>Pledged: 6</p>" in said
    assert "Taking part" not in said
    assert "Goal: 10" not in said


@pytest.mark.parametrize("language", LANGUAGES)
async def test_of_an_event_that_is_called_off_nothing_is_said_about_the_reader(
    event_talk: EventTalk, held: Served, language: str
) -> None:
    await event_talk.pledges(2)
    await event_talk.talk.private("/event cancel 1 weather", "7")
    said = unescape((await held.get(f"/{language}/{SLUG}")).text)
    fold = said[said.index('<details class="card past"') :].partition("</details>")[0]
    assert f"<span>{speak(language)(Text('page-called-off'))}</span></summary>" in fold
    # The picture stands alone: neither a number under 5, nor what a chat's card says of the reader's own data.
    assert re.sub(r"<img[^>]*>", "", fold.partition("</summary>")[2]).strip() == ""
    assert (await held.get(re.findall(r'<img src="([^"]*)"', fold)[0])).status_code == 200


SURFACES = ("chat", "card", "page", "picture", "data")


async def goal_shares(event_talk: EventTalk) -> dict[str, list[str]]:
    """The share of the goal of 10 people as every surface has it now, none where a surface has no share."""
    store, now, event = event_talk.talk.store, event_talk.talk.now, await event_talk.event()
    async with store.reading() as tx:
        campaign = await tx.campaigns.get(SLUG)
        assert campaign is not None
        status = await read_status(tx, campaign, event, KINDS[event.kind], now)
    texts = {
        "chat": "\n".join(map(speak("en"), (await event_talk.talk.member("/event 1")).lines)),
        "card": "\n".join(map(speak("en"), in_zone(card(status), "UTC").lines)),
        "picture": "".join(name for name, *_ in event_card(status, speak("en"), "").bars),
    }
    # A site of its own for each moment, as answers are cached for a while.
    async with serving(store, now) as site:
        texts["page"] = (await site.get(PAGE)).text
        if event.result:
            texts["feed"] = (await site.get(f"{PAGE}/feed.xml")).text
        [data] = (await site.get(f"{DATA}/events")).json()["events"]
    shares = {name: sorted({*re.findall(r"(\d+)% of 10", unescape(text))}) for name, text in texts.items()}
    shares["data"] = [] if data["reached"] is None else [f"{data['reached'] * 10}"]
    return shares


@pytest.mark.parametrize(("done", "shown"), [(5, ["50"]), (4, [])])
async def test_promises_count_for_the_goal_until_the_end_and_from_then_on_what_was_done(
    event_talk: EventTalk, done: int, shown: list[str]
) -> None:
    await event_talk.pledges(8)
    for moment in (NOW, END - HOUR):
        await event_talk.go(moment)
        shares = await goal_shares(event_talk)
        assert shares == {surface: ["80"] for surface in SURFACES}
    await event_talk.go(END)
    for person in range(100, 100 + done):
        await event_talk.talk.private("/checkin 1 all", str(person))
    await event_talk.publish()
    shares = await goal_shares(event_talk)
    assert shares == dict.fromkeys(SURFACES, shown)
    await event_talk.go(END + timedelta(hours=49))
    shares = await goal_shares(event_talk)
    assert shares == dict.fromkeys((*SURFACES, "feed"), shown)


OWN = ("maroctelecom", "inwi", "meditel")
STEADY = {
    "one": ([*history(14, 20_000, 3), (START, 20_000), (END, 20_150)], 1),
    "two": ([*history(14, 30_000, 5), (START, 30_000), (END, 30_150)], 1),
}
STOPPED = ([*history(14), (START, 9000), (START + 30 * HOUR, 9000)], 1)
SIMILAR: dict[str, tuple[dict[str, tuple[list[tuple[datetime, int]], int]], list[str]]] = {
    "all as usual": (STEADY, ["similar-beyond"]),
    "one of three stops in the middle": ({**STEADY, "three": STOPPED}, ["similar-beyond", "similar-left-out"]),
    "one of two stops in the middle": ({"one": STEADY["one"], "two": STOPPED}, ["similar-unclear"]),
    "one is rounded": ({**STEADY, "two": (STEADY["two"][0], 1000)}, ["similar-unclear"]),
    "one jumps": ({**STEADY, "two": ([*STEADY["two"][0][:-1], (END, 45_150)], 1)}, ["similar-contaminated"]),
    "one is alone": ({"one": STEADY["one"]}, ["similar-alone"]),
    "one was added in the middle": (
        {**STEADY, "three": ([(START + HOUR * hour, 500) for hour in range(1, 73)], 1)},
        ["similar-beyond", "similar-left-out"],
    ),
}


@pytest.mark.parametrize(("controls", "said"), SIMILAR.values(), ids=SIMILAR)
async def test_the_verdict_beside_similar_pages_is_the_same_everywhere_and_they_stand_in_no_total(
    event_talk: EventTalk,
    held: Served,
    controls: dict[str, tuple[list[tuple[datetime, int]], int]],
    said: list[str],
) -> None:
    await save(event_talk, with_controls(*controls))
    await count(event_talk, [*history(14), (START, 9000), (END, 5000)], 1, *OWN)
    for handle, (rows, step) in controls.items():
        await count(event_talk, rows, step, handle)
    await event_talk.go(END + 48 * HOUR)
    held.clock.move(END + 50 * HOUR)
    [posted] = [one for _, one in await event_talk.said() if one.title and one.title.id == "event-result-title"]
    assert [one for one in ids(posted) if one.startswith("similar")] == said * 3
    assert (await event_talk.talk.member("/event 1")).lines == posted.lines
    told = (await held.get(f"{DATA}/events")).json()["events"][0]["result"]
    assert told.keys() == set(LANGUAGES)
    for language, lines in told.items():
        assert lines == [speak(language)(line) for line in in_zone(posted.lines, "UTC")]
        page = unescape((await held.get(f"/{language}/{SLUG}")).text)
        feed = unescape(unescape((await held.get(f"/{language}/{SLUG}/feed.xml")).text))
        assert [line for line in lines if line not in page or line not in feed] == []
    figures = (await held.get(DATA)).json()
    assert [one["target"] for one in figures["targets"]] == ["maroc-telecom", "inwi", "meditel"]
    assert [one["target"] for one in figures["controls"]] == ["others"] * len(controls)
    assert figures["total"]["now"] in {None, 15_000}


async def call(served: Served, number: int, **changes: object) -> None:
    links = (
        CallButton(ButtonKind.LINK, {"en": "Read on"}, "https://example.org/more"),
        CallButton(ButtonKind.DID_IT, {}),
    )
    script = Script({"en": f"Call {number}\nto all of you", "ar": f"نداء {number}"}, links)
    made = Call(0, SLUG, "", script, CallState.LAUNCHED, due=NOW + number * HOUR)
    async with served.store.writing() as tx:
        await tx.calls.add(replace(made, **changes))  # type: ignore[arg-type]


async def test_the_last_five_calls_stand_on_the_page_and_in_the_feed(held: Served) -> None:
    for number in range(7):
        await call(held, number)
    await call(held, 20, state=CallState.DRAFT)
    await call(held, 21, state=CallState.RETRACTED)
    await call(held, 22, script=Script({"en": "To Discord alone"}, platform="discord"))
    said = unescape((await held.get(PAGE)).text)
    assert [number for number in range(30) if f"Call {number}<" in said] == [2, 3, 4, 5, 6]
    assert said.index("Call 6") < said.index("Call 2")
    assert 'href="https://example.org/more" rel="noopener">Read on' in said
    assert "To Discord alone" not in said
    assert "نداء 6" in (await held.get(f"/ar/{SLUG}")).text
    feed = (await held.get(f"{PAGE}/feed.xml")).text
    assert feed.count("urn:nolike:no-voip-no-like:call:") == 5
    assert "to all of you" in feed
    assert ET.fromstring(feed).findtext(f"{ATOM}updated") == stamp(NOW + 6 * HOUR)  # noqa: S314 - our own


async def test_a_call_to_some_chats_alone_stands_nowhere_in_public_and_one_in_a_language_where_it_is_read(
    event_talk: EventTalk, held: Served
) -> None:
    await event_talk.talk.private("/event cancel 1 weather", "7")
    await held.count(1000)
    await held.count(900, at=START)
    await call(held, 1)
    audiences: list[dict[str, str]] = [{"platform": "discord"}, {"chapter": "casablanca"}, {"language": "fr"}]
    audiences += [{"chapter": "rabat", "language": "ar"}, *[{"chapter": "agadir"}] * 40]
    for number, audience in enumerate(audiences, 10):
        link = CallButton(ButtonKind.LINK, {"en": f"Opens {number}"}, f"https://example.org/{number}")
        await call(held, number, script=Script({"en": f"Some {number}"}, (link,), **audience))  # type: ignore[arg-type]
    for language in LANGUAGES:
        shown, button = ({12}, "12") if language == "fr" else (set[int](), "more")
        async with serving(held.store, START + HOUR) as site:
            page, feed, picture, about = [
                unescape((await site.get(f"/{language}/{SLUG}{part}")).text)
                for part in ("", "/feed.xml", "/share.png", "/about")
            ]
            data = (await site.get(f"{DATA}/events")).text + (await site.get(DATA)).text
        for text, found in ((page, shown), (feed, shown), (picture + about + data, set[int]())):
            assert {number for number in range(10, 60) if f"Some {number}" in text} == found, language
        assert {number for number in range(10, 60) if f"Opens {number}" in page} == shown
        assert re.findall(r'id="primary">\s*<a class="go" href="https://example.org/([^"]*)"', page) == [button]
        assert (
            feed.count(":call:") == page[page.index('id="calls"') :].count('<article class="card">') == 1 + len(shown)
        )
        assert re.findall(r'<ul class="marks">.*?</ul>', page, re.DOTALL)[0].count("<li") == 1 + len(shown)


async def test_who_did_it_says_so_on_the_page_of_their_link(event_talk: EventTalk, held: Served) -> None:
    path = await over(event_talk, held)
    asked = await held.get(path)
    assert asked.status_code == 200
    assert asked.headers["cache-control"] == "no-store"
    assert asked.headers["referrer-policy"] == "no-referrer"
    assert asked.headers["x-robots-tag"] == "noindex"
    said = await held.browser.post(path, data={"done": "40"}, headers={"sec-fetch-site": "same-origin"})
    assert "Noted: 40\u00a0hours of 72. Thank you!" in unescape(said.text)
    said = await held.browser.post(path, data={"whole": "all"})
    assert "Noted: 72\u00a0hours of 72." in unescape(said.text)
    async with held.store.writing() as tx:
        assert (await turnout(tx, 1)).all.checked_in == 1


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_question_is_asked_in_the_persons_language(
    event_talk: EventTalk, held: Served, language: str
) -> None:
    path = await over(event_talk, held)
    text = unescape((await held.get(path, accept_language=language)).text)
    assert speak(language)(Text("button-all-hours")) in text
    assert speak(language)(Text("page-checkin-hours")) in text


async def test_another_language_is_picked_on_the_page_and_the_link_stays(event_talk: EventTalk, held: Served) -> None:
    path = await over(event_talk, held)
    for picked in ("ar", "fr"):
        assert f'href="{path}?lang={picked}" lang="{picked}"' in (await held.get(path)).text
        text = unescape((await held.get(f"{path}?lang={picked}")).text)
        assert speak(picked)(Text("button-all-hours")) in text
        assert f'action="{path}?lang={picked}"' in text
        said = await held.browser.post(f"{path}?lang={picked}", data={"whole": "none"})
        assert speak(picked)(Text("checkin-none")) in unescape(said.text)
        wrong = await held.get(f"/checkin/1/x?lang={picked}")
        assert speak(picked)(Text("checkin-bad-link")) in unescape(wrong.text)
    assert speak("en")(Text("button-all-hours")) in unescape((await held.get(f"{path}?lang=xx")).text)


async def test_who_asks_for_no_language_of_ours_is_asked_in_the_campaigns(event_talk: EventTalk, held: Served) -> None:
    path = await over(event_talk, held)
    fallback = (await held.campaign()).fallback
    assert fallback != "en"
    text = unescape((await held.get(path, accept_language="de")).text)
    assert speak(fallback)(Text("button-all-hours")) in text


@pytest.mark.parametrize(
    ("headers", "data", "told"),
    [
        ({"sec-fetch-site": "cross-site"}, {"whole": "all"}, "did not come from our own page"),
        ({"origin": "https://evil.example"}, {"whole": "all"}, "did not come from our own page"),
        ({}, {"done": "often"}, "often is not clear"),
        ({}, {"done": "500"}, "It has lasted 72\u00a0hours so far"),
        ({}, {}, "is not clear"),
        ({}, {"done": "1" * 500}, "is not clear"),
    ],
)
async def test_a_wrong_answer_keeps_nothing(
    event_talk: EventTalk, held: Served, headers: dict[str, str], data: dict[str, str], told: str
) -> None:
    path = await over(event_talk, held)
    answer = await held.browser.post(path, data=data, headers=headers)
    assert answer.status_code == 400
    assert told in unescape(answer.text)
    async with held.store.writing() as tx:
        assert (await turnout(tx, 1)).all.checked_in == 0


async def test_a_forged_link_says_where_to_get_a_new_one(event_talk: EventTalk, held: Served) -> None:
    path = await over(event_talk, held)
    for wrong in (path[:-1] + ("0" if path[-1] != "0" else "1"), path.replace("/1/", "/2/"), "/checkin/1/x"):
        for answer in (await held.get(wrong), await held.browser.post(wrong, data={"whole": "all"})):
            assert answer.status_code == 400
            assert "This link is not valid" in unescape(answer.text)
    assert (await held.browser.put(path)).status_code == 405


@pytest.mark.parametrize("language", LANGUAGES)
async def test_without_secret_key_a_check_in_link_is_a_503(
    event_talk: EventTalk, held: Served, sqlite_url: str, language: str
) -> None:
    path = await over(event_talk, held)
    keyless = open_store(sqlite_url, "")
    async with serving(keyless, event_talk.talk.now) as other:
        for answer in (
            await other.get(path, accept_language=language),
            await other.browser.post(path, data={"whole": "all"}, headers={"accept-language": language}),
        ):
            assert answer.status_code == 503
            assert speak(language)(Text("checkin-not-here")) in unescape(answer.text)
        assert other.reported == []
    await keyless.close()


async def test_before_the_start_and_after_the_window_nothing_is_taken(event_talk: EventTalk, held: Served) -> None:
    await event_talk.pledges(1)
    # A link is given once the event runs; the server's clock is before that.
    await event_talk.go(START + HOUR)
    path = await link(event_talk)
    early = await held.browser.post(path, data={"whole": "all"})
    assert "starts on" in unescape(early.text)
    await event_talk.go(END + timedelta(hours=49))
    held.clock.move(END + timedelta(hours=50))
    late = await held.get(path)
    assert late.status_code == 400


async def test_a_person_who_writes_too_often_has_to_wait_and_nobody_else(event_talk: EventTalk, held: Served) -> None:
    path = await over(event_talk, held)
    for _ in range(10):
        assert (await held.browser.post(path, data={"done": "x"})).status_code == 400
    answer = await held.browser.post(path, data={"whole": "all"})
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 600
    assert answer.headers["cache-control"] == "no-store"
    assert "That was tried too often. Please try again in 10\u00a0minutes." in unescape(answer.text)
    assert (await held.get(path)).status_code == 200
    said = await held.browser.post(await link(event_talk, "101"), data={"whole": "all"})
    assert "Noted: 72\u00a0hours of 72." in unescape(said.text)


async def test_who_tries_wrong_links_has_to_wait_and_a_right_one_still_opens(
    event_talk: EventTalk, held: Served
) -> None:
    path = await over(event_talk, held)
    for number in range(30):
        assert (await held.get(f"/checkin/{number}/x")).status_code == 400
    answer = await held.get("/checkin/1/x", accept_language="ar")
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 600
    assert "محاولات كثيرة" in answer.text
    assert (await held.get(path)).status_code == 200


async def test_a_bill_is_checked_in_by_money(event_talk: EventTalk, held: Served) -> None:
    await event_talk.talk.private("/event new bill_strike 2026-12-10 12:00", "7")
    async with held.store.reading() as tx:
        number = (await tx.events.of(SLUG))[-1].id
    await event_talk.talk.private(f"/pledge {number}", "100")
    await event_talk.talk.private(f"/pledge {number} yes", "100")
    event = await event_talk.event(number)
    event_talk.talk.now = event.ends_at + HOUR
    held.clock.move(event.ends_at + HOUR)
    reply = await event_talk.talk.private(f"/checkin {number}", "100")
    path = next(button.url for row in reply.buttons for button in row if button.url).removeprefix(RULES_URL)
    assert "how much, in MAD" in unescape((await held.get(path)).text)
    said = await held.browser.post(path, data={"done": "350"})
    assert "350\u00a0MAD held back" in unescape(said.text)


def test_tries_are_forgotten_in_time_and_never_kept_of_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    monkeypatch.setattr(checkin, "MAX_VISITORS", 2)
    tries = checkin.AttemptLimit(3)
    for moment in (0.0, 1.0, 2.0):
        now[0] = moment
        tries.count("a")
    now[0] = 599.5
    with pytest.raises(checkin.Denied) as denied:
        tries.count("a")
    assert denied.value.headers == {"retry-after": "1"}
    now[0] = 600.5
    tries.count("a")
    for other in "bcd":
        tries.count(other)
    assert len(tries._seen) == 2


async def test_a_link_with_a_sign_link_leads_out(event_talk: EventTalk, held: Served) -> None:
    await event_talk.talk.private("/event new sign_on 2026-12-10 12:00 link=https://sign.example.org/x", "7")
    assert 'href="https://sign.example.org/x" rel="noopener"' in (await held.get(PAGE)).text


async def test_the_page_shows_a_warning_before_anybody_joins_by_it(event_talk: EventTalk, held: Served) -> None:
    await event_talk.talk.private("/event new bill_strike 2026-12-10 12:00", "7")
    async with held.store.reading() as tx:
        event = (await tx.events.of(SLUG))[-1]
    event_talk.talk.now = event.ends_at + HOUR
    held.clock.move(event.ends_at + HOUR)
    reply = await event_talk.talk.private(f"/checkin {event.id}", "100")
    path = next(button.url for row in reply.buttons for button in row if button.url).removeprefix(RULES_URL)
    first, second = [unescape((await held.browser.post(path, data={"done": "350"})).text) for _ in range(2)]
    assert "Read first: an unpaid bill can cost late fees" in first
    assert "Tap the button or send the same again" in first
    assert "350\u00a0MAD held back" in second


async def test_whoever_leaves_in_the_middle_of_a_check_in_is_no_fault(event_talk: EventTalk, held: Served) -> None:
    path = await over(event_talk, held)
    await leave(held.server, held.port, path, "content-type: application/x-www-form-urlencoded\r\n")
    assert held.reported == []
    assert (await held.get(path)).status_code == 200
