"""Pictures of conversations: what the bot really answers, drawn for Telegram, as a phone shows it."""

import base64
from html import escape

from playwright.async_api import Browser
from telegram import InlineKeyboardMarkup

from bot.core.model.reply import Reply, in_zone
from bot.core.ports.language import Tongue
from bot.house import House
from bot.locales import speak
from bot.platforms.telegram.draw import Drawn, draw
from tests.event_talk import EventTalk
from tests.shipped_fonts import dress
from tests.talk import HOUR

Columns = list[list[str]]
"""Bubbles as HTML, by column."""
ZONE = "Africa/Casablanca"
CALL = "هذا المساء في الثامنة نغلق هواتفنا معًا. أخبروا من تحبّون."

STYLE = """
body { margin: 0; background: #d5e1ea; font-size: 15px; line-height: 1.4; }
main { display: flex; gap: 14px; padding: 14px; width: max-content; align-items: flex-start; }
.chat { direction: ltr; width: 330px; display: flex; flex-direction: column; gap: 8px; }
.in, .out { border-radius: 14px; padding: 8px 12px; max-width: 310px; box-sizing: border-box; white-space: pre-wrap;
  overflow-wrap: anywhere; }
.in { background: #fff; align-self: flex-start; width: 310px; }
.out { background: #e1f7cb; align-self: flex-end; }
.in img { display: block; width: 310px; margin: -8px -12px 8px; border-radius: 14px 14px 0 0; }
code { color: #0b5394; }
.row { display: flex; gap: 4px; width: 310px; }
.row span { flex: 1; background: #6f8fa6; color: #fff; border-radius: 9px; padding: 8px 4px; text-align: center;
  font-size: 13px; font-weight: 600; line-height: 1.25; }
.keys { display: flex; flex-direction: column; gap: 4px; }
"""


class Chat:
    """Talks to the bot as persons do, and draws both sides."""

    def __init__(self, talk: EventTalk, house: House, language: str) -> None:
        self._talk = talk
        self._studio = house.studio()
        self.language = language
        self._speak: Tongue = speak(language)
        self._last: dict[str, Reply] = {}
        talk.talk.confirms = False

    async def says(self, text: str, person: str = "7") -> list[str]:
        """What somebody writes to the bot in private, and its answer."""
        return [_own(text), *await self._private(text, person, typed=True)]

    async def taps(self, command: str, person: str = "7") -> list[str]:
        """The first button of the last answer whose command begins like that, and what it leads to."""
        buttons = [button for row in self._last[person].buttons for button in row]
        button = next((one for one in buttons if one.command.startswith(command)), None)
        assert button is not None, (command, buttons)
        return [_own(self._speak(button.label)), *await self._private(button.command, person, typed=False)]

    async def group(self, text: str) -> list[str]:
        """A command in a group, and its answer."""
        return [_own(text), *await self.drawn(await self._talk.talk.group(text))]

    async def drawn(self, reply: Reply) -> list[str]:
        """A reply as bubbles."""
        return [await self._bubble(one) for one in draw(in_zone(reply, ZONE), self._speak)]

    async def _private(self, text: str, person: str, *, typed: bool) -> list[str]:
        self._last[person] = await self._talk.talk.private(text, person, typed=typed)
        return await self.drawn(self._last[person])

    async def _bubble(self, one: Drawn) -> str:
        picture = ""
        if one.picture and (png := await self._studio.picture(one.picture)):
            picture = f'<img alt="" src="data:image/png;base64,{base64.b64encode(png).decode()}">'
        return f'<div class="in" dir="auto">{picture}{one.html}</div>{_keys(one.keyboard)}'


def _own(text: str) -> str:
    return f'<div class="out" dir="auto">{escape(text)}</div>'


def _keys(keyboard: InlineKeyboardMarkup | None) -> str:
    rows = keyboard.inline_keyboard if keyboard else ()
    drawn = ("".join(f'<span dir="auto">{escape(button.text)}</span>' for button in row) for row in rows)
    return f'<div class="keys">{"".join(f"<div class=row>{row}</div>" for row in drawn)}</div>'


async def stats_scene(chat: Chat) -> Columns:
    """The answers to /stats and /chart in a group that speaks the language."""
    await chat.group(f"/language {chat.language}")
    return [await chat.group("/stats"), await chat.group("/chart")]


async def update_scene(chat: Chat, talk: EventTalk) -> Columns:
    """The update of an hour, as the chats that follow get it."""
    await talk.talk.group("/subscribe 1h", person="1")
    await talk.deliveries()
    await talk.go(talk.talk.now + HOUR)
    updates = [one for one in await talk.deliveries() if one.kind == "update"]
    return [await chat.drawn(updates[-1].content)]


async def event_walk(chat: Chat) -> Columns:
    """A new event by buttons alone."""
    start = await chat.says("/menu")
    steps = [
        await chat.taps(f"menu {step}")
        for step in ("event", "plan kind phone_off", "plan day 2016-02-29", "plan time 20:00")
    ]
    return [start, [*steps[0], *steps[1]], [*steps[2], *steps[3]]]


async def call_walk(chat: Chat) -> Columns:
    """A call by buttons: written by one organizer, approved by another."""
    await chat.says("/menu")
    begun = await chat.taps("call")
    number = "2"
    written = await chat.says(CALL)
    await chat.taps(f"call {number} text:fr")
    pictured = await chat.taps(f"call {number} picture")
    await chat.taps(f"call {number} buttons")
    asked = [*await chat.taps(f"call {number} when"), *await chat.taps(f"call {number} when now")]
    return [[*begun, *written], pictured, asked]


async def photograph(browser: Browser, columns: Columns, language: str) -> bytes:
    """The conversation as PNG."""
    direction = "rtl" if speak(language).right_to_left else "ltr"
    page = await browser.new_page(device_scale_factor=1.5, viewport={"width": 1100, "height": 400})
    drawn = "".join(f'<section class="chat">{"".join(one)}</section>' for one in columns)
    await page.set_content(f'<html dir="{direction}"><style>{STYLE}</style><main>{drawn}</main>')
    await dress(page)
    png = await page.locator("main").screenshot()
    await page.close()
    return png
