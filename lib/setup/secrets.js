import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { SetupFailure } from './failure.js'

/** @typedef {{ NEXTAUTH_SECRET: string, AIRWORTHY_ENCRYPTION_KEY: string, AIRWORTHY_PREVIOUS_KEY?: string }} Secrets */

/**
 * The secrets of this machine: those of the environment, else those made on the first start. The key of before is there
 * while keys are being changed.
 * @param {string} home
 * @returns {Secrets}
 */
export function readSecrets(home) {
  const file = fileOf(home)
  if (!existsSync(file)) {
    write(file, { NEXTAUTH_SECRET: newKey(), AIRWORTHY_ENCRYPTION_KEY: newKey() })
  }
  const kept = parse(file)
  const before = process.env.AIRWORTHY_PREVIOUS_KEY || kept.AIRWORTHY_PREVIOUS_KEY
  return {
    NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET || kept.NEXTAUTH_SECRET,
    AIRWORTHY_ENCRYPTION_KEY: process.env.AIRWORTHY_ENCRYPTION_KEY || kept.AIRWORTHY_ENCRYPTION_KEY,
    ...(before && { AIRWORTHY_PREVIOUS_KEY: before }),
  }
}

/**
 * Makes another encryption key and keeps the one of before beside it, until everything is encrypted by the new one.
 * @param {string} home
 */
export function makeNewKey(home) {
  readSecrets(home)
  const kept = parse(fileOf(home))
  if (kept.AIRWORTHY_PREVIOUS_KEY) {
    throw new SetupFailure(
      'The last change of keys did not come to its end: run npm run rotate-key without --new first.',
    )
  }
  write(fileOf(home), {
    ...kept,
    AIRWORTHY_ENCRYPTION_KEY: newKey(),
    AIRWORTHY_PREVIOUS_KEY: kept.AIRWORTHY_ENCRYPTION_KEY,
  })
}

/** @param {string} home */
export function forgetPreviousKey(home) {
  const { AIRWORTHY_PREVIOUS_KEY: before, ...kept } = parse(fileOf(home))
  if (before) write(fileOf(home), kept)
}

function newKey() {
  return randomBytes(32).toString('base64')
}

/** @param {string} home */
function fileOf(home) {
  return path.join(home, 'secrets.json')
}

/**
 * @param {string} file
 * @param {Secrets} secrets
 */
function write(file, secrets) {
  const unfinished = `${file}.${process.pid}`
  writeFileSync(unfinished, `${JSON.stringify(secrets, undefined, 2)}\n`, { mode: 0o600, flush: true })
  renameSync(unfinished, file)
}

/**
 * @param {string} file
 * @returns {Secrets}
 */
function parse(file) {
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof kept.NEXTAUTH_SECRET === 'string' && typeof kept.AIRWORTHY_ENCRYPTION_KEY === 'string') return kept
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new SetupFailure(
    `${file} is not readable as secrets. Restore it, or remove it and run npm run rotate-key -- --forget: people then ` +
      'sign in again, and owners enter the addresses of messages anew.',
  )
}
