"""A button's label that is typed is the button: at each question that waits for words, in each language."""

from collections.abc import Iterable

import pytest

from bot.core.commands.answer import resolve
from bot.core.commands.going_on import LONGEST_LABEL, may_be_label, tapped
from bot.core.commands.request import Request, SentPicture
from bot.core.events.checkin_links import holder
from bot.core.model.chats import Address, ChatKind
from bot.core.model.reply import Button, Reply, Text
from bot.core.model.roles import Role
from bot.locales import LANGUAGES, speak
from tests.core.commands.test_going_on import commands
from tests.drive import KARIM, SAMIRA, Drive
from tests.event_talk import NEW, START, EventTalk
from tests.talk import HOUR, SLUG, Talk, ids

QUESTION = Reply(
    lines=(Text("call-ask-picture", {"most": 4}),),
    buttons=((Button(Text("button-next"), command="on"),), (Button(Text("button-link"), url="https://example.org"),)),
)


def in_every_language(text_id: str) -> Iterable[str]:
    return (speak(language)(Text(text_id)) for language in LANGUAGES)


@pytest.mark.parametrize(
    "typed", ["Next", "next.", " NEXT\u200f ", "Suivant", "[suivant]", "التالي", "«\u2068التالي\u2069»"]
)
def test_a_label_is_its_button_however_it_is_typed(typed: str) -> None:
    assert tapped(QUESTION, typed, map(speak, LANGUAGES)) == "on"


@pytest.mark.parametrize("typed", ["", ".", "next one", "Back", "Open the link", speak("en")(Text("button-link"))])
def test_other_words_are_no_button(typed: str) -> None:
    assert tapped(QUESTION, typed, map(speak, LANGUAGES)) == ""


def test_a_label_is_one_short_line() -> None:
    assert may_be_label("Next")
    assert not any(may_be_label(text) for text in ("", "a" * (LONGEST_LABEL + 1), "Next\nNext"))


@pytest.fixture
async def drive(talk: Talk) -> Drive:
    await talk.give(Role.ORGANIZER, SAMIRA)
    await talk.give(Role.OWNER, KARIM)
    return Drive(talk, talk.store)


@pytest.mark.parametrize(
    "step", ["text:ar", "text:fr", "picture", "buttons", "when", "when series", "until", "audience"]
)
async def test_a_step_of_a_call_goes_back_or_out_by_word(drive: Drive, step: str) -> None:
    await drive.says("/call", "أطفئوا هواتفكم كلها معا", "Switch your phones off, all of you")
    shown = await drive.taps(f"call 1 {step}")
    *ways, out = shown.buttons[-1]
    for way in ways:
        tapped_it = await drive.taps(way.command)
        for typed in in_every_language(way.label.id):
            await drive.taps(f"call 1 {step}")
            assert await drive.says(typed) == tapped_it
    await drive.taps(f"call 1 {step}")
    async with drive.store.reading() as tx:
        call = await tx.calls.get(1)
    assert call is not None
    assert call.script.texts == {"ar": "أطفئوا هواتفكم كلها معا", "en": "Switch your phones off, all of you"}
    assert ids(await drive.says(speak("fr")(out.label))) == ["call-cancelled"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_call_is_proposed_and_its_refusal_taken_back_by_word(drive: Drive, language: str) -> None:
    speaks = speak(language)
    number = await drive.write()
    await drive.taps(f"call {number}")
    assert ids(await drive.says(speaks(Text("button-propose")))) == ["call-proposed"]
    request = [one.content for one in await drive.settle() if "request" in str(one.content.title)][-1]
    refuse = next(one for one in commands(request) if " refuse " in one)
    assert ids(await drive.taps(refuse, person=KARIM)) == ["refuse-why"]
    back = await drive.says(speaks(Text("button-back")), person=KARIM)
    assert back.title == request.title
    # Nothing waits for a reason any more.
    assert ids(await drive.says("no", person=KARIM)) == ["only-commands"]
    await drive.taps(refuse, person=KARIM)
    assert ids(await drive.says(speaks(Text("button-refuse-only")), person=KARIM)) == ["refused-told"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_event_is_planned_by_the_words_of_its_buttons(talk: Talk, language: str) -> None:
    events, speaks = EventTalk(talk), speak(language)
    await events.start()
    talk.confirms = False
    typed: dict[str, object] = {"typed": True}
    await talk.private(f"menu event {SLUG}")
    kinds = await talk.private("menu plan show")
    step = await talk.private(speaks(kinds.buttons[0][0].label), **typed)
    for words in ("2026-12-12", "20:00", "24h", speaks(Text("button-walk-none"))):
        step = await talk.private(words, **typed)
    assert ids(step) == ["walk-title"]
    assert ids(await talk.private(speaks(Text("button-back")), **typed)) == ["walk-goal"]
    await talk.private("1000", **typed)
    preview = await talk.private(speaks(Text("button-walk-skip")), **typed)
    assert any(one.startswith("event confirm") for one in commands(preview))
    assert "walk" not in str(preview.lines)
    assert ids(await talk.private(speaks(Text("button-walk-cancel")), **typed)) == ["walk-cancelled"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_questions_for_one_value_have_a_way_out_by_word(talk: Talk, language: str) -> None:
    events, speaks = EventTalk(talk), speak(language)
    await events.start()
    typed: dict[str, object] = {"typed": True}
    await talk.private(NEW)
    menu = await talk.private(f"menu {SLUG}")
    for asked in ("menu set 1 goal", "count inwi"):
        await talk.private(asked)
        assert (await talk.private(speaks(Text("button-menu")), **typed)).title == menu.title
    await talk.private(f"/event new {SLUG} sign_on 2026-12-13 20:00")
    assert ids(await talk.private(speaks(Text("button-walk-cancel")), **typed)) == ["walk-cancelled"]


async def test_under_a_picture_a_label_is_a_caption(drive: Drive) -> None:
    await drive.says("/call")
    await drive.taps("call 1 picture")
    sent: dict[str, object] = {"typed": True, "pictures": (SentPicture(b"\x89PNG\r\n\x1a\n...."),)}
    assert "call-caption-left" in ids(await drive.talk.private("Next", SAMIRA, **sent))


async def test_nothing_is_kept_of_the_look_at_the_buttons(talk: Talk) -> None:
    events = EventTalk(talk)
    await events.start()
    events.rules(public_url="https://no.example/")
    await talk.group(NEW)
    talk.now = START + HOUR
    asked = await talk.private("/checkin", "21")
    token = next(one.url for row in asked.buttons for one in row if one.url).rpartition("/")[2]
    sent = Request(Address("telegram", "21"), ChatKind.PRIVATE, "lots", talk.now, person="21", typed=True)
    assert (await resolve(talk.services, sent)).text == "checkin #1 lots"
    async with talk.store.reading() as tx:
        # The link that was shown is still theirs.
        assert (await holder(tx, 1, token, talk.services.kinds))[0].id == 1
