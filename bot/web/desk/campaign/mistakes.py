"""Mistakes of a campaign file as its form tells them: at their field, by its label, without the syntax of a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.core.files.editing.campaign_form import Group, every_field, groups_of
from bot.core.model.input.toml_form import Key, Mistakes, Path
from bot.core.model.reply import Listed, Text, Value

IN_FORM: Mapping[str, str] = {
    "mistake-missing": "desk-wrong-missing",
    "mistake-twice": "desk-wrong-twice",
    "mistake-left-out": "desk-wrong-left-out",
    "mistake-rates-date": "desk-wrong-needs",
    "mistake-needs": "desk-wrong-needs",
    "mistake-whole-hours": "desk-wrong-hours",
    "mistake-unknown-far": "desk-wrong-unknown",
    "mistake-network": "desk-wrong-network",
    "mistake-page-option": "desk-wrong-option",
    "mistake-page-option-missing": "desk-wrong-number",
}
"""Texts about a file and what a form says in their place."""
WANTED: Mapping[str, str] = {
    "wanted-slug": "desk-wanted-slug",
    "wanted-line": "desk-wanted-line",
    "wanted-handle": "desk-wanted-handle",
    "wanted-zone": "desk-wanted-zone",
    "wanted-time": "desk-wanted-time",
    "wanted-date": "desk-wanted-date",
    "wanted-currency": "desk-wanted-currency",
    "wanted-colour": "desk-wanted-colour",
    "wanted-cadence": "desk-wanted-cadence",
    "wanted-contact": "desk-wanted-contact",
    "wanted-length": "desk-wanted-length",
    "wanted-target-number": "desk-wanted-number",
    "wanted-option": "desk-wanted-option",
    **dict.fromkeys(("wanted-rates", "wanted-nouns", "wanted-crowd"), "desk-wanted-written"),
    **dict.fromkeys(("wanted-table", "wanted-tables", "wanted-pages"), "desk-wanted-filled"),
    **dict.fromkeys(
        ("wanted-language", "wanted-source", "wanted-one-of", "wanted-kind", "wanted-measure"), "desk-wanted-choice"
    ),
}
"""What a value should be in a file, and in a form, where nothing stands in quotes."""
# The other field that a mistake speaks of.
_OTHER = {"mistake-left-out": "languages", "mistake-rates-date": "rates_date", "mistake-needs": "currency"}


@dataclass(frozen=True, slots=True)
class FieldMistake:
    """A mistake, and the name of the field that it stands at; "" where no field is meant."""

    name: str
    text: Text


def at_fields(
    wrong: Mistakes, keys: Mapping[str, Key], fields: Mapping[str, str], languages: Sequence[str]
) -> tuple[FieldMistake, ...]:
    """The mistakes in the order of the form's fields. `fields` have their rows numbered as the file has them.

    `languages` stand in the order in which the form has them.
    """
    known = [one.name for one in every_field(groups_of(keys, fields, languages=languages), new=True)]
    told = [_at_field(text, path, known, languages) for text, path in zip(wrong.texts, wrong.paths, strict=True)]
    return tuple(sorted(told, key=lambda one: known.index(one.name) if one.name else -1))


def by_field(mistakes: Sequence[FieldMistake]) -> dict[str, list[Text]]:
    """What is said at each field."""
    found: dict[str, list[Text]] = {}
    for one in mistakes:
        found.setdefault(one.name, []).append(one.text)
    return found


def holds_one(group: Group, wrong: Mapping[str, object]) -> bool:
    """Whether a field of the group, or of a group in it, is wrong."""
    return any(one.name in wrong for one in (*group.fields, *every_field(group.groups, new=True)))


def in_form(mistake: Text, where: Text, languages: Sequence[str]) -> Text:
    """The sentence that a form says in place of a file's. `where` is the label of the field."""
    values: dict[str, Value] = {**mistake.values, "where": where}
    if other := _OTHER.get(mistake.id):
        values["other"] = label_of(("campaign", other), languages)
    if (code := values.get("language")) in languages:
        values["language"] = Text(f"language-{code}")
    wanted = values.get("wanted")
    if isinstance(wanted, Text) and wanted.id in WANTED:
        # These are typed as TOML, with its quotes.
        bare = _bare if WANTED[wanted.id] != "desk-wanted-written" else lambda value: value
        values["wanted"] = Text(WANTED[wanted.id], {name: bare(value) for name, value in wanted.values.items()})
    if mistake.id in IN_FORM:
        values = {name: _bare(value) for name, value in values.items()}
    return Text(IN_FORM.get(mistake.id, mistake.id), values)


def label_of(path: Path, languages: Sequence[str]) -> Text:
    """The labels that a field stands under, from the outermost to its own: "Company 2 › Page 1 › Handle"."""
    steps: list[Text] = []
    for place, part in enumerate(path):
        if isinstance(part, int):
            steps[-1] = Text("desk-where-row", {"what": steps[-1], "number": part + 1})
        elif part in languages and place:
            steps[-1] = Text("desk-where-part", {"what": steps[-1], "part": Text(f"language-{part}")})
        elif place and path[place - 1] in {"options", "rates", "names"}:
            steps[-1] = Text("desk-where-part", {"what": steps[-1], "part": part})
        elif part != "campaign" or len(path) == 1:
            steps.append(Text(f"desk-key-{part.replace('_', '-')}"))
    where = steps[0]
    for step in steps[1:]:
        where = Text("desk-where-in", {"outer": where, "inner": step})
    return where


def _at_field(mistake: Text, path: Path, known: Sequence[str], languages: Sequence[str]) -> FieldMistake:
    if not path:
        return FieldMistake("", mistake)
    option = str(mistake.values.get("option", ""))
    if mistake.id == "mistake-page-option-missing":
        option, _, example = str(mistake.values["example"]).partition(" = ")
        mistake = Text(mistake.id, {**mistake.values, "example": example})
    if option and f"{_name(path[:-1])}.{option}" in known:
        path = (*path[:-1], option)
        mistake = Text(mistake.id, {**mistake.values, "option": label_of((option,), languages)})
    return FieldMistake(_field_of(path, known), in_form(mistake, label_of(path, languages), languages))


def _field_of(path: Path, known: Sequence[str]) -> str:
    """The field of a path: its own, else the first below it, else that of the table around it."""
    while path:
        name = _name(path)
        if name in known:
            return name
        if below := next((one for one in known if one.startswith(f"{name}.")), ""):
            return below
        path = path[:-1]
    return ""


def _name(path: Path) -> str:
    return ".".join(map(str, path))


def _bare(value: Value) -> Value:
    """A value without the quotes that a file has around it."""
    if isinstance(value, Listed):
        return Listed(tuple(map(_bare, value.values)))
    return value.replace('"', "") if isinstance(value, str) else value
