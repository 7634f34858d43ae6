import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { AIRWORTHY } from '../fixtures/addresses'
import { type Answer, ask, type Session } from './ask'

const Manifest = z.object({
  node: z.record(z.string(), z.object({ exportedName: z.string(), filename: z.string() })),
})

/** Every server action that can be called over HTTP: its exported name and the id under which the build knows it. */
export function listServerActions(): ReadonlyMap<string, string> {
  const file = path.join(import.meta.dirname, '..', '..', '.next', 'server', 'server-reference-manifest.json')
  const { node } = Manifest.parse(JSON.parse(readFileSync(file, 'utf8')))
  return new Map(Object.entries(node).map(([id, { exportedName }]) => [exportedName, id]))
}

/** Fields of a form that is one of an action's arguments. */
export class FormFields {
  constructor(readonly fields: Readonly<Record<string, readonly string[]>>) {}

  toString(): string {
    return JSON.stringify(this.fields)
  }
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

/** As React sends arguments with a form among them: the form's fields under a number that the arguments name. */
function encodeForm(args: readonly unknown[]): FormData {
  const body = new FormData()
  const root = args.map((argument, index) => {
    if (!(argument instanceof FormFields)) return argument
    const part = index + 1
    for (const [name, values] of Object.entries(argument.fields)) {
      for (const value of values) body.append(`${part}_${name}`, value)
    }
    return `$K${part.toString(16)}`
  })
  body.append('0', JSON.stringify(root))
  return body
}
