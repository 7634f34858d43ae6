import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { runQuietly } from './command.js'
import { inProject } from './paths.js'
import { refuseWhileStopping } from './shutdown.js'
import { readJsonStamp, writeStamp } from './stamp.js'

/** @typedef {'parsers' | 'cli' | 'audit-thread'} Kept */

/**
 * What is kept compiled, with the bundles that it follows from and the files in dist/ that hold it. The parsers are
 * first, because the others use them.
 * @type {Record<Kept, { from: import('./bundles.js').BundleName, files: string[] }>}
 */
const kept = {
  parsers: { from: 'keep-compiled', files: ['ruff.compiled', 'treeSitter.compiled', 'python.compiled'] },
  cli: { from: 'cli-code', files: ['cli-code.cjs.bytecode'] },
  'audit-thread': { from: 'audit-thread-code', files: ['audit-thread-code.cjs.bytecode'] },
}

/**
 * Leaves beside the named bundles what V8 compiles for an audit, so that an audit need not. Where that fails an audit
 * compiles it itself, so nothing is said.
 * @param {import('./steps.js').Steps} steps
 * @param {readonly import('./bundles.js').BundleName[]} names
 */
export async function keepCompiled(steps, names) {
  const known = readKnown()
  const missing = /** @type {Kept[]} */ (Object.keys(kept)).filter(
    (what) => names.includes(kept[what].from) && known[what] !== keyOf(what),
  )
  if (missing.length === 0) return
  await steps.run(`Compiled ahead: ${missing.join(', ')}`, async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'airworthy-compile-'))
    try {
      const samples = writeSamples(folder)
      for (const what of missing) await keep(what, samples)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
    const keys = Object.fromEntries(missing.map((what) => [what, keyOf(what)]))
    writeStamp(knownPath(), JSON.stringify({ ...known, ...keys }))
  })
}

/**
 * @param {Kept} what
 * @param {string[]} samples
 */
async function keep(what, samples) {
  for (const file of kept[what].files) rmSync(inProject('dist', file), { force: true })
  // V8's flags are part of what it keeps.
  const { NODE_OPTIONS: _, ...env } = process.env
  const args = [inProject('dist', 'keep-compiled.js'), what, ...samples]
  await runQuietly(process.execPath, args, { env, failure: '' }).catch(refuseWhileStopping)
}

/**
 * The demonstration's repositories, each as a folder: services, commands, libraries, notebooks and scripts.
 * @param {string} folder
 */
function writeSamples(folder) {
  const repositories = inProject('e2e', 'repos')
  for (const name of readdirSync(repositories)) {
    const steps = path.join(repositories, name, 'steps')
    if (!existsSync(steps)) continue
    for (const step of readdirSync(steps).sort()) {
      cpSync(path.join(steps, step), path.join(folder, name), { recursive: true })
    }
  }
  return readdirSync(folder).map((name) => path.join(folder, name))
}

/** @param {Kept} what */
function keyOf(what) {
  const hashes = [kept[what].from, 'keep-compiled'].map((name) => {
    const stamp = /** @type {{ hash?: unknown } | null | undefined} */ (
      readJsonStamp(inProject('dist', `${name}.json`))
    )
    return stamp?.hash ?? ''
  })
  return [process.version, process.arch, ...hashes].join(' ')
}

/** @returns {Record<string, string>} */
function readKnown() {
  return /** @type {Record<string, string> | null | undefined} */ (readJsonStamp(knownPath())) ?? {}
}

function knownPath() {
  return inProject('dist', 'compiled.json')
}
