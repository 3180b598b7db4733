"""/chart: the change over time, as a picture, for every target or for one, in one of the campaign's measures."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.core.commands.request import Argument, Ask, Command
from bot.core.counts import figures
from bot.core.counts.chart_data import Window, measure_words, read_plot
from bot.core.counts.picture_address import chart_address
from bot.core.counts.replies import buttons, open_events, window_summary
from bot.core.model.errors import Refusal
from bot.core.model.input.letters import fold
from bot.core.model.limits import mark_of
from bot.core.model.measures.measure import MEASURES
from bot.core.model.measures.texts import measure_name
from bot.core.model.reply import Button, Reply, Text, Value, listed
from bot.core.ports.database import Transaction
from handlers.stats import meant, names_of

WINDOWS = tuple(window.value for window in Window)
MEASURE = re.compile(rf"({'|'.join(MEASURES)})(-[0-9]{{1,2}})?|[0-9a-f]{{12}}")
"""The word of a measure, see `measure_words`, or what stands for it in a button."""


async def chart(ask: Ask, tx: Transaction) -> Reply:
    """The picture of a campaign or target over 24 h, 72 h or the whole campaign, and its figures.

    It is of the first measure or of the one that is named; the others have a button each.
    """
    words, window, named = split(ask)
    try:
        campaign, target = meant(replace(ask, words=words))
    except Refusal as refusal:
        if refusal.text.id == "unknown-target" and len(words) == 1 and words[0][:1].isdigit():
            raise Refusal(
                Text("bad-window", {"word": words[0]}), usage=True, offers=[f"chart {name}" for name in WINDOWS]
            ) from None
        raise
    slug = target.slug if target else ""
    measures = measure_words(campaign, slug)
    named = next((word for word in measures if mark_of(word) == named), named)
    if named and named not in measures:
        offers = [f"chart {slug or campaign.slug} {one}" for one in measures]
        raise Refusal(Text("no-such-measure", {"word": named, "known": listed(measures)}), usage=True, offers=offers)
    # Without a name, the address stays as it was before there were several.
    measure = "" if named == next(iter(measures), "") else named
    plot = await read_plot(tx, campaign, ask.now, window, slug, points=2, measure=measure)
    shown = (await figures.read(tx, campaign, ask.now)).of(plot.measure)
    values: dict[str, Value] = {
        "title": campaign.title,
        "measure": measure_name(plot.measure),
        "window": Text(f"chart-{window.value}"),
    }
    title = Text("chart-caption", values)
    others = tuple(
        (
            Button(
                Text("chart-of", {"measure": measure_name(one)}),
                command=f"chart {slug or campaign.slug} {window} {mark_of(word)}",
            ),
        )
        for word, one in measures.items()
        if one.identity != plot.measure.identity
    )
    if not plot.drawn:
        return Reply(title=title, lines=(Text("chart-nothing"),), buttons=others)
    return Reply(
        title=title,
        lines=window_summary(shown, plot),
        picture=chart_address(shown, window, slug, measure),
        buttons=(*others, *buttons(shown, await open_events(tx, campaign), slug)),
    )


def split(ask: Ask) -> tuple[tuple[str, ...], Window, str]:
    """The words that name a target or campaign, the window, and the word of a measure, "" if none is named.

    Window and measure stand behind the rest, in any order; the window is the whole campaign if none is named.
    """
    words, window, measure = ask.words, Window.ALL, ""
    for _ in range(2):
        last = words[-1].lower() if words else ""
        if last in WINDOWS:
            words, window = words[:-1], Window(last)
        elif MEASURE.fullmatch(last) and not _names_target(ask, words):
            words, measure = words[:-1], last
    return words, window, measure


def _names_target(ask: Ask, words: Sequence[str]) -> bool:
    """Whether the words are a target's own name, which may be the name of a measure too."""
    named = fold(" ".join(words))
    return any(named in names_of(target) for campaign in ask.campaigns for target in campaign.targets)


COMMAND = Command(
    "chart",
    chart,
    arguments=(
        Argument("target", suggest="targets"),
        Argument("window", choices=WINDOWS),
        Argument("measure", suggest="measures"),
    ),
    reads=True,
)
