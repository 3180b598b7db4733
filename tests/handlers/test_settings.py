from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.core.model.chats import Address, Chat, Quiet
from bot.core.model.reply import Moment, Text
from bot.locales import vocabulary
from tests.talk import CHANNEL, PRIVATE, SLUG, Talk, another, ids, line, load

HERE = Address("telegram", "-1")


async def chat(talk: Talk) -> Chat:
    async with talk.store.reading() as tx:
        found = await tx.chats.find(HERE)
    assert found is not None
    return found


async def due(talk: Talk) -> list[datetime | None]:
    async with talk.store.reading() as tx:
        found = await tx.chats.find(HERE)
        return [one.next_due for one in await tx.chats.subscriptions(found)] if found else []


async def test_languages_are_offered_as_buttons_that_work(talk: Talk) -> None:
    reply = await talk.group("/language")
    assert [button.command for button in reply.buttons[0]] == ["language ar", "language en", "language fr"]
    done = await talk.ask(reply.buttons[0][2].command)
    assert done is not None
    assert (done.language, line(done.reply, "language-set")) == ("fr", {"language": Text("tongue-fr")})
    assert (await chat(talk)).language == "fr"


async def test_a_language_is_set_whatever_its_case_and_by_administrators_alone(talk: Talk) -> None:
    assert ids(await talk.member("/language en")) == ["only-administrators"]
    assert ids(await talk.group("/language EN")) == ["language-set"]
    assert ids(await talk.group("/language fr", person="", kind=CHANNEL)) == ["language-set"]


async def test_an_unknown_language_is_answered_with_those_there_are(talk: Talk) -> None:
    reply = await talk.group("/language klingon")
    assert line(reply, "unknown-language") == {"word": "klingon"}
    assert [button.command for button in reply.buttons[0]] == ["language ar", "language en", "language fr"]


async def test_a_private_chat_is_spoken_to_in_the_language_of_the_app_until_it_chooses(talk: Talk) -> None:
    async def language(**about: object) -> str:
        found = await talk.ask("/help", **about)
        assert found is not None
        return found.language

    here = {"address": Address("telegram", "9"), "kind": PRIVATE, "person": "9"}
    assert await language(**here, hint="fr-FR") == "fr"
    assert await language(**here, hint="de") == "ar"
    assert await language(hint="fr") == "ar"
    await talk.private("/language en", "9")
    assert await language(**here, hint="fr-FR") == "en"


@pytest.mark.parametrize(
    ("word", "zone"),
    [
        ("Africa/Casablanca", "Africa/Casablanca"),
        ("africa/casablanca", "Africa/Casablanca"),
        ("Casablanca", "Africa/Casablanca"),
        ("New York", "America/New_York"),
        ("paris", "Europe/Paris"),
        ("utc", "UTC"),
    ],
)
async def test_a_zone_is_found_by_its_name_or_its_city(talk: Talk, word: str, zone: str) -> None:
    reply = await talk.group(f"/timezone {word}")
    assert line(reply, "timezone-set") == {"at": Moment(talk.now, zone, "offset", fixed=True)}
    assert (await chat(talk)).zone == zone


@pytest.mark.parametrize(
    ("word", "near"),
    [("Casablanka", "Africa/Casablanca"), ("Europe/Pariss", "Europe/Paris"), ("xqzvw", "Africa/Casablanca")],
)
async def test_an_unknown_zone_is_answered_with_the_nearest_one(talk: Talk, word: str, near: str) -> None:
    reply = await talk.group(f"/timezone {word}")
    assert line(reply, "unknown-zone") == {"word": word, "near": near}
    assert ids(reply)[1] == "timezone-usage"


async def test_without_a_word_the_zone_is_told(talk: Talk) -> None:
    assert line(await talk.group("/timezone"), "timezone-now") == {
        "at": Moment(talk.now, "Africa/Casablanca", "offset", fixed=True)
    }
    assert ids(await talk.member("/timezone UTC")) == ["only-administrators"]


async def test_a_new_zone_moves_what_is_due(talk: Talk) -> None:
    await talk.group("/subscribe daily 20:00")
    assert await due(talk) == [datetime(2016, 2, 27, 20, tzinfo=UTC)]
    await talk.group("/timezone Tokyo")
    assert await due(talk) == [datetime(2016, 2, 27, 11, tzinfo=UTC)]
    await talk.group("/timezone New York")
    assert await due(talk) == [datetime(2016, 2, 28, 1, tzinfo=UTC)]


