import type { Evidence, LaunchFact, PythonFact, PythonModule, RoutesFact } from '@/lib/facts/facts'
import { perModule } from '@/lib/facts/per-module'
import { firstFitting, perText } from '@/lib/python/per-text'
import type { CallRecord, Value } from '@/lib/python/record'
import { emits, type MetricSign } from './metrics-tracing.part.sign'

const WRAPPERS: Readonly<Record<string, string>> = {
  'opentelemetry-instrument': 'OpenTelemetry',
  'ddtrace-run': 'Datadog',
  'newrelic-admin': 'New Relic',
  'elasticapm-run': 'Elastic APM',
  'splunk-py-trace': 'Splunk',
}

/** Agents that the start command wraps the program in, and statsd switched on in Gunicorn. */
export function inStartCommands({ commands }: LaunchFact): readonly MetricSign[] {
  return commands.flatMap(({ words, evidence, development, source }) => {
    if (development || source === 'readme') return []
    const wrapper = words
      .map((word) => word.slice(word.lastIndexOf('/') + 1))
      .find((word) => Object.hasOwn(WRAPPERS, word))
    if (wrapper)
      return [emits(WRAPPERS[wrapper] ?? wrapper, evidence.path, evidence.line ?? 1, `Started under ${wrapper}.`)]
    const statsd = words.some((word) => /^--statsd-host/.test(word))
    return statsd ? [emits('statsd', evidence.path, evidence.line ?? 1, 'Gunicorn sends its metrics to statsd.')] : []
  })
}

const EMITTERS: readonly (readonly [RegExp, string])[] = [
  [
    /^prometheus_client(?:\.\w+)*\.(?:start_http_server|start_wsgi_server|make_asgi_app|make_wsgi_app|generate_latest|push_to_gateway|pushadd_to_gateway|write_to_textfile|MetricsHandler)$/,
    'Prometheus',
  ],
  [/^prometheus_fastapi_instrumentator\.Instrumentator(?:\(\))?(?:\.\w+)*$/, 'Prometheus'],
  [
    /^(?:starlette_exporter|starlette_prometheus|prometheus_flask_exporter|aioprometheus|sanic_prometheus|prometheus_async|aiohttp_prometheus_exporter|fastapi_prometheus|starlette_prometheus|flask_prometheus_metrics|litestar\.(?:plugins|contrib)\.prometheus|prometheus_fastapi_instrumentator|django_prometheus|health_exporter|rq_exporter|celery_exporter)(?:\.\w+)+/,
    'Prometheus',
  ],
  [
    /^opentelemetry(?:\.\w+)*\.(?:TracerProvider|MeterProvider|set_tracer_provider|set_meter_provider|PrometheusMetricReader)$/,
    'OpenTelemetry',
  ],
  [
    /^opentelemetry\.instrumentation(?:\.\w+)*\.\w*Instrumentor(?:\(\))?\.(?:instrument\w*)$|^opentelemetry\.instrumentation(?:\.\w+)*\.OpenTelemetryMiddleware$/,
    'OpenTelemetry',
  ],
  [
    /^(?:azure\.monitor\.opentelemetry\.configure_azure_monitor|honeycomb\.opentelemetry\.configure_opentelemetry|splunk_otel\.\w+|uptrace\.configure_opentelemetry|opentelemetry_distro_\w+\.\w+)$/,
    'OpenTelemetry',
  ],
  [/^logfire\.(?:configure|instrument_\w+)$/, 'Logfire'],
  [
    /^(?:statsd|aiodogstatsd|aiostatsd|pystatsd)(?:\.\w+)*\.(?:StatsClient|TCPStatsClient|Client|StatsdClient)$|^django_statsd\./,
    'statsd',
  ],
  [/^datadog(?:\.\w+)*\.(?:initialize|DogStatsd|statsd\.\w+|ThreadStats)$|^datadog_lambda\.\w+/, 'Datadog'],
  [/^ddtrace\.(?:patch_all|patch|tracer\.\w+|auto|contrib\.\w.*)$/, 'Datadog'],
  [
    /^newrelic\.agent\.(?:initialize|register_application|WSGIApplicationWrapper|ASGIApplicationWrapper|wsgi_application|background_task)$/,
    'New Relic',
  ],
  [/^elasticapm(?:\.\w+)*\.(?:Client|ElasticAPM|make_apm_client|instrument|ElasticAPM\(\)\.\w+)$/, 'Elastic APM'],
  [/^markus\.configure$/, 'markus'],
  [/^aws_embedded_metrics\.metric_scope$|^aws_lambda_powertools(?:\.\w+)*\.(?:Metrics|Tracer)$/, 'CloudWatch'],
  [/^aws_xray_sdk(?:\.\w+)*\.(?:patch_all|patch|configure|XRayMiddleware|xray_recorder\.configure)$/, 'X-Ray'],
  [
    /^(?:scout_apm(?:\.\w+)+|appsignal\.Appsignal|pyroscope\.configure|instana\.\w+|opencensus(?:\.\w+)+\.\w*Exporter|jaeger_client\.Config|dockerflow\.metrics\.\w+)$/,
    'an APM agent',
  ],
]
/** The import alone starts the agent. */
const IMPORTS: readonly (readonly [RegExp, string])[] = [
  [/^ddtrace\.auto$/, 'Datadog'],
  [/^(?:instana|autodynatrace|oneagent)$/, 'an APM agent'],
]
const SETTINGS: readonly (readonly [RegExp, string])[] = [
  [/^django_prometheus(?:\.|$)/, 'Prometheus'],
  [/^elasticapm\.contrib\.\w+/, 'Elastic APM'],
  [/^scout_apm\.django$/, 'Scout'],
  [/^aws_xray_sdk\.ext\.django/, 'X-Ray'],
  [/^ddtrace\.contrib\.django/, 'Datadog'],
]
const ERRORS: readonly (readonly [RegExp, string])[] = [
  [/^sentry_sdk\.init$/, 'Sentry'],
  [/^rollbar\.init$/, 'Rollbar'],
  [/^bugsnag\.configure$/, 'Bugsnag'],
  [/^honeybadger(?:\.\w+)*\.configure$/, 'Honeybadger'],
  [/^raven(?:\.\w+)*\.(?:Client|Sentry)$/, 'Sentry'],
  [/^(?:pybrake\.Notifier|airbrake\.\w+)$/, 'Airbrake'],
]

