"""Where a guide comes from and what was made of it: both ways, for anybody, and nothing that is not public."""

from __future__ import annotations

import itertools

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import PageViewRestriction

from commons.guides.models import GuidePage
from commons.library.domain.going_public import refresh
from commons.library.models import MediaItem
from commons.lineage.domain.rules import lineage_problems
from commons.lineage.models import Derivation
from commons.lineage.queries import _tree, lineage_of
from licences.records.sources import source_row
from search.publishing import NotPublishable
from tests.committed import committed
from tests.factories.guides import make_draft, make_guide
from tests.factories.media import make_picture
from tests.factories.pages import home_page
from tests.wiki.history.test_page_history import read, words, write
from web.page_cache.generation import invalidate_pages

pytestmark = pytest.mark.django_db


def made_from(*pages, kind="adaptation"):
    return [
        source_row(
            title=page.title, authors="Jeanne", url=page.full_url, licence=page.licence, kind=kind,
            item=f"guide:{page.pk}", version="1", dated="2026-03-14",
        )
        for page in pages
    ]  # fmt: skip


def adapted(title, *pages, **fields):
    values = {"slug": title.lower().replace(" ", "-"), "changes": "Raccourcie", "sources": made_from(*pages)}
    return make_guide(title, **values | fields)


def drawn(branches):
    return [(branch.item.title, branch.kind, drawn(branch.branches)) for branch in branches]


def count_of(branches):
    return sum(1 + count_of(branch.branches) for branch in branches)


def tree_of(item):
    found = lineage_of(item)
    return drawn(found.origins), drawn(found.derived)


def tree(page):
    return tree_of(f"guide:{page.pk}")


def test_lineage_is_told_both_ways():
    root = make_guide("Racine", slug="racine")
    middle = adapted("Milieu", root)
    leaf = adapted("Feuille", middle, root)
    english = make_guide("Leaf", slug="leaf", language="en", translation_of=leaf)
    assert tree(middle) == (
        [("Racine", "adaptation", [])],
        [("Feuille", "adaptation", [("Leaf", "translation", [])])],
    )
    # An adaptation of an adaptation names both: it stands below the nearer one.
    assert tree(root) == ([], [("Milieu", "adaptation", [("Feuille", "adaptation", [("Leaf", "translation", [])])])])
    assert tree(english) == (
        [("Feuille", "translation", [("Milieu", "adaptation", [("Racine", "adaptation", [])])])],
        [],
    )


def test_what_is_not_public_is_in_no_lineage(client):
    root = make_guide("Racine", slug="racine")
    restricted = adapted("Affaire secrète", root)
    adapted("Affaire suivante", restricted, root)
    withdrawn = adapted("Affaire retirée", root)
    make_draft("Affaire en brouillon", sources=made_from(root), changes="Autre")
    child = adapted("Enfant", root)
    write_unpublished(child, title="Affaire cachée")
    withdrawn.unpublish()
    PageViewRestriction.objects.create(page=restricted, restriction_type=PageViewRestriction.LOGIN)
    assert tree(root) == ([], [("Affaire suivante", "adaptation", []), ("Enfant", "adaptation", [])])
    committed()
    for below in ("", "adaptations/"):
        page = words(read(client, f"{root.url}{below}").select_one("main"))
        assert "2 adaptations" in page
        for title in ("secrète", "retirée", "brouillon", "cachée"):
            assert title not in page


def write_unpublished(page, **fields):
    page = GuidePage.objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision(clean=False)


def test_page_that_is_drawn_once_for_all_follows_its_relatives(client):
    root = make_guide("Racine", slug="racine")

    def told():
        committed()
        found = read(client, root.url).select_one(".lineage")
        return [words(one) for one in found.select("a[href^='/guides/']")] if found else []

    assert told() == []
    child = adapted("Enfant", root)
    assert told()[0] == "Enfant"
    grandchild = adapted("Petit enfant", child)
    assert told()[:2] == ["Enfant", "Petit enfant"]
    write(grandchild, title="Petite")
    assert told()[:2] == ["Enfant", "Petite"]
    GuidePage.objects.get(pk=grandchild.pk).unpublish()
    assert "Petite" not in told()
    GuidePage.objects.get(pk=grandchild.pk).get_latest_revision().publish()
    assert told()[:2] == ["Enfant", "Petite"]
    GuidePage.objects.get(pk=child.pk).delete()
    assert told() == []


def test_original_that_is_withdrawn_is_told_without_its_title_and_stays_credited(client):
    root = make_guide("Racine", slug="racine")
    middle = adapted("Milieu", root)
    root.unpublish()
    committed()
    lineage = words(read(client, middle.url).select_one(".lineage"))
    assert "une page qui n’est plus publique ici" in lineage
    assert "Jeanne · CC BY-SA 4.0 · version du 14 mars 2026" in lineage
    assert "Racine" not in lineage
    assert "Jeanne" in words(read(client, middle.url).select_one("#licence-boite"))


def test_work_from_elsewhere_is_an_origin_too(client):
    elsewhere = source_row(title="Balades", authors="Zoé", url="https://example.org/balades", licence="cc-by-4.0")
    guide = make_guide("La rue", slug="rue", sources=[elsewhere], changes="Raccourcie")
    lineage = read(client, guide.url).select_one(".lineage")
    assert words(lineage.select_one("li")) == "Adaptée de Balades Zoé · CC BY 4.0"
    assert lineage.select_one("li a")["href"] == "https://example.org/balades"
    assert not Derivation.objects.exists()


