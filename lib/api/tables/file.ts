import 'server-only'
import { log } from '@/lib/log'
import { nothing } from '../asked'
import { toCsv } from './csv'
import { toJson } from './json'
import type { Table } from './table'

const FORMATS = {
  csv: { write: toCsv, type: 'text/csv; charset=utf-8; header=present' },
  json: { write: toJson, type: 'application/json; charset=utf-8' },
} as const

/** What a reader may see is asked once, at the beginning, so that who reads slowly is not sent it for ever. */
const LONGEST_MS = 10 * 60_000

/** A table and its format, from a file's name such as `teams.csv`; throws AppError 'not-found' for any other. */
export function fileAsked<Tables extends string>(
  file: string,
  tables: Readonly<Record<Tables, unknown>>,
): { readonly table: Tables; readonly format: keyof typeof FORMATS } {
  const [, name = '', format = ''] = /^([a-z]+)\.(csv|json)$/.exec(file) ?? []
  const table = (Object.keys(tables) as Tables[]).find((each) => each === name)
  return table && (format === 'csv' || format === 'json') ? { table, format } : nothing()
}

/** A table as a file that is sent while it is read. What fails before the first part fails the answer. */
export async function answerFile(table: Table, format: keyof typeof FORMATS): Promise<Response> {
  const { write, type } = FORMATS[format]
  const reading = table.parts[Symbol.asyncIterator]()
  const first = await reading.next()
  const written = write({ ...table, parts: from(first, reading) })
  const encoder = new TextEncoder()
  const end = Date.now() + LONGEST_MS
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        if (Date.now() > end) throw new Error('It was not read in time.')
        const { done, value } = await written.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value))
      } catch (error) {
        log().error({ error }, 'a table could not be read to its end')
        controller.error(error)
      }
    },
    async cancel() {
      await written.return(undefined)
      await reading.return?.()
    },
  })
  const day = new Date().toISOString().slice(0, 10)
  const name = `${table.name}-${day}.${format}`.replace(/[^\w.-]/g, '-')
  return new Response(body, {
    headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` },
  })
}

async function* from<T>(first: IteratorResult<T>, rest: AsyncIterator<T>): AsyncGenerator<T> {
  for (let next = first; !next.done; next = await rest.next()) yield next.value
}
