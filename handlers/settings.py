"""/settings: the settings of this chat, and how to change them."""

from bot.core.commands.request import Ask, Command
from bot.core.delivery.promises import halt_breaks
from bot.core.model.chats import Mode
from bot.core.model.input.letters import JOINER
from bot.core.model.reply import Button, Moment, Reply, Text
from bot.core.ports.database import Transaction
from handlers.subscribe import spoken_cadence

RANGE = f"{JOINER}–{JOINER}"
"""Joins the ends of a range in one line."""


async def settings(ask: Ask, tx: Transaction) -> Reply:
    """Language, time zone, quiet hours and subscriptions of the chat."""
    lines = [
        Text("settings-language", {"language": Text(f"language-{ask.language}")}),
        Text("settings-zone", {"now": Moment(ask.now, ask.zone, "offset")}),
        _quiet(ask),
    ]
    campaigns = {campaign.slug: campaign for campaign in ask.campaigns}
    for one in await tx.chats.subscriptions(ask.chat) if ask.chat.id else ():
        title, cadence = campaigns[one.campaign].title, spoken_cadence(one.cadence)
        if one.next_due is None:
            lines.append(Text("settings-over", {"title": title}))
        else:
            follows = "settings-board" if one.mode is Mode.BOARD else "settings-follows"
            lines.append(Text(follows, {"title": title, "cadence": cadence, "next": Moment(one.next_due)}))
            lines += await halt_breaks(tx, campaigns[one.campaign])
        if one.chapter:
            lines.append(Text("settings-chapter", {"name": campaigns[one.campaign].chapter_name(one.chapter)}))
    if not ask.follows:
        lines.append(Text("settings-follows-nothing"))
    buttons = (Button(Text("button-language"), command="language"),)
    return Reply(title=Text("settings-title"), lines=tuple(lines), buttons=(buttons,))


def _quiet(ask: Ask) -> Text:
    quiet = ask.chat.quiet
    if quiet is None:
        return Text("settings-no-quiet")
    return Text("settings-quiet", {"hours": f"{quiet.start:%H:%M}{RANGE}{quiet.end:%H:%M}"})


COMMAND = Command("settings", settings, admin=True, reads=True)
