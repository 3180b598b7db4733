"""Words as people type them, through the real commands, in all three languages whatever the chat's own is."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.core.model.event import Chapter
from bot.core.model.limits import OTHER_LIMITS
from bot.core.model.reply import Moment, Names, Reply, Span, Text
from bot.locales import LANGUAGES
from tests.event_talk import NEW, EventTalk
from tests.talk import ids, spoken

STARTS = {
    "demain 20h": "2026-12-02 20:00", "غدا 20:00": "2026-12-02 20:00", "tomorrow 8pm": "2026-12-02 20:00",
    "ce soir 21h": "2026-12-01 21:00", "ce soir à 21h": "2026-12-01 21:00", "الجمعة 20:00": "2026-12-04 20:00",
    "الليلة 9": "2026-12-01 21:00", "tonight at 9": "2026-12-01 21:00", "in 2 hours": "2026-12-01 12:00",
    "dans 2 heures": "2026-12-01 12:00", "بعد ساعتين": "2026-12-01 12:00", "demain à midi": "2026-12-02 12:00",
    "demain 20.00": "2026-12-02 20:00", "in 3 days 20h": "2026-12-04 20:00", "demain 20h00": "2026-12-02 20:00",
    "\u200fغدا 20:00\u200e": "2026-12-02 20:00", "in half an hour": "2026-12-01 10:30",
    "dans une demi-heure": "2026-12-01 10:30", "بعد نصف ساعة": "2026-12-01 10:30",
    "tomorrow 20:00 UTC": "2026-12-02 20:00",
    "demain 20:00 GMT+1": "2026-12-02 19:00", "غدا 20:00Z": "2026-12-02 20:00",
    "الجمعة الثامنة مساء": "2026-12-04 20:00",
    "tomorrow half past 8 pm": "2026-12-02 20:30", "demain huit heures et demie du soir": "2026-12-02 20:30",
    "غدا الثامنة والنصف مساء": "2026-12-02 20:30", "tomorrow noon": "2026-12-02 12:00",
    "ce soir à minuit": "2026-12-02 00:00",
    "Friday next week at 8pm": "2026-12-11 20:00", "vendredi de la semaine prochaine 20h": "2026-12-11 20:00",
    "الجمعة من الأسبوع القادم 20:00": "2026-12-11 20:00", "5 March 8pm": "2027-03-05 20:00",
    "5 Mar 2027 20:00": "2027-03-05 20:00", "le 5 mars à 20h": "2027-03-05 20:00", "1er mars 20h": "2027-03-01 20:00",
    "5 مارس 20:00": "2027-03-05 20:00", "5 آذار 20:00": "2027-03-05 20:00",
    "Friday, 20:00 (UTC+1)": "2026-12-04 19:00", "غدا منتصف النهار": "2026-12-02 12:00",
}  # fmt: skip
"""What is surely known: previewed with weekday, date and zone, behind a confirming button."""

TWO = {
    "Friday at 8": ("2026-12-04 08:00", "2026-12-04 20:00"),
    "vendredi 8 et demie": ("2026-12-04 08:30", "2026-12-04 20:30"),
    "الجمعة الثامنة": ("2026-12-04 08:00", "2026-12-04 20:00"),
    "tomorrow half past 8": ("2026-12-02 08:30", "2026-12-02 20:30"),
    "demain minuit": ("2026-12-02 00:00", "2026-12-03 00:00"),
    "غدا منتصف الليل": ("2026-12-02 00:00", "2026-12-03 00:00"),
}
"""What has two meanings: a button for each."""

WEEKS = {"next week 8pm": 7, "la semaine prochaine à 20h": 7, "الأسبوع القادم 20:00": 7, "this week 20h": 6}
"""A week with a time of day: a button for each of its days that are ahead."""

WEEKS_ALONE = {"next week": 7, "la semaine prochaine": 7, "الأسبوع القادم": 7, "cette semaine": 6}

LONG = (
    "48h", "48 hours", "for 2 days", "two days", "pendant 48h", "2 jours", "pendant deux jours", "48 ساعة",
    "لمدة يومين", "لمدة 2 أيام",
)  # fmt: skip
"""A length of 48 hours, where one of 72 is usual."""

WITHIN = ("6 hours", "for 6 hours", "6 heures", "pendant 6 heures", "لمدة 6 ساعات", "6 ساعات")
"""A length of 6 hours, where a call's end is asked for."""

SPANNED = (
    "tomorrow from 20:00 to 23:00", "demain de 20h à 23h", "غدا من 8 إلى 11 مساءً", "tomorrow 8-11pm", "demain 20h-23h",
)  # fmt: skip
"""A start and an end: the length is three hours."""

