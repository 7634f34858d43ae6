import os

from flask import Flask, render_template

from checks import check_all, queue_depths
from history import History

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


if __name__ == "__main__":
    app.run(host="0.0.0.0")
