"""Collect, run, mark and give back: the instructor's side, on nbgrader."""
