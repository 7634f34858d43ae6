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
]
