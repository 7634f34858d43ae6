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
    name: 'Instruments of a library that nobody sets up, beside times taken by hand',
    verdict: 'partial',
    at: ['shop/app.py:10', 'shop/app.py:16'],
    files: {
      ...CATALOGUE,
      'shop/app.py': `${FLASK}\nfrom opentelemetry import metrics\nimport time\n\n@app.get("/stock")\ndef stock():\n    start = time.perf_counter()\n    app.logger.info("stock duration_ms=%.1f", time.perf_counter() - start)\n    return []\n\nstocked = metrics.get_meter("shop").create_histogram("stocked")\n`,
    },
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
  {
    name: 'The platform measures each function, because the repository says so',
    verdict: 'pass',
    at: ['serverless.yml:9'],
    files: {
      ...CATALOGUE,
      'shop/app.py': FLASK,
      'serverless.yml':
        'service: shop\nprovider:\n  name: aws\n  runtime: python3.13\nplugins:\n  - serverless-plugin-lambda-insights\ncustom:\n  lambdaInsights:\n    defaultLambdaInsights: true\nfunctions:\n  app:\n    handler: shop.app.handler\n    events:\n      - httpApi: "*"\n',
    },
  },
  {
    name: 'A hook logs slow queries of a request',
    verdict: 'partial',
    at: ['shop/app.py:16'],
    files: {
      ...CATALOGUE,
      'shop/app.py': `${FLASK}\nfrom flask_sqlalchemy.record_queries import get_recorded_queries\n\n\n@app.after_request\ndef log_queries(response):\n\n    for query in get_recorded_queries():\n        app.logger.warning("%s took %s", query.statement, query.duration)\n    return response\n`,
    },
  },
  {
    name: 'The access log says how long each request took',
    verdict: 'partial',
    at: ['shop/app.py:8'],
    files: {
      ...CATALOGUE,
      'shop/app.py':
        'import logging\n\nimport tornado.ioloop\nimport tornado.web\n\n\ndef log_request(handler):\n    logging.info("%s took %s", handler.get_status(), handler.request.request_time())\n\n\napp = tornado.web.Application([(r"/items", tornado.web.RequestHandler)], log_function=log_request)\napp.listen(8080)\ntornado.ioloop.IOLoop.current().start()\n',
    },
  },
  {
    name: 'Requests are counted by hand, and a route shows the numbers',
    verdict: 'partial',
    at: ['shop/app.py:16'],
    files: {
      ...CATALOGUE,
      'shop/app.py': `${FLASK}\n\nclass Carrier:\n    def call(self):\n        self.request_count += 1\n\n\n@app.get("/stats")\ndef stats():\n    return {"requests": carrier.request_count}\n`,
    },
  },
  {
    name: 'Statistics of the shop, and a limit that looks at the clock',
    verdict: 'fail',
    files: {
      ...CATALOGUE,
      'shop/app.py': `${FLASK}\nimport time\n\n\nclass RateLimitMiddleware:\n    def __call__(self, environ, start_response):\n        self.window = time.time() - 60\n        return time.time() > self.window\n\n\n@app.get("/stats")\ndef stats():\n    return {"items": 60}\n`,
    },
  },
  {
    name: 'Statistics of the shop, and errors that a nightly job counts for itself',
    verdict: 'fail',
    files: {
      ...CATALOGUE,
      'shop/app.py': `${FLASK}\n\n@app.get("/statistics/")\ndef statistics():\n    return {"items": 60}\n`,
      'shop/nightly.py':
        'class Sanity:\n    def check(self):\n        self.item_error_count += 1\n\n\nif __name__ == "__main__":\n    Sanity().check()\n',
    },
  },
  {
    name: 'Only the server shows numbers of its own',
    verdict: 'partial',
    at: ['uwsgi.ini:3'],
    files: {
      ...CATALOGUE,
      'shop/app.py': FLASK,
      'uwsgi.ini': '[uwsgi]\nmodule = shop.app:app\nstats = 127.0.0.1:9191\n',
      Procfile: 'web: uwsgi --ini uwsgi.ini\n',
    },
  },
  {
    name: 'A route below that of health shows numbers made by hand',
    verdict: 'partial',
    at: ['shop/app.py:10'],
    files: {
      ...CATALOGUE,
      'shop/app.py': `${FLASK}\n@app.get("/health/metrics")\ndef metrics():\n    return "items 60"\n`,
    },
  },
  {
    name: 'A route shows how busy the machine is',
    verdict: 'partial',
    at: ['shop/app.py:14'],
    files: {
      ...CATALOGUE,
      'shop/app.py': `${FLASK}\nimport psutil\n\n@app.get("/health")\ndef health():\n    return {"cpu": psutil.cpu_percent()}\n`,
    },
  },
  {
    name: 'A handler logs how long it took',
    verdict: 'partial',
    at: ['shop/app.py:16'],
    files: {
      ...CATALOGUE,
      'shop/app.py': `${FLASK}\nimport time\n\n@app.get("/stock")\ndef stock():\n    start = time.perf_counter()\n    stocked = count()\n    app.logger.info("stock duration_ms=%.1f", 1000 * (time.perf_counter() - start))\n    return {"stocked": stocked}\n`,
    },
  },
  {
    name: 'The access log of the server tells the time of each request',
    verdict: 'partial',
    at: ['gunicorn.conf.py:1'],
    files: {
      ...CATALOGUE,
      'shop/app.py': FLASK,
      'gunicorn.conf.py': `access_log_format = '%(h)s "%(r)s" %(s)s %(D)s'\naccesslog = "-"\n`,
    },
  },
]
