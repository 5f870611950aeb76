"""Exercises as plain data: what is asked, what is answered, what is said to it, how it is drawn.

Nothing here knows a notebook, a browser or nbgrader: numpy, and pandas only in what a caller gives.
"""

from statcomms.exercises.base import CheckResult, Exercise, Mistake
from statcomms.exercises.choosing import Choice, Item, Match, MultiChoice, Order, Quiz
from statcomms.exercises.grid import Cell, Grid
from statcomms.exercises.labs import CompareFormats, MetricsLab, SpotTheBreak
from statcomms.exercises.pictures import Picture, Table
from statcomms.exercises.sorting import Categorise, Rate
from statcomms.exercises.writing import (
    Number,
    NumberField,
    Numbers,
    ShortText,
    Template,
    TemplateField,
)

__all__ = [
    "Categorise",
    "Cell",
    "CheckResult",
    "Choice",
    "CompareFormats",
    "Exercise",
    "Grid",
    "Item",
    "Match",
    "MetricsLab",
    "Mistake",
    "MultiChoice",
    "Number",
    "NumberField",
    "Numbers",
    "Order",
    "Picture",
    "Quiz",
    "Rate",
    "ShortText",
    "SpotTheBreak",
    "Table",
    "Template",
    "TemplateField",
]
