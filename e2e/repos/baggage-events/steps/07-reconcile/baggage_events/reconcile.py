import json
import sys

import psycopg
import requests

from baggage_events import settings

FLIGHTS = "http://flights.internal:8080/v1"
STATIONS = ["CPH", "OSL", "ARN", "BGO", "TRD"]


def flights_of(station):
    try:
        return requests.get(FLIGHTS + "/departures?station=" + station).json()
    except:
        return []


def bags_of(connection, flight):
    rows = connection.execute("select tag, place from position where flight = %s", [flight])
    return {tag: place for tag, place in rows}


def reconcile(station):
    connection = psycopg.connect(settings.DATABASE_URL)
    missing = []
    for flight in flights_of(station):
        bags = bags_of(connection, flight["number"])
        print("flight", flight["number"], len(bags), "bags")
        for tag in flight["tags"]:
            if tag not in bags:
                missing.append({"tag": tag, "flight": flight["number"], "why": "never scanned"})
            elif bags[tag] != "loading":
                missing.append({"tag": tag, "flight": flight["number"], "why": bags[tag]})
    return missing


def report(station, missing):
    try:
        requests.post(
            "http://ramp-alerts.internal/missing",
            data=json.dumps({"station": station, "missing": missing}),
        )
    except Exception as e:
        print("could not report", e)


def main():
    stations = sys.argv[1:] or STATIONS
    for station in stations:
        try:
            missing = reconcile(station)
            print(station, len(missing), "missing")
            report(station, missing)
        except Exception:
            pass


if __name__ == "__main__":
    main()
