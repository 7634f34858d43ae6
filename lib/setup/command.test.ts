import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
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
