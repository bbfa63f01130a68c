"""Two texts compared: what is left without the additions is the one, without the deletions the other."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markup.differences import Labels, compare

SILENT = Labels("", "", "", "")
_HIDDEN = '<span class="visually-hidden"></span>'

inline = st.lists(
    st.tuples(st.sampled_from(["{}", "{}", "<b>{}</b>", '<a href="/x">{}</a>']), st.sampled_from("abcdefg")),
    min_size=1,
    max_size=5,
).map(lambda parts: " ".join(mark.format(word) for mark, word in parts))
item = inline.map("<li>{}</li>".format)
row = st.lists(inline.map("<td>{}</td>".format), min_size=2, max_size=2).map(lambda cells: f"<tr>{''.join(cells)}</tr>")
block = st.one_of(
    inline.map("<p>{}</p>".format),
    inline.map("<h3>{}</h3>".format),
    inline.map("<blockquote><p>{}</p></blockquote>".format),
    st.lists(item, min_size=1, max_size=3).map(lambda items: f"<ul>{''.join(items)}</ul>"),
    st.lists(row, min_size=1, max_size=3).map(lambda rows: f"<table><tbody>{''.join(rows)}</tbody></table>"),
)
text = st.lists(block, max_size=6).map("".join)


def inline_of(before, after):
    return compare(before, after, SILENT).inline.replace(_HIDDEN, "")


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@given(text, text)
def test_each_text_is_found_again_in_its_comparison(before, after):
    compared = compare(before, after, SILENT)

    assert words(re.sub(r"<ins>.*?</ins>", "", compared.inline)) == words(before)
    assert words(re.sub(r"<del>.*?</del>", "", compared.inline)) == words(after)
    assert (words(compared.before), words(compared.after)) == (words(before), words(after))


# Words and signs with a space between them or none, as a hurried hand types them.
_pieces = st.lists(st.sampled_from(["un", "plan", "et", ",", ".", "(", "’", " ", " ", "  ", "<br>"]), max_size=14).map(
    "".join
)


@given(_pieces, _pieces, st.sampled_from(["p", "pre", "li"]))
def test_spaces_are_found_again_as_words_are(before, after, tag):
    """Exactly: no space is lost, none is added, so no two words are glued that were apart."""
    old, new = (f"<ul><li>{one}</li></ul>" if tag == "li" else f"<{tag}>{one}</{tag}>" for one in (before, after))
    compared = compare(old, new, SILENT)
    shown = compared.inline.replace(_HIDDEN, "")

    assert _as_read(re.sub(r"<ins>.*?</ins>", "", shown)) == _as_typed(before, tag)
    assert _as_read(re.sub(r"<del>.*?</del>", "", shown)) == _as_typed(after, tag)
    assert _as_read(compared.before.replace(_HIDDEN, "")) == _as_typed(before, tag)
    assert _as_read(compared.after.replace(_HIDDEN, "")) == _as_typed(after, tag)


def _as_read(html):
    return re.sub(r"<[^>]+>", "", html.replace("<br>", "\n"))


def _as_typed(typed, tag):
    """HTML has one space for many, and none where a paragraph begins."""
    one = typed if tag == "pre" else re.sub(r"\s+", " ", typed)
    return one.lstrip().replace("<br>", "\n")


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("un plan et un", "un plan, un", "un plan<del> et </del><ins>, </ins>un"),
        ("un plan", "un plan neuf", "un plan<ins> neuf</ins>"),
        ("un plan neuf", "un plan", "un plan<del> neuf</del>"),
        ("un plan: le voici", "un plan : le voici", "un plan<ins> </ins>: le voici"),
        ("le plan ( jauni )", "le plan (jauni)", "le plan (<del> </del>jauni<del> </del>)"),
    ],
)
def test_space_behind_a_word_that_stayed_goes_with_what_changed(before, after, shown):
    assert inline_of(f"<p>{before}</p>", f"<p>{after}</p>") == f"<p>{shown}</p>"


def test_space_alone_is_read_aloud_to_nobody():
    labels = Labels("[−", "[+", "[~", "]")

    assert compare("<p>a b: c</p>", "<p>a b : c</p>", labels).inline == "<p>a b<ins> </ins>: c</p>"


@given(text)
def test_text_compared_with_itself_has_no_change(before):
    assert not compare(before, before, SILENT).is_change


@pytest.mark.parametrize(
    ("before", "after", "inline"),
    [
        (
            "<p>On découpe le papier bleu.</p>",
            "<p>On découpe le carton bleu.</p>",
            "<p>On découpe le <del>papier </del><ins>carton </ins>bleu.</p>",
        ),
        ("<p>Un.</p>", "<p>Un.</p><p>Deux.</p>", "<p>Un.</p><p><ins>Deux.</ins></p>"),
        (
            "<ul><li>un</li><li>trois</li></ul>",
            "<ul><li>un</li><li>deux</li><li>trois</li></ul>",
            "<ul><li>un</li><li><ins>deux</ins></li><li>trois</li></ul>",
        ),
        (
            "<ul><li>un<ul><li>a</li></ul></li></ul>",
            "<ul><li>un<ul><li>a</li><li>b</li></ul></li></ul>",
            "<ul><li>un<ul><li>a</li><li><ins>b</ins></li></ul></li></ul>",
        ),
        (
            "<p>un <b>mot</b> gras</p>",
            "<p>un mot gras</p>",
            '<p>un <span class="difference__marks">mot </span>gras</p>',
        ),
        ("<p>Titre</p>", "<h3>Titre</h3>", "<h3>Titre</h3>"),
        ("<p>Fin</p>", "<p>Fin</p><hr>", "<p>Fin</p><hr>"),
        (
            '<p>Voici <img src="/a.png" alt="Un chat"></p>',
            '<p>Voici <img src="/b.png" alt="Un chien"></p>',
            '<p>Voici <del><img src="/a.png" alt="Un chat"></del><ins><img src="/b.png" alt="Un chien"></ins></p>',
        ),
    ],
)
def test_comparison_is_drawn_as_the_page_is(before, after, inline):
    assert inline_of(before, after) == inline


REWRITTEN = [
    # before, after, whether single words are marked
    ("On découpe le papier bleu.", "On découpe le carton bleu.", True),
    ("Accueil", "Accueil des enfants", True),
    ("Prévoir du café.", "Prévoir du café, des tasses et une nappe.", True),
    ("En binôme, jouez la demande trois fois.", "En binôme, jouez la demande quatre fois, sans vous presser.", True),
    ("", "On se présente.", True),
    ("Le texte reste, tout le reste s’en va d’ici.", "Le texte reste.", True),
    ("On se présente.", "On part à trois.", False),
    (
        "Chaque binôme a un appareil et une liste de trois moments. Au bout d’une heure, on se retrouve à la table.",
        "Deux appareils, pas un de plus : ils passent de main en main. Qui n’a pas l’appareil tient le registre.",
        False,
    ),
    ("1 h 30", "45 min", False),
]


@pytest.mark.parametrize(("before", "after", "by_words"), REWRITTEN)
def test_words_are_marked_one_by_one_only_where_most_of_a_sentence_stays(before, after, by_words):
    shown = inline_of(f"<p>{before}</p>", f"<p>{after}</p>")

    apart = f"<p><del>{before}</del></p><p><ins>{after}</ins></p>"
    assert (shown == apart) is not by_words


def test_row_of_a_table_is_compared_cell_by_cell():
    before = "<table><tr><th>Heure</th><td>dix heures</td></tr></table>"
    after = "<table><tr><th>Heure</th><td>onze heures</td></tr></table>"

    assert "<tr><th>Heure</th><td><del>dix </del><ins>onze </ins>heures</td></tr>" in inline_of(before, after)


def test_words_that_lead_elsewhere_are_told_with_both_addresses():
    compared = compare(
        '<p>Voir <a href="https://a.example.org/">ce site</a>.</p>',
        '<p>Voir <a href="https://b.example.org/">ce site</a>.</p>',
        SILENT,
    )

    assert compared.links == [("ce site", "https://a.example.org/", "https://b.example.org/")]
    assert (compared.is_change, compared.has_new_words) == (True, False)


def test_heading_that_was_a_paragraph_is_a_change_of_layout():
    compared = compare("<p>Titre</p>", "<h3>Titre</h3>", SILENT)

    assert (compared.has_new_words, compared.has_new_marks) == (False, True)


def test_screen_readers_hear_what_is_gone_and_what_is_new():
    html = compare(
        "<p>le papier bleu</p>", "<p>le carton bleu</p>", Labels("[supprimé : ", "[ajouté : ", "", "] ")
    ).inline

    assert re.sub(r"<[^>]+>", "", html) == "le [supprimé : papier ] [ajouté : carton ] bleu"


@pytest.mark.parametrize(
    "text",
    [
        "<p>x<script>alert(1)</script></p>",
        '<p onclick="alert(1)">x</p>',
        '<p><a href="javascript:alert(1)">x</a></p>',
        '<p><a href=" JaVaScRiPt:alert(1)">x</a></p>',
        '<p><img src="javascript:alert(1)" onerror="alert(1)" alt="x"></p>',
        '<p style="position:fixed" class="message">x</p>',
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
        '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    ],
)
def test_nothing_that_runs_passes_through_a_comparison(text):
    for html in (compare("", text, SILENT).inline, compare(text, "<p>y</p>", SILENT).inline):
        assert re.findall(r"<(?!/?(?:p|ins|del|span|a|img|div)\b)", html) == []
        assert re.findall(r'(?:href|src)="\s*java|\son\w+=|style=|class="message', html, re.IGNORECASE) == []


def test_very_long_text_is_marked_by_whole_paragraphs():
    before = "".join(f"<p>{'mot ' * 99}{number}</p>" for number in range(400))
    compared = compare(before, before.replace("0</p>", "1</p>"), SILENT)

    assert compared.is_coarse
    assert words(compared.before) == words(before)


def test_time_grows_with_the_text_and_not_with_its_square(monkeypatch):
    """Counted in comparisons of lines, for two texts in which every paragraph changed."""
    from markup.differences import pairing  # noqa: PLC0415

    def asked(size):
        count = 0

        def alike(one, other, real=pairing._alike):
            nonlocal count
            count += 1
            return real(one, other)

        monkeypatch.setattr(pairing, "_alike", alike)
        lines = [f"<p>{' '.join(f'm{number}x{word}' for word in range(20))} fin</p>" for number in range(size)]
        compare("".join(lines), "".join(["<p>neuf</p>", *(line.replace("fin", "bout") for line in lines)]), SILENT)
        monkeypatch.undo()
        return count

    assert asked(400) <= 5 * asked(100)
