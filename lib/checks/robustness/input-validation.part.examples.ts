import type { Example } from '../check'

const lines = (count: number) => Array.from({ length: count }, (_, i) => `ZONE_${i} = ${i}\n`).join('')
const service = (server: string, files: Readonly<Record<string, string>>) => ({
  Procfile: `web: ${server} depot.main:app\n`,
  'depot/__init__.py': '',
  'depot/zones.py': lines(60),
  ...files,
})
const library = (files: Readonly<Record<string, string>>) => ({
  'pyproject.toml':
    '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n\n[project]\nname = "zones"\nversion = "1.0"\n',
  'zones/__init__.py': '',
  'zones/table.py': lines(60),
  ...files,
})

/** Where frameworks and libraries say in their own ways what validates. */
export const frameworkExamples: readonly Example[] = [
  {
    name: 'A service of Cornice whose view is told its schema',
    verdict: 'pass',
    at: ['depot/main.py:9'],
    files: service('gunicorn', {
      'depot/main.py':
        'from cornice import Service\nfrom cornice.validators import colander_body_validator\nfrom depot.schemas import ParcelSchema\n\nparcels = Service(name="parcels", path="/parcels")\n\n\n@parcels.post(schema=ParcelSchema(), validators=(colander_body_validator,))\ndef add_parcel(request):\n    return store(request.validated)\n',
    }),
  },
  {
    name: 'A router of its own make, and views that are handed the schema of what comes in',
    verdict: 'pass',
    at: ['depot/main.py:10'],
    files: service('gunicorn', {
      'depot/routing.py': 'from flask_restx import Namespace as Base\n\n\nclass Namespace(Base):\n    pass\n',
      'depot/main.py':
        'from depot.routing import Namespace\nfrom depot.schemas import ParcelParameters\n\napi = Namespace("parcels")\n\n\n@api.route("/parcels")\nclass Parcels:\n    @api.parameters(ParcelParameters())\n    def post(self, parcel):\n        return store(parcel)\n',
    }),
  },
  {
    name: 'A decorator that a validator of the project makes',
    verdict: 'pass',
    at: ['depot/main.py:10'],
    files: service('gunicorn', {
      'depot/rules.py':
        'from flask import request\nfrom jsonschema import validate\n\n\nclass Rules:\n    def __init__(self, rules):\n        self.rules = rules\n\n    def checked(self, name):\n        def decorate(view):\n            def wrapper():\n                validate(request.get_json(), self.rules[name])\n                return view()\n\n            return wrapper\n\n        return decorate\n\n\nchecked = Rules({"parcel": {}}).checked\n',
      'depot/main.py':
        'from flask import Flask, request\n\nfrom depot.rules import checked\n\napp = Flask(__name__)\n\n\n@app.post("/parcels")\n@checked("parcel")\ndef add_parcel():\n    return store(request.get_json())\n',
    }),
  },
  {
    name: 'A form that reads the body by itself and is validated where it is made',
    verdict: 'pass',
    at: ['depot/main.py:10'],
    files: service('gunicorn', {
      'depot/forms.py':
        'from flask import request\nfrom wtforms import Form, StringField\n\n\nclass BodyForm(Form):\n    def __init__(self):\n        super().__init__(data=request.get_json())\n\n    def validated(self):\n        return self.validate()\n\n\nclass ParcelForm(BodyForm):\n    zone = StringField()\n',
      'depot/main.py':
        'from flask import Flask\n\nfrom depot.forms import ParcelForm\n\napp = Flask(__name__)\n\n\n@app.post("/parcels")\ndef add_parcel():\n    form = ParcelForm().validate()\n    return store(form)\n',
    }),
  },
  {
    name: 'Remote procedures are given typed messages',
    verdict: 'pass',
    at: ['depot/main.py:7'],
    files: {
      Procfile: 'web: python -m depot.main\n',
      'depot/__init__.py': '',
      'depot/main.py': `import grpc\n\nfrom depot import parcels_pb2_grpc\n\n\nclass Parcels(parcels_pb2_grpc.ParcelsServicer):\n    def Add(self, request, context):\n        return store(request.zone)\n\n\n${lines(60)}\nif __name__ == "__main__":\n    server = grpc.server(pool())\n    server.start()\n`,
    },
  },
  {
    name: 'Text of a socket beside typed parameters',
    verdict: 'partial',
    at: ['depot/main.py:13'],
    files: service('uvicorn', {
      'depot/main.py':
        'from fastapi import FastAPI, WebSocket\n\napp = FastAPI()\n\n\n@app.get("/parcels")\ndef parcels(zone: int):\n    return find(zone)\n\n\n@app.websocket("/watch")\nasync def watch(websocket: WebSocket):\n    text = await websocket.receive_text()\n    await websocket.send_text(answer(text))\n',
    }),
  },
  {
    name: 'A conversion that nothing catches refuses nobody',
    verdict: 'fail',
    at: ['depot/main.py:8'],
    files: service('gunicorn', {
      'depot/main.py':
        'from flask import Flask, request\n\napp = Flask(__name__)\n\n\n@app.get("/parcels")\ndef parcels():\n    return find(int(request.args["zone"]))\n',
    }),
  },
  {
    name: 'A client of a broker is told what to call with messages that nobody looks at',
    verdict: 'fail',
    at: ['depot/main.py:11'],
    files: {
      Procfile: 'worker: python -m depot.main\n',
      'depot/__init__.py': '',
      'depot/main.py': `import asyncio\n\nfrom broker import Client\n\n\nasync def add_parcel(zone, weight):\n    return await store(zone, weight)\n\n\nasync def main(client=Client()):\n    client.register_event("parcel.add", handler=add_parcel)\n    while True:\n        await client.listen()\n\n\n${lines(60)}\nif __name__ == "__main__":\n    asyncio.run(main())\n`,
    },
  },
  {
    name: 'A library whose own rules are declared field by field',
    verdict: 'pass',
    at: ['zones/filter.py:7'],
    files: library({
      'zones/rules.py': `class BaseValidator:\n    pass\n${['Length', 'Range', 'Choice', 'Text', 'Mail'].map((name) => `\n\nclass ${name}Validator(BaseValidator):\n    pass\n`).join('')}`,
      'zones/filter.py':
        'from flask import request\n\n\nclass ZoneFilter:\n    @classmethod\n    def read(cls):\n        values = request.get_json()\n        rules = cls()\n        return rules.validate_data(values)\n\n    def validate_data(self, values):\n        return [rule.run(values) for rule in self.rules]\n',
    }),
  },
  {
    name: 'A library that decodes the tokens which it reads',
    verdict: 'pass',
    at: ['zones/tokens.py:6'],
    files: library({
      'zones/tokens.py':
        'import jwt\nfrom flask import request\n\n\ndef token_of_query(key):\n    return opened(request.args.get("token"), key)\n\n\ndef opened(token, key):\n    return jwt.decode(token, key, algorithms=["RS256"])\n',
    }),
  },
  {
    name: 'A library whose users take its models as their query',
    verdict: 'pass',
    at: ['zones/query.py:6'],
    files: library({
      'zones/query.py':
        'from fastapi import Query\nfrom pydantic import BaseModel\n\n\nclass Page(BaseModel):\n    size: int = Query(50, ge=1, le=100)\n',
    }),
  },
]
