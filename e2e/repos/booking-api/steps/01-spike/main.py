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
    async with httpx.AsyncClient() as client:
        r = await client.post(PSS_URL + "/pnr", json=body)
    return r.json()


if __name__ == "__main__":
    import uvicorn

    uvicorn.run("main:app", host="0.0.0.0", port=8000, reload=True)
