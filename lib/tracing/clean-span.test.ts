import { createTraceState, SpanKind, SpanStatusCode } from '@opentelemetry/api'
import type { ReadableSpan } from '@opentelemetry/sdk-trace-node'
import { expect, test } from 'vitest'
import { cleanSpan } from './clean-span'

test('the state that a caller gave to a trace does not leave, neither of the span nor of its parent and links', () => {
  const ids = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 }
  const context = { ...ids, traceState: createTraceState('theirs=hidden') }
  const span = {
    name: 'GET /',
    kind: SpanKind.SERVER,
    spanContext: () => context,
    parentSpanContext: context,
    links: [{ context, attributes: { theirs: 'hidden' } }],
    attributes: {},
    status: { code: SpanStatusCode.UNSET },
  } as unknown as ReadableSpan
  const clean = cleanSpan(span)
  expect(clean.spanContext()).toEqual(ids)
  expect(clean.parentSpanContext).toEqual(ids)
  expect(clean.links).toEqual([{ context: ids }])
})
