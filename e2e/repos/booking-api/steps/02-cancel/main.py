import httpx
from fastapi import FastAPI, Request

app = FastAPI()

PSS_URL = "https://pss.internal.skylark-air.example"


@app.get("/bookings/{locator}")
async def get_booking(locator: str):
    async with httpx.AsyncClient() as client:
        r = await client.get(PSS_URL + "/pnr/" + locator)
    return r.json()


@app.post("/bookings")
async def create_booking(request: Request):
    body = await request.json()
    print("creating booking", body)
    try:
        async with httpx.AsyncClient() as client:
            r = await client.post(PSS_URL + "/pnr", json=body)
    except Exception:
        return {"ok": False}
    return r.json()


@app.delete("/bookings/{locator}")
async def cancel_booking(locator: str):
    try:
        async with httpx.AsyncClient() as client:
            await client.delete(PSS_URL + "/pnr/" + locator)
    except Exception:
        pass
    return {"ok": True}


@app.post("/bookings/{locator}/segments")
async def change_segment(locator: str, request: Request):
    body = await request.json()
    async with httpx.AsyncClient() as client:
        r = await client.get(PSS_URL + "/pnr/" + locator)
        pnr = r.json()
        for segment in pnr["segments"]:
            if segment["flight"] == body["flight"]:
                segment["flight"] = body["replacement"]
                print("moved", locator, "to", body["replacement"])
        r = await client.put(PSS_URL + "/pnr/" + locator, json=pnr)
    return r.json()


@app.get("/flights/{flight}/passengers")
async def passengers(flight: str, day: str):
    async with httpx.AsyncClient() as client:
        r = await client.get(PSS_URL + "/flights/" + flight + "/" + day)
    names = []
    for pnr in r.json()["bookings"]:
        for passenger in pnr["passengers"]:
            names.append(passenger["family_name"] + "/" + passenger["given_name"])
    names.sort()
    return {"flight": flight, "day": day, "passengers": names}


@app.get("/search")
async def search(name: str):
    async with httpx.AsyncClient() as client:
        r = await client.get(PSS_URL + "/search?name=" + name)
    found = []
    for pnr in r.json():
        found.append({"locator": pnr["locator"], "name": pnr["passengers"][0]["family_name"]})
    print("found", len(found))
    return found


if __name__ == "__main__":
    import uvicorn

    uvicorn.run("main:app", host="0.0.0.0", port=8000, reload=True)
