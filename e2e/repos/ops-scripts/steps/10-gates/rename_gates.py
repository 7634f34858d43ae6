import requests, sys

GATES = {"B10": "C1", "B11": "C2", "B12": "C3", "B14": "C4"}

day = sys.argv[1]
flights = requests.get("http://ops.internal:8090/flights?day=" + day).json()
for f in flights:
    if f["gate"] in GATES:
        try:
            requests.patch("http://ops.internal:8090/flights/" + f["number"], json={"gate": GATES[f["gate"]]})
            print(f["number"], f["gate"], "->", GATES[f["gate"]])
        except:
            print("failed", f["number"])
