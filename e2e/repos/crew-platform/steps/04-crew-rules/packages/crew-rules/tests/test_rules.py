from datetime import UTC, datetime, timedelta

import pytest

from crew_rules import Duty, check_duty

START = datetime(2031, 4, 2, 6, tzinfo=UTC)


def duty(after=0.0, length=8.0, sectors=2):
    start = START + timedelta(hours=after)
    return Duty(start, start + timedelta(hours=length), sectors)


def broken(new, *planned):
    return [violation.rule for violation in check_duty(new, planned)]


def test_a_first_duty_breaks_nothing():
    assert broken(duty()) == []


def test_nobody_flies_twice_at_once():
    assert "overlap" in broken(duty(after=4), duty())


def test_rest_is_twelve_hours():
    assert broken(duty(after=19), duty()) == ["rest"]
    assert broken(duty(after=20), duty()) == []


def test_many_sectors_make_short_duties():
    assert broken(duty(length=12, sectors=6)) == ["length"]


def test_a_week_has_sixty_hours():
    planned = [duty(after=24 * day, length=11) for day in range(5)]
    assert broken(duty(after=24 * 5, length=11), *planned) == ["week"]


def test_a_duty_ends_after_it_starts():
    with pytest.raises(ValueError):
        Duty(START, START)
