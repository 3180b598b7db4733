"""Every text is there in every language with the same values, is used, and in Arabic begins from the right."""

import ast
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.core.calls.replies import STATES
from bot.core.commands.audit_words import TEXTS as AUDIT_TEXTS
from bot.core.counts.chart_data import Window
from bot.core.files.campaign import CONTROL, file_keys
from bot.core.model.call import CallState
from bot.core.model.chats import REMOTE_PLATFORMS
from bot.core.model.input.toml_form import Key
from bot.core.model.input.vocabulary import MEANINGS
from bot.core.model.input.when import read_when
from bot.core.model.measures.measure import MEASURES, MeasureKind, Wanted
from bot.core.model.reply import Moment, Names, Text, Value, listed
from bot.core.model.roles import Role
from bot.core.model.snapshots import Origin
from bot.core.model.source import FaultKind
from bot.event_kinds import KINDS
from bot.locales import LANGUAGES, speak, vocabulary
from bot.platforms.discord.permissions import CREATE_EVENTS, MANAGE_THREADS, NEEDED, NEEDED_IN_THREADS
from bot.sources import SOURCES
from bot.web.desk.render import SECTIONS
from handlers import COMMANDS
from handlers.calls import ACTS

CODE = ("bot", "handlers", "storage")
SPEAKERS = {"Text", "say", "Wrong", "wrong", "_say"}
# Parts of a line or cells of a table, which are never a line of their own.
PIECES = re.compile(
    r"(span|moment|cadence|language|measure|counted|standing|moved|page-window)-.*|desk-member|desk-hours|unknown|pair|per-hour|"
    r"fewer-than|chapter-none|event-state-.*"
)
LONGEST = 220
MARKS = re.compile("[\u200f\u2060\u2066-\u2069]")
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\u200f]")


def key_names(keys: Mapping[str, Key]) -> set[str]:
    """Every key of a campaign file that the desk's form has a label for: not languages, nor the older name of one."""
    inner = [part for key in keys.values() for part in (key.keys, key.rows) if part is not None]
    return ({*keys} - {*LANGUAGES, "value_per_like"}).union(*map(key_names, inner))


# Ids that the code puts together.
PUT_TOGETHER = {
    # Results and alarms that older versions stored hold these.
    *(f"drive-{name}" for name in ("lost", "gained", "best", "refill", "possible")),
    *("verdict-beyond", "verdict-usual"),
    *(f"desk-{name}" for name, _ in SECTIONS),
    *(f"desk-key-{name.replace('_', '-')}" for name in key_names(file_keys(SOURCES, LANGUAGES, (), KINDS))),
    *(f"desk-option-{name.replace('_', '-')}" for kind in KINDS.values() for name in kind.options),
    *(f"desk-choice-{one.value}" for one in (*MeasureKind, *Wanted)),
    f"desk-choice-{CONTROL}",
    *(f"desk-token-{state}" for state in ("given", "entered", "missing", "where-telegram", "where-discord")),
    *(f"desk-event-{what}" for what in ("card", "reminder", "result")),
    *(f"desk-file-{order}" for order in ("day-first", "month-first")),
    *(f"import-add-{asked}" for asked in ("page", "count", "dates", "at")),
    *(f"desk-in-{place}" for place in ("telegram", "discord", "page")),
    *(f"chart-{window.value}" for window in Window),
    *(f"page-window-{window.value}" for window in Window),
    *(f"per-{key}" for key in MEASURES if key != "price"),
    *(f"page-join-{platform}" for platform in REMOTE_PLATFORMS),
    *(f"origin-{origin.name.lower()}" for origin in Origin),
    *(f"{form}-{kind.value}" for form in ("fault", "remedy") for kind in FaultKind),
    *(f"role-{role.value}" for role in Role),
    *(f"{form}-{key}" for form in ("measure", "counted") for key in MEASURES),
    *AUDIT_TEXTS.values(),
    "button-is",
    "button-rewrite",
    *(f"column-{column}" for column in ("time", "zone", "source", "handle", "page", "step", "total", "count", "likes")),
    *(f"moment-zone{form}" for form in ("", "-vowel", "-le")),
    *(f"span-{unit}" for unit in ("seconds", "minutes", "hours", "days")),
    *(f"typed-{meaning}" for meaning in (*MEANINGS, "language", "months", "cities", "currencies")),
    *(f"{name}-about" for name in COMMANDS),
    # How Discord names commands and their arguments, and the permissions that it may lack.
    *(f"name-{name}" for name in COMMANDS),
    *(
        f"argument-{argument.name}{about}"
        for command in COMMANDS.values()
        for argument in command.arguments
        for about in ("", "-about")
    ),
    *(f"permission-{name}" for name in (*NEEDED, *NEEDED_IN_THREADS, CREATE_EVENTS, MANAGE_THREADS)),
    *(f"server-{name}-{switch}" for name in ("publish", "events") for switch in ("on", "off")),
    *(command.usage.id for command in COMMANDS.values() if command.usage),
    *(f"report-{state}" for state in STATES),
    *(f"call-is-{status}" for status in ("running", "paused", "done", *CallState) if status != "launched"),
    *(f"calls-{act}" for act in ACTS),
    *(
        f"button-{act}"
        for act in (*ACTS, "retract", "next", "back", "cancel-draft", "without", "now", "every", "propose")
    ),
    # What `with_link` says where there is a link to the private chat.
    *(
        f"{name}-link"
        for name in (
            "only-in-private",
            "only-a-person",
            "claim-burnt",
            "claim-in-private",
            "pledge-remind",
            "remind-in-private",
        )
    ),
}


