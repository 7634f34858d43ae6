import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { PostgresFolder } from './postgres-data'

test("a database that lies elsewhere, because its account can't enter the state folder, is told as that", () => {
  const home = mkdtempSync(path.join(os.tmpdir(), 'airworthy-closed-'))
  const account = { uid: 2 ** 30, gid: 2 ** 30 }
  const closed = new PostgresFolder(home, account)
  chmodSync(home, 0o711)
  const open = new PostgresFolder(home, account)
  rmSync(home, { recursive: true, force: true })
  expect(closed.elsewhere).toMatch(/^\/var\/lib\/airworthy\/[0-9a-f]{16}$/)
  expect(closed.data).toBe(`${closed.elsewhere}/data`)
  expect(open.elsewhere).toBeUndefined()
  expect(open.data).toBe(path.join(home, 'postgres', 'data'))
})
