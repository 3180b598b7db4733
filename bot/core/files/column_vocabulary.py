"""The names that columns of a file of counts may have, collected from every language."""

from collections.abc import Iterable

from bot.core.files.sheet_form import ColumnNames
from bot.core.model.input.vocabulary import Vocabulary
from bot.core.model.measures.measure import MEASURES
from bot.core.model.reply import Text
from bot.core.ports.language import Tongue

_COLUMNS = ("time", "zone", "source", "handle", "page", "step", "total", "count")


def collect_columns(tongues: Iterable[Tongue], words: Vocabulary) -> ColumnNames:
    """The names of columns in these languages, and the `words` that stand in cells.

    Raises KeyError if a language lacks a `column-` text.
    """
    spoken = tuple(tongues)

    def of(column: str) -> frozenset[str]:
        return frozenset(
            part.strip().casefold()
            for tongue in spoken
            for part in tongue(Text(f"column-{column}")).replace("،", ",").split(",")
        )

    plain = of("count")
    counts = dict.fromkeys(plain, "")
    for key in MEASURES:
        for tongue in spoken:
            name = tongue(Text(f"measure-{key}")).casefold()
            # A name that two measures share, such as the French "abonnés", fits either.
            counts[name] = "" if counts.get(name, key) != key else key
            counts.setdefault(name.removeprefix("ال"), counts[name])
        counts.setdefault(key, key)
    # Facebook's own word for a like is another one than ours in some languages.
    counts = dict.fromkeys(of("likes"), "likes") | counts
    time, zone, source, handle, page, step, total = map(of, _COLUMNS[:-1])
    return ColumnNames(time, zone, source, handle, page, step, total, counts, words, plain)
