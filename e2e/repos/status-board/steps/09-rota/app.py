import os
from datetime import datetime

from flask import Flask, render_template

from checks import check_all, queue_depths
from history import History
from rota import next_weeks, on_call

app = Flask(__name__)
history = History(os.environ.get("BOARD_HISTORY", "history.json"))


@app.route("/")
def board():
    states = check_all()
    history.add(states)
    return render_template("board.html", states=states, queues=queue_depths())


@app.route("/history/<name>")
def system(name):
    return render_template("history.html", name=name, outages=history.outages(name))


@app.route("/rota")
def rota():
    now = datetime.now()
    return render_template("rota.html", current=on_call(now), weeks=next_weeks(now))


if __name__ == "__main__":
    app.run(host="0.0.0.0")
