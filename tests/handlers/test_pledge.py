import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.core.events.checkin_links import holder
from bot.core.model.event import Chapter, EventState
from bot.core.model.reply import Currency, Money, Names, Text
from bot.locales import LANGUAGES, speak
from tests.event_talk import END, NEW, NOW, START, EventTalk, turnout
from tests.talk import HOUR, LINK, ids, spoken

CHAPTERS = tuple(
    Chapter(slug, Names({"en": slug.title(), "ar": name}))
    for slug, name in [("rabat", "الرباط"), ("fes", "فاس"), ("agadir", "أكادير")]
)
STRIKE = "/event new bill_strike 2026-12-05 20:00"


async def people(event_talk: EventTalk) -> int:
    async with event_talk.talk.store.writing() as tx:
        return (await turnout(tx, 1)).all.people


async def test_a_person_pledges_once_and_what_they_say_replaces_what_they_said(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    for line, more, count in [
        ("/pledge", 0, 1), ("/pledge 1 +3", 3, 4), ("/pledge 1", 3, 4), ("/pledge +٢", 2, 3), ("/pledge 1 +0", 0, 1),
    ]:  # fmt: skip
        reply = await event_talk.talk.member(line, person="9", private_link=LINK)
        assert reply.personal
        assert ids(reply) == ["pledge-in", "pledge-remind-link"]
        assert reply.lines[0].values["more"] == more
        assert await people(event_talk) == count
    assert ids(await event_talk.talk.member("/pledge 1 off", person="9")) == ["pledge-withdrawn"]
    assert await people(event_talk) == 0
    assert ids(await event_talk.talk.member("/pledge 1 off", person="9")) == ["pledge-none"]


async def test_the_answer_to_a_tap_fits_into_a_popup(event_talk: EventTalk) -> None:
    await event_talk.start(chapters=CHAPTERS)
    await event_talk.talk.group(NEW)
    await event_talk.talk.group(STRIKE)
    for line in (
        "/pledge 1 +3",
        "/pledge 2",
        "/pledge #2 350,50",
        "/pledge #2 350,50",
        "/pledge 1 off",
        "/checkin 1 all",
    ):
        reply = await event_talk.talk.member(line, person="9", private_link=LINK)
        assert not reply.buttons
        for language in LANGUAGES:
            assert len("\n".join(speak(language)(text) for text in reply.lines if "at" not in text.values)) <= 200


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("/pledge 1 +21", "pledge-many"),
        ("/pledge 1 casablanca", "no-chapter"),
        ("/pledge 1 rabaat", "no-chapter-near"),
        ("/pledge 1 low", "no-chapter"),
        ("/pledge 1 350", "no-chapter"),
        ("/pledge 7", "event-unknown"),
    ],
)
async def test_bad_input_is_told_in_one_sentence(event_talk: EventTalk, line: str, why: str) -> None:
    await event_talk.start(chapters=CHAPTERS)
    await event_talk.talk.group(NEW)
    assert ids(await event_talk.talk.member(line))[0] == why
    assert await people(event_talk) == 0


