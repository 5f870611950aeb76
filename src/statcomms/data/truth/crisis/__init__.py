"""A model of trust and harm in a crisis: what each line of play comes to."""
