"""Things that happened to the office on social media, for a policy to settle: invented, by seed.

Each incident is one situation of `statcomms.data.wording.incident_frames`, at a moment that fits
it: office hours, a release day, the weeks before a vote, the census, an emergency.

>>> frame = incidents(2026)
>>> len(frame), frame["area"].nunique()
(60, 12)
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from statcomms.data.figures import period_of
from statcomms.data.model import stream
from statcomms.data.months import month_list, release_days
from statcomms.data.wording.comment_grammar import Draws, fill
from statcomms.data.wording.incident_frames import SITUATIONS, Situation
from statcomms.errors import DataError
from statcomms.schema import PLATFORM_LABELS, PLATFORMS, PROVINCES, UTC_OFFSET
from statcomms.schema.office import INCIDENT_AREAS

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CALENDAR", "Calendar", "draw_incidents", "incidents", "is_office_hour", "period_on"]

_DRAWS = 40
_TOLD: tuple[tuple[str, str], ...] = (
    ("inflation", "inflation"),
    ("food inflation", "food price"),
    ("rent", "rent"),
    ("unemployment", "unemployment"),
    ("employment", "employment"),
    ("pay", "wage"),
    ("growth", "growth"),
    ("trade", "export"),
    ("household size", "household size"),
    ("vaccination", "vaccination"),
    ("the birth rate", "birth"),
    ("school attendance", "school attendance"),
    ("tourism", "visitor"),
)
"""What colleagues talk about: alone ("a post on pay"), and before a noun ("the wage figure")."""


@dataclass(frozen=True)
class Calendar:
    """Nusamara's special times: all assumed. Every other day is ordinary.

    Attributes:
        first_month: First month in which incidents happen.
        months: How many months.
        election: First and last day of the weeks before the vote.
        census: First and last day of the census.
        emergencies: First and last day of each emergency.
    """

    first_month: str = "2024-10"
    months: int = 24
    election: tuple[str, str] = ("2025-05-05", "2025-05-31")
    census: tuple[str, str] = ("2026-08-01", "2026-08-31")
    emergencies: tuple[tuple[str, str], ...] = (
        ("2025-02-10", "2025-02-17"),
        ("2026-01-19", "2026-01-28"),
    )


CALENDAR = Calendar()
"""The calendar of the course's own tables."""


def incidents(seed: int | str = 2026, rows: int = 60) -> pd.DataFrame:
    """Return the incidents table of a seed.

    Args:
        seed: Any whole number or text. The course's own table has 2026.
        rows: How many incidents, 1 to 999; areas come up equally often.

    Returns:
        The incidents table (`statcomms.schema.office.INCIDENTS`), oldest first.

    Raises:
        DataError: The number of rows cannot be made.
    """
    return _table(seed, "incidents", rows)


def draw_incidents(seed: int | str, count: int = 20) -> pd.DataFrame:
    """Draw fresh incidents, to hold against a policy that was written before.

    Args:
        seed: Seed of the draw.
        count: How many, 1 to 999; areas come up equally often.

    Returns:
        An incidents table, oldest first.

    Raises:
        DataError: The number cannot be drawn.

    >>> int(draw_incidents("class secret", 24)["area"].value_counts().max())
    2
    """
    return _table(seed, "fresh incidents", count)


def is_office_hour(moment: datetime) -> bool:
    """Return whether a moment is on a Monday to Friday from 8:00 to before 17:00.

    >>> is_office_hour(datetime(2026, 5, 20, 16, 59)), is_office_hour(datetime(2026, 5, 23, 10, 0))
    (True, False)
    """
    return moment.weekday() < 5 and 8 <= moment.hour < 17


def period_on(moment: datetime) -> str:
    """Return what time a moment falls in: emergency before census, election, release day, ordinary.

    >>> period_on(datetime(2025, 5, 6, 12, 0))
    'election'
    """
    day = f"{moment:%Y-%m-%d}"
    if any(first <= day <= last for first, last in CALENDAR.emergencies):
        return "emergency"
    for name, (first, last) in (("census", CALENDAR.census), ("election", CALENDAR.election)):
        if first <= day <= last:
            return name
    return "release day" if day in _RELEASE_DAYS else "ordinary"


# --- drawing -----------------------------------------------------------------------------------


def _days() -> tuple[datetime, ...]:
    start = datetime.fromisoformat(f"{CALENDAR.first_month}-01")
    months = month_list(CALENDAR.first_month, CALENDAR.months + 1)
    end = datetime.fromisoformat(f"{months[-1]}-01")
    return tuple(start + timedelta(days=number) for number in range((end - start).days))