async def test_a_word_without_chapters_is_not_understood(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    assert ids(await event_talk.talk.member("/pledge 1 rabat"))[0] == "pledge-bad"


async def test_a_person_can_change_a_pledge_ten_times_an_hour(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    for number in range(10):
        assert ids(await event_talk.talk.private(f"/pledge 1 +{number}"))[0] == "pledge-in"
    assert ids(await event_talk.talk.private("/pledge 1 +0"))[0] == "pledge-too-often"
    assert ids(await event_talk.talk.private("/pledge 1 off"))[0] == "pledge-too-often"
    event_talk.talk.now += HOUR
    assert ids(await event_talk.talk.private("/pledge 1 +0"))[0] == "pledge-in"


async def test_a_pledge_ends_with_the_event(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    event_talk.talk.now = END
    assert ids(await event_talk.talk.private("/pledge 1"))[0] == "pledge-over"


async def test_a_bill_strike_shows_its_dangers_before_anybody_joins(event_talk: EventTalk) -> None:
    await event_talk.talk.group(f"{STRIKE} bands=100,250,500")
    assert ids(await event_talk.talk.private("/pledge #1 350")) == ["bill-note", "pledge-confirm"]
    assert await people(event_talk) == 0
    event_talk.talk.now += 2 * HOUR
    assert ids(await event_talk.talk.private("/pledge #1 350")) == ["bill-note", "pledge-confirm"]
    assert ids(await event_talk.talk.private("/pledge #1 350"))[0] == "pledge-in"
    assert ids(await event_talk.talk.private("/pledge 1 yes middle", "22")) == ["bill-note", "pledge-confirm"]
    event_talk.talk.now += 2 * HOUR
    assert ids(await event_talk.talk.private("/pledge 1 yes middle", "22"))[0] == "pledge-in"
    assert ids(await event_talk.talk.private("/pledge 1 high"))[0] == "pledge-in"
    async with event_talk.talk.store.writing() as tx:
        shown = await turnout(tx, 1)
    assert {band: share.people for band, share in shown.bands.items()} == {2: 1, 3: 1}
    assert shown.all.sayers == 0


async def test_a_reminder_is_kept_in_private_alone_and_until_the_event_is_over(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    assert ids(await event_talk.talk.member("/pledge remind", private_link=LINK)) == ["remind-in-private-link"]
    assert ids(await event_talk.talk.member("/pledge remind")) == ["remind-in-private"]
    assert ids(await event_talk.talk.private("/pledge remind", "21")) == ["remind-kept"]
    assert await event_talk.talk.addresses() == 2
    await event_talk.go(START - HOUR)
    assert [chat for chat in ("21", "22") if await event_talk.said(chat)] == ["21"]
    await event_talk.go(END + 48 * HOUR)
    assert await event_talk.talk.addresses() == 2
    await event_talk.go(END + 50 * HOUR)
    assert await event_talk.talk.addresses() == 1
    assert ids(await event_talk.talk.private("/pledge 1 remind", "21")) == ["event-is-closed"]


async def test_a_chapter_is_chosen_from_the_list_in_any_of_its_names(event_talk: EventTalk) -> None:
    await event_talk.start(chapters=CHAPTERS)
    await event_talk.talk.group(NEW)
    for person, word in enumerate(["Rabat", "الرباط"], 100):
        assert ids(await event_talk.talk.private(f"/pledge 1 {word}", str(person)))[:2] == [
            "pledge-in",
            "pledge-chapter",
        ]
    await event_talk.talk.private("/pledge 1 +7", "100")
    await event_talk.talk.private("/pledge 1 fes +5", "102")
    await event_talk.talk.private("/pledge 1 agadir", "103")
    await event_talk.talk.private("/pledge 1", "104")
    await event_talk.publish()
    reply = await event_talk.talk.member("/chapters")
    # Seventeen people, as five persons say; no chapter has five persons.
    assert [(line.id, line.values["people"]) for line in reply.lines[:-1]] == [("chapter-others", 17)]
    for person in range(105, 109):
        await event_talk.talk.private("/pledge 1 rabat", str(person))
    for person in range(109, 111):
        await event_talk.talk.private("/pledge 1 agadir", str(person))
    await event_talk.publish()
    reply = await event_talk.talk.member("/chapters")
    assert [(line.id, line.values["people"]) for line in reply.lines[:-1]] == [
        ("chapter-line", 13),
        ("chapter-others", 10),
    ]


async def test_a_chapter_whose_name_has_several_words_is_typed_as_it_is_read(event_talk: EventTalk) -> None:
    await event_talk.start(
        chapters=(*CHAPTERS, Chapter("gc", Names({"en": "Grand Casablanca", "ar": "الدار البيضاء"})))
    )
    await event_talk.talk.group(NEW)
    for person, words in enumerate(("+2 grand casablanca", "الدار البيضاء +2"), 100):
        reply = await event_talk.talk.private(f"/pledge 1 {words}", str(person))
        assert ids(reply)[:2] == ["pledge-in", "pledge-chapter"]
        assert reply.lines[0].values["more"] == 2
    reply = await event_talk.talk.private("/pledge 1 grand casablanka", "102")
    assert ids(reply)[0] == "no-chapter"
    assert "Grand Casablanca" in spoken(reply)["en"]
    assert "Grand Casablanca" in spoken(await event_talk.talk.member("/chapters 1"))["en"]


async def test_chapters_are_not_told_where_there_are_none_or_too_few_people(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    assert ids(await event_talk.talk.member("/chapters")) == ["chapters-not-set"]
    await event_talk.start(chapters=CHAPTERS)
    assert ids(await event_talk.talk.member("/chapters 1")) == ["chapters-none", "chapters-how"]


async def test_a_check_in_is_possible_during_the_event_and_after_it(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    assert ids(await event_talk.talk.private("/checkin 1 all")) == ["checkin-early"]
    event_talk.talk.now = START + 10 * HOUR
    assert ids(await event_talk.talk.private("/checkin 1 all")) == ["checkin-not-over"]
    assert ids(await event_talk.talk.private("/checkin 1 11h")) == ["checkin-too-long"]
    assert ids(await event_talk.talk.private("/checkin 1 ١٠")) == ["checkin-hours"]
    assert ids(await event_talk.talk.member("/checkin 1 9h")) == ["checkin-hours"]
    event_talk.talk.now = END + 47 * HOUR
    for line, said, hours in [
        ("/checkin all", "checkin-hours", 72), ("/checkin 40h", "checkin-hours", 40),
        ("/checkin none", "checkin-none", 0),
    ]:  # fmt: skip
        assert ids(await event_talk.talk.private(line)) == [said]
        async with event_talk.talk.store.writing() as tx:
            shown = await turnout(tx, 1)
        assert (shown.all.people, shown.all.hours, shown.all.completed) == (1, hours, hours == 72)
    assert ids(await event_talk.talk.private("/checkin 1 lots"))[0] == "checkin-bad-hours"
    event_talk.talk.now = END + 48 * HOUR
    assert ids(await event_talk.talk.private("/checkin 1 all")) == ["checkin-late"]


@pytest.mark.parametrize(
    ("line", "said", "spent"),
    [
        ("all", "checkin-money", 350),
        ("200,50", "checkin-money", 200.5),
        ("none", "checkin-none", 0),
        ("x", "checkin-bad-money", 0),
    ],
)
async def test_a_bill_strike_is_checked_in_to_with_money(
    event_talk: EventTalk, line: str, said: str, spent: float
) -> None:
    await event_talk.talk.group(STRIKE)
    for _ in range(2):
        await event_talk.talk.private("/pledge #1 350", "21")
    event_talk.talk.now = START + HOUR
    assert ids(await event_talk.talk.private(f"/checkin #1 {line}", "21"))[0] == said
    async with event_talk.talk.store.writing() as tx:
        assert float((await turnout(tx, 1)).all.spent) == spent


async def test_a_drive_is_checked_in_to_with_one_word(event_talk: EventTalk) -> None:
    await event_talk.talk.group("/event new unlike_drive 2026-12-05 20:00")
    await event_talk.talk.group(STRIKE)
    event_talk.talk.now = START + HOUR
    assert ids(await event_talk.talk.private("/checkin 1 all")) == ["checkin-done"]
    assert ids(await event_talk.talk.private("/checkin 2 all")) == ["bill-note", "pledge-confirm"]
    assert ids(await event_talk.talk.private("/checkin 2 all")) == ["checkin-done"]
    assert ids(await event_talk.talk.private("/checkin 1 40h"))[0] == "checkin-bad"


@pytest.mark.parametrize(
    ("words", "how"),
    [
        ("phone_off 2026-12-05 20:00", "hours"),
        ("bill_strike 2026-12-05 20:00", "money"),
        ("sign_on 2026-12-05 20:00 link=https://example.org/p", "done"),
    ],
)
async def test_without_a_word_it_is_said_how_to_check_in(event_talk: EventTalk, words: str, how: str) -> None:
    await event_talk.talk.group(f"/event new {words}")
    # Before it begins, nothing is asked whose every answer would be refused.
    for early in (event_talk.talk.private, event_talk.talk.member):
        assert ids(await early("/checkin 1")) == ["checkin-early"]
    assert ids(await event_talk.talk.private("words", typed=True)) == ["only-commands"]
    event_talk.talk.now = START + HOUR
    assert ids(await event_talk.talk.member("/checkin")) == [f"checkin-how-{how}"]
    reply = await event_talk.talk.private("/checkin")
    assert ids(reply) == ["checkin-how-done" if how == "done" else f"checkin-ask-{how}"]
    whole = [] if how == "hours" else ["checkin 1 all"]
    assert [button.command for button in reply.buttons[0]] == [*whole, "checkin 1 none"]


async def test_in_private_a_link_leads_to_the_page_that_checks_in(event_talk: EventTalk) -> None:
    event_talk.rules(public_url="https://no.example/")
    await event_talk.talk.group(NEW)
    event_talk.talk.now = START + HOUR
    assert ids(await event_talk.talk.member("/checkin")) == ["checkin-how-hours"]
    reply = await event_talk.talk.private("/checkin", "21")
    assert ids(reply) == ["checkin-ask-hours", "checkin-link"]
    address, _, token = reply.buttons[1][0].url.rpartition("/")
    assert address == "https://no.example/checkin/1"
    async with event_talk.talk.store.reading() as tx:
        event, kind, person = await holder(tx, 1, token, event_talk.talk.services.kinds)
        assert (event.id, kind.name) == (1, "phone_off")
        assert person.pseudonym == tx.people.event_pseudonym("no-voip-no-like", 1, "telegram", "21")


async def test_simulated_participants_of_a_rehearsal_are_labelled(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    await event_talk.talk.private("/pledge 1", "21", simulated=True)
    await event_talk.talk.private("/pledge 1", "22", simulated=True)
    assert (await event_talk.event()).simulated
    assert "event-simulated" in ids(await event_talk.talk.member("/event 1"))
    event_talk.talk.now = NOW


async def test_nobody_joins_a_bill_strike_by_a_check_in_before_its_warning_was_shown(event_talk: EventTalk) -> None:
    await event_talk.talk.group(STRIKE)
    event_talk.talk.now = START + HOUR
    assert ids(await event_talk.talk.private("/checkin 1 none")) == ["checkin-none"]
    assert ids(await event_talk.talk.private("/checkin #1 350")) == ["bill-note", "pledge-confirm"]
    assert await people(event_talk) == 0
    event_talk.talk.now += 2 * HOUR
    assert ids(await event_talk.talk.private("/checkin #1 350")) == ["bill-note", "pledge-confirm"]
    assert ids(await event_talk.talk.private("/checkin #1 350")) == ["checkin-money"]
    assert await people(event_talk) == 1


async def test_a_check_in_of_nothing_without_a_pledge_is_not_counted(event_talk: EventTalk) -> None:
    await event_talk.talk.group(f"{NEW} per_day=2.40 source=ANRT on=2026-11-01")
    await event_talk.pledges(6)
    await event_talk.go(END)
    await event_talk.pledges(6, "/checkin 1 all")
    await event_talk.pledges(9, "/checkin 1 none", 200)
    await event_talk.pledges(9, "/checkin 1 none", 200)
    assert await people(event_talk) == 6
    await event_talk.pledges(1, "/checkin 1 40h", 200)
    await event_talk.pledges(1, "/checkin 1 none", 104)
    assert await people(event_talk) == 7
    low, high, *_ = (await event_talk.talk.member("/event 1 sums")).lines
    assert (low.values["hours"], high.values["people"]) == (5 * 72 + 40, 7)
    await event_talk.pledges(1, "/pledge 1 off", 200)
    await event_talk.pledges(1, "/checkin 1 none", 200)
    assert await people(event_talk) == 6


async def test_where_several_events_are_open_a_button_does_what_was_said(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    await event_talk.talk.group(STRIKE)
    for line in ("/pledge off", "/pledge +3", "/pledge remind", "/pledge الرباط", "/checkin none", "/checkin 40h"):
        reply = await event_talk.talk.private(line)
        name, words = line.removeprefix("/").split()
        assert [button.command for row in reply.buttons for button in row] == [f"{name} {n} {words}" for n in (1, 2)]
    await event_talk.talk.private("/pledge 1", "21")
    off = (await event_talk.talk.private("/pledge off", "21")).buttons[0][0].command
    assert ids(await event_talk.talk.private(f"/{off}", "21")) == ["pledge-withdrawn"]
    long = await event_talk.talk.private(f"/pledge off {'ش' * 30}")
    assert ids(long) == ["event-line", "event-line", "event-which"]
    assert not long.buttons


async def test_the_example_on_a_bill_strikes_card_is_an_amount_and_no_events_number(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    await event_talk.talk.group(STRIKE)
    how = spoken(await event_talk.talk.private("/event 2"))["en"]
    assert "/pledge 350" in how
    reply = await event_talk.talk.private("/pledge 350")
    assert ids(reply) == ["bill-note", "pledge-confirm"]
    await event_talk.talk.private("/pledge 350")
    async with event_talk.talk.store.reading() as tx:
        [pledged] = await tx.pledges.unpublished(2)
    assert pledged.after.amount == 350
    # A number of an event is one, with a sign before it always.
    assert ids(await event_talk.talk.private("/pledge 1"))[0] == "pledge-in"
    assert ids(await event_talk.talk.private("/pledge #350")) == ["event-unknown"]


@pytest.mark.parametrize(
    "typed",
    ["350dh", "350 dh", "350MAD", "MAD 350", "350 DH", "350 درهم", "٣٥٠ درهم", "٣٥٠درهم", "350,00 dirhams", "350 د.م.",
     "+1 350 dh", "350 dh yes"],
)  # fmt: skip
async def test_an_amount_may_name_the_campaigns_currency(event_talk: EventTalk, typed: str) -> None:
    await event_talk.talk.group(STRIKE)
    for _ in range(2):
        reply = await event_talk.talk.private(f"/pledge #1 {typed}")
    assert ids(reply)[0] == "pledge-in"
    async with event_talk.talk.store.reading() as tx:
        [pledged] = await tx.pledges.unpublished(1)
    assert pledged.after.amount == 350
    event_talk.talk.now += timedelta(days=30)
    checked = await event_talk.talk.private(f"/checkin #1 {typed.removeprefix('+1 ').removesuffix(' yes')}")
    assert ids(checked) == ["checkin-money"]


@pytest.mark.parametrize("typed", ["€20", "20 €", "20 euros", "20EUR", "20 دولار", "$20"])
async def test_an_amount_in_another_currency_is_refused_with_one_sentence(event_talk: EventTalk, typed: str) -> None:
    await event_talk.talk.group(STRIKE)
    reply = await event_talk.talk.private(f"/pledge #1 {typed}")
    assert reply.lines == (Text("other-currency", {"word": typed, "currency": Currency("MAD")}),)


@pytest.mark.parametrize("typed", ["350 x", "dh", "350dhx", "dh dh 350"])
async def test_what_is_no_amount_is_blamed_itself(event_talk: EventTalk, typed: str) -> None:
    await event_talk.talk.group(STRIKE)
    said = ids(await event_talk.talk.private(f"/pledge #1 {typed}"))[0]
    assert said in {"no-chapter", "pledge-bad", "no-chapter-near"}


async def test_the_examples_of_a_refusal_work_as_they_stand(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    for line in ("/pledge sfax", "/event new", "/checkin x"):
        shown = spoken(await event_talk.talk.private(line))["en"]
        for example in re.findall(r"/(?:pledge|checkin|event)[^,;\u2069\n(]*", shown):
            answered = ids(await event_talk.talk.private(example.strip()))
            assert not {"event-unknown", "no-chapter", "pledge-bad", "event-bad-time"} & set(answered), example


async def test_reminders_end_with_the_pledge_and_with_unsubscribe_in_private(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    for line, off, said in [
        ("/pledge 1", "/pledge 1 off", ["pledge-withdrawn", "remind-dropped"]),
        ("/events", "/pledge 1 off", ["pledge-none", "remind-dropped"]),
        ("/events", "/unsubscribe", ["remind-dropped"]),
        ("/events", "/unsubscribe no-voip-no-like", ["remind-dropped"]),
        ("/subscribe daily 23:59", "/unsubscribe", ["unsubscribed"]),
    ]:
        await event_talk.talk.private(line, "21")
        await event_talk.talk.private("/pledge 1 remind", "21")
        assert ids(await event_talk.talk.private(off, "21")) == said
        assert await event_talk.talk.addresses() == 1
    await event_talk.talk.private("/pledge 1 remind", "21")
    await event_talk.talk.private("/pledge 1", "21")
    assert ids(await event_talk.talk.member("/pledge 1 off", person="21")) == ["pledge-withdrawn"]
    assert await event_talk.talk.addresses() == 2
    await event_talk.talk.private("/unsubscribe", "21")
    assert ids(await event_talk.talk.private("/unsubscribe", "21")) == ["not-subscribed"]
    await event_talk.go(START - HOUR)
    assert await event_talk.said("21") == []


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1 1 000", 1000), ("1 000", 1000), ("1 000 dh", 1000), ("12 000 dh", 12000), ("12 500", 12500),
        ("1 1 500 dh", 1500), ("1 1\u202f000", 1000), ("1\u00a0000 dirhams", 1000), ("1 1 000,50", 1000.5),
        ("1 000,50 DH", 1000.5), ("#1 1 500 +1", 1500), ("1 1 000 000", 1000000), ("1500", 1500), ("1 ١٬٠٠٠", 1000),
        ("١٢ ٠٠٠ درهم", 12000), ("1 ١ ٠٠٠ درهم", 1000), ("MAD 1 500", 1500), ("1 1 500 MAD", 1500),
        ("100 000 درهم", 100000),
        ("1 500 dh", None), ("1 350", None), ("1 350,50", None), ("350 400", None), ("1 350 400", None),
        ("1 350 dh 400 dh", None), ("1 500dh", None), ("1 0", None), ("1 0 dh", None), ("1 ٠", None), ("1 1,000", None),
        ("1 1.000", None),
    ],
)  # fmt: skip
async def test_an_amount_is_taken_whole_and_said_or_not_taken_at_all(
    event_talk: EventTalk, typed: str, amount: float | None
) -> None:
    await event_talk.talk.group(STRIKE)
    for line in ("1", "1", typed):
        reply = await event_talk.talk.private(f"/pledge {line}")
    async with event_talk.talk.store.reading() as tx:
        pledged = [one.after.amount for one in await tx.pledges.unpublished(1)]
    if amount is None:
        assert "pledge-in" not in ids(reply)
        assert pledged == [None]
        return
    assert pledged == [amount]
    assert ids(reply) == ["pledge-in", "pledge-amount", "pledge-remind-here"]
    assert reply.lines[1].values["money"] == Money(Decimal(str(amount)), "MAD")
    shown = spoken(reply)
    currencies = {"en": "MAD", "fr": "DH", "ar": "درهم"}
    assert all(currency in shown[language] for language, currency in currencies.items())
    event_talk.talk.now = START + HOUR
    checked = await event_talk.talk.private(f"/checkin {typed.replace(' +1', '')}")
    assert checked.lines == (Text("checkin-money", {"money": Money(Decimal(str(amount)), "MAD")}),)


@pytest.mark.parametrize("name", ["pledge", "checkin"])
async def test_where_a_number_is_an_events_or_an_amounts_both_are_offered(event_talk: EventTalk, name: str) -> None:
    await event_talk.talk.group(STRIKE)
    event_talk.talk.now = START - HOUR if name == "pledge" else START + HOUR
    for typed, choices in [
        ("1 500 dh", ["#1 500", "#1 1500"]), ("1 ٣٥٠", ["#1 350", "#1 1350"]), ("1 350 x", ["#1 350 x", "#1 1350 x"]),
        ("#1 350 400", ["#1 350400", "#1 350", "#1 400"]), ("350 dh 400 dh", ["#1 350", "#1 400"]),
    ]:  # fmt: skip
        reply = await event_talk.talk.private(f"/{name} {typed}")
        assert ids(reply) == ["amount-which"]
        assert [button.command for row in reply.buttons for button in row] == [f"{name} {one}" for one in choices]
    assert ids(await event_talk.talk.private(f"/{name} #1 500")) == ["bill-note", "pledge-confirm"]
    assert await people(event_talk) == 0


async def test_a_number_before_thousands_is_an_events_only_where_that_is_open(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    await event_talk.talk.group(STRIKE)
    assert ids(await event_talk.talk.private("/pledge 1 500"))[0] == "pledge-bad"
    async with event_talk.talk.store.writing() as tx:
        event = await tx.events.get(1)
        assert event is not None
        await tx.events.update(replace(event, state=EventState.CANCELLED), None)
    for _ in range(2):
        reply = await event_talk.talk.private("/pledge 1 500")
    assert "pledge-amount" in ids(reply)
    assert ids(await event_talk.talk.private("/pledge 1")) == ["event-is-cancelled"]


async def test_the_buttons_of_a_choice_and_of_a_warning_mean_the_amount_that_was_typed(event_talk: EventTalk) -> None:
    await event_talk.talk.group(STRIKE)
    await event_talk.talk.group(STRIKE)
    reply = await event_talk.talk.private("/pledge 350")
    assert [row[0].command for row in reply.buttons] == ["pledge #1 350", "pledge #2 350"]
    reply = await event_talk.talk.private("/pledge #2 350")
    assert reply.buttons[0][0].command == "pledge #2 350"
    assert "pledge-amount" in ids(await event_talk.talk.private(f"/{reply.buttons[0][0].command}"))
    # Two events count money, so the whole amount asks again which one is meant.
    reply = await event_talk.talk.private("/pledge 1 350")
    assert [button.command for button in reply.buttons[0]] == ["pledge #1 350", "pledge 1350"]


async def test_a_pledge_of_nothing_is_refused_with_what_to_write(event_talk: EventTalk) -> None:
    await event_talk.talk.group(STRIKE)
    reply = await event_talk.talk.private("/pledge 1 0 dh")
    assert ids(reply) == ["pledge-zero"]
    assert [button.command for button in reply.buttons[0]] == ["pledge", "pledge off"]
    event_talk.talk.now = START + HOUR
    assert ids(await event_talk.talk.private("/checkin 1 0")) == ["checkin-none"]


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("40", 40), ("40h", 40), ("40 ساعة", 40), ("٤٠ ساعة", 40), ("40 heures", 40), ("40 hours", 40), ("يومين", 48),
        ("2 jours", 48), ("half a day", 12), ("نصف يوم", 12), ("une demi-journée", 12), ("two days", 48), ("ساعتين", 2),
        ("lots", None), ("99999", None), ("20 minutes", None),
    ],
)  # fmt: skip
async def test_in_private_the_question_takes_a_length_in_words(
    event_talk: EventTalk, typed: str, hours: int | None
) -> None:
    await event_talk.talk.group(NEW)
    event_talk.talk.now = END + HOUR
    asked = await event_talk.talk.private("/checkin 1", "21")
    assert ids(asked) == ["checkin-ask-hours"]
    assert [[button.command for button in row] for row in asked.buttons] == [
        ["checkin 1 all", "checkin 1 none"],
        ["checkin 1 12h", "checkin 1 24h", "checkin 1 48h"],
    ]
    reply = await event_talk.talk.private(typed, "21", typed=True)
    if hours is None:
        assert ids(reply)[0] == "checkin-bad-hours"
        said = [(button.label.id, button.command) for row in reply.buttons for button in row]
        assert said[:2] == [("button-checkin", "checkin #1"), ("button-none", "checkin #1 none")]
        reply, hours = await event_talk.talk.private("40", "21", typed=True), 40
    assert ids(reply) == ["checkin-hours"]
    assert reply.lines[0].values["hours"] == Text("span-hours", {"count": hours})
    assert ids(await event_talk.talk.private("40", "21", typed=True)) == ["only-commands"]


async def test_while_an_event_runs_only_what_can_be_true_is_offered(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    event_talk.talk.now = START + 24 * HOUR
    asked = await event_talk.talk.private("/checkin 1")
    assert [[button.command for button in row] for row in asked.buttons] == [
        ["checkin 1 none"],
        ["checkin 1 12h", "checkin 1 24h"],
    ]
    for line, said in [("/checkin 1 all", "checkin-not-over"), ("/checkin 1 30h", "checkin-too-long")]:
        reply = await event_talk.talk.private(line)
        assert ids(reply) == [said]
        assert [button.command for button in reply.buttons[0]] == ["checkin 1"]
        shown = spoken(reply)
        assert "24h" not in shown["ar"]
        assert "ساعة" in shown["ar"]


async def test_in_private_the_question_of_a_bill_strike_takes_an_amount(event_talk: EventTalk) -> None:
    await event_talk.talk.group(STRIKE)
    event_talk.talk.now = START + HOUR
    assert ids(await event_talk.talk.member("/checkin")) == ["checkin-how-money"]
    for _ in range(2):
        assert ids(await event_talk.talk.private("/checkin", "21")) == ["checkin-ask-money"]
        reply = await event_talk.talk.private("1 000 dh", "21", typed=True)
    assert reply.lines == (Text("checkin-money", {"money": Money(Decimal(1000), "MAD")}),)
