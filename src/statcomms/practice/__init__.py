"""Domain rules, simulators and the measures that judge a decision by what it achieves.

Plain Python and numpy: no exercise, no notebook, no browser.
"""