async def test_quiet_hours_put_off_what_is_due_and_their_end_brings_it_back(talk: Talk) -> None:
    await talk.group("/subscribe 1h")
    reply = await talk.group("/quiet 10:30-12:15")
    assert line(reply, "quiet-set") == {
        "start": "10:30", "end": "12:15", "zone": Moment(talk.now, "Africa/Casablanca", "zone"),
    }  # fmt: skip
    assert await due(talk) == [datetime(2016, 2, 27, 12, 15, tzinfo=UTC)]
    assert ids(await talk.group("/quiet OFF")) == ["quiet-off"]
    assert await due(talk) == [datetime(2016, 2, 27, 11, tzinfo=UTC)]


@pytest.mark.parametrize("hours", ["23:00-08:00", "٢٣:٠٠-٠٨:٠٠", "23:00 – 8:00"])
async def test_hours_are_understood_in_other_digits_and_dashes(talk: Talk, hours: str) -> None:
    await talk.group(f"/quiet {hours}")
    assert (await chat(talk)).quiet == Quiet(time(23), time(8))


@pytest.mark.parametrize("word", ["off", "non", "لا"])
async def test_quiet_hours_are_turned_off_by_a_word_of_each_language(talk: Talk, word: str) -> None:
    await talk.group("/quiet 23:00-08:00")
    await talk.group(f"/quiet {word}")
    assert (await chat(talk)).quiet is None


@pytest.mark.parametrize(
    ("typed", "hours"),
    [("heure de Tokyo", 9), ("Tokyo time", 9), ("بتوقيت غرينتش", 0), ("temps universel", 0), ("Asia/Tokyo", 9)],
)
async def test_a_zone_is_named_as_people_say_it(talk: Talk, typed: str, hours: int) -> None:
    await talk.group(f"/timezone {typed}")
    assert talk.now.astimezone(ZoneInfo((await chat(talk)).zone)).utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("heure d'Alger", "Africa/Algiers"), ("l’heure d’Alger", "Africa/Algiers"), ("d’Alger", "Africa/Algiers"),
        ("heure de Paris", "Europe/Paris"), ("l'heure de Tunis", "Africa/Tunis"), ("heure à Tunis", "Africa/Tunis"),
        ("heure de la Tunisie", "Africa/Tunis"), ("fuseau horaire de Paris", "Europe/Paris"),
        ("توقيت الجزائر", "Africa/Algiers"), ("الوقت في تونس", "Africa/Tunis"),
        ("توقيت مدينة الدار البيضاء", "Africa/Casablanca"), ("في باريس", "Europe/Paris"),
        ("Algiers time", "Africa/Algiers"), ("time in Tunis", "Africa/Tunis"), ("the time in Tunis", "Africa/Tunis"),
        ("timezone of Paris", "Europe/Paris"), ("in Paris", "Europe/Paris"), ("Le Caire", "Africa/Cairo"),
        ("Paris, France", "Europe/Paris"), ("Casablanca/Maroc", "Africa/Casablanca"),
        ("لندن، بريطانيا", "Europe/London"),
        ("heure de Casa", "Africa/Casablanca"), ("CEST", "CET"),
    ],
)  # fmt: skip
async def test_a_zone_is_named_in_a_phrase(talk: Talk, typed: str, zone: str) -> None:
    await talk.group(f"/timezone {typed}")
    assert (await chat(talk)).zone == zone


