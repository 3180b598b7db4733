"""Words at every limit are taken by both platforms; one more is refused at the door, by a sentence with the limit."""

import ast
import io
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from pathlib import Path

import pytest
from PIL import Image

from bot.charts.sent_pictures import reencode
from bot.core.calls.content import (
    LARGEST_PICTURE,
    LONGEST_CAPTION,
    LONGEST_LABEL,
    LONGEST_TEXT,
    MOST_BUTTONS,
    add_button,
    clean_text,
    parse_button,
    picture_kind,
)
from bot.core.events.parse import read_title
from bot.core.files.campaign import TITLE
from bot.core.model.announcements import Refused, Sent
from bot.core.model.call import ButtonKind, CallButton, Script
from bot.core.model.errors import Refusal
from bot.core.model.input.toml_form import Mistakes
from bot.core.model.limits import (
    LARGEST_RATIO,
    LARGEST_SIDES,
    LIMITS,
    LONGEST_EVENT_TITLE,
    LONGEST_LINK,
    OTHER_LIMITS,
    MessageLimits,
    length_of,
)
from bot.core.model.reply import Button, Reply, Text
from bot.core.ports.pictures import Picture
from bot.locales import LANGUAGES, speak, vocabulary
from bot.platforms.discord.modal import PICTURE, window
from handlers import COMMANDS
from storage import Database
from tests import discord_facts
from tests.campaign_files import FULL, parsed
from tests.discord_server import DiscordServer
from tests.fakes import Clock, Gate
from tests.platforms.discord import house as discord_house
from tests.platforms.discord.test_deliver import a_delivery
from tests.platforms.telegram import house as telegram_house
from tests.platforms.telegram.test_telegram import DELIVERY
from tests.telegram_facts import mistake
from tests.telegram_server import TelegramServer

LINK = "https://example.org/" + "a" * (LONGEST_LINK - len("https://example.org/"))


