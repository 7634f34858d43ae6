import './node-version.js'
import { buildBundles, bundlePath } from './bundles.js'
import { runAttached } from './command.js'
import { SetupFailure } from './failure.js'
import { buildPages } from './pages.js'
import { prepare } from './prepare.js'
import { runCommand, shutdown, stopOnSignals } from './shutdown.js'
import { Steps } from './steps.js'
import offerTestDatabases from './vitest-global.js'

const benches = /** @type {const} */ ({
  backfill: 'bench-backfill',
  scale: 'bench-scale',
  push: 'bench-push',
  pages: 'bench-pages',
  database: 'bench-database',
  organisation: 'bench-organisation',
})

// Runs one measurement, on a database of its own where it needs one, which is gone afterwards.
stopOnSignals(() => 130)
runCommand(async () => {
  const [name = '', ...rest] = process.argv.slice(2)
  if (!(name in benches)) throw new SetupFailure(`Name what to measure: ${Object.keys(benches).join(', ')}.`, 2)
  const bundle = benches[/** @type {keyof typeof benches} */ (name)]
  const steps = new Steps(process.stderr)
  const server = await prepare(steps, async () => {
    await buildBundles(steps, [bundle, 'audit-thread', 'local-github', 'bench-request-timer'])
    // Only this one brings the application itself.
    return name === 'organisation' ? buildPages(steps) : undefined
  })
  if (server) process.env.AIRWORTHY_BENCH_SERVER = server
  const teardown = await offerTestDatabases()
  const code = await runAttached([bundlePath(bundle), ...rest], {
    cwd: process.env.INIT_CWD ?? process.cwd(),
  })
  await teardown()
  await shutdown(code)
})