_RELEASE_DAYS = frozenset(
    f"{datetime.fromisoformat('1970-01-01') + timedelta(days=day):%Y-%m-%d}"
    for day, _ in release_days(month_list(CALENDAR.first_month, CALENDAR.months))
)
_DAYS = _days()
_DAYS_BY_PERIOD = {
    name: tuple(day for day in _DAYS if period_on(day) == name)
    for name in ("ordinary", "release day", "election", "census", "emergency")
}


def _table(seed: int | str, part: str, rows: int) -> pd.DataFrame:
    import pandas as pd

    from statcomms.data.synth import text_dtype

    if not 1 <= rows <= 999:
        raise DataError(f"{rows} incidents cannot be drawn.", "Ask for 1 to 999.")
    draw = stream(seed, part)
    found = [
        _incident(area, situation, Draws(draw.random(_DRAWS).tolist()))
        for area, situation in _chosen(Draws(draw.random(_DRAWS * 4).tolist()), rows)
    ]
    found.sort(key=lambda one: (one["happened_at"], one["text"]))
    text: Any = text_dtype()
    columns: dict[str, Any] = {
        "incident_id": pd.Series([f"I{number:03d}" for number in range(1, rows + 1)], dtype=text)
    }
    for name in found[0]:
        cells = [one[name] for one in found]
        kind: Any = {"reach": "Int64"}.get(name, bool if isinstance(cells[0], bool) else text)
        columns[name] = pd.Series(cells, dtype=kind)
    return pd.DataFrame(columns)


def _chosen(draws: Draws, rows: int) -> list[tuple[str, Situation]]:
    """Areas in turn, and of each area its situations in turn: none comes again before its turn."""
    areas = _shuffled(INCIDENT_AREAS, draws)
    order = {area: _shuffled(range(len(SITUATIONS[area])), draws) for area in INCIDENT_AREAS}
    found = []
    for number in range(rows):
        turn, place = divmod(number, len(areas))
        area = areas[place]
        found.append((area, SITUATIONS[area][order[area][turn % len(order[area])]]))
    return found


def _shuffled(things: Sequence[Any], draws: Draws) -> list[Any]:
    keyed = [(draws.number(), number) for number in range(len(things))]
    return [things[number] for _, number in sorted(keyed)]


def _incident(area: str, situation: Situation, draws: Draws) -> dict[str, Any]:
    moment = _moment(situation, draws)
    platform = draws.one_of(situation.platforms or PLATFORMS)
    place = draws.one_of(PROVINCES)
    indicator, adjective = _TOLD[int(draws.number() * len(_TOLD))]
    low, high = situation.reach
    reach = low and round(low * math.exp(draws.number() * math.log(high / low)))
    facts = {
        "platform": PLATFORM_LABELS[platform].split(" ")[0],
        "place": place,
        "other": draws.one_of([name for name in PROVINCES if name != place]),
        "indicator": indicator,
        "adjective": adjective,
        "since": f"{moment - timedelta(minutes=60 + int(draws.number() * 110)):%H:%M}",
        "soon": f"{moment + timedelta(minutes=40 + int(draws.number() * 80)):%H:%M}",
        "clock": f"{moment:%H:%M}",
        "period": period_of(moment.year * 4 + (moment.month - 1) // 3 - 1),
    }
    return {
        "happened_at": f"{moment:%Y-%m-%dT%H:%M}{UTC_OFFSET}",
        "platform": platform,
        "area": area,
        "account": situation.account,
        "period": period_on(moment),
        "before_release": situation.before_release,
        "personal_data": situation.personal_data,
        "office_hours": is_office_hour(moment),
        "reach": int(reach),
        "text": re.sub(r"\b([Aa]) X\b", r"\1n X", fill(situation.text, facts, draws)),
    }


_HOURS: dict[str, tuple[tuple[int, int], ...]] = {
    "": ((7, 22),),
    "in": ((8, 17),),
    "out": ((6, 8), (17, 24), (19, 24)),
    "early": ((7, 9),),
    "late": ((10, 17),),
    "evening": ((18, 23),),
}
"""From and to which hour a situation may come up."""


def _moment(situation: Situation, draws: Draws) -> datetime:
    """A moment that fits the situation's period and hours."""
    days = _DAYS_BY_PERIOD[draws.one_of(situation.periods)]
    if situation.hours in ("in", "early"):
        days = tuple(day for day in days if day.weekday() < 5)
    day = days[min(int(draws.number() * len(days)), len(days) - 1)]
    spans = _HOURS[situation.hours]
    if situation.hours == "out" and day.weekday() >= 5:
        spans = ((8, 24),)
    first, last = spans[min(int(draws.number() * len(spans)), len(spans) - 1)]
    return day + timedelta(minutes=first * 60 + int(draws.number() * (last - first) * 60))
