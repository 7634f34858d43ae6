"""Bookings of Skylark Air."""
