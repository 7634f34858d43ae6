import { rules } from '@secretlint/secretlint-rule-preset-recommend'
import { describe, expect, test, vi } from 'vitest'
import secretsManagement from '@/lib/checks/configuration/secrets-management'
import { virtualSnapshot } from '@/lib/snapshot/virtual'
import { createFacts } from '../create'
import { findCredentials } from './find-credentials'
import { LIBRARY_RULES } from './library-rules'
import { maskedText } from './masked-text'
import { type RuleReport, runRule } from './secretlint-host'
import { sequence, TOKEN_SAMPLES, type TokenSample } from './token-samples'

const NOT_ASKED = ['gcp', 'basicauth', 'database-connection-string', 'sendgrid', 'filter-comments']
const NO_CREDENTIAL = ['aws AWSAccountID']

const idOf = (rule: { readonly meta: { readonly id: string } }) =>
  rule.meta.id.replace('@secretlint/secretlint-rule-', '')
const named = (samples: readonly TokenSample[]) =>
  samples.map((each) => [`${each.what} (${each.messageId})`, each] as const)
const pathOf = ({ path }: TokenSample) => path ?? 'deploy.sh'
const textOf = ({ before = 'TOKEN=', value, after = '' }: TokenSample) => `${before}${value}${after}`

async function reportsOf(id: string, path: string, text: string) {
  const asked = LIBRARY_RULES.find((each) => each.id === id)
  const rule = rules.find((each) => idOf(each) === id)
  if (!rule || !asked) throw new Error(`No rule ${id}`)
  const reports: RuleReport[] = []
  await runRule(rule, path, text, (report) => reports.push(report))
  return reports.filter(({ messageId }) => messageId in asked.messages)
}

test('every rule and every message of the library is either used or left out knowingly', () => {
  const offered = rules.filter((rule) => !NOT_ASKED.includes(idOf(rule)))
  const messages = offered.flatMap((rule) => Object.keys(rule.messages).map((id) => `${idOf(rule)} ${id}`))
  const used = LIBRARY_RULES.flatMap(({ id, messages }) => Object.keys(messages).map((each) => `${id} ${each}`))
  expect([...used, ...NO_CREDENTIAL].sort()).toEqual(messages.sort())
})

test('every message that is used has a sample', () => {
  const sampled = new Set(TOKEN_SAMPLES.map(({ rule, messageId }) => `${rule} ${messageId}`))
  for (const { id, messages } of LIBRARY_RULES)
    for (const messageId of Object.keys(messages)) expect(sampled).toContain(`${id} ${messageId}`)
})

describe('a credential is found where its value stands, and only its place is told', () => {
  test.each(named(TOKEN_SAMPLES))('%s', async (_, sample) => {
    const text = `# é\n${textOf(sample)}\n`
    const hits = (await findCredentials(virtualSnapshot({ [pathOf(sample)]: text })))(pathOf(sample))
    const start = text.indexOf(sample.value)
    expect(hits).toEqual([{ rule: sample.rule, what: sample.what, start, end: start + sample.value.length }])
  })
})

describe('no text without a trigger holds what its rule reports', () => {
  test.each(named(TOKEN_SAMPLES))('%s', async (_, sample) => {
    const trigger = LIBRARY_RULES.find(({ id }) => id === sample.rule)?.trigger ?? /^$/
    const text = textOf(sample)
    const without = text.replaceAll(new RegExp(trigger, 'g'), (found) => '~'.repeat(found.length))
    expect(await reportsOf(sample.rule, pathOf(sample), text)).toHaveLength(1)
    expect(await reportsOf(sample.rule, pathOf(sample), without)).toEqual([])
    for (const changed of mutations(text, 300))
      if (!trigger.test(changed)) expect(await reportsOf(sample.rule, pathOf(sample), changed)).toEqual([])
  })
})

describe('texts that quote a credential are said without it', () => {
  test.each(named(TOKEN_SAMPLES.filter(({ rule }) => rule !== 'privatekey')))('%s', (_, sample) => {
    const quoted = maskedText(sample.before ? textOf(sample) : `Starts \`serve ${sample.value}\`.`)
    expect(quoted).not.toContain(sample.value.slice(-16))
  })
})

