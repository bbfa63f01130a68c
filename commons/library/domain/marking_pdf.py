"""A PDF is marked in a process of its own, whose bounds hold what it unpacks to: the web server's memory does not."""

from __future__ import annotations

import logging
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from commons.library.domain.marking import CannotMark, CannotMarkNow

logger = logging.getLogger(__name__)

MARKING_SECONDS = 20
# Never imported here: qpdf stays out of the web server.
_MARKER = Path(__file__).with_name("pdf_marker.py")
# Of one process of the web server: whoever comes meanwhile waits for their turn.
MOST_AT_ONCE = 1
_turns = threading.BoundedSemaphore(MOST_AT_ONCE)


def pdf(content: bytes, xmp: bytes) -> bytes:
    """The same document with the packet inside; its bytes are the same each time.

    Raises CannotMark for one that is encrypted, signed or broken, or that takes more than the bounds of `pdf_marker`;
    CannotMarkNow when the machine refuses or is too slow, which says nothing of the file.
    """
    try:
        with _turns, tempfile.TemporaryDirectory(prefix="communs-marking-") as folder:
            return _marked(Path(folder), content, xmp)
    except (OSError, subprocess.TimeoutExpired) as error:
        logger.warning("A PDF is not marked for now: %s", error)
        raise CannotMarkNow from error


def _marked(folder: Path, content: bytes, xmp: bytes) -> bytes:
    source, packet, target = folder / "in.pdf", folder / "packet.xmp", folder / "out.pdf"
    source.write_bytes(content)
    packet.write_bytes(xmp)
    command = [sys.executable, "-I", str(_MARKER), str(source), str(packet), str(target)]
    # Nothing of whoever sent the file is in the command, and nothing of ours in its environment.
    done = subprocess.run(command, capture_output=True, timeout=MARKING_SECONDS, check=False, env={})  # noqa: S603
    if done.returncode:
        if done.returncode < 0 or done.stderr:
            logger.warning("Marking a PDF ended with %s: %s", done.returncode, done.stderr[-300:])
        raise CannotMark
    return target.read_bytes()
