import { expect, test, vi } from 'vitest'
import { inSpan } from './spans'
import { startTracing } from './start-tracing'

const warn = vi.fn()
vi.mock('../log', () => ({ log: () => ({ warn, info: vi.fn() }) }))

test('while nobody answers for the collector, work is done, its errors are its own, and the end comes all the same', async () => {
  // The port of the discard service, where nothing listens.
  const OTEL_EXPORTER_OTLP_ENDPOINT = 'http://127.0.0.1:9'
  Object.assign(process.env, {
    OTEL_EXPORTER_OTLP_ENDPOINT,
    OTEL_BSP_MAX_QUEUE_SIZE: '4',
    OTEL_BSP_SCHEDULE_DELAY: '1',
  })
  process.env.OTEL_EXPORTER_OTLP_HEADERS = 'authorization=hidden'
  const tracing = await startTracing('airworthy-web', { OTEL_EXPORTER_OTLP_ENDPOINT })
  const done = await Promise.all(Array.from({ length: 50 }, (_, index) => inSpan({ name: 'x' }, async () => index)))
  expect(done).toHaveLength(50)
  await expect(inSpan({ name: 'x' }, () => Promise.reject(new Error('its own')))).rejects.toThrow('its own')
  await tracing?.stop()
  await expect(inSpan({ name: 'x' }, async () => 'after the end')).resolves.toBe('after the end')
  expect(JSON.stringify(warn.mock.calls)).not.toContain('hidden')
})
