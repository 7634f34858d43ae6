/** The local GitHub of the demonstration is the same one at whatever port it listens. */
export const demonstrationIdentity = 'demonstration'

/**
 * What a GitHub is recognised by: the host and path of its address, whatever the protocol, or the name given to it.
 * @param {string} given GITHUB_IDENTITY, else GITHUB_URL
 */
export function identityOf(given) {
  const text = given.trim().toLowerCase()
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) return text.replace(/(?<!\/)\/+$/, '')
  const { host, pathname } = new URL(text)
  return `${host}${pathname}`.replace(/(?<!\/)\/+$/, '')
}
