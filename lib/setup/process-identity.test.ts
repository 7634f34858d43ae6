import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { PostgresFolder } from './postgres-data'
import { isAlive, startTimeOf } from './process-identity'

const { platform } = process
let home: string
let folder: PostgresFolder
let server: ChildProcess
let neighbour: ChildProcess

beforeAll(async () => {
  home = mkdtempSync(path.join(os.tmpdir(), 'airworthy identity-'))
  folder = new PostgresFolder(home, undefined)
  server = await running('-D', folder.data, '-c', 'port=1')
  neighbour = await running('-D', `${folder.data}-of-another`, '-c', 'port=1')
})
afterEach(() => {
  Object.defineProperty(process, 'platform', { value: platform })
})
afterAll(() => {
  server.kill()
  neighbour.kill()
  rmSync(home, { recursive: true, force: true })
})

for (const system of ['linux', 'darwin']) {
  test(`on ${system} a later process with the number of an earlier one is not taken for it`, () => {
    Object.defineProperty(process, 'platform', { value: system })
    const began = startTimeOf(process.pid)
    expect(began).toMatch(/\d/)
    expect(isAlive(process.pid)).toBe(true)
    expect(isAlive(process.pid, began)).toBe(true)
    expect(isAlive(process.pid, 'Thu Jan  1 00:00:00 1970')).toBe(false)
    expect(startTimeOf(2 ** 22 + 1)).toBeUndefined()
    expect(isAlive(2 ** 22 + 1)).toBe(false)
  })

  test(`on ${system} only a process that serves this folder is taken for its Postgres`, () => {
    Object.defineProperty(process, 'platform', { value: system })
    expect(folder.isServer(Number(server.pid))).toBe(true)
    expect(folder.isServer(Number(neighbour.pid))).toBe(false)
    expect(folder.isServer(process.pid)).toBe(false)
    expect(folder.isServer(2 ** 22 + 1)).toBe(false)
  })
}

async function running(...args: string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1000)', '--', ...args])
  await once(child.stdout, 'data')
  return child
}
