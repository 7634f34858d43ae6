import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { beforeEach, expect, test, vi } from 'vitest'
import { forgetPreviousKey, makeNewKey, readSecrets } from './secrets'

let home: string

beforeEach(() => {
  for (const name of ['NEXTAUTH_SECRET', 'AIRWORTHY_ENCRYPTION_KEY', 'AIRWORTHY_PREVIOUS_KEY']) vi.stubEnv(name, '')
  home = mkdtempSync(path.join(os.tmpdir(), 'airworthy-secrets-'))
  return () => {
    vi.unstubAllEnvs()
    rmSync(home, { recursive: true, force: true })
  }
})

test('secrets are made once, for their owner alone', () => {
  const made = readSecrets(home)
  expect(Buffer.from(made.AIRWORTHY_ENCRYPTION_KEY, 'base64')).toHaveLength(32)
  expect(readSecrets(home)).toEqual(made)
  expect(statSync(path.join(home, 'secrets.json')).mode & 0o777).toBe(0o600)
})

test('the key of before is kept beside a new one until it is to be forgotten, and never lost by a second change', () => {
  const before = readSecrets(home)
  makeNewKey(home)
  const during = readSecrets(home)
  expect(during).toMatchObject({
    NEXTAUTH_SECRET: before.NEXTAUTH_SECRET,
    AIRWORTHY_PREVIOUS_KEY: before.AIRWORTHY_ENCRYPTION_KEY,
  })
  expect(during.AIRWORTHY_ENCRYPTION_KEY).not.toBe(before.AIRWORTHY_ENCRYPTION_KEY)
  expect(() => makeNewKey(home)).toThrow(/run npm run rotate-key without --new/)
  forgetPreviousKey(home)
  expect(readSecrets(home)).toEqual({
    NEXTAUTH_SECRET: before.NEXTAUTH_SECRET,
    AIRWORTHY_ENCRYPTION_KEY: during.AIRWORTHY_ENCRYPTION_KEY,
  })
})

test('a damaged file is said to be so, and left as it is', () => {
  writeFileSync(path.join(home, 'secrets.json'), '{"NEXTAUTH_SECRET":')
  expect(() => readSecrets(home)).toThrow(/is not readable as secrets\. Restore it/)
})
