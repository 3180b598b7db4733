"""The campaign of 2016 as pictures: what the references are drawn from."""

from datetime import timedelta
from pathlib import Path

from bot.charts import draw
from bot.charts.share import ShareForm, campaign_card, draw_share
from bot.charts.worker import fonts, render
from bot.core.counts.chart_data import Window, read_plot
from bot.core.counts.figures import read
from bot.core.counts.intake import take_rows
from bot.core.files.counts_csv import Line, read_rows
from bot.core.model.snapshots import Origin, Snapshot
from bot.demo import published_counts, simulated_count
from bot.locales import speak
from storage import Database
from tests.talk import END, HOUR, START, load_2016, published

REFERENCES = Path(__file__).parent / "references"


FORMS = (None, *ShareForm)
"""What references are drawn of: the chart of a chat, and each form of the picture to pass on."""
ADDRESS = "likes.example.org/no-voip-no-like"


def name_of(form: ShareForm | None) -> str:
    """What a reference's file is called by."""
    return form.name.lower() if form else "chat"


async def picture(store: Database, language: str, form: ShareForm | None) -> bytes:
    """The campaign at its end, with simulated readings of every second hour between the two published ones.

    `form` is None for the chart of a chat.
    """
    campaign = await load_2016(store)
    known = [row for row in read_rows(published(), campaign, END) if isinstance(row, Line)]
    ends = published_counts(campaign, [(row.page, row.snapshot) for row in known])
    rows = []
    for page, (before, after) in ends.items():
        moment = START + 2 * HOUR
        while moment < END:
            rows.append(
                (page, Snapshot(moment, simulated_count(before, after, START, END, moment), 1, Origin.SIMULATED))
            )
            moment += timedelta(hours=2)
    async with store.writing() as tx:
        await take_rows(tx, campaign, rows, END)
        stats, plot = await read(tx, campaign, END), await read_plot(tx, campaign, END, Window.ALL)
    voice = speak(language)
    if form is None:
        return render(draw(stats, plot, voice), fonts())
    return render(draw_share(campaign_card(stats, voice, ADDRESS), form, rtl=voice.right_to_left), fonts())
