/**
 * Where GitHub serves REST when nothing else is said: github.com and ghe.com on a host of its own, a server below its
 * address.
 * @param {string} webUrl an http or https address
 */
export function apiAddressOf(webUrl) {
  const { protocol, host } = new URL(webUrl)
  const hasApiHost = host === 'github.com' || /^[a-z\d-]+\.ghe\.com$/.test(host)
  return hasApiHost ? `${protocol}//api.${host}` : `${webUrl.replace(/(?<!\/)\/+$/, '')}/api/v3`
}
