"""What Telegram's apps send as several messages: long texts that they cut when they are pasted, and albums."""

from dataclasses import dataclass, replace

from bot.core.model.chats import ChatKind
from bot.core.model.limits import length_of
from bot.platforms.telegram.draw import LONGEST
from bot.platforms.telegram.updates.incoming import Asked

MOST_REMEMBERED = 1000
SECONDS_BETWEEN = 2


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    size: int
    message: int
    sent: int


class Pieces:
    """Joins the pieces of a pasted text: a person's next message within 2 s of a long one.

    Together they are longer than any message can be (4,096 UTF-16 code units), or they were not cut.
    """

    def __init__(self) -> None:
        self._last: dict[str, _Piece] = {}

    def join(self, asked: Asked) -> Asked:
        """The message joined with the earlier pieces that it continues; else unchanged."""
        request = asked.request
        if request.kind is not ChatKind.PRIVATE or asked.tap or asked.files:
            return asked
        before = self._last.pop(request.address.chat, None)
        size = length_of(request.text)
        text = request.text
        if before is not None and self._goes_on(before, asked, size):
            text = before.text + text
        if size > LONGEST // 2:
            if len(self._last) >= MOST_REMEMBERED:
                self._last.clear()
            self._last[request.address.chat] = _Piece(text, size, asked.message, asked.sent)
        return replace(asked, request=replace(request, text=text)) if text != request.text else asked

    @staticmethod
    def _goes_on(before: _Piece, asked: Asked, size: int) -> bool:
        # Numbers of messages are shared by all private chats of an account, so that others may stand between.
        near = asked.message > before.message and 0 <= asked.sent - before.sent <= SECONDS_BETWEEN
        return near and before.size + size > LONGEST


def join_album(before: object, now: object) -> Asked | None:
    """A picture joined with those before it that were sent with it, as an album, and with their words; else None."""
    if not isinstance(before, Asked) or not isinstance(now, Asked) or not before.files or not now.files:
        return None
    if not now.files[0].album or now.files[0].album != before.files[0].album:
        return None
    request = replace(now.request, text=before.request.text or now.request.text)
    return replace(now, request=request, files=(*before.files, *now.files))
