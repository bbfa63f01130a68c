"""Every trial of this folder, or those named: `python trials/run.py [NAME ...]`."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENDING = "_trial.py"
MOST_SECONDS = 600


def main() -> int:
    known = {path.name.removesuffix(ENDING): path for path in sorted(HERE.glob(f"*{ENDING}"))}
    asked = sys.argv[1:] or list(known)
    if unknown := [name for name in asked if name not in known]:
        print(f"There is no trial {', '.join(unknown)}. There are: {', '.join(known)}.", file=sys.stderr)
        return 2
    failed = [name for name in asked if not holds(name, known[name])]
    print(f"{len(asked) - len(failed)} of {len(asked)} hold." + (f" Did not: {', '.join(failed)}." if failed else ""))
    return 1 if failed else 0


def holds(name: str, path: Path) -> bool:
    print(f"== {name}", flush=True)
    start = time.monotonic()
    try:
        ended = subprocess.run([sys.executable, str(path)], cwd=HERE.parent, timeout=MOST_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        print(f"{name} took longer than {MOST_SECONDS} s and was stopped.")
        return False
    said = "does not hold" if ended.returncode else "holds"
    print(f"{name}: {said} ({time.monotonic() - start:.0f} s)", flush=True)
    return not ended.returncode


if __name__ == "__main__":
    sys.exit(main())
