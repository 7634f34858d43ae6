import { type Data, type Document, entriesAt, isTable, listAt, scalarText, textAt, valueAt } from '../../document'
import type { Evidence, FilesFact, LaunchCommand, ProbeFact } from '../../facts'
import { parseJson } from '../../json'
import { parseToml } from '../../toml'
import { parseYaml } from '../../yaml'
import type { Launcher } from '../expand'
import { isDevelopmentName } from '../shell-arms'
import { SKIPPED } from './skipped'

export interface PlatformFiles {
  readonly probes: ProbeFact[]
  readonly packagings: Evidence[]
}

interface Reader {
  readonly path: RegExp
  readonly what: string
  readonly parse: (text: string) => Document
  readonly read: (document: Document, file: PlatformFile) => void
}

interface PlatformFile {
  readonly path: string
  command(text: string | undefined, line: number | undefined, name: string, source?: LaunchCommand['source']): void
  probe(target: string | undefined, line: number | undefined): void
}

const MAX_FILES = 100
const MAX_SERVICES = 200
const MAX_PROBES = 500

/** Start commands and health checks in the configuration files of hosting platforms. */
export function readPlatforms(files: FilesFact, launcher: Launcher): PlatformFiles {
  const found: PlatformFiles = { probes: [], packagings: [] }
  let read = 0
  for (const { path, role } of files.all) {
    if (SKIPPED.includes(role)) continue
    const reader = READERS.find((each) => each.path.test(path))
    if (!reader || read++ >= MAX_FILES) continue
    const document = reader.parse(withoutTemplates(files.text(path) ?? '', path))
    if (path.endsWith('app.yaml') && !isAppEngine(document.value)) continue
    if (path.endsWith('app.json') && !isHerokuManifest(document.value)) continue
    if (MANIFEST.test(path) && !isCloudManifest(document.value)) continue
    if (path.endsWith('azure.yaml') && !isTable(valueAt(document.value, 'services'))) continue
    found.packagings.push({ path, note: reader.what })
    reader.read(document, platformFile(path, launcher, found.probes))
  }
  return found
}

function platformFile(path: string, launcher: Launcher, probes: ProbeFact[]): PlatformFile {
  const development = isDevelopmentName(path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, ''))
  return {
    path,
    command(text, line = 1, name, source = 'platform') {
      if (text) launcher.addText(text, { source, path, line, development, name })
    },
    probe(target, line = 1) {
      if (target && probes.length < MAX_PROBES)
        probes.push({
          source: 'platform',
          kind: 'http',
          target,
          evidence: { path, line, note: `The platform checks ${target}.` },
        })
    },
  }
}

/** Cloud Foundry's, also as a template: `manifest.yml.j2`, `manifest-production.yml`. */
const MANIFEST = /(?:^|\/)manifest(?:[-_][\w-]+)?\.ya?ml(?:\.(?:j2|jinja2?|tmpl|erb))?$/

/** `{{ environment }}` of a template becomes a word, so that the rest can be read. */
function withoutTemplates(text: string, path: string): string {
  return /\.ya?ml$|\.json$|\.toml$/.test(path)
    ? text
    : text.replace(/\{\{[^{}\n]{0,200}\}\}/g, 'value').replace(/\{%[^{}\n]{0,300}%\}/g, '')
}

const READERS: readonly Reader[] = [
  { path: /(?:^|\/)fly(?:\.[\w-]+)?\.toml$/, what: 'Fly.io configuration.', parse: parseToml, read: readFly },
  { path: /(?:^|\/)render\.ya?ml$/, what: 'Render blueprint.', parse: (text) => parseYaml(text), read: readRender },
  { path: /(?:^|\/)railway\.(?:toml|json)$/, what: 'Railway configuration.', parse: parseEither, read: readRailway },
  {
    path: /(?:^|\/)nixpacks\.toml$/,
    what: 'Nixpacks build plan.',
    parse: parseToml,
    read: (document, file) =>
      file.command(textAt(document.value, 'start', 'cmd'), document.lineOf(['start', 'cmd']), 'web'),
  },
  { path: /(?:^|\/)heroku\.ya?ml$/, what: 'Heroku manifest.', parse: (text) => parseYaml(text), read: readHeroku },
  { path: /(?:^|\/)app\.json$/, what: 'Heroku or Dokku app manifest.', parse: parseJson, read: readAppJson },
  {
    path: /(?:^|\/)\.do\/(?:app|deploy\.template)\.ya?ml$/,
    what: 'DigitalOcean app specification.',
    parse: (text) => parseYaml(text),
    read: readDigitalOcean,
  },
  {
    path: /(?:^|\/)app\.yaml$/,
    what: 'App Engine configuration.',
    parse: (text) => parseYaml(text),
    read: readAppEngine,
  },
  {
    path: MANIFEST,
    what: 'Cloud Foundry manifest.',
    parse: (text) => parseYaml(text),
    read: readCloudFoundry,
  },
  { path: /(?:^|\/)vercel\.json$/, what: 'Vercel configuration.', parse: parseJson, read: readVercel },
  {
    path: /(?:^|\/)azure\.yaml$/,
    what: 'Azure Developer CLI project.',
    parse: (text) => parseYaml(text),
    read: () => {},
  },
  { path: /(?:^|\/)project\.toml$/, what: 'Cloud Native Buildpacks descriptor.', parse: parseToml, read: () => {} },
]

function parseEither(text: string): Document {
  return text.trimStart().startsWith('{') ? parseJson(text) : parseToml(text)
}

