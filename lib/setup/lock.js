import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { codeOf, isAlive, startTimeOf } from './process-identity.js'
import { onShutdown } from './shutdown.js'

/** @typedef {{ pid: number, startTime?: string } & Record<string, unknown>} Holder */

/**
 * Takes a lock file for as long as this process lives; one left by a dead process counts for nothing.
 * @param {string} file
 * @returns {Holder | undefined} who holds it instead; undefined when we do
 */
export function takeLock(file) {
  for (;;) {
    if (linkNew(file)) {
      onShutdown('locks', () => releaseLock(file))
      return undefined
    }
    const holder = readHolder(file)
    if (holder && isAlive(holder.pid, holder.startTime)) return holder
    removeStale(file, holder)
  }
}

/** @param {string} file */
export function releaseLock(file) {
  if (readHolder(file)?.pid === process.pid) rmSync(file, { force: true })
}

/**
 * Adds what others may want to know to a lock that we hold.
 * @param {string} file
 * @param {Record<string, unknown>} details
 */
export function describeLock(file, details) {
  const next = `${file}.${process.pid}`
  writeFileSync(next, JSON.stringify({ ...readHolder(file), ...details }), { mode: 0o600 })
  renameSync(next, file)
}

/**
 * @param {string} file
 * @returns {Holder | undefined} the living holder
 */
export function lockHolder(file) {
  const holder = readHolder(file)
  return holder && isAlive(holder.pid, holder.startTime) ? holder : undefined
}

/**
 * Does some work while nobody else does the same.
 * @template T
 * @param {string} file
 * @param {(holder: Holder) => void} onWait called once when somebody else holds the lock
 * @param {() => Promise<T>} work
 */
export async function withLock(file, onWait, work) {
  let told = false
  for (let holder = takeLock(file); holder; holder = takeLock(file)) {
    if (!told) onWait(holder)
    told = true
    await sleep(300)
  }
  try {
    return await work()
  } finally {
    releaseLock(file)
  }
}

/** @param {string} file */
function linkNew(file) {
  const own = `${file}.${process.pid}`
  writeFileSync(own, JSON.stringify({ pid: process.pid, startTime: startTimeOf(process.pid) }), { mode: 0o600 })
  try {
    linkSync(own, file)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  } finally {
    rmSync(own, { force: true })
  }
}

/**
 * @param {string} file
 * @param {Holder | undefined} seen
 */
function removeStale(file, seen) {
  const aside = `${file}.stale.${process.pid}`
  try {
    renameSync(file, aside)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    throw error
  }
  // Between reading and moving, somebody else may have replaced the stale lock by a live one: it is put back.
  if (readHolder(aside)?.pid !== seen?.pid) {
    try {
      linkSync(aside, file)
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    }
  }
  rmSync(aside, { force: true })
}

/**
 * @param {string} file
 * @returns {Holder | undefined}
 */
function readHolder(file) {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8'))
    return typeof holder?.pid === 'number' ? holder : undefined
  } catch {
    return undefined
  }
}
