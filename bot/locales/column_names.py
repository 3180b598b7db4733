"""Collects the names that columns of a file of counts may have from the texts `column-*` of the language files."""

from functools import cache

from bot.core.files.column_vocabulary import collect_columns
from bot.core.files.sheet_form import ColumnNames


@cache
def column_names() -> ColumnNames:
    """The names of columns in all languages of the bot."""
    from bot.locales import LANGUAGES, speak, vocabulary  # noqa: PLC0415 - that module imports this one's neighbours

    return collect_columns(map(speak, LANGUAGES), vocabulary())