@pytest.mark.parametrize("typed", ["Paris, Texas", "Paris, Maroc", "x, y, z", "heure de rien", "in"])
async def test_a_place_that_is_somewhere_else_is_asked_about(talk: Talk, typed: str) -> None:
    assert ids(await talk.group(f"/timezone {typed}"))[0] == "unknown-zone"


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("UTC−3", -3), ("UTC\u20113", -3), ("+1", 1), ("-3", -3), ("gmt1", 1), ("GMT 1", 1), ("utc 01:00", 1),
        ("GMT+5.75", 5.75),
        ("بتوقيت غرينتش +1", 1), ("غرينتش+1", 1), ("temps universel +1", 1), ("UTC+9,5", 9.5),
    ],
)  # fmt: skip
async def test_an_offset_is_understood_as_it_is_said_and_as_the_bot_writes_it(
    talk: Talk, typed: str, hours: float
) -> None:
    reply = await talk.group(f"/timezone {typed}")
    if ids(reply)[0] == "several-zones":
        reply = await talk.group(reply.buttons[0][0].command)
    assert ids(reply) == ["timezone-set"]
    assert talk.now.astimezone(ZoneInfo((await chat(talk)).zone)).utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Le Caire", "Africa/Cairo"), ("القاهرة", "Africa/Cairo"), ("الدار البيضاء", "Africa/Casablanca"),
        ("الرباط", "Africa/Casablanca"), ("Rabat", "Africa/Casablanca"), ("Fès", "Africa/Casablanca"),
        ("دبي", "Asia/Dubai"),
        ("Moscou", "Europe/Moscow"), ("بتوقيت باريس", "Europe/Paris"), ("heure de Pékin", "Asia/Shanghai"),
        ("heure de Fès", "Africa/Casablanca"), ("NYC", "America/New_York"), ("Bombay", "Asia/Kolkata"),
    ],
)  # fmt: skip
async def test_a_city_is_known_by_its_name_in_every_language(talk: Talk, typed: str, zone: str) -> None:
    await talk.group(f"/timezone {typed}")
    assert (await chat(talk)).zone == zone


@pytest.mark.parametrize("typed", ["GMT+5.3", "GMT+15", "gmt", "1", "+1 hour", "Le Cair"])
async def test_no_zone_that_counts_the_other_way_is_suggested(talk: Talk, typed: str) -> None:
    reply = await talk.group(f"/timezone {typed}")
    assert "Etc/" not in str(reply)
    assert typed != "Le Cair" or line(reply, "unknown-zone")["near"] == "Africa/Cairo"


def test_every_city_that_is_known_by_a_name_has_a_zone() -> None:
    assert {zone for zone in vocabulary().cities.values() if zone not in available_timezones()} == set()


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Maroc", "Africa/Casablanca"), ("Morocco", "Africa/Casablanca"), ("المغرب", "Africa/Casablanca"),
        ("heure du Maroc", "Africa/Casablanca"), ("France", "Europe/Paris"), ("Tunisie", "Africa/Tunis"),
        ("تونس", "Africa/Tunis"), ("Egypt", "Africa/Cairo"), ("مصر", "Africa/Cairo"), ("Algérie", "Africa/Algiers"),
        ("الجزائر", "Africa/Algiers"), ("السعودية", "Asia/Riyadh"), ("the UK", "Europe/London"), ("CET", "CET"),
        ("Germany", "Europe/Berlin"), ("UTC+05:45", "Asia/Kathmandu"), ("GMT-9:30", "Pacific/Marquesas"),
    ],
)  # fmt: skip
async def test_a_country_with_one_clock_is_its_zone(talk: Talk, typed: str, zone: str) -> None:
    await talk.group(f"/timezone {typed}")
    assert (await chat(talk)).zone == zone


@pytest.mark.parametrize(
    ("typed", "zones"),
    [
        ("Canada", ["America/Toronto", "America/Vancouver", "America/Edmonton"]),
        ("روسيا", ["Europe/Moscow", "Asia/Yekaterinburg", "Asia/Novosibirsk"]),
        ("États-Unis", ["America/New_York", "America/Chicago", "America/Los_Angeles"]),
        ("Espagne", ["Europe/Madrid", "Atlantic/Canary"]),
        ("UTC+05:30", ["Asia/Kolkata", "Asia/Colombo"]),
        ("GMT+5:30", ["Asia/Kolkata", "Asia/Colombo"]),
    ],
)
async def test_a_country_with_several_clocks_offers_its_largest(talk: Talk, typed: str, zones: list[str]) -> None:
    reply = await talk.group(f"/timezone {typed}")
    assert line(reply, "several-zones") == {"word": typed}
    offered = [button.command for row in reply.buttons for button in row]
    assert offered[: len(zones)] == [f"timezone {zone}" for zone in zones]


@pytest.mark.parametrize(("typed", "near"), [("marocc", "Africa/Casablanca"), ("Tunisy", "Africa/Tunis")])
async def test_a_word_near_a_country_offers_its_zone(talk: Talk, typed: str, near: str) -> None:
    assert line(await talk.group(f"/timezone {typed}"), "unknown-zone") == {"word": typed, "near": near}


