from __future__ import annotations

import pytest
from django.utils.translation import override

from commons.library.models import LicensedImage
from licences.domain.compliance import check, check_licence
from licences.domain.messages import compliance_problems, part_problems, sentences
from licences.domain.remedies import possible_licences, remedies
from licences.domain.waivers import confirm, is_confirmed, is_waiting
from licences.sources import source_row

ND = "CC BY-ND 4.0 §2(a)(1)(B)"
SA = "CC BY-SA 4.0 §3(b)(1)"


def rows(*pairs):
    """Sources named A, B… from pairs of licence and kind."""
    return [source_row(title=chr(65 + place), licence=key, kind=kind) for place, (key, kind) in enumerate(pairs)]


def found(licence, *pairs):
    return [
        (issue.verdict, "".join(issue.names), issue.reason.clause if issue.reason else "")
        for issue in check_licence(licence, rows(*pairs)).issues
    ]


def picture(title="Le marché", licence="cc-by-sa-4.0", sources=(), pk=1):
    return LicensedImage(pk=pk, collection_id=1, title=title, licence=licence, sources=list(sources))


@pytest.mark.parametrize(
    ("licence", "key", "kind"),
    [
        ("cc-by-sa-4.0", "cc-by-sa-4.0", "adaptation"),
        ("cc-by-sa-4.0", "cc-by-sa-3.0-fr", "translation"),
        ("cc-by-sa-4.0", "cc-by-4.0", "adaptation"),
        ("cc-by-nc-4.0", "cc0-1.0", "adaptation"),
        ("lal-1.3", "cc-by-sa-4.0", "adaptation"),
        ("cc-by-nd-4.0", "cc-by-nd-4.0", "reproduction"),
        ("cc-by-4.0", "cc-by-nd-4.0", "excerpt"),
        ("cc-by-4.0", "cc-by-sa-4.0", "collection"),
        ("cc-by-nc-4.0", "cc-by-nc-nd-3.0", "collection"),
    ],
)
def test_what_the_law_allows_is_passed_in_silence(licence, key, kind):
    assert found(licence, (key, kind)) == []


@pytest.mark.parametrize(
    ("licence", "key", "kind", "clause"),
    [
        ("cc-by-4.0", "cc-by-nd-4.0", "adaptation", ND),
        ("cc-by-nd-4.0", "cc-by-nd-4.0", "translation", ND),
        ("cc-by-4.0", "cc-by-sa-4.0", "adaptation", SA),
        ("cc0-1.0", "cc-by-sa-4.0", "translation", SA),
        ("cc-by-sa-4.0", "cc-by-sa-3.0", "reproduction", "CC BY-SA 3.0 §4(a)"),
        ("cc-by-4.0", "all-rights-reserved", "adaptation", "Code de la propriété intellectuelle, art. L122-4"),
    ],
)
def test_what_the_sources_forbid_is_refused_with_its_clause(licence, key, kind, clause):
    assert found(licence, (key, kind)) == [("no", "A", clause)]


def test_two_sources_that_may_not_be_mixed_are_named_together():
    ((verdict, names, _clause),) = found("cc-by-sa-4.0", ("cc-by-sa-4.0", "adaptation"), ("cc-by-nc-4.0", "adaptation"))
    assert (verdict, names) == ("no", "AB")


@pytest.mark.parametrize(
    ("licence", "key", "kind", "verdict"),
    [
        ("cc-by-4.0", "cc-by-nc-4.0", "adaptation", "discouraged"),
        ("cc-by-4.0", "all-rights-reserved", "excerpt", "discouraged"),
        ("cc-by-4.0", "by-permission", "collection", "unknown"),
        ("cc-by-4.0", "by-permission", "translation", "unknown"),
        ("cc-by-4.0", "", "adaptation", "unknown"),
        ("cc-by-4.0", "cc-by-nc-4.0", "collection", "ok"),
        ("cc-by-sa-4.0", "cc-by-nc-nd-4.0", "excerpt", "ok"),
    ],
)
def test_what_is_not_refused_has_something_to_know(licence, key, kind, verdict):
    assert [issue[0] for issue in found(licence, (key, kind))] == [verdict]


def test_only_the_source_at_fault_is_named():
    compliance = check_licence("cc-by-4.0", rows(("cc-by-4.0", "adaptation"), ("cc-by-nc-4.0", "adaptation")))
    assert [issue.names for issue in compliance.issues] == [("B",)]


def test_worst_remark_comes_first():
    compliance = check_licence(
        "cc-by-4.0", rows(("", "adaptation"), ("cc-by-nc-4.0", "collection"), ("cc-by-nd-4.0", "adaptation"))
    )
    assert [issue.verdict for issue in compliance.issues] == ["no", "unknown", "ok"]
    assert compliance.verdict == "no"


@pytest.mark.parametrize("licence", ["", "mit"])
def test_nothing_is_said_while_there_is_no_licence(licence):
    assert check_licence(licence, rows(("cc-by-nd-4.0", "adaptation"))).verdict == "ok"


@pytest.mark.parametrize(
    ("licence", "part", "verdict"),
    [
        ("cc-by-sa-4.0", "cc-by-nc-4.0", "ok"),
        ("cc-by-nc-4.0", "cc-by-nc-4.0", None),
        ("cc-by-sa-4.0", "cc-by-nd-4.0", None),
        ("cc-by-sa-4.0", "all-rights-reserved", "discouraged"),
        ("cc-by-sa-4.0", "by-permission", "unknown"),
    ],
)
def test_picture_keeps_its_licence_beside_a_text(licence, part, verdict):
    compliance = check_licence(licence, [], parts=[picture(licence=part)])
    assert [issue.verdict for issue in compliance.issues] == ([verdict] if verdict else [])
    assert all(issue.is_part for issue in compliance.issues)


