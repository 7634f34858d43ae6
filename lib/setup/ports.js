import net from 'node:net'

/**
 * @param {number} port
 * @param {string} [host]
 * @returns {Promise<boolean>}
 */
export function isFree(port, host = '127.0.0.1') {
  return listenOnce(port, host).then(
    () => true,
    () => false,
  )
}

/**
 * @param {number} [preferred] taken when it is free
 * @returns {Promise<number>}
 */
export async function freePort(preferred) {
  if (preferred && (await isFree(preferred))) return preferred
  return listenOnce(0, '127.0.0.1')
}

/**
 * @param {number} first
 * @param {string} host
 * @returns {Promise<number | undefined>} the first free port among the next hundred
 */
export async function nextFreePort(first, host) {
  for (let port = first; port < first + 100; port++) {
    if (await isFree(port, host)) return port
  }
  return undefined
}

/**
 * @param {number} port
 * @param {string} host
 * @returns {Promise<number>}
 */
function listenOnce(port, host) {
  return new Promise((resolve, reject) => {
    const server = net.createServer()
    server.once('error', reject)
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address()
      const bound = address && typeof address === 'object' ? address.port : port
      server.close(() => resolve(bound))
    })
  })
}
