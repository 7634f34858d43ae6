import { beforeAll, expect, test } from 'vitest'
import { createPythonEngine, type PythonEngine } from './engine'

let engine: PythonEngine
beforeAll(async () => {
  engine = await createPythonEngine()
})

function routes(text: string): string[] {
  const record = engine.analyse(new TextEncoder().encode(text))
  expect(record.parse).toEqual({ ok: true })
  return record.routes.map(({ framework, methods, path, handler, on }) =>
    [framework, methods.join(',') || '*', path, handler, on].map((part) => part ?? '-').join(' '),
  )
}

test.each([
  [
    'FastAPI',
    'from fastapi import FastAPI\napp = FastAPI()\n@app.get("/health")\ndef health(): ...\n@app.api_route("/x", methods=["get", "PUT"])\nasync def x(): ...\n@app.websocket("/ws")\nasync def ws(): ...',
    ['fastapi GET /health health app', 'fastapi GET,PUT /x x app', 'fastapi WEBSOCKET /ws ws app'],
  ],
  [
    'a router',
    'import fastapi\nrouter = fastapi.APIRouter(prefix="/v1")\n@router.post("")\ndef add(): ...',
    ['fastapi POST  add router'],
  ],
  [
    'add_api_route',
    'from fastapi import APIRouter\nr = APIRouter()\nr.add_api_route("/x", handler, methods=["DELETE"])',
    ['fastapi DELETE /x handler r'],
  ],
  [
    'Flask',
    'from flask import Flask, Blueprint\nbp = Blueprint("b", __name__)\n@bp.route("/a/<int:id>", methods=["GET", "POST"])\n@login_required\ndef a(id): ...\n@bp.get("/b")\ndef b(): ...',
    ['flask GET,POST /a/<int:id> a bp', 'flask GET /b b bp'],
  ],
  [
    'views of Flask',
    'from flask import Flask\napp = Flask(__name__)\napp.add_url_rule("/u", view_func=Users.as_view("users"), methods=["GET"])',
    ['flask GET /u Users app'],
  ],
  [
    'Flask in a factory',
    'from flask import Flask\ndef create():\n    app = Flask(__name__)\n    @app.route("/")\n    def index(): ...\n    return app',
    ['flask GET / create.<locals>.index app'],
  ],
  [
    'an app of another module',
    'from flask import jsonify\nfrom app import app\n@app.route("/x")\ndef x(): ...',
    ['flask GET /x x app'],
  ],
  [
    'Quart',
    'from quart import Quart\napp = Quart(__name__)\n@app.route("/x")\nasync def x(): ...',
    ['quart GET /x x app'],
  ],
  [
    'Sanic',
    'from sanic import Sanic\napp = Sanic("x")\n@app.get("/x")\nasync def x(r): ...\napp.add_route(handler, "/y", methods=["POST"])',
    ['sanic GET /x x app', 'sanic POST /y handler app'],
  ],
  [
    'Litestar',
    'from litestar import get, post, Litestar\n@get("/x")\nasync def x(): ...\n@post()\nasync def y(): ...',
    ['litestar GET /x x -', 'litestar POST / y -'],
  ],
  [
    'Starlette',
    'from starlette.routing import Route, Mount\nroutes = [Route("/x", endpoint=x, methods=["POST"]), Mount("/api", routes=[Route("/y", y)])]',
    ['starlette POST /x x -', 'starlette GET /y y -'],
  ],
  [
    'Bottle',
    'from bottle import route, Bottle\n@route("/x", method="POST")\ndef x(): ...\napp = Bottle()\n@app.get("/y")\ndef y(): ...',
    ['bottle POST /x x -', 'bottle GET /y y app'],
  ],
  ['Falcon', 'import falcon\napp = falcon.App()\napp.add_route("/x", Things())', ['falcon * /x Things app']],
  [
    'aiohttp',
    'from aiohttp import web\nroutes = web.RouteTableDef()\n@routes.get("/a")\nasync def a(r): ...\napp = web.Application()\napp.router.add_post("/b", b)\napp.add_routes([web.get("/c", c), web.route("*", "/d", d)])\ndef setup(app):\n    app.router.add_get("/e", e)',
    [
      'aiohttp GET /a a routes',
      'aiohttp POST /b b app.router',
      'aiohttp GET /c c web',
      'aiohttp * /d d web',
      'aiohttp GET /e e app.router',
    ],
  ],
  [
    'Tornado',
    'import tornado.web\ndef make():\n    return tornado.web.Application([(r"/x", X), (r"/y/(\\d+)", handlers.Y, dict(a=1)), tornado.web.url(r"/z", Z)], debug=True)',
    ['tornado * /x X -', 'tornado * /y/(\\d+) handlers.Y -', 'tornado * /z Z -'],
  ],
  [
    'Django',
    'from django.urls import path, include, re_path\nfrom . import views\nurlpatterns = [path("users/", views.users), re_path(r"^x/$", views.X.as_view(), name="x"), path("api/", include("api.urls")), path("r/", include(router.urls))]',
    [
      'django * users/ views.users urlpatterns',
      'django * ^x/$ views.X urlpatterns',
      'django-include * api/ api.urls urlpatterns',
      'django-include * r/ router.urls urlpatterns',
    ],
  ],
  [
    'routers of Django REST framework',
    'from rest_framework.routers import DefaultRouter\nrouter = DefaultRouter()\nrouter.register(r"users", UserViewSet, basename="u")',
    ['drf * users UserViewSet router'],
  ],
  [
    'Pyramid',
    'from pyramid.config import Configurator\ndef main():\n    config = Configurator()\n    config.add_route("home", "/home")',
    ['pyramid * /home - config'],
  ],
  [
    'flask-restful',
    'from flask_restful import Api\napi = Api(app)\napi.add_resource(Users, "/users", "/people")',
    ['flask-restful * /users Users api', 'flask-restful * /people Users api'],
  ],
  [
    'http.server',
    'from http.server import BaseHTTPRequestHandler\nclass H(BaseHTTPRequestHandler):\n    def do_GET(self):\n        if self.path == "/health":\n            pass\n    def do_POST(self): ...',
    ['http.server GET /health H.do_GET H', 'http.server POST - H.do_POST H'],
  ],
  [
    'a constant and a sum',
    'from fastapi import FastAPI\nPREFIX = "/v1"\nHEALTH = PREFIX + "/health"\napp = FastAPI()\n@app.get(HEALTH)\ndef h(): ...',
    ['fastapi GET /v1/health h app'],
  ],
  [
    'a computed path',
    'from fastapi import FastAPI\napp = FastAPI()\n@app.get(compute())\ndef h(): ...',
    ['fastapi GET - h app'],
  ],
])('routes of %s', (_, text, expected) => {
  expect(routes(`${text}\n`)).toEqual(expected)
})

