"""The campaign page: the form, files, changes and their way back, each through a browser without scripts."""

import io
import re
from html import unescape

import pytest
from PIL import Image

from bot.core.model.campaign import Campaign
from bot.core.model.roles import Role
from tests.talk import SLUG
from tests.web.desk.house import BASE, Browser, Desk


def fields(browser: Browser) -> dict[str, str]:
    """The form of the campaign as a browser would send it unchanged."""
    form = browser.page[browser.page.index("campaign/check") :]
    sent = {
        name: unescape(value)
        for name, value in re.findall(r'<input name="([^"]+)" type="[^"]+"[^>]*? value="([^"]*)"', form)
    }
    for name, choices in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        picked = re.search(r'<option value="([^"]+)" selected>', choices)
        sent[name] = unescape(picked[1]) if picked else ""
    return sent


def shown(browser: Browser) -> dict[str, str]:
    """What the preview would send to change the campaign."""
    seen = re.search(r'name="seen" value="(\w+)"', browser.page)
    text = re.search(r"<textarea name=\"toml\"[^>]*>\n(.*?)</textarea>", browser.page, re.DOTALL)
    assert seen is not None
    assert text is not None
    return {"seen": seen[1], "toml": unescape(text[1])}


async def stored(desk: Desk) -> Campaign:
    async with desk.store.reading() as tx:
        campaign = await tx.campaigns.get(SLUG)
    assert campaign is not None
    return campaign


async def changed(browser: Browser, **new: str) -> Browser:
    """Send the form with these fields, and confirm what it would change."""
    await browser.open(f"{BASE}/campaign")
    await browser.send(f"{BASE}/campaign/check", **fields(browser) | new)
    return await browser.send(f"{BASE}/campaign/apply", **shown(browser))


async def test_the_form_changes_the_campaign_and_the_change_is_taken_back(desk: Desk) -> None:
    before = await stored(desk)
    browser = await desk.person(Role.OWNER)
    await browser.open(f"{BASE}/campaign")
    await browser.send(
        f"{BASE}/campaign/check",
        **fields(browser) | {"campaign.title.fr": "Coupons", "campaign.measure.goal": "2000000"},
    )
    assert "campaign.title.fr" in browser.text
    assert "Coupons" in browser.text
    assert await stored(desk) == before
    await browser.send(f"{BASE}/campaign/apply", **shown(browser))
    after = await stored(desk)
    assert after.title.by_language["fr"] == "Coupons"
    assert after.goal == 2_000_000
    assert "changed the campaign (change 1)" in browser.text
    await browser.open(f"{BASE}/audit")
    assert f'<a href="{BASE}/campaign/changes/1">' in browser.page
    await browser.open(f"{BASE}/campaign/changes/1")
    assert "Pas de VoIP = Pas de Like" in browser.text
    await browser.send(f"{BASE}/campaign/changes/1/back")
    assert await stored(desk) == before
    assert [one.act for one in await desk.talk.audit()] == ["claimed", "campaign-changed", "campaign-taken-back"]


async def test_a_form_that_nobody_touched_changes_nothing(desk: Desk) -> None:
    browser = await desk.person(Role.OWNER)
    await browser.open(f"{BASE}/campaign")
    await browser.send(f"{BASE}/campaign/check", **fields(browser))
    assert "Nothing would change." in browser.text
    assert "campaign/apply" not in browser.page


async def test_what_pictures_cannot_show_is_said_once_it_is_there(desk: Desk) -> None:
    browser = await desk.person(Role.OWNER)
    assert "cannot show 🔥:" in (await changed(browser, **{"campaign.title.fr": "Coupons 🔥"})).text
    assert "cannot show" not in (await changed(browser, **{"campaign.accent": "#0a5cc2"})).text
    assert "cannot show" not in (await changed(browser, **{"campaign.title.fr": "Coupons"})).text


async def test_a_key_in_the_address_of_a_page_is_said_once_it_is_there(desk: Desk) -> None:
    browser = await desk.person(Role.OWNER)
    page = {"source": "json", "handle": "https://a.example/x?api_key=hunter2#pick=a", "role": "control"}
    said = await changed(browser, **{f"targets.0.pages.1.{key}": value for key, value in page.items()})
    assert "holds api_key, which looks like a key" in said.text
    assert "looks like a key" not in (await changed(browser, **{"campaign.title.fr": "Coupons"})).text


async def test_a_colour_that_is_hard_to_read_is_said_once_it_is_set(desk: Desk) -> None:
    browser = await desk.person(Role.OWNER)
    said = "The accent colour #ffe08a is hard to read on the page, so it is shown as #827246."
    assert said in (await changed(browser, **{"campaign.accent": "#ffe08a"})).text
    assert said not in (await changed(browser, **{"campaign.title.fr": "Coupons"})).text
    assert "hard to read" not in (await changed(browser, **{"campaign.accent": "#0a5cc2"})).text
    assert "hard to read" not in (await changed(browser, **{"campaign.accent": ""})).text


