import type { Attributes, SpanContext } from '@opentelemetry/api'
import type { ReadableSpan } from '@opentelemetry/sdk-trace-node'

/** What leaves of a span. Next adds addresses with their queries, and errors with their messages: both hold names of theirs. */
const KEPT = new Set([
  'error.type',
  'http.method',
  'http.request.method',
  'http.response.status_code',
  'http.route',
  'http.status_code',
  'next.route',
  'next.rsc',
  'next.span_type',
  'url.template',
])
const OURS = /^airworthy\.[a-z_.]+$/
const MOST_CHARACTERS = 200

/** A copy of a span for the collector that holds nothing but what is known to be harmless. */
export function cleanSpan(span: ReadableSpan): ReadableSpan {
  const { kind, parentSpanContext, startTime, endTime, duration, ended, resource, instrumentationScope } = span
  const { droppedAttributesCount, droppedEventsCount, droppedLinksCount } = span
  return {
    name: cleanName(span),
    spanContext: () => withoutState(span.spanContext()),
    status: { code: span.status.code },
    attributes: cleanAttributes(span.attributes),
    links: span.links.map(({ context }) => ({ context: withoutState(context) })),
    events: [],
    ...(parentSpanContext && { parentSpanContext: withoutState(parentSpanContext) }),
    ...{ kind, startTime, endTime, duration, ended, resource, instrumentationScope },
    ...{ droppedAttributesCount, droppedEventsCount, droppedLinksCount },
  }
}

/** Its state is what a caller wrote into a header. */
function withoutState({ traceState: _, ...ids }: SpanContext): SpanContext {
  return ids
}

/** A fetch of Next is named after its whole address; its other names hold routes. */
function cleanName({ name, attributes }: ReadableSpan): string {
  const type = attributes['next.span_type']
  const isAddress = type === 'AppRender.fetch' || /:\/\/|\?/.test(name)
  return isAddress ? String(type ?? 'unnamed').slice(0, MOST_CHARACTERS) : name.slice(0, MOST_CHARACTERS)
}

function cleanAttributes(attributes: Attributes): Attributes {
  const kept = Object.entries(attributes).filter(([name]) => KEPT.has(name) || OURS.test(name))
  return Object.fromEntries(
    kept.map(([name, value]) => [name, typeof value === 'string' ? value.slice(0, MOST_CHARACTERS) : value]),
  )
}
