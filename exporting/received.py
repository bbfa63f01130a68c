"""An archive that another site, or this one, made of a bundle: checked against its own inventory, and laid out.

Nothing of it is believed before it is checked: names, sizes and checksums come from whoever sent it.
"""

from __future__ import annotations

import hashlib
import json
import stat
import zipfile
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import unquote

from django.utils.translation import gettext as _

from exporting.archive import CHUNK, MOST_BYTES
from exporting.crate import METADATA, PROFILE
from exporting.names import is_safe_path
from markup.typography import file_size
from web.languages import current_language
from web.zip_archives import TooManyEntries, opened_zip

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MOST_FILES = 10_000
MOST_METADATA = 20_000_000
# What zipfile and the libraries below it raise for an archive that is cut short, locked or hostile.
DAMAGED = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError)


class NotReceived(ValueError):
    """The archive is not taken; the message is a sentence for whoever sent it."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A guide of the archive: its folder, its address and uuid, and the number of its version, where they are said."""

    path: str
    url: str = ""
    uuid: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Inventory:
    """What a crate says it holds: the name of the whole, the size and SHA-256 of each file by its path, its guides."""

    name: str
    files: Mapping[str, tuple[int, str]]
    folders: tuple[Folder, ...] = ()


def receive(source: IO[bytes], *, into: Path, most: int = MOST_BYTES) -> Inventory:
    """Lay the files of the archive out below the empty folder `into`, each as its inventory says it is.

    Raises NotReceived, with nothing outside `into` touched, for what is no archive, has no RO-Crate that names each
    file with its checksum, holds names that lead elsewhere, links, the same name twice, more than MOST_FILES files or
    `most` bytes, or a file whose bytes are not those that were packed.
    """
    try:
        # Folders among the entries.
        with opened_zip(source, most=2 * MOST_FILES) as archive:
            members = _members(archive)
            inventory = _inventory(archive, members)
            _check_names(members, inventory, most=most)
            for path, (size, digest) in inventory.files.items():
                _lay_out(archive, members[path], into / path, size=size, digest=digest)
    except NotReceived:
        raise
    except TooManyEntries as error:
        raise NotReceived(_too_many()) from error
    except DAMAGED as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # the disk's own: whoever looks after the site is told
        raise NotReceived(
            _("The archive cannot be opened: it may be cut short, or protected by a password.")
        ) from error
    return inventory


def _too_many() -> str:
    return _("The archive holds more than %(count)s files.") % {"count": MOST_FILES}


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    listed = [member for member in archive.infolist() if not member.is_dir()]
    if len(listed) > MOST_FILES:
        raise NotReceived(_too_many())
    members: dict[str, zipfile.ZipInfo] = {}
    taken: set[str] = set()
    for member in listed:
        # `filename` ends at a NUL byte; `orig_filename` is what the archive says.
        name = member.orig_filename
        if not is_safe_path(name) or stat.S_ISLNK(member.external_attr >> 16):
            raise NotReceived(
                _("The archive names a file that may lead elsewhere (%(name)s).") % {"name": _shown(name)}
            )
        # A memory stick knows no capitals.
        if name.casefold() in taken:
            raise NotReceived(_("The archive holds two files under one name (%(name)s).") % {"name": _shown(name)})
        taken.add(name.casefold())
        members[name] = member
    return members


def _inventory(archive: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo]) -> Inventory:
    if METADATA not in members:
        message = _("This archive has no %(name)s: it is not one that a guide or a kit was carried away in.")
        raise NotReceived(message % {"name": METADATA})
    with archive.open(members[METADATA]) as opened:
        text = opened.read(MOST_METADATA + 1)
    if len(text) > MOST_METADATA:
        raise NotReceived(_("The inventory of the archive is longer than it can be."))
    try:
        return _read_inventory(json.loads(text))
    except (ArithmeticError, AttributeError, KeyError, RecursionError, TypeError, ValueError) as error:
        message = _("The inventory of the archive (%(name)s) cannot be read.")
        raise NotReceived(message % {"name": METADATA}) from error


def _read_inventory(data: Any) -> Inventory:
    """For anything but what `exporting.crate` writes, raises one of the errors that `_inventory` names."""
    graph = {entity["@id"]: entity for entity in data["@graph"]}
    if graph[METADATA]["conformsTo"]["@id"] != PROFILE:
        raise ValueError(PROFILE)
    files = [entity for entity in graph.values() if entity["@type"] == "File"]
    said = {unquote(one["@id"]): (int(one["contentSize"]), str(one["sha256"])) for one in files}
    if any(size < 0 for size, _digest in said.values()):
        raise ValueError(METADATA)
    folders = [entity for entity in graph.values() if entity["@type"] == "Dataset" and entity["@id"] != "./"]
    return Inventory(str(graph["./"]["name"]), said, tuple(map(_folder, folders)))


def _folder(entity: Any) -> Folder:
    return Folder(
        unquote(entity["@id"]).rstrip("/"),
        url=str(entity.get("url", "")),
        uuid=str(entity.get("identifier", "")).removeprefix("urn:uuid:"),
        number=str(entity.get("versionNumber", "")),
    )


def _check_names(members: Mapping[str, zipfile.ZipInfo], inventory: Inventory, *, most: int) -> None:
    unknown = sorted((members.keys() ^ inventory.files.keys()) - {METADATA})
    if unknown:
        message = _("The archive and its inventory do not hold the same files: %(name)s is in one of them alone.")
        raise NotReceived(message % {"name": _shown(unknown[0])})
    if sum(size for size, _digest in inventory.files.values()) > most:
        size = file_size(most, language=current_language())
        raise NotReceived(_("The archive holds more than %(size)s.") % {"size": size})


def _lay_out(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, *, size: int, digest: str) -> None:
    """Reads one byte more than the inventory promises, at most: what unpacks to more is a bomb."""
    target.parent.mkdir(parents=True, exist_ok=True)
    found, read = hashlib.sha256(), 0
    with archive.open(member) as opened, target.open("xb") as written:
        while read <= size and (piece := opened.read(min(CHUNK, size + 1 - read))):
            read += len(piece)
            found.update(piece)
            written.write(piece)
    if (read, found.hexdigest()) != (size, digest):
        message = _("%(name)s is not the file that was packed: it was changed or damaged on its way.")
        raise NotReceived(message % {"name": _shown(member.orig_filename)})


def _shown(name: str) -> str:
    """A name that nobody has checked, as it may stand in a sentence."""
    return "".join(filter(str.isprintable, name))[:80]
