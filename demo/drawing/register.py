"""Where each picture says which file it becomes."""

from __future__ import annotations

from collections.abc import Callable

from demo.drawing.canvas import Canvas

Scene = Callable[[], Canvas]

SCENES: dict[str, Scene] = {}


def draws(guide: str, name: str) -> Callable[[Scene], Scene]:
    def keep(scene: Scene) -> Scene:
        SCENES[f"guides/{guide}/images/{name}.png"] = scene
        return scene

    return keep
