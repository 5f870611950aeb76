"""One small exercise of every kind, with a right answer to it: for all tests of exercises."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import pandas as pd

from statcomms.data.synth import posts
from statcomms.exercises import (
    Categorise,
    Choice,
    CompareFormats,
    Exercise,
    Item,
    Match,
    MetricsLab,
    Mistake,
    MultiChoice,
    Number,
    NumberField,
    Numbers,
    Order,
    Quiz,
    Rate,
    ShortText,
    SpotTheBreak,
    Template,
    TemplateField,
)

ABC = {"a": "Alpha", "b": "Beta", "c": "Gamma"}
SHARED: dict[str, Any] = {
    "title": "Which of them fits the question?",
    "situation": "The office has **two** pages. Reach is in `reach`.",
    "minutes": 3,
    "hints": ("one", "two", "three"),
    "because": "It fits.",
    "solution": "So it is.",
}
SERIES = [(f"2025-{month:02d}", 100.0 + (150 if month > 5 else 0)) for month in range(1, 13)]


@lru_cache(maxsize=1)
def some_posts() -> pd.DataFrame:
    """Three months of posts."""
    return posts(2026, months=3)


KINDS: dict[str, Callable[[], Exercise]] = {
    "choice": lambda: Choice(
        "m5-choice", options=ABC, right="b", mistakes={"a": "Not Alpha."}, **SHARED
    ),
    "multi_choice": lambda: MultiChoice(
        "m5-multi",
        options=ABC,
        right={"a", "b"},
        mistakes={"c": "No."},
        missing={"b": "More."},
        **SHARED,
    ),
    "number": lambda: Number(
        "m5-number",
        label="Rate",
        unit="%",
        right=1.58,
        tolerance=0.05,
        mistakes=[Mistake(3.9, "This is the mean.")],
        **SHARED,
    ),
    "numbers": lambda: Numbers(
        "m5-numbers", fields=[NumberField("x", "X", "%"), NumberField("y", "Y")], **SHARED
    ),
    "short_text": lambda: ShortText("m5-text", label="Write", least_words=3, **SHARED),
    "order": lambda: Order(
        "m5-order", items=ABC, right=["c", "a", "b"], mistakes={("b", "c"): "No."}, **SHARED
    ),
    "match": lambda: Match(
        "m5-match",
        rows={"r": "Row", "s": "Other"},
        columns=ABC,
        right={"r": "a", "s": "b"},
        mistakes={("r", "b"): "Not Beta."},
        **SHARED,
    ),
    "quiz": lambda: Quiz(
        "m5-quiz",
        items=[
            Item(f"q{n}", f"Question {n}?", ABC, "a", {"a": "Yes.", "b": "No b.", "c": "No c."})
            for n in range(1, 7)
        ],
        **SHARED,
    ),
    "metrics_lab": lambda: MetricsLab(
        "m5-lab",
        posts=some_posts,
        right={"denominator": "reach", "pooling": ("pooled", "median")},
        mistakes=[Mistake({"pooling": "mean"}, "Small posts weigh too much.")],
        **SHARED,
    ),
    "compare_formats": lambda: CompareFormats(
        "m5-compare", posts=some_posts, right={"decision": "first"}, **SHARED
    ),
    "spot_the_break": lambda: SpotTheBreak(
        "m5-break",
        series=SERIES,
        quantity="views",
        causes=ABC,
        right={"month": "2025-06", "cause": "b"},
        mistakes=[
            Mistake({"cause": "a"}, "People did not change."),
            Mistake({"month": "2025-05"}, "Too early."),
        ],
        **SHARED,
    ),
    "categorise": lambda: Categorise(
        "m1-categorise",
        items={"q": "How many people live in Velanu?", "s": "Cheap phones"},
        bins={"answer": "Answer", "hide": "Hide", "leave": "Leave"},
        right={"q": "answer", "s": "hide"},
        mistakes={("q", "hide"): "A question is never hidden."},
        **SHARED,
    ),
    "rate": lambda: Rate(
        "m8-rate",
        criteria={"aim": "Aim", "cost": "Cost"},
        levels={"1": "Missing", "2": "Some", "3": "Clear"},
        right={"aim": "2", "cost": "1"},
        **SHARED,
    ),
    "template": lambda: Template(
        "m5-template", fields=[TemplateField("goal", "Goal")], filename="report", **SHARED
    ),
}
RIGHT: dict[str, dict[str, Any]] = {
    "choice": {"choice": "b"},
    "multi_choice": {"choices": ["a", "b"]},
    "number": {"number": "1.58"},
    "numbers": {"x": "1", "y": "2"},
    "short_text": {"text": "three words here"},
    "order": {"order": ["c", "a", "b"]},
    "match": {"r": "a", "s": "b"},
    "quiz": {f"q{n}": "a" for n in range(1, 7)},
    "metrics_lab": {"denominator": "reach"},
    "compare_formats": {"decision": "first"},
    "spot_the_break": {"month": "2025-06", "cause": "b"},
    "categorise": {"rows": {"q": {"bin": "answer"}, "s": {"bin": "hide"}}},
    "rate": {"rows": {"aim": {"level": "2"}, "cost": {"level": "1"}}},
    "template": {"goal": "More readers"},
}
