import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.config import ConfigError, Settings, load, locate, own_secret, secret_file, source_settings, tongue
from bot.config.stored import values
from bot.sources import SOURCES
from storage import parse

ROOT = Path(__file__).parent.parent
KEY = "k" * 32
OWN = {setting.name: setting for source in SOURCES.values() for setting in source.settings}


def read(folder: Path, environment: Mapping[str, str] | None = None, dotenv: str = "") -> Settings:
    file = folder / ".env"
    file.write_text(dotenv, encoding="utf-8")
    return load(file, environment or {})


def example() -> dict[str, str]:
    """The settings of `.env.example`, with the values they have there."""
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_every_setting_has_its_line_with_its_default_in_the_example() -> None:
    fields = {name.upper(): field.default for name, field in Settings.model_fields.items()}
    assert set(example()) == {*fields, *OWN}
    assert load(ROOT / ".env.example", {}) == Settings()
    assert source_settings({name: own.default for name, own in OWN.items()}, ROOT / ".env.example", {}) == {
        name: own.default for name, own in OWN.items()
    }


def test_every_setting_of_the_example_is_described_above_its_line() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    for block in re.split(r"\n\s*\n", text.strip()):
        assert block.startswith("# "), block
        assert sum(not line.startswith("#") for line in block.splitlines()) <= 2, block


def test_the_environment_goes_before_the_file_and_the_file_before_the_default(tmp_path: Path) -> None:
    dotenv = "LOG_LEVEL=warning\nHOLD_PERCENT=7\nWEB_PORT=\n"
    found = read(tmp_path, {"LOG_LEVEL": "DEBUG", "HOLD_TIMES": ""}, dotenv)
    assert (found.log_level, found.hold_percent, found.hold_times, found.web_port) == ("debug", 7, 10, 8080)


def test_quotes_and_space_around_a_value_are_no_part_of_it_unless_it_is_a_key(tmp_path: Path) -> None:
    # `docker run --env-file` hands both over, and a file from Windows a carriage return.
    found = read(
        tmp_path,
        {
            "DATABASE_URL": ' "postgresql://u@h/d"', "WEB_PORT": "'8081'", "TELEGRAM_BOT_TOKEN": '"42:x"\r',
            "LOG_LEVEL": "debug\r", "SECRET_KEY": f'"{KEY}"',
        },
    )  # fmt: skip
    assert (found.database_url, found.web_port, found.log_level) == ("postgresql://u@h/d", 8081, "debug")
    assert found.telegram_bot_token.get_secret_value() == "42:x"
    assert found.secret_key.get_secret_value() == f'"{KEY}"'


@pytest.mark.parametrize(
    "written", ["pay ${100} for calls", "'we are #1 for $HOME'", '"it\'s #1"', "we're#1", "#1 of all"]
)
def test_what_backups_are_closed_with_is_every_sign_that_stands_in_the_file(tmp_path: Path, written: str) -> None:
    found = read(tmp_path, {"HOME": "/root"}, f"# ours\n\nBACKUP_PASSPHRASE={written}\nLOG_LEVEL=debug # for now\n")
    bare = written[1:-1] if written[0] in "'\"" else written
    assert (found.backup_passphrase.get_secret_value(), found.log_level) == (bare, "debug")


def test_an_address_of_the_database_keeps_a_password_with_a_dollar_sign(tmp_path: Path) -> None:
    assert read(tmp_path, {"x": "y"}, "DATABASE_URL=postgresql://u:p${x}w@h/d").database_url.endswith(":p${x}w@h/d")


@pytest.mark.parametrize("name", ["SECRET_KEY", "SECRET_KEY_OLD", "BACKUP_PASSPHRASE"])
@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("we are #1 for cheap calls", "up to the space before #"),
        ("word\t# the one of May", "up to the space before #"),
        ("'it's ours'", "quotes that do not fit"),
        ("'tis all we have", "quotes that do not fit"),
        ('"no end', "quotes that do not fit"),
    ],
)
def test_a_key_or_sentence_that_would_be_read_in_part_is_refused_without_showing_it(
    tmp_path: Path, name: str, written: str, said: str
) -> None:
    lines = (f"{name}={written}\n", f"\n  export {name} = {written}\nLOG_LEVEL=info\n", f"'{name}'={written}\n")
    for line in lines:
        with pytest.raises(ConfigError, match=rf"\.env: {name} .*{said}") as told:
            read(tmp_path, {}, line)
        assert written not in str(told.value)
        # One that is set elsewhere is not read from there.
        assert read(tmp_path, {name: KEY}, line) == read(tmp_path, {name: KEY})


