#!/usr/bin/env python
import csv
import sys
import urllib.request
import json

# usage: export_manifest.py SK412 2024-05-01
flight = sys.argv[1]
day = sys.argv[2]
url = "http://dcs.internal:8080/manifest?flight=" + flight + "&day=" + day
data = json.loads(urllib.request.urlopen(url).read())
w = csv.writer(open("manifest-%s-%s.csv" % (flight, day), "w"))
for p in data["passengers"]:
    w.writerow([p["name"], p["seat"], p["bags"]])
print("wrote", len(data["passengers"]), "passengers")
