import './node-version.js'
import { accessSync, constants } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { apiAddressOf } from './api-address.js'
import { extras, isExtra, isPlainAddress, isReachable, manifestOf } from './app-manifest.js'
import { registerApp } from './app-registration.js'
import { setInEnvFile, writeEnvFile } from './env-file.js'
import { SetupFailure } from './failure.js'
import { inProject } from './paths.js'
import { loadEnvironmentFile, readPort } from './settings.js'
import { runCommand, shutdown, stopOnSignals } from './shutdown.js'

const usage = `npm run connect -- ORGANISATION [--url https://your-host] [--with checks,issues,signals] [--public]

Creates a GitHub App with exactly what Airworthy needs, in your browser, and keeps its keys in .env.

  --url       the address at which people reach Airworthy; this machine when not given
  --with      what the App may do besides: ${Object.keys(extras).join(', ')}
  --public    other organisations may install it, too
  --port      the port on this machine that the browser comes back to; any that is free when not given
  --file      another file than .env
  --force     take the place of an App whose keys are in .env already`

const keyNames = [
  'GITHUB_APP_ID',
  'GITHUB_APP_PRIVATE_KEY',
  'GITHUB_CLIENT_ID',
  'GITHUB_CLIENT_SECRET',
  'GITHUB_WEBHOOK_SECRET',
]

stopOnSignals(() => 130)
runCommand(async () => {
  loadEnvironmentFile()
  const request = readRequest(process.argv.slice(2))
  if (!request) console.log(usage)
  else await connect(request)
  await shutdown(0)
})

/** @param {NonNullable<ReturnType<typeof readRequest>>} request */
async function connect({ organisation, url, chosen, isPublic, port, file, force }) {
  refuseKept(file, force)
  requireWritable(file)
  const webUrl = readAddress(process.env.GITHUB_URL || 'https://github.com', 'GITHUB_URL')
  const apiUrl = readAddress(process.env.GITHUB_API_URL || apiAddressOf(webUrl), 'GITHUB_API_URL')
  if (!isReachable(url)) {
    console.log(
      `GitHub can't reach ${url}, so the App comes without webhooks: changes show after the daily look or a re-check.\n` +
        'With --url https://your-host it is told of every change at once.\n',
    )
  }
  const app = await registerApp({
    organisation,
    webUrl,
    apiUrl,
    port,
    manifest: (redirectUrl) => manifestOf({ organisation, url, with: chosen, isPublic }, redirectUrl),
    onReady: (address) => {
      console.log(`Open ${address} in a browser on this machine, as an owner of ${organisation}.`)
      console.log(
        `From another machine, first: ssh -L ${new URL(address).port}:127.0.0.1:${new URL(address).port} HOST`,
      )
    },
  })
  writeEnvFile(file, valuesOf(app, { file, url }))
  console.log(`\nThe App is created and its keys are in ${file}, which only you can read.`)
  if (app.owner.toLowerCase() !== organisation.toLowerCase()) {
    console.log(`It belongs to ${app.owner}, not to ${organisation}: only ${app.owner} can install it.`)
  }
  console.log(`1. Install it: ${app.pageUrl}/installations/new`)
  console.log(`2. Start Airworthy: npm start, then open ${url}`)
}

/**
 * @param {import('./app-registration.js').CreatedApp} app
 * @param {{ file: string, url: string }} options
 */
function valuesOf(app, { file, url }) {
  const { GITHUB_URL, GITHUB_API_URL } = process.env
  /** @type {Record<string, string>} */
  const values = {
    GITHUB_APP_ID: String(app.id),
    GITHUB_APP_PRIVATE_KEY: Buffer.from(app.privateKey).toString('base64'),
    GITHUB_CLIENT_ID: app.clientId,
    GITHUB_CLIENT_SECRET: app.clientSecret,
    ...(app.webhookSecret && { GITHUB_WEBHOOK_SECRET: app.webhookSecret }),
  }
  const kept = setInEnvFile(file, ['GITHUB_URL', 'GITHUB_API_URL', 'NEXTAUTH_URL', 'PORT'])
  if (GITHUB_URL && !kept.includes('GITHUB_URL')) values.GITHUB_URL = GITHUB_URL
  if (GITHUB_API_URL && !kept.includes('GITHUB_API_URL')) values.GITHUB_API_URL = GITHUB_API_URL
  // The App sends people back to this address and to no other.
  if (!kept.includes('NEXTAUTH_URL')) values.NEXTAUTH_URL = url
  const { port } = new URL(url)
  if (!isReachable(url) && port && !kept.includes('PORT')) values.PORT = port
  return values
}

/** @param {string[]} args */
function readRequest(args) {
  const { values, positionals } = parse(args)
  const [organisation, ...others] = positionals
  if (values.help || !organisation) return undefined
  if (others.length > 0 || !/^[a-z\d](?:-?[a-z\d]){0,38}$/i.test(organisation)) {
    throw new SetupFailure(`One organisation is connected at a time, by its name on GitHub.\n\n${usage}`, 2)
  }
  const chosen = (values.with ?? '').split(',').filter(Boolean)
  const unknown = chosen.find((extra) => !isExtra(extra))
  if (unknown !== undefined) throw new SetupFailure(`--with takes ${Object.keys(extras).join(', ')}.`, 2)
  return {
    organisation,
    url: readAddress(values.url ?? (process.env.NEXTAUTH_URL || 'http://127.0.0.1:3000'), '--url'),
    chosen: chosen.filter(isExtra),
    isPublic: values.public ?? false,
    port: readPort(values.port, '--port') ?? 0,
    file: values.file ? path.resolve(process.env.INIT_CWD ?? process.cwd(), values.file) : inProject('.env'),
    force: values.force ?? false,
  }
}

/** @param {string[]} args */
function parse(args) {
  const text = /** @type {const} */ ({ type: 'string' })
  const flag = /** @type {const} */ ({ type: 'boolean' })
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { url: text, with: text, port: text, file: text, public: flag, force: flag, help: flag },
    })
  } catch (error) {
    throw new SetupFailure(`${error instanceof Error ? error.message : error}\n\n${usage}`, 2)
  }
}

/**
 * @param {string} text
 * @param {string} name
 */
function readAddress(text, name) {
  if (isPlainAddress(text)) return text.replace(/(?<!\/)\/+$/, '')
  throw new SetupFailure(`${name} must be an http or https address, such as https://airworthy.example.com.`, 2)
}

/**
 * GitHub gives out the keys once, so there must be a place for them before it is asked.
 * @param {string} file
 */
function requireWritable(file) {
  try {
    accessSync(path.dirname(file), constants.W_OK)
  } catch {
    throw new SetupFailure(`The folder of ${file} can not be written to. Name another file with --file.`, 2)
  }
}

/**
 * @param {string} file
 * @param {boolean} force
 */
function refuseKept(file, force) {
  const [token] = setInEnvFile(file, ['GITHUB_TOKEN'])
  if (token || process.env.GITHUB_TOKEN) {
    throw new SetupFailure('GITHUB_TOKEN is another way in than an App: unset it first, in .env too.', 2)
  }
  const kept = setInEnvFile(file, keyNames)
  if (kept.length === 0 || force) return
  throw new SetupFailure(`${file} already sets ${kept.join(', ')}. To take their place, run it again with --force.`, 2)
}
