import type { Example } from '../check'

const CATALOGUE = {
  'shop/catalogue.py': Array.from({ length: 60 }, (_, i) => `PRICE_OF_ITEM_${i} = ${100 + i}\n`).join(''),
}
const FLASK = {
  ...CATALOGUE,
  'shop/app.py':
    'from flask import Flask\n\napp = Flask(__name__)\n\n\n@app.get("/items")\ndef items():\n    return []\n\n\nif __name__ == "__main__":\n    app.run(debug=True)\n',
}
const SOCKETS = {
  ...CATALOGUE,
  'main.py':
    'from flask import Flask\nfrom flask_socketio import SocketIO\n\napp = Flask(__name__)\nsocketio = SocketIO(app)\n\n\n@app.get("/items")\ndef items():\n    return []\n\n\nif __name__ == "__main__":\n    socketio.run(app)\n',
}
const fastapi = (run: string) => ({
  ...CATALOGUE,
  'main.py': `import uvicorn\nfrom fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/items")\ndef items():\n    return []\n\n\nif __name__ == "__main__":\n    ${run}\n`,
})
const image = (command: string) => `FROM python:3.13-slim\nCOPY . .\n${command}\n`

export const examples: readonly Example[] = [
  {
    name: 'The image starts Gunicorn; the main guard is for development',
    verdict: 'pass',
    at: ['Dockerfile:3'],
    files: { ...FLASK, Dockerfile: image('CMD ["gunicorn", "--workers", "4", "shop.app:app"]') },
  },
  {
    name: 'An entry point script starts Gunicorn; its arm for development does not count',
    verdict: 'pass',
    at: ['bin/start.sh:3'],
    files: {
      ...FLASK,
      Dockerfile: image('ENTRYPOINT ["bin/start.sh"]\nCMD ["web"]'),
      'bin/start.sh':
        '#!/bin/sh\ncase "$1" in\n  web) exec gunicorn shop.app:app ;;\n  local) exec flask run --debug ;;\nesac\n',
    },
  },
  {
    name: 'The image runs the module whose main guard starts Uvicorn',
    verdict: 'pass',
    at: ['Dockerfile:3'],
    files: {
      ...fastapi('uvicorn.run(app, host="0.0.0.0", port=8000)'),
      Dockerfile: image('CMD ["python", "main.py"]'),
    },
  },
  {
    name: "aiohttp's own server, started from code",
    verdict: 'pass',
    at: ['main.py:5'],
    files: {
      ...CATALOGUE,
      'main.py':
        'from aiohttp import web\n\napp = web.Application()\nif __name__ == "__main__":\n    web.run_app(app)\n',
    },
  },
  {
    name: 'Uvicorn in the main guard, and nothing that starts it so in production',
    verdict: 'partial',
    at: ['main.py:13'],
    files: fastapi('uvicorn.run(app)'),
  },
  {
    name: 'Flask-SocketIO with eventlet installed',
    verdict: 'pass',
    at: ['Dockerfile:3'],
    files: {
      ...SOCKETS,
      'requirements.txt': 'flask-socketio\neventlet\n',
      Dockerfile: image('CMD ["python", "main.py"]'),
    },
  },
  {
    name: 'Flask-SocketIO by itself falls back to the development server',
    verdict: 'fail',
    at: ['Dockerfile:3'],
    files: { ...SOCKETS, 'requirements.txt': 'flask-socketio\n', Dockerfile: image('CMD ["python", "main.py"]') },
  },
  {
    name: 'Unless told otherwise it takes the settings that debug',
    verdict: 'partial',
    at: ['Dockerfile:3'],
    files: {
      ...SOCKETS,
      'settings.py':
        'import os\n\n\nclass Development:\n    DEBUG = True\n\n\nclass Production:\n    DEBUG = False\n\n\nCHOICES = {"development": Development, "production": Production}\nCHOSEN = CHOICES[os.environ.get("SHOP_SETTINGS", "development")]\n',
      'requirements.txt': 'flask-socketio\neventlet\n',
      Dockerfile: image('CMD ["python", "main.py"]'),
    },
  },
  {
    name: 'The image copies a file that is not there',
    verdict: 'partial',
    at: ['Dockerfile:3'],
    files: {
      ...FLASK,
      Dockerfile:
        'FROM python:3.13-slim\nCOPY shop shop\nCOPY entrypoints/web.py .\nCMD ["gunicorn", "shop.app:app"]\n',
    },
  },
  {
    name: 'Handlers that the AWS CDK deploys',
    verdict: 'pass',
    at: ['shop/handler.py:11'],
    files: {
      ...CATALOGUE,
      'cdk.json': '{"app": "python3 deploy.py"}\n',
      'shop/handler.py':
        'from aws_lambda_powertools.event_handler import APIGatewayRestResolver\n\napp = APIGatewayRestResolver()\n\n\n@app.get("/items")\ndef items():\n    return []\n\n\ndef handler(event, context):\n    return app.resolve(event, context)\n',
    },
  },
  {
    name: 'Uvicorn with reload on',
    verdict: 'partial',
    at: ['Procfile:1'],
    files: { ...fastapi('pass'), Procfile: 'web: uvicorn main:app --reload\n' },
  },
  {
    name: 'Settings that debug whoever starts them',
    verdict: 'partial',
    at: ['Procfile:1'],
    files: {
      ...CATALOGUE,
      'shop/__init__.py': '',
      'shop/settings.py': "DEBUG = True\nROOT_URLCONF = 'shop.urls'\nINSTALLED_APPS = ['shop']\n",
      'shop/urls.py':
        "from django.urls import path\nfrom . import views\n\nurlpatterns = [path('items/', views.items)]\n",
      'shop/views.py': 'def items(request):\n    return []\n',
      'shop/wsgi.py':
        "import os\nfrom django.core.wsgi import get_wsgi_application\n\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\napplication = get_wsgi_application()\n",
      Procfile: 'web: gunicorn shop.wsgi\n',
    },
  },
  {
    name: 'Settings for development, and others where it is deployed',
    verdict: 'pass',
    at: ['Dockerfile:4'],
    files: {
      ...CATALOGUE,
      'shop/__init__.py': '',
      'shop/settings.py': "DEBUG = True\nROOT_URLCONF = 'shop.urls'\nINSTALLED_APPS = ['shop']\n",
      'shop/production.py': 'from .settings import *\n\nDEBUG = False\n',
      'shop/urls.py':
        "from django.urls import path\nfrom . import views\n\nurlpatterns = [path('items/', views.items)]\n",
      'shop/views.py': 'def items(request):\n    return []\n',
      'shop/wsgi.py':
        "import os\nfrom django.core.wsgi import get_wsgi_application\n\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\napplication = get_wsgi_application()\n",
      Dockerfile: image('ENV DJANGO_SETTINGS_MODULE=shop.production\nCMD ["gunicorn", "shop.wsgi"]'),
    },
  },
  {
    name: 'The image starts the development server with its debugger',
    verdict: 'fail',
    at: ['Dockerfile:3'],
    files: { ...FLASK, Dockerfile: image('CMD ["python", "shop/app.py"]') },
  },
  {
    name: 'Nothing starts it',
    verdict: 'fail',
    files: fastapi('pass'),
  },
  {
    name: 'A command-line tool needs no server',
    verdict: 'not_applicable',
    files: {
      ...CATALOGUE,
      'price.py':
        'import argparse\n\nparser = argparse.ArgumentParser()\nparser.add_argument("item", type=int)\nprint(parser.parse_args().item)\n',
    },
  },
]
