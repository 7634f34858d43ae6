import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { organisationSecret } from './organisation-secret'
import { inProject } from './paths'

const SECRET = 'the secret of the webhooks'

test('the secret of one organisation is printed, and neither the common one nor that of another', () => {
  const { status, stdout } = run(['100'], { GITHUB_WEBHOOK_SECRET: SECRET })
  expect(status).toBe(0)
  expect(stdout).toBe(`${organisationSecret(SECRET, '100')}\n`)
  expect(stdout).toMatch(/^[\da-f]{64}\n$/)
  expect(stdout).not.toBe(`${organisationSecret(SECRET, '101')}\n`)
})

test.each([
  [['hangar'], { GITHUB_WEBHOOK_SECRET: SECRET }, /number of the\s+organisation/],
  [['100'], {}, /Set GITHUB_WEBHOOK_SECRET/],
  [['100'], { GITHUB_WEBHOOK_SECRET: SECRET, GITHUB_APP_ID: '7' }, /With a GitHub App/],
])('%j with %o is refused with how it is meant', (args, environment, message) => {
  const { status, stdout, stderr } = run(args, environment)
  expect(status).toBe(2)
  expect(`${stdout}${stderr}`).toMatch(message)
})

function run(args: readonly string[], environment: Record<string, string>) {
  return spawnSync(process.execPath, [inProject('lib/setup/webhook-secret.js'), ...args], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, AIRWORTHY_IGNORE_ENV_FILE: '1', NODE_ENV: 'test', ...environment },
  })
}
