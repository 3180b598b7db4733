from dataclasses import replace
from datetime import UTC, datetime, timedelta

import icalendar

from bot.core.events.ics import calendar
from bot.core.events.replies import title_of
from bot.core.model.event import EventState
from bot.core.model.reply import Names, Text
from bot.event_kinds import KINDS
from bot.locales import LANGUAGES, speak
from tests.event_kinds.statuses import START, event

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_an_event_is_a_valid_icalendar_file() -> None:
    one = event("phone_off")
    kind = KINDS["phone_off"]
    for language in LANGUAGES:
        text = calendar(one, title_of(one, kind), Text(kind.how), speak(language), NOW)
        assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
        [found] = icalendar.Calendar.from_ical(text).walk("VEVENT")
        assert found["UID"] == "event-3.no-voip-no-like@nolike"
        assert (found["DTSTART"].dt, found["DTEND"].dt) == (START, START + timedelta(hours=72))
        assert found["SUMMARY"] == speak(language)(Text(kind.title))
        assert found["DESCRIPTION"] == speak(language)(Text(kind.how))
        assert found["STATUS"] == "CONFIRMED"


def test_special_characters_are_escaped_and_a_cancelled_event_is_marked() -> None:
    one = event("phone_off")
    title = "a, b; c\\d"
    one = replace(one, state=EventState.CANCELLED, plan=replace(one.plan, title=Names({"en": title})))
    text = calendar(one, title_of(one, KINDS["phone_off"]), Text("phone-off-how"), speak("en"), NOW)
    [found] = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert (found["SUMMARY"], found["STATUS"]) == (title, "CANCELLED")
