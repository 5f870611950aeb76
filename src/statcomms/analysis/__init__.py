"""What is worked out from posts: rates with their uncertainty, comparisons, breaks in series."""
