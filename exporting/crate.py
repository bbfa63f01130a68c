"""The RO-Crate of a bundle: what each file is, whose, under which licence, with its checksum (RO-Crate 1.1)."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from exporting.media_types import media_type
from exporting.wording import credit_in_words
from legaltools.legal_code import legal_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from exporting.bundle import Bundle, Sheet
    from legaltools.credit import Author, Work
    from legaltools.tool import Tool

METADATA = "ro-crate-metadata.json"
PROFILE = "https://w3id.org/ro/crate/1.1"
# Words of schema.org that the context of RO-Crate 1.1 does not have, as its section on extending says.
# A version has a name that its authors give, and a number in the history of its page.
EXTENSION = {
    "sha256": "https://schema.org/sha256",
    "creditText": "https://schema.org/creditText",
    "versionNumber": "http://purl.org/pav/version",
}

Entity = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Described:
    """A file of the crate: its path, its size in bytes, its SHA-256, and the work in it when it is somebody's own."""

    path: str
    size: int
    sha256: str
    name: str = ""
    work: Work | None = None
    language: str = ""
    uuid: str = ""
    url: str = ""


def write_crate(bundle: Bundle, files: Iterable[Described]) -> str:
    """The text of `ro-crate-metadata.json`; every file of the archive but itself is among `files`."""
    return json.dumps(crate(bundle, list(files)), ensure_ascii=False, indent=1)


def crate(bundle: Bundle, files: list[Described]) -> Entity:
    """The same as data: a flat list of entities, each once."""
    around = _Around()
    folders = [_folder(sheet, files, around) for sheet in bundle.sheets]
    of_folders = {one["@id"] for folder in folders for one in _listed(folder["hasPart"])}
    entities = [_file(one, around) for one in files]
    whole = _whole(bundle, [*folders, *(one for one in entities if one["@id"] not in of_folders)], around)
    descriptor = {
        "@id": METADATA,
        "@type": "CreativeWork",
        "conformsTo": {"@id": PROFILE},
        "about": {"@id": "./"},
    }
    graph = [descriptor, whole, *folders, *entities, *around.entities.values()]
    return {"@context": [f"{PROFILE}/context", EXTENSION], "@graph": graph}


@dataclass(slots=True)
class _Around:
    """People and licences that files refer to, described once each."""

    entities: dict[str, Entity] = field(default_factory=dict)
    numbers: dict[Author, str] = field(default_factory=dict)

    def licence(self, tool: Tool, language: str) -> Entity:
        reference = tool.url or f"#{quote(tool.key)}"
        said = {"@id": reference, "@type": "CreativeWork", "name": tool.name(language), "alternateName": tool.label}
        said |= {"identifier": tool.spdx} if tool.spdx else {}
        said |= {"url": legal_code(tool, language=language)} if tool.url else {}
        self.entities.setdefault(reference, said)
        return {"@id": reference}

    def person(self, author: Author) -> Entity:
        # Who it is beside the name is not known: an association and a person are credited alike.
        reference = self.numbers.setdefault(author, f"#author-{len(self.numbers) + 1}")
        said = {"@id": reference, "@type": "Person", "name": author.name}
        self.entities.setdefault(reference, said | ({"url": author.url} if author.url else {}))
        return {"@id": reference}

    def organisation(self, name: str, url: str) -> Entity:
        reference = url or "#publisher"
        self.entities.setdefault(reference, {"@id": reference, "@type": "Organization", "name": name, "url": url})
        return {"@id": reference}

    def rights(self, work: Work, language: str) -> Entity:
        said: Entity = {}
        if work.licence:
            said["license"] = self.licence(work.licence, language)
        if authors := [self.person(one) for one in work.authors if one.role == "author"]:
            said["author"] = _single(authors)
        if others := [self.person(one) for one in work.authors if one.role != "author"]:
            said["contributor"] = _single(others)
        if sources := [one.source for one in work.adapted_from if one.source]:
            said["isBasedOn"] = _single(sources)
        if credit := credit_in_words(work, language):
            said["creditText"] = credit
        return said


def _single(values: list[Any]) -> Any:
    """Alone, a value stands without a list (RO-Crate 1.1, "Appendix: RO-Crate JSON-LD")."""
    return values[0] if len(values) == 1 else values


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def identifier(path: str) -> str:
    """The `@id` of a file: its path with what a URI cannot hold encoded (RO-Crate 1.1, "Encoding file paths")."""
    return quote(path, safe="/")


def _file(one: Described, around: _Around) -> Entity:
    said: Entity = {"@id": identifier(one.path), "@type": "File", "contentSize": str(one.size), "sha256": one.sha256}
    said |= {"name": (one.work.title if one.work else "") or one.name or one.path.rpartition("/")[2]}
    said |= {"encodingFormat": media_type(one.path)}
    said |= {"identifier": f"urn:uuid:{one.uuid}"} if one.uuid else {}
    said |= {"url": one.url} if one.url else {}
    return said | (around.rights(one.work, one.language) if one.work else {})


def _folder(sheet: Sheet, files: list[Described], around: _Around) -> Entity:
    """A guide is a folder: its text, its pictures and its files."""
    place = f"{sheet.slug}/"
    parts = [{"@id": identifier(one.path)} for one in files if one.path.startswith(place)]
    return {
        "@id": identifier(place), "@type": "Dataset", "name": sheet.title, "inLanguage": sheet.language,
        "url": sheet.url, "hasPart": _single(parts), **_version(sheet),
        **({"versionNumber": str(sheet.number)} if sheet.number else {}),
        **({"description": sheet.lead} if sheet.lead else {}),
        **around.rights(sheet.work, sheet.language),
    }  # fmt: skip


def _whole(bundle: Bundle, parts: list[Entity], around: _Around) -> Entity:
    day = bundle.updated or datetime.now(tz=UTC).date()
    mentions = [link.url for link in bundle.links]
    said = {
        "@id": "./", "@type": "Dataset", "name": bundle.title, "description": bundle.lead or bundle.title,
        "datePublished": day.isoformat(), "inLanguage": bundle.language, "url": bundle.url, **_version(bundle),
        "hasPart": _single([{"@id": part["@id"]} for part in parts]),
    }  # fmt: skip
    said |= {"mentions": _single(mentions)} if mentions else {}
    if bundle.publisher:
        said["publisher"] = around.organisation(bundle.publisher, bundle.publisher_url)
    rights = around.rights(bundle.work, bundle.language)
    # Nobody stated one: 1.1 wants the root to say something, and this is what is true.
    rights.setdefault("license", "No licence was stated: all rights reserved.")
    return said | rights


def _version(item: Bundle | Sheet) -> Mapping[str, str]:
    said = {"version": item.version} if item.version else {}
    return said | ({"identifier": f"urn:uuid:{item.uuid}"} if item.uuid else {})


def referred(data: Entity) -> Iterator[str]:
    """The `@id` of everything that some entity refers to."""
    for entity in data["@graph"]:
        for value in entity.values():
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, dict) and "@id" in one:
                    yield one["@id"]
