import { type Data, entriesAt, textAt, textsAt, valueAt } from '@/lib/facts/document'
import type { Facts, FilesFact, PythonModule } from '@/lib/facts/facts'
import { parseIni } from '@/lib/facts/ini'
import { parseYaml } from '@/lib/facts/yaml'
import { emits, type MetricSign } from './metrics-tracing.part.sign'

const SKIPPED = new Set(['vendored', 'test', 'docs', 'template', 'fixture', 'excluded'])

/** A line that switches on what a platform measures by itself. */
const SWITCHES: readonly {
  readonly file: RegExp
  readonly line: RegExp
  readonly name: string
  /** A word that must stand somewhere in the file; also spares the reading of lines. */
  readonly word: string
}[] = [
  { file: /(?:^|\/)(?:sam-)?template\.ya?ml$/, line: /^\s*Tracing:\s*["']?Active\b/, name: 'X-Ray', word: 'AWS::' },
  {
    file: /(?:^|\/)(?:serverless|(?:sam-)?template)\.ya?ml$|\.tf$/,
    line: /^[^#]*\bLambdaInsightsExtension\b/,
    name: 'Lambda Insights',
    word: 'LambdaInsightsExtension',
  },
  { file: /\.tf$/, line: /^\s*mode\s*=\s*"Active"/, name: 'X-Ray', word: 'tracing_config' },
  {
    file: /\.ya?ml$/,
    line: /^\s*["']?instrumentation\.opentelemetry\.io\/inject-python["']?:\s*["']?(?!false)\w/,
    name: 'OpenTelemetry',
    word: 'inject-python',
  },
  {
    file: /\.(?:ya?ml|env)$|(?:^|\/)(?:Dockerfile[\w.-]*|\.env[\w.-]*)$/,
    line: /^[^#]*\bAIRFLOW__(?:METRICS__(?:STATSD|OTEL)_ON|SCHEDULER__STATSD_ON|TRACES__OTEL_ON)["']?\s*[:=]\s*["']?true\b/i,
    name: "Airflow's own metrics",
    word: 'AIRFLOW__',
  },
  {
    file: /(?:^|\/)airflow\.cfg$/,
    line: /^\s*(?:statsd|otel)_on\s*=\s*true\b/i,
    name: "Airflow's own metrics",
    word: '_on',
  },
]
/** A template of functions, of which it may deploy none of this project's. */
const TEMPLATE = /(?:^|\/)(?:sam-)?template\.ya?ml$/
const FUNCTION = /AWS::(?:Serverless|Lambda)::Function\b/
const SERVERLESS_AGENTS: readonly (readonly [RegExp, string])[] = [
  [/^serverless-plugin-datadog$/, 'Datadog'],
  [/^serverless-newrelic-lambda-layers$/, 'New Relic'],
  [/^serverless-(?:lumigo|thundra|epsagon)|^@lumigo\//, 'an APM agent'],
]

/** What the platform provides and the repository switches on. */
export function switchedOn({
  files,
  launch,
  python,
}: Pick<Facts, 'files' | 'launch' | 'python'>): readonly MetricSign[] {
  const shipped = files.all.filter(({ role }) => !SKIPPED.has(role)).map(({ path }) => path)
  const deploying = new Set(launch.commands.map(({ evidence }) => evidence.path))
  const isAnothers = (path: string) =>
    TEMPLATE.test(path) && !deploying.has(path) && FUNCTION.test(files.text(path) ?? '')
  return [
    ...shipped.flatMap((path) => (isAnothers(path) ? [] : byLine(path, files))),
    ...shipped.filter((path) => /(?:^|\/)serverless\.ya?ml$/.test(path)).flatMap((path) => byServerless(path, files)),
    ...shipped.filter((path) => path.endsWith('.ini')).flatMap((path) => byUwsgi(path, files, launch)),
    ...python.application.flatMap(byCdk),
  ]
}

function byLine(path: string, files: FilesFact): MetricSign[] {
  const wanted = SWITCHES.filter(({ file }) => file.test(path))
  if (wanted.length === 0) return []
  const text = files.text(path)?.slice(0, 300_000) ?? ''
  const possible = wanted.filter(({ word }) => text.includes(word))
  if (possible.length === 0) return []
  const lines = text.split('\n')
  return possible.flatMap(({ line, name }) => {
    const at = lines.findIndex((text) => text.length < 500 && line.test(text))
    return at < 0 ? [] : [on(name, path, at + 1)]
  })
}

function byServerless(path: string, files: FilesFact): MetricSign[] {
  const document = parseYaml(files.text(path) ?? '')
  const root = document.value
  if (!/^python/.test(textAt(root, 'provider', 'runtime') ?? 'python')) return []
  const found: MetricSign[] = []
  const add = (name: string, ...at: string[]) => found.push(on(name, path, document.lineOf(at) ?? 1))
  const functions = entriesAt(root, 'functions')
  if (isActive(valueAt(root, 'custom', 'lambdaInsights', 'defaultLambdaInsights')))
    add('Lambda Insights', 'custom', 'lambdaInsights', 'defaultLambdaInsights')
  const insights = functions.find(([, each]) => isActive(valueAt(each, 'lambdaInsights')))
  if (insights) add('Lambda Insights', 'functions', insights[0], 'lambdaInsights')
  for (const what of ['lambda', 'apiGateway'])
    if (isActive(valueAt(root, 'provider', 'tracing', what))) add('X-Ray', 'provider', 'tracing', what)
  const traced = functions.find(([, each]) => isActive(valueAt(each, 'tracing')))
  if (traced) add('X-Ray', 'functions', traced[0], 'tracing')
  const plugins = textsAt(root, 'plugins')
  const agent = SERVERLESS_AGENTS.find(([pattern]) => plugins.some((plugin) => pattern.test(plugin)))
  if (agent && !/^false$/i.test(textAt(root, 'custom', 'datadog', 'enabled') ?? '')) add(agent[1], 'plugins')
  return found
}

function isActive(value: Data | undefined): boolean {
  return value === true || (typeof value === 'string' && /^(?:true|active)$/i.test(value))
}

/** uWSGI's own numbers: served for whoever asks, or sent away. */
function byUwsgi(path: string, files: FilesFact, { commands }: Facts['launch']): MetricSign[] {
  const text = files.text(path) ?? ''
  const name = path.slice(path.lastIndexOf('/') + 1)
  const isUsed = commands.some(
    ({ words, evidence }) => evidence.path === path || words.some((word) => word.endsWith(name)),
  )
  if (!isUsed || !text.includes('[uwsgi]')) return []
  const document = parseIni(text)
  const line = (key: string) => document.items('uwsgi', key)[0]?.line
  const pushed = line('stats-push') ?? line('carbon')
  if (pushed !== undefined) return [emits('uWSGI', path, pushed, 'uWSGI sends its statistics away.')]
  const served = line('stats') ?? line('stats-server')
  if (served === undefined) return []
  return [
    {
      name: 'uWSGI',
      strength: 'hand-made',
      short: 'Only the statistics of uWSGI itself are switched on; the application emits nothing.',
      evidence: { path, line: served, note: 'uWSGI serves its own statistics.' },
    },
  ]
}

/** `tracing=Tracing.ACTIVE` of a function in the AWS CDK. */
function byCdk({ path, record }: PythonModule): MetricSign[] {
  return record.calls.flatMap(({ callee, keywords, line }) => {
    if (!/Function$/.test(callee)) return []
    const { tracing, insights_version: insights } = keywords
    if (tracing?.kind === 'name' && tracing.value.endsWith('Tracing.ACTIVE')) return [on('X-Ray', path, line)]
    return insights && insights.kind !== 'none' ? [on('Lambda Insights', path, line)] : []
  })
}

function on(name: string, path: string, line: number): MetricSign {
  return emits(name, path, line, `Switches on ${name}.`)
}
