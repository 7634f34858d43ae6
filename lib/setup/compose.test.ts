import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { inProject } from './paths'

test('what compose.yaml publishes is reached from its own machine only, past no proxy with TLS', () => {
  const { services } = parse(readFileSync(inProject('compose.yaml'), 'utf8'), { merge: true })
  const published = Object.values<{ readonly ports?: readonly string[] }>(services).flatMap(({ ports = [] }) => ports)
  expect(published).toEqual([expect.stringMatching(/^127\.0\.0\.1:.+:3000$/)])
})
