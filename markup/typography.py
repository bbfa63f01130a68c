"""French and English typography: spaces that do not break, apostrophes, durations, ranges.

Sources: *Lexique des règles typographiques en usage à l'Imprimerie nationale* for the spaces (a full no-break space
before a colon and inside guillemets, a thin one before « ; ! ? »), the SI brochure for units (a space, h and min).
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

KILO, A_FEW = 1000, 10
# Before these French says d’ and not de: a vowel, or an h that is not heard in the words one brings to a workshop.
SPOKEN_VOWEL = re.compile(
    r"[aeiouyâàäéèêëîïôöûùüœæ]|h(?:uile|erbe|eure|abit|élice|ibiscus|uître|ydro|ameçon)", re.IGNORECASE
)
NBSP = "\u00a0"
THIN = "\u202f"
SPACES = rf"[ {NBSP}{THIN}]"

# The straight apostrophe of an elision (l'eau, qu'on, aujourd'hui) or of the Breton c'h, as it is or as HTML writes it.
ELISION = r"(?:(?<=\b[cdjlmnst])|(?<=qu)|(?<=jourd)|(?<=c)(?=(?:'|&#(?:39|x27);)h))(?:'|&#(?:39|x27);)"
# What no rule may touch: tags, the insides of code, entities, addresses of the web and of mail, pictograms (:bulb:).
UNTOUCHED = re.compile(
    rf"(<(pre|code|script|style|textarea|kbd)\b.*?</\2\s*>|<[^>]*>|(?!(?:{ELISION}(?:\w|<|$)|&#(?:39|x27);[a-z]))&#?\w+;|"
    r"(?<![\w:]):[a-z][a-z0-9_+-]{1,30}:(?![\w:])|\b\w+://[^\s<]+|\bwww\.[^\s<]+|[^\s<>@]{1,64}@[^\s<>]{1,255})",
    re.DOTALL | re.IGNORECASE,
)
UNITS = (
    "min|h|s|mm|cm|m|km|g|kg|l|L|cl|ml|Mo|Go|ko|px|euros?|ans?|jours?|semaines?|mois|heures?|minutes?|secondes?|"
    "personnes?|participant·e·s|participantes?|participants?|enfants|adultes|feuilles|pages?|groupes?|"
    "hr|years?|people|person|participants|hours?|days?|weeks?"
)
NUMBER_UNIT = (re.compile(rf"(?<=\d){SPACES}+(?=(?:{UNITS})\b)"), NBSP)
FRENCH = (
    (re.compile(rf"{ELISION}(?=\w|$)", re.IGNORECASE), "’"),
    (re.compile(rf"(?<=«){SPACES}*(?=\S|$)"), NBSP),
    (re.compile(rf"(?<=\S){SPACES}*(?=»)"), NBSP),
    (re.compile(rf"{SPACES}+(?=[;!?])"), THIN),
    (re.compile(r"(?<=[\w)\]»”])(?=[;!?]+(?:[\s)»”]|$))"), THIN),
    (re.compile(rf"{SPACES}+(?=:(?:\s|$))"), NBSP),
    (re.compile(r"(?<=[\w)\]»”])(?=:(?:\s|$))"), NBSP),
    (re.compile(rf"(?<=\d){SPACES}*(?=[%€])"), NBSP),
    (re.compile(rf"(?<=n°){SPACES}+(?=\d)"), NBSP),
    NUMBER_UNIT,
)
# The apostrophe inside a word, as it is or as HTML writes it: the studio's, don't, a French name (L'Établi).
APOSTROPHE = r"(?<=[^\W\d_])(?:'|&#(?:39|x27);)(?=[^\W\d_])"
ENGLISH = ((re.compile(APOSTROPHE, re.IGNORECASE), "’"), NUMBER_UNIT)


@lru_cache(maxsize=2048)  # labels and titles come back on every page
def typeset(text: str, *, language: str) -> str:
    """`text`, plain or HTML, with the spaces of its language made no-break, and its elisions curved.

    Idempotent. Words are never changed; tags, code, entities, addresses and times such as 10:30 are left as they are.
    """
    rules = FRENCH if language.startswith("fr") else ENGLISH
    parts, end = [], 0
    for match in UNTOUCHED.finditer(text):
        parts += [_apply(rules, text[end : match.start()]), match[0]]
        end = match.end()
    return "".join([*parts, _apply(rules, text[end:])])


def _apply(rules: tuple[tuple[re.Pattern[str], str], ...], text: str) -> str:
    for pattern, space in rules:
        text = pattern.sub(space, text)
    return text


def duration(minutes: int, *, language: str) -> str:
    """A length of time in minutes, as people say it: "45 min", "2 h", "1 h 30" (English: "1 hr 30 min")."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}{NBSP}min"
    if language.startswith("fr"):
        return f"{hours}{NBSP}h{NBSP}{rest:02}" if rest else f"{hours}{NBSP}h"
    return f"{hours}{NBSP}hr{NBSP}{rest}{NBSP}min" if rest else f"{hours}{NBSP}hr"


