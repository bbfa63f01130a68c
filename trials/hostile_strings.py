"""Strings that people, machines and attackers write into forms and addresses."""

# ruff: noqa: E501 -- rows of data

from __future__ import annotations

LONG = 20_000

STRINGS = (
    "", " ", "\t\n\r", "\0", "a\0b", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "\ufeff", "\u202ea", "\u200b" * 50,
    "\u0301" * 500, "e" + "\u0301" * 2000, "🦊" * 300, "👩\u200d👩\u200d👧" * 100, "ﬁ ǆ ß İ ı", "\u2028\u2029", "\x1b[31m", "\x7f\x80",
    "'", "''", '"', "`", "\\", "\\\\'", "'; DROP TABLE wagtailcore_page; --", "' OR '1'='1", "1) UNION SELECT 1--", "%", "_", "%%%",
    "$1", "${7*7}", "{{7*7}}", "{% debug %}", "{0}", "{title}", "%s", "%(x)s", "%n%n%n", "%00", "%c0%af", "%u0041",
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)", "data:text/html,x", "<!--", "]]>",
    "<![CDATA[", "&lt;", "&#0;", "&#x110000;", "&amp;amp;", "<svg/onload=alert(1)>", "</textarea><b>", "a\r\nSet-Cookie: x=1",
    "../../etc/passwd", "..%2f..%2f", "file:///etc/passwd", "//evil.example", "http://[", "http://[::1", "http://%zz", "https://a b/",
    "http://" + "a" * 300 + "/", "mailto:a@b", "http://localhost:99999999/", "\\\\server\\x",
    "-1", "0", "00", "1e400", "NaN", "inf", "-0", "99999999999999999999999", "0x10", "1.5", "１２", "²", "٣", "1_000", "+1", "true", "null",
    "[]", "{}", "[" * 2000, "(" * 2000, "((((((((a)*)*)*)*)*)*)*)*", "a" * LONG, "a " * (LONG // 2), "(a" * 5000, '"' * 999, "*" * 3000,
    "AND OR NOT", "title:x", "title:[* TO *]", "a~9999", "a^99999", "a*", "*", "?", '+-&&||!(){}[]^"~*?:\\/', "type:guide AND (", "a..b",
    "CC " * 3000, "CC BY-NC-SA " * 1500, "CC-BY-" * 3000, "licence " * 2500, "https://creativecommons.org/licenses/" * 300,
    "© " * 5000, "by-" * 6000, "guide:1", "guide:-1", "guide:99999999999999999999", "guide:١", "x:1", "item:", "\n".join(["CC BY"] * 3000),
    "é" * 5000, "l'" * 4000, "--" * 5000, "1/2" * 3000, "a-" * 6000, "@" * 3000, "a@b." * 2000,
)  # fmt: skip
