import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { SetupFailure } from './failure.js'
import { keepCompiled } from './keep-compiled.js'
import { inProject, projectRoot } from './paths.js'
import { readJsonStamp, writeStamp } from './stamp.js'

/** What runs in Node outside of Next: the name in dist/ and the source it is bundled from. */
const sources = {
  cli: 'lib/cli/launch.ts',
  'cli-code': 'lib/cli/main.ts',
  'audit-thread': 'lib/audit/launch-thread.ts',
  'audit-thread-code': 'lib/audit/thread.ts',
  'keep-compiled': 'lib/audit/keep-compiled.ts',
  worker: 'lib/jobs/worker.ts',
  'rotate-key': 'lib/auth/rotate-key.ts',
  'local-github': 'e2e/github/main.ts',
  'build-repositories': 'e2e/repos/build/main.ts',
  'furnish-demonstration': 'e2e/demonstration/main.ts',
  'generate-organisation': 'e2e/github/generate/main.ts',
  'measure-listing': 'e2e/github/generate/measure-listing.ts',
  accuracy: 'e2e/accuracy/main.ts',
  screenshots: 'e2e/screenshots/main.ts',
  'bench-engine': 'e2e/bench/engine.ts',
  'bench-small': 'e2e/bench/small.ts',
  'bench-again': 'e2e/bench/again.ts',
  'bench-history': 'e2e/bench/history.ts',
  'bench-scan': 'e2e/bench/scan.ts',
  'bench-workers': 'e2e/bench/workers.ts',
  'bench-storage': 'e2e/bench/storage.ts',
  'bench-floor': 'e2e/bench/floor.ts',
  'bench-audit-once': 'e2e/bench/audit-once.ts',
  'bench-database': 'e2e/bench/database.ts',
  'bench-push': 'e2e/bench/push.ts',
  'bench-pages': 'e2e/bench/pages.ts',
  'bench-organisation': 'e2e/bench/organisation.ts',
  'bench-request-timer': 'e2e/bench/request-timer.ts',
  'faults-hostile': 'e2e/faults/hostile/main.ts',
  'faults-hostile-audit': 'e2e/faults/hostile/audit-archives.ts',
  'faults-fuzz': 'e2e/faults/fuzz/main.ts',
  'faults-fuzz-thread': 'e2e/faults/fuzz/thread.ts',
  'faults-workers': 'e2e/faults/workers/main.ts',
  'faults-postgres': 'e2e/faults/postgres/main.ts',
  'faults-github': 'e2e/faults/github/main.ts',
  'faults-setup': 'e2e/faults/setup/main.ts',
  'faults-disk': 'e2e/faults/disk/main.ts',
  'faults-dump': 'e2e/faults/dump/main.ts',
}

/** What starts anew for each audit holds its packages as well: to find and load their files takes longer than to run them. */
const whole = new Set(['cli', 'cli-code', 'audit-thread', 'audit-thread-code', 'keep-compiled', 'bench-audit-once'])
/** What another bundle runs as `runBundled` does, from bytecode. */
const code = new Set(['cli-code', 'audit-thread-code'])
/** What belongs to a bundle. @type {Partial<Record<BundleName, BundleName[]>>} */
const parts = {
  cli: ['cli-code', 'keep-compiled'],
  'audit-thread': ['audit-thread-code', 'keep-compiled'],
}

/** What a bundle takes instead of a module, because there is no request in it. @type {Record<string, Record<string, string>>} */
const standIns = {
  'furnish-demonstration': { '@/lib/auth/access': 'e2e/demonstration/no-request.ts' },
  'bench-database': {
    '@/lib/auth/access': 'e2e/bench/bench-access.ts',
    '@/lib/auth/viewer-organisations': 'e2e/bench/bench-access.ts',
  },
  'faults-workers': { '@/lib/auth/access': 'e2e/bench/bench-access.ts' },
  'faults-postgres': { '@/lib/auth/access': 'e2e/bench/bench-access.ts' },
  'faults-github': { '@/lib/auth/access': 'e2e/bench/bench-access.ts' },
  'faults-setup': { '@/lib/auth/access': 'e2e/bench/bench-access.ts' },
}

/** @typedef {keyof typeof sources} BundleName */

/** A text that is whole and of one byte a character is neither copied nor decoded for each audit: see lib/audit/run-bundled.ts. */
const functionOf = {
  head: '(function (exports, require, module, __filename, __dirname, bundleUrl) {',
  foot: '})',
}

/** What a module has and a script has not. */
const inScript = {
  define: { 'import.meta.url': 'bundleUrl' },
  supported: { 'dynamic-import': false },
  // Its module makes a `require` of its own out of a dynamic import.
  alias: { 'web-tree-sitter': inProject('node_modules', 'web-tree-sitter', 'web-tree-sitter.cjs') },
}

const SHEBANG = '#!/usr/bin/env node'
const REQUIRE =
  "import { createRequire as airworthyRequire } from 'node:module'\nconst require = airworthyRequire(import.meta.url)"
// Inside a git hook these point at another repository than the one that is to be audited.
const FORGET_GIT =
  "for (const name of ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_OBJECT_DIRECTORY', 'GIT_COMMON_DIR', 'GIT_NAMESPACE', 'GIT_PREFIX']) delete process.env[name]"

export const allBundles = /** @type {BundleName[]} */ (Object.keys(sources))

