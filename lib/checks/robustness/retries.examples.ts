import type { Example } from '../check'

const lines = (count: number) => Array.from({ length: count }, (_, i) => `ZONE_${i} = ${i}\n`).join('')

export const examples: readonly Example[] = [
  {
    name: 'A bounded retry with growing pauses around the call',
    verdict: 'pass',
    at: ['rates.py:5'],
    files: {
      'rates.py': `import requests\nfrom tenacity import retry, stop_after_attempt, wait_exponential\n\n\n@retry(wait=wait_exponential(max=20), stop=stop_after_attempt(4))\ndef fetch(url):\n    return requests.get(url, timeout=5).json()\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'A Celery task that backs off',
    verdict: 'pass',
    at: ['tasks.py:7'],
    files: {
      'tasks.py': `import requests\nfrom celery import Celery\n\napp = Celery("mail")\n\n\n@app.task(autoretry_for=(ConnectionError,), retry_backoff=True, max_retries=5)\ndef send(url):\n    requests.post(url, timeout=5)\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'Retries at a fixed pause',
    verdict: 'partial',
    at: ['rates.py:5'],
    files: {
      'rates.py': `import requests\nfrom tenacity import retry, stop_after_attempt, wait_fixed\n\n\n@retry(wait=wait_fixed(1), stop=stop_after_attempt(4))\ndef fetch(url):\n    return requests.get(url, timeout=5).json()\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'Outbound calls and no retry',
    verdict: 'fail',
    at: ['rates.py:5'],
    files: {
      'rates.py': `import requests\n\n\ndef fetch(url):\n    return requests.get(url, timeout=5).json()\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'No outbound calls: a local database file is none',
    verdict: 'not_applicable',
    files: {
      'store.py': `from sqlalchemy import create_engine\n\nengine = create_engine("sqlite:///parcels.db")\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'A client that is told not to retry is not retried',
    verdict: 'fail',
    at: ['queue.py:5'],
    files: {
      'queue.py': `from redis import Redis\nfrom redis.backoff import NoBackoff\nfrom redis.retry import Retry\n\nclient = Redis(host=HOST, retry=Retry(NoBackoff(), 0))\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'A schema that describes an option called retries, and a sleep that never ends',
    verdict: 'fail',
    at: ['rates.py:14'],
    files: {
      'rates.py': `import time\nimport requests\n\nSCHEMA = {"webhook": {"retries": {"type": "integer"}}}\n\n\ndef idle():\n    while True:\n        try:\n            time.sleep(2**32)\n        except KeyboardInterrupt:\n            break\n\ndef fetch(url): return requests.get(url, timeout=5)\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'A decorator of its own that tries again after growing pauses, used elsewhere',
    verdict: 'pass',
    at: ['depot/retrying.py:12', 'depot/rates.py:6'],
    files: {
      'depot/__init__.py': '',
      'depot/retrying.py': `import time\n\n\ndef retrier(function):\n    def wrapper(*args, **kwargs):\n        left = kwargs.pop("left", 4)\n        try:\n            return function(*args, **kwargs)\n        except ConnectionError:\n            if left == 0:\n                raise\n            time.sleep(2 ** (4 - left))\n            return wrapper(*args, left=left - 1, **kwargs)\n\n    return wrapper\n`,
      'depot/rates.py': `import requests\n\nfrom depot.retrying import retrier\n\n\n@retrier\ndef fetch(url):\n    return requests.get(url, timeout=5).json()\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'A session that a function has given a retry policy, used elsewhere',
    verdict: 'pass',
    at: ['depot/http.py:6', 'depot/rates.py:5'],
    files: {
      'depot/__init__.py': '',
      'depot/http.py': `import requests\nfrom requests.adapters import HTTPAdapter, Retry\n\n\ndef patient_session():\n    retries = Retry(total=4, backoff_factor=0.5)\n    session = requests.Session()\n    session.mount("https://", HTTPAdapter(max_retries=retries))\n    return session\n`,
      'depot/rates.py': `from depot.http import patient_session\n\n\ndef fetch(url):\n    return patient_session().get(url, timeout=5).json()\n\n\n${lines(60)}`,
    },
  },
]
