import { beforeAll, expect, test } from 'vitest'
import { dailyText, regressionText } from './message-texts'
import { escapeSlack, slackLink } from './slack-text'

beforeAll(() => {
  Object.assign(process.env, {
    DATABASE_URL: 'postgresql://a:b@localhost/airworthy',
    GITHUB_TOKEN: 'a-token',
    NEXTAUTH_URL: 'https://air.example.com',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
  })
})

test('texts from elsewhere hold no link, no mention and no line of their own', () => {
  expect(escapeSlack('<!channel> & <https://evil.example|x>\n*more*')).toBe(
    '&lt;!channel&gt; &amp; &lt;https://evil.example|x&gt; *more*',
  )
  expect(slackLink('https://a.example/?a=1&b=2|x', 'a|b>')).toBe('<https://a.example/?a=1&amp;b=2%7Cx|a/b&gt;>')
})

test('in messages nothing hides text or turns it around', () => {
  expect(escapeSlack('Team \u202egpj')).toBe('Team \\u{202e}gpj')
  expect(slackLink('https://a.example/', '\u2066b')).toBe('<https://a.example/|\\u{2066}b>')
})

test('regressions are told with repository, claim and commit, and more than twenty are counted', () => {
  const fact = { repository: 'api', characteristic: 'testing' as const, commit: 'abcdef1234567' }
  const one = regressionText({ login: 'hangar', scope: 'public' }, [fact])
  expect(one).toContain('One regression in <https://air.example.com/orgs/hangar|hangar>* (public repositories)')
  expect(one).toContain('<https://air.example.com/orgs/hangar/repositories/api#testing|api> passed and fails now')
  expect(one).toContain('(commit abcdef1)')
  const many = regressionText(
    { login: 'hangar', scope: 'all' },
    Array.from({ length: 23 }, () => fact),
  )
  expect(many).toContain('23 regressions')
  expect(many.split('\n')).toHaveLength(22)
  expect(many).toContain('and 3 more')
})

test('a day is told with score, change, readiness and what moved', () => {
  const facts = {
    repositories: 3,
    score: 61.25,
    ready: 1,
    change30: -2,
    since: '2026-11-27',
    up: [{ name: 'api', score: 80, change: 4 }],
    down: [],
  }
  const text = dailyText({ login: 'hangar', scope: 'all' }, facts, '2026-11-28')
  expect(text).toContain('on 2026-11-28')
  expect(text).toContain('Score 61.3 (−2.0 in 30 days)')
  expect(text).toContain('1 of 3 repositories ready for production')
  expect(text).toContain('Up since yesterday: <https://air.example.com/orgs/hangar/repositories/api|api> 80.0 (+4.0)')
  expect(text).not.toContain('Down')
  const late = dailyText({ login: 'hangar', scope: 'all' }, { ...facts, since: '2026-11-20' }, '2026-11-28')
  expect(late).toContain('Up since 2026-11-20: ')
})
