import json
import os

AIRPORTS = json.load(open(os.path.join(os.path.dirname(__file__), "airports.json")))


def airport(code):
    return AIRPORTS.get(code.upper())


def is_airport(code):
    return code.upper() in AIRPORTS


def city(code):
    found = airport(code)
    return found[0] if found else code


def country(code):
    found = airport(code)
    return found[1] if found else None


def is_domestic(a, b):
    return country(a) is not None and country(a) == country(b)


def airline(flight):
    f = flight.strip().upper()
    return f[:2]


def number(flight):
    f = flight.strip().upper()[2:].strip()
    digits = ""
    for c in f:
        if c.isdigit():
            digits += c
        else:
            break
    return int(digits)


def normal(flight):
    return airline(flight) + str(number(flight))


def same_flight(a, b):
    return normal(a) == normal(b)


def describe(flight, a, b):
    text = "%s %s-%s" % (normal(flight), city(a), city(b))
    if is_domestic(a, b):
        text += " (domestic)"
    return text


def route(a, b):
    first, second = airport(a), airport(b)
    if first is None:
        raise KeyError(a)
    if second is None:
        raise KeyError(b)
    return "%s (%s) - %s (%s)" % (first[0], first[1], second[0], second[1])


def reverse(a, b):
    return route(b, a)


def all_in(where):
    found = []
    for code in AIRPORTS:
        if country(code) == where.upper():
            found.append(code)
    return sorted(found)


def find(text):
    found = []
    for code, (name, where) in AIRPORTS.items():
        if text.lower() in name.lower():
            found.append(code)
    return sorted(found)
