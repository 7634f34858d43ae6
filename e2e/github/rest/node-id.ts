/** The opaque global id of a thing, in GitHub's older form. */
export function nodeId(type: string, id: number | string): string {
  return Buffer.from(`0${type.length}:${type}${id}`).toString('base64')
}

/** What a global id stands for; undefined for what is none. */
export function parseNodeId(text: string): { type: string; id: string } | undefined {
  const [, length, rest = ''] = /^0(\d{1,2}):(.+)$/.exec(Buffer.from(text, 'base64').toString()) ?? []
  const type = rest.slice(0, Number(length))
  return length ? { type, id: rest.slice(type.length) } : undefined
}
