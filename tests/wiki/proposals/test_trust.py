"""Levels of trust: earned, vouched for, or set by a steward; and what each opens."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from community.domain.associations import add_member
from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_guide
from tests.factories.pages import home_page
from tests.factories.people import PersonFactory
from tests.wiki.proposals.conftest import words
from tests.wiki.proposals.test_reviewing import in_review, proposal_of
from wiki.content import content_of
from wiki.domain import reviewing, trust
from wiki.domain.editing import Change, Outcome, save_change
from wiki.kinds import kind_of
from wiki.models import Decision

pytestmark = pytest.mark.django_db


def person(group, **fields):
    home_page()
    return PersonFactory(groups=(group,), **fields)


def test_so_many_accepted_changes_make_somebody_known(editor, settings):
    settings.TRUST_AFTER = 2
    awa = person("newcomer")
    guide = make_guide()

    for number in range(2):
        assert trust.level_of(awa) == "newcomer"
        guide.refresh_from_db()
        reviewing.accept(proposal_of(guide, account=awa, one_sentence=f"Phrase {number}."), by=editor)
        awa = type(awa).objects.get(pk=awa.pk)

    assert trust.level_of(awa) == "known"
    decision = Decision.objects.get(kind="raised")
    assert (decision.person, decision.by, decision.level) == (awa, None, "known")


def test_approved_pages_count_too(editor, settings):
    settings.TRUST_AFTER = 1
    draft = in_review("Un brouillon")

    draft.current_workflow_task_state.approve(user=editor)

    assert trust.level_of(type(draft.owner).objects.get(pk=draft.owner.pk)) == "known"


def test_refused_changes_earn_nothing(editor, settings):
    settings.TRUST_AFTER = 1
    awa = person("newcomer")
    reviewing.refuse(proposal_of(make_guide(), account=awa, title="Autre"), by=editor, reason="Non.")

    assert not trust.raise_when_earned(awa)


def test_known_people_publish_at_once_and_are_read_after(editor):
    awa = person("known")
    guide = make_guide()
    change = Change(content_of(guide, kind_of(guide).fields) | {"title": "Autre"}, base=guide.live_revision)

    saved = save_change(guide, change, by=awa)

    assert (saved.outcome, saved.version.patrolled_at) == (Outcome.PUBLISHED, None)


def test_what_a_reviewer_writes_needs_no_patrol(editor):
    guide = make_guide()
    change = Change(content_of(guide, kind_of(guide).fields) | {"title": "Autre"}, base=guide.live_revision)

    assert save_change(guide, change, by=editor).version.patrolled_by == editor


@pytest.mark.parametrize(("group", "stays"), [("known", True), ("editor", False)])
@pytest.mark.parametrize("door", ["delete", "unpublish"])
def test_known_people_take_no_page_of_others_away(client, log_in, group, stays, door):
    guide = make_guide()
    log_in(group)

    client.post(reverse(f"wagtailadmin_pages:{door}", args=[guide.pk]))

    assert type(guide).objects.live().filter(pk=guide.pk).exists() == stays


def association_of(*people):
    association = AssociationFactory()
    for each in people:
        add_member(association, user=each)
    return association


def test_members_word_raises_in_one_click(client):
    awa, bob = person("known", display_name="Awa"), person("newcomer", display_name="Bob")
    association_of(awa, bob)
    client.force_login(awa)
    assert "Bob" in words(client.get("/se-porter-garant/"))

    client.post("/se-porter-garant/", {"person": bob.pk})

    assert trust.level_of(type(bob).objects.get(pk=bob.pk)) == "known"
    client.logout()
    log = words(client.get("/moderation/"))
    assert {"Bob", "Awa"} <= set(log.split())


@pytest.mark.parametrize(("by", "to", "same"), [("newcomer", "newcomer", True), ("contributor", "newcomer", True),
                                                ("known", "newcomer", False), ("known", "editor", True)])  # fmt: skip
def test_word_of_others_counts_for_nothing(by, to, same):
    awa, bob = person(by), person(to)
    association_of(awa, *([bob] if same else []))

    with pytest.raises(PermissionDenied):
        trust.vouch(bob, by=awa)


def test_nobody_gives_their_word_for_themselves():
    awa = person("known")
    association_of(awa)

    assert not trust.may_vouch(awa, awa)


def test_steward_reads_and_sets_a_level_with_a_reason(client, log_in):
    bob = person("known", display_name="Bob")
    log_in("steward")
    assert "Bob" in words(client.get("/confiance/"))

    client.post("/confiance/", {"person": bob.pk, "level": "contributor"})
    assert trust.level_of(type(bob).objects.get(pk=bob.pk)) == "known"
    client.post("/confiance/", {"person": bob.pk, "level": "contributor", "reason": "Cinquante publicités."})

    bob = type(bob).objects.get(pk=bob.pk)
    assert [group.name for group in bob.groups.all()] == ["contributor"]
    client.logout()
    log = words(client.get("/moderation/"))
    assert "Cinquante publicités." in log
    assert "Bob" not in log


def test_level_that_a_steward_took_back_is_not_earned_again(editor, settings):
    settings.TRUST_AFTER = 1
    steward, bob = person("steward"), person("known")
    trust.set_level(bob, "contributor", by=steward, reason="Publicités.")

    reviewing.accept(proposal_of(make_guide(), account=bob, title="Autre"), by=editor)

    assert trust.level_of(type(bob).objects.get(pk=bob.pk)) == "contributor"


@pytest.mark.parametrize("group", ["newcomer", "contributor", "known", "editor"])
def test_nobody_but_stewards_sets_levels(client, log_in, group):
    bob = person("newcomer")
    log_in(group)

    assert client.get("/confiance/").status_code == 403
    assert client.post("/confiance/", {"person": bob.pk, "level": "steward", "reason": "x"}).status_code == 403
    assert trust.level_of(type(bob).objects.get(pk=bob.pk)) == "newcomer"
