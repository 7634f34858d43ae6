import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { auditSnapshot, type RecordSource } from '@/lib/audit/audit'
import { createInThreadRecords } from '@/lib/audit/in-thread'
import { CHARACTERISTICS, VERDICTS } from '@/lib/checks/rubric'
import { type CliIo, runCli } from './run-cli'
import { VERSION } from './version'

let records: RecordSource
let root: string

beforeAll(async () => {
  records = await createInThreadRecords()
})
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'airworthy-cli-')))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

function git(...args: string[]): string {
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'commit.gpgsign=false']
  return execFileSync('git', ['-C', root, ...identity, ...args], { encoding: 'utf8' }).trim()
}

async function run(...argv: string[]): Promise<{ code: number; out: string; error: string; progress: string[] }> {
  const result = { out: '', error: '', progress: [] as string[] }
  const io: CliIo = {
    out: (text) => {
      result.out += text
    },
    error: (text) => {
      result.error += text
    },
    progress: (text) => result.progress.push(text),
    colors: false,
    width: 100,
    audit: (snapshot) =>
      auditSnapshot(snapshot, records, (id, error) => {
        throw new Error(id, { cause: error })
      }),
  }
  return { code: await runCli(argv, io), ...result }
}

const SERVICE = {
  'README.md': '# Gates\n\nTells which gate a flight leaves from.\n',
  'app/__init__.py': '',
  'app/main.py': `from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get('/health')\ndef health():\n    return {}\n${'\n\ndef f():\n    return 1\n'.repeat(40)}`,
}

test('the JSON report is the contract, and nothing else is on standard output', async () => {
  for (const [path, text] of Object.entries(SERVICE)) write(path, text)
  const { code, out, error } = await run('audit', root, '--json')
  const report = JSON.parse(out)
  expect([code, error]).toEqual([0, ''])
  expect(Object.keys(report)).toEqual(['tool', 'repository', 'score', 'coverage', 'characteristics'])
  expect(report.tool).toEqual({ name: 'airworthy', version: VERSION, rubric: expect.stringMatching(/^[0-9a-f]{12}$/) })
  expect(report.repository).toMatchObject({
    path: root,
    commit: null,
    kind: 'web-service',
    projects: [{ path: '', kind: 'web-service' }],
  })
  expect(
    report.characteristics.map(({ id, category }: { id: string; category: string }) => ({ id, category })),
  ).toEqual([...CHARACTERISTICS])
  for (const characteristic of report.characteristics) {
    expect(Object.keys(characteristic)).toEqual(['id', 'category', 'verdict', 'score', 'message', 'evidence'])
    expect(VERDICTS).toContain(characteristic.verdict)
    for (const item of characteristic.evidence) expect(Object.keys(item)).toEqual(['path', 'line', 'endLine', 'note'])
    const places = characteristic.evidence.map(({ path, line }: { path: string; line: number | null }) => [
      path,
      line ?? 0,
    ])
    expect(places).toEqual([...places].sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] - b[1])))
  }
  expect((await run('audit', root, '--json')).out).toBe(out)
})

test('the report for people names every characteristic with verdict, message and place, and the fixes that bring most', async () => {
  for (const [path, text] of Object.entries(SERVICE)) write(path, text)
  const { code, out } = await run('audit', root)
  expect(code).toBe(0)
  for (const { id } of CHARACTERISTICS) expect(out).toContain(id)
  expect(out).toContain('Robustness & Reliability')
  expect(out).toMatch(/✔ pass +health-checks/)
  expect(out).toContain('app/main.py:6')
  expect(out).toMatch(/Next best fixes\n {2}1\. \+\d/)
  expect(out).toMatch(/Score \d+(\.\d)? of 100/)
  expect(out).not.toContain('\u001b')
})

