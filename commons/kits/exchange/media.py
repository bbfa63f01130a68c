"""The record of a medium as a text of its own: front matter in YAML, then its transcript.

See docs/reference/kit-format.md.
"""

from __future__ import annotations

from contextlib import suppress
from math import isfinite
from typing import TYPE_CHECKING, Any

from commons.guides.exchange.fields import Fields
from commons.guides.exchange.works import WorkReader
from commons.guides.exchange.writing import values_of
from commons.library.enums import Language, MediaKind
from commons.library.record import Medium
from markup import frontmatter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from markup.messages import Message

_MOST_FACTS, _LONGEST_FACT = 20, 40


def read_medium(text: str, *, path: str, file: Path | None) -> tuple[Medium, tuple[Message, ...]]:
    """The record that the text of a file gives to the medium at `path`, and sentences about what was left out.

    Raises Unreadable with a sentence that says what to change.
    """
    front = frontmatter.split(text)
    fields, reader = Fields(front.values), WorkReader()
    medium = Medium(
        path=path,
        file=file,
        kind=fields.choice("kind", tuple(MediaKind.values)),
        slug=fields.line("slug"),
        language=fields.choice("language", tuple(Language.values), "fr"),
        alt=fields.line("alt"),
        decorative=fields.flag("decorative"),
        description=fields.text("description"),
        transcript=front.body.strip(),
        made_with=fields.line("made_with"),
        association=fields.line("association"),
        themes=fields.texts("themes"),
        tags=fields.texts("tags"),
        file_url=fields.line("file_url"),
        facts=tuple(sorted(_numbers(fields.mapping("facts")))),
        **reader.work(fields, path),
    )
    return medium, (*front.warnings, *reader.warnings, *fields.left_out())


def _numbers(facts: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    for name, value in list(facts.items())[:_MOST_FACTS]:
        with suppress(ValueError):
            number = float(str(value))
            if isfinite(number):
                yield name[:_LONGEST_FACT], int(number) if number.is_integer() else number


def write_medium(medium: Medium) -> str:
    """The text that `read_medium` reads back to an equal record; what is not said is not written."""
    values = values_of(medium, without=("file", "path", "transcript", "facts"))
    values |= {"facts": dict(medium.facts)} if medium.facts else {}
    return f"---\n{frontmatter.dump(values)}---\n{medium.transcript.strip()}".rstrip("\n") + "\n"
