"""Airports of our network: city and country by code."""

AIRPORTS = {
    "ARN": ("Stockholm", "SE"),
    "CPH": ("Copenhagen", "DK"),
    "OSL": ("Oslo", "NO"),
}
