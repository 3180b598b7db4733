"""What a visitor can do: one thing to do now, and the ways to pass the page on."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from bot.core.model.call import ButtonKind
from bot.core.model.campaign import Page
from bot.core.model.measures.measure import LIKES, Wanted
from bot.core.model.reply import Names, Text
from bot.core.ports.language import Tongue
from bot.web.page.activities import act
from bot.web.page.page_data import PageData

# What each opens is a draft of a message; the person chooses who gets it.
PLACES = (
    ("share-whatsapp", "https://wa.me/?text={both}"),
    ("share-telegram", "https://t.me/share/url?url={link}&text={text}"),
    ("share-x", "https://x.com/intent/post?text={text}&url={link}"),
)


def primary(page_data: PageData, speak: Tongue, link: Callable[[Page], str]) -> dict[str, str] | None:
    """The one button at the top: an open event, else the newest call, else the companies, else following.

    `link` gives the address of a followed page, "" for none. After the campaign's end it is what came of its events;
    else there is none, and sharing stands alone.
    """
    stats, activities = page_data.stats, page_data.activities
    for status in activities.events:
        if status.event.open and not status.over:
            return act(status, page_data.bots, speak) or {
                "text": speak(Text("page-act-part")), "href": f"#event-{status.event.id}",
            }  # fmt: skip
    if stats.ended:
        came = any(status.event.result for status in activities.events)
        return {"text": speak(Text("page-past")), "href": "#past"} if came else None
    for call in activities.calls(speak.code, page_data.campaign):
        for button in call.script.buttons:
            if button.kind is ButtonKind.LINK:
                label = Text("call-button", {"label": Names(button.label, page_data.campaign.fallback)})
                return {"text": speak(label), "href": button.url}
    measure = stats.measure
    linked = any(link(page.page) for one in stats.targets for page in one.pages)
    if linked and measure.key == LIKES.key and measure.wanted is Wanted.FALL:
        return {"text": speak(Text("page-act-take-back")), "href": "#companies"}
    followed = follow(page_data, speak)
    return followed[0] if followed else None


def follow(page_data: PageData, speak: Tongue) -> list[dict[str, str]]:
    """The bot on each platform that it is on, as long as the campaign lasts."""
    if page_data.stats.ended:
        return []
    return [{"href": link, "text": speak(Text(f"page-join-{name}"))} for name, link in page_data.bots.items()]


def sharing(title: str, said: str, link: str, speak: Tongue) -> dict[str, Any]:
    """The ways to pass the page on; `link` is its full address, "" where only the browser knows it."""
    text = speak(Text("said-of", {"name": title, "said": said}))
    values = {"text": quote(text, safe=""), "link": quote(link, safe=""), "both": quote(f"{text} {link}", safe="")}
    places = [{"text": speak(Text(name)), "href": form.format(**values)} for name, form in PLACES if link]
    return {"text": text, "link": link, "places": places, "copying": speak(Text("page-copy")),
            "done": speak(Text("page-copy-done")), "heading": speak(Text("button-share"))}  # fmt: skip
