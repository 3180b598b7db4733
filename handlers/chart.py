"""/chart: the change over time, as a picture, for every target or for one, in one of the campaign's measures."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.core.commands.request import Argument, Ask, Command
from bot.core.counts import figures
from bot.core.counts.chart_data import Window, measure_words, read_plot
from bot.core.counts.picture_address import chart_address
from bot.core.counts.replies import buttons, nothing_to_draw, open_events, summary, window_summary
from bot.core.model.campaign import named_in_buttons
from bot.core.model.errors import Refusal
from bot.core.model.input.letters import fold
from bot.core.model.limits import mark_of
from bot.core.model.measures.measure import MEASURES, Measure
from bot.core.model.measures.texts import measure_name
from bot.core.model.reply import Button, Reply, Text, Value, listed
from bot.core.ports.database import Transaction
from handlers.stats import meant, names_of, tapped

WINDOWS = tuple(window.value for window in Window)
MEASURE = re.compile(rf"({'|'.join(MEASURES)})(-[0-9]{{1,2}})?|[0-9a-f]{{12}}")
"""The word of a measure, see `measure_words`, or what stands for it in a button."""

LONGEST_NAME = 6
"""Words of the longest name of a measure that is looked for."""


async def chart(ask: Ask, tx: Transaction) -> Reply:
    """The picture of a campaign or target over 24 h, 72 h or the whole campaign, and its figures.

    It is of the first measure or of the one that is named; the others have a button each.
    """
    words, window, named = split(ask)
    try:
        campaign, target = meant(replace(ask, words=words))
    except Refusal as refusal:
        if refusal.text.id == "unknown-target" and len(words) == 1 and words[0][:1].isdigit():
            offers = [Button(Text(f"chart-{one.value}"), command=f"chart {one.value}") for one in Window]
            raise Refusal(Text("bad-window", {"word": words[0]}), usage=True, offers=offers) from None
        raise
    slug = target.slug if target else ""
    measures = measure_words(campaign, slug)
    called = (word for word, one in measures.items() if named in {mark_of(word), *_names(ask, one)})
    named = named if named in measures else next(called, named)
    if named and named not in measures:
        offers = [
            Button(
                Text("chart-of", {"measure": measure_name(one, measures.values())}),
                command=f"chart {named_in_buttons(campaign, slug)} {mark_of(word)}",
            )
            for word, one in measures.items()
        ]
        names = listed(measure_name(one, measures.values()) for one in measures.values())
        raise Refusal(Text("no-such-measure", {"word": named, "known": names}), usage=True, offers=offers)
    # Without a name, the address stays as it was before there were several.
    measure = "" if named == next(iter(measures), "") else named
    plot = await read_plot(tx, campaign, ask.now, window, slug, points=2, measure=measure)
    shown = (await figures.read(tx, campaign, ask.now)).of(plot.measure)
    counted = measure_words(campaign).values()
    values: dict[str, Value] = {
        "title": campaign.title,
        "measure": measure_name(plot.measure, counted),
        "window": Text(f"chart-{window.value}"),
    }
    title = Text("chart-caption", values)
    others = tuple(
        (
            Button(
                Text("chart-of", {"measure": measure_name(one, counted)}),
                command=f"chart {named_in_buttons(campaign, slug)} {window} {mark_of(word)}",
            ),
        )
        for word, one in measures.items()
        if one.identity != plot.measure.identity
    )
    if not plot.drawn:
        lines = summary(shown, slug) if shown.compares(slug) else (nothing_to_draw(plot),)
        return Reply(title=title, lines=lines, buttons=others)
    if not plot.begun:
        lines = (*summary(shown, slug), nothing_to_draw(plot))
        return Reply(
            title=title, lines=lines, buttons=(*others, *buttons(shown, await open_events(tx, campaign), slug))
        )
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
        elif _names_target(ask, words):
            continue
        elif MEASURE.fullmatch(last):
            words, measure = words[:-1], last
        elif not measure and (length := _length_of_measure(ask, words)):
            words, measure = words[:-length], fold(" ".join(words[-length:]))
    return words, window, measure


def _length_of_measure(ask: Ask, words: Sequence[str]) -> int:
    """How many of the last words are the name of a measure that one of the campaigns counts; 0 for none."""
    if not words:
        return 0
    measures = {one.identity: one for campaign in ask.campaigns for one in measure_words(campaign).values()}
    known = {name for one in measures.values() for name in _names(ask, one)}
    lengths = range(min(len(words), LONGEST_NAME), 0, -1)
    return next((length for length in lengths if fold(" ".join(words[-length:])) in known), 0)


def _names(ask: Ask, measure: Measure) -> set[str]:
    """What people call a measure in every language of the bot, folded, see `fold`."""
    names = {fold(speak(measure_name(measure))) for speak in ask.uploads.tongues()}
    # Arabic has two forms of a plural of people, of which the name in the texts is one.
    names |= {name[:-2] + "ين" for name in names if name.endswith("ون")}
    return names | {name.removeprefix("ال") for name in names}


def _names_target(ask: Ask, words: Sequence[str]) -> bool:
    """Whether the words are a target's own name, which may be the name of a measure too."""
    said = " ".join(words)
    named = any(fold(said) in names_of(target) for campaign in ask.campaigns for target in campaign.targets)
    return named or tapped(ask, said) is not None


COMMAND = Command(
    "chart",
    chart,
    arguments=(
        Argument("target", suggest="targets"),
        Argument("window", choices=WINDOWS),
        Argument("measure", suggest="measures"),
    ),
    reads=True,
    form=True,
)
