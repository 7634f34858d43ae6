import './node-version.js'
import { buildBundles, bundlePath } from './bundles.js'
import { runAttached } from './command.js'
import { prepare } from './prepare.js'
import { runCommand, shutdown, stopOnSignals } from './shutdown.js'
import { Steps } from './steps.js'
import offerTestDatabases from './vitest-global.js'

const bundles = /** @type {const} */ ({ backfill: 'bench-backfill', scale: 'bench-scale', database: 'bench-database' })

// Measures on a database of its own, which is gone afterwards.
const [name = 'backfill', ...rest] = process.argv.slice(2)
const bundle = bundles[/** @type {keyof typeof bundles} */ (name)] ?? bundles.backfill
stopOnSignals(() => 130)
runCommand(async () => {
  const steps = new Steps(process.stderr)
  await prepare(steps, () => buildBundles(steps, [bundle, 'audit-thread', 'local-github']))
  const teardown = await offerTestDatabases()
  const code = await runAttached([bundlePath(bundle), ...rest], {
    cwd: process.env.INIT_CWD ?? process.cwd(),
  })
  await teardown()
  await shutdown(code)
})
