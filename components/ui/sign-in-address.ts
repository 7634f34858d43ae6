import { plural } from '@/lib/checks/wording'

type Parameter = string | readonly string[] | undefined

const PROBLEMS: Readonly<Record<string, string>> = {
  AccessDenied: 'GitHub refused the sign-in, or you cancelled it.',
  OAuthCallback: 'GitHub did not finish the sign-in. Try again.',
  OAuthSignin: 'GitHub could not be reached to sign you in. Try again in a minute.',
  Callback: 'GitHub answered, but the sign-in could not be stored. Try again.',
  Configuration: 'Signing in is not set up rightly on this server; its log says what is missing.',
  OtherKey:
    'Your sign-in was encrypted by a key that this server does not have. It is kept: tell whoever runs Airworthy to set that key again, or sign in anew.',
  SessionRequired: 'Sign in to go on.',
  TooManyAttempts: 'Too many attempts to sign in from your network. Try again in a minute.',
}

export const NO_ANSWER = 'Airworthy did not answer. Check that it is running and try again.'

/** Where to go after signing in: a path of this site and nothing else; '/orgs' for all that is not one. */
export function returnPath(asked: Parameter): string {
  const path = typeof asked === 'string' ? pathOf(asked) : null
  return path === null || path.startsWith('/sign-in') || path.startsWith('/api/') ? '/orgs' : path
}

/** A sentence for the error code that next-auth puts into the address; null when there is none. */
export function signInProblem(code: Parameter): string | null {
  if (code === undefined) return null
  const known = typeof code === 'string' && Object.hasOwn(PROBLEMS, code) ? PROBLEMS[code] : undefined
  return known ?? 'Signing in did not work. Try again.'
}

/** A sentence for an answer of next-auth that a script did not want. */
export function refusedSignIn({ status, headers }: Pick<Response, 'status' | 'headers'>): string {
  if (status !== 429) return NO_ANSWER
  const seconds = Number(headers.get('retry-after'))
  const when = seconds > 0 ? plural(seconds, 'second') : 'a minute'
  return `Too many attempts from your network. Try again in ${when}.`
}

function pathOf(asked: string): string | null {
  const text = withoutOrigin(asked)
  if (!text.startsWith('/') || !URL.canParse(text, 'http://here.invalid')) return null
  const url = new URL(text, 'http://here.invalid')
  // Taking out dot segments can leave two slashes at the start, which a browser reads as another site.
  if (url.host !== 'here.invalid' || url.pathname.startsWith('//')) return null
  return `${url.pathname}${url.search}`
}

/** Next-auth writes whole addresses; whatever the site, only the path is gone to, on this one. */
function withoutOrigin(text: string): string {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return text
  const { pathname, search } = new URL(text)
  return `${pathname}${search}`
}
