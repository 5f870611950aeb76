"""The audience table: people who use Nusamara's statistics, as a user survey describes them.

>>> frame = audience(2026, 200)
>>> frame["person_id"].iloc[0], len(frame)
('P00001', 200)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from statcomms.data.model import stream
from statcomms.data.synth import text_dtype
from statcomms.data.tables import COURSE_SEED
from statcomms.data.truth.population import LANGUAGES, Population, population
from statcomms.data.truth.response import past_responses
from statcomms.schema import AGE_BANDS, PROVINCES, SECTORS, TOPICS, table
from statcomms.schema.people import CHANNELS, DEVICES, MESSAGES, ROLES, TIMES

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["audience", "draw_audience"]


def audience(seed: int | str = COURSE_SEED, rows: int = 5000) -> pd.DataFrame:
    """Return the audience table of a seed: the same values on every machine.

    Args:
        seed: Any whole number or text.
        rows: How many people.

    Returns:
        The table (`statcomms.schema.people.AUDIENCE`), one row a person.

    Raises:
        DataError: There is not at least one person, or more than 99,999.
    """
    return draw_audience(seed, rows)[0]


def draw_audience(seed: int | str, rows: int = 5000) -> tuple[pd.DataFrame, Population]:
    """Draw an audience together with what its table leaves out: for grading.

    Another seed gives other people of the same kind: the same communities, the same truth.

    Args:
        seed: Any whole number or text; for grading a held-out one.
        rows: How many people.

    Returns:
        The audience table, and the same people, row by row, with their communities, on which
        `statcomms.data.truth.response` works out what a plan brings.

    Raises:
        DataError: There is not at least one person, or more than 99,999.
    """
    import pandas as pd

    people = population(seed, rows)
    columns = _columns(people, past_responses(people, stream(seed, "audience responses")))
    data: dict[str, Any] = {}
    for one in table("audience").columns:
        values = columns[one.name]
        if one.dtype == "string":
            data[one.name] = pd.Series(values, dtype=text_dtype())
        elif one.dtype == "Int64":
            empty = np.isnan(values)
            whole = np.where(empty, 0, values).astype(np.int64)
            data[one.name] = pd.arrays.IntegerArray(whole, empty)
        else:
            data[one.name] = values
    return pd.DataFrame(data), people


def _columns(people: Population, responses: Any) -> dict[str, Any]:
    topics = (*TOPICS, np.nan)
    columns: dict[str, Any] = {
        "person_id": [f"P{number:05d}" for number in range(1, len(people) + 1)],
        "role": _words(ROLES, people.role),
        "sector": _words(SECTORS, people.sector),
        "province": _words(PROVINCES, people.province),
        "age_band": _words(AGE_BANDS, people.age_band),
        "language": _words(LANGUAGES, people.language),
        "device": _words(DEVICES, people.device),
        "interest_1": _words(topics, people.first_interest),
        "interest_2": _words(topics, people.second_interest),
        "online_time": _words(TIMES, people.online_time),
        "trust": people.trust,
        "recency": people.recency,
        "frequency": people.frequency,
    }
    columns |= {f"uses_{name}": people.uses[:, place] for place, name in enumerate(CHANNELS)}
    columns |= {f"response_{name}": responses[:, place] for place, name in enumerate(MESSAGES)}
    return columns


def _words(words: tuple[Any, ...], codes: Any) -> list[Any]:
    return [words[code] for code in codes.tolist()]
