import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import { SetupFailure } from './failure.js'

const patienceMs = 60 * 60_000

/**
 * @typedef {object} CreatedApp what GitHub tells once of a new App
 * @property {number} id
 * @property {string} pageUrl the App's own page
 * @property {string} owner login
 * @property {string} clientId
 * @property {string} clientSecret
 * @property {string | null} webhookSecret
 * @property {string} privateKey PEM
 */

/**
 * Lets a person create a GitHub App in their browser: a page on this machine posts the manifest to GitHub, which sends
 * the browser back with a code that is traded for the App's keys. Others who use this machine reach its ports, too: the
 * page is at an address that only the terminal tells, since its form holds the state by which the answer is known, and
 * with that they could hand over a code for an App of their own.
 * @param {object} options
 * @param {string} options.organisation
 * @param {string} options.webUrl
 * @param {string} options.apiUrl
 * @param {(redirectUrl: string) => object} options.manifest
 * @param {number} options.port 0: any that is free
 * @param {(address: string) => void} options.onReady
 * @param {AbortSignal} [options.signal]
 * @returns {Promise<CreatedApp>}
 */
export async function registerApp({ organisation, webUrl, apiUrl, manifest, port, onReady, signal }) {
  const state = randomBytes(32).toString('base64url')
  const entrance = `/${randomBytes(16).toString('base64url')}`
  const server = createServer()
  try {
    const address = await listen(server, port)
    const form = formPage(
      `${webUrl}/organizations/${encodeURIComponent(organisation)}/settings/apps/new?state=${state}`,
      JSON.stringify(manifest(`${address}/created`)),
    )
    const code = waitForCode(server, { address, entrance, state, form, origin: new URL(webUrl).origin })
    onReady(`${address}${entrance}`)
    return await exchange(apiUrl, await withPatience(code, signal))
  } finally {
    server.close()
    server.closeIdleConnections()
  }
}

/**
 * @param {import('node:http').Server} server
 * @param {number} port
 * @returns {Promise<string>}
 */
function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', () => reject(new SetupFailure(`Port ${port} can not be used. Choose another with --port.`)))
    server.listen({ host: '127.0.0.1', port }, () => {
      const bound = server.address()
      resolve(`http://127.0.0.1:${bound && typeof bound === 'object' ? bound.port : port}`)
    })
  })
}

/**
 * @param {import('node:http').Server} server
 * @param {{ address: string, entrance: string, state: string, form: string, origin: string }} options
 * @returns {Promise<string>}
 */
function waitForCode(server, { address, entrance, state, form, origin }) {
  return new Promise((resolve) => {
    server.on('request', (request, response) => {
      const asked = request.url ?? '/'
      if (!URL.canParse(asked, address)) return answer(response, 400, messagePage('This is no address.'), origin)
      const { pathname, searchParams } = new URL(asked, address)
      // A foreign page that a name server points at this machine has another host.
      const isOurs = request.headers.host === new URL(address).host
      if (request.method !== 'GET' || !isOurs) return answer(response, 403, messagePage('Not from here.'), origin)
      if (isSame(pathname, entrance)) return answer(response, 200, form, origin)
      if (pathname !== '/created') return answer(response, 404, messagePage('There is nothing here.'), origin)
      const code = searchParams.get('code') ?? ''
      if (!isSame(searchParams.get('state') ?? '', state) || !/^[\w-]{1,200}$/.test(code)) {
        return answer(response, 400, messagePage('This is not the answer to our question. Begin again.'), origin)
      }
      answer(response, 200, messagePage('The App is created. Go back to the terminal for the next step.'), origin)
      resolve(code)
    })
  })
}

/**
 * @param {string} left
 * @param {string} right
 */
function isSame(left, right) {
  const [ours, theirs] = [Buffer.from(left), Buffer.from(right)]
  return ours.length === theirs.length && timingSafeEqual(ours, theirs)
}

/**
 * @param {Promise<string>} code
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<string>}
 */
function withPatience(code, signal) {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new SetupFailure('No App was created within an hour. Begin again when you are ready.'))
    const timer = setTimeout(giveUp, patienceMs)
    signal?.addEventListener('abort', giveUp, { once: true })
    code.then((value) => resolve(value), reject).finally(() => clearTimeout(timer))
  })
}

/**
 * @param {string} apiUrl
 * @param {string} code
 * @returns {Promise<CreatedApp>}
 */
async function exchange(apiUrl, code) {
  const answered = await fetch(`${apiUrl}/app-manifests/${code}/conversions`, {
    method: 'POST',
    headers: { accept: 'application/vnd.github+json', 'user-agent': 'airworthy' },
    redirect: 'error',
    signal: AbortSignal.timeout(30_000),
  }).catch((error) => {
    throw new SetupFailure(`GitHub did not answer at ${apiUrl} (${error.cause?.code ?? error.name}). ${again}`)
  })
  if (!answered.ok) throw new SetupFailure(`GitHub did not give out the App's keys (HTTP ${answered.status}). ${again}`)
  return readCreated(await answered.json().catch(() => undefined))
}

const again = 'Delete the App that was just created, in the settings of the organisation, and run the command again.'

/**
 * @param {any} json
 * @returns {CreatedApp}
 */
function readCreated(json) {
  const { id, html_url: pageUrl, owner, client_id: clientId, client_secret: clientSecret, pem } = json ?? {}
  const texts = [pageUrl, owner?.login, clientId, clientSecret]
  const webhookSecret = typeof json?.webhook_secret === 'string' ? json.webhook_secret : null
  const isWhole = texts.every((text) => typeof text === 'string' && /^[\x21-\x7e]+$/.test(text))
  if (!Number.isSafeInteger(id) || !isWhole || typeof pem !== 'string' || pem === '') {
    throw new SetupFailure(`GitHub answered without the App's keys. ${again}`)
  }
  return { id, pageUrl, owner: owner.login, clientId, clientSecret, webhookSecret, privateKey: pem }
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {string} page
 * @param {string} origin of GitHub, the only place that the form may go to
 */
function answer(response, status, page, origin) {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; form-action ${origin}; frame-ancestors 'none'`,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    connection: 'close',
  })
  response.end(page)
}

/**
 * @param {string} action
 * @param {string} manifest
 */
function formPage(action, manifest) {
  return page(`<p>GitHub shows the App before it creates it: its name can be changed there, and nothing happens until
    you confirm.</p>
    <form method="post" action="${escapeHtml(action)}"><input type="hidden" name="manifest" value="${escapeHtml(manifest)}">
    <button>Go on to GitHub</button></form>`)
}

/** @param {string} message */
function messagePage(message) {
  return page(`<p>${escapeHtml(message)}</p>`)
}

/** @param {string} body */
function page(body) {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <title>Connect Airworthy</title>
    <style>:root{color-scheme:light dark;font-family:system-ui}body{max-width:34rem;margin:4rem auto;padding:0 1rem}
    button{font:inherit;padding:.6rem 1.2rem}</style>
    <h1>Connect Airworthy to GitHub</h1>${body}</html>`
}

/** @param {string} text */
function escapeHtml(text) {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
