import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { encodeForm, FormFields } from './encode-form'

/** What Next's pages encode the arguments of an action with. */
const react = createRequire(import.meta.url)('next/dist/compiled/react-server-dom-turbopack/client.browser.js') as {
  encodeReply(value: unknown): Promise<string | FormData>
}

test.each([
  ['fields', { repository: ['refunds', 'loyalty'], note: ['$K1'] }],
  ['none', {}],
])('a form with %s is sent to an action as a page of this version of Next sends it', async (_what, fields) => {
  const form = new FormData()
  for (const [name, values] of Object.entries(fields)) for (const value of values) form.append(name, value)
  const sent = await react.encodeReply(['skylark-air', 'payments', null, form])
  const encoded = encodeForm(['skylark-air', 'payments', null, new FormFields(fields)])
  expect([...encoded]).toEqual([...(sent as FormData)])
})
