"""`nolike campaign new` and `edit`, typed in the terminal, and what they write loaded for real."""

import re

import pytest

from bot.cli.campaign_files import read_page
from bot.cli.terminal import EXAMPLE
from bot.core.model.errors import Wrong
from tests.program import Program

ANSWERS = ["Moins cher", "", "fr", "Europe/Pari", "Europe/Paris", "soon", "2026-12-01 20:00", "us", "t.me/moinscher",
           "Orange Maroc", "no page of any source", "https://www.facebook.com/OrangeMaroc", "manual:Pétition",
           "signatures", "", "Orange!Maroc", "manual:two", "", "", "", "y"]  # fmt: skip


def plain(text: str) -> str:
    return re.sub("[\u2066-\u2069]", "", text)


def test_a_campaign_is_asked_for_and_its_file_loads(nolike: Program) -> None:
    file = nolike.folder / "drive.toml"
    ran = nolike("campaign", "new", str(file), typed="\n".join(ANSWERS) + "\n")
    assert ran.code == 0, ran.err
    said = plain(ran.err)
    assert "Did you mean Europe/Paris?" in said
    assert "soon does not fit. It wants a local date and time" in said
    assert "us does not fit. It wants an address" in said
    assert "It wants the address of a page that a source knows, source:handle" in said
    assert (
        file.read_text(encoding="utf-8")
        == """\
[campaign]
slug = "moins-cher"
title = { fr = "Moins cher" }
timezone = "Europe/Paris"
starts_at = 2026-12-01T20:00:00
fallback = "fr"
contact = "t.me/moinscher"
crowd = true

[[targets]]
slug = "orange-maroc"
name = { fr = "Orange Maroc" }
pages = [
  { source = "facebook", handle = "orangemaroc" },
  { source = "manual", handle = "Pétition", measure = "signatures" },
]

[[targets]]
slug = "orange-maroc-2"
name = { fr = "Orange!Maroc" }
pages = [
  { source = "manual", handle = "two", measure = "likes" },
]
"""
    )
    loaded = nolike("campaign", "load", str(file))
    assert "with 3 pages" in plain(loaded.out)
    assert "is there already" in plain(nolike("campaign", "new", str(file)).err)


def test_a_campaign_of_pages_that_are_read_asks_for_no_crowd(nolike: Program) -> None:
    nolike.set(FACEBOOK_ACCESS_TOKEN="a-token-of-the-tests")
    file = nolike.folder / "drive.toml"
    answers = ["Drive", "", "", "UTC", "", "mailto:us@example.org", "en", "facebook:inwi", "", ""]
    ran = nolike("campaign", "new", str(file), typed="\n".join(answers) + "\n")
    assert ran.code == 0, ran.err
    text = file.read_text(encoding="utf-8")
    assert "crowd" not in text
    assert 'slug = "en-1"' in text


