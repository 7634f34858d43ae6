"""Features of the demand model."""

import logging

import pandas as pd

log = logging.getLogger(__name__)

HORIZON = 28
HOLIDAYS = pd.to_datetime(["2024-12-25", "2024-12-26", "2025-01-01", "2025-04-18"])


def features(frame: pd.DataFrame) -> pd.DataFrame:
    """Return one row of features per row of bookings; lags look HORIZON days back, never ahead."""
    table = pd.DataFrame(index=frame.index)
    table["weekday"] = frame["day"].dt.weekday
    table["week"] = frame["day"].dt.isocalendar().week.astype(int)
    table["holiday"] = frame["day"].isin(HOLIDAYS).astype(int)
    group = frame.groupby(["origin", "destination"])["bookings"]
    table["lag"] = group.shift(HORIZON)
    table["level"] = group.transform(level)
    missing = int(table["lag"].isna().sum())
    if missing:
        log.info("%s rows have no history yet", missing)
    return table.fillna(-1)


def level(series: pd.Series) -> pd.Series:
    """Return the four-week mean that was known HORIZON days before."""
    return series.shift(HORIZON).rolling(28, min_periods=7).mean()
