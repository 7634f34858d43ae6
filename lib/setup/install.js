import { existsSync, readFileSync } from 'node:fs'
import { runQuietly } from './command.js'
import { fingerprint } from './fingerprint.js'
import { inProject } from './paths.js'
import { readStamp, writeStamp } from './stamp.js'

const stamp = inProject('node_modules', '.airworthy-lock')

/**
 * Installs the packages of the lock file, unless they are there already.
 * @param {import('./steps.js').Steps} steps
 */
export async function install(steps) {
  if (isInstalled()) return
  if (!holdsEverything()) await steps.run('Packages of the lock file', runNpm)
  writeStamp(stamp, fingerprint(['package-lock.json']))
}

export function isInstalled() {
  return readStamp(stamp) === fingerprint(['package-lock.json'])
}

async function runNpm() {
  const npm = process.env.npm_execpath
  const [program, before] = npm ? [process.execPath, [npm]] : ['npm', []]
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error']
  await runQuietly(program, [...before, ...args], {
    env: { ...process.env, npm_config_update_notifier: 'false' },
    failure: 'The packages could not be installed (npm ci). Is the npm registry reachable?',
  })
}

/** Whether somebody ran npm by hand, so that what is installed is what the lock file asks for. */
function holdsEverything() {
  const installed = inProject('node_modules', '.package-lock.json')
  if (!existsSync(installed)) return false
  const present = packagesOf(installed)
  return Object.entries(packagesOf(inProject('package-lock.json'))).every(([name, wanted]) => {
    if (name === '') return true
    const found = present[name]
    return found ? found.version === wanted.version : wanted.optional === true
  })
}

/**
 * @param {string} lockFile
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages ?? {}
}
