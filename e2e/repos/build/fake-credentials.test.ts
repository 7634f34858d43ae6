import { describe, expect, test } from 'vitest'
import { fillFakeCredentials } from './fake-credentials'

describe('fillFakeCredentials', () => {
  test.each([
    ['stripe_live', /^sk_live_[0-9A-Za-z]{99}$/],
    ['aws_access_key', /^AKIA[A-Z2-7]{16}$/],
    ['github_token', /^ghp_[0-9A-Za-z]{36}$/],
    ['slack_webhook', /^https:\/\/hooks\.slack\.com\/services\/T[A-Z2-7]{10}\/B[A-Z2-7]{10}\/[0-9A-Za-z]{24}$/],
    ['private_key', /^-{5}BEGIN RSA [P]RIVATE KEY-{5}\nMIIE[^-]+-{5}END RSA [P]RIVATE KEY-{5}$/],
  ])('gives %s its real shape', (kind, shape) => {
    expect(fillFakeCredentials(`@@FAKE:${kind}@@`, 'refunds')).toMatch(shape)
  })

  test('repeats a credential within a repository and never across repositories', () => {
    const [first, second] = fillFakeCredentials('@@FAKE:password@@ @@FAKE:password@@', 'refunds').split(' ')
    expect(first).toBe(second)
    expect(fillFakeCredentials('@@FAKE:password@@', 'loyalty')).not.toBe(first)
  })

  test('refuses a kind that it does not know', () => {
    expect(() => fillFakeCredentials('@@FAKE:moon_dust@@', 'refunds')).toThrow('moon_dust')
  })
})
