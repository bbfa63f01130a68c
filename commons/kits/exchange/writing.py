"""A kit as the text that `commons.kits.exchange.markdown` reads back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commons.kits.enums import Usage
from markup.frontmatter import dump

if TYPE_CHECKING:
    from commons.kits.exchange.markdown import KitText


def write_kit(kit: KitText) -> str:
    """Front matter, then the presentation; keys that say nothing are left out."""
    values: dict[str, Any] = {
        "title": kit.title,
        "one_sentence": kit.one_sentence,
        "language": kit.language,
        "licence": kit.licence,
        "credits": [{name: part for name, part in row.items() if part} for row in kit.credits],
        "association": kit.association,
        "themes": list(kit.themes),
        "participants": kit.participants,
        "slug": kit.slug,
        "uuid": kit.uuid,
        "holds": [_held(one) for one in kit.holds],
    }
    front = dump({name: value for name, value in values.items() if value})
    return f"---\n{front}---\n{kit.presentation}\n" if kit.presentation else f"---\n{front}---\n"


def _held(one: Any) -> dict[str, str]:
    if one.item:
        said = {"item": one.item, "file": one.file, "uuid": one.uuid, **one.values}
    else:
        said = {"link": one.values["url"], **_without_address(one.values)}
    use = {"use": one.use} if one.use != Usage.AS_IS else {}
    return {name: part for name, part in {**said, **use, "why": one.why}.items() if part}


def _without_address(values: Any) -> dict[str, str]:
    return {name: part for name, part in values.items() if name != "url"}