LACKS_DAY = (
    "8pm",
    "20h",
    "20h00",
    "20.00",
    "midi",
    "noon",
    "minuit",
    "8 مساء",
    "الظهر",
    "half past 8",
    "8 et demie",
    "20:00 UTC",
    "منتصف الليل",
)
LACKS_CLOCK = ("demain soir", "غدا مساء", "05/03/2027", "in 3 days", "dans 3 jours", "vendredi")
BLAMED = {
    "20:00X": "20:00X", "soonish": "soonish", "demain 20h maybe": "maybe", "tomorrow 20:00 XYZ": "XYZ",
    "demain 8 et demie bientôt": "bientôt", "5 Marsh 8pm": "Marsh", "next month 8pm": "month",
    "le mois prochain 20h": "mois", "الشهر القادم 20:00": "الشهر", "Friday at 8 sharpish": "sharpish",
}  # fmt: skip
"""What is not understood, and the word that is blamed."""


@dataclass
class Typing:
    """An organizer whose chat speaks one language, and who types in all of them."""

    talk: EventTalk

    async def event(self, words: str) -> Reply:
        return await self.talk.talk.private(f"/event new phone_off {words}")

    async def call(self, words: str) -> tuple[Reply, str]:
        """The answer to a time of a call, and the time that the call has then, in UTC."""
        await self.talk.talk.private("call 1 when")
        reply = await self.talk.talk.private(words, typed=True)
        async with self.talk.talk.store.reading() as tx:
            call = await tx.calls.get(1)
        assert call is not None
        return reply, f"{call.script.when:%Y-%m-%d %H:%M}" if call.script.when else ""


@pytest.fixture(params=LANGUAGES)
async def typing(request: pytest.FixtureRequest, event_talk: EventTalk) -> Typing:
    event_talk.talk.confirms = False
    await event_talk.talk.private(f"/language {request.param}")
    return Typing(event_talk)


async def test_a_time_is_previewed_and_an_incomplete_one_is_asked_for_with_buttons(typing: Typing) -> None:
    for words, meant in STARTS.items():
        reply = await typing.event(words)
        [start] = [one.values["at"] for one in reply.lines if one.id == "event-preview-when"]
        assert isinstance(start, Moment)
        assert f"{start.at:%Y-%m-%d %H:%M}" == meant, words
        assert any("confirm" in button.command for row in reply.buttons for button in row), words
    for lacks, name in ((LACKS_DAY, "when-no-day"), (LACKS_CLOCK, "when-no-clock")):
        for words in lacks:
            reply = await typing.event(words)
            assert ids(reply)[0] == name, words
            offered = [button.command for row in reply.buttons for button in row]
            example = str(reply.lines[0].values["example"])
            assert f"event new phone_off {example}" in offered, (words, offered)
            assert "event-preview-when" in ids(await typing.event(example)), words
    for words in LONG:
        reply = await typing.event(f"2026-12-05 20:00 {words}")
        assert "event-preview-when" in ids(reply), (words, ids(reply))
        assert Span(timedelta(hours=48), fine=True) in [one.values.get("length") for one in reply.lines], words
    for words in SPANNED:
        reply = await typing.event(words)
        [start] = [one.values["at"] for one in reply.lines if one.id == "event-preview-when"]
        assert isinstance(start, Moment)
        assert f"{start.at:%Y-%m-%d %H:%M}" == "2026-12-02 20:00", words
        assert Span(timedelta(hours=3), fine=True) in [one.values.get("length") for one in reply.lines], words
    for words, both in TWO.items():
        reply = await typing.event(words)
        assert ids(reply) == ["when-two"], words
        shown = []
        for (button,) in reply.buttons:
            preview = await typing.talk.talk.private(f"/{button.command}")
            [start] = [one.values["at"] for one in preview.lines if one.id == "event-preview-when"]
            assert isinstance(start, Moment)
            shown.append(f"{start.at:%Y-%m-%d %H:%M}")
            assert button.label.id == "button-when-at"
        assert tuple(shown) == both, words
    for words, days in {**WEEKS, **WEEKS_ALONE}.items():
        reply = await typing.event(words)
        clocked = words in WEEKS
        assert ids(reply) == ["when-two" if clocked else "when-week"], words
        buttons = [button for row in reply.buttons for button in row]
        assert [button.label.id for button in buttons] == ["button-when-at" if clocked else "button-when"] * days
        assert len(reply.buttons) <= OTHER_LIMITS["discord"]["rows"]
        shown = await typing.talk.talk.private(f"/{buttons[-1].command}")
        assert ("event-preview-when" if clocked else "when-no-clock") in ids(shown), words
    reply = await typing.event("next week goal=100")
    assert (ids(reply)[0], reply.lines[0].values["example"]) == ("when-week", "2026-12-07")
    for words, blamed in BLAMED.items():
        reply = await typing.event(words)
        assert (ids(reply)[0], reply.lines[0].values["word"]) == ("event-bad-word", blamed)


