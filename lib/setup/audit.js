import './node-version.js'
import { spawn } from 'node:child_process'
import { buildBundles, bundlePath } from './bundles.js'
import { prepare } from './prepare.js'
import { isStopping, onShutdown, runCommand, shutdown, stopOnSignals } from './shutdown.js'
import { Steps } from './steps.js'

stopOnSignals(() => 130)
runCommand(async () => {
  // Standard output belongs to the report.
  const steps = new Steps(process.stderr)
  await prepare(steps, () => buildBundles(steps, ['cli', 'audit-thread']), { client: false })
  const child = spawn(process.execPath, [bundlePath('cli'), 'audit', ...process.argv.slice(2)], {
    // npm runs scripts in the project; a path is meant as seen from where the person is.
    cwd: (process.env.npm_lifecycle_event && process.env.INIT_CWD) || process.cwd(),
    stdio: 'inherit',
  })
  const ended = new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)))
  onShutdown('servers', async () => {
    child.kill('SIGTERM')
    await ended
  })
  const code = await ended
  if (!isStopping()) await shutdown(code)
})
