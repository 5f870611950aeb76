"""What Nusamara's office measures: each indicator's range, unit, source and name in a sentence.

Everything here is invented: the ranges are plausible for a country of islands and villages, and no
figure is any real country's.

>>> INDICATORS["unemployment"].subject, INDICATORS["unemployment"].unit
('the unemployment rate', '%')
"""

from __future__ import annotations

from dataclasses import dataclass

from statcomms.errors import DataError

__all__ = ["INDICATORS", "PEOPLE", "Indicator", "indicator_of"]

PEOPLE: dict[str, int] = {
    "Velanu": 1260,
    "Korasi": 930,
    "Lunare": 740,
    "Osamba": 560,
    "Perinda": 420,
    "Tulavi": 290,
}
"""People of each province, in thousands: 4.2 million in all. Averages are weighted by them."""


@dataclass(frozen=True)
class Indicator:
    """One thing that the office measures each quarter.

    Attributes:
        name: Its short name, such as ``unemployment``.
        topic: Its topic, one of `statcomms.schema.TOPICS`.
        low: Smallest figure that a province has.
        high: Largest figure that a province has.
        decimals: Decimals with which it is published.
        unit: One of `statcomms.schema.office.RELEASE_UNITS`.
        subject: Its name in a sentence, such as ``the unemployment rate``.
        link: Word between subject and place: the unemployment rate **in** Velanu.
        source: Where the figure comes from, as a sentence of its own.
        sample: People or households that a sample survey asks in Nusamara each quarter; 0 where
            the figure comes from registers, counts or collected prices.
        spread: For an average in a survey, standard deviation over mean of what is averaged; 0 for
            a share of people.
        adds: Whether Nusamara's figure is the sum of the provinces' (a count), not their average.
        compared: What a release compares it with: ``year`` (the same quarter a year before) or
            ``quarter`` (the quarter before).
        memory: Correlation of the path with itself one quarter before.
        swing: Standard deviation of Nusamara's path, as a share of the range.
        apart: How far a province's level may be from Nusamara's, as a share of the range.
        season: What each quarter of the year adds, as a share of the range; sums to 0.
    """

    name: str
    topic: str
    low: float
    high: float
    decimals: int
    unit: str
    subject: str
    source: str
    link: str = "in"
    sample: int = 0
    spread: float = 0.0
    adds: bool = False
    compared: str = "year"
    memory: float = 0.85
    swing: float = 0.10
    apart: float = 0.15
    season: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)

    @property
    def surveyed(self) -> bool:
        """Whether the figure comes from a sample survey, and so has a margin."""
        return self.sample > 0

    @property
    def short_unit(self) -> str:
        """Unit to write after the subject: "the number of teachers was 4 120", not "people"."""
        if not self.subject.startswith("the number of"):
            return self.unit
        return "thousand" if self.unit.startswith("thousand") else ""


_SHOPS = "We collect these prices in 1\u202f240 shops, stalls and homes."
_WORK = "The figure comes from the labour force survey."
_HOMES = "The figure comes from the household survey."

