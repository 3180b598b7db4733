"""Commands for the day on which a machine or a bot is lost: `nolike move`, `second`, `take-over`."""

import json
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.backup import backup_lock
from bot.cli.program import (
    ended_like_ctrl_c,
    of_named_files,
    of_what_was_typed,
    opened_house,
    program,
    read_settings,
    run_async,
    spoken,
    tell,
    wait_for_others,
    warn,
)
from bot.clock import SystemClock
from bot.config import ConfigError, home, own_text, secret_file, secret_path
from bot.core.delivery.backup_notices import note_copy
from bot.core.delivery.limiter import UNLIMITED
from bot.core.delivery.promises import all_halts
from bot.core.model.announcements import Announcement, AnnouncementKind, Planned
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.reply import Moment, Reply, Text
from bot.core.model.roles import OPERATOR
from bot.core.model.schedule import parse_duration
from bot.core.ports.database import Transaction
from bot.core.ports.facts import COPIED, MOVED, SECOND_BOT, SignedNotice
from bot.core.ports.leases import Process
from bot.core.ports.people import Act
from bot.house import House
from bot.jobs.process_id import still_running
from bot.jobs.send_gate import SendGate
from bot.opening import Migrate
from bot.second_bot import Notice, bot_of, by_platform, left_out, read_file, sign, verify, what_ran_out, with_known
from bot.setup import platforms
from storage import Database, MovedError, parse
from storage.backups.folder import KEPT_DAYS

if TYPE_CHECKING:
    from storage.backups.archive import Lock

PATIENCE = 45.0
"""Seconds that the bot has to end: it hears of it within 3 s, finishes what is in flight within 10 s."""


@program.command()
@ended_like_ctrl_c()
@of_named_files()
def move(
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="A new file.")] = None,
    *,
    back: Annotated[bool, typer.Option("--back", help="Stay after all: the file was never restored.")] = False,
) -> None:
    """End the bot here for good, and write all it has into FILE; `restore` elsewhere goes on where it stopped."""
    if (file is None) is not back:
        raise ConfigError(spoken(Text("move-how")))
    settings, own = read_settings()
    settings.secret()

    lock = None if file is None else backup_lock(settings)
    if file is not None and file.exists():
        raise ConfigError(f"{file} exists already; name another file.")

    cut_short = False

    async def leave(target: Path, lock: "Lock") -> None:
        nonlocal cut_short
        # Nothing else needs the encryption's 8 MB.
        from storage.backups.archive import take_backup, try_backup  # noqa: PLC0415 - see above

        async with opened_house(settings, own, migrate=Migrate.NOT_EVEN_NEW) as house:
            # The bot ends only for a file that can be written, with a key that works.
            await try_backup(parse(settings.database_url), target.parent, lock, datetime.now(UTC), home())
            now, ending = datetime.now(UTC), await _running(house.store)
            try:
                async with house.store.writing() as tx:
                    await tx.facts.put(MOVED, "", now)
                    await note_copy(tx, COPIED, now, KEPT_DAYS)
                await _wait_until_alone(house.store)
                await take_backup(parse(settings.database_url), target, lock, now, room=home())
            except BaseException as ended:
                cut_short = not isinstance(ended, Exception)
                # Without the file there is no other place yet where the bot could go on.
                await _stay(house.store)
                # A terminal that was closed takes no words.
                with suppress(OSError):
                    if ending:
                        warn(Text("move-ended"))
                raise
        tell([Text("move-done", {"file": str(target), "at": Moment(now, "UTC")}), Text("move-next")])

    async def stay() -> None:
        async with opened_house(settings, own, despite=MovedError, migrate=Migrate.NOT_EVEN_NEW) as house:
            stayed = await _stay(house.store)
        tell([Text("move-back"), Text("move-back-file")] if stayed else [Text("move-none")])

    try:
        run_async(stay() if file is None or lock is None else leave(file, lock))
    finally:
        # The thread that writes it goes on until it is whole; the bot stays here then, so it may go on nowhere else.
        if file is not None and cut_short:
            file.unlink(missing_ok=True)


@program.command()
@of_named_files()
def second(
    bots: Annotated[list[str] | None, typer.Option("--bot", metavar="LINK", help="A second bot; repeatable.")] = None,
    mirrors: Annotated[list[str] | None, typer.Option("--mirror", metavar="LINK", help="A page; repeatable.")] = None,
    dropped: Annotated[
        list[str] | None, typer.Option("--drop", metavar="LINK", help="No longer name this one; repeatable.")
    ] = None,
    valid: Annotated[str, typer.Option("--for", metavar="TIME", help="How long it counts.")] = "365d",
    key: Annotated[Path | None, typer.Option("--key", metavar="FILE", help="The key; made if there is none.")] = None,
) -> None:
    """Declare a second bot and mirrors in a signed notice, on the page and in every chat; alone, print the notice.

    What was declared before stays in it, until its time is over or --drop names it.
    """
    settings, own = read_settings()
    with of_what_was_typed():
        by_platform(bots or (), mirrors or ())
    try:
        length = timedelta(seconds=parse_duration(valid))
    except ValueError:
        raise ConfigError(f"--for {valid} is not a length of time: write for example 30d or 365d.") from None
    file = key or (secret_file(home() / ".env") or secret_path(home())).with_name("notice-key")

    async def show() -> tuple[SignedNotice, list[Text]]:
        async with opened_house(settings, own, migrate=Migrate.NOT_EVEN_NEW) as house, house.store.reading() as tx:
            known = await _known_notice(tx)
            return known, _some(what_ran_out(known, datetime.now(UTC)))

    async def declare() -> tuple[SignedNotice, list[Text]]:
        now = datetime.now(UTC).replace(microsecond=0)
        async with opened_house(settings, own, migrate=Migrate.NOT_EVEN_NEW) as house, house.store.writing() as tx:
            campaigns, known = await tx.campaigns.all(), await tx.facts.get(SECOND_BOT)
            if not campaigns:
                raise Refusal(Text("no-campaign-operator"))
            slugs = tuple(one.slug for one in campaigns)
            named = Notice(slugs, tuple(bots or ()), tuple(mirrors or ()), now, now + length)
            with of_what_was_typed():
                notice = with_known(named, known, dropped or ())
                signed = sign(notice, file, known)
            await tx.facts.put(SECOND_BOT, "", signed)
            await _write_down(tx, campaigns, "second-declared", now)
            for platform, links in by_platform(notice.bots, notice.mirrors).items():
                said = Text("second-declared", {"links": " ".join(links)})
                await _say_once(tx, campaigns, platform, f"second:{platform}:{int(now.timestamp())}", said, now)
            told = [Text("second-signed", {"file": str(file)}), *await all_halts(tx, campaigns)]
        return signed, [*told, *_some(what_ran_out(known, now, notice))]

    signed, told = run_async(declare() if bots or mirrors or dropped else show())
    typer.echo(json.dumps(signed._asdict(), ensure_ascii=False))
    for line in told:
        warn(line)


