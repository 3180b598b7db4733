from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from bot.files.text import NotTextError, read_secret, read_text, replace_text, write_secret
from tests.full_disk import full_disk

WORDS = "# clé\r\nfin=é\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_is_read_in_utf_8_and_in_what_notepad_calls_unicode(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "file"
    file.write_bytes(WORDS.encode(encoding))
    assert read_text(file) == "# clé\nfin=é\n"
    file.write_bytes(b"\xfe\xff" + WORDS.encode("utf-16-be"))
    assert read_text(file) == "# clé\nfin=é\n"


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (WORDS.encode("cp1252"), 1),
        ("a\nb\né".encode("cp1256"), 3),
        ("a\nb".encode("utf-16-le"), 1),
        ("\ufeffa\nb".encode("utf-16-le") + b"x", 2),
        (b"\x89PNG\r\n\x1a\n\0", 1),
        (b"a\n\0", 2),
    ],
)
def test_what_is_no_text_is_told_with_its_first_wrong_line(tmp_path: Path, data: bytes, line: int) -> None:
    file = tmp_path / "file"
    file.write_bytes(data)
    with pytest.raises(NotTextError, match=rf"^line {line} is not UTF-8$"):
        read_text(file)


def test_a_file_that_is_not_there_is_no_matter_of_its_encoding(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_text(tmp_path / "none")


def test_a_key_is_for_the_operator_alone_and_never_written_over_another(tmp_path: Path) -> None:
    file = tmp_path / "key"
    write_secret(file, "first")
    with pytest.raises(FileExistsError):
        write_secret(file, "second")
    assert (read_secret(file), file.stat().st_mode & 0o777) == ("first", 0o600)


def test_a_full_disk_leaves_no_file_without_its_key(tmp_path: Path) -> None:
    with full_disk(), pytest.raises(OSError, match="File too large"):
        write_secret(tmp_path / "key", "key")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("left", [None, "", "\n"])
def test_of_many_that_write_a_key_at_once_one_does_and_the_others_keep_it(tmp_path: Path, left: str | None) -> None:
    file = tmp_path / "key"
    if left is not None:
        file.write_text(left, encoding="utf-8")

    def written(key: str) -> str:
        with suppress(FileExistsError):
            write_secret(file, key)
            return key
        return ""

    with ThreadPoolExecutor(8) as pool:
        made = [key for key in pool.map(written, map(str, range(10, 42))) if key]
    assert made == [read_secret(file)]


def test_a_text_is_replaced_behind_its_link_or_stays_as_it_was(tmp_path: Path) -> None:
    file, link = tmp_path / "real", tmp_path / ".env"
    file.write_text("before", encoding="utf-8")
    link.symlink_to(file)
    with full_disk(), pytest.raises(OSError, match="File too large"):
        replace_text(link, "after")
    assert read_text(file) == "before"
    replace_text(link, "after")
    assert (read_text(file), link.is_symlink(), file.stat().st_mode & 0o777) == ("after", True, 0o600)
    assert sorted(tmp_path.iterdir()) == [link, file]
