"""The texts of one language, each parsed when it is first needed: parsed at once, three languages take 17 MB."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import Pattern

from bot.locales.isolation import isolate

_BEGINNING = re.compile(r"^(?=[A-Za-z][A-Za-z0-9_-]* *=)", re.MULTILINE)


class Texts:
    """The sentences of a language by their id: of its `files`, and of `more`, ids with what they say.

    A text that refers to another text is not supported: each is parsed by itself.
    """

    def __init__(self, code: str, files: Iterable[Path], more: Mapping[str, str], *, right_to_left: bool) -> None:
        self.bundle = FluentBundle([code], use_isolating=False)
        self._right_to_left = right_to_left
        self._apart = code == "fr"
        self._sources: dict[str, str] = {}
        for file in files:
            for source in _BEGINNING.split(file.read_text(encoding="utf-8")):
                self._sources.setdefault(source.partition("=")[0].strip(), source)
        self._sources |= {text_id: f"{text_id} = {said}" for text_id, said in more.items()}
        self._own = frozenset(more)

    def pattern(self, text_id: str) -> Pattern:
        """Return the parsed sentence. Raises KeyError for an id that no text has."""
        if not self.bundle.has_message(text_id):
            resource = FluentResource(self._sources[text_id])
            if text_id not in self._own:
                isolate(resource, right_to_left=self._right_to_left, apart=self._apart)
            self.bundle.add_resource(resource)
        pattern = self.bundle.get_message(text_id).value
        if pattern is None:
            raise KeyError(text_id)
        return pattern
