"""What history costs: two versions compared, a long history and many recent changes drawn, and the room that it takes.

    python bench/history.py [--versions 1000] [--changes 100000]

Makes a site of its own: the demo, a guide of 20 steps with so many versions, so many changes of its pages. Pages are
drawn in one process, without the page cache. htmldiff2 stands beside where it is installed. Prints Markdown.
"""

from __future__ import annotations

import argparse
import importlib
import os
import random
import statistics
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.demo import BASE, environment, load, temporary
from markup.differences import Labels, compare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WORDS, A_PARAGRAPH, VOCABULARY = 12_000, 60, 3000
REQUESTS, TURNS = 40, 7
HOST = BASE.removeprefix("http://")
SILENT = Labels("", "", "", "")


def milliseconds(action: Callable[[], Any], turns: int) -> float:
    action()
    times = []
    for _turn in range(turns):
        start = time.perf_counter()
        action()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def html(words: list[str]) -> str:
    paragraphs = (words[start : start + A_PARAGRAPH] for start in range(0, len(words), A_PARAGRAPH))
    return "".join(f"<p>{' '.join(paragraph)}</p>" for paragraph in paragraphs)


def texts() -> Iterator[tuple[str, str, str]]:
    chance = random.Random(1)
    vocabulary = [f"mot{number}" for number in range(VOCABULARY)]
    words = [chance.choice(vocabulary) for _word in range(WORDS)]
    one_in_forty = ["changé" if number % 40 == 0 else word for number, word in enumerate(words)]
    yield "one word in 40 changed", html(words), html(one_in_forty)
    yield "45 words inserted", html(words), html([*words[:30], *["neuf"] * 45, *words[30:]])
    yield "its halves exchanged", html(words), html(words[WORDS // 2 :] + words[: WORDS // 2])
    yield "another text", html(words), html([chance.choice(vocabulary) for _word in range(WORDS)])


def differences() -> Iterator[str]:
    try:
        other = importlib.import_module("htmldiff2").render_html_diff
    except ImportError:
        other = None
    for name, before, after in texts():
        ours = milliseconds(lambda: compare(before, after, SILENT).inline, TURNS)  # noqa: B023 -- called at once
        theirs = milliseconds(lambda: other(before, after), TURNS) if other else 0  # noqa: B023 -- the same
        beside = f"{theirs:.0f} | {ours / theirs:.1f}" if other else "– | –"
        yield f"| {name} | {ours:.0f} | {beside} |"


def long_guide(versions: int) -> Any:
    """A guide of 20 steps with so many versions."""
    # ruff: noqa: PLC0415 -- Django is set up for the folder first
    from commons.guides.models import GuidePage
    from wiki.models import Version

    guide = GuidePage.objects.live().order_by("pk").first()
    values = [{"title": f"Étape {number}", "minutes": 10, "text": text(number)} for number in range(20)]
    guide.steps = [{"type": "step", "id": f"step-{place}", "value": value} for place, value in enumerate(values)]
    revision = guide.save_revision(clean=False)
    revision.publish()
    made = guide.versions.count()
    moment = guide.versions.order_by("-number").first().at
    revisions = copies(revision, versions - made)
    Version.objects.bulk_create(
        [
            Version(page_id=guide.pk, number=made + place, revision=one, at=moment, signature="Anne")
            for place, one in enumerate(revisions, start=1)
        ]
    )
    return guide


def text(number: int) -> str:
    chance = random.Random(number)
    return html([f"mot{chance.randrange(VOCABULARY)}" for _word in range(120)])


def copies(revision: Any, count: int) -> list[Any]:
    model = type(revision)
    fields = {field.attname: getattr(revision, field.attname) for field in model._meta.concrete_fields}
    fields.pop("id")
    return model.objects.bulk_create([model(**fields) for _number in range(count)], batch_size=200)


def many_changes(count: int) -> None:
    """So many changes of all the live pages, at different moments, each as if its revision had gone live again."""
    from wiki.models import Version

    newest = list(Version.objects.filter(page__live=True).values_list("page_id", "revision_id", "at"))
    chance = random.Random(2)
    rows = []
    for number in range(count):
        page, revision, at = newest[number % len(newest)]
        name = f"Personne {chance.randrange(500)}"
        moment = at - timedelta(minutes=number)
        rows.append(Version(page_id=page, number=100_000 + number, revision_id=revision, at=moment, signature=name))
    Version.objects.bulk_create(rows, batch_size=2000)


def pages(guide: Any) -> Iterator[str]:
    from django.db import connection
    from django.test import Client

    client = Client(headers={"host": HOST, "accept-language": "fr"})
    listed = {
        "a guide": guide.url,
        "a guide, its body drawn anew": f"{guide.url}?participants=7",
        "its history": f"{guide.url}historique/",
        "its history, the last page": f"{guide.url}historique/?page=20",
        "two of its versions compared": f"{guide.url}comparer/?de=1&a=2",
        "an old version": f"{guide.url}historique/2/",
        "recent changes": "/modifications-recentes/",
        "recent changes of a theme": "/modifications-recentes/?theme=maps",
        "recent changes of a person": "/modifications-recentes/?personne=Personne+7",
        "recent changes, Atom": "/modifications-recentes/flux.atom",
    }
    first = 0.0
    for name, path in listed.items():
        asked: list[str] = []

        def count(execute: Any, *arguments: Any, asked: list[str] = asked) -> Any:
            asked.append(arguments[0])
            return execute(*arguments)

        took = milliseconds(lambda: client.get(path), REQUESTS)  # noqa: B023 -- called at once
        with connection.execute_wrapper(count):
            answer = client.get(path)
        if answer.status_code != 200:  # noqa: PLR2004 -- HTTP's own
            sys.exit(f"{path}: {answer.status_code}")
        first = first or took
        yield f"| {name} | {took:.1f} | {took / first:.1f} | {len(asked)} |"


def sizes(guide: Any) -> Iterator[str]:
    from django.db.models import Count, Sum, TextField
    from django.db.models.functions import Cast, Length

    kept = guide.revisions.aggregate(rows=Count("pk"), size=Sum(Length(Cast("content", TextField()))))
    each = kept["size"] / kept["rows"]
    yield f"| revisions of the guide | {kept['rows']} | {kept['size'] / 1e6:.1f} MB | {each / 1000:.1f} kB |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--versions", type=int, default=1000)
    parser.add_argument("--changes", type=int, default=100_000)
    asked = parser.parse_args()
    print(f"Two versions of {WORDS} words, ms:\n\n| change | ours | htmldiff2 | ratio |\n|---|---|---|---|")
    for row in differences():
        print(row, flush=True)
    with temporary() as folder:
        load(folder)
        os.environ.update(environment(folder, cached=False))
        importlib.import_module("django").setup()
        guide = long_guide(asked.versions)
        many_changes(asked.changes)
        print(f"\n{asked.versions} versions of a guide of 20 steps, {asked.changes} recent changes:\n")
        print("| page | ms | beside a guide | queries |\n|---|---|---|---|")
        for row in pages(guide):
            print(row, flush=True)
        print("\n| kept | rows | in all | each |\n|---|---|---|---|")
        for row in sizes(guide):
            print(row, flush=True)


if __name__ == "__main__":
    main()
