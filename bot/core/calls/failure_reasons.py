"""What people are told of why a message did not arrive: the stored words are for programs."""

from collections import Counter
from collections.abc import Iterable, Mapping

from bot.core.model.announcements import OUT_OF_REACH, TOO_LATE, UNREACHABLE
from bot.core.model.reply import Text

_WITH_DETAILS: Mapping[str, str] = {"malformed: ": "reason-not-taken", UNREACHABLE: "reason-unreachable"}
"""How reasons begin behind which a program's or a platform's own words stand."""

_REASONS: Mapping[str, str] = {
    TOO_LATE: "reason-too-late",
    OUT_OF_REACH: "reason-moved",
    "moved": "reason-moved",
    "topic-gone": "reason-topic-gone",
    "no-right": "reason-no-right",
    "no-access": "reason-no-access",
    "locked": "reason-locked",
    "archived": "reason-archived",
    "kicked": "reason-removed",
    "left": "reason-removed",
    "banned": "reason-removed",
    "blocked": "reason-blocked",
    "deleted": "reason-deleted",
    "not-found": "reason-deleted",
    "deactivated": "reason-deactivated",
    "not-started": "reason-not-started",
    "bot": "reason-bot",
    "empty": "reason-not-taken",
    "not-rendered": "reason-not-taken",
    "address-lost": "reason-address-lost",
    "picture-uploading": "reason-picture",
    "picture-unknown": "reason-picture",
    "flood": "reason-flood",
    "invalid-requests": "reason-flood",
    "looking took too long": "reason-unreachable",
    "bad-token": "reason-bad-token",
}


def told_reason(stored: str) -> Text:
    """The reason in people's words; those of a platform, which are not known here, stand quoted."""
    begins = (text_id for start, text_id in _WITH_DETAILS.items() if stored.startswith(start))
    known = _REASONS.get(stored) or next(begins, "")
    return Text(known) if known else Text("reason-other", {"said": stored})


def told_reasons(stored: Iterable[tuple[str, int]]) -> list[tuple[Text, int]]:
    """The same of reasons with the chats that each concerns; those with one sentence are one."""
    chats: Counter[str] = Counter()
    told: dict[str, Text] = {}
    for word, count in stored:
        text = told_reason(word)
        key = f"{text.id} {text.values.get('said', '')}"
        told[key] = text
        chats[key] += count
    return [(told[key], count) for key, count in chats.items()]
