import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { SetupFailure } from './failure.js'

/**
 * The secrets of this machine: those of the environment, else those made on the first start.
 * @param {string} home
 * @returns {{ NEXTAUTH_SECRET: string, AIRWORTHY_ENCRYPTION_KEY: string }}
 */
export function readSecrets(home) {
  const file = path.join(home, 'secrets.json')
  if (!existsSync(file)) create(file)
  const kept = parse(file)
  return {
    NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET || kept.NEXTAUTH_SECRET,
    AIRWORTHY_ENCRYPTION_KEY: process.env.AIRWORTHY_ENCRYPTION_KEY || kept.AIRWORTHY_ENCRYPTION_KEY,
  }
}

/** @param {string} file */
function create(file) {
  const secrets = {
    NEXTAUTH_SECRET: randomBytes(32).toString('base64'),
    AIRWORTHY_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  }
  const unfinished = `${file}.${process.pid}`
  writeFileSync(unfinished, `${JSON.stringify(secrets, undefined, 2)}\n`, { mode: 0o600 })
  renameSync(unfinished, file)
}

/** @param {string} file */
function parse(file) {
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof kept.NEXTAUTH_SECRET === 'string' && typeof kept.AIRWORTHY_ENCRYPTION_KEY === 'string') return kept
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new SetupFailure(
    `${file} is not readable as secrets. Restore it, or remove it: people then sign in again and stored tokens are lost.`,
  )
}
