import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { setInEnvFile, writeEnvFile } from './env-file'

let file: string

beforeEach(() => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'airworthy-env-file-'))
  file = path.join(folder, '.env')
  return () => rmSync(folder, { recursive: true, force: true })
})

test('a file that is not there is made, for its owner only', () => {
  writeEnvFile(file, { GITHUB_APP_ID: '7' })
  expect(readFileSync(file, 'utf8')).toBe('GITHUB_APP_ID=7\n')
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('values go where they are named and to the end; other lines stay, and the file is closed to others', () => {
  writeFileSync(file, '# mine\nLOG_LEVEL=debug\nGITHUB_APP_ID=\nexport GITHUB_CLIENT_ID=old\n\n', { mode: 0o644 })
  writeEnvFile(file, { GITHUB_APP_ID: '7', GITHUB_CLIENT_ID: 'new', PORT: '3000' })
  expect(readFileSync(file, 'utf8')).toBe('# mine\nLOG_LEVEL=debug\nGITHUB_APP_ID=7\nGITHUB_CLIENT_ID=new\nPORT=3000\n')
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('a variable without a value, or in a comment, is not set', () => {
  writeFileSync(file, 'A=\nB= # later\n# C=1\n D = 1\nexport E=2\n')
  expect(setInEnvFile(file, ['A', 'B', 'C', 'D', 'E', 'F'])).toEqual(['D', 'E'])
})
