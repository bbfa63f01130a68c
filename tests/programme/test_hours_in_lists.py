"""Hours go to the next line whole, or break after their dash: no line begins with a space that does not break."""

from __future__ import annotations

import pytest

from programme.templatetags.programme import breaking_hours, unbroken_hours


@pytest.mark.parametrize(
    ("when", "drawn"),
    [
        ("samedi 2␣octobre, 14␣h␣–␣16␣h", 'samedi 2␣octobre, <span class="hours">14␣h␣–␣16␣h</span>'),
        ("du 2 au 17␣octobre", "du 2 au 17␣octobre"),
        ("<b>, 14␣h␣–␣<i>", '&lt;b&gt;, <span class="hours">14␣h␣–␣&lt;i&gt;</span>'),
        # Longer than a phone is wide.
        ("le 2, 2␣h␣30␣(heure␣d’été)␣–␣4␣h␣30", "le 2, 2␣h␣30␣(heure␣d’été)␣–␣4␣h␣30"),
    ],
)
def test_hours_after_a_day_stay_together(when, drawn):
    assert unbroken_hours(when.replace("␣", "\u00a0")).replace("\u00a0", "␣") == drawn


def test_hours_in_a_narrow_column_break_after_their_dash():
    assert breaking_hours("11␣h␣30␣–␣14␣h".replace("␣", "\u00a0")).replace("\u00a0", "␣") == "11␣h␣30␣– 14␣h"
