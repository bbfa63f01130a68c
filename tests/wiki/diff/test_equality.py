"""A form that was opened and sent back untouched has changed nothing, whatever it holds."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import PageLogEntry, Revision
from wagtail.rich_text import RichText

from commons.guides.models import GuidePage
from commons.library.models import Theme
from community.models import AssociationIndexPage, Membership, User
from community.models.association import AssociationLink
from home.models import HomePage, PlainPage
from licences.explainers.models import ExplainedLicence, ExplainerIndexPage, ExplainerPage
from tests.factories.associations import AssociationFactory
from tests.factories.guides import kit_file, make_draft, make_theme, material, section, step
from tests.factories.media import make_file, make_picture
from tests.factories.pages import guide_index, home_page
from tests.wiki import posted
from wiki.diff.equality import form_has_changed, says_the_same
from wiki.forms.fields import SteadyBlockField

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
RICH = (
    "<h3>Avant</h3><p>Deux <b>rectangles</b> &amp; <i>un</i> fil, <a href='https://example.org/'>ici</a></p>"
    "<p><i>un <b>deux</b> et <code>trois</code> mots</i></p>"
    "<ul><li>un</li><li>deux</li></ul><blockquote>Dit-on.</blockquote><pre>a &lt; b</pre><hr/>"
)
SOURCE = {
    "title": "La halle",
    "authors": "Awa",
    "url": "https://example.org/h",
    "licence": "cc-by-4.0",
    "kind": "excerpt",
    "item": "",
}


@pytest.fixture(autouse=True)
def person(client):
    home_page()
    person = User.objects.create_superuser("admin@example.org", "pas-si-secret", display_name="Admin")
    client.force_login(person, backend=BACKEND)
    return person


def whole_guide():
    picture, plan = make_picture(), make_file()
    association = AssociationFactory(name="Les Amis du sentier")
    return make_draft(
        themes=[make_theme()], tags=["été", "Carte", "à pied, loin"], association=association, cover=picture,
        summary="Une sortie,\r\npuis un tracé. ", questions=["Où est-on ?"], key_points=["La carte ment.", "On y va."],
        cost="12.50", cost_note="le papier", internet="none", remote="no", age_min=8, age_max=99, facilitators=2,
        facilitation_level=1, stated_minutes=90, preparation_minutes=15, version="1.0", tested_on=date(2026, 5, 4),
        help_wanted=["review"], year=2025, changes="traduit", source_url="https://example.org/carte",
        sources=[SOURCE], go_live_at=datetime(2031, 5, 4, 12, 30, 15, tzinfo=UTC),
        credits=[{"name": "Awa Diallo ", "role": "author", "url": ""}, {"name": "Thu", "role": "translator", "url": "https://t.example.org/"}],
        materials=[material("feuille", quantity="200", note="A4"), material("colle", quantity="2.50", per="group", group_size=4, url="https://example.org/colle"), material("eau")],
        steps=[step("Sortir", text=RICH + f'<embed embedtype="image" format="fullwidth" id="{picture.pk}" alt="Un marché"/>', note="<p>Doucement.</p>", files=[plan, plan]), step("Fin", minutes=None, text="")],
        sections=[section(), section("other", title="Chez nous", text=RICH)],
        files=[kit_file(plan, copies="30", two_sided=True), kit_file(plan, role="project")],
    )  # fmt: skip


def whole_explainer():
    index = ExplainerIndexPage.objects.get()
    table = {
        "columns": [{"type": "text", "heading": "Signe"}, {"type": "text", "heading": "Sens"}],
        "rows": [{"values": ["<p>BY</p>", "<p>dire <b>qui</b></p>"]}],
        "caption": "Les signes",
    }
    page = ExplainerPage(
        title="Attribution", one_sentence="Dire qui.", level=2, position=3, live=False, credits=[],
        body=json.dumps([{"type": "text", "value": RICH}, {"type": "note", "value": "<p>Note</p>"}, {"type": "table", "value": table}]),
        tries=[("link", {"label": "Essayer", "url": "/licences/"})],
        quiz=[("question", {"question": "Qui ?", "answers": [{"text": "Awa", "right": True, "why": "oui"}, {"text": "Personne", "right": False, "why": "non"}]})],
    )  # fmt: skip
    page.explained = [ExplainedLicence(licence="cc-by-4.0"), ExplainedLicence(licence="cc-by-sa-2.0-fr")]
    index.add_child(instance=page)
    page.save_revision(clean=False)
    return page


def whole_association():
    page = AssociationFactory()
    page.description = RICH
    page.territory = "Plougastel"
    page.logo = make_picture()
    page.links = [AssociationLink(label="Site", url="https://example.org")]
    page.memberships = [Membership(user=User.objects.get(), role="coordinator")]
    page.save_revision()
    return page


def whole_home():
    page = HomePage.objects.get()
    page.doors = [("door", {"title": "Animer", "text": "Une fiche", "url": "/guides/"})]
    page.example_searches = "cartes\nzines"
    page.save_revision()
    return page


def whole_plain_page():
    page = PlainPage(title="À propos", slug="a-propos", body=RICH, one_sentence="Qui nous sommes.", in_footer=True)
    HomePage.objects.get().add_child(instance=page)
    return page


def whole_path():
    explainer = whole_explainer()
    page = ExplainerIndexPage.objects.get()
    page.path_steps = [("step", explainer)]
    page.save_revision()
    return page


def introduced(model):
    page = model.objects.get()
    page.introduction = "Bonjour.\nEntrez."
    page.save_revision()
    return page


PAGES = {
    "guide": whole_guide,
    "guide with a title alone": lambda: make_draft(steps=[], one_sentence="", objectives=[], audience=[], credits=[], licence="", group_min=None, difficulty=None),
    "explainer": whole_explainer,
    "association": whole_association,
    "home": whole_home,
    "plain page": whole_plain_page,
    "learning path": whole_path,
    "guides": lambda: introduced(type(guide_index())),
    "associations": lambda: introduced(AssociationIndexPage),
}  # fmt: skip


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def sent_back(client, page, person):
    """The form of a page, filled with what its own editing form showed."""
    shown = client.get(edit_url(page))
    form = shown.context["form"]
    return type(form)(
        posted.of_page(shown), {}, instance=page.get_latest_revision_as_object(), parent_page=page.get_parent().specific,
        for_user=person,
    )  # fmt: skip


@pytest.mark.parametrize("make", PAGES.values(), ids=PAGES)
def test_page_that_nobody_touched_has_not_changed(client, person, make):
    form = sent_back(client, make(), person)

    form.defer_required_fields()
    assert form.is_valid(), form.errors
    assert form.changed_data == []
    assert not form_has_changed(form)


VOLATILE = (
    "latest_revision_created_at",
    "last_published_at",
    "draft_title",
    "latest_revision",
    "has_unpublished_changes",
)


def content_of(page):
    content = dict(Revision.objects.for_instance(page).order_by("pk").last().content)
    return {name: value for name, value in content.items() if name not in VOLATILE}


@pytest.mark.parametrize("make", PAGES.values(), ids=PAGES)
def test_page_saved_again_untouched_stores_the_very_same(client, make):
    page = make()
    client.post(edit_url(page), posted.of_page(client.get(edit_url(page))))
    before = content_of(page)

    client.post(edit_url(page), posted.of_page(client.get(edit_url(page))))

    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.edit").count() == 2
    assert content_of(page) == before


FILES = {
    "picture": ("wagtailimages:edit", lambda: make_picture(sources=[SOURCE], year=2024, tags=["port"], focal_point_x=3, focal_point_y=4, focal_point_width=5, focal_point_height=6)),
    "file": ("wagtaildocs:edit", lambda: make_file(changes="coupé")),
}  # fmt: skip


@pytest.mark.parametrize(("name", "make"), FILES.values(), ids=FILES)
def test_file_that_nobody_touched_has_not_changed(client, person, name, make):
    item = make()
    shown = client.get(reverse(name, args=[item.pk]))
    post = posted.of_page(shown)

    form = type(shown.context["form"])(post, {}, instance=type(item).objects.get(pk=item.pk), user=person)

    assert form.is_valid(), form.errors
    assert form.changed_data == []


def test_theme_that_nobody_touched_has_not_changed(client):
    theme = make_theme(description_fr="Se situer.")
    shown = client.get(reverse("wagtailsnippets_library_theme:edit", args=[theme.pk]))

    form = type(shown.context["form"])(posted.of_page(shown), {}, instance=Theme.objects.get())

    assert form.is_valid(), form.errors
    assert form.changed_data == []


@pytest.mark.parametrize(
    ("name", "value"), [("links-0-label", "Forge"), ("links-0-DELETE", "1"), ("memberships-0-role", "member")]
)
def test_a_row_of_a_draft_that_was_changed_is_seen(client, person, name, value):
    page = whole_association()
    shown = client.get(edit_url(page))
    post = posted.of_page(shown)
    post[name] = value
    form = type(shown.context["form"])(
        post, {}, instance=page.get_latest_revision_as_object(), parent_page=page.get_parent().specific, for_user=person
    )

    assert form.is_valid(), form.errors
    assert form_has_changed(form)


def test_a_word_changed_deep_inside_is_seen(client, person):
    guide = whole_guide()
    shown = client.get(edit_url(guide))
    for name, value in {
        "materials-0-value-quantity": "201",
        "materials-0-value-name": "feuilles",
        "steps-0-value-files-count": "1",
        "sections-0-value-kind": "preparation",
        "files-0-value-copies": "31",
        "materials-0-deleted": "1",
    }.items():
        post = posted.of_page(shown)
        post[name] = value
        form = type(shown.context["form"])(
            post, {}, instance=guide.get_latest_revision_as_object(), parent_page=guide_index(), for_user=person
        )
        assert form.changed_data == [name.split("-")[0]], name


# Every block that a page of this site is made of.
STREAMS = [
    field
    for model in (GuidePage, ExplainerPage, ExplainerIndexPage, HomePage)
    for field in model._meta.fields
    if hasattr(field, "stream_block")
]
words = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=12)
EXAMPLES = {
    "CharBlock": words,
    "TextBlock": words,
    "URLBlock": st.sampled_from(["", "https://example.org/", "http://example.org/à?b=c&d"]),
    "DecimalBlock": st.none() | st.decimals(0, 9_999_999, places=2).map(str) | st.integers(0, 999).map(str),
    "IntegerBlock": st.none() | st.integers(1, 1000),
    "BooleanBlock": st.booleans(),
    "RichTextBlock": words.map(lambda text: "" if not text.strip() else f"<p>{text.replace('&', '&amp;').replace('<', '&lt;')}</p>"),
}  # fmt: skip


def stored(block):
    """A strategy of values as the database holds them."""
    if hasattr(block, "child_blocks") and type(block).__name__.startswith("Stream"):
        rows = [st.fixed_dictionaries({"type": st.just(name), "value": stored(child)}) for name, child in block.child_blocks.items()]  # fmt: skip
        return st.lists(st.one_of(rows), max_size=3)
    if hasattr(block, "child_block"):
        return st.lists(stored(block.child_block), max_size=3)
    if type(block).__name__ == "TableBlock":
        rows = st.lists(st.fixed_dictionaries({"values": st.tuples(EXAMPLES["RichTextBlock"]).map(list)}), max_size=3)
        return st.builds(lambda rows, caption: {"columns": [{"type": "text", "heading": "a"}], "rows": rows, "caption": caption}, rows, words)  # fmt: skip
    if hasattr(block, "child_blocks"):
        # A block written before one of its parts existed lacks that part.
        parts = {name: stored(child) for name, child in block.child_blocks.items()}
        return st.fixed_dictionaries({}, optional=parts)
    if hasattr(block.field, "choices") and not hasattr(block, "model_class"):
        return st.sampled_from([key for key, _label in block.field.choices if key])
    return st.none() if hasattr(block, "model_class") else EXAMPLES[type(block).__name__]


@pytest.mark.parametrize("field", STREAMS, ids=lambda field: f"{field.model.__name__}.{field.name}")
@given(data=st.data())
def test_block_sent_back_as_it_was_shown_says_the_same(field, data):
    block = field.stream_block
    value = field.to_python(json.dumps(data.draw(stored(block))))
    post = posted.as_querydict(posted.of_block(block, value, "it"))

    back = block.value_from_datadict(post, {}, "it")

    assert says_the_same(block, value, back)


def test_every_stream_of_the_site_has_the_field_that_compares(client):
    form = client.get(edit_url(whole_guide())).context["form"]

    assert [type(form.fields[name]) for name in ("materials", "steps", "sections", "files")] == [SteadyBlockField] * 4
    assert RichText("<p>a</p>") != RichText('<p data-block-key="x">a</p>')
