"""An original that went on: who is told, what stands side by side, what is taken over and what is left."""

from __future__ import annotations

import pytest
from django.utils.timezone import localdate
from wagtail.models import PageViewRestriction

from commons.guides.models import GuidePage
from commons.lineage.domain.comparing import changed_since, compare
from commons.lineage.models import Looked
from licences.records.sources import source_row
from tests.committed import committed
from tests.factories.guides import make_guide, step
from tests.factories.people import PersonFactory
from tests.wiki.history.test_page_history import read, words, write
from wiki import limits
from wiki.domain.hiding import hide_version
from wiki.models import Proposal, Version

pytestmark = pytest.mark.django_db
JEANNE = {"name": "Jeanne", "role": "author", "url": ""}


@pytest.fixture(scope="module")
def made(shared_database):
    with shared_database():
        guide = make_guide("La carte", slug="carte", credits=[JEANNE], steps=[step("Accueil"), step("Départ")])
        pks = guide.pk, adapted_from(guide).pk
        committed()
        yield pks


@pytest.fixture
def original(made, db):
    return GuidePage.objects.get(pk=made[0])


@pytest.fixture
def adaptation(made, db):
    return GuidePage.objects.get(pk=made[1])


def adapted_from(original):
    source = source_row(
        title="La carte", authors="Jeanne", url=original.full_url, licence="cc-by-sa-4.0", item=f"guide:{original.pk}",
        version="1", dated="2026-03-14",
    )  # fmt: skip
    copy = make_guide(
        "La carte des enfants", slug="enfants", sources=[source], changes="Pour six ans", steps=[step("X")]
    )
    # As a copy has them: the rows of the original, with their ids.
    return write(copy, is_minor=True, steps=steps_of(original), changes="Pour des enfants")


def steps_of(guide, *changes):
    """The steps of a guide as they are stored, with the texts of some changed."""
    rows = [{**row, "value": dict(row["value"])} for row in guide.steps.raw_data]
    for number, text in changes:
        rows[number]["value"]["text"] = text
    return guide.steps.stream_block.to_python(rows)


def changed(original, **fields):
    values = {"steps": steps_of(original, (0, "<p>On se salue.</p>"), (1, "<p>On part à trois.</p>"))}
    return write(original, **values | fields)


def form(client, page):
    """The form of the page beside its original: what it sends untouched, and the name of each choice."""
    drawn = read(client, f"{page.url}original/").select_one("main form")
    fields = {
        one["name"]: one["value"] for one in drawn.select("input[type=hidden]") if one["name"] != "csrfmiddlewaretoken"
    }
    places = [words(one) for one in drawn.select("legend")]
    names = [one.select_one("input[type=radio]")["name"] for one in drawn.select("fieldset")]
    return fields, dict(zip(places, names, strict=True))


def texts(page):
    return [block.value["text"].source for block in GuidePage.objects.get(pk=page.pk).steps]


def test_nothing_is_told_while_the_original_stays(client, adaptation):
    committed()
    assert "depuis" not in words(read(client, adaptation.url).select_one(".lineage"))
    told = words(read(client, f"{adaptation.url}original/").select_one("main"))
    assert "Rien à reprendre" in told
    assert "Cette page suit la version la plus récente" in told


def test_readers_are_told_discreetly_and_whoever_may_change_it_plainly(client, log_in, original, adaptation):
    changed(original)
    committed()
    page = read(client, adaptation.url)
    assert "L’original a changé 1 fois depuis." in words(page.select_one(".lineage"))
    assert not page.select(f'.message a[href="{adaptation.url}original/"]')
    log_in("editor")
    assert len(read(client, adaptation.url).select(f'.message a[href="{adaptation.url}original/"]')) == 1


def test_one_of_two_passages_is_taken_over_with_its_authors_and_its_version(client, log_in, original, adaptation):
    malo = {"name": "Malo", "role": "author", "url": ""}
    changed(
        original, credits=[JEANNE, malo], sources=[source_row(title="Le guide", authors="Zoé", licence="cc-by-4.0")]
    )
    committed()
    editor = log_in("editor", display_name="Awa")
    fields, choices = form(client, adaptation)
    assert list(choices) == ["Étape 1, Accueil, Consigne", "Étape 2, Départ, Consigne"]
    beside = read(client, f"{adaptation.url}original/").select("fieldset")[1].select(".collision__text")
    assert [words(one) for one in beside] == [
        "On se présente.", "[supprimé : On se présente. ] [ajouté : On part à trois. ]",
    ]  # fmt: skip

    answer = client.post(
        f"{adaptation.url}original/",
        {
            **fields,
            choices["Étape 1, Accueil, Consigne"]: "mine",
            choices["Étape 2, Départ, Consigne"]: "theirs",
            "do": "take",
        },
    )

    assert (answer.status_code, answer["location"]) == (302, adaptation.url)
    assert texts(adaptation) == ["<p>On se présente.</p>", "<p>On part à trois.</p>"]
    now = GuidePage.objects.get(pk=adaptation.pk)
    newest = Version.objects.get(page=original.pk, number=2)
    assert [(row["title"], row["authors"], row.get("version"), row.get("dated")) for row in now.sources] == [
        ("La carte", "Jeanne, Malo", "2", localdate(newest.at).isoformat()),
        ("Le guide", "Zoé", None, None),
    ]
    assert (now.title, now.changes) == ("La carte des enfants", "Pour des enfants")
    version = Version.objects.filter(page=adaptation.pk).order_by("-number").first()
    assert (version.user, version.summary.startswith("Repris de «\xa0La carte\xa0», version du ")) == (editor, True)
    assert not changed_since(now, [f"guide:{original.pk}"])[f"guide:{original.pk}"].is_behind


