"""Show a real account beside the course's: the same numbers of both, and a model like theirs.

Nothing leaves the machine: posts are read, counted and forgotten.
"""

from __future__ import annotations

import copy
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from statcomms.analysis.account import (
    MEASURES,
    PARTS,
    AccountFit,
    Measure,
    fit_posts,
    target_ranges,
)
from statcomms.errors import DataError
from statcomms.schema import FORMATS_BY_PLATFORM, PLATFORM_LABELS

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Comparison",
    "Row",
    "compare_accounts",
    "parameters_like",
    "posts_like",
    "read_account",
    "read_parameters",
    "write_new",
]

_NEAR: Final = 1.25
"""A number up to a quarter above ours, or as much below, is called about as ours."""
_APART: Final = 0.15
"""The same for correlations and logarithms, which have no ratio."""
_DIFFERENCES: Final = frozenset(
    {"log_mean", "same_day", "intercept"}
    | {name for name, measure in MEASURES.items() if measure.says.startswith("Rank correlation")}
)


@dataclass(frozen=True)
class Row:
    """One number of an account beside ours.

    Attributes:
        says: What the number is.
        theirs: Their number, as text.
        ours: Ours, as text.
        wanted: The range measured on real accounts, as text; empty when none was.
        verdict: How theirs compares, in words.
    """

    says: str
    theirs: str
    ours: str
    wanted: str
    verdict: str


@dataclass(frozen=True)
class Comparison:
    """One account beside ours.

    Attributes:
        platform: The platform.
        theirs: Their fit.
        ours: Our fit.
        organic: Both fits again, of posts that were not boosted: what a model is moved by.
        rows: The numbers that are known of theirs.
        unknown: One sentence for each reason why others are not.
    """

    platform: str
    theirs: AccountFit
    ours: AccountFit
    organic: tuple[AccountFit, AccountFit]
    rows: tuple[Row, ...]
    unknown: tuple[str, ...]


def read_account(files: Sequence[Path]) -> pd.DataFrame:
    """Read an account's posts: the platforms' own exports, or tables in the course's own form.

    Args:
        files: Exports of X, Facebook or LinkedIn, folders and .zip files of them, or CSV in the
            course's own form, such as ``statcomms import`` writes; columns and cells may be
            missing.

    Returns:
        One table; counts are Int64, everything else text. Unknown columns are left out.

    Raises:
        DataError: A file is not there, or is neither of the two; or it holds no posts.
    """
    import pandas as pd

    from statcomms.data.load import read_exports

    own = [path for path in files if _is_own_form(path)]
    exports = [path for path in files if path not in own]
    found = [_read_posts(path) for path in own]
    if exports:
        found.append(read_exports(exports).posts)
    posts = pd.concat(found, ignore_index=True) if len(found) > 1 else found[0]
    if not len(posts):
        raise DataError(
            f"{', '.join(path.name for path in files)}: no posts in it.",
            "Give a list of posts: a daily series has none.",
        )
    return posts


def _is_own_form(path: Path) -> bool:
    """Whether a file's header is that of a posts table of ours."""
    try:
        with path.open(encoding="utf-8") as file:
            names = {name.strip() for name in file.readline(20_000).split(",")}
    except (OSError, UnicodeDecodeError):
        return False
    return "platform" in names and bool({"impressions", "reach", "reactions"} & names)


def _read_posts(path: Path) -> pd.DataFrame:
    import pandas as pd

    from statcomms.schema import PLATFORMS, POSTS_COLUMNS

    again = "Give an export of a platform, or what statcomms import made of one."
    try:
        cells = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    except (OSError, UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError):
        raise DataError(f"{path.name} is a damaged table of posts.", again) from None
    if not cells["platform"].isin(PLATFORMS).all():
        raise DataError(f"Column 'platform' of {path.name} must say {', '.join(PLATFORMS)}.", again)
    found: dict[str, Any] = {}
    for one in POSTS_COLUMNS:
        if one.name not in cells.columns:
            continue
        column = cells[one.name].mask(cells[one.name] == "")
        if one.dtype == "Int64":
            try:
                found[one.name] = pd.to_numeric(column).astype("Int64")
            except (ValueError, TypeError):
                raise DataError(
                    f"Column '{one.name}' of {path.name} must hold whole numbers.", again
                ) from None
        elif one.dtype == "bool":
            found[one.name] = column.map({"true": "True", "false": "False"})
        else:
            found[one.name] = column
    return pd.DataFrame(found)


