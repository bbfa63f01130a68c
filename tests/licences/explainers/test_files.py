"""Files of explainers: read, loaded, loaded again, and never over what people wrote."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override
from wagtail.rich_text import RichText

from home.domain.site import set_up_site
from importing.report import translated
from licences.explainers.domain.loading import load_explainers
from licences.explainers.files import read_explainer
from licences.explainers.markdown import to_blocks
from licences.explainers.models import ExplainerIndexPage, ExplainerPage
from markup.messages import Unreadable

PAGES = Path(__file__).parent / "pages"
HEAD = """---
slug: une-page
language: fr
title: Une page
one_sentence: Ce qu'on en retient.
level: 1
order: 1
"""


@pytest.fixture
def folder(tmp_path, db):
    set_up_site()
    return Path(shutil.copytree(PAGES, tmp_path / "explainers"))


def counts(report):
    return (report.created, report.updated, report.unchanged)


def sources(rows):
    return [row["source"] for row in rows]


def edit(slug, **values):
    page = ExplainerPage.objects.get(slug=slug)
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()


def rewrite(path, before, after):
    path.write_text(path.read_text().replace(before, after))


def test_text_becomes_blocks_in_order():
    blocks = to_blocks("Un **mot**.\n\n## Titre\n\n- a\n- b\n\n> À *noter*.\n\n|A|B|\n|-|-|\n|1|[2](/guides/)|\n\nFin.")

    assert blocks == [
        {
            "type": "text",
            "value": "<p>Un <b>mot</b>.</p><h2>Titre</h2><ul><li>a</li><li>b</li></ul>",
        },
        {"type": "note", "value": "<p>À <i>noter</i>.</p>"},
        {
            "type": "table",
            "value": {
                "columns": [{"type": "text", "heading": "A"}, {"type": "text", "heading": "B"}],
                "rows": [{"values": ["<p>1</p>", '<p><a href="/guides/">2</a></p>']}],
                "caption": "",
            },
        },
        {"type": "text", "value": "<p>Fin.</p>"},
    ]


def test_html_stays_text_and_an_address_that_runs_something_is_no_link():
    (block,) = to_blocks("La balise <script>alert(1)</script> et [ici](javascript:alert(1))")

    assert block["value"] == "<p>La balise &lt;script&gt;alert(1)&lt;/script&gt; et ici</p>"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Sans clés.", "deux lignes de trois tirets"),
        ("---\nslug: [a\n---\nTexte.", "L’en-tête ne peut pas être lu à la ligne 2"),
        ("---\n- a\n---\nTexte.", "L’en-tête doit être une liste de clés"),
        (HEAD + "---\n", "aucun texte"),
        (HEAD.replace("slug: une-page", "slug: Une Page") + "---\nTexte.", "« Une Page »"),
        (HEAD.replace("fr", "br") + "---\nTexte.", "« language » vaut l’une de ces valeurs : fr, en"),
        (HEAD.replace("level: 1", "level: 4") + "---\nTexte.", "« level » vaut l’une de ces valeurs : 1, 2, 3"),
        (HEAD.replace("order: 1", "order: yes") + "---\nTexte.", "« order » est un nombre entier"),
        (HEAD.replace("Une page", "[]") + "---\nTexte.", "« title »"),
        (HEAD.replace("Ce qu'on en retient.", "a" * 201) + "---\nTexte.", "201 caractères"),
        (HEAD + "licences: [cc-by-sa-5.0]\n---\nTexte.", "cc-by-sa-5.0"),
        (HEAD + "try: [{label: Ici, url: 'javascript:alert(1)'}]\n---\nTexte.", "son adresse commence par"),
        (HEAD + "try: oui\n---\nTexte.", "« try »"),
        (
            HEAD + "quiz: [{question: Oui, answers: [{text: Oui, why: Si.}]}]\n---\nTexte.",
            "une seule de ses réponses",
        ),
        (HEAD + "---\n# Titre\n", "## ou ###"),
        (HEAD + "---\n![](a.png)\n", "ni image"),
        (HEAD + "---\n```\ncode\n```\n", "ni image"),
    ],
)
def test_file_that_cannot_be_read_is_refused_with_what_to_change(text, sentence):
    with pytest.raises(Unreadable) as refused:
        read_explainer(text)

    assert sentence in translated(refused.value.message).replace("\u00a0", " ")


def test_unknown_key_and_long_text_are_told():
    read = read_explainer(HEAD + "auteur: moi\n---\n" + "mot " * 901)

    assert [translated(warning).replace("\u00a0", " ") for warning in read.warnings] == [
        "La clé « auteur » est inconnue : elle n’a pas été reprise.",
        "Le texte compte 901 mots ; 900 suffisent.",
    ]


def test_pages_are_made_from_files(folder):
    report = load_explainers(folder)

    page = ExplainerPage.objects.get(slug="partager-pareil")
    assert counts(report) == (3, 1, 0)
    assert (report.refused, report.warnings) == ([], [])
    assert (page.live, page.title, page.level, page.position) == (True, "Partager pareil : la licence BY-SA", 2, 20)
    assert page.licence == "cc-by-sa-4.0"
    assert page.credits == [{"name": "Communs", "role": "author", "url": ""}]
    assert [row.licence for row in page.explained.all()] == ["cc-by-sa-4.0"]
    assert [block.block_type for block in page.body] == ["text", "note", "table", "text"]
    assert [block.value["answers"][1]["right"] for block in page.quiz] == [True, False]
    assert ExplainerPage.objects.get(slug="sharing-alike").translation_of == page


def test_learning_path_is_made_from_its_file(folder):
    load_explainers(folder)

    index = ExplainerIndexPage.objects.get()
    steps = [ExplainerPage.objects.get(pk=pk).slug for pk in index.step_ids]
    assert (index.path_title, index.path_title_en) == ("Premiers pas", "First steps")
    assert steps == ["un-commun", "partager-pareil"]


def test_loading_twice_changes_nothing(folder):
    load_explainers(folder)
    before = list(ExplainerPage.objects.order_by("pk").values_list("pk", "latest_revision_id", "last_published_at"))

    report = load_explainers(folder)

    assert counts(report) == (0, 0, 4)
    after = list(ExplainerPage.objects.order_by("pk").values_list("pk", "latest_revision_id", "last_published_at"))
    assert after == before


def test_file_that_changed_changes_its_page_alone(folder):
    load_explainers(folder)
    rewrite(folder / "un-commun.md", "Un four à pain", "Un lavoir")

    report = load_explainers(folder)

    assert counts(report) == (0, 1, 3)
    assert "Un lavoir" in ExplainerPage.objects.get(slug="un-commun").body.raw_data[0]["value"]


def test_page_edited_on_the_site_is_not_written_over(folder):
    load_explainers(folder)
    edit("un-commun", title="Un commun, vu d'ici")
    rewrite(folder / "un-commun.md", "Un four à pain", "Un lavoir")

    report = load_explainers(folder)

    assert sources(report.warnings) == ["un-commun.md"]
    page = ExplainerPage.objects.get(slug="un-commun")
    assert page.title == "Un commun, vu d'ici"
    assert "Un four à pain" in page.body.raw_data[0]["value"]


def test_draft_that_waits_on_the_site_is_not_written_over(folder):
    load_explainers(folder)
    page = ExplainerPage.objects.get(slug="un-commun")
    page.title = "En cours"
    page.save_revision()
    rewrite(folder / "un-commun.md", "Un four à pain", "Un lavoir")

    assert sources(load_explainers(folder).warnings) == ["un-commun.md"]
    assert ExplainerPage.objects.get(slug="un-commun").get_latest_revision_as_object().title == "En cours"


def test_page_withdrawn_on_the_site_does_not_come_back(folder):
    load_explainers(folder)
    ExplainerPage.objects.get(slug="un-commun").unpublish()
    rewrite(folder / "un-commun.md", "Un four à pain", "Un lavoir")

    assert sources(load_explainers(folder).warnings) == ["un-commun.md"]
    assert not ExplainerPage.objects.get(slug="un-commun").live


def test_path_changed_on_the_site_is_not_written_over(folder):
    load_explainers(folder)
    index = ExplainerIndexPage.objects.get()
    index.path_title = "Le nôtre"
    index.save_revision().publish()
    rewrite(folder / "path.yml", "Premiers pas", "Derniers pas")

    assert sources(load_explainers(folder).warnings) == ["path.yml"]
    assert ExplainerIndexPage.objects.get().path_title == "Le nôtre"


def test_path_is_completed_when_a_missing_step_comes(folder):
    (folder / "un-commun.md").rename(folder / "un-commun.txt")
    first = load_explainers(folder)
    (folder / "un-commun.txt").rename(folder / "un-commun.md")

    load_explainers(folder)

    assert sources(first.warnings) == ["path.yml"]
    assert len(ExplainerIndexPage.objects.get().step_ids) == 2


def test_bad_file_is_refused_and_the_others_are_done(folder):
    (folder / "bad.md").write_text("Sans clés.")
    (folder / "latin.md").write_bytes(b"---\nslug: \xe9\n---\n")
    (folder / "twice.md").write_text((folder / "un-commun.md").read_text())
    rewrite(folder / "sharing-alike.md", "translation_of: partager-pareil", "translation_of: nulle-part")

    report = load_explainers(folder)

    assert counts(report) == (2, 1, 0)
    assert sources(report.refused) == ["bad.md", "latin.md", "un-commun.md", "sharing-alike.md"]
    assert "nulle-part" in report.refused[-1]["reason"]


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "Il n’y a plus de place sur le disque"),
        (errno.EACCES, "vérifiez ses droits"),
        (errno.ENOENT, "Il n’y a pas de fichier de ce nom"),
        (errno.EIO, f"(erreur {errno.EIO})"),
    ],
)
def test_what_the_system_refuses_is_told_in_our_words(folder, monkeypatch, number, sentence):
    def fail(*_arguments, **_more):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "read_bytes", fail)
    with override("fr"):
        reasons = [row["reason"] for row in load_explainers(folder).refused]

    assert [sentence in told.replace("\u00a0", " ") for told in reasons] == [True] * len(reasons) != []
    assert not [told for told in reasons if os.strerror(number) in told]


def test_address_of_a_page_that_no_file_made_is_left_to_it(folder):
    index = ExplainerIndexPage.objects.get()
    index.add_child(
        instance=ExplainerPage(
            title="À nous", slug="un-commun", one_sentence="Ici.", body=[("text", RichText("<p>Ici.</p>"))]
        )
    )

    report = load_explainers(folder)

    assert sources(report.refused) == ["un-commun.md"]
    assert ExplainerPage.objects.get(slug="un-commun").title == "À nous"


def test_file_that_is_gone_is_reported_and_its_page_stays(folder):
    load_explainers(folder)
    (folder / "un-commun.md").unlink()

    report = load_explainers(folder)

    assert sources(report.warnings) == ["un-commun.md"]
    assert ExplainerPage.objects.get(slug="un-commun").live


def test_file_renamed_keeps_its_page_and_is_reported(folder):
    load_explainers(folder)
    (folder / "un-commun.md").rename(folder / "le-commun.md")

    report = load_explainers(folder)

    assert counts(report) == (0, 0, 4)
    assert report.warnings == [
        {
            "source": "le-commun.md",
            "reason": "Il s’appelait «\u00a0explainers/un-commun.md\u00a0»\u00a0; la page est la même.",
        }
    ]


def test_command_says_what_it_did(folder, capsys):
    call_command("load_explainers", folder)

    assert capsys.readouterr().out == (
        "Textes lus\u00a0: 4. Créés\u00a0: 3\u00a0; mis à jour\u00a0: 1\u00a0; inchangés\u00a0: 0. "
        "Refusés\u00a0: 0. Avertissements\u00a0: 0.\n"
    )


def test_command_says_that_a_folder_is_missing(db, tmp_path):
    with pytest.raises(CommandError, match="Il n’y a pas de dossier"):
        call_command("load_explainers", tmp_path / "nowhere")
