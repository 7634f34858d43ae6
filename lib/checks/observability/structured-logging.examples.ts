import type { Example } from '../check'

const lines = (count: number) => Array.from({ length: count }, (_, i) => `ZONE_${i} = ${i}\n`).join('')
const service = (body: string) => ({
  Procfile: 'web: gunicorn depot.main:app\n',
  'depot/__init__.py': '',
  'depot/main.py': body,
})
const ROUTE = '@app.route("/parcels")\ndef parcels():\n'

export const examples: readonly Example[] = [
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
]
