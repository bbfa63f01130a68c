from __future__ import annotations

import json

from web.static_files import NamedByContent


def test_address_of_a_file_is_worked_out_once(tmp_path, settings):
    settings.DEBUG = False
    (tmp_path / "staticfiles.json").write_text(
        json.dumps({"version": "1.1", "paths": {"css/a.css": "css/a.123.css"}, "hash": ""})
    )
    storage = NamedByContent(location=tmp_path, base_url="/static/")

    assert storage.url("css/a.css") == "/static/css/a.123.css"
    storage.hashed_files.clear()
    assert storage.url("css/a.css") == "/static/css/a.123.css"
