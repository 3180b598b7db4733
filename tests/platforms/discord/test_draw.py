from datetime import UTC, datetime

import pytest

from bot.core.model.reply import Button, Moment, Names, Reply, Row, Table, Text, say
from bot.locales import speak
from bot.platforms.discord.draw import (
    LONGEST_CONTENT,
    LONGEST_EMBED,
    LONGEST_VALUE,
    MOST_FIELDS,
    Body,
    draw,
    escaped,
    mentioned,
)

AT = datetime(2026, 12, 1, 20, tzinfo=UTC)


def spoken(text: Text) -> str:
    return str(text.values.get("is", text.id))


def drawn(reply: Reply) -> tuple[Body, ...]:
    return draw(reply, spoken, {})


def line(text: str) -> Text:
    return Text("line", {"is": text})


def columns(count: int, length: int = 10) -> Table:
    return Table((), (Row(Text("row"), ()),), tuple((line(f"name{at}"), line("x" * length)) for at in range(count)))


def test_a_sentence_becomes_plain_content() -> None:
    assert drawn(say("hello")) == ({"content": "hello"},)


def test_a_title_makes_an_embed() -> None:
    (body,) = drawn(Reply(title=Text("title"), lines=(Text("one"), Text("two"))))
    assert (body["embeds"][0]["title"], body["embeds"][0]["description"]) == ("title", "one\ntwo")


def test_a_title_without_text_is_drawn() -> None:
    (body,) = drawn(Reply(title=Text("title")))
    assert body["embeds"][0]["title"] == "title"


def test_a_reply_without_words_is_no_message() -> None:
    assert drawn(Reply()) == drawn(Reply(lines=(line(" "),))) == ()


def test_a_table_is_a_field_for_each_column_which_a_phone_shows_one_below_the_other() -> None:
    (body,) = drawn(Reply(title=Text("title"), table=columns(3), lines=(Text("age"),)))
    (embed,) = body["embeds"]
    assert [(one["name"], one["inline"]) for one in embed["fields"]] == [
        ("name0", True), ("name1", True), ("name2", True), ("\u200b", False),
    ]  # fmt: skip


def test_a_table_with_a_bare_name_has_a_blank_value() -> None:
    (body,) = drawn(Reply(table=Table((), (), ((line("name"),),))))
    assert body["embeds"][0]["fields"] == [{"name": "name", "value": "\u200b", "inline": True}]


@pytest.mark.parametrize(("count", "length", "messages"), [(24, 10, 1), (26, 10, 2), (20, 1000, 4)])
def test_a_table_too_big_for_one_message_is_several(count: int, length: int, messages: int) -> None:
    bodies = drawn(Reply(title=Text("title"), table=columns(count, length)))
    assert len(bodies) == messages
    assert sum(len(body["embeds"][0]["fields"]) for body in bodies) == count
    for body in bodies:
        fields = body["embeds"][0]["fields"]
        assert len(fields) <= MOST_FIELDS
        assert sum(len(one["name"]) + len(one["value"]) for one in fields) <= LONGEST_EMBED


@pytest.mark.parametrize("title", [None, Text("title")])
def test_a_call_of_maximum_length_is_one_message_even_with_escaped_characters(
    title: Text | None,
) -> None:
    button = Button(line("did it"), command="did 1")
    (body,) = drawn(Reply(title, (line("a" * 1750 + "_" * 1750),), buttons=((button,),)))
    assert "".join(embed["description"] for embed in body["embeds"]) == "a" * 1750 + "\\_" * 1750
    assert all(len(embed["description"]) <= 4096 for embed in body["embeds"])
    assert "components" in body


def test_short_text_is_plain_content_and_leaves_room_for_a_mention() -> None:
    (body,) = drawn(Reply(lines=(line("a" * LONGEST_CONTENT),)))
    assert body == {"content": "a" * LONGEST_CONTENT}
    assert LONGEST_CONTENT + len(f"<@&{2**63}>\n") <= 2000


