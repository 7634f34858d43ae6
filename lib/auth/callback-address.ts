import 'server-only'

const COOKIES = ['__Secure-next-auth.callback-url', 'next-auth.callback-url']

/** As far as a request tells where to go afterwards. */
interface Asked {
  readonly nextUrl: URL
  readonly cookies: { get(name: string): { readonly value: string } | undefined }
}

/**
 * Where a sign-in is to lead, next-auth keeps in a cookie; at one that is no address it fails as if the server were set up
 * wrongly, and goes on so as long as the cookie is there. So that one is refused here and taken away; null for any other.
 */
export function refuseCallback({ nextUrl, cookies }: Asked): Response | null {
  const wrong = COOKIES.filter((name) => !isAddress(cookies.get(name)?.value))
  if (wrong.length === 0 && isAddress(nextUrl.searchParams.get('callbackUrl'))) return null
  const headers = new Headers({ 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
  for (const name of wrong) {
    const secure = name.startsWith('__Secure-') ? '; Secure' : ''
    headers.append('set-cookie', `${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${secure}`)
  }
  return new Response('What this sign-in should lead to is no address. Begin again at /sign-in.\n', {
    status: 400,
    headers,
  })
}

function isAddress(text: string | null | undefined): boolean {
  if (text === null || text === undefined || text === '') return true
  const base = text.startsWith('/') ? 'http://here.invalid' : undefined
  return URL.canParse(text, base) && /^https?:$/.test(new URL(text, base).protocol)
}
