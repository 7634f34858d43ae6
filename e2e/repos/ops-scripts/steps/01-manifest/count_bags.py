#!/usr/bin/env python
import json
import sys
import urllib.request

# usage: count_bags.py CPH 2024-05-01
station = sys.argv[1]
day = sys.argv[2]
base = "http://dcs.internal:8080"


def flights():
    url = base + "/departures?station=" + station + "&day=" + day
    return json.loads(urllib.request.urlopen(url).read())


def manifest(flight):
    url = base + "/manifest?flight=" + flight + "&day=" + day
    return json.loads(urllib.request.urlopen(url).read())


total = 0
heaviest = ("", 0)
for f in flights():
    bags = 0
    weight = 0
    for p in manifest(f["number"])["passengers"]:
        bags += p["bags"]
        weight += p.get("weight", 0)
    total += bags
    if weight > heaviest[1]:
        heaviest = (f["number"], weight)
    average = weight / bags if bags else 0
    print("%-7s %4d bags %6d kg %5.1f kg each" % (f["number"], bags, weight, average))
print("total", total)
print("heaviest", heaviest[0], heaviest[1], "kg")

# what the ramp asks for on Mondays
if len(sys.argv) > 3 and sys.argv[3] == "--by-class":
    counts = {}
    for f in flights():
        for p in manifest(f["number"])["passengers"]:
            cabin = p.get("class", "Y")
            if cabin not in counts:
                counts[cabin] = [0, 0]
            counts[cabin][0] += 1
            counts[cabin][1] += p["bags"]
    for cabin in sorted(counts):
        people, bags = counts[cabin]
        print("class %s: %d passengers, %d bags, %.2f each" % (cabin, people, bags, bags / people))