@pytest.mark.parametrize("written", ['"{}"=we are one', "'{}=we are one'", 'export "{}=we are one"', "{}'=we are one"])
@pytest.mark.parametrize("name", ["SECRET_KEY", "BACKUP_PASSPHRASE"])
def test_a_key_or_sentence_that_would_not_be_read_for_a_quote_at_its_name_is_refused(
    tmp_path: Path, name: str, written: str
) -> None:
    with pytest.raises(ConfigError, match=rf"\.env: {name} is not read with that quote at its name"):
        read(tmp_path, {}, f"{written.format(name)}\n")
    found = read(tmp_path, {}, f"'BACKUP_PASSPHRASE'='we are #1'\nSECRET_KEY={KEY}\n")
    assert (found.backup_passphrase.get_secret_value(), found.secret()) == ("we are #1", KEY)


def test_a_setting_can_stand_in_a_file_of_its_own(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(f"{KEY}\n", encoding="utf-8")
    assert read(tmp_path, {"SECRET_KEY_FILE": str(secret)}).secret() == KEY
    assert read(tmp_path, {}, f"SECRET_KEY_FILE={secret}\n").secret() == KEY
    assert read(tmp_path, {"SECRET_KEY_FILE": str(secret)}, f"SECRET_KEY={'x' * 32}\n").secret() == KEY
    assert read(tmp_path, {"SECRET_KEY": "y" * 32, "SECRET_KEY_FILE": "/nowhere"}).secret() == "y" * 32


def test_a_source_takes_its_settings_in_the_same_ways(tmp_path: Path) -> None:
    token = tmp_path / "token"
    token.write_text("from-a-file", encoding="utf-8")
    defaults = {"FACEBOOK_ACCESS_TOKEN": "", "BLUESKY_API_URL": "https://public.api.bsky.app"}
    found = source_settings(defaults, tmp_path / "none", {"FACEBOOK_ACCESS_TOKEN_FILE": str(token)})
    assert found == {**defaults, "FACEBOOK_ACCESS_TOKEN": "from-a-file"}


@pytest.mark.parametrize("name", ["TELEGRAM_PROXY", "DATABASE_URL", "DESK", "FACEBOOK_ACCESS_TOKEN"])
@pytest.mark.parametrize(
    "line",
    [
        '{}="hidden', "{}='hidden", '{}="hidden"  Tor', "{}: hidden", "{}:hidden", '"{}"=hidden', "set {}=hidden",
        '$env:{}="hidden"', "{} hidden", '{}="hid"den"', "  export {}: hidden",
    ],
)  # fmt: skip
def test_a_line_that_sets_nothing_as_it_stands_is_named_and_not_repeated(tmp_path: Path, name: str, line: str) -> None:
    dotenv = f"# Ours.\n\n{line.format(name)}\nLOG_LEVEL=debug\n"
    with pytest.raises(ConfigError, match=rf"/\.env, line 3: {name} cannot be read\.") as refused:
        read(tmp_path, {}, dotenv)
    assert "hid" not in str(refused.value)
    # What the environment sets is not asked of the file.
    assert read(tmp_path, {name: "on" if name == "DESK" else "socks5h://127.0.0.1:9"}, dotenv).log_level == "debug"


def test_lines_that_say_what_they_set_are_read_in_every_form(tmp_path: Path) -> None:
    dotenv = "export LOG_LEVEL=debug # loud\n'WEB_PORT'=1\nHOLD_TIMES = '7' # enough\nDESK\nOF_ANOTHER.kind-1=x\n\n"
    found = read(tmp_path, {}, dotenv)
    assert (found.log_level, found.web_port, found.hold_times) == ("debug", 1, 7)


@pytest.mark.parametrize("value", ["hunter2\nsecond line", "hunter2\tx", "hunter2\x1b[0m", "hunter2\u2028x"])
def test_a_setting_with_several_lines_or_an_unseen_sign_is_refused_and_not_repeated(tmp_path: Path, value: str) -> None:
    file = tmp_path / "key"
    file.write_text(f"{value}\n", encoding="utf-8")
    for name in ("X_BEARER_TOKEN", "JSON_API_KEY"):
        for given, told in (({name: value}, name), ({f"{name}_FILE": str(file)}, f"{name}_FILE names {file}, which")):
            with pytest.raises(ConfigError) as refused:
                source_settings({name: ""}, tmp_path / "none", given)
            wrong = f"{told} holds more than one line, or a sign that nobody sees: only {name} itself belongs in it."
            assert str(refused.value) == wrong
    for name in ("TELEGRAM_BOT_TOKEN", "DATABASE_URL", "HTTPS_PROXY"):
        with pytest.raises(ConfigError, match=rf"^{name} holds more than one line"):
            read(tmp_path, {name: value})
    # Whoever wrote these may open with them alone; an identity of age has comments above it.
    for name in ("SECRET_KEY", "BACKUP_PASSPHRASE", "BACKUP_IDENTITY"):
        assert getattr(read(tmp_path, {name: value}), name.lower()).get_secret_value() == value


@pytest.mark.parametrize("written", ["", "\n", " \r\n"])
def test_a_named_file_with_nothing_in_it_is_refused_unless_a_key_is_to_be_made_in_it(
    tmp_path: Path, written: str
) -> None:
    file = tmp_path / "own"
    file.write_text(written, encoding="utf-8")
    for name in [*(field.upper() for field in Settings.model_fields), *OWN]:
        if name == "SECRET_KEY":
            continue
        for given, dotenv in (({f"{name}_FILE": str(file)}, ""), ({}, f"{name}_FILE={file}\n")):
            (tmp_path / ".env").write_text(dotenv, encoding="utf-8")
            with pytest.raises(ConfigError, match=rf"^{name}_FILE names {file}, which is empty: "):
                values([name], tmp_path / ".env", given)
    assert read(tmp_path, {"SECRET_KEY_FILE": str(file)}).secret_key.get_secret_value() == ""


@pytest.mark.parametrize(
    ("name", "given", "read_as"),
    [
        ("NO_PROXY", "a.org,\n  10.0.0.0/8\tb.org", "a.org,10.0.0.0/8,b.org"),
        ("WEB_TRUSTED_PROXIES", "127.0.0.1\n::1\n", "127.0.0.1/32,::1/128"),
        ("DISCORD_SHARD_IDS", "0,\t1", "0,1"),
    ],
)
def test_a_list_may_have_each_value_on_a_line_of_its_own(tmp_path: Path, name: str, given: str, read_as: str) -> None:
    file = tmp_path / "list"
    file.write_text(given, encoding="utf-8")
    for one in ({name: given}, {f"{name}_FILE": str(file)}):
        assert getattr(read(tmp_path, {"DISCORD_SHARD_COUNT": "2", **one}), name.lower()) == read_as
    with pytest.raises(ConfigError, match=f"^{name} holds more than one line"):
        read(tmp_path, {name: "a.org\x1b[0m"})


@pytest.mark.parametrize("name", ["X_BEARER_TOKEN", "INSTAGRAM_USER_ID"])
@pytest.mark.parametrize("value", ["clé-hunter2", "مفتاح", "hunter2\u200b"])
def test_a_setting_of_a_source_that_no_request_could_carry_is_refused(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=rf"^{name} holds letters or signs that cannot stand in it: ") as refused:
        source_settings({name: ""}, tmp_path / "none", {name: value})
    assert value not in str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_settings_and_their_files_may_be_written_by_notepad(tmp_path: Path, encoding: str) -> None:
    file, token = tmp_path / ".env", tmp_path / "token"
    file.write_text(f"# clé\nLOG_LEVEL=debug\nTELEGRAM_BOT_TOKEN_FILE={token}\n", encoding=encoding)
    token.write_text("42:token\n", encoding=encoding)
    found = load(file, {})
    assert (found.log_level, found.telegram_bot_token.get_secret_value()) == ("debug", "42:token")
    token.write_text(KEY, encoding="utf-8")
    file.write_text(f"# clé\nSECRET_KEY_FILE={token}\n", encoding=encoding)
    assert (secret_file(file, {}), load(file, {}).secret()) == (token, KEY)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (f"{KEY}\r\n".encode("utf-8-sig"), f"\ufeff{KEY}"),
        (f" {KEY}\r\n\r\n".encode(), KEY),
        (f"a\r\n{KEY}".encode(), f"a\n{KEY}"),
        (f"'{KEY}' ".encode(), f"'{KEY}'"),
        (KEY.encode("utf-16"), KEY),
    ],
)
def test_a_key_in_a_file_is_every_sign_of_it_so_that_what_it_closed_opens(
    tmp_path: Path, content: bytes, key: str
) -> None:
    for name in ("key", "key.old", "passphrase"):
        (tmp_path / name).write_bytes(content)
    named = {"SECRET_KEY_FILE": str(tmp_path / "key"), "BACKUP_PASSPHRASE_FILE": str(tmp_path / "passphrase")}
    found = read(tmp_path, named)
    keys = (found.secret_key, found.secret_key_old, found.backup_passphrase)
    assert [one.get_secret_value() for one in keys] == [key] * 3
    assert own_secret(tmp_path / "key") == key


