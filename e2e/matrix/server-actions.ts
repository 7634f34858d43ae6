import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { AIRWORTHY } from '../fixtures/addresses'
import { type Answer, ask, type Session } from './ask'
import { encodeForm, FormFields } from './encode-form'

const Manifest = z.object({
  node: z.record(z.string(), z.object({ exportedName: z.string(), filename: z.string() })),
})

/** Every server action that can be called over HTTP: its exported name and the id under which the build knows it. */
export function listServerActions(): ReadonlyMap<string, string> {
  const file = path.join(import.meta.dirname, '..', '..', '.next', 'server', 'server-reference-manifest.json')
  const { node } = Manifest.parse(JSON.parse(readFileSync(file, 'utf8')))
  return new Map(Object.entries(node).map(([id, { exportedName }]) => [exportedName, id]))
}

/** Calls an action as a browser on `page` would, without the page: what can be done by hand must be refused as well. */
export function callServerAction(
  session: Session | null,
  id: string,
  page: string,
  args: readonly unknown[],
): Promise<Answer> {
  const isPlain = !args.some((argument) => argument instanceof FormFields)
  return ask(session, page, {
    method: 'POST',
    headers: {
      'next-action': id,
      ...(isPlain && { 'content-type': 'text/plain;charset=UTF-8' }),
      accept: 'text/x-component',
      origin: AIRWORTHY,
    },
    body: isPlain ? JSON.stringify(args) : encodeForm(args),
  })
}
