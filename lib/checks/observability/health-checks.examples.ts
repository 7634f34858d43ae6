import type { Example } from '../check'

const CATALOGUE = {
  'shop/catalogue.py': Array.from({ length: 60 }, (_, i) => `PRICE_OF_ITEM_${i} = ${100 + i}\n`).join(''),
}
const fastapi = (rest: string) => ({
  ...CATALOGUE,
  'shop/main.py': `from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/items")\ndef items():\n    return []\n${rest}`,
})

export const examples: readonly Example[] = [
  {
    name: 'A route in another module, below a prefix, that the image asks',
    verdict: 'pass',
    at: ['shop/system.py:6', 'Dockerfile:2'],
    files: {
      ...fastapi('\n\nfrom shop.system import router\n\napp.include_router(router, prefix="/api")\n'),
      'shop/system.py':
        'from fastapi import APIRouter\n\nrouter = APIRouter(prefix="/system")\n\n\n@router.get("/healthz")\ndef healthz():\n    return {"status": "ok"}\n',
      Dockerfile:
        'FROM python:3.13-slim\nHEALTHCHECK CMD curl -f http://localhost:8000/api/system/healthz\nCMD ["uvicorn", "shop.main:app"]\n',
    },
  },
  {
    name: 'django-health-check is included in the URLs',
    verdict: 'pass',
    at: ['shop/urls.py:3'],
    files: {
      ...CATALOGUE,
      'manage.py': 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n',
      'shop/settings.py': 'ROOT_URLCONF = "shop.urls"\n',
      'shop/urls.py':
        'from django.urls import include, path\n\nurlpatterns = [path("ht/", include("health_check.urls"))]\n',
    },
  },
  {
    name: 'A probe asks a route that only tells the version',
    verdict: 'partial',
    at: ['Dockerfile:2'],
    files: {
      ...fastapi('\n\n@app.get("/version")\ndef version():\n    return {"version": "1.4"}\n'),
      Dockerfile:
        'FROM python:3.13-slim\nHEALTHCHECK CMD curl -f http://localhost:8000/version\nCMD ["uvicorn", "shop.main:app"]\n',
    },
  },
  {
    name: 'The orchestrator asks an ordinary page',
    verdict: 'partial',
    at: ['deploy/api.yaml:10'],
    files: {
      ...fastapi(''),
      'deploy/api.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n        - name: api\n          image: shop:1.4\n          args: ["uvicorn", "shop.main:app"]\n          readinessProbe:\n            httpGet:\n              path: /items\n',
    },
  },
  {
    name: 'Only the state of an order is served, and another service is asked for its health',
    verdict: 'fail',
    files: fastapi(
      '\n\n@app.get("/orders/{order_id}/status")\ndef status(order_id: int):\n    return requests.get("https://stock.example/health").json()\n',
    ),
  },
  {
    name: 'A worker without a port',
    verdict: 'not_applicable',
    files: {
      ...CATALOGUE,
      'shop/tasks.py':
        'from celery import Celery\n\napp = Celery("shop")\n\n\n@app.task\ndef bill(order):\n    return order\n',
    },
  },
  {
    name: 'A worker that makes a web application for its context and serves nothing',
    verdict: 'not_applicable',
    files: {
      ...CATALOGUE,
      '.airworthy.yml': 'kind: worker\n',
      Procfile: 'worker: celery -A shop.tasks worker\n',
      'shop/tasks.py':
        'from celery import Celery\nfrom flask import Flask\n\ncontext = Flask("shop")\ncontext.app_context().push()\napp = Celery("shop")\n\n\n@app.task\ndef bill(order):\n    return order\n',
    },
  },
  {
    name: 'A server made by hand answers the probe of the image',
    verdict: 'pass',
    at: ['shop/health.py:4', 'Dockerfile:2'],
    files: {
      ...fastapi('\n\nfrom shop.health import HealthServer\n\nHealthServer(app).start()\n'),
      'shop/health.py':
        'import asyncio\n\n\nclass HealthServer:\n    def __init__(self, app):\n        self.app = app\n\n    def start(self):\n        asyncio.get_event_loop().create_task(asyncio.start_server(self.answer, port=8081))\n\n    async def answer(self, reader, writer):\n        writer.write(b"HTTP/1.1 200 OK\\r\\n\\r\\n")\n',
      Dockerfile:
        'FROM python:3.13-slim\nHEALTHCHECK CMD curl -f http://localhost:8081/healthz\nCMD ["uvicorn", "shop.main:app"]\n',
    },
  },
  {
    name: 'A service of Cornice for the heartbeat',
    verdict: 'pass',
    at: ['shop/main.py:6'],
    files: {
      ...CATALOGUE,
      Procfile: 'web: gunicorn shop.main:app\n',
      'shop/main.py':
        'from cornice import Service\n\nheartbeat = Service(name="heartbeat", path="/__heartbeat__")\n\n\n@heartbeat.get()\ndef beat(request):\n    return {}\n',
    },
  },
  {
    name: 'A health path that is configured, on an application that is handed in',
    verdict: 'pass',
    at: ['shop/wiring.py:2'],
    files: {
      ...CATALOGUE,
      Procfile: 'web: gunicorn shop.main:app\n',
      'shop/main.py':
        'from bottle import Bottle\n\nfrom shop.wiring import add_health\n\napp = Bottle()\nadd_health(app, config())\n',
      'shop/wiring.py': 'def add_health(app, config):\n    app.route(config.health_endpoint, "GET", lambda: "Ok")\n',
    },
  },
  {
    name: 'A health path that a module of constants holds',
    verdict: 'pass',
    at: ['shop/main.py:8'],
    files: {
      ...CATALOGUE,
      'shop/paths.py': 'ALIVE = "/healthz"\n',
      'shop/main.py':
        'from fastapi import FastAPI\n\nfrom shop.paths import ALIVE\n\napp = FastAPI()\n\n\n@app.get(ALIVE)\ndef here():\n    return {}\n',
    },
  },
  {
    name: 'Flows below a web server of Airflow that is asked for its health',
    verdict: 'pass',
    at: ['compose.yaml:5'],
    files: {
      ...CATALOGUE,
      'dags/bills.py': 'from airflow import DAG\n\ndag = DAG("bills", schedule="@daily")\n',
      'compose.yaml':
        'services:\n  webserver:\n    image: apache/airflow:3.0.0\n    command: webserver\n    healthcheck:\n      test: ["CMD", "curl", "--fail", "http://localhost:8080/health"]\n',
    },
  },
  {
    name: 'A health check that answers at the root',
    verdict: 'pass',
    at: ['gates/main.py:6'],
    files: {
      'gates/__init__.py': '',
      'gates/main.py': `from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/")\ndef healthcheck():\n    return {}\n${'\n\ndef f():\n    return 1\n'.repeat(30)}`,
    },
  },
  {
    name: 'The version alone, which a hanging service tells as well',
    verdict: 'fail',
    files: fastapi('\n\n@app.get("/api/version")\ndef get_version():\n    return {"version": "1.4"}\n'),
  },
]