async def test_titles_are_asked_for_in_the_readers_language_then_in_the_campaigns(desk: Desk) -> None:
    offered = re.compile(r'name="(?:campaign[.]title[.]|title:)(\w\w)"')
    for language, order in (("en", ["en", "ar", "fr"]), ("fr", ["fr", "ar", "en"])):
        operator = await desk.operator(language)
        for path in (f"{BASE}/campaign", f"{BASE}/events/new?kind=phone_off", "/desk/setup"):
            await operator.open(path)
            assert offered.findall(operator.page) == (
                order if path != "/desk/setup" else sorted(order, key=language.__ne__)
            )
        assert f'<option value="{language}" selected>' in operator.page


async def test_a_company_is_added_with_its_measure_and_goal_and_a_control_page(desk: Desk) -> None:
    browser = await desk.person(Role.OWNER)
    await changed(browser, **{
        "targets.3.slug": "petition", "targets.3.name.ar": "عريضة", "targets.3.pages.0.source": "manual",
        "targets.3.pages.0.handle": "paper", "targets.3.pages.0.measure.key": "signatures",
        "targets.3.pages.0.measure.goal": "5000", "targets.0.pages.1.source": "manual",
        "targets.0.pages.1.handle": "other", "targets.0.pages.1.role": "control",
    })  # fmt: skip
    campaign = await stored(desk)
    page = campaign.targets[3].pages[0]
    assert (page.measure.key, page.measure.goal) == ("signatures", 5000)
    assert campaign.targets[0].pages[1].control
    await changed(browser, **{"targets.3.remove": "on"})
    assert len((await stored(desk)).targets) == 3


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("campaign.purge_days", "soon", 'Days until people’s data is deleted: "soon" does not fit.'),
        ("campaign.contact", "", "Contact: this is empty."),
        ("targets.1.slug", "meditel", "Company 3 › Short name in addresses: "),
        ("campaign.ends_at", "2016-02-01T10:00", "End: the end must come after the start."),
        ("campaign.title.ar", "<script>alert(1)</script>\u202e", "Title (العربية): "),
    ],
)
async def test_a_mistake_is_told_with_the_checks_of_the_file_and_nothing_typed_is_lost(
    desk: Desk, name: str, typed: str, said: str
) -> None:
    before = await stored(desk)
    browser = await desk.person(Role.OWNER)
    await browser.open(f"{BASE}/campaign")
    await browser.send(f"{BASE}/campaign/check", **fields(browser) | {name: typed})
    assert said in browser.text
    assert "<script>alert" not in browser.page
    assert fields(browser)[name].removesuffix(":00") == typed.removesuffix(":00")
    assert await stored(desk) == before


async def test_the_file_is_downloaded_edited_and_loaded_after_a_look_at_what_changes(desk: Desk) -> None:
    browser = await desk.person(Role.OWNER)
    text = (await browser.open(f"{BASE}/campaign.toml")).page
    edited = text.replace("Pas de VoIP = Pas de Like", "Rien").replace("\n", "\r\n")
    await browser.open(f"{BASE}/campaign")
    await browser.send(f"{BASE}/campaign/load", files={"file": ("mine.toml", edited.encode())})
    assert "campaign.title.fr" in browser.text
    await browser.send(f"{BASE}/campaign/apply", **shown(browser))
    assert (await stored(desk)).title.by_language["fr"] == "Rien"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "at most 2\u00a0MB"),
        (b"\xff\xfe", "not a text file in UTF-8"),
        (b"[campaign", "this is not TOML"),
        (b"[campaign]\nslug = 1", "line 2, campaign.slug"),
    ],
)
async def test_a_file_that_is_no_campaign_is_refused_with_its_lines(desk: Desk, data: bytes, said: str) -> None:
    browser = await desk.person(Role.OWNER)
    await browser.open(f"{BASE}/campaign")
    await browser.send(f"{BASE}/campaign/load", files={"file": ("mine.toml", data)})
    assert said in browser.text


async def test_a_file_of_another_campaign_is_refused(desk: Desk) -> None:
    browser = await desk.person(Role.OWNER)
    text = (await browser.open(f"{BASE}/campaign.toml")).page.replace(f'"{SLUG}"', '"another"')
    await browser.open(f"{BASE}/campaign")
    await browser.send(f"{BASE}/campaign/load", files={"file": ("mine.toml", text.encode())})
    assert "another campaign" in browser.text