/**
 * Bundles what is stale among the named entries; packages stay outside, but those of `whole`.
 * @param {import('./steps.js').Steps} steps
 * @param {BundleName[]} names
 */
export async function buildBundles(steps, names) {
  const stale = staleBundles(names)
  if (stale.length > 0) {
    const named = stale.length > 3 ? `${stale.length} bundles` : `Bundles: ${stale.join(', ')}`
    await steps.run(named, async () => {
      const esbuild = await import('esbuild')
      mkdirSync(inProject('dist'), { recursive: true })
      for (const name of stale) await bundle(esbuild, name)
      await esbuild.stop()
    })
  }
  await keepCompiled(steps, withParts(names))
}

/** @param {BundleName[]} names */
export function staleBundles(names) {
  return withParts(names).filter((name) => existsSync(inProject(sources[name])) && !isFresh(name))
}

/** @param {BundleName[]} names */
function withParts(names) {
  return [...new Set(names.flatMap((name) => [name, ...(parts[name] ?? [])]))]
}

/**
 * @param {BundleName} name
 * @returns {string} the path of a bundle in dist/
 */
export function bundlePath(name) {
  return inProject('dist', `${name}.${code.has(name) ? 'cjs' : 'js'}`)
}

/**
 * @param {typeof import('esbuild')} esbuild
 * @param {BundleName} name
 */
async function bundle(esbuild, name) {
  const source = inProject(sources[name])
  const needsShebang = name === 'cli' && !readFileSync(source, 'utf8').startsWith('#!')
  try {
    const result = await esbuild.build({
      absWorkingDir: projectRoot,
      entryPoints: [source],
      outfile: bundlePath(name),
      bundle: true,
      platform: 'node',
      format: code.has(name) ? 'cjs' : 'esm',
      target: 'node20.19',
      packages: whole.has(name) ? 'bundle' : 'external',
      define: code.has(name) ? inScript.define : {},
      supported: code.has(name) ? inScript.supported : {},
      mainFields: ['module', 'main'],
      alias: {
        'server-only': inProject('lib', 'setup', 'empty.js'),
        ...(code.has(name) ? inScript.alias : {}),
        ...standInsOf(name),
      },
      banner: bannerOf(name, needsShebang),
      ...(code.has(name) ? { footer: { js: functionOf.foot }, minifyWhitespace: true, legalComments: 'none' } : {}),
      sourcemap: true,
      metafile: true,
      logLevel: 'silent',
    })
    if (name === 'cli') chmodSync(bundlePath(name), 0o755)
    if (code.has(name)) escapeNonAscii(bundlePath(name))
    const { inputs: read } = /** @type {import('esbuild').Metafile} */ (result.metafile)
    // The lock file stands for all packages.
    const inputs = Object.keys(read)
      .filter((file) => !/(^|\/)node_modules\//.test(file))
      .sort()
    writeStamp(stampPath(name), JSON.stringify({ inputs, hash: hashOf(inputs) }))
  } catch (error) {
    throw new SetupFailure(`${sources[name]} could not be bundled:\n${await messagesOf(esbuild, error)}`)
  }
}

/**
 * Writes as escapes what esbuild leaves in regular expressions; comments are gone.
 * @param {string} file
 */
function escapeNonAscii(file) {
  const text = readFileSync(file, 'utf8')
  const escaped = text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
  writeFileSync(file, escaped)
}

/**
 * @param {BundleName} name
 * @param {boolean} needsShebang
 */
function bannerOf(name, needsShebang) {
  const lines = [
    ...(needsShebang ? [SHEBANG, FORGET_GIT] : []),
    ...(whole.has(name) && !code.has(name) ? [REQUIRE] : []),
    ...(code.has(name) ? [functionOf.head] : []),
  ]
  return { js: lines.join('\n') }
}

/** @param {BundleName} name */
function standInsOf(name) {
  return Object.fromEntries(Object.entries(standIns[name] ?? {}).map(([module, file]) => [module, inProject(file)]))
}

/**
 * @param {typeof import('esbuild')} esbuild
 * @param {unknown} error
 */
async function messagesOf(esbuild, error) {
  if (!(error instanceof Error)) return String(error)
  if (!('errors' in error) || !Array.isArray(error.errors)) return error.message
  return (await esbuild.formatMessages(error.errors, { kind: 'error' })).join('\n')
}

/** @param {BundleName} name */
function isFresh(name) {
  const stamp = existsSync(bundlePath(name)) ? readBundleStamp(name) : undefined
  if (!stamp) return false
  return stamp.inputs.every((file) => existsSync(inProject(file))) && hashOf(stamp.inputs) === stamp.hash
}

/** @param {string[]} inputs */
function hashOf(inputs) {
  const hash = createHash('sha256')
  for (const file of [...inputs, 'lib/setup/bundles.js', 'tsconfig.json', 'package-lock.json']) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(projectRoot, file)))
      .update('\0')
  }
  return hash.digest('hex')
}

/**
 * @param {BundleName} name
 * @returns {{ inputs: string[], hash: string } | undefined}
 */
function readBundleStamp(name) {
  const stamp = /** @type {{ inputs?: unknown, hash?: unknown } | null | undefined} */ (readJsonStamp(stampPath(name)))
  const { inputs, hash } = stamp ?? {}
  return Array.isArray(inputs) && typeof hash === 'string' ? { inputs, hash } : undefined
}

/** @param {BundleName} name */
function stampPath(name) {
  return inProject('dist', `${name}.json`)
}
