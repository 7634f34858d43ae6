"""The web application."""

import logging
import os

import aiohttp
from aiohttp import web

from seat_map.cabin import CABINS
from seat_map.holds import Holds, SeatTaken
from seat_map.operations import FlightUnknown, Operations, OperationsDown

log = logging.getLogger(__name__)
routes = web.RouteTableDef()

OPERATIONS_URL = os.environ.get("OPERATIONS_URL", "http://localhost:8090")


@routes.get("/flights/{flight}/seats")
async def seats(request):
    flight = request.match_info["flight"]
    info = await request.app["operations"].flight(flight)
    holds = request.app["holds"]
    return web.json_response(
        [
            {"seat": seat, "free": seat not in info["taken"] and not holds.is_held(flight, seat)}
            for seat in CABINS[info["aircraft"]].seats()
        ]
    )


@routes.post("/flights/{flight}/holds")
async def hold(request):
    flight = request.match_info["flight"]
    body = await request.json()
    if not isinstance(body.get("seat"), str):
        raise web.HTTPBadRequest(text="seat is missing")
    info = await request.app["operations"].flight(flight)
    if body["seat"] not in CABINS[info["aircraft"]].seats():
        raise web.HTTPBadRequest(text="no such seat on this aircraft")
    if body["seat"] in info["taken"]:
        raise web.HTTPConflict(text="the seat is taken")
    until = request.app["holds"].hold(flight, body["seat"])
    log.info("%s on %s is held until %s", body["seat"], flight, until)
    return web.json_response({"until": until}, status=201)


@routes.get("/healthz")
async def healthz(request):
    """Answer the load balancer."""
    return web.json_response({"status": "ok", "holds": request.app["holds"].count()})


@web.middleware
async def errors(request, handler):
    """Turn failures into answers."""
    try:
        return await handler(request)
    except FlightUnknown:
        return web.json_response({"error": "no such flight"}, status=404)
    except SeatTaken:
        return web.json_response({"error": "the seat is held"}, status=409)
    except OperationsDown:
        return web.json_response({"error": "try again later"}, status=503)


async def session(app):
    """Keep one HTTP session for the life of the application."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=4)) as client:
        app["operations"] = Operations(client, OPERATIONS_URL)
        yield


def create_app() -> web.Application:
    """Build the application."""
    app = web.Application(middlewares=[errors])
    app["holds"] = Holds()
    app.cleanup_ctx.append(session)
    app.add_routes(routes)
    return app


def main() -> None:
    """Serve until stopped."""
    logging.basicConfig(level=os.environ.get("LOG_LEVEL", "INFO"))
    web.run_app(create_app(), port=8085)


if __name__ == "__main__":
    main()
