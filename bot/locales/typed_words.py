"""The words that people type, collected from every language file and from Babel's names of languages."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from babel import Locale

from bot.core.model.input.letters import fold, without_marks
from bot.core.model.input.vocabulary import MEANINGS, Vocabulary
from bot.core.model.reply import Text
from bot.core.ports.language import Tongue


def collect(tongues: Iterable[Tongue]) -> Vocabulary:
    """Collect the vocabulary of these languages. Raises KeyError if one of them lacks a `typed-` text."""
    spoken = tuple(tongues)
    words: defaultdict[str, set[str]] = defaultdict(set)
    languages: dict[str, str] = {}
    weekdays: dict[str, int] = {}
    months: dict[str, int] = {}
    numbers: dict[str, int] = {}
    hour_names: dict[str, int] = {}
    day_names: dict[str, int] = {}
    countries: dict[str, str] = {}
    cities: dict[str, str] = {}
    currencies: defaultdict[str, set[str]] = defaultdict(set)
    for tongue in spoken:
        for meaning in MEANINGS:
            words[meaning].update(_parts(tongue, f"typed-{meaning}"))
        for other in spoken:
            name = Locale.parse(other.code).get_display_name(tongue.code) or other.code
            languages.update(dict.fromkeys(_forms(fold(name)), other.code))
        weekdays.update(_names(Locale.parse(tongue.code).days))
        months.update(_names(Locale.parse(tongue.code).months))
        # The names that months have in some of the countries that speak the language.
        months.update(_numbered(tongue, "typed-months"))
        numbers.update(_numbered(tongue, "typed-numbers"))
        countries.update(_countries(tongue))
        cities.update(_cities(tongue))
        for name, code in _currencies(tongue):
            currencies[name].add(code)
        hour_names.update(_numbered(tongue, "typed-hour-names"))
        day_names.update(_numbered(tongue, "typed-day-names"))
        languages.update(dict.fromkeys([tongue.code, *_parts(tongue, "typed-language")], tongue.code))
    known = {meaning: frozenset(found) for meaning, found in words.items()}
    money = {name: frozenset(codes) for name, codes in currencies.items()}
    return Vocabulary(known, languages, weekdays, months, numbers, hour_names, day_names, countries, cities, money)


def _forms(name: str) -> tuple[str, ...]:
    """A language's name; of an Arabic one also فرنسية, فرنسي and بالفرنسية for الفرنسية."""
    return (name, name[2:], name[2:-1], f"ب{name}") if name.startswith("ال") else (name,)


def _names(calendar: Mapping[str, Mapping[str, Mapping[int, str]]]) -> dict[str, int]:
    """Babel's names of the weekdays or of the months, full and abbreviated."""
    return {
        fold(name).strip("."): number
        for width in ("abbreviated", "wide")
        for number, name in calendar["format"][width].items()
    }


def _countries(tongue: Tongue) -> dict[str, str]:
    """The codes of countries by Babel's names, and by the short names that the language file adds."""
    territories: Mapping[str, str] = Locale.parse(tongue.code).territories
    named = {fold(name): code for code, name in territories.items() if len(code) == 2}  # noqa: PLR2004 - no continent
    pairs = (part.rsplit(maxsplit=1) for part in _parts(tongue, "typed-countries"))
    return named | {name: code.upper() for name, code in pairs}


def _cities(tongue: Tongue) -> dict[str, str]:
    """The time zones of cities by Babel's names of them, and by the names that the language file adds."""
    named = Locale.parse(tongue.code).time_zones
    pairs = (part.rsplit(maxsplit=1) for part in _lines(tongue, "typed-cities"))
    found = {fold(one["city"]): zone for zone, one in named.items() if "city" in one and not zone.startswith("Etc/")}
    return found | {fold(name): without_marks(zone) for name, zone in pairs}


def _currencies(tongue: Tongue) -> Iterator[tuple[str, str]]:
    """The codes of currencies by code, by Babel's names and signs, and by the words that the language file adds."""
    locale = Locale.parse(tongue.code)
    for code, name in locale.currencies.items():
        for said in (code, name, locale.currency_symbols.get(code, code)):
            yield without_marks(fold(said)).strip(" ."), code
    for part in _lines(tongue, "typed-currencies"):
        said, code = part.rsplit(maxsplit=1)
        yield fold(said), without_marks(code)


def _numbered(tongue: Tongue, text_id: str) -> dict[str, int]:
    """The words of one text, each with the number behind it."""
    pairs = (part.rsplit(maxsplit=1) for part in _parts(tongue, text_id))
    return {name.replace("-", " "): int(number) for name, number in pairs}


def _parts(tongue: Tongue, text_id: str) -> list[str]:
    """The words of one text, separated by commas."""
    return [fold(part) for part in _lines(tongue, text_id)]


def _lines(tongue: Tongue, text_id: str) -> list[str]:
    return [part.strip() for part in tongue(Text(text_id)).replace("،", ",").split(",") if part.strip()]
