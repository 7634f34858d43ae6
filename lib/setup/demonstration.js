import { execFileSync } from 'node:child_process'
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { bundlePath } from './bundles.js'
import { startServer } from './children.js'
import { runQuietly } from './command.js'
import { SetupFailure } from './failure.js'
import { fingerprint } from './fingerprint.js'
import { demonstrationIdentity } from './github-identity.js'
import { freePort } from './ports.js'
import { readPort } from './settings.js'
import { readStamp, writeStamp } from './stamp.js'

export function requireGit() {
  try {
    execFileSync('git', ['--version'], { stdio: 'ignore' })
  } catch {
    throw new SetupFailure(
      'The demonstration needs git, which was not found. Install it (apt-get install git), ' +
        'or connect your own GitHub with GITHUB_TOKEN.',
    )
  }
}

/**
 * Builds the repositories of the demonstration organisation from their sources, unless they are there and unchanged.
 * @param {import('./steps.js').Steps} steps
 * @param {string} home
 * @returns {Promise<string>} the folder of the bare repositories
 */
export async function buildRepositories(steps, home) {
  const folder = path.join(home, 'github')
  const stamp = path.join(home, 'github.stamp')
  const wanted = fingerprint(['e2e/repos', 'e2e/github/organisation.ts'], (file) => !file.endsWith('.test.ts'))
  if (existsSync(folder) && readStamp(stamp) === wanted) return folder
  await steps.run('Repositories of the demonstration', async () => {
    const unfinished = `${folder}.unfinished`
    rmSync(unfinished, { recursive: true, force: true })
    await runQuietly(process.execPath, [bundlePath('build-repositories'), '--out', unfinished], {
      failure: "The demonstration's repositories could not be built.",
    })
    rmSync(stamp, { force: true })
    rmSync(folder, { recursive: true, force: true })
    renameSync(unfinished, folder)
    writeStamp(stamp, wanted)
  })
  return folder
}

/**
 * @param {string} home
 * @param {{ root: string, logs: string }} options
 */
export async function startLocalGitHub(home, { root, logs }) {
  const portFile = path.join(home, 'github.port')
  const fixed = readPort(process.env.LOCAL_GITHUB_PORT, 'LOCAL_GITHUB_PORT')
  const last = readStamp(portFile)
  const port = fixed ?? (await freePort(last ? Number(last) : undefined))
  writeFileSync(portFile, String(port))
  const server = startServer('local github', [bundlePath('local-github'), '--root', root, '--port', String(port)], {
    env: process.env,
    logs,
    patienceMs: 2000,
  })
  const url = `http://127.0.0.1:${port}`
  return {
    server,
    url,
    environment: {
      GITHUB_URL: url,
      GITHUB_API_URL: `${url}/api/v3`,
      GITHUB_IDENTITY: demonstrationIdentity,
      OPERATORS: process.env.OPERATORS || 'ada',
    },
  }
}

/**
 * What an owner would have done in the demonstration organisation by now is done there once, after its first scan; the
 * process ends by itself then.
 * @param {string} logs
 * @param {NodeJS.ProcessEnv} env
 */
export function startFurnishing(logs, env) {
  return startServer('demonstration', [bundlePath('furnish-demonstration')], { env, logs, patienceMs: 1000 })
}
