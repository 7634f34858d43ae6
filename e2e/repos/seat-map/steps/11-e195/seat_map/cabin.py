"""Cabins of our fleet."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cabin:
    """Rows and letters of one aircraft type."""

    rows: int
    letters: str

    def seats(self) -> list[str]:
        """Return every seat from the front to the back."""
        return [f"{row}{letter}" for row in range(1, self.rows + 1) for letter in self.letters]


CABINS = {
    "A320": Cabin(30, "ABCDEF"),
    "A321": Cabin(36, "ABCDEF"),
    "ATR72": Cabin(18, "ACDF"),
    "E190": Cabin(25, "ACDF"),
    "E195": Cabin(29, "ACDF"),
}
