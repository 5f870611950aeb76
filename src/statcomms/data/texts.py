"""What Nusamara's office writes: short posts with a figure, its period and its place.

Figures are those of `statcomms.data.figures`: two posts about the same thing say the same number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from statcomms.data.figures import figure
from statcomms.data.indicators import INDICATORS
from statcomms.schema import PROVINCES

__all__ = ["write_posts"]

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
    ['22.2 thousand visitors came to Velanu in Q1 2026.']
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
        decimals = INDICATORS[indicator].decimals
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
