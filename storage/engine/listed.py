"""Lists of ids and of rows as parameters, so that a statement's text is the same for any number of them.

An IN with a parameter for each id is another statement for each number, which is put together, sent and parsed anew.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Dialect, String, TypeDecorator, bindparam, column
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine


class _Ids(TypeDecorator[Sequence[int]]):
    """Integers: an array on PostgreSQL, a JSON array on SQLite."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The parameter's type."""
        return dialect.type_descriptor(ARRAY(BigInteger) if dialect.name == "postgresql" else String())

    def process_bind_param(self, value: Sequence[int] | None, dialect: Dialect) -> Any:  # noqa: ANN401 - SQLAlchemy's
        """The parameter's value."""
        return list(value or ()) if dialect.name == "postgresql" else json.dumps(list(value or ()))


class _Rows(FunctionElement[Any]):
    """The function that makes a table of the list: its column is called `value` in both databases."""

    inherit_cache = True


@compiles(_Rows, "sqlite")
def _json_each(element: _Rows, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401 - SQLAlchemy's
    # https://www.sqlite.org/json1.html#jeach
    return f"json_each({compiler.process(element.clauses, **options)})"


@compiles(_Rows, "postgresql")
def _unnest(element: _Rows, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401 - SQLAlchemy's
    # https://www.postgresql.org/docs/current/functions-array.html
    return f"unnest({compiler.process(element.clauses, **options)})"


def listed(ids: ColumnElement[int], name: str) -> ColumnElement[bool]:
    """Whether the column is one of the ids in the parameter `name`; one that is listed twice is found twice.

    A join, since SQLite would look at every row of the table for `IN (SELECT value FROM json_each(…))`.
    """
    rows = _Rows(bindparam(name, type_=_Ids)).table_valued(column("value", BigInteger), name="value")
    return ids == rows.c.value


def rows_sql(columns: Mapping[str, str], name: str, *, postgresql: bool) -> str:
    """The rows that `rows_values` binds, for a FROM, as the table `name`; `columns` are their types in PostgreSQL."""
    if postgresql:
        arrays = ", ".join(f"CAST(:{name}_{column} AS {kind}[])" for column, kind in columns.items())
        return f"unnest({arrays}) AS {name}({', '.join(columns)})"
    cells = ", ".join(f"json_extract(value, '$[{place}]') AS {column}" for place, column in enumerate(columns))
    return f"(SELECT {cells} FROM json_each(:{name})) AS {name}"  # noqa: S608 - of the names of columns alone


def rows_values(
    columns: Mapping[str, str], name: str, rows: Sequence[Sequence[object]], *, postgresql: bool
) -> dict[str, object]:
    """The parameters of `rows_sql` for these rows, whose cells are in the order of the columns."""
    if not postgresql:
        return {name: json.dumps([list(row) for row in rows])}
    return {f"{name}_{column}": [row[place] for row in rows] for place, column in enumerate(columns)}
