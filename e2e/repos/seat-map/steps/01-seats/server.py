import json
import time

import aiohttp
from aiohttp import web

HOLDS = {}
AIRCRAFT = {"A320": (30, "ABCDEF"), "ATR72": (18, "ACDF")}
OPS = "http://ops.internal:8090"

routes = web.RouteTableDef()


@routes.get("/flights/{flight}/seats")
async def seats(request):
    flight = request.match_info["flight"]
    async with aiohttp.ClientSession() as s:
        async with s.get(OPS + "/flights/" + flight) as r:
            info = await r.json()
    rows, letters = AIRCRAFT[info["aircraft"]]
    out = []
    for row in range(1, rows + 1):
        for l in letters:
            seat = "%d%s" % (row, l)
            held = HOLDS.get((flight, seat), 0) > time.time()
            out.append({"seat": seat, "free": seat not in info["taken"] and not held})
    return web.json_response(out)


@routes.post("/flights/{flight}/holds")
async def hold(request):
    body = json.loads(await request.text())
    HOLDS[(request.match_info["flight"], body["seat"])] = time.time() + 600
    print("hold", body)
    return web.json_response({"ok": True})


@routes.get("/flights/{flight}/row/{row}")
async def row(request):
    flight = request.match_info["flight"]
    async with aiohttp.ClientSession() as s:
        async with s.get(OPS + "/flights/" + flight) as r:
            info = await r.json()
    rows, letters = AIRCRAFT[info["aircraft"]]
    number = int(request.match_info["row"])
    seats = ["%d%s" % (number, l) for l in letters]
    return web.json_response([s for s in seats if s not in info["taken"]])


@routes.get("/holds")
async def holds(request):
    out = []
    for (flight, seat), until in HOLDS.items():
        if until > time.time():
            out.append({"flight": flight, "seat": seat, "seconds": int(until - time.time())})
    print(len(out), "holds")
    return web.json_response(out)


@routes.post("/cleanup")
async def cleanup(request):
    for key in list(HOLDS):
        if HOLDS[key] < time.time():
            print("expired", key)
            del HOLDS[key]
    return web.json_response({"left": len(HOLDS)})


app = web.Application()
app.add_routes(routes)
web.run_app(app, port=8085)