def test_one_key_of_a_file_is_changed_and_the_file_loads(nolike: Program) -> None:
    file = nolike.folder / "no-voip-no-like.toml"
    before = EXAMPLE.read_text(encoding="utf-8")
    file.write_text(before, encoding="utf-8")
    for key, value, line in (
        ("updates", "30m", 'updates = "30m"'),
        ("title.en", "No calls = no likes", 'en = "No calls = no likes"'),
        ("targets.inwi.name.fr", "INWI", 'name = { ar = "إنوي", fr = "INWI", en = "Inwi" }'),
        ("milestones", "5000", "milestones = 5000 # losses that every chat hears of once; 0 is never"),
    ):
        ran = nolike("campaign", "edit", str(file), key, value)
        assert ran.code == 0, ran.err
        assert line in file.read_text(encoding="utf-8")
    # Each changed one line, or added it; none was lost.
    after = file.read_text(encoding="utf-8").splitlines()
    assert len(set(after) - set(before.splitlines())) == 4
    assert len(after) - len(before.splitlines()) in {0, 1}
    assert nolike("campaign", "load", str(file)).code == 0


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [("updates", "often", '"often" does not fit'), ("updatez", "1h", "Did you mean updates?"),
     ("targets.orange.name", "x", "There is no row orange. Known here: maroc-telecom, inwi, meditel.")],
)  # fmt: skip
def test_an_edit_that_could_not_be_loaded_changes_nothing(nolike: Program, key: str, value: str, said: str) -> None:
    file = nolike.folder / "a.toml"
    before = EXAMPLE.read_text(encoding="utf-8")
    file.write_text(before, encoding="utf-8")
    ran = nolike("campaign", "edit", str(file), key, value)
    assert ran.code == 2
    assert said in plain(ran.err)
    assert file.read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("address", "key"),
    [("https://www.facebook.com/OrangeMaroc", "facebook:orangemaroc"),
     ("https://www.youtube.com/@inwi", "youtube:@inwi"), ("https://shop.example", "tranco:shop.example"),
     ("https://mastodon.social/@inwi", "mastodon:inwi@mastodon.social"), ("https://x.com/inwi", "x:inwi"),
     ("https://github.com/a/b", "github_stars:a/b"), ("https://t.me/inwi", "telegram:inwi"),
     ("https://www.instagram.com/inwi/", "instagram:inwi"), ("https://m.facebook.com/inwi", "facebook:inwi"),
     ("https://twitter.com/inwi", "x:inwi"), ("https://m.youtube.com/@inwi", "youtube:@inwi"),
     ("discord.com/invite/abcDEF", "discord_invite:abcDEF"), ("https://www.shop.example/", "tranco:shop.example"),
     ("https://fr.trustpilot.com/review/www.inwi.ma", "trustpilot:inwi.ma"),
     ("https://ar.m.wikipedia.org/wiki/Inwi", "wikipedia_views:ar.wikipedia/Inwi"),
     ("https://other.example/@inwi@social.example", "mastodon:inwi@social.example")],
)  # fmt: skip
def test_a_pasted_address_is_of_one_source(address: str, key: str) -> None:
    page = read_page(address)
    assert page is not None
    assert page.key == key


@pytest.mark.parametrize(
    "address",
    ["https://petitions.example/api/1.json", "https://www.facebook.com/inwi/posts/1",
     "https://shop.example/?a=1", "https://t.me/+abcdef"],
)  # fmt: skip
def test_an_address_that_no_source_knows_is_not_read_as_the_rank_of_its_site(address: str) -> None:
    with pytest.raises(ValueError, match=re.escape(address)):
        read_page(address)


@pytest.mark.parametrize(
    ("address", "network", "typed"),
    [("tiktok.com/@inwi", "TikTok", "manual:inwi"),
     ("https://www.linkedin.com/company/inwi/", "LinkedIn", "manual:inwi"),
     ("https://www.threads.com/@inwi", "Threads", "manual:inwi"), ("mastodon:inwi@tiktok.com", "TikTok", "inwi")],
)  # fmt: skip
def test_a_page_of_a_network_that_nothing_reads_is_offered_to_be_typed(address: str, network: str, typed: str) -> None:
    with pytest.raises(Wrong) as raised:
        read_page(address)
    values = raised.value.values
    assert (values["network"], values.get("example", values.get("handle"))) == (network, typed)


def test_an_address_that_several_sources_know_names_them(nolike: Program) -> None:
    app = "https://apps.apple.com/ma/app/mon-inwi/id1234567890"
    answers = ["Apps", "", "fr", "Europe/Paris", "", "t.me/apps", "Inwi", app, f"app_stars:{app}", "", "", ""]
    file = nolike.folder / "apps.toml"
    ran = nolike("campaign", "new", str(file), typed="\n".join(answers) + "\n")
    assert ran.code == 0, ran.err
    assert "app_chart, app_stars, app_store can all read" in plain(ran.err)
    assert "such as app_store:https://apps.apple.com/ma" in plain(ran.err)
    assert "  app_stars:ma/1234567890\n" in ran.out
    assert 'handle = "ma/1234567890"' in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("said", "kept"),
    [(["oui"], True), (["نعم"], True), (["O"], True), (["y"], True), (["maybe", "yes"], True), (["non"], False),
     (["لا"], False), ([""], False), (["n"], False)],
)  # fmt: skip
def test_a_question_is_answered_in_any_language(nolike: Program, said: list[str], kept: bool) -> None:  # noqa: FBT001 - what is expected
    answers = ["Cards", "", "fr", "Europe/Paris", "", "t.me/cards", "Inwi", "manual:cards", "likes", "", "", *said]
    file = nolike.folder / "cards.toml"
    ran = nolike("campaign", "new", str(file), typed="\n".join(answers) + "\n")
    assert ran.code == 0, ran.err
    assert ("crowd = true" in file.read_text(encoding="utf-8")) == kept
