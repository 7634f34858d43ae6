"""Rest and duty-time rules of crews."""

from crew_rules.duty import Duty
from crew_rules.rules import Violation, check_duty

__all__ = ["Duty", "Violation", "check_duty"]
