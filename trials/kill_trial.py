"""Processes are killed (`kill -9`) while they publish, withdraw and import. Nothing that was acknowledged may be lost.

After each round: what was said to be public or withdrawn is so, each change has its note for the search, `check_site`
and `check_search` mend the rest and find nothing left, and index and database agree. An argument: how many rounds.
"""

from __future__ import annotations

import json
import random
import struct
import sys
import time
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stage import kill, stage

if TYPE_CHECKING:
    from stage import Stage

CHANCE = random.Random()  # another moment each time
HERE = Path(__file__).resolve().parent
ROUNDS = 4
IMPORTS = 60
READY_SECONDS, LONGEST_SECONDS = 60, 4.0
GUIDE = """---
title: Fiche {name}
slug: {name}
licence: cc-by-4.0
credits:
  - {{name: Awa Diallo, role: author}}
pictures:
  images/{name}.png:
    alt: Une couleur
    licence: cc-by-4.0
    credits: [{{name: Awa Diallo, role: illustrator}}]
---

## Étape : Accueil (5 min)

On se présente.

![Une couleur](images/{name}.png)
"""


def png(colour: int) -> bytes:
    """A picture of 8 pixels by 8, of one colour, without any library."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    row = b"\0" + bytes((colour % 256, colour // 256 % 256, 77)) * 8
    header = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(row * 8)) + chunk(b"IEND", b"")


def write_guides(folder: Path, prefix: str) -> None:
    for number in range(IMPORTS):
        name = f"{prefix}{number:03}"
        (folder / name / "images").mkdir(parents=True)
        (folder / name / "guide.md").write_text(GUIDE.format(name=name), encoding="utf-8")
        (folder / name / "images" / f"{name}.png").write_bytes(png(CHANCE.randrange(60_000)))


def acknowledged(out: str) -> dict[str, str]:
    """The last thing said of each guide."""
    return {name: word for word, name in (line.split() for line in out.splitlines() if line.count(" ") == 1)}


def round_of(site: Stage, number: int, sources: Path) -> list[str]:
    """Kill three processes at work at one moment; the sentences that do not hold afterwards."""
    write_guides(sources, f"i{number}-")
    running = [
        site.start(HERE / "acts.py", "publish", f"p{number}-"),
        site.start(HERE / "acts.py", "withdraw", f"w{number}-"),
        site.start(HERE / "acts.py", "import", f"i{number}-", str(sources)),
    ]
    said: dict[str, str] = {}
    for process in running:
        first = process.stdout.readline()  # it is at work
        said |= acknowledged(first)
    time.sleep(CHANCE.uniform(0, LONGEST_SECONDS))
    for process in running:
        out, err = kill(process)
        said |= acknowledged(out)
        if err.strip():
            print(err.strip()[-2000:])
    return judge(site, said)


def judge(site: Stage, said: dict[str, str]) -> list[str]:
    before = facts(site)
    wrong = [f"{name} was {word}, and is not" for name, word in said.items() if not _is(before, name, word)]
    wrong += [f"{id_} is {what}, and no note says so" for id_, what in before["unnoted"].items()]
    wrong += [f"the file {name} is lost" for name in before["lost"]]
    after = facts(site, "mend")
    if after["public"] != after["found"] or after["pending"] or after["unnoted"]:
        wrong.append(f"index and database differ: {after}")
    if after["half"] or after["orphans"] or after["lost"]:
        wrong.append(f"not everything was mended: {after['half']}, {after['orphans']}, {after['lost']}")
    if changed := set(before["public"]) ^ set(after["public"]):
        wrong.append(f"mending changed what is public: {sorted(changed)}")
    waiting = set(before["public"]) ^ set(before["found"])
    print(
        f"  {len(said)} acknowledged; to mend: {len(waiting)} to index ({before['pending']} noted), "
        f"{len(before['half'])} half items, {len(before['orphans'])} orphan files",
        flush=True,
    )
    return wrong


def _is(before: dict[str, Any], name: str, word: str) -> bool:
    """Whether it is as was said. One that is published and withdrawn by turns may be on its way out."""
    return (name in before["public"]) == (word == "live") or (word == "live" and name.startswith("w"))


def facts(site: Stage, *options: str) -> dict[str, Any]:
    process = site.start(HERE / "facts.py", *options)
    out, err = process.communicate()
    if process.returncode:
        raise RuntimeError(err)
    return json.loads(out)


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    wrong: list[str] = []
    with stage() as site:
        for number in range(rounds):
            found = round_of(site, number, site.folder / "sources")
            print(f"round {number + 1}: {'holds' if not found else '; '.join(found)}", flush=True)
            wrong += found
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
