"""Text as a reader sees it: light markup, numbers, times, and numbers read as people write them."""

from __future__ import annotations

import datetime as dt
import html
import math
import re

from statcomms.errors import AnswerError

__all__ = [
    "NARROW_SPACE",
    "escape",
    "format_number",
    "format_time",
    "month_name",
    "paragraphs",
    "plain",
    "read_number",
    "with_unit",
]

NARROW_SPACE = "\u202f"
MINUS = "\u2212"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_LIGHT_MARKUP = (
    (re.compile(r"`([^`]+)`"), r"<code>\1</code>"),
    (re.compile(r"\*\*([^*]+)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"(?<!\*)\*([^*]+)\*(?!\*)"), r"<em>\1</em>"),
)


def escape(text: object) -> str:
    """Return text safe inside HTML, also inside an attribute and beside a view's placeholder."""
    return html.escape(str(text), quote=True).replace("@@", "@&#64;")


def _inline(text: str) -> str:
    marked = escape(text)
    for pattern, replacement in _LIGHT_MARKUP:
        marked = pattern.sub(replacement, marked)
    return marked


def _one_line(text: str) -> str:
    """Fold line breaks into spaces; the spaces of the typographer stay."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


def paragraphs(text: str) -> str:
    """Turn light markup (**bold**, *emphasis*, `code`, blank line) into HTML paragraphs.

    >>> paragraphs("One **big** post.")
    '<p>One <strong>big</strong> post.</p>'
    """
    blocks = [block.strip() for block in re.split(r"\n\s*\n", text.strip()) if block.strip()]
    return "".join(f"<p>{_inline(_one_line(block))}</p>" for block in blocks)


def inline(text: str) -> str:
    """Turn light markup into HTML without a paragraph around it.

    >>> inline("*reach*")
    '<em>reach</em>'
    """
    return _inline(_one_line(text))


def plain(text: str) -> str:
    """Return the text without its light markup.

    >>> plain("One **big** `post`.")
    'One big post.'
    """
    for pattern, _ in _LIGHT_MARKUP:
        text = pattern.sub(r"\1", text)
    return _one_line(text)


def format_number(number: float, decimals: int = 0) -> str:
    """Write a number for reading: thousands apart by a narrow space, a true minus sign.

    >>> format_number(12345.678, 1).replace(NARROW_SPACE, "_")
    '12_345.7'
    """
    if not math.isfinite(number):
        return "not known"
    text = f"{abs(number):,.{decimals}f}".replace(",", NARROW_SPACE)
    negative = number < 0 and any(digit in text for digit in "123456789")
    return f"{MINUS}{text}" if negative else text


def with_unit(number: float, unit: str = "", decimals: int = 0) -> str:
    """Write a number with its unit behind a narrow space.

    >>> with_unit(1.58, "%", 1).replace(NARROW_SPACE, "_")
    '1.6_%'
    """
    text = format_number(number, decimals)
    return f"{text}{NARROW_SPACE}{unit}" if unit else text


def format_time(iso: str) -> str:
    """Write the clock time of an ISO time, in this machine's zone; nothing when not readable.

    >>> format_time("not a time")
    ''
    """
    try:
        return dt.datetime.fromisoformat(iso).astimezone().strftime("%H:%M")
    except ValueError:
        return ""


def month_name(month: str) -> str:
    """Write a month such as ``2025-06`` in words.

    >>> month_name("2025-06")
    'June 2025'
    """
    year, number = month.split("-")[:2]
    return f"{_MONTHS[int(number) - 1]} {year}"


_SPACES = re.compile("[\\s\u00a0\u202f\u2009']")


def read_number(text: object, unit: str = "") -> float:
    """Read a number as people write it: ``1.6``, ``1,6 %``, ``12 345``, ``12,345.6``, ``−3``.

    A single comma or point that is followed by other than three digits is a decimal sign. With
    exactly three digits behind it, a comma separates thousands and a point decimals.

    Args:
        text: What the learner wrote.
        unit: The unit that may stand behind the number.

    Returns:
        The number; with the unit ``%`` it is in percent.

    Raises:
        AnswerError: It is not one number.

    >>> read_number("1,6 %", "%")
    1.6
    >>> read_number("12 345,5")
    12345.5
    """
    written = str(text)[:60].strip()
    cleaned = _SPACES.sub("", written).replace(MINUS, "-").replace("\u2013", "-")
    endings = [_SPACES.sub("", name).lower() for name in (unit, "%", "percent", "per cent")]
    for ending in endings:
        if ending and cleaned.lower().endswith(ending):
            cleaned = cleaned[: -len(ending)]
            break
    if "," in cleaned and "." in cleaned:
        decimal = max(cleaned.rfind(","), cleaned.rfind("."))
        whole = re.sub("[,.]", "", cleaned[:decimal])
        cleaned = f"{whole}.{cleaned[decimal + 1 :]}"
    elif cleaned.count(",") == 1 and not re.fullmatch(r"[+-]?[1-9]\d{0,2},\d{3}", cleaned):
        cleaned = cleaned.replace(",", ".")
    elif "," in cleaned and re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+", cleaned):
        cleaned = cleaned.replace(",", "")
    elif cleaned.count(".") > 1 and re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})+", cleaned):
        cleaned = cleaned.replace(".", "")
    if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)", cleaned, re.ASCII):
        example = "1.6 or 1,6 %" if unit == "%" else "12.5 or 12,5"
        raise AnswerError(f"Write one number, such as {example}.")
    return float(cleaned)
