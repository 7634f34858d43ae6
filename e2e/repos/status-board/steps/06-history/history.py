import json
import time


class History:
    """Outages by system, kept in a JSON file."""

    def __init__(self, path):
        self.path = path
        try:
            with open(path) as file:
                self.entries = json.load(file)
        except FileNotFoundError:
            self.entries = []

    def add(self, states):
        down = [name for name, up in states.items() if not up]
        if not down:
            return
        self.entries.append({"at": time.time(), "down": down})
        print("down:", ", ".join(down))
        with open(self.path, "w") as file:
            json.dump(self.entries[-5000:], file)

    def outages(self, name):
        return [entry["at"] for entry in reversed(self.entries) if name in entry["down"]]
