import { requireOrgAccess } from '@/lib/auth/access'
import { followOrganisation } from '@/lib/data/follow-changes'
import { AppError } from '@/lib/errors'

interface Context {
  params: Promise<{ org: string }>
}

/** Server-sent events: `mark`, `changed` with a ChangesEvent and `gone`, for as long as the page is open. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const access = await requireOrgAccess((await params).org).catch(outage)
  if (access instanceof Response) return access
  return new Response(followOrganisation(access, request.signal), {
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
