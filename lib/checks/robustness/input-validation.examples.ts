import type { Example } from '../check'

const lines = (count: number) => Array.from({ length: count }, (_, i) => `ZONE_${i} = ${i}\n`).join('')
const flask = (body: string) => ({
  Procfile: 'web: gunicorn depot.main:app\n',
  'depot/__init__.py': '',
  'depot/main.py': `from flask import Flask, abort, request\n\napp = Flask(__name__)\n\n\n${body}\n\n${lines(55)}`,
})

export const examples: readonly Example[] = [
  {
    name: 'A model for the body of each route',
    verdict: 'pass',
    at: ['depot/main.py:12'],
    files: {
      Procfile: 'web: uvicorn depot.main:app\n',
      'depot/__init__.py': '',
      'depot/main.py': `from fastapi import FastAPI\nfrom pydantic import BaseModel\n\napp = FastAPI()\n\n\nclass NewParcel(BaseModel):\n    zone: int\n\n\n@app.post("/parcels")\ndef add_parcel(parcel: NewParcel):\n    return parcel\n\n\n${lines(55)}`,
    },
  },
  {
    name: 'A schema loads what the request holds',
    verdict: 'pass',
    files: flask(
      'from depot.schemas import ParcelSchema\n\n\n@app.route("/parcels", methods=["POST"])\ndef add_parcel():\n    return ParcelSchema().load(request.get_json())\n',
    ),
  },
  {
    name: 'A free dict as a body beside a typed one',
    verdict: 'partial',
    at: ['depot/main.py:12'],
    files: {
      Procfile: 'web: uvicorn depot.main:app\n',
      'depot/__init__.py': '',
      'depot/main.py': `from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/parcels")\ndef list_parcels(zone: int):\n    return zone\n\n\n@app.post("/parcels")\ndef add_parcel(parcel: dict):\n    return parcel\n\n\n${lines(55)}`,
    },
  },
  {
    name: 'Checked by hand only',
    verdict: 'partial',
    at: ['depot/main.py:8'],
    files: flask(
      '@app.route("/parcels", methods=["POST"])\ndef add_parcel():\n    data = request.json\n    if "zone" not in data:\n        abort(400)\n    return data\n',
    ),
  },
  {
    name: 'The raw body is used as it comes',
    verdict: 'fail',
    at: ['depot/main.py:8'],
    files: flask(
      '@app.route("/parcels", methods=["POST"])\ndef add_parcel():\n    data = request.json\n    return store(data)\n',
    ),
  },
  {
    name: 'A library is given values by its callers',
    verdict: 'not_applicable',
    files: {
      'pyproject.toml':
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n\n[project]\nname = "zones"\nversion = "1.0"\n',
      'zones/__init__.py': '',
      'zones/table.py': lines(60),
    },
  },
]
