import type { SpanExporter } from '@opentelemetry/sdk-trace-node'
import { log } from '../log'
import { cleanSpan } from './clean-span'

/** As OpenTelemetry numbers them. */
const SENT = 0
const FAILED = 1

/**
 * Sends cleaned spans. A collector that fails is told once in the log, and once more when it is back; nothing of its
 * answer is, nor of what was sent, where the secret of a header may be.
 */
export function quietExporter(exporter: SpanExporter): SpanExporter {
  let isFailing = false
  const tell = (error: Error | undefined): void => {
    if (isFailing !== (error === undefined)) return
    isFailing = error !== undefined
    if (error) log().warn({ reason: reasonOf(error) }, 'the collector of traces does not take them; spans are dropped')
    else log().info('the collector takes traces again')
  }
  return {
    export(spans, done) {
      try {
        exporter.export(spans.map(cleanSpan), (result) => {
          tell(result.code === SENT ? undefined : (result.error ?? new Error()))
          done(result)
        })
      } catch (error) {
        tell(error instanceof Error ? error : new Error())
        done({ code: FAILED })
      }
    },
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
    shutdown: () => exporter.shutdown(),
  }
}

/** A status or a code of the system, such as 401 or ECONNREFUSED. */
function reasonOf(error: Error): string {
  const code = 'code' in error ? error.code : undefined
  return typeof code === 'number' || (typeof code === 'string' && /^[A-Z_]{2,40}$/.test(code))
    ? String(code)
    : error.name
}
