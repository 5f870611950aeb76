from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statcomms.analysis.agreement import LEVELS, krippendorff_alpha
from statcomms.errors import DataError

NONE = None
# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: four observers, twelve units.
PUBLISHED = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, NONE, NONE, NONE],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NONE, 3],
    [NONE, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NONE],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NONE],
]
WORDS = ("negative", "neutral", "positive")


@pytest.mark.parametrize(
    ("level", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)]
)
def test_the_published_example_comes_out(level: str, published: float) -> None:
    assert krippendorff_alpha(PUBLISHED, level) == pytest.approx(published, abs=0.0005)


def test_missing_may_be_nan() -> None:
    numbers = [[np.nan if one is None else float(one) for one in row] for row in PUBLISHED]
    for level in LEVELS:
        assert krippendorff_alpha(numbers, level) == pytest.approx(
            krippendorff_alpha(PUBLISHED, level)
        )


def test_ordinal_forgives_neighbours_more_than_ends() -> None:
    one = ["negative", "neutral", "positive"] * 20
    near = [*one[:57], "neutral", "positive", "neutral"]
    far = [*one[:57], "positive", "neutral", "negative"]
    close, apart = (krippendorff_alpha([one, other], "ordinal", WORDS) for other in (near, far))
    assert close > apart
    assert krippendorff_alpha([one, far], "interval", WORDS) < 1


def test_the_order_of_words_is_respected() -> None:
    one = ["negative", "neutral", "positive", "neutral"] * 5
    two = ["negative", "neutral", "positive", "positive"] * 5
    by_order = krippendorff_alpha([one, two], "ordinal", WORDS)
    wrong = krippendorff_alpha([one, two], "ordinal", ("positive", "negative", "neutral"))
    assert by_order != pytest.approx(wrong)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.tuples(*[st.sampled_from([0, 1, 2, None])] * 3), min_size=4, max_size=30).filter(
        lambda units: len({one for unit in units for one in unit[:2] if one is not None}) > 1
    )
)
def test_alpha_does_not_depend_on_who_is_named_first(units: list[tuple[int | None, ...]]) -> None:
    rows = [list(row) for row in zip(*units, strict=True)]
    for level in LEVELS:
        try:
            found = krippendorff_alpha(rows, level)
        except DataError:
            continue
        assert found <= 1 + 1e-12
        assert krippendorff_alpha(rows[::-1], level) == pytest.approx(found)
        assert krippendorff_alpha([row[::-1] for row in rows], level) == pytest.approx(found)


def test_full_agreement_is_one_and_chance_is_near_nought() -> None:
    draw = np.random.Generator(np.random.PCG64(1))
    one, two = ((draw.random(4000) * 3).astype(int).tolist() for _ in range(2))
    for level in LEVELS:
        assert krippendorff_alpha([one, one], level) == 1
        assert krippendorff_alpha([one, two], level) == pytest.approx(0, abs=0.05)


@pytest.mark.parametrize(
    ("ratings", "level", "order", "says"),
    [
        ([[1, 2], [1, 2]], "ratio", None, "no level 'ratio'"),
        ([[1, 2], [1]], "nominal", None, "differ in length"),
        ([[1, None], [None, 2]], "nominal", None, "No unit has two"),
        ([[1, 1], [1, 1]], "nominal", None, "All ratings are the same"),
        ([["a", "b"], ["a", "c"]], "nominal", ("a", "b"), "'c' is not in the order"),
        ([["a", "b"], ["a", "c"]], "interval", None, "no distances"),
    ],
)
def test_what_cannot_be_worked_out_is_said(
    ratings: list[list[object]], level: str, order: tuple[str, ...] | None, says: str
) -> None:
    with pytest.raises(DataError, match=says):
        krippendorff_alpha(ratings, level, order)
