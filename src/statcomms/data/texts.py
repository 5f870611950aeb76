"""What Nusamara's office writes: short posts with a figure, its period and its place.

A figure is a pure function of the seed, the indicator, the place and the period, so two posts about
the same thing say the same number.

>>> round(figure(2026, "inflation", "Nusamara", "Q1 2026"), 1) == figure(
...     2026, "inflation", "Nusamara", "Q1 2026")
True
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Sequence

from statcomms.schema import PROVINCES

__all__ = ["INDICATORS", "figure", "write_posts"]

INDICATORS: dict[str, tuple[float, float, int]] = {
    "inflation": (1.2, 6.4, 1),
    "food prices": (0.8, 9.5, 1),
    "transport prices": (-2.0, 7.5, 1),
    "rent": (0.5, 5.5, 1),
    "unemployment": (3.4, 7.2, 1),
    "employment": (56.0, 68.0, 1),
    "weekly wages": (212.0, 388.0, 0),
    "work at age 15 to 24": (31.0, 52.0, 1),
    "economic growth": (-0.6, 4.8, 1),
    "exports of goods": (84.0, 196.0, 0),
    "building work": (-4.0, 9.0, 1),
    "household size": (3.6, 5.4, 1),
    "children under 15": (27.0, 38.0, 1),
    "people over 60": (7.0, 14.0, 1),
    "life in towns": (22.0, 61.0, 1),
    "test forms returned": (18.0, 93.0, 1),
    "census workers": (310.0, 1480.0, 0),
    "homes listed": (21.0, 164.0, 0),
    "vaccination": (71.0, 96.0, 1),
    "registered births": (1180.0, 4960.0, 0),
    "smokers": (9.0, 28.0, 1),
    "school attendance": (82.0, 98.0, 1),
    "teachers": (640.0, 3900.0, 0),
    "reading at age ten": (58.0, 89.0, 1),
    "rainfall": (96.0, 412.0, 0),
    "coconut harvest": (12.0, 58.0, 0),
    "forest cover": (34.0, 78.0, 1),
    "visitors": (3.1, 27.5, 1),
    "length of stay": (4.2, 9.8, 1),
    "hotel rooms taken": (38.0, 84.0, 1),
    "questions answered": (240.0, 980.0, 0),
    "answering time": (1.2, 4.8, 1),
    "interviews": (1400.0, 9800.0, 0),
}
"""Smallest and largest figure of each indicator, and its decimals."""

_SENTENCES: dict[str, tuple[tuple[str, str], ...]] = {
    "prices": (
        (
            "transport prices",
            "A trip to work in {place} cost {figure} % more in {period} than a year before.",
        ),
        ("rent", "What tenants in {place} paid in {period}: {figure} % more than a year before."),
        ("inflation", "Prices in {place} were {figure} % higher in {period} than a year before."),
        ("food prices", "Food in {place} cost {figure} % more in {period} than a year earlier."),
        (
            "transport prices",
            "Bus, boat and fuel prices in {place}: {figure} % over the year to {period}.",
        ),
        ("rent", "Rents in {place} went up {figure} % in the year to {period}."),
        (
            "inflation",
            "What did {figure} % inflation in {place} mean for a family's basket in {period}?",
        ),
        (
            "food prices",
            "Rice, fish, cooking oil: the food basket of {place} in {period}, {figure} % dearer "
            "than a year ago.",
        ),
    ),
    "labour": (
        (
            "employment",
            "Who works in {place}? {figure} of every 100 people of 15 and over, {period}.",
        ),
        (
            "work at age 15 to 24",
            "First jobs in {place}: {figure} % of young people worked in {period}.",
        ),
        (
            "weekly wages",
            "Pay in {place}, {period}: {figure} nusa a week in the middle of the scale.",
        ),
        ("unemployment", "{figure} % of the labour force in {place} looked for work in {period}."),
        (
            "employment",
            "{figure} of every 100 people aged 15 and over in {place} had work in {period}.",
        ),
        ("weekly wages", "The middle weekly wage in {place} was {figure} nusa in {period}."),
        (
            "work at age 15 to 24",
            "In {period}, {figure} % of people aged 15 to 24 in {place} had a job.",
        ),
        (
            "unemployment",
            "Unemployment in {place}, {period}: {figure} %, and how we count it.",
        ),
        (
            "weekly wages",
            "Half of the employees in {place} earned less than {figure} nusa a week in {period}.",
        ),
    ),
    "economy": (
        (
            "building work",
            "More walls, more roofs? Building work in {place} changed by {figure} "
            "% up to {period}.",
        ),
        (
            "exports of goods",
            "Ships left {place} with goods worth {figure} million nusa in {period}.",
        ),
        (
            "economic growth",
            "The economy of {place} changed by {figure} % in {period}, after prices.",
        ),
        ("exports of goods", "{place} sold goods for {figure} million nusa abroad in {period}."),
        ("building work", "Building work in {place}: {figure} % over the year to {period}."),
        (
            "exports of goods",
            "Exports from {place} in {period} came to {figure} million nusa. Which goods?",
        ),
        (
            "economic growth",
            "{figure} %: output of {place} in {period} against the same months of last year.",
        ),
    ),
    "population": (
        ("children under 15", "Young {place}: {figure} of 100 people were under 15 in {period}."),
        (
            "people over 60",
            "Growing old in {place}: {figure} of 100 people were 60 or over in {period}.",
        ),
        ("household size", "A household in {place} had {figure} members on average in {period}."),
        (
            "children under 15",
            "{figure} % of the people of {place} were younger than 15 in {period}.",
        ),
        ("people over 60", "In {period}, {figure} % of the people of {place} were 60 or older."),
        ("life in towns", "{figure} of 100 people in {place} lived in a town in {period}."),
        (
            "household size",
            "From grandmother to grandchild: {figure} people under one roof in {place}, {period}.",
        ),
    ),
    "census": (
        (
            "homes listed",
            "Door by door: {figure} thousand homes of {place} on the list by {period}.",
        ),
        (
            "test forms returned",
            "Practice makes a good census: in {place}, {figure} % sent the test form in {period}.",
        ),
        (
            "test forms returned",
            "Census count, {place}, {period}: {figure} % of the test forms came back.",
        ),
        ("census workers", "{figure} people were trained for the census in {place} in {period}."),
        ("homes listed", "Our teams listed {figure} thousand homes in {place} in {period}."),
        (
            "test forms returned",
            "Why the census asks about water, and what {place} answered in the {period} test "
            "({figure} % replied).",
        ),
        ("census workers", "Meet three of the {figure} census workers of {place}, {period}."),
    ),
    "health": (
        (
            "vaccination",
            "{figure} % of one-year-olds in {place} had their vaccinations in {period}.",
        ),
        ("registered births", "{figure} babies were registered in {place} in {period}."),
        ("smokers", "{figure} % of adults in {place} smoked daily in {period}."),
        (
            "registered births",
            "Registered births in {place}, {period}: {figure}, late registrations not in yet.",
        ),
    ),
    "education": (
        (
            "school attendance",
            "{figure} % of children aged 6 to 14 in {place} went to school in {period}.",
        ),
        ("teachers", "{place} had {figure} teachers in {period}."),
        (
            "reading at age ten",
            "{figure} of 100 ten-year-olds in {place} read a short story without help in {period}.",
        ),
        (
            "school attendance",
            "Children at school in {place}, {period}: {figure} %, boys and girls side by side.",
        ),
    ),
    "environment": (
        ("rainfall", "{place} had {figure} mm of rain a month in {period}."),
        (
            "coconut harvest",
            "Farmers in {place} brought in {figure} thousand tonnes of coconut in {period}.",
        ),
        ("forest cover", "Forest covered {figure} % of {place} in {period}."),
        (
            "coconut harvest",
            "Coconut, {place}, {period}: {figure} thousand tonnes, weighed at the port.",
        ),
    ),
    "tourism": (
        ("visitors", "{figure} thousand visitors came to {place} in {period}."),
        ("length of stay", "A visitor to {place} stayed {figure} nights on average in {period}."),
        ("hotel rooms taken", "{figure} % of hotel rooms in {place} were taken in {period}."),
    ),
    "office": (
        (
            "questions answered",
            "You asked, we answered: {figure} questions from {place} in {period}.",
        ),
        (
            "answering time",
            "A question from {place} was answered in {figure} days on average in {period}.",
        ),
        (
            "interviews",
            "{figure} interviews in {place} in {period}: thank you for opening the door.",
        ),
        (
            "interviews",
            "Who knocks when we call? The team behind {figure} interviews in {place}, {period}.",
        ),
    ),
}
_TOTALS = {"Nusamara": 6.0}
_PLACES = ("Nusamara", *PROVINCES)
_MOST_USES = 5
_MOST_STEPS = 12
_ENDINGS: dict[str, tuple[str, ...]] = {
    "photo": (
        "Chart: {subject}, {place}, {period}.",
        "Pictured: {subject} in {place} up to {period}.",
        "",
    ),
    "video": (
        "One minute of film: {subject} in {place}, {period}.",
        "Video: {subject}, {place}, {period}.",
        "",
    ),
    "link": ("Tables: nso.example/{slug}", "All figures for {period}: nso.example/{slug}"),
    "text": ("", "Questions about {subject} in {place}, {period}? Ask below."),
    "document": (
        "Five pages: {subject}, {place}, {period}.",
        "Swipe for {subject} in {place}, {period}.",
    ),
}


def figure(seed: int | str, indicator: str, place: str, period: str) -> float:
    """Return the invented figure of an indicator at a place in a period.

    Args:
        seed: Seed of the table.
        indicator: One of `INDICATORS`.
        place: A province, or Nusamara for the whole country.
        period: Such as ``Q1 2026``.

    Returns:
        The figure, rounded to the indicator's decimals.
    """
    low, high, decimals = INDICATORS[indicator]
    share = zlib.crc32(f"{seed}|{indicator}|{place}|{period}".encode()) / 2**32
    value = low + (high - low) * (0.15 + 0.7 * share)
    if decimals == 0 and indicator in (
        "exports of goods",
        "registered births",
        "census workers",
        "interviews",
        "teachers",
    ):
        value *= _TOTALS.get(place, 1.0)
    return round(value, decimals)


def write_posts(
    seed: int | str,
    posts: Iterable[tuple[str, str, str]],
    draws: Iterable[Sequence[float]],
) -> list[str]:
    """Write posts, none of their sentences more than five times as long as there are others.

    Args:
        seed: Seed of the table.
        posts: For each post its topic, its format (which decides the ending) and its month, such as
            ``2026-05``; the figures are of one of the five quarters before.
        draws: For each post four numbers from 0 to 1: sentence, place, period, ending.

    Returns:
        One or two sentences for each post.

    >>> write_posts(2026, [("tourism", "text", "2026-05")], [(0.0, 0.2, 0.0, 0.0)])
    ['20.4 thousand visitors came to Velanu in Q1 2026.']
    """
    used: Counter[tuple[str, ...]] = Counter()
    found = []
    for (topic, form, month), draw in zip(posts, draws, strict=True):
        sentences, endings = _SENTENCES[topic], _ENDINGS[form]
        which, where = int(draw[0] * len(sentences)), int(draw[1] * len(_PLACES))
        quarters = int(month[:4]) * 4 + (int(month[5:7]) - 1) // 3 - 1 - int(draw[2] * 5)
        year, quarter = divmod(quarters, 4)
        period = f"Q{quarter + 1} {year}"
        for step in range(_MOST_STEPS):
            indicator, sentence = sentences[(which + step) % len(sentences)]
            place = _PLACES[(where + step) % len(_PLACES)]
            ending = endings[(int(draw[3] * len(endings)) + step) % len(endings)]
            keys = ((sentence, place, period), (ending, indicator, place, period))
            if used[keys[0]] < _MOST_USES and (not ending or used[keys[1]] < _MOST_USES):
                break
        used.update(keys)
        decimals = INDICATORS[indicator][2]
        shown = f"{figure(seed, indicator, place, period):,.{decimals}f}"
        text = (f"{sentence} {ending}" if ending else sentence).format(
            place=place,
            period=period,
            figure=shown.replace(",", "\u202f").replace("-", "\u2212"),
            subject=indicator,
            slug=f"{indicator.replace(' ', '-')}-{place.lower()}-{year}q{quarter + 1}",
        )
        found.append(text.replace(" %", "\u202f%"))
    return found
