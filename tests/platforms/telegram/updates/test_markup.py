from typing import Any

import pytest

from bot.platforms.telegram.updates.fields import Fields
from bot.platforms.telegram.updates.markup import plain_words


def entity(kind: str, offset: int, length: int, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any field
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("text", "entities", "expected"),
    [
        ("plain", [], ("plain", False)),
        ("bold", [entity("bold", 0, 4)], ("bold", True)),
        ("sign here now", [entity("text_link", 5, 4, url="https://x.org")], ("sign here (https://x.org) now", False)),
        ("📵 here", [entity("text_link", 3, 4, url="https://x.org")], ("📵 here (https://x.org)", False)),
        ("bad", [entity("text_link", 0, 99, url="https://x.org")], ("bad", False)),
        ("app", [entity("text_link", 0, 3, url="tg://user?id=5")], ("app", True)),
        ("post", [entity("text_link", 0, 4, url="mailto:a@x.org")], ("post", True)),
        ("odd", [5, None, {"type": 3}], ("odd", False)),
        ("/stats", [entity("bot_command", 0, 6)], ("/stats", False)),
    ],
)
def test_link_addresses_are_put_beside_their_words_and_bold_is_dropped(
    text: str, entities: list[Any], expected: tuple[str, bool]
) -> None:
    assert plain_words(Fields({"text": text, "entities": entities}), "text") == expected


def test_a_caption_has_entities_of_its_own() -> None:
    message = Fields({"caption": "word", "caption_entities": [entity("text_link", 0, 4, url="http://x.org")]})
    assert plain_words(message, "caption") == ("word (http://x.org)", False)
