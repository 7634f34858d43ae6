export interface PolicyOf {
  /** Base64, made for one answer and never used again. */
  readonly nonce: string
  /** GITHUB_URL, which has no slash at its end: pictures of people come from there. */
  readonly githubUrl: string
  /** Next's development server evaluates code and writes style elements; nothing in production does. */
  readonly isDevelopment?: boolean
}

/** What a page may load and do. Inline scripts need the nonce, which Next gives to its own, and so do style elements. */
export function contentSecurityPolicy({ nonce, githubUrl, isDevelopment = false }: PolicyOf): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    "script-src-attr 'none'",
    // With a nonce browsers ignore 'unsafe-inline'.
    `style-src 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    // React writes its `style` into the markup; a width or a colour is all that an attribute can do.
    "style-src-attr 'unsafe-inline'",
    `img-src 'self' data: ${avatarSources(githubUrl)}`,
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'none'",
    "worker-src 'none'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** GitHub Enterprise has pictures at its own host or one below it, github.com at another; both may name those of github.com. */
function avatarSources(githubUrl: string): string {
  const { protocol, host, origin, hostname } = new URL(githubUrl)
  const known = 'https://avatars.githubusercontent.com'
  if (host === 'github.com') return known
  // No host lies below an address of numbers.
  return /^[\d.]+$|^\[|^localhost$/.test(hostname) ? `${origin} ${known}` : `${origin} ${protocol}//*.${host} ${known}`
}
