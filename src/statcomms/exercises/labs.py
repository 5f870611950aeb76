"""Exercises on a table of posts: `MetricsLab`, `CompareFormats`, `SpotTheBreak`.

Each redraws its picture and its table from the settings as they are now. The table of posts is
turned into arrays once, so a change costs a few milliseconds even with 100,000 posts.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from statcomms.analysis.compare import difference_with_interval
from statcomms.analysis.metrics import (
    DENOMINATOR_LABELS,
    NUMERATOR_LABELS,
    POOLING_LABELS,
    PostsArrays,
    RateEstimate,
    engagements,
    exposure,
    rate_with_interval,
)
from statcomms.errors import ExerciseError
from statcomms.exercises.base import NOT_YET, RIGHT, CheckResult, Exercise, Mistake
from statcomms.exercises.fields import Field, Radio, Select, Slider
from statcomms.exercises.pictures import Picture, Table, intervals, line, scatter
from statcomms.exercises.text import (
    NARROW_SPACE,
    escape,
    format_number,
    month_name,
    plain,
    with_unit,
)
from statcomms.schema import FORMAT_LABELS, PLATFORM_LABELS

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CompareFormats", "MetricsLab", "SpotTheBreak"]

PAID_LABELS = {"all": "Organic and paid", "organic": "Organic only", "paid": "Paid only"}


def say_rate(rate: float, denominator: str) -> str:
    """Write a rate: in percent, or per post when the denominator is posts.

    >>> say_rate(0.0158, "reach").replace(NARROW_SPACE, "_")
    '1.58_%'
    """
    if not math.isfinite(rate):
        return "no rate"
    if denominator == "posts":
        return with_unit(rate, "per post", 1)
    return with_unit(100 * rate, "%", _rate_decimals(100 * rate))


def _rate_decimals(percent: float) -> int:
    return 1 if percent >= 10 else 2 if percent >= 0.1 else 3


def _matches(settings: Mapping[str, Any], part: Mapping[str, Any]) -> bool:
    return all(
        settings.get(name) in wanted
        if isinstance(wanted, set | frozenset | tuple)
        else settings.get(name) == wanted
        for name, wanted in part.items()
    )


def _best(wanted: Any) -> Any:
    """The first of several right values."""
    return next(iter(wanted)) if isinstance(wanted, set | frozenset | tuple) else wanted


class _OnPosts(Exercise):
    """What the labs share: a table of posts, given at once or later, and its months."""

    def __init__(
        self, exercise_id: str, *, posts: pd.DataFrame | Callable[[], pd.DataFrame], **shared: Any
    ) -> None:
        super().__init__(exercise_id, **shared)
        self._posts = posts
        self._made: tuple[Any, PostsArrays] | None = None
        self._months_of: tuple[PostsArrays, tuple[str, ...]] | None = None

    def clean(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        """Keep what is chosen; a setting without a choice stays as it is."""
        cleaned = super().clean(raw)
        return {name: item for name, item in cleaned.items() if item is not None}

    @property
    def arrays(self) -> PostsArrays:
        """The posts as arrays, made once for each table."""
        frame = self._posts() if callable(self._posts) else self._posts
        if self._made is None or self._made[0] is not frame:
            self._made = (frame, PostsArrays.from_frame(frame))
        return self._made[1]

    @property
    def months(self) -> tuple[str, ...]:
        """The months of the table, in order."""
        if self.locked:
            return ()
        arrays = self.arrays
        if self._months_of is None or self._months_of[0] is not arrays:
            numbers = np.unique(arrays.month).tolist()
            self._months_of = (arrays, tuple(f"{n // 100}-{n % 100:02d}" for n in numbers))
        return self._months_of[1]

    def _judge_settings(
        self, value: dict[str, Any], right: Mapping[str, Any] | None, mistakes: Sequence[Mistake]
    ) -> CheckResult:
        if right is not None and _matches(value, right):
            return CheckResult(RIGHT, self.because)
        for mistake in mistakes:
            if _matches(value, mistake.value):
                return CheckResult(NOT_YET, mistake.message)
        off = [
            f
            for f in self.fields
            if right and f.name in right and not _matches(value, {f.name: right[f.name]})
        ]
        names = " and ".join(f"“{plain(field.label)}”" for field in off[:2])
        return CheckResult(NOT_YET, f"The question asks for something else in {names}.")


class MetricsLab(_OnPosts):
    """Choose what is counted, over what, and how posts are put together; see the rate move.

    Args:
        exercise_id: Stable id.
        posts: The posts table, or a function that gives it.
        start: Settings that are shown first.
        right: The settings that answer the question; a tuple or set where several are right.
        mistakes: `Mistake(settings, message)` for settings that were foreseen.
        choices: Controls that are shown; all when None.
        fixed: Settings that the learner cannot change.
        shared: See `Exercise`.
    """

    kind: ClassVar[str] = "metrics_lab"
    SETTINGS: ClassVar[dict[str, str]] = {
        "numerator": "public_engagements",
        "denominator": "impressions",
        "pooling": "pooled",
        "platform": "all",
        "format": "all",
        "paid": "all",
    }

    def __init__(
        self,
        exercise_id: str,
        *,
        posts: pd.DataFrame | Callable[[], pd.DataFrame],
        start: Mapping[str, str] | None = None,
        right: Mapping[str, Any] | None = None,
        mistakes: Sequence[Mistake] = (),
        choices: Sequence[str] | None = None,
        fixed: Mapping[str, str] | None = None,
        **shared: Any,
    ) -> None:
        super().__init__(exercise_id, posts=posts, **shared)
        self._start, self._fixed = dict(start or {}), dict(fixed or {})
        self.right, self.mistakes = right, tuple(mistakes)
        self._choices = tuple(choices) if choices is not None else None
        known = {*self.SETTINGS, "first_month", "last_month"}
        for part in (self._start, self._fixed, right or {}, dict.fromkeys(choices or ())):
            unknown = sorted(set(part) - known)
            if unknown:
                raise ExerciseError(
                    f"{exercise_id}: the lab has no setting “{unknown[0]}”.",
                    f"The settings are: {', '.join(sorted(known))}.",
                )

    @property
    def fields(self) -> tuple[Field, ...]:
        months = {month: month_name(month) for month in self.months}

        def select(name: str, label: str, options: Mapping[str, str], said: str = "") -> Select:
            return Select(name, label, said, options=options, must_choose=False)

        every = (
            select("numerator", "Count", NUMERATOR_LABELS, "what goes on top"),
            select("denominator", "Divide by", DENOMINATOR_LABELS, "what goes below"),
            Radio("pooling", "Put the posts together by", options=POOLING_LABELS),
            select("platform", "Platform", {"all": "All platforms", **PLATFORM_LABELS}),
            select("format", "Format", {"all": "All formats", **FORMAT_LABELS}),
            select("paid", "Organic or paid", PAID_LABELS),
            select("first_month", "From", months),
            select("last_month", "To", months),
        )
        shown = self._choices
        return tuple(
            field
            for field in every
            if field.name not in self._fixed and (shown is None or field.name in shown)
        )

    def start(self) -> dict[str, Any]:
        months = self.months or ("", "")
        whole = {**self.SETTINGS, "first_month": months[0], "last_month": months[-1], **self._start}
        return {**whole, **self._fixed}

    def problems(self, value: dict[str, Any]) -> list[str]:
        if value["first_month"] > value["last_month"]:
            return ["The period ends before it begins: choose a later “To”."]
        return []

    def estimate(self, value: Mapping[str, Any] | None = None) -> RateEstimate:
        """Return the rate of some settings (those of now when None), with its interval."""
        settings = {**self.value, **(value or {})}
        return rate_with_interval(
            self.arrays,
            settings["numerator"],
            settings["denominator"],
            settings["pooling"],
            where=self._where(settings),
        )

    def _where(self, settings: Mapping[str, Any]) -> Any:
        return self.arrays.where(
            platform=settings["platform"],
            format=settings["format"],
            paid=settings["paid"],
            first_month=settings["first_month"],
            last_month=settings["last_month"],
        )

    def judge(self, value: dict[str, Any]) -> CheckResult:
        return self._judge_settings(value, self.right, self.mistakes)

    def right_answer(self) -> str:
        if not self.right:
            return ""
        parts = []
        for field in self.fields:
            if field.name in self.right:
                best = _best(self.right[field.name])
                parts.append(f"{plain(field.label)}: **{field.words(best)}**")
        return "; ".join(parts) + "."

    def headline(self) -> str:
        if self.locked:
            return ""
        value = self.value
        found = self.estimate()
        if not math.isfinite(found.rate):
            return '<p class="sc-help">No post has both figures for this choice.</p>'
        over = _OVER[value["denominator"]]
        rate, low, high = (
            say_rate(r, value["denominator"]) for r in (found.rate, found.low, found.high)
        )
        return (
            f'<div><span class="sc-big">{escape(rate)}</span> <span>{escape(over)} · '
            f"95{NARROW_SPACE}% interval {escape(low)} to {escape(high)}</span></div>"
        )

    def picture(self) -> Picture | None:
        if self.locked:
            return None
        value = self.value
        arrays, over = self.arrays, value["denominator"]
        chosen = self._where(value)
        counts = engagements(arrays, value["numerator"])[chosen]
        shown = exposure(arrays, over)[chosen]
        fits = np.isfinite(counts) & np.isfinite(shown) & (shown > 0)
        dropped = int((~fits).sum())
        counts, shown = counts[fits], shown[fits]
        if len(counts) == 0:
            return None
        across = shown
        label = DENOMINATOR_LABELS[over].lower()
        if over in ("posts", "followers"):
            across, label = np.arange(1, len(counts) + 1, dtype=float), "post"
        factor = 1.0 if over == "posts" else 100.0
        unit = "" if over == "posts" else "%"
        rates = factor * counts / shown
        pooled = factor * float(counts.sum() / shown.sum())
        mean, median = float(rates.mean()), float(np.median(rates))
        lines = {
            "pooled": (pooled, "pooled"),
            "mean": (mean, "mean of rates"),
            "median": (median, "median"),
        }
        first = lines[value["pooling"]]
        second = lines["mean" if value["pooling"] == "pooled" else "pooled"]
        named = [(v, f"{name} {say_rate(v / factor, over)}") for v, name in (first, second)]
        if over == "posts":
            named = named[:1]
        note = ""
        if dropped:
            note = (
                f"{format_number(dropped)} posts are left out: their platform does not report this."
            )
        top = float(np.quantile(rates, 0.99)) * 1.15 or None
        alt = (
            f"Scatter of {format_number(len(counts))} posts: rate against {label}. "
            + "; ".join(text for _, text in named)
            + f". Half of the posts lie below {say_rate(median / factor, over)}."
        )
        return scatter(
            _thinned(across, rates),
            title=self._finding(pooled, mean, over),
            x_label=label,
            y_unit=unit,
            alt=alt,
            lines=named,
            table=_by_size(counts, shown, over),
            note=note,
            log_x=over in ("impressions", "reach"),
            x_range=(float(max(across.min(), 1.0)), float(across.max())),
            y_high=max(top or 1.0, pooled * 1.3, mean * 1.3),
        )

    @staticmethod
    def _finding(pooled: float, mean: float, over: str) -> str:
        if over == "posts":
            return "What one post brings, on average"
        if over == "followers":
            return "Over followers every post has nearly the same denominator"
        if mean > 1.15 * pooled:
            return "Small posts pull the mean of rates up"
        if mean < 0.87 * pooled:
            return "Small posts pull the mean of rates down"
        return "Here the two ways of putting posts together nearly agree"


_OVER = {
    "impressions": "of impressions",
    "reach": "of people reached",
    "followers": "of followers, for a post",
    "posts": "",
}


def _thinned(across: Any, rates: Any) -> list[tuple[float, float]]:
    step = max(1, len(rates) // 350)
    order = (
        np.argsort(across, kind="stable")[::step] if step == 1 else np.arange(0, len(rates), step)
    )
    return list(zip(across[order].tolist(), rates[order].tolist(), strict=True))


def _by_size(counts: Any, shown: Any, over: str) -> Table:
    """The same numbers by size of post: thirds by exposure."""
    if over in ("posts", "followers"):
        cuts = np.quantile(counts, [1 / 3, 2 / 3])
        sizes, name = counts, "Engagements of a post"
    else:
        cuts = np.quantile(shown, [1 / 3, 2 / 3])
        sizes, name = shown, f"{DENOMINATOR_LABELS[over]} of a post"
    low, high = (float(f"{cut:.2g}") for cut in cuts)
    names = (
        f"under {format_number(low)}",
        f"{format_number(low)} to {format_number(high)}",
        f"{format_number(high)} and more",
        "all",
    )
    third = (sizes >= low).astype(np.intp) + (sizes >= high)

    def sums(weights: Any) -> list[float]:
        """Sum in each third, then in all: one pass over the posts."""
        parts = np.bincount(third, weights=weights, minlength=3).tolist()
        return [*parts, sum(parts)]

    columns = (sums(None), sums(counts), sums(shown), sums(counts / shown))
    rows = tuple(
        (
            text,
            format_number(int(posts)),
            format_number(counted),
            say_rate(counted / exposed, over),
            say_rate(rates / posts, over),
        )
        for text, posts, counted, exposed, rates in zip(names, *columns, strict=True)
        if posts
    )
    return Table((name, "Posts", "Counted", "Pooled rate", "Mean of rates"), rows)


class CompareFormats(_OnPosts):
    """Compare two formats fairly: choose the measure, see the interval of the difference, decide.

    Args:
        exercise_id: Stable id.
        posts: The posts table, or a function that gives it.
        formats: The two formats, such as ``("photo", "video")``.
        fixed: Settings that the learner cannot change: ``numerator``, ``denominator``,
            ``platform``, ``pooling``, ``paid``, ``first_month``, ``last_month``.
        start: Settings that are shown first.
        right: Settings and ``decision`` that answer the question.
        mistakes: `Mistake(settings, message)` that were foreseen.
        shared: See `Exercise`.
    """

    kind: ClassVar[str] = "compare_formats"

    def __init__(
        self,
        exercise_id: str,
        *,
        posts: pd.DataFrame | Callable[[], pd.DataFrame],
        formats: tuple[str, str] = ("photo", "video"),
        fixed: Mapping[str, str] | None = None,
        start: Mapping[str, str] | None = None,
        right: Mapping[str, Any] | None = None,
        mistakes: Sequence[Mistake] = (),
        **shared: Any,
    ) -> None:
        super().__init__(exercise_id, posts=posts, **shared)
        self.formats, self.right, self.mistakes = formats, right, tuple(mistakes)
        self._fixed, self._start = dict(fixed or {}), dict(start or {})

    @property
    def fields(self) -> tuple[Field, ...]:
        first, second = (FORMAT_LABELS[name] for name in self.formats)

        def select(name: str, label: str, options: Mapping[str, str]) -> Select:
            return Select(name, label, options=options, must_choose=False)

        every = (
            select("numerator", "Count", NUMERATOR_LABELS),
            select("denominator", "Divide by", DENOMINATOR_LABELS),
            Radio("pooling", "Put the posts together by", options=POOLING_LABELS),
            select("platform", "Platform", {"all": "All platforms", **PLATFORM_LABELS}),
            select("paid", "Organic or paid", PAID_LABELS),
            Radio(
                "decision",
                "What do you tell the team?",
                options={
                    "first": f"{first} does better",
                    "second": f"{second} does better",
                    "cannot tell": "These posts cannot tell",
                },
            ),
        )
        return tuple(field for field in every if field.name not in self._fixed)

    def start(self) -> dict[str, Any]:
        whole = {
            "numerator": "public_engagements",
            "denominator": "reach",
            "pooling": "pooled",
            "platform": "facebook",
            "paid": "all",
            "decision": None,
        }
        return {**whole, **self._start, **self._fixed}

    def problems(self, value: dict[str, Any]) -> list[str]:
        return [] if value.get("decision") else ["Decide what you tell the team first."]

    def difference(self, value: Mapping[str, Any] | None = None) -> Any:
        """Return the difference of the two formats' rates for some settings, with its interval."""
        settings = {**self.value, **(value or {})}
        arrays = self.arrays
        first, second = (
            arrays.select(
                arrays.where(
                    platform=settings["platform"],
                    format=name,
                    paid=settings["paid"],
                    first_month=settings.get("first_month"),
                    last_month=settings.get("last_month"),
                )
            )
            for name in self.formats
        )
        return difference_with_interval(
            first, second, settings["numerator"], settings["denominator"], settings["pooling"]
        )

    def judge(self, value: dict[str, Any]) -> CheckResult:
        return self._judge_settings(value, self.right, self.mistakes)

    def right_answer(self) -> str:
        parts = [
            f"{plain(f.label)}: **{f.words(_best(self.right[f.name]))}**"
            for f in self.fields
            if self.right and f.name in self.right
        ]
        return "; ".join(parts) + "." if parts else ""

    def picture(self) -> Picture | None:
        if self.locked:
            return None
        found, over = self.difference(), self.value["denominator"]
        first, second = found.first, found.second
        if not (math.isfinite(first.rate) and math.isfinite(second.rate)):
            return None
        factor, unit = (1.0, "per post") if over == "posts" else (100.0, "%")
        names = [
            f"{FORMAT_LABELS[name]}, {format_number(estimate.posts_used)} posts"
            for name, estimate in zip(self.formats, (first, second), strict=True)
        ]
        rows = [
            (name, factor * e.rate, factor * e.low, factor * e.high)
            for name, e in zip(names, (first, second), strict=True)
        ]
        rows.append(
            ("Difference", factor * found.difference, factor * found.low, factor * found.high)
        )
        decimals = 1 if over == "posts" else _rate_decimals(min(abs(rows[0][1]), abs(rows[1][1])))
        if found.low > 0:
            title = f"{FORMAT_LABELS[self.formats[0]]} is ahead: the interval leaves out zero"
        elif found.high < 0:
            title = f"{FORMAT_LABELS[self.formats[1]]} is ahead: the interval leaves out zero"
        else:
            title = "The interval of the difference holds zero"
        alt = "; ".join(
            f"{name}: {with_unit(rate, unit, decimals)}, interval {with_unit(low, unit, decimals)} "
            f"to {with_unit(high, unit, decimals)}"
            for name, rate, low, high in rows
        )
        return intervals(rows, title=title, unit=unit, alt=alt, zero=True, decimals=decimals)


