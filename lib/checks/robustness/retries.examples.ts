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
    name: 'Requests to an application in the same process go nowhere',
    verdict: 'not_applicable',
    files: {
      'rates.py': `import httpx\n\n\nclass Inside:\n    def __init__(self, app):\n        self.client = httpx.AsyncClient(transport=httpx.ASGITransport(app=app))\n\n    async def fetch(self, path):\n        return await self.client.get(path)\n\n\nasync def ask(app, path):\n    transport = httpx.ASGITransport(app=app)\n    async with httpx.AsyncClient(transport=transport) as client:\n        return await client.get(path)\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'One client for the same process, and another that goes out',
    verdict: 'fail',
    at: ['rates.py:11'],
    files: {
      'rates.py': `import httpx\n\n\nasync def ask(app, path):\n    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app)) as client:\n        return await client.get(path)\n\n\nasync def fetch(url):\n    async with httpx.AsyncClient() as client:\n        return await client.get(url)\n\n\n${lines(60)}`,
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
  {
    name: 'A loop whose pause is doubled after each failure',
    verdict: 'pass',
    at: ['rates.py:12'],
    files: {
      'rates.py': `import time\nimport requests\n\n\ndef fetch(url):\n    pause = 1\n    for attempt in range(4):\n        try:\n            return requests.get(url, timeout=5).json()\n        except requests.ConnectionError:\n            pause *= 2\n            time.sleep(pause)\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'Three attempts with a fixed pause, told by the answer',
    verdict: 'partial',
    at: ['rates.py:10'],
    files: {
      'rates.py': `import time\nimport requests\n\n\ndef fetch(url):\n    for _ in range(3):\n        answer = requests.get(url, timeout=5)\n        if answer.ok:\n            return answer.json()\n        time.sleep(3)\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'Tries again at once',
    verdict: 'partial',
    at: ['rates.py:5'],
    files: {
      'rates.py': `import requests\n\n\ndef fetch(url, tries=0):\n    while tries < 3:\n        answer = requests.get(url, timeout=5)\n        if answer.ok:\n            return answer.json()\n        tries += 1\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'Tries again on another server, until none is left',
    verdict: 'partial',
    at: ['depot/store.py:11'],
    files: {
      'depot/__init__.py': '',
      'depot/pool.py': 'from redis.sentinel import Sentinel\n\n\ndef connect(hosts):\n    return Sentinel(hosts)\n',
      'depot/store.py': `from redis.exceptions import ConnectionError, ResponseError\n\nfrom depot import pool\n\nFAILURES = (ConnectionError, ResponseError)\n\n\nclass Store:\n    def put(self, key, value):\n        seen = []\n        while True:\n            client = self.client_besides(seen)\n            try:\n                return client.set(key, value)\n            except FAILURES:\n                if len(seen) < len(self.hosts):\n                    seen.append(client)\n                    continue\n                raise\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'A client that retries by itself, and no policy',
    verdict: 'partial',
    at: ['search.py:3'],
    files: {
      'search.py': `from elasticsearch import Elasticsearch\n\nclient = Elasticsearch(HOSTS)\n\n\ndef find(words):\n    return client.search(index="parcels", q=words)\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'A decorator of tasks that lengthens the pause of a task that fails',
    verdict: 'pass',
    at: ['depot/tasks.py:13', 'depot/tasks.py:21'],
    files: {
      'depot/__init__.py': '',
      'depot/tasks.py': `from huey.contrib.djhuey import task as huey_task\n\nfrom depot import rates\n\n\ndef patient(retries=5, factor=4):\n    def decorate(fn):\n        def inner(*args, **kwargs):\n            task = kwargs.pop("task")\n            try:\n                return fn(*args, **kwargs)\n            except Exception:\n                task.retry_delay *= factor\n                raise\n\n        return huey_task(retries=retries, retry_delay=15, context=True)(inner)\n\n    return decorate\n\n\n@patient()\ndef load(url):\n    return rates.fetch(url)\n`,
      'depot/rates.py': `import requests\n\n\ndef fetch(url):\n    return requests.get(url, timeout=5).json()\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'Backoff around one of four functions that go out',
    verdict: 'partial',
    at: ['rates.py:5'],
    files: {
      'rates.py': `import requests\nfrom tenacity import retry, stop_after_attempt, wait_exponential\n\n\n@retry(wait=wait_exponential(max=20), stop=stop_after_attempt(4))\ndef fetch(url):\n    return requests.get(url, timeout=5).json()\n\n\ndef store(url, rates):\n    requests.put(url, json=rates, timeout=5)\n\n\ndef drop(url):\n    requests.delete(url, timeout=5)\n\n\ndef tell(url):\n    requests.post(url, timeout=5)\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'A database by its settings, which name a local file',
    verdict: 'not_applicable',
    files: {
      'depot/__init__.py': '',
      'depot/settings.py': 'DATABASE = "sqlite:///parcels.db"\n',
      'depot/store.py': `from sqlalchemy import create_engine\n\nfrom depot import settings\n\nengine = create_engine(settings.DATABASE)\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'A local file for development, and a server in the file that composes it',
    verdict: 'fail',
    at: ['depot/store.py:5'],
    files: {
      'compose.yaml': 'services:\n  database:\n    image: postgres:17\n',
      'depot/__init__.py': '',
      'depot/settings.py': 'DATABASE = "sqlite:///parcels.db"\n',
      'depot/store.py': `from sqlalchemy import create_engine\n\nfrom depot import settings\n\nengine = create_engine(settings.DATABASE)\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'Tasks of Airflow at a fixed delay',
    verdict: 'partial',
    at: ['dags/rates.py:4'],
    files: {
      'dags/rates.py': `from airflow import DAG\nfrom airflow.providers.http.operators.http import SimpleHttpOperator\n\ndefaults = {"owner": "depot", "retries": 2, "retry_delay": DELAY}\ndag = DAG("rates", default_args=defaults)\nload = SimpleHttpOperator(task_id="load", endpoint="rates", dag=dag)\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'A client of a library that no list names',
    verdict: 'fail',
    at: ['carriers.py:3'],
    files: {
      'carriers.py': `from carrier_rpc import RPCClient\n\nclient = RPCClient(HOST)\n\n\ndef find(parcel):\n    return client.call("find", parcel)\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'Only connections of the pool are checked',
    verdict: 'partial',
    at: ['depot/settings.py:1'],
    files: {
      'depot/__init__.py': '',
      'depot/settings.py': 'SQLALCHEMY_ENGINE_OPTIONS = {"pool_pre_ping": True}\n',
      'depot/store.py': `from flask_sqlalchemy import SQLAlchemy\n\ndb = SQLAlchemy()\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'Django checks the health of its connections',
    verdict: 'partial',
    at: ['depot/settings.py:4'],
    files: {
      'depot/__init__.py': '',
      'depot/settings.py': `import dj_database_url\n\nDATABASES = {}\nDATABASES["default"] = dj_database_url.config(conn_health_checks=True)\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'A loop that asks again at a fixed interval, whatever failed',
    verdict: 'partial',
    at: ['watch.py:16'],
    files: {
      'watch.py': `import time\nimport requests\n\n\ndef fetch(url):\n    try:\n        return requests.get(url, timeout=5).json()\n    except requests.RequestException:\n        return None\n\n\ndef watch(url):\n    while True:\n        rates = fetch(url)\n        show(rates)\n        time.sleep(30)\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'Only the start waits for the database',
    verdict: 'partial',
    at: ['entrypoint.sh:2'],
    files: {
      'entrypoint.sh': '#!/bin/sh\nuntil nc -z database 5432; do\n  sleep 1\ndone\nexec gunicorn depot:app\n',
      'store.py': `import psycopg2\n\n\ndef connect():\n    return psycopg2.connect(ADDRESS)\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'A helper that half of the places go through counts for its callers',
    verdict: 'pass',
    at: ['rates.py:11'],
    files: {
      'rates.py': `import time\nimport requests\n\n\ndef ask(path):\n    for attempt in range(4):\n        try:\n            return requests.get(HOST + path, timeout=5).json()\n        except requests.ConnectionError:\n            pause = (attempt + 1) * 2\n            time.sleep(pause)\n\n\ndef rates():\n    return ask("/rates")\n\n\ndef zones():\n    return ask("/zones")\n\n\ndef carriers():\n    return ask("/carriers")\n\n\ndef tell(url):\n    requests.post(url, timeout=5)\n\n\ndef drop(url):\n    requests.delete(url, timeout=5)\n\n\ndef put(url):\n    requests.put(url, timeout=5)\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'A session with a policy serves no request that is made without it',
    verdict: 'partial',
    at: ['depot/login.py:8'],
    files: {
      'depot/__init__.py': '',
      'depot/login.py': `import requests\nfrom requests.adapters import HTTPAdapter, Retry\n\n\nclass Login:\n    def prepare(self):\n        self.session = requests.Session()\n        retries = Retry(total=4, backoff_factor=0.5)\n        self.session.mount("https://", HTTPAdapter(max_retries=retries))\n\n    def enter(self, url):\n        return self.session.post(url, timeout=5)\n`,
      'depot/rates.py': `import requests\n\nfrom depot.login import Login\n\n\ndef fetch(url):\n    return requests.get(url, timeout=5)\n\n\ndef store(url):\n    requests.put(url, timeout=5)\n\n\ndef drop(url):\n    requests.delete(url, timeout=5)\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'A decorator never sees an error that the function swallows',
    verdict: 'partial',
    at: ['rates.py:5'],
    files: {
      'rates.py': `import requests\nfrom tenacity import retry, stop_after_attempt, wait_exponential\n\n\n@retry(wait=wait_exponential(max=20), stop=stop_after_attempt(4))\ndef fetch(url):\n    try:\n        return requests.get(url, timeout=5).json()\n    except Exception:\n        return None\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'A script for the makers of a package, beside it',
    verdict: 'not_applicable',
    files: {
      'pyproject.toml':
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n\n[project]\nname = "zones"\nversion = "1.0"\n\n[project.scripts]\nzones = "zones.cli:main"\n',
      'tasks.py': 'import requests\n\n\ndef sitemap():\n    return requests.get("http://127.0.0.1:8000/sitemap.xml")\n',
      'zones/__init__.py': '',
      'zones/cli.py': `import argparse\n\n\ndef main():\n    argparse.ArgumentParser().parse_args()\n\n\n${lines(60)}`,
    },
  },
]
