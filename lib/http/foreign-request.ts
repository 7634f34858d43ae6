/** The longest body of a post to a page, which is as much as Next reads for an action whatever its length was said to be. */
export const MOST_PAGE_BYTES = 1024 * 1024

/** Why a request to a page is refused before anything of its body is read; null where it is not. */
export function refusalOfPost(method: string, headers: Headers): 403 | 413 | null {
  if (method === 'GET' || method === 'HEAD') return null
  if (!isOwn(headers)) return 403
  return Number(headers.get('content-length')) > MOST_PAGE_BYTES ? 413 : null
}

/**
 * Whether a page of ours sent it, as far as the browser tells. What says neither is no browser of today, or no browser at
 * all, which nobody can lead here with somebody else's cookies. Next compares origin and host for actions as well, but
 * answers as if it had failed itself.
 */
function isOwn(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin' && site !== 'none') return false
  const origin = headers.get('origin')
  if (origin === null) return true
  if (!URL.canParse(origin)) return false
  const hosts = [headers.get('host'), headers.get('x-forwarded-host')?.split(',')[0]?.trim()]
  return hosts.includes(new URL(origin).host)
}