@program.command("take-over")
@of_named_files()
def take_over(
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="The notice, if not the database's.")] = None,
) -> None:
    """Let this machine's bot speak for the campaigns, as a signed notice said in advance, and tell every chat."""
    settings, own = read_settings()
    with of_what_was_typed():
        given = None if file is None else read_file(own_text(file))

    async def work() -> tuple[Text, list[Text]]:
        now = datetime.now(UTC)
        async with opened_house(settings, own, migrate=Migrate.NOT_EVEN_NEW) as house:
            async with house.store.reading() as tx:
                known, campaigns = await _known_notice(tx), await tx.campaigns.all()
            with of_what_was_typed() if given else nullcontext():
                notice = verify(given or known, known, [one.slug for one in campaigns], now)
            meant = [one for one in campaigns if one.slug in notice.campaigns]
            told, speaking = 0, await _own_bots(house, notice)
            async with house.store.writing() as tx:
                for platform, link in speaking.items():
                    said = Text("take-over-notice", {"bot": link, "at": Moment(notice.issued, "UTC", "dated")})
                    key = f"take-over:{platform}:{int(notice.issued.timestamp())}:{link}"
                    told += await _say_once(tx, meant, platform, key, said, now)
                await _write_down(tx, meant, "took-over", now)
                breaks = [*await all_halts(tx, meant), *_some(left_out(given or known, campaigns))]
        return Text("take-over-done", {"bot": " ".join(speaking.values()), "chats": told}), breaks

    done, breaks = run_async(work())
    tell([done])
    for line in breaks:
        warn(line)


def _some(told: Text | None) -> list[Text]:
    return [] if told is None else [told]


async def _known_notice(tx: Transaction) -> SignedNotice:
    """The notice that the database holds. Raises Refusal where there is none."""
    known = await tx.facts.get(SECOND_BOT)
    if known is None:
        raise Refusal(Text("second-none"))
    return known


async def _own_bots(house: House, notice: Notice) -> dict[str, str]:
    """The links of this machine's bots that the notice names, by platform. Raises Refusal where it names none.

    On the day when a bot is lost the other platform's may be too: what keeps one from speaking is only told.
    """
    named = {bot_of(link) for link in notice.bots}
    found, refused = dict[str, str](), list[Refusal]()
    for name, make in platforms(house, SystemClock()).items():
        platform = make(SendGate(UNLIMITED))
        try:
            await platform.check()
            found[name] = platform.link
        except Refusal as error:
            refused.append(error)
        finally:
            await platform.close()
    if refused and not found:
        raise refused[0]
    for why in refused:
        warn(why.text)
    speaking = {name: link for name, link in found.items() if bot_of(link) in named}
    if not speaking:
        values = {"bot": " ".join(found.values()) or "-", "bots": " ".join(notice.bots) or "-"}
        raise Refusal(Text("second-other-bot", values))
    return speaking


async def _say_once(
    tx: Transaction, campaigns: Sequence[Campaign], platform: str, key: str, said: Text, now: datetime
) -> int:
    """Say it once in each chat of a platform that follows any of the campaigns; returns in how many chats."""
    told: set[int] = set()
    for campaign in campaigns:
        chats = {one.chat.id for one in await tx.chats.followers(campaign.slug) if one.chat.platform == platform}
        content = Reply(title=Text("campaign-title", {"title": campaign.title}), lines=(said,))
        announcement = Announcement(f"{key}:{campaign.slug}", campaign.slug, AnnouncementKind.REMINDER, now, content)
        if fresh := sorted(chats - told):
            await tx.ledger.announce(announcement, [Planned(chat) for chat in fresh])
        told |= chats
    return len(told)


async def _write_down(tx: Transaction, campaigns: Sequence[Campaign], act: str, now: datetime) -> None:
    for campaign in campaigns:
        await tx.audit.write(Act(now, campaign.slug, OPERATOR, "", act))


async def _stay(store: Database) -> bool:
    """Let the bot run here again; False where it had not moved."""
    async with store.writing() as tx:
        moved = await tx.facts.get(MOVED)
        await tx.facts.drop(MOVED, "")
    return moved is not None


async def _wait_until_alone(store: Database) -> None:
    """Return once no process works on the database any more. Raises StorageError after PATIENCE seconds."""
    if running := await _running(store):
        tell([Text("move-waits", {"count": len(running)})])
    await wait_for_others(partial(_running, store), PATIENCE, "move-still")


async def _running(store: Database) -> list[Process]:
    async with store.reading() as tx:
        return await still_running(tx)
