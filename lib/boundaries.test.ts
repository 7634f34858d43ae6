import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Folder to the folders and files that it may import, besides itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  app: [
    'components',
    'lib/api',
    'lib/badges',
    'lib/data',
    'lib/actions',
    'lib/auth',
    'lib/checks',
    'lib/http',
    'lib/env',
    'lib/errors',
    'lib/log',
    'lib/metrics/exposition',
    'lib/scans/webhooks/receive',
    'lib/scans/recheck-visibility',
    'lib/trials',
  ],
  components: [
    'lib/data',
    'lib/checks',
    'lib/actions',
    'lib/api/openapi',
    'lib/api/api-root',
    'lib/facts/facts',
    'lib/setup/app-manifest.js',
    'lib/trials/trial',
  ],
  'lib/api': ['lib/data', 'lib/auth', 'lib/checks', 'lib/facts/facts', 'lib/http', 'lib/env', 'lib/errors', 'lib/log'],
  'lib/badges': ['lib/data', 'lib/checks', 'lib/errors', 'lib/log'],
  'lib/actions': [
    'lib/scans',
    'lib/trials',
    'lib/notifications',
    'lib/data',
    'lib/auth',
    'lib/checks',
    'lib/errors',
    'lib/log',
    'lib/log-context',
  ],
  'lib/trials': [
    'lib/audit',
    'lib/scans/webhooks/read-body',
    'lib/http/client-address',
    'lib/http/request-client',
    'lib/http/request-limit',
    'lib/checks',
    'lib/facts/facts',
    'lib/snapshot',
    'lib/errors',
    'lib/log',
  ],
  'lib/auth': ['lib/data', 'lib/github', 'lib/http', 'lib/env', 'lib/errors', 'lib/log'],
  'lib/http': ['lib/env', 'lib/log'],
  'lib/scans': [
    'lib/auth/github-token',
    'lib/auth/scanner',
    'lib/github',
    'lib/data',
    'lib/jobs',
    'lib/audit',
    'lib/snapshot',
    'lib/checks',
    'lib/python',
    'lib/metrics/counts',
    'lib/http',
    'lib/tracing/spans',
    'lib/errors',
    'lib/log',
    'lib/env',
  ],
  'lib/notifications': [
    'lib/auth/encryption',
    'lib/data',
    'lib/jobs',
    'lib/checks',
    'lib/env',
    'lib/errors',
    'lib/log',
  ],
  'lib/jobs': [
    'lib/scans',
    'lib/notifications',
    'lib/data',
    'lib/audit',
    'lib/metrics/counts',
    'lib/tracing/spans',
    'lib/tracing/start-tracing',
    'lib/env',
    'lib/errors',
    'lib/log',
    'lib/log-context',
    'lib/same-github',
    'lib/same-key',
  ],
  'lib/metrics': [],
  'lib/tracing': ['lib/env', 'lib/errors', 'lib/http/client-address', 'lib/log', 'lib/log-context'],
  'lib/requests': [
    'lib/http/watch-requests',
    'lib/metrics',
    'lib/data/report-regularly',
    'lib/errors',
    'lib/log',
    'lib/log-context',
  ],
  'lib/data': [
    'lib/auth',
    'lib/audit/report',
    'lib/checks',
    'lib/facts/facts',
    'lib/github/budget',
    'lib/python/record',
    'lib/metrics',
    'lib/env',
    'lib/errors',
    'lib/log',
    'lib/log-context',
  ],
  'lib/github': ['lib/snapshot', 'lib/checks/visible-text', 'lib/tracing/spans', 'lib/env', 'lib/errors', 'lib/log'],
  'lib/cli': ['lib/audit', 'lib/checks', 'lib/snapshot', 'lib/facts/facts', 'lib/data/markdown-text', 'lib/errors'],
  'lib/audit': ['lib/checks', 'lib/facts', 'lib/python', 'lib/snapshot', 'lib/errors'],
  'lib/checks': ['lib/facts', 'lib/python', 'lib/snapshot'],
  'lib/facts': ['lib/python', 'lib/snapshot'],
  'lib/python': ['lib/snapshot'],
  'lib/snapshot': ['lib/errors'],
}

const CORE = ['lib/checks', 'lib/facts', 'lib/python', 'lib/snapshot']

const sources = ['app', 'components', 'lib'].flatMap((folder) => listSources(join(root, folder)))

