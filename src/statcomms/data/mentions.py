"""Mentions of the office, five minutes by five minutes: a usual month, and the census crisis.

Counts are negative binomial around a mean that follows the hour, the weekday, the release of the
month at 09:30, and a slow drift of the day. Two bursts of the usual month are harmless, and ring
every bell of a rule that looks at the number of mentions alone. The crisis follows the same model
as `statcomms.data.truth.crisis`: the site goes down on census night and the office answers late and
badly. Negative mentions, questions and rumours are parts of the mentions and may overlap.

>>> frame = mentions(2026)
>>> frame["series"].value_counts().to_dict()
{'normal': 8640, 'census_crisis': 864}
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from statcomms.data.model import stream
from statcomms.data.synth import release_days, text_dtype
from statcomms.data.truth.crisis.alarm import CENSUS_ONSET, onset
from statcomms.data.truth.crisis.dynamics import STEP, State, public_awake
from statcomms.data.truth.crisis.play import NORMAL_MENTIONS, see, state_by_hour
from statcomms.data.truth.crisis.scenarios import (
    Fortune,
    Scenario,
    draw_fortune,
    draw_scenario,
    mean_fortune,
    scenario_named,
)
from statcomms.errors import DataError
from statcomms.schema import UTC_OFFSET

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["AS_IT_WAS", "CENSUS_NIGHT", "KINDS", "MINUTES", "draw_mentions", "mentions"]

Floats: TypeAlias = npt.NDArray[np.float64]
MINUTES: Final = 5
"""Minutes in one row."""

KINDS: Final = ("normal", "crisis")
"""Kinds of series that can be drawn."""

CENSUS_NIGHT: Final = "2026-08-11"
"""A Tuesday; the series of the crisis begins at noon of that day."""

AS_IT_WAS: Final[tuple[tuple[str, ...], ...]] = (
    (),
    (),
    (),
    ("deny",),
    ("holding_statement", "pause_posts"),
    (),
    ("detailed_statement",),
    ("answer_questions",),
    ("apologise",),
)
"""What the office did on census night and after: late, wrong once, never to the point."""


@dataclass(frozen=True)
class Usual:
    """What a usual month is like. Everything is assumed.

    Attributes:
        dispersion: Shape k of the negative binomial of five minutes: variance = m + m² / k.
        drift: Spread (sigma of the logarithm) of the slow ups and downs.
        memory: Correlation of the drift from one hour to the next.
        weekend: Level on Saturday and Sunday over a working day.
        release: Mentions an hour that a release adds at 09:30.
        release_hours: Hours in which that falls to a third.
        negative: Share of mentions that are negative.
        questions: Share that ask something.
        rumours: Share that pass on what the office has not said.
        census_evening: Mentions an hour that people who fill in their forms add on census evening.
    """

    dispersion: float = 1.6
    drift: float = 0.30
    memory: float = 0.85
    weekend: float = 0.60
    release: float = 130.0
    release_hours: float = 1.6
    negative: float = 0.18
    questions: float = 0.24
    rumours: float = 0.01
    census_evening: float = 150.0


@dataclass(frozen=True)
class Burst:
    """Many mentions for a short time that mean no harm.

    Attributes:
        minute: Minute of the series at which it begins.
        length: Minutes that it lasts; it rises for a fifth of them.
        mentions: Mentions an hour at its height.
        negative: Share of them that are negative.
        questions: Share that ask something.
    """

    minute: float
    length: float
    mentions: float
    negative: float
    questions: float


USUAL: Final = Usual()
_DAY: Final = 24 * 60
_MONTH: Final = "2026-06"
_MONTH_DAYS: Final = 30
_CRISIS_HOURS: Final = 72
BURSTS: Final = (
    # Saturday 13 June, 20:40: a quiz show asks for the number of islands of Nusamara.
    Burst(12 * _DAY + 20 * 60 + 40, 70, 620.0, 0.08, 0.30),
    # Thursday 25 June, 02:15: accounts that sell followers name every public office.
    Burst(24 * _DAY + 2 * 60 + 15, 45, 480.0, 0.04, 0.02),
)
"""The two harmless bursts of the usual month."""


@dataclass(frozen=True)
class _Course:
    """Mean of a series: mentions in five minutes, and the shares of each sort."""

    mean: Floats
    negative: Floats
    questions: Floats
    rumours: Floats


def mentions(seed: int | str = 2026) -> pd.DataFrame:
    """Return the mentions table: June 2026 and the 72 hours from noon before census night.

    Args:
        seed: Any whole number or text. The course's own table has 2026.

    Returns:
        The table `statcomms.schema.talk.MENTIONS`, 8,640 rows of ``normal`` and 864 of
        ``census_crisis``, oldest first in each.
    """
    import pandas as pd

    usual = _usual(seed, "normal", _minute(f"{_MONTH}-01T00:00"), _MONTH_DAYS * 24)
    usual = _with_bursts(usual, BURSTS)
    begins = _minute(f"{CENSUS_NIGHT}T12:00")
    outage = scenario_named("census_outage")
    calm = _with_bursts(
        _usual(seed, "census_crisis", begins, _CRISIS_HOURS),
        (Burst(5 * 60, 9 * 60, USUAL.census_evening, 0.12, 0.45),),
    )
    crisis = _with_crisis(calm, outage, mean_fortune(outage), CENSUS_ONSET)
    return pd.concat(
        [
            _frame(seed, "normal", _minute(f"{_MONTH}-01T00:00"), usual),
            _frame(seed, "census_crisis", begins, crisis),
        ],
        ignore_index=True,
    )


def draw_mentions(seed: int | str, kind: str, hours: int = 48) -> pd.DataFrame:
    """Draw a fresh series to try an alarm on.

    The harmless bursts are drawn, too: one in three days on average, by day or by night.

    Args:
        seed: Any whole number or text, such as a held-out seed.
        kind: ``normal``: nothing happens; ``crisis``: an incident begins at
            `statcomms.data.truth.crisis.onset` of the same seed and hours.
        hours: Length of the series, 12 to 240.

    Returns:
        A table like `mentions`, with ``normal`` or ``census_crisis`` in the column series, twelve
        rows an hour; it begins at midnight of a drawn day.

    Raises:
        DataError: There is no such kind, or the length is out of range.
    """
    if kind not in KINDS:
        raise DataError(f"There is no kind '{kind}' of series.", "Choose normal or crisis.")
    if not 12 <= hours <= 240:
        raise DataError(f"A series of {hours} hours is not drawn.", "Ask for 12 to 240 hours.")
    draw = stream(seed, "mentions series")
    begins = _minute("2026-01-01T00:00") + int(draw.random() * 330) * _DAY
    number = int(draw.poisson(hours / 72))
    bursts = tuple(
        Burst(
            part[0] * hours * 60,
            30 + 90 * part[1],
            150.0 * math.exp(1.6 * part[2]),
            0.03 + 0.17 * part[3],
            0.30 * part[4],
        )
        for part in draw.random((number, 5)).tolist()
    )
    course = _with_bursts(_usual(seed, kind, begins, hours), bursts)
    if kind == "crisis":
        scenario = draw_scenario(seed, "census_outage")
        course = _with_crisis(course, scenario, draw_fortune(scenario, seed), onset(seed, hours))
    return _frame(seed, "normal" if kind == "normal" else "census_crisis", begins, course)


def _usual(seed: int | str, name: str, begins: int, hours: int) -> _Course:
    minutes = begins + MINUTES * np.arange(hours * 60 // MINUTES)
    clock, day = minutes % _DAY / 60, minutes // _DAY
    # The rhythm of the day, without steps at full hours.
    levels = np.array([public_awake(hour) for hour in (*range(24), 0)])
    level = NORMAL_MENTIONS * np.interp(clock, np.arange(25), levels)
    level *= np.where((day + 3) % 7 >= 5, USUAL.weekend, 1.0)
    level *= np.exp(_drift(seed, name, hours + 1)[: hours + 1].repeat(60 // MINUTES)[: len(level)])
    since = clock - 9.5
    fading = np.exp(-np.maximum(since, 0.0) / USUAL.release_hours)
    months = sorted(set(np.datetime_as_string(minutes.astype("datetime64[m]"), unit="M").tolist()))
    days = [one for one, _ in release_days(tuple(months))]
    level += np.where(np.isin(day, days) & (since >= 0), USUAL.release * fading, 0.0)
    shares = (
        np.full(len(level), part) for part in (USUAL.negative, USUAL.questions, USUAL.rumours)
    )
    return _Course(level * MINUTES / 60, *shares)


def _drift(seed: int | str, name: str, hours: int) -> Floats:
    noise = stream(seed, f"mentions drift {name}").standard_normal(hours)
    step = math.sqrt(1 - USUAL.memory**2)
    for place in range(1, hours):
        noise[place] = USUAL.memory * noise[place - 1] + step * noise[place]
    return np.asarray(USUAL.drift * noise - USUAL.drift**2 / 2)


def _with_bursts(course: _Course, bursts: tuple[Burst, ...]) -> _Course:
    minutes = MINUTES * np.arange(len(course.mean)) + MINUTES / 2
    for one in bursts:
        rise = one.length / 5
        shape = np.interp(
            minutes, [one.minute, one.minute + rise, one.minute + one.length], [0.0, 1.0, 0.0]
        )
        added = one.mentions * shape * MINUTES / 60
        course = _mixed(course, added, one.negative, one.questions, USUAL.rumours)
    return course


def _with_crisis(course: _Course, scenario: Scenario, fortune: Fortune, begins: int) -> _Course:
    """Add what the model of a crisis says, from the minute at which it begins."""
    minutes = MINUTES * np.arange(len(course.mean)) + MINUTES / 2
    since = (minutes - begins) / 60
    states = state_by_hour(scenario, AS_IT_WAS, fortune, max(float(since[-1]), STEP) + STEP)
    hours = np.array([one.hour for one in states])
    views = [see(one, 0, scenario) for one in states]

    def at(values: list[float]) -> Floats:
        return np.interp(since, hours, values)

    added = np.where(since > 0, at([one.attention for one in states]), 0.0) * MINUTES / 60
    return _mixed(
        course,
        added,
        at([one.negative_share for one in views]),
        at([_asking(one) for one in states]),
        at([one.rumour_share for one in views]),
    )


def _asking(state: State) -> float:
    """Share of mentions that ask: many while nobody has heard the office and the trouble lasts."""
    return 0.10 + 0.35 * (1.0 - state.heard) * (1.0 if state.open else 0.4)


def _mixed(
    course: _Course,
    added: Floats,
    negative: Floats | float,
    questions: Floats | float,
    rumours: Floats | float,
) -> _Course:
    whole = course.mean + added
    share = added / whole
    return _Course(
        whole,
        course.negative * (1 - share) + negative * share,
        course.questions * (1 - share) + questions * share,
        course.rumours * (1 - share) + rumours * share,
    )


def _frame(seed: int | str, series: str, begins: int, course: _Course) -> pd.DataFrame:
    import pandas as pd

    draw = stream(seed, f"mentions counts {series}")
    shape = USUAL.dispersion
    spread = draw.standard_gamma(shape, len(course.mean)) / shape
    # Many who act for one reason scatter less, in proportion, than a few who act for many.
    calm = np.minimum(1.0, 12.0 / np.maximum(course.mean, 1e-9)) ** 0.5
    counts = draw.poisson(course.mean * (1 + calm * (spread - 1)))
    minutes = begins + MINUTES * np.arange(len(counts))
    stamps = np.datetime_as_string(minutes.astype("datetime64[m]"), unit="m")
    data: dict[str, Any] = {
        "series": pd.Series([series] * len(counts), dtype=text_dtype()),
        "starts_at": pd.Series([f"{stamp}{UTC_OFFSET}" for stamp in stamps], dtype=text_dtype()),
        "mentions": _whole(counts),
    }
    rows = np.arange(len(counts)).repeat(counts.astype(np.intp))
    for name in ("negative", "questions", "rumours"):
        share: Floats = getattr(course, name)
        hit = draw.random(len(rows)) < share[rows]
        data[name] = _whole(np.bincount(rows[hit], minlength=len(counts)))
    return pd.DataFrame(data)


def _whole(values: npt.NDArray[np.int64]) -> Any:
    import pandas as pd

    return pd.arrays.IntegerArray(values.astype(np.int64), np.zeros(len(values), dtype=bool))


def _minute(stamp: str) -> int:
    return int(np.datetime64(stamp, "m").astype(np.int64))