def fullest(sign: str) -> Reply:
    text = sign * (LONGEST_TEXT // (len(sign.encode("utf-16-le")) // 2) - 10)
    button = Button(Text("b", {"label": "x" * (LONGEST_LABEL - 6)}), url=LINK)
    return Reply(Text("title", {"is": "t" * 90}), (Text("t", {"is": text}),), buttons=((button,),) * MOST_BUTTONS)


@pytest.mark.parametrize("sign", ["x", "ض", "📵", "*", "<"])
async def test_a_call_at_every_limit_is_accepted_by_both_platforms(
    sqlite_store: Database, gate: Gate, clock: Clock, sign: str
) -> None:
    content = fullest(sign)
    async with TelegramServer() as server, telegram_house.open_house(server, sqlite_store, gate, clock) as telegram:
        assert isinstance(await telegram.telegram.deliver(replace(DELIVERY, content=content)), Sent)
    async with DiscordServer() as town, discord_house.open_house(town, sqlite_store, gate, clock) as discord:
        assert isinstance(await discord.discord.deliver(a_delivery(content)), Sent)
        assert town.strict
        assert town.mistakes == []


def link(length: int) -> str:
    return "https://example.org/" + "a" * (length - len("https://example.org/"))


def picture(width: int, height: int) -> bytes:
    file = io.BytesIO()
    Image.new("1", (width, height)).save(file, "PNG")
    return file.getvalue()


def worded(text: str) -> Reply:
    return Reply(lines=(Text("t", {"is": text}),))


def linked(label: str, url: str, times: int = 1) -> Reply:
    return replace(worded("x"), buttons=((Button(Text("b", {"label": label}), url=url),),) * times)


@dataclass(frozen=True)
class Door:
    """Where a value comes in: `takes(n)` raises a Refusal, or gives the call that is sent for a value of size n.

    `most` is the largest size that is taken, and the number that the sentence for a larger one names.
    """

    most: int
    takes: Callable[[int], Reply | bytes]
    named: int = 0


def _captioned(length: int) -> Reply:
    return replace(worded(clean_text("📵" * (length // 2) + "x" * (length % 2), picture=True)), picture="poster")


def _worded(length: int) -> Reply:
    return worded(clean_text("ض" * length, picture=False))


def _titled(length: int) -> Reply:
    text = FULL.replace('ar = "كل شيء"', f'ar = "{"ض" * length}"')
    assert text != FULL
    return Reply(Text("title", {"is": parsed(text).title.in_language("ar")}), worded("x").lines)


def _labelled(length: int) -> Reply:
    button = parse_button(f"{'x' * length} https://example.org", ("en",), vocabulary())
    return linked(button.label[""], button.url)


def _linked(length: int) -> Reply:
    return linked("x", parse_button(f"Read {link(length)}", ("en",), vocabulary()).url)


def _event_titled(length: int) -> Reply:
    return Reply(Text("title", {"is": read_title("ض" * length)}), worded("x").lines)


def _buttons(count: int) -> Reply:
    script = Script({"en": "x"})
    for number in range(count):
        script = add_button(script, CallButton(ButtonKind.LINK, {"": f"b{number}"}, link(40)))
    return linked("b", link(40), len(script.buttons))


def _heavy(size: int) -> bytes:
    start = b"\x89PNG\r\n\x1a\n"
    data = start + bytes(size - len(start))
    picture_kind(data)
    return data


def _shaped(width: int, height: int) -> bytes:
    data = reencode(picture(width, height))
    picture_kind(data)
    return data


def _sided(sides: int) -> bytes:
    return _shaped(sides - 500, 500)


def _narrow(side: int) -> bytes:
    return _shaped(side, 10)


DOORS = {
    "text": Door(LONGEST_TEXT, _worded),
    "caption": Door(LONGEST_CAPTION, _captioned),
    "title": Door(TITLE, _titled),
    "event title": Door(LONGEST_EVENT_TITLE, _event_titled),
    "label": Door(LONGEST_LABEL, _labelled),
    "link": Door(LONGEST_LINK, _linked),
    "buttons": Door(MOST_BUTTONS, _buttons),
    "picture": Door(LARGEST_PICTURE, _heavy, LARGEST_PICTURE // 1_000_000),
    "sides": Door(LARGEST_SIDES, _sided),
    "ratio": Door(LARGEST_RATIO * 10, _narrow, LARGEST_RATIO),
}
# What people cannot change: the commands of buttons are ours, and how many stand in a row or how many embeds there are
# follows from the words. Tests below and those of each platform's `draw` hold them.
OURS = {"command", "row", "embeds", "entities"}


def test_every_limit_of_the_table_has_its_door() -> None:
    assert {field.name for field in fields(MessageLimits)} == (DOORS.keys() | OURS) - {"event title"}


@pytest.mark.parametrize("name", DOORS)
async def test_every_limit(name: str, sqlite_store: Database, gate: Gate, clock: Clock) -> None:
    door = DOORS[name]
    taken = door.takes(door.most)
    content = replace(worded("x"), picture="poster") if isinstance(taken, bytes) else taken
    async with sqlite_store.writing() as tx:
        poster = await tx.pictures.add(Picture("image/png", taken if isinstance(taken, bytes) else picture(9, 9)))
    content = replace(content, picture=content.picture and poster)
    async with TelegramServer() as server, telegram_house.open_house(server, sqlite_store, gate, clock) as telegram:
        assert isinstance(await telegram.telegram.deliver(replace(DELIVERY, content=content)), Sent)
        assert (server.strict, server.mistakes) == (True, [])
    async with DiscordServer() as town, discord_house.open_house(town, sqlite_store, gate, clock) as discord:
        assert isinstance(await discord.discord.deliver(a_delivery(content)), Sent)
        assert (town.strict, town.mistakes) == (True, [])
    with pytest.raises((Refusal, Mistakes)) as refused:
        door.takes(door.most + 1)
    said = refused.value.texts[0] if isinstance(refused.value, Mistakes) else refused.value.text
    for language in ("en", "fr", "ar"):
        digits = re.sub(r"[^0-9]", "", speak(language)(said))
        assert str(door.named or door.most) in digits, speak(language)(said)


LONGEST_PARTS = {"mark": 12, "slug": 40, "hash": 40, "window": 3, "role": len("organizer"), "pseudonym": 8}
"""What a button's command is made of, by a word of its expression; all else is a number or a short word."""


def test_every_command_of_a_button_fits_into_the_fewest_bytes() -> None:
    least = min(limits.command for limits in LIMITS.values())
    seen = 0
    for file in (*Path("bot/core").rglob("*.py"), *Path("handlers").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "command" and isinstance(node.value, ast.JoinedStr):
                longest = sum(_longest(part) for part in node.value.values)
                assert longest <= least, f"{file}:{node.value.lineno}: up to {longest} bytes"
                seen += 1
    assert seen > 30


def _longest(part: ast.expr) -> int:
    if isinstance(part, ast.Constant):
        return len(str(part.value).encode())
    said = ast.unparse(part)
    return next((length for word, length in LONGEST_PARTS.items() if word in said), 9)


@pytest.mark.parametrize("row", [8, 9, 25])
async def test_a_row_of_more_buttons_than_a_platform_shows_is_broken(
    sqlite_store: Database, gate: Gate, clock: Clock, row: int
) -> None:
    content = replace(worded("x"), buttons=((Button(Text("b", {"label": "x"}), command="menu"),) * row,))
    async with TelegramServer() as server, telegram_house.open_house(server, sqlite_store, gate, clock) as telegram:
        assert isinstance(await telegram.telegram.deliver(replace(DELIVERY, content=content)), Sent)
        assert server.mistakes == []
    async with DiscordServer() as town, discord_house.open_house(town, sqlite_store, gate, clock) as discord:
        assert isinstance(await discord.discord.deliver(a_delivery(content)), Sent)
        assert town.mistakes == []


@pytest.mark.parametrize(("method", "name", "most"), [("sendmessage", "text", 4096), ("sendphoto", "caption", 1024)])
def test_the_stand_in_counts_utf_16_code_units_after_the_markup_is_read(method: str, name: str, most: int) -> None:
    text = "<b>" + "📵" * (most // 2 - 1) + "&lt;x</b>"
    assert mistake(method, {name: text}) == ""
    assert "too long" in mistake(method, {name: f"{text}x"})


async def test_an_address_one_character_longer_is_refused_by_discord(
    sqlite_store: Database, gate: Gate, clock: Clock
) -> None:
    content = replace(fullest("x"), buttons=((Button(Text("b"), url=f"{LINK}a"),),))
    async with DiscordServer() as town, discord_house.open_house(town, sqlite_store, gate, clock) as discord:
        refused = await discord.discord.deliver(a_delivery(content))
        assert isinstance(refused, Refused)
        assert refused.reason.startswith("malformed")


async def test_a_message_of_many_commands_has_as_many_marks_as_telegram_takes(
    sqlite_store: Database, gate: Gate, clock: Clock
) -> None:
    words = " ".join(f"/pledge {number}" for number in range(LIMITS["telegram"].entities + 1))
    many = Reply(Text("title", {"is": "t"}), (Text("t", {"is": words}),))
    assert "ENTITIES_TOO_LONG" in mistake("sendmessage", {"text": "<b>t</b>" * (LIMITS["telegram"].entities + 1)})
    async with TelegramServer() as server, telegram_house.open_house(server, sqlite_store, gate, clock) as telegram:
        assert isinstance(await telegram.telegram.deliver(replace(DELIVERY, content=many)), Sent)
        assert server.mistakes == []


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_modal_keeps_what_discord_publishes_and_no_label_is_cut(language: str) -> None:
    say, most = speak(language), OTHER_LIMITS["discord"]
    for name, longest in (
        ("write-title", "modal-title"),
        ("write-words", "modal-label"),
        ("write-picture", "modal-label"),
    ):
        assert len(say(Text(name))) <= most[longest]
    data = window(f"call 1 {PICTURE}", say)
    assert len(data["components"]) <= most["modal-parts"]
    path = "/interactions/1/t/callback"
    assert discord_facts.mistake("POST", path, {"type": 9, "data": data}) == ""
    longer = data | {"title": "x" * (most["modal-title"] + 1)}
    assert discord_facts.mistake("POST", path, {"type": 9, "data": longer}) != ""


@pytest.mark.parametrize(
    ("name", "field"),
    [("event-title", "name"), ("event-about", "description"), ("event-place", "location")],
)
def test_the_limits_of_a_server_s_calendar_are_those_that_discord_publishes(name: str, field: str) -> None:
    most = OTHER_LIMITS["discord"][name]
    for length, taken in ((most, True), (most + 1, False)):
        body = {
            "name": "x", "description": "x", "entity_type": 3, "entity_metadata": {"location": "x"}, "privacy_level": 2,
            "channel_id": None, "scheduled_start_time": "2026-12-05T20:00:00+00:00",
            "scheduled_end_time": "2026-12-08T20:00:00+00:00",
        }  # fmt: skip
        body |= {"entity_metadata": {"location": "x" * length}} if field == "location" else {field: "x" * length}
        assert (discord_facts.mistake("POST", "/guilds/1/scheduled-events", body) == "") is taken


USERS = {
    ("telegram", "alert"): "tests/platforms/telegram",
    ("discord", "offer"): "tests/platforms/discord",
    ("discord", "offers"): "tests/core/commands",
    **dict.fromkeys((("discord", name) for name in OTHER_LIMITS["discord"] if name.startswith(("embed", "field"))),
                    "tests/platforms/discord"),
    ("discord", "rows"): "tests/platforms/discord",
    **dict.fromkeys((("discord", name) for name in OTHER_LIMITS["discord"] if name.startswith(("modal", "event"))),
                    "here"),
    ("calendar", "line"): "tests/core/events",
}  # fmt: skip
"""Where the limits are held whose users are not counted below."""


def _menu_sizes() -> dict[tuple[str, str], list[int]]:
    """How large each thing is that the bot registers or links to, by its limit."""
    found: dict[tuple[str, str], list[int]] = {}
    for command in COMMANDS.values():
        names = [command.name, *(speak(one)(Text(f"name-{command.name}")) for one in LANGUAGES)]
        abouts = [speak(one)(Text(f"{command.name}-about")) for one in LANGUAGES]
        if command.platform in {"", "telegram"}:
            found.setdefault(("telegram", "command-name"), []).append(len(command.name))
            found.setdefault(("telegram", "command-about"), []).extend(map(length_of, abouts))
            found.setdefault(("telegram", "commands"), [0])[0] += 1
        if command.platform in {"", "discord"}:
            for argument in command.arguments:
                names += [argument.name, *(speak(one)(Text(f"argument-{argument.name}")) for one in LANGUAGES)]
                abouts += [speak(one)(Text(f"argument-{argument.name}-about")) for one in LANGUAGES]
                found.setdefault(("discord", "choices"), []).append(len(argument.choices))
                found.setdefault(("discord", "choice"), []).extend(map(len, argument.choices))
            found.setdefault(("discord", "command-name"), []).extend(map(len, names))
            found.setdefault(("discord", "command-about"), []).extend(map(len, abouts))
            found.setdefault(("discord", "arguments"), []).append(len(command.arguments))
            found.setdefault(("discord", "commands"), [0])[0] += 1
    # A link to the bot brings a code along, wherever one is made.
    codes = {
        int(size)
        for file in ("bot/web/desk/people.py", "bot/cli/people.py", "handlers/menu.py")
        for size in re.findall(
            r"code(?:, \w+)? = secrets\.token_urlsafe\((\d+)\)", Path(file).read_text(encoding="utf-8")
        )
    }
    found["telegram", "start"] = [len(secrets.token_urlsafe(size)) for size in codes]
    return found


def test_every_command_description_choice_and_link_fits_without_being_cut() -> None:
    sizes = _menu_sizes()
    for (platform, name), found in sizes.items():
        assert 0 < max(found) <= OTHER_LIMITS[platform][name], (platform, name, max(found))
    everywhere = {(platform, name) for platform, limits in OTHER_LIMITS.items() for name in limits}
    assert everywhere == sizes.keys() | USERS.keys()
    assert re.fullmatch(r"[A-Za-z0-9_-]+", secrets.token_urlsafe(999))


@pytest.mark.parametrize("name", ["command-name", "command-about", "arguments", "choices"])
def test_the_limits_of_commands_are_those_that_discord_publishes(name: str) -> None:
    most = OTHER_LIMITS["discord"][name]
    for size, taken in ((most, True), (most + 1, False)):
        many = size if name == "choices" else 1
        choices = [{"name": f"{number:03}", "value": "v"} for number in range(many)]
        option = {"type": 3, "name": "o", "description": "x", "choices": choices}
        options = [option | {"name": f"o{number}"} for number in range(size if name == "arguments" else 1)]
        command = {
            "name": "n" * (size if name == "command-name" else 1),
            "description": "d" * (size if name == "command-about" else 1), "options": options, "type": 1,
        }  # fmt: skip
        assert (discord_facts.mistake("PUT", "/applications/1/commands", [command]) == "") is taken, size


@pytest.mark.parametrize("name", ["command-name", "command-about"])
def test_the_limits_of_commands_are_those_of_telegram(name: str) -> None:
    most = OTHER_LIMITS["telegram"][name]
    for size, taken in ((most, True), (most + 1, False)):
        parts = {"command-name": 1, "command-about": 1} | {name: size}
        told = [{"command": "c" * parts["command-name"], "description": "d" * parts["command-about"]}]
        assert (mistake("setmycommands", {"commands": told}) == "") is taken, size


def test_a_limit_of_a_platform_stands_in_the_one_table() -> None:
    # These are our own bounds, and no limit of what a platform takes.
    own = {
        "LONGEST_WAIT", "MOST_CONNECTIONS", "MOST_REMEMBERED", "MOST_AT_ONCE", "MOST_WAITING", "MOST_TOLD",
        "MOST_KINDS",
    }  # fmt: skip
    found = set()
    for file in [*Path("bot/platforms").rglob("*.py"), Path("bot/core/events/ics.py")]:
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign) and any(isinstance(one, ast.Constant) for one in _values(node.value)):
                names = [name.id for target in node.targets for name in _values(target) if isinstance(name, ast.Name)]
                found |= {name for name in names if re.match("LONGEST|MOST|LARGEST", name)}
    assert found == own


def _values(node: ast.expr) -> list[ast.expr]:
    return list(node.elts) if isinstance(node, ast.Tuple) else [node]