async def test_a_campaign_that_changed_meanwhile_is_shown_again_before_it_changes(desk: Desk) -> None:
    first, second = await desk.person(Role.OWNER), await desk.person(Role.OWNER, "8")
    await first.open(f"{BASE}/campaign")
    await first.send(f"{BASE}/campaign/check", **fields(first) | {"campaign.title.fr": "Un"})
    await changed(second, **{"campaign.purge_days": "12"})
    await first.send(f"{BASE}/campaign/apply", **shown(first))
    assert "Somebody changed the campaign meanwhile." in first.text
    assert "campaign.purge_days" in first.text
    assert (await stored(desk)).title.by_language["fr"] != "Un"
    await first.send(f"{BASE}/campaign/apply", **shown(first))
    assert (await stored(desk)).title.by_language["fr"] == "Un"


async def test_a_change_whose_key_was_changed_again_is_not_taken_back(desk: Desk) -> None:
    browser = await desk.person(Role.OWNER)
    await changed(browser, **{"campaign.purge_days": "12"})
    await changed(browser, **{"campaign.purge_days": "13"})
    await browser.open(f"{BASE}/campaign/changes/1")
    await browser.send(f"{BASE}/campaign/changes/1/back")
    assert "campaign.purge_days was changed again since" in browser.text
    assert (await stored(desk)).purge_days == 13
    assert (await browser.open(f"{BASE}/campaign/changes/9")).status == 404


async def test_a_change_that_a_later_one_needs_is_not_taken_back_and_the_form_says_where(desk: Desk) -> None:
    browser = await desk.person(Role.OWNER)
    await browser.open(f"{BASE}/campaign")
    before = fields(browser)["campaign.ends_at"]
    await changed(browser, **{"campaign.ends_at": "2016-12-01T10:00"})
    await changed(browser, **{"campaign.starts_at": "2016-11-01T10:00"})
    await browser.open(f"{BASE}/campaign/changes/1")
    await browser.send(f"{BASE}/campaign/changes/1/back")
    assert "Nothing was taken back." in browser.text
    assert re.findall(r'name="([^"]+)"[^>]* autofocus', browser.page) == ["campaign.ends_at"]
    assert fields(browser)["campaign.ends_at"] == before
    await browser.open(f"{BASE}/campaign")
    assert fields(browser)["campaign.ends_at"].startswith("2016-12-01T10:00")


async def test_a_forged_text_meets_the_same_checks(desk: Desk) -> None:
    before = await stored(desk)
    browser = await desk.person(Role.OWNER)
    await browser.open(f"{BASE}/campaign")
    await browser.send(f"{BASE}/campaign/apply", toml="[campaign]\nslug = 1", seen="x")
    assert "card refused" in browser.page
    assert await stored(desk) == before


async def test_only_owners_and_the_operator_see_and_change_it(desk: Desk) -> None:
    organizer = await desk.person(Role.ORGANIZER, "8")
    assert (await organizer.open(f"{BASE}/campaign")).status == 403
    assert (await organizer.open(f"{BASE}/campaign.toml")).status == 403
    await organizer.open(f"{BASE}/today")
    await organizer.send(f"{BASE}/campaign/apply", toml="", seen="")
    assert "card refused" in organizer.page
    await changed(await desk.operator(), **{"campaign.purge_days": "12"})
    assert (await stored(desk)).purge_days == 12
    assert (await desk.talk.audit())[-1].role == "operator"


def part(browser: Browser, page: str) -> dict[str, str]:
    """The fields about what is counted that the page of counts has for this page of the campaign's file."""
    found = re.findall(rf'<(?:input|select) name="({page}[^"]+)"', browser.page)
    picked = dict(re.findall(rf'<input name="({page}[^"]+)"[^>]*? value="([^"]*)"', browser.page))
    chosen = re.findall(r'<select name="([^"]+)"[^>]*>.*?<option value="([^"]+)" selected>', browser.page)
    return dict.fromkeys(found, "") | picked | dict(chosen)


async def test_counts_change_a_pages_measure_goal_and_role_as_the_file_does(desk: Desk) -> None:
    browser = await desk.person(Role.OWNER)
    await browser.open(f"{BASE}/counts")
    sent = part(browser, r"targets\.1\.pages\.0\.")
    assert sorted(name.rpartition(".")[2] for name in sent) == ["goal", "key", "role", "wanted"]
    sent |= {"targets.1.pages.0.measure.goal": "1500000", "targets.1.pages.0.role": "control"}
    await browser.send(f"{BASE}/campaign/part", **sent, **{"campaign.slug": "another"})
    assert len(re.findall("<tr><th", browser.page)) == 1 + 2
    await browser.send(f"{BASE}/campaign/apply", **shown(browser))
    page = (await stored(desk)).targets[1].pages[0]
    assert (page.control, page.measure.goal) == (True, 1_500_000)
    await browser.open(f"{BASE}/counts")
    assert "For comparison only" in browser.text
    assert "Goal: 1,500,000\u00a0likes." in browser.text
    await browser.send(f"{BASE}/campaign/part", **{"campaign.measure.goal": "2000000"})
    await browser.send(f"{BASE}/campaign/apply", **shown(browser))
    await browser.open(f"{BASE}/counts")
    assert "The goal of the total: 2,000,000\u00a0likes" in browser.text


