"""Social Media for Official Statistics: an interactive course that can be trusted."""

__version__ = "0.1.0"
