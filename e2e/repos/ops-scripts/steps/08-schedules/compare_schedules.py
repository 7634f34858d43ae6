import json
import sys

def load(path):
    out = {}
    for f in json.load(open(path)):
        out[f["number"], f["day"]] = f
    return out

def compare(a, b):
    changes = []
    for key in a:
        if key not in b:
            changes.append(("cancelled", key, None))
        elif a[key]["departure"] != b[key]["departure"]:
            changes.append(("retimed", key, b[key]["departure"]))
        elif a[key]["aircraft"] != b[key]["aircraft"]:
            changes.append(("aircraft", key, b[key]["aircraft"]))
    for key in b:
        if not key in a:
            changes.append(("new", key, None))
    return changes

old = load(sys.argv[1])
new = load(sys.argv[2])
for what, key, detail in sorted(compare(old, new), key=lambda c: c[1]):
    print(what, key[0], key[1], detail or "")
