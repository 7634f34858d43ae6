"""Seats that are held while a customer decides."""

import time


class SeatTaken(Exception):
    pass


class Holds:
    """Keeps holds in memory: a restart frees them, which is acceptable for ten minutes."""

    def __init__(self, seconds=600, clock=time.time):
        self._seconds = seconds
        self._clock = clock
        self._until = {}

    def is_held(self, flight: str, seat: str) -> bool:
        return self._until.get((flight, seat), 0) > self._clock()

    def hold(self, flight: str, seat: str) -> float:
        """Hold a seat and return when the hold ends; raises SeatTaken when somebody was faster."""
        if self.is_held(flight, seat):
            raise SeatTaken(seat)
        self._until[flight, seat] = self._clock() + self._seconds
        return self._until[flight, seat]
