"""Airports of our network: city and country by code."""

AIRPORTS = {
    "AAL": ("Aalborg", "DK"),
    "AMS": ("Amsterdam", "NL"),
    "ARN": ("Stockholm", "SE"),
    "BGO": ("Bergen", "NO"),
    "BLL": ("Billund", "DK"),
    "BOO": ("Bodø", "NO"),
    "CDG": ("Paris", "FR"),
    "CPH": ("Copenhagen", "DK"),
    "GOT": ("Gothenburg", "SE"),
    "HEL": ("Helsinki", "FI"),
    "KEF": ("Reykjavík", "IS"),
    "LHR": ("London", "GB"),
    "LLA": ("Luleå", "SE"),
    "OSL": ("Oslo", "NO"),
    "OUL": ("Oulu", "FI"),
    "SVG": ("Stavanger", "NO"),
    "TOS": ("Tromsø", "NO"),
    "TRD": ("Trondheim", "NO"),
    "UME": ("Umeå", "SE"),
}
