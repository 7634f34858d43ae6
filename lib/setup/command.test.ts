import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { inProject } from './paths'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'airworthy-command-'))
  return () => rmSync(folder, { recursive: true, force: true })
})

test('a part that is interrupted is the last one: the next is not begun, and what is half done is cleared up', async () => {
  // The first part ends well on a signal, which must not be taken for done.
  const first = `require('fs').writeFileSync('first', ''); process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000)`
  const next = `require('fs').writeFileSync('next', '')`
  const { exitCode } = await interrupted(`
    try {
      await runAttached(['-e', ${JSON.stringify(first)}], { cwd: folder })
      fs.writeFileSync('went-on', '')
    } finally {
      fs.writeFileSync('cleared', '')
      await runAttached(['-e', ${JSON.stringify(next)}], { cwd: folder })
    }`)
  expect(exitCode).toBe(130)
  expect(found('cleared', 'went-on', 'next')).toEqual(['cleared'])
})

test('a quiet program that is interrupted counts as failed, even where failures are let pass', async () => {
  const first = `require('fs').writeFileSync(${JSON.stringify('FOLDER')} + '/first', ''); process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000)`
  const { exitCode } = await interrupted(`
    const first = ${JSON.stringify(first)}.replace('FOLDER', folder)
    await runQuietly(process.execPath, ['-e', first], { failure: '' }).catch(refuseWhileStopping)
    fs.writeFileSync('went-on', '')`)
  expect(exitCode).toBe(130)
  expect(found('went-on')).toEqual([])
})

test('what a part in a group of its own had begun is ended with it', async () => {
  const begun = `setInterval(() => {}, 1000)`
  const first = `const child = require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(begun)}])
    require('fs').writeFileSync('begun', String(child.pid))
    require('fs').writeFileSync('first', '')
    process.on('SIGINT', () => process.exit(0))
    setInterval(() => {}, 1000)`
  const { exitCode } = await interrupted(
    `await runAttached(['-e', ${JSON.stringify(first)}], { cwd: folder, ownGroup: true, signal: 'SIGINT' })`,
  )
  expect(exitCode).toBe(130)
  const pid = Number(readFileSync(path.join(folder, 'begun'), 'utf8'))
  await expect.poll(() => isRunning(pid)).toBe(false)
})

/** Runs some code as a command and interrupts it once its first part runs. */
async function interrupted(code: string): Promise<{ exitCode: number | null }> {
  const modules = (['command', 'shutdown'] as const).map((name) => JSON.stringify(inProject('lib/setup', `${name}.js`)))
  const script = `import fs from 'node:fs'
    import { runAttached, runQuietly } from ${modules[0]}
    import { refuseWhileStopping, runCommand, stopOnSignals } from ${modules[1]}
    const folder = process.cwd()
    stopOnSignals(() => 130)
    runCommand(async () => {${code}
    })`
  const child: ChildProcess = spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: folder,
    stdio: 'inherit',
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  await expect.poll(() => existsSync(path.join(folder, 'first'))).toBe(true)
  child.kill('SIGINT')
  return { exitCode: await ended }
}

function found(...names: string[]): string[] {
  return names.filter((name) => existsSync(path.join(folder, name)))
}

/** Whoever was ended may not be taken leave of yet, where nobody waits for it. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !/^\d+ \(.*\) Z/.test(existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, 'utf8') : '')
  } catch {
    return false
  }
}
