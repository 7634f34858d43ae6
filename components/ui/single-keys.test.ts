import { expect, test } from 'vitest'
import { areSingleKeysOn, switchSingleKeys } from './single-keys'

function keeping() {
  const kept = new Map<string, string>()
  return () => ({
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  })
}

test('single keys act until they are switched off, which is kept, and again when they are switched on', () => {
  const store = keeping()
  expect(areSingleKeysOn(store)).toBe(true)
  expect(switchSingleKeys(false, store)).toBe(true)
  expect(areSingleKeysOn(store)).toBe(false)
  expect(switchSingleKeys(true, store)).toBe(true)
  expect(areSingleKeysOn(store)).toBe(true)
})

test('a browser that keeps nothing leaves them on, and says that the choice is not kept', () => {
  const store = () => {
    throw new Error('denied')
  }
  expect(areSingleKeysOn(store)).toBe(true)
  expect(switchSingleKeys(false, store)).toBe(false)
})