def test_long_text_is_split_into_messages_without_loss() -> None:
    bodies = drawn(Reply(lines=(line("a" * 1500), line("b" * 1500), line("c" * 5000))))
    embeds = [embed["description"] for body in bodies for embed in body["embeds"]]
    assert (len(bodies), all(len(one) <= 4096 for one in embeds)) == (2, True)
    assert all(sum(len(one["description"]) for one in body["embeds"]) <= LONGEST_EMBED for body in bodies)
    assert ["".join(embeds).count(sign) for sign in "abc"] == [1500, 1500, 5000]


def test_long_lines_below_a_table_fit_into_fields() -> None:
    (body,) = drawn(Reply(table=columns(1), lines=(line("a" * 800), line("b" * 800))))
    assert [len(one["value"]) for one in body["embeds"][0]["fields"]] == [10, 800, 800]
    assert LONGEST_VALUE == 1024


def test_a_long_embed_shows_its_title_once() -> None:
    bodies = drawn(Reply(title=Text("title"), lines=(line("a" * 3000), line("b" * 3000))))
    assert ["title" in body["embeds"][0] for body in bodies] == [True, False]


def test_only_the_last_message_has_the_buttons_five_in_a_row() -> None:
    many = tuple(Button(line(f"{at}"), command=f"run {at}") for at in range(7))
    bodies = drawn(Reply(lines=(line("a" * 3900), line("b" * 3900)), buttons=(many,)))
    assert "components" not in bodies[0]
    assert [len(row["components"]) for row in bodies[1]["components"]] == [5, 2]


def test_buttons_in_too_many_rows_are_packed_into_fewer() -> None:
    rows = tuple((Button(line(f"{at}"), command=f"run {at}"),) for at in range(8))
    (body,) = drawn(Reply(lines=(line("x"),), buttons=rows))
    assert [len(row["components"]) for row in body["components"]] == [5, 3]


def test_a_command_too_long_for_a_discord_button_raises() -> None:
    with pytest.raises(ValueError, match="longer than 100"):
        drawn(Reply(lines=(line("x"),), buttons=((Button(Text("b"), command="x" * 101),),)))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a_b*c~d`e|f", "a\\_b\\*c\\~d\\`e\\|f"),
        ("[here](https://evil.example/x_y)", "\\[here\\](https://evil.example/x_y)"),
        ("# big\n> quote\n- list", "\\# big\n\\> quote\n\\- list"),
        ("<@5> <t:1:f> <#500> <@&7>", "\\<@5> \\<t:1:f> <#500> <@&7>"),
        ("https://example.org/a_b_c", "https://example.org/a_b_c"),
        ("back\\slash", "back\\\\slash"),
        ("−175,245 (7.16%)", "−175,245 (7.16%)"),
    ],
)
def test_markup_that_people_typed_is_escaped(typed: str, shown: str) -> None:
    assert escaped(typed) == shown


def test_a_time_is_shown_to_each_reader_in_their_own_zone() -> None:
    reply = say("subscribed-next", at=Moment(AT, "Africa/Casablanca"))
    (body,) = draw(reply, speak("en"), {})
    assert body["content"] == "The next one comes on <t:1796155200:f>."


@pytest.mark.parametrize(
    "moment", [Moment(AT, "UTC", "date"), Moment(AT, "UTC", "time"), Moment(AT, "UTC", fixed=True)]
)
def test_a_date_a_time_of_day_and_a_time_of_a_fixed_zone_stay_text(moment: Moment) -> None:
    (body,) = draw(say("timezone-now", at=moment), speak("en"), {})
    assert "<t:" not in body["content"]


def test_a_command_that_is_named_can_be_tapped() -> None:
    mentions = {"stats": "5", "subscribe": "6"}
    said = "Use /subscribe 1h, /stats; see https://x.org/stats, /statsx and </stats:5>"
    assert mentioned(said, mentions) == (
        "Use </subscribe:6> 1h, </stats:5>; see https://x.org/stats, /statsx and </stats:5>"
    )
    assert mentioned(said, {}) == said


def test_a_time_and_a_name_are_shown_right_in_arabic_too() -> None:
    reply = say("subscribed", title=Names({"ar": "حملة_أولى"}), cadence=Text("cadence-hours", {"hours": 1}))
    (body,) = draw(reply, speak("ar"), {})
    assert "حملة\\_أولى" in body["content"]
