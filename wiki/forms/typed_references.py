"""The links and pictures of a text that somebody typed: each leads somewhere, and is of what its author may choose."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from markup.references import to_stored
from markup.tree import Node, walk, write
from wiki.references import reference_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wiki.references import References

    Nodes = Sequence[Node | str]

_LEADS_SOMEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|/(?!/)|#", re.IGNORECASE)
_LIKE_A_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,24}(?:[/?#:].*)?", re.IGNORECASE)


@dataclass(slots=True)
class _Found:
    hrefs: set[str] = field(default_factory=set)
    keys: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    problems: list[str] = field(default_factory=list)


def store_of(blocks: Nodes, references: References) -> Callable[[Nodes], str]:
    """How these blocks are stored. Raises ValidationError, with a sentence for each reference that cannot stand.

    An address without its beginning (exemple.org) gets one.
    """
    found = _Found()
    for node in walk(list(blocks)):
        _look_at(node, found)
    allowed = {kind: references.may_choose(kind, keys) for kind, keys in found.keys.items()}
    problems = [*found.problems, *_not_allowed(found, allowed)]
    if problems:
        raise ValidationError(list(dict.fromkeys(problems)))
    pages = references.pages_at(found.hrefs)

    def key_of(kind: str) -> Callable[[str], int | None]:
        def key(address: str) -> int | None:
            reference = reference_of(address)
            if reference and reference[0] == kind and reference[1] in allowed.get(kind, set()):
                return reference[1]
            return pages.get(address) if kind == "page" else None

        return key

    keys = {kind: key_of(kind) for kind in ("picture", "document", "page")}
    return lambda nodes: to_stored(write(list(nodes)), **keys)


def _not_allowed(found: _Found, allowed: dict[str, set[int]]) -> list[str]:
    picture = _("The picture %(address)s is not one that you may use: take it out, or add another.")
    document = _("The file %(address)s is not one that you may use: take it out, or link another.")
    kinds = (("picture", "images", picture), ("document", "documents", document))
    return [
        sentence % {"address": f"{folder}/{key}"}
        for kind, folder, sentence in kinds
        for key in sorted(found.keys[kind] - allowed.get(kind, set()))
    ]


def _look_at(node: Node, found: _Found) -> None:
    if node.tag not in {"a", "img"}:
        return
    address = node.attrs.get("href" if node.tag == "a" else "src", "")
    reference = reference_of(address)
    if reference and (reference[0] == "picture") == (node.tag == "img"):
        found.keys[reference[0]].add(reference[1])
    elif node.tag == "img":
        found.problems.append(
            _(
                "The picture %(address)s is on another site: save it on your device, then choose “Add a picture”."
            ) % {"address": address}
        )  # fmt: skip
    elif _LEADS_SOMEWHERE.match(address):
        found.hrefs.add(address)
    elif _LIKE_A_HOST.fullmatch(address):
        node.attrs["href"] = f"https://{address}"
    else:
        found.problems.append(
            _(
                "“%(address)s” is not an address: write it whole, with https://, or from / for a page of this site."
            ) % {"address": address}
        )  # fmt: skip
