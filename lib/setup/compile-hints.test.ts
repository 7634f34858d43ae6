import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { hintToCompile } from './compile-hints'

test('scripts of a build ask to be compiled ahead, and nothing else changes', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'airworthy-hints-'))
  try {
    writeFileSync(path.join(folder, 'page.js'), 'go()')
    writeFileSync(path.join(folder, 'page.css'), 'a{}')
    mkdirSync(path.join(folder, 'inside.js'))
    hintToCompile(folder)
    expect(readFileSync(path.join(folder, 'page.js'), 'utf8')).toBe('//# allFunctionsCalledOnLoad\ngo()')
    expect(readFileSync(path.join(folder, 'page.css'), 'utf8')).toBe('a{}')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
