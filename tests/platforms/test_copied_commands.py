from bot.core.model.reply import Reply, Text
from bot.locales import LANGUAGES, speak
from bot.platforms.copied_commands import split_commands, without_isolates
from bot.platforms.discord.draw import escaped
from bot.platforms.telegram.draw import draw

ASKED = Text("checkin-how-hours", {"id": "3"})


def commands(text: str) -> list[str]:
    return [piece for piece, command in split_commands(text) if command]


def test_a_command_with_arguments_can_be_copied_in_every_language_without_invisible_marks() -> None:
    for language in LANGUAGES:
        said = speak(language)(ASKED)
        assert commands(said) == ["/checkin 3 all", "/checkin 3 40h", "/checkin 3 none"]
        assert "<code>/checkin 3 40h</code>" in draw(Reply(lines=(ASKED,)), speak(language))[0].html
        assert "`/checkin 3 40h`" in escaped(said)


def test_a_command_alone_stays_one_that_a_tap_sends() -> None:
    for language in LANGUAGES:
        assert commands(speak(language)(Text("start-private"))) == []


def test_the_pieces_are_the_whole_text() -> None:
    said = speak("en")(ASKED)
    assert "".join(piece for piece, _ in split_commands(said)) == said
    assert list(split_commands("no command")) == [("no command", False)]


def test_only_a_text_with_right_to_left_letters_keeps_its_isolates() -> None:
    assert without_isolates("\u2066/stats\u2069") == "/stats"
    assert without_isolates("في \u2066/stats\u2069") == "في \u2066/stats\u2069"