async def test_hours_with_two_meanings_are_offered_as_buttons(talk: Talk) -> None:
    reply = await talk.group("/quiet half past 11 - 8:00")
    assert ids(reply)[0] == "when-two"
    offered = [button.command for row in reply.buttons for button in row]
    assert offered[:2] == ["quiet 11:30-08:00", "quiet 23:30-08:00"]


async def test_hours_in_another_zone_are_refused_with_the_right_form(talk: Talk) -> None:
    reply = await talk.group("/quiet 23:00 UTC - 8:00 UTC")
    assert line(reply, "time-in-zone") == {"given": "23:00 UTC", "time": "23:00"}


@pytest.mark.parametrize("hours", ["24:00-08:00", "08:00-08:00", "night"])
async def test_wrong_hours_are_answered_with_the_right_form(talk: Talk, hours: str) -> None:
    reply = await talk.group(f"/quiet {hours}")
    assert ids(reply) == ["bad-hours", "quiet-usage"]
    assert line(reply, "bad-hours") == {"word": hours}


async def test_quiet_without_words_explains_its_use(talk: Talk) -> None:
    assert ids(await talk.group("/quiet")) == ["quiet-how", "quiet-usage"]
    assert ids(await talk.member("/quiet off")) == ["only-administrators"]


async def test_the_hours_of_a_chat_are_kept_on_the_clock_that_they_are_told_on(talk: Talk) -> None:
    await load(talk.store, another(zone="Asia/Tokyo"))
    await talk.group(f"/subscribe {SLUG} 2h")
    await talk.group("/subscribe second 2h")
    assert (await chat(talk)).zone == ""
    # In Tokyo it is 19:20, in the quiet hours; here it is 10:20, and so it is for both.
    reply = await talk.group("/quiet 19:00-08:00")
    assert line(reply, "quiet-set")["zone"] == Moment(talk.now, "Africa/Casablanca", "zone")
    assert await due(talk) == [datetime(2016, 2, 27, 12, tzinfo=UTC)] * 2
    await talk.group("/quiet off")
    assert (await chat(talk)).zone == ""


async def test_the_time_of_daily_updates_is_that_of_the_chats_clock_whichever_the_campaign(talk: Talk) -> None:
    await load(talk.store, another(zone="Asia/Tokyo"))
    # The first campaign of a chat that has no clock gives it its own.
    first = await talk.group("/subscribe second daily 20:00")
    assert line(first, "subscribed-next") == {"at": Moment(datetime(2016, 2, 27, 11, tzinfo=UTC), "Asia/Tokyo")}
    other = await talk.group(f"/subscribe {SLUG} daily 20:00")
    assert line(other, "subscribed-next") == {"at": Moment(datetime(2016, 2, 27, 11, tzinfo=UTC), "Asia/Tokyo")}
    shown = (await talk.group("/settings")).lines
    following = [one.values["next"] for one in shown if one.id == "settings-follows"]
    assert {(one.at, one.zone) for one in following if isinstance(one, Moment)} == {
        (datetime(2016, 2, 27, 11, tzinfo=UTC), "Asia/Tokyo")
    }
    elsewhere = Address("telegram", "-9")
    await talk.group(f"/subscribe {SLUG} 1h", address=elsewhere)
    joined = await talk.group("/subscribe second daily 20:00", address=elsewhere)
    assert line(joined, "subscribed-next") == {"at": Moment(datetime(2016, 2, 27, 20, tzinfo=UTC), "Africa/Casablanca")}


@pytest.mark.parametrize("before", [[f"subscribe {SLUG} daily 09:00", f"unsubscribe {SLUG}"], ["quiet 22-7"]])
async def test_a_chat_that_follows_one_campaign_has_its_clock_whatever_it_did_before(
    talk: Talk, before: list[str]
) -> None:
    await load(talk.store, another(zone="Asia/Tokyo"))
    for command in before:
        await talk.group(f"/{command}")
    reply = await talk.group("/subscribe second daily 09:00")
    assert line(reply, "subscribed-next") == {"at": Moment(datetime(2016, 2, 28, tzinfo=UTC), "Asia/Tokyo")}
    assert line(await talk.group("/settings"), "settings-zone")["now"] == Moment(talk.now, "Asia/Tokyo", "offset")


