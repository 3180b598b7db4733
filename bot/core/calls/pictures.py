"""The pictures of a call: up to four, which every chat sees as one, so that a call stays one message."""

from dataclasses import replace

from bot.core.calls.content import LONGEST_CAPTION
from bot.core.counts.picture_address import grid_address, grid_ids
from bot.core.model.call import Script
from bot.core.model.errors import Refusal
from bot.core.model.limits import length_of, mark_of
from bot.core.model.reply import Text

MOST_PICTURES = 4


def pictures_of(script: Script) -> tuple[str, ...]:
    """The ids of a call's pictures, in the order in which they were sent."""
    return grid_ids(script.picture)


def with_pictures(script: Script, *ids: str) -> Script:
    """The script with these pictures and no others. Raises a Refusal for too many, or for too long a text."""
    if len(ids) > MOST_PICTURES:
        raise Refusal(Text("call-many-pictures", {"most": MOST_PICTURES}))
    for language, text in script.texts.items() if ids else ():
        if (length := length_of(text)) > LONGEST_CAPTION:
            spoken = Text(f"tongue-{language}")
            raise Refusal(Text("call-picture-long", {"language": spoken, "length": length, "most": LONGEST_CAPTION}))
    return replace(script, picture=grid_address(ids))


def add_picture(script: Script, picture: str) -> Script:
    """The script with one more picture; one that it has is not added again. Raises a Refusal, see `with_pictures`."""
    there = pictures_of(script)
    return script if picture in there else with_pictures(script, *there, picture)


def drop_picture(script: Script, mark: str) -> Script:
    """The script without the picture that `mark_of` names, or as it is where that is gone; "none" drops them all."""
    kept = () if mark == "none" else tuple(one for one in pictures_of(script) if mark_of(one) != mark)
    return replace(script, picture=grid_address(kept))