class Variables(Visitor):
    """The values that a message needs, and which of them choose among plural forms."""

    def __init__(self) -> None:
        self.all: set[str] = set()
        self.counts: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802 - the visitor's own name
        self.all.add(node.id.name)

    def visit_SelectExpression(self, node: ftl.SelectExpression) -> None:  # noqa: N802 - the visitor's own name
        plural = {"zero", "one", "two", "few", "many"}
        keys = {key.name if isinstance(key, ftl.Identifier) else "one" for key in (v.key for v in node.variants)}
        if isinstance(node.selector, ftl.VariableReference) and keys & plural:
            self.counts.add(node.selector.id.name)
        self.generic_visit(node)


def files(language: str) -> tuple[str, str]:
    """The texts of the chats and of the desk."""
    folder = Path("bot/locales")
    return tuple((folder / name / f"{language}.ftl").read_text(encoding="utf-8") for name in ("", "desk"))  # type: ignore[return-value]


@cache
def texts(language: str) -> dict[str, Variables]:
    body = [entry for file in files(language) for entry in FluentParser().parse(file).body]
    junk = [entry.content for entry in body if isinstance(entry, ftl.Junk)]
    assert not junk, junk
    found: dict[str, Variables] = {}
    for message in body:
        if isinstance(message, ftl.Message):
            assert message.id.name not in found, f"{message.id.name} stands twice in {language}.ftl"
            found[message.id.name] = variables = Variables()
            variables.visit(message)
    return found


def sample(name: str, variables: Variables) -> Value:
    return 3 if name in variables.counts else Names({"en": "Inwi", "fr": "Inwi", "ar": "إنوي"})


@cache
def trees() -> tuple[ast.AST, ...]:
    files = [path for folder in CODE for path in sorted(Path(folder).rglob("*.py"))]
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for path in files)


@cache
def nodes() -> list[ast.Call | ast.Constant]:
    """Every call and every constant of the code: all trees are walked once for what looks at them."""
    return [node for tree in trees() for node in ast.walk(tree) if isinstance(node, ast.Call | ast.Constant)]


def said() -> Iterator[str]:
    """Every text id that the code hands to a Text, literally."""
    for node in nodes():
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        # `wrong` is told the place first, then the text.
        given = node.args[1:2] if name == "wrong" else node.args[:1]
        if name in SPEAKERS and given:
            yield from literals(given[0])


