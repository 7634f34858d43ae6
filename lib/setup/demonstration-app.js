import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { eventsOf, extras, isExtra, permissionsOf } from './app-manifest.js'
import { SetupFailure } from './failure.js'

const APP_ID = 1001
const CLIENT_ID = 'Iv23liairworthylocal'
const ORGANISATION = 'skylark-air'

/** The App of the demonstration may do everything that Airworthy can use. */
const EVERYTHING = Object.keys(extras).filter(isExtra)

/**
 * Registers Airworthy as a GitHub App of the local GitHub, installed in the demonstration organisation, so that the
 * demonstration works as a real installation does: its own tokens, webhooks, checks.
 * @param {string} home
 * @param {{ url: string, origin: string }} addresses of the local GitHub and of the dashboard
 * @returns {Promise<Record<string, string>>} what to put into the environment
 */
export async function registerApp(home, { url, origin }) {
  const kept = readApp(path.join(home, 'github-app.json'))
  const webhook = { url: `${origin}/api/webhooks/github`, secret: kept.webhookSecret, active: true }
  const registered = await control(url, 'GET', '/_control/apps')
  const isThere = Array.isArray(registered) && registered.some(({ id }) => id === APP_ID)
  if (isThere) await control(url, 'PATCH', `/_control/apps/${APP_ID}`, { webhook })
  else await control(url, 'POST', '/_control/apps', description(kept, webhook, origin))
  return {
    GITHUB_APP_ID: String(APP_ID),
    GITHUB_APP_PRIVATE_KEY: Buffer.from(kept.privateKey).toString('base64'),
    GITHUB_WEBHOOK_SECRET: kept.webhookSecret,
    GITHUB_CLIENT_ID: CLIENT_ID,
    GITHUB_CLIENT_SECRET: kept.clientSecret,
  }
}

/**
 * @param {Kept} kept
 * @param {object} webhook
 * @param {string} origin
 */
function description({ publicKey, clientSecret }, webhook, origin) {
  return {
    id: APP_ID,
    slug: 'airworthy',
    name: 'Airworthy',
    owner: ORGANISATION,
    url: origin,
    clientId: CLIENT_ID,
    clientSecret,
    publicKeyPem: publicKey,
    webhook,
    permissions: permissionsOf(EVERYTHING),
    events: eventsOf(EVERYTHING),
    setupUrl: `${origin}/orgs`,
    installations: [{ organisation: ORGANISATION, repositories: 'all' }],
  }
}

/** @typedef {{ privateKey: string, publicKey: string, clientSecret: string, webhookSecret: string }} Kept */

/**
 * The App's secrets: made on the first start and kept, so that a restart signs nobody out.
 * @param {string} file
 * @returns {Kept}
 */
function readApp(file) {
  if (!existsSync(file)) {
    const keys = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    })
    const kept = {
      ...keys,
      clientSecret: randomBytes(20).toString('hex'),
      webhookSecret: randomBytes(32).toString('hex'),
    }
    const unfinished = `${file}.${process.pid}`
    writeFileSync(unfinished, `${JSON.stringify(kept, undefined, 2)}\n`, { mode: 0o600 })
    renameSync(unfinished, file)
  }
  return JSON.parse(readFileSync(file, 'utf8'))
}

/**
 * @param {string} url
 * @param {string} method
 * @param {string} route
 * @param {object} [body]
 * @returns {Promise<unknown>}
 */
async function control(url, method, route, body) {
  const response = await fetch(`${url}${route}`, {
    method,
    ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
  })
  if (response.ok) return response.json()
  throw new SetupFailure(`The local GitHub did not take the App of the demonstration: ${await response.text()}`)
}
