import logging
import os
from datetime import datetime

import httpx
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

logging.basicConfig(level=os.environ.get("LOG_LEVEL", "INFO"))
log = logging.getLogger(__name__)

CREW_URL = os.environ.get("CREW_URL", "http://localhost:9500")

app = FastAPI(title="Rostering")
duties = {}


class Duty(BaseModel):
    crew_id: str
    flight: str
    start: datetime
    end: datetime


@app.get("/healthz")
def healthz():
    return {"status": "ok"}


@app.get("/crew/{crew_id}/duties")
def list_duties(crew_id: str):
    return duties.get(crew_id, [])


@app.post("/duties", status_code=201)
def assign(duty: Duty):
    answer = httpx.get(f"{CREW_URL}/crew/{duty.crew_id}")
    if answer.status_code == 404:
        raise HTTPException(404, "no such crew member")
    planned = duties.setdefault(duty.crew_id, [])
    for other in planned:
        rest = (duty.start - other.end).total_seconds() / 3600
        if 0 <= rest < 12:
            raise HTTPException(409, "rest below 12 hours")
    planned.append(duty)
    log.info("assigned %s to %s", duty.crew_id, duty.flight)
    return duty


@app.delete("/crew/{crew_id}/duties/{flight}")
def unassign(crew_id: str, flight: str):
    kept = [duty for duty in duties.get(crew_id, []) if duty.flight != flight]
    if len(kept) == len(duties.get(crew_id, [])):
        raise HTTPException(404, "no such duty")
    duties[crew_id] = kept
    log.info("took %s off %s", crew_id, flight)
    return {"left": len(kept)}


@app.get("/flights/{flight}/crew")
def crew_of(flight: str):
    found = []
    for crew_id, planned in duties.items():
        for duty in planned:
            if duty.flight == flight:
                found.append({"crew_id": crew_id, "start": duty.start})
    found.sort(key=lambda entry: entry["start"])
    return found


@app.get("/crew/{crew_id}/hours")
def hours(crew_id: str):
    total = 0.0
    for duty in duties.get(crew_id, []):
        total += (duty.end - duty.start).total_seconds() / 3600
    return {"crew_id": crew_id, "hours": round(total, 1)}
