import pandas as pd

from forecasting.features import HORIZON, features


def bookings(days):
    return pd.DataFrame(
        {
            "day": pd.date_range("2024-12-01", periods=days),
            "origin": "CPH",
            "destination": "OSL",
            "bookings": range(days),
        }
    )


def test_lags_look_back_only():
    table = features(bookings(40))
    assert (table["lag"][:HORIZON] == -1).all()
    assert table["lag"][HORIZON] == 0


def test_knows_christmas():
    table = features(bookings(40))
    assert table["holiday"].sum() == 3


def test_levels_need_a_week():
    table = features(bookings(60))
    assert (table["level"][: HORIZON + 6] == -1).all()
