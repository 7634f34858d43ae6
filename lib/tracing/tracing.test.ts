import { createServer, type IncomingMessage, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createGitHubClient } from '@/lib/github/client'
import { PEER_HEADER } from '@/lib/http/client-address'
import { inJob } from '@/lib/jobs/current-job'
import { createLog } from '@/lib/log'
import { inLogContext } from '@/lib/log-context'
import { inAuditSpan } from '@/lib/scans/audit-span'
import { inSpan } from './spans'
import { startTracing, type Tracing } from './start-tracing'

interface SentSpan {
  readonly name: string
  readonly kind: number
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly attributes: readonly { readonly key: string; readonly value: object }[]
}

const PARENT = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' }
const TRACER = 'next/dist/server/lib/trace/tracer'
const require = createRequire(import.meta.url)
const bodies: string[] = []
const authorizations: (string | undefined)[] = []
const collector = createServer(async (request, response) => {
  authorizations.push(request.headers.authorization)
  bodies.push(await text(request))
  response.setHeader('content-type', 'application/json').end('{}')
})
const asked: IncomingMessage['headers'][] = []
const github = createServer((request, response) => {
  asked.push(request.headers)
  response.statusCode = request.url?.includes('/issues') ? 410 : 200
  response.setHeader('content-type', 'application/json').end('{"id":1}')
})
const settings = { OTEL_EXPORTER_OTLP_ENDPOINT: 'set below' }
let tracing: Tracing | null = null

beforeAll(async () => {
  settings.OTEL_EXPORTER_OTLP_ENDPOINT = await listen(collector)
  Object.assign(process.env, {
    DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
    GITHUB_API_URL: await listen(github),
    GITHUB_TOKEN: 'a-token',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    LOG_LEVEL: 'silent',
    TRUSTED_PROXIES: '10.0.0.0/8',
  })
})
afterAll(async () => {
  await tracing?.stop()
  for (const server of [collector, github]) server.closeAllConnections()
  for (const server of [collector, github]) server.close()
})

test('without a collector in the environment nothing of OpenTelemetry is loaded, and work is done as it is', async () => {
  for (const unset of [{}, { ...settings, OTEL_SDK_DISABLED: 'true' }, { ...settings, OTEL_TRACES_EXPORTER: 'none' }]) {
    expect(await startTracing('airworthy-worker', unset)).toBeNull()
  }
  await doJob()
  expect(loadedPackages()).toEqual([])
  expect(bodies).toEqual([])
})

test('a job arrives as a trace of its own with ids, its audit and the requests to GitHub, and its lines tell the trace', async () => {
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = settings.OTEL_EXPORTER_OTLP_ENDPOINT
  process.env.OTEL_EXPORTER_OTLP_HEADERS = 'authorization=Bearer hidden-header'
  tracing = await startTracing('airworthy-worker', settings)
  expect(await startTracing('airworthy-worker', settings)).toBe(tracing)
  expect(loadedPackages()).not.toEqual([])

  const lines = await doJob()
  await inLogContext({ requestId: 'request-1' }, likeNext)
  await askedFrom('10.0.0.7', 'through a proxy')
  await askedFrom('203.0.113.9', 'by a stranger')
  await askedFrom(undefined, 'by nobody')
  await tracing?.stop()

  const spans = sentSpans()
  const job = spanNamed('job audit-head')
  const audit = spanNamed('audit')
  expect(attributesOf(job)).toEqual({
    'airworthy.job.id': '7',
    'airworthy.job.task': 'audit-head',
    'airworthy.job.outcome': 'failed',
    'airworthy.scan.id': '12',
    'error.type': 'unexpected',
  })
  expect(job.parentSpanId ?? '').toBe('')
  expect(audit.parentSpanId).toBe(job.spanId)
  expect(attributesOf(audit)).toMatchObject({
    'airworthy.repository.id': '42',
    'airworthy.audit.files': 5,
    'airworthy.audit.lines': 300,
    'airworthy.job.id': '7',
  })
  expect(spans.filter(({ parentSpanId }) => parentSpanId === audit.spanId).map(({ name }) => name)).toEqual([
    'GitHub GET /repos/{owner}/{repo}/tarball/{ref}',
  ])
  const refused = spanNamed('GitHub GET /repos/{owner}/{repo}/issues')
  expect(refused.parentSpanId).toBe(job.spanId)
  expect(attributesOf(refused)).toMatchObject({ 'http.response.status_code': 410, 'airworthy.scan.id': '12' })
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ jobId: '7', traceId: job.traceId }])
  expect(bodies.join()).toContain('{"key":"service.name","value":{"stringValue":"airworthy-worker"}}')
})

