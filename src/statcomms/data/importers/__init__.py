"""Read the platforms' own exports, as learners download them, with a report in plain words."""
