import type { Example } from '../check'

const lines = (count: number) => Array.from({ length: count }, (_, i) => `ZONE_${i} = ${i}\n`).join('')
const APP = `from fastapi import FastAPI\n\nfrom depot.settings import settings\n\napp = FastAPI()\n\n\n@app.get("/parcels")\ndef parcels():\n    return settings\n\n\n${lines(55)}`
const FLASK_DEFAULTS = {
  Procfile: 'web: gunicorn depot.main:app\n',
  'depot/__init__.py': '',
  'depot/config.py':
    'def configure(app):\n    app.config.from_object("depot.defaults")\n    app.config.from_prefixed_env()\n',
  'depot/defaults.py': 'DATABASE_URI = "sqlite:///depot.db"\nSECRET_KEY = "secret key"\nPAGE_SIZE = 20\n',
  'depot/main.py': `from flask import Flask\n\nfrom depot.config import configure\n\napp = Flask(__name__)\nconfigure(app)\n\n\n@app.get("/parcels")\ndef parcels():\n    return []\n\n\n${lines(55)}`,
}

const flows = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `dags/flow_${i}.py`,
      `import os\n\nfrom airflow import DAG\n\nENVIRONMENT = os.getenv("ENVIRONMENT", "development")\n${lines(10)}`,
    ]),
  )
const FLOWS = {
  'README.md':
    '# Depot\n\n| Variable | |\n|---|---|\n| `ENVIRONMENT` | `production` or `development` |\n| `DEPOT_URL` | the depot |\n| `DEPOT_KEY` | its key |\n| `DEPOT_USER` | its user |\n',
  'dags/settings.py':
    'import os\n\nURL = os.environ["DEPOT_URL"]\nKEY = os.environ["DEPOT_KEY"]\nUSER = os.environ["DEPOT_USER"]\n',
}

