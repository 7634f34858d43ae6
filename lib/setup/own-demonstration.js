import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { startServer } from './children.js'
import { cleanEnvironment } from './clean-environment.js'
import { inProject } from './paths.js'
import { freePort } from './ports.js'
import { untilAnswers } from './readiness.js'
import { onShutdown } from './shutdown.js'

/**
 * A demonstration of its own, which is gone when this process ends.
 * @param {import('./steps.js').Steps} steps
 * @param {string} prefix begins the name of its folder
 * @returns {Promise<{ url: string, github: string }>} where it and its local GitHub answer
 */
export async function startOwnDemonstration(steps, prefix) {
  const home = mkdtempSync(path.join(os.tmpdir(), prefix))
  // The account that Postgres runs as must be able to pass through.
  chmodSync(home, 0o711)
  onShutdown('locks', () => rmSync(home, { recursive: true, force: true }))
  const [port, githubPort] = [String(await freePort()), String(await freePort())]
  const url = `http://127.0.0.1:${port}`
  await steps.run('Demonstration', async () => {
    const server = startServer('demonstration', [inProject('lib', 'setup', 'start.js')], {
      env: {
        ...cleanEnvironment(),
        AIRWORTHY_HOME: path.join(home, 'state'),
        PORT: port,
        LOCAL_GITHUB_PORT: githubPort,
      },
      logs: home,
      patienceMs: 15_000,
    })
    onShutdown('servers', () => server.stop())
    await untilAnswers(server, `${url}/api/health`, { patienceMs: 900_000 })
  })
  return { url, github: `http://127.0.0.1:${githubPort}` }
}
