"""Properties that say a place or a serial number go by their names, whatever their prefix and however long the packet."""

from __future__ import annotations

import pytest

from commons.library.domain import private_xml
from commons.library.domain.private_xml import LARGEST_PACKET, blanked, without_place
from commons.library.domain.told_places import CannotClean, without_tags

HEAD = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="r"><rdf:Description'
END = b"</rdf:RDF></x:xmpmeta>"


def packet(attributes=b"", inside=b""):
    return HEAD + b" " + attributes + b">" + inside + b"</rdf:Description>" + END


@pytest.mark.parametrize(
    "attribute",
    [
        b'drone-dji:GpsLatitude="48.39"',
        b"drone-dji:GpsLongtitude = '48.39'",
        b'drone-dji:DroneSerialNumber="48.39"',
        b'x1:GPSLatitude="48.39"',
        b'aux:OwnerName="a > 48.39"',
        b'geo:lat="48.39" xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#"',
    ],
)
def test_attribute_goes_whatever_its_prefix(attribute):
    cleaned = without_place(packet(b'dc:title="Rue" ' + attribute + b' xmpRights:Owner="Awa"'))
    assert (b"48.39" in cleaned, b'dc:title="Rue"' in cleaned, b'xmpRights:Owner="Awa"' in cleaned) == (
        False,
        True,
        True,
    )


@pytest.mark.parametrize(
    "element",
    [
        b"<exif:GPSLatitude>48.39</exif:GPSLatitude>",
        b'<drone-dji:GpsLatitude rdf:datatype="x">48.39</drone-dji:GpsLatitude>',
        b"<exif:GPSA><exif:GPSA>1</exif:GPSA><exif:GPSA/>48.39</exif:GPSA>",
        b'<exif:GPSLatitude rdf:resource="48.39"/>',
        b"<aux:LensSerialNumber><rdf:Seq><rdf:li>48.39</rdf:li></rdf:Seq></aux:LensSerialNumber>",
    ],
)
def test_element_goes_with_what_it_holds(element):
    said = b"<dc:creator>Awa</dc:creator>"
    assert without_place(packet(inside=said + element + said)) == packet(inside=said + said)


@pytest.mark.parametrize(
    "told",
    [
        b"<exif:GPSLatitude>48.39",
        packet(inside=b"<exif:GPSA>48.39"),
        b'<!DOCTYPE x [<!ENTITY a "GPS 48.39">]>' + packet(),
        packet(b'exif:GPSLatitude="48.39"').decode().encode("utf-16"),
        b"<exif:GPSA>" * (LARGEST_PACKET // 11 + 1),
        packet(b'dc:title="48.39"').ljust(LARGEST_PACKET + 1),
    ],
    ids=["fragment", "never closed", "declares", "UTF-16", "half tags", "too large"],
)
def test_packet_that_nobody_can_be_sure_of_goes_whole(told):
    assert without_place(told) == b""


@pytest.mark.parametrize("said", [packet(b'dc:title="Rue"'), packet(inside=b"<dc:title>Le GPS</dc:title>"), b"GPS" * 0])
def test_packet_that_says_nothing_is_the_very_same(said):
    assert without_place(said) == said


def test_half_tags_are_looked_at_once_and_blanked():
    told = (b"<" + b"GPS-" * 19 + b"GPS>") * 50
    assert blanked(told) == b" " * len(told)


def test_tag_that_is_never_closed_goes_up_to_the_end():
    told = b"PRIV\0\xff" + b"<BWFXML><NOTE>Rue</NOTE><LOCATION_GPS>48.39</BWFXML>"
    assert blanked(told) == told[: told.index(b"<LOCATION")].ljust(len(told))


def test_more_tags_and_attributes_than_are_looked_at_are_refused(monkeypatch):
    monkeypatch.setattr(private_xml, "MOST_MARKS", 100)
    with pytest.raises(CannotClean):
        without_tags(b"<a b='c'/>" * 26 + b"<GPS/>")
