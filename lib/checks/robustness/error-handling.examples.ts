import type { Example } from '../check'

const lines = (count: number) => Array.from({ length: count }, (_, i) => `ZONE_${i} = ${i}\n`).join('')
const IMPORTS = 'import logging\nimport requests\n\nlogger = logging.getLogger(__name__)\n\n\n'

export const examples: readonly Example[] = [
  {
    name: 'The exception that can happen is caught, logged and raised on',
    verdict: 'pass',
    at: ['rates.py:10'],
    files: {
      'rates.py': `${IMPORTS}def fetch(url):\n    try:\n        return requests.get(url, timeout=5).json()\n    except requests.RequestException as error:\n        logger.exception("no rates from %s", url)\n        raise LookupError(url) from error\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'A broad handler that logs is not bad',
    verdict: 'pass',
    files: {
      'rates.py': `${IMPORTS}def fetch(url):\n    try:\n        return requests.get(url, timeout=5).json()\n    except Exception:\n        logger.exception("no rates")\n        return {}\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'One swallowed error among few handlers',
    verdict: 'partial',
    at: ['rates.py:10'],
    files: {
      'rates.py': `${IMPORTS}def fetch(url):\n    try:\n        return requests.get(url, timeout=5).json()\n    except Exception:\n        pass\n\n\ndef parse(text):\n    try:\n        return float(text)\n    except ValueError as error:\n        raise LookupError(text) from error\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'Every handler is bare and silent',
    verdict: 'fail',
    at: ['rates.py:10', 'rates.py:17'],
    files: {
      'rates.py': `${IMPORTS}def fetch(url):\n    try:\n        return requests.get(url, timeout=5).json()\n    except:\n        pass\n\n\ndef save(path, rates):\n    try:\n        open(path, "w").write(str(rates))\n    except:\n        return None\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'Network calls and no handler at all',
    verdict: 'fail',
    at: ['rates.py:8'],
    files: {
      'rates.py': `${IMPORTS}def fetch(url):\n    return requests.get(url, timeout=5).json()\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'Nothing that can fail for an outside reason',
    verdict: 'not_applicable',
    files: { 'zones.py': `def zone(postcode):\n    return postcode[:2]\n\n\n${lines(60)}` },
  },
  {
    name: 'Much code that only computes, and a small module that does I/O and catches',
    verdict: 'pass',
    at: ['rates.py:10'],
    files: {
      'rates.py': `${IMPORTS}def fetch(url):\n    try:\n        return requests.get(url, timeout=5).json()\n    except requests.RequestException as error:\n        raise RuntimeError(url) from error\n`,
      'zones.py': lines(1500),
    },
  },
  {
    name: 'A bare except that raises another error hides what happened, even an interrupt',
    verdict: 'partial',
    at: ['rates.py:10'],
    files: {
      'rates.py': `${IMPORTS}def fetch(url):\n    try:\n        return requests.get(url, timeout=5).json()\n    except:\n        raise LookupError(url)\n\n\ndef save(path, rates):\n    try:\n        open(path, "w").write(str(rates))\n    except OSError:\n        logger.exception("not saved")\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'An import that may be missing is the only thing that is caught',
    verdict: 'fail',
    at: ['rates.py:16'],
    files: {
      'rates.py': `${IMPORTS}try:\n    from depot import tracing\n\n    def trace(url):\n        tracing.mark(url)\nexcept ImportError:\n    pass\n\n\ndef fetch(url): return requests.get(url, timeout=5).json()\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'Only a conversion is guarded, not the download',
    verdict: 'partial',
    at: ['rates.py:8'],
    files: {
      'rates.py': `${IMPORTS}def fetch(url):\n    return requests.get(url, timeout=5).json()\n\n\ndef zone(text):\n    try:\n        return int(text)\n    except ValueError:\n        return 0\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'Airflow mails somebody about every task that fails',
    verdict: 'pass',
    at: ['dags/rates.py:6'],
    files: {
      'dags/rates.py': `import requests\nfrom airflow import DAG\nfrom airflow.operators.python import PythonOperator\n\n\ndag = DAG("rates", default_args={"email": ["depot@example.com"], "email_on_failure": True})\n\n\ndef fetch():\n    return requests.get("https://rates.example", timeout=5).json()\n\n\nPythonOperator(task_id="fetch", python_callable=fetch, dag=dag)\n\n${lines(60)}`,
    },
  },
  {
    name: 'A management command of a service tells its user what failed',
    verdict: 'pass',
    files: {
      'shop/settings.py': "ROOT_URLCONF = 'shop.urls'\nINSTALLED_APPS = ['shop']\n",
      'shop/urls.py':
        "from django.urls import path\nfrom . import views\n\nurlpatterns = [path('items/', views.items)]\n",
      'shop/views.py': `def items(request):\n    return []\n${'\n\ndef f():\n    return 1\n'.repeat(30)}`,
      'shop/management/commands/load.py':
        'from django.core.management.base import BaseCommand\n\n\nclass Command(BaseCommand):\n    def handle(self, *args, **options):\n        try:\n            open(options["path"]).read()\n        except Exception as error:\n            self.stderr.write(f"Not loaded: {error}")\n',
    },
  },
  {
    name: 'A page and a bot that show the person who asked what failed',
    verdict: 'pass',
    files: {
      Dockerfile: 'FROM python:3.13-slim\nCOPY . .\nCMD ["streamlit", "run", "page.py"]\n',
      'page.py': `import requests\nimport streamlit as st\n\n\ndef show(url):\n    try:\n        st.write(requests.get(url, timeout=5).json())\n    except Exception as error:\n        st.error(f"No rates: {error}")\n\n\n${lines(60)}`,
      'bot.py': `import requests\n\n\nasync def rates(message, url):\n    try:\n        requests.get(url, timeout=5)\n    except Exception:\n        await message.channel.send("No rates today.")\n\n\n${lines(60)}`,
    },
  },
  {
    name: 'A page that prints what failed where nobody looks',
    verdict: 'partial',
    at: ['page.py:8'],
    files: {
      Dockerfile: 'FROM python:3.13-slim\nCOPY . .\nCMD ["streamlit", "run", "page.py"]\n',
      'page.py': `import requests\nimport streamlit as st\n\n\ndef show(url):\n    try:\n        st.write(requests.get(url, timeout=5).json())\n    except Exception as error:\n        print(f"No rates: {error}")\n\n\n${lines(60)}`,
    },
  },
]
