import './node-version.js'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { allBundles, buildBundles } from './bundles.js'
import { installChromium } from './chromium.js'
import { cleanEnvironment } from './clean-environment.js'
import { runAttached } from './command.js'
import { SetupFailure } from './failure.js'
import { buildPages } from './pages.js'
import { prepare } from './prepare.js'
import { onShutdown, runCommand, shutdown, stopOnSignals } from './shutdown.js'
import { Steps } from './steps.js'
import { countPlaywright, countVitest, sumCounts } from './test-counts.js'

const parts = ['static', 'unit', 'e2e']
const steps = new Steps(process.stdout)

stopOnSignals(() => 130)
runCommand(async () => {
  const chosen = process.argv.slice(2)
  const unknown = chosen.find((part) => !parts.includes(part))
  if (unknown) throw new SetupFailure(`There is no part "${unknown}" of the tests; there are ${parts.join(', ')}.`, 2)
  const wanted = chosen.length > 0 ? chosen : parts
  const e2e = wanted.includes('e2e')

  await prepare(steps, async () => {
    await buildBundles(steps, allBundles)
    if (e2e) await buildPages(steps)
  })
  if (e2e) await installChromium(steps)

  const reports = mkdtempSync(path.join(os.tmpdir(), 'airworthy-reports-'))
  onShutdown('locks', () => rmSync(reports, { recursive: true, force: true }))
  const results = []
  if (wanted.includes('static')) results.push(await lint(), await types())
  if (wanted.includes('unit')) results.push(await unit(path.join(reports, 'unit.json')))
  if (e2e) results.push(await endToEnd(path.join(reports, 'e2e.json')))

  console.log('')
  for (const { name, counts, tookMs } of results) {
    const verdict = counts.failed > 0 ? 'failed' : 'passed'
    console.log(`${name.padEnd(24)} ${verdict.padEnd(8)} ${(tookMs / 1000).toFixed(1).padStart(6)} s`)
  }
  const { passed, failed, skipped } = sumCounts(results.map(({ counts }) => counts))
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
  await shutdown(failed > 0 ? 1 : 0)
})

function lint() {
  return runPart('lint and format', ['node_modules/@biomejs/biome/bin/biome', 'check', '.'], {}, countExit)
}

function types() {
  return runPart('types', ['node_modules/typescript/bin/tsc', '--noEmit'], {}, countExit)
}

/** @param {string} report */
function unit(report) {
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json']
  return runPart('unit and data', [...args, `--outputFile.json=${report}`], {}, (code) => countVitest(report, code))
}

/** @param {string} report */
function endToEnd(report) {
  const args = ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json']
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report }
  return runPart('end to end', args, env, (code) => countPlaywright(report, code))
}

/** @param {number} exitCode what has no tests to count only counts when it fails */
function countExit(exitCode) {
  return { passed: 0, failed: exitCode === 0 ? 0 : 1, skipped: 0 }
}

/**
 * @param {string} name
 * @param {string[]} args
 * @param {Record<string, string>} env
 * @param {(exitCode: number) => import('./test-counts.js').Counts} count
 */
async function runPart(name, args, env, count) {
  console.log(`\n── ${name}`)
  const start = performance.now()
  const exitCode = await runAttached(args, {
    env: { ...cleanEnvironment(), ...env },
    // A second Ctrl-C would make the runner leave its servers behind.
    ownGroup: true,
    stdio: ['ignore', 'inherit', 'inherit'],
    signal: 'SIGINT',
  })
  return { name, counts: count(exitCode), tookMs: performance.now() - start }
}
