from __future__ import annotations

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from search.query import SearchQuery, parse, parse_leniently
from search.understanding.text import Text, read_text
from web.api.errors import BadParameter


@pytest.mark.parametrize(
    ("q", "text"),
    [
        ("carte quartier", Text(words="carte quartier")),
        ('carte "pique nique" -papier', Text("carte", ("pique nique",), ("papier",))),
        ("« pique nique » −papier", Text("", ("pique nique",), ("papier",))),
        ('-"vie privée"', Text(unwanted_phrases=("vie privée",))),
        ("pique-nique", Text(words="pique-nique")),
        ('lone " quote', Text(words="lone quote")),
        ('""', Text()),
        ('- -- " + * ~ && ||', Text()),
        ("", Text()),
        ("a\u0000b", Text(words="ab")),
    ],
)
def test_text_is_read(q: str, text: Text) -> None:
    assert read_text(q) == text


@pytest.mark.parametrize(
    ("address", "query"),
    [
        ("", SearchQuery()),
        ("q=+carte++du+ciel+", SearchQuery(q="carte du ciel")),
        ("type=guide&type=association&type=guide", SearchQuery(filters={"type": ("guide", "association")})),
        ("may=sell&may=change&licence=by-sa", SearchQuery(filters={"may": ("sell", "change"), "licence": ("by-sa",)})),
        ("theme=maps&association=ti-zef&language=fr",
         SearchQuery(filters={"theme": ("maps",), "association": ("ti-zef",), "language": ("fr",)})),
        ("duration_max=90&sort=newest&page=3", SearchQuery(filters={"duration": ("90",)}, sort="newest", page=3)),
        ("duration_max=&sort=&page=&theme=", SearchQuery()),
        ("page=1000000000", SearchQuery(page=10**9)),
        ("something=else", SearchQuery()),
    ],
)  # fmt: skip
def test_address_is_read(address: str, query: SearchQuery) -> None:
    assert parse(QueryDict(address)) == query


BAD = [
    ("type=wiki", "type"),
    ("licence=gpl", "licence"),
    ("licence=cc-by-sa-4.0", "licence"),
    ("may=steal", "may"),
    ("theme=a+b", "theme"),
    ("audience=%3Cscript%3E", "audience"),
    ("association=" + "x" * 101, "association"),
    ("language=français", "language"),
    ("duration_max=0", "duration_max"),
    ("duration_max=-5", "duration_max"),
    ("duration_max=1h", "duration_max"),
    ("duration_max=1000000", "duration_max"),
    ("sort=random", "sort"),
    ("page=0", "page"),
    ("page=-1", "page"),
    ("page=two", "page"),
    ("page=1.5", "page"),
    ("page=٣", "page"),
    ("page=" + "9" * 400, "page"),
    ("q=" + "a" * 10_000, "q"),
]


@pytest.mark.parametrize(("address", "name"), BAD, ids=[address[:30] for address, _ in BAD])
def test_bad_parameter_is_named(address: str, name: str) -> None:
    with pytest.raises(BadParameter) as error:
        parse(QueryDict(address))

    assert error.value.name == name


def test_reading_leniently_drops_what_is_bad_and_keeps_the_rest() -> None:
    query, problems = parse_leniently(QueryDict("q=carte&page=0&sort=random&theme=maps"))

    assert query == SearchQuery(q="carte", filters={"theme": ("maps",)})
    assert [problem.name for problem in problems] == ["sort", "page"]


@pytest.mark.parametrize(("sent", "kept"), [("carte+" * 2000, 83 * "carte "), ("a" * 10_000, "a" * 500)])
def test_too_long_text_is_cut_between_words_if_it_has_any(sent: str, kept: str) -> None:
    query, _ = parse_leniently(QueryDict(f"q={sent}"))

    assert query.q == kept.rstrip()


@pytest.mark.parametrize(
    ("query", "address"),
    [
        (SearchQuery(), "?"),
        (SearchQuery(q="l'été", page=2), "?q=l%27%C3%A9t%C3%A9&page=2"),
        (SearchQuery(filters={"theme": ("b", "a"), "type": (), "duration": ("60",)}, sort="title"),
         "?duration_max=60&theme=b&theme=a&sort=title"),
    ],
)  # fmt: skip
def test_address_is_written(query: SearchQuery, address: str) -> None:
    assert query.to_querystring() == address


def test_address_with_a_change() -> None:
    assert SearchQuery(q="carte", page=3).to_querystring(page=1) == "?q=carte"


def test_query_without_a_value_starts_from_its_first_page() -> None:
    query = SearchQuery(filters={"theme": ("a", "b"), "duration": ("60",)}, page=4)

    assert query.without("theme", "a") == SearchQuery(filters={"theme": ("b",), "duration": ("60",)})
    assert query.without("duration", "60") == SearchQuery(filters={"theme": ("a", "b")})


queries = st.builds(
    SearchQuery,
    q=st.text(max_size=80).map(lambda text: " ".join(text.replace("\x00", " ").split())),
    filters=st.builds(
        dict.__or__,
        st.dictionaries(
            st.sampled_from(["theme", "audience", "association"]),
            st.lists(st.from_regex(r"[a-z0-9-]{1,20}", fullmatch=True), min_size=1, max_size=4, unique=True).map(tuple),
        ),
        st.fixed_dictionaries({}, optional={"duration": st.integers(1, 100_000).map(lambda number: (str(number),))}),
    ),
    sort=st.sampled_from(["relevance", "newest", "title", "shortest"]),
    page=st.integers(1, 10**9),
)


@settings(deadline=None)
@given(queries)
def test_address_round_trip(query: SearchQuery) -> None:
    assert parse(QueryDict(query.to_querystring()[1:])) == query


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_can_be_read(q: str) -> None:
    read_text(q)