class SpotTheBreak(Exercise):
    """Find the first month after a break in a series, and say what kind of break it is.

    Args:
        exercise_id: Stable id.
        series: ``(month, value)`` in order, or a function that gives them.
        quantity: What the series is, such as ``video views per post``.
        unit: Its unit.
        causes: Key and label of each kind of break.
        right: ``{"month": ..., "cause": ...}``.
        tolerance_months: How many months off is still right.
        mistakes: `Mistake({"cause": ...} or {"month": ...}, message)` that were foreseen.
        shared: See `Exercise`.
    """

    kind: ClassVar[str] = "spot_the_break"

    def __init__(
        self,
        exercise_id: str,
        *,
        series: Sequence[tuple[str, float]] | Callable[[], Sequence[tuple[str, float]]],
        quantity: str,
        causes: Mapping[str, str],
        unit: str = "",
        right: Mapping[str, str] | None = None,
        tolerance_months: int = 0,
        mistakes: Sequence[Mistake] = (),
        **shared: Any,
    ) -> None:
        super().__init__(exercise_id, **shared)
        self._series, self.quantity, self.unit = series, quantity, unit
        self.causes, self.right = dict(causes), dict(right) if right else None
        self.tolerance_months, self.mistakes = tolerance_months, tuple(mistakes)

    @property
    def series(self) -> list[tuple[str, float]]:
        """The series: month and value."""
        if self.locked:
            return []
        rows = self._series() if callable(self._series) else self._series
        return [(str(month), float(value)) for month, value in rows]

    @property
    def fields(self) -> tuple[Field, ...]:
        months = {month: month_name(month) for month, _ in self.series[1:]}
        return (
            Slider("month", "First month after the break", "arrow keys move it", options=months),
            Radio("cause", "What kind of break is it?", options=self.causes),
        )

    def judge(self, value: dict[str, Any]) -> CheckResult:
        right = self.right or {}
        months = [month for month, _ in self.series]
        off = abs(months.index(value["month"]) - months.index(right["month"]))
        good_month, good_cause = off <= self.tolerance_months, value["cause"] == right["cause"]
        if good_month and good_cause:
            return CheckResult(RIGHT, self.because)
        for mistake in self.mistakes:
            if _matches(value, mistake.value) and not (
                ("month" in mistake.value and good_month)
                or ("cause" in mistake.value and good_cause)
            ):
                return CheckResult(NOT_YET, mistake.message)
        if good_cause:
            side = (
                "earlier"
                if months.index(value["month"]) > months.index(right["month"])
                else "later"
            )
            return CheckResult(
                NOT_YET, f"The kind of break fits. The level changes {side} than here."
            )
        if good_month:
            return CheckResult(NOT_YET, "The month fits. Think again about what changed in it.")
        return CheckResult(
            NOT_YET, "Look for the month from which every value stays at a new level."
        )

    def right_answer(self) -> str:
        if not self.right:
            return ""
        return f"**{month_name(self.right['month'])}: {plain(self.causes[self.right['cause']])}**."

    def picture(self) -> Picture | None:
        series = self.series
        if not series:
            return None
        month = self.value.get("month")
        decimals = 0 if max(value for _, value in series) >= 20 else 2
        names = [name for name, _ in series]
        title, marks = f"{self.quantity.capitalize()}, month by month", []
        said = ""
        if month in names:
            place = names.index(month)
            before = [value for _, value in series[:place] if math.isfinite(value)]
            after = [value for _, value in series[place:] if math.isfinite(value)]
            if before and after and np.median(before) > 0:
                ratio = float(np.median(after) / np.median(before))
                low, high, then, top = (
                    with_unit(value, self.unit, decimals)
                    for value in (min(before), max(before), min(after), max(after))
                )
                title = f"Before: {low} to {high}. From {month_name(month)} on: {then} to {top}"
                said = f"{title}; the middle month is {format_number(ratio, 2)} times as high."
            marks = [(month, "your break")]
        values = [value for _, value in series if math.isfinite(value)]
        alt = (
            f"{self.quantity.capitalize()} from {month_name(names[0])} to {month_name(names[-1])}: "
            f"lowest {with_unit(min(values), self.unit)}, "
            f"highest {with_unit(max(values), self.unit)}. {said}"
        )
        return line(series, title=title, y_unit=self.unit, alt=alt, marks=marks)
