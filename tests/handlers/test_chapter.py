from dataclasses import replace

import pytest

from bot.core.calls.wizard import chapter_word
from bot.core.model.call import Call, CallState
from bot.core.model.chats import Address
from bot.core.model.event import Chapter
from bot.core.model.limits import LIMITS, mark_of
from bot.core.model.reply import Names, Reply
from bot.core.model.roles import Role
from tests.drive import KARIM, SAMIRA, Drive
from tests.handlers.test_subscribe import follows
from tests.talk import SLUG, Talk, example, ids, line, load

FES = Names({"en": "Fes", "ar": "فاس"})
CHAPTERS = (Chapter("fes", FES), Chapter("rabat", Names({"en": "Rabat"})), Chapter("fr", Names({"en": "France"})))
WITH = replace(example(), chapters=CHAPTERS)


def taps(reply: Reply) -> list[str]:
    return [button.command for row in reply.buttons for button in row]


async def chapter_of(talk: Talk) -> str:
    (one,) = await follows(talk)
    return one.chapter


async def test_an_administrator_chooses_the_chapter_of_a_chat_by_buttons(talk: Talk) -> None:
    await load(talk.store, WITH)
    await talk.group("/subscribe")
    asked = await talk.group("/chapter")
    assert (ids(asked), taps(asked)) == (
        ["chapter-choose"], [f"chapter {SLUG} {mark_of(one.slug)}" for one in WITH.chapters],
    )  # fmt: skip
    assert line(await talk.group(taps(asked)[0]), "chapter-joined")["name"] == FES
    assert await chapter_of(talk) == "fes"
    assert line(await talk.group("/settings"), "settings-chapter") == {"name": FES}
    # A change of how it follows keeps the chapter.
    await talk.group("/subscribe daily 20:00")
    again = await talk.group("/chapter")
    assert (line(again, "chapter-now"), taps(again)[-1]) == ({"name": FES}, f"chapter {SLUG} none")
    assert taps(asked)[0] not in taps(again)
    assert ids(await talk.group(taps(again)[-1])) == ["chapter-left"]
    assert await chapter_of(talk) == ""
    assert "settings-chapter" not in ids(await talk.group("/settings"))


@pytest.mark.parametrize("word", ["RABAT", "rabat", f"{SLUG} Rabat"])
async def test_a_chapter_is_typed_by_any_of_its_names(talk: Talk, word: str) -> None:
    await load(talk.store, WITH)
    await talk.group("/subscribe")
    assert ids(await talk.group(f"/chapter {word}")) == ["chapter-joined"]
    assert await chapter_of(talk) == "rabat"


async def test_what_is_no_chapter_gets_one_sentence_and_the_chapters_as_buttons(talk: Talk) -> None:
    await load(talk.store, WITH)
    unfollowed = await talk.group("/chapter fes")
    assert (ids(unfollowed)[0], taps(unfollowed)) == ("chapter-unfollowed", [f"subscribe {SLUG}"])
    await talk.group("/subscribe")
    near = await talk.group("/chapter rabatt")
    assert (ids(near)[0], taps(near)[0]) == ("no-chapter-near", f"chapter {SLUG} {mark_of('rabat')}")
    assert ids(await talk.group("/chapter atlantis"))[0] == "no-chapter"
    assert ids(await talk.member("/chapter fes"))[0] == "only-administrators"
    await load(talk.store, example())
    assert ids(await talk.group("/chapter")) == ["chapters-not-set"]
    assert await chapter_of(talk) == ""


@pytest.fixture
async def drive(talk: Talk) -> Drive:
    await load(talk.store, WITH)
    await talk.give(Role.ORGANIZER, SAMIRA)
    await talk.give(Role.OWNER, KARIM)
    drive = Drive(talk, talk.store)
    for chat, chapter in (("-1", "fes"), ("-2", ""), ("-3", "fes"), ("-4", "fr")):
        await drive.follow(chat)
        async with talk.store.writing() as tx:
            stored = await tx.chats.find(Address("telegram", chat))
            assert stored is not None
            (followed,) = await tx.chats.subscriptions(stored)
            await tx.chats.join_chapter(followed.id, chapter)
    return drive


async def call_of(drive: Drive, number: str) -> Call:
    async with drive.store.reading() as tx:
        found = await tx.calls.get(int(number))
    assert found is not None
    return found


