import base64
import io
import json
import re
import signal
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from bot import cli
from bot.cli import import_counts
from bot.cli.program import ended_like_ctrl_c
from bot.cli.terminal import EXAMPLE
from tests.program import KEY, Program

CSV = EXAMPLE.with_suffix(".csv")
SLUG = EXAMPLE.stem
HEAD = "source,handle,taken_at,count,step\n"


PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC")


def write(folder: Path, name: str, content: str | bytes) -> str:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(file)


def load_until(nolike: Program, end: datetime) -> None:
    """Load the example with another end."""
    text = re.sub(r"(?m)^ends_at = .*$", f"ends_at = {end:%Y-%m-%dT%H:%M:00}", EXAMPLE.read_text(encoding="utf-8"))
    assert nolike("campaign", "load", write(nolike.folder, f"{SLUG}.toml", text)).code == 0


def test_a_campaign_is_loaded_listed_and_loaded_again(nolike: Program) -> None:
    nolike.begun()
    assert nolike("campaign", "list").out.startswith("No campaign is loaded yet.")
    first = nolike("campaign", "load", str(EXAMPLE))
    assert (first.code, first.err) == (0, "")
    assert re.match("Loaded .*with .*3.* pages", first.out)
    assert nolike("campaign", "load", str(EXAMPLE)).out.startswith("Updated")
    assert "no-voip-no-like" in nolike("campaign", "list").out


def test_what_a_paid_source_costs_in_a_day_is_said_when_its_pages_are_loaded(nolike: Program) -> None:
    file = nolike.folder / "paid.toml"
    pages = '[{ source = "x", handle = "inwi" }, { source = "x", handle = "iam" }]'
    text = EXAMPLE.read_text(encoding="utf-8")
    file.write_text(re.sub(r"pages = \[.*?\]", f"pages = {pages}", text, count=1), encoding="utf-8")

    ran = nolike("campaign", "load", str(file))

    assert ran.code == 0, ran.err
    assert "Reading 2 pages of x costs about 0.02 USD a day" in re.sub("[\u2066-\u2069]", " ", ran.out).replace(
        "  ", " "
    )
    assert "costs" not in nolike("campaign", "load", str(EXAMPLE)).out


def test_every_mistake_of_a_campaign_file_is_reported_with_its_line_and_nothing_is_loaded(nolike: Program) -> None:
    nolike.begun()
    wrong = EXAMPLE.read_text(encoding="utf-8").replace("ends_at", "endsat").replace('currency = "MAD"', "currency = 5")
    ran = nolike("campaign", "load", write(nolike.folder, "wrong.toml", wrong))
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 2)
    assert "ends_at" in ran.err
    assert nolike("campaign", "list").out.startswith("No campaign")


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", ""])
def test_a_file_that_cannot_be_read_is_one_sentence(nolike: Program, content: bytes | str | None) -> None:
    file = str(nolike.folder / "none.toml") if content is None else write(nolike.folder, "some.toml", content)
    ran = nolike("campaign", "load", file)
    assert (ran.code, ran.out) == (2, "")
    assert "Traceback" not in ran.err


def test_the_published_figures_are_printed_as_a_table_and_as_json(nolike: Program) -> None:
    nolike.loaded()
    table = nolike("stats", SLUG)
    assert (table.code, table.err) == (0, "")
    for figure in ("2,447,581", "2,272,336", "175,245", "147,408", "138,885", "461,538", "53,000 USD"):
        assert figure in table.out
    assert "2\u202f447\u202f581" in nolike("stats", "--language", "fr").out
    assert "اتصالات المغرب" in nolike("stats", "--language", "ar").out

    found = json.loads(nolike("stats", "--json").out)
    assert (found["campaign"], found["as_of"], found["currency"]) == (SLUG, "2016-02-29T12:00:00Z", "MAD")
    assert [one["lost"] for one in found["targets"]] == [175_245, 147_408, 138_885]
    assert found["total"]["loss"] == {"MAD": 1_384_614, "USD": 140_089.24}


