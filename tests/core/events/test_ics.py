import re
from dataclasses import replace
from datetime import timedelta

import icalendar

from bot.core.events.ics import calendar
from bot.core.model.event import EventState
from bot.core.model.reply import Names, Text
from bot.event_kinds import KINDS
from bot.locales import LANGUAGES, speak
from tests.event_kinds.statuses import START, status

LINK = "https://likes.example.org/en/no-voip-no-like#event-3"


def test_an_event_is_a_valid_icalendar_file_with_its_campaign_link_and_alarm() -> None:
    kind, one = KINDS["phone_off"], status("phone_off")
    for language in LANGUAGES:
        text = calendar(one, speak(language), LINK)
        assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
        [found] = icalendar.Calendar.from_ical(text).walk("VEVENT")
        assert found["UID"] == "event-3.no-voip-no-like@nolike"
        assert (found["DTSTART"].dt, found["DTEND"].dt) == (START, START + timedelta(hours=72))
        title = speak(language)(Text(kind.title))
        assert found["SUMMARY"].startswith(title)
        assert one.campaign.title.in_language(language) in found["SUMMARY"]
        assert found["DESCRIPTION"] == f"{speak(language)(Text(kind.page_how))}\n{LINK}"
        assert (found["URL"], found["STATUS"]) == (LINK, "CONFIRMED")
        [alarm] = found.walk("VALARM")
        assert (alarm["ACTION"], alarm["TRIGGER"].dt) == ("DISPLAY", timedelta(hours=-1))
        assert alarm["DESCRIPTION"] == found["SUMMARY"]


def test_special_characters_are_escaped_and_a_cancelled_event_is_marked_and_rings_no_more() -> None:
    one = status("phone_off")
    title = "a, b; c\\d"
    plan = replace(one.event.plan, title=Names({"en": title}))
    one = replace(one, event=replace(one.event, state=EventState.CANCELLED, plan=plan))
    [found] = icalendar.Calendar.from_ical(calendar(one, speak("en"))).walk("VEVENT")
    assert (found["SUMMARY"], found["STATUS"]) == (f"{title} · No VOIP = No Like", "CANCELLED")
    assert "URL" not in found
    assert found.walk("VALARM") == []


def test_a_calendar_names_no_button_and_no_command_for_there_is_none_in_it() -> None:
    for name, kind in KINDS.items():
        for language in LANGUAGES:
            [found] = icalendar.Calendar.from_ical(calendar(status(name), speak(language))).walk("VEVENT")
            assert found["DESCRIPTION"] != speak(language)(Text(kind.how)), name
            assert not re.search(r"(?<![\w/:.])/[a-z]", found["DESCRIPTION"])
            assert (status(name).option("link") or name) in f"{found['DESCRIPTION']} {name}"
