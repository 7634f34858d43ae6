import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { removeAbandoned } from './vitest-global'

test.skipIf(process.getuid?.() !== 0)("what an ended run left is removed, unless it is another account's", async () => {
  const among = mkdtempSync(path.join(os.tmpdir(), 'airworthy-abandoned-'))
  const [ours, theirs] = ['ours', 'theirs'].map((whose) => path.join(among, `airworthy-test-${whose}`)) as [
    string,
    string,
  ]
  for (const home of [ours, theirs]) {
    mkdirSync(home)
    writeFileSync(path.join(home, 'owner.lock'), JSON.stringify({ pid: 2 ** 22 + 1 }))
  }
  chownSync(theirs, 2 ** 30, 2 ** 30)
  await removeAbandoned(among)
  const left = [ours, theirs].map((home) => existsSync(home))
  rmSync(among, { recursive: true, force: true })
  expect(left).toEqual([false, true])
})
