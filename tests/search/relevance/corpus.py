# ruff: noqa: PLC0415 -- run as a command, it chooses its settings before the imports that need them
"""What the judgements are about: the demo, as it was loaded once, and works of others where they lie beside a checkout.

`python -m tests.search.relevance.corpus` loads the demo into a temporary folder and writes `demo.jsonl` again; with
`--loaded` it reads the site of VAR_DIR instead. Ids are made of slugs, so that a judgement can be read: `guide:le-filet-
des-savoirs`. Days stand as they were on the day of loading, which `TODAY` is for whoever asks of “samedi”.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

from search.documents import SearchDocument, document_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ROOT = Path(__file__).resolve().parents[3]
DUMP = Path(__file__).with_name("demo.jsonl")
# What the demo is written in: the dump is older than it when these have changed.
SOURCES = (("demo", (".md", ".yml")), ("licences/explainers/pages", (".md", ".yml")))
# Facets whose labels are rows of the database; the dump has what they say.
NAMED = ("theme", "association", "place", "near")


def fingerprint() -> str:
    """Of all the words of the demo."""
    digest = hashlib.sha256()
    for folder, endings in SOURCES:
        for path in sorted(path for path in (ROOT / folder).rglob("*") if path.suffix in endings):
            digest.update(str(path.relative_to(ROOT)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@cache
def _dump() -> tuple[Mapping[str, Any], tuple[SearchDocument, ...]]:
    head, *rows = map(json.loads, DUMP.read_text(encoding="utf-8").splitlines())
    return head, tuple(map(_read, rows))


def _read(row: dict[str, Any]) -> SearchDocument:
    days = row.get("periods", {})
    return SearchDocument(
        **row
        | {
            "facets": {name: tuple(keys) for name, keys in row.get("facets", {}).items()},
            "periods": {name: [tuple(map(date.fromisoformat, one)) for one in spans] for name, spans in days.items()},
            "words": tuple(row.get("words", ())),
        }
    )


def demo() -> tuple[SearchDocument, ...]:
    """The demo's documents."""
    return _dump()[1]


def documents() -> tuple[SearchDocument, ...]:
    """The demo's, and those beside the checkout where they are."""
    from tests.search.relevance import outside

    return (*demo(), *outside.documents())


def today() -> date:
    """The day of the demo: its festival began four days before."""
    return date.fromisoformat(_dump()[0]["loaded_on"])


def made_from() -> str:
    """The fingerprint of the words that the dump was made from."""
    return str(_dump()[0]["fingerprint"])


def labels(name: str) -> Mapping[str, str]:
    """What the keys of a facet of the demo are called, in French."""
    return _dump()[0]["labels"].get(name, {})


@contextmanager
def facets_of_the_apps() -> Iterator[None]:
    """All that the apps register, with labels that no database is asked for, on the day of the demo."""
    from search import registry

    def named(name: str) -> Any:
        return lambda keys: {key: labels(name)[key] for key in keys if key in labels(name)}

    facets = registry.facets()
    ours = {name: replace(facets[name], labels=named(name)) for name in NAMED}
    with (
        mock.patch.object(registry, "_facets", {**facets, **ours}),
        mock.patch("django.utils.timezone.localdate", return_value=today()),
    ):
        yield


# ---- writing the dump


def _slug(document: SearchDocument) -> str:
    return document.url.rstrip("/").rpartition("/")[2]


def _rows(found: Iterable[SearchDocument]) -> Iterator[dict[str, Any]]:
    found = list(found)
    slugs: dict[str, str] = {}
    taken: set[str] = set()
    for document in found:
        slug = _slug(document)
        slug = f"{slug}-{document.language}" if document_id(document.type, slug) in taken else slug
        taken.add(document_id(document.type, slug))
        slugs[document.id] = slug
    for document in found:
        row = asdict(document) | {
            "pk": slugs[document.id],
            "work": document_id(document.type, slugs[document.work]) if document.work else "",
            # The moment of loading would change every line; without it, ties are settled by ids.
            "published_at": None,
            "extra": {name: value for name, value in document.extra.items() if name != "times"},
            "periods": {
                name: [[day.isoformat() for day in one] for one in spans] for name, spans in document.periods.items()
            },
        }
        yield {name: value for name, value in row.items() if value not in ("", None, (), {}, [])} | {
            "language": document.language
        }


def write() -> int:
    """Write what the site has now; how many documents."""
    from django.utils import timezone, translation

    from search import registry

    with translation.override("fr"):
        found = [
            document
            for _name, source in sorted(registry.sources().items())
            for document in source.documents(list(source.public_pks()))
        ]
        keys = {name: sorted({key for document in found for key in document.facets.get(name, ())}) for name in NAMED}
        said = {
            name: {key: str(label) for key, label in registry.facets()[name].labels_of(keys[name]).items()}
            for name in NAMED
        }
    head = {"loaded_on": timezone.localdate().isoformat(), "fingerprint": fingerprint(), "labels": said}
    rows = sorted(_rows(found), key=lambda row: (row["type"], row["pk"]))
    lines = (json.dumps(row, ensure_ascii=False, sort_keys=True, default=str) for row in (head, *rows))
    DUMP.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return len(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--loaded", action="store_true", help="the site of VAR_DIR, instead of a demo of its own")
    options = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.demo"
    with tempfile.TemporaryDirectory(prefix="communs-relevance-") as folder:
        if not options.loaded:
            os.environ["VAR_DIR"] = folder
        import django
        from django.core.management import call_command

        django.setup()
        if not options.loaded:
            call_command("migrate", verbosity=0)
            call_command("load_demo")
        sys.stdout.write(f"{write()} documents in {DUMP.name}.\n")


if __name__ == "__main__":
    main()
