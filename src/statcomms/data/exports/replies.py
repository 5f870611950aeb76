"""The office's replies to people on X: rows of the old post list that are no posts.

>>> len(GREETINGS) * len(ANSWERS)
96
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from statcomms.data.exports.rows import Rows, assumed
from statcomms.data.model import stream
from statcomms.schema import PROVINCES

__all__ = ["ANSWERS", "GREETINGS", "Reply", "replies_to"]

GREETINGS: tuple[str, ...] = (
    "Thank you for asking.",
    "Good question.",
    "Thanks for writing to us.",
    "Happy to help.",
    "We are glad you asked.",
    "Thank you, that is a fair point.",
    "Yes, we can help with that.",
    "Sorry for the wait.",
)
ANSWERS: tuple[str, ...] = (
    "The table for {place} is at nso.example/tables.",
    "We ask {number} households in {place} every quarter.",
    "The figure for {place} has a margin of {margin} points; the note under the table says how.",
    "Figures for {place} come out every third Wednesday at 09:30.",
    "Please send us the address in {place} by message, and an interviewer will call.",
    "You find {place} in column {column} of the spreadsheet.",
    "We do not publish single villages of {place}: too few people, and answers are secret.",
    "The figure you quote is of the year before. The new one for {place} is on our page.",
    "The file for {place} opened badly on {number} phones. It is mended now.",
    "Our office in {place} is open from 8 to 4 and has printed tables too.",
    "The population of {place} is from the last census; an estimate comes each June.",
    "That number is not ours. For {place} we have published another: see nso.example/tables.",
)
_FIRST_MINUTE, _LAST_MINUTE = 20, 600


@dataclass(frozen=True)
class Reply:
    """One reply.

    Attributes:
        minute: When it was written: minutes of UTC since 1970.
        id: Its id.
        text: Its text, which begins with @.
        counts: What the old post list holds about it.
    """

    minute: int
    id: str
    text: str
    counts: dict[str, int]


def replies_to(rows: Rows, seed: int | str) -> tuple[Reply, ...]:
    """Return the office's replies after its posts: few people see one, few react.

    Args:
        rows: The posts on X.
        seed: Seed of the replies.
    """
    number = round(float(assumed("x_replies_over_posts")) * len(rows))
    draw = stream(seed, "x replies")
    uniform = draw.random((9, number))
    rule = assumed("x_reply_showings")
    shown = np.floor(rule["median"] * np.exp(rule["sigma"] * draw.standard_normal(number))) + 1
    likes = draw.poisson(0.008 * shown)
    opened = draw.poisson(0.02 * shown)
    visits = draw.poisson(0.006 * shown)
    taken = set(rows.ids)
    found = []
    for place in range(number):
        one = uniform[:, place]
        after = _FIRST_MINUTE + one[1] * (_LAST_MINUTE - _FIRST_MINUTE)
        minute = int(rows.minute[int(one[0] * len(rows))]) + int(after)
        snowflake = ((minute * 60_000 - 1288834974657) << 22) | int(one[2] * (1 << 22))
        while str(snowflake) in taken:
            snowflake += 1
        taken.add(str(snowflake))
        text = f"{GREETINGS[int(one[3] * len(GREETINGS))]} {ANSWERS[int(one[4] * len(ANSWERS))]}"
        said = text.format(
            place=PROVINCES[int(one[5] * len(PROVINCES))],
            number=20 + int(one[6] * 480),
            margin=round(0.3 + one[7] * 1.9, 1),
            column="BCDEFGHJKL"[int(one[7] * 10)],
        )
        engaged = int(likes[place] + opened[place] + visits[place])
        counts = {
            "impressions": max(int(shown[place]), engaged, 1),
            "engagements": engaged,
            "likes": int(likes[place]),
            "detail expands": int(opened[place]),
            "user profile clicks": int(visits[place]),
        }
        found.append(
            Reply(minute, str(snowflake), f"@reader_{int(one[8] * 9000) + 1000} {said}", counts)
        )
    return tuple(found)