def test_stats_accept_any_time_in_the_campaigns_zone(nolike: Program) -> None:
    nolike.loaded()
    for at in ("2016-02-27T12:00", "2016-02-27T13:00+01:00", "2016-02-27T12:00Z"):
        found = json.loads(nolike("stats", SLUG, "--at", at, "--json").out)
        assert (found["as_of"], found["total"]["lost"]) == ("2016-02-27T12:00:00Z", None)  # the first reading
    ran = nolike("stats", "--at", "noon")
    assert (ran.code, len(ran.err.splitlines())) == (2, 1)


def test_without_a_campaign_or_with_an_unknown_one_there_is_one_sentence(nolike: Program) -> None:
    nolike.begun()
    assert nolike("stats").code == 1
    assert "Load one: nolike campaign load" in nolike("stats").err
    nolike.loaded()
    ran = nolike("stats", "elsewhere")
    assert (ran.code, len(ran.err.splitlines())) == (2, 1)
    other = EXAMPLE.read_text(encoding="utf-8").replace(f'slug = "{SLUG}"', 'slug = "second"')
    nolike("campaign", "load", write(nolike.folder, "second.toml", other))
    assert "second" in nolike("stats").err


def test_importing_what_was_exported_changes_nothing(nolike: Program) -> None:
    nolike.loaded()
    file = nolike.folder / "out.csv"
    assert nolike("export", str(file), "--campaign", SLUG).code == 0
    written = file.read_text(encoding="utf-8")
    assert written == nolike("export").out
    assert written.splitlines()[:2] == [HEAD.strip(), "facebook,maroctelecom,2016-02-26T00:00:00Z,2447581,1"]
    assert len(written.splitlines()) == 7

    ran = nolike("import", str(file), "--campaign", SLUG)
    assert (ran.code, ran.err) == (0, "")
    assert "\n0 rows added, 6 already there, 0 refused.\n" in re.sub("[\u2068\u2069]", "", ran.out)
    assert nolike("export").out == written


def test_good_rows_are_stored_and_refused_ones_reported_with_line_and_reason(nolike: Program) -> None:
    nolike.loaded()
    rows = (
        "facebook,inwi,2016-02-27T00:00:00Z,2000000,1000\n"
        "facebook,orange,2016-02-27T00:00:00Z,5,1\n"
        "facebook,inwi,2016-02-29T12:00:00Z,5,1\n"
        "\n"
        "facebook,inwi,2016-02-27T00:00:00Z,-5\n"
    )
    file = write(nolike.folder, "rows.csv", HEAD + rows)
    assert nolike("import", file, "--campaign", SLUG).code == 1
    assert "2000000" not in nolike("export").out
    ran = nolike("import", file, "--campaign", SLUG, "--keep-good")
    plain = re.sub("[\u2068\u2069]", "", ran.out + ran.err)
    assert ran.code == 1
    assert "One row added, 0 already there, 3 refused." in plain
    assert re.findall(r"\(line ([\d, ]+)\)", plain) == ["3", "6", "4"]
    assert "facebook,inwi,2016-02-27T00:00:00Z,2000000,1000" in nolike("export").out


def test_an_import_that_would_give_another_baseline_says_that_it_stays(nolike: Program) -> None:
    nolike.loaded()
    rows = write(nolike.folder, "rows.csv", HEAD + "facebook,inwi,2016-02-25T23:59:00Z,2039000,1\n")
    assert "baseline stays" not in nolike("import", rows, "--campaign", SLUG).out
    nearer = EXAMPLE.read_text(encoding="utf-8").replace(
        "starts_at = 2016-02-26T00:00:00", "starts_at = 2016-02-25T23:59:30"
    )
    ran = nolike("campaign", "load", write(nolike.folder, "moved.toml", nearer))
    assert "baseline stays" in ran.out
    assert "--recompute" in ran.out
    again = write(nolike.folder, "again.csv", HEAD + "facebook,inwi,2016-02-25T23:58:00Z,2039001,1\n")
    assert "baseline stays" in nolike("import", again, "--campaign", SLUG).out

    assert "2,039,848" in nolike("baseline", SLUG).out
    corrected = nolike("baseline", SLUG, "--recompute")
    assert "2,039,000" in corrected.out
    assert "corrected on" in corrected.out
    assert re.search(r"operator  baseline  facebook:inwi: 2039848 > 2039000", nolike("audit", SLUG).out)
    assert "Starting count corrected" in nolike("stats").out


