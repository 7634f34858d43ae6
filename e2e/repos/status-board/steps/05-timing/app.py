import time

import requests
from flask import Flask, render_template

app = Flask(__name__)

SYSTEMS = {
    "booking-api": "http://booking-api.internal:8000/livez",
    "fare-quotes": "http://fare-quotes.internal:8000/health",
    "seat-map": "http://seat-map.internal:8085/healthz",
    "loyalty": "http://loyalty.internal:8000/healthz",
    "refunds": "http://refunds.internal:8080/healthz",
}


def check(url):
    try:
        return requests.get(url, timeout=2).ok
    except requests.RequestException:
        return False


@app.route("/")
def board():
    started = time.time()
    states = {name: check(url) for name, url in SYSTEMS.items()}
    print("checked in", time.time() - started)
    return render_template("board.html", states=states)


if __name__ == "__main__":
    app.run(host="0.0.0.0", debug=True)
