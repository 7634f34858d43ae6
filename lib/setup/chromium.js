import { existsSync } from 'node:fs'
import { runQuietly } from './command.js'
import { SetupFailure } from './failure.js'

const places = [
  ...['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** @returns {string | undefined} the browser of this machine: CHROMIUM_PATH, or one in a usual place */
export function findChromium() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH
  return places.find((place) => existsSync(place))
}

/**
 * Makes sure that there is a browser for the end-to-end tests, from Debian's packages when it is missing.
 * @param {import('./steps.js').Steps} steps
 */
export async function installChromium(steps) {
  const found = findChromium()
  if (found && existsSync(found)) return
  if (found) throw new SetupFailure(`CHROMIUM_PATH names ${found}, which does not exist.`, 2)
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) {
    throw new SetupFailure(
      'The end-to-end tests need Chromium, which was not found. Install it (sudo apt-get install chromium), ' +
        'or name it with CHROMIUM_PATH.',
    )
  }
  await steps.run('Chromium', async () => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const failure = 'Chromium is missing and could not be installed (apt-get install chromium).'
    await runQuietly('apt-get', ['update'], { env, failure })
    await runQuietly('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { env, failure })
  })
}
