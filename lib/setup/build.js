import './node-version.js'
import { allBundles, buildBundles } from './bundles.js'
import { buildPages } from './pages.js'
import { prepare } from './prepare.js'
import { runCommand, stopOnSignals } from './shutdown.js'
import { Steps } from './steps.js'

stopOnSignals(() => 130)
runCommand(async () => {
  const steps = new Steps(process.stdout)
  await prepare(steps, async () => {
    await buildBundles(steps, allBundles)
    if (!process.argv.includes('--bundles-only')) await buildPages(steps)
  })
})
