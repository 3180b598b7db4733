"""How a page is named: by its company, by its source where that has several, else by its handle."""

from dataclasses import replace

import pytest

from bot.core.model.campaign import Campaign, Page, own_name, page_name
from bot.core.model.reply import Text
from bot.locales import LANGUAGES, speak
from bot.sources import SOURCES
from tests.talk import example

FACEBOOK, X = Page("facebook", "inwi"), Page("x", "inwi")
HTML, OTHER = Page("html", "https://inwi.example/n#css=b"), Page("html", "https://inwi.example/n#css=i")
SECOND = Page("html", "https://shop.inwi.example/n#css=b")


def with_pages(*pages: Page) -> Campaign:
    made = example()
    return replace(made, targets=(made.targets[0], replace(made.targets[1], pages=pages)))


def named(page: Page, *pages: Page, language: str = "en") -> str:
    said = speak(language)(Text("cell", {"value": page_name(with_pages(*pages), page)}))
    return said.translate(dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200f")))


@pytest.mark.parametrize(
    ("pages", "names"),
    [
        ([FACEBOOK], ["Inwi"]),
        ([FACEBOOK, X], ["Inwi (Facebook)", "Inwi (X)"]),
        ([FACEBOOK, HTML], ["Inwi (Facebook)", "Inwi (web page)"]),
        ([HTML, SECOND], ["Inwi (inwi.example/n)", "Inwi (shop.inwi.example/n)"]),
        ([FACEBOOK, HTML, SECOND],
         ["Inwi (Facebook)", "Inwi (web page · inwi.example/n)", "Inwi (web page · shop.inwi.example/n)"]),
        ([HTML, OTHER], ["Inwi (https://inwi.example/n#css=b)", "Inwi (https://inwi.example/n#css=i)"]),
    ],
)  # fmt: skip
def test_a_page_is_named_by_no_more_than_tells_it_apart(pages: list[Page], names: list[str]) -> None:
    assert [named(page, *pages) for page in pages] == names
    assert len(set(names)) == len(pages)


def test_a_page_of_no_company_goes_by_its_own_name_and_its_source() -> None:
    page = Page("uk_petitions", "700123")
    assert page_name(example(), page) == own_name(page)
    assert named(page, FACEBOOK) == "700123 (UK petition)"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_source_has_a_name_of_its_own_in_every_language(language: str) -> None:
    names = [speak(language)(Text("source-name", {"source": source})) for source in SOURCES]
    assert len(set(names)) == len(SOURCES)
    assert not [name for name in names if "_" in name or name in SOURCES]
