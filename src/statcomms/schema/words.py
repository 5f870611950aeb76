"""The words that every table shares: platforms, formats, topics, provinces, the local time."""

from __future__ import annotations

__all__ = [
    "AGE_BANDS",
    "FORMATS",
    "FORMATS_BY_PLATFORM",
    "FORMAT_LABELS",
    "PLATFORMS",
    "PLATFORM_LABELS",
    "PROVINCES",
    "SECTORS",
    "SECTOR_LABELS",
    "TOPICS",
    "TOPIC_LABELS",
    "UTC_OFFSET",
]

PLATFORM_LABELS: dict[str, str] = {
    "x": "X (formerly Twitter)",
    "facebook": "Facebook",
    "linkedin": "LinkedIn",
}
PLATFORMS: tuple[str, ...] = tuple(PLATFORM_LABELS)

FORMAT_LABELS: dict[str, str] = {
    "photo": "Photo",
    "video": "Video",
    "link": "Link",
    "text": "Text only",
    "document": "Document (pages to swipe)",
}
FORMATS: tuple[str, ...] = tuple(FORMAT_LABELS)
FORMATS_BY_PLATFORM: dict[str, tuple[str, ...]] = {
    "x": ("photo", "video", "link", "text"),
    "facebook": ("photo", "video", "link", "text"),
    "linkedin": FORMATS,
}

TOPIC_LABELS: dict[str, str] = {
    "prices": "Prices and cost of living",
    "labour": "Work and wages",
    "economy": "Economy and national accounts",
    "population": "Population and households",
    "census": "Census",
    "health": "Health",
    "education": "Education",
    "environment": "Environment and farming",
    "tourism": "Tourism and travel",
    "office": "Our office and how we work",
}
TOPICS: tuple[str, ...] = tuple(TOPIC_LABELS)

UTC_OFFSET = "+10:00"
"""Nusamara's local time: ten hours ahead of UTC, all year."""

PROVINCES: tuple[str, ...] = ("Velanu", "Korasi", "Lunare", "Osamba", "Perinda", "Tulavi")
"""Nusamara's six provinces: all invented."""

AGE_BANDS: tuple[str, ...] = ("15-24", "25-34", "35-44", "45-54", "55-64", "65+")

SECTOR_LABELS: dict[str, str] = {
    "government": "Government",
    "business": "Business and finance",
    "education": "Schools and universities",
    "media": "Media",
    "civil_society": "Community and non-profit groups",
    "farming": "Farming and fishing",
    "home": "Home, or not in paid work",
}
SECTORS: tuple[str, ...] = tuple(SECTOR_LABELS)
