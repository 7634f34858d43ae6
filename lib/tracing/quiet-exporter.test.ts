import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-node'
import { beforeEach, expect, test, vi } from 'vitest'
import { quietExporter } from './quiet-exporter'

const warn = vi.fn()
const info = vi.fn()
vi.mock('../log', () => ({ log: () => ({ warn, info }) }))
beforeEach(() => {
  warn.mockClear()
  info.mockClear()
})

type Export = SpanExporter['export']
let answer: Export
const exporter = quietExporter({ export: (spans, done) => answer(spans, done), shutdown: async () => undefined })
const send = (spans: ReadableSpan[] = []) =>
  new Promise<number>((resolve) => exporter.export(spans, ({ code }) => resolve(code)))
const fails =
  (error: Error): Export =>
  (_, done) =>
    done({ code: 1, error })
const works: Export = (_, done) => done({ code: 0 })

test('a collector that fails is told in one line, however often, and in one more when it is back', async () => {
  const refused = Object.assign(new Error('Bearer hidden'), { code: 'ECONNREFUSED' })
  for (answer of [works, fails(refused), fails(refused), fails(new Error('hidden'))]) await send()
  expect(warn.mock.calls).toEqual([[{ reason: 'ECONNREFUSED' }, expect.stringContaining('the collector of traces')]])
  expect(info).not.toHaveBeenCalled()
  answer = works
  expect([await send(), await send()]).toEqual([0, 0])
  expect(info).toHaveBeenCalledTimes(1)
  answer = fails(Object.assign(new Error('hidden'), { code: 401, data: 'hidden' }))
  expect(await send()).toBe(1)
  expect(warn.mock.calls[1]?.[0]).toEqual({ reason: '401' })
})

test('an exporter that throws, or a span that can not be read, is a failure like others', async () => {
  answer = () => {
    throw new TypeError('hidden')
  }
  expect(await send()).toBe(1)
  expect(await send([{} as ReadableSpan])).toBe(1)
  expect(JSON.stringify(warn.mock.calls)).not.toContain('hidden')
})
