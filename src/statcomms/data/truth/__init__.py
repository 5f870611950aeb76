"""What is true in Nusamara: the expected outcome of any action, which no learner's table holds."""
