import type { Example } from '../check'

const lines = (count: number) => Array.from({ length: count }, (_, i) => `ZONE_${i} = ${i}\n`).join('')
const service = (body: string) => ({
  Procfile: 'web: gunicorn depot.main:app\n',
  'depot/__init__.py': '',
  'depot/main.py': body,
})
const notebook = (cell: string) =>
  JSON.stringify({
    cells: [cell, lines(70)].map((source) => ({ cell_type: 'code', metadata: {}, outputs: [], source: [source] })),
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  })
const ROUTE = '@app.route("/parcels")\ndef parcels():\n'

export const examples: readonly Example[] = [
  {
    name: 'A logger called Log, of a library that is told at once where it writes',
    verdict: 'pass',
    at: ['depot/log.py:3', 'depot/main.py:10'],
    files: {
      ...service(
        `from flask import Flask\n\nfrom depot.log import Log\n\napp = Flask(__name__)\n\n\n${ROUTE}    Log.info("listing parcels")\n    return []\n\n\n${lines(55)}`,
      ),
      'depot/log.py': 'from tamga import Tamga\n\nLog = Tamga(console_output=True, file_path="app.log")\n',
    },
  },
  {
    name: 'A table called change_log that is read from a file configures no logging',
    verdict: 'partial',
    at: ['depot/main.py:10'],
    files: {
      ...service(
        `from flask import Flask\n\nfrom depot.log import Log\n\napp = Flask(__name__)\n\n\n${ROUTE}    Log.info("listing parcels")\n    return []\n\n\n${lines(55)}`,
      ),
      'depot/log.py':
        'import pandas\nfrom tamga import Tamga\n\nLog = Tamga("depot")\nchange_log = pandas.read_csv(filepath_or_buffer="x.csv")\n',
    },
  },
  {
    name: 'A logger called Log that nobody configures',
    verdict: 'partial',
    at: ['depot/main.py:10'],
    files: {
      ...service(
        `from flask import Flask\n\nfrom depot.log import Log\n\napp = Flask(__name__)\n\n\n${ROUTE}    Log.info("listing parcels")\n    return []\n\n\n${lines(55)}`,
      ),
      'depot/log.py': 'from tamga import Tamga\n\nLog = Tamga("depot")\n',
    },
  },
  {
    name: 'Prints that a coded suppression marks as a decision, on whichever of their lines',
    verdict: 'pass',
    at: ['depot/main.py:10'],
    files: service(
      `import logging\nfrom flask import Flask\n\nlogging.basicConfig()\napp = Flask(__name__)\n\n\n${ROUTE}    logging.info("listing")\n    print("one")  # noqa: T201\n    print(  # noqa: T201\n        "two",\n    )\n    return []\n\n\n${lines(55)}`,
    ),
  },
  {
    name: 'Prints beside which a suppression excuses something else, or everything',
    verdict: 'partial',
    at: ['depot/main.py:11', 'depot/main.py:12'],
    files: service(
      `import logging\nfrom flask import Flask\n\nlogging.basicConfig()\napp = Flask(__name__)\n\n\n${ROUTE}    logging.info("listing")\n    print("one")  # noqa: E501\n    print("two")  # noqa\n    return []\n\n\n${lines(55)}`,
    ),
  },
  {
    name: 'A logger, configured once',
    verdict: 'pass',
    at: ['depot/main.py:4', 'depot/main.py:11'],
    files: service(
      `import logging\nfrom flask import Flask\n\nlogging.basicConfig(level="INFO")\nlogger = logging.getLogger(__name__)\napp = Flask(__name__)\n\n\n${ROUTE}    logger.info("listing parcels")\n    return []\n\n\n${lines(55)}`,
    ),
  },
  {
    name: 'Used but never configured',
    verdict: 'partial',
    at: ['depot/main.py:10'],
    files: service(
      `import logging\nfrom flask import Flask\n\nlogger = logging.getLogger(__name__)\napp = Flask(__name__)\n\n\n${ROUTE}    logger.info("listing parcels")\n    return []\n\n\n${lines(55)}`,
    ),
  },
  {
    name: 'Prints are as common as log calls',
    verdict: 'partial',
    at: ['depot/main.py:11'],
    files: service(
      `import logging\nfrom flask import Flask\n\nlogging.basicConfig(level="INFO")\nlogger = logging.getLogger(__name__)\napp = Flask(__name__)\n\n\n${ROUTE}    print("listing")\n    print("still listing")\n    logger.info("listed")\n    return []\n\n\n${lines(55)}`,
    ),
  },
  {
    name: 'Diagnostics by print only',
    verdict: 'fail',
    at: ['depot/main.py:8'],
    files: service(
      `from flask import Flask\n\napp = Flask(__name__)\n\n\n${ROUTE}    print("listing parcels")\n    return []\n\n\n${lines(55)}`,
    ),
  },
  {
    name: 'A service that never says anything',
    verdict: 'fail',
    files: service(`from flask import Flask\n\napp = Flask(__name__)\n\n\n${ROUTE}    return []\n\n\n${lines(55)}`),
  },
  {
    name: 'What a command line prints is its output',
    verdict: 'not_applicable',
    files: {
      'zones.py': `import argparse\n\nparser = argparse.ArgumentParser()\nparser.add_argument("zone", type=int)\n\n\ndef main():\n    print(parser.parse_args().zone)\n\n\nif __name__ == "__main__":\n    main()\n\n${lines(55)}`,
    },
  },
  {
    name: 'Diagnostics of a command line by a function of its own',
    verdict: 'fail',
    at: ['zones.py:10'],
    files: {
      'zones.py': `import argparse\nimport sys\n\n\ndef debug(text):\n    sys.stderr.write(f"DEBUG: {text}")\n\n\ndef main():\n    debug("start")\n    parser = argparse.ArgumentParser()\n    debug("asked")\n    parser.add_argument("zone", type=int)\n    print(parser.parse_args().zone)\n    debug("done")\n\n\nif __name__ == "__main__":\n    main()\n\n${lines(55)}`,
    },
  },
  {
    name: 'Set up by a package that several services share',
    verdict: 'pass',
    at: ['depot/main.py:6', 'depot/main.py:11'],
    files: service(
      `from carrier_platform import logging as platform_logging\nfrom flask import Flask, current_app\n\napp = Flask(__name__)\n\nplatform_logging.init_app(app)\n\n\n${ROUTE}    current_app.logger.info("listing parcels")\n    return []\n\n\n${lines(55)}`,
    ),
  },
  {
    name: 'Configured for the server, and the code says nothing',
    verdict: 'partial',
    at: ['gunicorn.conf.py:1'],
    files: {
      ...service(`from flask import Flask\n\napp = Flask(__name__)\n\n\n${ROUTE}    return []\n\n\n${lines(55)}`),
      'gunicorn.conf.py': 'logconfig = "logging_production.ini"\n',
    },
  },
  {
    name: 'A level for the log of the server itself is no configuration',
    verdict: 'partial',
    at: ['depot/main.py:10'],
    files: {
      ...service(
        `import logging\nfrom flask import Flask\n\nlogger = logging.getLogger(__name__)\napp = Flask(__name__)\n\n\n${ROUTE}    logger.info("listing parcels")\n    return []\n\n\n${lines(55)}`,
      ),
      Procfile: 'web: gunicorn depot.main:app --log-level info --access-logfile -\n',
    },
  },
  {
    name: 'One function logs every request, through a function of its own',
    verdict: 'pass',
    at: ['depot/main.py:14'],
    files: {
      'depot/__init__.py': '',
      'depot/main.py': `import logging.config\n\nimport tornado.ioloop\nimport tornado.web\n\nfrom depot.handlers import ROUTES\nfrom depot.log import log_event\n\nlogging.config.dictConfig({"version": 1})\n\n\ndef log_request(handler):\n\n    log_event("request", status=handler.get_status())\n\n\napp = tornado.web.Application(ROUTES, log_function=log_request)\napp.listen(8080)\ntornado.ioloop.IOLoop.current().start()\n\n${lines(55)}`,
      'depot/log.py':
        'import logging\n\nlogger = logging.getLogger(__name__)\n\n\ndef log_event(name, **values):\n    logger.info("%s %s", name, values)\n',
      'depot/handlers.py': `ROUTES = []\n${Array.from({ length: 12 }, (_, i) => `from depot.carrier_${i} import read_${i}\n`).join('')}`,
      ...Object.fromEntries(
        Array.from({ length: 12 }, (_, i) => [
          `depot/carrier_${i}.py`,
          `def read_${i}():\n    return open("carrier-${i}.txt").read()\n`,
        ]),
      ),
    },
  },
  {
    name: 'A library with a logger where there is something to say, and nothing configured',
    verdict: 'pass',
    at: ['zones/rates.py:7'],
    files: {
      'pyproject.toml':
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n\n[project]\nname = "zones"\nversion = "1.0"\n',
      'zones/__init__.py': '',
      'zones/rates.py':
        'import logging\n\nlogger = logging.getLogger(__name__)\n\n\ndef rates(zone):\n    logger.warning("no rates for %s", zone)\n    return []\n',
      ...Object.fromEntries(
        Array.from({ length: 8 }, (_, i) => [
          `zones/table_${i}.py`,
          `def read_${i}():\n    return open("zone-${i}.txt").read()\n${lines(8)}`,
        ]),
      ),
    },
  },
  {
    name: 'Scripts that print how far they are',
    verdict: 'fail',
    at: ['fetch_zones.py:6'],
    files: {
      'fetch_zones.py': `import urllib.request\n\n\ndef fetch(zone):\n\n    print("Downloading " + zone)\n    return urllib.request.urlopen("https://zones.example/" + zone).read()\n\n\nprint("Saved", fetch("north"))\n${lines(55)}`,
    },
  },
  {
    name: 'Scripts that print their result and talk with who runs them',
    verdict: 'not_applicable',
    files: {
      'zone_of.py': `print("Which postcode?")\npostcode = input()\nprint("Checking it for you")\n\n\ndef zone_of(code):\n    return len(code)\n\n\ndef show(code):\n    print("The zone is", zone_of(code))\n\n\nshow(postcode)\n${lines(55)}`,
    },
  },
  {
    name: 'A workflow platform sets up the log of its tasks',
    verdict: 'pass',
    at: ['dags/parcels.py:10'],
    files: {
      'dags/parcels.py': `import logging\n\nfrom airflow.decorators import dag, task\n\nlogger = logging.getLogger(__name__)\n\n\n@task\ndef load():\n    logger.info("loading parcels")\n\n\n@dag\ndef parcels():\n    load()\n\n\nparcels()\n${lines(55)}`,
    },
  },
  {
    name: 'A notebook shows its results',
    verdict: 'not_applicable',
    files: { 'zones.ipynb': notebook('print("mean absolute error", 0.4)') },
  },
  {
    name: 'A notebook prints although the module beside it logs',
    verdict: 'partial',
    at: ['zones.ipynb'],
    files: {
      'zones.ipynb': notebook('print("mean absolute error", 0.4)'),
      'rates.py':
        'import logging\n\nlogger = logging.getLogger(__name__)\n\n\ndef rates(zone):\n    logger.info("rates of %s", zone)\n    return []\n',
    },
  },
]