describe('what only looks like a credential is left out', () => {
  test.each([
    ['the id of a role', `AROA${'QYLPMN5HFIQR7XYZ'}`],
    ['a path under the name of a secret key', `aws_secret_access_key = /${'srv/data/exports/weekly/keys/listed'}/abcd`],
    ['words in the form of a token of Slack', `xoxb-${'my-bot-token'}`],
    ['the form of a webhook', `https://hooks.slack.com/services/${'T/B/x'}`],
    ['an account number', 'aws_account_id = "1234-5678-9012"'],
  ])('%s', async (_, text) => {
    expect((await findCredentials(virtualSnapshot({ 'a.txt': `${text}\n` })))('a.txt')).toEqual([])
  })

  test('a variable in the settings of npm', async () => {
    const text = '//r.example.org/:_authToken=$' + '{NPM_TOKEN}\n//s.example.org/:_authToken="$NPM_TOKEN_OF_TEAM"\n'
    expect((await findCredentials(virtualSnapshot({ '.npmrc': text })))('.npmrc')).toEqual([])
  })
})

describe('a hostile file of a megabyte is searched to its end', () => {
  const long = `${'x'.repeat(40)}-`
  test.each(
    [
      'a',
      'AKIA',
      '-----BEGIN',
      '-----BEGIN PRIVATE KEY-----',
      `-----BEGIN PRIVATE KEY-----${'A'.repeat(10_001)}`,
      'figd_',
      'glpat-',
      'ops_ey',
      'ghp_',
      'npm_ http://',
      'sk-proj-T3BlbkFJ',
      `xoxb-${long.repeat(20)}${'x'.repeat(41)}`,
      'xoxb-1234567890-abcdef ',
      `secret_access_key${' '.repeat(5000)}`,
      TOKEN_SAMPLES.map(textOf).join(' '),
    ].map((unit) => [unit.slice(0, 30), unit] as const),
  )('%j', async (_, unit) => {
    const text = unit.repeat(Math.floor((1024 * 1024) / unit.length))
    const hits = (await findCredentials(virtualSnapshot({ 'package.json': text })))('package.json')
    expect(hits?.length).toBeLessThanOrEqual(1000)
  })
})

test('thousands of account numbers before it do not hide a secret key', async () => {
  const sample = TOKEN_SAMPLES.find(({ messageId }) => messageId === 'AWSSecretAccessKey')
  if (!sample) throw new Error('No sample')
  const text = `${'account_id: 123456789012\n'.repeat(5000)}${textOf(sample)}\n`
  expect((await findCredentials(virtualSnapshot({ 'accounts.yaml': text })))('accounts.yaml')).toHaveLength(1)
})

test('large files that use up the bound do not hide a credential in a small one', async () => {
  const [sample] = TOKEN_SAMPLES
  if (!sample) throw new Error('No sample')
  const large = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`a${i}.txt`, 'gsk_ '.repeat(200_000)]))
  const credentials = await findCredentials(virtualSnapshot({ ...large, 'z.sh': textOf(sample) }))
  expect(credentials('z.sh')).toHaveLength(1)
  expect(credentials('a39.txt')).toBeNull()
})

test('what is not searched makes the verdict unknown, with the files named', async () => {
  const large = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`a${i}.txt`, 'gsk_ '.repeat(200_000)]))
  const snapshot = virtualSnapshot(large)
  const facts = createFacts(snapshot, new Map(), '', null, await findCredentials(snapshot))
  expect(facts.secrets.unsearched).toContain('a9.txt')
  expect(secretsManagement.detect(facts).verdict).toBe('unknown')
})

test('a library that fails makes the secrets unknown, and no other fact', async () => {
  vi.doMock('@secretlint/secretlint-rule-preset-recommend', () => ({ rules: [] }))
  try {
    const [sample] = TOKEN_SAMPLES
    const snapshot = virtualSnapshot({ 'a.sh': sample ? textOf(sample) : '' })
    const facts = createFacts(snapshot, new Map(), '', null, await findCredentials(snapshot))
    expect(() => facts.secrets).toThrow('secretlint has no rule aws')
    expect(facts.files.all).toHaveLength(1)
  } finally {
    vi.doUnmock('@secretlint/secretlint-rule-preset-recommend')
  }
})

/** The text with up to three characters replaced, left out or doubled. */
function* mutations(text: string, count: number): Generator<string> {
  const next = sequence(text.length)
  for (let i = 0; i < count; i++) {
    let changed = text
    for (let edits = 1 + Math.floor(next() * 3); edits > 0; edits--) {
      const at = Math.floor(next() * Math.min(changed.length, 120))
      const character = changed[at] ?? ''
      const by = ['', character.repeat(2), String.fromCharCode(33 + Math.floor(next() * 94))][Math.floor(next() * 3)]
      changed = `${changed.slice(0, at)}${by}${changed.slice(at + 1)}`
    }
    yield changed
  }
}
