"""Every word of a source is in the guide or in the report: for what people wrote, and for what nobody would."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commons.guides.exchange.formats import guide_formats
from commons.guides.exchange.markdown import read_markdown
from commons.guides.exchange.multibao import read_sheet
from commons.guides.exchange.programming_historian import read_programming_historian
from commons.guides.exchange.raspberrypi import language_folder, read_raspberrypi
from tests.commons.guides.exchange.words import lost

if TYPE_CHECKING:
    from pathlib import Path

# Headings in bold or in the title of a box that a guide has a place for, numbers of steps, names of pages of a wiki.
SAID_OTHERWISE = {
    "multibao": {
        "investigation_appreciative.md": ["etape"],
        "decision_democratie_profonde.md": ["première", "troisième", "quatrième"],
        "Outils_awareness.md": ["références"],
        "fablab.md": ["10", "11", "12"],
        "tiers_lieux_ephemeres.md": [
            "catégorie", "foundation", "fichier", "right", "upright", "favorisant", "démocratie", "participative",
        ],
    },
    "raspberrypi_fr": {
        "cats": ["auras", "supplémentaires", "éducateurs"],
        "cd-beginner-scratch-sushi": ["faut"],
        "chatbot": ["faut", "notes", "complémentaires", "éducateurs"],
        "flappy-parrot": ["te", "faut", "éducateurs"],
        "getting-started-scratch": ["title"],
        "guess-the-flag": ["faut", "supplémentaires", "éducateurs"],
        "rock-band": ["faut", "supplémentaires", "éducateurs"],
    },
    "programming_historian": {
        "installation-modules-python-pip.md": ["objectifs"],
        "introduction-et-installation.md": ["objectifs", "étape"],
        "travailler-avec-des-fichiers-texte.md": ["lectures", "recommandées"],
    },
}  # fmt: skip

PIECES = st.sampled_from(
    [
        "{} dit {}.", "Remplacez <{}> par <{}>", "vector<{}> et {}", "<{}>", "La balise <style> de {}", "<style>\n{}",
        "<script>{}</script>", "<title>{}", "<iframe>{}", "<textarea>\n\n{}", "<div>{} <b>{}</div>", "<p>{}\n<p>{}</p>",
        "<details><summary>{}</summary>\n\n{}\n\n</details>", "<table><tr><td>{}<td>**{}**</table>", "<!-- {} -->", "<!-- {}",
        "{}[^{}]", "[^a]: {}", "x[^a] {}", "^[{}]", "# {}", "{}\n===", "> [!NOTE] {}\n> {}", "> {}", "::: tip {}\n{}\n:::",
        "::: {}\n{}", ":::{{note}} {}\n{}\n:::", '!!! warning "{}"\n    {}', "```\n{}\n```", "```{{admonition}} {}\n{}\n```",
        "```{{{}}} a\n{}\n```", '```py title="{}"\n{}\n```', "~~~\n{}", "    {}", "- [ ] {}\n- [x] {}", "1. {}\n2. {}",
        "~~{}~~ {}", "a<sup>{}</sup> b<sub>{}</sub>", "$a_{}$ {}", "$$\n{}\n$$", "$$ {} $$", "$$\n{}", "| {} | {} |\n|---|---|\n| {} | {} |",
        "[[toc]]", "[[{}]]", "{}\n: {}", '[{}](https://a.org/ "{}")', "![{}](loin.png)", "![{}](loin.png '{}')", "[{}](javascript:x)",
        "`{} {}`", "`{}", "**{}", "&lt;{}&gt; &{};", "\\[{}\\]", "{{{{ {} }}}}", "{{% {} %}}", "- {}\n\n      {}\n", "***",
        "<a href='x'>{}", "<img src=x alt='{}'>", '<{} {}="1">', "</{}>", "<?php {} ?>", "<abbr title='{}'>{}</abbr>",
        "[{}]: https://a.org/ '{}'", "[{}]{{.small}} {}", "# {} {{#a .b}}", "H~{}~ 10^{}^", "=={}== ++{}++", "*[{}]: {}",
        "![{}](ma photo (1).png) {}", '::: {{.tip title="{}"}}\n{}\n:::', "- {}|{}", "[{}](plan du {}.pdf)",
        "Fichier:a.png {}", "\t* {}\n\t\t* {}", "#{} #{}", "[https://a.org/ {} {}]", "![{}](data:image/png;base64,AA)",
        "<![CDATA[{}]]>", "<!DOCTYPE {}>",
    ]
)  # fmt: skip


@st.composite
def sources(draw: st.DrawFn) -> str:
    """A text in which each word is another, so that none can stand for a lost one."""
    number = iter(range(10_000))
    pieces = draw(st.lists(PIECES, min_size=1, max_size=6))
    written = [piece.format(*(f"mot{next(number)}z" for _ in range(4))) for piece in pieces]
    return draw(st.sampled_from(["\n\n", "\n", " "])).join(written) + "\n"


def written(words: list[str]) -> list[str]:
    """Those that a person would have written, not the names of marks."""
    return [word for word in words if word.startswith("mot") and word.endswith("z")]


LOOKED_FOR = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))


@LOOKED_FOR
@given(sources())
def test_no_word_of_a_guide_is_lost(text: str) -> None:
    source = f"---\ntitle: x\n---\n\n## Étape : un\n\n{text}"
    assert written(lost(source, read_markdown(source, folder=None, source="x"))) == []


@LOOKED_FOR
@given(sources())
def test_no_word_of_a_plain_sheet_is_lost(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("sheet") / "fiche.md"
    path.write_text(f"Introduction\n\n{text}", "utf-8")
    assert written(lost(path.read_text("utf-8"), read_sheet(path))) == []


@LOOKED_FOR
@given(sources())
def test_no_word_of_a_lesson_is_lost(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("fr") / "lecon.md"
    path.write_text(f"---\ntitle: x\n---\n\n## Lire\n\n{text}", "utf-8")
    assert written(lost(path.read_text("utf-8"), read_programming_historian(path))) == []


@LOOKED_FOR
@given(sources())
def test_no_word_of_a_kit_is_lost(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    home = tmp_path_factory.mktemp("kit") / "fr-FR"
    home.mkdir()
    (home / "meta.yml").write_text("title: x\nsteps:\n- title: Un\n", "utf-8")
    (home / "step_1.md").write_text(f"## Un\n\n{text}", "utf-8")
    assert written(lost((home / "step_1.md").read_text("utf-8"), read_raspberrypi(home.parent))) == []


@pytest.mark.data
@pytest.mark.parametrize("folder", ["multibao", "raspberrypi_fr", "programming_historian"])
def test_no_word_of_a_real_work_is_lost(real_inputs: Path, folder: str) -> None:
    missing = {}
    for source in guide_formats.find_sources(real_inputs / folder):
        home = language_folder(source.path) if source.path.is_dir() else None
        steps = sorted(home.glob("step_*.md")) if home else [source.path]
        reading = source.read()
        words = [word for path in steps for word in lost(path.read_text("utf-8"), reading)]
        missing |= {source.path.name: words} if words else {}
    assert missing == SAID_OTHERWISE[folder]
