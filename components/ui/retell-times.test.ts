import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { retellTimes } from './retell-times'
import { Day, Time } from './time'

const told = (dateTime: string, relative: string, text: string) => ({
  dateTime,
  dataset: { relative },
  firstChild: { nodeValue: text },
})

test('a page that is left open goes on to tell how long ago something was', () => {
  const moment = told('2026-11-22T11:57:00Z', 'moment', '3 minutes ago')
  const day = told('2026-11-20', 'day', 'yesterday')
  retellTimes([moment, day], Date.UTC(2026, 10, 22, 13))
  expect(moment.firstChild.nodeValue).toBe('1 hour ago')
  expect(day.firstChild.nodeValue).toBe('2 days ago')
})

test('a moment is marked to be told anew, and a day says the other way of telling it in its title', () => {
  const at = new Date(Date.now() - 3 * 86_400_000).toISOString()
  expect(renderToStaticMarkup(createElement(Time, { at }))).toMatch(/data-relative="moment" title="[^"]+ UTC"/)
  expect(renderToStaticMarkup(createElement(Day, { day: at }))).toMatch(/<time [^>]*title="3 days ago"[^>]*>\d/)
  expect(renderToStaticMarkup(createElement(Day, { day: at, relative: true }))).toMatch(
    /data-relative="day" title="\d+ \w+ \d{4}"[^>]*>3 days ago</,
  )
})
