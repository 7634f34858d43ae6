import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { findThreadFile } from './thread-file'

let project: string
function makeProject(): string {
  project = mkdtempSync(join(tmpdir(), 'airworthy thread-'))
  mkdirSync(join(project, 'dist/web/0123456789abcdef'), { recursive: true })
  return project
}
afterEach(() => rmSync(project, { recursive: true }))

test('the thread is found from the project and from a build of the web server', () => {
  const root = makeProject()
  const thread = join(root, 'dist/audit-thread.js')
  writeFileSync(thread, '')
  expect(fileURLToPath(findThreadFile(root))).toBe(thread)
  expect(fileURLToPath(findThreadFile(join(root, 'dist/web/0123456789abcdef')))).toBe(thread)
})

test('where it was not bundled a sentence tells what to run', () => {
  expect(() => findThreadFile(makeProject())).toThrow(/npm run build/)
})
