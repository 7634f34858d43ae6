import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseEnv } from 'node:util'
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

test('a value that ends as base64 does is set, and so is one over several lines', () => {
  writeFileSync(file, 'A=c2VjcmV0cw==\nB="\none\n"\nC=a= # later\n')
  expect(setInEnvFile(file, ['A', 'B', 'C'])).toEqual(['A', 'B', 'C'])
})

test('of a value over several lines none stays, and what follows it does', () => {
  const key = (text: string) => `-----BEGIN KEY-----\n${text}\nLOG_LEVEL=\n-----END KEY-----`
  for (const quote of ['"', "'", '`']) {
    writeFileSync(file, `A=1\nKEY=${quote}${key('old')}${quote} # mine\nB=2\nOTHER=${quote}${key('mine')}${quote}\n`)
    expect(setInEnvFile(file, ['LOG_LEVEL', 'KEY', 'B'])).toEqual(['KEY', 'B'])
    writeEnvFile(file, { KEY: 'new', LOG_LEVEL: 'debug' })
    const text = readFileSync(file, 'utf8')
    expect(text).not.toContain('old')
    expect(parseEnv(text)).toEqual({ A: '1', KEY: 'new', B: '2', OTHER: key('mine'), LOG_LEVEL: 'debug' })
  }
})

test('a quote that is never closed, or in a comment, takes no other line with it', () => {
  writeFileSync(file, '# A="0\nA=`1\nB="2"\n')
  writeEnvFile(file, { A: '3' })
  expect(readFileSync(file, 'utf8')).toBe('# A="0\nA=3\nB="2"\n')
})

test('what somebody else put beside the file beforehand gets no keys', () => {
  const trap = path.join(path.dirname(file), 'trap')
  writeFileSync(trap, '', { mode: 0o666 })
  symlinkSync(trap, `${file}.${process.pid}`)
  writeEnvFile(file, { GITHUB_APP_ID: '7' })
  expect(readFileSync(trap, 'utf8')).toBe('')
  expect(lstatSync(file).isSymbolicLink()).toBe(false)
  expect(readFileSync(file, 'utf8')).toBe('GITHUB_APP_ID=7\n')
})

test('a link to a file that is kept elsewhere stays one, and what it leads to is written', () => {
  const elsewhere = path.join(path.dirname(file), 'kept-elsewhere')
  writeFileSync(elsewhere, 'LOG_LEVEL=debug\n', { mode: 0o600 })
  symlinkSync(elsewhere, file)
  writeEnvFile(file, { GITHUB_APP_ID: '7' })
  expect(lstatSync(file).isSymbolicLink()).toBe(true)
  expect(readFileSync(elsewhere, 'utf8')).toBe('LOG_LEVEL=debug\nGITHUB_APP_ID=7\n')
})

test('a value with characters that mean something there reads back as it was, and one with line ends is refused', () => {
  writeEnvFile(file, { GITHUB_CLIENT_SECRET: 'a #b $c "d" \\e' })
  expect(parseEnv(readFileSync(file, 'utf8'))).toEqual({ GITHUB_CLIENT_SECRET: 'a #b $c "d" \\e' })
  for (const value of ['a\nGITHUB_TOKEN=b', "it's", 'a\r']) {
    expect(() => writeEnvFile(file, { GITHUB_APP_ID: value })).toThrow(/GITHUB_APP_ID/)
  }
  expect(parseEnv(readFileSync(file, 'utf8'))).toEqual({ GITHUB_CLIENT_SECRET: 'a #b $c "d" \\e' })
})

test('nothing is left behind when the file can not be written', () => {
  writeFileSync(file, '')
  rmSync(file)
  mkdirSync(file)
  expect(() => writeEnvFile(file, { GITHUB_APP_ID: '7' })).toThrow()
  expect(readdirSync(path.dirname(file))).toEqual(['.env'])
})