@pytest.mark.parametrize("read_it", [load, secret_file, lambda file, _: source_settings({"X": ""}, file, {})])
@pytest.mark.parametrize("content", ["LOG_LEVEL=debug\n# clé".encode("cp1252"), "A=b\nC=d".encode("utf-16-le")])
def test_a_file_of_settings_that_is_no_text_is_one_sentence_with_its_line(
    tmp_path: Path, content: bytes, read_it: Callable[[Path, Mapping[str, str]], object]
) -> None:
    file = tmp_path / ".env"
    file.write_bytes(content)
    with pytest.raises(ConfigError, match=r"^\S+\.env, line [12]: this is not UTF-8 text; save it as UTF-8 \([^\n]+$"):
        read_it(file, {})


def test_the_key_before_that_is_no_text_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(KEY, encoding="utf-8")
    (tmp_path / "key.old").write_bytes(b"\xff")
    with pytest.raises(ConfigError, match=r"^\S+key\.old, line 1: this is not UTF-8 text"):
        read(tmp_path, {"SECRET_KEY_FILE": str(tmp_path / "key")})


def test_bytes_of_the_environment_that_are_no_text_are_one_sentence() -> None:
    with pytest.raises(ConfigError, match=r"^SECRET_KEY holds signs that are not UTF-8\.$"):
        load(Path("none"), {"SECRET_KEY": "k" * 32 + "\udcff"})


