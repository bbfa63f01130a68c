"""Make the sounds of the demo again: `python -m demo.sounds` (needs ffmpeg, to write Opus). Sums of sines and noise."""

from __future__ import annotations

import math
import random
import shutil
import subprocess
import sys
import tempfile
import wave
from array import array
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent / "media"
RATE = 48_000  # samples a second
LOUDEST = 32_767
Sound = list[float]


def silence(seconds: float) -> Sound:
    return [0.0] * int(RATE * seconds)


def struck(hertz: float, seconds: float, *, partials: tuple[float, ...] = (1, 2.0, 3.0), fade: float = 3) -> Sound:
    """A note that is hit and fades: partials are multiples of its frequency, each half as loud as the one before."""
    return [
        sum(math.sin(math.tau * hertz * part * n / RATE) / 2**rank for rank, part in enumerate(partials))
        * math.exp(-fade * n / RATE)
        / 2
        for n in range(int(RATE * seconds))
    ]


def mixed(*placed: tuple[float, Sound]) -> Sound:
    """Sounds that begin at so many seconds, added up."""
    length = max(int(start * RATE) + len(sound) for start, sound in placed)
    out = [0.0] * length
    for start, sound in placed:
        offset = int(start * RATE)
        for n, value in enumerate(sound):
            out[offset + n] += value
    return out


def jingle() -> Sound:
    notes = (392.0, 493.88, 587.33, 783.99, 587.33, 783.99)
    return mixed(*((0.22 * rank, struck(note, 1.6, fade=4)) for rank, note in enumerate(notes)))


def foghorn() -> Sound:
    """Two long calls, as the harbour gives them."""
    call = [
        sum(math.sin(math.tau * 110 * part * n / RATE) / part for part in (1, 2, 3, 4))
        * min(1, n / RATE * 3, (3 - n / RATE) * 3)
        / 3
        for n in range(3 * RATE)
    ]
    return [*call, *silence(1.2), *call]


def bells() -> Sound:
    """A quarter past, on four bells that are a little out of tune with one another."""
    partials = (1, 2.0, 2.4, 3.0, 4.5)
    notes = (659.26, 587.33, 523.25, 392.0)
    return mixed(*((0.9 * rank, struck(note, 4, partials=partials, fade=1.4)) for rank, note in enumerate(notes)))


def over() -> Sound:
    """Three soft notes that say a turn is over without making anybody jump."""
    return mixed(
        *(
            (0.45 * rank, struck(note, 2, partials=(1, 2), fade=2.2))
            for rank, note in enumerate((523.25, 440.0, 349.23))
        )
    )


def undertow() -> Sound:
    """Waves on shingle: noise that swells and ebbs, smoothed as water does."""
    source = random.Random(29)  # noqa: S311 -- the same waves each time
    out, last = [], 0.0
    for n in range(18 * RATE):
        swell = 0.5 - 0.5 * math.cos(math.tau * n / RATE / 6)
        smooth = 0.55 + 0.4 * (1 - swell)
        last = smooth * last + (1 - smooth) * source.uniform(-1, 1)
        out.append(last * (0.15 + 0.85 * swell**2))
    return out


SOUNDS: dict[str, Callable[[], Sound]] = {
    "jingle-de-radio-ressac.ogg": jingle,
    "corne-de-brume.ogg": foghorn,
    "carillon-du-quart.ogg": bells,
    "trois-notes-de-fin.ogg": over,
    "le-ressac-sur-les-galets.ogg": undertow,
}


def write(path: Path, sound: Sound) -> None:
    peak = max(map(abs, sound)) or 1
    samples = array("h", (round(value / peak * LOUDEST * 0.8) for value in sound))
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "sound.wav"
        with wave.open(str(raw), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(samples.tobytes())
        encode(["-i", str(raw), "-c:a", "libopus", "-b:a", "40k"], path)


def encode(arguments: list[str], path: Path) -> None:
    """Without dates or names of machines in the file. Raises CalledProcessError when ffmpeg refuses."""
    ffmpeg = shutil.which("ffmpeg") or "ffmpeg"
    exact = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags", "+bitexact"]
    subprocess.run([ffmpeg, "-loglevel", "error", "-y", *arguments, *exact, str(path)], check=True)  # noqa: S603 -- our own arguments


if __name__ == "__main__":
    for name, make in SOUNDS.items():
        write(HERE / name, make())
        sys.stdout.write(f"media/{name}  {(HERE / name).stat().st_size // 1000} kB\n")