async def test_a_goal_that_is_no_number_is_refused_on_the_page_of_counts(desk: Desk) -> None:
    browser = await desk.person(Role.OWNER)
    await browser.open(f"{BASE}/counts")
    name = "targets.0.pages.0.measure.goal"
    await browser.send(f"{BASE}/campaign/part", **{name: "many"})
    assert f'<a href="#field-{name}">' in browser.page
    assert re.findall(r'name="([^"]+)"[^>]* aria-invalid="true"[^>]* autofocus', browser.page) == [name]
    assert part(browser, r"targets\.0\.pages\.0\.")[name] == "many"
    assert len(re.findall(r"<details open", browser.page)) == 1
    assert f'name="back" value="{BASE}/counts"' in browser.page
    assert 'Company 1 › Page 1 › What is counted › Goal: "many" does not fit. It wants a number' in browser.text
    # A field that the page of counts does not have is shown in the campaign's whole form.
    await browser.send(f"{BASE}/campaign/part", **{"campaign.contact": ""})
    assert re.findall(r'name="([^"]+)"[^>]* autofocus', browser.page) == ["campaign.contact"]
    reporter = await desk.person(Role.REPORTER, "8")
    await reporter.open(f"{BASE}/counts")
    assert "campaign/part" not in reporter.page
    await reporter.send(f"{BASE}/campaign/part", **{"targets.0.pages.0.measure.goal": "5"})
    assert (await stored(desk)).pages[0].measure.goal is None


def mark(colour: str) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (300, 300), colour).save(written, "PNG")
    return written.getvalue()


async def test_a_logo_is_uploaded_kept_by_the_form_and_removed(desk: Desk) -> None:
    browser = await desk.person(Role.OWNER)
    await browser.open(f"{BASE}/campaign")
    assert "logo.png" not in browser.page
    await browser.send(f"{BASE}/campaign/logo", files={"logo": ("mark.png", mark("red"))})
    name = (await stored(desk)).logo
    assert len(name) == 64
    assert f"/{SLUG}/logo.png" in browser.page
    assert name not in browser.page
    await changed(browser, **{"campaign.title.fr": "Coupons"})
    after = await stored(desk)
    assert (after.logo, after.title.by_language["fr"]) == (name, "Coupons")
    await browser.open(f"{BASE}/campaign")
    await browser.send(f"{BASE}/campaign/logo")
    assert (await stored(desk)).logo == ""


async def test_a_companys_logo_is_uploaded_kept_by_the_form_and_removed(desk: Desk) -> None:
    browser = await desk.person(Role.OWNER)
    await browser.open(f"{BASE}/campaign")
    assert "/logos/" not in browser.page
    first, second = (one.slug for one in (await stored(desk)).targets[:2])
    await browser.send(f"{BASE}/campaign/logo", files={"logo": ("mark.png", mark("red"))}, target=second)
    after = await stored(desk)
    name = after.targets[1].logo
    assert len(name) == 64
    assert after.logos == (name,)
    assert f'src="/{SLUG}/logos/{name[:16]}.png"' in browser.page
    await changed(browser, **{"campaign.title.fr": "Coupons"})
    assert (await stored(desk)).targets[1].logo == name
    await changed(browser, **{"targets.0.remove": "on"})
    assert next((one.slug, one.logo) for one in (await stored(desk)).targets) == (second, name)
    await browser.open(f"{BASE}/campaign")
    await browser.send(f"{BASE}/campaign/logo", target=first)
    assert (await stored(desk)).logos == (name,)
    await browser.open(f"{BASE}/campaign")
    await browser.send(f"{BASE}/campaign/logo", target=second)
    assert (await stored(desk)).logos == ()


async def test_what_is_no_logo_is_refused(desk: Desk) -> None:
    browser = await desk.person(Role.OWNER)
    text = (await browser.open(f"{BASE}/campaign.toml")).page
    await browser.open(f"{BASE}/campaign")
    await browser.send(f"{BASE}/campaign/logo", files={"logo": ("mark.svg", b"<svg/>")})
    assert "PNG or JPEG" in browser.text
    # A path means nothing here: there is no folder beside the desk.
    await browser.open(f"{BASE}/campaign")
    named = text.replace("timezone =", 'logo = "mark.png"\ntimezone =', 1)
    await browser.send(f"{BASE}/campaign/load", files={"file": ("mine.toml", named.encode())})
    await browser.send(f"{BASE}/campaign/apply", back=f"{BASE}/campaign", **shown(browser))
    assert "no such logo" in browser.text
    assert (await stored(desk)).logo == ""
