import './node-version.js'
import { buildBundles, bundlePath } from './bundles.js'
import { runAttached } from './command.js'
import { SetupFailure } from './failure.js'
import { prepare } from './prepare.js'
import { runCommand, shutdown, stopOnSignals } from './shutdown.js'
import { Steps } from './steps.js'
import offerTestDatabases from './vitest-global.js'

/** What each suite needs; the first of its bundles is run. @type {Record<string, import('./bundles.js').BundleName[]>} */
const suites = {
  hostile: ['faults-hostile', 'faults-hostile-audit', 'cli', 'audit-thread'],
  fuzz: ['faults-fuzz', 'faults-fuzz-thread'],
  workers: ['faults-workers', 'worker', 'audit-thread', 'local-github'],
  github: ['faults-github', 'worker', 'audit-thread', 'local-github'],
  setup: ['faults-setup', 'worker', 'audit-thread', 'local-github'],
  disk: ['faults-disk'],
  dump: ['faults-dump'],
  postgres: ['faults-postgres', 'worker', 'audit-thread', 'local-github'],
}

/** Suites that store what they do. */
const withDatabase = ['workers', 'github', 'postgres', 'setup', 'disk', 'dump']

// `npm run faults -- [SUITE...] [options of the suite]`: all suites one after the other, unless some are named.
stopOnSignals(() => 130)
runCommand(async () => {
  const args = process.argv.slice(2)
  const end = args.findIndex((each) => !(each in suites))
  const named = end === -1 ? args : args.slice(0, end)
  const options = end === -1 ? [] : args.slice(end)
  if (named.length === 0 && options[0] !== undefined) {
    throw new SetupFailure(`Name the suite first: ${Object.keys(suites).join(', ')}.`, 2)
  }
  const chosen = named.length > 0 ? named : Object.keys(suites)
  const needsDatabase = chosen.some((name) => withDatabase.includes(name))
  const steps = new Steps(process.stderr)
  await prepare(steps, () => buildBundles(steps, [...new Set(chosen.flatMap((name) => suites[name] ?? []))]), {
    // Payloads of webhooks are parsed beside what stores them.
    client: needsDatabase || chosen.includes('fuzz'),
  })
  const teardown = needsDatabase ? await offerTestDatabases() : undefined
  let worst = 0
  for (const name of chosen) {
    const [bundle] = suites[name] ?? []
    if (!bundle) continue
    worst = Math.max(
      worst,
      await runAttached([bundlePath(bundle), ...options], { cwd: process.env.INIT_CWD ?? process.cwd() }),
    )
  }
  await teardown?.()
  await shutdown(worst)
})