def literals(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)


@cache
def strings() -> set[str]:
    """Every string of the code and every id in quotes of the desk's templates."""
    templates = [path.read_text(encoding="utf-8") for path in Path("bot/web/desk/templates").iterdir()]
    placed = {name for text in templates for name in re.findall(r"[\"']([a-z0-9-]+)[\"']", text)}
    return placed | {node.value for node in nodes() if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_every_text_that_a_template_of_the_desk_places_exists() -> None:
    templates = [path.read_text(encoding="utf-8") for path in Path("bot/web/desk/templates").iterdir()]
    placed = {name for text in templates for name in re.findall(r"\bw\([\"']([a-z0-9-]+)[\"'][,)]", text)}
    assert "desk-title" in placed
    assert sorted(placed - texts("en").keys()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_exists_in_every_language_with_the_same_values(language: str) -> None:
    english, other = texts("en"), texts(language)
    assert sorted(other.keys() ^ english.keys()) == []
    assert [name for name in english if english[name].all != other[name].all] == []


def test_every_text_that_the_code_says_exists() -> None:
    known = texts("en").keys() | {f"language-{language}" for language in LANGUAGES}
    notes = {string for string in strings() if re.fullmatch(r"note-[a-z-]+", string)}
    missing = sorted((set(said()) | notes | PUT_TOGETHER) - known)
    assert missing == []


def test_every_text_is_said_by_some_code() -> None:
    unsaid = sorted(texts("en").keys() - strings() - PUT_TOGETHER)
    assert unsaid == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_can_be_said(language: str) -> None:
    speaker = speak(language)
    for name, variables in texts(language).items():
        sentence = speaker(Text(name, {variable: sample(variable, variables) for variable in variables.all}))
        assert sentence.strip() == sentence != ""
        assert "{" not in sentence, name


# What is asked for there is past: the day of counts in a file, the time since which a bot stands still.
PAST = {"import-add-at", "import-which-day", "import-bad-day", "restore-ask"}
MONTHS = {"en": "December", "fr": "décembre", "ar": "ديسمبر"}


@pytest.mark.parametrize("language", MONTHS)
def test_an_example_of_a_time_is_ahead_whenever_it_is_read(language: str) -> None:
    """So it names no year, but in a table of past counts."""
    source = "\n".join(files(language))
    dated = {line.partition(" =")[0] for line in source.splitlines() if re.search(r"\b2\d{3}-\d\d", line)}
    assert dated <= PAST | {"row-time"}
    examples = set(re.findall(rf"\d+ {MONTHS[language]}(?: \d\d:\d\d)?", source))
    assert examples
    for example in examples:
        for today in (date(2026, 11, 30), date(2026, 12, 5), date(2027, 12, 31)):
            when = read_when(example.split(), today, vocabulary())
            assert not when.rest, example
            now = datetime.combine(today, time(20, 30), UTC)
            assert len(when.moments(now, ZoneInfo("UTC"), time(20))) == 1, example


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_example_of_a_command_names_what_may_not_be_there(language: str) -> None:
    """A number of an event or a call, a company, a chapter: whoever copies it would act on another one, or on none."""
    source = "\n".join(files(language))
    named = re.findall(
        r"^([\w-]+-usage = .*/\w+ (?:[a-z]+ )?(?:\d+|inwi|maroc-telecom|casablanca)\b[^-:].*)$", source, re.MULTILINE
    )
    assert named == []


def test_every_arabic_line_begins_with_a_right_to_left_letter() -> None:
    speaker = speak("ar")
    wrong = []
    for name, variables in texts("ar").items():
        if PIECES.fullmatch(name):
            continue
        sentence = speaker(Text(name, {variable: sample(variable, variables) for variable in variables.all}))
        wrong += [(name, line) for line in sentence.split("\n") if line and not RIGHT_TO_LEFT.match(line)]
    assert wrong == []


def test_no_latin_comma_stands_between_arabic_words() -> None:
    speaker = speak("ar")
    wrong = []
    for name, variables in texts("ar").items():
        if name.startswith("typed-"):
            continue
        values = {one: sample(one, variables) for one in variables.all}
        values |= {one: listed([values[one], values[one]]) for one in values.keys() - variables.counts}
        said = MARKS.sub("", speaker(Text(name, values)))
        wrong += [(name, said) for _ in re.findall("[\u0621-\u064a\u064b-\u0652»)], ?[\u0621-\u064a«(]", said)]
    assert wrong == []


def test_a_command_with_its_values_is_one_piece_in_arabic() -> None:
    """Cut in pieces, they would stand from right to left: `--undo 5` before `nolike import`."""
    speaker = speak("ar")
    cut = re.compile("\u2066[^\u2066-\u2069]*(?:nolike|/[a-z]+)[^\u2066-\u2069]*\u2069 [\u2066\u2068-]")
    wrong = []
    for name, variables in texts("ar").items():
        said = speaker(Text(name, {variable: sample(variable, variables) for variable in variables.all}))
        wrong += [(name, said) for _ in cut.findall(said)]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_invisible_mark_and_no_typewriter_apostrophe_stands_in_a_language_file(language: str) -> None:
    for file in files(language):
        said = "\n".join(line for line in file.splitlines() if not line.startswith(("#", "typed-")))
        assert re.findall("[\u061c\u200b\u200e\u200f\u2060-\u2069\ufeff]|[A-Za-zÀ-ÿ]'[A-Za-zÀ-ÿ]", said) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chat_shows_no_backquote(language: str) -> None:
    """They mark what is kept in one piece; elsewhere they stay around what is typed into a terminal."""
    shown = {
        name for name, variables in texts(language).items()
        if "`" in speak(language)(Text(name, {one: sample(one, variables) for one in variables.all}))
        and not re.search(rf"^{name} = [^\n]*`nolike", "\n".join(files(language)), re.MULTILINE)
    }  # fmt: skip
    assert shown <= {"mistake-left-out", "row-gap"}


# A thing has one word, spelled in one way: these were said besides it.
OTHER_WORDS = {
    "ar": "منظم|متصفح|منصّة|مرّة|تغير|يُرسَل|المعلنة|يخرج|خرج النداء",
    "fr": "approbation|rapporteur|héberge|[Cc]ourbe|sections?\\b|l’organisation|lectures?\\b|conversations\\b",
    "en": r"\bMind:|There is no target",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_thing_has_one_word(language: str) -> None:
    lines = [line for file in files(language) for line in file.splitlines() if not line.startswith(("#", "typed-"))]
    assert [line for line in lines if re.search(OTHER_WORDS.get(language, "(?!)"), line)] == []


# What names of campaigns, companies, pages, chapters, events and calls may begin with.
KINDS_OF_THINGS = {
    "en": ("campaign", "company", "page", "chapter", "event", "call", "petition"),
    "fr": ("campagne", "société", "entreprise", "page", "groupe local", "action", "appel", "pétition"),
    "ar": ("حملة", "شركة", "صفحة", "فرع", "مجموعة", "فعالية", "نداء", "عريضة"),
}
NAMED = {"title", "name", "page", "company", "campaign"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_name_is_of_is_not_said_twice(language: str) -> None:
    """A name may carry the word for what it names: "the campaign “Campaign for clean rivers”" was said."""
    wrong = []
    for kind in KINDS_OF_THINGS.get(language, ()):
        before = re.compile(rf"(?:^|[^\w])[وفبلك]{{0,2}}(?:ال|لل)?{kind}[\W_]{{1,4}}{kind} 12b", re.IGNORECASE)
        for name, variables in texts(language).items():
            for one in variables.all & NAMED - variables.counts:
                values = {other: sample(other, variables) for other in variables.all}
                said = MARKS.sub("", speak(language)(Text(name, {**values, one: f"{kind} 12b"})))
                wrong += [(name, said)] if before.search(MARKS.sub("", said).replace("\u2068", "")) else []
    assert wrong == []


# What is no part of a sentence in the reader's language: a command line, a document, an error in English alone.
JOINED_BY_COMMA = {
    "bot/opening.py",
    "bot/cli/terminal.py",
    "bot/cli/sources.py",
    "bot/cli/import_counts.py",
    "bot/sources/__init__.py",
    "bot/core/model/source.py",
    "bot/core/model/input/toml_form.py",
    "bot/core/calls/content.py",
}


def test_lists_in_sentences_are_joined_by_the_readers_comma_and_not_by_the_code() -> None:
    files = [path for folder in ("bot", "handlers") for path in sorted(Path(folder).rglob("*.py"))]
    joining = {str(path) for path in files if '", ".join(' in path.read_text(encoding="utf-8")}
    assert joining == JOINED_BY_COMMA


def test_every_count_in_arabic_has_all_six_forms() -> None:
    """A form that is missing falls to `other`, which is wrong for most numbers."""
    source = "\n".join(files("ar"))
    for block in re.findall(r"-> *\n(.*?)\n\}", source, re.DOTALL):
        forms = set(re.findall(r"\[(\w+)\]", block))
        if forms & {"one", "two", "few", "many"}:
            assert {"zero", "one", "two", "few", "many", "other"} <= forms | {"zero", "other"}, block


def test_a_french_form_for_one_is_not_said_of_none() -> None:
    """French counts 0 as `one`: a form that spells the number out is that of 1 alone."""
    source = "\n".join(files("fr"))
    assert [line for line in re.findall(r"\[one\] .*", source) if "{ $" not in line] == []


# What counts something that may be one, or none.
COUNTING = (
    "audit-imported", "audit-purged", "audit-rekey-ended", "check-old-key", "check-skew", "desk-health-source",
    "event-purge-days", "imported", "phone-off-hours", "privacy-purge-days", "row-columns", "row-short",
)  # fmt: skip


@pytest.mark.parametrize("language", ["en", "fr"])
def test_one_is_not_said_like_many(language: str) -> None:
    for name in COUNTING:
        said = speak(language)(Text(name, dict.fromkeys(texts(language)[name].all, 1)))
        assert not re.search(r"(?<!\d)1[ \u00a0][a-zé]+s\b(?<! avis)", said), said
    for name in ("event-purge-days", "privacy-purge-days"):
        assert "0" not in speak(language)(Text(name, {"title": "x", "days": 0}))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_date_breaks_over_a_line_and_each_is_understood_as_it_is_copied(language: str) -> None:
    speak_it, found = speak(language), set()
    for name, variables in texts(language).items():
        values = {one: sample(one, variables) for one in variables.all}
        line = speak_it(Text(name, values))
        # What stands in backquotes is typed into a terminal, where the joiners are left out.
        assert not re.search(r"\d-\d|\d\d \d{1,2}:\d", re.sub("`[^`]*`", "", line)), f"{name}: {line}"
        found |= set(re.findall("\\d{4}\u2060-\u2060\\d\\d\u2060-\u2060\\d\\d(?:\u00a0\\d\\d:\\d\\d)?", line))
    assert found
    for copied in found:
        meant = datetime.fromisoformat(copied.replace("\u2060", ""))
        read = read_when(copied.split(), date(2026, 1, 1), vocabulary())
        assert read.days == ((meant.date(),),)
        assert read.clock == (meant.time() if ":" in copied else None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_and_its_time_stay_together_and_are_understood_as_they_are_copied(language: str) -> None:
    at = datetime(2026, 12, 2, 20, tzinfo=UTC)
    for form in ("full", "clock"):
        said = speak(language)(Text("cell", {"value": Moment(at, "Africa/Tunis", form)}))
        assert re.search("2\u00a0[^ ]*\u00a021:00", MARKS.sub("", said)), said
        read = read_when(said.split(), date(2026, 11, 30), vocabulary())
        assert (read.days[0][0], read.clock) == (date(2026, 12, 2), time(21)), said


# They name what is to be typed as it stands there, "3 days"; in the last, what was given is no number.
TO_TYPE = {"call-until-long", "walk-length", "walk-bad-length", "series-ask-within", "series-until", "event-bad-time"}
UNITS = (
    "likes?|people|pages?|hours?|h|minutes?|days?|rows?|chats?|companies|MB|characters|personnes?|heures?|jours?|lignes?|Mo|"
    "discussions?|caractères|إعجاب|شخص[ًا]*|ساعة|دقيقة|يومًا|صفحة|محادثة|سطرًا|شركة"
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_ends_between_a_number_and_its_unit_nor_after_about(language: str) -> None:
    """The noun in the form for a number is kept beside it; where there is one form, the file has ~ between them."""
    parted, kept = [], 0
    for name, variables in texts(language).items():
        if not name.startswith(("typed-", "argument-", "name-")) and name not in TO_TYPE:
            said = re.sub("`[^`]*`", "", speak(language)(Text(name, dict.fromkeys(variables.all, 175_245))))
            parted += [(name, said) for _ in re.findall(rf"[0-9]\u2069? (?:{UNITS})(?!\w)", said)]
            parted += [(name, said) for _ in re.findall(r"(?<!\w)(?:about|environ|نحو|no\.|n°) \u2068?[0-9]", said)]
            kept += len(re.findall(rf"[0-9]\u2069?\u00a0(?:{UNITS})(?!\w)", said))
    assert parted == []
    assert kept > 30


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_of_how_many_people_take_part_end_alike(language: str) -> None:
    names = ("event-people", "event-checked-in", "result-pledged", "result-checked-in", "result-completed")
    said = [MARKS.sub("", speak(language)(Text(name, {"people": 37}))) for name in names]
    assert [one for one in said if not one.endswith(": 37")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_short(language: str) -> None:
    """What explains (help, privacy, the terminal's and the backup's notes) may be longer, as may what is typed."""
    speaker = speak(language)
    said = {
        name: speaker(Text(name, {variable: sample(variable, variables) for variable in variables.all}))
        for name, variables in texts(language).items()
        if not name.startswith(("help-", "privacy-", "typed-"))
    }
    assert [name for name, sentence in said.items() if len(MARKS.sub("", sentence)) > LONGEST] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_says_a_word_of_the_code_or_the_key_of_a_source(language: str) -> None:
    acts = "|".join(sorted((act for act in AUDIT_TEXTS if "-" in act), reverse=True))
    speaker = speak(language)
    wrong = []
    for name, variables in texts(language).items():
        sentence = speaker(Text(name, {variable: sample(variable, variables) for variable in variables.all}))
        if re.search(rf"\b({acts})\b|\b({'|'.join(SOURCES)}):[a-z]", sentence):
            wrong.append((name, sentence))
    assert wrong == []


@pytest.mark.parametrize(
    ("language", "before"),
    [
        ("en", r"\b(?:no|an?|this|each|every)"),
        ("fr", r"\b(?:de|du|d’|aucune?|une?|la|le|l’|chaque)"),
        ("ar", "(?:لا يوجد|لا توجد|ليس|ليست|لم تعد|كل)"),
    ],
)
def test_no_noun_that_may_be_one_or_many_stands_after_a_word_that_must_agree_with_it(
    language: str, before: str
) -> None:
    # "There is no signatures", "pas de abonnés" and "لم تعد منظّم" were said.
    agrees = re.compile(rf"(?:{before})\s*«?\s*\{{ \$(?:word|measure|noun|unit|role|source) \}}")
    said = Path(f"bot/locales/{language}.ftl"), Path(f"bot/locales/desk/{language}.ftl")
    found = {line for file in said for line in file.read_text(encoding="utf-8").splitlines() if agrees.search(line)}
    # A role of a Discord server is a name.
    assert {line for line in found if not line.startswith("server-")} == set()
