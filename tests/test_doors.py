"""Every place where a value from outside comes in is listed with the rule that checks it, and takes no harm."""

import datetime as dt
import itertools
import math
import re
from pathlib import Path
from urllib.parse import quote

import pytest

from bot.core.calls.content import clean_text as clean_words
from bot.core.calls.content import parse_button
from bot.core.events.kind_options import link_text
from bot.core.files.campaign import read_contact
from bot.core.model.chats import Address, ChatKind
from bot.core.model.errors import Refusal, Wrong
from bot.core.model.roles import Role
from bot.locales import vocabulary
from bot.platforms.clean_text import clean_text
from bot.web.desk.app import PLACES
from bot.web.desk.visit import Place
from handlers import COMMANDS
from storage import Database
from tests import doors
from tests.program import Program
from tests.talk import END, SLUG, Talk, load_2016
from tests.web.desk.house import desk_of
from tests.web.house import serving

HOSTILE = (
    "'; DROP TABLE chats; --", "<script>alert(1)</script>", "../../../etc/passwd", "{ $slug }", "%s%n{0}", "@everyone",
    "\u202e\u2066x", "\x00\x1b[2J\r", "\ud800", "9" * 400, "-1", "1e999", "NaN", "٩٩٩٩٩٩٩٩٩٩٩٩٩٩٩٩٩٩٩٩", "0",
    "9223372036854775808", "x" * 5000,
    "[a](javascript:alert(1))", "2016-02-30T25:61", "a\u0301" * 300, "=cmd|'/C calc'!A0",
    '"', "\\", "☃=☃ goal=-5",
)  # fmt: skip
# What one database or the other refuses, or reads as another number.
FOR_DATABASES = ("\x00", "\ud800", "9" * 400, "9223372036854775808", "-1", "'; DROP TABLE chats; --")
# What a file of TOML can hold beside texts.
VALUES = (
    *HOSTILE, -1, 0, 10**30, 1.5, math.nan, math.inf, -math.inf, 1e308, True, [], [[]], {}, {"a": {"b": []}},
    [{"en": 1}],
    {"en": "\x1b[2J"}, {"USD": "1"}, {"USD": math.nan}, dt.date(1, 1, 1), dt.time(0), dt.datetime(9999, 12, 31, 23, 59),  # noqa: DTZ001 - as TOML has it
    dt.datetime(1, 1, 1, tzinfo=dt.UTC), None,
)  # fmt: skip
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


async def _asked(talk: Talk, text: str, *, typed: bool) -> None:
    """Ask in private, as both platforms would pass it on: there a person may do most."""
    private = Address("telegram", "7")
    await talk.ask(clean_text(text), address=private, kind=ChatKind.PRIVATE, admin=False, typed=typed)


@pytest.fixture
async def owner(store: Database) -> Talk:
    """Somebody who may do everything."""
    await load_2016(store)
    talk = Talk(store, confirms=False)
    await talk.give(Role.OWNER)
    return talk


async def test_every_command_takes_hostile_words_in_every_place(owner: Talk, store_url: str) -> None:
    """A fault of the program, or an answer that cannot be spoken, fails inside `ask`."""
    values = HOSTILE if store_url.startswith("sqlite") else FOR_DATABASES
    for name, command in COMMANDS.items():
        good = [_good(argument.suggest, argument.choices) for argument in command.arguments]
        for place in range(max(len(good), 1)):
            for value in values:
                await _asked(owner, "/" + " ".join([name, *good[:place], value]), typed=True)


def _good(suggest: str, choices: tuple[str, ...]) -> str:
    if choices:
        return choices[0]
    return {"campaigns": SLUG, "targets": "inwi", "events": "1", "calls": "1", "zones": "Rabat"}.get(suggest, "1")


async def test_a_forged_button_is_answered_like_any_other(owner: Talk) -> None:
    for door in sorted(doors.of_buttons()):
        for place in range(door.count("{}")):
            for value in FOR_DATABASES:
                values = ["1"] * door.count("{}")
                values[place] = value
                await _asked(owner, "/" + door.format(*values), typed=False)


@pytest.mark.parametrize("kind", ["campaign files", "call files"])
def test_a_key_of_a_file_reads_a_hostile_value_as_one_it_knows_or_refuses_it(kind: str) -> None:
    for name, key in (doors.of_campaign_files() if kind == "campaign files" else doors.of_call_files()).items():
        assert key.read is not None, name
        for value in VALUES:
            try:
                read = key.read(value)
                if name.startswith("text."):
                    read = clean_words(read, picture=False)
            except (TypeError, ValueError, Refusal, Wrong):
                continue
            assert CONTROL.search(str(read)) is None, (name, value)


@pytest.mark.parametrize("column", sorted(doors.of_count_files()))
def test_a_column_of_a_file_of_counts_takes_hostile_cells(column: str, nolike: Program, tmp_path: Path) -> None:
    nolike.loaded()
    row = {"time": "2016-02-27T10:00Z", "source": "facebook", "handle": "inwi", "count": "700000", "step": "1"}
    if column == "page":
        row = {"time": row["time"], "page": "", "count": row["count"]}
    for value in ("\x00\x1b[2J\r", "\u202e1", "9" * 400, "-1", "NaN", "=1+1", '"', "<b>"):
        cells = {**row, column: value}
        file = tmp_path / "counts.csv"
        quoted = (text.replace('"', '""') for text in cells.values())
        said = ",".join(f'"{text}"' for text in quoted)
        file.write_bytes(f"{','.join(cells)}\n{said}\n".encode("utf-8", "replace"))
        ran = nolike("import", str(file), "--campaign", SLUG, "--yes")
        assert "nolike failed" not in ran.err, (value, ran.err)
        assert CONTROL.search(ran.out + ran.err) is None, (value, ran.out, ran.err)