@pytest.mark.parametrize("content", [None, b"\xff\xfe\xff", b"\xff", KEY.encode("utf-16-le")])
def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "secret"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ConfigError, match=r"^SECRET_KEY_FILE names \S+secret, which cannot be read: .*\.$"):
        read(tmp_path, {"SECRET_KEY_FILE": str(file)})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WEB_PORT", "abc"), ("WEB_PORT", "65536"), ("WEB_PORT", "-1"), ("READ_EVERY_MINUTES", "0"),
        ("READ_AFTER_END_DAYS", "1.5"), ("HOLD_PERCENT", "0"), ("HOLD_TIMES", "nan"), ("LOG_LEVEL", "loud"),
        ("TELEGRAM_MESSAGES_PER_SECOND", "0"), ("TELEGRAM_MESSAGES_PER_SECOND", "many"),
        ("KEEP_READINGS_DAYS", "59"), ("KEEP_READINGS_DAYS", "-1"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_one_sentence_that_names_the_setting(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=rf"^{name} is wrong: [^\n]+\. See \.env\.example\.$") as wrong:
        read(tmp_path, {name: value})
    assert wrong.value.__cause__ is None


@pytest.mark.parametrize(
    "name", [name for name, one in Settings.model_fields.items() if one.annotation not in {str, SecretStr}]
)
def test_every_setting_that_is_no_text_says_what_would_be_right(tmp_path: Path, name: str) -> None:
    right = r"must be (a (whole )?number, .+, such as [\d.]+|\w+ or \w+( or \w+)*)"
    with pytest.raises(ConfigError, match=rf"^{name.upper()} is wrong: {right}\. See \.env\.example\.$"):
        read(tmp_path, {name.upper(): "1.5 days"})


@pytest.mark.parametrize(("key", "why"), [("", "is missing"), ("short-secret", "has 12 characters")])
def test_a_secret_that_is_missing_or_short_is_refused_without_being_told(tmp_path: Path, key: str, why: str) -> None:
    with pytest.raises(ConfigError) as wrong:
        read(tmp_path, {"SECRET_KEY": key}).secret()
    assert why in str(wrong.value)
    assert "short-secret" not in str(wrong.value)


def test_secrets_are_hidden_in_a_repr(tmp_path: Path) -> None:
    found = read(tmp_path, {"SECRET_KEY": KEY, "TELEGRAM_BOT_TOKEN": "42:token"})
    assert KEY not in repr(found)
    assert "42:token" not in repr(found)
    assert found.telegram_bot_token.get_secret_value() == "42:token"


def test_the_environment_reaches_nothing_but_load(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WEB_PORT", "abc")
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    assert Settings().web_port == 8080
    assert tongue(("ar", "en", "fr")) == "fr"
    with pytest.raises(ConfigError, match="WEB_PORT"):
        load(tmp_path / "none")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "ar_MA", "LC_MESSAGES": "en_GB"}, "en"),
        ({"LANG": "fr", "LC_ALL": "ar"}, "ar"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE"}, "en"),
        ({}, "en"),
    ],
)
def test_the_server_is_spoken_to_in_its_own_language(environment: Mapping[str, str], language: str) -> None:
    assert tongue(("ar", "en", "fr"), environment) == language