test.each(Object.keys(MAY_IMPORT))('%s imports only what it may', (folder) => {
  const allowed = [folder, ...(MAY_IMPORT[folder] ?? [])]
  const offences = sourcesIn(folder).flatMap((path) =>
    importsOf(path)
      .filter(
        (target) =>
          target.local && !allowed.some((place) => target.name === place || target.name.startsWith(`${place}/`)),
      )
      .map((target) => `${path} imports ${target.name}`),
  )
  expect(offences).toEqual([])
})

test('the core imports no framework, database, client of GitHub, environment, clock or randomness', () => {
  const forbidden = /^(next|react|@prisma|prisma|@octokit|pg|graphile-worker|pino|server-only)(\/|$|-)/
  const text = /process\.env|Date\.now\(|new Date\(\)|Math\.random|randomUUID|performance\.now/
  const offences = CORE.flatMap((folder) => sourcesIn(folder)).flatMap((path) => [
    ...importsOf(path)
      .filter((target) => forbidden.test(target.name))
      .map((target) => `${path} imports ${target.name}`),
    ...(text.test(readFileSync(join(root, path), 'utf8')) ? [`${path} reads environment, clock or randomness`] : []),
  ])
  expect(offences).toEqual([])
})

test.each([
  { what: 'Octokit', pattern: /^@octokit\//, places: ['lib/github'] },
  { what: 'Prisma', pattern: /^@prisma\/|lib\/data\/generated/, places: ['lib/data', 'lib/scans'] },
  { what: 'secretlint', pattern: /^@secretlint\//, places: ['lib/facts/secrets'] },
  { what: 'OpenTelemetry', pattern: /^@opentelemetry\//, places: ['lib/tracing'] },
  { what: 'the headless library', pattern: /^(@radix-ui\/|radix-ui$)/, places: ['components/ui'] },
  { what: 'the icon set', pattern: /^lucide/, places: ['components/ui'] },
  { what: 'next-auth', pattern: /^next-auth/, places: ['lib/auth', 'app/api/auth', 'components'] },
])('only its own folder knows $what', ({ pattern, places }) => {
  const offences = sources.flatMap((path) =>
    importsOf(path)
      .filter((target) => pattern.test(target.name) && !places.some((place) => path.startsWith(`${place}/`)))
      .map((target) => `${path} imports ${target.name}`),
  )
  expect(offences).toEqual([])
})

test('only the environment module and the set-up read process.env', () => {
  const offences = sources.filter(
    (path) =>
      path !== 'lib/env.ts' &&
      !path.startsWith('lib/setup/') &&
      /process\.env/.test(readFileSync(join(root, path), 'utf8')),
  )
  expect(offences).toEqual([])
})

test('nothing that the worker runs needs the web server', () => {
  const reached = new Set(['lib/jobs/worker.ts'])
  for (const path of reached) {
    for (const target of importsOf(path).filter(({ local, isType }) => local && !isType)) {
      const file = sources.find((one) => one === `${target.name}.ts` || one === `${target.name}.tsx`)
      if (file) reached.add(file)
    }
  }
  const offences = [...reached].flatMap((path) =>
    importsOf(path)
      .filter(({ name, isType }) => !isType && /^(next|react)(\/|-|$)/.test(name))
      .map(({ name }) => `${path} imports ${name}`),
  )
  expect(reached.size).toBeGreaterThan(50)
  expect(offences).toEqual([])
})

test('no file is named after nothing', () => {
  const names = /(^|\/)(utils?|helpers?|misc|types|common|index)\.tsx?$/
  expect(sources.filter((path) => names.test(path))).toEqual([])
})

function sourcesIn(folder: string): string[] {
  return sources.filter((path) => path.startsWith(`${folder}/`))
}

function listSources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return name === 'generated' ? [] : listSources(path)
    return /\.tsx?$/.test(name) && !/\.(test|spec)\.tsx?$/.test(name) && !name.endsWith('.d.ts')
      ? [relative(root, path)]
      : []
  })
}

function importsOf(path: string): { name: string; local: boolean; isType: boolean }[] {
  const text = readFileSync(join(root, path), 'utf8')
  const specifiers = [
    ...text.matchAll(
      /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]|(?:^|\n)import\s+['"]([^'"]+)['"]/g,
    ),
  ]
  return specifiers.map((match) => {
    const specifier = match[1] ?? match[2] ?? match[3] ?? ''
    const isType = /^\s*(?:import|export)\s+type\s/.test(match[0])
    if (specifier.startsWith('@/')) return { name: specifier.slice(2), local: true, isType }
    if (specifier.startsWith('.')) return { name: normalize(join(dirname(path), specifier)), local: true, isType }
    return { name: specifier, local: false, isType }
  })
}
