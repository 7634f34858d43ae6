import { metricsAccess } from '@/lib/auth/metrics-token'
import { readMetrics } from '@/lib/data/metrics'
import { log } from '@/lib/log'
import { EXPOSITION } from '@/lib/metrics/exposition'

export const dynamic = 'force-dynamic'

/** For Prometheus, which brings METRICS_TOKEN; without one set there is nothing here. */
export async function GET(request: Request): Promise<Response> {
  const access = metricsAccess(request.headers)
  if (access === 'off') return text('Set METRICS_TOKEN to switch this on.', 404)
  if (access === 'refused') {
    return text('Send the METRICS_TOKEN of this server as a bearer token.', 401, {
      'www-authenticate': 'Bearer realm="Airworthy metrics"',
    })
  }
  try {
    return text(await readMetrics(), 200, { 'content-type': EXPOSITION })
  } catch (error) {
    log().error({ error }, 'the metrics could not be read')
    return text('The database does not answer.', 503)
  }
}

function text(body: string, status: number, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(`${body.trimEnd()}\n`, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...headers },
  })
}
