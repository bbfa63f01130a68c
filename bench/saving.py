"""What saving costs: a guide of 20 steps saved on the site, merged, collided, beside the administration's own save.

    python bench/saving.py

Makes a site of its own: the demo and a guide of 20 steps. Each save is the verb alone, without the page around it.
Prints Markdown.
"""

from __future__ import annotations

import importlib
import os
import random
import statistics
import sys
import time
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.demo import environment, load, temporary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

STEPS, WORDS, TURNS = 20, 120, 15


def text(seed: int) -> str:
    chance = random.Random(seed)
    return f"<p>{' '.join(f'mot{chance.randrange(3000)}' for _word in range(WORDS))}</p>"


def long_guide() -> Any:
    # ruff: noqa: PLC0415 -- Django is set up for the folder first
    from commons.guides.models import GuidePage

    guide = GuidePage.objects.live().order_by("pk").first()
    values = [{"title": f"Étape {number}", "minutes": 10, "text": text(number) * 3} for number in range(STEPS)]
    guide.steps = [{"type": "step", "id": f"step-{place}", "value": value} for place, value in enumerate(values)]
    guide.save_revision(clean=False).publish()
    return GuidePage.objects.get(pk=guide.pk)


def measured(save: Callable[[], Any]) -> float:
    times = []
    for _turn in range(TURNS):
        start = time.perf_counter()
        save()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def ways(guide: Any, editor: Any) -> Iterator[tuple[str, Callable[[], Any]]]:
    from commons.guides.models import GuidePage
    from wiki.content import content_of
    from wiki.domain.editing import Change, Collided, save_change
    from wiki.kinds import kind_of

    kind = kind_of(guide)
    numbers = count(1)
    first = guide.live_revision

    def page() -> Any:
        return GuidePage.objects.get(pk=guide.pk)

    def changed(place: int) -> Any:
        content = content_of(first.as_object(), kind.fields)
        content["steps"][place]["value"]["text"] = text(1000 + next(numbers))
        return content

    def in_the_administration() -> None:
        now = page().get_latest_revision_as_object()
        now.steps[0].value["minutes"] = 1 + next(numbers) % 60
        now.full_clean()
        now.save_revision(user=editor, log_action=True).publish(user=editor)

    def on_the_site() -> None:
        now = page()
        content = content_of(now, kind.fields)
        content["steps"][0]["value"]["text"] = text(1000 + next(numbers))
        save_change(now, Change(content, now.live_revision), by=editor)

    places = iter(range(1, STEPS))

    def merged() -> None:
        save_change(page(), Change(changed(next(places)), first), by=editor)

    def collided() -> None:
        try:
            save_change(page(), Change(changed(0), first), by=editor)
        except Collided:
            return
        sys.exit("nothing collided")

    yield "in the administration: the model's own verbs", in_the_administration
    yield "on the site, nobody else wrote", on_the_site
    yield "on the site, merged with another step changed meanwhile", merged
    yield "on the site, the same paragraph changed meanwhile: asked", collided


def main() -> None:
    with temporary() as folder:
        load(folder)
        os.environ.update(environment(folder, cached=False))
        importlib.import_module("django").setup()
        from community.models import User

        editor = User.objects.get(email="edition@example.org")
        print(f"A guide of {STEPS} steps of {WORDS * 3} words, {TURNS} saves each, median:\n")
        print("| save | ms | beside the administration |\n|---|---|---|")
        first = 0.0
        for name, save in ways(long_guide(), editor):
            took = measured(save)
            first = first or took
            print(f"| {name} | {took:.1f} | {took / first:.2f} |", flush=True)


if __name__ == "__main__":
    main()
