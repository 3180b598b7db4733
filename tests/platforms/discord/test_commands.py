import asyncio
import re
from dataclasses import replace

import pytest

from bot.core.commands.answer import Services
from bot.core.model.reply import Text
from bot.locales import LANGUAGES, speak
from bot.platforms.discord.commands import payload, shown
from bot.platforms.discord.http import UnclearError
from handlers import COMMANDS
from storage import Database
from tests.discord_facts import mistake
from tests.discord_server import BROKEN, Fault, flood
from tests.fakes import until
from tests.platforms.discord.house import House

# https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-naming
NAME = re.compile(r"[-_'\w]{1,32}")


def real(store: Database) -> Services:
    return Services(COMMANDS, store, LANGUAGES, lambda _: None)


async def test_every_command_is_within_discords_limits(sqlite_store: Database) -> None:
    told = payload(real(sqlite_store), speak)
    assert mistake("PUT", "/applications/1/commands", told) == ""
    assert [one["name"] for one in told] == [name for name in COMMANDS if name != "desk"]
    for one in told:
        for named in (one, *one["options"]):
            for name in (named["name"], *named["name_localizations"].values()):
                assert NAME.fullmatch(name)
                assert name == name.lower()
        required = [option["required"] for option in one["options"]]
        assert required == sorted(required, reverse=True)
        french = [option["name_localizations"]["fr"] for option in one["options"]]
        assert len(french) == len(set(french))
    assert len({one["name_localizations"]["fr"] for one in told}) == len(told)


async def test_settings_are_shown_to_those_who_manage_the_server_and_names_are_french_too(
    sqlite_store: Database,
) -> None:
    told = {one["name"]: one for one in payload(real(sqlite_store), speak)}
    managed = {name for name, one in told.items() if one.get("default_member_permissions") == 1 << 5}
    assert managed == {name for name, command in COMMANDS.items() if command.admin}
    assert told["subscribe"]["name_localizations"] == {"fr": "abonner"}
    assert told["subscribe"]["description_localizations"]["fr"] == speak("fr")(Text("subscribe-about"))


async def test_arguments_have_choices_or_autocomplete(sqlite_store: Database) -> None:
    told = {
        one["name"]: {option["name"]: option for option in one["options"]} for one in payload(real(sqlite_store), speak)
    }
    assert [one["value"] for one in told["language"]["language"]["choices"]] == list(LANGUAGES)
    assert [one["value"] for one in told["server"]["choice"]["choices"]] == ["mention", "publish", "events"]
    assert told["server"]["role"]["type"] == 8
    offered = {
        (name, option) for name, options in told.items() for option, one in options.items() if one.get("autocomplete")
    }
    assert {("stats", "target"), ("subscribe", "campaign"), ("count", "page"), ("timezone", "zone")} <= offered


async def test_commands_are_registered_only_when_they_changed(house: House) -> None:
    await house.discord.start()
    await house.another().start()
    assert len(house.server.of("PUT", "/commands")) == 1
    fewer = replace(house.services, commands={"start": house.services.commands["start"]})
    await house.another(services=fewer).start()
    assert len(house.server.of("PUT", "/commands")) == 2


async def test_rejected_commands_are_registered_again_with_backoff(house: House) -> None:
    faults = [Fault(400, 50035, "Invalid Form Body"), BROKEN, flood(100)]
    house.server.choose = lambda call: faults.pop(0) if call.method == "PUT" and faults else None
    await house.discord.start()
    await until(lambda: bool(house.discord._renderer.mentions))
    assert house.clock.sleeps == [5, 10, 100]
    assert house.logged("did not take the commands") == 3
    assert house.server.commands


async def test_a_store_failure_while_commands_are_registered_again_is_reported(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken, told = asyncio.Event(), []

    async def troubled(*_: object) -> None:
        told.append(house.clock.now())
        if len(told) == 1:
            raise UnclearError
        taken.set()
        raise OSError

    monkeypatch.setattr("bot.platforms.discord.sync", troubled)
    await house.discord.start()
    await taken.wait()
    await until(lambda: bool(house.faults))
    await house.discord.close()
    assert isinstance(house.faults[0], OSError)
    assert house.logged("could not be told the commands") == 1


async def test_other_platforms_commands_are_not_shown(sqlite_store: Database) -> None:
    start = COMMANDS["start"]
    services = replace(real(sqlite_store), commands={"start": start, "other": replace(start, platform="telegram")})
    assert [one.name for one in shown(services)] == ["start"]