_ALL: tuple[Indicator, ...] = (
    Indicator(
        "inflation",
        "prices",
        1.2,
        6.4,
        1,
        "%",
        "yearly inflation",
        _SHOPS,
        compared="quarter",
    ),
    Indicator(
        "food prices",
        "prices",
        0.8,
        9.5,
        1,
        "%",
        "yearly food inflation",
        "Price collectors visit 46 markets each month.",
        compared="quarter",
        season=(0.05, 0.01, -0.04, -0.02),
    ),
    Indicator(
        "transport prices",
        "prices",
        -2.0,
        7.5,
        1,
        "%",
        "the yearly change in transport prices",
        "Fares and fuel are priced on the 15th of each month.",
        compared="quarter",
        swing=0.13,
    ),
    Indicator(
        "rent",
        "prices",
        0.5,
        5.5,
        1,
        "%",
        "the yearly change in rents",
        "We ask the same 2\u202f100 tenants each quarter.",
        compared="quarter",
        memory=0.9,
        swing=0.08,
    ),
    Indicator(
        "unemployment",
        "labour",
        3.4,
        7.2,
        1,
        "%",
        "the unemployment rate",
        _WORK,
        sample=12600,
        memory=0.88,
    ),
    Indicator(
        "employment",
        "labour",
        56.0,
        68.0,
        1,
        "%",
        "the employment rate",
        _WORK,
        sample=18900,
        swing=0.07,
        season=(-0.03, 0.0, 0.01, 0.02),
    ),
    Indicator(
        "weekly wages",
        "labour",
        212.0,
        388.0,
        0,
        "nusa",
        "the middle weekly wage",
        "Half of the employees earn less and half earn more.",
        sample=9400,
        spread=0.62,
        memory=0.94,
        swing=0.08,
    ),
    Indicator(
        "work at age 15 to 24",
        "labour",
        31.0,
        52.0,
        1,
        "%",
        "the share of people aged 15 to 24 with a job",
        _WORK,
        sample=4700,
        season=(-0.04, 0.0, 0.0, 0.04),
    ),
    Indicator(
        "economic growth",
        "economy",
        -0.6,
        4.8,
        1,
        "%",
        "economic growth over the year",
        "Prices are taken out, so only real growth is left.",
        compared="quarter",
        memory=0.8,
    ),
    Indicator(
        "exports of goods",
        "economy",
        84.0,
        196.0,
        0,
        "million nusa",
        "the value of goods exported",
        "Customs papers are added up, ship by ship.",
        link="from",
        adds=True,
        swing=0.07,
        season=(-0.05, -0.02, 0.03, 0.04),
    ),
    Indicator(
        "building work",
        "economy",
        -4.0,
        9.0,
        1,
        "%",
        "the yearly change in building work",
        "Builders report their finished work each quarter.",
        compared="quarter",
        swing=0.12,
    ),
    Indicator(
        "household size",
        "population",
        3.6,
        5.4,
        1,
        "people",
        "the average household size",
        _HOMES,
        sample=9600,
        spread=0.48,
        memory=0.96,
        swing=0.05,
        apart=0.28,
    ),
    Indicator(
        "children under 15",
        "population",
        27.0,
        38.0,
        1,
        "%",
        "the share of children under 15",
        _HOMES,
        sample=44200,
        memory=0.96,
        swing=0.05,
        apart=0.28,
    ),
    Indicator(
        "people over 60",
        "population",
        7.0,
        14.0,
        1,
        "%",
        "the share of people aged 60 or over",
        _HOMES,
        sample=44200,
        memory=0.96,
        swing=0.05,
        apart=0.28,
    ),
    Indicator(
        "life in towns",
        "population",
        22.0,
        61.0,
        1,
        "%",
        "the share of people who live in a town",
        _HOMES,
        sample=44200,
        memory=0.96,
        swing=0.05,
        apart=0.28,
    ),
    Indicator(
        "test forms returned",
        "census",
        18.0,
        93.0,
        1,
        "%",
        "the share of test forms that came back",
        "Each form has a number, so we know which are missing.",
        link="from",
        compared="quarter",
        memory=0.75,
    ),
    Indicator(
        "census workers",
        "census",
        310.0,
        1480.0,
        0,
        "people",
        "the number of people trained for the census",
        "Only people who passed the last test are counted.",
        adds=True,
        compared="quarter",
        memory=0.8,
    ),
    Indicator(
        "homes checked",
        "census",
        1.0,
        26.0,
        1,
        "thousand homes",
        "the number of homes checked for the census list",
        "A home counts as checked when a team has stood at its door.",
        adds=True,
        compared="quarter",
        memory=0.8,
    ),
    Indicator(
        "vaccination",
        "health",
        71.0,
        96.0,
        1,
        "%",
        "the share of one-year-olds with all their vaccinations",
        "Health centres send us the count each month.",
        memory=0.96,
        swing=0.05,
        apart=0.28,
    ),
    Indicator(
        "registered births",
        "health",
        1180.0,
        4960.0,
        0,
        "births",
        "the number of registered births",
        "Births registered late are added a year afterwards.",
        adds=True,
        memory=0.8,
        swing=0.04,
        season=(-0.02, -0.01, 0.03, 0.0),
    ),
    Indicator(
        "smokers",
        "health",
        9.0,
        28.0,
        1,
        "%",
        "the share of adults who smoke daily",
        "The health survey asks adults of 18 and over.",
        sample=7800,
        memory=0.96,
        swing=0.05,
        apart=0.28,
    ),
    Indicator(
        "school attendance",
        "education",
        82.0,
        98.0,
        1,
        "%",
        "the share of children aged 6 to 14 at school",
        "Schools count the children on four days of the quarter.",
        memory=0.96,
        swing=0.05,
        apart=0.28,
    ),
    Indicator(
        "teachers",
        "education",
        640.0,
        3900.0,
        0,
        "people",
        "the number of teachers",
        "Teachers who work half days count as one person.",
        adds=True,
        memory=0.96,
        swing=0.05,
        apart=0.28,
    ),
    Indicator(
        "reading at age ten",
        "education",
        58.0,
        89.0,
        1,
        "%",
        "the share of ten-year-olds who read a short story without help",
        "A reader sits with each child for ten minutes.",
        sample=3600,
        memory=0.96,
        swing=0.05,
        apart=0.28,
    ),
    Indicator(
        "rainfall",
        "environment",
        96.0,
        412.0,
        0,
        "mm",
        "average monthly rainfall",
        "Rain is read at 38 stations every morning at 6:00.",
        memory=0.4,
        swing=0.06,
        apart=0.12,
        season=(0.18, 0.02, -0.17, -0.03),
    ),
    Indicator(
        "coconut harvest",
        "environment",
        12.0,
        58.0,
        0,
        "thousand tonnes",
        "the coconut harvest",
        "Coconut is weighed at the port and at the mill.",
        adds=True,
        memory=0.7,
        swing=0.07,
        season=(-0.06, 0.02, 0.07, -0.03),
    ),
    Indicator(
        "forest cover",
        "environment",
        34.0,
        78.0,
        1,
        "%",
        "the share of land under forest",
        "The figure is measured on satellite pictures.",
        memory=0.98,
        swing=0.02,
        apart=0.28,
    ),
    Indicator(
        "visitors",
        "tourism",
        3.1,
        27.5,
        1,
        "thousand people",
        "the number of visitors from abroad",
        "Arrival cards are counted at the ports and airports.",
        adds=True,
        swing=0.07,
        season=(-0.05, -0.06, 0.13, -0.02),
    ),
    Indicator(
        "length of stay",
        "tourism",
        4.2,
        9.8,
        1,
        "nights",
        "the average stay of a visitor",
        "We ask visitors on the day they leave.",
        sample=2900,
        spread=0.7,
        season=(-0.02, -0.03, 0.06, -0.01),
    ),
    Indicator(
        "hotel rooms taken",
        "tourism",
        38.0,
        84.0,
        1,
        "%",
        "the share of hotel rooms taken",
        "All hotels with ten rooms or more report each night.",
        swing=0.07,
        season=(-0.06, -0.07, 0.15, -0.02),
    ),
    Indicator(
        "questions answered",
        "office",
        240.0,
        980.0,
        0,
        "questions",
        "the number of questions we answered",
        "Calls, letters and messages all count.",
        link="from",
        adds=True,
        swing=0.08,
    ),
    Indicator(
        "answering time",
        "office",
        1.2,
        4.8,
        1,
        "days",
        "our average time to answer a question",
        "Weekends are left out of the count.",
        link="from",
    ),
    Indicator(
        "interviews",
        "office",
        1400.0,
        9800.0,
        0,
        "interviews",
        "the number of interviews",
        "An interview counts when the last question is answered.",
        adds=True,
        compared="quarter",
        memory=0.7,
        swing=0.05,
    ),
)

INDICATORS: dict[str, Indicator] = {one.name: one for one in _ALL}
"""All indicators by name."""


def indicator_of(name: str) -> Indicator:
    """Return an indicator by its name.

    Raises:
        DataError: There is no indicator of that name.

    >>> indicator_of("rainfall").unit
    'mm'
    """
    if name not in INDICATORS:
        raise DataError(
            f"There is no indicator '{name}'.", f"The indicators are: {', '.join(INDICATORS)}."
        )
    return INDICATORS[name]
