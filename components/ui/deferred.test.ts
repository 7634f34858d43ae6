import { createElement, isValidElement, Suspense } from 'react'
import { beforeEach, expect, test, vi } from 'vitest'
import { Deferred } from './deferred'

let hasScripts = true
vi.mock('next/headers', () => ({ cookies: async () => ({ has: (name: string) => name === 'scripts' && hasScripts }) }))

const shown = createElement('p')
const never = () => new Promise<never>(() => undefined)
const props = { fallback: 'Loading', patienceMs: 20 }

beforeEach(() => {
  hasScripts = true
})

test('what is ready in time is sent without a skeleton ahead of it', async () => {
  expect(await Deferred({ ...props, content: async () => shown })).toBe(shown)
})

test('a skeleton stands for what takes longer', async () => {
  const sent = await Deferred({ ...props, content: never })
  expect(isValidElement(sent) && sent.type === Suspense && sent.props).toMatchObject({ fallback: 'Loading' })
})

test('where no scripts run, nothing is sent that they would have to take away', async () => {
  hasScripts = false
  const late = async () => {
    await new Promise((resolve) => setTimeout(resolve, 60))
    return shown
  }
  expect(await Deferred({ ...props, content: late })).toBe(shown)
})

test('what fails in time fails as a whole, so that the answer can be 404', async () => {
  const refused = async () => {
    throw new Error('not found')
  }
  await expect(Deferred({ ...props, content: refused })).rejects.toThrow('not found')
})
