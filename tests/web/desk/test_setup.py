"""First start: tokens, mistakes of the first campaign, pasted addresses; test_walks.py plays it as a whole."""

import re
from datetime import UTC, datetime

import pytest

from bot.core.model.errors import Refusal
from bot.core.model.reply import Text
from bot.core.model.roles import Role
from bot.locales import LANGUAGES, speak
from bot.sources import SOURCES
from bot.web.desk.setup import campaign_toml, find_page, slug_of
from storage import Database, open_store
from tests.fakes import until
from tests.program import KEY, Program, started
from tests.sources.loopback import saying, serving
from tests.talk import Talk
from tests.telegram_server import TOKEN, TelegramServer
from tests.web.desk.house import Desk, desk_of

CAMPAIGN = {
    "title:en": "Fair prices", "fallback": "en", "starts": "2026-12-01T00:00", "zone": "Africa/Casablanca",
    "currency": "mad", "value": "3", "contact": "https://example.org", "name0": "Inwi", "page0": "",
}  # fmt: skip


async def test_a_stored_token_is_used_at_the_next_start_and_the_environment_wins(nolike: Program) -> None:
    store = open_store(f"sqlite:///{nolike.folder / 'nolike.db'}", KEY)
    await store.upgrade()
    async with store.writing() as tx:
        await tx.desk.put_setting("TELEGRAM_BOT_TOKEN", TOKEN, datetime.now(UTC))
    await store.close()
    async with TelegramServer() as server, started("run", TELEGRAM_API_URL=server.url, PYTHONWARNINGS="error"):
        await until(lambda: bool(server.of("getUpdates")), 60)
    given = "43:another-made-up"
    async with (
        TelegramServer(token=given) as other,
        started("run", TELEGRAM_API_URL=other.url, TELEGRAM_BOT_TOKEN=given),
    ):
        await until(lambda: bool(other.of("getUpdates")), 60)


async def test_only_the_operator_sets_up(desk: Desk) -> None:
    owner = await desk.person(Role.OWNER)
    assert (await owner.open("/desk/setup")).status == 403
    await owner.open("/desk/sessions")
    await owner.send("/desk/setup/token", platform="telegram", token="1:x")
    async with desk.store.reading() as tx:
        assert await tx.desk.settings() == {}


@pytest.mark.parametrize(
    ("page", "told", "said"),
    [
        ("app_stars:ma/1234567890", {"averageUserRating": 4.41}, ": 4.41"),
        ("app_stars:ma/1234567890", {"averageUserRating": 7.2}, "holds no count"),
        ("app_store:ma/1234567890", {"userRatingCount": 38124}, ": 38,124"),
        ("app_store:ma/1234567890", {"userRatingCount": 12.5}, "holds no count"),
        ("app_store:ma/1234567890", {"error": "quota"}, "holds no count"),
        ("https://www.tiktok.com/@inwi", {}, "No source reads TikTok"),
    ],
)
async def test_a_pasted_page_is_read_once_and_says_its_number_as_its_measure_writes_it(
    sqlite_store: Database, page: str, told: dict[str, object], said: str
) -> None:
    async with serving() as server, desk_of(Talk(sqlite_store), {"ITUNES_URL": server.url}) as desk:
        server.say = saying({"resultCount": 1, "results": [{"trackId": 1234567890, **told}]})
        operator = await desk.operator()
        await operator.open("/desk/setup")
        await operator.send("/desk/setup/page", page0=page)
        assert said in operator.text, operator.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_pages_whose_source_lacks_a_key_stand_among_what_is_open(desk: Desk, language: str) -> None:
    operator = await desk.operator(language)
    await operator.open("/desk/setup")
    assert speak(language)(Text("desk-all-done")) not in operator.text
    (still,) = re.findall(r'aria-labelledby="open".*?</section>', operator.page, re.DOTALL)
    assert still.count("FACEBOOK_ACCESS_TOKEN") == 1
    async with desk.store.reading() as tx:
        pages = (await tx.campaigns.all())[0].pages
    assert all(page.shown in still for page in pages)


async def test_every_mistake_of_the_form_is_said_and_what_was_typed_stays(desk: Desk) -> None:
    operator = await desk.operator()
    await operator.open("/desk/setup")
    await operator.send("/desk/setup/campaign", **{**CAMPAIGN, "currency": "dirham", "contact": "nobody"})
    assert "card refused" in operator.page
    assert "Currency: " in operator.text
    assert "How people reach you (an e-mail address or a web address): " in operator.text
    assert "line " not in operator.page.partition("card refused")[2].partition("</div>")[0]
    assert "quotes" not in operator.text
    assert 'value="Fair prices"' in operator.page
    assert re.findall(r'name="(\w+)"[^>]* aria-invalid="true"', operator.page) == ["currency", "contact"]
    assert re.findall(r'name="(\w+)"[^>]* autofocus', operator.page) == ["currency"]
    # The page that follows a sent form leads back to one that can be opened.
    assert 'name="back" value="/desk/setup"' in operator.page
    assert 'name="back" value="/desk/setup/campaign"' not in operator.page
    async with desk.store.reading() as tx:
        assert len(await tx.campaigns.all()) == 1


