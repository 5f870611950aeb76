"""The page "Meet the data": each table's rows, distributions and traps, worked out from the data.

Each function makes one picture or one table; its finding is a sentence with figures from the data.
"""

from __future__ import annotations

from statcomms.publish.meet_the_data import exports, office, people, posts, talk
from statcomms.publish.meet_the_data.show import Shown, overview, rows, show

__all__ = ["Shown", "exports", "office", "overview", "people", "posts", "rows", "show", "talk"]
