import ast
import tomllib
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[1]
LIST = tomllib.loads((ROOT / "tests" / "private_uses.toml").read_text(encoding="utf-8"))["use"]
FOLDERS = ("bot", "handlers", "storage")


# Named so by the language only to keep out of the way of a tuple's own fields; documented and public.
PUBLIC = {"_replace", "_asdict", "_fields"}


def private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__") and name not in PUBLIC


def used(path: Path) -> set[str]:
    """The private names that a module takes from something that is not itself."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Attribute(value=ast.Name(id="self" | "cls")):
                continue
            case ast.Attribute(attr=name) if private(name):
                found.add(name)
            case ast.ImportFrom(module=module, names=names):
                words = [*(module or "").split("."), *(alias.name for alias in names)]
                found |= {word for word in words if private(word)}
            case ast.Import(names=names):
                found |= {word for alias in names for word in alias.name.split(".") if private(word)}
    return found


def test_every_use_of_something_private_is_on_the_list_and_nothing_else_is() -> None:
    files = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")]
    found = {(path.relative_to(ROOT).as_posix(), name) for path in files for name in used(path)}
    assert found == {(use["file"], use["name"]) for use in LIST}


def test_each_library_has_the_version_that_its_private_parts_were_checked_on() -> None:
    assert {use["library"]: version(use["library"]) for use in LIST} == {use["library"]: use["version"] for use in LIST}


def test_the_scan_sees_attributes_and_imports(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        "import a._b\nfrom c._d import _e\nself._own = 1\nother._f\nsuper()._g()\nother.__class__\n", encoding="utf-8"
    )
    assert used(module) == {"_b", "_d", "_e", "_f", "_g"}
