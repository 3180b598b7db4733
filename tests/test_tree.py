"""The shape of the tree: what is tested where, and how long its parts may be."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CODE = ("bot", "handlers", "storage")
LONGEST_MODULE, LONGEST_APP = 300, 199
MOST_MODULES = 16
TABLES = "storage/tables.py"
# A revision is the tables as they were, and is never shortened.
REVISIONS = "storage/migrations/versions/"


def modules() -> list[Path]:
    """Every module of the code but the packages' own, by its path in the tree."""
    found = (path.relative_to(ROOT) for base in CODE for path in (ROOT / base).rglob("*.py"))
    return sorted(path for path in found if path.name not in {"__init__.py", "__main__.py"})


def test_of(module: Path) -> Path:
    """Where the test of a module stands."""
    inner = module.relative_to("bot") if module.parts[0] == "bot" else module
    return Path("tests") / inner.parent / f"test_{inner.name}"


test_of.__test__ = False  # type: ignore[attr-defined]


def does_nothing(module: Path) -> bool:
    """Whether a module has no function with statements in it: ports, and plain data."""
    tree = ast.parse((ROOT / module).read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    bodies = [one for function in functions for one in function.body]
    return all(isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant) for one in bodies)


def named() -> tuple[dict[str, list[str]], dict[str, str]]:
    kept = tomllib.loads((ROOT / "tests/suites.toml").read_text(encoding="utf-8"))
    return kept["suites"], kept["whole_house"]


def test_every_module_has_a_test_of_its_name_or_a_suite_that_is_named_for_it() -> None:
    suites, _ = named()
    listed = {module for modules in suites.values() for module in modules}
    folders = {pattern for pattern in listed if "*" in pattern}
    covered = listed - folders
    without = {
        module.as_posix()
        for module in modules()
        if not (ROOT / test_of(module)).exists()
        and not does_nothing(module)
        and not module.as_posix().startswith(REVISIONS)
        and not any(module.match(folder) for folder in folders)
    }
    assert sorted(without - covered) == []
    # What has a test of its own, does nothing or is gone leaves the list.
    assert sorted(covered - without) == []
    assert all(any(module.match(folder) for module in modules()) for folder in folders)


def test_every_test_file_has_its_module_or_is_a_named_suite() -> None:
    suites, whole = named()
    mirrors = {test_of(module).as_posix() for module in modules()}
    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("test_*.py")}
    assert sorted(there - mirrors - suites.keys() - whole.keys()) == []
    assert sorted((suites.keys() | whole.keys()) - there) == []


@pytest.mark.parametrize("module", modules(), ids=str)
def test_no_module_is_longer_than_one_can_keep_in_mind(module: Path) -> None:
    lines = len((ROOT / module).read_text(encoding="utf-8").splitlines())
    longest = LONGEST_APP if module == Path("bot/app.py") else LONGEST_MODULE
    assert lines <= longest or module.as_posix() == TABLES or module.as_posix().startswith(REVISIONS)


def test_no_folder_has_more_modules_than_one_can_survey() -> None:
    many: dict[str, int] = {}
    for module in modules():
        many[module.parent.as_posix()] = many.get(module.parent.as_posix(), 0) + 1
    crowded = {folder for folder, count in many.items() if count > MOST_MODULES}
    # One file per command, and one per source: more of them is what these two are for.
    assert crowded <= {"handlers", "bot/sources"}


def test_the_names_of_the_platforms_are_listed_in_one_place_alone() -> None:
    texts = {path: path.read_text(encoding="utf-8") for base in CODE for path in (ROOT / base).rglob("*.py")}
    places = {
        path.relative_to(ROOT).as_posix()
        for path, text in texts.items()
        if "telegram" in text and "discord" in text
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Tuple | ast.List | ast.Set)
        and all(isinstance(one, ast.Constant) for one in node.elts)
        and {"telegram", "discord"} <= {*ast.literal_eval(node)} <= {"telegram", "discord", "console"}
    }
    assert places == {"bot/core/model/chats.py"}


def statements(node: ast.AST) -> Iterator[ast.AST]:
    """A node and all statements inside it; what stands in their expressions, nine nodes of ten, is left out."""
    yield node
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt | ast.ExceptHandler | ast.match_case):
            yield from statements(child)


def test_an_opening_line_of_a_docstring_stands_once_in_the_tree() -> None:
    places: dict[str, list[str]] = {}
    for path in sorted(path for base in CODE for path in (ROOT / base).rglob("*.py")):
        for node in statements(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                text = ast.get_docstring(node)
                if text:
                    where = f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"
                    places.setdefault(text.splitlines()[0], []).append(where)
    assert {line: where for line, where in places.items() if len(where) > 1} == {}


def test_a_browsers_page_is_sent_elsewhere_in_one_place_alone() -> None:
    """What a page itself has begun to open would interrupt it: tests.browser.go awaits that."""
    found = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("*.py") if sends(path)}
    assert found == {"tests/browser.py"}


def sends(path: Path) -> bool:
    text = path.read_text(encoding="utf-8")
    return "goto" in text and any(
        isinstance(one, ast.Attribute) and one.attr == "goto" for one in ast.walk(ast.parse(text))
    )
