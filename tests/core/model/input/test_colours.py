import pytest

from bot.core.model.input.colours import LEAST_CONTRAST, contrast, parse_colour, readable


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#b3261e", "#b3261e") == 1


@pytest.mark.parametrize("ground", ["#fbfaf8", "#101216"])
@pytest.mark.parametrize("colour", ["#ffee00", "#b3261e", "#000000", "#ffffff", "#0b5394", "#777777"])
def test_every_colour_becomes_readable_and_a_readable_one_stays(colour: str, ground: str) -> None:
    found = readable(colour, ground)
    assert contrast(found, ground) >= LEAST_CONTRAST
    assert (found == colour) == (contrast(colour, ground) >= LEAST_CONTRAST)


def test_a_contrast_that_no_shade_has_gives_the_last_shade() -> None:
    assert readable("#123456", "#ffffff", 22) == "#000000"


def test_a_colour_is_six_digits_behind_a_hash() -> None:
    assert parse_colour(" #B3261E ") == "#b3261e"
    for wrong in ("red", "#fff", "b3261e", "#b3261g", ""):
        with pytest.raises(ValueError, match=wrong or "^$"):
            parse_colour(wrong)
