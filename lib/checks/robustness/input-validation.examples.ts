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
  {
    name: 'Arguments that a parser of another module is given, and events that are no requests',
    verdict: 'pass',
    at: ['depot/parser.py:3'],
    files: {
      'pyproject.toml':
        '[project]\nname = "depot"\nversion = "1.0"\n\n[project.scripts]\ndepot = "depot.__main__:main"\n',
      'depot/__init__.py': '',
      'depot/parser.py': `import argparse\n\nparser = argparse.ArgumentParser()\n${lines(60)}`,
      'depot/__main__.py':
        'import sys\n\nfrom depot.parser import parser\n\n\ndef main(args=sys.argv):\n    return parser.parse_args(args[1:])\n\n\nif __name__ == "__main__":\n    main()\n',
      'depot/watch.py': 'def told(event):\n    return event.path\n',
    },
  },
  {
    name: 'A worker whose own API takes models',
    verdict: 'pass',
    at: ['bot/api.py:12'],
    files: {
      'bot/__init__.py': '',
      'bot/tasks.py': `from celery import Celery\n\nfrom bot.api import router\n\napp = Celery("bot")\n\n\n@app.task\ndef sweep():\n    return router\n\n\n${lines(60)}`,
      'bot/api.py':
        'from fastapi import APIRouter\nfrom pydantic import BaseModel\n\nrouter = APIRouter()\n\n\nclass Order(BaseModel):\n    size: int\n\n\n@router.post("/orders")\ndef add(order: Order):\n    return order\n',
    },
  },
]
