"""The rules themselves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from crew_rules.duty import Duty

MINIMUM_REST = timedelta(hours=12)
WEEK = timedelta(days=7)
WEEKLY_LIMIT = timedelta(hours=60)
LONGEST = {1: 13.0, 2: 13.0, 3: 12.5, 4: 12.0, 5: 11.5, 6: 11.0}


@dataclass(frozen=True)
class Violation:
    """A rule that a duty would break, in words for the planner."""

    rule: str
    text: str


Rule = Callable[[Duty, Sequence[Duty]], Violation | None]


def check_duty(duty: Duty, planned: Sequence[Duty]) -> list[Violation]:
    """Return every rule that a new duty would break, given those already planned."""
    found = (rule(duty, planned) for rule in RULES)
    return [violation for violation in found if violation is not None]


def no_overlap(duty: Duty, planned: Sequence[Duty]) -> Violation | None:
    """Nobody flies twice at once."""
    if any(duty.start < other.end and other.start < duty.end for other in planned):
        return Violation("overlap", "overlaps another duty")
    return None


def enough_rest(duty: Duty, planned: Sequence[Duty]) -> Violation | None:
    """Twelve hours before and after, or as long as the duty before was, whichever is longer."""
    for other in planned:
        first, second = sorted((duty, other))
        needed = max(MINIMUM_REST, first.length)
        rest = second.start - first.end
        if timedelta(0) <= rest < needed:
            return Violation("rest", f"{hours(rest)} h of rest where {hours(needed)} h are needed")
    return None


def not_too_long(duty: Duty, planned: Sequence[Duty]) -> Violation | None:
    """The more sectors, the shorter the duty."""
    limit = timedelta(hours=LONGEST.get(duty.sectors, 11.0))
    if duty.length > limit:
        return Violation("length", f"{hours(duty.length)} h with {duty.sectors} sectors")
    return None


def not_too_much(duty: Duty, planned: Sequence[Duty]) -> Violation | None:
    """Sixty hours in any seven days that end with the duty."""
    since = duty.end - WEEK
    recent = [other for other in planned if since < other.end <= duty.start]
    total = sum((other.length for other in recent), duty.length)
    if total > WEEKLY_LIMIT:
        return Violation("week", f"{hours(total)} h in seven days")
    return None


def hours(length: timedelta) -> str:
    """Write a length as hours with one decimal."""
    return f"{length.total_seconds() / 3600:.1f}"


RULES: tuple[Rule, ...] = (no_overlap, enough_rest, not_too_long, not_too_much)
