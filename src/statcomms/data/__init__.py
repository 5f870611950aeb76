"""The course's data: made by seed from a calibrated model, personal to a learner, or read in."""