async def test_a_call_to_a_chapter_is_approved_and_reaches_the_chats_of_that_chapter_alone(drive: Drive) -> None:
    number = await drive.write()
    asked = await drive.taps(f"call {number} audience")
    chapters = {
        row[0].command.split()[-1]: row[0].label.values for row in asked.buttons if "chapter:" in row[0].command
    }
    assert chapters == {
        f"chapter:{mark_of('fes')}": {"chats": 2, "name": FES},
        f"chapter:{mark_of('fr')}": {"chats": 1, "name": CHAPTERS[2].name},
    }  # fmt: skip
    before = (await call_of(drive, number)).content_hash
    preview = await drive.taps(f"call {number} audience chapter:fes")
    assert line(preview, "call-to-chapter") == {"chats": 2, "name": FES}
    assert (await call_of(drive, number)).content_hash != before
    await drive.taps(f"call {number} propose")
    (request,) = [one.content for one in await drive.settle() if "request" in str(one.content.title)]
    assert line(request, "call-to-chapter") == {"chats": 2, "name": FES}
    await drive.taps(request.buttons[0][0].command, person=KARIM)
    told = await drive.settle()
    assert sorted(one.address.chat for one in told if one.address.chat.startswith("-")) == ["-1", "-3"]
    report = await drive.says(f"/report {number}")
    assert line(report, "call-to-chapter") == {"chats": 2, "name": FES}
    assert "report-audience" not in ids(report)


async def test_a_typed_audience_may_be_a_chapter_and_any_other_choice_replaces_it(drive: Drive) -> None:
    number = await drive.write()
    await drive.taps(f"call {number} audience")
    assert line(await drive.says("فاس"), "call-to-chapter")["chats"] == 2
    # A chapter whose short name is that of a language is meant by its button alone.
    for word, chapter, language in (("fr", "", "fr"), ("chapter:fr", "fr", ""), ("all", "", "")):
        await drive.taps(f"call {number} audience {word}")
        script = (await call_of(drive, number)).script
        assert (script.chapter, script.language) == (chapter, language), word
    wrong = await drive.taps(f"call {number} audience mars")
    assert ids(wrong)[0] == "call-bad-audience"
    assert f"call {number} audience chapter:{mark_of('fes')}" in [row[0].command for row in wrong.buttons]


async def test_a_call_keeps_its_chapter_where_the_campaigns_file_drops_it(drive: Drive) -> None:
    number = await drive.write()
    await drive.taps(f"call {number} audience chapter:fr")
    await load(drive.store, replace(WITH, chapters=CHAPTERS[:2]))
    assert line(await drive.taps(f"call {number}"), "call-to-chapter") == {"chats": 1, "name": "fr"}


async def test_of_many_chapters_those_with_most_chats_are_buttons_and_the_others_are_typed(drive: Drive) -> None:
    many = tuple(Chapter(f"city-{place}", Names({"en": f"City {place}"})) for place in range(12))
    await load(drive.store, replace(WITH, chapters=many))
    async with drive.store.writing() as tx:
        for place in range(13):
            stored = await tx.chats.ensure(
                Address("telegram", f"-1{place:02}"), (await tx.chats.followers(SLUG))[0].chat.kind
            )
            first = (await tx.chats.followers(SLUG))[0]
            followed = await tx.chats.subscribe(stored, SLUG, first.cadence, first.mode, None)
            await tx.chats.join_chapter(followed.id, f"city-{min(place, 11)}")
    number = await drive.write()
    asked = await drive.taps(f"call {number} audience")
    offered = [one for one in taps(asked) if "chapter:" in one]
    assert (len(offered), offered[0]) == (8, f"call {number} audience chapter:{mark_of('city-11')}")
    assert ids(asked) == ["call-ask-audience", "call-more-chapters"]
    typed = await drive.says("City 9")
    assert line(typed, "call-to-chapter")["chats"] == 1
    again = await drive.taps(f"call {number} audience")
    assert next(one for one in taps(again) if "chapter:" in one).endswith(mark_of("city-9"))


async def test_a_series_reports_whom_it_is_for(drive: Drive) -> None:
    number = await drive.write(when="daily 18:00")
    await drive.taps(f"call {number} audience chapter:fes", f"call {number} propose")
    await drive.approve()
    assert (await call_of(drive, number)).state is CallState.REPEATING
    assert line(await drive.says(f"/report {number}"), "call-to-chapter") == {"chats": 2, "name": FES}


async def test_a_button_for_a_chapter_with_a_long_slug_fits_into_the_fewest_bytes(talk: Talk) -> None:
    least = min(limits.command for limits in LIMITS.values())
    longest = replace(WITH, slug="c" * 40, chapters=(Chapter("f" * 40, FES),))
    await load(talk.store, longest)
    await talk.group(f"/subscribe {longest.slug}")
    (command,) = taps(await talk.group(f"/chapter {longest.slug}"))
    assert len(command) <= least
    assert line(await talk.group(command), "chapter-joined")["name"] == FES
    assert len(f"call 999999999 audience {chapter_word('f' * 40)}") <= least