def number(value: Decimal | int, *, language: str) -> str:
    """A number as people write it: 2400 is "2 400" (English: "2,400"), 1.50 is "1,5" (English: "1.5")."""
    group, point = (THIN, ",") if language.startswith("fr") else (",", ".")
    text = format(Decimal(value).normalize(), ",f")
    return text.translate({ord(","): group, ord("."): point})


def file_size(size: int, *, language: str) -> str:
    """The size of a file, in multiples of 1,000 bytes (not 1,024): "59 ko", "1,2 Mo" (English: "59 kB", "1.2 MB")."""
    letter = "o" if language.startswith("fr") else "B"
    if size < KILO:
        return f"{size}{NBSP}{'octets' if letter == 'o' else 'bytes'}"
    amount, prefix = (size / KILO, "k") if round(size / KILO) < KILO else (size / KILO**2, "M")
    rounded = Decimal(str(round(amount, 1 if amount < A_FEW else 0)))
    return f"{number(rounded, language=language)}{NBSP}{prefix}{letter}"


def measured(name: str, unit: str, *, language: str) -> str:
    """What is measured after its unit: "g d’argile", "m de ficelle", "g of clay"; "g argila" where no word is known."""
    if language.startswith("fr"):
        return f"{unit} d’{name}" if SPOKEN_VOWEL.match(name) else f"{unit} de {name}"
    return f"{unit} of {name}" if language.startswith("en") else f"{unit} {name}"


def iso_duration(minutes: int) -> str:
    """The same length for machines (ISO 8601): 90 is `PT1H30M`."""
    hours, rest = divmod(minutes, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{rest}M" if rest or not hours else "")


# least and most known, least only, most only, both equal
PEOPLE = {
    "fr": ("{least} à {most} personnes", "dès {least} personnes", "jusqu’à {most} personnes", "{least} personnes"),
    "en": ("{least} to {most} people", "{least} people or more", "up to {most} people", "{least} people"),
}
AGES = {
    "fr": ("{least} à {most} ans", "dès {least} ans", "jusqu’à {most} ans", "{least} ans"),
    "en": ("ages {least} to {most}", "ages {least} and up", "up to age {most}", "age {least}"),
}
ALONE = {"fr": {"personnes": "personne", "ans": "an"}, "en": {"people": "person"}}


def people(least: int | None, most: int | None, *, language: str) -> str:
    """How many people: "6 à 12 personnes". Empty when neither bound is known."""
    return _span(PEOPLE, least, most, language=language)


def ages(least: int | None, most: int | None, *, language: str) -> str:
    """For what ages, in years: "dès 10 ans". Empty when neither bound is known."""
    return _span(AGES, least, most, language=language)


def _span(table: dict[str, tuple[str, str, str, str]], least: int | None, most: int | None, *, language: str) -> str:
    spoken = "fr" if language.startswith("fr") else "en"
    between, at_least, at_most, exactly = table[spoken]
    if least is None and most is None:
        return ""
    if least is None:
        pattern = at_most
    elif most is None:
        pattern = at_least
    else:
        pattern = exactly if least == most else between
    text = pattern.format(least=least, most=most)
    if 1 in {least, most} and (most or least) == 1:
        for many, one in ALONE[spoken].items():
            text = text.replace(many, one)
    return typeset(text, language=spoken)