export const examples: readonly Example[] = [
  {
    name: 'One variable that each of many modules reads for itself',
    verdict: 'partial',
    at: ['dags/flow_0.py:5'],
    files: { ...FLOWS, ...flows(12) },
  },
  {
    name: 'One variable that a few modules read for themselves',
    verdict: 'pass',
    at: ['dags/flow_0.py:5'],
    files: { ...FLOWS, ...flows(6) },
  },
  {
    name: 'Dynaconf, with the credentials of every environment in its committed file',
    verdict: 'partial',
    at: ['settings.toml:2'],
    files: {
      'app.py': `from fastapi import FastAPI\nfrom dynaconf import Dynaconf\n\nsettings = Dynaconf(settings_files=["settings.toml"])\napp = FastAPI()\n\n\n@app.get("/parcels")\ndef parcels():\n    return settings.API_HOST\n${Array.from({ length: 50 }, (_, i) => `\nZONE_${i} = ${i}`).join('')}\n`,
      'settings.toml': '[default]\ndb_password = "Tr0ub4dor3xyzQ"\ndb_user = "depot"\n',
      'README.md': '# Depot\n\n| Variable | |\n|---|---|\n| `DYNACONF_API_HOST` | host of the API |\n',
    },
  },
  {
    name: 'A service that is set up by arguments of its command alone',
    verdict: 'partial',
    at: ['gates/main.py:7'],
    files: {
      'gates/__init__.py': '',
      'gates/main.py': `import argparse\nfrom flask import Flask\n\napp = Flask(__name__)\nparser = argparse.ArgumentParser()\n\nparser.add_argument("--host")\nparser.add_argument("--port", type=int)\nparser.add_argument("--root")\nparser.add_argument("--log-file")\n\n\n@app.get("/gates")\ndef gates():\n    return []\n${'\n\ndef f():\n    return 1\n'.repeat(25)}`,
    },
  },
  {
    name: 'One settings model reads the environment',
    verdict: 'pass',
    at: ['depot/settings.py:4'],
    files: {
      Procfile: 'web: uvicorn depot.main:app\n',
      'depot/__init__.py': '',
      'depot/main.py': APP,
      'depot/settings.py':
        'from pydantic_settings import BaseSettings\n\n\nclass Settings(BaseSettings):\n    database_url: str\n    carrier_url: str\n\n\nsettings = Settings()\n',
    },
  },
  {
    name: 'Variables that a helper of another package reads',
    verdict: 'pass',
    at: ['depot/settings.py:3', '.env.example:1'],
    files: {
      '.env.example': 'DATABASE_URL=\n',
      Procfile: 'web: uvicorn depot.main:app\n',
      'depot/__init__.py': '',
      'depot/main.py': APP,
      'depot/settings.py': 'from rigour.env import env_str\n\nsettings = env_str("DATABASE_URL", "")\n',
    },
  },
  {
    name: 'Variables read in one place and documented in an example file',
    verdict: 'pass',
    at: ['depot/settings.py:3', '.env.example:1'],
    files: {
      '.env.example': 'DATABASE_URL=\n',
      Procfile: 'web: uvicorn depot.main:app\n',
      'depot/__init__.py': '',
      'depot/main.py': APP,
      'depot/settings.py': 'import os\n\nsettings = os.environ["DATABASE_URL"]\n',
    },
  },
  {
    name: 'Variables that are documented nowhere',
    verdict: 'partial',
    at: ['depot/settings.py:3'],
    files: {
      Procfile: 'web: uvicorn depot.main:app\n',
      'depot/__init__.py': '',
      'depot/main.py': APP,
      'depot/settings.py': 'import os\n\nsettings = os.environ["CARRIER_URL"]\n',
    },
  },
  {
    name: 'The address of one database in the code',
    verdict: 'fail',
    at: ['depot/settings.py:1'],
    files: {
      Procfile: 'web: uvicorn depot.main:app\n',
      'depot/__init__.py': '',
      'depot/main.py': APP,
      'depot/settings.py': 'settings = "postgresql://depot@10.1.4.7/parcels"\n',
    },
  },
  {
    name: 'A library in which nothing differs between environments',
    verdict: 'not_applicable',
    files: {
      'pyproject.toml':
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n\n[project]\nname = "zones"\nversion = "1.0"\n',
      'zones/__init__.py': '',
      'zones/table.py': lines(60),
    },
  },
  {
    name: 'An address in a help text, and what the platform sets',
    verdict: 'pass',
    files: {
      Procfile: 'web: uvicorn depot.main:app\n',
      'docker/local_dev.env': 'DATABASE_URL=postgresql://depot:depot@db/depot\n',
      'depot/__init__.py': '',
      'depot/main.py': APP,
      'depot/settings.py':
        'import os\n\nfrom tornado.options import define\n\ndefine("broker_api", help="for example http://guest:guest@localhost:15672/api/")\nDATABASE_URL = os.environ["DATABASE_URL"]\nSHA = os.environ.get("GITHUB_SHA")\n',
    },
  },
  {
    name: 'A class lists in one place what is read; another, for tests only, holds literals',
    verdict: 'pass',
    at: ['depot/settings.py:4'],
    files: {
      Procfile: 'web: uvicorn depot.main:app\n',
      'depot/__init__.py': '',
      'depot/main.py': APP,
      'depot/settings.py':
        'import os\n\n\nclass Config:\n    DATABASE_URL = os.environ["DATABASE_URL"]\n    CARRIER_URL = os.environ["CARRIER_URL"]\n    SECRET_KEY = os.environ["SECRET_KEY"]\n\n\nclass TestConfig(Config):\n    DATABASE_URL = "postgresql://localhost/test"\n\n\nsettings = Config()\n',
    },
  },
  {
    name: 'A single word in prose explains no variable',
    verdict: 'partial',
    at: ['depot/settings.py:3'],
    files: {
      'README.md': '# Depot\n\nThe server listens at a port.\n',
      Procfile: 'web: uvicorn depot.main:app\n',
      'depot/__init__.py': '',
      'depot/main.py': APP,
      'depot/settings.py': 'import os\n\nsettings = os.environ["PORT"]\n',
    },
  },
  {
    name: 'Neighbours on this machine and a mailbox stand beside what is read',
    verdict: 'partial',
    at: ['depot/settings.py:4', 'depot/settings.py:5'],
    files: {
      '.env.example': 'DATABASE_URL=\n',
      Procfile: 'web: uvicorn depot.main:app\n',
      'depot/__init__.py': '',
      'depot/main.py': APP,
      'depot/settings.py':
        'import os\n\nsettings = os.environ["DATABASE_URL"]\nCARRIER_URL = "http://localhost:7000/api"\nADMINS = ["depot.admin@gmail.com"]\n',
    },
  },
  {
    name: 'A bucket of each environment in the code',
    verdict: 'partial',
    at: ['depot/settings.py:9'],
    files: {
      '.env.example': 'DATABASE_URL=\n',
      Procfile: 'web: uvicorn depot.main:app\n',
      'depot/__init__.py': '',
      'depot/main.py': APP,
      'depot/settings.py':
        'import os\n\n\nclass Config:\n    DATABASE_URL = os.environ["DATABASE_URL"]\n\n\nclass Live(Config):\n    LABELS_BUCKET = "depot-live-labels"\n\n\nsettings = Live()\n',
    },
  },
  {
    name: 'Neighbours of a developer who runs it outside of production',
    verdict: 'pass',
    at: ['depot/settings.py:3'],
    files: {
      '.env.example': 'PRODUCTION=\n',
      Procfile: 'web: uvicorn depot.main:app\n',
      'depot/__init__.py': '',
      'depot/main.py': APP,
      'depot/settings.py':
        'import os\n\nPRODUCTION = os.environ["PRODUCTION"]\nif not PRODUCTION:\n    CARRIER_URL = "http://localhost:7000/api"\n    connect(database="postgresql://localhost/depot")\nsettings = {}\n',
    },
  },
  {
    name: 'Neighbours that are used in production only',
    verdict: 'partial',
    at: ['depot/settings.py:5', 'depot/settings.py:6'],
    files: {
      '.env.example': 'PRODUCTION=\n',
      Procfile: 'web: uvicorn depot.main:app\n',
      'depot/__init__.py': '',
      'depot/main.py': APP,
      'depot/settings.py':
        'import os\n\nPRODUCTION = os.environ["PRODUCTION"]\nif PRODUCTION:\n    CARRIER_URL = "http://localhost:7000/api"\n    connect(database="postgresql://localhost/depot")\nsettings = {}\n',
    },
  },
  {
    name: 'Many modules read for themselves',
    verdict: 'partial',
    at: ['depot/carrier_0.py:3'],
    files: {
      '.env.example': Array.from({ length: 7 }, (_, i) => `CARRIER_${i}_URL=\n`).join(''),
      Procfile: 'web: uvicorn depot.main:app\n',
      'depot/__init__.py': '',
      'depot/main.py': `${Array.from({ length: 7 }, (_, i) => `from depot import carrier_${i}\n`).join('')}${APP}`,
      'depot/settings.py': 'settings = {}\n',
      ...Object.fromEntries(
        Array.from({ length: 7 }, (_, i) => [
          `depot/carrier_${i}.py`,
          `import os\n\nURL = os.environ["CARRIER_${i}_URL"]\n`,
        ]),
      ),
    },
  },
  {
    name: 'What is read is used nowhere',
    verdict: 'partial',
    at: ['depot/main.py:71'],
    files: {
      '.env.example': 'DEMO_MODE=\n',
      Procfile: 'web: uvicorn depot.main:app\n',
      'depot/__init__.py': '',
      'depot/main.py': `import os\n\n${APP}\nDEMO_MODE = os.getenv("DEMO_MODE")\n`,
      'depot/settings.py': 'settings = {}\n',
    },
  },
  {
    name: 'Only the start command takes a value',
    verdict: 'partial',
    at: ['Procfile:1'],
    files: {
      'README.md': '# Depot\n\nSet `PORT` to where it shall listen.\n',
      Procfile: 'web: uvicorn depot.main:app --port $PORT\n',
      'depot/__init__.py': '',
      'depot/main.py': APP,
      'depot/settings.py': 'settings = {}\n',
    },
  },
  {
    name: 'A configuration file is named at the start, and the README shows how',
    verdict: 'pass',
    at: ['depot/settings.py:9', 'README.md:3'],
    files: {
      'README.md': '# Depot\n\nStart it with `depot --config depot.yaml`.\n',
      Procfile: 'web: uvicorn depot.main:app\n',
      'depot/__init__.py': '',
      'depot/main.py': APP,
      'depot/settings.py':
        'import argparse\n\nimport yaml\n\nparser = argparse.ArgumentParser()\nparser.add_argument("--config", required=True)\nconfig_path = parser.parse_args().config\n\nsettings = yaml.safe_load(open(config_path))\n',
    },
  },
  {
    name: 'A command line that keeps its files at home and passes a flag to its own child',
    verdict: 'not_applicable',
    files: {
      'pyproject.toml':
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n\n[project]\nname = "zones"\nversion = "1.0"\n\n[project.scripts]\nzones = "zones.cli:main"\n',
      'zones/__init__.py': '',
      'zones/cli.py': `import argparse\nimport os\nimport subprocess\n\nCHILD = "ZONES_CHILD_KEY"\n\n\ndef main():\n    argparse.ArgumentParser().parse_args()\n    home = os.environ.get("ZONES_HOME", "~/.zones")\n    if os.environ.get(CHILD):\n        return home\n    os.environ[CHILD] = "1"\n    subprocess.run(["zones"], env=os.environ)\n\n\n${lines(55)}`,
    },
  },
  {
    name: 'Each installation writes a module of its own, as the README says',
    verdict: 'pass',
    at: ['depot_bot.py:1', 'README.md:3'],
    files: {
      'README.md': '# Depot\n\nWrite your token into `config.py`.\n',
      '.gitignore': 'config.py\n',
      'depot_bot.py': `import config\nimport discord\nfrom discord.ext import commands\n\nbot = commands.Bot("!")\n\n\n@bot.command()\nasync def parcels(ctx):\n    await ctx.send("none")\n\n\nbot.run(config.token)\n${lines(55)}`,
    },
  },
  {
    name: 'A start script fills in what it sets itself',
    verdict: 'fail',
    files: {
      'README.md': '# Depot\n\nIt lies in `APP_DIR`.\n',
      'start.sh': 'APP_DIR=/srv/depot\nexec uvicorn depot.main:app --app-dir $APP_DIR\n',
      'depot/__init__.py': '',
      'depot/main.py': APP,
      'depot/settings.py': 'settings = {}\n',
    },
  },
  {
    name: 'A neighbour by the name of its container, and one mail server',
    verdict: 'partial',
    at: ['depot/settings.py:4', 'depot/settings.py:5'],
    files: {
      '.env.example': 'DATABASE_URL=\n',
      Procfile: 'web: uvicorn depot.main:app\n',
      'depot/__init__.py': '',
      'depot/main.py': APP,
      'depot/settings.py':
        'import os\n\nsettings = os.environ["DATABASE_URL"]\nCARRIERS = "http://carriers:5000/api"\nMAIL_SERVER = "smtp.depot.cloud"\n',
    },
  },
  {
    name: 'Defaults of the parts of a settings model, and who may ask while it is developed',
    verdict: 'pass',
    at: ['depot/settings.py:9'],
    files: {
      Procfile: 'web: uvicorn depot.main:app\n',
      'depot/__init__.py': '',
      'depot/main.py': APP,
      'depot/settings.py':
        'from pydantic import BaseModel\nfrom pydantic_settings import BaseSettings\n\n\nclass VaultSettings(BaseModel):\n    address: str = "http://vault:8200"\n\n\nclass Settings(BaseSettings):\n    database_url: str\n    vault: VaultSettings = VaultSettings()\n\n\nINTERNAL_IPS = ["10.0.2.2"]\nsettings = Settings()\n',
    },
  },
  {
    name: 'A configuration file that the README shows, beside many options',
    verdict: 'pass',
    at: ['gates/main.py:12', 'README.md:3'],
    files: {
      'README.md': '# Gates\n\nStart it with `gates --config gates.yaml`.\n',
      'gates/__init__.py': '',
      'gates/main.py': `import argparse\nimport yaml\nfrom flask import Flask\n\napp = Flask(__name__)\nparser = argparse.ArgumentParser()\n\nparser.add_argument("--config", required=True)\nparser.add_argument("--port", type=int)\nparser.add_argument("--root")\nparser.add_argument("--log-file")\nsettings = yaml.safe_load(open(parser.parse_args().config))\n\n\n@app.get("/gates")\ndef gates():\n    return []\n${'\n\ndef f():\n    return 1\n'.repeat(25)}`,
    },
  },
  {
    name: 'A command line whose variables are switches, and where its configuration lies',
    verdict: 'not_applicable',
    files: {
      'pyproject.toml':
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n\n[project]\nname = "zones"\nversion = "1.0"\n\n[project.scripts]\nzones = "zones.cli:main"\n',
      'zones/__init__.py': '',
      'zones/cli.py': `import argparse\nimport os\n\nfrom pydantic_settings import BaseSettings\n\n\nclass Settings(BaseSettings):\n    project_name: str = "zones"\n    plain: bool = False\n    config_file: str = os.environ.get("ZONES_CONFIGURATION_FILE", "zones.toml")\n\n\ndef main():\n    argparse.ArgumentParser().parse_args()\n    return Settings()\n\n\n${lines(55)}`,
    },
  },
  {
    name: 'Variables and connections of Airflow that the README names',
    verdict: 'pass',
    at: ['dags/rates.py:5', 'README.md:3'],
    files: {
      'README.md': '# Rates\n\nSet the variable `RATES_HOST` and the connection `rates_store`.\n',
      'dags/rates.py': `from airflow import DAG\nfrom airflow.hooks.base import BaseHook\nfrom airflow.sdk import Variable\n\nHOST = Variable.get("RATES_HOST")\nSTORE = BaseHook.get_connection("rates_store")\ndag = DAG("rates", params={"host": HOST, "store": STORE})\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'Variables that the test runner and the server gateway set',
    verdict: 'pass',
    files: {
      '.env.example': 'DATABASE_URL=\n',
      Procfile: 'web: uvicorn depot.main:app\n',
      'depot/__init__.py': '',
      'depot/main.py': APP,
      'depot/settings.py':
        'import os\n\nsettings = os.environ["DATABASE_URL"]\ntesting = "PYTEST_VERSION" in os.environ or os.environ.get("PYTEST_CURRENT_TEST")\ngateway = os.environ.get("SERVER_GATEWAY_INTERFACE")\n',
    },
  },
  {
    name: 'Variables of Bitbucket and GitLab, which their pipelines set',
    verdict: 'pass',
    files: {
      '.env.example': 'DATABASE_URL=\n',
      Procfile: 'web: uvicorn depot.main:app\n',
      'depot/__init__.py': '',
      'depot/main.py': APP,
      'depot/settings.py':
        'import os\n\nsettings = os.environ["DATABASE_URL"]\ncommit = os.getenv("BITBUCKET_COMMIT") or os.getenv("CI_COMMIT_SHA")\nbranch = os.getenv("BITBUCKET_BRANCH") or os.getenv("CI_COMMIT_BRANCH")\n',
    },
  },
  {
    name: 'A token for Bitbucket, which somebody has to give to the pipeline',
    verdict: 'partial',
    at: ['depot/settings.py:3'],
    files: {
      Procfile: 'web: uvicorn depot.main:app\n',
      'depot/__init__.py': '',
      'depot/main.py': APP,
      'depot/settings.py': 'import os\n\nsettings = os.environ["BITBUCKET_TOKEN"]\n',
    },
  },
  {
    name: 'A word of the same letters as the variable, and an attribute of the same name',
    verdict: 'partial',
    at: ['depot/settings.py:3'],
    files: {
      'README.md': '# Depot\n\nSigns in by OIDC or LLM.\n\n    client(config.api_url)\n',
      Procfile: 'web: uvicorn depot.main:app\n',
      'depot/__init__.py': '',
      'depot/main.py': APP,
      'depot/settings.py': 'import os\n\nsettings = [os.environ["OIDC"], os.environ["LLM"], os.environ["API_URL"]]\n',
    },
  },
  {
    name: 'Variables of one word, set apart in prose',
    verdict: 'pass',
    at: ['README.md:3', 'README.md:5', 'README.md:9'],
    files: {
      'README.md':
        '# Depot\n\nIt listens at `PORT`.\n\n- **STAGE**: the name of the stage\n\n| Variable | |\n|---|---|\n| REGION | where it runs |\n',
      Procfile: 'web: uvicorn depot.main:app\n',
      'depot/__init__.py': '',
      'depot/main.py': APP,
      'depot/settings.py': 'import os\n\nsettings = [os.environ["PORT"], os.environ["STAGE"], os.environ["REGION"]]\n',
    },
  },
  {
    name: 'An application that a function is given replaces its defaults by what the environment holds',
    verdict: 'partial',
    at: ['depot/config.py:3'],
    files: FLASK_DEFAULTS,
  },
  {
    name: 'Defaults that the environment replaces, by variables that the README names',
    verdict: 'pass',
    at: ['depot/config.py:3', 'README.md:3'],
    files: { ...FLASK_DEFAULTS, 'README.md': '# Depot\n\nSet `FLASK_SECRET_KEY` and `FLASK_DATABASE_URI`.\n' },
  },
]