def test_a_page_without_a_baseline_is_reported(nolike: Program) -> None:
    nolike("campaign", "load", str(EXAMPLE))
    assert nolike("baseline", SLUG).out.count("no baseline yet") == 3


def test_a_long_import_is_read_in_batches_and_taken_in_whole(nolike: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    nolike("campaign", "load", str(EXAMPLE))
    monkeypatch.setattr(import_counts, "BATCH", 100)
    rows = [f"facebook,inwi,2016-02-27T{n // 60:02}:{n % 60:02}:00Z,{2_000_000 - n}\n" for n in range(250)]
    ran = nolike("import", write(nolike.folder, "rows.csv", "".join(rows)), "--campaign", SLUG)
    assert (ran.code, ran.err) == (0, "")
    assert "250" in ran.out
    assert len(nolike("export").out.splitlines()) == 251


def test_a_file_that_is_no_table_is_one_sentence(nolike: Program) -> None:
    nolike.loaded()
    ran = nolike("import", write(nolike.folder, "rows.csv", "x" * 200_000), "--campaign", SLUG)
    assert (ran.code, len(ran.err.splitlines())) == (2, 1)
    assert "line 1" in ran.err


def test_an_export_that_cannot_be_written_is_one_sentence(nolike: Program) -> None:
    nolike.loaded()
    ran = nolike("export", str(nolike.folder / "nowhere" / "out.csv"))
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert "nowhere" in ran.err


def test_a_code_is_the_last_line_alone_and_gives_its_role_once(nolike: Program) -> None:
    load_until(nolike, datetime.now(UTC) + timedelta(days=1))
    ran = nolike("invite", SLUG, "--role", "organizer", "--valid", "2h")
    assert ran.code == 0
    assert re.fullmatch(r"[\w-]{22}", ran.last)
    assert nolike("organizers", SLUG).out.startswith("Nobody holds a role yet.")

    said = nolike("console", "--private", "--language", "en", typed=f"/claim {ran.last}\n/claim {ran.last}\n")
    assert "You are now" in said.out
    assert "not valid" in said.out
    held = re.sub("[\u2068\u2069]", "", nolike("organizers", SLUG).out)
    pseudonym = held.split()[0]
    assert re.match(r"[0-9a-f]{32}  \w+", held)
    assert "console" in held

    assert nolike("revoke", SLUG, "nobody").code == 2
    assert pseudonym in nolike("revoke", SLUG, pseudonym[:8]).out
    assert nolike("organizers", SLUG).out.startswith("Nobody")
    acts = [" ".join(line.split()[1:]) for line in nolike("audit", SLUG).out.splitlines()]
    assert acts == ["operator invited organizer", f"organizer {pseudonym[:8]} claimed", f"operator revoked {pseudonym}"]


def test_halting_and_resuming_are_in_the_audit_log(nolike: Program) -> None:
    nolike.loaded()
    assert "halted" in nolike("halt", SLUG).out
    assert "goes on" in nolike("resume", SLUG).out
    assert [line.split()[-1] for line in nolike("audit", SLUG).out.splitlines()[-2:]] == ["halted", "resumed"]


def test_an_older_program_on_a_newer_schema_stops_with_one_sentence(nolike: Program) -> None:
    nolike.loaded()
    with closing(sqlite3.connect(nolike.folder / "nolike.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    ran = nolike("stats", SLUG)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)
    assert "schema 9999, which is newer than this nolike knows" in ran.err


@pytest.mark.parametrize(
    "words",
    [
        ("invite", SLUG, "--role", "owner", "--valid", "soon"), ("stats", "--language", "de"),
        ("console", "--as", "king"), ("console", "--language", "de"), ("console", "--now", "noon"),
        ("demo", "--language", "de"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_one_sentence_and_exit_code_2(nolike: Program, words: tuple[str, ...]) -> None:
    nolike.loaded()
    ran = nolike(*words)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)


@pytest.mark.parametrize(
    "words", [("nothing",), ("stats", "--nothing"), ("invite", SLUG, "--role", "king"), ("demo", "--speed", "0"), ()]
)
def test_wrong_usage_is_exit_code_2_and_no_traceback(nolike: Program, words: tuple[str, ...]) -> None:
    ran = nolike(*words)
    assert ran.code == 2
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    "words", [("console",), ("check",), ("run",), ("invite", SLUG, "--role", "owner"), ("organizers", SLUG)]
)
def test_what_concerns_people_needs_the_secret_key(nolike: Program, words: tuple[str, ...]) -> None:
    nolike.loaded().set(SECRET_KEY="")
    ran = nolike(*words)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert "SECRET_KEY" in ran.err


def test_figures_need_no_secret_key(nolike: Program) -> None:
    nolike.set(SECRET_KEY="")
    nolike.loaded()
    for words in (("stats",), ("export",), ("baseline", SLUG), ("halt", SLUG), ("audit", SLUG), ("campaign", "list")):
        assert nolike(*words).code == 0


def test_run_without_a_token_names_the_variable_and_the_demo(nolike: Program) -> None:
    ran = nolike("run")
    began, said = ran.err.splitlines()
    assert (ran.code, ran.out) == (2, "")
    assert "a new database was begun" in began
    assert "TELEGRAM_BOT_TOKEN" in said
    assert "nolike demo" in said


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("mysql://user:hidden-word@host/name", 2),
        ("nonsense", 2),
        ("sqlite:////nowhere/at/all/nolike.db", 2),
        ("postgresql://user:hidden-word@127.0.0.1:1/name", 1),
    ],
)
def test_a_database_that_cannot_be_used_is_one_sentence_without_its_password(
    nolike: Program, url: str, code: int
) -> None:
    nolike.set(DATABASE_URL=url)
    ran = nolike("campaign", "list")
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (code, "", 1)
    assert "hidden-word" not in ran.err


def test_a_fault_of_the_program_is_one_sentence_without_its_words(
    nolike: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise RuntimeError(KEY)

    monkeypatch.setattr(cli, "program", fail)
    ran = nolike()
    assert (ran.code, len(ran.err.splitlines())) == (1, 1)
    assert "RuntimeError" in ran.err
    assert KEY not in ran.err
    nolike.set(LOG_LEVEL="debug")
    with pytest.raises(RuntimeError):
        nolike()


def test_a_client_that_disconnects_is_not_a_fault(nolike: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise BrokenPipeError

    monkeypatch.setattr(cli, "program", fail)
    monkeypatch.setattr("sys.stderr", open("/dev/null", "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - it is closed by the program
    assert nolike().code == 1


def test_an_interrupt_ends_quietly(nolike: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    nolike.loaded()

    async def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(import_counts, "_take", interrupted)
    ran = nolike("import", str(CSV), "--campaign", SLUG)
    assert (ran.code, ran.err) == (130, "")


def test_the_operator_is_spoken_to_in_the_language_of_the_server(nolike: Program) -> None:
    for language, said in (("fr_FR.UTF-8", "Base de données introuvable"), ("ar_MA.UTF-8", "لا توجد قاعدة بيانات هنا")):
        nolike.set(LANG=language)
        assert said in nolike("stats").err
    nolike.begun().set(LANG="fr_FR.UTF-8")
    assert "campagne" in nolike("stats").err
    nolike.set(LC_ALL="ar_MA.UTF-8")
    assert "حملة" in nolike("stats").err


def test_a_console_in_a_pipe_rehearses_a_campaign(nolike: Program) -> None:
    nolike.loaded()
    ran = nolike.process(
        "console", "--as", "organizer:samira", "--language", "en", "--now", "2016-02-27T10:20",
        typed="/stats\n\n/subscribe 1h\n/clock +1h\n/press Figures\n/in private\n/as member:karim\n/help\n",
    )  # fmt: skip
    assert (ran.code, ran.err) == (0, "")
    assert "\x1b" not in ran.out
    for part in ("2,447,581", "This chat now gets updates", "update", "You are now in your private chat", "karim"):
        assert part in ran.out
    assert ran.out.count("6,686,077 likes at the first reading") == 3


def test_the_program_ends_with_the_same_codes_as_a_process(nolike: Program) -> None:
    assert nolike.process("campaign", "load", str(EXAMPLE)).code == 0
    refused = nolike.process("stats", "elsewhere")
    assert (refused.code, refused.out, len(refused.err.splitlines())) == (2, "", 1)
    wrong = nolike.process("run")
    assert (wrong.code, wrong.out, len(wrong.err.splitlines())) == (2, "", 1)


def test_a_call_from_a_file_is_launched_and_reported(nolike: Program) -> None:
    nolike.loaded()
    nolike("console", "--as", "admin", "--now", "2016-02-27T10:20", typed="/subscribe\n")
    write(nolike.folder, "poster.png", PNG)
    text = f'campaign = "{SLUG}"\npicture = "poster.png"\n[text]\nen = "Switch off"\n'
    ran = nolike("call", write(nolike.folder, "call.toml", text))
    assert (ran.code, ran.err, ran.last) == (0, "", "1")
    assert ran.out.startswith("Call 1 is on its way. Chats: 1.")
    assert "[picture]\nSwitch off" in nolike("console", "--language", "en", typed="\n").out
    report = json.loads(nolike("report", "1", "--json").out)
    assert (report["call"], report["audience"], report["sent"], report["eta_seconds"]) == (1, 1, 1, 0)
    assert "Sent: 1" in nolike("report", "1").out
    assert "operator  call-launched  1" in nolike("audit", SLUG).out
    later = nolike("call", write(nolike.folder, "later.toml", f'when = "2199-12-01 20:00"\n{text}'))
    assert "goes out on Sun 1 Dec 2199, 20:00, Casablanca, UTC+0" in later.out.replace("\u2068", "")
    report = json.loads(nolike("report", "2", "--json").out)
    assert (report["audience"], report["pending"], report["eta_seconds"]) == (1, 1, None)
    repeat = {"days": [4], "clock": "18:00:00", "zone": "Africa/Casablanca", "last": "2199-12-26"}
    with closing(sqlite3.connect(nolike.folder / "nolike.db")) as kept, kept:
        set_repeat = "UPDATE calls SET state = 'repeating', due = NULL, script = json_set(script, '$.repeat', json(?))"
        kept.execute(f"{set_repeat} WHERE id = 2", (json.dumps(repeat),))
    listed = nolike("calls", SLUG).out.replace("\u2068", "").replace("\u2069", "").splitlines()
    assert listed[0].startswith("2: Every week on Friday at 18:00 (Casablanca time)")
    assert listed[1].startswith("1: ")
    assert "Every week on" in nolike("report", "2").out
    series = json.loads(nolike("report", "2", "--json").out)
    assert series == {"series": 2, "status": "repeating", "next": None, "calls": []}


def test_a_series_of_a_calls_file_begins_with_its_first_time(nolike: Program) -> None:
    nolike("campaign", "load", str(EXAMPLE))
    text = EXAMPLE.read_text(encoding="utf-8")
    (nolike.folder / "open.toml").write_text(re.sub(r"(?m)^ends_at = .*\n", "", text), encoding="utf-8")
    assert nolike("campaign", "load", str(nolike.folder / "open.toml")).code == 0
    last = datetime.now(UTC) + timedelta(days=60)
    told = f'campaign = "{SLUG}"\nwhen = "every friday 18:00 until {last:%Y-%m-%d}"\n[text]\nen = "Switch off"\n'
    ran = nolike("call", write(nolike.folder, "series.toml", told))
    assert (ran.code, ran.err, ran.last) == (0, "", "1")
    assert ran.out.startswith("Series 1 is set.")
    assert "Every week on" in nolike("calls", SLUG).out


def test_a_campaign_without_calls_says_how_to_write_one(nolike: Program) -> None:
    nolike.loaded()
    assert nolike("calls", SLUG).out.startswith("There is no call yet.")


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        ("[text]", 2, "line 1, campaign: this key is missing"),
        (f'campaign = "{SLUG}"\n[text]\nen = "{"x" * 4000}"', 2, "3,500 is the most"),
        (f'campaign = "{SLUG}"\nwhen = "2000-01-01 20:00"\n[text]\nen = "x"', 2, "has passed"),
        (
            f'campaign = "{SLUG}"\nwhen = "05/03/2198 20:00"\n[text]\nen = "x"',
            2,
            "mean: 2198-03-05 20:00, 2198-05-03 20:00",
        ),
        (f'campaign = "{SLUG}"\npicture = "none.png"\n[text]\nen = "x"', 2, "none.png cannot be read"),
        (f'campaign = "{SLUG}"\npicture = "call.toml"\n[text]\nen = "x"', 2, "PNG or JPEG"),
        ('campaign = "other"\n[text]\nen = "x"', 2, "no campaign other"),
    ],
)
def test_a_call_that_cannot_be_launched_is_one_sentence(nolike: Program, content: str, code: int, said: str) -> None:
    nolike.loaded()
    ran = nolike("call", write(nolike.folder, "call.toml", content))
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert nolike("report", "1").err.startswith("There is no call 1")


def test_an_invitation_that_the_purge_would_delete_is_refused(nolike: Program) -> None:
    nolike.loaded()
    ran = nolike("invite", SLUG, "--role", "organizer")
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)
    assert "purge_days" in ran.err
    assert "ends_at" in ran.err


def test_an_invitation_that_outlives_the_purge_says_when_it_ends(nolike: Program) -> None:
    load_until(nolike, datetime.now(UTC) - timedelta(days=29))
    long = nolike("invite", SLUG, "--role", "organizer", "--valid", "3d")
    assert (long.code, long.err, len(long.out.splitlines())) == (0, "", 3)
    assert "purge_days" in long.out
    assert len(nolike("invite", SLUG, "--role", "organizer", "--valid", "1h").out.splitlines()) == 2


def test_the_database_and_exports_are_readable_by_the_operator_alone(nolike: Program) -> None:
    nolike.loaded()
    assert nolike("export", str(nolike.folder / "counts.csv")).code == 0
    made = [nolike.folder / "counts.csv", *nolike.folder.glob("*.db*")]
    assert len(made) >= 2
    assert {file.stat().st_mode & 0o777 for file in made} == {0o600}


def test_the_files_of_a_mirror_are_readable_by_a_web_server(nolike: Program) -> None:
    nolike.loaded()
    assert nolike("site", "build", str(nolike.folder / "site")).code == 0
    assert (nolike.folder / "site" / "index.html").stat().st_mode & 0o777 == 0o644


def test_loading_says_what_pictures_cannot_show(nolike: Program) -> None:
    file = nolike.folder / "campaign.toml"
    file.write_text(EXAMPLE.read_text(encoding="utf-8").replace('"No VOIP', '"🔥 No VOIP', 1), encoding="utf-8")
    assert "Pictures cannot show 🔥:" in re.sub("[\u2066-\u2069]", "", nolike("campaign", "load", str(file)).out)
    assert "Pictures cannot" not in nolike("campaign", "load", str(EXAMPLE)).out


def test_loading_says_what_looks_like_a_key_in_an_address_and_check_does_not_show_it(nolike: Program) -> None:
    file = nolike.folder / "campaign.toml"
    page = '{ source = "json", handle = "https://nowhere.invalid/x?api_key=hunter2", pick = "a" }'
    text = re.sub(r"(?m)^pages = .*$", f"pages = [{page}]", EXAMPLE.read_text(encoding="utf-8"), count=1)
    file.write_text(text, encoding="utf-8")
    told = re.sub("[\u2066-\u2069]", "", nolike("campaign", "load", str(file)).out)
    assert "holds api_key, which looks like a key" in told
    assert 'header = "X-Api-Key"' in told
    checked = nolike("check").out
    assert "nowhere.invalid/x?api_key=…" in checked
    assert "hunter2" not in told + checked


def test_an_accent_colour_that_cannot_be_read_is_shown_in_another_shade_and_that_is_said(nolike: Program) -> None:
    file = nolike.folder / "campaign.toml"
    text = EXAMPLE.read_text(encoding="utf-8")
    file.write_text(text.replace("timezone =", 'accent = "#ffee00"\ntimezone =', 1), encoding="utf-8")
    assert "#ffee00 is hard to read" in re.sub("[\u2066-\u2069]", "", nolike("campaign", "load", str(file)).out)
    file.write_text(text.replace("timezone =", 'accent = "#777777"\ntimezone =', 1), encoding="utf-8")
    assert nolike("campaign", "load", str(file)).code == 0
    # It can be read as it is; in the dark, every colour has a shade of its own.
    for colour in ("#0a5cc2", "#b3261e", "#000000"):
        file.write_text(text.replace("timezone =", f'accent = "{colour}"\ntimezone =', 1), encoding="utf-8")
        assert "hard to read" not in nolike("campaign", "load", str(file)).out
    assert "hard to read" not in nolike("campaign", "load", str(EXAMPLE)).out


def test_a_logo_beside_the_campaigns_file_is_stored_without_its_metadata(nolike: Program) -> None:
    file, told = nolike.folder / "campaign.toml", Image.Exif()
    told[0x010F] = "a maker of cameras"
    Image.new("RGB", (400, 200), "red").save(nolike.folder / "mark.jpg", "JPEG", exif=told)
    text = EXAMPLE.read_text(encoding="utf-8")
    file.write_text(text.replace("timezone =", 'logo = "mark.jpg"\ntimezone =', 1), encoding="utf-8")
    assert nolike("campaign", "load", str(file)).code == 0
    with closing(sqlite3.connect(nolike.folder / "nolike.db")) as kept:
        ((name, kind, data),) = kept.execute("SELECT id, kind, data FROM pictures")
        assert name in kept.execute("SELECT document FROM campaigns").fetchone()[0]
    assert (kind, b"a maker" in data, Image.open(io.BytesIO(data)).size) == ("image/png", False, (192, 96))
    # A file that the desk gave names the stored picture; loaded again, it keeps it.
    for logo, code in ((name, 0), ("f" * 64, 2), ("none.png", 2), ("campaign.toml", 2)):
        file.write_text(text.replace("timezone =", f'logo = "{logo}"\ntimezone =', 1), encoding="utf-8")
        ran = nolike("campaign", "load", str(file))
        assert (ran.code, len(ran.err.splitlines())) == (code, min(code, 1)), logo


def test_a_companys_logo_is_stored_from_beside_the_file_and_a_bad_one_is_named(nolike: Program) -> None:
    nolike.begun()
    file, text = nolike.folder / "campaign.toml", EXAMPLE.read_text(encoding="utf-8")
    told = Image.Exif()
    told[0x010F] = "a maker of cameras"
    Image.new("RGB", (300, 300), "red").save(nolike.folder / "red.jpg", "JPEG", exif=told)
    (nolike.folder / "mark.svg").write_text("<svg/>", encoding="utf-8")
    named = text.replace("[[targets]]\n", '[[targets]]\nlogo = "red.jpg"\n')
    for once, code in (
        (named, 0),
        (named.replace("red.jpg", "mark.svg", 1), 2),
        (named.replace("red.jpg", "no.png", 1), 2),
    ):
        file.write_text(once, encoding="utf-8")
        ran = nolike("campaign", "load", str(file))
        assert (ran.code, len(ran.err.splitlines())) == (code, min(code, 1)), ran.err
    with closing(sqlite3.connect(nolike.folder / "nolike.db")) as kept:
        ((name, kind, data),) = kept.execute("SELECT id, kind, data FROM pictures")
        document = kept.execute("SELECT document FROM campaigns").fetchone()[0]
    assert document.count(name) == named.count("red.jpg") > 1
    assert (kind, b"a maker" in data, Image.open(io.BytesIO(data)).size) == ("image/png", False, (192, 192))
    file.write_text(named.replace("red.jpg", "mark.svg", 1), encoding="utf-8")
    assert "mark.svg" in nolike("campaign", "load", str(file)).err


def edit_in_desk(nolike: Program) -> None:
    """Load a campaign with another title, and let the audit log say that the desk did it."""
    text = EXAMPLE.read_text(encoding="utf-8").replace("Pas de VoIP = Pas de Like", "Titre du bureau")
    file = nolike.folder / "edited.toml"
    file.write_text(text, encoding="utf-8")
    assert nolike("campaign", "load", str(file)).code == 0
    with closing(sqlite3.connect(database(nolike))) as opened, opened:
        changed = opened.execute("UPDATE audit SET act = 'campaign-changed' WHERE act = 'campaign-loaded'")
        assert changed.rowcount == 1


def database(nolike: Program) -> Path:
    return next(nolike.folder.rglob("*.db"))


def stored_title(nolike: Program) -> str:
    with closing(sqlite3.connect(database(nolike))) as opened:
        return str(opened.execute("SELECT document FROM campaigns").fetchone()[0])


def test_a_file_that_would_undo_what_the_desk_changed_shows_it_and_waits_for_yes(nolike: Program) -> None:
    nolike("campaign", "load", str(EXAMPLE))
    edit_in_desk(nolike)
    refused = nolike("campaign", "load", str(EXAMPLE))
    assert (refused.code, refused.out) == (1, "")
    assert "campaign.title.fr" in refused.err
    assert "Titre du bureau" in refused.err
    assert "--yes" in refused.err
    assert "Titre du bureau" in stored_title(nolike)
    assert nolike("campaign", "load", "--yes", str(EXAMPLE)).code == 0
    assert "Titre du bureau" not in stored_title(nolike)
    assert nolike("campaign", "load", str(EXAMPLE)).code == 0


def test_a_file_that_says_the_same_or_changes_other_keys_is_loaded_at_once(nolike: Program) -> None:
    nolike("campaign", "load", str(EXAMPLE))
    edit_in_desk(nolike)
    file = nolike.folder / "edited.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("purge_days = 30", "purge_days = 31"), encoding="utf-8")
    assert nolike("campaign", "load", str(file)).code == 0
    assert "Titre du bureau" in stored_title(nolike)


def test_a_terminal_that_closes_ends_a_command_once_and_not_where_it_is_ignored_as_under_nohup() -> None:
    def heard() -> None:
        signal.raise_signal(signal.SIGHUP)

    with ended_like_ctrl_c():
        with pytest.raises(KeyboardInterrupt):
            heard()
        # The shell tells of it too, and what cleans up goes on.
        heard()
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with ended_like_ctrl_c():
            heard()
    finally:
        signal.signal(signal.SIGHUP, before)


def test_sigterm_ends_a_command_that_ignores_ctrl_c_as_in_a_background_of_a_shell() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with pytest.raises(KeyboardInterrupt), ended_like_ctrl_c():
            signal.raise_signal(signal.SIGTERM)
    finally:
        signal.signal(signal.SIGINT, before)
