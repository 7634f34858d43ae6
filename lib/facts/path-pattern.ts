/** Tells whether a path is one that a pattern names: `*` is anything within a folder or name, `**` any folders. Linear in the path. */
export function pathPattern(pattern: string): (path: string) => boolean {
  const wanted = pattern.split('/').map((segment) => (segment === '**' ? null : segmentPattern(segment)))
  return (path) => {
    const segments = path.split('/')
    let at = 0
    let want = 0
    let resumeWant = -1
    let resumeAt = 0
    while (at < segments.length) {
      const matches = want < wanted.length ? wanted[want] : undefined
      if (matches === null) {
        resumeWant = want
        resumeAt = at
        want += 1
      } else if (matches?.(segments[at] ?? '')) {
        want += 1
        at += 1
      } else if (resumeWant >= 0) {
        want = resumeWant + 1
        resumeAt += 1
        at = resumeAt
      } else return false
    }
    // A last `**` asks for something below the folder, which is there when it was reached.
    return wanted.slice(want).every((rest) => rest === null) && !(wanted.at(-1) === null && want < wanted.length)
  }
}

function segmentPattern(segment: string): (text: string) => boolean {
  const pieces = segment.split(/\*+/)
  const [first = '', ...rest] = pieces
  const last = rest.pop()
  if (last === undefined) return (text) => text === first
  return (text) => {
    if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false
    let from = first.length
    for (const piece of rest) {
      const found = text.indexOf(piece, from)
      if (found === -1) return false
      from = found + piece.length
    }
    return from <= text.length - last.length
  }
}
