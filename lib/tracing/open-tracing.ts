import type { BlockList } from 'node:net'
import type { Attributes } from '@opentelemetry/api'
import type { SpanProcessor } from '@opentelemetry/sdk-trace-node'
import { codeOf } from '../errors'
import { isTrustedPeer, PEER_HEADER } from '../http/client-address'
import { type LogContext, logContext } from '../log-context'
import { inboundContext } from './inbound-context'
import { quietExporter } from './quiet-exporter'
import type { Tracer } from './spans'

export interface OpenTracing {
  readonly tracer: Tracer
  /** Sends what is left. */
  close(): Promise<void>
}

/**
 * Loads OpenTelemetry and makes it this process's: Next finds it and adds spans of its own. The collector, its headers,
 * the sampler and the bounds of the queue are read from OTEL_* as OpenTelemetry defines them. Traces that `proxies` began
 * go on here.
 */
export async function openTracing(service: string, proxies: BlockList): Promise<OpenTracing> {
  // One by one and here: a bundler would load what stands at the top of a file with the process.
  const api = await import('@opentelemetry/api')
  const { BatchSpanProcessor, NodeTracerProvider } = await import('@opentelemetry/sdk-trace-node')
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http')
  const { defaultResource, detectResources, envDetector, resourceFromAttributes, serviceInstanceIdDetector } =
    await import('@opentelemetry/resources')

  const resource = defaultResource()
    .merge(resourceFromAttributes({ 'service.name': service }))
    .merge(detectResources({ detectors: [serviceInstanceIdDetector, envDetector] }))
  const sender = new BatchSpanProcessor(quietExporter(new OTLPTraceExporter()))
  const provider = new NodeTracerProvider({ resource, spanProcessors: [IDS, sender] })
  provider.register({ propagator: inboundContext(api.trace, PEER_HEADER, (peer) => isTrustedPeer(peer, proxies)) })

  const kinds = { client: api.SpanKind.CLIENT, consumer: api.SpanKind.CONSUMER }
  const tracer: Tracer = {
    inSpan({ name, kind, isRoot = false, facts = {} }, work) {
      const options = { kind: kind ? kinds[kind] : api.SpanKind.INTERNAL, root: isRoot, attributes: facts }
      return provider.getTracer('airworthy').startActiveSpan(name, options, async (span) => {
        try {
          return await work((more) => void span.setAttributes(more))
        } catch (error) {
          span.setAttribute('error.type', codeOf(error))
          span.setStatus({ code: api.SpanStatusCode.ERROR })
          throw error
        } finally {
          span.end()
        }
      })
    },
    currentTraceId: () => api.trace.getSpanContext(api.context.active())?.traceId,
  }
  return { tracer, close: () => provider.shutdown() }
}

/** Every span tells the request or the job it belongs to, as every line of the log does. */
const IDS: SpanProcessor = {
  onStart: (span) => void span.setAttributes(idsIn(logContext())),
  onEnd: () => undefined,
  forceFlush: async () => undefined,
  shutdown: async () => undefined,
}

function idsIn({ requestId, jobId, task, scanId }: LogContext): Attributes {
  return {
    ...(requestId !== undefined && { 'airworthy.request.id': requestId }),
    ...(jobId !== undefined && { 'airworthy.job.id': jobId }),
    ...(task !== undefined && { 'airworthy.job.task': task }),
    ...(scanId !== undefined && { 'airworthy.scan.id': scanId }),
  }
}
