import type { Example } from '../check'

const CATALOGUE = Array.from({ length: 60 }, (_, i) => `PRICE_OF_ITEM_${i} = ${100 + i}\n`).join('')
const SHOP = {
  'shop/__init__.py': '',
  'shop/app.py':
    'from flask import Flask\n\napp = Flask(__name__)\n\n\n@app.get("/items")\ndef items():\n    return []\n',
  'shop/catalogue.py': CATALOGUE,
}
const LOCKED = { 'requirements.txt': 'flask==3.1.2\ngunicorn==23.0.0\n' }
const GUNICORN = 'CMD ["gunicorn", "shop.app:app"]\n'

export const examples: readonly Example[] = [
  {
    name: 'A slim, tagged base, pinned dependencies before the code, an ordinary user',
    verdict: 'pass',
    at: ['Dockerfile:1', 'Dockerfile:4', 'Dockerfile:7', '.dockerignore'],
    files: {
      ...SHOP,
      ...LOCKED,
      '.dockerignore': '.git\n.env\n',
      Dockerfile: `FROM python:3.13-slim\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install --no-cache-dir -r requirements.txt\nCOPY shop shop\nRUN useradd --uid 10001 app\nUSER app\n${GUNICORN}`,
    },
  },
  {
    name: 'The user is inherited from an earlier stage, and a test stage comes last',
    verdict: 'pass',
    at: ['deploy/Dockerfile:2', 'deploy/Dockerfile:4'],
    files: {
      ...SHOP,
      'deploy/Dockerfile': `FROM python:3.13-alpine AS base\nUSER 10001\nFROM base AS production\n${GUNICORN}FROM production AS test\nUSER root\nCMD ["pytest"]\n`,
    },
  },
  {
    name: 'The base has no fixed tag',
    verdict: 'partial',
    at: ['Dockerfile:1'],
    files: {
      ...SHOP,
      ...LOCKED,
      '.dockerignore': '.git\n',
      Dockerfile: `FROM python:latest\nCOPY . .\nUSER app\n${GUNICORN}`,
    },
  },
  {
    name: 'A full base image, as root, with everything copied',
    verdict: 'partial',
    files: {
      ...SHOP,
      ...LOCKED,
      Dockerfile: `FROM python:3.13\nCOPY . .\nRUN pip install -r requirements.txt\n${GUNICORN}`,
    },
  },
  {
    name: 'A Procfile instead of an image',
    verdict: 'partial',
    at: ['Procfile'],
    files: { ...SHOP, Procfile: 'web: gunicorn shop.app:app\n' },
  },
  {
    name: 'A service that nothing packages; the image of its development container does not count',
    verdict: 'fail',
    at: ['.devcontainer/Dockerfile'],
    files: { ...SHOP, '.devcontainer/Dockerfile': 'FROM python:3.13-slim\nUSER vscode\nCMD ["sleep", "infinity"]\n' },
  },
  {
    name: 'A library ships no image',
    verdict: 'not_applicable',
    files: {
      'pyproject.toml':
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n\n[project]\nname = "pricing"\nversion = "1.0"\n',
      'src/pricing/__init__.py': CATALOGUE,
    },
  },
]
