"""Routes of rosters."""

import logging
from datetime import UTC, datetime
from typing import Annotated

from crew_rules import Duty, check_duty
from fastapi import APIRouter, HTTPException, Path
from pydantic import AwareDatetime, BaseModel, Field

from rostering.crew import require_crew

log = logging.getLogger(__name__)
router = APIRouter()
rosters: dict[str, list["DutyBody"]] = {}

CrewId = Annotated[str, Path(pattern=r"^[A-Z]{2}[0-9]{4}$", description="For example CP0412")]


class DutyBody(BaseModel):
    """A duty as planners enter it."""

    flight: str = Field(pattern=r"^SK[0-9]{1,4}$", description="First flight of the duty")
    start: AwareDatetime
    end: AwareDatetime
    sectors: int = Field(default=1, ge=1, le=8)

    def as_duty(self) -> Duty:
        """Return what the rules understand."""
        return Duty(self.start.astimezone(UTC), self.end.astimezone(UTC), self.sectors)


@router.get("/crew/{crew_id}/duties", summary="List duties")
def list_duties(crew_id: CrewId, since: AwareDatetime | None = None) -> list[DutyBody]:
    """List the duties of a crew member that end after a moment."""
    earliest = since or datetime.min.replace(tzinfo=UTC)
    return [duty for duty in rosters.get(crew_id, []) if duty.end > earliest]


@router.post("/crew/{crew_id}/duties", status_code=201, summary="Plan a duty")
def plan_duty(crew_id: CrewId, body: DutyBody) -> DutyBody:
    """Plan a duty; answers 409 with every rule that it would break."""
    require_crew(crew_id)
    planned = rosters.setdefault(crew_id, [])
    violations = check_duty(body.as_duty(), [duty.as_duty() for duty in planned])
    if violations:
        raise HTTPException(409, [violation.text for violation in violations])
    planned.append(body)
    log.info("planned %s on %s", crew_id, body.flight)
    return body
