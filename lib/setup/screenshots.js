import './node-version.js'
import { buildBundles, bundlePath } from './bundles.js'
import { installChromium } from './chromium.js'
import { runAttached } from './command.js'
import { startOwnDemonstration } from './own-demonstration.js'
import { prepare } from './prepare.js'
import { runCommand, shutdown, stopOnSignals } from './shutdown.js'
import { Steps } from './steps.js'

const steps = new Steps(process.stdout)

stopOnSignals(() => 130)
runCommand(async () => {
  const args = process.argv.slice(2)
  await prepare(steps, () => buildBundles(steps, ['screenshots']))
  await installChromium(steps)
  const own = args.some((arg) => arg.startsWith('--url')) ? [] : ['--url', await addressOfOwn()]
  await shutdown(await runAttached([bundlePath('screenshots'), ...own, ...args]))
})

async function addressOfOwn() {
  return (await startOwnDemonstration(steps, 'airworthy-screenshots-')).url
}
