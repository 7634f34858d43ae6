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
 * all, which nobody can lead here with somebody else's cookies; Next compares the origin with the host besides.
 */
function isOwn(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site')
  return headers.get('origin') !== 'null' && (site === null || site === 'same-origin' || site === 'none')
}
