"""Countries and regions that people write after a licence although it has no text of theirs.

The countries that do have one are named by the catalogue itself. Codes are those of ISO 3166. Countries whose name is
also a first name (Jordan, Chad, Dominique) are left out: an author often stands there.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from legaltools.recognise.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

_COUNTRIES = """
ad andorre/andorra; ae emirats arabes unis/united arab emirates; af afghanistan; al albanie/albania; ao angola;
ba bosnie herzegovine/bosnia and herzegovina; bd bangladesh; bf burkina faso; bh bahrein/bahrain; bi burundi;
bj benin; bo bolivie/bolivia; bt bhoutan/bhutan; bw botswana; by bielorussie/belarus; bz belize;
cd republique democratique du congo/democratic republic of the congo; cf republique centrafricaine/centrafrique;
cg congo; ci cote d ivoire/ivory coast; cm cameroun/cameroon; cu cuba; cv cap vert/cape verde; cy chypre/cyprus;
dj djibouti; do republique dominicaine/dominican republic; dz algerie/algeria; er erythree/eritrea;
et ethiopie/ethiopia; eu union europeenne/european union/europe; fi finlande/finland; fj fidji/fiji; ga gabon;
gh ghana; gm gambie/gambia; gn guinee/guinea; gp guadeloupe; gf guyane/french guiana; gl groenland/greenland;
gy guyana; hn honduras; ht haiti; id indonesie/indonesia; iq irak/iraq; ir iran; is islande/iceland;
jm jamaique/jamaica; ke kenya; kg kirghizistan/kyrgyzstan; kh cambodge/cambodia; km comores/comoros;
kp coree du nord/north korea; kw koweit/kuwait; kz kazakhstan; la laos; lb liban/lebanon; li liechtenstein;
lk sri lanka; lr liberia; lt lituanie/lithuania; lv lettonie/latvia; ly libye/libya; ma maroc/morocco; mc monaco;
md moldavie/moldova; me montenegro; mg madagascar; ml mali; mm birmanie/myanmar; mn mongolie/mongolia;
mq martinique; mr mauritanie/mauritania; mu ile maurice/mauritius; mv maldives; mw malawi; mz mozambique;
na namibie/namibia; nc nouvelle caledonie/new caledonia; ne niger; ng nigeria; ni nicaragua; np nepal; om oman;
pa panama; pf polynesie francaise/french polynesia; pg papouasie nouvelle guinee/papua new guinea; pk pakistan;
ps palestine; py paraguay; qa qatar; re la reunion/reunion island; ru russie/russia; rw rwanda;
sa arabie saoudite/saudi arabia; sd soudan/sudan; sk slovaquie/slovakia; sl sierra leone; sm saint marin/san marino;
sn senegal; so somalie/somalia; sr suriname; sv salvador/el salvador; sy syrie/syria; tg togo;
tj tadjikistan/tajikistan; tm turkmenistan; tn tunisie/tunisia; tr turquie/turkey/turkiye; tz tanzanie/tanzania;
ua ukraine; uy uruguay; uz ouzbekistan/uzbekistan; va vatican; ye yemen; yt mayotte; zm zambie/zambia; zw zimbabwe;
"""
# Regions, each with the country whose text may have been meant.
_REGIONS = """
Québec/ca; Ontario/ca; Wallonie/be; Wallonia/be; Flandre/be; Flanders/be; Bruxelles/be; Brussels/be; Bretagne/fr;
Brittany/fr; Alsace/fr; Corse/fr; Corsica/fr; Occitanie/fr; Catalogne/es; Catalonia/es; Pays basque/es;
Basque Country/es; Galice/es; Galicia/es; Pays de Galles/uk; Wales/uk; Irlande du Nord/uk; Northern Ireland/uk;
California/us; Californie/us; Texas/us; Bavière/de; Bavaria/de; Afrique/; Africa/; Amérique/; Asie/; Asia/;
"""
_LONGEST_CODE = 3
# A code of two letters that is also a word, or the letters of a licence, names no country by itself.
_NOT_A_CODE = frozenset(
    {"by", "sa", "nc", "id", "do", "la", "so", "me", "is", "ma", "ne", "et", "al", "ad", "ml", "va"}
)


def countries_without_port() -> Iterator[tuple[str, str]]:
    """Yield the words that name a country or a region, folded, and what they stand for: a code, or the words."""
    for row in _rows(_COUNTRIES):
        code, _space, names = row.partition(" ")
        if code not in _NOT_A_CODE:
            yield code, code
        yield from ((name, name if code in _NOT_A_CODE else code) for name in names.split("/"))
    for row in _rows(_REGIONS):
        name, _slash, _country = row.partition("/")
        yield " ".join(map(folded, name.split())), name


def country_label(country: str) -> str:
    """Give a code in capitals, and the name of a region as it is."""
    is_code = all(len(part) <= _LONGEST_CODE for part in country.split("-")) or country == "scotland"
    return country.upper() if is_code else country[:1].upper() + country[1:]


def country_of(country: str) -> str:
    """Give the code of the country that a region belongs to, "" where none; a code stays what it is."""
    return _parents().get(country, country)


@cache
def _parents() -> dict[str, str]:
    return dict(row.split("/") for row in _rows(_REGIONS))


def _rows(text: str) -> Iterator[str]:
    return filter(None, (row.strip() for row in text.replace("\n", " ").split(";")))