test('the gaps are written as SARIF: a rule for each characteristic, a result with a place for each gap', async () => {
  for (const [path, text] of Object.entries(SERVICE)) write(path, text)
  write('app/a b [x].py', 'try:\n    f()\nexcept:\n    pass\n'.repeat(20))
  const file = join(root, '..', `${root.split('/').at(-1)}.sarif`)
  const { code, out } = await run('audit', root, '--json', '--sarif', file)
  const [log] = JSON.parse(readFileSync(file, 'utf8')).runs
  rmSync(file)
  expect(code).toBe(0)
  expect(log.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(CHARACTERISTICS.map(({ id }) => id))
  const gaps = JSON.parse(out).characteristics.filter(({ verdict }: { verdict: string }) =>
    /fail|partial/.test(verdict),
  )
  expect(log.results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual(gaps.map(({ id }: { id: string }) => id))
  const seen = new Set<string>()
  for (const { ruleIndex, ruleId, level, locations, message, partialFingerprints } of log.results) {
    expect(log.tool.driver.rules[ruleIndex].id).toBe(ruleId)
    expect(['warning', 'note']).toContain(level)
    expect(locations[0].physicalLocation.artifactLocation.uri).toMatch(/^[^/ ]/)
    expect(locations[0].physicalLocation.region.startLine).toBeGreaterThan(0)
    expect(message.text).not.toMatch(/(?<!\\)\[/)
    seen.add(partialFingerprints['airworthy/v1'])
  }
  expect(seen.size).toBe(gaps.length)
  expect(JSON.stringify(log.results)).toContain('"uri":"app/a%20b%20%5Bx%5D.py"')
})

test('an alert keeps its fingerprint when lines move', async () => {
  const file = join(root, 'report.sarif')
  const fingerprints = async () => {
    await run('audit', root, '--ref', 'HEAD', '--sarif', file)
    const [log] = JSON.parse(readFileSync(file, 'utf8')).runs
    return log.results.map(({ ruleId, partialFingerprints }: Record<string, unknown>) => [ruleId, partialFingerprints])
  }
  write('app.py', 'try:\n    f()\nexcept:\n    pass\n'.repeat(20))
  git('init', '-q')
  git('add', 'app.py')
  git('commit', '-qm', 'x')
  const before = await fingerprints()
  write('app.py', `x = 1\n\n\n${readFileSync(join(root, 'app.py'), 'utf8')}`)
  git('commit', '-qam', 'y')
  expect(await fingerprints()).toEqual(before)
})

test('the report as Markdown stands at the end of the file, and what a repository says is text in it', async () => {
  write(
    'app.py',
    `def f():\n    # <img src=x> | @octocat\n    try:\n        g()\n    except:\n        pass\n`.repeat(20),
  )
  const file = join(root, 'summary.md')
  writeFileSync(file, '# Before\n\n')
  expect(await run('audit', root, '--markdown', file)).toMatchObject({ code: 0, error: '' })
  const text = readFileSync(file, 'utf8')
  expect(text).toMatch(/^# Before\n\n## Production readiness: \d/)
  expect(text).toContain('**Next best fixes**')
  expect(text.match(/^\| .* \| (✔|◐|✘|–|\?) .* \|$/gm)).toHaveLength(CHARACTERISTICS.length)
})

test('a commit is audited as it was, also when the files on disk are gone', async () => {
  write('app.py', 'x = 1\n'.repeat(60))
  git('init', '-q')
  git('add', '.')
  git('commit', '-qm', 'x')
  rmSync(join(root, 'app.py'))
  const { code, out } = await run('audit', root, '--ref', 'HEAD', '--json')
  const report = JSON.parse(out)
  expect(code).toBe(0)
  expect(report.repository.commit).toBe(git('rev-parse', 'HEAD'))
  expect(report.repository.kind).not.toBe('none')
  expect(JSON.parse((await run('audit', root, '--json')).out).repository).toMatchObject({ commit: null, kind: 'none' })
})

test('a project of a monorepo can be reported alone', async () => {
  for (const name of ['a', 'b']) {
    write(`${name}/pyproject.toml`, `[project]\nname = "${name}"\n`)
    write(`${name}/${name}/main.py`, 'def f(x: int) -> int:\n    return x\n'.repeat(40))
  }
  const whole = JSON.parse((await run('audit', root, '--json')).out)
  expect(whole.repository.projects.map(({ path }: { path: string }) => path)).toEqual(['a', 'b'])
  expect(whole.repository.projects[0].characteristics).toHaveLength(20)
  const one = JSON.parse((await run('audit', root, '--json', '--project', './b/')).out)
  expect(one.repository.projects.map(({ path }: { path: string }) => path)).toEqual(['b'])
  const missing = await run('audit', root, '--project', 'c')
  expect(missing).toMatchObject({ code: 2, out: '' })
  expect(missing.error).toContain('Projects found: a, b.')
})

test('a score under the bar ends with 1, after the report', async () => {
  write('app.py', 'print(1)\n'.repeat(60))
  const under = await run('audit', root, '--json', '--fail-under', '99.5')
  expect(under.code).toBe(1)
  expect(JSON.parse(under.out).score).toBeLessThan(99.5)
  expect(under.error).toContain('under 99.5')
  expect((await run('audit', root, '--json', '--fail-under', '0')).code).toBe(0)
})

test.each([
  [[], 'No command'],
  [['audit'], 'No folder'],
  [['inspect', '.'], 'no command "inspect"'],
  [['audit', '.', 'other'], 'one folder'],
  [['audit', '.', '--unknown'], '--unknown'],
  [['audit', '.', '--fail-under', 'high'], 'from 0 to 100'],
  [['audit', '.', '--fail-under', '101'], 'from 0 to 100'],
  [['audit', '.', '--ref'], '--ref'],
  [['audit', '.', '--sarif', ''], '--sarif'],
  [['audit', 'public', '--markdown', '/no/such/folder/x.md'], 'ENOENT'],
  [['audit', '/no/such/folder'], 'no folder /no/such/folder'],
  [['audit', '/etc/hostname'], 'not a folder'],
])(
  '%j is bad use or unreadable: exit code 2, a sentence on standard error, nothing on standard output',
  async (argv, said) => {
    const { code, out, error } = await run(...argv)
    expect([code, out]).toEqual([2, ''])
    expect(error).toContain(said)
    expect(error).toMatch(/^airworthy: .+\n$/)
  },
)

test('a ref of a folder that git does not know is unreadable', async () => {
  write('app.py', 'x = 1\n')
  expect(await run('audit', root, '--ref', 'HEAD')).toMatchObject({ code: 2, out: '' })
  git('init', '-q')
  git('add', '.')
  git('commit', '-qm', 'x')
  expect((await run('audit', root, '--ref', 'nowhere')).error).toContain('no commit "nowhere"')
})

test('help and version go to standard output', async () => {
  expect(await run('--help')).toMatchObject({ code: 0, error: '' })
  expect((await run('--help')).out).toContain('--fail-under')
  expect((await run('--version')).out).toBe(`airworthy ${VERSION}\n`)
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  expect(VERSION).toBe(manifest.version)
})

test("control and direction characters of a repository's texts can't reach the terminal", async () => {
  const evil = '\u001b[2J\u202e'
  write(`app${evil}/main.py`, 'try:\n    f()\nexcept:\n    pass\n'.repeat(30))
  write('README.md', `# ${evil}\n\n${evil} words `.repeat(20))
  const { out } = await run('audit', root)
  expect(out).not.toContain('\u001b')
  expect(out).not.toContain('\u202e')
  expect(out).toContain('\\u{1b}[2J\\u{202e}')

  const sarif = join(root, 'report.sarif')
  const json = (await run('audit', root, '--json', '--sarif', sarif)).out
  for (const written of [json, readFileSync(sarif, 'utf8')]) {
    expect([...evil].filter((character) => '\u001b\u202e'.includes(character) && written.includes(character))).toEqual(
      [],
    )
    expect(() => JSON.parse(written)).not.toThrow()
  }
  // JSON says what the path is.
  expect(JSON.stringify(JSON.parse(json))).toContain(JSON.stringify(`app${evil}/main.py`).slice(1, -1))
})

test('progress is shown while work goes on, and cleared before the report', async () => {
  write('app.py', 'x = 1\n')
  const { progress } = await run('audit', root)
  expect(progress[0]).toContain('Reading')
  expect(progress.at(-1)).toBe('')
})

test('weights of your own make the score in every output and under the bar', async () => {
  for (const [path, text] of Object.entries(SERVICE)) write(path, text)
  const none = Object.fromEntries(CHARACTERISTICS.map(({ id }) => [id, 0]))
  const weights = join(root, 'weights.json')
  const files = ['--sarif', join(root, 'gaps.sarif'), '--markdown', join(root, 'report.md')]
  const standard = JSON.parse((await run('audit', root, '--json')).out)
  expect(standard).not.toHaveProperty('weights')

  writeFileSync(weights, JSON.stringify({ ...none, 'health-checks': 4, testing: 1 }))
  const { out } = await run('audit', root, '--json', '--weights', weights, ...files)
  const own = JSON.parse(out)
  expect([own.score, own.coverage, own.repository.projects[0].score]).toEqual([80, 1, 80])
  expect(own.weights).toEqual({ ...none, 'health-checks': 4, testing: 1 })
  expect(own.characteristics.map(({ verdict }: { verdict: string }) => verdict)).toEqual(
    standard.characteristics.map(({ verdict }: { verdict: string }) => verdict),
  )
  const [sarif] = JSON.parse(readFileSync(join(root, 'gaps.sarif'), 'utf8')).runs
  expect(sarif.properties.score).toBe(80)
  expect(sarif.tool.driver.rules.find(({ id }: { id: string }) => id === 'testing').properties.weight).toBe(1)
  const markdown = readFileSync(join(root, 'report.md'), 'utf8')
  expect(markdown).toContain('Production readiness: 80 of 100')
  expect(markdown).toContain('`health-checks` 4 (3)')
  const terminal = await run('audit', root, '--weights', weights, '--fail-under', '81')
  expect(terminal.code).toBe(1)
  expect(terminal.out).toContain('Score 80 of 100')
  expect(terminal.out.replace(/\s+/g, ' ')).toContain('in brackets the standard')
  expect((await run('audit', root, '--weights', weights, '--fail-under', '80')).code).toBe(0)
})

test.each([
  ['{"speed": 1}', '"speed" is no characteristic'],
  ['{"testing": 11}', 'The weight of testing is a whole number from 0 to 10, not 11.'],
  ['{"testing": "\\u001b[2J"}', 'The weight of testing'],
  ['[1, 2]', 'one JSON object'],
  ['testing: 5', 'is not JSON'],
  [`{"testing": 5}${' '.repeat(70_000)}`, 'too large'],
])(
  'a file of weights that says %j is refused with what is wrong, before anything is audited',
  async (text, problem) => {
    write('weights.json', text)
    const { code, out, error } = await run('audit', root, '--weights', join(root, 'weights.json'))
    expect([code, out]).toEqual([2, ''])
    expect(error).toContain(problem)
    expect(error.length).toBeLessThan(400)
  },
)

test('weights that are no file are refused', async () => {
  expect(await run('audit', root, '--weights', join(root, 'none.json'))).toMatchObject({
    code: 2,
    error: expect.stringContaining('ENOENT'),
  })
  expect(await run('audit', root, '--weights', root)).toMatchObject({ code: 2 })
  expect(await run('audit', root, '--weights', '')).toMatchObject({
    code: 2,
    error: expect.stringContaining('--weights takes the name of a file'),
  })
})
