import unittest

from checkin import seats


class SeatsTest(unittest.TestCase):
    def setUp(self):
        self.taken = {}
        seats.load = lambda flight: self.taken.get(flight, [])
        seats.save = lambda flight, taken: self.taken.update({flight: taken})

    def test_business_sits_in_front(self):
        self.assertEqual(seats.assign('SK1', 'C'), '1A')

    def test_economy_sits_behind(self):
        self.assertEqual(seats.assign('SK1', 'Y'), '5A')
