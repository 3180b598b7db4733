import pytest
from fluent.runtime import FluentResource
from fluent.syntax import FluentSerializer

from bot.locales.isolation import isolate


def isolated(text: str, *, right_to_left: bool) -> str:
    resource = FluentResource(f"it = {text}\n")
    isolate(resource, right_to_left=right_to_left)
    said = FluentSerializer().serialize(resource).removeprefix("it = ").rstrip("\n")
    return said.replace("\u2066", "<").replace("\u2069", ">").replace("\u2060", "_")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("الأرقام في /stats والباقي", "الأرقام في </stats> والباقي"),
        ("مثل 20:00 أو 2026-12-01 20:00.", "مثل <20:00> أو <2026_-_12_-_01\u00a020:00>."),
        ("آخر 24 ساعة", "آخر 24 ساعة"),
        ("آخر 24~ساعة", "آخر 24\u00a0ساعة"),
        ("`/a ~ b`", "</a ~ b>"),
        ("صورة (PNG أو JPEG)", "صورة (<PNG> أو <JPEG>)"),
        ("اكتب `/pledge { $id } +2`، أو لا", "اكتب </pledge { $id } +2>، أو لا"),
        ("حملة «{ $title }»", "حملة «{ $title }»"),
        ("أضف --yes الآن", "أضف <--yes> الآن"),
        ("الأمر nolike check --take-over يحذف", "الأمر <nolike check --take-over> يحذف"),
        ("ملف (.csv أو .xlsx).", "ملف (<.csv> أو <.xlsx>)."),
        ("إعدادات /opt/nolike.", "إعدادات </opt/nolike>."),
    ],
)
def test_in_a_right_to_left_language_what_reads_from_left_to_right_is_isolated(text: str, said: str) -> None:
    assert isolated(text, right_to_left=True) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Write `/pledge { $id } +2`, or /stats", "Write </pledge { $id } +2>, or /stats"),
        ("Run `nolike check`.", "Run `nolike check`."),
        ("`/quiet 23:00-08:00`, a well-known form", "</quiet 23:00_-_08:00>, a well-known form"),
    ],
)
def test_in_another_language_only_commands_in_backquotes_are(text: str, said: str) -> None:
    assert isolated(text, right_to_left=False) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Bonjour !", "Bonjour~!"),
        ("{ $title } : le point", "{ $title }=: le point"),
        ("Vous voilà « { $role } » ; c’est noté, à 20:00.", "Vous voilà «={ $role }=»~; c’est noté, à 20:00."),
        ("{ $share } % de { $goal }", "{ $share }~% de { $goal }"),
        ("Est-ce « { $word } » ?", "Est-ce «={ $word }=»~?"),
        ("Écrivez `/pledge 3 : 4` : merci", "Écrivez </pledge 3 : 4>=: merci"),
    ],
)
def test_in_french_no_line_begins_with_a_sign_that_belongs_to_the_word_before(text: str, said: str) -> None:
    resource = FluentResource(f"it = {text}\n")
    isolate(resource, right_to_left=False, apart=True)
    found = FluentSerializer().serialize(resource).removeprefix("it = ").rstrip("\n")
    for sign, shown in (("\u2066", "<"), ("\u2069", ">"), ("\u00a0", "="), ("\u202f", "~")):
        found = found.replace(sign, shown)
    assert found == said


def test_each_variant_of_a_plural_is_isolated() -> None:
    said = isolated("{ $count ->\n    [one] واحد 1h\n   *[other] كل 2h\n}", right_to_left=True)
    assert "واحد <1h>" in said
    assert "كل <2h>" in said
