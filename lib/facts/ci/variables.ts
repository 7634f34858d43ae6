type Variables = Readonly<Record<string, string>>

const REFERENCE = /\$(?:\{([A-Za-z_]\w*)(?::?[-=]([^{}]*))?\}|([A-Za-z_]\w*))/g
const MAX_LENGTH = 2000

/** Puts in the variables that a script has set; a word that is one variable may become several words. */
export function fillVariables(words: readonly string[], variables: Variables): readonly string[] {
  const filled = words.flatMap((word, at) => {
    if (!word.includes('$')) return [word]
    const text = fill(word, variables)
    return at === 0 && text !== word && /\s/.test(text) ? text.trim().split(/\s+/) : [text]
  })
  const program = filled[0]
  if (program === undefined) return filled
  if (/^\$\{?\(?PY(?:THON)?[\w]*\)?\}?$/i.test(program)) return ['python', ...filled.slice(1)]
  // An unknown variable before a program is a folder or a prefix.
  const named = /^\$(?:\{[^{}]*\}|\([\w.-]+\)|[A-Z_]+(?=\/))\/?([\w./-]+)$/.exec(program)?.[1]
  return named ? [named, ...filled.slice(1)] : filled
}

/** Values of assignments: `$(which pytest)` is pytest. */
export function fillAssignments(assigned: Variables, variables: Variables): Record<string, string> {
  return Object.fromEntries(
    Object.entries(assigned).map(([name, value]) => {
      const found = /^[`$]\(?\s*(?:which|command -v)\s+([\w.-]+)\s*[`)]$/.exec(value)?.[1]
      return [name, (found ?? fill(value, variables)).slice(0, MAX_LENGTH)]
    }),
  )
}

/** What `export A=b C=d` sets. */
export function exported(words: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {}
  if (words[0] !== 'export') return found
  for (const word of words.slice(1)) {
    const match = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(word)
    if (match?.[1]) found[match[1]] = match[2] ?? ''
  }
  return found
}

function fill(text: string, variables: Variables): string {
  return text
    .slice(0, MAX_LENGTH)
    .replace(
      REFERENCE,
      (whole, braced: string | undefined, fallback: string | undefined, plain: string | undefined) => {
        const name = braced ?? plain ?? ''
        return Object.hasOwn(variables, name) ? (variables[name] ?? '') : (fallback ?? whole)
      },
    )
    .slice(0, MAX_LENGTH)
}
