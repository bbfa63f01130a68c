"""Words that say a day or some days: “ce week-end”, “samedi prochain”, “en octobre”, “05/12”, “October 5 to 8”.

What repeats says none (“le samedi”, “chaque mercredi”, “every Monday”), nor does what names a theme (“la ville de
demain”) or a thing (“le samedi des cartographes”). Days without a year are the next ones, or those just over; a week
that has begun, or a weekend, is what is left of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.understanding import day_spans as spans
from search.understanding.day_spans import COUNTS, DAY, FROM_THEN_ON, MONTHS, SEASONS, SHORT_WEEKDAYS, WEEKDAYS
from search.understanding.words import pieces

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from search.understanding.day_spans import Days, DaysOf
    from search.understanding.words import Piece

# Longer spans are those of an edition or a season, which words do not say by chance.
MOST_DAYS = 100
SHORTEST_CERTAIN = 7  # letters of a month that is no other word


@dataclass(frozen=True, slots=True)
class DaysMeant:
    """Items of a facet of days that happen on one of these, both ends among them; or say the words, unless `alone`."""

    facet: str
    first: date
    last: date
    alone: bool = False


@dataclass(frozen=True, slots=True)
class SaidDays:
    """What was typed from letter `start` to `end`, its plain words, and the days that it says."""

    start: int
    end: int
    words: tuple[str, ...]
    first: date
    last: date


W = "|".join(WEEKDAYS)
SHORT = "|".join((*WEEKDAYS, *SHORT_WEEKDAYS))
M = "|".join(MONTHS)
# Those that are no other word, and end what was typed: “brocante décembre”.
CERTAIN_MONTHS = "|".join(name for name in MONTHS if len(name) >= SHORTEST_CERTAIN)
# “Ce we”, as it is written on a phone.
WEEKEND = r"(?:week ?end|w ?e|wk|wkd|wik ?end|ouik ?end)"
D = r"(?:1er|(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?)"
Y = r"20[0-9]{2}"
N = rf"(?P<count>[0-9]{{1,2}}|{'|'.join(COUNTS)})"
FIRST = rf"(?P<first>{D})(?: (?P<other>{M})(?: (?P<since>{Y}))?)?"
OF_YEAR = rf"(?: (?P<year>{Y}))?"
LAST = rf"(?P<last>{D}) (?P<month>{M}){OF_YEAR}"
DATES = rf"(?:(?:{SHORT}) )?{FIRST}", rf"(?:(?:{SHORT}) )?{LAST}"
NUMBERS = rf"(?:(?:{SHORT}) )?(?P<first>{D})", rf"(?:(?:{SHORT}) )?(?P<last>{D})"
# “Week-end du 5 et 6 décembre”.
AND = r"(?:au|a|to|et|ou|and|or|et le)"
OF_WEEKEND = rf"(?:(?:(?:le|ce|the) )?{WEEKEND} )?"
DATED = rf"(?P<day>{D}) (?:of )?(?P<month>{M})(?: (?P<year>{Y}))?"
# Before a day of the week: it comes back each week. Before “demain”: it is what the future is called.
HABIT = r"(?<!\bdu )(?<!\ble )(?<!\bles )(?<!\bun )(?<!\bdes )(?<!\bau )(?<!\bchaque )(?<!\bevery )(?<!\bthe )"
HABIT += r"(?<!\btous les )"
# After it: it is the name of a thing (“samedi des cartographes”).
NAMED = r"(?! (?:des|du|de la)\b(?! \d))"
FUTURE = r"(?:(?<=\bpartir de )|(?<!\bde )(?<!\bdu )(?<!\bof ))"
# What a day has, and no habit: “programme du samedi”.
PROGRAMME = r"(?:programme|agenda|planning|horaires?|quoi faire|que faire|quoi de prevu)(?: de| du| ce| de ce| le)?"
OF_DAY = r"matin|matinee|midi|soir|soiree|journee|apres midi|morning|afternoon|evening|night"
PART = rf"(?: (?:(?:au|le|en|dans la|en fin de|fin de|in the|at) )?(?:{OF_DAY}))?"
TWO_WEEKDAYS = rf"(?P<weekday>{W}){PART} (?P<between>et|ou|a|au|and|or|to) (?P<until>{W}){PART}"
# No number of something else: “samedi 18 h”, “le 3 places”.
NO_COUNT = r"(?! ?(?:h|heures?|euros?|ans|min|minutes?|personnes?|enfants?|places?|pm|am)\b)"
# After “le 14”, at the end or before what says more of when and for whom.
ENDED = rf"(?= (?:a|au|aux|en|pour|avec|vers|des|at|for|with|{OF_DAY})\b|$)"
THIRD = "debut|mi|milieu|courant|fin|early|beginning|start|mid|middle|late|end"
OF_MONTH = r"(?:(?:de|du|of(?: the)?|of next) )?(?:mois|month)"
SEASON = "|".join(SEASONS)
HOLIDAYS = r"(?:(?:pendant|during) )?(?:(?:les|aux|ces|the) )?"
NAMES_OF_HOLIDAYS = (
    r"(?:(?P<winter>fevrier|hiver)|(?P<spring>printemps|paques|avril)|(?P<summer>ete|juillet|aout)"
    r"|(?P<autumn>toussaint|automne)|(?P<christmas>noel|fin annee|fin de annee))"
)
IN_ENGLISH = r"(?:(?P<summer>summer)|(?P<spring>easter)|(?P<christmas>christmas)) (?:holidays?|break|vacation)"
OF_SCHOOL = rf"{HOLIDAYS}(?:vacances|conges)(?: scolaires?)?(?: (?:de la|de|du|des))?"

# The longest first: “samedi 5 décembre” is no Saturday alone.
READINGS: tuple[tuple[re.Pattern[str], DaysOf], ...] = tuple(
    (re.compile(rf"\b(?:{pattern})\b"), read)
    for pattern, read in (
        (rf"{OF_WEEKEND}(?:du|from|entre le) {DATES[0]} (?:au|to|et le) {DATES[1]}", spans.from_to),
        (rf"{OF_WEEKEND}(?:les? |du |of |between )?{DATES[0]} (?:{AND} )?{DATES[1]}", spans.from_to),
        (rf"(?:from )?(?P<other>{M}) (?P<first>{D}) {AND} (?P<month>{M}) (?P<last>{D}){OF_YEAR}", spans.from_to),
        (rf"{OF_WEEKEND}(?:from )?(?P<month>{M}) (?P<first>{D}) {AND} (?P<last>{D}){OF_YEAR}", spans.from_to),
        (rf"(?:(?:le|ce|the) )?{WEEKEND} (?:du|of(?: the)?) (?:(?:{SHORT}) )?{DATED}", spans.weekend_of),
        (rf"(?:(?:la|the) )?(?:semaine|week) (?:du|of(?: the)?) (?:(?:{SHORT}) )?{DATED}", spans.week_of),
        (rf"(?:(?:le|on|the) )?(?:(?:{SHORT}) (?:the )?)?{DATED}{PART}", spans.one_day),
        (rf"(?:on )?(?:(?:{SHORT}) )?(?P<month>{M}) (?P<day>{D}){NO_COUNT}(?: (?P<year>{Y}))?{PART}", spans.one_day),
        (
            rf"(?:en |in |(?:at |by )?the )?(?P<part>{THIRD})(?: (?:de|du mois de|of))? (?P<month>{M}){OF_YEAR}",
            spans.part_of_month,
        ),
        (rf"(?:en |a la |(?:at |by )?the )?(?P<part>{THIRD}) {OF_MONTH}(?: prochain)?", spans.part_of_month),
        (rf"(?:en|in|au mois(?: de)?|pour le mois de) (?P<month>{M}){OF_YEAR}", spans.month),
        (rf"(?<=[a-z] )(?<!\bde )(?<!\bmois )(?P<month>{CERTAIN_MONTHS})(?P<year>)$", spans.month),
        (rf"(?<![0-9] )(?P<month>{M}) (?P<year>{Y})", spans.month),
        (rf"{OF_SCHOOL} {NAMES_OF_HOLIDAYS}", spans.holidays),
        (rf"{HOLIDAYS}(?:(?P<summer>grandes vacances)|(?P<winter>vacances de ski))", spans.holidays),
        (rf"{HOLIDAYS}{IN_ENGLISH}", spans.holidays),
        (r"(?:pendant|durant|pour) (?:les|ces) (?:prochaines )?vacances(?: scolaires)?", spans.next_holidays),
        (r"prochaines vacances|vacances (?:scolaires|prochaines)", spans.next_holidays),
        (r"(?:(?:during|in) )?(?:the )?school holidays?", spans.next_holidays),
        (rf"(?:cet|ce|this) (?P<season>{SEASON})", spans.season),
        (r"(?:ici|avant|before)(?: (?:a|le))? (?:noel|christmas)", spans.until_christmas),
        (
            r"(?:entre|between) (?:noel|christmas) (?:et|and) (?:le )?(?:jour de )?(?:an|nouvel an|new year)",
            spans.after_christmas,
        ),
        (rf"(?:du|from|entre le) {NUMBERS[0]} (?:au|to|et le) {NUMBERS[1]}{NO_COUNT}", spans.from_to_numbers),
        (rf"(?:(?:le|ce) )?{WEEKEND} du (?P<day>{D}){NO_COUNT}", spans.weekend_of_number),
        (rf"(?:la )?semaine du (?P<day>{D}){NO_COUNT}", spans.week_of_number),
        (rf"(?:(?:le|ce|on) )?(?P<weekday>{SHORT}) (?:le |the )?(?P<day>{D}){NO_COUNT}{PART}", spans.numbered_weekday),
        (rf"(?:le|on the) (?P<day>{D}){NO_COUNT}{ENDED}{PART}", spans.numbered_day),
        (rf"(?:(?:le|ce|se) )?{WEEKEND} prochain|next week ?end", spans.next_weekend),
        (rf"(?:le )?{WEEKEND} (?:dernier|passe)|last week ?end", spans.last_weekend),
        (rf"(?:ce|se) {WEEKEND}(?: (?:ci|qui vient))?|this week ?end|{PROGRAMME} {WEEKEND}|ce week$", spans.weekend),
        (
            rf"(?P<weekday>{W})(?: (?:de |of )?(?:(?:la )?semaine (?:prochaine|pro)|next week))",
            spans.weekday_of_next_week,
        ),
        (r"(?:la )?semaine (?:prochaine|pro|qui vient)|next week", spans.next_week),
        (r"(?:la )?semaine (?:derniere|passee)|last week", spans.last_week),
        (r"(?:en |a la )?fin de (?:la |cette )?semaine|(?:the )?end of the week", spans.end_of_week),
        (r"(?:toute )?cette semaine|(?:dans|pendant) la semaine|(?:later )?this week", spans.week),
        (r"en ce moment|right now", spans.week),
        (
            rf"(?:(?:dans|pendant|pour) )?les {N} (?:prochains jours|jours (?:qui viennent|a venir))",
            spans.coming_days,
        ),
        (rf"(?:(?:in|over) )?(?:the )?next {N} days", spans.coming_days),
        (r"ces (?:prochains )?jours(?: ci)?|(?:in )?the (?:next|coming) days", spans.coming_days),
        (r"(?:dans )?(?:les )?(?:prochains jours|jours (?:qui viennent|a venir))", spans.coming_days),
        (rf"(?:dans|ici) {N} jours", spans.after_days),
        (rf"(?:dans|ici) (?:une )?{N} semaines?", spans.after_weeks),
        (r"(?:le )?mois (?:prochain|qui vient)|next month", spans.next_month),
        (r"(?:le )?mois (?:dernier|passe)|last month", spans.last_month),
        (r"ce mois(?: ci)?|this month", spans.this_month),
        (r"[cs]e (?:soir|matin|midi)|cett?e? apres midi|tonight|this (?:evening|morning|afternoon)", spans.in_days(0)),
        (rf"(?<!\bhier et )(?<!\bhier a )aujourdhui{PART}|today", spans.in_days(0)),
        (r"tout a heure|^(?:maintenant|now)$", spans.in_days(0)),
        (r"(?:programme|planning|horaires?) (?:du jour|de la journee)", spans.in_days(0)),
        (rf"apres demain{PART}|(?:the )?day after tomorrow", spans.in_days(2)),
        (rf"avant hier{PART}|(?:the )?day before yesterday", spans.in_days(-2)),
        (rf"(?:hier(?! (?:et|a)\b)|yesterday){PART}|last night", spans.in_days(-1)),
        (rf"{FUTURE}(?:demain|tomorrow){PART}", spans.in_days(1)),
        (rf"(?:(?:de|entre|from|between) )?{HABIT}{TWO_WEEKDAYS}", spans.weekdays),
        (rf"(?:le )?(?P<weekday>{W}){PART} en (?P<later>huit|8|quinze|15)", spans.weekday),
        (rf"(?:le )?(?P<weekday>{W}) (?:dernier|passe){PART}", spans.last_weekday),
        (rf"last (?P<weekday>{W}){PART}", spans.last_weekday),
        (rf"(?:le )?(?P<weekday>{W}){PART} (?:prochain|qui vient){PART}", spans.weekday),
        (rf"(?:ce|on|this|next) (?P<weekday>{W}){PART}", spans.weekday),
        (rf"{PROGRAMME} (?P<weekday>{W}){PART}", spans.weekday),
        (rf"{HABIT}(?P<weekday>{W}){PART}{NAMED}", spans.weekday),
        (rf"(?:this|next|on) (?P<weekday>{'|'.join(SHORT_WEEKDAYS)}){PART}", spans.weekday),
        (rf"(?P<weekday>sat|fri|thurs|tues){PART}$", spans.weekday),
    )
)  # fmt: skip
# What any of these has, so that most questions are read once.
TELLING = re.compile(
    rf"\b(?:[0-9]|(?:{SHORT}|{M}|{SEASON}|{WEEKEND}|week|month|mois|semaine|jours?|days?|demain|tomorrow|hier|yesterday"
    rf"|aujourdhui|today|tonight|noel|christmas|vacances|conges|holidays?|break|vacation|moment|now|maintenant|heure"
    rf"|{OF_DAY})\b)"
)
IN_A_MONTH = re.compile(r"(?:mois|d[ée]but|mi|milieu|courant|fin) d.$")
# Right before some days: all until they are over, or from then on.
UNTIL = re.compile(r"\b(?:jusqu|ici|by|until|till|before|avant)(?: (?:a|au|le|la|the))? $")
FROM = re.compile(
    r"\b(?:a partir(?: (?:de|du))?|des(?: le)?|apres(?: le)?|from|starting(?: on)?|after|as of)(?: the)? $"
)
# 05/12, 5/12/2026, 05.12, 5.12.2026, 05-12-2026 and 2026-12-05; no half (1/2), night and day (24/7) or version (3.1).
NUMERIC = re.compile(
    r"(?<![\w/.-])(?:"
    r"(?P<day>0[1-9]|[12][0-9]|3[01]|[1-9])(?:/(?P<slash>0?[1-9]|1[0-2])(?:/(?P<slash_year>(?:20)?[0-9]{2}))?"
    r"|[.-](?P<mark>0?[1-9]|1[0-2])[.-](?P<mark_year>20[0-9]{2})|\.(?P<dot>0[1-9]|1[0-2]))"
    r"|(?P<iso_year>20[0-9]{2})-(?P<iso>0[1-9]|1[0-2])-(?P<iso_day>0[1-9]|[12][0-9]|3[01])"
    r")(?![\w/-]|\.\w)"
)
NO_DATES = re.compile(r"[1-3]/[2-4]|24/7|7/7")
_NAMES = {number: name for name, number in reversed(MONTHS.items())}


def find(text: str, *, today: date) -> SaidDays | None:
    """The first days that a text says, as somebody says them on `today`; None when it says none, or too many.

    >>> said = find("atelier ce week-end", today=date(2026, 12, 1))
    >>> said.words, f"{said.first} {said.last}"
    (('ce', 'week', 'end'), '2026-12-05 2026-12-06')
    """
    read = [piece for piece in pieces(text) if not piece.joined]
    plain = " ".join(_with_months(text, read))
    if not TELLING.search(plain):
        return None
    for pattern, days_of in READINGS:
        said = pattern.search(plain)
        days = days_of(today, said) if said else None
        if said is None or days is None:
            continue
        start, days = _with_before(plain[: said.start()], today, days)
        if (days[1] - days[0]).days >= MOST_DAYS:
            return None
        before = plain[:start].count(" ")
        last = before + plain[start : said.end()].count(" ")
        words = tuple(piece.words[0] for piece in read[before : last + 1])
        return SaidDays(read[before].start, read[last].end, words, *days)
    return None


def _unelided(piece: Piece, before: str) -> str:
    """A plain word; another where what is elided before it turns its sense (“jusqu'à dimanche”, “photos d'octobre”)."""
    word = piece.words[0]
    if before.endswith(("jusqu'", "jusqu’")):
        return "jusqu"
    if before.endswith(("d'", "d’")) and (word == "hier" or word in MONTHS) and not IN_A_MONTH.search(before):
        return f"d_{word}"
    return word


def are_said(plain: str) -> bool:
    """Whether plain words say some days, whichever these are."""
    return bool(TELLING.search(plain)) and any(pattern.search(plain) for pattern, _days_of in READINGS)


def _with_before(before: str, today: date, days: Days) -> tuple[int, Days]:
    """Where some days begin with what is said right before them (“d'ici”, “à partir de”), and which they are so."""
    if (said := UNTIL.search(before)) and days[1] >= today:
        is_over = said[0].startswith(("avant", "before"))
        return said.start(), (today, max(today, days[0] - DAY if is_over else days[1]))
    if said := FROM.search(before):
        first = days[1] + DAY if said[0].startswith(("apres", "after")) else days[0]
        return said.start(), (first, first + FROM_THEN_ON)
    return len(before), days


def _with_months(text: str, read: Sequence[Piece]) -> list[str]:
    """The plain words, those of dates in numbers as they are said: 05/12 is “5 decembre”."""
    words = [_unelided(piece, text[: piece.start].lower()) for piece in read]
    for date_ in NUMERIC.finditer(text):
        named = {name.rpartition("_")[2]: value for name, value in date_.groupdict().items() if value}
        places = [place for place, piece in enumerate(read) if date_.start() <= piece.start < date_.end()]
        number = next(named[name] for name in ("slash", "mark", "dot", "iso") if name in named)
        said = [named["day"], _NAMES[int(number)]]
        if "year" in named:
            said.append(named["year"] if len(named["year"]) > 2 else f"20{named['year']}")  # noqa: PLR2004 -- digits
        if len(places) == len(said) and not NO_DATES.fullmatch(date_[0]):
            words[places[0] : places[-1] + 1] = said
    return words
