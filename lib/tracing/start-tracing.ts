import { setTimeout as pause } from 'node:timers/promises'
import { type Env, env } from '../env'
import { log } from '../log'
import { setTracer } from './spans'

export interface Tracing {
  /** Sends what is left, within a second; never throws. */
  stop(): Promise<void>
}

type Settings = Pick<
  Env,
  'OTEL_EXPORTER_OTLP_ENDPOINT' | 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT' | 'OTEL_SDK_DISABLED' | 'OTEL_TRACES_EXPORTER'
>

const store = globalThis as typeof globalThis & { airworthyTracing?: Tracing | undefined }

/** Less than `npm start` gives a web server to end. */
const LAST_SPANS_MS = 1000

/**
 * Collects traces from now on when the environment names a collector; otherwise loads nothing and answers null. Work goes
 * on without traces when they can't be collected.
 */
export async function startTracing(
  service: 'airworthy-web' | 'airworthy-worker',
  settings: Settings = env(),
): Promise<Tracing | null> {
  if (store.airworthyTracing) return store.airworthyTracing
  if (!isAskedFor(settings)) return null
  try {
    const { openTracing } = await import('./open-tracing')
    const { tracer, close } = await openTracing(service, env().TRUSTED_PROXIES)
    setTracer(tracer)
    log().info('traces are collected')
    const stopped = once(() => Promise.race([close().catch(() => undefined), pause(LAST_SPANS_MS)]))
    store.airworthyTracing = { stop: async () => void (await stopped()) }
    return store.airworthyTracing
  } catch (error) {
    log().warn({ error }, 'traces could not be collected')
    return null
  }
}

function isAskedFor(settings: Settings): boolean {
  const { OTEL_SDK_DISABLED, OTEL_TRACES_EXPORTER } = settings
  if (OTEL_SDK_DISABLED?.toLowerCase() === 'true' || OTEL_TRACES_EXPORTER === 'none') return false
  return Boolean(settings.OTEL_EXPORTER_OTLP_ENDPOINT || settings.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT)
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let begun: Promise<T> | undefined
  return () => {
    begun ??= work()
    return begun
  }
}
