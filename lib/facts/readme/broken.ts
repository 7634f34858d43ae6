import type { Evidence, Facts } from '../facts'
import type { DocumentedCommand } from './commands'

const REFERENCES: readonly RegExp[] = [
  /\bpip[\d.]* install (?:\S+ ){0,8}?(?:-r|--requirement)[ =]?([\w./-]+)(?= |$)/,
  /^(?:python[\d.]*|py) (?:-u )?([\w./-]+\.py)\b/,
  /^(?:ba)?sh ([\w./-]+\.sh)\b/,
  /^(\.\/[\w./-]+\.(?:sh|py))\b/,
  /^(?:node|k6 run|deno run|bats) ([\w./-]+\.(?:[cm]?js|ts|bats))\b/,
  /^cp (?:-\w+ )?(\.?[\w./-]*\.?env[\w.-]*(?:example|sample|template|dist)[\w.-]*) /,
  /^docker(?:-| )compose (?:-f|--file)[ =]([\w./-]+\.ya?ml)/,
  /^conda env create .*(?:-f|--file)[ =]([\w./-]+\.ya?ml)/,
]

/** Commands of the README that name a file of the repository which does not exist anywhere in it. */
export function brokenReferences(
  path: string,
  commands: readonly DocumentedCommand[],
  facts: Facts,
): readonly Evidence[] {
  const broken: Evidence[] = []
  const targets = makeTargets(facts)
  const hasMakefile = facts.files.all.some(({ path: file }) => /(?:^|\/)(?:GNU|[\w-]*\.)?makefile|\.mk$/i.test(file))
  for (const { text, line } of commands.slice(0, 500)) {
    for (const pattern of REFERENCES) {
      const file = pattern.exec(text)?.[1]
      if (
        file &&
        !existsSomewhere(file, facts) &&
        !facts.files.ignoredByGit(file.replace(/^\.\//, '')) &&
        !isPlaceholder(file)
      ) {
        broken.push({ path, line, note: `\`${text.slice(0, 100)}\` needs ${file}, which is not in the repository.` })
      }
    }
    const target = /^make ([a-z][\w-]*)\s*$/.exec(text)?.[1]
    if (target && !hasMakefile)
      broken.push({ path, line, note: `\`make ${target}\` needs a Makefile, and there is none.` })
    else if (target && targets !== null && !targets.has(target)) {
      broken.push({ path, line, note: `\`make ${target}\` names a target that the Makefile does not have.` })
    }
  }
  return broken.slice(0, 10)
}

function existsSomewhere(file: string, { files }: Facts): boolean {
  const wanted = file.replace(/^(?:\.{1,2}\/)+/, '').replace(/^.*\/\.\.\//, '')
  // The first folder may be the clone itself: `pip install -r depot/requirements.txt`.
  const inClone = wanted.replace(/^[^/]+\//, '')
  return files.all.some(({ path }) => path === wanted || path === inClone || path.endsWith(`/${wanted}`))
}

function isPlaceholder(file: string): boolean {
  return (
    /(?:^|\/)(?:your|my|path|file|script|example|foo|bar|some|test|main_?file|filename)[\w-]*[./]/i.test(file) ||
    /path\/to/.test(file)
  )
}

/** Targets of the root Makefile; null when there is none or when it includes or generates others. */
function makeTargets({ files }: Facts): ReadonlySet<string> | null {
  const text = files.text('Makefile') ?? files.text('makefile') ?? files.text('GNUmakefile')
  if (text === null || /^-?include\b|^[^\t\n:#=]*%[^\n]*:|^\$\([^\n]*\)[^\n]*:|^define\b|\$\(eval/m.test(text))
    return null
  const targets = [...text.matchAll(/^([^\t\n:#=]{1,300}):(?!=)/gm)].flatMap((match) =>
    (match[1] ?? '').trim().split(/\s+/),
  )
  return new Set(targets)
}
