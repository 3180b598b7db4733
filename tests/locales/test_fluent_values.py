import re
from collections.abc import Mapping
from copy import deepcopy
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from babel import Locale
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentSerializer, parse, serialize
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Transformer

from bot.core.model.reply import Number, Text, Value
from bot.locales import LANGUAGES, speak
from bot.locales.fluent_values import number_value, word_value
from bot.locales.voice import load

TEXT = "it = { $n ->\n    [one] one: { $n }\n    [owner] word: { $n }\n   *[other] other: { $n }\n}\n"


def said(value: object) -> str:
    bundle = FluentBundle(["en"], use_isolating=False)
    bundle.add_resource(FluentResource(TEXT))
    pattern = bundle.get_message("it").value
    assert pattern is not None
    sentence, errors = bundle.format_pattern(pattern, {"n": value})
    assert not errors
    return str(sentence)


def test_a_word_chooses_by_what_it_is_and_is_shown_as_written() -> None:
    assert said(word_value("owner", "مالك")) == "word: مالك"


def test_a_number_with_decimals_is_not_one_where_its_whole_form_is() -> None:
    assert number_value(1, "1").format(None) == "1"  # type: ignore[arg-type] # the locale is not used
    assert float(number_value(453, "4.53", 2)) == 4.53  # type: ignore[arg-type] # a decimal of Fluent's own


MARKS = re.compile("[\u200f\u2060\u2066-\u2069]")
CATEGORIES, LEAST = {"zero", "one", "two", "few", "many"}, 30
NUMBERS = [*(Number(number, 0) for number in (0, 1, 2, 3, 11, 100)),
           *(Number(tenths, 1) for tenths in (0, 5, 10, 15, 20, 30, 110, 1000, -5, -10))]  # fmt: skip


class Chosen(Transformer):
    """Puts the variant that CLDR's rules choose for a number in the place of each choice among plural forms."""

    def __init__(self, language: str, number: Number) -> None:
        self.number = Decimal(number.value).scaleb(-number.decimals)
        self.category = Locale.parse(language).plural_form(self.number)
        self.counts: set[str] = set()

    def visit_Pattern(self, node: ftl.Pattern) -> ftl.Pattern:  # noqa: N802 - the visitor's own name
        parts: list[ftl.TextElement | ftl.Placeable] = []
        for part in node.elements:
            choice = part.expression if isinstance(part, ftl.Placeable) else None
            chosen = self.chosen(choice) if isinstance(choice, ftl.SelectExpression) else None
            parts += chosen.elements if chosen else [self.visit(part)]
        node.elements = parts
        return node

    def chosen(self, choice: ftl.SelectExpression) -> ftl.Pattern | None:
        """The chosen variant, itself without choices; None for a choice among words."""
        keys = [one.key.name if isinstance(one.key, ftl.Identifier) else Decimal(one.key.value)
                for one in choice.variants]  # fmt: skip
        if not isinstance(choice.selector, ftl.VariableReference) or not any(
            isinstance(key, Decimal) or key in CATEGORIES for key in keys
        ):
            return None
        self.counts.add(choice.selector.id.name)
        right = [one for one, key in zip(choice.variants, keys, strict=True) if key in {self.number, self.category}]
        return self.visit(next(iter(right), next(one for one in choice.variants if one.default)).value)


@cache
def choosing(language: str) -> list[ftl.Message]:
    """The texts that choose among variants, of the chats and of the desk."""
    found = []
    for folder in ("", "desk"):
        written = Path("bot/locales", folder, f"{language}.ftl").read_text(encoding="utf-8")
        found += [one for one in parse(written).body if isinstance(one, ftl.Message)]
    return [one for one in found if "->" in FluentSerializer().serialize_entry(one)]


@pytest.mark.parametrize("number", NUMBERS, ids=lambda one: f"{one.value}e-{one.decimals}")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_takes_the_plural_form_of_its_number_with_its_decimals(
    tmp_path: Path, language: str, number: Number
) -> None:
    tree, wanted = ftl.Resource(), dict[str, Mapping[str, Value]]()
    for message in map(deepcopy, choosing(language)):
        names = set(re.findall(r"\$(\w+)", FluentSerializer().serialize_entry(message)))
        chosen = Chosen(language, number)
        tree.body.append(chosen.visit(message))
        if chosen.counts:
            wanted[message.id.name] = {name: number if name in chosen.counts else "x" for name in names}
    (tmp_path / "chosen.ftl").write_text(serialize(tree), encoding="utf-8")
    assert len(wanted) > LEAST
    by_the_rules, voice = load(language, [tmp_path / "chosen.ftl"], {}), speak(language)
    for text_id, values in wanted.items():
        said = [MARKS.sub("", one(Text(text_id, values))).replace("\u00a0", " ") for one in (voice, by_the_rules)]
        assert said[0] == said[1], text_id


def test_a_number_with_decimals_has_the_noun_of_its_language() -> None:
    expected = {
        "ar": ["0.58 نجمة", "1.00 نجمة", "1.50 نجمة", "2.00 نجمة"],
        "en": ["0.58 stars", "1.00 stars", "1.50 stars", "2.00 stars"],
        "fr": ["0,58 étoile", "1,00 étoile", "1,50 étoile", "2,00 étoiles"],
    }
    for language, stars in expected.items():
        said = [speak(language)(Text("counted-stars", {"count": Number(count, 2)})) for count in (58, 100, 150, 200)]
        assert [MARKS.sub("", one).replace("\u00a0", " ") for one in said] == stars
