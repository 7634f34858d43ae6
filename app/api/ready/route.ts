import { checkReadiness } from '@/lib/data/readiness'

export const dynamic = 'force-dynamic'

/** 200 when pages can be served and jobs enqueued, otherwise 503 with the parts that are missing. */
export async function GET(): Promise<Response> {
  const checks = await checkReadiness()
  const isReady = Object.values(checks).every((state) => state === 'ok')
  const body = { status: isReady ? 'ready' : 'unavailable', checks }
  return Response.json(body, { status: isReady ? 200 : 503, headers: { 'cache-control': 'no-store' } })
}
