import type { Example } from '../check'

/** Built here so that no text of a token's form stands in this repository. */
const token = (prefix: string) => `${prefix}${'4eC39HqLyjWDarjtT1zdp7dc'}`

export const examples: readonly Example[] = [
  {
    name: 'Secrets come from the environment and .env is ignored',
    verdict: 'pass',
    at: ['settings.py:3', '.gitignore'],
    files: { '.gitignore': '.env\n', 'settings.py': 'import os\n\nSECRET_KEY = os.environ["SECRET_KEY"]\n' },
  },
  {
    name: 'A key that is obviously a dummy, in a test',
    verdict: 'pass',
    files: {
      'tests/test_pay.py': `KEY = "${token(`sk_${'live'}_`)}"\n\n\ndef test_pay():\n    assert KEY\n`,
      'pay.py': 'def pay(): ...\n',
    },
  },
  {
    name: 'Names of events and of tokens of a grammar',
    verdict: 'pass',
    files: {
      '.gitignore': '.env\n',
      'events.py':
        'class Tag:\n    PasswordChange = "account:password:change"\n    PasswordResetRequest = "account:password:reset:request"\n\n\ndef label(css_token="bookmark-label"):\n    return css_token\n',
    },
  },
  {
    name: 'What keys, headers and places in a session are called',
    verdict: 'pass',
    files: {
      '.gitignore': '.env\n',
      'const.py':
        'ATTR_PASSWORD = "password"\nHEADER_TOKEN = "X-Hangar-Token"\n_NEW_REFRESH_TOKEN_SESSION_KEY = "_hangar_new_refresh_token"\n',
    },
  },
  {
    name: 'A password of a database that is the word itself',
    verdict: 'partial',
    at: ['settings.py:1'],
    files: { '.gitignore': '.env\n', 'settings.py': 'DB_PASSWORD = "password"\n' },
  },
  {
    name: 'A key that only a stand-in for the provider uses',
    verdict: 'partial',
    at: ['billing.py:6'],
    files: {
      '.gitignore': '.env\n',
      'billing.py':
        'import stripe\n\n\nclass MockBilling:\n    def connect(self):\n        stripe.api_key = "k3v9xQ2mZ7pL5tR8"\n',
    },
  },
  {
    name: 'A secret with a literal fallback',
    verdict: 'partial',
    at: ['settings.py:3'],
    files: { 'settings.py': 'import os\n\nSECRET_KEY = os.environ.get("SECRET_KEY", "change-me")\n' },
  },
  {
    name: 'A .env file is loaded but not ignored by git',
    verdict: 'partial',
    at: ['settings.py:3'],
    files: { 'settings.py': 'from dotenv import load_dotenv\n\nload_dotenv()\n' },
  },
  {
    name: 'A live payment key in the code',
    verdict: 'fail',
    at: ['pay.py:1'],
    files: { 'pay.py': `API_KEY = "${token(`sk_${'live'}_`)}"\n` },
  },
  {
    name: "A provider's token in a script",
    verdict: 'fail',
    at: ['deploy.sh:2'],
    files: {
      'deploy.sh': `#!/bin/sh\nexport GH_TOKEN=${token(`gh${'p'}_`)}k3v9TqLmZ2xW\n`,
      'app.py': 'print("hello")\n',
    },
  },
  {
    name: 'A literal SECRET_KEY in the settings of an application',
    verdict: 'fail',
    at: ['shop/settings.py:2'],
    files: { 'shop/settings.py': 'DEBUG = False\nSECRET_KEY = "n8#k2v!xq0w9z-r5t7y1u3i6o8p0a2s4d6f8g"\n' },
  },
  {
    name: 'A committed .env that holds no secret yet',
    verdict: 'partial',
    at: ['.env'],
    files: { '.env': 'DB_HOST=db.internal\nPORT=8000\n', '.gitignore': '.env\n', 'app.py': 'print("hello")\n' },
  },
  {
    name: 'A committed .env with a real password',
    verdict: 'fail',
    at: ['.env:2'],
    files: { '.env': 'DB_HOST=db.internal\nDB_PASSWORD=vK8wq2LmX0zR\n', 'app.py': 'print("hello")\n' },
  },
  {
    name: 'A literal key in a notebook',
    verdict: 'fail',
    at: ['explore.ipynb'],
    files: {
      'explore.ipynb': JSON.stringify({
        nbformat: 4,
        nbformat_minor: 5,
        metadata: {},
        cells: [
          {
            cell_type: 'code',
            metadata: {},
            outputs: [],
            execution_count: null,
            source: ['CLIENT_SECRET = "vK8wq2LmX0zRb71c"\n'],
          },
        ],
      }),
    },
  },
  {
    name: 'A weak password in a manifest for deployment',
    verdict: 'partial',
    at: ['k8s/db.yaml:9'],
    files: {
      'k8s/db.yaml':
        'kind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n        - name: db\n          env:\n            - name: POSTGRES_PASSWORD\n              value: postgres\n',
      'app.py': 'print("hello")\n',
    },
  },
  {
    name: "An env file for the developer's machine",
    verdict: 'partial',
    at: ['docker/local_dev.env:1'],
    files: {
      'docker/local_dev.env': 'OIDC_CLIENT_SECRET=bd01adf93cfb\nDATABASE_CREDENTIALS=depot:depot\n',
      'app.py': 'print("hello")\n',
    },
  },
  {
    name: 'Made-up values in an example of the configuration and in fixtures',
    verdict: 'pass',
    files: {
      'config/full.example.json': '{\n  "ws_token": "s3cret_ws_t0ken."\n}\n',
      'docker/oidc/fixtures.json': '{\n  "client_secret": "bd01adf93cfb77aa"\n}\n',
      'app.py': 'print("hello")\n',
    },
  },
  {
    name: 'A key that falls back to a literal after `or`',
    verdict: 'partial',
    at: ['config.py:5'],
    files: {
      'config.py':
        "import os\n\n\nclass Config:\n    SECRET_KEY = os.environ.get('SECRET_KEY') or 'you-will-never-guess'\n",
    },
  },
  {
    name: 'A key of words, in a dictionary that the environment replaces',
    verdict: 'partial',
    at: ['app.py:4'],
    files: {
      'app.py':
        "from flask import Flask\n\napp = Flask(__name__)\napp.config.update({'SECRET_KEY': 'not very secret'})\napp.config.from_prefixed_env()\n",
    },
  },
  {
    name: 'A key whose name says that it stands in where none is set',
    verdict: 'partial',
    at: ['crypto.py:1'],
    files: { 'crypto.py': `LOCAL_FALLBACK_FERNET_KEY = '${'vK8wq2LmX0zRb71c'.repeat(2)}='\n` },
  },
  {
    name: 'A weak password beside its user in a settings file',
    verdict: 'partial',
    at: ['config-dev.ini:3'],
    files: { 'config-dev.ini': '[database]\nusername = admin\npassword = password\n', 'app.py': 'print("hello")\n' },
  },
  {
    name: 'An account of the application that is made with a known password',
    verdict: 'partial',
    at: ['shop/seed.py:5'],
    files: {
      'shop/seed.py':
        "from shop.models import User\n\n\ndef seed():\n    User.objects.create_superuser('admin', 'admin@skylark.aero', 'admin')\n",
    },
  },
  {
    name: 'A literal key of words in an application',
    verdict: 'fail',
    at: ['app.py:4'],
    files: {
      'app.py': "from flask import Flask\n\napp = Flask(__name__)\napp.config['SECRET_KEY'] = 'you will never guess'\n",
    },
  },
  {
    name: 'The password of a database in a dictionary',
    verdict: 'fail',
    at: ['shop/settings.py:7'],
    files: {
      'shop/settings.py':
        "DATABASES = {\n    'default': {\n        'ENGINE': 'django.db.backends.postgresql',\n        'NAME': 'shop',\n        'HOST': 'db.skylark.aero',\n        'USER': 'shop',\n        'PASSWORD': 'airfield',\n    }\n}\n",
    },
  },
  {
    name: 'A password as the second argument of a login',
    verdict: 'fail',
    at: ['mail.py:5'],
    files: {
      'mail.py':
        "import smtplib\n\n\nwith smtplib.SMTP('mail.skylark.aero') as server:\n    server.login('shop', 'vK8wq2LmX0zR')\n",
    },
  },
  {
    name: 'Field names, hashes, examples of the documentation, and the guest of a local broker',
    verdict: 'pass',
    files: {
      'app.py':
        "from pydantic import BaseModel, Field\nfrom sqlalchemy import Column, String\n\nCOLUMNS = {'user': 'login', 'password': 'secret_word'}\n\n\nclass Login(BaseModel):\n    password: str = Field(..., examples=['Skylark-2024!'])\n    model_config = {'json_schema_extra': {'example': {'username': 'ann', 'password': 'Skylark-2024!'}}}\n\n\ndef row(broker):\n    broker.password = broker.password or 'guest'\n    return Member(hashed_password='not-used-by-anyone')\n",
    },
  },
  {
    name: 'A literal key in the settings that all others begin with, though production replaces it',
    verdict: 'fail',
    at: ['shop/settings/base.py:1'],
    files: {
      'shop/settings/base.py': 'SECRET_KEY = "n8#k2v!xq0w9z-r5t7y1u3i6o8p0a2s4d6f8g"\n',
      'shop/settings/prod.py': 'import os\n\nfrom .base import *\n\nSECRET_KEY = os.environ["SECRET_KEY"]\n',
    },
  },
  {
    name: 'A password in the description of an API, as a client would send it',
    verdict: 'pass',
    files: {
      'shop/__init__.py': '',
      'shop/docs/sign_in.yaml':
        'summary: Sign in\nparameters:\n  - in: body\n    schema:\n      example:\n        username: anna\n        password: Hunter22\nresponses:\n  200:\n    description: Signed in\n',
      'shop/specs/sign_up.yaml':
        'summary: Sign up\nparameters:\n  - in: body\n    schema:\n      example:\n        username: anna\n        password: Hunter22\nresponses:\n  201:\n    description: Made\n',
    },
  },
]
