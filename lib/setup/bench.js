import './node-version.js'
import { benches, listBenches } from './benches.js'
import { buildBundles, bundlePath } from './bundles.js'
import { installChromium } from './chromium.js'
import { runAttached } from './command.js'
import { SetupFailure } from './failure.js'
import { startOwnDemonstration } from './own-demonstration.js'
import { buildPages } from './pages.js'
import { prepare } from './prepare.js'
import { onShutdown, runCommand, shutdown, stopOnSignals } from './shutdown.js'
import { Steps } from './steps.js'
import { offerTestDatabases } from './vitest-global.js'

/** What the benches start in processes and threads of their own. @type {import('./bundles.js').BundleName[]} */
const started = [
  'audit-thread',
  'bench-audit-once',
  'bench-floor',
  'bench-request-timer',
  'cli',
  'local-github',
  'worker',
]

// Runs one measurement, on a database of its own where it needs one, which is gone afterwards.
stopOnSignals(() => 130)
runCommand(async () => {
  const [name = '', ...rest] = process.argv.slice(2)
  if (['', '-h', '--help'].includes(name)) {
    process.stdout.write(listBenches())
    return shutdown(0)
  }
  const bench = Object.hasOwn(benches, name) ? benches[name] : undefined
  if (!bench) throw new SetupFailure(`There is no bench "${name}".\n\n${listBenches()}`, 2)
  const bundle = /** @type {import('./bundles.js').BundleName} */ (`bench-${name}`)
  const steps = new Steps(process.stderr)
  const isHelp = rest.includes('--help') || rest.includes('-h')
  const server = await prepare(steps, async () => {
    await buildBundles(steps, [bundle, ...started])
    return bench.needs === 'pages' && !isHelp ? buildPages(steps) : undefined
  })
  if (server) process.env.AIRWORTHY_BENCH_SERVER = server
  const own = bench.needs === 'demonstration' && !isHelp ? await demonstration(steps, rest) : []
  onShutdown('database', await offerTestDatabases())
  const code = await runAttached([bundlePath(bundle), ...own, ...rest], { cwd: process.env.INIT_CWD ?? process.cwd() })
  await shutdown(code)
})

/**
 * The addresses of a demonstration of its own, unless a running one is named.
 * @param {Steps} steps
 * @param {readonly string[]} args
 */
async function demonstration(steps, args) {
  await installChromium(steps)
  if (args.some((arg) => arg.startsWith('--url'))) return []
  const { url, github } = await startOwnDemonstration(steps, 'airworthy-bench-')
  return ['--url', url, ...(args.some((arg) => arg.startsWith('--github')) ? [] : ['--github', github])]
}
