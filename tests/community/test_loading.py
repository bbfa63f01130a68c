from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from django.db import connection
from django.utils.translation import override

from community.domain.loading import description_html, load_associations, load_people
from community.models import AssociationPage, Membership, User
from tests.factories.pages import association_index
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db
DEMO = Path(__file__).resolve().parents[2] / "demo"


def rows(name):
    return yaml.safe_load((DEMO / f"{name}.yml").read_text())


def counts(report):
    assert report.refused == []
    return (report.read, report.created, report.updated, report.unchanged, report.warnings)


def test_demo_loads_once_and_a_second_time_changes_nothing():
    index = association_index()
    for expected in ((7, 7, 0, 0, []), (7, 0, 0, 7, [])):
        assert counts(load_associations(rows("associations"), parent=index)) == expected
    for expected in ((4, 4, 0, 0, []), (4, 0, 0, 4, [])):
        assert counts(load_people(rows("users"), password=PASSWORD)) == expected
    assert Membership.objects.count() == 3


def test_named_members_get_an_account_where_they_have_none():
    index = association_index()
    load_associations(rows("associations"), parent=index)
    load_people(rows("users"), password=PASSWORD)
    for expected in ((7, 0, 7, 0, []), (7, 0, 0, 7, [])):
        assert counts(load_associations(rows("associations"), parent=index, mail_domain="example.org")) == expected
    assert User.objects.filter(display_name="Inès Caradec").get().email == "edition@example.org"
    assert not User.objects.get(email="karim-haddad@example.org").has_usable_password()
    assert Membership.objects.count() == 21


def test_association_that_changed_in_the_file_changes_on_the_site():
    index = association_index()
    row = {
        "slug": "radio",
        "name": "Radio",
        "one_sentence": "Une radio.",
        "links": [{"title": "Site", "url": "https://example.org/"}],
    }
    load_associations([row], parent=index)
    loaded = load_associations([row | {"territory": {"ville": "Porz-Avel"}, "links": []}], parent=index)
    page = AssociationPage.objects.get()
    assert counts(loaded) == (1, 0, 1, 0, [])
    assert (page.territory, list(page.links.all())) == ("Porz-Avel", [])


def test_association_edited_on_the_site_is_not_written_over():
    index = association_index()
    row = {"slug": "radio", "name": "Radio", "one_sentence": "Une radio."}
    load_associations([row], parent=index)
    page = AssociationPage.objects.get()
    page.one_sentence = "La radio du quartier."
    page.save_revision().publish()
    with override("en"):
        report = load_associations([row | {"one_sentence": "Une radio libre."}], parent=index)
    assert (report.updated, [row["source"] for row in report.warnings]) == (0, ["radio"])
    assert AssociationPage.objects.get().one_sentence == "La radio du quartier."


def test_wrong_row_is_refused_and_the_others_are_done():
    index = association_index()
    bad = {"slug": "longue", "name": "Longue", "one_sentence": "mot " * 100}
    with override("en"):
        report = load_associations(
            [bad, {"slug": "radio", "name": "Radio", "one_sentence": "Une radio."}], parent=index
        )
    assert [row["source"] for row in report.refused] == ["longue"]
    assert report.refused[0]["reason"].startswith("In one sentence: ")
    assert [page.slug for page in AssociationPage.objects.all()] == ["radio"]


def test_membership_of_an_unknown_association_is_a_warning():
    row = {
        "email": "awa@example.org",
        "display_name": "Awa",
        "memberships": [{"association": "inconnue", "role": "member"}],
    }
    association_index()
    with override("en"):
        assert load_people([row]).warnings == [{"source": "Awa", "reason": "There is no association “inconnue”."}]
    assert User.objects.count() == 1


def test_account_that_exists_keeps_its_password_and_its_name():
    association_index()
    load_people([{"email": "awa@example.org", "display_name": "Awa"}], password=PASSWORD)
    load_people([{"email": "AWA@example.org", "display_name": "Autre"}], password="autre-chose-9")
    user = User.objects.get()
    assert user.display_name == "Awa"
    assert user.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("Un *mot* **fort**.", "<p>Un <i>mot</i> <b>fort</b>.</p>"),
        ("Oui\u00a0!", "<p>Oui\u00a0!</p>"),
        ("Deux\nlignes.", "<p>Deux lignes.</p>"),
        ("- un\n- deux", "<ul><li>un</li><li>deux</li></ul>"),
        ("[lien](https://example.org/)", '<p><a href="https://example.org/">lien</a></p>'),
        ("[piège](javascript:alert(1))", "<p>piège</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("x<sup>2</sup>, Bonjour <nom>", "<p>x², Bonjour &lt;nom&gt;</p>"),
        ("| a | b |\n|---|---|\n| c | d |", "<p>a b c d</p>"),
        ("> cité\n\n#### Titre", "<p>cité</p><p>Titre</p>"),
    ],
)
def test_description_is_clean_rich_text(markdown, html):
    assert description_html(markdown) == html


def test_association_that_moved_to_another_address_is_known_again():
    index = association_index()
    row = {"slug": "radio", "name": "Radio", "one_sentence": "Une radio."}
    load_associations([row], parent=index)
    page = AssociationPage.objects.get()
    page.slug = "radio-ressac"
    page.save_revision().publish()
    person = {"email": "awa@example.org", "display_name": "Awa", "memberships": [{"association": "radio"}]}

    assert counts(load_associations([row], parent=index)) == (1, 0, 0, 1, [])
    assert load_people([person]).warnings == []
    assert list(page.memberships.values_list("user__email", flat=True)) == ["awa@example.org"]


class Logo:
    """Stores a file, and says what becomes of it."""

    def __init__(self, done):
        self.done = done

    def check(self, logo):
        self.done.append(f"opened {logo['path']}, {len(connection.savepoint_ids)} deep")

    def image(self, logo):
        self.done.append(f"stored {logo['path']}, {len(connection.savepoint_ids)} deep")
        return None, ["No picture."]

    def forget_created(self):
        self.done.append("deleted")


def test_logo_of_a_row_that_is_refused_is_deleted():
    done = []
    row = {"slug": "longue", "name": "Longue", "one_sentence": "mot " * 100, "logo": {"path": "a.png"}}
    outside = len(connection.savepoint_ids)

    report = load_associations([row], parent=association_index(), logos=lambda: Logo(done))

    assert [refused["source"] for refused in report.refused] == ["longue"]
    assert done == [f"opened a.png, {outside} deep", f"stored a.png, {outside + 1} deep", "deleted"]


def test_logo_that_cannot_come_is_said_and_the_association_comes():
    done = []
    row = {"slug": "radio", "name": "Radio", "one_sentence": "Une radio.", "logo": {"path": "a.png"}}

    report = load_associations([row], parent=association_index(), logos=lambda: Logo(done))

    assert (report.created, report.warnings) == (1, [{"source": "radio", "reason": "No picture."}])
    assert "deleted" not in done
