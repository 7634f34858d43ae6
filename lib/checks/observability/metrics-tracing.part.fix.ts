import type { Facts } from '@/lib/facts/facts'
import type { Fix } from '../check'

type Known = Pick<Facts, 'kind' | 'routes' | 'python' | 'launch'>

/** What measures this program with the least change: by what it is built on and how it is started. */
export function metricsFix(facts: Known): Fix {
  const { python, routes, kind } = facts
  const frameworks = routes.frameworks.map(({ name }) => name)
  if (python.thirdParty.has('sentry_sdk')) return SENTRY
  if (frameworks.includes('FastAPI')) return FASTAPI
  if (python.thirdParty.has('airflow')) return AIRFLOW
  if (python.thirdParty.has('celery')) return CELERY
  if (kind.kind === 'worker') return LOOP
  return openTelemetry(facts)
}

const SENTRY: Fix = {
  summary:
    'Sentry is there already: give its init a traces_sample_rate, so that it records performance as well as errors.',
  snippet: {
    path: 'settings.py',
    language: 'python',
    code: 'sentry_sdk.init(\n    dsn=os.environ["SENTRY_DSN"],\n    environment=os.environ["ENVIRONMENT"],\n    traces_sample_rate=0.1,\n)\n',
  },
}

const FASTAPI: Fix = {
  summary: 'Expose request rate, errors and latency to Prometheus, and count jobs and outbound calls beside them.',
  snippet: {
    path: 'app/main.py',
    language: 'python',
    code: 'from prometheus_fastapi_instrumentator import Instrumentator\n\nInstrumentator().instrument(app).expose(app, endpoint="/metrics")\n',
  },
}

const AIRFLOW: Fix = {
  summary: 'Switch on the metrics that Airflow has: durations and failures of every DAG and task, sent to StatsD.',
  snippet: {
    path: 'Dockerfile',
    language: 'dockerfile',
    code: 'ENV AIRFLOW__METRICS__STATSD_ON=True \\\n    AIRFLOW__METRICS__STATSD_HOST=statsd \\\n    AIRFLOW__METRICS__STATSD_PREFIX=airflow\n',
  },
}

const CELERY: Fix = {
  summary: 'Trace every task: how long it waited and ran, how it ended, and what it called.',
  snippet: {
    path: 'celery_app.py',
    language: 'python',
    code: 'from celery.signals import worker_process_init\nfrom opentelemetry.instrumentation.celery import CeleryInstrumentor\n\n\n@worker_process_init.connect(weak=False)\ndef trace_tasks(**_):\n    CeleryInstrumentor().instrument()\n',
  },
}

const LOOP: Fix = {
  summary: 'Count what it handles and how long that takes, and let Prometheus ask for it on a port of its own.',
  snippet: {
    path: 'metrics.py',
    language: 'python',
    code: 'from prometheus_client import Counter, Histogram, start_http_server\n\nHANDLED = Counter("events_handled_total", "Events, by how they ended", ["outcome"])\nSECONDS = Histogram("event_seconds", "Time to handle one event")\n\nstart_http_server(9100)  # once, where the program starts\n',
  },
}

function openTelemetry({ launch }: Known): Fix {
  const started = launch.commands.find(({ process, development }) => process === 'web' && !development)
  const words = started?.words.length ? started.words : ['gunicorn', 'app:create_app()']
  return {
    summary:
      'Start the program under OpenTelemetry, which traces frameworks and clients without a change of code, and count what matters to you beside it.',
    snippet: {
      path: started?.source === 'dockerfile' ? started.evidence.path : 'Dockerfile',
      language: 'dockerfile',
      code: `CMD ${JSON.stringify(['opentelemetry-instrument', ...words]).replaceAll('","', '", "')}\n`,
    },
  }
}
