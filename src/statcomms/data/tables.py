"""All tables of one seed: made when they are first asked for, each from the ones it stands on.

>>> tables = Tables(2026)
>>> len(tables["posts"])
2971
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from statcomms.schema import check_posts, check_table, table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["BUILDERS", "COURSE_SEED", "Tables"]

COURSE_SEED = 2026
"""Seed of the tables that the lessons use."""


class Tables(Mapping[str, "pd.DataFrame"]):
    """The tables of one seed, by name.

    Args:
        seed: Any whole number or text. The course's own tables have `COURSE_SEED`.
    """

    def __init__(self, seed: int | str = COURSE_SEED) -> None:
        self.seed = seed
        self._made: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._made:
            if name not in BUILDERS:
                table(name)  # says which tables there are
                raise KeyError(name)
            frame = BUILDERS[name](self)
            check = check_posts if name == "posts" else None
            self._made[name] = check(frame) if check else check_table(table(name), frame)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(BUILDERS)

    def __len__(self) -> int:
        return len(BUILDERS)


def _posts(tables: Tables) -> pd.DataFrame:
    from statcomms.data.synth import posts

    return posts(tables.seed)


def _comments(tables: Tables) -> pd.DataFrame:
    from statcomms.data.comments import comments

    return comments(tables.seed, posts=tables["posts"])


def _incidents(tables: Tables) -> pd.DataFrame:
    from statcomms.data.incidents import incidents

    return incidents(tables.seed)


def _mentions(tables: Tables) -> pd.DataFrame:
    from statcomms.data.mentions import mentions

    return mentions(tables.seed)


def _claims(tables: Tables) -> pd.DataFrame:
    from statcomms.data.claims import claims

    return claims(tables.seed)


def _followers(tables: Tables) -> pd.DataFrame:
    from statcomms.data.followers import followers

    return followers(tables.seed, posts=tables["posts"])


def _follower_shares(tables: Tables) -> pd.DataFrame:
    from statcomms.data.followers import follower_shares

    months = sorted(set(tables["posts"]["month"]))
    return follower_shares(tables.seed, str(months[0]), len(months))


def _audience(tables: Tables) -> pd.DataFrame:
    from statcomms.data.audience import audience

    return audience(tables.seed)


def _releases(tables: Tables) -> pd.DataFrame:
    from statcomms.data.releases import releases

    return releases(tables.seed)


def _cases(tables: Tables) -> pd.DataFrame:
    from statcomms.data.cases import cases

    return cases(tables.seed)


BUILDERS: dict[str, Callable[[Tables], pd.DataFrame]] = {
    "posts": _posts,
    "followers": _followers,
    "follower_shares": _follower_shares,
    "audience": _audience,
    "comments": _comments,
    "mentions": _mentions,
    "claims": _claims,
    "incidents": _incidents,
    "releases": _releases,
    "cases": _cases,
}
"""How each table is made, in the order of `statcomms.schema.TABLES`."""
