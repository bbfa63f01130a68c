"""What our writers write, our readers read back equal, less what each format says it does not carry."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legaltools.catalogue import all_tools, get
from legaltools.credit import Author, Work, credit_html, credit_markdown
from legaltools.credit.roles import ROLES
from legaltools.metadata import read_jsonld, read_markdown, read_rdfa, read_xmp, tidy, write_jsonld, write_xmp

TRICKY = [
    "par Bob", "Photo par X", "Jean et Marie", "A and B", "source", "Source", "2020", "«\u00a0x\u00a0»", "“x” y",
    "modifications\u00a0: x", "changes: x", "adapté de y", "adapted from a work", "sous licence CC BY", "public domain",
    "Dupont, Jean", "Ville (29)", "a; b", "reproduit avec autorisation", "mise à jour du 1er\u00a0mai 2024", "[x](y)",
    "<b>gras</b>", "&eacute; &#41; &amp;", "\\", "*a*", "محمد", "שלום (a)", "x.", "- a", "]]>", "{{evil}}", "@", "et",
    "http://a.example www.b.example c@d.example",
]  # fmt: skip
ADDRESSES = [
    "", "https://a.example/", "http://b.example/p?q=1&copy;=2&lt=3#f", "https://c.example/(a)[b]*'", "javascript:alert(1)",
    "https://d.example/œuvre à voir", 'https://e.example/"x"<y>',
]  # fmt: skip
words = (
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
    | st.text(alphabet="<>&\"'`*_[]()\\!#|~«»“” ab,;:.et\n", max_size=20)
    | st.sampled_from(TRICKY)
)
addresses = st.sampled_from(ADDRESSES)
authors = st.builds(Author, name=words, url=addresses, role=st.sampled_from([*ROLES, ""]) | words)
flat = st.builds(
    Work,
    title=words,
    authors=st.lists(authors, max_size=4).map(tuple),
    source=addresses,
    licence=st.none() | st.sampled_from([tool.key for tool in all_tools()]).map(get),
    year=st.none() | st.integers(0, 2200),
    changes=words,
    updated=st.none() | st.dates(date(1000, 1, 1)),
)
works = st.recursive(
    flat,
    lambda inner: st.builds(
        lambda work, originals: replace(work, adapted_from=tuple(originals)), flat, st.lists(inner, max_size=2)
    ),
    max_leaves=4,
)


def _less(work, lose):
    """The work as it comes back when `lose` says what one work of it loses; None when nothing is left."""
    kept = lose(replace(tidy(work), adapted_from=()))
    originals = (_less(original, lose) for original in work.adapted_from)
    kept = replace(kept, adapted_from=tuple(original for original in originals if original))
    return kept if kept != Work() else None


def _no_address(work):
    """No address says "with permission"."""
    return replace(work, licence=None) if work.licence == get("by-permission") else work


def _as_credited(work):
    """A credit names people in the order of their roles, and a date of update for Licence Ouverte alone."""
    known = list(ROLES)
    order = sorted(work.authors, key=lambda one: known.index(one.role) if one.role in ROLES else len(known))
    dated = work.licence and work.licence.unit == "etalab"
    return replace(work, authors=tuple(order), updated=work.updated if dated else None)


def _rdfa(work):
    """Free words of a role become a contributor."""
    work = _as_credited(_no_address(work))
    named = (one if one.role in ROLES else replace(one, role="contributor") for one in work.authors)
    return replace(work, authors=tuple(named))


def _encoded(url):
    return url.translate({ord("("): "%28", ord(")"): "%29", ord("["): "%5B", ord("]"): "%5D", ord("*"): "%2A"})


def _markdown(work):
    """Brackets and asterisks of an address come back percent-encoded."""
    work = _as_credited(work)
    people = tuple(replace(one, url=_encoded(one.url)) for one in work.authors)
    return replace(work, authors=people, source=_encoded(work.source))


@settings(max_examples=100)
@given(works, st.sampled_from(["fr", "en"]))
def test_json_ld(work, language):
    text = write_jsonld(work, language)

    assert (read_jsonld(text) if text else None) == _less(work, _no_address)


@settings(max_examples=100)
@given(works, st.sampled_from(["fr", "en"]))
def test_xmp(work, language):
    text = write_xmp(work, language)

    assert (read_xmp(text) if text else None) == _less(work, _no_address)


@settings(max_examples=100)
@given(works, st.sampled_from(["fr", "en"]))
def test_rdfa(work, language):
    assert read_rdfa(credit_html(work, language)) == _less(work, _rdfa)


@settings(max_examples=200)
@given(works, st.sampled_from(["fr", "en"]))
def test_markdown(work, language):
    assert read_markdown(credit_markdown(work, language)) == _less(work, _markdown)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "work",
    [
        Work("ا" * 10_000, (Author("é" * 10_000, role="translator"),), "https://a.example/", get("cc-by-4.0")),
        Work("<script>alert(1)</script>", (Author("</span>"), Author("a & b")), changes="<!-- x -->"),
        Work("Data", licence=get("etalab-2.0"), updated=date(2024, 2, 29)),
        Work(authors=(Author("Dan", role="photographer"), Author("Zoé", role="photographer"))),
    ],
    ids=["long and right to left", "HTML", "dated", "only a role"],
)
def test_every_format_reads_back_what_it_wrote(work, language):
    assert read_jsonld(write_jsonld(work, language)) == work
    assert read_xmp(write_xmp(work, language)) == work
    assert read_rdfa(credit_html(work, language)) == work
    assert read_markdown(credit_markdown(work, language)) == work
