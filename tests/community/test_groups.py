from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from wagtail.models import GroupApprovalTask, GroupCollectionPermission, GroupPagePermission, Workflow, WorkflowPage

from commons.guides.models import GuidePage
from community.domain.associations import add_member
from community.domain.groups import set_up_groups
from community.models import AssociationPage
from tests.factories.associations import AssociationFactory
from tests.factories.pages import association_index, guide_index, home_page
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db

GROUPS = ("newcomer", "contributor", "known", "editor", "steward")


def person(group):
    return PersonFactory(groups=[group])


def draft(owner):
    """A draft may lack anything but its title."""
    return guide_index().add_child(instance=GuidePage(title="Réparer un vélo", slug="velo", live=False, owner=owner))


@pytest.mark.parametrize(
    ("permission", "newcomer", "contributor", "known", "editor", "steward"),
    [
        ("wagtailadmin.access_admin", False, True, True, True, True),
        ("wiki.review_proposal", False, False, False, True, True),
        ("community.change_user", False, False, False, False, True),
        ("community.add_user", False, False, False, False, True),
        ("community.delete_user", False, False, False, False, False),
        ("library.add_theme", False, False, False, False, True),
        ("library.delete_tag", False, False, False, False, True),
        ("wagtailredirects.add_redirect", False, False, False, False, True),
        ("wagtailcore.change_workflow", False, False, False, False, True),
        ("auth.change_group", False, False, False, False, False),
    ],
)
def test_group_has_its_rights_and_no_other(permission, newcomer, contributor, known, editor, steward):  # noqa: PLR0917 -- one a group
    home_page()
    assert [person(group).has_perm(permission) for group in GROUPS] == [newcomer, contributor, known, editor, steward]


@pytest.mark.parametrize(
    ("right", "newcomer", "contributor", "known", "editor", "steward"),
    [
        ("can_add_subpage", False, True, True, True, True),
        ("can_publish_subpage", False, False, True, True, True),
        ("can_edit", False, False, True, True, True),
        ("can_delete", False, False, True, True, True),
        ("can_lock", False, False, False, False, True),
    ],
)
def test_group_has_its_rights_on_the_list_of_guides(right, newcomer, contributor, known, editor, steward):  # noqa: PLR0917 -- one a group
    page = guide_index()
    rights = [getattr(page.permissions_for_user(person(group)), right)() for group in GROUPS]
    assert rights == [newcomer, contributor, known, editor, steward]


@pytest.mark.parametrize(("group", "may_edit", "may_publish"), [
    ("newcomer", False, False), ("contributor", False, False), ("known", True, True), ("editor", True, True), ("steward", True, True),
])  # fmt: skip
def test_group_and_the_guide_of_somebody_else(group, may_edit, may_publish):
    page = draft(owner=PersonFactory())
    rights = page.permissions_for_user(person(group))
    assert (rights.can_edit(), rights.can_publish()) == (may_edit, may_publish)


def test_contributor_edits_their_own_guide_and_submits_it_but_does_not_publish_it():
    user = person("contributor")
    rights = draft(owner=user).permissions_for_user(user)
    assert (rights.can_edit(), rights.can_submit_for_moderation(), rights.can_publish()) == (True, True, False)


@pytest.mark.parametrize(("group", "adds", "changes"), [
    ("newcomer", [], []),
    ("contributor", ["document", "image", "media"], []),
    ("known", ["document", "image", "media"], []),
    ("editor", ["document", "image", "media"], ["document", "image", "media"]),
    ("steward", ["document", "image", "media"], ["document", "image", "media"]),
])  # fmt: skip
def test_group_and_the_library(group, adds, changes):
    home_page()
    codenames = set(
        GroupCollectionPermission.objects.filter(group__name=group).values_list("permission__codename", flat=True)
    )
    assert sorted(name.removeprefix("add_") for name in codenames if name.startswith("add_")) == adds
    assert sorted(name.removeprefix("change_") for name in codenames if name.startswith("change_")) == changes


def test_setting_up_again_changes_nothing():
    home_page()
    counts = [
        model.objects.count()
        for model in (Group, GroupPagePermission, GroupCollectionPermission, Workflow, WorkflowPage)
    ]
    set_up_groups()
    assert [
        model.objects.count()
        for model in (Group, GroupPagePermission, GroupCollectionPermission, Workflow, WorkflowPage)
    ] == counts


def test_right_added_by_hand_stays_and_right_taken_comes_back():
    home_page()
    editor = Group.objects.get(name="editor")
    added = Group.objects.get(name="steward").permissions.get(codename="add_theme")
    taken = set(editor.permissions.all())
    editor.permissions.set([added])
    set_up_groups()
    assert set(editor.permissions.all()) == {added, *taken}


def test_only_our_groups_remain_of_a_fresh_site():
    assert list(Group.objects.order_by("pk").values_list("name", flat=True)) == [*GROUPS, "temporary"]


def test_editors_and_stewards_read_again_what_is_submitted():
    home = home_page()
    assert home.get_workflow().name == "Relecture"
    task = GroupApprovalTask.objects.get(name="Relecture")
    assert sorted(group.name for group in task.groups.all()) == ["editor", "steward"]


def test_submitted_association_is_approved_by_an_editor_and_becomes_public():
    contributor, editor = person("contributor"), person("editor")
    page = association_index().add_child(
        instance=AssociationPage(
            title="Radio Ressac", slug="radio", one_sentence="Une radio.", live=False, owner=contributor
        )
    )
    page.save_revision(user=contributor)
    state = page.get_workflow().start(page, contributor)
    state.current_task_state.task.specific.on_action(state.current_task_state, editor, "approve")
    page.refresh_from_db()
    assert page.live


def test_coordinator_changes_the_page_of_their_association_and_publishes_nothing():
    ours, other = AssociationFactory(), AssociationFactory()
    user = person("contributor")
    add_member(ours, user=user, role="coordinator")
    rights = ours.permissions_for_user(user)
    assert (rights.can_edit(), rights.can_publish(), rights.can_delete()) == (True, False, False)
    assert not other.permissions_for_user(user).can_edit()


def test_member_does_not_change_the_page_of_their_association():
    page, user = AssociationFactory(), person("contributor")
    add_member(page, user=user, role="member")
    assert not page.permissions_for_user(user).can_edit()


def test_coordinator_opens_the_page_of_their_association_in_the_administration(client):
    page, user = AssociationFactory(), person("contributor")
    add_member(page, user=user, role="coordinator")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    assert client.get(f"/admin/pages/{association_index().pk}/").status_code == 200


def test_newcomer_is_kept_out_of_the_administration_and_told_so(client):
    client.force_login(person("newcomer"), backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain == [("/compte/login/?next=/admin/", 302)]
    assert "Vous n'avez pas accès à l'administration" in answer.content.decode().replace("’", "'").replace(
        "&#x27;", "'"
    )
