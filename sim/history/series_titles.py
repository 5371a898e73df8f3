"""Titles of the series that are forecast."""

TITLES = {
    "missile": "Missile provocations a month",
    "gprc_kor": "GPR index for South Korea",
    "us_dprk": "AI-GPR, United States toward North Korea",
    "dprk_us": "AI-GPR, North Korea toward the United States",
    "dprk_rok": "AI-GPR, North Korea toward South Korea",
    "us_china": "AI-GPR, United States toward China",
    "china_us": "AI-GPR, China toward the United States",
}
"""Series -> its title."""
