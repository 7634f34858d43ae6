import './node-version.js'
import { buildBundles, bundlePath } from './bundles.js'
import { runAttached } from './command.js'
import { SetupFailure } from './failure.js'
import { listSuites, suites } from './fault-suites.js'
import { buildPages } from './pages.js'
import { prepare } from './prepare.js'
import { onShutdown, runCommand, shutdown, stopOnSignals } from './shutdown.js'
import { Steps } from './steps.js'
import { offerTestDatabases } from './vitest-global.js'

// `npm run faults -- [SUITE...] [options of the suite]`: all suites one after the other, unless some are named.
stopOnSignals(() => 130)
runCommand(async () => {
  const args = process.argv.slice(2)
  const end = args.findIndex((each) => !Object.hasOwn(suites, each))
  const named = end === -1 ? args : args.slice(0, end)
  const options = end === -1 ? [] : args.slice(end)
  const isHelp = options.includes('--help') || options.includes('-h')
  if (named.length === 0 && isHelp) {
    process.stdout.write(listSuites())
    return shutdown(0)
  }
  if (named.length === 0 && options[0] !== undefined) {
    throw new SetupFailure(`There is no suite "${options[0]}".\n\n${listSuites()}`, 2)
  }
  const chosen = Object.entries(suites).filter(([name]) => named.length === 0 || named.includes(name))
  const needs = (/** @type {'database' | 'pages'} */ what) => !isHelp && chosen.some(([, suite]) => suite[what])
  const steps = new Steps(process.stderr)
  const server = await prepare(steps, async () => {
    await buildBundles(steps, [...new Set(chosen.flatMap(([, { bundles }]) => bundles))])
    return needs('pages') ? buildPages(steps) : undefined
  })
  if (server) process.env.AIRWORTHY_FAULTS_SERVER = server
  if (needs('database')) onShutdown('database', await offerTestDatabases())
  let worst = 0
  for (const [, suite] of chosen) {
    const [bundle] = suite.bundles
    if (!bundle) continue
    worst = Math.max(
      worst,
      await runAttached([bundlePath(bundle), ...options], { cwd: process.env.INIT_CWD ?? process.cwd() }),
    )
  }
  await shutdown(worst)
})
