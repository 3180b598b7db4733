import re

import pytest

from bot.core.calls.content import LARGEST_PICTURE, LONGEST_CAPTION, LONGEST_LABEL, LONGEST_TEXT, MOST_BUTTONS
from bot.core.model.chats import REMOTE_PLATFORMS
from bot.core.model.limits import LIMITS, LONGEST_LINK, MessageLimits, mark_of


def test_every_chat_platform_but_the_console_has_its_limits() -> None:
    assert {*LIMITS} == {*REMOTE_PLATFORMS}


@pytest.mark.parametrize("limits", LIMITS.values())
def test_the_limits_of_a_call_fit_every_platform(limits: MessageLimits) -> None:
    # A text that is too long for plain words goes into Discord's embeds, which hold 4,096 each.
    assert max(limits.text, 4096 if limits.embeds else 0) >= LONGEST_TEXT
    assert limits.caption >= LONGEST_CAPTION
    assert limits.label >= LONGEST_LABEL
    assert limits.link >= LONGEST_LINK
    assert limits.buttons >= MOST_BUTTONS
    assert limits.picture >= LARGEST_PICTURE


def test_a_mark_is_never_a_number() -> None:
    marks = {mark_of(f"facebook:{number}") for number in range(3000)}
    assert len(marks) == 3000
    assert all(re.fullmatch("[0-9a-f]{12}", mark) and not mark.isdecimal() for mark in marks)
