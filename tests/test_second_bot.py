"""A second bot that is declared in advance, takes over, and whom nobody can pretend to be."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from bot.core.model.chats import Address, ChatKind, Mode
from bot.core.model.errors import Refusal
from bot.core.model.schedule import Cadence
from bot.core.ports.facts import SignedNotice
from bot.second_bot import Notice, read_file, sign, verify, what_ran_out, with_known
from tests.discord_server import DiscordServer, town
from tests.fakes import until
from tests.loopback import free_port
from tests.program import Program
from tests.running import BACKUP_KEY, SLUG, add_groups, groups, load_example, opened, typed
from tests.running import Program as Bot
from tests.talk import another, example, load
from tests.telegram_server import BOT, Fault, TelegramServer

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
NOTICE = Notice((SLUG,), ("https://t.me/NolikeTwo",), ("https://likes.example.net",), NOW, NOW + timedelta(days=365))
SECOND_APPLICATION = "987654321098765432"
NO_MEMBER = Fault(403, "Forbidden: bot is not a member of the supergroup chat")


def test_a_notice_is_read_as_it_was_signed_and_its_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "key"
    signed = sign(NOTICE, file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert sign(NOTICE, file) == signed
    assert verify(read_file(json.dumps(signed._asdict())), signed, [SLUG, "another"], NOW) == NOTICE


def test_a_file_that_holds_no_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("no key")
    with pytest.raises(Refusal) as refused:
        sign(NOTICE, tmp_path / "key")
    assert refused.value.text.id == "second-no-key"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"text": "", "key": ""}', '{"text": 1, "key": 2, "signature": 3}'])
def test_a_file_that_holds_no_notice_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_file(text)
    assert refused.value.text.id == "second-no-notice"


DISCORD = "https://discord.com/oauth2/authorize?client_id=42"
MIRROR = "https://other.example.net"


@pytest.mark.parametrize(
    ("bots", "mirrors", "dropped", "then"),
    [
        ((), (MIRROR,), (), (NOTICE.bots, (*NOTICE.mirrors, MIRROR))),
        ((DISCORD,), (), (), ((*NOTICE.bots, DISCORD), NOTICE.mirrors)),
        # The same ones, written otherwise.
        (("https://t.me/noliketwo",), ("https://likes.example.net/",), (), (("https://t.me/noliketwo",), ("https://likes.example.net/",))),
        ((DISCORD,), (), ("https://t.me/nolikeTWO", "https://likes.example.net/"), ((DISCORD,), ())),
        ((), (), NOTICE.mirrors, (NOTICE.bots, ())),
    ],
)  # fmt: skip
def test_what_is_declared_later_withdraws_nothing_but_what_is_dropped(
    bots: tuple[str, ...], mirrors: tuple[str, ...], dropped: tuple[str, ...], then: tuple[object, object],
    tmp_path: Path,
) -> None:  # fmt: skip
    known = sign(NOTICE, tmp_path / "key")
    later = replace(NOTICE, bots=bots, mirrors=mirrors, issued=NOW + timedelta(days=1))
    joined = with_known(later, known, dropped)
    assert (joined.bots, joined.mirrors) == then
    assert replace(joined, bots=bots, mirrors=mirrors) == later


def test_a_notice_whose_time_is_over_adds_nothing_to_the_next(tmp_path: Path) -> None:
    known = sign(NOTICE, tmp_path / "key")
    later = replace(NOTICE, bots=(DISCORD,), mirrors=(), issued=NOTICE.until)
    assert with_known(later, known, ()) == with_known(later, None, ()) == later


def test_what_ran_out_is_told_but_for_what_is_declared_again(tmp_path: Path) -> None:
    known, over = sign(NOTICE, tmp_path / "key"), NOTICE.until
    assert what_ran_out(known, over - timedelta(seconds=1)) is what_ran_out(None, over) is None
    again = replace(NOTICE, bots=("https://t.me/noliketwo",), mirrors=(MIRROR,))
    for declared, left in ((None, (*NOTICE.bots, *NOTICE.mirrors)), (again, NOTICE.mirrors)):
        told = what_ran_out(known, over, declared)
        assert told is not None
        assert told.values["links"] == " ".join(left)
    assert what_ran_out(known, over, NOTICE) is None


def test_a_notice_whose_time_is_over_is_told_by_the_command_and_what_it_named_too(nolike: Program) -> None:
    nolike.loaded()
    assert nolike("second", "--bot", NOTICE.bots[0], "--for", "1m", "--key", "one").code == 0
    with closing(sqlite3.connect(nolike.folder / "nolike.db")) as database, database:
        ((cell,),) = database.execute("SELECT value FROM facts WHERE kind = 'second-bot'").fetchall()
        text, *rest = json.loads(cell)
        ended = json.dumps(json.loads(text) | {"until": "2026-01-02T03:04:05+00:00"})
        database.execute("UPDATE facts SET value = ? WHERE kind = 'second-bot'", [json.dumps([ended, *rest])])
    for words in ((), ("--mirror", MIRROR, "--key", "one")):
        ran = nolike("second", *words)
        assert ran.code == 0
        assert f"counts no more: {NOTICE.bots[0]}." in ran.err
    assert "counts no more" not in nolike("second").err


@pytest.mark.parametrize(
    ("dropped", "why"), [((MIRROR,), "second-not-named"), ((*NOTICE.bots, *NOTICE.mirrors), "second-empty")]
)
def test_what_cannot_be_dropped_is_refused(dropped: tuple[str, ...], why: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        with_known(replace(NOTICE, bots=(), mirrors=()), sign(NOTICE, tmp_path / "key"), dropped)
    assert refused.value.text.id == why


def forged(signed: SignedNotice, folder: Path) -> dict[str, tuple[SignedNotice, datetime, str]]:
    """Notices that must not be believed: each with the time at which it is shown, and why it is refused."""
    other = sign(replace(NOTICE, bots=("https://t.me/Thief",)), folder / "thief")
    return {
        "other bot": (signed._replace(text=signed.text.replace("NolikeTwo", "Thief")), NOW, "second-forged"),
        "longer": (signed._replace(text=signed.text.replace("2027", "2037")), NOW, "second-forged"),
        "other signature": (signed._replace(signature=other.signature), NOW, "second-forged"),
        "no signature": (signed._replace(signature="?"), NOW, "second-forged"),
        "other key": (other, NOW, "second-other-key"),
        "expired": (signed, NOTICE.until, "second-expired"),
        "replaced": (sign(replace(NOTICE, issued=NOW - timedelta(seconds=1)), folder / "key"), NOW, "second-replaced"),
        "other campaign": (sign(replace(NOTICE, campaigns=("x",)), folder / "key"), NOW, "second-other-campaign"),
    }


@pytest.mark.parametrize(
    "how",
    ["other bot", "longer", "other signature", "no signature", "other key", "expired", "replaced", "other campaign"],
)
def test_a_notice_that_is_forged_old_or_about_something_else_is_refused(how: str, tmp_path: Path) -> None:
    signed = sign(NOTICE, tmp_path / "key")
    notice, now, why = forged(signed, tmp_path)[how]
    with pytest.raises(Refusal) as refused:
        verify(notice, signed, [SLUG], now)
    assert refused.value.text.id == why


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("second",), "knows of no second bot"),
        (("take-over",), "knows of no second bot"),
        (("second", "--bot", "NolikeTwo"), "is not a link"),
        (("second", "--bot", "https://example.org/NolikeTwo"), "is not a link"),
        (("second", "--bot", "https://t.me/"), "is not a link"),
        (("second", "--bot", "https://t.me/nolike%20two"), "is not a link"),
        (("second", "--bot", "https://discord.com/oauth2/authorize"), "is not a link"),
        (("second", "--bot", "https://discord.com/oauth2/authorize?client_id="), "is not a link"),
        (("second", "--mirror", "http://example.org"), "is not a link"),
        (("second", "--bot", "https://t.me/NolikeTwo", "--for", "ever"), "is not a length of time"),
    ],
)
def test_a_second_bot_that_cannot_be_declared_is_refused_in_one_sentence(
    words: tuple[str, ...], said: str, nolike: Program
) -> None:
    nolike.loaded()
    ran = nolike(*words)
    assert ran.code in {1, 2}
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_a_notice_that_was_signed_with_another_key_replaces_none(nolike: Program) -> None:
    nolike.loaded()
    made = nolike("second", "--bot", "https://t.me/NolikeTwo", "--key", "one")
    assert made.code == 0
    assert nolike("second").out == made.out
    assert "another key" in nolike("second", "--bot", "https://t.me/Thief", "--key", "two").err
    assert nolike("second").out == made.out


async def test_a_second_bot_for_no_campaign_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    async with opened(sqlite_url):
        refused = await typed(sqlite_url, tmp_path, "second", "--bot", NOTICE.bots[0], "--key", "one")
    assert (refused.code, refused.out, "No campaign is loaded yet" in refused.err) == (1, "", True)
    assert not (tmp_path / "one").exists()


async def test_a_campaign_that_is_younger_than_the_notice_is_named_until_it_is_declared_again(
    sqlite_url: str, tmp_path: Path
) -> None:
    await load_example(sqlite_url, tmp_path)
    declare = ("second", "--bot", NOTICE.bots[0], "--key", str(tmp_path / "one"))
    assert (await typed(sqlite_url, tmp_path, *declare)).code == 0
    lacks = "The notice does not name later"
    async with TelegramServer() as server, opened(sqlite_url) as store:
        found = []
        for younger in (False, True, False):
            if younger:
                await load(store, another("later", ends_at=None))
            elif found:
                assert (await typed(sqlite_url, tmp_path, *declare)).code == 0
            server.me = BOT
            checked = await typed(sqlite_url, tmp_path, "check", TELEGRAM_API_URL=server.url)
            server.me = BOT | {"id": 43, "username": "NolikeTwo"}
            taken = await typed(sqlite_url, tmp_path, "take-over", TELEGRAM_API_URL=server.url)
            assert taken.code == 0, taken
            found.append((lacks in checked.out, lacks in taken.err))
    assert found == [(False, False), (True, True), (False, False)]


@pytest.mark.parametrize("words", [("--mirror", MIRROR), ("--drop", NOTICE.bots[0]), ("--bot", DISCORD)])
def test_a_key_that_is_not_where_it_belongs_is_named_and_none_takes_its_place(
    words: tuple[str, ...], nolike: Program
) -> None:
    nolike.loaded()
    assert nolike("second", "--bot", NOTICE.bots[0], "--mirror", NOTICE.mirrors[0]).code == 0
    [key] = nolike.folder.glob("config/**/notice-key")
    kept = key.rename(key.with_name("elsewhere"))
    for _ in range(2):
        refused = nolike("second", *words)
        assert (refused.code, refused.out, refused.err.count("\n"), str(key) in refused.err) == (2, "", 1, True)
        assert not key.exists()
    kept.rename(key)
    assert nolike("second", *words).code == 0


async def test_who_promises_that_chats_are_told_says_that_a_campaign_is_halted(sqlite_url: str, tmp_path: Path) -> None:
    await load_example(sqlite_url, tmp_path)
    assert (await typed(sqlite_url, tmp_path, "halt", SLUG)).code == 0
    declare = ("second", "--bot", NOTICE.bots[0], "--key", "one")
    async with TelegramServer() as server:
        server.me = BOT | {"id": 43, "username": "NolikeTwo"}
        for words in (declare, ("take-over",)):
            ran = await typed(sqlite_url, tmp_path, *words, TELEGRAM_API_URL=server.url)
            assert (ran.code, ran.err.count("has been stopped since")) == (0, 1), ran
    for url, words in ((sqlite_url, "backup"), (f"sqlite:///{tmp_path / 'second.db'}", "restore")):
        ran = await typed(url, tmp_path, words, "one.nolike", **BACKUP_KEY)
        assert ran.code == 0, ran
    # The organizers, who are said to be told, are so once it goes on.
    assert ran.out.count("has been stopped since") == 1


def test_a_mirror_that_is_declared_later_leaves_the_bot_in_the_notice_until_it_is_dropped(nolike: Program) -> None:
    nolike.loaded()
    for words in (("--bot", NOTICE.bots[0]), ("--mirror", MIRROR)):
        assert nolike("second", *words, "--key", "one").code == 0
    named = json.loads(json.loads(nolike("second").out)["text"])
    assert (named["bots"], named["mirrors"]) == (list(NOTICE.bots), [MIRROR])
    assert nolike("second", "--drop", NOTICE.bots[0], "--key", "one").code == 0
    named = json.loads(json.loads(nolike("second").out)["text"])
    assert (named["bots"], named["mirrors"]) == ([], [MIRROR])
    refused = nolike("second", "--drop", NOTICE.bots[0], "--key", "one")
    assert (refused.code, "does not name" in refused.err) == (2, True)


async def test_every_chat_where_the_second_bot_is_hears_of_it_once_and_no_other_bot_may_say_so(
    two_databases: tuple[str, str], tmp_path: Path
) -> None:
    count, without = 10, 3
    first, second = two_databases
    await load_example(first, tmp_path)
    async with opened(first) as store:
        await add_groups(store, count)
    signed = await typed(first, tmp_path, "second", "--bot", "https://t.me/NolikeTwo", **BACKUP_KEY)
    assert signed.code == 0, signed
    async with TelegramServer() as server:
        bot = await Bot(first, server.url, tmp_path / "first.log").start()
        await until(lambda: len(server.texts()) >= count, 60)
        await bot.stop()
        assert all("https://t.me/NolikeTwo" in text for text in server.texts())
        assert (await typed(first, tmp_path, "backup", "one.nolike", **BACKUP_KEY)).code == 0
        assert (await typed(second, tmp_path, "restore", "one.nolike", **BACKUP_KEY)).code == 0
        # The first bot's own token is that of no second bot.
        refused = await typed(second, tmp_path, "take-over", TELEGRAM_API_URL=server.url)
        assert (refused.code, "nothing was said" in refused.err) == (1, True), refused
    async with TelegramServer() as server:
        server.me, server.limits = BOT | {"id": 43, "username": "NolikeTwo"}, True
        server.chat_faults = {str(chat): NO_MEMBER for chat in groups(count)[:without]}
        (tmp_path / "forged.json").write_text(signed.out.replace("NolikeTwo", "Nolike2"))
        refused = await typed(second, tmp_path, "take-over", "forged.json", TELEGRAM_API_URL=server.url)
        assert (refused.code, "was changed after it was signed" in refused.err) == (2, True), refused
        for _ in range(2):
            taken = await typed(second, tmp_path, "take-over", TELEGRAM_API_URL=server.url)
            assert (taken.code, taken.err) == (0, ""), taken
        bot = await Bot(second, server.url, tmp_path / "second.log").start()
        try:
            asked = lambda: {call.chat for call in server.of("sendMessage") if call.status}  # noqa: E731 - short
            await until(lambda: len(asked()) == count, 90)
            await server.polled()
        finally:
            await bot.stop()
        told = {chat: server.texts(chat) for chat in groups(count)[without:]}
        assert {chat: len(texts) for chat, texts in told.items()} == dict.fromkeys(told, 1)
        assert all("NolikeTwo" in text for texts in told.values() for text in texts)
        # At the pace that Telegram allows; a busy machine may bring two seconds' requests at once.
        assert len([call for call in server.calls if call.status == 429]) <= count // 10


async def test_a_notice_that_was_replaced_and_a_lost_bot_elsewhere_leave_the_second_bot_its_word(
    sqlite_url: str, tmp_path: Path
) -> None:
    await load_example(sqlite_url, tmp_path)
    now, signing = datetime.now(UTC).replace(microsecond=0), tmp_path / "notice-key"
    old = sign(Notice((SLUG,), ("https://t.me/OldTwo",), (), now - timedelta(days=1), now + timedelta(days=1)), signing)
    (tmp_path / "old.json").write_text(json.dumps(old._asdict()))
    declared = await typed(sqlite_url, tmp_path, "second", "--bot", "https://t.me/NolikeTwo", "--key", str(signing))
    assert declared.code == 0, declared
    async with TelegramServer() as telegram, DiscordServer() as discord:
        own = {"TELEGRAM_API_URL": telegram.url, "DISCORD_API_URL": discord.api}
        telegram.me = BOT | {"id": 43, "username": "OldTwo"}
        refused = await typed(sqlite_url, tmp_path, "take-over", "old.json", **own)
        assert (refused.code, "was replaced by a later one" in refused.err) == (2, True), refused
        telegram.me = BOT | {"id": 43, "username": "NolikeTwo"}
        lost = own | {"DISCORD_BOT_TOKEN": "a.lost.token"}
        taken = await typed(sqlite_url, tmp_path, "take-over", **lost)
        assert (taken.code, taken.out.startswith("https://t.me/NolikeTwo speaks"), taken.err.count("\n")) == (
            0,
            True,
            1,
        )
        assert "Discord" in taken.err
        nobody = await typed(sqlite_url, tmp_path, "take-over", **lost, TELEGRAM_BOT_TOKEN="")
        assert (nobody.code, "Discord" in nobody.err) == (1, True), nobody


async def test_a_discord_bot_that_is_taken_away_is_told_of_while_the_page_goes_on_and_its_second_bot_takes_over(
    sqlite_url: str, tmp_path: Path
) -> None:
    port, second = free_port(), "the-token-of-the-second-bot"
    link = f"https://discord.com/oauth2/authorize?scope=bot&client_id={SECOND_APPLICATION}"
    async with DiscordServer() as server, opened(sqlite_url) as store:
        channels = town(server, 1, 3)
        await load(store, example())
        async with store.writing() as tx:
            for channel in channels:
                chat = await tx.chats.ensure(Address("discord", channel), ChatKind.GROUP)
                await tx.chats.subscribe(chat, SLUG, Cadence(every=3600), Mode.POST, None)
        discord = {"TELEGRAM_BOT_TOKEN": "", "DISCORD_API_URL": server.api}
        first = discord | {"DISCORD_BOT_TOKEN": server.token}
        declared = await typed(sqlite_url, tmp_path, "second", "--bot", link)
        assert declared.code == 0, declared
        log = tmp_path / "first.log"
        bot = await Bot(sqlite_url, "", log, first | {"WEB_PORT": str(port)}).start()
        try:
            await until(lambda: all(server.texts(channel) for channel in channels), 60)
            assert all(link in server.texts(channel)[-1] for channel in channels)
            await until(lambda: any(one.connection for one in server.gateway.sessions.values()), 60)
            server.token = second
            await server.gateway.drop()
            await until(lambda: "the bot's token is not known any longer" in log.read_text(), 60)
            assert "nolike take-over" in log.read_text()
            async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=60) as browser:
                ready, page = await browser.get("/readyz"), await browser.get(f"/en/{SLUG}")
            assert (ready.status_code, page.status_code) == (200, 200)
            assert "discord no longer knows the bot's token, see `nolike check`" in ready.text.splitlines()
        finally:
            await bot.stop()
        server.application |= {"id": SECOND_APPLICATION}
        taken = await typed(sqlite_url, tmp_path, "take-over", **discord, DISCORD_BOT_TOKEN=second)
        assert (taken.code, taken.err) == (0, ""), taken
        bot = await Bot(sqlite_url, "", tmp_path / "second.log", discord | {"DISCORD_BOT_TOKEN": second}).start()
        try:
            await until(lambda: all(len(server.texts(one)) == 2 for one in channels), 60)
            # The link with the permissions that the second bot needs, whatever the declared one asked for.
            assert all(f"client_id={SECOND_APPLICATION}&permissions=" in server.texts(one)[1] for one in channels)
        finally:
            await bot.stop()
        async with store.reading() as tx:
            acts = [(one.role, one.act) for one in await tx.audit.list(SLUG, 10)]
        assert {("operator", "second-declared"), ("operator", "took-over")} <= set(acts)
