from __future__ import annotations

import ast
import doctest
import shutil
import subprocess
import sys
from pathlib import Path

CORE = Path(__file__).resolve().parents[3] / "licences" / "core"


def _imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "."


def test_core_imports_the_standard_library_and_itself_only():
    names = {name for path in CORE.rglob("*.py") for name in _imports(path)}

    outside = {n for n in names if n.split(".")[0] not in sys.stdlib_module_names and not n.startswith("legaltools")}
    assert outside == set()


def test_core_works_where_nothing_is_installed():
    program = "from legaltools.recognise import recognise; print(recognise('CC BY 4.0').tool.key)"

    run = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(CORE.parents[1])!r}); {program}"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert run.stdout == "cc-by-4.0\n"


def test_folder_lifted_out_does_what_its_readme_says(tmp_path):
    lifted = tmp_path / "licences" / "core"
    shutil.copytree(CORE, lifted, ignore=shutil.ignore_patterns("__pycache__"))
    program = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import doctest; "
        f"found = doctest.testfile({str(lifted / 'README.md')!r}, module_relative=False, encoding='utf-8'); "
        "import legaltools; print(found.failed, found.attempted > 40, 'django' in sys.modules, legaltools.__file__)"
    )

    run = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    )

    assert run.stdout.split() == ["0", "True", "False", str(lifted / "__init__.py")], run.stdout


def test_readme_is_true():
    result = doctest.testfile(str(CORE / "README.md"), module_relative=False, encoding="utf-8")

    assert result.failed == 0
    assert result.attempted > 20
