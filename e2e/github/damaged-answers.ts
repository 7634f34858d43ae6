type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
type JsonObject = { [key: string]: Json }

/** Takes items out of the middle of an answer's list and says nothing of it. */
export function shortenList(answer: Response, missing: number): Promise<Response> {
  return changeJson(answer, (json) => {
    const found = findList(json)
    if (!found) return
    const count = Math.min(missing, found.items.length)
    found.items.splice(Math.floor((found.items.length - count) / 2), count)
    for (const key of ['totalCount', 'total_count']) {
      const total = found.holder?.[key]
      if (found.holder && typeof total === 'number') found.holder[key] = Math.max(0, total - count)
    }
  })
}

/** Nulls one node in the middle of a GraphQL answer and adds the error that GitHub gives when it broke down there. */
export function breakInTheMiddle(answer: Response): Promise<Response> {
  return changeJson(answer, (json) => {
    if (!isObject(json) || !isObject(json.data)) return
    const path = nullOut(json.data)
    const message =
      'Something went wrong while executing your query. This may be the result of a timeout, or it could be a GitHub bug.'
    const errors = Array.isArray(json.errors) ? json.errors : []
    json.errors = [...errors, { message, path: path ?? [] }]
  })
}

/** Ends early, and lets the transfer end as if nothing were missing. */
export async function truncateArchive(answer: Response): Promise<Response> {
  const bytes = new Uint8Array(await answer.arrayBuffer())
  return rebuild(answer, bytes.slice(0, Math.ceil(bytes.length * 0.6)))
}

export async function corruptArchive(answer: Response): Promise<Response> {
  const bytes = new Uint8Array(await answer.arrayBuffer())
  const middle = Math.floor(bytes.length / 2)
  for (let at = middle; at < Math.min(middle + 16, bytes.length); at += 1) bytes[at] = (bytes[at] ?? 0) ^ 0xff
  return rebuild(answer, bytes)
}

async function changeJson(answer: Response, change: (json: Json) => void): Promise<Response> {
  if (answer.status !== 200 || !answer.headers.get('content-type')?.includes('json')) return answer
  const json: Json = await answer.json()
  change(json)
  return rebuild(answer, JSON.stringify(json))
}

function rebuild(answer: Response, body: string | Uint8Array<ArrayBuffer>): Response {
  const headers = new Headers(answer.headers)
  headers.delete('content-length')
  // A client must not come back with the tag of the whole answer.
  headers.delete('etag')
  return new Response(body, { status: answer.status, headers })
}

interface Found {
  items: Json[]
  /** What counts them. */
  holder?: JsonObject
  path: (string | number)[]
}

/** The list an answer is about: of repositories where there is one, else the outermost. */
function findList(json: Json): Found | undefined {
  if (Array.isArray(json)) return { items: json, path: [] }
  const lists = findLists(json)
  return lists.find(({ path }) => path.includes('repositories')) ?? lists[0]
}

/** Breadth first, so that outer lists come before those of their items. */
function findLists(json: Json): Found[] {
  const found: Found[] = []
  const queue: { value: Json; path: (string | number)[] }[] = [{ value: json, path: [] }]
  for (const { value, path } of queue) {
    if (!isObject(value)) continue
    for (const [key, inner] of Object.entries(value)) {
      const below = [...path, key]
      if (!Array.isArray(inner)) queue.push({ value: inner, path: below })
      else if (['nodes', 'edges', 'repositories', 'installations'].includes(key)) {
        found.push({ items: inner, holder: value, path: below })
        queue.push(...inner.map((item, index) => ({ value: item, path: [...below, index] })))
      }
    }
  }
  return found
}

/** Nulls a node of the list, or one of several objects that were asked for side by side; answers its path. */
function nullOut(data: JsonObject): (string | number)[] | undefined {
  const list = findList(data)
  if (list && list.items.length > 0) {
    const middle = Math.floor(list.items.length / 2)
    list.items[middle] = null
    return [...list.path, middle]
  }
  const queue: { value: JsonObject; path: string[] }[] = [{ value: data, path: [] }]
  for (const { value, path } of queue) {
    const objects = Object.entries(value).filter(([key, inner]) => isObject(inner) && key !== 'rateLimit')
    const middle = objects[Math.floor(objects.length / 2)]?.[0]
    if (objects.length > 1 && middle) {
      value[middle] = null
      return [...path, middle]
    }
    for (const [key, inner] of objects) if (isObject(inner)) queue.push({ value: inner, path: [...path, key] })
  }
  return undefined
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
