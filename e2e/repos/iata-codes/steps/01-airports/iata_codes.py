import json
import os

AIRPORTS = json.load(open(os.path.join(os.path.dirname(__file__), "airports.json")))


def airport(code):
    return AIRPORTS.get(code.upper())


def is_airport(code):
    return code.upper() in AIRPORTS