const signsIn = perModule((module: PythonModule): readonly MetricSign[] => [
  ...fromCalls(module, [...module.record.calls, ...decoratorsOf(module)]),
  ...fromImports(module),
  ...fromSettings(module),
])

export function inCode(modules: readonly PythonModule[], routes: RoutesFact): readonly MetricSign[] {
  const signs = modules.flatMap(signsIn)
  const included = routes.routes
    .filter(({ handler }) => /^django_prometheus\.urls$/.test(handler ?? ''))
    .map(({ module, line }) => emits('Prometheus', module, line, 'Includes the URLs of django-prometheus.'))
  return [...included, ...signs]
}

/** What other projects of the repository set up for this one, which calls them. */
export function inShared({ shared }: PythonFact): readonly MetricSign[] {
  const signs = shared.flatMap(({ module, runs }) =>
    fromCalls(
      module,
      module.record.calls.filter((call) => runs(call)),
    ),
  )
  return signs.map((sign) => ({ ...sign, evidence: forImporters(sign.evidence) }))
}

function forImporters(evidence: Evidence): Evidence {
  return { ...evidence, note: evidence.note.replace(/\.$/, ' for what imports it.') }
}

type Named = Pick<CallRecord, 'callee' | 'args' | 'keywords' | 'line'>

function decoratorsOf({ record }: PythonModule): readonly Named[] {
  return record.functions.flatMap(({ decorators }) => decorators.map((each) => ({ ...each, callee: each.name })))
}

const emitterOf = perText((name) => {
  const at = EMITTERS.findIndex(([pattern]) => pattern.test(name))
  return at < 0 ? EMITTERS.length : at
})
const trackerOf = firstFitting(ERRORS)