async def test_a_campaign_is_not_made_over_another(desk: Desk) -> None:
    operator = await desk.operator()
    await operator.open("/desk/setup")
    await operator.send("/desk/setup/campaign", **{**CAMPAIGN, "slug": "no-voip-no-like"})
    assert "already" in operator.text
    assert re.findall(r'name="(\w+)"[^>]* autofocus', operator.page) == ["slug"]
    assert 'value="Fair prices"' in operator.page
    async with desk.store.reading() as tx:
        assert (await tx.campaigns.all())[0].currency == "MAD"
        assert (await tx.campaigns.all())[0].zone == "Africa/Casablanca"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"zone": "Mars/Base"}, "zone"),
        ({"starts": "soon"}, "starts"),
        ({"ends": "2016-01-01T10:00"}, "ends"),
        ({"value": "much"}, "value"),
        ({"currency": ""}, "value"),
        ({"title:en": "", "title:fr": "", "title:ar": ""}, "title:en"),
        ({"title:en": ""}, "title:en"),
        ({"slug": "site"}, "slug"),
        ({"name0": "", "page0": ""}, "name0"),
        ({"name0": "", "name2": "desk"}, "name2"),
        ({"name0": "", "name3": "x" * 61}, "name3"),
        ({"page0": "https://x.invalid/y"}, "page0"),
        (
            {"name2": "Inwi", "page2": "https://www.facebook.com/inwi", "page1": "https://www.facebook.com/inwi"},
            "page2",
        ),
    ],
)
async def test_a_mistake_of_the_first_campaign_leads_to_its_field(
    desk: Desk, changes: dict[str, str], field: str
) -> None:
    operator = await desk.operator()
    await operator.open("/desk/setup")
    await operator.send("/desk/setup/campaign", **{**CAMPAIGN, **changes})
    assert re.findall(r'name="([^"]+)"[^>]* autofocus', operator.page) == [field], operator.text
    assert f'aria-describedby="wrong-{field}"' in operator.page


async def test_a_campaign_without_money_and_with_an_arabic_title_is_made_under_its_short_name(desk: Desk) -> None:
    operator = await desk.operator()
    await operator.open("/desk/setup")
    titles = {"title:en": "", "title:fr": "", "title:ar": "\u0623\u0633\u0639\u0627\u0631", "fallback": "ar"}
    bare = {**CAMPAIGN, **titles, "currency": "", "value": "", "slug": "Prix justes"}
    await operator.send("/desk/setup/campaign", **bare)
    async with desk.store.reading() as tx:
        made = await tx.campaigns.get("prix-justes")
    assert made is not None, operator.text
    assert (made.currency, made.value_per_unit) == ("", None)


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://www.facebook.com/inwi", "facebook:inwi"),
        ("https://petition.parliament.uk/petitions/700001", "uk_petitions:700001"),
        ("petition.parliament.uk/petitions/700001", "uk_petitions:700001"),
        ("https://m.facebook.com/Inwi/?ref=1", "facebook:inwi"),
        ("https://x.com/Maroc_Telecom", "x:maroc_telecom"),
        ("https://social.example/@inwi", "mastodon:inwi@social.example"),
        ("https://www.instagram.com/inwi/", "instagram:inwi"),
        ("https://bsky.app/profile/inwi.bsky.social", "bluesky:inwi.bsky.social"),
        ("bluesky:bsky.app", "bluesky:bsky.app"),
    ],
)
def test_a_pasted_address_is_the_page_of_its_source(address: str, key: str) -> None:
    assert find_page(address, SOURCES).key == key


@pytest.mark.parametrize(
    "address", ["https://example.org/", "inwi", "javascript:alert(1)", "https://[bad", "https://www.tiktok.com/@inwi"]
)
def test_an_address_of_no_source_is_refused(address: str) -> None:
    with pytest.raises(Refusal):
        find_page(address, SOURCES)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("us@example.org", "mailto:us@example.org"), ("example.org/contact", "https://example.org/contact"),
        ("https://example.org", "https://example.org"), ("mailto:us@example.org", "mailto:us@example.org"),
        ("t.me/us", "t.me/us"), ("us", "us"),
    ],
)  # fmt: skip
def test_people_are_reached_at_an_address_as_it_is_typed(typed: str, kept: str) -> None:
    assert f'contact = "{kept}"' in campaign_toml({**CAMPAIGN, "contact": typed}, SOURCES, ("ar", "en", "fr"))


def test_hostile_words_stay_one_value_of_the_file() -> None:
    hostile = 'a"\n[campaign]\nslug = "evil'
    text = campaign_toml({**CAMPAIGN, "title:en": hostile, "name0": hostile}, SOURCES, ("ar", "en", "fr"))
    assert text.count("[campaign]\n") == 1
    assert "evil" not in [line.strip() for line in text.splitlines()]


def test_a_slug_is_made_of_latin_letters() -> None:
    assert slug_of(["", "لا مكالمات", "Équité pour tous !"]) == "equite-pour-tous"
    assert slug_of(["٣", "123"]) == ""
