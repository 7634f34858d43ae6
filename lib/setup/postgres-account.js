import { chownSync, lstatSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { SetupFailure } from './failure.js'

/** @typedef {{ uid: number, gid: number }} Account */

/**
 * The account Postgres runs as when we are root, which it refuses to be.
 * @returns {Account | undefined} undefined: the account we run as
 */
export function serverAccount() {
  if (process.getuid?.() !== 0) return undefined
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? []
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new SetupFailure(
    'Postgres does not run as root, and this machine has neither a "postgres" nor a "nobody" account. ' +
      'Run Airworthy as another account, or name a database with DATABASE_URL.',
  )
}

/**
 * @param {string} folder an existing folder
 * @param {Account} account
 */
export function canEnter(folder, account) {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const { mode, uid, gid } = statSync(at)
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return false
    if (at === path.dirname(at)) return true
  }
}

/**
 * Creates a folder that only the server's account and root can read.
 * @param {string} folder
 * @param {Account | undefined} account
 */
export function createPrivateFolder(folder, account) {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const stat = lstatSync(folder)
  const ours = [process.getuid?.(), account?.uid].includes(stat.uid)
  if (!stat.isDirectory() || (process.getuid && !ours)) {
    throw new SetupFailure(`${folder} belongs to somebody else, so the database cannot be kept there.`)
  }
  if (account) chownSync(folder, account.uid, account.gid)
}
