"""Two people save the same thing at the same moment: nobody reads an error, and nobody loses what was typed.

Between the moment when a form is found valid and the moment when it is saved, somebody else saves the same.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import connection, connections
from django.test import Client
from django.urls import reverse
from django.utils.module_loading import import_string
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from commons.guides.domain.import_guides import Options, import_guides
from commons.guides.models import GuidePage
from commons.library.models import Tag
from community.domain.associations import add_member
from community.models import Membership
from home.models import PlainPage
from importing.models import ImportRecord
from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_draft, make_theme
from tests.factories.pages import guide_index, home_page
from tests.factories.people import PASSWORD, PersonFactory
from tests.wiki.posted import of_page
from web.concurrency.middleware import MOST_TIMES

THEME = {"name_fr": "Jardin", "name_en": "Garden", "slug": "jardin", "palette": "maps", "position": "0"}
PERSON = {"email": "awa@example.org", "display_name": "Awa en double", "language": "fr"}
GENERIC = "wagtail.admin.views.generic.models."


@pytest.fixture
def steward(client, db):
    somebody = PersonFactory(groups=["steward"])
    somebody.is_superuser = True
    somebody.save()
    client.force_login(somebody)
    client.raise_request_exception = False
    return somebody


@pytest.fixture
def meanwhile(monkeypatch):
    """Have something done once, just before the method `name` of a view."""

    def arrange(name, act):
        owner, _, method = name.rpartition(".")
        view, left = import_string(owner), [act]
        original = getattr(view, method)

        def after_it(self, *arguments, **more):
            while left:
                left.pop()()
            return original(self, *arguments, **more)

        monkeypatch.setattr(view, method, after_it)

    return arrange


def add_form(client, address):
    """What a browser sends from the form at this address, untouched."""
    return of_page(client.get(address)).dict()


def test_two_guides_begun_under_one_title_at_once(client, steward, meanwhile):
    address = reverse("wagtailadmin_pages:add", args=["guides", "guidepage", guide_index().pk])
    posted = add_form(client, address) | {"title": "Griller la sardine", "slug": "griller-la-sardine"}
    meanwhile("wiki.admin.pages.PageCreateView.form_valid", lambda: make_draft("Autre", slug="griller-la-sardine"))

    assert client.post(address, posted).status_code == 302

    assert dict(GuidePage.objects.values_list("title", "slug")) == {
        "Autre": "griller-la-sardine",
        "Griller la sardine": "griller-la-sardine-2",
    }


def test_page_of_text_that_takes_the_address_of_another_at_once(client, steward, meanwhile):
    page = home_page().add_child(instance=PlainPage(title="À propos", slug="a-propos", body="<p>Nous.</p>"))
    page.save_revision().publish()
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    posted = add_form(client, address) | {"slug": "qui", "title": "Tout autre", "action-publish": "action-publish"}
    meanwhile(
        "wiki.admin.pages.PageEditView.form_valid",
        lambda: home_page().add_child(instance=PlainPage(title="Qui", slug="qui", body="<p>Eux.</p>")),
    )
    response = client.post(address, posted)
    assert (response.status_code, list(response.context["form"].errors)) == (200, ["slug"])
    assert 'value="Tout autre"' in response.content.decode()
    assert PlainPage.objects.filter(slug="qui").count() == 1


ROWS = {
    "theme": ("wagtailsnippets_library_theme:add", THEME, "slug", lambda: make_theme("jardin")),
    "tag": ("wagtailsnippets_library_tag:add", {"name": "Été"}, "name",
            lambda: Tag.objects.create(name="ete")),
    "person": ("wagtailusers_users:add", PERSON, "", lambda: PersonFactory(email="AWA@example.org")),
    "redirect": ("wagtailredirects:add", {"old_path": "/avant", "redirect_link": "https://example.org/", "is_permanent": "on"},
                 "", lambda: Redirect.objects.create(old_path="/avant", site=Site.objects.get())),
    "site": ("wagtailsites:add", {"hostname": "deux.example.org", "port": "80", "site_name": "Deux"}, "",
             lambda: Site.objects.create(hostname="deux.example.org", port=80, root_page=Page.objects.get(depth=2))),
}  # fmt: skip


@pytest.mark.parametrize("what", ROWS)
def test_second_of_two_is_told_in_the_form(client, steward, meanwhile, what):
    home_page()
    views = dict.fromkeys(("theme", "tag"), "wagtail.snippets.views.snippets.")
    door, posted, field, other = ROWS[what]
    more = {"redirect": {"site": Site.objects.get().pk}, "site": {"root_page": Page.objects.get(depth=2).pk}}
    meanwhile(f"{views.get(what, GENERIC)}CreateView.form_valid", other)

    response = client.post(reverse(door), posted | more.get(what, {}))

    assert response.status_code == 200
    errors = response.context["form"].errors
    assert errors.get(field or "__all__"), errors
    typed = next(
        value for name, value in posted.items() if name in {"name_fr", "name", "display_name", "old_path", "site_name"}
    )
    assert typed in response.content.decode()


def test_group_made_twice_at_once(client, steward, meanwhile):
    posted = add_form(client, reverse("wagtailusers_groups:add")) | {"name": "Les Amis"}
    meanwhile("wagtail.users.views.groups.CreateView.form_valid", lambda: Group.objects.create(name="Les Amis"))
    response = client.post(reverse("wagtailusers_groups:add"), posted)
    assert (response.status_code, Group.objects.filter(name="Les Amis").count()) == (200, 1)


def test_member_added_by_two_people_at_once(client, steward, meanwhile):
    association, person = AssociationFactory(), PersonFactory()
    address = reverse("wagtailadmin_pages:edit", args=[association.pk])
    posted = add_form(client, address) | {
        "title": "Les Amis du four", "memberships-TOTAL_FORMS": "1", "memberships-0-user": person.pk,
        "memberships-0-role": "member", "memberships-0-ORDER": "1", "memberships-0-id": "",
        "memberships-0-DELETE": "", "action-publish": "action-publish",
    }  # fmt: skip
    meanwhile("wiki.admin.pages.PageEditView.form_valid", lambda: add_member(association, user=person))

    response = client.post(address, posted)

    assert response.status_code in {200, 302}
    assert Membership.objects.filter(user=person).count() == 1
    if response.status_code == 200:
        assert "Les Amis du four" in response.content.decode()


def test_address_that_two_accounts_add_at_once(client, meanwhile, db):
    mine, other = PersonFactory(), PersonFactory()
    client.force_login(mine)
    meanwhile(
        "allauth.account.forms.AddEmailForm.save",
        lambda: other.emailaddress_set.create(email="partagee@example.org", verified=True),
    )
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    response = client.post(reverse("account_email"), {"action_add": "", "email": "partagee@example.org"})
    assert response.status_code in {200, 302}


GUIDE = "---\ntitle: Fumer la sardine\nslug: fumer\n---\n\n## Étape : Accueil (5 min)\n\nOn se présente.\n"


@pytest.mark.django_db
def test_file_that_two_people_bring_in_at_once_is_one_guide(tmp_path, monkeypatch):
    (tmp_path / "fumer.md").write_text(GUIDE, encoding="utf-8")
    guide_index()
    prepare = import_string("commons.guides.domain.import_guides._GuideAttempt").prepare
    left = [lambda: import_guides(tmp_path / "fumer.md", options=Options())]

    def and_meanwhile(attempt):
        prepare(attempt)
        while left:
            left.pop()()

    monkeypatch.setattr("commons.guides.domain.import_guides._GuideAttempt.prepare", and_meanwhile)
    report = import_guides(tmp_path / "fumer.md", options=Options())

    assert (report.refused, report.unchanged) == ([], 1)
    assert (GuidePage.objects.count(), ImportRecord.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_refused_twice_the_page_says_that_it_was_done(client, monkeypatch):
    """Where the same form is refused again, nothing is asked for ever."""
    asked = []

    def refuse(_self, *_arguments, **_more):
        asked.append(1)
        raise ValidationError({"slug": "pris"})

    steward = PersonFactory(groups=["steward"])
    client.force_login(steward)
    client.raise_request_exception = False
    address = reverse("wagtailadmin_pages:add", args=["guides", "guidepage", guide_index().pk])
    posted = add_form(client, address) | {"title": "Griller", "slug": "griller"}
    monkeypatch.setattr("wiki.admin.pages.PageCreateView.form_valid", refuse)
    response = client.post(address, posted)
    assert (response.status_code, len(asked)) == (409, 1 + MOST_TIMES)
    assert "vient d’enregistrer la même chose" in response.content.decode()


with_threads = pytest.mark.skipif(connection.vendor == "sqlite", reason="in memory there is one connection for all")


def together(count, act):
    barrier = Barrier(count)

    def one(number):
        barrier.wait()
        try:
            return act(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


@with_threads
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_guides_begun_under_one_title_at_the_same_moment():
    """Four begin a guide of one title, with one new tag."""
    shelf = guide_index()
    people = [PersonFactory(groups=["contributor"]) for _ in range(4)]
    address = reverse("wagtailadmin_pages:add", args=["guides", "guidepage", shelf.pk])

    def begin(number):
        client = Client(raise_request_exception=False)
        client.force_login(people[number])
        posted = add_form(client, address) | {"title": "Griller", "slug": "griller", "tags": "sardine, Été"}
        return client.post(address, posted)

    answers = together(4, begin)
    assert [answer.status_code for answer in answers] == [302] * 4
    slugs = sorted(GuidePage.objects.values_list("slug", flat=True))
    assert slugs == ["griller", "griller-2", "griller-3", "griller-4"]


@with_threads
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_new_tag_of_two_guides_at_the_same_moment():
    guides = [make_draft(f"Fiche {number}", slug=f"fiche-{number}").pk for number in range(4)]

    def tag(number):
        guide = GuidePage.objects.get(pk=guides[number])
        guide.tags.set(["Été" if number % 2 else "ete"])
        guide.save()

    together(4, tag)
    assert [GuidePage.objects.get(pk=pk).tags.count() for pk in guides] == [1] * 4
    assert Tag.objects.count() == 1


@with_threads
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_pages_that_take_one_address_at_the_same_moment():
    home = home_page()
    pages = [home.add_child(instance=PlainPage(title=f"Page {number}", slug=f"page-{number}", body="<p>Ici.</p>")).pk
             for number in range(4)]  # fmt: skip

    def rename(number):
        page = PlainPage.objects.get(pk=pages[number])
        page.slug = "nous"
        try:
            page.save()
        except ValidationError:
            return "told"
        return "saved"

    assert sorted(together(4, rename)) == ["saved", "told", "told", "told"]
    assert Page.objects.filter(slug="nous").count() == 1