test("Next's own spans arrive with the request's id, by their routes and without addresses or messages", () => {
  const page = spanNamed('GET /orgs/[org]')
  expect(attributesOf(page)).toEqual({
    'airworthy.request.id': 'request-1',
    'error.type': 'Error',
    'http.method': 'GET',
    'http.route': '/orgs/[org]',
    'next.span_type': 'BaseServer.handleRequest',
  })
  expect(spanNamed('AppRender.fetch').parentSpanId).toBe(page.spanId)
  expect(spanNamed('own').parentSpanId).toBe(page.spanId)
})

test('a trace that a trusted proxy began goes on, and nobody else chooses one or adds to it', () => {
  expect(spanNamed('through a proxy')).toMatchObject({ traceId: PARENT.traceId, parentSpanId: PARENT.spanId })
  for (const own of ['by a stranger', 'by nobody'].map(spanNamed)) {
    expect(own.traceId).not.toBe(PARENT.traceId)
    expect(own.parentSpanId ?? '').toBe('')
  }
  expect(bodies.join()).not.toContain('traceState')
})

test('no token, header, query, message or name of a repository leaves, and GitHub is told nothing of traces', () => {
  expect(authorizations).toContain('Bearer hidden-header')
  expect(bodies.join()).not.toMatch(/hidden|skylark|refunds|a-token|Bearer/)
  expect(asked.flatMap((headers) => Object.keys(headers))).not.toContain('traceparent')
})

/** A job that audits a repository with a secret name, is refused something and fails with a message that tells it all. */
async function doJob(): Promise<string[]> {
  const lines: string[] = []
  const log = createLog('info', { write: (line) => lines.push(line) })
  const { octokit } = createGitHubClient('hidden-token')
  const payload = { scanId: '12', repositoryId: '42' }
  const job = inJob({ id: '7', task: 'audit-head', payload, isLastAttempt: false }, async () => {
    await inAuditSpan(42n, async () => {
      const asked = { owner: 'skylark', repo: 'refunds', ref: 'main', q: 'hidden-query' }
      await octokit.request('GET /repos/{owner}/{repo}/tarball/{ref}', asked)
      return { linesOfCode: 300, roles: { application: { files: 3, lines: 300 }, test: { files: 2, lines: 90 } } }
    })
    log.info('audited')
    await octokit.request('GET /repos/{owner}/{repo}/issues', { owner: 'skylark', repo: 'refunds' }).catch(() => null)
    throw new Error('skylark/refunds: hidden-message')
  })
  await expect(job).rejects.toThrow('skylark')
  return lines
}

/** As Next 16 does it when a page fails, through its own tracer. */
async function likeNext(): Promise<void> {
  const next = require(TRACER).getTracer()
  const options = { spanName: 'GET', attributes: { 'http.method': 'GET', 'http.target': '/orgs/skylark?q=hidden' } }
  const page = next.trace(
    'BaseServer.handleRequest',
    options,
    async (span: { [name: string]: (v: unknown) => void }) => {
      await inSpan({ name: 'own' }, async () => undefined)
      const fetched = { spanName: 'fetch GET https://api/repos/skylark', attributes: { 'http.url': 'https://hidden' } }
      await next.trace('AppRender.fetch', fetched, async () => undefined)
      span.setAttributes?.({ 'http.route': '/orgs/[org]' })
      span.updateName?.('GET /orgs/[org]')
      throw new Error('skylark: hidden-message')
    },
  )
  await expect(page).rejects.toThrow('skylark')
}

/** As Next begins whatever a request asks for. */
async function askedFrom(peer: string | undefined, name: string): Promise<void> {
  const headers = {
    traceparent: `00-${PARENT.traceId}-${PARENT.spanId}-01`,
    tracestate: 'theirs=hidden-state',
    baggage: 'theirs=hidden-baggage',
    ...(peer && { [PEER_HEADER]: peer }),
  }
  await require(TRACER)
    .getTracer()
    .withPropagatedContext(headers, () => inSpan({ name }, async () => undefined))
}

function loadedPackages(): string[] {
  return Object.keys(require.cache).filter((file) => file.includes('node_modules/@opentelemetry/'))
}

function sentSpans(): SentSpan[] {
  return bodies.flatMap((body) =>
    JSON.parse(body).resourceSpans.flatMap((resource: { scopeSpans: { spans: SentSpan[] }[] }) =>
      resource.scopeSpans.flatMap(({ spans }) => spans),
    ),
  )
}

function spanNamed(wanted: string): SentSpan {
  const found = sentSpans().filter(({ name }) => name === wanted)
  expect(found, `${wanted} among ${sentSpans().map(({ name }) => name)}`).toHaveLength(1)
  return found[0] as SentSpan
}

function attributesOf({ attributes }: SentSpan): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