test.each([
  [
    'a test client',
    'from fastapi.testclient import TestClient\nclient = TestClient(app)\ndef test_x():\n    client.get("/health")',
  ],
  ['an unknown client', 'def test_x(client):\n    client.get("/health")\n    client.post("/x", data={})'],
  ['requests', 'import requests\nrequests.get("/health")\ns = requests.Session()\ns.post("/x")'],
  ['a dictionary', 'cache = {}\ncache.get("/health")'],
  ['mocks', 'import responses\n@responses.activate\ndef test(): ...\nimport respx\n@respx.get("/x")\ndef test2(): ...'],
  [
    'an aiohttp client',
    'import aiohttp\nasync def f():\n    async with aiohttp.ClientSession() as s:\n        await s.get("/x")',
  ],
  ['a comment or string', '# @app.get("/health")\nx = """\n@app.get("/health")\n"""'],
  ['a register of something else', 'registry.register("users", handler)\natexit.register(f)'],
  ['a path of os or pathlib', 'from os import path\npath("x")\nfrom pathlib import Path as url\nurl("x/")'],
  ['property setters and click', 'import click\n@click.group()\ndef cli(): ...\n@cli.command("/x")\ndef x(): ...'],
])('%s is no route', (_, text) => {
  expect(routes(`${text}\n`)).toEqual([])
})
