import pytest

from bot.core.model.reply import Button, Reply, Row, Table, Text, say
from bot.platforms.telegram.draw import LONGEST, Drawn, draw, plain


def speak(text: Text) -> str:
    return str(text.values.get("is", text.id))


def spoken(sentence: str) -> Text:
    return Text("spoken", {"is": sentence})


def units(drawn: Drawn) -> int:
    return len(drawn.html.encode("utf-16-le")) // 2


def test_what_people_typed_is_never_markup() -> None:
    assert draw(Reply(lines=(spoken("<b>1 & 2</b>"),)), speak) == (Drawn("&lt;b&gt;1 &amp; 2&lt;/b&gt;"),)


def test_a_title_is_bold_and_a_table_is_a_block_for_each_column() -> None:
    blocks = (spoken("A"), spoken("now 1")), (spoken("B & C"), spoken("now 2"))
    table = Table(("A", "B"), (Row(Text("now"), (1, 2)),), blocks)
    reply = Reply(title=spoken("No VOIP"), table=table, lines=(spoken("one"), spoken("two")))
    (drawn,) = draw(reply, speak)
    assert drawn.html == "<b>No VOIP</b>\n\n<b>A</b>\nnow 1\n\n<b>B &amp; C</b>\nnow 2\n\none\ntwo"


def test_buttons_run_a_command_or_open_an_address() -> None:
    buttons = ((Button(Text("figures"), command="stats inwi"),), (Button(Text("page"), url="https://example.org/"),))
    (drawn,) = draw(Reply(lines=(Text("hello"),), buttons=buttons), speak)
    assert drawn.keyboard is not None
    (first,), (second,) = drawn.keyboard.inline_keyboard
    assert (first.text, first.callback_data, first.url) == ("figures", "stats inwi", None)
    assert (second.text, second.callback_data, second.url) == ("page", None, "https://example.org/")


def test_a_command_too_long_for_a_telegram_button_raises() -> None:
    with pytest.raises(ValueError, match="64 bytes"):
        draw(Reply(lines=(Text("hello"),), buttons=((Button(Text("b"), command="س" * 33),),)), speak)


def test_a_long_reply_is_split_at_line_ends_and_only_its_last_part_has_the_buttons() -> None:
    lines = tuple(spoken(f"{number} " + "x" * 996) for number in range(10, 20))
    parts = draw(Reply(lines=lines, buttons=((Button(Text("b"), command="stats"),),)), speak)
    assert [part.html.split("\n") for part in parts] == [
        [speak(line) for line in lines[:4]],
        [speak(line) for line in lines[4:8]],
        [speak(line) for line in lines[8:]],
    ]
    assert [part.keyboard is not None for part in parts] == [False, False, True]


def test_a_message_is_measured_in_utf16_units_without_its_markup() -> None:
    fits = draw(Reply(title=spoken("😀" * (LONGEST // 2))), speak)
    assert len(fits) == 1
    both = draw(Reply(lines=(spoken("&" * (LONGEST - 2)), spoken("a"))), speak)
    assert len(both) == 1
    assert len(draw(Reply(lines=(spoken("&" * (LONGEST - 1)), spoken("a"))), speak)) == 2


def test_a_line_longer_than_any_message_is_cut_and_nothing_of_it_is_lost() -> None:
    parts = draw(Reply(lines=(spoken("😀" * 5000),)), speak)
    assert "".join(part.html for part in parts).replace("\n", "") == "😀" * 5000
    assert all(units(part) <= LONGEST for part in parts)


def test_an_empty_line_is_kept_and_an_empty_reply_is_no_message() -> None:
    assert draw(Reply(lines=(spoken("a"), spoken(""), spoken("b"))), speak) == (Drawn("a\n\nb"),)
    assert draw(Reply(), speak) == ()
    assert draw(Reply(lines=(spoken(" "),)), speak) == ()


def test_plain_words_have_no_markup() -> None:
    assert plain(say("spoken", **{"is": "1 < 2"}), speak) == "1 < 2"