def offered(reply: Reply) -> list[str]:
    """What the buttons of a walk's question answer; those that lead back or out answer nothing."""
    commands = [button.command for row in reply.buttons for button in row]
    return [answer for _, said, answer in (command.partition(" say ") for command in commands) if said]


@pytest.mark.parametrize("typing", ["fr"], indirect=True)
async def test_the_same_words_are_a_time_of_a_call(typing: Typing) -> None:
    await typing.talk.talk.private("/call", typed=True)
    await typing.talk.talk.private("أطفئوا هواتفكم", typed=True)
    for words, meant in STARTS.items():
        reply, at = await typing.call(words)
        assert at == meant, (words, ids(reply))
    for words, meant in [("8pm", "2026-12-01 20:00"), ("20h", "2026-12-01 20:00"), ("midi", "2026-12-01 12:00")]:
        assert (await typing.call(words))[1] == meant
    for words in LACKS_CLOCK:
        assert ids((await typing.call(words))[0])[0] == "when-no-clock", words
    for words, both in TWO.items():
        reply, _ = await typing.call(words)
        assert ids(reply) == ["when-two"], words
        taken = [(await typing.call(said))[1] for said in offered(reply)]
        assert tuple(taken) == both, words
    for words, days in WEEKS.items():
        reply, _ = await typing.call(words)
        assert (ids(reply), len(offered(reply))) == (["when-two"], days), words
    for words in (*SPANNED, "8 to 11", "tomorrow 8-11", "de 8 à 11", "من 8 إلى 11", "tomorrow 8pm for 3 hours"):
        reply, _ = await typing.call(words)
        assert reply.lines == (Text("call-when-span", {"given": words, "example": "20:00"}),), words
    for words in WEEKS_ALONE:
        assert ids((await typing.call(words))[0])[0] == "when-week", words
    for words, blamed in {**BLAMED, "demain 25:00 XYZ": "25:00", "nothing of it": "nothing of it"}.items():
        reply, _ = await typing.call(words)
        assert (ids(reply)[0], reply.lines[0].values["given"]) == ("call-bad-when", blamed)


@pytest.mark.parametrize("typing", ["en"], indirect=True)
async def test_a_length_ends_a_call(typing: Typing) -> None:
    talk = typing.talk.talk
    await talk.private("/call", typed=True)
    await talk.private("Switch your phones off", typed=True)
    for words in WITHIN:
        await talk.private("call 1 until")
        await talk.private(words, typed=True)
        async with talk.store.reading() as tx:
            call = await tx.calls.get(1)
        assert call is not None
        assert (call.script.within, call.script.until) == (6 * 3600, None), words
    for words in ("until 23:00", "jusqu'à 23h", "حتى 23:00", "23:00", "23h", "d’ici 23h", "by 23:00", "قبل 23:00"):
        await talk.private("call 1 until")
        await talk.private(words, typed=True)
        async with talk.store.reading() as tx:
            call = await tx.calls.get(1)
        assert call is not None
        assert f"{call.script.until:%Y-%m-%d %H:%M}" == "2026-12-01 23:00", words
    for words in ("from 8 to 11", "20h-23h"):
        await talk.private("call 1 until")
        reply = await talk.private(words, typed=True)
        assert reply.lines == (Text("call-when-span", {"given": words, "example": "23:00"}),)
    await talk.private("call 1 until")
    reply = await talk.private("half past 8", typed=True)
    await talk.private(f"/{reply.buttons[1][0].command}")
    async with talk.store.reading() as tx:
        call = await tx.calls.get(1)
    assert call is not None
    assert call.script.when is None
    assert f"{call.script.until:%Y-%m-%d %H:%M}" == "2026-12-01 20:30"


@pytest.mark.parametrize("typing", ["ar"], indirect=True)
async def test_the_wrong_word_is_blamed_and_an_example_works_as_it_stands(typing: Typing) -> None:
    talk = typing.talk
    for _ in range(2):
        preview = await talk.talk.private(NEW)
        await talk.talk.private(f"/{preview.buttons[0][0].command}")
    reply = await talk.talk.private("/pledge 1 +3 Sfax", "21")
    assert (ids(reply)[0], reply.lines[0].values["word"]) == ("pledge-bad", "Sfax")
    await talk.start(chapters=(Chapter("rabat", Names({"en": "Rabat"})),))
    reply = await talk.talk.private("/pledge 1 +3 Sfax", "21")
    assert "Sfax" in spoken(reply)["en"]
