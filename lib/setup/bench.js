import './node-version.js'
import { buildBundles, bundlePath } from './bundles.js'
import { runAttached } from './command.js'
import { prepare } from './prepare.js'
import { runCommand, shutdown, stopOnSignals } from './shutdown.js'
import { Steps } from './steps.js'
import offerTestDatabases from './vitest-global.js'

// Measures the backfill on a database of its own, which is gone afterwards.
stopOnSignals(() => 130)
runCommand(async () => {
  const steps = new Steps(process.stderr)
  await prepare(steps, () => buildBundles(steps, ['bench-backfill', 'audit-thread', 'local-github']))
  const teardown = await offerTestDatabases()
  const code = await runAttached([bundlePath('bench-backfill'), ...process.argv.slice(2)], {
    cwd: process.env.INIT_CWD ?? process.cwd(),
  })
  await teardown()
  await shutdown(code)
})
