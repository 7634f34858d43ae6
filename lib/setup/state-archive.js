import { randomBytes } from 'node:crypto'
import { chmodSync, closeSync, existsSync, mkdtempSync, openSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { runQuietly } from './command.js'
import { SetupFailure } from './failure.js'
import { takeLock } from './lock.js'
import { createStateFolder } from './paths.js'
import { findPostgres } from './postgres.js'
import { createPrivateFolder, serverAccount } from './postgres-account.js'
import { PostgresFolder } from './postgres-data.js'

const secrets = 'secrets.json'

/**
 * Writes the embedded database and the secrets of a state folder into one file, which only its owner can read. Nothing may
 * run from that folder.
 * @param {string} home
 * @param {string} file
 */
export async function writeArchive(home, file) {
  const folder = existsSync(home) ? new PostgresFolder(home, serverAccount()) : undefined
  if (!folder || !existsSync(folder.data)) {
    throw new SetupFailure(
      `There is no database in ${home}. A database of your own (DATABASE_URL) is kept by its own tools: pg_dump.`,
    )
  }
  await requireStopped(home)
  if (existsSync(file)) throw new SetupFailure(`${file} is there already.`)
  // Nobody else may read it at any moment, and where others may write as well, what they put there in time is not followed.
  const unfinished = `${file}.${randomBytes(12).toString('hex')}`
  const descriptor = openSync(unfinished, 'wx', 0o600)
  try {
    const parts = ['-C', folder.path, 'data', 'password', '-C', home, secrets]
    await tar(['-czf', '-', '--exclude', 'postmaster.pid', ...parts], `${file} could not be written:`, descriptor)
    renameSync(unfinished, file)
  } finally {
    closeSync(descriptor)
    rmSync(unfinished, { force: true })
  }
}

/**
 * Puts what an archive holds into a state folder that has no database and no secrets yet: all of it, or nothing.
 * @param {string} home
 * @param {string} file
 */
export async function readArchive(home, file) {
  createStateFolder(home)
  await requireStopped(home)
  const account = serverAccount()
  const folder = new PostgresFolder(home, account)
  const inTheWay = [folder.data, path.join(home, secrets)].filter((each) => existsSync(each))
  if (inTheWay.length > 0) {
    throw new SetupFailure(`Move ${inTheWay.join(' and ')} away first: a restored database takes their place.`)
  }
  createPrivateFolder(folder.path, account)
  const unpacked = mkdtempSync(path.join(folder.path, 'restored-'))
  try {
    await tar(['-xzf', file, '-C', unpacked, '--no-same-owner'], `${file} could not be read:`)
    const missing = ['data/PG_VERSION', 'password', secrets].filter((each) => !existsSync(path.join(unpacked, each)))
    if (missing.length > 0)
      throw new SetupFailure(`${file} is no backup of Airworthy: it has no ${missing.join(', ')}.`)
    chmodSync(path.join(unpacked, 'data'), 0o700)
    if (account) {
      const owned = ['data', 'password'].map((each) => path.join(unpacked, each))
      await runQuietly('chown', ['-R', `${account.uid}:${account.gid}`, ...owned], {
        failure: 'The restored database could not be given to the account that it runs as:',
      })
    }
    renameSync(path.join(unpacked, 'password'), folder.passwordFile)
    renameSync(path.join(unpacked, secrets), path.join(home, secrets))
    renameSync(path.join(unpacked, 'data'), folder.data)
  } finally {
    rmSync(unpacked, { recursive: true, force: true })
  }
}

/** @param {string} home */
async function requireStopped(home) {
  if (takeLock(path.join(home, 'running.json'))) {
    throw new SetupFailure(`Airworthy runs from ${home}: stop it first.`)
  }
  // Left behind by a start that was killed.
  await (await findPostgres(home))?.stop()
}

/**
 * @param {string[]} args
 * @param {string} failure
 * @param {number} [stdout]
 */
function tar(args, failure, stdout) {
  return runQuietly('tar', args, { failure, stdout })
}
