"""A model of trust and harm in a crisis: what each line of play comes to, and when it began.

`menu` holds what an office can do, `scenarios` what happens to it, `dynamics` how one leads to the
other, `play` runs and means, `search` the best line, `alarm` the onset of an incident and what a
rule that pages somebody costs.

>>> outage = scenario_named("census_outage")
>>> expected_outcome(outage, sensible, runs=20)["score"].unit
'points'
"""

from __future__ import annotations

from statcomms.data.truth.crisis.alarm import (
    CENSUS_ONSET,
    AlarmCost,
    alarm_cost,
    expected_alarm_cost,
    onset,
)
from statcomms.data.truth.crisis.menu import ACTIONS, ACTIONS_A_ROUND, PRINCIPLES, Action
from statcomms.data.truth.crisis.play import (
    HOURS,
    ROUND_HOURS,
    Outcome,
    View,
    expected_outcome,
    sensible,
    simulate,
)
from statcomms.data.truth.crisis.scenarios import (
    SCENARIOS,
    Scenario,
    draw_scenario,
    scenario_named,
)
from statcomms.data.truth.crisis.search import BestLine, best_line

__all__ = [
    "ACTIONS",
    "ACTIONS_A_ROUND",
    "CENSUS_ONSET",
    "HOURS",
    "PRINCIPLES",
    "ROUND_HOURS",
    "SCENARIOS",
    "Action",
    "AlarmCost",
    "BestLine",
    "Outcome",
    "Scenario",
    "View",
    "alarm_cost",
    "best_line",
    "draw_scenario",
    "expected_alarm_cost",
    "expected_outcome",
    "onset",
    "scenario_named",
    "sensible",
    "simulate",
]