async def test_the_clock_of_a_campaign_that_is_left_goes_with_it_and_the_new_one_is_told(talk: Talk) -> None:
    await load(talk.store, another(zone="Asia/Tokyo"))
    await talk.group(f"/subscribe {SLUG} 1h")
    await talk.group("/subscribe second daily 20:00")
    assert (await due(talk))[1] == datetime(2016, 2, 27, 20, tzinfo=UTC)
    reply = await talk.group(f"/unsubscribe {SLUG}")
    assert ids(reply) == ["unsubscribed", "timezone-now"]
    assert line(reply, "timezone-now") == {"at": Moment(talk.now, "Asia/Tokyo", "offset", fixed=True)}
    assert await due(talk) == [datetime(2016, 2, 27, 11, tzinfo=UTC)]
    await talk.group(f"/subscribe {SLUG} 1h")
    assert ids(await talk.group(f"/unsubscribe {SLUG}")) == ["unsubscribed"]
    await talk.group(f"/subscribe {SLUG} 1h")
    await talk.group("/timezone Paris")
    assert ids(await talk.group("/unsubscribe second")) == ["unsubscribed"]


async def test_quiet_hours_hold_for_the_next_campaign_on_the_clock_of_the_first(talk: Talk) -> None:
    await load(talk.store, another(zone="Asia/Tokyo"))
    await talk.group(f"/subscribe {SLUG} 2h")
    async with talk.store.writing() as tx:
        found = await tx.chats.find(HERE)
        assert found is not None
        await tx.chats.update(replace(found, quiet=Quiet(time(19), time(8))))
    await talk.group("/subscribe second 2h")
    assert await due(talk) == [datetime(2016, 2, 27, 12, tzinfo=UTC)] * 2


@pytest.mark.parametrize(
    ("typed", "hours"),
    [("GMT+1", 1), ("utc+1", 1), ("GMT-3", -3), ("UTC+01:00", 1), ("gmt+0", 0), ("GMT+١", 1), ("UTC+14", 14)],
)
async def test_an_offset_is_read_as_people_mean_it(talk: Talk, typed: str, hours: int) -> None:
    await talk.group(f"/timezone {typed}")
    zone = ZoneInfo((await chat(talk)).zone)
    assert talk.now.astimezone(zone).utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [("Istanbul", "Europe/Istanbul"), ("Buenos Aires", "America/Buenos_Aires"), ("São Paulo", "America/Sao_Paulo")],
)
async def test_a_city_with_several_names_counts_once(talk: Talk, typed: str, zone: str) -> None:
    await talk.group(f"/timezone {typed}")
    assert (await chat(talk)).zone == zone


@pytest.mark.parametrize("typed", ["GMT+15", "UTC+5:31", "GMT+"])
async def test_an_offset_that_no_zone_has_is_refused(talk: Talk, typed: str) -> None:
    assert ids(await talk.group(f"/timezone {typed}"))[0] == "unknown-zone"


@pytest.mark.parametrize(("typed", "code"), [("English", "en"), ("français", "fr"), ("عربي", "ar"), ("anglais", "en")])
async def test_a_language_is_chosen_by_its_name(talk: Talk, typed: str, code: str) -> None:
    await talk.group(f"/language {typed}")
    assert (await chat(talk)).language == code


@pytest.mark.parametrize("typed", ["23-8", "23h-8h", "11pm-8am", "\u200e23:00-08:00\u200f"])
async def test_quiet_hours_are_taken_as_people_type_them(talk: Talk, typed: str) -> None:
    await talk.group(f"/quiet {typed}")
    assert (await chat(talk)).quiet == Quiet(time(23), time(8))


@pytest.mark.parametrize("typed", ["daily 20h", "daily 8pm", "tous les jours à 20h", "يوميا 20:00"])
async def test_a_daily_update_is_taken_as_people_type_it(talk: Talk, typed: str) -> None:
    await talk.group(f"/subscribe {typed}")
    async with talk.store.reading() as tx:
        [one] = await tx.chats.subscriptions(await chat(talk))
    assert one.cadence.daily == time(20)


async def test_a_command_of_another_platform_is_not_offered_for_itself(talk: Talk) -> None:
    reply = await talk.private("/server")
    assert line(reply, reply.lines[0].id).get("near") != "/server"


@pytest.mark.parametrize("typed", ["انوي", "إنوي", "\u2067إنوي\u2069", "INWI"])
async def test_a_company_is_found_without_its_hamza(talk: Talk, typed: str) -> None:
    assert (await talk.group(f"/stats {typed} details")).table is not None
