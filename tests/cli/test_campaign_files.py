"""`nolike campaign new` and `edit`, typed in the terminal, and what they write loaded for real."""

import re

import pytest

from bot.cli.campaign_files import read_page
from bot.cli.terminal import EXAMPLE
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
    assert "It wants the address of a page, or source:handle" in said
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
    assert ran.code == 1
    assert said in plain(ran.err)
    assert file.read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("address", "key"),
    [("https://www.facebook.com/OrangeMaroc", "facebook:orangemaroc"),
     ("https://www.youtube.com/@inwi", "youtube:@inwi"), ("https://shop.example", "tranco:shop.example"),
     ("https://mastodon.social/@inwi", "mastodon:inwi@mastodon.social"), ("https://x.com/inwi", "x:inwi"),
     ("https://github.com/a/b", "github_stars:a/b"), ("https://t.me/inwi", "telegram:inwi"),
     ("https://www.instagram.com/inwi/", "instagram:inwi")],
)  # fmt: skip
def test_a_pasted_address_is_of_one_source(address: str, key: str) -> None:
    page = read_page(address)
    assert page is not None
    assert page.key == key
