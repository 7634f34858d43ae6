import { beforeAll, expect, test } from 'vitest'
import { createPythonEngine, type PythonEngine } from '@/lib/python/engine'
import { virtualSnapshot } from '@/lib/snapshot/virtual'
import { createFacts } from './create'
import type { RoutesFact } from './facts'
import { pythonSources } from './python-sources'

let engine: PythonEngine
beforeAll(async () => {
  engine = await createPythonEngine()
})

function read(files: Record<string, string>): RoutesFact {
  const snapshot = virtualSnapshot(files)
  const records = new Map(pythonSources(snapshot).map(({ blob, content }) => [blob, engine.analyse(content)]))
  return createFacts(snapshot, records).routes
}

function paths(files: Record<string, string>): (string | null)[] {
  return read(files).routes.map(({ fullPath }) => fullPath)
}

test('FastAPI routers get the prefixes of every router above them, across packages and re-exports', () => {
  const files = {
    'app/__init__.py': '',
    'app/main.py':
      'from fastapi import FastAPI\nfrom app.api import api_router\napp = FastAPI()\napp.include_router(api_router, prefix="/v1")\n',
    'app/api/__init__.py': 'from .router import api_router\n',
    'app/api/router.py':
      'from fastapi import APIRouter\nfrom . import users\nfrom .items import router as items\napi_router = APIRouter()\napi_router.include_router(users.router, prefix="/users")\napi_router.include_router(items)\n',
    'app/api/users.py':
      'from fastapi import APIRouter\nrouter = APIRouter(prefix="/all")\n@router.get("/{id}")\ndef show(id: int): ...\n',
    'app/api/items.py':
      'from fastapi import APIRouter\nrouter = APIRouter(prefix="/items")\n@router.get("")\ndef index(): ...\n',
  }
  expect(paths(files)).toEqual(['/v1/items', '/v1/users/all/{id}'])
  expect(read(files).frameworks.map(({ name }) => name)).toEqual(['FastAPI'])
})

test('a prefix that is computed is shown as such', () => {
  const files = {
    'main.py':
      'from fastapi import FastAPI, APIRouter\nfrom config import settings\nrouter = APIRouter()\n@router.get("/health")\ndef h(): ...\napp = FastAPI()\napp.include_router(router, prefix=settings.API)\n',
  }
  expect(paths(files)).toEqual(['/{...}/health'])
})

test("Flask's prefix at registration replaces the blueprint's own", () => {
  const files = {
    'shop/__init__.py':
      'from flask import Flask\nfrom .views import bp, other\ndef create_app():\n    app = Flask(__name__)\n    app.register_blueprint(bp, url_prefix="/new")\n    app.register_blueprint(other)\n    return app\n',
    'shop/views.py':
      'from flask import Blueprint\nbp = Blueprint("a", __name__, url_prefix="/old")\nother = Blueprint("b", __name__, url_prefix="/kept")\n@bp.route("/x")\ndef x(): ...\n@other.route("/y/")\ndef y(): ...\n',
  }
  expect(paths(files)).toEqual(['/new/x', '/kept/y/'])
})

test('Django: includes are followed, those of other packages stay as routes', () => {
  const files = {
    'manage.py': '',
    'site/settings.py': 'ROOT_URLCONF = "site.urls"\n',
    'site/__init__.py': '',
    'site/urls.py':
      'from django.urls import include, path\nfrom django.contrib import admin\nurlpatterns = [\n    path("admin/", admin.site.urls),\n    path("api/", include("shop.urls")),\n    path("ht/", include("health_check.urls")),\n]\n',
    'shop/__init__.py': '',
    'shop/urls.py':
      'from django.urls import re_path, path\nfrom . import views\nurlpatterns = [re_path(r"^status/$", views.status), path("orders/", views.orders)]\n',
    'shop/views.py': 'def status(request): ...\ndef orders(request): ...\n',
  }
  expect(paths(files)).toEqual(['/api/status/', '/api/orders/', '/admin/', '/ht/'])
  expect(read(files).applications.map(({ path, line }) => `${path}:${line}`)).toEqual(['site/settings.py:1'])
})

test('a function that is called Flask but is none makes no application', () => {
  const files = { 'a.py': 'def Flask(name): ...\nstreamlit = []\napp = Flask(1)\nstreamlit.append(1)\n' }
  expect(read(files)).toMatchObject({ frameworks: [], applications: [] })
})

test('subclasses and plain protocols are applications', () => {
  const files = {
    'a.py': 'import tornado.web\nclass Home(tornado.web.RequestHandler):\n    pass\n',
    'b.py': 'async def app(scope, receive, send):\n    pass\n',
    'c.py':
      'from http.server import BaseHTTPRequestHandler, HTTPServer\nclass H(BaseHTTPRequestHandler):\n    def do_GET(self): ...\n',
  }
  expect(read(files).frameworks.map(({ name }) => name)).toEqual(['Tornado', 'plain ASGI or WSGI', 'http.server'])
})

test('mounts in a circle end', () => {
  const files = {
    'a.py':
      'from fastapi import APIRouter\na = APIRouter(prefix="/a")\nb = APIRouter(prefix="/b")\na.include_router(b)\nb.include_router(a)\n@a.get("/x")\ndef x(): ...\n',
  }
  expect(paths(files)).toHaveLength(1)
})

test('a route of Pyramid is told by the view that answers it, wherever that stands', () => {
  const files = {
    'app/__init__.py':
      'from pyramid.config import Configurator\ndef main(settings):\n    config = Configurator()\n    config.add_route("parcels", "/parcels")\n    config.add_route("plain", "/plain")\n',
    'app/views.py':
      'from pyramid.view import view_config\n@view_config(route_name="parcels", request_method="POST")\ndef add_parcel(request): ...\n',
  }
  const { routes } = read(files)
  expect(routes.map(({ fullPath, handler, methods }) => [fullPath, handler, methods])).toEqual([
    ['/plain', null, []],
    ['/parcels', 'add_parcel', ['POST']],
  ])
})

test('a path that another module holds is filled in; a parameter of the path is not', () => {
  const files = {
    'app/paths.py': 'ALIVE = "/healthz"\nclass Paths:\n    PARCELS = "/parcels"\nitem = "x"\n',
    'app/main.py':
      'from fastapi import FastAPI\nfrom app.paths import ALIVE, Paths\napp = FastAPI()\n@app.get(ALIVE)\ndef alive(): ...\n@app.get(Paths.PARCELS)\ndef parcels(): ...\n@app.get("/items/{item}")\ndef show(item: int): ...\n',
  }
  expect(paths(files)).toEqual(['/healthz', '/parcels', '/items/{item}'])
})

test('routes on an object of another module are of the only framework that the repository uses', () => {
  const files = {
    'app/main.py': 'from flask import Flask\napp = Flask(__name__)\n',
    'app/views.py': 'from app.main import app\n@app.route("/parcels")\ndef parcels(): ...\n',
  }
  expect(read(files).routes.map(({ framework }) => framework)).toEqual(['flask'])
})