def compare_accounts(theirs: pd.DataFrame, ours: pd.DataFrame) -> list[Comparison]:
    """Compare each platform of a real export with ours.

    Args:
        theirs: Posts read from exports; columns may be missing.
        ours: The course's posts.

    Raises:
        DataError: There is no post in theirs.
    """
    if not len(theirs):
        raise DataError("There is no post in these files.", "Export a longer period.")
    usual, free = _by_platform(ours), _by_platform(_not_boosted(ours))
    mine, own = _by_platform(theirs), _by_platform(_not_boosted(theirs))
    return [
        _compare(fit, usual[name], (own.get(name, fit), free[name])) for name, fit in mine.items()
    ]


def parameters_like(comparisons: Sequence[Comparison]) -> dict[str, Any]:
    """Return the model's numbers, moved so that its posts come out like theirs.

    Each number is moved by as much as their fit differs from ours, so what the fit itself does to a
    number (topics, hours and viral posts widen the spread, for instance) cancels out. What is not
    known of theirs stays ours.

    Args:
        comparisons: Their accounts beside ours.

    Returns:
        A block ``assumed`` in the form of ``calibration.json``, which `World.with_numbers` takes.
    """
    from statcomms.data.synth import world

    numbers = copy.deepcopy(dict(world().numbers))
    numbers["campaigns"] = []
    for one in comparisons:
        _move(numbers, one)
    about = ", ".join(f"{PLATFORM_LABELS[one.platform]}: {one.theirs.used}" for one in comparisons)
    return {
        "_about": {
            "made_by": "statcomms data calibrate",
            "posts": about,
            "use": "statcomms.publish.calibrate.posts_like(read_parameters(path))",
        },
        "assumed": numbers,
    }