@pytest.mark.parametrize("command", sorted({door.rpartition(" ")[0] for door in doors.of_the_program()}))
def test_the_program_takes_hostile_words_in_every_place(command: str, nolike: Program) -> None:
    values = ("'; DROP TABLE x; --", "\x1b[2J\r\u202e", "../../etc/passwd")
    # Some go on for ever once their words are right.
    values += () if command in {"", "run", "demo", "console"} else ("9" * 400, "-1", "")
    nolike.loaded()
    for place in sorted(
        door.rpartition(" ")[2] for door in doors.of_the_program() if door.rpartition(" ")[0] == command
    ):
        # The other arguments get a word as well, so that this one is read.
        others = [_usual(other) for other in ARGUMENTS.get(command, ()) if other != place]
        for value in values:
            given = [f"{place}={value}"] if place.startswith("--") else ["--", value]
            ran = nolike(*command.split(), *others, *given)
            assert "nolike failed" not in ran.err, (command, given, ran.err)
            assert "Traceback" not in ran.out + ran.err
            assert CONTROL.search(ran.out + ran.err) is None, (command, given, ran.out, ran.err)


ARGUMENTS = {
    name: [door.rpartition(" ")[2] for door in doors]
    for name, doors in itertools.groupby(
        sorted(door for door in doors.of_the_program() if door.rpartition(" ")[2].isupper()),
        key=lambda door: door.rpartition(" ")[0],
    )
}


def _usual(argument: str) -> str:
    return {"CAMPAIGN": SLUG, "CALL": "1", "SOURCE": "facebook"}.get(argument, "none.txt")


LURES = (
    "https://anrt.ma@evil.example/p", "https://user:word@evil.example/p", "https://evil.example\\@anrt.ma/p",
    "https://anrt.ma/\u202eptth", "https://anrt.ma/\u200bp", "https://anrt.ma/\x00p", "https://anrt.ma/\tp",
    "https://anrt.ma/\np", "https://anrt.ma /p", "https://anrt.ma:x/p", "https://anrt.ma:0/p", "https://anrt.ma:99999/p",
    "https://anrt", "https://a.b", "https://.ma", "https://anrt..ma", "https://[::1.2]/p", "https:anrt.ma/p",
    "javascript:alert(1)//anrt.ma", "data:text/html,x", "ftp://anrt.ma/p",
)  # fmt: skip


@pytest.mark.parametrize("lure", LURES)
def test_a_link_that_hides_where_it_leads_is_refused_at_every_door(lure: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - what it says is for nobody
        link_text(lure)
    with pytest.raises(ValueError):  # noqa: PT011 - as above
        read_contact(lure)
    with pytest.raises(Refusal):
        parse_button(f"Sign {lure}", ["en"], vocabulary())
    key = doors.of_call_files()["buttons[].url"]
    assert key.read is not None
    with pytest.raises(ValueError):  # noqa: PT011 - as above
        key.read(lure)


@pytest.mark.parametrize(
    "good", ["https://anrt.ma", "https://anrt.ma:8443/a?b=c@d#e", "https://\u0639\u0631\u0628.example/\u0639"]
)
def test_a_link_that_says_where_it_leads_is_taken_at_every_door(good: str) -> None:
    assert link_text(good) == read_contact(good) == parse_button(f"Sign {good}", ["en"], vocabulary()).url == good


async def test_an_address_takes_hostile_parts_and_queries(talk: Talk) -> None:
    async with serving(talk.store, END) as site, desk_of(talk) as desk:
        owner = await desk.person(Role.OWNER)
        for door in sorted(doors.of_the_page()):
            for value in HOSTILE[1:3] + FOR_DATABASES:
                part = quote(value.encode("utf-8", "surrogatepass")[:600], safe="")
                for path in _addresses(door, part):
                    browser = owner.client if path.startswith("/desk") else site.browser
                    answer = await browser.get(path)
                    assert answer.status_code < 500, path
                    assert "<script>alert" not in answer.text, path
        assert site.reported == []
        assert desk.faults == []


def _addresses(door: str, part: str) -> list[str]:
    if door.startswith("?"):
        return [
            f"/desk/c/{SLUG}/audit{door}={part}",
            f"/desk/c/{SLUG}/events/new{door}={part}",
            f"/checkin/1/x{door}={part}",
        ]
    places = re.findall(r"\{\w*(?::\w+)?\}", door)
    usual = {"{slug}": SLUG, "{}": "/api/v1/campaigns", "{lang}": "en", "{first}": "en", "{second}": SLUG}
    made = []
    for hostile in places:
        if hostile != "{}":
            path = door.replace(hostile, part)
            for other in places:
                path = path.replace(other, usual.get(other, "1"))
            made.append(path)
    return made


@pytest.mark.parametrize("place", [one for one in PLACES if one.post], ids=lambda one: one.path)
async def test_a_form_of_the_desk_takes_hostile_fields(place: Place, talk: Talk) -> None:
    path = f"/desk{place.path}".replace("{slug}", SLUG).replace("{number:number}", "1").replace("{token}", "x")
    async with desk_of(talk) as desk:
        owner = await desk.person(Role.OWNER)
        fields = sorted(doors.of_forms() - {"file", "picture"})
        # Each value alone in some of the fields, in others than the value before.
        for at, value in enumerate(FOR_DATABASES):
            hostile = value.encode("utf-8", "replace").decode()
            for sent in (
                dict.fromkeys(fields, hostile),
                *({"command": "event new x", name: hostile} for name in fields[at::18]),
            ):
                await owner.open(f"/desk/c/{SLUG}/today")
                await owner.send(path, **sent)
                assert owner.status < 500, sent
                assert "<script>alert" not in owner.page
        assert desk.faults == []
