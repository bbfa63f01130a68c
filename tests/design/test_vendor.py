from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[2] / "static"
README = (STATIC / "vendor" / "README.md").read_text()
ROWS = re.findall(r"^\| ([^|]+) \| ([\d.]+) \| ([\w.-]+) \| `([^`]+)` \| (.+) \|$", README, re.MULTILINE)
SUMS = re.findall(r"^([0-9a-f]{64})  (\S+)$", README, re.MULTILINE)


def test_what_is_listed_is_what_is_there():
    listed = {name for row in ROWS for name in re.findall(r"`([^`]+)`", row[4])}
    found = {str(path.relative_to(STATIC)) for folder in ("vendor", "fonts") for path in (STATIC / folder).rglob("*.*")}
    found |= {f"vendor/{name}/LICENSE" for name in ("htmx", "leaflet", "markercluster", "squire")}

    assert listed == found - {"vendor/README.md"}


@pytest.mark.parametrize(("digest", "name"), SUMS)
def test_files_are_those_of_the_stated_versions(digest, name):
    assert sha256((STATIC / name).read_bytes()).hexdigest() == digest


def test_every_script_and_font_has_its_sum():
    files = (path for kind in ("vendor/*/*.js", "vendor/*/*.mjs", "fonts/*.woff2") for path in STATIC.glob(kind))
    served = {str(path.relative_to(STATIC)) for path in files}

    assert {name for _, name in SUMS} == served


def test_htmx_says_the_version_we_quote():
    [version] = [version for name, version, *_ in ROWS if name == "htmx"]

    assert f'version:"{version}"' in (STATIC / "vendor" / "htmx" / "htmx.min.js").read_text()
