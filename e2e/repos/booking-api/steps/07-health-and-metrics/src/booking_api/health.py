"""Routes for the orchestrator."""

from fastapi import APIRouter, Request, Response, status

router = APIRouter(tags=["operations"])


@router.get("/livez", summary="Is the process alive?")
async def livez() -> dict[str, str]:
    """Answer without asking anyone else, so that an outage of the PSS does not restart us."""
    return {"status": "ok"}


@router.get("/readyz", summary="Can it serve?")
async def readyz(request: Request, response: Response) -> dict[str, str]:
    """Ask the PSS, and leave the load balancer while it is away."""
    if await request.app.state.pss.is_up():
        return {"status": "ok"}
    response.status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    return {"status": "pss unavailable"}
