import { expect, test } from 'vitest'
import { AskingPace } from './asking-pace'

test('many questions may come at once, and then as many as time gives, for each person by themselves', () => {
  const pace = new AskingPace(300, 1500)
  for (let number = 0; number < 300; number += 1) {
    expect(pace.waitMs(7n, 0)).toBe(0)
    pace.charge(7n, 1, 0)
  }
  expect(pace.waitMs(7n, 0)).toBe(1500)
  expect(pace.waitMs(7n, 1500)).toBe(0)
  expect(pace.waitMs(8n, 0)).toBe(0)
  expect(pace.waitMs(7n, 10_000_000)).toBe(0)
})

test('what is only wished is asked while half is left', () => {
  const pace = new AskingPace(300, 1500)
  pace.charge(7n, 150, 0)
  expect(pace.allowsWish(7n, 0)).toBe(true)
  pace.charge(7n, 1, 0)
  expect([pace.allowsWish(7n, 0), pace.waitMs(7n, 0)]).toEqual([false, 0])
  expect(pace.allowsWish(7n, 1500)).toBe(true)
})

test('a question that costs more than is left is waited for afterwards, and nobody saves up more than the most', () => {
  const pace = new AskingPace(300, 1500)
  for (let number = 0; number < 4; number += 1) pace.charge(7n, 101, 0)
  expect(pace.waitMs(7n, 0)).toBe((404 - 300 + 1) * 1500)
  pace.charge(7n, 300, 10_000_000)
  expect(pace.waitMs(7n, 10_000_000)).toBe(1500)
})
