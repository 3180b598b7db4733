"""Keeps what is read from left to right in one piece: commands, examples, formulas and addresses inside sentences.

In a language file, backquotes stand around such a piece. In a right-to-left language, commands and other Latin runs
are found without them; in another one, only commands with arguments need them, for platforms that let people copy them.
A hyphen between digits never ends a line, nor does the space between a day and its time, that between a number and the
noun in the form for it, any that is written as ~ ("about~300"), nor in French the one before a colon or within « ».
"""

import re

from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.core.model.input.letters import JOINER, NO_BREAK_SPACE

LEFT_TO_RIGHT, END = "\u2066", "\u2069"
RIGHT_TO_LEFT_MARK = "\u200f"
RIGHT_TO_LEFT_LETTER = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)

# An option (--yes) or the end of a file's name (.csv) begins with its sign.
_WORD = r"(?:--|[+\-\u2212#@/]|(?<![^\s(])\.)?[0-9A-Za-z](?:[!#-'*-~]*[0-9A-Za-z%+/=>_])?"
_RUN = re.compile(rf"(?<![0-9A-Za-z]){_WORD}(?: {_WORD})*")
_DIGITS = re.compile(r"[0-9]+")
_DAY_AND_TIME = re.compile(r"(?<=[0-9]{4}-[0-9]{2}-[0-9]{2}) (?=[0-9]{1,2}:[0-9]{2})")
_NARROW_SPACE = "\u202f"
_APART = re.compile(r"(?<=«) | (?=»)| (?=[:;!?%](?![^\s»)]))")
_NOUN_OF_COUNT = re.compile(r"^ (?=$|[^\W\d_])")
_PLURALS = frozenset({"zero", "one", "two", "few", "many"})
_HYPHEN = re.compile(r"(?<=[0-9])-(?=[0-9])")


def unbroken(text: str) -> str:
    """`text` in which no line ends in a date or range of digits, nor between a day and its time.

    A joiner stands on both sides of each hyphen, as in 2026-12-01 and 23:00-08:00.
    """
    return _HYPHEN.sub(f"{JOINER}-{JOINER}", _DAY_AND_TIME.sub(NO_BREAK_SPACE, text))


def isolate(resource: ftl.Resource, *, right_to_left: bool, apart: bool = False) -> None:
    """Replace backquotes in the texts of `resource` by isolates; with `right_to_left`, isolate Latin runs too.

    Dates and ranges in them are made `unbroken`; with `apart`, signs that stand apart from their word, as in French,
    stay in its line.
    """
    _Isolation(right_to_left=right_to_left, apart=apart).visit(resource)


class _Isolation(Visitor):
    def __init__(self, *, right_to_left: bool, apart: bool) -> None:
        self.right_to_left = right_to_left
        self.apart = apart
        self.counted: set[str | None] = set()

    def visit_SelectExpression(self, choice: ftl.SelectExpression) -> None:  # noqa: N802 - the visitor's own name
        """In its variants, a number stands beside what it counts."""
        around = self.counted
        forms = [variant.key for variant in choice.variants]
        if any(not isinstance(form, ftl.Identifier) or form.name in _PLURALS for form in forms):
            self.counted = around | {_variable(choice.selector)}
        self.generic_visit(choice)
        self.counted = around

    def visit_Pattern(self, pattern: ftl.Pattern) -> None:  # noqa: N802 - the visitor's own name
        inside = marked = False
        for before, element in zip((None, *pattern.elements), pattern.elements, strict=False):
            if isinstance(element, ftl.TextElement):
                said = []
                for at, part in enumerate(element.value.split("`")):
                    if at:
                        inside = not inside
                        marked = (self.right_to_left or part.startswith("/")) if inside else marked
                        said.append((LEFT_TO_RIGHT if inside else END) if marked else "`")
                    said.append(part if inside else self._outside(part))
                element.value = unbroken("".join(said))
                if isinstance(before, ftl.Placeable) and _variable(before.expression) in self.counted - {None}:
                    element.value = _NOUN_OF_COUNT.sub(NO_BREAK_SPACE, element.value)
            else:
                self.visit(element)

    def _outside(self, part: str) -> str:
        part = part.replace("~", NO_BREAK_SPACE)
        part = _APART.sub(_no_break, part) if self.apart else part
        return _RUN.sub(_isolated, part) if self.right_to_left else part


def _variable(expression: ftl.SyntaxNode) -> str | None:
    """The name of a value that stands by itself in { }."""
    return expression.id.name if isinstance(expression, ftl.VariableReference) else None


def _no_break(space: re.Match[str]) -> str:
    """The narrow space before ; ! ? and %, the wide one before a colon and within « »."""
    after = space.string[space.end() : space.end() + 1]
    return _NARROW_SPACE if after in {";", "!", "?", "%"} else NO_BREAK_SPACE


def _isolated(run: re.Match[str]) -> str:
    return run[0] if _DIGITS.fullmatch(run[0]) else f"{LEFT_TO_RIGHT}{run[0]}{END}"