function readFly({ value, lineOf }: Document, file: PlatformFile): void {
  for (const [name, command] of entriesAt(value, 'processes')) {
    if (typeof command === 'string') file.command(command, lineOf(['processes', name]), name)
  }
  const cmd = valueAt(value, 'experimental', 'cmd')
  file.command(
    Array.isArray(cmd) ? cmd.map(scalarText).join(' ') : textAt(value, 'experimental', 'cmd'),
    lineOf(['experimental', 'cmd']),
    'web',
  )
  file.command(textAt(value, 'deploy', 'release_command'), lineOf(['deploy', 'release_command']), 'release')
  for (const [name, check] of entriesAt(value, 'checks')) file.probe(textAt(check, 'path'), lineOf(['checks', name]))
  for (const at of [
    ['http_service', 'checks'],
    ['http_service', 'http_checks'],
  ] as const) {
    listAt(value, ...at).forEach((check, index) => {
      file.probe(textAt(check, 'path'), lineOf([...at, index]))
    })
  }
  listAt(value, 'services').forEach((service, place) => {
    listAt(service, 'http_checks').forEach((check, index) => {
      file.probe(textAt(check, 'path'), lineOf(['services', place, 'http_checks', index]))
    })
  })
}

function readRender({ value, lineOf }: Document, file: PlatformFile): void {
  listAt(value, 'services')
    .slice(0, MAX_SERVICES)
    .forEach((service, at) => {
      const type = textAt(service, 'type') ?? 'web'
      const name = type === 'web' || type === 'pserv' ? 'web' : type
      for (const key of ['startCommand', 'dockerCommand'])
        file.command(textAt(service, key), lineOf(['services', at, key]), name)
      file.probe(textAt(service, 'healthCheckPath'), lineOf(['services', at, 'healthCheckPath']))
    })
}

function readRailway({ value, lineOf }: Document, file: PlatformFile): void {
  file.command(textAt(value, 'deploy', 'startCommand'), lineOf(['deploy', 'startCommand']), 'web')
  file.probe(textAt(value, 'deploy', 'healthcheckPath'), lineOf(['deploy', 'healthcheckPath']))
}

function readHeroku({ value, lineOf }: Document, file: PlatformFile): void {
  for (const [name, process] of entriesAt(value, 'run')) {
    const command = typeof process === 'string' ? process : listAt(process, 'command').map(scalarText).join(' ')
    file.command(command, lineOf(['run', name]), name)
  }
}

function readAppJson({ value, lineOf }: Document, file: PlatformFile): void {
  for (const [name] of entriesAt(value, 'healthchecks')) {
    listAt(value, 'healthchecks', name).forEach((check, at) => {
      file.probe(textAt(check, 'path'), lineOf(['healthchecks', name, at]))
    })
  }
}

function readDigitalOcean({ value, lineOf }: Document, file: PlatformFile): void {
  const root = valueAt(value, 'spec') === undefined ? [] : ['spec']
  for (const kind of ['services', 'workers', 'jobs']) {
    listAt(value, ...root, kind).forEach((service, at) => {
      const path = [...root, kind, at]
      file.command(
        textAt(service, 'run_command'),
        lineOf([...path, 'run_command']),
        kind === 'services' ? 'web' : 'worker',
      )
      file.probe(textAt(service, 'health_check', 'http_path'), lineOf([...path, 'health_check']))
    })
  }
}

function isAppEngine(value: Data): boolean {
  return /^python/.test(textAt(value, 'runtime') ?? '') || textAt(value, 'env') === 'flex'
}

function readAppEngine({ value, lineOf }: Document, file: PlatformFile): void {
  const entrypoint = textAt(value, 'entrypoint')
  // App Engine starts Gunicorn on main:app by itself.
  file.command(entrypoint ?? 'gunicorn main:app', lineOf([entrypoint === undefined ? 'runtime' : 'entrypoint']), 'web')
  for (const check of ['liveness_check', 'readiness_check']) file.probe(textAt(value, check, 'path'), lineOf([check]))
}

function isHerokuManifest(value: Data): boolean {
  return ['buildpacks', 'formation', 'addons', 'stack', 'scripts', 'healthchecks'].some(
    (key) => valueAt(value, key) !== undefined,
  )
}

function isCloudManifest(value: Data): boolean {
  return valueAt(value, 'applications') !== undefined || /Service|Job/.test(textAt(value, 'type') ?? '')
}

function readCloudFoundry({ value, lineOf }: Document, file: PlatformFile): void {
  listAt(value, 'applications').forEach((application, at) => {
    file.command(textAt(application, 'command'), lineOf(['applications', at, 'command']), 'web')
    file.probe(
      textAt(application, 'health-check-http-endpoint'),
      lineOf(['applications', at, 'health-check-http-endpoint']),
    )
    listAt(application, 'processes').forEach((process, place) => {
      const own = ['applications', at, 'processes', place]
      file.command(textAt(process, 'command'), lineOf([...own, 'command']), textAt(process, 'type') ?? 'web')
      file.probe(textAt(process, 'health-check-http-endpoint'), lineOf([...own, 'health-check-http-endpoint']))
    })
  })
  // AWS Copilot calls its files so too.
  file.command(
    textAt(value, 'command'),
    lineOf(['command']),
    textAt(value, 'type')?.includes('Worker') ? 'worker' : 'web',
  )
  file.probe(
    textAt(value, 'http', 'healthcheck') ?? textAt(value, 'http', 'healthcheck', 'path'),
    lineOf(['http', 'healthcheck']),
  )
}

function readVercel({ value, lineOf }: Document, file: PlatformFile): void {
  const python = listAt(value, 'builds').some((build) => textAt(build, 'use')?.includes('python'))
  const functions = entriesAt(value, 'functions').some(([name]) => name.endsWith('.py'))
  if (python || functions)
    file.command('functions-framework', lineOf([python ? 'builds' : 'functions']), 'web', 'serverless')
}
