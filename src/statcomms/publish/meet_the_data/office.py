"""Pictures of the tables about the office's own work: incidents, releases, case cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from statcomms.exercises.pictures import Picture, bars, intervals
from statcomms.publish.meet_the_data.show import bins, number, said

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["bases", "cards", "margins", "places", "seen"]


def places(incidents: pd.DataFrame) -> Picture:
    """In which part of the office's life incidents happen."""
    counts = incidents["period"].value_counts()
    found = [(str(name).capitalize(), float(value)) for name, value in counts.items()]
    areas = incidents["area"].value_counts()
    return bars(
        found,
        title=f"{len(incidents)} incidents cover {len(areas)} areas of a policy, "
        f"{number(areas.mean())} each: in life some areas come up far more often",
        unit="incidents",
        decimals=0,
        alt=said("Incidents by period", found),
        heading=("Period", "Incidents"),
    )


def seen(incidents: pd.DataFrame) -> Picture:
    """How many people outside had seen it."""
    reach = incidents["reach"].to_numpy(dtype=float)
    found = bins(reach, [0, 1, 100, 1_000, 10_000])
    none = int((reach == 0).sum())
    return bars(
        found,
        title=f"{none} incidents had not been seen by anybody outside: there was still time",
        unit="%",
        decimals=0,
        alt=said("Share of incidents by people who had seen it", found),
        heading=("People who had seen it", "Share of incidents"),
    )


def margins(releases: pd.DataFrame) -> Picture:
    """Change of each release that has a margin, with the margin around it."""
    here = releases[releases["margin"].notna() & (releases["unit"] == "%")]
    columns = [here[name].tolist() for name in ("indicator", "period", "change", "margin")]
    found = [
        (
            f"{name.capitalize()}, {period}",
            change,
            change - margin,
            change + margin,
        )
        for name, period, change, margin in zip(*columns, strict=True)
    ]
    small = sum(low < 0 < high for _, _, low, high in found)
    return intervals(
        found,
        title=f"{small} of {len(found)} changes are smaller than the margin of their figure: they "
        "may be chance",
        unit="points",
        decimals=1,
        zero=True,
        alt="Change of each release in percentage points, with the figure's margin on both sides: "
        + "; ".join(f"{name} {number(value, 1)}" for name, value, _, _ in found)
        + ".",
        note="The margin shown is that of the figure. The margin of a change is larger still.",
    )


def bases(releases: pd.DataFrame) -> Picture:
    """With which period releases are compared."""
    same = [
        period[:2] == other[:2]
        for period, other in zip(releases["period"], releases["compared_with"], strict=True)
    ]
    found = [
        ("A year before", float(sum(same))),
        ("The quarter before", float(len(same) - sum(same))),
    ]
    return bars(
        found,
        title=f"{number(found[0][1])} releases compare with the year before, {number(found[1][1])} "
        "with the quarter before: look before you compare two",
        unit="releases",
        decimals=0,
        alt=said("Releases by the period they are compared with", found),
        heading=("Compared with", "Releases"),
    )


def cards(cases: pd.DataFrame) -> Picture:
    """Staff hours of the cases."""
    hours = cases["staff_hours"].to_numpy(dtype=float)
    ordered = cases.iloc[np.argsort(-hours, kind="stable")]
    found = list(zip(ordered["case_id"].tolist(), np.sort(hours)[::-1].tolist(), strict=True))
    without = int(cases["before"].isna().sum())
    return bars(
        found,
        title=f"A case costs {number(hours.min())} to {number(hours.max())} hours of staff; "
        f"{without} of {len(cases)} cards has no figure for before",
        unit="hours",
        decimals=0,
        alt=said("Hours of staff by case", found),
        heading=("Case", "Hours of staff"),
    )
