"""The programme on somebody else's site, whose styles are none of ours and were made for other things."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

pytestmark = pytest.mark.browser
EDITION = "/programme/porz-avel-en-biens-communs/"
# What real themes do: reset everything, hide by common names, set huge type, turn the page dark, draw over links.
HOSTILE = """
* { margin: 0; padding: 0; box-sizing: content-box; letter-spacing: .3em; text-transform: uppercase }
body { background: #111; color: #222; font: 40px/1 fantasy }
a, a:link { color: #111 !important; float: right; text-decoration: none; position: absolute; left: -9999px; font-size: 0; opacity: 0 }
ul, li, p, section, time, strong { display: none; visibility: hidden; height: 0; overflow: hidden; width: 10px }
h1, h2, main, .programme-frame, .title, .list { display: none }
section, section * { color: #111 !important; display: none !important }
iframe { border: 9px dashed red }
"""


@pytest.fixture
def host(visit):
    """A site of somebody else, at an address of its own, that holds a piece of HTML and those styles; no script runs."""
    held = {}

    class Host(BaseHTTPRequestHandler):
        def do_GET(self):
            text = (
                f"<!doctype html><html lang=fr><style>{HOSTILE}</style><body><div>{held['piece']}</div></body></html>"
            )
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_args):
            """Nothing to tell."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()

        def opened(piece, **options):
            held["piece"] = piece
            return visit(f"http://127.0.0.1:{server.server_port}/", java_script_enabled=False, **options)

        yield opened
        server.shutdown()


def code(visit, name):
    """What “Emporter le programme” offers to copy."""
    return visit(f"{EDITION}emporter/").locator(name).input_value()


def seen(locator):
    """Whether it stands on the page, large enough to be read."""
    box = locator.bounding_box()
    return bool(box and box["x"] >= 0 and box["width"] > 40 and box["height"] > 10 and locator.is_visible())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_piece_of_html_reads_in_a_hostile_page(visit, host, scheme):
    page = host(code(visit, "#code-html"), color_scheme=scheme, width=390)
    rows = page.locator("section li")

    assert rows.count() == 12
    assert seen(rows.first)
    assert seen(rows.first.locator("a"))
    assert seen(rows.first.locator("time"))
    look = rows.first.locator("a").evaluate("e => [getComputedStyle(e).fontSize, getComputedStyle(e).opacity]")
    assert look[1] == "1"
    assert float(look[0].removesuffix("px")) >= 12
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_frame_reads_in_a_hostile_page(visit, site, host, scheme):
    frame_code = code(visit, "#code-cadre").replace("http://communs.example.org", site)
    page = host(frame_code, color_scheme=scheme)
    inside = page.frame_locator("iframe")

    assert seen(inside.get_by_role("link", name="Porz-Avel en biens communs").first)
    first = inside.locator(".programme-frame__list li").first
    assert seen(first.locator("a"))
    assert first.locator("a").evaluate("e => getComputedStyle(e).fontSize") == inside.locator("body").evaluate(
        "e => getComputedStyle(e).fontSize"
    )
    assert inside.locator("main").evaluate("e => e.scrollWidth <= document.documentElement.clientWidth")
