import 'server-only'

const COOKIES = ['__Secure-next-auth.callback-url', 'next-auth.callback-url']

/** As far as a request tells where its sign-in is to lead. */
interface Asked {
  readonly headers: Headers
  readonly nextUrl: URL
  readonly cookies: { get(name: string): { readonly value: string } | undefined }
}

/** To the sign-in page, which says what went wrong and still leads where the sign-in was to lead. */
export function backToSignIn({ nextUrl, cookies }: Asked, error: string): Response {
  const kept = COOKIES.map((name) => cookies.get(name)?.value).find((value) => value)
  const wanted = nextUrl.searchParams.get('callbackUrl') ?? kept
  const query = new URLSearchParams({ error, ...(wanted && { callbackUrl: wanted }) })
  return new Response(null, {
    status: 303,
    headers: { location: `/sign-in?${query}`, 'cache-control': 'no-store' },
  })
}

/** A refusal for its pace, as a page for whoever comes by a form or an address instead of by a script. */
export function readableRefusal(request: Asked, refusal: Response): Response {
  const isForPage = request.headers.get('accept')?.includes('text/html') ?? false
  return isForPage ? backToSignIn(request, 'TooManyAttempts') : refusal
}