def test_the_pages_address_may_stand_in_brackets_as_in_an_address_of_the_web() -> None:
    assert load(Path("nowhere"), {"WEB_HOST": "[::1]"}).web_host == "::1"


@pytest.mark.parametrize("name", [*(name.upper() for name in Settings.model_fields), *OWN])
@pytest.mark.parametrize("where", ["environment", "dotenv"])
def test_every_setting_may_stand_in_a_file_of_the_users_folder_or_beside_the_env_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, where: str
) -> None:
    home, user, elsewhere = (tmp_path / one for one in ("home", "user", "elsewhere"))
    for folder in (home / "keys", user, elsewhere):
        folder.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(user))
    monkeypatch.chdir(elsewhere)
    places = {"~/own": user / "own", "keys/own": home / "keys" / "own", "./own": home / "own", "~none/own": None}
    for path, file in places.items():
        given = {f"{name}_FILE": path}
        (home / ".env").write_text(f"{name}_FILE={path}\n" if where == "dotenv" else "", encoding="utf-8")
        environment = given if where == "environment" else {}
        if file is None:
            with pytest.raises(ConfigError, match=rf"^{name}_FILE names \S+/home/~none/own, which cannot be read"):
                values([name], home / ".env", environment)
            continue
        file.write_text(f"of-{path}\n", encoding="utf-8")
        assert values([name], home / ".env", environment) == {name.lower(): f"of-{path}"}


@pytest.mark.parametrize("quotes", ["", '"', "'"])
def test_the_key_is_made_and_replaced_where_the_setting_says_from_any_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quotes: str
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "user"))
    env_file = tmp_path / "home" / ".env"
    for path, file in (
        ("~/key", tmp_path / "user" / "key"),
        ("key", tmp_path / "home" / "key"),
        ("/key", Path("/key")),
    ):
        assert secret_file(env_file, {"SECRET_KEY_FILE": f"{quotes}{path}{quotes}"}) == file


def test_the_files_of_the_database_are_taken_from_the_same_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/home/ann lee")
    here = Path("/srv/no like")
    assert locate("sqlite:///~/own.db", here) == "sqlite:////home/ann lee/own.db"
    assert locate("sqlite:///own.db", here) == "sqlite:////srv/no like/own.db"
    assert locate("sqlite:////own.db", here) == "sqlite:////own.db"
    for name in ("sslrootcert", "sslcert", "sslkey", "sslcrl"):
        url = "postgresql://u:p~@h/~d?sslmode=verify-full"
        assert locate(f"{url}&{name}=~/ca.pem&x=~", here) == f"{url}&{name}=/home/ann%20lee/ca.pem&x=~"
        assert locate(f"{url}&{name}=keys/my+ca.pem", here) == f"{url}&{name}=/srv/no%20like/keys/my%20ca.pem"
        assert locate(f"{url}&{name}=/ca.pem", here) == f"{url}&{name}=/ca.pem"
    assert locate("postgresql://h/d?sslrootcert=system", here) == "postgresql://h/d?sslrootcert=system"
    (tmp_path / "ca.pem").touch()
    parse(locate("postgresql://h/d?sslmode=verify-full&sslrootcert=ca.pem", tmp_path))
