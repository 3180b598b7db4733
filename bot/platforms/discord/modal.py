"""The modal in which a person writes what the bot asked for; nobody else sees what is typed there."""

from dataclasses import dataclass
from typing import Any

from bot.core.calls.pictures import MOST_PICTURES
from bot.core.model.limits import OTHER_LIMITS, mark_of
from bot.core.model.reply import Button, Reply, Text
from bot.core.ports.language import Speak

COMMAND = "write"
WORDS, PICTURE = "words", "picture"
# https://discord.com/developers/docs/components/reference
LABEL, TEXT_INPUT, FILE_UPLOAD = 18, 4, 19
PARAGRAPH = 2
LONGEST = OTHER_LIMITS["discord"]["modal-answer"]
LONGEST_TITLE, LONGEST_LABEL = OTHER_LIMITS["discord"]["modal-title"], OTHER_LIMITS["discord"]["modal-label"]


@dataclass(frozen=True, slots=True)
class Written:
    """A submitted modal: the text, the addresses of the pictures, and the mark of the question that it is for."""

    words: str
    pictures: tuple[str, ...]
    question: str = ""


def offered(reply: Reply, waits: str) -> Reply:
    """The reply with a button that opens the modal for an answer to the question `waits`."""
    button = Button(Text("button-write"), command=_named(waits))
    return Reply(
        reply.title, reply.lines, reply.table, (*reply.buttons, (button,)), reply.picture, personal=reply.personal
    )


def window(waits: str, speak: Speak) -> dict[str, Any]:
    """The modal, in the form of Discord's API, for an answer that completes the command `waits`."""
    words = {"type": TEXT_INPUT, "custom_id": WORDS, "style": PARAGRAPH, "required": False, "max_length": LONGEST}
    parts = [{"type": LABEL, "label": speak(Text("write-words"))[:LONGEST_LABEL], "component": words}]
    if PICTURE in waits.split():
        upload = {"type": FILE_UPLOAD, "custom_id": PICTURE, "required": False, "min_values": 0}
        upload["max_values"] = MOST_PICTURES
        parts.append({"type": LABEL, "label": speak(Text("write-picture"))[:LONGEST_LABEL], "component": upload})
    return {"custom_id": _named(waits), "title": speak(Text("write-title"))[:LONGEST_TITLE], "components": parts}


def question_of(custom_id: str) -> str | None:
    """The mark of the question that a button or a modal of this id is for; None where it is of something else.

    Those of a release before had none, "", and are for the question that was asked last.
    """
    name, _, mark = custom_id.partition(" ")
    return mark if name == COMMAND else None


def _named(waits: str) -> str:
    return f"{COMMAND} {mark_of(waits)}" if waits else COMMAND


def written(data: Any) -> Written:  # noqa: ANN401 - Discord's JSON
    """Parse the data of a submitted modal."""
    filled = {part["component"]["custom_id"]: part["component"] for part in data.get("components", ())}
    files = filled.get(PICTURE, {}).get("values") or ()
    attachments = data.get("resolved", {}).get("attachments", {})
    pictures = tuple(str(attachments[file]["url"]) for file in files if "url" in attachments.get(file, {}))
    question = question_of(str(data.get("custom_id", ""))) or ""
    return Written(str(filled.get(WORDS, {}).get("value") or ""), pictures, question)
