import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { removeSettings, webEnvironment } from './build-settings.js'
import { runQuietly } from './command.js'
import { hintToCompile } from './compile-hints.js'
import { fingerprint } from './fingerprint.js'
import { inProject } from './paths.js'

const inputs = [
  ...[
    'app',
    'components',
    'lib',
    'public',
    'proxy.ts',
    'instrumentation.ts',
    'mdx-components.tsx',
    'package-lock.json',
  ],
  ...['next.config.js', 'postcss.config.js', 'tsconfig.json', 'prisma/schema.prisma'],
]
/** What of the set-up the pages import, and what is done to their scripts. */
const shared = [
  'lib/setup/api-address.js',
  'lib/setup/app-manifest.js',
  'lib/setup/compile-hints.js',
  'lib/setup/github-identity.js',
  'lib/setup/organisation-secret.js',
  'lib/setup/private-key.js',
]
// Neither documents nor the README's pictures of the pages make other pages.
const outside = /(\.test\.tsx?$)|^lib\/(setup|cli|decisions|data\/generated)\/|^public\/screenshots\/|\.md$/
const builds = inProject('dist', 'web')
const standalone = inProject('.next', 'standalone')

/**
 * Builds the web server when its sources changed. Every build is kept under the hash of its sources and published by one
 * rename, so a failed or interrupted one leaves those before it as they were.
 * @param {import('./steps.js').Steps} steps
 * @returns {Promise<string>} the path of its server.js
 */
export async function buildPages(steps) {
  const folder = path.join(
    builds,
    fingerprint(inputs, (file) => !outside.test(file) || shared.includes(file)).slice(0, 16),
  )
  const server = path.join(folder, 'server.js')
  removeSettingsOfBuilds(builds)
  removeSettings(standalone)
  if (!existsSync(server)) {
    await steps.run('Web pages', () => build(folder))
    removeAllBut(2)
  }
  return server
}

/** @param {string} folder */
async function build(folder) {
  try {
    await runQuietly(process.execPath, [inProject('node_modules', 'next', 'dist', 'bin', 'next'), 'build'], {
      env: webEnvironment({ ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }),
      failure: 'The web pages could not be built (next build).',
    })
  } finally {
    removeSettings(standalone)
  }
  cpSync(inProject('.next', 'static'), path.join(standalone, '.next', 'static'), { recursive: true })
  hintToCompile(path.join(standalone, '.next', 'static', 'chunks'))
  if (existsSync(inProject('public'))) {
    cpSync(inProject('public'), path.join(standalone, 'public'), { recursive: true })
  }
  // The traced copy of the packages leaves out what is only found at run time; the installed ones are complete.
  rmSync(path.join(standalone, 'node_modules'), { recursive: true, force: true })
  symlinkSync(path.relative(folder, inProject('node_modules')), path.join(standalone, 'node_modules'))
  mkdirSync(builds, { recursive: true })
  renameSync(standalone, folder)
}

/**
 * Also of builds of before this was done with each new one.
 * @param {string} folder whose folders are builds; it need not exist
 */
export function removeSettingsOfBuilds(folder) {
  if (!existsSync(folder)) return
  for (const item of readdirSync(folder, { withFileTypes: true })) {
    if (item.isDirectory()) removeSettings(path.join(folder, item.name))
  }
}

/** @param {number} kept how many of the newest builds stay, since a running server may still read the one before */
function removeAllBut(kept) {
  const folders = readdirSync(builds).map((name) => path.join(builds, name))
  const newestFirst = folders.sort((a, b) => statSync(b).ctimeMs - statSync(a).ctimeMs)
  for (const folder of newestFirst.slice(kept)) rmSync(folder, { recursive: true, force: true })
}
