"""The code for other sites gives the widget the height that it needs, whatever the campaign counts."""

from dataclasses import replace
from typing import Any

import pytest

from bot.core.counts.figures import read
from bot.core.model.campaign import Page, Target
from bot.core.model.measures.measure import MEASURES
from bot.core.model.reply import Names
from bot.locales import LANGUAGES, speak
from bot.web.page.widget_height import embed_height
from storage import Database
from tests.browser import browsing
from tests.shipped_fonts import dressed_page
from tests.talk import END, HOUR, load, load_2016, put
from tests.web.house import serving

LONG = {"ar": "حملة لها عنوان طويل ", "en": "A campaign whose title is long ", "fr": "Une campagne au titre long "}
NAMES = (
    {"en": "Banque Marocaine du Commerce Extérieur", "ar": "البنك المغربي للتجارة الخارجية إفريقيا"},
    {"en": "McDonald's Maroc (page officielle)", "ar": "ماكدونالدز المغرب الصفحة الرسمية"},
    {"en": "Société Marocaine des Télécommunications par Satellite", "ar": "الشركة المغربية للاتصالات عبر الأقمار"},
    {"en": "Wirtschaftsprüfungsgesellschaftengesetz", "ar": "محطات إفريقيا للوقود بالمغرب"},
)
LIKES, STARS = MEASURES["likes"], MEASURES["stars"]
WIDGETS: dict[str, dict[str, Any]] = {
    "change": {},
    "goal": {"goal": 1_000_000},
    "title": {"title": Names({code: words * 4 for code, words in LONG.items()})},
    "names": {
        "targets": tuple(Target(f"t{at}", Names(NAMES[at % 4]), (Page("facebook", f"t{at}"),)) for at in range(12)),
        "value_per_unit": None,
    },
    "worth": {"targets": tuple(Target(f"t{at}", Names(NAMES[at]), (Page("facebook", f"t{at}"),)) for at in range(4))},
    "compared": {
        "targets": (
            Target("a", Names({"en": "A"}), (Page("manual", "a"),)),
            Target("c", Names({"en": "C"}), (Page("manual", "d", control=True),)),
        )
    },
    "measures": {
        "targets": (
            Target("a", Names({"en": "A"}), (Page("manual", "a", measure=replace(LIKES, goal=900)),)),
            Target("b", Names({"en": "B"}), (Page("manual", "b", measure=STARS), Page("manual", "c", measure=STARS))),
            Target("c", Names({"en": "C"}), (Page("manual", "d", control=True), Page("manual", "e", control=True))),
        )
    },
}


@pytest.mark.parametrize("readings", [1, 2])
@pytest.mark.parametrize("widget", WIDGETS)
async def test_nothing_of_the_widget_is_cut(sqlite_store: Database, widget: str, readings: int) -> None:
    base = await load_2016(sqlite_store)
    campaign = await load(sqlite_store, replace(base, slug="other", **WIDGETS[widget]))
    for number in range(readings):
        at = END - (60 - 50 * number) * HOUR
        await put(
            sqlite_store, campaign, [(page, at, 2_000_100 - 90_000 * number) for page in range(len(campaign.pages))]
        )
    async with sqlite_store.reading() as tx:
        height = embed_height(await read(tx, campaign, END - HOUR), map(speak, LANGUAGES))
    async with (
        serving(sqlite_store, END - HOUR, web_public_url="https://likes.example.org") as site,
        browsing() as browser,
    ):
        assert f'height="{height}"' in (await site.get("/en/other/about")).text.replace("&#34;", '"')
        needed = {}
        for language in LANGUAGES:
            url = f"{site.url}/embed/other/{language}"
            page = await dressed_page(browser, url, viewport={"width": 320, "height": height})
            needed[language] = await page.evaluate("document.querySelector('main').getBoundingClientRect().bottom")
            assert needed[language] <= height, (language, needed, height)
            sizes = await page.evaluate(
                "(({scrollWidth, scrollHeight}) => [scrollWidth, scrollHeight])(document.documentElement)"
            )
            assert sizes == [320, height], language
            await page.context.close()
        # It is the height that the longest language needs.
        assert height - 150 <= max(needed.values()), (needed, height)
