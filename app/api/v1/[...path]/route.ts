import { failed } from '@/lib/api/failure'

/** What is no address of the API. */
export function GET(): Response {
  return failed('not-found', 'There is no such address in the API. /api-docs lists all.')
}
