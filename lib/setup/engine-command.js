import { buildBundles, bundlePath, staleBundles } from './bundles.js'
import { runAttached } from './command.js'
import { isInstalled } from './install.js'
import { prepare } from './prepare.js'
import { runCommand, shutdown, stopOnSignals } from './shutdown.js'
import { Steps } from './steps.js'

/**
 * Runs a bundle that uses the engine, with its set-up where that is missing.
 * @param {import('./bundles.js').BundleName} name
 * @param {string[]} args
 */
export function runEngineCommand(name, args) {
  /** @type {import('./bundles.js').BundleName[]} */
  const bundles = [name, 'audit-thread']
  stopOnSignals(() => 130)
  runCommand(async () => {
    // Standard output belongs to the report.
    const steps = new Steps(process.stderr)
    if (!isInstalled() || staleBundles(bundles).length > 0) {
      await prepare(steps, () => buildBundles(steps, bundles), { client: false })
    }
    const code = await runAttached([bundlePath(name), ...args], {
      // npm runs scripts in the project; a path is meant as seen from where the person is.
      cwd: (process.env.npm_lifecycle_event && process.env.INIT_CWD) || process.cwd(),
    })
    await shutdown(code)
  })
}
