import './node-version.js'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { buildBundles, bundlePath } from './bundles.js'
import { startServer } from './children.js'
import { installChromium } from './chromium.js'
import { cleanEnvironment } from './clean-environment.js'
import { runAttached } from './command.js'
import { inProject } from './paths.js'
import { freePort } from './ports.js'
import { prepare } from './prepare.js'
import { untilAnswers } from './readiness.js'
import { onShutdown, runCommand, shutdown, stopOnSignals } from './shutdown.js'
import { Steps } from './steps.js'

const steps = new Steps(process.stdout)

stopOnSignals(() => 130)
runCommand(async () => {
  const args = process.argv.slice(2)
  await prepare(steps, () => buildBundles(steps, ['screenshots']))
  await installChromium(steps)
  const own = args.some((arg) => arg.startsWith('--url')) ? [] : ['--url', await startDemonstration()]
  await shutdown(await runAttached([bundlePath('screenshots'), ...own, ...args]))
})

/** A demonstration of its own, which is gone afterwards. */
async function startDemonstration() {
  const home = mkdtempSync(path.join(os.tmpdir(), 'airworthy-screenshots-'))
  // The account that Postgres runs as must be able to pass through.
  chmodSync(home, 0o711)
  onShutdown('locks', () => rmSync(home, { recursive: true, force: true }))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  await steps.run('Demonstration', async () => {
    const server = startServer('demonstration', [inProject('lib', 'setup', 'start.js')], {
      env: { ...cleanEnvironment(), AIRWORTHY_HOME: path.join(home, 'state'), PORT: String(port) },
      logs: home,
      patienceMs: 15_000,
    })
    onShutdown('servers', () => server.stop())
    await untilAnswers(server, `${url}/api/health`, { patienceMs: 900_000 })
  })
  return url
}
