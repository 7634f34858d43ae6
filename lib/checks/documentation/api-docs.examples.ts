import type { Example } from '../check'

const PADDING = Array.from({ length: 55 }, (_, i) => `ZONE_${i} = ${i}\n`).join('')
const DOCKER = { Dockerfile: 'FROM python:3.13-slim\nCOPY . .\nCMD ["uvicorn", "depot.main:app"]\n' }

export const examples: readonly Example[] = [
  {
    name: 'Descriptions that are kept beside the views and decorate them',
    verdict: 'pass',
    files: {
      ...DOCKER,
      'depot/__init__.py': '',
      'depot/urls.py': `from django.urls import path\n\nfrom depot.views import Parcels\n\nurlpatterns = [path("parcels", Parcels.as_view())]\n\n\n${PADDING}`,
      'depot/schemas.py':
        'from drf_spectacular.utils import extend_schema, extend_schema_view\n\nparcels_docs_view = extend_schema_view(get=extend_schema(description="Parcels that wait"))\n',
      'depot/views.py':
        'from rest_framework.views import APIView\n\nfrom depot.schemas import parcels_docs_view\n\n\n@parcels_docs_view\nclass Parcels(APIView):\n    def get(self, request):\n        return find()\n',
    },
  },
  {
    name: 'Words on the fields of models of Flask-RESTX',
    verdict: 'pass',
    at: ['depot/main.py:6'],
    files: {
      ...DOCKER,
      'depot/__init__.py': '',
      'depot/main.py': `from flask import Flask\nfrom flask_restx import Api, Resource, fields\n\napp = Flask(__name__)\napi = Api(app)\nparcel = api.model("Parcel", {"zone": fields.Integer(description="Where it waits")})\n\n\n@api.route("/parcels")\nclass Parcels(Resource):\n    @api.expect(parcel)\n    def post(self):\n        return {}\n\n\n${PADDING}`,
    },
  },
  {
    name: 'FastAPI with words on its operations',
    verdict: 'pass',
    at: ['depot/main.py:1', 'depot/main.py:6'],
    files: {
      ...DOCKER,
      'depot/__init__.py': '',
      'depot/main.py': `from fastapi import FastAPI\n\napp = FastAPI(title="Depot")\n\n\n@app.get("/parcels")\ndef list_parcels(zone: int):\n    """Parcels that wait in a zone, oldest first."""\n    return []\n\n\n${PADDING}`,
    },
  },
  {
    name: 'FastAPI by default, with no words of its own',
    verdict: 'partial',
    at: ['depot/main.py:6'],
    files: {
      ...DOCKER,
      'depot/__init__.py': '',
      'depot/main.py': `from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/parcels")\ndef list_parcels(zone: int):\n    return []\n\n\n${PADDING}`,
    },
  },
  {
    name: 'A Flask API that is described nowhere',
    verdict: 'fail',
    at: ['depot/main.py:6'],
    files: {
      Procfile: 'web: gunicorn depot.main:app\n',
      'depot/__init__.py': '',
      'depot/main.py': `from flask import Flask, jsonify\n\napp = Flask(__name__)\n\n\n@app.route("/parcels")\ndef list_parcels():\n    return jsonify([])\n\n\n${PADDING}`,
    },
  },
  {
    name: 'A Flask API with a kept OpenAPI document',
    verdict: 'pass',
    at: ['openapi.yaml'],
    files: {
      Procfile: 'web: gunicorn depot.main:app\n',
      'openapi.yaml':
        'openapi: 3.1.0\ninfo: {title: Depot, version: "1"}\npaths:\n  /parcels:\n    get:\n      summary: Parcels that wait\n      responses: {"200": {description: ok}}\n',
      'depot/__init__.py': '',
      'depot/main.py': `from flask import Flask, jsonify\n\napp = Flask(__name__)\n\n\n@app.route("/parcels")\ndef list_parcels():\n    return jsonify([])\n\n\n${PADDING}`,
    },
  },
  {
    name: 'An OpenAPI document under a name of its own',
    verdict: 'pass',
    at: ['depot-v1.yml'],
    files: {
      Procfile: 'web: gunicorn depot.main:app\n',
      'depot-v1.yml':
        '# Kept by hand.\nopenapi: 3.1.0\ninfo: {title: Depot, version: "1"}\npaths:\n  /parcels:\n    get:\n      summary: Parcels that wait\n      responses: {"200": {description: ok}}\n',
      'depot/__init__.py': '',
      'depot/main.py': `from flask import Flask, jsonify\n\napp = Flask(__name__)\n\n\n@app.route("/parcels")\ndef list_parcels():\n    return jsonify([])\n\n\n${PADDING}`,
    },
  },
  {
    name: 'Endpoints named in the README only',
    verdict: 'partial',
    at: ['README.md'],
    files: {
      Procfile: 'web: gunicorn depot.main:app\n',
      'README.md': '# Depot\n\n- `GET /parcels` lists parcels\n- `POST /parcels` adds one\n',
      'depot/__init__.py': '',
      'depot/main.py': `from flask import Flask, jsonify\n\napp = Flask(__name__)\n\n\n@app.route("/parcels")\ndef list_parcels():\n    return jsonify([])\n\n\n${PADDING}`,
    },
  },
  {
    name: 'A table of endpoints whose methods stand behind the paths',
    verdict: 'partial',
    at: ['README.md'],
    files: {
      Procfile: 'web: gunicorn depot.main:app\n',
      'README.md':
        '# Depot\n\n| Endpoint | Type | Description |\n| --- | --- | --- |\n| `/parcels/<zone>` | GET, POST | Parcels of a zone |\n| `/ready` | GET | Whether it is ready |\n',
      'depot/__init__.py': '',
      'depot/main.py': `from flask import Flask, jsonify\n\napp = Flask(__name__)\n\n\n@app.route("/parcels")\ndef list_parcels():\n    return jsonify([])\n\n\n${PADDING}`,
    },
  },
  {
    name: 'Pages rendered on the server, no API',
    verdict: 'not_applicable',
    files: {
      Procfile: 'web: gunicorn depot.main:app\n',
      'depot/__init__.py': '',
      'depot/main.py': `from flask import Flask, render_template\n\napp = Flask(__name__)\n\n\n@app.route("/")\ndef home():\n    return render_template("home.html")\n\n\n${PADDING}`,
    },
  },
  {
    name: 'Pages rendered on the server, one of which asks for data',
    verdict: 'not_applicable',
    files: {
      Procfile: 'web: gunicorn depot.main:app\n',
      'depot/__init__.py': '',
      'depot/main.py': `from flask import Flask, jsonify, render_template\n\napp = Flask(__name__)\n\n\n@app.route("/")\ndef home():\n    return render_template("home.html")\n\n\n@app.route("/parcels")\ndef parcels():\n    return render_template("parcels.html")\n\n\n@app.route("/api/weight")\ndef weight():\n    return jsonify({"grams": 100})\n\n\n${PADDING}`,
    },
  },
  {
    name: 'Pages and an API of its own beside: only the API is asked for words',
    verdict: 'pass',
    at: ['depot/api.py:5'],
    files: {
      Procfile: 'web: gunicorn depot.main:app\n',
      'depot/__init__.py': '',
      'depot/main.py': `from flask import Flask, render_template\n\nfrom depot.api import api\n\napp = Flask(__name__)\napp.register_blueprint(api, url_prefix="/api")\n\n\n@app.route("/")\ndef home():\n    return render_template("home.html")\n\n\n@app.route("/parcels")\ndef parcels():\n    return render_template("parcels.html")\n\n\n${PADDING}`,
      'depot/api.py':
        'from flask_smorest import Blueprint\n\napi = Blueprint("parcels", __name__)\n\n@api.route("/parcels")\ndef list_parcels():\n    """Parcels that wait in a zone, oldest first."""\n    return []\n',
    },
  },
  {
    name: 'A reference that Sphinx writes from the views',
    verdict: 'partial',
    at: ['docs/conf.py:1'],
    files: {
      Procfile: 'web: gunicorn depot.main:app\n',
      'docs/conf.py': 'extensions = ["sphinxcontrib.autohttp.flask"]\n',
      'depot/__init__.py': '',
      'depot/main.py': `from flask import Flask, jsonify\n\napp = Flask(__name__)\n\n\n@app.route("/parcels")\ndef list_parcels():\n    return jsonify([])\n\n\n${PADDING}`,
    },
  },
  {
    name: 'A collection that the README offers elsewhere',
    verdict: 'partial',
    at: ['README.md:3'],
    files: {
      Procfile: 'web: gunicorn depot.main:app\n',
      'README.md':
        '# Depot\n\n[![Run in Postman](https://run.pstmn.io/button.svg)](https://app.getpostman.com/run-collection/1a2b3c)\n',
      'depot/__init__.py': '',
      'depot/main.py': `from flask import Flask, jsonify\n\napp = Flask(__name__)\n\n\n@app.route("/parcels")\ndef list_parcels():\n    return jsonify([])\n\n\n${PADDING}`,
    },
  },
  {
    name: 'A library whose helpers register routes in the applications of others',
    verdict: 'not_applicable',
    files: {
      'pyproject.toml':
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n\n[project]\nname = "flask-depot"\nversion = "1.0"\nclassifiers = ["Programming Language :: Python :: 3"]\n',
      'flask_depot/__init__.py': `from flask import Flask, jsonify\n\n\ndef add_depot(app: Flask):\n    @app.route("/parcels")\n    def list_parcels():\n        return jsonify([])\n\n\n${PADDING}`,
    },
  },
  {
    name: 'Endpoints below a placeholder for the address, in pages of its own',
    verdict: 'partial',
    at: ['templates/manual/api.md'],
    files: {
      'templates/manual/api.md':
        '| List | `GET SITE_ROOT/api/v3/checks/` |\n| Pause | `POST SITE_ROOT/api/v3/checks/<uuid>/pause` |\n',
      'depot/__init__.py': '',
      'depot/main.py': `from flask import Flask, jsonify\n\napp = Flask(__name__)\n\n\n@app.route("/api/v3/checks/")\ndef checks():\n    return jsonify([])\n\n\n@app.route("/api/v3/checks/<uuid>/pause", methods=["POST"])\ndef pause(uuid):\n    return jsonify({})\n\n\n${'ZONE = 1\n'.repeat(60)}`,
    },
  },
  {
    name: 'Endpoints under headings of a page that bears any name',
    verdict: 'partial',
    at: ['DASHBOARD.md'],
    files: {
      Procfile: 'web: gunicorn depot.main:app\n',
      'DASHBOARD.md': '# Dashboard\n\n### `/` (GET)\n\nThe page.\n\n### `/api/parcels` (GET)\n\nParcels that wait.\n',
      'depot/__init__.py': '',
      'depot/main.py': `from flask import Flask, jsonify\n\napp = Flask(__name__)\n\n\n@app.route("/api/parcels")\ndef list_parcels():\n    return jsonify([])\n\n\n${PADDING}`,
    },
  },
  {
    name: 'Words on operations of a router that a function of its own makes',
    verdict: 'pass',
    at: ['depot/parcels.py:7'],
    files: {
      ...DOCKER,
      'depot/__init__.py': '',
      'depot/main.py': `from fastapi import FastAPI\n\nfrom depot.parcels import parcels_router\n\napp = FastAPI()\napp.include_router(parcels_router())\n\n\n${PADDING}`,
      'depot/parcels.py':
        'from fastapi import APIRouter\n\nfrom depot.routing import make_router\n\ndef parcels_router() -> APIRouter:\n    router = make_router()\n    @router.get("/parcels", description="Parcels that wait")\n    def list_parcels(zone: int):\n        return find(zone)\n\n    return router\n',
      'depot/routing.py':
        'from fastapi_error_map import ErrorAwareRouter\n\n\ndef make_router():\n    return ErrorAwareRouter()\n',
    },
  },
]
