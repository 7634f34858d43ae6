/** What is no address at all: in words, because the page for that would come without the policy of pages. */
export function GET(): Response {
  return Response.json(
    { error: 'There is nothing at this address. /api-docs lists what the API has.' },
    { status: 404, headers: { 'cache-control': 'no-store' } },
  )
}
