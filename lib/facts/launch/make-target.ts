const MAX_LINES = 5_000

/** Recipe of one target of a Makefile, its `@` and `-` marks gone. */
export function makeTarget(text: string, target: string): { readonly text: string; readonly line: number } | null {
  const lines = text.split('\n', MAX_LINES)
  const at = lines.findIndex((line) => !/^[\t #]/.test(line) && targetsOf(line).includes(target))
  if (at < 0) return null
  const recipe: string[] = []
  for (const line of lines.slice(at + 1)) {
    if (line.trim() !== '' && !line.startsWith('\t')) break
    recipe.push(line.replace(/^\t[@-]*/, ''))
  }
  return { text: recipe.join('\n').replaceAll('$$', '$'), line: at + 2 }
}

/** Names of all targets, in order. */
export function makeTargets(text: string): readonly string[] {
  return text.split('\n', MAX_LINES).flatMap((line) => (/^[\t #]/.test(line) ? [] : targetsOf(line)))
}

function targetsOf(line: string): string[] {
  const rule = /^([\w./ -]{1,200}?)\s*:(?![:=])/.exec(line)
  return rule?.[1]?.split(/\s+/).filter((name) => name !== '' && !name.startsWith('.')) ?? []
}
