import type { Example } from '../check'

const lines = (count: number) => Array.from({ length: count }, (_, i) => `ZONE_${i} = ${i}\n`).join('')
const APP = `from fastapi import FastAPI\n\nfrom depot.settings import settings\n\napp = FastAPI()\n\n\n@app.get("/parcels")\ndef parcels():\n    return settings\n\n\n${lines(55)}`

export const examples: readonly Example[] = [
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
]
