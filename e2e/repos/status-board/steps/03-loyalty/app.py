from flask import Flask, render_template
import requests

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
    states = {name: check(url) for name, url in SYSTEMS.items()}
    return render_template("board.html", states=states)


@app.route("/plain")
def plain():
    lines = []
    for name, url in SYSTEMS.items():
        state = "up" if check(url) else "DOWN"
        lines.append("%-14s %s" % (name, state))
    return "\n".join(lines), {"Content-Type": "text/plain"}


@app.route("/slowest")
def slowest():
    found = []
    for name, url in SYSTEMS.items():
        try:
            found.append((requests.get(url, timeout=10).elapsed.total_seconds(), name))
        except requests.RequestException as error:
            print(name, error)
    found.sort(reverse=True)
    return render_template("slowest.html", found=found)


@app.route("/down")
def down():
    names = []
    for name, url in SYSTEMS.items():
        if not check(url):
            print("down:", name)
            names.append(name)
    code = 500 if names else 200
    return ", ".join(names) or "all up", code, {"Content-Type": "text/plain"}


@app.route("/system/<name>")
def system(name):
    if name not in SYSTEMS:
        return "no such system", 404
    return "up" if check(SYSTEMS[name]) else "down"


@app.template_filter("milliseconds")
def milliseconds(seconds):
    return "%d ms" % (seconds * 1000)


if __name__ == "__main__":
    app.run(host="0.0.0.0", debug=True)