def test_page_without_relatives_says_nothing_of_them(client):
    guide = make_guide("Seule", slug="seule")
    assert read(client, guide.url).select_one(".lineage") is None
    assert "Pas encore de parenté" in words(read(client, f"{guide.url}adaptations/").select_one("main"))


def test_nothing_is_made_from_what_is_made_from_it():
    root = make_guide("Racine", slug="racine")
    middle = adapted("Milieu", root)
    leaf = adapted("Feuille", middle)
    for source in (root, middle, leaf):
        root.sources = made_from(source)
        problem = (
            f"«\xa0{source.title}\xa0» vient elle-même de cette page\xa0: l’une des deux est l’original. Retirez-la."
        )
        assert lineage_problems(root)["sources"] == [problem]
    root.changes = "Raccourcie"
    revision = root.save_revision(clean=False)
    with pytest.raises(NotPublishable):
        root.publish(revision)
    assert tree(root) == ([], [("Milieu", "adaptation", [("Feuille", "adaptation", [])])])


def test_circle_that_two_people_closed_at_once_is_drawn_all_the_same():
    one = make_guide("Une", slug="une")
    two = adapted("Deux", one)
    Derivation.objects.create(item=f"guide:{one.pk}", source=f"guide:{two.pk}", kind="adaptation")
    assert tree(one) == ([("Deux", "adaptation", [])], [("Deux", "adaptation", [])])


def test_item_that_several_lead_to_has_its_own_once_and_says_so_elsewhere(client):
    root = make_guide("Racine", slug="racine")
    one, two = adapted("Une", root), adapted("Deux", root)
    both = adapted("Les deux", one, two)
    adapted("Suite", both)

    assert tree(root)[1] == [
        ("Une", "adaptation", [("Les deux", "adaptation", [("Suite", "adaptation", [])])]),
        ("Deux", "adaptation", [("Les deux", "adaptation", [])]),
    ]
    told = words(read(client, f"{root.url}adaptations/").select_one("main"))
    assert told.count("la suite figure ailleurs dans cette liste") == 1


def test_lineage_has_no_more_branches_than_there_are_adaptations():
    generations = [[f"guide:{10 * depth + number}" for number in range(1, 5)] for depth in range(6)]
    edges = {
        item: dict.fromkeys(below, "adaptation")
        for above, below in itertools.pairwise([["guide:0"], *generations])
        for item in above
    }
    public = {item: item for generation in generations for item in generation}

    assert count_of(_tree("guide:0", edges, public)) == 4 + 5 * 16


@pytest.mark.parametrize("count", [1, 3])
def test_lineage_asks_the_same_however_many_relatives(django_assert_num_queries, count):
    root = make_guide("Racine", slug="racine")
    for number in range(count):
        adapted(f"Enfant {number}", root)
    with django_assert_num_queries(4):
        # One a generation, and those of one call to the provider of guides.
        assert len(lineage_of(f"guide:{root.pk}").derived) == count


def test_item_without_relatives_costs_one_query(django_assert_num_queries):
    guide = make_guide("Seule", slug="seule")
    with django_assert_num_queries(1):
        lineage_of(f"guide:{guide.pk}")


def test_index_follows_what_the_public_version_says():
    root, other = make_guide("Racine", slug="racine"), make_guide("Autre", slug="autre")
    leaf = adapted("Feuille", root)
    write(leaf, sources=made_from(other, kind="excerpt"))
    rows = Derivation.objects.values_list("item", "source", "kind")
    assert list(rows) == [(f"guide:{leaf.pk}", f"guide:{other.pk}", "excerpt")]
    write_unpublished(leaf, sources=made_from(root))
    assert list(rows.all()) == [(f"guide:{leaf.pk}", f"guide:{other.pk}", "excerpt")]
    Derivation.objects.all().delete()
    call_command("read_lineage")
    assert list(rows.all()) == [(f"guide:{leaf.pk}", f"guide:{other.pk}", "excerpt")]
    GuidePage.objects.get(pk=leaf.pk).delete()
    assert not rows.all().exists()


def test_media_item_tells_what_was_made_of_it_and_follows_what_its_record_says(client):
    home_page()
    first, second = (make_picture(title) for title in ("Le marché", "Le marché, en gris"))
    for row in (first, second):
        MediaItem.objects.filter(pk=row.media_item.pk).update(offered_at=timezone.now())
        refresh([row.media_item.pk])
    second.sources = [source_row(title="Le marché", licence="cc-by-4.0", item=f"media:{first.media_item.pk}")]
    second.save()
    assert tree_of(f"media:{first.media_item.pk}") == ([], [("Le marché, en gris", "adaptation", [])])
    committed()
    page = read(client, first.media_item.get_absolute_url())
    assert "1 adaptation" in words(page.select_one(".lineage"))
    MediaItem.objects.filter(pk=second.media_item.pk).update(is_public=False)
    committed()
    guide = make_guide("Au marché", slug="au-marche", changes="Recadrée", sources=second.sources)
    committed()
    assert "Le marché" in words(read(client, guide.url).select_one(".lineage"))
    MediaItem.objects.filter(pk=first.media_item.pk).update(is_public=False)
    invalidate_pages()
    assert "Le marché" not in words(read(client, guide.url).select_one(".lineage"))
    second.sources = []
    second.save()
    assert tree_of(f"media:{second.media_item.pk}") == ([], [])
