import type { Example } from '../check'
import { frameworkExamples } from './input-validation.part.examples'

const lines = (count: number) => Array.from({ length: count }, (_, i) => `ZONE_${i} = ${i}\n`).join('')
const flask = (body: string) => ({
  Procfile: 'web: gunicorn depot.main:app\n',
  'depot/__init__.py': '',
  'depot/main.py': `from flask import Flask, abort, request\n\napp = Flask(__name__)\n\n\n${body}\n\n${lines(55)}`,
})

const restViews = (views: string) => ({
  'manage.py': 'import django\n',
  'depot/__init__.py': '',
  'depot/urls.py':
    'from django.urls import path\n\nfrom depot import views\n\nurlpatterns = [path("zones", views.Zones.as_view())]\n',
  'depot/views.py': `from rest_framework import generics, mixins, viewsets\nfrom rest_framework.decorators import action\n\nfrom depot.serializers import ZoneSerializer\n\n\n${views}\n\n${lines(55)}`,
})
const LISTED =
  'class Zones(mixins.ListModelMixin, generics.GenericAPIView):\n    serializer_class = ZoneSerializer\n\n    def get(self, request):\n        return self.list(request)\n'

export const examples: readonly Example[] = [
  {
    name: 'A parser of Flask-RESTful that reads the request by itself',
    verdict: 'pass',
    at: ['depot/main.py:13'],
    files: flask(
      'from flask_restful import Resource\nfrom flask_restful.reqparse import RequestParser\n\n\nclass Parcels(Resource):\n    def post(self):\n        parser = RequestParser()\n        args = parser.parse_args()\n        return store(args)\n\n\napp.add_url_rule("/parcels", view_func=Parcels.as_view("parcels"))\n',
    ),
  },
  {
    name: 'A payload of Flask-RESTX whose expected model is not enforced',
    verdict: 'fail',
    at: ['depot/main.py:14'],
    files: flask(
      'from flask_restx import Namespace, Resource\n\nns = Namespace("parcels")\n\n\n@ns.route("/parcels")\nclass Parcels(Resource):\n    @ns.expect(parcel)\n    def post(self): return store(ns.payload["zone"])\n',
    ),
  },
  {
    name: 'Models of Flask-RESTX that all its views enforce',
    verdict: 'pass',
    files: flask(
      'from flask_restx import Api, Resource\n\napi = Api(app, validate=True)\n\n\n@api.route("/parcels")\nclass Parcels(Resource):\n    @api.expect(parcel)\n    def post(self):\n        return store(request.get_json())\n',
    ),
  },
  {
    name: 'A library that decodes messages by their schema',
    verdict: 'pass',
    at: ['zones/bus.py:4'],
    files: {
      'pyproject.toml':
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n\n[project]\nname = "zones"\nversion = "1.0"\n',
      'zones/__init__.py': '',
      'zones/bus.py': `from confluent_kafka.avro import AvroConsumer\n\ndef consumer(settings, schema):\n    return AvroConsumer(settings, reader_value_schema=schema)\n\n\n${lines(60)}`,
    },
  },
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
  {
    name: 'A decorator of its own that loads a schema before the view',
    verdict: 'pass',
    at: ['depot/main.py:12'],
    files: {
      ...flask(
        'from depot.given import given\nfrom depot.schemas import ParcelSchema\n\n\n@app.route("/parcels", methods=["POST"])\n@given(ParcelSchema())\ndef add_parcel(parcel):\n    return parcel\n',
      ),
      'depot/given.py':
        'from flask import request\nfrom marshmallow import ValidationError\n\n\ndef given(schema):\n    def decorate(view):\n        def wrapper(*args):\n            try:\n                return view(schema.load(request.json), *args)\n            except ValidationError as error:\n                return error.messages, 422\n\n        return wrapper\n\n    return decorate\n',
      'depot/schemas.py':
        'from marshmallow import Schema, fields\n\n\nclass ParcelSchema(Schema):\n    zone = fields.Int()\n',
    },
  },
  {
    name: 'A function of another module that runs a schema over what is read',
    verdict: 'pass',
    files: {
      ...flask(
        'from depot.rules import checked\n\n\n@app.route("/parcels", methods=["POST"])\ndef add_parcel():\n    return checked(request.json)\n',
      ),
      'depot/rules.py':
        'from cerberus import Validator\n\n\nclass Rules(Validator):\n    pass\n\n\ndef checked(values):\n    rules = Rules({"zone": {"type": "integer"}})\n    if not rules.validate(values):\n        raise ValueError(rules.errors)\n    return rules.document\n',
    },
  },
  {
    name: 'A form that reads the request by itself',
    verdict: 'pass',
    at: ['depot/main.py:12'],
    files: flask(
      'from depot.forms import ParcelForm\n\n\n@app.route("/parcels", methods=["GET", "POST"])\ndef add_parcel():\n    form = ParcelForm()\n    if form.validate_on_submit():\n        return store(form.zone.data)\n    return show(form)\n',
    ),
  },
  {
    name: 'A method that only copies fields is no schema',
    verdict: 'fail',
    at: ['depot/main.py:11'],
    files: {
      ...flask(
        'from depot.parcels import Parcel\n\n\n@app.route("/parcels", methods=["POST"])\ndef add_parcel():\n    return Parcel.from_dict(request.json)\n',
      ),
      'depot/parcels.py':
        'class Parcel:\n    @classmethod\n    def from_dict(cls, values):\n        parcel = cls()\n        parcel.zone = values["zone"]\n        return parcel\n',
    },
  },
  {
    name: 'A model of which one field takes anything',
    verdict: 'partial',
    at: ['depot/main.py:15'],
    files: {
      Procfile: 'web: uvicorn depot.main:app\n',
      'depot/__init__.py': '',
      'depot/main.py': `from typing import Any\n\nfrom fastapi import FastAPI\nfrom pydantic import BaseModel\n\napp = FastAPI()\n\n\nclass NewParcel(BaseModel):\n    zone: int\n    rules: list[dict[str, Any]]\n\n\n@app.post("/parcels")\ndef add_parcel(parcel: NewParcel):\n    return parcel\n\n\n${lines(55)}`,
    },
  },
  {
    name: 'A service that takes messages from a broker as they come',
    verdict: 'fail',
    at: ['depot/main.py:11'],
    files: {
      Procfile: 'web: gunicorn depot.main:app\n',
      'depot/__init__.py': '',
      'depot/main.py': `import json\n\nfrom flask import Flask\nfrom kafka import KafkaConsumer\n\napp = Flask(__name__)\n\n\ndef listen():\n    for message in KafkaConsumer("parcels"):\n        store(json.loads(message.value))\n\n\n@app.route("/parcels")\ndef list_parcels():\n    return parcels()\n\n\n${lines(55)}`,
    },
  },
  {
    name: 'Arguments that are looked at by hand',
    verdict: 'partial',
    at: ['depot/__main__.py:5'],
    files: {
      'pyproject.toml':
        '[project]\nname = "depot"\nversion = "1.0"\n\n[project.scripts]\ndepot = "depot.__main__:main"\n',
      'depot/__init__.py': '',
      'depot/__main__.py': `import sys\n\n\ndef main():\n    if len(sys.argv) != 2:\n        print("usage: depot ZONE")\n        sys.exit(2)\n    return open_zone(sys.argv[1])\n\n\n${lines(60)}\nif __name__ == "__main__":\n    main()\n`,
    },
  },
  {
    name: "A parser of the project's own, derived from argparse's",
    verdict: 'pass',
    at: ['depot/__main__.py:4'],
    files: {
      'pyproject.toml':
        '[project]\nname = "depot"\nversion = "1.0"\n\n[project.scripts]\ndepot = "depot.__main__:main"\n',
      'depot/__init__.py': '',
      'depot/__main__.py': `import argparse\n\n\nclass Parser(argparse.ArgumentParser):\n    prefix = "--"\n\n\nparser = Parser()\nparser.add_argument("--zone", type=int)\n\n\ndef main():\n    return parser.parse_args()\n\n\n${lines(60)}\nif __name__ == "__main__":\n    main()\n`,
    },
  },
  {
    name: 'A parser that gives none of its arguments a type',
    verdict: 'partial',
    at: ['depot/__main__.py:5'],
    files: {
      'pyproject.toml':
        '[project]\nname = "depot"\nversion = "1.0"\n\n[project.scripts]\ndepot = "depot.__main__:main"\n',
      'depot/__init__.py': '',
      'depot/__main__.py': `import argparse\n\n\ndef main():\n    parser = argparse.ArgumentParser()\n    parser.add_argument("--zone")\n    parser.add_argument("--quiet", action="store_true")\n    return parser.parse_args()\n\n\n${lines(60)}\nif __name__ == "__main__":\n    main()\n`,
    },
  },
  {
    name: 'A library that reads only a file of its own',
    verdict: 'not_applicable',
    files: {
      'pyproject.toml':
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n\n[project]\nname = "zones"\nversion = "1.0"\n',
      'zones/__init__.py': '',
      'zones/table.py': `import json\nfrom pathlib import Path\n\nPLACE = Path(__file__).parent\n\n\ndef table():\n    with open(PLACE / "zones.json") as file:\n        return json.load(file)\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'A library that parses what it is sent and refuses by hand what does not fit',
    verdict: 'partial',
    at: ['zones/table.py:5'],
    files: {
      'pyproject.toml':
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n\n[project]\nname = "zones"\nversion = "1.0"\n',
      'zones/__init__.py': '',
      'zones/table.py': `import json\n\n\ndef zone(text):\n    values = json.loads(text)\n    if "zone" not in values:\n        raise KeyError("zone")\n    return values["zone"]\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'A form beside a part of the path that is converted without an answer for what does not fit',
    verdict: 'partial',
    at: ['depot/main.py:19'],
    files: flask(
      'from depot.forms import ParcelForm\n\n\n@app.route("/parcels", methods=["GET", "POST"])\ndef add_parcel():\n    form = ParcelForm()\n    if form.validate_on_submit():\n        return store(form.zone.data)\n    return show(form)\n\n\n@app.route("/parcels/<number>")\ndef get_parcel(number):\n    return find(int(number))\n',
    ),
  },
  {
    name: 'Widgets that offer a choice beside one that takes any text',
    verdict: 'partial',
    at: ['page.py:5'],
    files: {
      Procfile: 'web: streamlit run page.py\n',
      'page.py': `import streamlit as st\n\nzone = st.selectbox("Zone", [1, 2, 3])\nweight = st.number_input("Weight", min_value=1)\nname = st.text_input("Name")\nst.write(label(zone, weight, name))\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'A decorator that asks again who is there reads for itself, not for the views that it lets people into',
    verdict: 'partial',
    at: ['depot/sudo.py:3'],
    files: {
      'manage.py': 'import django\n',
      'depot/__init__.py': '',
      'depot/urls.py':
        'from django.urls import path\n\nfrom depot import views\n\nurlpatterns = [path("drop", views.drop)]\n',
      'depot/sudo.py':
        'def require_sudo(view):\n    def wrapper(request):\n        if request.POST["code"] != request.session["code"]:\n            return ask(request)\n        return view(request)\n\n    return wrapper\n',
      'depot/views.py': `from django.http import HttpResponse\n\nfrom depot.sudo import require_sudo\n\n\n@require_sudo\ndef drop(request):\n    request.user.theme = None\n    return HttpResponse("ok")\n\n\n${'ZONE = 1\n'.repeat(60)}`,
    },
  },
  {
    name: 'A view that takes one of a fixed set, and one that looks which button was pressed',
    verdict: 'partial',
    at: ['depot/views.py:7'],
    files: {
      'manage.py': 'import django\n',
      'depot/__init__.py': '',
      'depot/urls.py':
        'from django.urls import path\n\nfrom depot import views\n\nurlpatterns = [path("theme", views.theme), path("drop", views.drop)]\n',
      'depot/views.py': `from django.http import HttpResponse\n\nTHEMES = ("dark", "light")\n\n\ndef theme(request):\n    chosen = request.POST.get("theme")\n    if chosen in THEMES:\n        request.user.theme = chosen\n    return HttpResponse("ok")\n\n\ndef drop(request):\n    if "drop" in request.POST:\n        request.user.theme = None\n    return HttpResponse("ok")\n\n\n${'ZONE = 1\n'.repeat(60)}`,
    },
  },
  ...frameworkExamples,
  {
    name: 'The serializers of views that only read form output, and validate nothing',
    verdict: 'fail',
    at: ['depot/views.py:16'],
    files: restViews(
      `${LISTED}\n\nclass Moved(generics.GenericAPIView):\n    def post(self, request):\n        zone = request.data["zone"]\n        return move(zone)\n`,
    ),
  },
  {
    name: 'Views that only read take no input',
    verdict: 'not_applicable',
    files: restViews(
      `${LISTED}\n\nclass Read(viewsets.ReadOnlyModelViewSet):\n    serializer_class = ZoneSerializer\n\n\nclass Fixed(viewsets.ModelViewSet):\n    http_method_names = ["get", "head"]\n    serializer_class = ZoneSerializer\n`,
    ),
  },
  {
    name: 'The serializer of a view that reads, and writes by an action of its own',
    verdict: 'pass',
    at: ['depot/views.py:7'],
    files: restViews(
      'class Zones(viewsets.ReadOnlyModelViewSet):\n    serializer_class = ZoneSerializer\n\n    @action(detail=True, methods=["post"])\n    def close(self, request, pk):\n        return self.get_object().close()\n',
    ),
  },
]
