const MAX_DEPTH = 200

/*
 * Parsers that call themselves must never come near the end of the stack: there the compiler of regular expressions ends
 * the whole process instead of throwing. What may nest too deeply is therefore refused before it is parsed.
 */

/** True when more than 200 brackets may be open at once; those in texts and comments count like any others. */
export function hasDeepBrackets(text: string): boolean {
  let open = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x5b || code === 0x7b) open += 1
    else if ((code === 0x5d || code === 0x7d) && open > 0) open -= 1
    if (open > MAX_DEPTH) return true
  }
  return false
}

/** The same for blocks of YAML: indented lines, and several marks (`- - a`) or keys (`a: b: c`) on one. */
export function hasDeepBlocks(text: string): boolean {
  if (hasManyKeysInRow(text)) return true
  const levels: { readonly indent: number; readonly depth: number }[] = []
  for (const line of text.split('\n')) {
    const indent = line.length - line.trimStart().length
    if (indent === line.length) continue
    while (levels.length > 0 && (levels.at(-1)?.indent ?? 0) >= indent) levels.pop()
    const marks = /^\s*((?:[-?:][ \t]+)*)/.exec(line)?.[1]?.replace(/[ \t]/g, '').length ?? 0
    const depth = (levels.at(-1)?.depth ?? 0) + 1 + marks
    levels.push({ indent, depth })
    if (depth > MAX_DEPTH) return true
  }
  return false
}

/** Keys of one line with nothing between them that would end a value: each holds the next one. */
function hasManyKeysInRow(text: string): boolean {
  let keys = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x3a && /[ \t]/.test(text.charAt(at + 1))) keys += 1
    else if (code === 0x2c || code === 0x0a) keys = 0
    if (keys > MAX_DEPTH) return true
  }
  return false
}
