import { describeApi } from '@/lib/api/openapi'

/** The description of the API as OpenAPI 3.1, for anybody. */
export function GET(): Response {
  return Response.json(describeApi(), { headers: { 'cache-control': 'public, max-age=300' } })
}