def read_parameters(path: Path) -> dict[str, Any]:
    """Read a parameter set that `parameters_like` made.

    Raises:
        DataError: The file is not one.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        known = isinstance(found["assumed"], dict)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(
            f"{path} is not a parameter set.",
            "Make one with: statcomms data calibrate FILE --parameters mine.json",
        ) from error
    if not known:
        raise DataError(f"{path} has no block 'assumed'.", "Make the file again.")
    return dict(found)


def posts_like(
    parameters: Mapping[str, Any],
    seed: int | str = 1,
    months: int = 12,
    first_month: str = "2025-10",
) -> pd.DataFrame:
    """Return posts of an account like theirs: invented, by seed.

    Args:
        parameters: From `parameters_like` or `read_parameters`.
        seed: Any whole number or text.
        months: How many months.
        first_month: The first of them.
    """
    from statcomms.data.synth import month_list, outcomes, plan_posts, to_frame, world

    own = world().with_numbers(**parameters["assumed"])
    plan = plan_posts(seed, month_list(first_month, months), own.numbers)
    return to_frame(seed, plan, outcomes(seed, plan, own))


def write_new(path: Path, text: str, *, overwrite: bool = False) -> None:
    """Write a file that is not there yet.

    Raises:
        DataError: It is there, or it cannot be written.
    """
    try:
        with path.open("w" if overwrite else "x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError as error:
        raise DataError(
            f"{path} is there already.", "Give another name, or add --overwrite."
        ) from error
    except OSError as error:
        raise DataError(
            f"{path} cannot be written ({error.strerror or error}).", "Choose another folder."
        ) from error


def _by_platform(frame: pd.DataFrame) -> dict[str, AccountFit]:
    return {fit.platform: fit for fit in fit_posts(frame)}


def _not_boosted(frame: pd.DataFrame) -> pd.DataFrame:
    if "paid" not in frame.columns:
        return frame
    return frame[[str(paid) != "True" for paid in frame["paid"]]]


def _compare(
    theirs: AccountFit, ours: AccountFit, organic: tuple[AccountFit, AccountFit]
) -> Comparison:
    ranges = target_ranges(theirs.platform)
    rows = [
        _row(name, measure, theirs.values[name], ours.values[name], ranges.get(name))
        for name, measure in MEASURES.items()
        if not math.isnan(theirs.values[name])
    ]
    by_reason: dict[str, list[str]] = {}
    for name, reason in theirs.reasons.items():
        if not math.isnan(ours.values[name]):
            by_reason.setdefault(reason, []).append(MEASURES[name].says)
    unknown = tuple(f"{reason} Not known: {_listed(names)}." for reason, names in by_reason.items())
    return Comparison(theirs.platform, theirs, ours, organic, tuple(rows), unknown)


def _listed(names: Sequence[str]) -> str:
    more = len(names) - 1
    return f"«{names[0]}»" + (f" and {more} more number{'s' if more > 1 else ''}" if more else "")


def _row(
    name: str,
    measure: Measure,
    theirs: float,
    ours: float,
    wanted: tuple[float, float] | None,
) -> Row:
    shown = f"{_shown(measure, wanted[0])} to {_shown(measure, wanted[1])}" if wanted else ""
    return Row(
        measure.says,
        _shown(measure, theirs),
        _shown(measure, ours),
        shown,
        _verdict(name, theirs, ours, wanted),
    )


def _shown(measure: Measure, value: float) -> str:
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return "no limit"
    if measure.share:
        return f"{100 * value:.1f} %"
    return f"{value:,.0f}".replace(",", "\u202f") if abs(value) >= 1000 else f"{value:.2f}"


def _verdict(name: str, theirs: float, ours: float, wanted: tuple[float, float] | None) -> str:
    if wanted is not None:
        if theirs < wanted[0]:
            return "below real accounts"
        if theirs > wanted[1]:
            return "above real accounts"
        return "as real accounts"
    if math.isnan(ours):
        return "we have none"
    if name in _DIFFERENCES:
        apart = theirs - ours
        if abs(apart) <= _APART:
            return "about as ours"
        return "higher than ours" if apart > 0 else "lower than ours"
    if ours == 0 or theirs == 0 or math.isinf(theirs):
        return "about as ours" if theirs == ours else "unlike ours"
    ratio = theirs / ours
    return "about as ours" if 1 / _NEAR <= ratio <= _NEAR else f"{ratio:.2g} × ours"


def _move(numbers: dict[str, Any], one: Comparison) -> None:
    """Move one platform's numbers by what their fit differs from ours."""
    platform = one.platform
    theirs, ours = (fit.values for fit in one.organic)

    def known(name: str) -> bool:
        return math.isfinite(theirs[name]) and math.isfinite(ours[name])

    def ratio(name: str) -> float:
        return theirs[name] / ours[name]

    if math.isfinite(one.theirs.values["posts_a_month"]):
        numbers["posts_a_month"][platform] = max(3, round(one.theirs.values["posts_a_month"]))
    share = numbers["exposure_over_followers_median"]
    if known("followers"):
        # Six months of growth before the middle of a year, when it has the count of theirs.
        growth = 6 * numbers["followers"][platform]["growth_a_month"]
        numbers["followers"][platform]["start"] = round(theirs["followers"] * math.exp(-growth))
        share[platform] *= ratio("over_followers") if known("over_followers") else 1.0
    elif known("median_exposure"):
        share[platform] *= ratio("median_exposure")
    if known("median_exposure") and platform in numbers["paid_impressions"]:
        numbers["paid_impressions"][platform]["median"] *= ratio("median_exposure")
    if known("log_sd"):
        _move_spread(numbers, platform, theirs, ours)
    if known("slope"):
        numbers["slope"][platform] += theirs["slope"] - ours["slope"]
        numbers["intercept"][platform] += theirs["intercept"] - ours["intercept"]
        if known("k"):
            numbers["k"][platform] *= ratio("k")
    mix = {name: theirs[f"{name}_share"] for name in numbers["mix"][platform] if name in PARTS}
    if all(math.isfinite(value) for value in mix.values()) and sum(mix.values()) > 0:
        whole = sum(numbers["mix"][platform].values())
        numbers["mix"][platform] = {
            name: whole * value / sum(mix.values()) for name, value in mix.items()
        }
    formats = {name: theirs[f"format_{name}"] for name in FORMATS_BY_PLATFORM[platform]}
    if all(math.isfinite(value) for value in formats.values()) and sum(formats.values()) > 0:
        numbers["format_share"][platform] = {
            name: value / sum(formats.values()) for name, value in formats.items()
        }
    if math.isfinite(one.theirs.values["paid"]):
        numbers["everyday_paid_share"][platform] = one.theirs.values["paid"]


def _move_spread(
    numbers: dict[str, Any],
    platform: str,
    theirs: Mapping[str, float],
    ours: Mapping[str, float],
) -> None:
    """Spread within a day and between days: variances are moved, never below a tenth of ours."""
    more = theirs["log_sd"] ** 2 - ours["log_sd"] ** 2
    if platform != "linkedin" and all(math.isfinite(one["same_day"]) for one in (theirs, ours)):
        between = [max(one["same_day"], 0.0) * one["log_sd"] ** 2 for one in (theirs, ours)]
        day = numbers["sigma_day"][platform] ** 2
        moved = max(day + between[0] - between[1], 0.0)
        numbers["sigma_day"][platform] = math.sqrt(moved)
        more -= moved - day
    post = numbers["sigma_post"][platform] ** 2
    numbers["sigma_post"][platform] = math.sqrt(max(post + more, 0.1 * post))
