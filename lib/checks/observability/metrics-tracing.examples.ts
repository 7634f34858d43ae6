import type { Example } from '../check'

const CATALOGUE = {
  'shop/catalogue.py': Array.from({ length: 60 }, (_, i) => `PRICE_OF_ITEM_${i} = ${100 + i}\n`).join(''),
}
const FLASK = 'from flask import Flask\n\napp = Flask(__name__)\n\n\n@app.get("/items")\ndef items():\n    return []\n'

export const examples: readonly Example[] = [
  {
    name: 'Prometheus counts every request',
    verdict: 'pass',
    at: ['shop/app.py:11'],
    files: {
      ...CATALOGUE,
      'shop/app.py': `${FLASK}\nfrom prometheus_flask_exporter import PrometheusMetrics\nmetrics = PrometheusMetrics(app)\n`,
    },
  },
  {
    name: 'The start command runs it under an agent',
    verdict: 'pass',
    at: ['Procfile:1'],
    files: { ...CATALOGUE, 'shop/app.py': FLASK, Procfile: 'web: opentelemetry-instrument gunicorn shop.app:app\n' },
  },
  {
    name: 'Sentry with a sample rate for traces',
    verdict: 'pass',
    at: ['shop/app.py:12'],
    files: {
      ...CATALOGUE,
      'shop/app.py':
        `${FLASK}\nimport os\nimport sentry_sdk\nsentry_sdk.init(os.environ["SENTRY_DSN"], traces_sample_rate=0.1)\n`.replace(
          'import os\nimport sentry_sdk',
          'import os, sentry_sdk\n',
        ),
    },
  },
  {
    name: 'Sentry for errors only',
    verdict: 'partial',
    at: ['shop/app.py:11'],
    files: {
      ...CATALOGUE,
      'shop/app.py': `${FLASK}\nimport sentry_sdk\nsentry_sdk.init("https://key@sentry.example/1")\n`,
    },
  },
  {
    name: 'Counters that nothing exposes',
    verdict: 'partial',
    at: ['shop/app.py:10'],
    files: {
      ...CATALOGUE,
      'shop/app.py': `${FLASK}\nfrom prometheus_client import Counter\nORDERS = Counter("orders", "Orders")\n`,
    },
  },
  {
    name: 'Nothing is measured; a library that is declared and never imported does not count',
    verdict: 'fail',
    files: { ...CATALOGUE, 'shop/app.py': FLASK, 'requirements.txt': 'flask==3.1.2\nprometheus-client==0.23.1\n' },
  },
  {
    name: 'A library does not run by itself',
    verdict: 'not_applicable',
    files: {
      'pyproject.toml':
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n\n[project]\nname = "pricing"\nversion = "1.0"\n',
      'src/pricing/__init__.py': CATALOGUE['shop/catalogue.py'],
    },
  },
]
