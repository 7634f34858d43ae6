import type { FilesFact } from '@/lib/facts/facts'

export interface ScriptTests {
  readonly path: string
  readonly line: number
  readonly count: number
  readonly what: string
}

/** Asks a running service. */
const REQUEST = /(?:^|[\s;|&(`])(?:curl|wget|http|https|httpie|grpcurl|websocat|nc)\s/
/** Fails when the answer is not as it should be. */
const VERDICT = /\bexit\s+[1-9]|\bexit\s+"?\$|\bcurl\s(?:.{0,200}\s)?(?:-[a-zA-Z]*f|--fail)|\bgrep\s+-[a-zA-Z]*q/
/** Specifications of browser tests, told by their place: they drive the whole application. */
const BROWSER =
  /\.(?:spec|test|cy)\.[cm]?[jt]sx?$(?<=(?:^|\/)(?:e2e|cypress|playwright|end[-_]to[-_]end)(?:[-_]tests?)?\/.*)/
const MAX_FILES = 50

/** Tests of the running service in other languages: shell scripts that ask it and fail, Bats files, browser tests. */
export function scriptTests(files: FilesFact): readonly ScriptTests[] {
  const found: ScriptTests[] = []
  for (const { path, role } of files.all) {
    if (found.length >= MAX_FILES) break
    if (role !== 'test') continue
    const one = BROWSER.test(path) ? browserTest(path) : readScript(path, files)
    if (one) found.push(one)
  }
  return found
}

function browserTest(path: string): ScriptTests {
  return { path, line: 1, count: 1, what: 'a browser test of the whole application' }
}

function readScript(path: string, files: FilesFact): ScriptTests | null {
  if (!/\.(?:sh|bash|bats)$/.test(path)) return null
  const lines = (files.text(path) ?? '').split('\n', 2_000).map((line) => line.slice(0, 500))
  const code = lines.map((line) => (/^\s*#/.test(line) ? '' : line))
  const first = code.findIndex((line) => REQUEST.test(line))
  if (first < 0) return null
  if (path.endsWith('.bats')) {
    const count = code.filter((line) => /^\s*@test\b/.test(line)).length
    return count === 0 ? null : { path, line: 1, count, what: 'Bats tests of the running service' }
  }
  const fails = code.some((line) => VERDICT.test(line))
  return fails ? { path, line: first + 1, count: 1, what: 'a script that asks the running service and can fail' } : null
}
