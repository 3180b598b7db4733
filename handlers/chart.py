"""/chart: the change over time, as a picture, for every target or for one."""

from dataclasses import replace

from bot.core.commands.request import Argument, Ask, Command
from bot.core.counts import figures
from bot.core.counts.chart_data import Window, read_plot
from bot.core.counts.picture_address import chart_address
from bot.core.counts.replies import buttons, open_events, window_summary
from bot.core.model.errors import Refusal
from bot.core.model.measures.texts import measure_name
from bot.core.model.reply import Reply, Text, Value
from bot.core.ports.database import Transaction
from handlers.stats import meant

WINDOWS = tuple(window.value for window in Window)


async def chart(ask: Ask, tx: Transaction) -> Reply:
    """The picture of a campaign or target over 24 h, 72 h or the whole campaign, and its figures."""
    words, window = split(ask)
    try:
        campaign, target = meant(replace(ask, words=words))
    except Refusal as refusal:
        if refusal.text.id == "unknown-target" and len(words) == 1 and words[0][:1].isdigit():
            raise Refusal(
                Text("bad-window", {"word": words[0]}), usage=True, offers=[f"chart {name}" for name in WINDOWS]
            ) from None
        raise
    slug = target.slug if target else ""
    shown = await figures.read(tx, campaign, ask.now)
    plot = await read_plot(tx, campaign, ask.now, window, slug, points=2)
    values: dict[str, Value] = {
        "title": campaign.title,
        "measure": measure_name(plot.measure),
        "window": Text(f"chart-{window.value}"),
    }
    title = Text("chart-caption", values)
    if not plot.drawn:
        return Reply(title=title, lines=(Text("chart-nothing"),))
    return Reply(
        title=title,
        lines=window_summary(shown, plot),
        picture=chart_address(shown, window, slug),
        buttons=buttons(shown, await open_events(tx, campaign), slug),
    )


def split(ask: Ask) -> tuple[tuple[str, ...], Window]:
    """The words that name a target or campaign, and the window; the whole campaign if no window is named."""
    if ask.words and ask.words[-1].lower() in WINDOWS:
        return ask.words[:-1], Window(ask.words[-1].lower())
    return ask.words, Window.ALL


COMMAND = Command(
    "chart", chart, arguments=(Argument("target", suggest="targets"), Argument("window", choices=WINDOWS)), reads=True
)