def test_refusal_is_said_beside_the_licence_with_its_clause():
    item = picture(licence="cc-by-4.0", sources=rows(("cc-by-sa-4.0", "adaptation")))
    with override("fr"):
        (said,) = compliance_problems(item, check(item))["licence"]
    assert said.startswith("«\u00a0A\u00a0»\u00a0: CC BY-SA 4.0 demande de partager l’adaptation")
    assert said.endswith(f"({SA})")


def test_source_whose_licence_nobody_said_is_told_and_passes():
    item = picture(sources=rows(("", "adaptation")))
    compliance = check(item)
    with override("fr"):
        assert sentences(compliance) == [
            "Personne n’a dit la licence de «\u00a0A\u00a0»\u00a0: cherchez-la, ou demandez aux autrices et auteurs."
        ]
    assert compliance_problems(item, compliance) == {}


def test_discouraged_licence_waits_until_somebody_keeps_it():
    item = picture(licence="cc-by-4.0", sources=rows(("cc-by-nc-4.0", "adaptation")))
    compliance = check(item)
    assert is_waiting(item, compliance)
    assert list(compliance_problems(item, compliance)) == ["licence"]

    confirm(item, compliance, user=None)

    assert not is_waiting(item, compliance)
    assert compliance_problems(item, compliance) == {}


@pytest.mark.parametrize(
    ("licence", "sources", "asked_again"),
    [
        ("cc-by-4.0", [("cc-by-nc-4.0", "adaptation")], False),
        ("cc-by-nd-4.0", [("cc-by-nc-4.0", "adaptation")], True),
        ("cc-by-4.0", [("cc-by-nc-3.0", "adaptation")], True),
        ("cc-by-4.0", [("cc-by-nc-4.0", "translation")], True),
        ("cc-by-4.0", [("cc-by-nc-4.0", "adaptation"), ("cc0-1.0", "adaptation")], True),
    ],
)
def test_question_comes_back_when_the_licence_or_the_sources_change(licence, sources, asked_again):
    item = picture(licence="cc-by-4.0", sources=rows(("cc-by-nc-4.0", "adaptation")))
    confirm(item, check(item), user=None)
    item.title, item.licence, item.sources = "Autre titre", licence, rows(*sources)
    assert is_confirmed(item, check(item)) is not asked_again


def test_question_comes_back_when_a_picture_that_needs_leave_is_added():
    item = picture()
    confirm(item, check(item, parts=[picture(licence="cc-by-4.0", pk=2)]), user=None)
    assert is_confirmed(item, check(item, parts=[picture(licence="cc-by-nc-4.0", pk=3)]))
    assert not is_confirmed(item, check(item, parts=[picture(licence="all-rights-reserved", pk=4)]))


def test_refusal_is_never_lifted_by_keeping_the_licence():
    item = picture(licence="cc-by-4.0", sources=rows(("cc-by-nd-4.0", "adaptation")))
    confirm(item, check(item), user=None)
    assert list(compliance_problems(item, check(item))) == ["licence"]


def test_picture_that_contradicts_its_own_sources_is_named():
    with override("fr"):
        (said,) = part_problems(
            [picture(), picture("La halle", "cc-by-4.0", rows(("cc-by-nd-4.0", "adaptation")), pk=2)]
        )
    assert said.startswith("Dans «\u00a0La halle\u00a0». «\u00a0A\u00a0»\u00a0: ")


@pytest.mark.parametrize(
    ("sources", "labels"),
    [
        ([("cc-by-sa-3.0", "adaptation")], ["CC BY-SA 4.0"]),
        ([("cc-by-nd-4.0", "adaptation")], []),
        ([("cc-by-nd-4.0", "collection")], []),
        ([], []),
    ],
)
def test_licences_that_the_sources_leave_are_offered(sources, labels):
    assert possible_licences(rows(*sources))[: len(labels) or None] == labels


def urls(licence, *pairs):
    (issue,) = check_licence(licence, rows(*pairs)).issues
    return [way.url for way in remedies(issue, licence=licence) if way.url]


def test_ways_out_of_a_forbidden_adaptation_are_links_that_carry_the_question():
    assert urls("cc-by-4.0", ("cc-by-nd-4.0", "translation")) == [
        "/licences/melanger/?source=cc-by-nd-4.0&use=adaptation",
        "/licences/melanger/?source=cc-by-nd-4.0&use=collection",
        "/recherche/?q=A&licence=public-domain&licence=by",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("licence", "key", "kind", "has_letter"),
    [
        ("cc-by-4.0", "cc-by-nd-4.0", "translation", True),
        ("cc-by-4.0", "all-rights-reserved", "excerpt", True),
        ("cc-by-4.0", "cc-by-sa-4.0", "adaptation", False),
        ("cc-by-4.0", "cc-by-nc-4.0", "adaptation", False),
    ],
)
def test_letter_is_promised_where_the_mixer_has_one(client, licence, key, kind, has_letter):
    (issue,) = check_licence(licence, rows((key, kind))).issues
    way = next(way for way in remedies(issue, licence=licence) if way.url.startswith("/licences/melanger/"))
    with override("en"):
        assert ("letter" in remedies(issue, licence=licence)[0].words) is has_letter
    assert ("lettre-1" in client.get(way.url).content.decode()) is has_letter


def test_what_is_unknown_has_no_way_out_but_asking():
    (issue,) = check_licence("cc-by-4.0", rows(("", "adaptation"))).issues
    assert remedies(issue, licence="cc-by-4.0") == []
