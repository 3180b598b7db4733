"""Two organizers write, approve, launch, watch, change and take back a call."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.calls.lifecycle import send_due
from bot.core.calls.pictures import pictures_of
from bot.core.calls.replies import progress_reply
from bot.core.calls.wizard import steps
from bot.core.commands.perform import perform
from bot.core.commands.request import Request, SentPicture
from bot.core.commands.suggestions import offers
from bot.core.model.announcements import Action, Delivery, State
from bot.core.model.call import Call, CallState
from bot.core.model.chats import Address, ChatKind
from bot.core.model.limits import mark_of
from bot.core.model.reply import Text
from bot.core.model.roles import Role
from bot.core.ports.delivery import Change
from bot.jobs import plan
from tests.drive import KARIM, SAMIRA, ZOE, Drive
from tests.talk import NOW, SLUG, Talk, another, example, ids, line, load, spoken

PNG = b"\x89PNG\r\n\x1a\n...."


@pytest.fixture
async def drive(talk: Talk) -> Drive:
    await talk.give(Role.ORGANIZER, SAMIRA)
    await talk.give(Role.OWNER, KARIM)
    drive = Drive(talk, talk.store)
    await drive.follow("-1")
    await drive.follow("-2", "en")
    return drive


def public(told: Sequence[Delivery]) -> list[tuple[str, Action, str]]:
    """What groups read, in English."""
    return [
        (one.address.chat, one.action, spoken(one.content)[one.language].splitlines()[-1])
        for one in told
        if one.chat_kind is ChatKind.GROUP
    ]


async def test_a_call_is_written_step_by_step_with_a_way_back_and_a_way_out(drive: Drive) -> None:
    first = await drive.says("/call")
    assert ids(first) == ["call-ask-text"]
    assert [button.command for button in first.buttons[-1]] == ["call 1 text:en", "call 1 cancel"]
    second = await drive.says("  أطفئوا هواتفكم ")
    assert [button.command for button in second.buttons[-1]] == ["call 1 text:ar", "call 1 text:fr", "call 1 cancel"]
    back = await drive.taps("call 1 text:ar")
    assert ids(back) == ["call-ask-text", "call-there", "call-text"]
    assert ids(await drive.taps("call 1 text:ar none")) == ["call-ask-text"]
    call = await tx_call(drive)
    assert steps(call, ("ar", "en", "fr")) == [
        "text:ar", "text:en", "text:fr", "picture", "buttons", "when", "until", "audience", "preview",
    ]  # fmt: skip
    gone = await drive.taps("call 1 cancel")
    assert (ids(gone), gone.buttons[0][0].command) == (["call-cancelled"], f"menu {SLUG}")
    assert ids(await drive.says("hello")) == ["only-commands"]
    assert ids(await drive.taps("call 1")) == ["call-unknown"]


async def test_only_calls_that_went_out_are_offered_where_one_is_asked_for(drive: Drive) -> None:
    number = await drive.launch()
    await drive.settle()
    await drive.says("/call")
    async with drive.store.reading() as tx:
        assert await offers(drive.talk.services, tx, "calls", "") == [(number, number)]


async def tx_call(drive: Drive, number: int = 1) -> Call:
    async with drive.store.reading() as tx:
        found = await tx.calls.get(number)
    assert found is not None
    return found


async def test_what_is_typed_keeps_its_lines_and_may_begin_like_a_command(drive: Drive) -> None:
    await drive.says("/call")
    await drive.says("stats: bad\n\nOff!")
    assert (await tx_call(drive)).script.texts == {"ar": "stats: bad\n\nOff!"}
    assert ids(await drive.says("/stats"))[0].startswith("headline")
    await drive.says("second language")
    assert (await tx_call(drive)).script.texts["en"] == "second language"


async def test_a_call_asks_first_in_the_writers_own_language(drive: Drive) -> None:
    reply = await drive.talk.private("/call", SAMIRA, hint="fr")
    assert line(reply, "call-ask-text")["language"] == Text("tongue-fr")
    reply = await drive.talk.private("Éteignez vos téléphones", SAMIRA, typed=True, hint="fr")
    assert line(reply, "call-ask-text")["language"] == Text("tongue-ar")


async def test_a_text_whose_script_does_not_fit_its_language_is_asked_about(drive: Drive) -> None:
    await drive.says("/call")
    reply = await drive.says("Switch your phones off")
    assert line(reply, "call-other-script") == {"language": Text("tongue-ar")}
    taps = [row[0].command for row in reply.buttons]
    assert taps == ["call 1 move ar:en", "call 1 move ar:fr", "call 1 text:en", "call 1 text:ar"]
    assert reply.buttons[-1][-1].command == "call 1 cancel"
    # Words that name no language leave the text as it is.
    assert await drive.says("Switch all your phones off") == reply
    assert ids(await drive.taps("call 1 is ar")) == ["call-other-script"]
    reply = await drive.taps("call 1 move ar:en")
    assert line(reply, "call-ask-text")["language"] == Text("tongue-ar")
    assert (await tx_call(drive)).script.texts == {"en": "Switch your phones off"}
    reply = await drive.says("أطفئوا هواتفكم كلها")
    assert ids(await drive.taps("call 1 is en")) == ["call-ask-text", "call-there", "call-text"]
    assert line(reply, "call-ask-text")["language"] == Text("tongue-en")
    for languages in ("fr:en", "ar:en", "ar:tlh", ""):
        assert ids(await drive.taps(f"call 1 move {languages}")) == ["call-how"]
    assert ids(await drive.taps("call 1 is tlh")) == ["call-how"]


@pytest.mark.parametrize(
    ("said", "texts"),
    [
        ("Français", "fr"), ("c’est en francais", "fr"), ("بالفرنسية", "fr"), ("french", "fr"), ("English", "en"),
        ("الإنجليزية", "en"), ("العربية", "ar"), ("arabe", "ar"), ("Arabic", "ar"),
    ],
)  # fmt: skip
async def test_the_language_of_a_text_may_be_typed(drive: Drive, said: str, texts: str) -> None:
    await drive.says("/call", "Éteignez vos téléphones")
    reply = await drive.says(said)
    assert line(reply, "call-ask-text")["language"] == Text("tongue-en" if texts == "ar" else "tongue-ar")
    assert (await tx_call(drive)).script.texts == {texts: "Éteignez vos téléphones"}
    # What comes next is the answer to the step that is shown.
    await drive.says("أطفئوا هواتفكم كلها" if texts != "ar" else "Switch your phones off")
    assert len((await tx_call(drive)).script.texts) == 2


async def test_a_short_text_in_arabic_letters_is_no_name_in_english(drive: Drive) -> None:
    await drive.says("/call")
    await drive.taps("call 1 text:en")
    reply = await drive.says("الجمعة 18:00")
    assert line(reply, "call-other-script") == {"language": Text("tongue-en")}
    assert reply.buttons[0][0].command == "call 1 move en:ar"


async def test_a_text_in_letters_of_no_language_of_the_bot_may_stay(drive: Drive) -> None:
    await drive.says("/call")
    reply = await drive.says("Выключите ваши телефоны")
    assert [row[0].command for row in reply.buttons] == ["call 1 text:en", "call 1 text:ar"]
    await drive.taps("call 1 text:en")
    assert (await tx_call(drive)).script.texts == {"ar": "Выключите ваши телефоны"}


async def test_a_text_may_be_a_word_that_a_button_carries(drive: Drive) -> None:
    await drive.says("/call", "none")
    await drive.says("did")
    assert (await tx_call(drive)).script.texts == {"ar": "none", "en": "did"}
    await drive.says("/call 1 text:en sayonara")
    assert (await tx_call(drive)).script.texts["en"] == "sayonara"


async def test_buttons_are_added_up_to_three_and_taken_out(drive: Drive) -> None:
    await drive.says("/call")
    await drive.taps("call 1 buttons", "call 1 buttons did")
    await drive.says("Read https://example.org")
    full = await drive.says("en=A | fr=B https://example.org")
    assert ids(full) == [
        "call-ask-buttons", "call-labels-hint", "call-with-did", "call-with-link", "call-with-link-in",
        "call-with-link-in",
    ]  # fmt: skip
    assert ids(await drive.says("More https://example.org"))[0] == "call-many-buttons"
    assert ids(await drive.taps("call 1 buttons none")) == ["call-ask-buttons", "call-labels-hint"]
    for words in ("nothing", "none", "did"):
        assert ids(await drive.says(words))[0] == "call-bad-button"


async def test_the_step_of_buttons_names_only_languages_that_the_campaign_offers(drive: Drive) -> None:
    for offered, hint in ((("ar", "fr"), ["call-labels-hint"]), (("ar",), [])):
        await load(drive.store, replace(example(), languages=offered), drive.talk.now)
        await drive.says("/call")
        asked = await drive.taps("call 1 buttons")
        assert ids(asked) == ["call-ask-buttons", *hint]
        assert not hint or line(asked, "call-labels-hint") == {"example": "ar=اقرأ | fr=Lire https://example.org"}
        assert ids(await drive.says("en=Read | ar=اقرأ https://example.org")) == ["call-label-left-out"]
        assert (await tx_call(drive)).script.buttons == ()


async def test_a_picture_comes_at_its_step_or_with_a_text(drive: Drive) -> None:
    await drive.says("/call")
    both = await drive.talk.private("Switch off", SAMIRA, typed=True, pictures=(SentPicture(PNG, "file-7"),))
    assert both.title is not None
    call = await tx_call(drive)
    assert (call.script.texts, bool(call.script.picture)) == ({"ar": "Switch off"}, True)
    assert ids(both)[0] == "call-with-pictures"
    alone = await drive.talk.private("", SAMIRA, typed=True, pictures=(SentPicture(PNG),))
    assert ids(alone) == ["call-with-pictures", "call-ask-text"]
    await drive.taps("call 1 picture")
    after = await drive.talk.private("not taken", SAMIRA, typed=True, pictures=(SentPicture(PNG),))
    assert ids(after) == ["call-caption-left", "call-with-pictures", "call-more-pictures"]
    again = await drive.talk.private("", SAMIRA, typed=True, pictures=(SentPicture(PNG),))
    assert ids(again) == ["call-with-pictures", "call-more-pictures"]
    assert again.picture == call.script.picture
    assert ids(await drive.taps("call 1 picture")) == ["call-with-pictures", "call-more-pictures"]
    assert ids(await drive.taps("call 1 picture none")) == ["call-ask-picture"]
    for words in ("no picture at all", "none"):
        refused = await drive.says(words)
        assert ids(refused)[:2] == ["call-send-picture", "call-ask-picture"]
        # The button that the sentence names is there.
        assert refused.buttons == (await drive.taps("call 1 picture")).buttons
    assert ids(await drive.taps("call 1 preview words"))[0] == "call-use-buttons"
    assert ids(await drive.talk.private("", SAMIRA, typed=True, pictures=(SentPicture(b"GIF"),))) == [
        "call-bad-picture"
    ]
    video = SentPicture(b"\0\0\0\x20ftypisom" + b"where it was filmed")
    assert ids(await drive.talk.private("", SAMIRA, typed=True, pictures=(video,))) == ["only-stills"]
    gif = SentPicture(b"GIF89a" + b"." * 20)
    assert ids(await drive.talk.private("", SAMIRA, typed=True, pictures=(gif,))) == ["only-gif"]
    assert (
        ids(await drive.talk.private("", SAMIRA, typed=True, pictures=(SentPicture(PNG),)))[0] == "call-with-pictures"
    )
    assert ids(await drive.taps("call 1 picture none")) == ["call-ask-picture"]
    async with drive.store.reading() as tx:
        assert await tx.pictures.file(call.script.picture, "telegram") == "file-7"


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("when", "18:00"), ("when", "05/03 20:00"), ("when series", "every day"), ("when series 0123456", "18:00"),
        ("when series 0123456 18:00", "2016-02-28"), ("until", "for 6 hours"), ("audience", "all"),
    ],
)  # fmt: skip
async def test_a_picture_at_another_step_is_taken_and_told_and_the_question_stays(
    drive: Drive, step: str, said: str
) -> None:
    await drive.says("/call", "أطفئوا هواتفكم")
    asked = await drive.taps(f"call 1 {step}")
    # An empty message, as a window of Discord may be, is no answer.
    assert await drive.says("") == asked
    alone = await drive.talk.private("", SAMIRA, typed=True, pictures=(SentPicture(PNG + b"1"),))
    told = Text("call-with-pictures", {"pictures": 1})
    assert (alone.lines, alone.buttons) == ((told, *asked.lines), asked.buttons)
    assert len(pictures_of((await tx_call(drive)).script)) == 1
    following = await drive.says(said)
    await drive.taps(f"call 1 {step}")
    both = await drive.talk.private(said, SAMIRA, typed=True, pictures=(SentPicture(PNG + b"2"),))
    told = Text("call-with-pictures", {"pictures": 2})
    assert (both.lines[0], both.buttons) == (told, following.buttons)
    assert len(pictures_of((await tx_call(drive)).script)) == 2


async def test_four_pictures_are_one_and_each_can_be_taken_out(drive: Drive) -> None:
    def sent(*names: str) -> tuple[SentPicture, ...]:
        return tuple(SentPicture(PNG + name.encode()) for name in names)

    await drive.says("/call")
    await drive.says("Switch off")
    await drive.taps("call 1 picture")
    three = await drive.talk.private("", SAMIRA, typed=True, pictures=sent("a", "b", "c"))
    assert ids(three) == ["call-with-pictures", "call-more-pictures"]
    assert three.lines[0].values == {"pictures": 3}
    more = await drive.talk.private("", SAMIRA, typed=True, pictures=sent("d", "e"))
    assert ids(more) == ["call-many-pictures", "call-with-pictures", "call-many-pictures"]
    full = await drive.talk.private("", SAMIRA, typed=True, pictures=sent("e"))
    assert ids(full)[0] == "call-many-pictures"
    assert "button-drop-picture" in [button.label.id for row in full.buttons for button in row]
    call = await tx_call(drive)
    first, second, *others = pictures_of(call.script)
    assert len(others) == 2
    out = [button.command for row in more.buttons for button in row if button.label.id == "button-drop-picture"]
    assert out[1] == f"call 1 picture {mark_of(second)}"
    for _ in range(2):
        left = await drive.taps(out[1])
        assert left.picture == (await tx_call(drive)).script.picture
    assert pictures_of((await tx_call(drive)).script) == (first, *others)
    preview = await drive.taps("call 1 preview")
    assert Text("call-with-pictures", {"pictures": 3}) in preview.lines
    assert (await drive.taps("call 1 test en")).picture == (await tx_call(drive)).script.picture


async def test_the_time_is_confirmed_with_zone_and_offset(drive: Drive) -> None:
    number = await drive.write(when="20:00")
    preview = spoken(await drive.taps(f"call {number} preview"))["en"]
    assert "Sat 27\u00a0Feb,\u00a020:00, Casablanca, UTC+0" in preview
    assert ids(await drive.taps(f"call {number} when")) == ["call-ask-when", "call-at"]
    assert ids(await drive.says("yesterday"))[0] == "call-bad-when"


async def test_hours_at_a_deadline_are_a_time_and_a_button_each_where_they_may_be_a_length(drive: Drive) -> None:
    await drive.follow("-3", "fr")
    number = await drive.write(when="20:00")
    for said in ("22h30", "d’ici 22h30", "avant 22h30"):
        await drive.taps(f"call {number} until")
        asked = await drive.says(said)
        assert ids(asked) == ["call-until", "call-ask-audience"], said
        assert "Not after Sat 27\u00a0Feb,\u00a022:30" in spoken(asked)["en"], said
    await drive.taps(f"call {number} when now", f"call {number} until")
    both = await drive.says("6h")
    assert ids(both) == ["when-two"]
    clock, length = (row[0].command for row in both.buttons[:2])
    asked = await drive.taps(str(length))
    assert "Within 6\u00a0hours, or not at all" in spoken(asked)["en"]
    asked = await drive.taps(str(clock))
    assert "Not after Sun 28\u00a0Feb,\u00a006:00" in spoken(asked)["en"]


async def test_a_deadline_is_a_time_or_a_length_and_nothing_is_sent_after_it(drive: Drive) -> None:
    await drive.follow("-3", "fr")
    number = await drive.write(when="20:00")
    asked = await drive.taps(f"call {number} until")
    assert ids(asked) == ["call-ask-until"]
    assert [row[0].command for row in asked.buttons[:-1]] == [
        f"call {number} until for 2h", f"call {number} until for 6h", f"call {number} until usual",
    ]  # fmt: skip
    assert ids(await drive.says("19:00")) == ["call-until-late"]
    assert ids(await drive.says("8d")) == ["call-until-long"]
    assert ids(await drive.says("soonish"))[0] == "call-bad-when"
    await drive.says("22:00")
    assert "Not after Sat 27\u00a0Feb,\u00a022:00" in spoken(await drive.taps(f"call {number} preview"))["en"]
    await drive.taps(f"call {number} when")
    await drive.says("23:00")
    assert ids(await drive.taps(f"call {number} propose")) == ["call-until-late"]
    await drive.taps(f"call {number} until usual", f"call {number} when now", f"call {number} until for 2h")
    assert "Within 2\u00a0hours, or not at all" in spoken(await drive.taps(f"call {number} preview"))["en"]
    await drive.taps(f"call {number} propose")
    await drive.approve()
    begun = drive.talk.now
    async with drive.store.writing() as tx:
        await send_due(tx, begun)
        report = await tx.calls.get(int(number))
        assert report is not None
        told = progress_reply(report, (await tx.campaigns.all())[0], await tx.ledger.tally(report.announcement, begun))
    assert "report-until" in ids(told)
    async with drive.store.writing() as tx:
        late = begun + timedelta(hours=2)
        assert [one for one in await tx.ledger.claim(["telegram"], "one", late, 60, 100) if one.kind == "call"] == []
        tally = await tx.ledger.tally(report.announcement, late)
    assert tally.failures == (("too-late", tally.audience),)


@pytest.mark.parametrize("closed", [True, False])
async def test_organizers_hear_once_that_a_deadline_passed_while_chats_still_waited(
    drive: Drive, *, closed: bool
) -> None:
    await drive.follow("-3", "fr")
    number = await drive.write()
    await drive.taps(f"call {number} until for 2h", f"call {number} propose")
    await drive.approve()
    begun = drive.talk.now
    async with drive.store.writing() as tx:
        await send_due(tx, begun)
    # The platform is away, and back when the deadline has passed: before the planner sees that, or afterwards.
    await plan.plan(drive.store, begun + timedelta(hours=1), ["telegram"])
    if not closed:
        await plan.plan(drive.store, begun + timedelta(hours=2), ["telegram"])
    drive.talk.now = begun + timedelta(hours=2)
    async with drive.store.writing() as tx:
        told = await tx.ledger.claim(["telegram"], "one", drive.talk.now, 60, 100)
        for one in told:
            for state in (State.SENDING, State.SENT):
                await tx.ledger.record([Change(one.id, one.attempt, state)], drive.talk.now)
    told += [one for hours in (1, 24) for one in await drive.settle(hours * 3600)]
    held = [one for one in told if ids(one.content) == ["call-held-up"]]
    assert sorted(one.address.chat for one in held) == [SAMIRA, KARIM]
    assert line(held[0].content, "call-held-up")["chats"] == 3
    assert not [one for one in told if one.kind == "call"]


async def test_a_deadline_that_passes_when_every_chat_has_the_call_is_not_spoken_of(drive: Drive) -> None:
    number = await drive.write()
    await drive.taps(f"call {number} until for 2h", f"call {number} propose")
    await drive.approve()
    told = [one for seconds in (0, 7200, 60) for one in await drive.settle(seconds)]
    assert sum(one.kind == "call" for one in told) == 2
    assert not [one for one in told if ids(one.content) == ["call-held-up"]]


async def test_an_audience_is_all_or_one_platform_or_one_language(drive: Drive) -> None:
    await drive.follow("-3", "fr", "console")
    number = await drive.write()
    asked = await drive.taps(f"call {number} audience")
    assert [row[0].command.split()[-1] for row in asked.buttons[:-1]] == [
        "all", "console", "telegram", "ar", "en", "fr",
    ]  # fmt: skip
    for word, chats in (("all", 3), ("telegram", 2), ("console", 1), ("ar", 1), ("fr", 1)):
        preview = await drive.taps(f"call {number} audience {word}")
        assert preview.lines[-1].values["chats"] == chats, word
    await drive.taps(f"call {number} audience")
    for word, chats in (("Console", 1), ("Tous", 3), ("fr", 1), ("الكل", 3)):
        await drive.taps(f"call {number} audience")
        assert (await drive.says(word)).lines[-1].values["chats"] == chats, word


async def test_an_unknown_audience_is_followed_by_the_choices_as_buttons(drive: Drive) -> None:
    number = await drive.write()
    asked = await drive.taps(f"call {number} audience")
    for wrong in (await drive.says("mars"), await drive.taps(f"call {number} audience mars")):
        assert ids(wrong) == ["call-bad-audience", "call-ask-audience"]
        assert (wrong.title, wrong.buttons, wrong.personal) == (asked.title, asked.buttons, True)
        # The words that programs know would be no help: the buttons say the same in the reader's language.
        assert line(wrong, "call-bad-audience") == {"word": "mars"}
    assert (await drive.says("all")).lines[-1].values["chats"] == 2


async def test_a_language_that_the_campaign_leaves_out_is_no_audience(drive: Drive) -> None:
    number = await drive.write()
    await load(drive.store, replace(example(), call_approvals=1, languages=("ar", "en")), drive.talk.now)
    await drive.taps(f"call {number} audience")
    assert ids(await drive.says("français"))[0] == "call-bad-audience"
    assert (await drive.says("العربية")).lines[-1].values["chats"] == 1


async def test_words_at_the_preview_are_told_what_waits_and_lose_nothing(drive: Drive) -> None:
    number = await drive.write()
    preview, before = await drive.taps(f"call {number} preview"), await tx_call(drive)
    reply = await drive.says("Tomorrow would be better")
    assert (reply.title, ids(reply)) == (preview.title, ["call-preview-waits", *ids(preview)])
    rows = [[button.command for button in row] for row in reply.buttons]
    assert rows[-2:] == [
        [f"call {number} propose", f"call {number} text:ar"], [f"call {number} audience", f"call {number} cancel"],
    ]  # fmt: skip
    assert len(rows) == len(preview.buttons)
    assert ids(await drive.says("hello")) == ids(reply)
    assert await tx_call(drive) == before
    assert ids(await drive.says("calls"))[0] == "calls-line"
    assert ids(await drive.taps(f"call {number} text:ar"))[0] == "call-ask-text"
    await drive.taps(f"call {number} preview")
    await drive.taps(f"call {number} propose")
    assert ids(await drive.says("thanks")) == ["only-commands"]


async def test_words_for_a_draft_that_the_desk_sent_off_are_not_said_to_its_preview(drive: Drive) -> None:
    number = await drive.write()
    await drive.taps(f"call {number} preview")
    here = Request(Address("telegram", SAMIRA), ChatKind.PRIVATE, f"call {number} propose", drive.talk.now, SAMIRA)
    await perform(drive.talk.services, [here])
    assert ids(await drive.says("thanks")) == ["only-commands"]


async def test_a_test_shows_the_author_the_call_itself(drive: Drive) -> None:
    number = await drive.write()
    preview = await drive.taps(f"call {number} preview")
    assert [row[0].command.split()[-1] for row in preview.buttons[:-2]] == ["ar", "en", "fr"]
    for language, text in (("en", "Switch your phones\noff"), ("fr", "أطفئوا هواتفكم")):
        shown = await drive.talk.ask(
            f"call {number} test {language}", address=Address("telegram", SAMIRA), kind=ChatKind.PRIVATE, person=SAMIRA
        )
        assert shown is not None
        assert shown.reply.title is not None
        assert (shown.reply.title.id, shown.language) == ("campaign-title", language)
        assert spoken(shown.reply)[language].endswith(text)
    assert ids(await drive.taps(f"call {number} test tlh")) == ["unknown-language"]
    preview = await drive.taps(f"call {number} audience fr")
    assert [row[0].command for row in preview.buttons[:-2]] == [f"call {number} test fr"]
    await drive.taps(f"call {number} text:ar none", f"call {number} text:en none")
    assert ids(await drive.taps(f"call {number} test")) == ["call-no-text"]
    assert ids(await drive.taps(f"call {number} propose")) == ["call-no-text"]


async def test_a_call_needs_another_persons_approval_and_then_reaches_every_chat_in_its_language(drive: Drive) -> None:
    number = await drive.write()
    proposed = await drive.taps(f"call {number} propose")
    assert line(proposed, "call-proposed") == {"id": number, "missing": 1, "asked": 1}
    requests = await drive.settle()
    assert [(one.address.chat, one.content.title.id) for one in requests] == [(KARIM, "call-request")]
    assert line(requests[0].content, "call-stand-in")["language"].id == "tongue-fr"
    button = requests[0].content.buttons[0][0]
    assert ids(await drive.taps(button.command)) == ["own-words"]
    assert ids(await drive.taps(button.command, person=KARIM)) == ["call-leaves"]
    assert ids(await drive.taps(button.command, person=KARIM)) == ["stands-call"]
    told = await drive.settle()
    assert public(told) == [("-1", Action.SEND, "أطفئوا هواتفكم"), ("-2", Action.SEND, "off")]
    assert [one.address.chat for one in told if one.chat_kind is ChatKind.PRIVATE] == [SAMIRA]
    assert await drive.settle() == []
    acts = [(act.act, act.about, act.role) for act in await drive.talk.audit()][-3:]
    assert acts == [
        ("call-proposed", number, "organizer"), ("call-approved", number, "owner"), ("call-launched", number, "owner"),
    ]  # fmt: skip


async def test_any_change_voids_an_approval(drive: Drive) -> None:
    number = await drive.write()
    await drive.taps(f"call {number} propose")
    (request,) = await drive.settle()
    await drive.taps(f"call {number} text:en")
    await drive.says("Something else")
    approve = request.content.buttons[0][0].command
    assert ids(await drive.taps(approve, person=KARIM)) == ["call-not-proposed"]
    await drive.taps(f"call {number} propose")
    assert ids(await drive.taps(approve, person=KARIM)) == ["call-changed"]
    left = await drive.approve()
    assert (ids(left), left.buttons[0][0].command) == (["call-leaves"], "report 1")


async def test_a_lost_approval_request_can_be_shown_again(drive: Drive) -> None:
    number = await drive.write()
    assert ids(await drive.taps(f"call {number}", person=KARIM)) == ["call-not-yours"]
    await drive.taps(f"call {number} propose")
    (request,) = await drive.settle()
    for asked in ("", " preview", " approve"):
        assert await drive.says(f"/call {number}{asked}", person=KARIM) == request.content
    await drive.taps(f"call {number} propose")
    assert await drive.settle() == []
    drive.talk.now += timedelta(minutes=1)
    await drive.taps(f"call {number} propose")
    assert [one.content for one in await drive.settle()] == [request.content]
    assert ids(await drive.taps(f"call {number} approve")) == ["own-words"]
    assert ids(await drive.taps(f"call {number} text:en", person=KARIM)) == ["call-not-yours"]


async def test_unlaunched_calls_are_listed_with_the_actions_of_this_person(drive: Drive) -> None:
    number = await drive.launch()
    await drive.settle()
    await drive.says(f"/fix {number}")
    await drive.write()
    listed = await drive.says("/calls")
    assert line(listed, "calls-line-fix")["fixes"] == number
    assert ids(listed) == ["calls-line", "calls-line-fix", "calls-line-at"]
    own = ["call 3", "calls cancel 3", "call 2", "calls cancel 2"]
    assert [row[0].command for row in listed.buttons][:5] == [*own, f"report {number}"]
    assert (await drive.says("/calls", person=KARIM)).buttons[0][0].command == f"report {number}"
    await drive.taps("call 2 propose")
    listed = await drive.says("/calls", person=KARIM)
    assert [row[0].command for row in listed.buttons][:2] == ["call 2", "calls cancel 2"]
    opened = await drive.taps("call 2", person=KARIM)
    assert opened.title is not None
    assert opened.title.id == "call-request-fix"


async def test_only_its_author_discards_a_draft_and_is_notified_if_another_cancels_it_later(
    drive: Drive,
) -> None:
    number = await drive.write()
    assert ids(await drive.taps(f"calls cancel {number}", person=KARIM)) == ["call-not-yours"]
    await drive.taps(f"call {number} propose")
    await drive.settle()
    assert ids(await drive.taps(f"calls cancel {number}", person=KARIM)) == ["call-cancelled"]
    assert [(one.address.chat, ids(one.content)) for one in await drive.settle()] == [(SAMIRA, ["call-thrown"])]
    number = await drive.write()
    await drive.taps(f"call {number} propose", f"calls cancel {number}")
    assert [one.content.title.id for one in await drive.settle()] == ["call-request"]


async def test_a_discarded_fix_leaves_the_call_unchanged(drive: Drive) -> None:
    number = await drive.launch()
    await drive.settle()
    first = await drive.says(f"/fix {number}")
    assert first.title is not None
    assert (first.title.id, first.title.values["id"]) == ("call-step-fix", number)
    assert line(await drive.taps("call 2 cancel"), "fix-cancelled") == {"id": number}
    await drive.says(f"/fix {number}")
    await drive.taps("call 3 propose")
    await drive.settle()
    assert ids(await drive.taps("calls cancel 3", person=KARIM)) == ["fix-cancelled"]
    assert [(one.address.chat, ids(one.content)) for one in await drive.settle()] == [(SAMIRA, ["fix-thrown"])]
    assert [act.act for act in await drive.talk.audit()][-3:] == ["fix-cancel", "fix-proposed", "fix-cancel"]
    assert (await tx_call(drive, int(number))).state is CallState.LAUNCHED


async def test_a_campaign_may_ask_for_two_approvals_or_none(drive: Drive) -> None:
    async with drive.store.writing() as tx:
        campaign = (await tx.campaigns.all())[0]
        await tx.campaigns.save(replace(campaign, call_approvals=2), NOW)
    number = await drive.write()
    alone = await drive.taps(f"call {number} propose")
    assert line(alone, "call-few-organizers") == {"wanting": 1, "campaign": SLUG}
    await drive.taps(f"call {number} cancel")
    await drive.settle()
    await drive.talk.give(Role.ORGANIZER, "3")
    number = await drive.write()
    assert line(await drive.taps(f"call {number} propose"), "call-proposed")["missing"] == 2
    requests = await drive.settle()
    command = requests[0].content.buttons[0][0].command
    assert line(await drive.taps(command, person=KARIM), "call-approved") == {"missing": 1}
    assert line(await drive.taps(command, person=KARIM), "call-approved") == {"missing": 1}
    assert ids(await drive.taps(command, person="3")) == ["call-leaves"]
    async with drive.store.writing() as tx:
        await tx.campaigns.save(replace(campaign, call_approvals=0), NOW)
    number = await drive.write()
    assert ids(await drive.taps(f"call {number} propose")) == ["call-leaves"]


async def test_a_scheduled_call_goes_out_at_its_time_unless_it_is_too_late_to_approve_it(drive: Drive) -> None:
    number = await drive.write(when="20:00")
    await drive.taps(f"call {number} propose")
    assert ids(await drive.approve()) == ["call-scheduled"]
    assert public(await drive.settle(3600)) == []
    listed = await drive.says("/calls")
    assert ids(listed) == ["calls-line-at"]
    assert len(public(await drive.settle(9 * 3600))) == 2
    number = await drive.write(when="23:00")
    await drive.taps(f"call {number} propose")
    drive.talk.now += timedelta(hours=6)
    assert ids(await drive.approve()) == ["call-lapsed-told"]


async def test_calls_are_paused_resumed_and_cancelled(drive: Drive) -> None:
    number = await drive.write(when="20:00")
    await drive.taps(f"call {number} propose")
    await drive.approve()
    assert ids(await drive.taps(f"calls pause {number}", person=KARIM)) == ["calls-pause"]
    assert ids(await drive.taps(f"calls pause {number}")) == ["stands-call"]
    assert public(await drive.settle(12 * 3600)) == []
    assert ids(await drive.says(f"/calls {number} resume")) == ["calls-resume"]
    assert ids(await drive.says(f"/calls {number} resume")) == ["call-not-paused"]
    assert ids(await drive.taps(f"calls cancel {number}")) == ["calls-cancel"]
    assert public(await drive.settle()) == []
    assert ids(await drive.taps(f"calls cancel {number}")) == ["call-ended"]
    assert ids(await drive.talk.member(f"did {number}", person=ZOE)) == ["call-ended"]
    for said in (f"calls {number}", f"calls please {number}"):
        how = await drive.taps(said)
        assert ids(how)[0] == "calls-how"
        assert [one.command for row in how.buttons for one in row][:2] == [
            f"calls pause {number}",
            f"calls cancel {number}",
        ]
    assert ids(await drive.taps("calls pause")) == ["call-which", "calls-usage"]
    assert ids(await drive.taps(f"retract {number}")) == ["call-not-sent"]


async def test_a_running_call_is_paused_and_cancelled_in_the_ledger(drive: Drive) -> None:
    number = await drive.launch()
    await plan.plan(drive.store, drive.talk.now, ["telegram"])
    await drive.taps(f"calls pause {number}")
    assert public(await drive.settle()) == []
    report = await drive.says(f"/report {number}")
    assert "report-eta" not in ids(report)
    assert [row[0].command for row in report.buttons] == [
        f"calls resume {number}", f"calls cancel {number}", f"retract {number}",
    ]  # fmt: skip
    await drive.taps(f"calls resume {number}", f"calls cancel {number}")
    assert public(await drive.settle()) == []
    assert ids(await drive.says(f"/report {number}"))[:3] == ["call-status", "report-audience", "report-skipped"]


async def test_a_call_that_has_not_left_waits_for_all_its_chats(drive: Drive) -> None:
    number = await drive.write(when="20:00")
    approve = f"call {number} approve {(await tx_call(drive)).content_hash}"
    acts = (("draft", f"call {number} propose", SAMIRA), ("proposed", approve, KARIM), ("scheduled", "calls", SAMIRA))
    for status, command, person in acts:
        report = await drive.says(f"/report {number}")
        assert line(report, "call-status")["status"].id == f"call-is-{status}"
        assert ids(report) == ["call-status", "report-audience", "report-pending"]
        assert line(report, "report-pending") == line(report, "report-audience") == {"chats": 2}
        await drive.taps(command, person=person)
    await drive.says(f"/calls cancel {number}")
    assert line(await drive.says(f"/report {number}"), "report-audience") == {"chats": 0}


async def test_a_call_is_retracted_everywhere_without_approval(drive: Drive) -> None:
    number = await drive.launch()
    await drive.settle()
    assert ids(await drive.says(f"/retract {number}")) == ["retract-begun"]
    assert [(chat, action) for chat, action, _ in public(await drive.settle())] == [
        ("-1", Action.DELETE), ("-2", Action.DELETE),
    ]  # fmt: skip
    assert "report-retracted" in ids(await drive.says(f"/report {number}"))
    assert ids(await drive.says(f"/retract {number}")) == ["stands-call"]
    assert ids(await drive.says(f"/fix {number}")) == ["call-not-sent"]
    assert ids(await drive.says("/retract"))[0] == "call-which"


async def test_a_fix_is_approved_and_edits_every_message(drive: Drive) -> None:
    number = await drive.launch()
    await drive.settle()
    assert ids(await drive.taps(f"call {number}")) == ["call-launched"]
    first = await drive.says(f"/fix {number}")
    assert ids(first) == ["call-ask-text", "call-there", "call-text"]
    assert ids(await drive.talk.private("", SAMIRA, typed=True, pictures=(SentPicture(PNG),))) == ["call-words-alone"]
    await drive.taps("call 2 text:en")
    await drive.says("Switch them off now")
    assert ids(await drive.says(f"/fix {number}")) == ["call-ask-text", "call-there", "call-text"]
    preview = await drive.taps("call 2 preview")
    assert preview.title is not None
    assert preview.title.id == "call-preview-fix"
    assert preview.lines[-1].values["chats"] == 2
    await drive.taps("call 2 propose", "call 2 text:en")
    changed = await drive.says("Switch them all off now")
    assert line(changed, "fix-taken-off") == {"id": number}
    await drive.taps("call 2 text:en")
    await drive.says("Switch them off now")
    await drive.taps("call 2 propose")
    assert ids(await drive.approve()) == ["call-fixed"]
    assert public(await drive.settle()) == [
        ("-1", Action.EDIT, "أطفئوا هواتفكم"), ("-2", Action.EDIT, "Switch them off now"),
    ]  # fmt: skip
    assert [act.act for act in await drive.talk.audit()][-3:] == ["fix-proposed", "fix-approved", "call-fixed"]


async def test_a_later_fix_keeps_the_changes_of_an_earlier_one(drive: Drive) -> None:
    number = await drive.launch()
    await drive.settle()
    await drive.says(f"/fix {number}", "أطفئوا الآن", person=KARIM)
    await drive.taps("call 2 propose", person=KARIM)
    (waiting,) = await drive.settle()
    await drive.says(f"/fix {number}")
    await drive.taps("call 3 text:en")
    await drive.says("Switch them off now")
    await drive.taps("call 3 propose")
    assert ids(await drive.approve()) == ["call-fixed"]
    told = [one for one in await drive.settle() if one.chat_kind is ChatKind.PRIVATE and one.action is Action.SEND]
    assert [(one.address.chat, ids(one.content)) for one in told] == [(KARIM, ["fix-rebased"])]
    assert (await tx_call(drive, 2)).state is CallState.DRAFT
    assert ids(await drive.taps(waiting.content.buttons[0][0].command)) == ["call-not-proposed"]
    await drive.taps("call 2 propose", person=KARIM)
    assert ids(await drive.approve(SAMIRA)) == ["call-fixed"]
    assert public(await drive.settle()) == [
        ("-1", Action.EDIT, "أطفئوا الآن"), ("-2", Action.EDIT, "Switch them off now"),
    ]  # fmt: skip


async def test_the_author_follows_the_progress_every_five_seconds_until_it_is_done(drive: Drive) -> None:
    number = await drive.launch()
    await plan.plan(drive.store, drive.talk.now, ["telegram"])
    told = [one for one in await drive.settle() if one.chat_kind is ChatKind.PRIVATE]
    assert [one.action for one in told] == [Action.SEND]
    assert await drive.settle(4) == []
    (progress,) = await drive.settle(2)
    assert (progress.action, progress.address.chat) == (Action.EDIT, SAMIRA)
    assert line(progress.content, "call-status")["status"].id == "call-is-done"
    assert await drive.settle(60) == []
    assert (await tx_call(drive, int(number))).busy is False


async def test_people_who_did_it_are_counted_once(drive: Drive) -> None:
    await drive.says("/call", "أطفئوا")
    await drive.taps("call 1 buttons did")
    assert ids(await drive.taps("did 1")) == ["call-did-test"]
    await drive.taps("call 1 propose")
    await drive.approve()
    await drive.settle()
    for person, said in ((ZOE, "call-did"), (ZOE, "call-did-before"), ("9", "call-did")):
        reply = await drive.talk.member("did 1", person=person)
        assert (ids(reply), reply.personal) == ([said, "call-did-few"], True)
    async with drive.store.writing() as tx:
        await tx.calls.publish_taps(2)
    assert (await tx_call(drive)).did == 2
    assert ids(await drive.talk.member("did 9", person=ZOE)) == ["call-did-none"]
    assert ids(await drive.talk.member("did 1", person=""))[0].startswith("only-a-person")
    await drive.taps("call 1 cancel")


async def test_a_call_without_that_button_counts_nobody(drive: Drive) -> None:
    number = await drive.launch()
    await drive.settle()
    assert ids(await drive.talk.member(f"did {number}", person=ZOE)) == ["call-did-none"]
    assert ids(await drive.talk.member("did", person=ZOE))[0] == "call-which"


async def test_calls_are_for_organizers_and_a_draft_for_its_author(drive: Drive) -> None:
    assert ids(await drive.says("/calls")) == ["calls-none"]
    number = await drive.write()
    for command in ("/call", "/calls", f"/call {number}", f"/report {number}", "/audit"):
        assert ids(await drive.says(command, person=ZOE)) == ["need-role"], command
    assert ids(await drive.taps(f"call {number} preview", person=KARIM)) == ["call-not-yours"]
    assert ids(await drive.taps(f"call {number} nonsense"))[0] == "call-how"
    assert ids(await drive.says("/report"))[0] == "call-which"
    listed = await drive.says("/calls", person=KARIM)
    assert (ids(listed), [button.command for button in listed.buttons[0]]) == (["calls-line"], [f"menu {SLUG}"])
    assert ids(await drive.talk.group("/call")) == ["only-in-private"]


async def test_a_half_written_call_is_taken_up_again(drive: Drive) -> None:
    await drive.says("/call", "أطفئوا")
    again = await drive.says("/call")
    assert again.title is not None
    assert again.title.values["id"] == "1"
    assert ids(again) == ["call-ask-text", "call-there", "call-text"]
    await drive.taps("call 1 propose")
    await drive.approve()
    await drive.settle()
    await drive.says("/fix 1")
    other = await drive.says("/call")
    assert other.title is not None
    assert other.title.values["id"] == "3"


async def test_which_campaign_is_asked_where_there_are_two(drive: Drive) -> None:
    await load(drive.store, another())
    async with drive.store.writing() as tx:
        await tx.people.give("second", "telegram", SAMIRA, Role.ORGANIZER, NOW)
    assert ids(await drive.says("/call")) == ["which-campaign"]
    assert ids(await drive.says(f"/call {SLUG}")) == ["cell", "call-ask-text"]


async def test_the_campaign_in_which_one_may_write_a_call_is_meant(drive: Drive) -> None:
    await load(drive.store, another())
    assert ids(await drive.says("/call")) == ["cell", "call-ask-text"]


async def test_an_audit_log_may_be_empty(drive: Drive) -> None:
    await load(drive.store, another())
    async with drive.store.writing() as tx:
        await tx.people.give("second", "telegram", "5", Role.OWNER, NOW)
    assert ids(await drive.says("/audit second", person="5")) == ["audit-none"]


async def test_calls_that_are_out_have_buttons(drive: Drive) -> None:
    number = await drive.launch()
    await drive.settle()
    await drive.settle(6)
    listed = await drive.says("/calls")
    assert line(listed, "calls-line-at")["status"].id == "call-is-done"
    assert [row[0].command for row in listed.buttons] == [f"report {number}", f"retract {number}", f"menu {SLUG}"]
    assert ids(await drive.taps(f"calls cancel {number}")) == ["call-over"]


async def test_the_audit_log_is_read_by_organizers(drive: Drive) -> None:
    await drive.launch()
    told = await drive.says("/audit")
    assert [entry.values["what"] for entry in told.lines][:3] == [
        Text(f"audit-call-{act}", {"id": "1"}) for act in ("launched", "approved", "proposed")
    ]
    await load(drive.store, another())
    await drive.talk.give(Role.OWNER, "5", "second")
    async with drive.store.writing() as tx:
        await tx.campaigns.save(another(), NOW)
    assert ids(await drive.says("/audit second", person="5")) == ["audit-line"]


async def test_a_tap_that_changes_nothing_leaves_a_scheduled_call_in_its_place(drive: Drive) -> None:
    number = await drive.write(when="20:00")
    await drive.taps(f"call {number} propose")
    await drive.approve()
    assert "call-taken-off" not in ids(await drive.taps(f"call {number} audience all"))
    assert (await tx_call(drive)).status == "scheduled"
    changed = await drive.taps(f"call {number} audience telegram")
    assert ids(changed)[0] == "call-taken-off"
    assert (await tx_call(drive)).status == "draft"


async def test_a_paused_call_that_is_launched_anew_is_not_paused(drive: Drive) -> None:
    number = await drive.write(when="20:00")
    await drive.taps(f"call {number} propose")
    await drive.approve()
    await drive.says(f"/calls pause {number}")
    await drive.taps(f"call {number} audience telegram", f"call {number} propose")
    await drive.approve()
    assert (await tx_call(drive)).status == "scheduled"


async def test_a_retracted_scheduled_call_is_never_sent(drive: Drive) -> None:
    number = await drive.write(when="20:00")
    await drive.taps(f"call {number} propose")
    await drive.approve()
    assert ids(await drive.says(f"/retract {number}")) == ["calls-cancel"]
    assert (await tx_call(drive)).status == "cancelled"
    for late in (f"calls cancel {number}", f"call {number} text:en", f"call {number} preview"):
        assert ids(await drive.taps(late)) == ["call-ended"]
    assert "call-cancel" in [act.act for act in await drive.talk.audit()]


async def test_a_call_that_is_done_cannot_be_paused_and_one_that_was_cancelled_halfway_can_be_fixed(
    drive: Drive,
) -> None:
    number = await drive.launch()
    await drive.settle()
    await drive.settle(10)
    assert ids(await drive.says(f"/calls pause {number}")) == ["call-over"]
    await drive.follow("-3")
    second = await drive.launch()
    await plan.plan(drive.store, drive.talk.now, ["telegram"])
    assert ids(await drive.says(f"/calls cancel {second}")) == ["calls-cancel"]
    assert ids(await drive.says(f"/fix {second}")) != ["call-not-sent"]
    await drive.says(f"/retract {second}")
    assert ids(await drive.says(f"/calls cancel {second}")) == ["call-ended"]


@pytest.mark.parametrize("command", ["report", "retract", "fix", "call", "calls pause", "did"])
async def test_a_number_that_no_database_holds_is_an_unknown_call(drive: Drive, command: str) -> None:
    why = "call-did-none" if command == "did" else "call-unknown"
    assert ids(await drive.says(f"/{command} 99999999999999999999")) == [why]


@pytest.mark.parametrize("person", [SAMIRA, KARIM])
async def test_an_old_button_to_refuse_a_call_asks_for_no_reason_where_none_is_waited_for(
    drive: Drive, person: str
) -> None:
    number = await drive.launch()
    await drive.settle()
    assert ids(await drive.taps(f"call {number} refuse 0", person=person))[0] == "stands-call"
    second = await drive.write()
    await drive.taps(f"call {second} propose")
    request = [one.content for one in await drive.settle() if "request" in str(one.content.title)][-1]
    refuse = next(button.command for row in request.buttons for button in row if " refuse " in button.command)
    assert ids(await drive.taps(refuse)) == ["own-words"]
    assert ids(await drive.taps(f"call {second} refuse 0", person=KARIM)) == ["call-changed"]
    await drive.taps(f"{refuse} -", person=KARIM)
    assert ids(await drive.taps(refuse, person=KARIM)) == ["call-not-proposed"]
    assert ids(await drive.says("not now", person=KARIM)) == ["only-commands"]


@pytest.mark.parametrize(
    "old",
    [
        "text:ar",
        "text:fr none",
        "picture",
        "when now",
        "until usual",
        "audience all",
        "preview",
        "test ar",
        "move ar:en",
    ],
)
async def test_an_old_step_of_a_call_that_was_thrown_away_says_that_it_is_gone(drive: Drive, old: str) -> None:
    await drive.says("/call", "أطفئوا هواتفكم")
    await drive.taps("call 1 cancel")
    gone = await drive.taps(f"call 1 {old}")
    assert (ids(gone), [button.command for button in gone.buttons[0]]) == (["call-gone"], ["calls", "call"])


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
async def test_a_call_without_a_text_leads_to_the_step_for_it(drive: Drive, language: str) -> None:
    await drive.taps(f"call {SLUG}", "call 1 preview")
    refused = await drive.talk.private("call 1 propose", SAMIRA, hint=language)
    assert (ids(refused), refused.buttons[0][0].command) == (["call-no-text"], f"call 1 text:{language}")


async def test_a_member_whose_tap_counts_nothing_is_not_sent_to_what_organizers_use(drive: Drive) -> None:
    gone = await drive.talk.member("did 9", person=ZOE)
    assert [button.command for button in gone.buttons[0]] == ["events", "stats"]
    assert not any("/calls" in words for words in spoken(gone).values())


async def test_a_time_beyond_all_calendars_is_no_time(drive: Drive) -> None:
    number = await drive.write()
    await drive.taps(f"call {number} when")
    assert ids(await drive.says("9999-12-31 20:00")) == ["call-bad-when"]
    assert "event-bad-time" in ids(await drive.says("/event new phone_off 9999-12-31 20:00 72h"))


async def test_bold_that_was_dropped_is_told_with_the_text(drive: Drive) -> None:
    await drive.says("/call")
    reply = await drive.talk.private("Switch off", SAMIRA, typed=True, formatted=True)
    assert ids(reply)[0] == "call-formatting-left"


async def test_two_meanings_of_a_day_are_two_buttons_and_a_tap_sets_the_time(drive: Drive) -> None:
    number = await drive.write()
    await drive.taps(f"call {number} when")
    reply = await drive.says("05/03/2027 20h")
    assert ids(reply) == ["when-two"]
    commands = [button.command for row in reply.buttons for button in row]
    assert commands == [f"call {number} when say 2027-03-05 20:00", f"call {number} when say 2027-05-03 20:00",
                        f"call {number} when", f"call {number} cancel"]  # fmt: skip
    await drive.taps(commands[1])
    async with drive.talk.store.reading() as tx:
        call = await tx.calls.get(int(number))
    assert call is not None
    assert call.script.when is not None
    assert call.script.when.date().isoformat() == "2027-05-03"


async def test_a_tap_on_refuse_is_taken_back_by_any_other_tap_or_needs_no_reason(drive: Drive) -> None:
    talk = drive.talk
    await talk.give(Role.ORGANIZER, "8")
    number = await drive.write()
    await drive.taps(f"call {number} propose")
    no = (await talk.private(f"/call {number}", "8")).buttons[0][1].command
    for other in ("menu", "/stats", "help", f"call {number}", "/nothing", "/call 99"):
        back, _ = (await talk.private(no, "8")).buttons[0]
        assert back.command == f"call {number}"
        await talk.private(other, "8")
        assert ids(await talk.private("Thanks", "8", typed=True)) == ["only-commands"], other
    shown = await talk.private(back.command, "8")
    assert [button.command for button in shown.buttons[0]][1:] == [no]
    _, only = (await talk.private(no, "8")).buttons[0]
    assert ids(await talk.private(only.command, "8")) == ["refused-told"]
    [told] = [one for one in await drive.settle() if "call-refused" in ids(one.content)]
    assert line(told.content, "call-refused")["why"] == Text("refused-without-reason")


async def test_an_approver_rejects_a_call_with_a_reason_and_it_is_a_draft_again(drive: Drive) -> None:
    await drive.talk.give(Role.ORGANIZER, "8")
    number = await drive.write()
    await drive.taps(f"call {number} propose")
    request = await drive.talk.private(f"/call {number}", "8")
    yes, no = (f"/{button.command}" for button in request.buttons[0])
    assert ids(await drive.talk.private(f"{no} mine", SAMIRA)) == ["own-words"]
    assert ids(await drive.talk.private(f"/call {number} refuse x No.", "8")) == ["call-changed"]
    assert ids(await drive.talk.private(no, "8")) == ["refuse-why"]
    assert ids(await drive.talk.private("The hour is too late.", "8", typed=True)) == ["refused-told"]
    assert ids(await drive.talk.private(yes, "8")) == ["call-not-proposed"]
    assert ids(await drive.talk.private(f"{no} Again.", "8")) == ["call-not-proposed"]
    assert (await drive.talk.audit())[-1].act == "call-refused"
    async with drive.talk.store.reading() as tx:
        call = await tx.calls.get(int(number))
    assert call is not None
    assert call.state is CallState.DRAFT


async def test_what_nobody_asked_for_speaks_each_persons_own_language(drive: Drive) -> None:
    talk = drive.talk
    # Karim's app speaks French, Samira's a language that the bot does not know; Zoe chose Arabic in an English app.
    await talk.private("/stats", KARIM, hint="fr-CA")
    await talk.private("/stats", SAMIRA, hint="de")
    await talk.give(Role.ORGANIZER, ZOE)
    await talk.private("/language ar", ZOE, hint="en")
    number = await drive.write()
    await drive.taps(f"call {number} propose")
    told = {one.address.chat: one.language for one in await drive.settle() if "request" in str(one.content.title)}
    assert told == {KARIM: "fr", ZOE: "ar"}
    await talk.private("/subscribe 1h", KARIM, hint="")
    async with drive.store.reading() as tx:
        assert (await tx.ledger.audience(example()))["telegram", "fr", ""] == 1
        assert (await tx.chats.census(SLUG))["telegram", "fr", ""] == 1
        stored = await tx.chats.find(Address("telegram", KARIM))
        assert stored is not None
        assert (stored.language, stored.app_language) == ("", "fr")
    # An answer without a hint of its own, as after a restart, speaks it too.
    assert (
        await talk.ask("/help", address=Address("telegram", KARIM), kind=ChatKind.PRIVATE, person=KARIM)
    ).language == "fr"  # type: ignore[union-attr]
    await talk.private("/forget yes", KARIM, hint="fr")
    async with drive.store.reading() as tx:
        assert await tx.chats.find(Address("telegram", KARIM)) is None
        assert ("telegram", "fr", "") not in await tx.ledger.audience(example())


async def test_new_words_for_a_call_that_are_in_place_are_not_called_unknown(drive: Drive) -> None:
    number = await drive.launch()
    await drive.settle()
    await drive.taps(f"fix {number}")
    await drive.says("New words")
    await drive.taps("call 2 propose")
    await drive.approve()
    assert ids(await drive.taps("call 2 propose")) == ["call-gone"]


async def test_a_call_that_reached_no_chat_is_not_offered_to_be_taken_back(drive: Drive) -> None:
    number = await drive.launch()
    await drive.taps(f"calls pause {number}")
    await drive.settle(48 * 3600)
    await drive.taps(f"calls resume {number}")
    assert public(await drive.settle()) == []
    told = await drive.taps(f"report {number}")
    assert line(told, "report-reason")["reason"] == Text("reason-too-late")
    for shown in (told, await drive.taps("calls"), await drive.taps(f"call {number} propose")):
        assert not [one.command for row in shown.buttons for one in row if one.command.startswith("retract")]
    assert ids(await drive.taps(f"retract {number}")) == ["call-not-sent"]
    await drive.settle(10)
    assert ids(await drive.taps(f"calls cancel {number}")) == ["call-ended"]