def test_whoever_leaves_it_is_told_again_only_when_it_changes_again(client, log_in, original, adaptation):
    changed(original)
    committed()
    editor = log_in("editor")
    fields, _choices = form(client, adaptation)
    client.post(f"{adaptation.url}original/", {**fields, "do": "leave"})
    told = f'.message a[href="{adaptation.url}original/"]'
    assert not read(client, adaptation.url).select(told)
    assert Looked.objects.get(user=editor).version == 2
    assert Version.objects.filter(page=adaptation.pk).count() == 2
    changed(original, one_sentence="Encore autre chose")
    committed()
    assert read(client, adaptation.url).select(told)
    assert len(form(client, adaptation)[1]) == 3


def test_what_somebody_changed_meanwhile_is_not_lost(client, log_in, original, adaptation):
    changed(original)
    committed()
    log_in("editor")
    fields, choices = form(client, adaptation)
    write(adaptation, one_sentence="Pour les petites mains", steps=steps_of(adaptation, (0, "<p>Bonjour.</p>")))
    client.post(f"{adaptation.url}original/", {**fields, choices["Étape 2, Départ, Consigne"]: "theirs", "do": "take"})
    assert texts(adaptation) == ["<p>Bonjour.</p>", "<p>On part à trois.</p>"]
    assert GuidePage.objects.get(pk=adaptation.pk).one_sentence == "Pour les petites mains"


def test_same_passage_changed_meanwhile_is_asked_again(client, log_in, original, adaptation):
    changed(original)
    committed()
    log_in("editor")
    fields, choices = form(client, adaptation)
    write(adaptation, steps=steps_of(adaptation, (1, "<p>À nous.</p>")))
    answer = client.post(
        f"{adaptation.url}original/", {**fields, choices["Étape 2, Départ, Consigne"]: "theirs", "do": "take"}
    )
    assert answer.status_code == 409
    assert texts(adaptation) == ["<p>On se présente.</p>", "<p>À nous.</p>"]


def test_original_that_changed_its_licence_gives_nothing_that_it_no_longer_allows(client, log_in, original, adaptation):
    changed(original, licence="cc-by-nd-4.0")
    committed()
    log_in("editor")
    fields, choices = form(client, adaptation)
    answer = client.post(
        f"{adaptation.url}original/", {**fields, choices["Étape 2, Départ, Consigne"]: "theirs", "do": "take"}
    )
    assert answer.status_code == 422
    assert "CC BY-ND 4.0" in answer.content.decode()
    assert texts(adaptation) == ["<p>On se présente.</p>", "<p>On se présente.</p>"]


def test_somebody_who_may_not_change_it_proposes_and_a_visitor_only_reads(client, log_in, original, adaptation):
    changed(original)
    committed()
    page = read(client, f"{adaptation.url}original/")
    assert not page.select("main input[type=radio], main button")
    assert client.post(f"{adaptation.url}original/", {"do": "take"})["location"].startswith("/compte/login/")
    person = log_in("newcomer")
    fields, choices = form(client, adaptation)
    answer = client.post(
        f"{adaptation.url}original/", {**fields, choices["Étape 2, Départ, Consigne"]: "theirs", "do": "take"}
    )
    proposal = Proposal.objects.get()
    assert (answer.status_code, proposal.author) == (302, person)
    assert sorted(proposal.after) == ["sources", "steps"]
    assert texts(adaptation) == ["<p>On se présente.</p>", "<p>On se présente.</p>"]


def test_original_that_this_reader_may_not_read_is_not_shown(client, original, adaptation):
    changed(original, one_sentence="Un secret de sardine")
    PageViewRestriction.objects.create(page=original, restriction_type=PageViewRestriction.LOGIN)
    committed()
    for below in ("", "original/"):
        page = client.get(f"{adaptation.url}{below}", headers={"accept-language": "fr"}).content.decode()
        assert "sardine" not in page
        assert "depuis" not in page
    assert "Rien à comparer" in page


def test_hidden_version_of_an_original_is_not_compared(client, original, adaptation):
    changed(original)
    Version.objects.filter(page=original.pk, number=1).update(hidden_at="2026-03-14T12:00Z", hidden_reason="Un nom")
    committed()
    assert "Rien à comparer" in words(read(client, f"{adaptation.url}original/").select_one("main"))


def test_changed_passages_are_found_by_what_was_remembered(original, adaptation):
    changed(original)
    found = compare(adaptation, f"guide:{original.pk}")
    assert (found.follows.number, found.newest.number) == (1, 2)
    assert [each.path[0] for each in found.merged.collisions] == ["steps", "steps"]


def test_hidden_version_is_drawn_for_nobody(client, log_in, original, adaptation, monkeypatch):
    changed(original)
    write(adaptation, steps=steps_of(adaptation, (0, "<p>Appelez le 0612345678.</p>")))
    written = Version.objects.filter(page=adaptation.pk).order_by("-number").first()
    write(adaptation, steps=steps_of(adaptation, (0, "<p>On chante.</p>")))
    hide_version(written, by=PersonFactory(groups=["steward"]), reason="Un numéro de téléphone")
    monkeypatch.setattr(limits, "may_propose", lambda _request: False)
    log_in("newcomer")

    chosen = {"base": str(written.revision_id), "choice-zzz": "theirs", "do": "take"}
    answer = client.post(f"{adaptation.url}original/", chosen)

    assert (answer.status_code, "chante" in answer.content.decode()) == (429, True)
    assert "0612345678" not in answer.content.decode()
