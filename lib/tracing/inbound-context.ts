import type { TextMapPropagator, TraceAPI } from '@opentelemetry/api'

const PARENT = /^00-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/

/**
 * Reads `traceparent` of requests that a trusted proxy passes on, and of nobody else's: it names the trace, and decides
 * for samplers that follow the parent whether anything is collected. `tracestate` and baggage are anybody's words, and
 * nothing is told to whom we ask.
 */
export function inboundContext(trace: TraceAPI, peerHeader: string, isTrusted: (peer: string) => boolean) {
  return {
    inject: () => undefined,
    fields: () => [],
    extract(context, carrier, getter) {
      const [peer, parent] = [getter.get(carrier, peerHeader), getter.get(carrier, 'traceparent')]
      if (typeof peer !== 'string' || typeof parent !== 'string' || !isTrusted(peer)) return context
      const [, traceId = '', spanId = '', flags = ''] = PARENT.exec(parent) ?? []
      if (/^0*$/.test(traceId) || /^0*$/.test(spanId)) return context
      return trace.setSpanContext(context, {
        traceId,
        spanId,
        traceFlags: Number.parseInt(flags, 16) & 1,
        isRemote: true,
      })
    },
  } satisfies TextMapPropagator
}
