"""Write docs/sources.md's tables from the sources; `make docs` runs it."""

from pathlib import Path

from bot.sources import described

PAGE = Path(__file__).parent.parent / "docs/sources.md"


def main() -> None:
    """Keep the introduction, and write the tables anew."""
    introduction = PAGE.read_text(encoding="utf-8").split("\n## ", 1)[0]
    PAGE.write_text(f"{introduction}\n{described()}", encoding="utf-8")


if __name__ == "__main__":
    main()
