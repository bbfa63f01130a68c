"""What is known of ZIP archives, whatever they hold. No database."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib

# What a web server can do before it loses patience; the command has no such bound.
MAX_BYTES = 100 * 1024 * 1024
# What zipfile and the libraries below it say of damage: a place before the beginning, a name that is not UTF-8 and a
# broken bzip2 stream (an OSError without errno) among them.
DAMAGED = (
    zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError, struct.error, zlib.error,
    lzma.LZMAError,
)  # fmt: skip
