import pytest

from bot.core.calls.content import LONGEST_CAPTION
from bot.core.calls.pictures import MOST_PICTURES, add_picture, drop_picture, pictures_of, with_pictures
from bot.core.model.call import Script
from bot.core.model.errors import Refusal
from bot.core.model.limits import mark_of
from bot.core.model.reply import Text

SCRIPT = Script({"en": "Switch off"})
A, B, C, D, E = (letter * 64 for letter in "abcde")


def test_pictures_keep_their_order_and_one_is_not_taken_twice() -> None:
    script = SCRIPT
    assert pictures_of(script) == ()
    for picture in (B, A, B, C):
        script = add_picture(script, picture)
    assert pictures_of(script) == (B, A, C)
    assert script.texts == SCRIPT.texts
    assert pictures_of(add_picture(SCRIPT, A)) == (A,)
    assert add_picture(SCRIPT, A).picture == A


def test_one_picture_is_taken_out_by_its_mark_and_all_by_none() -> None:
    script = with_pictures(SCRIPT, A, B, C)
    assert pictures_of(drop_picture(script, mark_of(B))) == (A, C)
    # A second tap on the same button takes no other one out.
    assert pictures_of(drop_picture(drop_picture(script, mark_of(B)), mark_of(B))) == (A, C)
    assert drop_picture(with_pictures(SCRIPT, A, B), mark_of(A)).picture == B
    assert drop_picture(script, "none") == SCRIPT


def test_a_fifth_picture_and_a_text_too_long_for_a_caption_are_refused() -> None:
    full = with_pictures(SCRIPT, A, B, C, D)
    with pytest.raises(Refusal) as many:
        add_picture(full, E)
    assert many.value.text == Text("call-many-pictures", {"most": MOST_PICTURES})
    wordy = Script({"en": "x", "fr": "x" * 1000})
    with pytest.raises(Refusal) as long:
        add_picture(wordy, A)
    assert long.value.text.id == "call-picture-long"
    assert long.value.text.values == {"language": Text("tongue-fr"), "length": 1000, "most": LONGEST_CAPTION}
    assert with_pictures(wordy) == wordy
