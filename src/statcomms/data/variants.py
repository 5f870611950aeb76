"""Personal variants (being written)."""

__all__: list[str] = []
