from datetime import date, datetime, timedelta

PEOPLE = ["Edsger", "Linus", "Grace", "Barbara"]
FIRST_MONDAY = date(2024, 1, 1)
HANDOVER_HOUR = 9

SWAPS = {
    date(2024, 7, 15): "Linus",
    date(2024, 12, 23): "Grace",
}


def monday_of(day):
    return day - timedelta(days=day.weekday())


def on_call(now):
    monday = monday_of(now.date())
    if now.date() == monday and now.hour < HANDOVER_HOUR:
        monday -= timedelta(days=7)
    if monday in SWAPS:
        return SWAPS[monday]
    weeks = (monday - FIRST_MONDAY).days // 7
    return PEOPLE[weeks % len(PEOPLE)]


def next_weeks(now, count=6):
    weeks = []
    for offset in range(count):
        monday = monday_of(now.date()) + timedelta(days=7 * offset)
        start = datetime.combine(monday, datetime.min.time()).replace(hour=HANDOVER_HOUR)
        weeks.append((monday, on_call(start)))
    return weeks
