"""Double points for the autumn campaign."""

AUTUMN = range(9, 12)


def campaign_factor(day):
    return 2 if day.month in AUTUMN else 1