/** Place of the first emitter that a call or what it is given names; behind the last one for none. */
function firstEmitter({ callee, args, keywords }: Pick<CallRecord, 'callee' | 'args' | 'keywords'>): number {
  let first = emitterOf(callee)
  const look = (value: Value | undefined): void => {
    if (value?.kind === 'name') first = Math.min(first, emitterOf(value.value))
    else if (value?.kind === 'call') first = Math.min(first, emitterOf(value.callee))
  }
  for (const value of args) look(value)
  for (const key in keywords) look(keywords[key])
  return first
}

function fromCalls({ path }: PythonModule, calls: readonly Named[]): MetricSign[] {
  const seen = new Set<string>()
  const found: MetricSign[] = []
  for (const call of calls) {
    const emitter = EMITTERS[firstEmitter(call)]?.[1]
    if (emitter && !seen.has(emitter)) {
      seen.add(emitter)
      found.push(emits(emitter, path, call.line, `Sets up ${emitter}.`))
    }
    const tracker = trackerOf(call.callee)
    if (tracker) found.push(fromTracker(tracker, call, path))
  }
  return found
}

function fromTracker(
  name: string,
  { keywords, line }: Pick<CallRecord, 'keywords' | 'line'>,
  path: string,
): MetricSign {
  const traced = ['traces_sample_rate', 'traces_sampler', 'enable_tracing', 'profiles_sample_rate'].find((key) =>
    isOn(keywords[key]),
  )
  if (name === 'Sentry' && traced) return emits('Sentry tracing', path, line, `Sentry with ${traced}.`)
  return {
    name,
    strength: 'errors',
    short: `${name} tracks errors only; no metrics or traces leave the program.`,
    evidence: { path, line, note: `Sets up ${name} for errors.` },
  }
}

function isOn(value: Value | undefined): boolean {
  if (!value || value.kind === 'none') return false
  if (value.kind === 'number') return value.value > 0
  return value.kind === 'bool' ? value.value : true
}

function fromImports({ path, record }: PythonModule): MetricSign[] {
  return record.imports.flatMap(({ module, names, line, level }) => {
    const full = [module, ...names.map(({ name }) => `${module}.${name}`)]
    const agent = level === 0 ? IMPORTS.find(([pattern]) => full.some((name) => pattern.test(name)))?.[1] : undefined
    return agent ? [emits(agent, path, line, `Importing ${module} starts the agent.`)] : []
  })
}

/** Django's lists of applications and middleware, and Gunicorn's settings. */
function fromSettings({ path, record }: PythonModule): MetricSign[] {
  return record.assignments.flatMap(({ target, value, line }) => {
    if (target === 'statsd_host' && /gunicorn/.test(path))
      return [emits('statsd', path, line, 'Gunicorn sends its metrics to statsd.')]
    if (!/(?:^|\.)(?:INSTALLED_APPS|MIDDLEWARE(?:_CLASSES)?|THIRD_PARTY_APPS)$/.test(target)) return []
    const name = SETTINGS.find(([pattern]) => strings(value).some((text) => pattern.test(text)))?.[1]
    return name ? [emits(name, path, line, `${target} holds ${name}.`)] : []
  })
}

function strings(value: Value): string[] {
  if (value.kind === 'string') return [value.value]
  return value.kind === 'list' ? value.items.flatMap(strings) : []
}

const LIBRARIES =
  /^(?:prometheus_client|opentelemetry|ddtrace|datadog|newrelic|elasticapm|statsd|sentry_sdk|logfire|markus|aws_xray_sdk|langfuse|langsmith|traceloop|phoenix)$|(?:^|_)(?:metrics|prometheus|statsd|telemetry|tracing|apm|opentelemetry)(?:_|$)/

/** Libraries of this sort that application code imports. */
export function importedOnly({ thirdParty }: PythonFact): readonly MetricSign[] {
  return [...thirdParty].flatMap(([name, places]) => {
    const first = places[0]
    if (!first || !LIBRARIES.test(name)) return []
    return [
      {
        name,
        strength: 'unfinished' as const,
        short: '',
        evidence: { path: first.path, line: first.line, note: `Imports ${name}.` },
      },
    ]
  })
}
