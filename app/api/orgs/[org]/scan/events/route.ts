import { requireOrgAccess } from '@/lib/auth/access'
import { followScan } from '@/lib/data/follow-scan'
import { AppError } from '@/lib/errors'

interface Context {
  params: Promise<{ org: string }>
}

/** Server-sent events: `progress` with a ScanProgress (or null) at once and whenever it changes, until the scan ends. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const access = await requireOrgAccess((await params).org).catch(outage)
  if (access instanceof Response) return access
  return new Response(followScan(access, request.signal), {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  })
}

/** What `notFound` and `redirect` throw is Next's to answer. */
function outage(error: unknown): Response {
  if (!(error instanceof AppError)) throw error
  return Response.json({ error: error.message }, { status: 503, headers: { 'retry-after': '30' } })
}
